//! The journal: a folder of reflections, one file each, `reflections/2026/11/2026-11-23-k7m2q9xd.toml`. It writes so
//! that nothing shown is lost, lets nobody else read, and never overwrites in silence. It knows no guide, no session
//! and no terminal.
//!
//! Beside an entry stand, while it is being written, `.NAME.next` (the other of the two files that take turns being
//! the entry), `.NAME.kept` (the last version known to be on the disk itself) and, for a moment, `.NAME.synced-new` (the
//! one on its way there); beside a sealed one they are called `.NAME.age.next` and so on. A program that was killed leaves
//! them; the next one that settles the entry clears them away. `names` knows them all.
//!
//! An encrypted journal has `identity.age` and its second copy, and `reflections/.sealed`, which names the key: where the
//! key is gone, nothing is written that everyone could read.

mod back;
mod backup;
mod cache;
#[cfg(test)]
mod cache_tests;
mod catalogue;
mod checkup;
mod copies;
mod envelopes;
mod files;
mod find;
mod keys;
mod list;
mod lock;
mod names;
mod odd;
mod overview;
mod overview_kept;
#[cfg(test)]
mod overview_look_tests;
mod overview_read;
#[cfg(test)]
mod overview_tests;
mod overview_words;
mod pen;
mod promised;
mod put;
mod remembered;
mod repair;
mod seal;
mod survey;
mod switch;
mod sync;
mod take_in;
mod told;
mod trash;
#[cfg(test)]
mod trash_tests;
mod turn;
mod walk;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use back::{Back, Emptied, Sorted, Trashed};
pub use catalogue::{Catalogue, Filter};
pub use copies::Copied;
pub use list::Listed;
pub use odd::{Checkup, Finding, Odd};
pub use overview::{Look, Overview, Round};
pub use overview_kept::{Pack, Packed};
pub use overview_read::{Chunk, Gathered, after, threads};
pub use overview_words::{Merge, Merged, Ranked};
pub use pen::{Busy, Pen};
pub use promised::Promising;
pub use put::Written;
pub use remembered::Remembered;
pub use repair::Repair;
pub use seal::{Key, Passphrase};
pub use switch::{Switched, Tell, Work};
pub use take_in::{Intake, Taken};
pub use trash::Away;

use crate::moment::Moment;
use crate::reflection::{FORMAT, Id, Reflection, Status};
use crate::trouble::Trouble;
use files::Stamp;
use names::Paths;
use seal::Seal;

/// The folder of the entries, in that of the journal.
const REFLECTIONS: &str = "reflections";

/// The folder of all reflections.
#[derive(Debug)]
pub struct Journal {
    root: PathBuf,
    state: PathBuf,
    /// How its files are kept, and the key if it is here.
    seal: Seal,
    /// Whether this is the hand that changes how its files are kept.
    switching: bool,
    /// What each loaded file was like then, so that a change between reading and writing is noticed.
    seen: Mutex<HashMap<PathBuf, Seen>>,
}

/// A window in which a journal is open.
#[derive(Debug)]
pub struct Presence(#[expect(dead_code, reason = "it is held, not read")] lock::Lock);

/// What a file was like when it was loaded.
#[derive(Clone, Copy, Debug)]
struct Seen {
    stamp: Option<Stamp>,
    /// Whether it was whole, and of a format that may be written.
    whole: bool,
}

/// Where one reflection is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub id: Id,
    /// Its file.
    pub path: PathBuf,
}

/// What stands at the top of an entry: enough for a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub id: Id,
    /// What the person calls it.
    pub title: String,
    /// The id of its guide.
    pub guide: Arc<str>,
    /// The title of its guide, as it was.
    pub guide_title: Arc<str>,
    /// The perspective it is walked from.
    pub perspective: Arc<str>,
    /// Open or finished.
    pub status: Status,
    /// When it was begun.
    pub started: Moment,
    /// When it was last changed.
    pub updated: Moment,
    /// The stage where the person stopped, as it was titled.
    pub stage_title: Arc<str>,
}

/// A reflection that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The reflection.
    pub reflection: Reflection,
    /// Where it was read.
    pub found: Found,
    /// What the person should know of it: recovered, changed by hand, of a newer format.
    pub note: Option<Trouble>,
    /// Whether this version may write it.
    pub writable: bool,
}

impl Journal {
    /// Names the folder of the journal, and the folder for locks. Looks whether the journal is encrypted, and touches
    /// nothing; an encrypted one is locked.
    pub fn at(root: PathBuf, state: PathBuf) -> Self {
        let seal = if keys::protected(&root) { Seal::Locked(None) } else { Seal::Plain };
        Self { root, state, seal, switching: false, seen: Mutex::default() }
    }

    /// Returns the same journal for another thread, unlocked if this one is.
    pub fn twin(&self) -> Self {
        let (root, state, seal) = (self.root.clone(), self.state.clone(), self.seal.clone());
        Self { root, state, seal, switching: false, seen: Mutex::default() }
    }

    /// Tells others that this journal is open here, as long as what it returns lives: how its files are kept is not
    /// changed meanwhile.
    ///
    /// # Errors
    /// That is being changed just now.
    pub fn stay(&self) -> Result<Presence, Trouble> {
        lock::stay(&self.state, &self.root).map(Presence).map_err(|_| told::being_switched())
    }

    /// Returns the folder of the journal.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads one reflection that will not be written: nothing of it is kept in mind. None if it cannot be read.
    pub fn peek(&self, found: &Found) -> Option<Reflection> {
        survey::survey(&Paths::of(&found.path), &self.seal).reflection.ok()
    }

    /// Reads one reflection. Changes nothing on the disk.
    ///
    /// # Errors
    /// It cannot be read, or is damaged and no whole version of it is left.
    pub fn load(&self, found: &Found) -> Result<Loaded, Trouble> {
        let paths = Paths::of(&found.path);
        let survey = survey::survey(&paths, &self.seal);
        let note = survey.note(&found.path);
        let (stamp, whole) = (survey.stamp, survey.state == survey::State::Whole);
        let reflection = survey.reflection.map_err(|fault| fault.told(&found.path))?;
        let newer = reflection.format > FORMAT;
        let seen = Seen { stamp, whole: whole && !newer };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(paths.entry, seen);
        let note = if newer { Some(told::newer(&found.path, reflection.format)) } else { note };
        Ok(Loaded { reflection, found: found.clone(), note, writable: !newer })
    }
}

impl Header {
    /// Takes it of a reflection.
    pub fn of(reflection: &Reflection) -> Self {
        Self {
            id: reflection.id,
            title: reflection.title.clone(),
            guide: reflection.guide.as_str().into(),
            guide_title: reflection.guide_title.as_str().into(),
            perspective: reflection.perspective.as_str().into(),
            status: reflection.status,
            started: reflection.started,
            updated: reflection.updated,
            stage_title: reflection.place.stage_title.as_str().into(),
        }
    }
}
