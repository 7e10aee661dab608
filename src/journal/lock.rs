//! One writer at a time: a lock on a file in the state folder, freed by the system when its holder ends, however it
//! ends. Where no lock can be made, one goes on without.

use std::fs::{File, TryLockError};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::files;
use crate::reflection::Id;

/// The name of the lock of a whole journal.
const WHOLE: &str = "journal";

/// How often a lock that is held is asked for, and how long between.
const TRIES: u32 = 10;
const MOMENT: Duration = Duration::from_millis(5);

/// Somebody else holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// That of the whole journal: how its files are kept is being changed.
    Whole,
    /// The one that was asked for.
    One,
}

/// The right to write one reflection, freed when it is dropped. Empty where locks cannot be made.
#[derive(Debug, Default)]
pub(super) struct Lock {
    /// That of the whole journal, shared with other writers.
    _whole: Option<File>,
    /// That of the one reflection.
    _one: Option<File>,
}

/// Takes the lock of one reflection of one journal.
pub(super) fn take(state: &Path, root: &Path, id: &Id) -> Result<Lock, Held> {
    take_named(state, root, id.as_str())
}

/// Takes a lock of one journal that is no reflection's; its name has a length that no id has.
pub(super) fn take_named(state: &Path, root: &Path, name: &str) -> Result<Lock, Held> {
    let one = named(state, root, name).map(|file| held(file, File::try_lock, Held::One)).transpose()?;
    Ok(Lock { _one: one.flatten(), ..stay(state, root)? })
}

/// Takes a share in the lock of a whole journal: how its files are kept is not changed meanwhile.
pub(super) fn stay(state: &Path, root: &Path) -> Result<Lock, Held> {
    let whole = named(state, root, WHOLE).map(|file| held(file, File::try_lock_shared, Held::Whole));
    Ok(Lock { _whole: whole.transpose()?.flatten(), _one: None })
}

/// Takes the lock of a whole journal: nobody writes in it meanwhile. None where it cannot be made: then nobody knows
/// who else is there.
pub(super) fn take_whole(state: &Path, root: &Path) -> Result<Option<Lock>, Held> {
    let whole = named(state, root, WHOLE).map(|file| held(file, File::try_lock, Held::Whole)).transpose()?;
    Ok(whole.flatten().map(|whole| Lock { _whole: Some(whole), _one: None }))
}

/// Opens the file of a lock; none where it cannot be made.
fn named(state: &Path, root: &Path, name: &str) -> Option<File> {
    let path = path(state, root, name);
    files::folders(path.parent()?).ok()?;
    files::open(&path).ok()
}

/// Names the file of a lock.
fn path(state: &Path, root: &Path, name: &str) -> PathBuf {
    state.join("locks").join(format!("{}-{name}", sum(root)))
}

/// Names a journal by where it is, so that what is kept of several does not get mixed up.
pub(super) fn sum(root: &Path) -> String {
    format!("{:08x}", crc32fast::hash(real(root).as_os_str().as_encoded_bytes()))
}

/// Names a folder as it is named without links, whether it is there yet or not: it has one lock before and after.
fn real(root: &Path) -> PathBuf {
    let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let there = whole.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match there {
        // Part by part, so that what is there already and what is to come are written alike.
        Some((above, real)) => real
            .components()
            .chain(whole.strip_prefix(above).into_iter().flatten().map(Component::Normal))
            .collect(),
        None => whole,
    }
}

/// Takes it, unless somebody holds it for longer than a moment: a program that starts another one lends it its locks
/// until that one has begun.
fn held(file: File, lock: fn(&File) -> Result<(), TryLockError>, by: Held) -> Result<Option<File>, Held> {
    for _ in 0..TRIES {
        match lock(&file) {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => thread::sleep(MOMENT),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(by)
}

/// Tells whether somebody holds the lock of a reflection. Makes no file, and is over before anybody is kept waiting.
pub(super) fn is_held(state: &Path, root: &Path, id: &Id) -> bool {
    let file = File::open(path(state, root, id.as_str()));
    file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}
