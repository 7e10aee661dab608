//! Copies beside an entry: what made them, which there are, and the two versions that git leaves in one file. It opens
//! what it is asked for and changes nothing.

use std::path::Path;

use super::list::Listed;
use super::names::{self, Sort};
use super::seal::Seal;
use super::survey::{self, State};
use super::{Found, Journal, Paths};
use crate::reflection::{Reflection, format, torn};
use crate::trouble::Trouble;

/// What made a copy, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// onward: another program had changed the entry meanwhile.
    Conflict,
    /// onward: the file was not whole.
    Damaged,
    /// onward: the reflection as it was before it was reduced.
    Before,
    /// Git: two versions stand in the entry's own file.
    Git,
    /// Syncthing.
    Syncthing,
    /// Dropbox.
    Dropbox,
    /// Nextcloud.
    Nextcloud,
    /// Something else: another synchroniser, a file manager, a hand.
    Other,
}

/// What a name has behind the day and the id, beginning or inside, when something of this sort made it.
const SIGNS: &[(&str, Copied)] = &[
    (".sync-conflict-", Copied::Syncthing),
    (" (conflicted copy", Copied::Nextcloud),
    ("conflicted copy", Copied::Dropbox),
    (".conflict-", Copied::Conflict),
    (".damaged-", Copied::Damaged),
    (".before-", Copied::Before),
];

/// Tells what made a copy, by the name of its file. A copy of a copy is told by what is most to be known of it.
pub(super) fn made_by(path: &Path) -> Copied {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    SIGNS.iter().find(|(sign, _)| name.contains(sign)).map_or(Copied::Other, |(_, copied)| *copied)
}

/// Tells whether the end of a name is that of a copy from a program that puts its own word behind the whole name.
pub(super) fn is_marked(end: &str) -> bool {
    let marked = end
        .strip_prefix(names::SEALED)
        .or_else(|| end.strip_prefix(names::PLAIN))
        .and_then(|mark| mark.strip_prefix('.'));
    marked.is_some_and(|mark| mark.to_ascii_lowercase().starts_with("conflict"))
}

/// Takes the two versions of a file with git's markers apart: the one that is shown, and the other. An entry shows
/// what was changed later; a copy of it shows what the entry did not.
pub(super) fn torn(path: &Path, seal: &Seal) -> Option<(Reflection, Reflection)> {
    let (_, bytes) = survey::bytes(path).ok()?;
    let torn = torn::split(&seal.open(bytes).ok()?)?;
    let name = path.file_name()?.to_str()?;
    let copy = names::parse(name).is_some_and(|name| name.sort == Sort::Copy);
    Some(if copy { (torn.earlier, torn.later) } else { (torn.later, torn.earlier) })
}

impl Journal {
    /// Finds the entry that a file belongs to: itself, or the one it is a copy of; none if that is gone.
    pub fn original(&self, found: &Found) -> Option<Found> {
        self.beside(found).into_iter().find(|one| !one.copy).map(|one| one.found)
    }

    /// Lists the other versions of an entry: the copies beside it, and the entry itself first if git left two versions
    /// in it.
    pub fn copies(&self, found: &Found) -> Vec<Listed> {
        let (mut all, mut copies) = (self.beside(found), Vec::new());
        if let Some(entry) = all.iter().find(|one| one.found.path == found.path && self.is_torn(&one.found)) {
            copies.push(Listed { copied: Some(Copied::Git), copy: true, versions: 0, ..entry.clone() });
        }
        all.retain(|one| one.copy);
        copies.extend(all);
        copies
    }

    /// Reads all versions that stand in a file: one, or the one shown and the other where git left two.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn sides(&self, found: &Found) -> Result<Vec<Reflection>, Trouble> {
        let loaded = self.load(found)?;
        let other = torn(&Paths::of(&found.path).entry, &self.seal).map(|(_, other)| other);
        Ok(std::iter::once(loaded.reflection).chain(other).collect())
    }

    fn is_torn(&self, found: &Found) -> bool {
        // A whole one is told by its checksum, without reading what is in it: this stands before the first frame.
        let text = survey::bytes(&found.path).ok().and_then(|(_, bytes)| self.seal.open(bytes).ok());
        let whole = text.is_some_and(|text| format::check(&text) == format::Check::Whole);
        !whole && matches!(survey::survey(&Paths::of(&found.path), &self.seal).state, State::Torn(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_made_a_copy() {
        let stem = "2026-11-23-k7m2q9xd";
        for (end, made, sort) in [
            (".sync-conflict-20261123-101112-ABCDEFG.toml", Copied::Syncthing, Some(Sort::Copy)),
            (".conflict-1.sync-conflict-20261123-101112-ABCDEFG.toml", Copied::Syncthing, Some(Sort::Copy)),
            (" (Anna's conflicted copy 2026-11-23).toml", Copied::Dropbox, Some(Sort::Copy)),
            (" (LAPTOP's conflicted copy 2026-11-23 (1)).toml", Copied::Dropbox, Some(Sort::Copy)),
            (" (conflicted copy 2026-11-23 101112).toml", Copied::Nextcloud, Some(Sort::Copy)),
            ("-LAPTOP.toml", Copied::Other, Some(Sort::Copy)),
            (" (1).toml", Copied::Other, Some(Sort::Copy)),
            (" 2.toml", Copied::Other, Some(Sort::Copy)),
            (" - Copy.toml", Copied::Other, Some(Sort::Copy)),
            ("_conf(1).toml", Copied::Other, Some(Sort::Copy)),
            (".conflict-1.toml", Copied::Conflict, Some(Sort::Copy)),
            (".damaged-12.toml", Copied::Damaged, Some(Sort::Copy)),
            (".before-1.toml", Copied::Before, Some(Sort::Copy)),
            (".toml.conflict1", Copied::Other, Some(Sort::Copy)),
            (".toml.Conflict", Copied::Other, Some(Sort::Copy)),
            (".toml", Copied::Other, Some(Sort::Entry)),
            (".toml.tmp", Copied::Other, None),
            (".toml~", Copied::Other, None),
            (".toml.part", Copied::Other, None),
        ] {
            let name = format!("{stem}{end}");
            assert_eq!(made_by(Path::new(&name)), made, "{name}");
            assert_eq!(names::parse(&name).map(|name| name.sort), sort, "{name}");
        }
        // Sealed, the words of a synchroniser stand before the last of the two endings.
        for (end, made) in [
            (".toml.sync-conflict-20261123-101112-ABCDEFG.age", Copied::Syncthing),
            (".toml (Anna's conflicted copy 2026-11-23).age", Copied::Dropbox),
            (".toml (conflicted copy 2026-11-23 101112).age", Copied::Nextcloud),
            (".conflict-1.toml.age", Copied::Conflict),
            (".toml-LAPTOP.age", Copied::Other),
        ] {
            assert_eq!(made_by(Path::new(&format!("{stem}{end}"))), made, "{end}");
        }
    }

    #[test]
    fn what_a_synchroniser_is_still_writing_is_no_entry() {
        let name = "2026-11-23-k7m2q9xd.toml";
        for temporary in [
            format!(".syncthing.{name}.tmp"),
            format!("~syncthing~{name}.tmp"),
            format!("~{name}"),
            format!(".{name}.~1a2b"),
            format!(".{name}.swp"),
            format!(".~lock.{name}#"),
            format!("{name}.swp"),
            format!(".{name}"),
        ] {
            assert!(names::parse(&temporary).is_none(), "{temporary}");
        }
    }
}
