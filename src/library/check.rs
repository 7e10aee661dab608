//! Guides' files as an author has them checked: one by one and against each other, wherever they are. It knows no door.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::{BUILT_IN, Library, Peek, bytes, peek, twice};
use crate::fault::Report;
use crate::guide::Guide;

/// A guide's file, and what came of reading it.
#[derive(Debug)]
pub struct Checked {
    /// The file.
    pub path: PathBuf,
    /// The id it has, as far as it can be told.
    pub id: Option<String>,
    /// The guide, or what is wrong with it.
    pub guide: Result<Guide, Report>,
}

/// Finds the guides' files that a path means: the file itself, or those that stand in the folder, by name. Folders in it are
/// not looked into, as they are not where guides are offered.
///
/// # Errors
/// The folder cannot be read.
pub fn guide_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_dir() {
        return Library::new(Some(path.to_owned())).paths();
    }
    Ok(vec![path.to_owned()])
}

/// Checks files, each once however often it is named, and that no two of them have one id.
pub fn check(files: &[PathBuf]) -> Vec<Checked> {
    let mut known = HashSet::new();
    // What cannot be found is told once for each time it is named.
    let new = |path: &&PathBuf| path.canonicalize().map_or(true, |real| known.insert(real));
    let mut checked: Vec<_> = files.iter().filter(new).map(|path| one(path)).collect();
    let mut first: HashMap<String, PathBuf> = HashMap::new();
    for file in &mut checked {
        let Some(id) = &file.id else { continue };
        match first.get(id) {
            // One that has faults of its own has enough of them.
            Some(other) if file.guide.is_ok() => file.guide = Err(twice(&file.path, id, other)),
            Some(_) => {}
            None => drop(first.insert(id.clone(), file.path.clone())),
        }
    }
    checked
}

fn one(path: &Path) -> Checked {
    let read = bytes(path);
    let guide = match &read {
        Ok(bytes) => Guide::read(&path.to_string_lossy(), bytes),
        Err(report) => Err(report.clone()),
    };
    let id = match (&guide, read.as_deref().map(peek)) {
        (Ok(guide), _) => Some(guide.id.clone()),
        (Err(_), Ok(Peek::Id(id))) => Some(id.to_owned()),
        _ => None,
    };
    Checked { path: path.to_owned(), id, guide }
}

/// Returns the text of the built-in guide of this id, if there is one.
pub fn built_in_text(id: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(built_in, _)| *built_in == id).map(|(_, text)| *text)
}
