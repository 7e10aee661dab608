//! Reading entries for what is known of all: each is opened once, for its top and its words, by as many threads as there
//! are processors. It knows which ones are to be read, and not why.

use std::collections::HashSet;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::files::Print;
use super::list::Entry;
use super::{Header, Journal, Listed, Look, Overview};
use crate::moment::Moment;
use crate::search::{Builder, Index};

/// How many entries are read at a time: few at first, so that something comes soon.
const FIRST: usize = 64;
const MOST: usize = 1024;

/// How long it is looked at names before what was read is taken in.
const A_WHILE: Duration = Duration::from_millis(8);

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
        let (mut builder, mut shared) = (Builder::new(), HashSet::new());
        let mut entries = Vec::with_capacity(self.jobs.len());
        for Job { month, entry } in self.jobs {
            if !go_on() {
                return None;
            }
            let before = Moment::now().seconds() - self.fresh;
            let (mut listed, print, whole) = entry.read(&journal.seal);
            if let Ok(top) = &mut listed.entry {
                share(top, &mut shared);
            }
            let print = print.and_then(|print| print.settled(before));
            let doc = whole.map(|reflection| builder.add(&reflection));
            entries.push(Read { month, listed, print, doc });
        }
        Some(Gathered { entries, index: builder.finish() })
    }
}

/// Keeps what many entries have in common once.
fn share(top: &mut Header, shared: &mut HashSet<Arc<str>>) {
    for text in [&mut top.guide, &mut top.guide_title, &mut top.perspective, &mut top.stage_title] {
        match shared.get(text) {
            Some(known) => *text = Arc::clone(known),
            None => drop(shared.insert(Arc::clone(text))),
        }
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
        self.gather(go_on, |overview| overview.go_on(&mut round, A_WHILE), &mut |_| {})
    }

    /// Looks at each file; `told` hears again and again how many were read, and of how many.
    pub fn look_telling(&mut self, told: &mut dyn FnMut(usize, usize)) {
        let mut round = self.begin(Look::Files);
        let mut tell = |overview: &Self| {
            let (of, read) = overview.counts();
            told(read, of);
        };
        self.gather(&|| true, |overview| overview.go_on(&mut round, A_WHILE), &mut tell);
    }

    /// Reads the words of all entries that are not known yet, and puts the index together.
    pub fn index(&mut self) {
        self.want_words();
        self.gather(&|| true, |_| true, &mut |_| {});
        self.merge();
    }

    /// Reads what is to be read, while `find` finds more of it and until it says that this was all.
    fn gather(
        &mut self,
        go_on: &(dyn Fn() -> bool + Sync),
        mut find: impl FnMut(&mut Self) -> bool,
        tell_far: &mut dyn FnMut(&Self),
    ) -> bool {
        let journal = self.journal.twin();
        let (hand_out, chunks) = channel::<Chunk>();
        let chunks = Mutex::new(chunks);
        let next = || chunks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let (tell, told) = channel();
        let read = |tell: Sender<_>| {
            while let Ok(chunk) = next() {
                // Nobody hears it who is gone.
                let _ = tell.send(chunk.read(&journal, go_on));
            }
        };
        thread::scope(|scope| {
            let (mut readers, mut most, mut all) = (0, 0, false);
            while !all && go_on() {
                all = find(self);
                while let Some(chunk) = self.chunk(after(most)) {
                    most = after(most);
                    if readers < threads() {
                        readers += 1;
                        let tell = tell.clone();
                        let read = &read;
                        scope.spawn(move || read(tell));
                    }
                    let _ = hand_out.send(chunk);
                }
                told.try_iter().for_each(|gathered| self.take(gathered));
                tell_far(self);
            }
            drop((tell, hand_out));
            told.iter().for_each(|gathered| {
                self.take(gathered);
                tell_far(self);
            });
            all && go_on()
        })
    }
}
