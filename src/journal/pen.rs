//! The right to write one reflection, held by one program at a time.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};

use super::envelopes::Sealer;
use super::files::Stamp;
use super::lock::{self, Held, Lock};
use super::names::{self, Paths};
use super::put::{Desk, Mend};
use super::seal::{Lid, Text, Unopened};
use super::survey::{self, Bad, State};
use super::sync::Shared;
use super::{Found, Journal, Seen, Written, files, keys, told};
use crate::reflection::{FORMAT, Id, Reflection, format};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The right to write one reflection.
pub struct Pen {
    found: Found,
    shared: Arc<Shared>,
    text: Text,
    /// What seals the text; none where it is kept plain.
    sealer: Option<Sealer>,
    /// Whose key it is sealed for, and in which journal.
    lid: Option<(PathBuf, Lid)>,
    thread: Option<JoinHandle<()>>,
    /// Held as long as the pen is: the system frees it with the file.
    _lock: Lock,
}

/// Why a pen could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Busy {
    /// Another program, or another window, is writing this reflection.
    Elsewhere,
    /// It cannot be written at all.
    Trouble(Trouble),
}

impl Journal {
    /// Takes the right to write a reflection. Until it is first written nothing of it is changed, but that one which
    /// stands plain in an encrypted journal is sealed first.
    ///
    /// # Errors
    /// Somebody else has it, or the entry is of a newer format or cannot be read.
    pub fn pen(&self, found: &Found) -> Result<Pen, Busy> {
        let lock = self.right_to(&found.id).map_err(|held| match held {
            Held::One => Busy::Elsewhere,
            Held::Whole => Busy::Trouble(told::being_switched()),
        })?;
        let lid = self.lid().map_err(Busy::Trouble)?;
        if lid.is_none() || names::is_sealed(&found.path) {
            return self.pen_in(found, lid, lock);
        }
        let found = self.seal_loaded(found).map_err(Busy::Trouble)?;
        self.pen_in(&found, lid, lock)
    }

    /// Seals an entry that stands plain in an encrypted journal before it is written. What changed it since it was
    /// loaded is kept when that is written over.
    fn seal_loaded(&self, found: &Found) -> Result<Found, Trouble> {
        let take = |path: &PathBuf| self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        let seen = take(&Paths::of(&found.path).entry);
        let changed = seen.is_some_and(|seen| seen.stamp != Stamp::at(&found.path).ok().flatten());
        let sealed = self.seal_entry(found)?;
        if changed {
            let mut all = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(sealed.path.clone(), Seen { stamp: None, whole: false });
        }
        Ok(sealed)
    }

    fn pen_in(&self, found: &Found, lid: Option<Lid>, lock: Lock) -> Result<Pen, Busy> {
        let lid = lid.map(|lid| (self.root.clone(), lid));
        let paths = Paths::of(&found.path);
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(&paths.entry);
        if let Some(stamp) = seen.filter(|seen| seen.whole).and_then(|seen| untouched(&paths, seen.stamp)) {
            return Ok(Pen::new(found.clone(), Desk::new(paths, Some(stamp), None), lid, lock));
        }
        let survey = survey::survey(&paths, &self.seal);
        let torn = matches!(survey.state, State::Torn(_));
        let mend = match (survey.state, &survey.reflection) {
            (_, Ok(reflection)) if reflection.format > FORMAT => {
                return Err(Busy::Trouble(told::newer(&found.path, reflection.format)));
            }
            (_, Err(Bad::Io(error))) if error.kind() != ErrorKind::NotFound => {
                return Err(Busy::Trouble(told::unreadable(&found.path, error)));
            }
            (_, Err(Bad::Sealed(Unopened::Locked | Unopened::Foreign))) => {
                let why = survey.reflection.as_ref().err().map(|bad| bad.told(&found.path));
                return Err(Busy::Trouble(
                    why.unwrap_or_else(|| told::unopened(&found.path, Unopened::Locked)),
                ));
            }
            (State::Recovered(left), _) => Some(Mend::Damaged(Some(left))),
            (State::Edited(Some(older)) | State::Torn(Some(older)), _) => Some(Mend::Older(older)),
            (State::Lost, Err(Bad::Fault(_) | Bad::Sealed(Unopened::Broken))) => Some(Mend::Damaged(None)),
            _ => None,
        };
        let seen = seen.map(|seen| seen.stamp);
        // What git left two versions in is not written over: it counts as another program's, and is set aside.
        let known = if survey.stamp.is_some() && !torn { seen.unwrap_or(survey.stamp) } else { None };
        Ok(Pen::new(found.clone(), Desk::new(paths, known, mend), lid, lock))
    }

    /// Begins a new file with this reflection in it, and takes the right to write it.
    ///
    /// # Errors
    /// There is one already, or it could not be written.
    pub fn begin(&self, reflection: &Reflection) -> Result<Pen, Trouble> {
        let exists = || {
            let t = &words().journal;
            Trouble::new(fill(t.exists, &[("id", reflection.id.as_str())])).safe(t.unreadable_safe)
        };
        let lock = self.right_to(&reflection.id).map_err(|held| match held {
            Held::One => exists(),
            Held::Whole => told::being_switched(),
        })?;
        let lid = self.lid()?;
        let path = self.reflections().join(names::file_of(reflection, lid.is_some()));
        let found = Found { id: reflection.id, path };
        let paths = Paths::of(&found.path);
        if [&paths.entry, &paths.kept].into_iter().any(|path| path.symlink_metadata().is_ok()) {
            return Err(exists());
        }
        let mut pen = Pen::new(
            found,
            Desk::new(paths.clone(), None, None),
            lid.map(|lid| (self.root.clone(), lid)),
            lock,
        );
        pen.write(reflection).inspect_err(|_| {
            // A file with nothing whole in it would be listed as a reflection that cannot be read.
            if survey::survey(&paths, &self.seal).reflection.is_err() {
                let _ = files::remove(&paths.next);
            }
        })?;
        Ok(pen)
    }

    /// Takes the lock of a reflection. Who has the whole journal needs none.
    fn right_to(&self, id: &Id) -> Result<Lock, Held> {
        if self.switching { Ok(Lock::default()) } else { lock::take(&self.state, &self.root, id) }
    }

    /// Returns the folder of the entries.
    pub(super) fn reflections(&self) -> PathBuf {
        self.root.join(super::REFLECTIONS)
    }
}

/// Returns the stamp an entry was loaded with, if it is still the same and nothing is left beside it.
fn untouched(paths: &Paths, loaded: Option<Stamp>) -> Option<Stamp> {
    let now = Stamp::of(&paths.entry.symlink_metadata().ok()?);
    let left = [&paths.kept, &paths.next].into_iter().any(|path| path.symlink_metadata().is_ok());
    loaded.filter(|loaded| *loaded == now && !left)
}

impl Pen {
    fn new(found: Found, desk: Desk, lid: Option<(PathBuf, Lid)>, lock: Lock) -> Self {
        let (shared, sealer) = (Arc::new(Shared::new(desk)), lid.clone().map(|(_, lid)| Sealer::new(lid)));
        Self { found, shared, text: Text::default(), sealer, lid, thread: None, _lock: lock }
    }

    /// Gets ready for the first write, in the background: starts the thread that syncs, which keeps the version there
    /// is. The first write sees to it if nobody did before.
    pub fn ready(&mut self) {
        if let Some(sealer) = &mut self.sealer {
            sealer.get_ready();
        }
        if self.thread.is_none() {
            let theirs = Arc::clone(&self.shared);
            // Without a thread everything still works: what is written is then synced when the pen settles.
            self.thread = thread::Builder::new().name("sync".to_owned()).spawn(move || theirs.run()).ok();
        }
    }

    /// Returns what it writes.
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// Writes the reflection where `kill -9` cannot reach it. Returns before it is on the disk itself; that follows
    /// within a second, in the background.
    ///
    /// # Errors
    /// It could not be written. What was written before is whole, and a later write works when it can.
    pub fn write(&mut self, reflection: &Reflection) -> Result<Written, Trouble> {
        if reflection.format > FORMAT {
            return Err(told::newer(&self.found.path, reflection.format));
        }
        format::write(reflection, &mut self.text);
        self.put().map_err(|error| told::not_saved(&self.found.path, &error))
    }

    fn put(&mut self) -> io::Result<Written> {
        self.ready();
        let sealed = self.sealer.as_mut().map(|sealer| sealer.close(&self.text)).transpose()?;
        let mut desk = self.shared.desk();
        if !desk.prepared {
            drop(desk);
            desk = self.shared.quiet_desk();
        }
        let mut written = desk.set_aside()?;
        if !desk.prepared {
            desk.prepare();
        }
        written.conflict = desk.put(sealed.as_deref().unwrap_or(&self.text))?.or(written.conflict);
        if !std::mem::replace(&mut desk.unsynced, true) {
            self.shared.ring();
        }
        Ok(written)
    }

    /// Brings what was written to the disk itself, now, and clears away what was kept for a power cut.
    ///
    /// # Errors
    /// The disk refused. What was kept stays.
    pub fn settle(&mut self) -> Result<(), Trouble> {
        let mut desk = self.shared.quiet_desk();
        let kept = self.lid.as_ref().map_or(Ok(()), |(root, lid)| keys::keep(root, lid));
        desk.settle().and(kept).map_err(|error| told::not_synced(&self.found.path, &error))
    }

    /// Asks to be told, on the sync thread, when bringing to the disk failed, and when it worked again.
    pub fn on_sync(&mut self, tell: impl Fn(Result<(), Trouble>) + Send + 'static) {
        self.shared.on_sync(Box::new(tell));
    }
}

impl Drop for Pen {
    fn drop(&mut self) {
        self.shared.desk().stop = true;
        self.shared.ring();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing more to bring to the disk.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Pen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pen").field("found", &self.found).finish_non_exhaustive()
    }
}
