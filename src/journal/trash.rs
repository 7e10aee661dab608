//! The trash: where a reflection goes that the person wants gone, and a copy of one that is about to be reduced.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::names::{self, Paths};
use super::{Found, Journal, files, told};
use crate::trouble::Trouble;

impl Journal {
    /// Moves a reflection with its copies into `trash/`; a copy goes alone. Put its pen down first.
    ///
    /// # Errors
    /// It could not be moved: it is where it was.
    pub fn discard(&self, found: &Found) -> Result<(), Trouble> {
        self.throw(&Paths::of(&found.path)).map_err(|error| told::not_moved(&found.path, &error))
    }

    /// Puts a copy of a reflection as it is into `trash/`, on the disk itself when this returns.
    ///
    /// # Errors
    /// No copy could be made.
    pub fn keep_copy(&self, found: &Found) -> Result<(), Trouble> {
        let paths = Paths::of(&found.path);
        let copy = || {
            let folder = self.trash_for(&paths)?;
            let copy = |to: &Path| {
                let mut to = files::create(to)?;
                io::copy(&mut File::open(&paths.entry)?, &mut to)?;
                to.sync_all()
            };
            let name = folder.join(paths.entry.file_name().unwrap_or_default());
            files::free(&name, "before", names::is_sealed(&name), copy)?;
            files::sync_folder(&folder)
        };
        copy().map_err(|error| told::not_moved(&found.path, &error))
    }

    fn throw(&self, paths: &Paths) -> io::Result<()> {
        let trash = self.trash_for(paths)?;
        // The copies first: if this is cut short, what is left is still found by its original.
        for copy in copies(paths) {
            files::carry(&copy, &trash)?;
        }
        match files::carry(&paths.entry, &trash) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                fs::rename(&paths.kept, trash.join(paths.entry.file_name().unwrap_or_default()))?;
            }
            done => drop(done?),
        }
        for left in [&paths.next, &paths.kept, &paths.fresh] {
            files::remove(left)?;
        }
        files::sync_folder(&trash)?;
        files::sync_folder(paths.folder())
    }

    /// Makes the folder in the trash that answers to the entry's own, on the disk itself before anything is moved there.
    fn trash_for(&self, paths: &Paths) -> io::Result<PathBuf> {
        let below = paths.folder().strip_prefix(self.reflections()).map(Path::to_owned).unwrap_or_default();
        let folder = self.root.join("trash").join(below);
        files::folders(&folder)?;
        let mut above = folder.ancestors().skip(1).take_while(|above| above.starts_with(&self.root));
        above.try_for_each(files::sync_folder)?;
        Ok(folder)
    }
}

/// Finds the copies of an entry; a copy has none.
fn copies(paths: &Paths) -> Vec<PathBuf> {
    let stem = names::stem(&paths.entry);
    let all = fs::read_dir(paths.folder()).into_iter().flatten().flatten();
    let belongs =
        |name: &str| names::parse(name).is_some_and(|n| n.sort == names::Sort::Copy && n.stem == stem);
    all.filter(|one| one.file_name().to_str().is_some_and(belongs)).map(|one| one.path()).collect()
}
