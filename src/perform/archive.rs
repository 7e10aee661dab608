//! Past reflections, listed and searched in a thread of its own: no screen waits for it. What it has to tell comes as
//! news, and wakes the loop.

use std::collections::VecDeque;
use std::io::{PipeWriter, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Filter, Listed, Performer};
use crate::journal::{Catalogue, Chunk, Indexed, Journal, Look, Overview, Round, threads};
use crate::search::{Hit, Query};

/// How long it looks, or reads, before it looks up again.
const SLICE: Duration = Duration::from_millis(8);

/// How long it waits until it tells again how far it is: a frame or two.
const HAND_OVER: Duration = Duration::from_millis(40);

/// Past reflections, at hand as long as this lives.
#[derive(Debug)]
pub struct Archive {
    asks: Sender<Event>,
    news: Receiver<News>,
    stopped: Arc<AtomicBool>,
}

/// What comes to the thread.
#[derive(Debug)]
enum Event {
    Seek(Seek),
    LookAgain,
    /// Words were read; none if they were not, because it is about to end.
    Indexed(Option<Box<Indexed>>),
    Stop,
}

/// What is looked for.
#[derive(Clone, Debug)]
struct Seek {
    typed: String,
    filter: Filter,
    from: usize,
    count: usize,
}

/// What the thread has to tell.
#[derive(Clone, Debug)]
pub enum News {
    /// The list, as far as it was read.
    List {
        /// The list.
        list: Arc<Catalogue>,
        /// How far it is; none when this is all of it.
        reading: Option<Reading>,
    },
    /// What was found: for what was asked last, and once more when more of the journal was read.
    Found(Finds),
}

/// How far a journal was read: for the list its months, for words its reflections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many were read.
    pub read: usize,
    /// How many there are.
    pub of: usize,
}

/// Reflections that were found, the best first.
#[derive(Clone, Debug)]
pub struct Finds {
    /// What was looked for.
    pub typed: String,
    /// Among which.
    pub filter: Filter,
    /// How many were found.
    pub total: usize,
    /// The number of the first of `finds`, from 0 on.
    pub from: usize,
    /// As many of them as were asked for.
    pub finds: Vec<Find>,
    /// How many could not be looked into, because they cannot be read.
    pub unread: usize,
    /// How far the journal was looked through; none when this is all of it.
    pub reading: Option<Reading>,
}

/// A reflection that was found.
#[derive(Clone, Debug)]
pub struct Find {
    /// What stands at its top.
    pub listed: Listed,
    /// Where in it.
    pub hit: Hit,
}

impl Archive {
    /// Looks for words among what a filter lets through. `count` of what is found, from number `from` on, come as news.
    pub fn seek(&self, typed: &str, filter: &Filter, from: usize, count: usize) {
        let seek = Seek { typed: typed.to_owned(), filter: filter.clone(), from, count };
        // Without the thread nothing comes, as without any reflections.
        let _ = self.asks.send(Event::Seek(seek));
    }

    /// Looks at the folder once more: something in it was changed from here.
    pub fn look_again(&self) {
        let _ = self.asks.send(Event::LookAgain);
    }

    /// Returns the next news that have come; none yet.
    pub fn news(&self) -> Option<News> {
        self.news.try_recv().ok()
    }

    /// Waits for news, but no longer than this.
    pub fn wait(&self, at_most: Duration) -> Option<News> {
        self.news.recv_timeout(at_most).ok()
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        let _ = self.asks.send(Event::Stop);
    }
}

impl Performer {
    /// Opens the archive: it begins to read at once.
    pub fn archive(&self) -> Archive {
        let (asks, events) = channel();
        let (tell, news) = channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let (journal, waker) = (self.journal.twin(), self.waker.clone());
        let (sender, stop) = (asks.clone(), Arc::clone(&stopped));
        let work = move || Thread::begin(journal, Wires { events, sender, tell, waker, stop }).run();
        // Without a thread the list stays empty; nothing is lost by that.
        let _ = std::thread::Builder::new().name("archive".to_owned()).spawn(work);
        Archive { asks, news, stopped }
    }
}

/// What ties the thread to the others.
struct Wires {
    events: Receiver<Event>,
    /// For those that read words.
    sender: Sender<Event>,
    tell: Sender<News>,
    waker: Option<Arc<PipeWriter>>,
    stop: Arc<AtomicBool>,
}

/// The thread, and what it holds.
struct Thread {
    journal: Journal,
    wires: Wires,
    overview: Overview,
    /// The looks that are to come, and the one that is under way.
    looks: VecDeque<Look>,
    round: Option<Round>,
    /// Whether the list that was told is not all of it, or no longer.
    owed: bool,
    /// When how far it is was told last.
    told: Instant,
    /// How many chunks are being read.
    chunks: usize,
    /// Whether the index that was kept has been taken.
    words: bool,
    /// What is looked for now.
    seek: Option<Seek>,
    /// Whether what was told of it last was not all.
    partly: bool,
    stopped: bool,
}

impl Thread {
    fn begin(journal: Journal, wires: Wires) -> Self {
        let overview = journal.overview();
        let owed = overview.catalogue().is_empty();
        let mut thread = Self {
            journal,
            wires,
            overview,
            looks: VecDeque::from([Look::Folders, Look::Files]),
            round: None,
            owed,
            told: Instant::now(),
            chunks: 0,
            words: false,
            seek: None,
            partly: false,
            stopped: false,
        };
        if !owed {
            // What is known from before, at once; the looks tell what is new.
            thread.tell_list(false);
        }
        thread
    }

    fn run(mut self) {
        while !self.stopped {
            match self.next() {
                Some(Event::Stop) => break,
                Some(Event::Seek(seek)) => {
                    self.seek = Some(seek);
                    self.answer();
                }
                Some(Event::LookAgain) => {
                    (self.round, self.owed) = (None, true);
                    self.looks = VecDeque::from([Look::Folders, Look::Files]);
                }
                Some(Event::Indexed(indexed)) => self.take(indexed),
                None => self.look(),
            }
        }
        self.overview.keep();
    }

    /// Returns what comes next; none if nothing came and there is something to look at.
    fn next(&mut self) -> Option<Event> {
        let idle = self.round.is_none() && self.looks.is_empty();
        match idle {
            true => Some(self.wires.events.recv().unwrap_or(Event::Stop)),
            false => self.wires.events.try_recv().ok(),
        }
    }

    /// Looks at the folders, or at the files, for a moment.
    fn look(&mut self) {
        let look = self.looks.front().copied();
        let Some(mut round) = self.round.take().or_else(|| look.map(|look| self.overview.begin(look))) else {
            return;
        };
        let changes = self.overview.changes();
        let done = self.overview.go_on(&mut round, SLICE);
        self.owed |= self.overview.changes() != changes;
        if !done {
            self.round = Some(round);
            if self.owed && self.told.elapsed() >= HAND_OVER {
                self.tell_list(true);
            }
            return;
        }
        self.looks.pop_front();
        if std::mem::take(&mut self.owed) {
            self.tell_list(false);
            self.answer();
        }
        self.read_words();
    }

    /// Has the words read that are not known.
    fn read_words(&mut self) {
        if !std::mem::replace(&mut self.words, true) {
            self.overview.take_words();
            self.answer();
        }
        // Those that are being read are not begun twice.
        if self.chunks > 0 || !self.looks.is_empty() {
            return;
        }
        let chunks = self.overview.unindexed();
        self.chunks = chunks.len();
        if chunks.is_empty() {
            self.settle();
            if self.partly {
                self.answer();
            }
            return;
        }
        let chunks = Arc::new(Mutex::new(VecDeque::from(chunks)));
        let mut begun = 0;
        for _ in 0..threads().min(self.chunks) {
            let (journal, sender) = (self.journal.twin(), self.wires.sender.clone());
            let (chunks, stop) = (Arc::clone(&chunks), Arc::clone(&self.wires.stop));
            let work = move || read_chunks(&journal, &chunks, &sender, &stop);
            begun += usize::from(std::thread::Builder::new().name("words".to_owned()).spawn(work).is_ok());
        }
        if begun == 0 {
            // Where there is no thread for it, these words are not found; nothing is lost by that.
            self.chunks = 0;
        }
    }

    /// Takes in words that were read.
    fn take(&mut self, indexed: Option<Box<Indexed>>) {
        self.chunks = self.chunks.saturating_sub(1);
        if let Some(indexed) = indexed {
            self.overview.take(*indexed);
        }
        if self.chunks == 0 {
            // What changed meanwhile is read once more.
            self.read_words();
            self.answer();
        } else if self.told.elapsed() >= HAND_OVER {
            self.answer();
        }
    }

    /// Puts the index together and keeps it, once there is nothing more to read.
    fn settle(&mut self) {
        if self.looks.is_empty() {
            self.overview.merge();
            self.overview.keep();
        }
    }

    /// Tells what is found of what is looked for, as far as it is read.
    fn answer(&mut self) {
        let Some(seek) = self.seek.clone() else { return };
        let query = Query::read(&seek.typed);
        let ranked = self.overview.find(&query, &seek.filter);
        let list = self.overview.catalogue();
        let rows = ranked.rows.iter().skip(seek.from).take(seek.count);
        let find = |listed: &Listed| {
            // What has gone since has no line.
            let read = self.overview.read(&listed.found);
            let hit = read.map_or_else(Hit::default, |reflection| query.hit(&reflection));
            Find { listed: listed.clone(), hit }
        };
        let finds = rows.filter_map(|&row| list.get(row)).map(find).collect();
        let (total, unread, reading) = (ranked.rows.len(), ranked.unread, self.reading());
        self.partly = reading.is_some();
        let Seek { typed, filter, from, .. } = seek;
        self.tell(News::Found(Finds { typed, filter, total, from, finds, unread, reading }));
    }

    /// Returns how far the words are read; none when they all are.
    fn reading(&self) -> Option<Reading> {
        let (of, read) = self.overview.counts();
        let all = self.words && self.chunks == 0 && self.looks.is_empty();
        (!all).then_some(Reading { read: if self.words { read } else { 0 }, of })
    }

    fn tell_list(&mut self, partly: bool) {
        let list = Arc::new(self.overview.catalogue());
        let reading = self.round.as_ref().filter(|_| partly).map(|round| self.overview.looked(round));
        let reading = reading.map(|(read, of)| Reading { read, of });
        self.tell(News::List { list, reading });
    }

    fn tell(&mut self, news: News) {
        self.told = Instant::now();
        self.stopped |= self.wires.tell.send(news).is_err();
        if let Some(waker) = &self.wires.waker {
            // A full pipe wakes the loop as well.
            let _ = (&**waker).write(b"a");
        }
    }
}

/// Reads words, one chunk after the other, until there is none left or it has to stop.
fn read_chunks(
    journal: &Journal,
    chunks: &Mutex<VecDeque<Chunk>>,
    sender: &Sender<Event>,
    stop: &AtomicBool,
) {
    let go_on = || !stop.load(Ordering::Relaxed);
    let next = || chunks.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    while let Some(chunk) = next().filter(|_| go_on()) {
        let indexed = chunk.index(journal, &go_on).map(Box::new);
        if sender.send(Event::Indexed(indexed)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;
    use crate::paths::Paths;
    use crate::reflection::{Id, Reflection};
    use crate::settings::Settings;

    fn hands(folder: &std::path::Path) -> Performer {
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|name| folder.join(name));
        Performer::new(Paths { journal, guides, config, state }, &Settings::default())
    }

    fn write(hands: &mut Performer, n: u32) {
        let id = Id::from_numbers(std::array::from_fn(|_| fastrand::u8(..252)));
        let begun = Moment::at(1_500_000_000 + i64::from(n) * 700_000, 0);
        let mut one = Reflection::begin(id, "g", "Guide", "broke", begun);
        one.title = format!("Letter {n} to {}", if n.is_multiple_of(2) { "Anna" } else { "Ben" });
        let pen = hands.journal.begin(&one).unwrap();
        drop(pen);
    }

    fn until<T>(archive: &Archive, fits: impl Fn(News) -> Option<T>) -> T {
        for _ in 0..400 {
            if let Some(found) = archive.wait(Duration::from_millis(50)).and_then(&fits) {
                return found;
            }
        }
        panic!("nothing came");
    }

    fn whole(news: News) -> Option<Arc<Catalogue>> {
        match news {
            News::List { list, reading: None } => Some(list),
            _ => None,
        }
    }

    fn found(news: News) -> Option<Finds> {
        match news {
            News::Found(finds) if finds.reading.is_none() => Some(finds),
            _ => None,
        }
    }

    #[test]
    fn it_lists_finds_and_sees_what_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        (0..90).for_each(|n| write(&mut hands, n));
        for visit in 0..3 {
            let archive = hands.archive();
            archive.seek("anna", &Filter::default(), 2, 5);
            assert_eq!(until(&archive, whole).len(), 90, "{visit}");
            let finds = until(&archive, found);
            assert_eq!((finds.total, finds.from, finds.finds.len(), finds.unread), (45, 2, 5, 0));
            assert_eq!(finds.finds[0].hit.title.text, "Letter 84 to Anna");
        }
        let archive = hands.archive();
        assert_eq!(until(&archive, whole).len(), 90);
        archive.seek("ann", &Filter::default(), 0, 5);
        assert_eq!(until(&archive, found).total, 45);
        write(&mut hands, 90);
        archive.look_again();
        assert_eq!(until(&archive, whole).len(), 91);
        assert_eq!(until(&archive, |news| found(news).filter(|finds| finds.total == 46)).finds.len(), 5);
        // Whoever asks is told, even if nothing changed.
        archive.look_again();
        assert_eq!(until(&archive, whole).len(), 91);
    }

    #[test]
    fn what_is_damaged_is_counted_and_nothing_else_is_missed() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        (0..4).for_each(|n| write(&mut hands, n));
        let path = hands.list().get(1).unwrap().found.path.clone();
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(20).unwrap();
        let archive = hands.archive();
        archive.seek("letter", &Filter::default(), 0, 9);
        let finds = until(&archive, found);
        assert_eq!((finds.total, finds.unread), (3, 1));
    }
}
