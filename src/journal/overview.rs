//! What is known of all entries at once: what stands at their tops, and their words. It is kept in the cache and read anew
//! where a folder or a file has changed since. It changes no entry.
//!
//! A folder is touched whenever a name in it comes, goes or is exchanged, as every save does; what another editor writes
//! into a file itself is found by looking at each file. What was changed within the last moments is read once more the
//! next time, since a clock may not tell a later change from it.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::list::{self, Entry, Month};
use super::{Catalogue, Filter, Found, Journal, Listed, survey};
use crate::moment::{Moment, uptime};
use crate::reflection::Reflection;
use crate::search::{Builder, Index, Query, Weight};

/// Within how many seconds of a look a change counts as too fresh to be told from a later one: the coarsest clock of a
/// file system.
const FRESH: i64 = 2;

/// So many entries that are not in the cached index are read each time rather than written into it.
const FEW: usize = 64;

/// How many entries are indexed at a time.
const CHUNK: usize = 1024;

/// What is known of all entries at once.
#[derive(Debug)]
pub struct Overview {
    pub(super) journal: Journal,
    pub(super) months: Vec<Known>,
    /// The index that is cached, and those of what was read since.
    pub(super) parts: Vec<Index>,
    /// What tells the cached index from another.
    pub(super) number: u64,
    /// Where each entry stands in the index, in the order of the list; none when that has to be found out anew.
    order: Option<Vec<Option<Doc>>>,
    /// Whether the cache does not know all that is known here.
    pub(super) changed: bool,
    /// How often something in the list was found to have changed.
    changes: u64,
    /// Within how many seconds a change is too fresh.
    pub(super) fresh: i64,
}

/// What is known of a month's folder.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) path: PathBuf,
    pub(super) name: (OsString, OsString),
    /// What the folder was like; none if it has to be looked into again.
    pub(super) print: Option<Print>,
    pub(super) rows: Arc<Vec<Listed>>,
    /// Of each row, its file.
    pub(super) files: Vec<Kept>,
}

/// What is known of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// What it was like; none if it has to be read again.
    pub(super) print: Option<Print>,
    pub(super) doc: Option<Doc>,
    /// Whether git left two versions in it.
    pub(super) torn: bool,
    /// Whether its words could not be read.
    pub(super) unread: bool,
}

/// Where the words of an entry are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Doc {
    pub(super) part: usize,
    pub(super) number: u32,
}

/// What the system says of a file, as far as it changes whenever somebody changes the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Print {
    inode: u64,
    size: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

impl Print {
    fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        let (written, changed) = ((meta.mtime(), meta.mtime_nsec()), (meta.ctime(), meta.ctime_nsec()));
        Some(Self { inode: meta.ino(), size: meta.size(), written, changed })
    }

    /// Returns it if it is from before that second: one from later may not be told from the next.
    fn settled(self, before: i64) -> Option<Self> {
        (self.written.0.max(self.changed.0) < before).then_some(self)
    }
}

/// How closely to look for what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// At the folders of the months.
    Folders,
    /// At each file.
    Files,
}

/// A look at the months, one after the other.
#[derive(Debug)]
pub struct Round {
    look: Look,
    next: usize,
}

/// Some entries whose words are to be read.
#[derive(Debug)]
pub struct Chunk(Vec<(Arc<Vec<Listed>>, usize)>);

/// What came of it.
#[derive(Debug)]
pub struct Indexed {
    chunk: Chunk,
    index: Index,
    /// The number of each in the index; none if it could not be read.
    docs: Vec<Option<u32>>,
}

/// What was found, the best first.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// The numbers in the list.
    pub rows: Vec<usize>,
    /// How many could not be looked into, because they cannot be read.
    pub unread: usize,
}

impl Journal {
    /// Takes what the cache knows of all entries. It may be nothing, and it may be old: a look tells.
    pub fn overview(&self) -> Overview {
        let mut overview = Overview {
            journal: self.twin(),
            months: Vec::new(),
            parts: vec![Builder::new().finish()],
            number: 0,
            order: None,
            changed: false,
            changes: 0,
            fresh: FRESH,
        };
        overview.take_cached();
        overview
    }
}

impl Overview {
    /// Begins to look at the folders of the months, or at each file.
    pub fn begin(&mut self, look: Look) -> Round {
        let mut known: HashMap<PathBuf, Known> =
            self.months.drain(..).map(|month| (month.path.clone(), month)).collect();
        let before = known.len();
        let new =
            |Month { path, name }| Known { path, name, print: None, rows: Arc::default(), files: Vec::new() };
        let months = self.journal.months().into_iter();
        self.months = months.map(|month| known.remove(&month.path).unwrap_or_else(|| new(month))).collect();
        if !known.is_empty() || self.months.len() != before {
            (self.changed, self.order) = (true, None);
            self.changes += 1;
        }
        Round { look, next: 0 }
    }

    /// Goes on looking for about this long. Returns whether all was looked at.
    pub fn go_on(&mut self, round: &mut Round, about: Duration) -> bool {
        let end = uptime() + about;
        while round.next < self.months.len() {
            self.look_at(round.next, round.look);
            round.next += 1;
            if uptime() >= end {
                break;
            }
        }
        round.next >= self.months.len()
    }

    /// Looks at all of them.
    pub fn look(&mut self, look: Look) {
        let mut round = self.begin(look);
        while !self.go_on(&mut round, Duration::from_secs(1)) {}
    }

    fn look_at(&mut self, at: usize, look: Look) {
        let before = Moment::now().seconds() - self.fresh;
        let month = &mut self.months[at];
        let print = Print::of(&month.path);
        if print.is_some() && print == month.print && (look == Look::Folders || month.is_as_it_was()) {
            return;
        }
        let (rows, was) = (Arc::clone(&month.rows), std::mem::take(&mut month.files));
        let sure = month.read(&self.journal, &was, before);
        month.print = print.and_then(|print| print.settled(before)).filter(|_| sure);
        let same = month.files.iter().map(|file| file.print).eq(was.iter().map(|file| file.print));
        // Once all is settled the cache is worth writing, even if nothing else changed.
        self.changed |= !same || month.print.is_some();
        self.changes += u64::from(month.rows != rows);
        self.order = None;
    }

    /// Returns how often something in the list was found to have changed.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Returns how many of the months were looked at, and how many there are.
    pub fn looked(&self, round: &Round) -> (usize, usize) {
        (round.next, self.months.len())
    }

    /// Returns the list as it is known.
    pub fn catalogue(&self) -> Catalogue {
        let some = self.months.iter().filter(|month| !month.rows.is_empty());
        Catalogue::of(some.map(|month| Arc::clone(&month.rows)).collect())
    }

    /// Returns how many entries are known, and of how many of them the words.
    pub fn counts(&self) -> (usize, usize) {
        let files = || self.months.iter().flat_map(|month| &month.files);
        let known = files().filter(|file| file.doc.is_some() || file.unread).count();
        (files().count(), known)
    }

    /// Returns the entries whose words are not known, in chunks, the newest first.
    pub fn unindexed(&self) -> Vec<Chunk> {
        let mut all = Vec::new();
        for month in &self.months {
            for (row, file) in month.files.iter().enumerate() {
                if file.doc.is_none() && !file.unread {
                    all.push((Arc::clone(&month.rows), row));
                }
            }
        }
        let mut chunks = Vec::with_capacity(all.len() / CHUNK + 1);
        let mut all = all.into_iter().peekable();
        while all.peek().is_some() {
            chunks.push(Chunk(all.by_ref().take(CHUNK).collect()));
        }
        chunks
    }

    /// Takes in words that were read. Those of entries that have changed meanwhile are left to be read again.
    pub fn take(&mut self, indexed: Indexed) {
        let part = self.parts.len();
        self.parts.push(indexed.index);
        self.order = None;
        let place: HashMap<*const Vec<Listed>, usize> =
            self.months.iter().enumerate().map(|(n, month)| (Arc::as_ptr(&month.rows), n)).collect();
        for ((rows, row), number) in indexed.chunk.0.iter().zip(indexed.docs) {
            if let Some(&month) = place.get(&Arc::as_ptr(rows)) {
                let file = &mut self.months[month].files[*row];
                (file.doc, file.unread) = (number.map(|number| Doc { part, number }), number.is_none());
            }
        }
    }

    /// Reads the words of all entries that are not known yet, in as many threads as there are processors.
    pub fn index(&mut self) {
        let chunks = std::sync::Mutex::new(self.unindexed().into_iter());
        let journal = &self.journal;
        let next = || chunks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
        let read = |chunk: Chunk| chunk.index(journal, &|| true);
        let work = || std::iter::from_fn(next).filter_map(read).collect::<Vec<_>>();
        let all: Vec<Indexed> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads()).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            all.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
            all
        });
        all.into_iter().for_each(|indexed| self.take(indexed));
        self.merge();
    }

    /// Makes one index of all, where enough has come or gone.
    pub fn merge(&mut self) {
        // Without the index that was kept, what it holds is not known.
        let docs: Vec<u32> = self.parts.iter().map(Index::docs).collect();
        for file in self.months.iter_mut().flat_map(|month| &mut month.files) {
            file.doc = file.doc.filter(|doc| doc.number < docs[doc.part]);
        }
        let mut wanted: Vec<Vec<Option<u32>>> =
            self.parts.iter().map(|part| vec![None; part.docs() as usize]).collect();
        for doc in self.months.iter().flat_map(|month| &month.files).filter_map(|file| file.doc) {
            wanted[doc.part][doc.number as usize] = Some(0);
        }
        let cached = wanted[0].iter().flatten().count();
        let more: usize = wanted[1..].iter().map(|part| part.iter().flatten().count()).sum();
        let gone = wanted[0].len() - cached;
        let few = more <= FEW && gone <= FEW + cached / 4 && (cached > 0 || more == 0);
        if few {
            return;
        }
        for (doc, number) in wanted.iter_mut().flatten().filter(|doc| doc.is_some()).zip(0..) {
            *doc = Some(number);
        }
        let parts: Vec<&Index> = self.parts.iter().collect();
        let merged = Index::merged(&parts, |part, doc| wanted[part][doc as usize].is_some());
        for file in self.months.iter_mut().flat_map(|month| &mut month.files) {
            let number = file.doc.and_then(|doc| wanted[doc.part][doc.number as usize]);
            file.doc = number.map(|number| Doc { part: 0, number });
        }
        (self.parts, self.number, self.order, self.changed) = (vec![merged], fastrand::u64(1..), None, true);
        self.put_words();
    }

    /// Finds what has all the words, among what a filter lets through: where it stands first of all, and then the newest.
    pub fn find(&mut self, query: &Query, filter: &Filter) -> Ranked {
        if query.is_empty() {
            return Ranked::default();
        }
        let weights: Vec<Vec<Weight>> = self.parts.iter().map(|part| part.weigh(query)).collect();
        let months = &self.months;
        let order = self.order.get_or_insert_with(|| {
            months.iter().flat_map(|month| month.files.iter().map(|file| file.doc)).collect()
        });
        let weigh = |doc: &Option<Doc>| {
            doc.map_or(0, |doc| weights[doc.part].get(doc.number as usize).copied().unwrap_or(0))
        };
        let mut buckets: Vec<Vec<usize>> = vec![Vec::new(); usize::from(Weight::MAX) + 1];
        for (row, doc) in order.iter().enumerate() {
            let weight = weigh(doc);
            if weight > 0 {
                buckets[usize::from(weight)].push(row);
            }
        }
        let list = self.catalogue();
        let mut rows: Vec<usize> = buckets.into_iter().rev().flatten().collect();
        if !filter.is_empty() {
            rows.retain(|&row| list.get(row).is_some_and(|listed| filter.lets(listed)));
        }
        let unread = months.iter().flat_map(|month| &month.files).filter(|file| file.unread).count();
        Ranked { rows, unread }
    }

    /// Reads an entry of the list, as it is now.
    pub fn read(&self, found: &Found) -> Option<Reflection> {
        whole(&self.journal, found)
    }

    /// Writes what the cache does not know into it.
    pub fn keep(&mut self) {
        if self.changed && self.put_list().is_ok() {
            self.changed = false;
        }
    }
}

/// Returns how many threads read at a time.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get().min(4))
}

impl Known {
    /// Tells whether each of its files is as it was.
    fn is_as_it_was(&self) -> bool {
        let same = |(listed, file): (&Listed, &Kept)| {
            file.print.is_some() && Print::of(&listed.found.path) == file.print
        };
        self.rows.iter().zip(&self.files).all(same)
    }

    /// Looks into the folder, and reads what is new in it or has changed. What was touched before that second is settled;
    /// returns whether all of it is.
    fn read(&mut self, journal: &Journal, was: &[Kept], before: i64) -> bool {
        let known: HashMap<&OsStr, usize> = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(n, row)| Some((row.found.path.file_name()?, n)))
            .collect();
        let mut sure = true;
        let mut all = Vec::new();
        for entry in Month::at(self.path.clone()).entries() {
            let print = Print::of(&entry.found.path);
            let same = entry.found.path.file_name().and_then(|name| known.get(name)).copied();
            let same = same.filter(|&n| print.is_some() && was[n].print == print && !entry.left);
            let (listed, file) = match same {
                Some(n) => (self.again(n, was[n].torn, entry), was[n].clone()),
                None => {
                    let print = print.filter(|_| !entry.left).and_then(|print| print.settled(before));
                    let listed = entry.read(&journal.seal);
                    let torn = listed.versions > 0;
                    (listed, Kept { print, torn, ..Kept::default() })
                }
            };
            sure &= file.print.is_some();
            all.push((listed, file));
        }
        let all = list::arranged(all);
        let (rows, files) = all.into_iter().map(|(_, listed, file)| (listed, file)).unzip();
        (self.rows, self.files) = (Arc::new(rows), files);
        sure
    }

    /// Returns a row as it was, without what depends on the others.
    fn again(&self, n: usize, torn: bool, entry: Entry) -> Listed {
        Listed { copy: entry.copy, versions: usize::from(torn), ..self.rows[n].clone() }
    }
}

impl Chunk {
    /// Reads the words of its entries, as long as `go_on` tells to; none if it told to stop.
    pub fn index(self, journal: &Journal, go_on: &dyn Fn() -> bool) -> Option<Indexed> {
        let mut builder = Builder::new();
        let mut docs = Vec::with_capacity(self.0.len());
        for (rows, row) in &self.0 {
            if !go_on() {
                return None;
            }
            docs.push(whole(journal, &rows[*row].found).map(|reflection| builder.add(&reflection)));
        }
        Some(Indexed { chunk: self, index: builder.finish(), docs })
    }
}

/// Reads a reflection as it is shown; none if it cannot be read.
fn whole(journal: &Journal, found: &Found) -> Option<Reflection> {
    survey::survey(&super::Paths::of(&found.path), &journal.seal).reflection.ok()
}
