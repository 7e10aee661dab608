//! Which unfinished reflection was touched last, as far as that is remembered: home shows it at once, and looks afterwards.
//! It is kept in the cache, and never believed further than the file it names.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::cache::Cached;
use super::names::{self, Sort};
use super::{Found, Header, Journal, list};
use crate::reflection::Status;

/// What is remembered of the unfinished reflection touched last.
#[derive(Clone, Debug, PartialEq)]
pub enum Remembered {
    /// It was this one, which is still unfinished.
    Open(Found, Header),
    /// There was none.
    None,
    /// Nothing, or nothing that still holds.
    Nothing,
}

impl Journal {
    /// Returns which unfinished reflection was touched last, as far as is remembered: it opens one file, however many there
    /// are. Another program may have touched another one since: a look tells.
    pub fn remembered(&self) -> Remembered {
        let kept = self.cached(Cached::Latest).and_then(|mut parts| parts.next());
        match kept.as_deref() {
            None => Remembered::Nothing,
            Some([]) => Remembered::None,
            Some(place) => self.opened(place).unwrap_or(Remembered::Nothing),
        }
    }

    /// Keeps in mind which unfinished reflection was touched last; none: that there is none.
    pub fn remember(&self, found: Option<&Found>) {
        let place = found.and_then(|found| found.path.strip_prefix(self.reflections()).ok());
        let place = place.map_or(&[][..], |place| place.as_os_str().as_encoded_bytes());
        // Without it, home looks a moment longer.
        let _ = self.put_cached(Cached::Latest, std::iter::once(place));
    }

    fn opened(&self, place: &[u8]) -> Option<Remembered> {
        let place = PathBuf::from(std::str::from_utf8(place).ok()?);
        let found = self.entry_at(&place)?;
        let header = list::top(&found.path, &self.seal).filter(|top| top.status == Status::Open)?;
        Some(Remembered::Open(found, header))
    }

    /// Names the entry at a place below the folder of all; none if that is the name of no entry.
    fn entry_at(&self, place: &Path) -> Option<Found> {
        let name = names::parse(place.file_name().and_then(OsStr::to_str)?)?;
        let found = Found { id: name.id, path: self.reflections().join(place) };
        (names::leads_down(place) && name.sort == Sort::Entry).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::seal::{Key, Passphrase};
    use super::*;
    use crate::moment::Moment;
    use crate::reflection::{Id, Reflection};

    fn journal(dir: &Path, sealed: bool) -> Journal {
        let mut journal = Journal::at(dir.join("journal"), dir.join("state"));
        if sealed {
            let key = Key::make(&Passphrase::new("correct horse"), 2).unwrap();
            journal.put_key(&key).unwrap();
            journal.unlock(Arc::new(key));
        }
        journal
    }

    fn begin(journal: &Journal, status: Status) -> Found {
        let id = Id::from_numbers(std::array::from_fn(|_| fastrand::u8(..252)));
        let mut one = Reflection::begin(id, "g", "Guide", "broke", Moment::at(1_800_000_000, 0));
        one.status = status;
        journal.begin(&one).unwrap().found().clone()
    }

    #[test]
    fn what_is_remembered_is_told_as_long_as_it_holds() {
        for sealed in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let journal = journal(dir.path(), sealed);
            assert_eq!(journal.remembered(), Remembered::Nothing);
            journal.remember(None);
            assert_eq!(journal.remembered(), Remembered::None);
            let [open, done] = [Status::Open, Status::Finished].map(|status| begin(&journal, status));
            journal.remember(Some(&open));
            assert!(
                matches!(journal.remembered(), Remembered::Open(found, top) if found == open && top.id == open.id)
            );
            let mut locked = journal.twin();
            locked.lock();
            assert_eq!(locked.remembered() == Remembered::Nothing, sealed);
            std::fs::remove_file(&open.path).unwrap();
            assert_eq!(journal.remembered(), Remembered::Nothing);
            journal.remember(Some(&done));
            assert_eq!(journal.remembered(), Remembered::Nothing, "it is finished");
        }
    }

    #[test]
    fn no_other_file_is_opened_whatever_the_cache_says() {
        let dir = tempfile::tempdir().unwrap();
        let journal = journal(dir.path(), false);
        let open = begin(&journal, Status::Open);
        let name = open.path.file_name().unwrap().to_str().unwrap();
        let month = open.path.parent().unwrap().strip_prefix(journal.reflections()).unwrap();
        let outside = format!("../reflections/{}/{name}", month.display());
        let absolute = open.path.to_str().unwrap().to_owned();
        for place in [outside, absolute, "identity.age".into(), "..".into(), "a\0b".into()] {
            journal.put_cached(Cached::Latest, std::iter::once(place.as_bytes())).unwrap();
            assert_eq!(journal.remembered(), Remembered::Nothing, "{place}");
        }
        journal.put_cached(Cached::Latest, std::iter::once([0xFF, 0xFE])).unwrap();
        assert_eq!(journal.remembered(), Remembered::Nothing);
        journal.remember(Some(&open));
        assert!(matches!(journal.remembered(), Remembered::Open(..)));
    }
}
