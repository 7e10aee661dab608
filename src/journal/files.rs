//! The few things done to files: made for their owner alone, exchanged, set aside, brought to the disk. It knows no
//! reflection.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::{CWD, OFlags, RenameFlags};
use serde::{Deserialize, Serialize};

use super::{names, seal};

/// The mode of every file: its owner reads and writes.
pub(super) const MODE: u32 = 0o600;

/// How many numbered names are tried for a file that is set aside.
const NUMBERS: u32 = 10_000;

/// Which file stood at a place, and when and how long it was last written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    inode: u64,
    seconds: i64,
    nanos: i64,
    size: u64,
}

impl Stamp {
    /// Takes it of what the system says of a file.
    pub(super) fn of(meta: &Metadata) -> Self {
        Self { inode: meta.ino(), seconds: meta.mtime(), nanos: meta.mtime_nsec(), size: meta.size() }
    }

    /// Takes it of a file by name; none if there is none.
    pub(super) fn at(path: &Path) -> io::Result<Option<Self>> {
        match fs::symlink_metadata(path) {
            Ok(meta) => Ok(Some(Self::of(&meta))),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Returns how many seconds lie between the last writings of two files.
    pub(super) fn apart(self, other: Self) -> u64 {
        self.seconds.abs_diff(other.seconds)
    }

    /// Returns how many seconds lie between its last writing and a moment in seconds since 1970.
    pub(super) fn apart_from(self, seconds: i64) -> u64 {
        self.seconds.abs_diff(seconds)
    }

    /// Returns its size in bytes.
    pub(super) fn size(self) -> u64 {
        self.size
    }
}

/// What the system says of a file, as far as it changes whenever somebody changes the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Print {
    inode: u64,
    size: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

impl Print {
    /// Takes it of what the system says of a file.
    pub(super) fn of(meta: &Metadata) -> Self {
        let (written, changed) = ((meta.mtime(), meta.mtime_nsec()), (meta.ctime(), meta.ctime_nsec()));
        Self { inode: meta.ino(), size: meta.size(), written, changed }
    }

    /// Takes it of a file by name; none if nothing can be said of it.
    pub(super) fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|meta| Self::of(&meta))
    }

    /// Returns when the file was last written.
    pub(super) fn written(self) -> SystemTime {
        let (seconds, nanos) = self.written;
        let nanos = Duration::from_nanos(u64::try_from(nanos).unwrap_or(0));
        match u64::try_from(seconds) {
            Ok(seconds) => UNIX_EPOCH + Duration::from_secs(seconds) + nanos,
            Err(_) => UNIX_EPOCH,
        }
    }

    /// Returns it if it is from before that second: one from later may not be told from the next.
    pub(super) fn settled(self, before: i64) -> Option<Self> {
        (self.written.0.max(self.changed.0) < before).then_some(self)
    }
}

/// Reads a file as it is, and what the system says of it.
pub(super) fn read(path: &Path) -> io::Result<(Metadata, Vec<u8>)> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    let mut bytes = Vec::with_capacity(usize::try_from(meta.size()).unwrap_or(0) + 1);
    // The file itself would ask for its size and its place first, each time.
    file.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok((meta, bytes))
}

/// Tells whether a file may be written over: ours alone, with no other name that expects it to stay.
pub(super) fn reusable(meta: &Metadata) -> bool {
    meta.is_file() && meta.nlink() == 1 && meta.mode() & 0o7777 == MODE
}

/// Opens a file to write from its start, for its owner alone; it is made if there is none, and not emptied if there is.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let flags = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or(0);
    OpenOptions::new().write(true).create(true).truncate(false).mode(MODE).custom_flags(flags).open(path)
}

/// Opens a file that is there to write into it. A link is not followed.
pub(super) fn open_there(path: &Path) -> io::Result<File> {
    let flags = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or(0);
    OpenOptions::new().write(true).custom_flags(flags).open(path)
}

/// Writes over what is in a file that has this many names. One that has others besides is somebody's who wants it.
pub(super) fn wipe(mut file: &File, names: u64) -> io::Result<()> {
    let meta = file.metadata()?;
    if meta.nlink() != names {
        return Ok(());
    }
    io::copy(&mut io::repeat(0).take(meta.len()), &mut file)?;
    file.sync_data()
}

/// Makes a file that must not exist yet, for its owner alone.
pub(super) fn create(path: &Path) -> io::Result<File> {
    stop::step()?;
    OpenOptions::new().write(true).create_new(true).mode(MODE).open(path)
}

/// Makes a folder and those above it, each for its owner alone.
pub(super) fn folders(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Exchanges two files at one stroke.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    Ok(rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Exchanges two files at one stroke, which this system cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Tells whether a failed exchange means that this file system has none.
pub(super) fn no_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied)
}

/// Renames a file to a name that must be free.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    stop::step()?;
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(e) if no_exchange(&e) => rename_reserved(from, to),
        done => done,
    }
}

/// Renames a file to a name that must be free.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_reserved(from, to)
}

/// Takes the free name first, then renames over it.
fn rename_reserved(from: &Path, to: &Path) -> io::Result<()> {
    drop(create(to)?);
    fs::rename(from, to).inspect_err(|_| drop(fs::remove_file(to)))
}

/// Moves a file to the first free one of `FOLDER/STEM.WORD-1.toml`, `-2` and so on, where `STEM` is that of `entry`, and
/// returns where it is now. What is sealed is named so.
pub(super) fn aside(from: &Path, entry: &Path, word: &str) -> io::Result<PathBuf> {
    free(entry, word, holds_sealed(from)?, |to| rename_new(from, to))
}

/// Tells whether a file is sealed, by how it starts: a name may say otherwise.
pub(super) fn holds_sealed(path: &Path) -> io::Result<bool> {
    let mut start = Vec::with_capacity(seal::START);
    File::open(path)?.take(seal::START as u64).read_to_end(&mut start)?;
    Ok(seal::is_sealed(&start))
}

/// Calls `take` with numbered names beside `entry` until one is free.
pub(super) fn free(
    entry: &Path,
    word: &str,
    sealed: bool,
    take: impl Fn(&Path) -> io::Result<()>,
) -> io::Result<PathBuf> {
    let (stem, ending) = (names::stem(entry), names::ending(sealed));
    first_free(|number| entry.with_file_name(format!("{stem}.{word}-{number}{ending}")), take)
}

/// Calls `take` with the names that `name` makes of 1, 2 and so on, until one is free.
pub(super) fn first_free(
    name: impl Fn(u32) -> PathBuf,
    take: impl Fn(&Path) -> io::Result<()>,
) -> io::Result<PathBuf> {
    for to in (1..NUMBERS).map(name) {
        match take(&to) {
            Ok(()) => return Ok(to),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Moves a file to its own name in another folder, or to a numbered one where that is taken.
pub(super) fn carry(from: &Path, folder: &Path) -> io::Result<PathBuf> {
    let to = folder.join(from.file_name().unwrap_or_default());
    match rename_new(from, &to) {
        Ok(()) => Ok(to),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => aside(from, &to, "again"),
        Err(e) => Err(e),
    }
}

/// Removes a file; one that is not there is no trouble.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    stop::step()?;
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Removes a folder that holds nothing.
pub(super) fn remove_empty(path: &Path) -> io::Result<()> {
    stop::step()?;
    fs::remove_dir(path)
}

/// Brings a folder's names to the disk; a file system that cannot is not asked twice.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        Err(e) if matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Brings many files to the disk at once. All of them lie below `root`.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn sync_files<'a>(root: &Path, _: impl Iterator<Item = &'a Path>) -> io::Result<()> {
    // One file after the other would take minutes for some ten thousand.
    Ok(rustix::fs::syncfs(File::open(root)?)?)
}

/// Brings many files to the disk.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn sync_files<'a>(_: &Path, mut files: impl Iterator<Item = &'a Path>) -> io::Result<()> {
    files.try_for_each(|file| File::open(file)?.sync_all())
}

/// Brings the names in folders to the disk, and those of the folders above that may be new with them.
pub(super) fn sync_names(folders: &HashSet<PathBuf>) -> io::Result<()> {
    // The month, the year, `reflections`, the journal, and the folder that names it.
    let above = folders.iter().flat_map(|folder| folder.ancestors().take(5));
    let all: BTreeSet<&Path> = above.filter(|folder| !folder.as_os_str().is_empty()).collect();
    all.into_iter().rev().try_for_each(sync_folder)
}

/// Gives a file a second name; where there are no second names, a copy of it.
pub(super) fn second_name(from: &Path, to: &Path, copy: bool) -> io::Result<()> {
    remove(to)?;
    if !copy {
        match fs::hard_link(from, to) {
            Err(e) if e.kind() != ErrorKind::NotFound => {}
            done => return done,
        }
    }
    io::copy(&mut File::open(from)?, &mut create(to)?).map(drop)
}

/// Where a program may be killed: after each step that changes a name, in tests.
pub(super) mod stop {
    #[cfg(test)]
    use std::cell::Cell;
    use std::io;

    #[cfg(test)]
    thread_local! {
        static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    }

    /// Lets this many steps be taken on this thread, and none after them; or any number again.
    #[cfg(test)]
    pub(in super::super) fn after(steps: Option<usize>) {
        LEFT.set(steps);
    }

    /// Takes a step.
    #[cfg(test)]
    pub(super) fn step() -> io::Result<()> {
        match LEFT.get() {
            Some(0) => Err(io::Error::other("killed")),
            left => {
                LEFT.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }

    /// Takes a step.
    #[cfg(not(test))]
    #[inline]
    pub(super) fn step() -> io::Result<()> {
        Ok(())
    }
}
