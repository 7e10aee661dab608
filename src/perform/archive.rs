//! Past reflections, listed and searched in a thread of its own: no screen waits for it. What it has to tell comes as
//! news, and wakes the loop.

use std::cell::Cell;
use std::io::PipeWriter;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::Duration;

use super::archivist::{Archivist, Wires};
use super::news::{Event, News, Seek};
use super::{Filter, Performer, wake};

/// Past reflections, at hand as long as this lives.
#[derive(Debug)]
pub struct Archive {
    asks: Sender<Event>,
    news: Receiver<News>,
    stopped: Arc<AtomicBool>,
    locked: Arc<AtomicBool>,
    /// Whether it was told that it has ended.
    ended: Cell<bool>,
}

impl Archive {
    /// Makes one whose thread is gone.
    #[cfg(test)]
    pub(crate) fn dead() -> Self {
        let ((asks, _), (_, news)) = (channel(), channel());
        let (stopped, locked) = (Arc::default(), Arc::default());
        Self { asks, news, stopped, locked, ended: Cell::new(false) }
    }

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

    /// Looks at each file for what others changed in it: somebody begins to look for words.
    pub fn look_closely(&self) {
        let _ = self.asks.send(Event::LookClosely);
    }

    /// Returns the next news that have come; none yet.
    pub fn news(&self) -> Option<News> {
        match self.news.try_recv() {
            Ok(news) => Some(news),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => self.ended(),
        }
    }

    /// Ends it because the journal locks: what was read and is not kept yet is not kept any more, so that the key goes at
    /// once.
    pub fn lock(self) {
        self.locked.store(true, Ordering::Relaxed);
    }

    /// Waits for news, but no longer than this.
    pub fn wait(&self, at_most: Duration) -> Option<News> {
        match self.news.recv_timeout(at_most) {
            Ok(news) => Some(news),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => self.ended(),
        }
    }

    /// It ends only when it is let go of, unless something is wrong with it.
    fn ended(&self) -> Option<News> {
        (!self.ended.replace(true)).then_some(News::Ended)
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        let _ = self.asks.send(Event::Stop);
    }
}

/// Wakes the loop when the thread has ended, however it did.
struct WakeAtEnd(Option<Arc<PipeWriter>>);

impl Drop for WakeAtEnd {
    fn drop(&mut self) {
        wake(self.0.as_deref());
    }
}

impl Performer {
    /// Opens the archive: it begins to read at once.
    pub fn archive(&self) -> Archive {
        let (asks, events) = channel();
        let (tell, news) = channel();
        let (stopped, locked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (journal, waker) = (self.journal.twin(), self.waker.clone());
        let (sender, stop, locks) = (asks.clone(), Arc::clone(&stopped), Arc::clone(&locked));
        let wires = Wires { events, sender, tell, waker, stop, locks };
        let last = WakeAtEnd(wires.waker.clone());
        let work = move || {
            let _last = last;
            Archivist::begin(journal, wires).run();
        };
        // Without a thread the list stays empty, and says so; nothing is lost by that.
        let _ = std::thread::Builder::new().name("archive".to_owned()).spawn(work);
        Archive { asks, news, stopped, locked, ended: Cell::new(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::news::Finds;
    use super::*;
    use crate::journal::Catalogue;
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
        hands.journal.begin(&one).unwrap().settle().unwrap();
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
    fn one_that_ended_by_itself_says_so_once() {
        let archive = Archive::dead();
        archive.seek("anna", &Filter::default(), 0, 5);
        assert!(matches!(archive.news(), Some(News::Ended)));
        assert!(archive.news().is_none() && archive.wait(Duration::from_secs(60)).is_none());
    }

    #[test]
    fn what_others_bring_or_take_is_seen_without_a_word() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        (0..4).for_each(|n| write(&mut hands, n));
        let archive = hands.archive();
        assert_eq!(until(&archive, whole).len(), 4);
        let path = hands.list().get(1).unwrap().found.path.clone();
        let aside = folder.path().join("aside.toml");
        std::fs::rename(&path, &aside).unwrap();
        until(&archive, |news| whole(news).filter(|list| list.len() == 3));
        std::fs::rename(&aside, &path).unwrap();
        until(&archive, |news| whole(news).filter(|list| list.len() == 4));
    }

    #[test]
    fn what_others_write_into_a_file_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        (0..4).for_each(|n| write(&mut hands, n));
        let path = hands.list().get(1).unwrap().found.path.clone();
        let archive = hands.archive();
        archive.seek("zanzibar", &Filter::default(), 0, 9);
        assert_eq!(until(&archive, found).total, 0);
        // In place: its folder stays as it was.
        let text = std::fs::read_to_string(&path).unwrap().replace("Letter", "Zanzibar");
        let mut file = std::fs::OpenOptions::new().write(true).truncate(true).open(&path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        archive.look_closely();
        assert_eq!(until(&archive, |news| found(news).filter(|finds| finds.total > 0)).total, 1);
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
