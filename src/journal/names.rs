//! The names of files: which belong to a reflection, and what stands beside an entry. It opens none.

use std::path::{Component, Path, PathBuf};

use crate::reflection::{Id, Reflection};

/// The length of `2026-11-23-k7m2q9xd` in bytes.
const STEM: usize = 19;

/// The ending of an entry's file name.
pub(super) const PLAIN: &str = ".toml";

/// The ending of a sealed entry's file name.
pub(super) const SEALED: &str = ".toml.age";

/// What tells a sealed file from a plain one, at the end of its name; and within that of a file beside it.
const SEALED_MARK: &str = ".age";

/// What the version is called that is being brought to the disk.
const FRESH: &str = "synced-new";

/// The ending of a copy that was brought in and has not got its number yet.
const BROUGHT: &str = ".brought";

/// An entry, and what stands beside it while it is being written.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    /// The entry.
    pub(super) entry: PathBuf,
    /// The file that becomes the entry with the next write.
    pub(super) next: PathBuf,
    /// The last version known to be on the disk itself.
    pub(super) kept: PathBuf,
    /// The version being brought to the disk.
    pub(super) fresh: PathBuf,
}

impl Paths {
    /// Names them; an entry that is a link stands for the file it leads to.
    pub(super) fn of(entry: &Path) -> Self {
        let real = if entry.is_symlink() { entry.canonicalize().ok() } else { None };
        let entry = real.unwrap_or_else(|| entry.to_owned());
        // What stands beside a sealed entry is told from what stands beside a plain one of the same name.
        let mark = if is_sealed(&entry) { SEALED_MARK } else { "" };
        let beside = |end: &str| entry.with_file_name(format!(".{}{mark}.{end}", stem(&entry)));
        Self { next: beside("next"), kept: beside("kept"), fresh: beside(FRESH), entry }
    }

    /// Returns the folder they stand in.
    pub(super) fn folder(&self) -> &Path {
        self.entry.parent().unwrap_or(Path::new("."))
    }
}

/// Tells whether a path that was kept somewhere leads down, name by name, and to no place but below where it begins.
pub(super) fn leads_down(path: &Path) -> bool {
    let mut parts = path.components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// What a file name says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// The day and the id, `2026-11-23-k7m2q9xd`.
    pub(super) stem: &'a str,
    /// The id.
    pub(super) id: Id,
    /// What sort of file it is.
    pub(super) sort: Sort,
    /// Whether it is sealed, or left beside an entry that is.
    pub(super) sealed: bool,
}

/// What sort of file stands in a month's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// An entry.
    Entry,
    /// A copy of one, by whatever program.
    Copy,
    /// What a killed program left beside one.
    Leftover,
}

/// Reads a file name; none if the file is no reflection's.
pub(super) fn parse(name: &str) -> Option<Name<'_>> {
    let (hidden, plain) = name.strip_prefix('.').map_or((false, name), |plain| (true, plain));
    let (stem, end) = plain.split_at_checked(STEM)?;
    let (day, id) = stem.split_at_checked(10)?;
    let dated =
        day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let id: Id = id.strip_prefix('-')?.parse().ok()?;
    let sort = match (hidden, end) {
        (true, end) if matches!(bare(end), ".next" | ".kept") => Sort::Leftover,
        (false, PLAIN | SEALED) => Sort::Entry,
        (false, end) if is_kept(end) && !end.starts_with(|c: char| c.is_ascii_alphanumeric()) => Sort::Copy,
        (false, end) if super::copies::is_marked(end) => Sort::Copy,
        _ => return None,
    };
    let sealed = if hidden { end.starts_with(SEALED_MARK) } else { end.ends_with(SEALED_MARK) };
    dated.then_some(Name { stem, id, sort, sealed })
}

/// Takes the mark of what stands beside a sealed entry away.
fn bare(end: &str) -> &str {
    end.strip_prefix(SEALED_MARK).unwrap_or(end)
}

/// Returns the entry that a file was left beside by a program that was killed, whatever is in it.
pub(super) fn left_beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let start = ["next", "kept", FRESH].into_iter().find_map(|end| name.strip_suffix(end))?;
    let next = format!("{start}next");
    let parsed = parse(&next).filter(|parsed| parsed.sort == Sort::Leftover)?;
    Some(path.with_file_name(format!("{}{}", parsed.stem, ending(parsed.sealed))))
}

/// Tells whether a name ends as those of entries and their copies do, sealed or not. A synchroniser puts its own words
/// before the last of the two endings.
fn is_kept(name: &str) -> bool {
    name.ends_with(PLAIN) || name.ends_with(".age")
}

/// Returns the name of a file without its ending.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(SEALED).or_else(|| name.strip_suffix(PLAIN)).unwrap_or(&name).to_owned()
}

/// Tells whether a file is sealed by its name.
pub(super) fn is_sealed(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "age")
}

/// Returns the ending of the names of sealed entries, or of plain ones.
pub(super) fn ending(sealed: bool) -> &'static str {
    if sealed { SEALED } else { PLAIN }
}

/// Names a copy that was brought in, until it has its number.
pub(super) fn brought(entry: &Path) -> PathBuf {
    entry.with_file_name(format!(".{}{BROUGHT}", stem(entry)))
}

/// Reads the name of such a copy: which entry it belongs to.
pub(super) fn brought_stem(name: &str) -> Option<&str> {
    let stem = name.strip_prefix('.')?.strip_suffix(BROUGHT)?;
    (stem.len() == STEM).then_some(stem)
}

/// Names the file of a new reflection below a folder: `2026/11/2026-11-23-k7m2q9xd.toml`, with `.age` if it is sealed.
pub(super) fn file_of(reflection: &Reflection, sealed: bool) -> PathBuf {
    let day = reflection.started.day();
    let folder = PathBuf::from(format!("{:04}", day.year())).join(format!("{:02}", day.month()));
    folder.join(format!("{day}-{}{}", reflection.id, ending(sealed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_beside_an_entry_is_known_by_its_name() {
        for entry in ["2026-11-23-k7m2q9xd.toml", "2026-11-23-k7m2q9xd.toml.age"] {
            let paths = Paths::of(Path::new(entry));
            for left in [&paths.next, &paths.kept, &paths.fresh] {
                assert_eq!(left_beside(left), Some(PathBuf::from(entry)), "{left:?}");
            }
            assert_eq!(left_beside(Path::new(entry)), None);
        }
        assert_eq!(left_beside(Path::new(".identity.age.next")), None);
    }

    #[test]
    fn only_what_belongs_to_a_reflection_is_one() {
        let sort = |name| parse(name).map(|name| name.sort);
        assert_eq!(sort("2026-11-23-k7m2q9xd.toml"), Some(Sort::Entry));
        assert_eq!(sort("2026-11-23-k7m2q9xd.conflict-1.toml"), Some(Sort::Copy));
        assert_eq!(sort("2026-11-23-k7m2q9xd (conflicted copy).toml"), Some(Sort::Copy));
        assert_eq!(sort("2026-11-23-k7m2q9xd.toml.age"), Some(Sort::Entry));
        assert_eq!(sort("2026-11-23-k7m2q9xd.conflict-1.toml.age"), Some(Sort::Copy));
        assert_eq!(
            sort("2026-11-23-k7m2q9xd.toml.sync-conflict-20261123-101112-ABCDEFG.age"),
            Some(Sort::Copy)
        );
        assert_eq!(sort(".2026-11-23-k7m2q9xd.kept"), Some(Sort::Leftover));
        assert_eq!(sort(".2026-11-23-k7m2q9xd.age.kept"), Some(Sort::Leftover));
        for other in [
            "notes.toml",
            "2026-11-23-k7m2q9xdz.toml",
            "2026-11-23-k7m2q9xd.txt",
            "2026-11-23-K7M2Q9XD.toml",
            "2026x11-23-k7m2q9xd.toml",
            ".2026-11-23-k7m2q9xd.toml",
            "2026-11-23-k7m2q9é.toml",
            "",
        ] {
            assert_eq!(sort(other), None, "{other}");
        }
    }
}
