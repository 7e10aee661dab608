//! One write: the whole text into the other of the two files that take turns, and that one exchanged with the entry.
//! It runs at every keystroke, so each system call here has its reason. It knows no thread.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use super::files::{self, Stamp};
use super::names::Paths;
use super::{seal, survey};
use crate::reflection::format;

/// How often a write starts again when folders vanish under it.
const TRIES: u32 = 4;

/// The bytes at the end of a file by which it is known again: they hold a plain text's checksum, and the mark that
/// sealing left on a sealed one.
const SUM: usize = 16;

/// What a write did besides writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Another program had changed the entry: its version is kept here.
    pub conflict: Option<PathBuf>,
    /// The entry was damaged: it is kept here.
    pub damaged: Option<PathBuf>,
}

/// What has to be set aside before the first write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mend {
    /// The entry is damaged or gone; the whole version beside it, if there is one, was read.
    Damaged(Option<PathBuf>),
    /// The entry was changed by hand; this is an older version of it.
    Older(PathBuf),
}

/// An entry being written, and what is known of its files.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) paths: Paths,
    /// The entry as it was last read or written here; none if there was none.
    known: Option<Stamp>,
    /// The spare file as it was left here; none if that is not known.
    spare: Option<Stamp>,
    /// The end of what was last written, with its checksum.
    sum: Vec<u8>,
    /// Whether the spare file is another program's version that could not be set aside yet.
    theirs: bool,
    pub(super) mend: Option<Mend>,
    /// Whether files can be exchanged here.
    swap: bool,
    /// Whether a synced version stands under its own name.
    pub(super) prepared: bool,
    /// Whether that is to be seen to before the first write asks for it.
    pub(super) early: bool,
    /// Whether the entry holds what was not synced yet.
    pub(super) unsynced: bool,
    /// Whether folders were made that were not synced yet.
    pub(super) new_folders: bool,
    /// Whether the last sync failed: the file it failed on is not to be trusted.
    pub(super) sync_failed: bool,
    /// Whether a sync is under way.
    pub(super) syncing: bool,
    /// Whether the pen is put down.
    pub(super) stop: bool,
}

impl Desk {
    /// Sits down at an entry; `known` is what it was like when it was read.
    pub(super) fn new(paths: Paths, known: Option<Stamp>, mend: Option<Mend>) -> Self {
        let prepared = known.is_none() || mend.is_some();
        Self {
            paths,
            known,
            spare: None,
            sum: Vec::new(),
            theirs: false,
            prepared,
            early: !prepared,
            mend,
            swap: true,
            unsynced: false,
            new_folders: known.is_none(),
            sync_failed: false,
            syncing: false,
            stop: false,
        }
    }

    /// Sets aside what must not be written over. Done once, before the first write.
    pub(super) fn set_aside(&mut self) -> io::Result<Written> {
        let folder = self.paths.folder();
        let mut written = Written::default();
        match &self.mend {
            None => return Ok(written),
            Some(Mend::Older(older)) => {
                written.conflict = Some(files::aside(older, &self.paths.entry, "conflict")?);
                self.prepared = false;
            }
            Some(Mend::Damaged(left)) => {
                if let Some(left) = left.as_ref().filter(|left| **left == self.paths.next) {
                    File::open(left)?.sync_all()?;
                    fs::rename(left, &self.paths.kept)?;
                    files::sync_folder(folder)?;
                    self.mend = Some(Mend::Damaged(None));
                }
                if fs::symlink_metadata(&self.paths.entry).is_ok() {
                    written.damaged = Some(files::aside(&self.paths.entry, &self.paths.entry, "damaged")?);
                }
                self.known = None;
            }
        }
        self.mend = None;
        Ok(written)
    }

    /// Writes the bytes and makes them the entry; returns where another program's version of it was set aside.
    pub(super) fn put(&mut self, text: &[u8]) -> io::Result<Option<PathBuf>> {
        let mut conflict = if self.theirs { Some(self.keep_theirs()?) } else { None };
        for _ in 0..TRIES {
            match self.fill_spare(text, &mut conflict).and_then(|ours| self.enter(ours, &mut conflict)) {
                Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => {
                    files::folders(self.paths.folder())?;
                    self.new_folders = true;
                }
                Err(e) => return Err(e),
                Ok(()) => {
                    self.sum.clear();
                    self.sum.extend_from_slice(&text[text.len().saturating_sub(SUM)..]);
                    return Ok(conflict);
                }
            }
        }
        Err(ErrorKind::NotFound.into())
    }

    /// Fills the spare file. If that fails the entry was not touched.
    fn fill_spare(&mut self, text: &[u8], conflict: &mut Option<PathBuf>) -> io::Result<Stamp> {
        let left = self.spare.take();
        let (mut file, mut meta) = self.open_spare()?;
        if meta.len() > 0 && left.is_some_and(|left| left != Stamp::of(&meta)) {
            // Another program still had it open from when it was the entry, and wrote to it.
            *conflict = Some(self.keep_theirs()?);
            (file, meta) = self.open_spare()?;
        } else if !files::reusable(&meta) {
            files::remove(&self.paths.next)?;
            (file, meta) = self.open_spare()?;
        }
        file.write_all_at(text, 0)?;
        if meta.len() > text.len() as u64 {
            file.set_len(text.len() as u64)?;
        }
        Ok(Stamp::of(&file.metadata()?))
    }

    fn open_spare(&self) -> io::Result<(File, Metadata)> {
        let file = files::open(&self.paths.next)?;
        let meta = file.metadata()?;
        Ok((file, meta))
    }

    /// Makes the spare file the entry.
    fn enter(&mut self, ours: Stamp, conflict: &mut Option<PathBuf>) -> io::Result<()> {
        if !self.swap {
            return self.replace(ours, conflict);
        }
        match files::exchange(&self.paths.next, &self.paths.entry) {
            Ok(()) => {
                let before = self.known.replace(ours);
                self.look_at_spare(before, conflict);
                Ok(())
            }
            Err(e) if e.kind() == ErrorKind::NotFound => {
                files::rename_new(&self.paths.next, &self.paths.entry)?;
                self.known = Some(ours);
                Ok(())
            }
            Err(e) if files::no_exchange(&e) => {
                self.replace(ours, conflict)?;
                self.swap = false;
                Ok(())
            }
            Err(e) => Err(e),
        }
    }

    /// Makes the spare file the entry where files cannot be exchanged.
    fn replace(&mut self, ours: Stamp, conflict: &mut Option<PathBuf>) -> io::Result<()> {
        let there = Stamp::at(&self.paths.entry)?;
        if there.is_some() && there != self.known && !self.is_ours(&self.paths.entry) {
            *conflict = Some(files::aside(&self.paths.entry, &self.paths.entry, "conflict")?);
        }
        fs::rename(&self.paths.next, &self.paths.entry)?;
        self.known = Some(ours);
        Ok(())
    }

    /// Looks at what came out of the exchange: it has to be what was left there, or it is another program's.
    fn look_at_spare(&mut self, before: Option<Stamp>, conflict: &mut Option<PathBuf>) {
        let out = Stamp::at(&self.paths.next).ok().flatten();
        if out.is_some() && (out == before || self.is_ours(&self.paths.next)) {
            self.spare = out;
            return;
        }
        self.theirs = true;
        // What was written stands; if theirs cannot be moved now, the next write tries again before it writes.
        if let Ok(kept) = self.keep_theirs() {
            *conflict = Some(kept);
        }
    }

    /// Tells whether a file holds what was last written here, though its stamp differs: some disks round times later.
    fn is_ours(&self, path: &Path) -> bool {
        !self.sum.is_empty()
            && survey::bytes(path).is_ok_and(|(_, bytes)| {
                let whole = || seal::is_sealed(&bytes) || format::check(&bytes) == format::Check::Whole;
                bytes.ends_with(&self.sum) && whole()
            })
    }

    fn keep_theirs(&mut self) -> io::Result<PathBuf> {
        let kept = files::aside(&self.paths.next, &self.paths.entry, "conflict")?;
        self.theirs = false;
        Ok(kept)
    }

    /// Removes the spare file; one that another program wrote to waits for the next write to set it aside.
    pub(super) fn forget_spare(&mut self) -> io::Result<()> {
        let changed = self.spare.is_some() && Stamp::at(&self.paths.next)? != self.spare;
        if self.theirs || changed {
            return Ok(());
        }
        self.spare = None;
        files::remove(&self.paths.next)
    }

    /// Removes the spare file, unless another program wrote to it.
    pub(super) fn clear_spare(&mut self) -> io::Result<()> {
        let left = self.spare.take();
        let there = Stamp::at(&self.paths.next)?;
        if self.theirs || left.is_some() && there.is_some() && left != there {
            return self.keep_theirs().map(drop);
        }
        files::remove(&self.paths.next)
    }
}
