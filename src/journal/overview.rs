//! What is known of all entries at once: what stands at their tops, and their words. It is kept in the cache and read anew
//! where a folder or a file has changed since. It opens no entry itself, and changes none.
//!
//! A folder is touched whenever a name in it comes, goes or is exchanged, as every save does; what another editor writes
//! into a file itself is found by looking at each file. What was changed within the last moments is read once more the
//! next time, since a clock may not tell a later change from it.

use std::collections::{HashMap, VecDeque};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::files::Print;
use super::list::{self, Entry, Month};
use super::overview_kept::Rest;
use super::overview_read::{Chunk, Gathered, Job};
use super::overview_words::Through;
use super::{Catalogue, Found, Journal, Listed};
use crate::moment::{Moment, uptime};
use crate::reflection::Reflection;
use crate::search::{Builder, Index};

/// Within how many seconds of a look a change counts as too fresh to be told from a later one: the coarsest clock of a
/// file system.
const FRESH: i64 = 2;

/// What is known of all entries at once.
#[derive(Debug)]
pub struct Overview {
    pub(super) journal: Journal,
    pub(super) months: Vec<Known>,
    /// What the cache knows and was not taken yet: all but the newest.
    pub(super) rest: Option<Rest>,
    /// The index that is cached, and those of what was read since.
    pub(super) parts: Vec<Arc<Index>>,
    /// Whether the cached index was taken.
    pub(super) words: bool,
    /// What tells the cached index from another.
    pub(super) number: u64,
    /// Where each entry stands in the index, in the order of the list; none when that has to be found out anew.
    pub(super) order: Option<Vec<Option<Doc>>>,
    /// Which entries the filter of the last search lets through; none when that has to be found out anew.
    pub(super) through: Option<Through>,
    /// Whether the cache does not know all that is known here, and whether it has another index.
    pub(super) changed: bool,
    pub(super) new_words: bool,
    /// The entries that are to be read.
    waiting: VecDeque<Job>,
    /// How many chunks of them are being read.
    away: usize,
    /// Tells what is being read of a month from what was to be read of it before.
    next: u64,
    /// How often something was found to have changed.
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
    /// Whether the last look has been into it, and what it found is read.
    pub(super) looked: bool,
    pub(super) rows: Arc<Vec<Listed>>,
    /// Of each row, its file.
    pub(super) files: Vec<Kept>,
    /// What its rows become, once all of it has been read. Until then they stay as they were.
    pub(super) coming: Option<Coming>,
}

/// What the rows of a month become.
#[derive(Debug)]
pub(super) struct Coming {
    number: u64,
    /// What the folder was like when it was looked into; and only what was there before this second is sure to be all.
    seen: Option<Print>,
    before: i64,
    pub(super) all: Vec<(Listed, Kept)>,
    /// How many entries are not read yet.
    left: usize,
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

impl Journal {
    /// Takes what the cache knows of the newest entries, and of all once they are looked at. It may be nothing, and it may
    /// be old: a look tells.
    pub fn overview(&self) -> Overview {
        let mut overview = Overview {
            journal: self.twin(),
            months: Vec::new(),
            rest: None,
            parts: vec![Arc::new(Builder::new().finish())],
            words: false,
            number: 0,
            order: None,
            through: None,
            changed: false,
            new_words: false,
            waiting: VecDeque::new(),
            away: 0,
            next: 0,
            changes: 0,
            fresh: FRESH,
        };
        overview.take_newest();
        overview
    }
}

impl Overview {
    /// Begins to look at the folders of the months, or at each file.
    pub fn begin(&mut self, look: Look) -> Round {
        self.take_rest();
        let mut known: HashMap<PathBuf, Known> =
            self.months.drain(..).map(|month| (month.path.clone(), month)).collect();
        let before = known.len();
        let months = self.journal.months().into_iter();
        self.months =
            months.map(|month| known.remove(&month.path).unwrap_or_else(|| Known::new(month))).collect();
        self.months.iter_mut().for_each(|month| month.looked = false);
        if !known.is_empty() || self.months.len() != before {
            self.list_changed();
            self.changed = true;
        }
        Round { look, next: 0 }
    }

    /// Goes on looking for about this long: at names and times alone. What is new or has changed is to be read
    /// ([`Overview::chunk`]). Returns whether all was looked at.
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

    fn look_at(&mut self, at: usize, look: Look) {
        let before = self.before();
        let month = &mut self.months[at];
        let print = Print::at(&month.path);
        let seen = |before: Option<Print>| print.is_some() && print == before;
        let being_read = month.coming.as_ref().is_some_and(|coming| seen(coming.seen));
        if look == Look::Folders && being_read
            || seen(month.print) && (look == Look::Folders || month.is_as_it_was())
        {
            month.looked = month.coming.is_none();
            return;
        }
        let (all, new) = month.look();
        self.come(at, (print, before), all, new);
    }

    /// Returns the second before which a change counts as settled.
    fn before(&self) -> i64 {
        Moment::now().seconds() - self.fresh
    }

    /// Has some entries of a month read; the others stay as they are.
    fn come(
        &mut self,
        at: usize,
        (seen, before): (Option<Print>, i64),
        all: Vec<(Listed, Kept)>,
        new: Vec<Entry>,
    ) {
        let month = &mut self.months[at];
        if let Some(earlier) = month.coming.take() {
            self.waiting.retain(|job| job.month != earlier.number);
        }
        self.next += 1;
        let number = self.next;
        month.coming = Some(Coming { number, seen, before, all, left: new.len() });
        self.waiting.extend(new.into_iter().map(|entry| Job { month: number, entry }));
        self.complete(at);
    }

    /// Puts the rows of a month in order, once all of them are there.
    fn complete(&mut self, at: usize) {
        let month = &mut self.months[at];
        let Some(Coming { seen, before, all, .. }) = month.coming.take_if(|coming| coming.left == 0) else {
            return;
        };
        let held = month.held();
        let arranged = list::arranged(all).into_iter();
        let (rows, files): (Vec<_>, Vec<Kept>) = arranged.map(|(_, listed, file)| (listed, file)).unzip();
        let sure = files.iter().all(|file| file.print.is_some());
        month.looked = true;
        month.print = seen.and_then(|seen| seen.settled(before)).filter(|_| sure);
        let same = files.iter().map(|file| file.print).eq(month.files.iter().map(|file| file.print));
        (month.files, self.order) = (files, None);
        // Words may have changed where no row did.
        let other = !same || *month.rows != rows;
        if other {
            month.rows = Arc::new(rows);
        }
        self.changed |= month.held() != held;
        if other {
            self.list_changed();
        }
    }

    fn list_changed(&mut self) {
        (self.order, self.through) = (None, None);
        self.changes += 1;
    }

    /// Hands out entries that are to be read, the newest first; none when there is none left.
    pub fn chunk(&mut self, most: usize) -> Option<Chunk> {
        let jobs: Vec<Job> = self.waiting.drain(..most.min(self.waiting.len())).collect();
        if jobs.is_empty() {
            return None;
        }
        self.away += 1;
        Some(Chunk { jobs, fresh: self.fresh })
    }

    /// Takes in what was read; none if it was not, because nobody waits for it any more. What has changed meanwhile is
    /// to be read again.
    pub fn take(&mut self, gathered: Option<Gathered>) {
        self.away = self.away.saturating_sub(1);
        let Some(gathered) = gathered else { return };
        let part = self.parts.len();
        self.parts.push(Arc::new(gathered.index));
        let coming = |(at, month): (usize, &Known)| Some((month.coming.as_ref()?.number, at));
        let places: HashMap<u64, usize> = self.months.iter().enumerate().filter_map(coming).collect();
        for entry in gathered.entries {
            let Some(&at) = places.get(&entry.month) else { continue };
            let file = Kept {
                print: entry.print,
                doc: entry.doc.map(|number| Doc { part, number }),
                torn: entry.listed.versions > 0,
                unread: entry.doc.is_none(),
            };
            if let Some(coming) = &mut self.months[at].coming {
                coming.all.push((entry.listed, file));
                coming.left -= 1;
            }
            self.complete(at);
        }
    }

    /// Lets go of what is still to be read: the next look begins with it anew.
    pub fn give_up(&mut self) {
        self.waiting.clear();
        self.away = 0;
        self.months.iter_mut().for_each(|month| month.coming = None);
    }

    /// Tells whether entries are being read, or are to be.
    pub fn is_reading(&self) -> bool {
        self.away > 0 || !self.waiting.is_empty()
    }

    /// Has the words read of all entries of which only the tops are known.
    pub fn want_words(&mut self) {
        self.take_words();
        for at in 0..self.months.len() {
            let month = &self.months[at];
            if month.coming.is_some() || month.files.iter().all(Kept::has_words) {
                continue;
            }
            let (mut all, mut new) = (Vec::new(), Vec::new());
            for (listed, file) in month.rows.iter().zip(&month.files) {
                match file.has_words() {
                    true => all.push((month.again(listed, file), file.clone())),
                    false => new.push(Entry::of(listed)),
                }
            }
            self.come(at, (self.months[at].print, self.before()), all, new);
        }
    }

    /// Returns how often something was found to have changed.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Returns the list as it is known.
    pub fn catalogue(&self) -> Catalogue {
        let some = self.months.iter().filter(|month| !month.rows.is_empty());
        Catalogue::of(some.map(|month| Arc::clone(&month.rows)).collect())
    }

    /// Tells whether the newest month with something in it has been read: what comes after it stands below it.
    pub fn has_newest(&self) -> bool {
        let mut months = self.months.iter().skip_while(|month| month.looked && month.rows.is_empty());
        months.next().is_some_and(|month| month.coming.is_none() && !month.rows.is_empty())
    }

    /// Returns how many entries are known to be there, and how many of them are read, or need not be.
    pub fn counts(&self) -> (usize, usize) {
        let rest = self.rest.as_ref().map_or(0, Rest::len);
        let here: usize = self.months.iter().map(Known::len).sum();
        (here + rest, here - self.months.iter().map(Known::left).sum::<usize>())
    }

    /// Returns of how many entries the words are known, or cannot be.
    pub fn known_words(&self) -> usize {
        let known = |month: &Known| match &month.coming {
            Some(coming) => coming.all.iter().filter(|(_, file)| file.has_words()).count(),
            None => month.files.iter().filter(|file| file.has_words()).count(),
        };
        self.months.iter().map(known).sum()
    }

    /// Goes through all that is known of files.
    pub(super) fn files_mut(&mut self) -> impl Iterator<Item = &mut Kept> {
        self.months.iter_mut().flat_map(|month| {
            let coming = month.coming.iter_mut().flat_map(|coming| &mut coming.all);
            month.files.iter_mut().chain(coming.map(|(_, file)| file))
        })
    }

    /// Reads an entry of the list, as it is now.
    pub fn read(&self, found: &Found) -> Option<Reflection> {
        self.journal.peek(found)
    }

    /// Writes what the cache does not know into it, unless something is still being read.
    pub fn keep(&mut self) {
        if self.is_reading() {
            return;
        }
        self.merge();
        if let Some(pack) = self.pack() {
            self.packed(pack.put());
        }
    }
}

impl Known {
    fn new(Month { path, name }: Month) -> Self {
        let (rows, files) = (Arc::default(), Vec::new());
        Self { path, name, print: None, looked: false, rows, files, coming: None }
    }

    /// Returns what is known of it for sure.
    pub(super) fn settled(&self) -> Self {
        let (path, name) = (self.path.clone(), self.name.clone());
        let (rows, files) = (Arc::clone(&self.rows), self.files.clone());
        Self { path, name, print: self.print, looked: self.looked, rows, files, coming: None }
    }

    /// Returns what the cache would hold of it, as far as it tells one state from another: what the folder was like, if
    /// all in it is known for sure, and each file.
    fn held(&self) -> (Option<Print>, Vec<Print>) {
        let known = self.rows.iter().zip(&self.files).filter(|(row, _)| row.entry.is_ok());
        let held: Vec<Print> = known.filter_map(|(_, file)| file.print).collect();
        (self.print.filter(|_| held.len() == self.files.len()), held)
    }

    /// Returns how many entries are in it.
    fn len(&self) -> usize {
        self.coming.as_ref().map_or(self.files.len(), |coming| coming.all.len() + coming.left)
    }

    /// Returns how many of them are still to be read.
    fn left(&self) -> usize {
        self.coming.as_ref().map_or(0, |coming| coming.left)
    }

    /// Tells whether each of its files is as it was.
    fn is_as_it_was(&self) -> bool {
        let same = |(listed, file): (&Listed, &Kept)| {
            file.print.is_some() && Print::at(&listed.found.path) == file.print
        };
        self.rows.iter().zip(&self.files).all(same)
    }

    /// Looks into the folder. Returns what is as it was, and what is new in it or has changed.
    fn look(&self) -> (Vec<(Listed, Kept)>, Vec<Entry>) {
        let named = |(n, row): (usize, &Listed)| Some((row.found.path.file_name()?.to_owned(), n));
        let known: HashMap<OsString, usize> = self.rows.iter().enumerate().filter_map(named).collect();
        let (mut all, mut new) = (Vec::new(), Vec::new());
        for entry in Month::at(self.path.clone()).entries() {
            let name = entry.found.path.file_name();
            let before =
                name.and_then(|name: &OsStr| known.get(name)).map(|&n| (&self.rows[n], &self.files[n]));
            // One that became a copy, or an original, says other things of itself.
            let same = before.filter(|(row, file)| {
                let still = row.copy == entry.copy && !entry.left && file.print.is_some();
                still && Print::at(&entry.found.path) == file.print
            });
            match same {
                Some((row, file)) => all.push((self.again(row, file), file.clone())),
                None => new.push(entry),
            }
        }
        (all, new)
    }

    /// Returns a row as it was, without what depends on the others.
    fn again(&self, row: &Listed, file: &Kept) -> Listed {
        Listed { versions: usize::from(file.torn), ..row.clone() }
    }
}

impl Kept {
    /// Tells whether its words are known, or cannot be.
    fn has_words(&self) -> bool {
        self.doc.is_some() || self.unread
    }
}
