//! Turning encryption on and off, and changing the passphrase. Each file is whole in one way before it goes in the
//! other, so that this can be killed at any point and run again; a mark stands in the journal until it has come to its
//! end. It knows no reflection's content.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backup::PART;
use super::files::{self, Stamp};
use super::names::{self, PLAIN, Paths, Sort};
use super::seal::{self, Key, Passphrase, Seal, Text};
use super::survey::State;
use super::{Found, Journal, lock, survey, told};
use crate::moment::Moment;
use crate::trouble::Trouble;
use crate::words::words;

/// The mark of a switch that has not come to its end.
const MARK: &str = ".switching";

/// What a file is called while it is being sealed or opened, and while it is being wiped.
const NEXT: &str = "switch-next";
const WIPE: &str = "switch-wipe";

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

/// Which way files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Seal,
    Open,
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
        let key = match super::keys::protected(&self.root) {
            true => self.key(passphrase)?,
            false => self.begin_key(passphrase, work)?,
        };
        // The first time may have been cut short between the two copies of the key.
        self.keep(&key).map_err(|error| self.not_switched(&error))?;
        self.seal = Seal::Open(Arc::new(key));
        self.switch(Way::Seal, now, told)
    }

    /// Turns encryption off: opens every file. What cannot be opened stays as it is, and the key stays in `backups`.
    ///
    /// # Errors
    /// As [`Journal::encrypt`]; the journal has to be unlocked.
    pub fn decrypt(&mut self, now: Moment, told: Tell<'_>) -> Result<Switched, Trouble> {
        let _whole = self.alone()?;
        let switched = self.switch(Way::Open, now, told)?;
        self.put_key_away(now).map_err(|error| self.not_switched(&error))?;
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
        self.put_key(&new).map_err(|error| self.not_switched(&error))?;
        self.seal = Seal::Open(Arc::new(new));
        Ok(())
    }

    /// Takes the whole journal for itself.
    fn alone(&self) -> Result<lock::Lock, Trouble> {
        let t = &words().seal;
        lock::take_whole(&self.state, &self.root)
            .map_err(|_| Trouble::new(t.elsewhere).safe(t.nothing_done).advice(t.elsewhere_how))
    }

    fn begin_key(&self, passphrase: &Passphrase, work: Work) -> Result<Key, Trouble> {
        let made = Key::make(passphrase, work.0).and_then(|key| proved(key, passphrase));
        let key = made.map_err(|error| self.not_switched(&error))?;
        self.put_key(&key).map_err(|error| self.not_switched(&error))?;
        Ok(key)
    }

    /// Keeps the key with the dated copies, which it opens, and takes it out of the journal.
    fn put_key_away(&self, now: Moment) -> io::Result<()> {
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
        self.clear_away().map_err(failed)?;
        let folders = self.kept_folders();
        let all = folders.iter().map(|folder| way.files(folder).len()).sum();
        if all > 0 && !self.is_switching() {
            let lid = self.seal.key().filter(|_| way == Way::Seal).map(|key| key.lid());
            switched.copy = Some(self.back_up(now, way.word(), lid).map_err(failed)?);
            super::keys::put(&self.root.join(MARK), b"").map_err(failed)?;
        }
        let mut seen = 0;
        let mut one_more = || {
            tell(seen, all);
            seen += 1;
        };
        for folder in &folders {
            self.settle_folder(folder, way, &mut switched.left);
            self.turn(folder, way, &mut switched, &mut one_more).map_err(failed)?;
            switched.strangers += strangers(folder);
        }
        files::remove(&self.root.join(MARK)).map_err(failed)?;
        Ok(switched)
    }

    /// Returns every folder that holds entries: those of the months, and theirs in the trash.
    fn kept_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for top in [self.reflections(), self.root.join("trash")] {
            below(&top, &mut folders);
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
        folders.flat_map(|folder| listed(&folder)).filter(begun).try_for_each(|path| wipe(&path))
    }

    /// Brings what a killed program left beside entries into them, as they are kept now. What cannot be settled is
    /// set aside as a copy, so that it goes the same way as all else.
    fn settle_folder(&self, folder: &Path, way: Way, left: &mut Vec<Trouble>) {
        let mut beside: Vec<_> = listed(folder).into_iter().filter_map(|path| leftover(&path)).collect();
        beside.sort();
        beside.dedup();
        for stem in beside {
            let ways = [names::SEALED, names::PLAIN].map(|end| folder.join(format!("{stem}{end}")));
            let entry = ways.iter().find(|path| path.exists()).unwrap_or(match way {
                Way::Seal => &ways[1],
                Way::Open => &ways[0],
            });
            if let Err(trouble) = self.settle_entry(entry) {
                left.push(trouble);
            }
        }
    }

    fn settle_entry(&self, entry: &Path) -> Result<(), Trouble> {
        let Some(name) = entry.file_name().and_then(|name| name.to_str()).and_then(names::parse) else {
            return Ok(());
        };
        let found = Found { id: name.id, path: entry.to_owned() };
        let paths = Paths::of(entry);
        let hand = Self {
            switching: true,
            seal: if names::is_sealed(entry) { self.seal.clone() } else { Seal::Plain },
            ..self.twin()
        };
        let survey = survey::survey(&paths, &self.seal);
        let settled = match (&survey.reflection, &survey.state) {
            (Ok(_), State::Whole) => hand.pen(&found).map(|mut pen| pen.settle()),
            (Ok(reflection), _) => hand.pen(&found).map(|mut pen| {
                pen.write(reflection)?;
                pen.settle()
            }),
            (Err(_), _) => Ok(Ok(())),
        };
        if let Ok(done) = settled {
            done?;
        }
        for rest in [&paths.next, &paths.kept, &paths.fresh].into_iter().filter(|path| path.exists()) {
            files::aside(rest, &paths.entry, "damaged").map_err(|error| told::not_moved(rest, &error))?;
        }
        Ok(())
    }

    /// Turns all files of a folder: first each is there in the new way and on the disk, then the old ones go.
    fn turn(
        &self,
        folder: &Path,
        way: Way,
        switched: &mut Switched,
        one_more: &mut dyn FnMut(),
    ) -> io::Result<()> {
        let mut turned = Vec::new();
        for path in way.files(folder) {
            one_more();
            match self.turn_file(&path, way)? {
                Ok(()) => turned.push(path),
                Err(trouble) => switched.left.push(trouble),
            }
        }
        if turned.is_empty() {
            return Ok(());
        }
        files::sync_folder(folder)?;
        for path in &turned {
            match way {
                Way::Seal => set_wiping(path).and_then(|path| wipe(&path))?,
                Way::Open => files::remove(path)?,
            }
        }
        switched.files += turned.len();
        files::sync_folder(folder)
    }

    /// Puts a file beside itself in the new way. The outer error ends the switch; the inner one leaves this file as it is.
    fn turn_file(&self, path: &Path, way: Way) -> io::Result<Result<(), Trouble>> {
        let Some(key) = self.seal.key() else { return Err(ErrorKind::PermissionDenied.into()) };
        if path.is_symlink() {
            return Ok(Err(told::is_a_link(path)));
        }
        let bytes = fs::read(path)?;
        let (text, out) = match way {
            Way::Seal => {
                let text = Text::new(bytes);
                let sealed = key.lid().close(&text)?;
                (text, Text::new(sealed))
            }
            Way::Open => match self.seal.open(bytes) {
                Ok(text) => (text.clone(), text),
                Err(why) => return Ok(Err(told::unopened(path, why))),
            },
        };
        let to = way.name(path);
        let next = beside(path, NEXT);
        let mut file = files::create(&next)?;
        file.write_all(&out)?;
        file.set_modified(fs::metadata(path)?.modified()?)?;
        file.sync_all()?;
        match files::rename_new(&next, &to) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let same =
                    fs::read(&to).is_ok_and(|there| self.seal.open(there).is_ok_and(|there| there == text));
                if same { files::remove(&next)? } else { drop(files::aside(&next, &to, "conflict")?) }
            }
            done => done?,
        }
        Ok(Ok(()))
    }

    /// Seals an entry that stands plain in an encrypted journal, as one does that a synchroniser brought, and returns
    /// where it is now.
    ///
    /// # Errors
    /// It could not be done: it is as it was.
    pub(super) fn seal_entry(&self, found: &Found) -> Result<Found, Trouble> {
        self.settle_entry(&found.path)?;
        let failed = |error: io::Error| told::not_saved(&found.path, &error);
        self.turn_file(&found.path, Way::Seal).map_err(failed)??;
        let folder = found.path.parent().unwrap_or(Path::new("."));
        let wiped = || {
            files::sync_folder(folder)?;
            set_wiping(&found.path).and_then(|path| wipe(&path))
        };
        wiped().map_err(failed)?;
        Ok(Found { id: found.id.clone(), path: Way::Seal.name(&found.path) })
    }
}

impl Way {
    /// Returns what the copy that is made before is called.
    fn word(self) -> &'static str {
        match self {
            Self::Seal => "before-encryption",
            Self::Open => "before-decryption",
        }
    }

    /// Returns the files of a folder that are still to go this way.
    fn files(self, folder: &Path) -> Vec<PathBuf> {
        let mut files = listed(folder);
        files.retain(|path| {
            let kept = path.file_name().and_then(|name| name.to_str()).and_then(names::parse);
            let turns = match self {
                // What is sealed under another name is left alone.
                Self::Seal => !names::is_sealed(path) && !files::holds_sealed(path).unwrap_or(false),
                Self::Open => names::is_sealed(path),
            };
            kept.is_some_and(|name| name.sort != Sort::Leftover) && turns
        });
        files.sort();
        files
    }

    /// Names a file as it is called the other way.
    fn name(self, path: &Path) -> PathBuf {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.with_file_name(match self {
            Self::Seal => format!("{name}.age"),
            Self::Open => {
                let name = name.strip_suffix(".age").unwrap_or(&name);
                if name.ends_with(PLAIN) { name.to_owned() } else { format!("{name}{PLAIN}") }
            }
        })
    }
}

/// Makes sure that a key opens with its passphrase before anything depends on it.
fn proved(key: Key, passphrase: &Passphrase) -> io::Result<Key> {
    match Key::unwrap(key.wrapped(), passphrase) {
        Ok(_) => Ok(key),
        Err(_) => Err(ErrorKind::InvalidData.into()),
    }
}

/// Adds a folder and those below it.
fn below(folder: &Path, all: &mut Vec<PathBuf>) {
    if !folder.is_dir() {
        return;
    }
    all.push(folder.to_owned());
    for path in listed(folder).into_iter().filter(|path| path.is_dir() && !path.is_symlink()) {
        below(&path, all);
    }
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()).collect()
}

/// Returns the stem of the entry a file was left beside.
fn leftover(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    match names::parse(name) {
        Some(parsed) => (parsed.sort == Sort::Leftover).then(|| parsed.stem.to_owned()),
        None => names::parse(&name.replace(".synced-new", ".next")).map(|parsed| parsed.stem.to_owned()),
    }
}

/// Counts the files that are none of onward's.
fn strangers(folder: &Path) -> usize {
    let strange = |path: &PathBuf| {
        !path.is_dir() && path.file_name().and_then(|name| name.to_str()).and_then(names::parse).is_none()
    };
    listed(folder).into_iter().filter(strange).count()
}

fn beside(path: &Path, word: &str) -> PathBuf {
    path.with_file_name(format!(".{}.{word}", path.file_name().unwrap_or_default().to_string_lossy()))
}

/// Gives a file the name under which it is wiped, so that it counts as gone whenever the wiping is cut short.
fn set_wiping(path: &Path) -> io::Result<PathBuf> {
    let to = beside(path, WIPE);
    fs::rename(path, &to)?;
    Ok(to)
}

/// Writes over a plain file and removes it. What a disk or a file system keeps elsewhere is out of reach.
fn wipe(path: &Path) -> io::Result<()> {
    if let Some(stamp) = Stamp::at(path)? {
        let mut file: File = files::open(path)?;
        io::copy(&mut io::Read::take(io::repeat(0), stamp.size()), &mut file)?;
        file.sync_data()?;
    }
    files::remove(path)
}
