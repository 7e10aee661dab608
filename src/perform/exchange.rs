//! What is handed out and taken in: a walk past all that is kept, files for others, and reflections from elsewhere. It
//! knows no door, and no form but the reflection itself.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Performer;
use crate::journal::{Found, Intake};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// A file that is being made for the person, for their eyes alone: it is there whole, or not at all.
#[derive(Debug)]
pub struct NewFile {
    to: PathBuf,
    text: BufWriter<NamedTempFile>,
}

impl Performer {
    /// Hands over every reflection, the oldest first, each followed by its copies (`true`), until `each` returns false.
    pub fn walk(&self, each: &mut dyn FnMut(&Found, bool) -> bool) {
        self.journal.walk(each);
    }

    /// Gets ready to take in reflections from elsewhere.
    ///
    /// # Errors
    /// The journal cannot be looked into, so nothing can be compared with what is in it; or another program is taking in
    /// at the same time.
    pub fn take_in(&self) -> Result<Intake<'_>, Trouble> {
        self.reachable()?;
        self.journal.take_in()
    }
}

impl NewFile {
    /// Begins a file.
    ///
    /// # Errors
    /// Something of that name is there already, or none can be made in its folder.
    pub fn at(to: &Path) -> Result<Self, Trouble> {
        if to.symlink_metadata().is_ok() {
            return Err(there(to));
        }
        // It is made beside its place, so that it only needs its name in the end.
        let made = tempfile::Builder::new().prefix(".onward-").tempfile_in(folder(to));
        let text = BufWriter::new(made.map_err(|error| failed(to, &error))?);
        Ok(Self { to: to.to_owned(), text })
    }

    /// Writes on.
    ///
    /// # Errors
    /// It could not be written; there is no such file then.
    pub fn write(&mut self, text: &str) -> Result<(), Trouble> {
        self.text.write_all(text.as_bytes()).map_err(|error| failed(&self.to, &error))
    }

    /// Brings it to the disk itself, and gives it its name.
    ///
    /// # Errors
    /// It could not be written, or something of its name has come meanwhile; there is no such file then.
    pub fn finish(self) -> Result<(), Trouble> {
        let Self { to, text } = self;
        let file = text.into_inner().map_err(|error| failed(&to, error.error()))?;
        file.as_file().sync_all().map_err(|error| failed(&to, &error))?;
        file.persist_noclobber(&to).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => there(&to),
            _ => failed(&to, &error.error),
        })?;
        // Where a folder cannot be synced the name stands all the same.
        File::open(folder(&to)).and_then(|folder| folder.sync_all()).or(Ok(()))
    }
}

fn folder(to: &Path) -> &Path {
    to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn there(to: &Path) -> Trouble {
    let e = &words().exchange;
    Trouble::new(fill(e.there, &[("file", &to.display().to_string())])).advice(e.there_how)
}

fn failed(to: &Path, error: &io::Error) -> Trouble {
    let e = &words().exchange;
    let folder = folder(to);
    if error.kind() == ErrorKind::NotFound && !folder.exists() {
        let what = fill(e.no_folder, &[("folder", &folder.display().to_string())]);
        return Trouble::new(what).safe(e.not_written_safe).advice(e.no_folder_how);
    }
    // What it was called while it was made is nobody's concern.
    let cause = error.get_ref().and_then(|inner| inner.source());
    let why = cause.map_or_else(|| error.to_string(), ToString::to_string);
    let gaps = [("file", to.display().to_string()), ("why", why)];
    let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
    Trouble::new(fill(e.not_written, &gaps)).safe(e.not_written_safe)
}
