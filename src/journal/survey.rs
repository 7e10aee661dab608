//! What stands at an entry's place: is it whole, and if it is not, is a whole version of it left beside it? It changes
//! nothing.

use std::io;
use std::path::{Path, PathBuf};

use super::files::{self, Stamp};
use super::names::Paths;
use super::seal::{Seal, Unopened};
use super::{copies, told};
use crate::reflection::Reflection;
use crate::reflection::format::{self, Check, Fault, Read};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Within how many seconds of the kept version, or of when it says it was written itself, an entry without its checksum
/// counts as torn, not as changed by hand.
const TORN_WITHIN: u64 = 60;

/// What stands at an entry's place.
#[derive(Debug)]
pub(super) struct Survey {
    /// The reflection, from the best version there is.
    pub(super) reflection: Result<Reflection, Bad>,
    /// The entry's own file, whatever is in it.
    pub(super) stamp: Option<Stamp>,
    /// How the entry is.
    pub(super) state: State,
}

/// How an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As onward left it.
    Whole,
    /// Changed by hand; an older version that was left beside it, if there is one.
    Edited(Option<PathBuf>),
    /// Two versions that git left in one file; an older one that was left beside it, if there is one.
    Torn(Option<PathBuf>),
    /// Not whole, but this version beside it is.
    Recovered(PathBuf),
    /// Neither whole nor recovered, or not there.
    Lost,
}

/// Why a file gave no reflection.
#[derive(Debug)]
pub(super) enum Bad {
    /// It is no reflection.
    Fault(Fault),
    /// It could not be read.
    Io(io::Error),
    /// It is sealed, and could not be opened.
    Sealed(Unopened),
}

impl From<Unopened> for Bad {
    fn from(why: Unopened) -> Self {
        Self::Sealed(why)
    }
}

impl Bad {
    /// Tells it.
    pub(super) fn told(&self, path: &Path) -> Trouble {
        match self {
            Self::Fault(fault) => told::damaged(path, fault),
            Self::Io(error) => told::unreadable(path, error),
            Self::Sealed(why) => told::unopened(path, *why),
        }
    }
}

impl Survey {
    /// Returns what the person should know of it.
    pub(super) fn note(&self, path: &Path) -> Option<Trouble> {
        let t = &words().journal;
        let say = |sentence: &str| Trouble::new(fill(sentence, &[("path", &path.display().to_string())]));
        match self.state {
            State::Recovered(_) => Some(say(t.recovered).safe(t.recovered_safe)),
            State::Edited(_) => {
                let title = self.reflection.as_ref().map(|reflection| reflection.title.as_str());
                let edited = fill(t.edited, &[("title", title.unwrap_or_default())]);
                Some(Trouble::new(edited).safe(t.edited_safe))
            }
            State::Torn(_) => Some(say(t.torn).safe(t.torn_safe)),
            State::Whole | State::Lost => None,
        }
    }
}

/// Looks at an entry and, where that helps, at what a killed program left beside it.
pub(super) fn survey(paths: &Paths, seal: &Seal) -> Survey {
    let (stamp, entry) = match bytes(&paths.entry) {
        Ok((stamp, bytes)) => (Some(stamp), read(bytes, seal)),
        Err(error) => (Stamp::at(&paths.entry).ok().flatten(), Err(Bad::Io(error))),
    };
    // Over a whole entry only what reached the disk itself can win: the next version had not been shown yet.
    let whole = matches!(&entry, Ok(Read { check: Check::Whole, .. }));
    let left = left(paths, !whole, seal);
    if matches!(entry, Err(Bad::Fault(_)))
        && let Some((shown, other)) = copies::torn(&paths.entry, seal)
        && left.as_ref().is_none_or(|left| left.reflection.updated <= shown.updated)
    {
        let older = left.filter(|left| left.reflection != shown && left.reflection != other);
        return Survey { reflection: Ok(shown), stamp, state: State::Torn(older.map(|left| left.path)) };
    }
    match (entry, left) {
        (entry, Some(left)) if left.replaces(&entry, stamp) => {
            Survey { reflection: Ok(left.reflection), stamp, state: State::Recovered(left.path) }
        }
        (Ok(Read { reflection, check: Check::Whole }), _) => {
            Survey { reflection: Ok(reflection), stamp, state: State::Whole }
        }
        (Ok(read), left) => {
            let older = left.filter(|left| left.reflection != read.reflection).map(|left| left.path);
            Survey { reflection: Ok(read.reflection), stamp, state: State::Edited(older) }
        }
        (Err(bad), _) => Survey { reflection: Err(bad), stamp, state: State::Lost },
    }
}

/// A whole version that was left beside an entry.
struct Left {
    path: PathBuf,
    stamp: Stamp,
    reflection: Reflection,
}

impl Left {
    /// Tells whether it is better than the entry: that one is torn, gone, or older than what reached the disk.
    fn replaces(&self, entry: &Result<Read, Bad>, stamp: Option<Stamp>) -> bool {
        match entry {
            Ok(Read { reflection, check: Check::Whole }) => self.reflection.updated > reflection.updated,
            Ok(read) => stamp.is_some_and(|stamp| {
                let seconds =
                    stamp.apart(self.stamp).min(stamp.apart_from(read.reflection.updated.seconds()));
                seconds <= TORN_WITHIN
            }),
            Err(_) => true,
        }
    }
}

/// Finds the newest whole version beside an entry: the kept one, and the next one if that counts.
fn left(paths: &Paths, next: bool, seal: &Seal) -> Option<Left> {
    let whole = |path: &PathBuf| {
        let (stamp, bytes) = bytes(path).ok()?;
        let read = read(bytes, seal).ok().filter(|read| read.check == Check::Whole)?;
        Some(Left { path: path.clone(), stamp, reflection: read.reflection })
    };
    match (whole(&paths.kept), next.then(|| whole(&paths.next)).flatten()) {
        (Some(kept), Some(next)) if next.reflection.updated > kept.reflection.updated => Some(next),
        (kept, next) => kept.or(next),
    }
}

/// Reads the reflection in a file's bytes.
fn read(bytes: Vec<u8>, seal: &Seal) -> Result<Read, Bad> {
    format::read(&seal.open(bytes)?).map_err(Bad::Fault)
}

/// Reads a file as it is, and which file it was.
pub(super) fn bytes(path: &Path) -> io::Result<(Stamp, Vec<u8>)> {
    files::read(path).map(|(meta, bytes)| (Stamp::of(&meta), bytes))
}
