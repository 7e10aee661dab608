//! Takes in reflections from elsewhere, by the thousand. What is here stays as it is: what differs from it is kept
//! beside it. Files are written under other names, brought to the disk many at a time, and only then get their own:
//! cut short at any point, each is whole or not there.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::lock::{self, Held, Lock};
use super::names::{self, Paths};
use super::seal::{Lid, Seal, Text, Unopened};
use super::survey::{self, Bad, State};
use super::{Journal, files, told, trash};
use crate::reflection::format::{self, Check};
use crate::reflection::{Id, Reflection};
use crate::trouble::Trouble;
use crate::words::words;

/// How many files are written before they are brought to the disk together.
const TOGETHER: usize = 4096;

/// A journal that is taking in. What was taken in since the last [`Intake::settle`] may not be there yet.
#[derive(Debug)]
pub struct Intake<'a> {
    journal: &'a Journal,
    here: HashMap<Id, Here>,
    /// What was written, and has not got its name yet.
    waiting: Vec<Waiting>,
    whose: HashSet<Id>,
    /// The folders that are known to be there.
    folders: HashSet<PathBuf>,
    text: Text,
    /// What seals the files; none where they are plain.
    lid: Option<Lid>,
    /// Held as long as it goes on: two at a time would write the same files.
    _lock: Lock,
}

/// What became of a reflection that was brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was not here, and is now.
    In,
    /// It was here, but damaged: that file is set aside with what was left beside it, and this one stands in its place.
    Mended,
    /// The very same was here already.
    Same,
    /// Another version of it was here: this one is kept beside it.
    Beside,
    /// Another version of it is being written in another window: this one was left out.
    Busy,
}

/// Where a reflection is kept, and its copies.
#[derive(Debug, Default)]
struct Here {
    entry: Option<PathBuf>,
    copies: Vec<PathBuf>,
}

#[derive(Debug)]
struct Waiting {
    id: Id,
    written: PathBuf,
    to: Name,
}

/// The name a file gets.
#[derive(Debug)]
enum Name {
    Own(PathBuf),
    /// The first free number of a copy, beside this entry.
    Beside(PathBuf),
}

/// What is known of the entry of an id.
enum There {
    Same,
    Other,
    /// There is none, or nothing but the same that a killed program left.
    None,
    /// It is no reflection any more.
    Damaged,
}

impl Journal {
    /// Gets ready to take in: looks once through the names of all that is here.
    ///
    /// # Errors
    /// Another program is taking in at the same time, or the journal is locked.
    pub fn take_in(&self) -> Result<Intake<'_>, Trouble> {
        let e = &words().exchange;
        let lock = lock::take_named(&self.state, &self.root, "import").map_err(|held| match held {
            Held::One => Trouble::new(e.under_way).advice(e.under_way_how),
            Held::Whole => told::being_switched(),
        })?;
        let lid = self.lid()?;
        self.months().iter().for_each(|month| name_left(&month.path, &self.seal));
        let mut here: HashMap<Id, Here> = HashMap::new();
        self.walk(&mut |found, copy| {
            let known = here.entry(found.id).or_default();
            match known.entry {
                None if !copy => known.entry = Some(found.path.clone()),
                _ => known.copies.push(found.path.clone()),
            }
            true
        });
        let (waiting, whose, folders) = Default::default();
        Ok(Intake { journal: self, here, waiting, whose, folders, text: Text::default(), lid, _lock: lock })
    }
}

impl Intake<'_> {
    /// Takes in one reflection; `copy` if it is a second version, which is kept beside the first.
    ///
    /// # Errors
    /// It could not be written. What was taken in before it is whole.
    pub fn bring(&mut self, reflection: &Reflection, copy: bool) -> Result<Taken, Trouble> {
        if self.whose.contains(&reflection.id) {
            // The same id twice: the first has to be there to be compared with.
            self.name()?;
        }
        let mut text = std::mem::take(&mut self.text);
        format::write(reflection, &mut text);
        let taken = self.compare(reflection, copy, &text);
        self.text = text;
        let taken = taken?;
        if self.waiting.len() >= TOGETHER {
            self.name()?;
        }
        Ok(taken)
    }

    /// Brings all that was taken in to the disk itself, under its names.
    ///
    /// # Errors
    /// The disk refused. What has its name is whole.
    pub fn settle(&mut self) -> Result<(), Trouble> {
        self.name()?;
        let synced = files::sync_names(&std::mem::take(&mut self.folders));
        synced.map_err(|error| told::not_safe_yet(&self.journal.root, &error))
    }

    fn seal(&self) -> &Seal {
        &self.journal.seal
    }

    fn compare(&mut self, reflection: &Reflection, copy: bool, text: &[u8]) -> Result<Taken, Trouble> {
        let known = self.here.get(&reflection.id);
        let entry = known.and_then(|here| here.entry.clone());
        let there = entry.as_ref().map_or(There::None, |entry| there(entry, reflection, text, self.seal()));
        if matches!(there, There::Same) {
            return Ok(Taken::Same);
        }
        let among =
            known.is_some_and(|here| here.copies.iter().any(|one| holds(one, reflection, text, self.seal())));
        let first = !matches!(there, There::Other);
        if among && (copy || !first) {
            return Ok(Taken::Same);
        }
        let own = || self.journal.reflections().join(names::file_of(reflection, self.lid.is_some()));
        let entry = entry.unwrap_or_else(own);
        // What stood there may have been kept the other way, sealed or plain.
        let stem = names::stem(&entry);
        let new = || entry.with_file_name(format!("{stem}{}", names::ending(self.lid.is_some())));
        if matches!(there, There::None) {
            let new = new();
            self.set_aside_kept(&Paths::of(&entry))?;
            self.write(reflection, text, Name::Own(new))?;
            return Ok(Taken::In);
        }
        let Ok(_lock) = lock::take(&self.journal.state, &self.journal.root, &reflection.id) else {
            return Ok(Taken::Busy);
        };
        if first {
            let new = new();
            self.set_aside(&entry)?;
            self.write(reflection, text, Name::Own(new))?;
            return Ok(Taken::Mended);
        }
        self.write(reflection, text, Name::Beside(entry))?;
        Ok(Taken::Beside)
    }

    /// Moves a file that is no reflection any more out of the way of one that is, and what stands beside it and may say
    /// more than it does.
    fn set_aside(&self, entry: &Path) -> Result<(), Trouble> {
        let paths = Paths::of(entry);
        let moved = self.journal.set_aside_left(&paths);
        let moved = moved.and_then(|()| files::aside(&paths.entry, &paths.entry, "damaged"));
        moved.map(drop).map_err(|error| told::not_taken_in(entry, &error))
    }

    /// Moves what a killed program left of an entry that is gone out of the way, if it cannot be read. Without a version
    /// that reached the disk, what is left is an import's that was cut short.
    fn set_aside_kept(&self, paths: &Paths) -> Result<(), Trouble> {
        if !trash::there(&paths.kept) {
            return Ok(());
        }
        self.journal.set_aside_left(paths).map_err(|error| told::not_taken_in(&paths.entry, &error))
    }

    /// Writes a file that waits for its name.
    fn write(&mut self, reflection: &Reflection, text: &[u8], to: Name) -> Result<(), Trouble> {
        let written = to.until_then();
        let folder = written.parent().unwrap_or(Path::new("."));
        let put = || {
            if !self.folders.contains(folder) {
                files::folders(folder)?;
            }
            let sealed = self.lid.as_ref().map(|lid| lid.close(text)).transpose()?;
            put(&written, sealed.as_deref().unwrap_or(text))
        };
        if let Err(error) = put() {
            // What came before it is as good as it would be without it.
            self.name()?;
            return Err(told::not_taken_in(&written, &error));
        }
        self.folders.insert(folder.to_owned());
        self.whose.insert(reflection.id);
        self.waiting.push(Waiting { id: reflection.id, written, to });
        Ok(())
    }

    /// Brings what waits to the disk, and gives it its names.
    fn name(&mut self) -> Result<(), Trouble> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let root = &self.journal.root;
        let files = self.waiting.iter().map(|one| one.written.as_path());
        files::sync_files(root, files).map_err(|error| told::not_safe_yet(root, &error))?;
        self.whose.clear();
        for one in self.waiting.drain(..) {
            let named = one.named().map_err(|error| told::not_taken_in(&one.written, &error))?;
            let here = self.here.entry(one.id).or_default();
            match (named, one.to) {
                (named, Name::Own(own)) if named == own => here.entry = Some(named),
                (named, _) => here.copies.push(named),
            }
        }
        Ok(())
    }
}

impl Waiting {
    /// Gives it its name, and returns which that is. Nothing is ever written over.
    fn named(&self) -> io::Result<PathBuf> {
        let (Name::Own(entry) | Name::Beside(entry)) = &self.to;
        if let Name::Own(own) = &self.to {
            match files::rename_new(&self.written, own) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                done => return done.map(|()| own.clone()),
            }
        }
        // Beside the name that stands in the journal, even if that is a link to somewhere else.
        files::aside(&self.written, entry, "conflict")
    }
}

impl Name {
    /// Returns the name of the file until it has its own.
    fn until_then(&self) -> PathBuf {
        match self {
            // What is left of it, if this is cut short, is found there.
            Self::Own(entry) => Paths::of(entry).next,
            Self::Beside(entry) => names::brought(entry),
        }
    }
}

/// Gives copies that an import that was cut short left without their names those names; a torn one goes.
pub(super) fn name_left(month: &Path, seal: &Seal) {
    for file in fs::read_dir(month).into_iter().flatten().flatten() {
        let (path, name) = (file.path(), file.file_name());
        let Some(stem) = name.to_str().and_then(names::brought_stem) else { continue };
        let whole = |bytes| {
            seal.open(bytes)
                .map_or_else(|why| why != Unopened::Broken, |text| format::check(&text) == Check::Whole)
        };
        let whole = survey::bytes(&path).is_ok_and(|(_, bytes)| whole(bytes));
        let entry = month.join(stem);
        // What cannot be moved now is tried again by the next import.
        let _ = if whole { files::aside(&path, &entry, "conflict").map(drop) } else { files::remove(&path) };
    }
}

/// Tells whether a file holds this reflection, whose bytes these would be.
fn holds(path: &Path, reflection: &Reflection, text: &[u8], seal: &Seal) -> bool {
    let opened = survey::bytes(path).ok().and_then(|(_, bytes)| seal.open(bytes).ok());
    opened.is_some_and(|there| {
        *there == text || format::read(&there).is_ok_and(|read| read.reflection == *reflection)
    })
}

/// Looks at an entry, and at what a killed program left beside it.
fn there(entry: &Path, reflection: &Reflection, text: &[u8], seal: &Seal) -> There {
    if holds(entry, reflection, text, seal) {
        return There::Same;
    }
    let survey = survey::survey(&Paths::of(entry), seal);
    match survey.reflection {
        Ok(there) if there != *reflection => There::Other,
        Ok(_) if survey.stamp.is_none() && matches!(survey.state, State::Recovered(_)) => There::None,
        Ok(_) => There::Same,
        Err(Bad::Io(error)) if error.kind() == ErrorKind::NotFound && survey.stamp.is_none() => There::None,
        Err(Bad::Io(_) | Bad::Sealed(Unopened::Locked | Unopened::Foreign)) => There::Other,
        Err(Bad::Fault(_) | Bad::Sealed(Unopened::Broken)) => There::Damaged,
    }
}

/// Writes a file anew; one that a killed program left there is none of anybody's words that are not kept elsewhere.
fn put(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = match files::create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            files::remove(path)?;
            files::create(path)?
        }
        made => made?,
    };
    file.write_all(text).inspect_err(|_| drop(files::remove(path)))
}
