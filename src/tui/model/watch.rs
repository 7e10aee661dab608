//! The model while a file is shown that its author changes elsewhere, as in a preview: it is looked at once a second, and only
//! then does anything wake by itself. Nothing is looked at behind a hidden screen.

use std::time::Duration;

use super::Model;
use crate::tui::lock::Sight;

impl Model {
    /// Returns when the file has to be looked at next; none: there is none.
    pub(crate) fn looks_at(&self) -> Option<Duration> {
        let shown = self.lock.sight == Sight::Screens && self.scenes.iter().any(|scene| scene.watches());
        shown.then(|| self.watched.saturating_add(OFTEN))
    }

    /// Looks at the file, if it is time to.
    pub(crate) fn look(&mut self, now: Duration) {
        if self.looks_at().is_none_or(|due| now < due) {
            return;
        }
        self.watched = now;
        let desk = &mut self.desk;
        if self.scenes.iter_mut().find(|scene| scene.watches()).is_some_and(|scene| scene.watch(desk)) {
            self.note = self.desk.hands.note();
            self.all_changed();
        }
    }
}

/// How often. To ask the system for the size and the time of one file takes some microseconds.
const OFTEN: Duration = Duration::from_secs(1);
