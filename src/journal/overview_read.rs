//! Reading entries for what is known of all: each is opened once, for its top and its words, by as many threads as there
//! are processors. It knows which ones are to be read, and not why.

use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::files::Print;
use super::list::Entry;
use super::{Journal, Listed, Look, Overview};
use crate::moment::Moment;
use crate::search::{Builder, Index};

/// How many entries are read at a time: few at first, so that something comes soon.
const FIRST: usize = 64;
const MOST: usize = 1024;

/// How long it is looked at names before whether to go on is asked again.
const A_WHILE: Duration = Duration::from_millis(40);

/// An entry that is to be read.
#[derive(Debug)]
pub(super) struct Job {
    /// What is being read of its month.
    pub(super) month: u64,
    pub(super) entry: Entry,
}

/// Some entries that are to be read.
#[derive(Debug)]
pub struct Chunk {
    pub(super) jobs: Vec<Job>,
    pub(super) fresh: i64,
}

/// What was read of them.
#[derive(Debug)]
pub struct Gathered {
    pub(super) entries: Vec<Read>,
    pub(super) index: Index,
}

/// What was read of one.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) month: u64,
    pub(super) listed: Listed,
    /// What its file was like; none if it has to be read again the next time.
    pub(super) print: Option<Print>,
    /// Its number in the index; none if its words could not be read.
    pub(super) doc: Option<u32>,
}

/// Returns how many threads read at a time.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, |n| n.get().min(4))
}

/// Returns how many entries to read at a time after so many: twice as many each time.
pub fn after(most: usize) -> usize {
    if most == 0 { FIRST } else { (2 * most).min(MOST) }
}

impl Chunk {
    /// Reads its entries, as long as `go_on` tells to; none if it told to stop.
    pub fn read(self, journal: &Journal, go_on: &dyn Fn() -> bool) -> Option<Gathered> {
        let mut builder = Builder::new();
        let mut entries = Vec::with_capacity(self.jobs.len());
        for Job { month, entry } in self.jobs {
            if !go_on() {
                return None;
            }
            let before = Moment::now().seconds() - self.fresh;
            let (listed, print, whole) = entry.read(&journal.seal);
            let print = print.and_then(|print| print.settled(before));
            let doc = whole.map(|reflection| builder.add(&reflection));
            entries.push(Read { month, listed, print, doc });
        }
        Some(Gathered { entries, index: builder.finish() })
    }
}

impl Overview {
    /// Looks at all of it, and reads what is new or has changed.
    pub fn look(&mut self, look: Look) {
        self.look_while(look, &|| true);
    }

    /// Does so as long as `go_on` tells to. Returns whether it came to the end.
    pub fn look_while(&mut self, look: Look, go_on: &(dyn Fn() -> bool + Sync)) -> bool {
        let mut round = self.begin(look);
        while !self.go_on(&mut round, A_WHILE) {
            if !go_on() {
                return false;
            }
        }
        self.gather(go_on)
    }

    /// Reads the words of all entries that are not known yet, and puts the index together.
    pub fn index(&mut self) {
        self.want_words();
        self.gather(&|| true);
        self.merge();
    }

    /// Reads what is to be read.
    fn gather(&mut self, go_on: &(dyn Fn() -> bool + Sync)) -> bool {
        let mut chunks = Vec::new();
        let mut most = 0;
        while let Some(chunk) = self.chunk(after(most)) {
            most = after(most);
            chunks.push(chunk);
        }
        let readers = threads().min(chunks.len());
        let chunks = Mutex::new(chunks.into_iter());
        let journal = self.journal.twin();
        let (tell, told) = channel();
        thread::scope(|scope| {
            for _ in 0..readers {
                let tell = tell.clone();
                let (chunks, journal) = (&chunks, &journal);
                scope.spawn(move || {
                    let next = || chunks.lock().unwrap_or_else(PoisonError::into_inner).next();
                    while let Some(chunk) = next() {
                        // Nobody hears it who is gone.
                        let _ = tell.send(chunk.read(journal, go_on));
                    }
                });
            }
            drop(tell);
            told.iter().for_each(|gathered| self.take(gathered));
        });
        go_on()
    }
}
