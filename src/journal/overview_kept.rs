//! How what is known of all entries is kept in the cache: the newest first, so that they are there at once. It knows no
//! entry's file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::cache::{Cached, Parts};
use super::files::Print;
use super::overview::{Doc, Kept, Known, Overview};
use super::{Found, Header, Journal, Listed, copies, names};
use crate::moment::Moment;
use crate::reflection::Status;
use crate::search::Index;

/// As many entries as stand in the first part, about: some windows full.
const NEWEST: usize = 256;

/// As many as stand in each part after it: so that never all of them lie in memory twice.
const SOME: usize = 4096;

/// The first part of the list.
#[derive(Debug, Serialize, Deserialize)]
struct Newest<'a> {
    /// The index it belongs to.
    number: u64,
    /// What many entries have in common.
    #[serde(borrow)]
    shared: Vec<&'a str>,
    #[serde(borrow)]
    months: Vec<Month<'a>>,
    /// How many entries stand in the other parts.
    rest: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Month<'a> {
    year: &'a str,
    month: &'a str,
    print: Option<Print>,
    #[serde(borrow)]
    rows: Vec<Row<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Row<'a> {
    name: &'a str,
    print: Print,
    title: &'a str,
    /// The guide, its title, the perspective and the stage, among what is shared.
    shared: [u32; 4],
    finished: bool,
    started: (i64, i32),
    updated: (i64, i32),
    copy: bool,
    versions: u32,
    torn: bool,
    doc: Option<u32>,
}

/// The other parts of the list, not taken yet.
pub(super) struct Rest {
    parts: Parts,
    shared: Vec<Arc<str>>,
    len: usize,
}

impl Rest {
    /// Returns how many entries stand in it.
    pub(super) fn len(&self) -> usize {
        self.len
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").field("len", &self.len).finish_non_exhaustive()
    }
}

impl Overview {
    /// Takes what the cache has of the newest entries.
    pub(super) fn take_newest(&mut self) {
        self.journal.forget_other_cached();
        let Some(mut parts) = self.journal.cached(Cached::List) else { return };
        let Some(bytes) = parts.next() else { return };
        let Ok(newest) = postcard::from_bytes::<Newest<'_>>(&bytes) else { return };
        self.number = newest.number;
        let shared: Vec<Arc<str>> = newest.shared.iter().map(|&text| text.into()).collect();
        self.take_months(&newest.months, &shared);
        let len = newest.rest as usize;
        self.rest = (len > 0).then_some(Rest { parts, shared, len });
    }

    /// Takes what it has of the others.
    pub fn take_rest(&mut self) {
        let Some(Rest { parts, shared, .. }) = self.rest.take() else { return };
        for bytes in parts {
            let Ok(months) = postcard::from_bytes::<Vec<Month<'_>>>(&bytes) else { break };
            self.take_months(&months, &shared);
        }
        (self.order, self.through) = (None, None);
    }

    fn take_months(&mut self, months: &[Month<'_>], shared: &[Arc<str>]) {
        let top = self.journal.reflections();
        self.months.extend(months.iter().filter_map(|month| month.known(&top, shared)));
    }

    /// Takes the index that the list belongs to. Until then nothing is found in what it holds; without it, what it held
    /// has to be read again.
    pub fn take_words(&mut self) {
        if std::mem::replace(&mut self.words, true) {
            return;
        }
        self.take_rest();
        let listed: usize = self.months.iter().map(|month| month.files.len()).sum();
        let number = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).ok();
        let index = self.journal.cached(Cached::Words).and_then(|mut parts| {
            let [of, docs] = [parts.next()?, parts.next()?];
            if number(&of)? != self.number {
                return None;
            }
            let [words, lists] = [parts.next()?, parts.next()?];
            let docs = u32::try_from(number(&docs)?).ok()?;
            // Each of them takes memory with each search. One that is not listed any more has words.
            let believed = docs as usize <= listed.saturating_add(lists.len());
            if believed { Index::from_parts(docs, words, lists) } else { None }
        });
        let docs = index.as_ref().map_or(0, Index::docs);
        self.files_mut().for_each(|file| file.doc = file.doc.filter(|doc| doc.part > 0 || doc.number < docs));
        self.order = None;
        if let Some(index) = index {
            self.parts[0] = Arc::new(index);
        }
    }

    /// Copies what the cache does not know, to be written whatever goes on meanwhile; none if it knows all.
    pub fn pack(&mut self) -> Option<Pack> {
        if !std::mem::take(&mut self.changed) {
            return None;
        }
        let words = std::mem::take(&mut self.new_words).then(|| Arc::clone(&self.parts[0]));
        let months = self.months.iter().map(Known::settled).collect();
        Some(Pack { journal: self.journal.twin(), number: self.number, months, words })
    }

    /// Hears whether it was written; if it was not, it is to be written another time.
    pub fn packed(&mut self, written: Packed) {
        self.changed |= !written.list || !written.words;
        self.new_words |= !written.words;
    }
}

/// What the cache does not know yet.
#[derive(Debug)]
pub struct Pack {
    journal: Journal,
    number: u64,
    months: Vec<Known>,
    words: Option<Arc<Index>>,
}

/// What of it was written.
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    list: bool,
    words: bool,
}

impl Pack {
    /// Writes it. What could not be written is read again the next time.
    pub fn put(&self) -> Packed {
        let words = self.words.as_ref().is_none_or(|words| self.put_words(words).is_ok());
        Packed { list: self.put_list().is_ok(), words }
    }

    fn put_words(&self, index: &Index) -> io::Result<()> {
        let (docs, words, lists) = index.parts();
        let (number, docs) = (self.number.to_le_bytes(), u64::from(docs).to_le_bytes());
        let parts: [&[u8]; 4] = [&number, &docs, words, lists];
        self.journal.put_cached(Cached::Words, parts.into_iter())
    }

    /// Writes the list, without what has to be read again in any case.
    fn put_list(&self) -> io::Result<()> {
        let shared = Shared::of(&self.months);
        let (newest, rest) = self.months.split_at(upto(&self.months, NEWEST));
        let len = rest.iter().map(|month| month.rows.len()).sum::<usize>();
        let newest = Newest {
            number: self.number,
            shared: shared.all.clone(),
            months: Month::all_of(newest, &shared),
            rest: u32::try_from(len).map_err(io::Error::other)?,
        };
        let newest = Zeroizing::new(postcard::to_stdvec(&newest).map_err(io::Error::other)?);
        let mut rest = rest;
        let rest = std::iter::from_fn(|| {
            let (some, others) = rest.split_at(upto(rest, SOME));
            rest = others;
            let months = Month::all_of(some, &shared);
            if some.is_empty() { None } else { postcard::to_stdvec(&months).ok().map(Zeroizing::new) }
        });
        self.journal.put_cached(Cached::List, std::iter::once(newest).chain(rest))
    }
}

/// Returns how many months have so many entries together, or some more.
fn upto(months: &[Known], entries: usize) -> usize {
    let mut so_far = 0;
    let fits = |month: &&Known| {
        let before = so_far;
        so_far += month.rows.len();
        before < entries
    };
    months.iter().take_while(fits).count()
}

/// What many entries have in common, each once.
#[derive(Default)]
struct Shared<'a> {
    all: Vec<&'a str>,
    places: HashMap<&'a str, u32>,
}

impl<'a> Shared<'a> {
    fn of(months: &'a [Known]) -> Self {
        let mut shared = Self::default();
        let tops =
            months.iter().flat_map(|month| month.rows.iter()).filter_map(|row| row.entry.as_ref().ok());
        for text in tops.flat_map(shared_in) {
            if let Entry::Vacant(new) = shared.places.entry(text) {
                // More than there is room for would not be found again, and be read anew.
                new.insert(u32::try_from(shared.all.len()).unwrap_or(u32::MAX));
                shared.all.push(text);
            }
        }
        shared
    }
}

/// Returns what an entry may have in common with others: the guide, its title, the perspective and the stage.
fn shared_in(top: &Header) -> [&str; 4] {
    [&top.guide, &top.guide_title, &top.perspective, &top.stage_title]
}

impl<'a> Month<'a> {
    fn all_of(months: &'a [Known], shared: &Shared<'a>) -> Vec<Self> {
        months.iter().filter_map(|month| Self::of(month, shared)).collect()
    }

    fn of(month: &'a Known, shared: &Shared<'a>) -> Option<Self> {
        let rows: Vec<_> = month
            .rows
            .iter()
            .zip(&month.files)
            .filter_map(|(listed, file)| Row::of(listed, file, shared))
            .collect();
        let print = month.print.filter(|_| rows.len() == month.rows.len());
        Some(Self { year: month.name.0.to_str()?, month: month.name.1.to_str()?, print, rows })
    }

    /// Takes it over; none if it names a place that is not in the journal: the pane may open what the list names.
    fn known(&self, top: &Path, shared: &[Arc<str>]) -> Option<Known> {
        if ![self.year, self.month].iter().all(|name| names::leads_down(Path::new(name))) {
            return None;
        }
        let path = top.join(self.year).join(self.month);
        let rows: Option<Vec<_>> = self.rows.iter().map(|row| row.listed(&path, shared)).collect();
        let kept = |row: &Row<'_>| Kept {
            print: Some(row.print),
            doc: row.doc.map(|number| Doc { part: 0, number }),
            torn: row.torn,
            ..Kept::default()
        };
        Some(Known {
            name: (OsString::from(self.year), OsString::from(self.month)),
            print: self.print,
            looked: false,
            rows: Arc::new(rows?),
            files: self.rows.iter().map(kept).collect(),
            coming: None,
            path,
        })
    }
}

impl<'a> Row<'a> {
    fn of(listed: &'a Listed, file: &Kept, shared: &Shared<'a>) -> Option<Self> {
        let top = listed.entry.as_ref().ok()?;
        let when = |moment: Moment| (moment.seconds(), moment.offset());
        Some(Self {
            name: listed.found.path.file_name()?.to_str()?,
            print: file.print?,
            title: &top.title,
            shared: shared_in(top).map(|text| shared.places[text]),
            finished: top.status == Status::Finished,
            started: when(top.started),
            updated: when(top.updated),
            copy: listed.copy,
            versions: u32::try_from(listed.versions).ok()?,
            torn: file.torn,
            doc: file.doc.filter(|doc| doc.part == 0).map(|doc| doc.number),
        })
    }

    fn listed(&self, folder: &Path, shared: &[Arc<str>]) -> Option<Listed> {
        let id = names::parse(self.name).filter(|_| names::leads_down(Path::new(self.name)))?.id;
        let path: PathBuf = folder.join(self.name);
        let text = |n: usize| shared.get(self.shared[n] as usize).cloned();
        let header = Header {
            id,
            title: self.title.to_owned(),
            guide: text(0)?,
            guide_title: text(1)?,
            perspective: text(2)?,
            status: if self.finished { Status::Finished } else { Status::Open },
            started: Moment::at(self.started.0, self.started.1),
            updated: Moment::at(self.updated.0, self.updated.1),
            stage_title: text(3)?,
        };
        let copied = self.copy.then(|| copies::made_by(&path));
        let (copy, versions) = (self.copy, self.versions as usize);
        Some(Listed { found: Found { id, path }, entry: Ok(header), copy, copied, versions })
    }
}
