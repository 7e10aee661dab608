//! Lists: every reflection of the journal with what stands at its top, the damaged ones with their fault. It changes
//! nothing.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::{self, Print};
use super::names::{self, Paths, Sort};
use super::seal::Seal;
use super::survey::{self, Bad, State};
use super::{Copied, Found, Header, Journal, copies};
use crate::moment::{Day, Moment};
use crate::reflection::format::{self, Check};
use crate::reflection::{Id, Reflection};
use crate::trouble::Trouble;

/// One line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Where it is.
    pub found: Found,
    /// What stands at its top, or why it cannot be read.
    pub entry: Result<Header, Trouble>,
    /// Whether it is a copy of another: a conflict, a damaged version, what a synchroniser left.
    pub copy: bool,
    /// What made it, if it is a copy.
    pub copied: Option<Copied>,
    /// How many other versions of it there are, if it is no copy: copies beside it that can be settled with it, and
    /// the one that git left in the same file.
    pub versions: usize,
}

/// A month's folder.
pub(super) struct Month {
    pub(super) path: PathBuf,
    pub(super) name: (OsString, OsString),
}

/// A file of a month's folder that belongs to a reflection.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) found: Found,
    pub(super) copy: bool,
    /// Whether a killed program left something beside it.
    pub(super) left: bool,
}

impl Journal {
    /// Lists every reflection, month by month, the newest first; each copy follows its original. It reads each file, and
    /// takes nothing from the cache: tests ask it what a list has to be.
    pub fn list(&self) -> Vec<Listed> {
        let months = self.months();
        months.iter().flat_map(|month| month.listed(&self.seal)).map(|(_, listed)| listed).collect()
    }

    /// Lists what bears the name of one reflection, beside it and itself, the original first.
    pub(super) fn beside(&self, found: &Found) -> Vec<Listed> {
        let folder = found.path.parent().unwrap_or(Path::new(".")).to_owned();
        let (month, named) = (Month::at(folder), names::stem(&found.path));
        let belongs = |one: &Entry| named.starts_with(one.stem());
        let entries = month.entries().into_iter().filter(belongs);
        let mut listed: Vec<_> = entries.map(|entry| entry.read(&self.seal).0).collect();
        listed.sort_by(|one, other| (one.copy, &one.found.path).cmp(&(other.copy, &other.found.path)));
        listed
    }

    /// Returns the folders of the months, the newest first.
    pub(super) fn months(&self) -> Vec<Month> {
        let years = folders(&self.reflections());
        let mut months: Vec<Month> = years
            .into_iter()
            .flat_map(|(year, path)| {
                let months = folders(&path).into_iter();
                months.map(move |(month, path)| Month { path, name: (year.clone(), month) })
            })
            .collect();
        months.sort_by(|one, other| other.name.cmp(&one.name));
        months
    }
}

/// By what a list is ordered: the newest start first, then the id, the original before its copies.
type Rank = (Reverse<i64>, Id, bool, PathBuf);

/// Puts the entries of a month in order, each copy behind its original, and counts the versions of each. Each comes with
/// as many versions as stand in its own file.
pub(super) fn arranged<T>(all: Vec<(Listed, T)>) -> Vec<(Rank, Listed, T)> {
    let mut all: Vec<_> = all.into_iter().map(|(listed, more)| (listed.rank(), listed, more)).collect();
    let mut originals: HashMap<Id, (Reverse<i64>, usize)> = HashMap::new();
    for (rank, one, _) in all.iter().filter(|(_, one, _)| one.copy) {
        originals.entry(one.found.id).or_insert((rank.0, 0)).1 += usize::from(one.is_version());
    }
    if !originals.is_empty() {
        for (rank, one, _) in all.iter_mut().filter(|(_, one, _)| !one.copy) {
            if let Some((started, versions)) = originals.get_mut(&one.found.id) {
                one.versions += *versions;
                *started = rank.0;
            }
        }
        // A copy may be unreadable, or have been begun at another time: it still follows its original.
        for (rank, one, _) in all.iter_mut().filter(|(_, one, _)| one.copy) {
            rank.0 = originals.get(&one.found.id).map_or(rank.0, |(started, _)| *started);
        }
    }
    all.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    all
}

impl Month {
    /// Names a month's folder.
    pub(super) fn at(path: PathBuf) -> Self {
        Self { path, name: Default::default() }
    }

    /// Reads what stands at the top of each entry.
    fn listed(&self, seal: &Seal) -> Vec<(Rank, Listed)> {
        let read = self.entries().into_iter().map(|entry| (entry.read(seal).0, ())).collect();
        arranged(read).into_iter().map(|(rank, listed, ())| (rank, listed)).collect()
    }

    /// Finds the files of reflections, and those of which only a leftover remains. Opens none. Where an entry stands
    /// both sealed and plain, the plain one counts as a copy.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let (mut all, mut left): (Vec<Entry>, Vec<Found>) = (Vec::new(), Vec::new());
        for file in fs::read_dir(&self.path).into_iter().flatten().flatten() {
            let name = file.file_name();
            let Some(name) = name.to_str().and_then(names::parse) else { continue };
            if name.sort == Sort::Leftover {
                let path = self.path.join(format!("{}{}", name.stem, names::ending(name.sealed)));
                left.push(Found { id: name.id, path });
                continue;
            }
            let found = Found { id: name.id, path: file.path() };
            all.push(Entry { found, copy: name.sort == Sort::Copy, left: false });
        }
        for found in left {
            match all.iter_mut().find(|entry| entry.found.path == found.path) {
                Some(entry) => entry.left = true,
                None => all.push(Entry { found, copy: false, left: true }),
            }
        }
        let sealed: HashSet<String> =
            all.iter().filter(|one| !one.copy && one.sealed()).map(|one| one.stem().to_owned()).collect();
        for entry in all.iter_mut().filter(|one| !sealed.is_empty() && !one.copy && !one.sealed()) {
            entry.copy = sealed.contains(entry.stem());
        }
        all
    }

    /// Returns when a name in it was last made, moved or removed.
    pub(super) fn touched(&self) -> SystemTime {
        touched(&self.path)
    }
}

impl Listed {
    /// Returns the day it was begun; of a damaged one, the day in the name of its file.
    pub fn begun(&self) -> Option<Day> {
        match &self.entry {
            Ok(top) => Some(top.started.day()),
            Err(_) => self.found.path.file_name()?.to_str()?.get(..10)?.parse().ok(),
        }
    }

    /// Returns its place in a list.
    pub(super) fn rank(&self) -> Rank {
        let midnight = |day: Day| format!("{day}T00:00:00Z").parse::<Moment>().map_or(0, Moment::seconds);
        let started = match &self.entry {
            Ok(top) => top.started.seconds(),
            Err(_) => self.begun().map_or(0, midnight),
        };
        (Reverse(started), self.found.id, self.copy, self.found.path.clone())
    }

    /// Tells whether there is another version to put beside it.
    pub fn has_versions(&self) -> bool {
        self.versions > 0 || self.is_version() && self.entry.is_ok()
    }

    /// Tells whether it is another version of its original: what was set aside because it was damaged is none, if it
    /// cannot be read.
    pub fn is_version(&self) -> bool {
        self.copy && (self.entry.is_ok() || self.copied != Some(Copied::Damaged))
    }
}

impl Entry {
    /// Returns the entry that was listed, beside which nothing was left.
    pub(super) fn of(listed: &Listed) -> Self {
        Self { found: listed.found.clone(), copy: listed.copy, left: false }
    }

    /// Returns the day and the id in its name.
    fn stem(&self) -> &str {
        let name = self.found.path.file_name().and_then(OsStr::to_str);
        name.and_then(names::parse).map_or("", |name| name.stem)
    }

    fn sealed(&self) -> bool {
        names::is_sealed(&self.found.path)
    }

    /// Reads it, once: what stands at its top, what the file was like, and all of it if it can be read.
    pub(super) fn read(self, seal: &Seal) -> (Listed, Option<Print>, Option<Reflection>) {
        let (print, read) = read(&self.found.path, self.left, seal);
        let torn = matches!(read, Ok((_, true)));
        let copied = self.copy.then(|| copies::made_by(&self.found.path));
        let versions = usize::from(torn && !self.copy);
        let (entry, whole) = match read {
            Ok((reflection, _)) => (Ok(Header::of(&reflection)), Some(reflection)),
            Err(trouble) => (Err(trouble), None),
        };
        (Listed { found: self.found, entry, copy: self.copy, copied, versions }, print, whole)
    }
}

/// Reads what stands at the top of an entry; `left` if something stands beside it.
pub(super) fn header(path: &Path, left: bool, seal: &Seal) -> Result<Header, Trouble> {
    read(path, left, seal).1.map(|(reflection, _)| Header::of(&reflection))
}

/// Reads what stands at the top of an entry that is as onward left it, and no more of it; another one as a whole. None if it
/// cannot be read.
pub(super) fn top(path: &Path, seal: &Seal) -> Option<Header> {
    let (_, bytes) = files::read(path).ok()?;
    let text = seal.open(bytes).ok()?;
    let whole = format::check(&text) == Check::Whole;
    match whole.then(|| format::read_top(&text)) {
        Some(Ok(top)) => Some(Header::of(&top)),
        _ => header(path, true, seal).ok(),
    }
}

/// Reads an entry, and whether git left two versions in it; and what its file was like, if nothing stands beside it.
fn read(path: &Path, left: bool, seal: &Seal) -> (Option<Print>, Result<(Reflection, bool), Trouble>) {
    let mut print = None;
    if !left {
        let (meta, bytes) = match files::read(path) {
            Ok(read) => read,
            Err(error) => return (Print::at(path), Err(Bad::Io(error).told(path))),
        };
        print = Some(Print::of(&meta));
        if let Ok(text) = seal.open(bytes)
            && let Ok(read) = format::read(&text)
        {
            return (print, Ok((read.reflection, false)));
        }
    }
    let survey = survey::survey(&Paths::of(path), seal);
    let torn = matches!(survey.state, State::Torn(_));
    (print, survey.reflection.map(|reflection| (reflection, torn)).map_err(|bad| bad.told(path)))
}

/// Returns when a file or folder was last changed; long ago if that cannot be told.
pub(super) fn touched(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Returns the folders in a folder, with their names; hidden ones are no part of the journal.
fn folders(path: &Path) -> Vec<(OsString, PathBuf)> {
    let all = fs::read_dir(path).into_iter().flatten().flatten();
    let seen = all.filter(|one| !one.file_name().as_encoded_bytes().starts_with(b"."));
    let folders = seen.filter(|one| one.file_type().is_ok_and(|sort| sort.is_dir() || sort.is_symlink()));
    folders.map(|one| (one.file_name(), one.path())).collect()
}
