//! Brings what was written to the disk itself, behind the typing: a thread that sleeps until something was written,
//! then makes the newest version the kept one. The typing thread never waits for the disk but once, before its first
//! write, and only if the version before it has not been kept yet.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::files;
use super::names::Paths;
use super::put::Desk;
use super::told;
use crate::trouble::Trouble;

/// How long after the first unsynced write the disk is asked.
const AFTER: Duration = Duration::from_millis(300);

/// How long a failed sync is left alone at most.
const RETRY: Duration = Duration::from_secs(30);

/// How many folders above an entry have to reach the disk: month, year, `reflections`, the journal, and the one that
/// names it.
const ABOVE: usize = 5;

/// Who is told how a sync went.
pub(super) type Tell = Box<dyn Fn(Result<(), Trouble>) + Send>;

/// What the typing thread and the sync thread share.
pub(super) struct Shared {
    desk: Mutex<Desk>,
    bell: Condvar,
    tell: Mutex<Option<Tell>>,
}

impl Shared {
    pub(super) fn new(desk: Desk) -> Self {
        Self { desk: Mutex::new(desk), bell: Condvar::new(), tell: Mutex::new(None) }
    }

    /// Takes the desk.
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the desk when no sync is under way.
    pub(super) fn quiet_desk(&self) -> MutexGuard<'_, Desk> {
        self.bell.wait_while(self.desk(), |desk| desk.syncing).unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the sync thread.
    pub(super) fn ring(&self) {
        self.bell.notify_all();
    }

    pub(super) fn on_sync(&self, tell: Tell) {
        *self.tell.lock().unwrap_or_else(PoisonError::into_inner) = Some(tell);
    }

    fn tell(&self, path: &Path, result: &io::Result<()>) {
        if let Some(tell) = &*self.tell.lock().unwrap_or_else(PoisonError::into_inner) {
            tell(result.as_ref().copied().map_err(|error| told::not_synced(path, error)));
        }
    }

    /// The sync thread: runs until the pen is put down, and leaves nothing unsynced.
    pub(super) fn run(&self) {
        let mut wait = AFTER;
        loop {
            let asleep = |desk: &mut Desk| !desk.stop && !desk.unsynced && !desk.early;
            let awake = self.bell.wait_while(self.desk(), asleep).unwrap_or_else(PoisonError::into_inner);
            let slept = self.bell.wait_timeout_while(awake, wait, |desk| !desk.stop && !desk.early);
            let (desk, _) = slept.unwrap_or_else(PoisonError::into_inner);
            let stop = desk.stop;
            let done = if desk.unsynced || desk.early && !stop { self.sync(desk) } else { Ok(()) };
            if stop {
                return;
            }
            wait = if done.is_ok() { AFTER } else { (wait * 2).clamp(AFTER, RETRY) };
        }
    }

    /// Makes the entry as it is now the kept one.
    fn sync(&self, mut desk: MutexGuard<'_, Desk>) -> io::Result<()> {
        let linked = desk.link();
        let (paths, folders) = (desk.paths.clone(), desk.new_folders);
        (desk.unsynced, desk.syncing) = (false, true);
        drop(desk);
        let done = match linked.and_then(|()| commit(&paths, folders)) {
            // Deleted underneath: there is nothing to bring to the disk until it is written again.
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        };
        let mut desk = self.desk();
        desk.syncing = false;
        let before = desk.synced(&done);
        drop(desk);
        self.ring();
        if done.is_err() != before {
            self.tell(&paths.entry, &done);
        }
        done
    }
}

impl Desk {
    /// Keeps the synced version under its own name before the first write goes over it. Asked once: where it fails,
    /// what is shown is still safe from `kill -9`, and the sync thread says what is wrong.
    pub(super) fn prepare(&mut self) {
        if self.link().and_then(|()| commit(&self.paths, self.new_folders)).is_ok() {
            self.new_folders = false;
        }
        (self.prepared, self.early) = (true, false);
    }

    /// Gives the entry the name that is to be synced, so that the typing thread leaves that file alone. The spare file
    /// goes: a power cut could bring back what it holds now, an older version, under the entry's name.
    fn link(&mut self) -> io::Result<()> {
        self.forget_spare()?;
        files::second_name(&self.paths.entry, &self.paths.fresh, self.sync_failed)
    }

    /// Notes how a sync went, and returns whether the one before it had failed.
    fn synced(&mut self, done: &io::Result<()>) -> bool {
        match done {
            Ok(()) => self.new_folders = false,
            Err(_) => self.unsynced = true,
        }
        (self.prepared, self.early) = (true, false);
        std::mem::replace(&mut self.sync_failed, done.is_err())
    }

    /// Brings the entry to the disk and clears away what was kept for a power cut.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        let paths = &self.paths;
        if self.mend.is_some() {
            return Ok(());
        }
        match File::open(&paths.entry) {
            // Deleted underneath: what was kept beside it is all there is.
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
            opened => opened?.sync_all()?,
        }
        sync_folders(paths, self.new_folders)?;
        (self.unsynced, self.new_folders) = (false, false);
        (self.prepared, self.early) = (false, false);
        files::remove(&paths.kept)?;
        files::remove(&paths.fresh)?;
        self.clear_spare()
    }
}

/// Syncs the linked version and makes it the kept one.
fn commit(paths: &Paths, folders: bool) -> io::Result<()> {
    File::open(&paths.fresh)?.sync_all()?;
    fs::rename(&paths.fresh, &paths.kept)?;
    // Where both names were the same file already, a rename leaves both.
    files::remove(&paths.fresh)?;
    sync_folders(paths, folders)
}

fn sync_folders(paths: &Paths, all: bool) -> io::Result<()> {
    let above = paths.entry.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for (height, folder) in above.take(if all { usize::MAX } else { 1 }).enumerate() {
        match files::sync_folder(folder) {
            // Higher up it was most likely there before, and may be nobody's to read.
            Err(_) if height >= ABOVE => {}
            done => done?,
        }
    }
    Ok(())
}
