//! One file goes the other way: from plain to sealed, or back. It is there in the new way, and on the disk, before the
//! old one goes. It knows no order among files; that is the switch's.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::files::{self, Stamp};
use super::names::{self, PLAIN, Sort};
use super::seal::{self, Text};
use super::trash::inside;
use super::{Journal, survey, told};
use crate::trouble::Trouble;

/// What a file is called while it is being sealed or opened, and while it is being wiped.
pub(super) const NEXT: &str = "switch-next";
pub(super) const WIPE: &str = "switch-wipe";

/// Which way files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Seal,
    Open,
}

impl Way {
    /// Returns what the copy that is made before is called.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Seal => "before-encryption",
            Self::Open => "before-decryption",
        }
    }

    /// Returns the files of a folder that are still to go this way.
    pub(super) fn files(self, folder: &Path) -> Vec<PathBuf> {
        let mut files = inside(folder);
        files.retain(|path| {
            let kept = path.file_name().and_then(|name| name.to_str()).and_then(names::parse);
            let turns = names::is_sealed(path) == (self == Self::Open);
            kept.is_some_and(|name| name.sort != Sort::Leftover) && turns
        });
        files
    }

    /// Names a file as it is called the other way.
    pub(super) fn name(self, path: &Path) -> PathBuf {
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

/// What became of a file that was to go the other way.
pub(super) enum Turned {
    /// It is there in the new way, at this place; the old one was like this when it was read.
    Beside(Stamp, PathBuf),
    /// It was in the new way already, and has its right name now.
    Moved(PathBuf),
    /// It stayed as it was.
    Left(Trouble),
}

/// Gives a file its name, unless the same is there already; beside what else is there it is a copy. Returns where it is.
fn place(from: &Path, to: &Path, same: impl Fn(Vec<u8>) -> bool) -> io::Result<PathBuf> {
    match files::rename_new(from, to) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if fs::read(to).is_ok_and(same) {
                files::remove(from).map(|()| to.to_owned())
            } else {
                files::aside(from, to, "conflict")
            }
        }
        done => done.map(|()| to.to_owned()),
    }
}

/// Gives what is sealed under a plain name its right one: it goes with the rest, or would be left without its key.
pub(super) fn name_sealed(folder: &Path) -> io::Result<()> {
    for path in Way::Seal.files(folder) {
        if !path.is_symlink() && files::holds_sealed(&path).unwrap_or(false) {
            place(&path, &Way::Seal.name(&path), |_| false)?;
        }
    }
    Ok(())
}

/// Takes a file away that went the other way, unless it was changed since. It counts as gone as soon as it has another
/// name, however the rest is cut short.
pub(super) fn take_away(path: &Path, stamp: Stamp, way: Way) -> io::Result<bool> {
    let away = beside(path, WIPE);
    fs::rename(path, &away)?;
    if Stamp::at(&away)? != Some(stamp) {
        files::rename_new(&away, path)?;
        return Ok(false);
    }
    match way {
        Way::Seal => wipe(&away)?,
        Way::Open => files::remove(&away)?,
    }
    Ok(true)
}

impl Journal {
    /// Puts a file beside itself in the new way. An error ends the switch.
    pub(super) fn turn_file(&self, path: &Path, way: Way) -> io::Result<Turned> {
        let Some(key) = self.seal.key() else { return Err(ErrorKind::PermissionDenied.into()) };
        if path.is_symlink() {
            return Ok(Turned::Left(told::is_a_link(path)));
        }
        let (stamp, bytes) = survey::bytes(path)?;
        let to = way.name(path);
        if way == Way::Seal && seal::is_sealed(&bytes) {
            // Sealed already, under a plain name.
            return Ok(Turned::Moved(place(path, &to, |_| false)?));
        }
        let (text, out) = match way {
            Way::Seal => {
                let text = Text::new(bytes);
                let sealed = key.lid().close(&text)?;
                (text, Text::new(sealed))
            }
            Way::Open => match self.seal.open(bytes) {
                Ok(text) => (text.clone(), text),
                Err(why) => return Ok(Turned::Left(told::unopened(path, why))),
            },
        };
        let next = beside(path, NEXT);
        let mut file = files::create(&next)?;
        file.write_all(&out)?;
        file.set_modified(fs::metadata(path)?.modified()?)?;
        file.sync_all()?;
        let same = |there: Vec<u8>| self.seal.open(there).is_ok_and(|there| there == text);
        Ok(Turned::Beside(stamp, place(&next, &to, same)?))
    }
}

fn beside(path: &Path, word: &str) -> PathBuf {
    path.with_file_name(format!(".{}.{word}", path.file_name().unwrap_or_default().to_string_lossy()))
}

/// Writes over a plain file and removes it. What a disk or a file system keeps elsewhere is out of reach.
pub(super) fn wipe(path: &Path) -> io::Result<()> {
    let file = match files::open_there(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    files::wipe(&file, 1)?;
    files::remove(path)
}
