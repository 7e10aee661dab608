//! The archivist: a thread that knows all reflections as long as somebody reads in them. It looks at what changed, has
//! entries read by others, answers what is looked for meanwhile, and keeps what is known. It knows no screen.

use std::collections::VecDeque;
use std::io::PipeWriter;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::news::{Event, Find, Finds, News, Reading, Seek};
use super::{Listed, wake};
use crate::journal::{Chunk, Gathered, Journal, Look, Merged, Overview, Packed, Round, after, threads};
use crate::search::{Hit, Query};

/// How long it looks at names before it hears what comes: a letter that is typed meanwhile waits no longer.
const SLICE: Duration = Duration::from_millis(2);

/// How long it waits until it tells again how far it is: a frame or two.
const HAND_OVER: Duration = Duration::from_millis(40);

/// How long nothing may come until each file is looked at, where that was asked for.
const REST: Duration = Duration::from_millis(300);

/// How long nothing may come until it looks for what others changed.
const IDLE: Duration = Duration::from_secs(2);

/// How long after what was found was told it is told again while more is read, and how many times as long as it took.
const COUNT_ON: Duration = Duration::from_millis(250);
const COUNT_ON_TIMES: u32 = 10;

/// What ties the archivist to the others.
pub(super) struct Wires {
    pub(super) events: Receiver<Event>,
    /// For those that read words.
    pub(super) sender: Sender<Event>,
    pub(super) tell: Sender<News>,
    pub(super) waker: Option<Arc<PipeWriter>>,
    pub(super) stop: Arc<AtomicBool>,
    /// Whether it stops because the journal locks.
    pub(super) locks: Arc<AtomicBool>,
}

/// The archivist, and what it holds.
pub(super) struct Archivist {
    wires: Wires,
    overview: Overview,
    /// The looks that are to come, and the one that is under way.
    looks: VecDeque<Look>,
    round: Option<Round>,
    /// Whether that look was begun without being asked for: then it is not worth a word.
    unasked: bool,
    /// Whether each file is to be looked at, once nothing else comes.
    closely: bool,
    /// A look at each file, which goes on for a moment whenever nothing comes.
    rest: Option<Round>,
    /// Whether somebody waits for the list, even if it is as it was.
    owed: bool,
    /// How often the list had changed when it was told.
    changes: u64,
    /// When how far it is was told last; none before the first time.
    told: Option<Instant>,
    /// When what was found is told again, while more is read.
    count_on: Option<Instant>,
    readers: Readers,
    /// What is looked for now.
    seek: Option<Seek>,
    /// Whether that was not answered yet.
    unanswered: bool,
    /// Whether what was told of it last was not all.
    partly: bool,
    /// Whether all that there was at the last look is read.
    settled: bool,
    /// The thread that puts it together, or keeps it.
    apart: Option<JoinHandle<()>>,
    stopped: bool,
}

/// Those that read, and what is to be read.
struct Readers {
    journal: Journal,
    chunks: Arc<Mutex<VecDeque<Chunk>>>,
    /// How many there are.
    there: usize,
    /// How many entries the last chunk had at most.
    most: usize,
}

impl Archivist {
    /// Takes what is known from before, and tells it at once.
    pub(super) fn begin(journal: Journal, wires: Wires) -> Self {
        let overview = journal.overview();
        let readers = Readers { journal, chunks: Arc::default(), there: 0, most: 0 };
        let mut archivist = Self {
            wires,
            overview,
            looks: VecDeque::from([Look::Folders, Look::Files]),
            round: None,
            unasked: false,
            closely: false,
            rest: None,
            owed: true,
            changes: 0,
            told: None,
            count_on: None,
            readers,
            seek: None,
            unanswered: false,
            partly: false,
            settled: false,
            apart: None,
            stopped: false,
        };
        if !archivist.overview.catalogue().is_empty() {
            // What is known from before, at once: the newest first, then all. The looks tell what is new.
            let reading = archivist.reading_list();
            archivist.tell_list(reading);
            archivist.overview.take_rest();
            archivist.tell_list(None);
            archivist.owed = false;
        }
        archivist
    }

    /// Works until it is told to stop, or nobody hears it.
    pub(super) fn run(mut self) {
        while !self.stopped && !self.locks() {
            match self.next() {
                Some(Event::Stop) => break,
                Some(Event::Seek(seek)) => (self.seek, self.unanswered) = (Some(seek), true),
                Some(Event::LookAgain) => {
                    (self.round, self.owed, self.unasked) = (None, true, false);
                    self.looks = VecDeque::from([Look::Folders, Look::Files]);
                }
                // Not before the fingers rest: letters come first.
                Some(Event::LookClosely) => self.closely = true,
                Some(Event::Idle) => self.look_by_the_way(),
                Some(Event::Gathered(gathered)) => self.take(gathered),
                Some(Event::Ended) => {
                    self.readers.there -= 1;
                    self.hand_out();
                }
                Some(Event::Merged(merged)) => self.merged(*merged),
                Some(Event::Packed(kept)) => self.packed(kept),
                // Of words that were typed on meanwhile, the last are answered.
                None if self.unanswered => self.answer(),
                None if self.round.is_some() || self.may_look() => self.look(),
                None => self.settle(),
            }
        }
        self.end();
    }

    /// Returns what comes next; none if nothing came and there is something to do.
    fn next(&mut self) -> Option<Event> {
        let reading = self.overview.is_reading();
        let idle = !self.unanswered && self.round.is_none() && !self.may_look() && (reading || self.settled);
        match idle {
            true if reading => Some(self.wires.events.recv().unwrap_or(Event::Stop)),
            true => match self.wires.events.recv_timeout(if self.closely { REST } else { IDLE }) {
                Err(RecvTimeoutError::Timeout) if std::mem::take(&mut self.closely) => {
                    self.look_closely();
                    None
                }
                Err(RecvTimeoutError::Timeout) => Some(Event::Idle),
                Err(RecvTimeoutError::Disconnected) => Some(Event::Stop),
                Ok(event) => Some(event),
            },
            false => self.wires.events.try_recv().ok(),
        }
    }

    /// Tells whether the next look can begin: each file is looked at once nothing is being read any more.
    fn may_look(&self) -> bool {
        match self.looks.front() {
            None => false,
            Some(Look::Folders) => true,
            Some(Look::Files) => !self.overview.is_reading(),
        }
    }

    /// Looks at the folders, or at the files, for a moment.
    fn look(&mut self) {
        self.settled = false;
        let look = self.looks.front().copied();
        let Some(mut round) = self.round.take().or_else(|| look.map(|look| self.overview.begin(look))) else {
            return;
        };
        let done = self.overview.go_on(&mut round, SLICE);
        match done {
            true => drop(self.looks.pop_front()),
            false => self.round = Some(round),
        }
        self.hand_out();
        self.tell_changes();
        if done {
            // So that the first key need not wait for it.
            self.overview.take_words();
        }
    }

    /// Looks at each file once more: what was changed in one leaves its folder as it was.
    fn look_closely(&mut self) {
        // What is under way may have passed what has changed since.
        let to_come = self.looks.len() - usize::from(self.round.is_some());
        if to_come == 0 {
            self.unasked |= self.looks.is_empty();
            self.looks.push_back(Look::Files);
        }
    }

    /// Looks for what others changed while nothing is asked for: at the folders, and at some of the files.
    fn look_by_the_way(&mut self) {
        let mut rest = self.rest.take().unwrap_or_else(|| self.overview.begin(Look::Files));
        if !self.overview.go_on(&mut rest, SLICE) {
            self.rest = Some(rest);
        }
        self.unasked = true;
        self.looks.push_back(Look::Folders);
    }

    /// Has read what is to be read.
    fn hand_out(&mut self) {
        if !self.readers.hand_out(&mut self.overview, &self.wires) {
            // Where there is no thread for it, these are not found; nothing is lost by that.
            self.readers.chunks.lock().unwrap_or_else(PoisonError::into_inner).clear();
            self.overview.give_up();
        }
    }

    /// Takes in what was read.
    fn take(&mut self, gathered: Option<Box<Gathered>>) {
        self.overview.take(gathered.map(|gathered| *gathered));
        self.tell_changes();
        let counts_on = self.count_on.is_none_or(|then| then <= Instant::now());
        self.unanswered |= self.partly && (!self.overview.is_reading() || counts_on);
    }

    /// Tells the list if it has changed, or if somebody asked: once it is all of it, and in between as far as it was read.
    fn tell_changes(&mut self) {
        let reading = self.reading_list();
        let changed = self.overview.changes() != self.changes;
        match reading {
            None if changed || self.owed => {
                (self.owed, self.unanswered) = (false, true);
                self.tell_list(None);
            }
            // Nothing comes above what is in sight.
            Some(_) if changed && self.overview.has_newest() && self.has_been_a_while() => {
                self.tell_list(reading);
            }
            _ => {}
        }
    }

    fn has_been_a_while(&self) -> bool {
        self.told.is_none_or(|told| told.elapsed() >= HAND_OVER)
    }

    /// Has the words read that are not known; once all are, keeps it all.
    fn settle(&mut self) {
        self.overview.want_words();
        self.hand_out();
        if self.overview.is_reading() {
            return;
        }
        self.readers.most = 0;
        self.settled = true;
        if self.partly {
            self.answer();
        }
        self.keep();
    }

    /// Has what is known put together and kept by another thread: no key waits for that.
    fn keep(&mut self) {
        if self.apart.is_some() {
            return;
        }
        let sender = self.wires.sender.clone();
        let work: Box<dyn FnOnce() -> Event + Send> = match self.overview.to_merge() {
            Some(merge) => Box::new(|| Event::Merged(Box::new(merge.run()))),
            None => match self.overview.pack() {
                Some(pack) => Box::new(move || Event::Packed(pack.put())),
                None => return,
            },
        };
        // Nobody hears it who is gone.
        let work = move || drop(sender.send(work()));
        // Without a thread it is kept in the end.
        self.apart = std::thread::Builder::new().name("keep".to_owned()).spawn(work).ok();
    }

    fn merged(&mut self, merged: Merged) {
        self.apart = None;
        self.overview.merged(merged);
        if self.settled {
            self.keep();
        }
    }

    fn packed(&mut self, written: Packed) {
        self.apart = None;
        self.overview.packed(written);
    }

    /// Tells whether the journal locks: nothing that needs the key is begun any more.
    fn locks(&self) -> bool {
        self.wires.locks.load(Ordering::Relaxed)
    }

    /// Keeps what was read, before it ends.
    fn end(mut self) {
        if self.locks() {
            return;
        }
        if let Some(apart) = self.apart.take() {
            let _ = apart.join();
        }
        while let Ok(event) = self.wires.events.try_recv() {
            match event {
                Event::Merged(merged) => self.overview.merged(*merged),
                Event::Packed(kept) => self.overview.packed(kept),
                _ => {}
            }
        }
        self.overview.give_up();
        self.overview.keep();
    }

    /// Tells what is found of what is looked for, as far as it is read.
    fn answer(&mut self) {
        self.unanswered = false;
        let Some(seek) = self.seek.clone() else { return };
        let begun = Instant::now();
        let query = Query::read(&seek.typed);
        let ranked = self.overview.find(&query, &seek.filter);
        let list = self.overview.catalogue();
        let rows = ranked.rows().skip(seek.from).take(seek.count);
        let find = |listed: &Listed| {
            // What has gone since has no line.
            let read = self.overview.read(&listed.found);
            let hit = read.map_or_else(Hit::default, |reflection| query.hit(&reflection));
            Find { listed: listed.clone(), hit }
        };
        let finds = rows.filter_map(|row| list.get(row)).map(find).collect();
        let (total, unread, reading) = (ranked.total(), ranked.unread, self.reading_words());
        self.partly = reading.is_some();
        let Seek { typed, filter, from, .. } = seek;
        self.tell(News::Found(Finds { typed, filter, total, from, finds, unread, reading }));
        self.count_on = Some(Instant::now() + COUNT_ON.max(begun.elapsed() * COUNT_ON_TIMES));
    }

    /// Returns how far the list is read; none when that is all of it.
    fn reading_list(&self) -> Option<Reading> {
        let (of, read) = self.overview.counts();
        let looking = !self.unasked && self.looks.front() == Some(&Look::Folders);
        (looking || read < of).then_some(Reading { read, of })
    }

    /// Returns how far the words are read; none when they all are.
    fn reading_words(&self) -> Option<Reading> {
        let ((of, _), read) = (self.overview.counts(), self.overview.known_words());
        (self.reading_list().is_some() || read < of).then_some(Reading { read, of })
    }

    fn tell_list(&mut self, reading: Option<Reading>) {
        self.changes = self.overview.changes();
        let list = Arc::new(self.overview.catalogue());
        self.tell(News::List { list, reading });
    }

    fn tell(&mut self, news: News) {
        self.told = Some(Instant::now());
        self.stopped |= self.wires.tell.send(news).is_err();
        wake(self.wires.waker.as_deref());
    }
}

impl Readers {
    /// Hands out what is to be read, and sees to it that somebody reads it. Returns whether somebody does, if there is
    /// anything to read.
    fn hand_out(&mut self, overview: &mut Overview, wires: &Wires) -> bool {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(chunk) = overview.chunk(after(self.most)) {
            self.most = after(self.most);
            chunks.push_back(chunk);
        }
        let wanted = threads().min(chunks.len());
        drop(chunks);
        while self.there < wanted {
            let (journal, sender) = (self.journal.twin(), wires.sender.clone());
            let (chunks, stop) = (Arc::clone(&self.chunks), Arc::clone(&wires.stop));
            let work = move || read_chunks(&journal, &chunks, &sender, &stop);
            if std::thread::Builder::new().name("words".to_owned()).spawn(work).is_err() {
                break;
            }
            self.there += 1;
        }
        self.there > 0 || wanted == 0
    }
}

/// Reads one chunk after the other, until there is none left or it has to stop.
fn read_chunks(
    journal: &Journal,
    chunks: &Mutex<VecDeque<Chunk>>,
    sender: &Sender<Event>,
    stop: &AtomicBool,
) {
    let go_on = || !stop.load(Ordering::Relaxed);
    let next = || chunks.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    while let Some(chunk) = next().filter(|_| go_on()) {
        let gathered = chunk.read(journal, &go_on).map(Box::new);
        if sender.send(Event::Gathered(gathered)).is_err() {
            return;
        }
    }
    // Nobody hears it who is gone.
    let _ = sender.send(Event::Ended);
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::moment::Moment;
    use crate::reflection::{Id, Reflection};

    /// A journal with one reflection, and an archivist that has read it.
    fn archivist(folder: &std::path::Path) -> Archivist {
        let journal = Journal::at(folder.join("journal"), folder.join("state"));
        let one = Reflection::begin(Id::from_numbers([7; 8]), "g", "", "broke", Moment::at(1_800_000_000, 0));
        journal.begin(&one).unwrap().settle().unwrap();
        let ((sender, events), (tell, _)) = (channel(), channel());
        let (stop, locks) = (Arc::default(), Arc::default());
        let mut archivist =
            Archivist::begin(journal, Wires { events, sender, tell, waker: None, stop, locks });
        archivist.overview.look(Look::Files);
        archivist
    }

    #[test]
    fn where_nothing_is_to_be_read_nobody_has_to_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut archivist = archivist(folder.path());
        assert!(archivist.readers.hand_out(&mut archivist.overview, &archivist.wires));
        assert_eq!(archivist.readers.there, 0);
    }

    #[test]
    fn once_the_journal_locks_it_keeps_nothing_any_more() {
        for locks in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let archivist = archivist(folder.path());
            archivist.wires.locks.store(locks, Ordering::Relaxed);
            archivist.wires.sender.send(Event::Stop).unwrap();
            archivist.run();
            assert_eq!(folder.path().join("state/cache").exists(), !locks);
        }
    }

    #[test]
    fn what_was_found_counts_on_however_often_the_list_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::at(folder.path().join("journal"), folder.path().join("state"));
        let begun = Moment::at(1_500_000_000, 0);
        let one = Reflection::begin(Id::from_numbers([7; 8]), "g", "Guide", "broke", begun);
        journal.begin(&one).unwrap().settle().unwrap();
        let (sender, events) = channel();
        let (tell, _news) = channel();
        let (stop, locks) = (Arc::default(), Arc::default());
        let wires = Wires { events, sender, tell, waker: None, stop, locks };
        let mut archivist = Archivist::begin(journal, wires);
        let mut round = archivist.overview.begin(Look::Folders);
        while !archivist.overview.go_on(&mut round, SLICE) {}
        archivist.partly = true;
        for (count_on, due) in [(Duration::ZERO, true), (Duration::from_secs(3600), false)] {
            archivist.told = Some(Instant::now());
            archivist.count_on = Some(Instant::now() + count_on);
            archivist.unanswered = false;
            archivist.take(None);
            assert!(archivist.overview.is_reading());
            assert_eq!(archivist.unanswered, due);
        }
    }
}
