//! The dated copy that is made before the way files are kept is changed: one tar file in `backups`, which any system
//! opens. It knows no reflection.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::seal::Lid;
use super::{Journal, files};
use crate::moment::Moment;

/// The folder of dated copies, in the journal.
const BACKUPS: &str = "backups";

/// A copy that is not whole yet.
pub(super) const PART: &str = ".copy.part";

/// What is copied of a journal: nothing else in it is onward's.
const PARTS: [&str; 4] = ["reflections", "trash", "identity.age", "identity-second.age"];

impl Journal {
    /// Returns the folder of dated copies.
    pub(super) fn backups(&self) -> PathBuf {
        self.root.join(BACKUPS)
    }

    /// Moves a file into the folder of dated copies, under a name of this moment, and returns where it is now.
    pub(super) fn keep_dated(&self, from: &Path, now: Moment, what: &str, end: &str) -> io::Result<PathBuf> {
        let stamp: String = now.to_string().chars().take(19).filter(|sign| *sign != ':').collect();
        let name = |number: u32| {
            let again = if number == 1 { String::new() } else { format!("-{number}") };
            self.backups().join(format!("{stamp}-{what}{again}.{end}"))
        };
        files::folders(&self.backups())?;
        let to = files::first_free(name, |to| files::rename_new(from, to))?;
        files::sync_folder(&self.backups())?;
        Ok(to)
    }

    /// Copies all of the journal as it is into one file, sealed if there is a lid; on the disk itself when this returns.
    ///
    /// # Errors
    /// It could not be made; what was begun of it is removed.
    pub(super) fn back_up(&self, now: Moment, what: &str, lid: Option<&Lid>) -> io::Result<PathBuf> {
        files::folders(&self.backups())?;
        let part = self.backups().join(PART);
        files::remove(&part)?;
        let end = if lid.is_some() { "tar.age" } else { "tar" };
        let made = self.pack(&part, lid).and_then(|()| self.keep_dated(&part, now, what, end));
        made.inspect_err(|_| drop(files::remove(&part)))
    }

    fn pack(&self, to: &Path, lid: Option<&Lid>) -> io::Result<()> {
        let file = BufWriter::new(files::create(to)?);
        let mut file = match lid {
            None => self.tar(file)?,
            Some(lid) => {
                let sealed = self.tar(lid.around(file)?)?;
                sealed.finish()?
            }
        };
        file.flush()?;
        file.get_ref().sync_all()
    }

    fn tar<W: Write>(&self, to: W) -> io::Result<W> {
        let mut tar = tar::Builder::new(to);
        tar.follow_symlinks(true);
        let others = self.other_keys();
        let parts = PARTS.map(|part| self.root.join(part)).into_iter().chain(others);
        for path in parts {
            let part = path.file_name().unwrap_or_default();
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => tar.append_dir_all(Path::new(part), &path)?,
                Ok(_) => tar.append_path_with_name(&path, Path::new(part))?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        tar.into_inner()
    }
}
