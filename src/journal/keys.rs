//! The key of an encrypted journal, where it lies: `identity.age`, protected by the passphrase, and a second copy of it,
//! so that one bad byte does not cost every word. It knows no entry.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::seal::{Key, Lid, Passphrase, Refused, Seal};
use super::{Journal, files, told};
use crate::trouble::Trouble;
use crate::words::words;

/// The file that makes a journal an encrypted one; the stock `age` takes it with `-i`.
pub(super) const IDENTITY: &str = "identity.age";

/// The second copy.
pub(super) const SECOND: &str = "identity-second.age";

/// Tells whether a journal is encrypted.
pub(super) fn protected(root: &Path) -> bool {
    [IDENTITY, SECOND].iter().any(|name| root.join(name).symlink_metadata().is_ok())
}

/// Brings a file to the disk whole, in the place of the one there was.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let next = folder.join(format!(".{name}.next"));
    files::remove(&next)?;
    let mut file = files::create(&next)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&next, path)?;
    files::sync_folder(folder)
}

impl Journal {
    /// Tells whether its files are sealed.
    pub fn is_encrypted(&self) -> bool {
        self.seal.is_sealed()
    }

    /// Tells whether it is encrypted, and the key is not here.
    pub fn is_locked(&self) -> bool {
        self.seal.is_sealed() && self.seal.key().is_none()
    }

    /// Opens the key with the passphrase. Takes a second or two, on purpose.
    ///
    /// # Errors
    /// The passphrase is another one, or the key is damaged.
    pub fn key(&self, passphrase: &Passphrase) -> Result<Key, Trouble> {
        let mut why = None;
        for wrapped in self.wrapped()? {
            match Key::unwrap(&wrapped, passphrase) {
                Ok(key) => return Ok(key),
                // A wrong passphrase is the likelier of the two: a copy that is damaged says so only if both are.
                Err(refused) => why = why.filter(|was| *was == Refused::Passphrase).or(Some(refused)),
            }
        }
        Err(told::refused(&self.root.join(IDENTITY), why.unwrap_or(Refused::Broken)))
    }

    /// Reads the protected key: the one copy, and the other where it differs.
    fn wrapped(&self) -> Result<Vec<Vec<u8>>, Trouble> {
        let read = [IDENTITY, SECOND].map(|name| fs::read(self.root.join(name)));
        let [first, second] = read;
        match (first, second) {
            (Ok(first), Ok(second)) if first == second => Ok(vec![first]),
            (Ok(first), Ok(second)) => Ok(vec![first, second]),
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => Ok(vec![one]),
            (Err(error), Err(_)) => Err(told::unreadable(&self.root.join(IDENTITY), &error)),
        }
    }

    /// Takes the key: from now on entries can be read.
    pub fn unlock(&mut self, key: Arc<Key>) {
        self.seal = Seal::Open(key);
    }

    /// Lets go of the key. What is being written is still saved.
    pub fn lock(&mut self) {
        self.seal = self.seal.locked();
    }

    /// Returns what seals what is written now; none where the journal is plain.
    ///
    /// # Errors
    /// It is locked, or it was encrypted by another program since it was opened here.
    pub(super) fn lid(&self) -> Result<Option<Lid>, Trouble> {
        let t = &words().seal;
        match &self.seal {
            Seal::Plain if !self.switching && protected(&self.root) => {
                Err(Trouble::new(t.meanwhile).advice(t.meanwhile_how))
            }
            Seal::Open(key) if !self.switching => {
                self.keep(key).map_err(|error| told::not_saved(&self.root.join(IDENTITY), &error))?;
                Ok(Some(key.lid().clone()))
            }
            seal => seal.lid().map_err(|why| told::unopened(&self.root, why)),
        }
    }

    /// Puts the protected key back where it is gone: without it, nobody could open what is written now.
    pub(super) fn keep(&self, key: &Key) -> io::Result<()> {
        match self.root.join(IDENTITY).symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                files::folders(&self.root)?;
                put(&self.root.join(IDENTITY), key.wrapped())
            }
            _ => Ok(()),
        }
    }

    /// Brings the protected key to the disk, the second copy first.
    pub(super) fn put_key(&self, key: &Key) -> io::Result<()> {
        files::folders(&self.root)?;
        put(&self.root.join(SECOND), key.wrapped())?;
        put(&self.root.join(IDENTITY), key.wrapped())
    }

    /// Names the files that hold the protected key.
    pub(super) fn key_files(&self) -> [PathBuf; 2] {
        [self.root.join(IDENTITY), self.root.join(SECOND)]
    }
}
