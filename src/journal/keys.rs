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

    /// Opens the key with the passphrase. Takes a second or two, on purpose. Where several devices encrypted the journal
    /// apart, it opens what each of them sealed, as far as the passphrase is the same.
    ///
    /// # Errors
    /// The passphrase is another one, or the key is damaged.
    pub fn key(&self, passphrase: &Passphrase) -> Result<Key, Trouble> {
        let (mut opened, mut why): (Option<Key>, _) = (None, None);
        for wrapped in self.wrapped()? {
            match (Key::unwrap(&wrapped, passphrase), &mut opened) {
                (Ok(key), None) => opened = Some(key),
                (Ok(other), Some(key)) => key.add(other),
                // A wrong passphrase is the likelier of the two: a copy that is damaged says so only if all are.
                (Err(refused), _) => why = why.filter(|was| *was == Refused::Passphrase).or(Some(refused)),
            }
        }
        let refused = || told::refused(&self.root.join(IDENTITY), why.unwrap_or(Refused::Broken));
        opened.ok_or_else(refused)
    }

    /// Reads the protected key, its second copy, and those of other devices, each as long as it says something else.
    fn wrapped(&self) -> Result<Vec<Vec<u8>>, Trouble> {
        let (mut all, mut failed): (Vec<Vec<u8>>, _) = (Vec::new(), None);
        for path in self.key_files().into_iter().chain(self.other_keys()) {
            match fs::read(&path) {
                Ok(wrapped) if all.contains(&wrapped) => {}
                Ok(wrapped) => all.push(wrapped),
                Err(error) => failed = failed.or(Some(told::unreadable(&path, &error))),
            }
        }
        match failed {
            Some(trouble) if all.is_empty() => Err(trouble),
            _ => Ok(all),
        }
    }

    /// Finds keys that a synchroniser brought from devices that encrypted the journal apart.
    pub(super) fn other_keys(&self) -> Vec<PathBuf> {
        let all = fs::read_dir(&self.root).into_iter().flatten().flatten().map(|one| one.path());
        let own = self.key_files();
        let is_key = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("identity") && name.ends_with(".age") && !own.contains(path)
        };
        let mut keys: Vec<_> = all.filter(is_key).collect();
        keys.sort();
        keys
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
