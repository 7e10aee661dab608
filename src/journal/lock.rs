//! One writer at a time: a lock on a file in the state folder, freed by the system when its holder ends, however it
//! ends. Where no lock can be made, one goes on without.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::files;
use crate::reflection::Id;

/// Somebody else holds the lock.
#[derive(Debug)]
pub(super) struct Held;

/// Takes the lock of one reflection of one journal; none where locks cannot be made.
pub(super) fn take(state: &Path, root: &Path, id: &Id) -> Result<Option<File>, Held> {
    take_named(state, root, id.as_str())
}

/// Takes a lock of one journal that is no reflection's; its name has a length that no id has.
pub(super) fn take_named(state: &Path, root: &Path, name: &str) -> Result<Option<File>, Held> {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let sum = crc32fast::hash(root.as_os_str().as_encoded_bytes());
    let folder = state.join("locks");
    let made = files::folders(&folder).and_then(|()| files::open(&folder.join(format!("{sum:08x}-{name}"))));
    let Ok(file) = made else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Held),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
