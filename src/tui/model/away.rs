//! The model while nobody is there: what goes out of sight and when, and the question that brings it back. It knows no
//! screen but that question.

use std::time::Duration;

use zeroize::Zeroizing;

use super::Model;
use crate::perform::Passphrase;
use crate::trouble::Trouble;
use crate::tui::keys::Act;
use crate::tui::lock::{Asking, Sight};
use crate::tui::screen::Route;

impl Model {
    /// Puts everything out of sight, saved; an encrypted journal is locked too. The screens stay as they are below.
    pub(super) fn hide(&mut self) {
        self.all_changed();
        if self.lock.is_locked() {
            self.desk.unlocking = None;
            self.scenes.truncate(self.lock.below);
        } else {
            self.save();
            self.after.settle = true;
            self.lock.below = self.scenes.len();
        }
        self.note = None;
        self.lock.sight = if self.desk.hands.is_encrypted() { Sight::Locked } else { Sight::Hidden };
        if self.desk.hands.is_encrypted() {
            for scene in &mut self.scenes {
                scene.lock();
            }
        }
        self.desk.hands.lock();
    }

    /// Asks for the passphrase. The key that has it asked is no part of it, and is kept nowhere.
    pub(super) fn ask_by(&mut self, act: Act) {
        if let Act::Type(typed) = act {
            drop(Zeroizing::new(typed));
        }
        self.ask();
    }

    pub(super) fn ask(&mut self) {
        self.lock.sight = Sight::Asked;
        self.open(Route::Unlock);
    }

    /// Brings the screens back when the journal was unlocked and nothing is read above the question any more.
    pub(super) fn unlocked(&mut self) {
        let answered = self.lock.sight == Sight::Asked && !self.desk.hands.is_locked();
        if !answered || self.scenes.len() > self.lock.below + 1 {
            return;
        }
        self.all_changed();
        self.scenes.truncate(self.lock.below);
        self.lock.sight = Sight::Screens;
        for scene in &mut self.scenes {
            scene.woken(&mut self.desk);
        }
        if let Some(trouble) = self.waiting.take().and_then(|start| self.enter(start).err()) {
            self.failed = Some(trouble);
            self.over = true;
        }
    }

    /// Locks an encrypted journal when the terminal goes to the shell: whoever is there then may bring it back.
    pub(crate) fn left(&mut self) {
        if self.desk.hands.is_encrypted() {
            self.hide();
        }
    }

    /// Notes that somebody is here.
    pub(crate) fn touch(&mut self, now: Duration) {
        self.lock.touch(now);
    }

    /// Returns when everything goes out of sight if nobody touches a key until then; none: never.
    pub(crate) fn ends(&self) -> Option<Duration> {
        let asking = match (self.scenes.len() > self.lock.below + 1, &self.desk.unlocking) {
            (true, _) => Asking::Helps,
            (false, Some(_)) => Asking::Tries,
            (false, None) => Asking::Waits,
        };
        self.lock.end(asking)
    }

    /// Lets time pass: hides or locks when nobody was here for so long. Returns whether it did.
    pub(crate) fn pass(&mut self, now: Duration) -> bool {
        let away = self.ends().is_some_and(|end| now >= end);
        if away {
            self.hide();
        }
        away
    }

    /// Takes what came back from another editor, and saves it. Where that was open for longer than the screens stay in
    /// sight, they do not come back into it: nobody knows who is there.
    pub(crate) fn came_back(&mut self, edited: Result<String, Trouble>, now: Duration) {
        self.edited(edited);
        self.save();
        if !self.pass(now) {
            self.touch(now);
        }
    }

    /// Takes what the passphrase command said.
    pub(crate) fn commanded(&mut self, passphrase: Result<Passphrase, Trouble>) {
        self.all_changed();
        self.desk.passphrase = Some(passphrase);
        if let Some(scene) = self.scenes.last_mut() {
            scene.resume(&mut self.desk);
        }
        self.unlocked();
    }

    /// Lets the screen that comes back once the passphrase was right learn its room as well.
    pub(super) fn fit_below(&mut self) {
        let asked = self.lock.sight == Sight::Asked;
        let room = self.room();
        if let Some(n) = self.lock.below.checked_sub(1).filter(|_| asked) {
            self.scenes[n].fit(room);
        }
    }
}
