//! The right to write one reflection, held by one program at a time.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};

use super::files::Stamp;
use super::names::{self, Paths};
use super::put::{Desk, Mend};
use super::survey::{self, Bad, State};
use super::sync::Shared;
use super::{Found, Journal, Written, lock, told};
use crate::reflection::{FORMAT, Reflection, format};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The right to write one reflection.
pub struct Pen {
    found: Found,
    shared: Arc<Shared>,
    text: Vec<u8>,
    thread: Option<JoinHandle<()>>,
    /// Held as long as the pen is: the system frees it with the file.
    _lock: Option<File>,
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
    /// Takes the right to write a reflection. Until it is first written nothing of it is changed.
    ///
    /// # Errors
    /// Somebody else has it, or the entry is of a newer format or cannot be read.
    pub fn pen(&self, found: &Found) -> Result<Pen, Busy> {
        let lock = lock::take(&self.state, &self.root, &found.id).map_err(|_| Busy::Elsewhere)?;
        let paths = Paths::of(&found.path);
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(&paths.entry);
        if let Some(stamp) = seen.filter(|seen| seen.whole).and_then(|seen| untouched(&paths, seen.stamp)) {
            return Ok(Pen::new(found.clone(), Desk::new(paths, Some(stamp), None), lock));
        }
        let survey = survey::survey(&paths);
        let torn = matches!(survey.state, State::Torn(_));
        let mend = match (survey.state, &survey.reflection) {
            (_, Ok(reflection)) if reflection.format > FORMAT => {
                return Err(Busy::Trouble(told::newer(&found.path, reflection.format)));
            }
            (_, Err(Bad::Io(error))) if error.kind() != ErrorKind::NotFound => {
                return Err(Busy::Trouble(told::unreadable(&found.path, error)));
            }
            (State::Recovered(left), _) => Some(Mend::Damaged(Some(left))),
            (State::Edited(Some(older)) | State::Torn(Some(older)), _) => Some(Mend::Older(older)),
            (State::Lost, Err(Bad::Fault(_))) => Some(Mend::Damaged(None)),
            _ => None,
        };
        let seen = seen.map(|seen| seen.stamp);
        // What git left two versions in is not written over: it counts as another program's, and is set aside.
        let known = if survey.stamp.is_some() && !torn { seen.unwrap_or(survey.stamp) } else { None };
        Ok(Pen::new(found.clone(), Desk::new(paths, known, mend), lock))
    }

    /// Begins a new file with this reflection in it, and takes the right to write it.
    ///
    /// # Errors
    /// There is one already, or it could not be written.
    pub fn begin(&self, reflection: &Reflection) -> Result<Pen, Trouble> {
        let path = self.reflections().join(names::file_of(reflection));
        let found = Found { id: reflection.id.clone(), path };
        let exists = || {
            let t = &words().journal;
            Trouble::new(fill(t.exists, &[("id", found.id.as_str())])).safe(t.unreadable_safe)
        };
        let lock = lock::take(&self.state, &self.root, &found.id).map_err(|_| exists())?;
        let paths = Paths::of(&found.path);
        if [&paths.entry, &paths.kept].into_iter().any(|path| path.symlink_metadata().is_ok()) {
            return Err(exists());
        }
        let mut pen = Pen::new(found, Desk::new(paths, None, None), lock);
        pen.write(reflection)?;
        Ok(pen)
    }

    /// Returns the folder of the entries.
    pub(super) fn reflections(&self) -> PathBuf {
        self.root.join("reflections")
    }
}

/// Returns the stamp an entry was loaded with, if it is still the same and nothing is left beside it.
fn untouched(paths: &Paths, loaded: Option<Stamp>) -> Option<Stamp> {
    let now = Stamp::of(&paths.entry.symlink_metadata().ok()?);
    let left = [&paths.kept, &paths.next].into_iter().any(|path| path.symlink_metadata().is_ok());
    loaded.filter(|loaded| *loaded == now && !left)
}

impl Pen {
    fn new(found: Found, desk: Desk, lock: Option<File>) -> Self {
        Self { found, shared: Arc::new(Shared::new(desk)), text: Vec::new(), thread: None, _lock: lock }
    }

    /// Gets ready for the first write, in the background: starts the thread that syncs, which keeps the version there
    /// is. The first write sees to it if nobody did before.
    pub fn ready(&mut self) {
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
        let mut desk = self.shared.desk();
        if !desk.prepared {
            drop(desk);
            desk = self.shared.quiet_desk();
        }
        let mut written = desk.set_aside()?;
        if !desk.prepared {
            desk.prepare();
        }
        written.conflict = desk.put(&self.text)?.or(written.conflict);
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
        desk.settle().map_err(|error| told::not_synced(&self.found.path, &error))
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
