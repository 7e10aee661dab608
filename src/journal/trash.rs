//! The trash: where a reflection goes that the person wants gone, and a copy of one that is about to be reduced. Each
//! time has a folder of its own, `trash/2026-11-23/213005-k7m2q9xd`, so that what went together comes back together.
//! Files keep their names there. It removes nothing for good; that is `back`'s.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::files::{self, Stamp};
use super::names::{self, Paths, Sort};
use super::survey::{self, State};
use super::{Found, Journal, lock, told};
use crate::moment::Moment;
use crate::trouble::Trouble;
use crate::words::words;

/// What ends the name of a folder that holds a single copy.
pub(super) const COPY: &str = "-copy";

/// What ends the name of a folder that holds a reflection as it was before it was reduced.
pub(super) const BEFORE: &str = "-before";

/// What was put away at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// What it was, and where.
    pub found: Found,
    /// Its folder in the trash.
    pub(super) folder: PathBuf,
    /// The day and the id its files are named by.
    pub(super) stem: String,
}

impl Away {
    /// Tells whether a file went along: it itself, or a copy of what it was.
    pub fn took(&self, found: &Found) -> bool {
        let same = found.path.parent() == self.found.path.parent();
        let copy = same && !self.is_copy() && is_copy(&found.path);
        found.path == self.found.path || copy && names::stem(&found.path).starts_with(&self.stem)
    }

    /// Tells whether it is a copy, which went alone.
    pub fn is_copy(&self) -> bool {
        is_copy(&self.found.path)
    }
}

impl Journal {
    /// Moves a reflection with its copies into `trash/`; a copy goes alone. Put its pen down first.
    ///
    /// # Errors
    /// As [`Journal::put_away`].
    pub fn discard(&self, found: &Found) -> Result<(), Trouble> {
        self.put_away(found).map(drop)
    }

    /// Moves a reflection with its copies into `trash/`; a copy goes alone. Put its pen down first. Where that was cut
    /// short, doing it again completes it.
    ///
    /// # Errors
    /// It is being written elsewhere, or could not be moved: it is where it was.
    pub fn put_away(&self, found: &Found) -> Result<Away, Trouble> {
        let t = &words().doctor;
        let _lock = lock::take(&self.state, &self.root, &found.id)
            .map_err(|_| Trouble::new(t.open_elsewhere).safe(t.untouched).advice(t.open_elsewhere_how))?;
        let now = self.seal_first(found)?;
        for copy in copies(&now.path) {
            self.seal_first(&Found { id: found.id, path: copy })?;
        }
        let (folder, stem) = self.throw(&now).map_err(|error| told::not_moved(&found.path, &error))?;
        Ok(Away { found: found.clone(), folder, stem })
    }

    /// Seals what stands plain in an encrypted journal: the trash holds no readable word either.
    pub(super) fn seal_first(&self, found: &Found) -> Result<Found, Trouble> {
        let plain = !names::is_sealed(&found.path) && there(&found.path);
        if plain && self.seal.key().is_some() { self.seal_entry(found) } else { Ok(found.clone()) }
    }

    /// Puts a copy of a reflection as it is into `trash/`, on the disk itself when this returns.
    ///
    /// # Errors
    /// No copy could be made.
    pub fn keep_copy(&self, found: &Found) -> Result<(), Trouble> {
        let paths = Paths::of(&found.path);
        let copy = || {
            let folder = self.room(found.id.as_str(), BEFORE)?;
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

    /// Moves the files of one reflection, the copies first: if this is cut short, what is left is still found by its
    /// original.
    fn throw(&self, found: &Found) -> io::Result<(PathBuf, String)> {
        let paths = &Paths::of(&found.path);
        let stem = names::stem(&found.path);
        let kept = [&paths.kept, &paths.next].into_iter().find(|path| there(path));
        if !there(&found.path) && kept.is_none() {
            return Err(ErrorKind::NotFound.into());
        }
        let copy = is_copy(&found.path);
        let begun = if copy { None } else { self.begun(&stem, found.id.as_str()) };
        let end = if copy { COPY } else { "" };
        let folder = begun.map_or_else(|| self.room(found.id.as_str(), end), Ok)?;
        for copy in copies(&found.path) {
            files::carry(&copy, &folder)?;
        }
        match found.path.is_symlink() {
            // What a link leads to is somebody else's.
            true => drop(files::carry(&found.path, &folder)?),
            false => self.carry_entry(paths, &folder)?,
        }
        files::sync_folder(&folder)?;
        files::sync_folder(found.path.parent().unwrap_or(Path::new(".")))?;
        Ok((folder, stem))
    }

    /// Moves an entry, and whatever stands beside it that says more than it does. What it says itself is only removed
    /// once the entry is on the disk, and before it moves: what stays behind would come back in its place.
    fn carry_entry(&self, paths: &Paths, folder: &Path) -> io::Result<()> {
        let there_name = folder.join(paths.entry.file_name().unwrap_or_default());
        let beside = [&paths.kept, &paths.next, &paths.fresh];
        if is_copy(&paths.entry) {
            return files::carry(&paths.entry, folder).map(drop);
        }
        let mut entry = paths.entry.clone();
        match survey::survey(paths, &self.seal).state {
            State::Whole | State::Edited(None) | State::Torn(None) => {}
            State::Edited(Some(older)) | State::Torn(Some(older)) => {
                drop(files::aside(&older, &there_name, "conflict")?)
            }
            State::Recovered(left) => {
                if there(&paths.entry) {
                    files::aside(&paths.entry, &there_name, "damaged")?;
                }
                entry = left;
            }
            State::Lost => {
                if !there(&paths.entry) {
                    entry = beside.into_iter().find(|path| there(path)).unwrap_or(&paths.entry).clone();
                }
                for left in beside.into_iter().filter(|left| **left != entry && there(left)) {
                    files::aside(left, &there_name, "left")?;
                }
            }
        }
        File::open(&entry)?.sync_all()?;
        for left in beside.into_iter().filter(|left| **left != entry) {
            files::remove(left)?;
        }
        if entry == paths.entry {
            return files::carry(&entry, folder).map(drop);
        }
        let name = format!("{}{}", names::stem(&paths.entry), names::ending(files::holds_sealed(&entry)?));
        match files::rename_new(&entry, &folder.join(&name)) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                files::aside(&entry, &folder.join(name), "again").map(drop)
            }
            done => done,
        }
    }

    /// Makes a folder in the trash for what is put away now, on the disk itself before anything is moved there. It is
    /// named by the first second from now on that is free.
    fn room(&self, id: &str, end: &str) -> io::Result<PathBuf> {
        let mut seconds = Moment::now().seconds();
        loop {
            let moment = Moment::at(seconds, 0).to_string();
            let (day, time) = moment.split_once('T').unwrap_or((&moment, ""));
            let time: String = time.chars().filter(char::is_ascii_digit).take(6).collect();
            let folder = self.trash().join(day).join(format!("{time}-{id}{end}"));
            if !there(&folder) {
                self.make(&folder)?;
                return Ok(folder);
            }
            seconds += 1;
        }
    }

    /// Makes a folder of the journal, on the disk itself.
    pub(super) fn make(&self, folder: &Path) -> io::Result<()> {
        files::folders(folder)?;
        let mut above = folder.ancestors().skip(1).take_while(|above| above.starts_with(&self.root));
        above.try_for_each(files::sync_folder)
    }

    /// Returns the folder of the trash.
    pub(super) fn trash(&self) -> PathBuf {
        self.root.join("trash")
    }

    /// Finds where putting it away was begun and cut short: copies of it are there, and it is not.
    fn begun(&self, stem: &str, id: &str) -> Option<PathBuf> {
        let end = format!("-{id}");
        let days = inside(&self.trash()).into_iter().filter(|day| day.is_dir());
        let rooms = days
            .flat_map(|day| inside(&day))
            .filter(|room| room.file_name().and_then(OsStr::to_str).is_some_and(|name| name.ends_with(&end)));
        rooms.into_iter().find(|room| {
            let sorts: Vec<Sort> = sorts(room, stem).map(|(sort, _)| sort).collect();
            sorts.contains(&Sort::Copy) && !sorts.contains(&Sort::Entry)
        })
    }
}

/// Tells whether something has this name.
pub(super) fn there(path: &Path) -> bool {
    Stamp::at(path).is_ok_and(|stamp| stamp.is_some())
}

/// Tells whether a file is a copy by its name.
pub(super) fn is_copy(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    names::parse(name).is_some_and(|name| name.sort == Sort::Copy)
}

/// Returns what stands in a folder, by name.
pub(super) fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()).collect();
    all.sort();
    all
}

/// Returns the files of one reflection in a folder, with their sort.
pub(super) fn sorts(folder: &Path, stem: &str) -> impl Iterator<Item = (Sort, PathBuf)> + use<> {
    let stem = stem.to_owned();
    inside(folder).into_iter().filter_map(move |path| {
        let name = names::parse(path.file_name()?.to_str()?)?;
        (name.stem == stem).then_some((name.sort, path.clone()))
    })
}

/// Finds the copies of an entry, and one that stands beside it both sealed and plain; a copy has none.
fn copies(entry: &Path) -> Vec<PathBuf> {
    let folder = entry.parent().unwrap_or(Path::new("."));
    let all = sorts(folder, &names::stem(entry));
    all.filter(|(sort, path)| *sort != Sort::Leftover && path != entry).map(|(_, path)| path).collect()
}
