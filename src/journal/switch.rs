//! Turning encryption on and off, and changing the passphrase. Each file is whole in one way before it goes in the
//! other, so that this can be killed at any point and run again; a mark stands in the journal until it has come to its
//! end. It knows no reflection's content.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backup::PART;
use super::files::{self, Stamp};
use super::names::{self, Paths};
use super::seal::{self, Key, Passphrase, Seal};
use super::survey::State;
use super::trash::inside;
use super::turn::{NEXT, Turned, WIPE, Way, name_sealed, take_away, wipe};
use super::{Found, Journal, Presence, keys, lock, survey, take_in, told};
use crate::moment::Moment;
use crate::trouble::Trouble;
use crate::words::words;

/// The mark of a switch that has not come to its end.
pub(super) const MARK: &str = ".switching";

/// How often what other programs change meanwhile is turned again.
const ROUNDS: usize = 5;

/// How many folders lie below one another at most: the trash has days and what was put away at one time.
const DEEP: usize = 3;

/// Hears how many files are done, of how many.
pub type Tell<'a> = &'a mut dyn FnMut(usize, usize);

/// How a switch went.
#[derive(Debug, Default)]
pub struct Switched {
    /// How many files were changed.
    pub files: usize,
    /// The dated copy that was made before.
    pub copy: Option<PathBuf>,
    /// What stayed as it was, and why.
    pub left: Vec<Trouble>,
    /// How many files among the reflections are none of onward's.
    pub strangers: usize,
}

/// How hard a passphrase is to try: see [`Work::FULL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work(u8);

impl Work {
    /// A second or two for each guess, on a small machine.
    pub const FULL: Self = Self(seal::WORK);

    /// None to speak of: for tests alone.
    pub const QUICK: Self = Self(2);
}

impl Journal {
    /// Tells whether turning encryption on or off was cut short.
    pub fn is_switching(&self) -> bool {
        self.root.join(MARK).symlink_metadata().is_ok()
    }

    /// Turns encryption on: makes a key, and seals every file. Run again with the same passphrase it goes on where it
    /// was cut short. `told` hears how many files are done, of how many.
    ///
    /// # Errors
    /// Another window has the journal open, the passphrase is another than the first time, or a file could not be
    /// written: what was done stays, and nothing is lost.
    pub fn encrypt(
        &mut self,
        passphrase: &Passphrase,
        work: Work,
        now: Moment,
        told: Tell<'_>,
    ) -> Result<Switched, Trouble> {
        let _whole = self.alone()?;
        let failed = |error: io::Error| told::not_switched(&self.root, &error);
        let key = match keys::protected(&self.root) {
            true => self.key(passphrase)?,
            false => self.begin_key(passphrase, work)?,
        };
        // The first time may have been cut short between the copies of the key.
        keys::keep(&self.root, key.lid()).and_then(|()| self.mark(key.lid())).map_err(failed)?;
        self.seal = Seal::Open(Arc::new(key));
        let switched = self.switch(Way::Seal, now, told)?;
        self.unmark_switch().map_err(|error| self.not_switched(&error))?;
        Ok(switched)
    }

    /// Turns encryption off: opens every file. What cannot be opened stays as it is, and the key stays in `backups`.
    ///
    /// # Errors
    /// As [`Journal::encrypt`]; the journal has to be unlocked.
    pub fn decrypt(&mut self, now: Moment, told: Tell<'_>) -> Result<Switched, Trouble> {
        let _whole = self.alone()?;
        let switched = self.switch(Way::Open, now, told)?;
        let done = self.put_key_away(now).and_then(|()| self.unmark_switch());
        done.map_err(|error| self.not_switched(&error))?;
        self.seal = Seal::Plain;
        Ok(switched)
    }

    /// Protects the key by another passphrase. Entries stay as they are.
    ///
    /// # Errors
    /// The journal is locked, or the key could not be written: one of the two passphrases opens it then.
    pub fn change_passphrase(&mut self, passphrase: &Passphrase, work: Work) -> Result<(), Trouble> {
        let Some(key) = self.seal.key().cloned() else {
            return Err(told::unopened(&self.root, seal::Unopened::Locked));
        };
        let _whole = self.alone()?;
        let new = key.rewrap(passphrase, work.0).and_then(|new| proved(new, passphrase));
        let new = new.map_err(|error| self.not_switched(&error))?;
        let put = self.put_key(&new).and_then(|()| self.mark(new.lid()));
        put.map_err(|error| self.not_switched(&error))?;
        self.seal = Seal::Open(Arc::new(new));
        Ok(())
    }

    /// Takes the whole journal for itself, as long as what it returns lives.
    ///
    /// # Errors
    /// Another window has it open, or nobody can tell.
    pub fn alone(&self) -> Result<Presence, Trouble> {
        let t = &words().seal;
        match lock::take_whole(&self.state, &self.root) {
            Ok(Some(whole)) => Ok(Presence(whole)),
            Ok(None) => Err(Trouble::new(t.no_locks).safe(t.nothing_done).advice(t.no_locks_how)),
            Err(_) => Err(Trouble::new(t.elsewhere).safe(t.nothing_done).advice(t.elsewhere_how)),
        }
    }

    fn begin_key(&self, passphrase: &Passphrase, work: Work) -> Result<Key, Trouble> {
        let made = Key::make(passphrase, work.0).and_then(|key| proved(key, passphrase));
        let key = made.map_err(|error| self.not_switched(&error))?;
        let put =
            files::folders(&self.root).and_then(|()| self.mark_switch(b"")).and_then(|()| self.put_key(&key));
        put.map_err(|error| self.not_switched(&error))?;
        Ok(key)
    }

    /// Keeps the key with the dated copies, which it opens, and takes it out of the journal.
    fn put_key_away(&self, now: Moment) -> io::Result<()> {
        self.unmark()?;
        let [first, second] = self.key_files();
        match self.keep_dated(&first, now, "identity", "age") {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        files::remove(&second)?;
        files::sync_folder(&self.root)
    }

    fn not_switched(&self, error: &io::Error) -> Trouble {
        told::not_switched(&self.root, error)
    }

    fn switch(&mut self, way: Way, now: Moment, tell: Tell<'_>) -> Result<Switched, Trouble> {
        let mut switched = Switched::default();
        let failed = |error: io::Error| self.not_switched(&error);
        self.forget_cached();
        self.clear_away().map_err(failed)?;
        let folders = self.kept_folders();
        folders.iter().try_for_each(|folder| name_sealed(folder)).map_err(failed)?;
        let all = folders.iter().map(|folder| way.files(folder).len()).sum();
        let mark = fs::read(self.root.join(MARK)).ok();
        if all > 0 && mark.as_deref() != Some(way.word().as_bytes()) {
            self.mark_switch(b"").map_err(failed)?;
            let lid = self.seal.key().filter(|_| way == Way::Seal).map(|key| key.lid());
            switched.copy = Some(self.back_up(now, way.word(), lid).map_err(failed)?);
            // From here on a switch that goes on needs no other copy.
            self.mark_switch(way.word().as_bytes()).map_err(failed)?;
        }
        let mut seen = 0;
        let mut one_more = || {
            tell(seen, all);
            seen += 1;
        };
        for folder in &folders {
            self.settle_folder(folder, &mut switched.left);
            self.turn(folder, way, &mut switched, &mut one_more).map_err(failed)?;
            switched.strangers += strangers(folder);
        }
        Ok(switched)
    }

    /// Marks that a switch is under way; `copied` names it once the copy from before is there.
    fn mark_switch(&self, copied: &[u8]) -> io::Result<()> {
        keys::put(&self.root.join(MARK), copied)
    }

    fn unmark_switch(&self) -> io::Result<()> {
        files::remove(&self.root.join(MARK))?;
        files::sync_folder(&self.root)
    }

    /// Returns every folder that holds entries: those of the months, and theirs in the trash.
    fn kept_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for top in [self.reflections(), self.root.join("trash")] {
            below(&top, DEEP, &mut folders);
        }
        folders
    }

    /// Removes what a switch that was killed had begun and not finished.
    fn clear_away(&self) -> io::Result<()> {
        let begun = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with('.') && [NEXT, WIPE, PART].iter().any(|end| name.ends_with(end))
        };
        let folders = self.kept_folders().into_iter().chain([self.backups()]);
        folders.flat_map(|folder| inside(&folder)).filter(begun).try_for_each(|path| wipe(&path))
    }

    /// Brings what a killed program left beside entries into them, as they are kept now. What cannot be settled is
    /// set aside as a copy, so that it goes the same way as all else.
    fn settle_folder(&self, folder: &Path, left: &mut Vec<Trouble>) {
        take_in::name_left(folder, &self.seal);
        let mut beside: Vec<_> = inside(folder).iter().filter_map(|path| names::left_beside(path)).collect();
        beside.sort();
        beside.dedup();
        for entry in beside {
            if let Err(trouble) = self.settle_entry(&entry) {
                left.push(trouble);
            }
        }
    }

    /// Settles an entry as it is kept itself, sealed or plain. Plain words beside it are wiped, not only removed.
    fn settle_entry(&self, entry: &Path) -> Result<(), Trouble> {
        let Some(name) = entry.file_name().and_then(|name| name.to_str()).and_then(names::parse) else {
            return Ok(());
        };
        let found = Found { id: name.id, path: entry.to_owned() };
        let paths = Paths::of(entry);
        let seal = if names::is_sealed(entry) { self.seal.clone() } else { Seal::Plain };
        let hand = Self { switching: true, seal, ..self.twin() };
        let beside = [&paths.next, &paths.kept, &paths.fresh];
        for rest in beside {
            // Sealed beside a plain entry, or the other way: it is none of this one's.
            let other = |sealed| sealed != names::is_sealed(entry);
            let stands = Stamp::at(rest).ok().flatten().is_some_and(|stamp| stamp.size() > 0);
            if stands && files::holds_sealed(rest).is_ok_and(other) {
                files::aside(rest, entry, "conflict").map_err(|error| told::not_moved(rest, &error))?;
            }
        }
        let plain =
            beside.map(|path| if names::is_sealed(entry) { None } else { files::open_there(path).ok() });
        let survey = survey::survey(&paths, &hand.seal);
        let settled = match (&survey.reflection, &survey.state) {
            (Ok(_), State::Whole) => hand.pen(&found).map(|mut pen| pen.settle()),
            (Ok(reflection), State::Recovered(_) | State::Edited(Some(_)) | State::Torn(Some(_))) => {
                hand.pen(&found).map(|mut pen| {
                    pen.write(reflection)?;
                    pen.settle()
                })
            }
            _ => Ok(Ok(())),
        };
        if let Ok(done) = settled {
            done?;
        }
        for rest in beside.into_iter().filter(|path| path.exists()) {
            files::aside(rest, &paths.entry, "damaged").map_err(|error| told::not_moved(rest, &error))?;
        }
        let wiped = plain.into_iter().flatten().try_for_each(|file| files::wipe(&file, 0));
        wiped.map_err(|error| told::not_moved(entry, &error))
    }

    /// Turns all files of a folder: first each is there in the new way and on the disk, then the old ones go. What another
    /// program changed meanwhile is turned again.
    fn turn(
        &self,
        folder: &Path,
        way: Way,
        switched: &mut Switched,
        one_more: &mut dyn FnMut(),
    ) -> io::Result<()> {
        let mut gone = 0;
        for _ in 0..ROUNDS {
            let (mut turned, mut left) = (Vec::new(), Vec::new());
            for path in way.files(folder) {
                one_more();
                match self.turn_file(&path, way)? {
                    Turned::Beside(stamp, _) => turned.push((path, stamp)),
                    Turned::Moved(_) => gone += 1,
                    Turned::Left(trouble) => left.push(trouble),
                }
            }
            files::sync_folder(folder)?;
            let mut again = false;
            for (path, stamp) in &turned {
                match take_away(path, *stamp, way)? {
                    true => gone += 1,
                    false => again = true,
                }
            }
            files::sync_folder(folder)?;
            if !again {
                switched.files += gone;
                switched.left.extend(left);
                return Ok(());
            }
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// Seals an entry, or a copy of one, that stands plain in an encrypted journal, as one does that a synchroniser
    /// brought; returns where it is now. Beside a sealed entry of the same name it is a copy.
    ///
    /// # Errors
    /// It could not be done: it is as it was.
    pub(super) fn seal_entry(&self, found: &Found) -> Result<Found, Trouble> {
        let failed = |error: io::Error| told::not_saved(&found.path, &error);
        let folder = found.path.parent().unwrap_or(Path::new("."));
        let (stem, before) = (names::stem(&found.path), Way::Seal.files(folder));
        self.settle_entry(&found.path)?;
        // What that set aside is as readable as the entry was.
        let aside = |path: &PathBuf| {
            *path != found.path && !before.contains(path) && names::stem(path).starts_with(&stem)
        };
        for path in Way::Seal.files(folder).into_iter().filter(aside) {
            self.seal_file(&path)?;
        }
        let twin = Way::Seal.name(&found.path).symlink_metadata().is_ok();
        let path = match twin && found.path.symlink_metadata().is_ok() {
            true => files::aside(&found.path, &found.path, "conflict").map_err(failed)?,
            false => found.path.clone(),
        };
        Ok(Found { id: found.id, path: self.seal_file(&path)? })
    }

    /// Seals one plain file; returns where it is now.
    fn seal_file(&self, path: &Path) -> Result<PathBuf, Trouble> {
        let failed = |error: io::Error| told::not_saved(path, &error);
        let folder = path.parent().unwrap_or(Path::new("."));
        match self.turn_file(path, Way::Seal) {
            Ok(Turned::Beside(stamp, to)) => {
                let gone = files::sync_folder(folder).and_then(|()| take_away(path, stamp, Way::Seal));
                // Changed in this very moment: that is another version, and comes next.
                if gone.map_err(failed)? { Ok(to) } else { Err(failed(ErrorKind::ResourceBusy.into())) }
            }
            Ok(Turned::Moved(to)) => Ok(to),
            Ok(Turned::Left(trouble)) => Err(trouble),
            // Deleted underneath: it is begun anew where it belongs.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Way::Seal.name(path)),
            Err(error) => Err(failed(error)),
        }
    }
}

/// Makes sure that a key opens with its passphrase before anything depends on it.
fn proved(key: Key, passphrase: &Passphrase) -> io::Result<Key> {
    match Key::unwrap(key.wrapped(), passphrase) {
        Ok(_) => Ok(key),
        Err(_) => Err(ErrorKind::InvalidData.into()),
    }
}

/// Adds a folder and those below it, `deep` deep. Links to folders are followed, as lists follow them.
fn below(folder: &Path, deep: usize, all: &mut Vec<PathBuf>) {
    if !folder.is_dir() {
        return;
    }
    all.push(folder.to_owned());
    for path in inside(folder).into_iter().filter(|path| deep > 0 && path.is_dir()) {
        below(&path, deep - 1, all);
    }
}

/// Counts the files that are none of onward's.
fn strangers(folder: &Path) -> usize {
    let strange = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        !path.is_dir() && name != keys::MARKED && names::parse(name).is_none()
    };
    inside(folder).into_iter().filter(strange).count()
}
