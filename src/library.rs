//! The library: guides built into the program, and the user's own in a folder. It reads disk and never writes. It knows
//! no session and no terminal.

mod beside;
mod check;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fault::{Fault, LARGEST, Report, harmless, nearest};
use crate::guide::Guide;
use crate::trouble::Trouble;
use crate::words::{fill, words};
pub use beside::own_mirror;
pub use check::{Checked, built_in_text, check, guide_files};

/// The guides built into the program: id and text, in the order they are offered.
const BUILT_IN: &[(&str, &str)] = &[
    ("repairing-trust", include_str!("../content/guides/repairing-trust.toml")),
    ("weekly-check-in", include_str!("../content/guides/weekly-check-in.toml")),
    ("when-i-slipped", include_str!("../content/guides/when-i-slipped.toml")),
    ("small-everyday-betrayals", include_str!("../content/guides/small-everyday-betrayals.toml")),
    ("hidden-money", include_str!("../content/guides/hidden-money.toml")),
    ("hard-questions", include_str!("../content/guides/hard-questions.toml")),
    ("letter-of-apology", include_str!("../content/guides/letter-of-apology.toml")),
    ("receiving-an-apology", include_str!("../content/guides/receiving-an-apology.toml")),
    ("conversation-for-two", include_str!("../content/guides/conversation-for-two.toml")),
    ("unsure-whether-to-stay", include_str!("../content/guides/unsure-whether-to-stay.toml")),
    (A_PROMISE, include_str!("../content/guides/a-promise.toml")),
];

/// The guide for one promise alone. It is begun where promises are looked at, and not offered beside the others.
pub const A_PROMISE: &str = "a-promise";

/// Where guides are found.
#[derive(Clone, Debug, Default)]
pub struct Library {
    folder: Option<PathBuf>,
}

/// A guide as it stands in the library.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// Its id, or the id that a broken one seems to have.
    pub id: String,
    /// The guide, or what is wrong with it.
    pub guide: Result<Guide, Report>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a guide comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the program.
    BuiltIn,
    /// It is the user's own.
    Own(PathBuf),
    /// It is the user's own and stands in for the built-in one of its id.
    Replaces(PathBuf),
}

/// One of the user's own files.
struct OwnFile {
    path: PathBuf,
    bytes: Result<Vec<u8>, Report>,
}

/// What the first lines of a file tell of its id.
#[derive(Debug, PartialEq, Eq)]
enum Peek<'t> {
    /// This is its id.
    Id(&'t str),
    /// It has none at its top.
    Nothing,
    /// It has to be read whole to know.
    Unsure,
}

impl Library {
    /// Looks for the user's own guides in this folder; it need not exist.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Returns all guides: the built-in ones in their order, then the user's own by title, broken ones last.
    pub fn list(&self) -> Vec<Shelved> {
        let mut own = self.own();
        tell_twice(&mut own);
        let (mut replacing, mut more): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|shelved| matches!(shelved.origin, Origin::Replaces(_)));
        let built_in = BUILT_IN.iter().map(|(id, text)| {
            let mine = replacing.iter().position(|shelved| shelved.id == *id);
            mine.map_or_else(|| built_in(id, text), |at| replacing.remove(at))
        });
        let mut list: Vec<_> = built_in.collect();
        more.extend(replacing);
        more.sort_by_key(|shelved| match &shelved.guide {
            Ok(guide) => (false, guide.title.to_lowercase(), shelved.id.clone()),
            Err(report) => (true, report.name.clone(), shelved.id.clone()),
        });
        list.extend(more);
        list
    }

    /// Returns a guide by its id, and reads no more than it has to.
    ///
    /// # Errors
    /// There is no such guide, or the user's own has faults.
    pub fn get(&self, id: &str) -> Result<Arc<Guide>, Trouble> {
        let own = self.paths();
        let mut paths: Vec<_> = own.as_ref().map(Clone::clone).unwrap_or_default();
        paths.sort_by_key(|path| path.file_stem() != Some(OsStr::new(id)));
        if let Some(file) = paths.into_iter().map(OwnFile::read).find(|file| file.claims(id)) {
            return file.guide().map(Arc::new).map_err(|report| broken(id, &report));
        }
        match BUILT_IN.iter().find(|(built_in, _)| *built_in == id) {
            Some((id, text)) => built_in(id, text).guide.map(Arc::new).map_err(|report| broken(id, &report)),
            None => own.map_err(|error| self.unread(&error)).and(Err(self.unknown(id))),
        }
    }

    /// Tells that the folder of the user's own guides cannot be read.
    fn unread(&self, error: &io::Error) -> Trouble {
        let words = &words().library;
        let folder = self.folder.as_deref().unwrap_or(Path::new("")).to_string_lossy();
        let gaps = [("folder", &*harmless(&folder)), ("error", &*error.to_string())];
        Trouble::new(fill(words.folder_unread, &gaps)).advice(words.cannot_read_mend)
    }

    /// Tells that there is no such guide.
    fn unknown(&self, id: &str) -> Trouble {
        let ids: Vec<_> = self.list().into_iter().map(|shelved| shelved.id).collect();
        let words = &words().library;
        let advice = match nearest(id, ids.iter().map(String::as_str)) {
            Some(meant) => fill(words.near_advice, &[("meant", meant)]),
            None => words.unknown_advice.to_owned(),
        };
        Trouble::new(fill(words.unknown_guide, &[("id", &harmless(id))])).advice(advice)
    }

    /// Reads the user's own guides.
    fn own(&self) -> Vec<Shelved> {
        let read = self.files().into_iter().map(|file| {
            let guide = file.guide();
            let id = match &guide {
                Ok(guide) => guide.id.clone(),
                Err(_) => file.seeming_id(),
            };
            let replaces = BUILT_IN.iter().any(|(built_in, _)| *built_in == id);
            let origin = if replaces { Origin::Replaces(file.path) } else { Origin::Own(file.path) };
            Shelved { id, guide, origin }
        });
        read.collect()
    }

    /// Reads the user's files. A folder that cannot be read stands for a broken one.
    fn files(&self) -> Vec<OwnFile> {
        match self.paths() {
            Ok(paths) => paths.into_iter().map(OwnFile::read).collect(),
            Err(error) => {
                let path = self.folder.clone().unwrap_or_default();
                vec![OwnFile { bytes: Err(cannot_read(&path, &error)), path }]
            }
        }
    }

    /// Finds the user's files, in the order of their names: regular ones, or links to such. A folder that is not there
    /// holds none.
    fn paths(&self) -> io::Result<Vec<PathBuf>> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| {
            path.extension() == Some(OsStr::new("toml")) && !is_hidden(path) && path.is_file()
        });
        paths.sort();
        Ok(paths)
    }
}

/// Tells whether a file is hidden: editors and file systems keep notes of their own in such.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

impl OwnFile {
    fn read(path: PathBuf) -> Self {
        Self { bytes: bytes(&path), path }
    }

    fn guide(&self) -> Result<Guide, Report> {
        Guide::read(&self.path.to_string_lossy(), self.bytes.as_ref().map_err(Clone::clone)?)
    }

    /// Returns the name of the file without its ending.
    fn stem(&self) -> std::borrow::Cow<'_, str> {
        self.path.file_stem().unwrap_or_default().to_string_lossy()
    }

    /// Returns the id it says it has; where it says none, the name of the file.
    fn seeming_id(&self) -> String {
        match self.bytes.as_deref().map(peek) {
            Ok(Peek::Id(id)) => id.to_owned(),
            _ => self.stem().into_owned(),
        }
    }

    /// Tells whether it is the guide of this id.
    fn claims(&self, id: &str) -> bool {
        match self.bytes.as_deref().map(peek) {
            Ok(Peek::Id(own)) => own == id,
            Ok(Peek::Unsure) => self.guide().map_or_else(|_| self.stem() == id, |guide| guide.id == id),
            _ => self.stem() == id,
        }
    }
}

/// Reads a guide from a file, wherever it is.
///
/// # Errors
/// All faults that could be found, or that the file cannot be read.
pub fn read_guide(path: &Path) -> Result<Guide, Report> {
    Guide::read(&path.to_string_lossy(), &bytes(path)?)
}

fn built_in(id: &str, text: &str) -> Shelved {
    let guide = Guide::read(&format!("{id}.toml"), text.as_bytes());
    Shelved { id: id.to_owned(), guide, origin: Origin::BuiltIn }
}

/// Reads the bytes of a file, of a too large one only so many that it is known to be.
fn bytes(path: &Path) -> Result<Vec<u8>, Report> {
    if path.exists() && !path.is_file() {
        let words = &words().library;
        return Err(Report::of(
            &path.to_string_lossy(),
            words.not_a_file.into(),
            words.not_a_file_mend.into(),
        ));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| cannot_read(path, &error))?;
    Ok(bytes)
}

fn cannot_read(path: &Path, error: &io::Error) -> Report {
    let words = &words().library;
    let what = fill(words.cannot_read, &[("error", &error.to_string())]);
    Report::of(&path.to_string_lossy(), what, words.cannot_read_mend.to_owned())
}

/// Tells of a guide that has faults.
fn broken(id: &str, report: &Report) -> Trouble {
    let words = &words().library;
    let n = report.faults.len();
    let sentence = if n == 1 { words.broken } else { words.broken_many };
    let first = report.first();
    let what = fill(sentence, &[("id", id), ("n", &n.to_string()), ("first", &first)]);
    let file = harmless(&report.name);
    Trouble::new(what).safe(words.broken_safe).advice(fill(words.broken_advice, &[("file", &file)]))
}

/// Tells of own guides that have the id of another: the one whose file has its name, else the first, holds.
fn tell_twice(own: &mut [Shelved]) {
    let path = |shelved: &Shelved| match &shelved.origin {
        Origin::Own(path) | Origin::Replaces(path) => path.clone(),
        Origin::BuiltIn => PathBuf::new(),
    };
    own.sort_by_key(|shelved| path(shelved).file_stem() != Some(OsStr::new(&shelved.id)));
    for at in 1..own.len() {
        let Some(first) = own[..at].iter().find(|other| other.id == own[at].id) else { continue };
        let first = path(first);
        let here = path(&own[at]);
        if own[at].guide.is_ok() {
            own[at].guide = Err(twice(&here, &own[at].id, &first));
        }
        own[at].origin = Origin::Own(here);
    }
}

fn twice(path: &Path, id: &str, first: &Path) -> Report {
    let source = bytes(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let span = peek_span(&source).unwrap_or(0..0);
    let words = &words().library;
    let what = fill(words.twice, &[("id", id), ("file", &first.to_string_lossy())]);
    Report::new(
        &path.to_string_lossy(),
        &source,
        vec![Fault { span, what, mend: words.twice_mend.to_owned() }],
    )
}

/// Finds where the id stands at the top of a file, with its quotes.
fn peek_span(source: &str) -> Option<Range<usize>> {
    let Peek::Id(id) = peek(source.as_bytes()) else { return None };
    let line = source.lines().find(|line| line.trim_start().starts_with("id") && line.contains(id))?;
    let equals = line.find('=')?;
    let start = source.find(line)? + equals + line[equals..].find(id)?;
    Some(start - 1..start + id.len() + 1)
}

/// Looks for the id among the first lines, without reading the whole as TOML.
fn peek(bytes: &[u8]) -> Peek<'_> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(line) = std::str::from_utf8(line) else { return Peek::Unsure };
        let line = line.trim();
        let Some((key, value)) = line.split_once('=') else {
            match line.chars().next() {
                None | Some('#') => continue,
                Some('[') => return Peek::Nothing,
                Some(_) => return Peek::Unsure,
            }
        };
        match (key.trim(), value.trim()) {
            (key, _) if key.starts_with('#') => {}
            (key, _) if key.starts_with('[') => return Peek::Nothing,
            ("id", value) => return plain(value).map_or(Peek::Unsure, Peek::Id),
            (key, value) if key.starts_with(['"', '\'']) || value.contains(['[', '{']) => {
                return Peek::Unsure;
            }
            (_, value) if value.contains("\"\"\"") || value.contains("'''") => return Peek::Unsure,
            _ => {}
        }
    }
    Peek::Nothing
}

/// Returns the text of a value that is a quoted id and nothing else but a comment.
fn plain(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (id, rest) = value[1..].split_once(quote)?;
    let rest = rest.trim();
    let simple = !id.is_empty() && !id.contains('\\') && (rest.is_empty() || rest.starts_with('#'));
    simple.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide(id: &str, title: &str) -> String {
        format!(
            "format = 1\nid = \"{id}\"\ntitle = \"{title}\"\n[[perspective]]\nid = \"broke\"\nlabel = \"I\"\n\
             [[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.prompt]]\nid = \"p\"\nask = \"?\"\nanswer.text = {{}}\n"
        )
    }

    fn shelf(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
        let home = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let mut options = fs::OpenOptions::new();
            let mut file = options.write(true).create_new(true).open(home.path().join(name)).unwrap();
            io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        }
        let library = Library::new(Some(home.path().to_owned()));
        (home, library)
    }

    #[test]
    fn built_in_guides_come_first_and_own_by_title() {
        let (_home, library) = shelf(&[
            ("z.toml", &guide("zed", "apples")),
            ("a.toml", &guide("ay", "Pears")),
            ("note.txt", "x"),
        ]);
        let ids: Vec<_> = library.list().into_iter().map(|shelved| shelved.id).collect();
        let built_in: Vec<_> = BUILT_IN.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert_eq!(ids, [built_in, vec!["zed".into(), "ay".into()]].concat());
        assert_eq!(library.get("zed").unwrap().title, "apples");
    }

    #[test]
    fn built_in_guides_stand_under_their_ids() {
        for shelved in Library::new(None).list() {
            assert_eq!(shelved.guide.unwrap().id, shelved.id);
            assert_eq!(shelved.origin, Origin::BuiltIn);
        }
    }

    #[test]
    fn an_own_guide_replaces_the_built_in_one_of_its_id() {
        let (home, library) = shelf(&[("mine.toml", &guide("repairing-trust", "Mine"))]);
        assert_eq!(library.get("repairing-trust").unwrap().title, "Mine");
        let list = library.list();
        assert_eq!(list.len(), BUILT_IN.len());
        assert_eq!(list[0].origin, Origin::Replaces(home.path().join("mine.toml")));
    }

    #[test]
    fn a_broken_own_guide_says_where_and_how_to_see_all() {
        let (_home, library) = shelf(&[("mine.toml", "format = 1\nid = \"mine\"\ntitel = 3\n")]);
        let trouble = library.get("mine").unwrap_err();
        assert!(trouble.what.contains("mine.toml:1:1") && trouble.what.contains("faults"), "{trouble}");
        assert!(trouble.advice.contains("onward guides check"), "{trouble}");
        assert!(library.list().last().unwrap().guide.is_err());
        assert_eq!(library.list().last().unwrap().id, "mine");
    }

    #[test]
    fn a_broken_own_guide_never_falls_back_to_the_built_in_one() {
        let (_home, library) = shelf(&[("repairing-trust.toml", "\u{0}")]);
        assert!(library.get("repairing-trust").is_err());
        assert!(matches!(library.list()[0].origin, Origin::Replaces(_)));
    }

    #[test]
    fn an_unknown_id_is_told_with_the_nearest() {
        let trouble = Library::new(None).get("repairing-trus").unwrap_err();
        assert!(
            trouble.advice.contains("repairing-trust") && trouble.advice.contains("onward guides"),
            "{trouble}"
        );
        assert!(Library::new(None).get("xyz").unwrap_err().advice.contains("onward guides"));
    }

    #[test]
    fn two_own_files_with_one_id_are_a_fault() {
        let (_home, library) = shelf(&[("a.toml", &guide("x", "A")), ("x.toml", &guide("x", "X"))]);
        assert_eq!(peek_span("id = \"id\""), Some(5..9));
        let list = library.list();
        let report = list.last().unwrap().guide.as_ref().unwrap_err();
        assert!(report.first().contains("a.toml:2:6") && report.first().contains("x.toml"), "{report}");
        assert_eq!(library.get("x").unwrap().title, "X");
    }

    #[test]
    fn built_in_guides_are_there_although_the_folder_cannot_be_read() {
        let (home, _) = shelf(&[("file", "")]);
        let library = Library::new(Some(home.path().join("file")));
        assert!(library.get("repairing-trust").is_ok());
        assert!(library.get("mine").unwrap_err().what.contains("file"));
        assert!(library.list().last().unwrap().guide.is_err());
    }

    #[test]
    fn only_regular_files_and_links_to_them_are_read() {
        let (home, library) = shelf(&[("a.toml", &guide("x", "A"))]);
        fs::create_dir(home.path().join("d.toml")).unwrap();
        fs::rename(home.path().join("a.toml"), home.path().join("a.txt")).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(home.path().join("a.txt"), home.path().join("link.toml")).unwrap();
            std::os::unix::fs::symlink(home.path().join("gone"), home.path().join("gone.toml")).unwrap();
            assert_eq!(library.get("x").unwrap().title, "A");
            assert_eq!(library.list().len(), BUILT_IN.len() + 1);
        }
    }

    #[test]
    fn a_huge_file_is_never_read_whole() {
        let (home, library) = shelf(&[("huge.toml", "")]);
        let file = fs::OpenOptions::new().write(true).open(home.path().join("huge.toml")).unwrap();
        file.set_len(1 << 40).unwrap();
        let list = library.list();
        let report = list.last().unwrap().guide.as_ref().unwrap_err();
        assert!(report.first().contains("1 MiB"), "{report}");
        assert!(library.get("huge").is_err());
    }

    #[test]
    fn the_id_is_found_without_reading_all() {
        assert_eq!(peek(b"# x\nformat = 1\r\nid = \"a-1\" # so\r\n"), Peek::Id("a-1"));
        assert_eq!(peek(b"\xEF\xBB\xBFid='b'"), Peek::Id("b"));
        assert_eq!(peek(b"title = \"a = [b]\"\nid = \"x\""), Peek::Unsure);
        assert_eq!(peek(b"summary = \"\"\"\nid = \"wrong\"\n\"\"\"\nid = \"x\""), Peek::Unsure);
        assert_eq!(peek(b"[[stage]]\nid = \"x\""), Peek::Nothing);
        assert_eq!(peek(b"id = \"a\\u0062\""), Peek::Unsure);
        assert_eq!(peek(b""), Peek::Nothing);
    }

    #[test]
    fn a_guide_whose_id_is_hard_to_see_is_found_all_the_same() {
        let text =
            guide("x", "A").replace("id = \"x\"", "summary = \"\"\"\nid = \"y\"\n\"\"\"\n\"id\" = 'x'");
        let (_home, library) = shelf(&[("other.toml", &text)]);
        assert_eq!(library.get("x").unwrap().title, "A");
        assert!(library.get("y").is_err());
    }
}
