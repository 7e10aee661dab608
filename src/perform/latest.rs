//! The unfinished reflection touched last: remembered from the last time, and looked for in a thread of its own. No screen
//! waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::{Found, Header, Performer, wake};
use crate::journal::{Journal, Remembered};

/// A look for the unfinished reflection touched last. Letting go of it ends the look.
#[derive(Debug)]
pub struct Latest {
    coming: Receiver<Option<(Found, Header)>>,
    gone: Arc<AtomicBool>,
    begun: bool,
}

impl Latest {
    /// Tells whether it is looked for at all: without a thread nothing comes.
    pub fn is_begun(&self) -> bool {
        self.begun
    }

    /// Returns what was found, once: there may be none. Nothing while it is being looked for.
    pub fn come(&self) -> Option<Option<(Found, Header)>> {
        self.coming.try_recv().ok()
    }

    /// Waits for it, but no longer than this.
    pub fn wait(&self, at_most: Duration) -> Option<Option<(Found, Header)>> {
        self.coming.recv_timeout(at_most).ok()
    }
}

impl Drop for Latest {
    fn drop(&mut self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

impl Performer {
    /// Returns which unfinished reflection was touched last, as far as is known without looking for it.
    pub fn remembered(&mut self) -> Remembered {
        if self.is_new() {
            return Remembered::None;
        }
        self.keep_in_mind();
        self.journal.remembered()
    }

    /// Looks for it; what it finds wakes the loop.
    pub fn look_for_latest(&self) -> Latest {
        let (tell, coming) = channel();
        let gone = Arc::new(AtomicBool::new(false));
        let (journal, waker, let_go) = (self.journal.twin(), self.waker.clone(), Arc::clone(&gone));
        let work = move || {
            look(&journal, &let_go, |latest| {
                // Nobody hears it who is gone.
                let _ = tell.send(latest);
                wake(waker.as_deref());
            });
        };
        // Without a thread it stays with what is remembered.
        let begun = std::thread::Builder::new().name("latest".to_owned()).spawn(work).is_ok();
        Latest { coming, gone, begun }
    }

    /// Keeps in mind which one is being written, once it was written in.
    pub(super) fn keep_in_mind(&mut self) {
        if std::mem::take(&mut self.wrote)
            && let Some(pen) = &self.pen
        {
            remember(&self.journal, Some(pen.found()));
        }
    }
}

/// Looks for it, keeps in mind what it finds, and tells it: neither of them once nobody waits for it.
fn look(journal: &Journal, let_go: &AtomicBool, tell: impl FnOnce(Option<(Found, Header)>)) {
    let go_on = || !let_go.load(Ordering::Relaxed);
    journal.last_open_while(&go_on, |latest| {
        if go_on() {
            remember(journal, latest.as_ref().map(|(found, _)| found));
            tell(latest);
        }
    });
}

/// Keeps it in mind, if that is new.
fn remember(journal: &Journal, latest: Option<&Found>) {
    let known = match journal.remembered() {
        Remembered::Open(found, _) => latest == Some(&found),
        Remembered::None => latest.is_none(),
        Remembered::Nothing => false,
    };
    if !known {
        journal.remember(latest);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::moment::Moment;
    use crate::paths::Paths;
    use crate::reflection::{Id, Reflection};
    use crate::settings::Settings;

    fn hands(root: &std::path::Path) -> Performer {
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|name| root.join(name));
        let hands = Performer::new(Paths { journal, guides, config, state }, &Settings::default());
        for n in 1..9 {
            let begun = Moment::at(1_600_000_000 + i64::from(n) * 2_000_000, 0);
            let one = Reflection::begin(Id::from_numbers([n; 8]), "guide", "Guide", "hurt", begun);
            drop(hands.journal.begin(&one).unwrap());
        }
        hands
    }

    #[test]
    fn what_nobody_waits_for_is_not_kept_in_mind() {
        for gone in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let journal = hands(folder.path()).journal;
            let mut told = false;
            look(&journal, &AtomicBool::new(gone), |found| told = found.is_some());
            assert_eq!((told, journal.remembered() == Remembered::Nothing), (!gone, gone));
        }
    }

    #[test]
    fn letting_go_ends_the_look_and_the_key_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let latest = hands(folder.path()).look_for_latest();
        let gone = Arc::downgrade(&latest.gone);
        drop(latest);
        // The thread holds the other end of it, and the journal with its key.
        let until = Instant::now() + Duration::from_secs(20);
        while gone.strong_count() > 0 {
            assert!(Instant::now() < until, "the thread goes on");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
