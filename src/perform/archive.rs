//! Past reflections, listed and searched in a thread of its own: no screen waits for it. What it has to tell comes as
//! news, and wakes the loop.

use std::io::{PipeWriter, Write as _};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::{Filter, Listed, Performer};
use crate::journal::{Catalogue, Journal};
use crate::search::{Hit, Query};

/// Past reflections, at hand as long as this lives.
#[derive(Debug)]
pub struct Archive {
    asks: Sender<Ask>,
    news: Receiver<News>,
}

/// What is asked of the thread.
#[derive(Clone, Debug)]
enum Ask {
    Seek { typed: String, filter: Filter, from: usize, count: usize },
    LookAgain,
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

/// How far a journal was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many reflections were read.
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
        let ask = Ask::Seek { typed: typed.to_owned(), filter: filter.clone(), from, count };
        // Without the thread nothing comes, as without any reflections.
        let _ = self.asks.send(ask);
    }

    /// Looks at the folder once more: something in it was changed from here.
    pub fn look_again(&self) {
        let _ = self.asks.send(Ask::LookAgain);
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

impl Performer {
    /// Opens the archive: it begins to read at once.
    pub fn archive(&self) -> Archive {
        let (asks, asked) = channel();
        let (tell, news) = channel();
        let (journal, waker) = (self.journal.twin(), self.waker.clone());
        let work = move || Thread { journal, asked, tell, waker }.run();
        // Without a thread the list stays empty; nothing is lost by that.
        let _ = std::thread::Builder::new().name("archive".to_owned()).spawn(work);
        Archive { asks, news }
    }
}

/// The thread, and what it holds.
struct Thread {
    journal: Journal,
    asked: Receiver<Ask>,
    tell: Sender<News>,
    waker: Option<Arc<PipeWriter>>,
}

impl Thread {
    fn run(self) {
        let mut list = self.list();
        while let Ok(ask) = self.asked.recv() {
            match ask {
                Ask::LookAgain => list = self.list(),
                Ask::Seek { typed, filter, from, count } => {
                    let query = Query::read(&typed);
                    let mut all = Vec::new();
                    let mut unread = 0;
                    for listed in list.iter().filter(|listed| filter.lets(listed)) {
                        match self.journal.load(&listed.found) {
                            Ok(loaded) => all.extend(query.weigh(&loaded.reflection).map(|weight| {
                                (weight, Find { listed: listed.clone(), hit: query.hit(&loaded.reflection) })
                            })),
                            Err(_) => unread += 1,
                        }
                    }
                    all.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
                    let total = all.len();
                    let finds = all.into_iter().skip(from).take(count).map(|(_, find)| find).collect();
                    self.tell(News::Found(Finds {
                        typed,
                        filter,
                        total,
                        from,
                        finds,
                        unread,
                        reading: None,
                    }));
                }
            }
        }
    }

    fn list(&self) -> Arc<Catalogue> {
        let mut overview = self.journal.overview();
        overview.look(crate::journal::Look::Files);
        overview.keep();
        let list = Arc::new(overview.catalogue());
        self.tell(News::List { list: Arc::clone(&list), reading: None });
        list
    }

    fn tell(&self, news: News) {
        let _ = self.tell.send(news);
        if let Some(waker) = &self.waker {
            // A full pipe wakes the loop as well.
            let _ = (&**waker).write(b"a");
        }
    }
}
