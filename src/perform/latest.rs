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
}

impl Latest {
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
            let Some(latest) = journal.last_open_while(&|| !let_go.load(Ordering::Relaxed)) else { return };
            remember(&journal, latest.as_ref().map(|(found, _)| found));
            // Nobody hears it who is gone.
            let _ = tell.send(latest);
            wake(waker.as_deref());
        };
        // Without a thread it stays with what is remembered.
        let _ = std::thread::Builder::new().name("latest".to_owned()).spawn(work);
        Latest { coming, gone }
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
