//! Out of the trash: what is in it, back to its place, or gone for good. Nothing is written over on the way back.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::names::{self, Sort};
use super::trash::{Away, BEFORE, COPY, inside, sorts, there};
use super::{Found, Header, Journal, files, list, lock, told};
use crate::moment::{Day, Moment};
use crate::reflection::Id;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Something in the trash.
#[derive(Clone, Debug, PartialEq)]
pub struct Trashed {
    /// Its name.
    pub id: Id,
    /// When it was put away.
    pub when: Moment,
    /// What it is.
    pub sort: Sorted,
    /// What stands at its top, or why it cannot be read.
    pub entry: Result<Header, Trouble>,
    /// The day in the name of its file.
    pub day: Option<Day>,
    /// How many copies went with it.
    pub copies: usize,
    /// Its file.
    pub file: PathBuf,
    folder: PathBuf,
    stem: String,
}

/// What something in the trash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// A reflection.
    Whole,
    /// A copy of one, which went alone.
    Copy,
    /// A reflection as it was before it was reduced.
    Before,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// Where it is now.
    pub found: Found,
    /// Whether it stands beside another of its id, as a copy.
    pub beside: bool,
    /// How many copies came with it.
    pub copies: usize,
}

/// What was removed for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Emptied {
    /// How many things, copies not counted.
    pub things: usize,
    /// How many files.
    pub files: usize,
    /// How many files are left that are not onward's.
    pub others: usize,
}

impl Away {
    /// Returns how many copies went with it. Looks into its own folder alone.
    pub fn copies(&self) -> usize {
        if self.is_copy() {
            return 0;
        }
        sorts(&self.folder, &self.stem).filter(|(sort, _)| *sort == Sort::Copy).count()
    }
}

impl Journal {
    /// Tells whether something lies in the trash. Reads none of it.
    pub fn has_trash(&self) -> bool {
        inside(&self.trash()).iter().any(|day| !inside(day).is_empty())
    }

    /// Lists what is in the trash, what was put away last first.
    pub fn trashed(&self) -> Vec<Trashed> {
        let mut all: Vec<Trashed> = self
            .rooms()
            .iter()
            .flat_map(|room| stems(room).into_iter().map(|stem| (room.clone(), stem)))
            .filter_map(|(room, stem)| self.thing(room, stem))
            .collect();
        all.sort_by(|one, other| (other.when, &other.file).cmp(&(one.when, &one.file)));
        all
    }

    /// Returns the folders of the trash that hold files.
    fn rooms(&self) -> Vec<PathBuf> {
        let days = inside(&self.trash()).into_iter().filter(|day| day.is_dir());
        days.flat_map(|day| inside(&day)).filter(|room| room.is_dir()).collect()
    }

    fn thing(&self, folder: PathBuf, stem: String) -> Option<Trashed> {
        let files: Vec<_> = sorts(&folder, &stem).filter(|(sort, _)| *sort != Sort::Leftover).collect();
        let (sort, file) = files.iter().find(|(sort, _)| *sort == Sort::Entry).or(files.first())?;
        let ends = |end: &str| folder.file_name().is_some_and(|name| name.to_string_lossy().ends_with(end));
        let before = ends(BEFORE) || names::stem(file)[stem.len()..].starts_with(".before-");
        let is = match sort {
            Sort::Entry => Sorted::Whole,
            _ if before => Sorted::Before,
            _ => Sorted::Copy,
        };
        let copies = if is == Sorted::Copy && ends(COPY) { 0 } else { files.len() - 1 };
        Some(Trashed {
            id: stem.get(11..)?.parse().ok()?,
            when: when(&folder).or_else(|| changed(file))?,
            sort: is,
            entry: list::header(file, false, &self.seal),
            day: stem[..10].parse().ok(),
            copies,
            file: file.clone(),
            folder,
            stem,
        })
    }

    /// Finds what was put away last under an id, or the beginning of one.
    ///
    /// # Errors
    /// There is none, or several ids begin so.
    pub fn trashed_as(&self, name: &str) -> Result<Trashed, Trouble> {
        let t = &words().doctor;
        let low = name.to_ascii_lowercase();
        let all = self.trashed();
        let mut meant: Vec<&Trashed> =
            all.iter().filter(|one| !low.is_empty() && one.id.as_str().starts_with(&low)).collect();
        if low == "last" {
            meant = all.iter().take(1).collect();
        }
        let mut ids: Vec<&str> = meant.iter().map(|one| one.id.as_str()).collect();
        ids.dedup();
        ids.sort_unstable();
        ids.dedup();
        match ids.as_slice() {
            [] => Err(Trouble::new(fill(t.not_in_trash, &[("name", name)])).advice(t.not_in_trash_how)),
            [_] => meant.first().map(|one| (*one).clone()).ok_or_else(|| Trouble::new(t.not_in_trash)),
            all => {
                let gaps = [("name", name), ("ids", &all.join(", "))];
                Err(Trouble::new(fill(words().journal.ambiguous, &gaps))
                    .advice(words().journal.ambiguous_advice))
            }
        }
    }

    /// Brings something back to its place. If there is one of its id again, it comes back as a copy beside that. Where
    /// it was cut short, doing it again completes it.
    ///
    /// # Errors
    /// It is being written elsewhere, or could not be moved: what is not back yet is still in the trash.
    pub fn bring_back(&self, thing: &Trashed) -> Result<Back, Trouble> {
        let t = &words().doctor;
        let _lock = lock::take(&self.state, &self.root, &thing.id)
            .map_err(|_| Trouble::new(t.open_elsewhere).safe(t.untouched).advice(t.open_elsewhere_how))?;
        let sealed = self.seal_thing(thing)?;
        self.carry_back(&sealed).map_err(|error| told::not_moved(&thing.file, &error))
    }

    /// Seals what lies plain in the trash of an encrypted journal before it comes back.
    fn seal_thing(&self, thing: &Trashed) -> Result<Trashed, Trouble> {
        for (_, path) in sorts(&thing.folder, &thing.stem) {
            self.seal_first(&Found { id: thing.id, path })?;
        }
        Ok(self.thing(thing.folder.clone(), thing.stem.clone()).unwrap_or_else(|| thing.clone()))
    }

    /// Undoes what was put away.
    ///
    /// # Errors
    /// It is no longer in the trash, or as [`Journal::bring_back`].
    pub fn undo(&self, away: &Away) -> Result<Back, Trouble> {
        let t = &words().doctor;
        let id = away.found.id.as_str();
        let gone = || Trouble::new(fill(t.not_in_trash, &[("name", id)])).advice(t.not_in_trash_how);
        // A copy's file has more in its name than what it belongs to.
        let stem = away.stem.get(..19).unwrap_or(&away.stem).to_owned();
        self.bring_back(&self.thing(away.folder.clone(), stem).ok_or_else(gone)?)
    }

    /// Tells whether what was put away is still in the trash.
    pub fn holds(&self, away: &Away) -> bool {
        stems(&away.folder).iter().any(|stem| away.stem.starts_with(stem.as_str()))
    }

    /// The copies first: if this is cut short, the original is still in the trash, and names what is left.
    fn carry_back(&self, thing: &Trashed) -> io::Result<Back> {
        let folder = self.reflections().join(&thing.stem[..4]).join(&thing.stem[5..7]);
        self.make(&folder)?;
        let mut back =
            Back { found: Found { id: thing.id, path: thing.file.clone() }, beside: true, copies: 0 };
        let mut at = |from: &Path| -> io::Result<PathBuf> {
            let to = files::carry(from, &folder)?;
            back.copies += 1;
            Ok(to)
        };
        for (_, copy) in sorts(&thing.folder, &thing.stem).filter(|(_, path)| *path != thing.file) {
            at(&copy)?;
        }
        let sealed = files::holds_sealed(&thing.file)?;
        let place = folder.join(format!("{}{}", thing.stem, names::ending(sealed)));
        (back.found.path, back.beside) = match thing.sort {
            Sorted::Copy => (files::carry(&thing.file, &folder)?, true),
            _ if self.taken(&folder, &thing.stem) => (files::aside(&thing.file, &place, "conflict")?, true),
            _ => {
                files::rename_new(&thing.file, &place)?;
                (place, false)
            }
        };
        files::sync_folder(&folder)?;
        files::sync_folder(&thing.folder)?;
        self.tidy(&thing.folder);
        Ok(back)
    }

    /// Tells whether a reflection stands in a folder, or what a killed program left of it.
    fn taken(&self, folder: &Path, stem: &str) -> bool {
        let ends = [names::ending(false), names::ending(true)];
        ends.iter().any(|end| there(&folder.join(format!("{stem}{end}"))))
            || sorts(folder, stem).any(|(sort, _)| sort == Sort::Leftover)
    }

    /// Takes away folders of the trash that hold nothing any more.
    fn tidy(&self, room: &Path) {
        let mut folder = Some(room);
        while let Some(empty) = folder.filter(|folder| folder.starts_with(self.trash()))
            && files::remove_empty(empty).is_ok()
        {
            folder = empty.parent();
        }
    }

    /// Removes all that is in the trash for good, but for files that are not onward's.
    ///
    /// # Errors
    /// Something could not be removed; what is still there can be tried again.
    pub fn empty_trash(&self) -> Result<Emptied, Trouble> {
        // They may still hold words of what goes now.
        self.forget_cached();
        let mut emptied = Emptied { things: self.trashed().len(), ..Emptied::default() };
        let trash = self.trash();
        let mut folders = vec![trash.clone()];
        let mut at = 0;
        while let Some(folder) = folders.get(at).cloned() {
            at += 1;
            for path in inside(&folder) {
                let name = path.file_name().and_then(|name| name.to_str()).and_then(names::parse);
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path);
                } else if name.is_some() {
                    files::remove(&path).map_err(|error| told::not_moved(&path, &error))?;
                    emptied.files += 1;
                } else {
                    emptied.others += 1;
                }
            }
        }
        for folder in folders.iter().rev() {
            // One that still holds something stays.
            let _ = files::remove_empty(folder);
        }
        if trash.parent().is_some_and(Path::is_dir) {
            files::sync_folder(&self.root).map_err(|error| told::not_moved(&trash, &error))?;
        }
        Ok(emptied)
    }
}

/// Returns the names that files in a folder of the trash belong to.
fn stems(room: &Path) -> Vec<String> {
    let mut all: Vec<String> = inside(room)
        .iter()
        .filter_map(|path| Some(names::parse(path.file_name()?.to_str()?)?.stem.to_owned()))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Reads when a folder of the trash was made from its name.
fn when(room: &Path) -> Option<Moment> {
    let day = room.parent()?.file_name()?.to_str()?;
    let time = room.file_name()?.to_str()?.get(..6)?;
    let (hours, minutes, seconds) = (time.get(..2)?, time.get(2..4)?, time.get(4..)?);
    format!("{day}T{hours}:{minutes}:{seconds}Z").parse().ok()
}

/// Returns when a file was last moved.
fn changed(file: &Path) -> Option<Moment> {
    fs::symlink_metadata(file).ok().map(|meta| Moment::at(meta.ctime(), 0))
}
