//! Putting right what a look found. No words go: what is damaged is set aside in its place, and what can be read of it,
//! and of what was left beside it, is written anew. What a killed program left beside a whole entry is cleared away, as
//! the next change would.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::checkup::FOLDER;
use super::files::MODE;
use super::names::{self, Paths};
use super::odd::{Checkup, Finding, Odd};
use super::pen::{Busy, Pen};
use super::survey::State;
use super::trash::there;
use super::{Found, Journal, Written, files, keys, lock, seal, survey, told};
use crate::moment::Moment;
use crate::reflection::Reflection;
use crate::reflection::format::{self, Check};
use crate::reflection::salvage::{salvage, with, writable};
use crate::trouble::Trouble;
use crate::words::{count, fill, words};

/// The locks of what is no reflection: of modes, and of the key. Both exclude who has the whole journal.
const MODES: &str = "modes";
const KEY: &str = "key";

/// What became of one thing that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The file.
    pub path: PathBuf,
    /// What was done, or why nothing was, in one line.
    pub said: String,
    /// Whether it was put right.
    pub done: bool,
}

/// What was done, or why nothing was.
type Done = Result<String, String>;

impl Journal {
    /// Puts right what can be put right. Takes no words away; changes nothing that is open elsewhere.
    pub fn repair(&self, checkup: &Checkup, now: Moment) -> Vec<Repair> {
        let mut cleared: Vec<&Found> = Vec::new();
        let mut all = Vec::new();
        for finding in &checkup.findings {
            if finding.kind == Odd::Leftover {
                match &finding.found {
                    // What was left beside it is read first, and goes with that.
                    Some(found) if checkup.is_short(found) => continue,
                    Some(found) if !cleared.contains(&found) => cleared.push(found),
                    _ => continue,
                }
            }
            let Some(done) = self.put_right(finding, now) else { continue };
            let path = finding.path.clone();
            all.push(match done {
                Ok(said) => Repair { path, said, done: true },
                Err(said) => Repair { path, said, done: false },
            });
        }
        all
    }

    /// Puts one thing right; none where there is nothing to do about it here.
    fn put_right(&self, finding: &Finding, now: Moment) -> Option<Done> {
        let path = &finding.path;
        let found = finding.found.as_ref();
        Some(match finding.kind {
            Odd::Damaged => self.renew(found?),
            Odd::Bereft => self.bring_up(found?),
            Odd::DamagedCopy => self.renew_copy(found?),
            Odd::Short => self.complete(found?),
            Odd::Recoverable => self.recover(found?),
            Odd::OtherId => self.rename(found?),
            Odd::Leftover => return self.clear(found?),
            Odd::Mode => self.close(path),
            Odd::KeyMissing | Odd::KeyDiffers | Odd::KeyBroken => self.renew_key(path, now),
            _ => return None,
        })
    }

    /// Sets a damaged entry aside, and writes what can be read of it in its place; with it, what only the damaged files
    /// beside it still say.
    fn renew(&self, found: &Found) -> Done {
        // Before the pen: taking it may set them aside.
        let beside = self.left_beside(&Paths::of(&found.path));
        let mut pen = self.held(found)?;
        // One that stood plain in an encrypted journal is sealed by now, and has another name.
        let found = &pen.found().clone();
        // It may have been put right meanwhile.
        if let Ok(loaded) = self.load(found)
            && loaded.note.is_none()
        {
            return Ok(said(words().doctor.recovered, &found.path, None));
        }
        let beside = beside.into_iter().filter_map(|bytes| self.salvaged_of(found, bytes).ok());
        let read = match (self.salvaged(found), beside) {
            (Ok(read), beside) => beside.fold(read, with),
            (Err(nothing), beside) => beside.reduce(with).ok_or(nothing)?,
        };
        self.spare(found)?;
        let written = written(&mut pen, &read)?;
        Ok(told_salvaged(&found.path, &read, written.damaged.as_deref()))
    }

    /// Reads what was left beside an entry and says something else than it.
    fn left_beside(&self, paths: &Paths) -> Vec<Vec<u8>> {
        let own = survey::bytes(&paths.entry).map(|(_, bytes)| bytes).ok();
        let left = left(paths).into_iter().filter_map(|path| survey::bytes(path).ok());
        left.map(|(_, bytes)| bytes).filter(|bytes| own.as_ref() != Some(bytes)).collect()
    }

    /// Sets aside what stands beside an entry that is not whole: writing and settling would remove it.
    fn spare(&self, found: &Found) -> Result<(), String> {
        let paths = Paths::of(&found.path);
        self.set_aside_left(&paths).map_err(|error| told::not_moved(&found.path, &error).what)
    }

    /// Sets aside, as damaged versions, the files beside an entry that cannot be read, or that nobody looks into, where
    /// they say something else than it.
    pub(super) fn set_aside_left(&self, paths: &Paths) -> io::Result<()> {
        let mut known: Vec<_> = survey::bytes(&paths.entry).map(|(_, bytes)| bytes).into_iter().collect();
        for left in left(paths) {
            let bytes = match survey::bytes(left) {
                Ok((_, bytes)) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            let whole = || {
                let opened = self.seal.open(bytes.clone());
                opened.is_ok_and(|text| format::check(&text) == Check::Whole)
            };
            if !bytes.is_empty() && !known.contains(&bytes) {
                match whole() {
                    true if left != &paths.fresh => {}
                    true => drop(files::aside(left, &paths.entry, "conflict")?),
                    false => drop(files::aside(left, &paths.entry, "damaged")?),
                }
            }
            known.push(bytes);
        }
        Ok(())
    }

    /// Writes what can be read of a damaged version that was set aside in the place of the entry that is gone: a repair
    /// that was cut short goes on so.
    fn bring_up(&self, aside: &Found) -> Done {
        let name = format!("{}{}", &names::stem(&aside.path)[..19], names::ending(self.seal.is_sealed()));
        let entry = Found { id: aside.id, path: aside.path.with_file_name(name) };
        let mut pen = self.held(&entry)?;
        let read = self.salvaged(aside)?;
        written(&mut pen, &read)?;
        Ok(told_salvaged(&entry.path, &read, Some(&aside.path)))
    }

    /// Reads what can be read of a damaged file.
    fn salvaged(&self, found: &Found) -> Result<Reflection, String> {
        let nothing = |_| said(words().doctor.not_salvaged, &found.path, None);
        let (_, bytes) = survey::bytes(&found.path).map_err(nothing)?;
        self.salvaged_of(found, bytes)
    }

    /// Reads what can be read of the bytes of a damaged version of it.
    fn salvaged_of(&self, found: &Found, bytes: Vec<u8>) -> Result<Reflection, String> {
        let nothing = || said(words().doctor.not_salvaged, &found.path, None);
        let stem = names::stem(&found.path);
        let day = stem.get(..10).and_then(|day| day.parse().ok()).ok_or_else(nothing)?;
        let read = salvage(&self.seal.salvage(bytes), &found.id, day);
        read.filter(writable).ok_or_else(nothing)
    }

    /// Does the same for a copy, which no pen writes.
    fn renew_copy(&self, found: &Found) -> Done {
        let _lock = lock::take(&self.state, &self.root, &found.id)
            .map_err(|_| said(words().doctor.skipped, &found.path, None))?;
        let read = self.salvaged(found)?;
        let lid = self.lid().map_err(|trouble| trouble.what)?;
        let failed = |error: io::Error| told::not_saved(&found.path, &error).what;
        let mut text = Vec::new();
        format::write(&read, &mut text);
        let text = lid.as_ref().map_or(Ok(text.clone()), |lid| lid.close(&text)).map_err(failed)?;
        let of = found.path.with_file_name(&names::stem(&found.path)[..19]);
        let aside = files::aside(&found.path, &of, "damaged").map_err(failed)?;
        let write = |to: &Path| {
            let mut file = files::create(to)?;
            file.write_all(&text)?;
            file.sync_all()?;
            files::sync_folder(to.parent().unwrap_or(Path::new(".")))
        };
        let to = called(&found.path, lid.is_some());
        let to = match write(&to) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                files::free(&of, "conflict", lid.is_some(), write).map_err(failed)?
            }
            done => done.map(|()| to).map_err(failed)?,
        };
        Ok(told_salvaged(&to, &read, Some(&aside)))
    }

    /// Takes the whole version that was left beside a damaged entry.
    fn recover(&self, found: &Found) -> Done {
        let d = &words().doctor;
        let mut pen = self.held(found)?;
        let loaded = self.load(pen.found()).map_err(|trouble| trouble.what)?;
        self.spare(pen.found())?;
        let written = written(&mut pen, &loaded.reflection)?;
        let sentence = if written.damaged.is_some() { d.recovered_aside } else { d.recovered };
        Ok(said(sentence, &found.path, written.damaged.as_deref()))
    }

    /// Writes an entry that was cut short anew from what is there, and keeps the file as it was.
    fn complete(&self, found: &Found) -> Done {
        let beside = self.left_beside(&Paths::of(&found.path));
        let mut pen = self.held(found)?;
        let loaded = self.load(pen.found()).map_err(|trouble| trouble.what)?;
        let beside = beside.into_iter().filter_map(|bytes| self.salvaged_of(found, bytes).ok());
        let read = beside.fold(loaded.reflection, with);
        let path = &pen.found().path.clone();
        let copy = |to: &Path| {
            let mut to = files::create(to)?;
            io::copy(&mut fs::File::open(path)?, &mut to)?;
            to.sync_all()
        };
        let aside = files::free(path, "damaged", names::is_sealed(path), copy)
            .map_err(|error| told::not_saved(&found.path, &error).what)?;
        self.spare(pen.found())?;
        written(&mut pen, &Reflection { id: found.id, ..read })?;
        Ok(said(words().doctor.completed, &found.path, Some(&aside)))
    }

    /// Gives an entry the id of its name: what is written in it would go elsewhere.
    fn rename(&self, found: &Found) -> Done {
        let mut pen = self.held(found)?;
        let loaded = self.load(pen.found()).map_err(|trouble| trouble.what)?;
        written(&mut pen, &Reflection { id: found.id, ..loaded.reflection })?;
        Ok(said(words().doctor.renamed, &found.path, None))
    }

    /// Clears away what a killed program left beside an entry that is better without it.
    fn clear(&self, found: &Found) -> Option<Done> {
        let paths = Paths::of(&found.path);
        let left = || left(&paths).into_iter().any(|path| there(path));
        let settled = self.held(found).and_then(|mut pen| {
            // What was changed by hand may lack what a damaged file beside it still says.
            if survey::survey(&paths, &self.seal).state != State::Whole {
                self.spare(found)?;
            }
            pen.settle().map_err(|trouble| trouble.what)
        });
        match settled {
            Ok(()) if left() => None,
            Ok(()) => Some(Ok(said(words().doctor.cleared, &found.path, None))),
            Err(why) => Some(Err(why)),
        }
    }

    /// Takes the right to write an entry, or says why it cannot be had.
    fn held(&self, found: &Found) -> Result<Pen, String> {
        self.pen(found).map_err(|busy| match busy {
            Busy::Elsewhere => said(words().doctor.skipped, &found.path, None),
            Busy::Trouble(trouble) => trouble.what,
        })
    }

    /// Gives a file or a folder its mode, while nobody else writes it.
    fn close(&self, path: &Path) -> Done {
        let name = path.file_name().and_then(|name| name.to_str()).and_then(names::parse);
        let lock = match &name {
            Some(name) => lock::take(&self.state, &self.root, &name.id),
            None => lock::take_named(&self.state, &self.root, MODES),
        };
        let _lock = lock.map_err(|_| said(words().doctor.skipped, path, None))?;
        let mode = if path.is_dir() { FOLDER } else { MODE };
        match fs::set_permissions(path, Permissions::from_mode(mode)) {
            Ok(()) => Ok(said(words().doctor.closed, path, None)),
            Err(error) => Err(told::not_saved(path, &error).what),
        }
    }

    /// Writes one of the two files that hold the key anew, from the one that was unlocked. Nobody changes the passphrase
    /// or turns encryption on or off meanwhile; where somebody did since the look, the key is left as it is.
    fn renew_key(&self, path: &Path, now: Moment) -> Done {
        let d = &words().doctor;
        let key = self.seal.key().ok_or_else(|| said(d.not_here, path, None))?;
        let failed = |error: io::Error| told::not_saved(path, &error).what;
        let _lock =
            lock::take_named(&self.state, &self.root, KEY).map_err(|_| said(d.skipped, path, None))?;
        let there = self.key_files().map(|file| fs::read(file).ok().filter(|bytes| seal::is_key(bytes)));
        if let [Some(first), Some(second)] = &there
            && first == second
        {
            return Err(said(d.key_well, path, None));
        }
        let mut done = None;
        for file in self.key_files() {
            let there = fs::read(&file);
            if there.as_ref().is_ok_and(|bytes| bytes == key.wrapped()) {
                continue;
            }
            let aside = match there {
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                _ => Some(self.keep_dated(&file, now, "identity-set-aside", "age").map_err(failed)?),
            };
            keys::put(&file, key.wrapped()).map_err(failed)?;
            let sentence = if aside.is_some() { d.key_written_aside } else { d.key_written };
            done = Some(said(sentence, &file, aside.as_deref()));
        }
        done.ok_or_else(|| said(d.not_here, path, None))
    }
}

impl Checkup {
    /// Tells whether an entry was found to be cut short.
    fn is_short(&self, found: &Found) -> bool {
        self.findings.iter().any(|one| one.kind == Odd::Short && one.found.as_ref() == Some(found))
    }
}

/// Names what a killed program may leave beside an entry.
fn left(paths: &Paths) -> [&PathBuf; 3] {
    [&paths.kept, &paths.next, &paths.fresh]
}

/// Writes a reflection, on the disk itself when this returns.
fn written(pen: &mut Pen, reflection: &Reflection) -> Result<Written, String> {
    let write = |pen: &mut Pen| -> Result<Written, Trouble> {
        let written = pen.write(reflection)?;
        pen.settle()?;
        Ok(written)
    };
    write(pen).map_err(|trouble| trouble.what)
}

/// Names a copy as it is called sealed, or plain. A synchroniser puts its own words before the last ending.
fn called(copy: &Path, sealed: bool) -> PathBuf {
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    copy.with_file_name(match (sealed, name.strip_suffix(".age")) {
        (true, None) => format!("{name}.age"),
        (false, Some(plain)) if plain.ends_with(names::PLAIN) => plain.to_owned(),
        (false, Some(plain)) => format!("{plain}{}", names::PLAIN),
        _ => name.into_owned(),
    })
}

fn told_salvaged(path: &Path, read: &Reflection, aside: Option<&Path>) -> String {
    let d = &words().doctor;
    said(&count(read.answers.len(), d.salvaged, d.salvaged_many), path, aside)
}

fn said(sentence: &str, path: &Path, aside: Option<&Path>) -> String {
    let name = aside.and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    fill(sentence, &[("path", &path.display().to_string()), ("aside", &name)])
}
