//! The key of an encrypted journal, where it lies: `identity.age`, protected by the passphrase, and a second copy of it,
//! so that one bad byte does not cost every word. It knows no entry.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use super::seal::{Key, Lid, Passphrase, Refused, Seal};
use super::{Journal, files, told};
use crate::trouble::Trouble;
use crate::words::words;

/// The file that makes a journal an encrypted one; the stock `age` takes it with `-i`.
pub(super) const IDENTITY: &str = "identity.age";

/// The second copy.
pub(super) const SECOND: &str = "identity-second.age";

/// The mark among the reflections of an encrypted journal, which names its key: where that is gone, nothing may be
/// written that could be read by everyone.
pub(super) const MARKED: &str = ".sealed";

/// Tells whether a journal is encrypted.
pub(super) fn protected(root: &Path) -> bool {
    let there = |name: &str| root.join(name).symlink_metadata().is_ok();
    [IDENTITY, SECOND].into_iter().any(there) || mark(root).symlink_metadata().is_ok()
}

/// Writes the mark of an encrypted journal: which key it is, and how it lies there.
fn marked(lid: &Lid, wrapped: &[u8]) -> Vec<u8> {
    format!("{} {:08x}\n", lid.name(), crc32fast::hash(wrapped)).into_bytes()
}

/// Names the mark of an encrypted journal.
fn mark(root: &Path) -> PathBuf {
    root.join(super::REFLECTIONS).join(MARKED)
}

/// Sees to it that the key something was sealed for lies in the journal: nobody could open it without. One that another
/// device's took the place of is put beside it; one that got another passphrase elsewhere is the same key.
pub(super) fn keep(root: &Path, lid: &Lid) -> io::Result<()> {
    let here = |path: &PathBuf| fs::read(path).is_ok_and(|bytes| bytes == lid.wrapped());
    let own = root.join(IDENTITY);
    let there = own.symlink_metadata().is_ok();
    // Another passphrase elsewhere says so in the mark.
    let rewrapped = |bytes: Vec<u8>| fs::read(mark(root)).is_ok_and(|mark| mark == marked(lid, &bytes));
    let same = fs::read(&own).is_ok_and(rewrapped);
    if there && (same || [IDENTITY, SECOND].map(|name| root.join(name)).iter().any(here)) {
        return Ok(());
    }
    if others(root).iter().any(here) {
        return Ok(());
    }
    files::folders(root)?;
    if !there {
        return put(&own, lid.wrapped());
    }
    let add = |to: &Path| {
        let mut file = files::create(to)?;
        file.write_all(lid.wrapped())?;
        file.sync_all()
    };
    files::first_free(|number| root.join(format!("identity-{}.age", number + 1)), add)?;
    files::sync_folder(root)
}

/// Finds keys of other devices that encrypted the journal apart, as a synchroniser or [`keep`] put them there.
fn others(root: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(root).into_iter().flatten().flatten();
    let is_key = |name: &str| {
        name.starts_with("identity") && name.ends_with(".age") && ![IDENTITY, SECOND].contains(&name)
    };
    let keys = all.filter(|one| one.file_name().to_str().is_some_and(is_key));
    let mut keys: Vec<_> = keys.map(|one| one.path()).collect();
    keys.sort();
    keys
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
            Some(_) if all.is_empty() && self.key_files().iter().all(|path| !path.exists()) => {
                Err(told::key_gone(&self.root.join(IDENTITY)))
            }
            Some(trouble) if all.is_empty() => Err(trouble),
            _ => Ok(all),
        }
    }

    /// Finds the keys of other devices.
    pub(super) fn other_keys(&self) -> Vec<PathBuf> {
        others(&self.root)
    }

    /// Takes the key: from now on entries can be read. Where another device encrypted the journal, what was kept here from
    /// before goes now.
    pub fn unlock(&mut self, key: Arc<Key>) {
        self.seal = Seal::Open(key);
        self.forget_other_cached();
    }

    /// Lets go of the key. What is being written is still saved. What it returns tells as long as somebody else, a thread
    /// perhaps, still holds the key; nothing if it was not here.
    pub fn lock(&mut self) -> Option<Weak<Key>> {
        let key = self.seal.key().map(Arc::downgrade);
        self.seal = self.seal.locked();
        key
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
            Seal::Open(_) if !self.switching && !protected(&self.root) => {
                Err(Trouble::new(t.opened_meanwhile).advice(t.opened_meanwhile_how))
            }
            Seal::Open(key) if !self.switching => {
                keep(&self.root, key.lid())
                    .map_err(|error| told::not_saved(&self.root.join(IDENTITY), &error))?;
                Ok(Some(key.lid().clone()))
            }
            seal => seal.lid().map_err(|why| told::unopened(&self.root, why)),
        }
    }

    /// Brings the protected key to the disk, the second copy first.
    pub(super) fn put_key(&self, key: &Key) -> io::Result<()> {
        files::folders(&self.root)?;
        put(&self.root.join(SECOND), key.wrapped())?;
        put(&self.root.join(IDENTITY), key.wrapped())
    }

    /// Marks the journal as an encrypted one, once its key is on the disk.
    pub(super) fn mark(&self, lid: &Lid) -> io::Result<()> {
        files::folders(&self.reflections())?;
        put(&mark(&self.root), &marked(lid, lid.wrapped()))
    }

    /// Takes the mark of an encrypted journal away, before its key goes.
    pub(super) fn unmark(&self) -> io::Result<()> {
        if !mark(&self.root).exists() {
            return Ok(());
        }
        files::remove(&mark(&self.root))?;
        files::sync_folder(&self.reflections())
    }

    /// Names the files that hold the protected key.
    pub(super) fn key_files(&self) -> [PathBuf; 2] {
        [self.root.join(IDENTITY), self.root.join(SECOND)]
    }
}
