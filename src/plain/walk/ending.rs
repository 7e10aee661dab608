//! The end of a walk: what the last page asks, what is kept, and leaving with everything saved.

use std::io::{BufRead, Write};

use super::{Course, Walk};
use crate::effect::Effect;
use crate::plain::keeping::Hands;
use crate::question::Keeps;
use crate::reflection::Stop;
use crate::session::{At, Step};
use crate::trouble::Trouble;
use crate::words::{fill, words};

impl<H: Hands, I: BufRead, O: Write, E: Write> Walk<'_, H, I, O, E> {
    /// Prints what the last page asks, if it asks something that its page does not say itself.
    pub(super) fn ask_at_finish(&mut self) {
        let p = &words().plain;
        let Some((left, keeps)) = self.ends() else { return };
        let question = match keeps {
            _ if self.session.is_preview() => p.preview_again,
            _ if !left.is_empty() => return,
            Keeps::Step => p.ask_step,
            Keeps::Nothing => p.ask_nothing,
            Keeps::All if self.waits => p.read_again,
            Keeps::All => return,
        };
        self.talk.say(question);
    }

    /// Returns what the last page leaves to do, if one is there: the questions that are left, and what is to be kept.
    /// Where nothing can be changed, all of it is.
    fn ends(&self) -> Option<(Vec<Stop>, Keeps)> {
        let view = self.session.view();
        let At::Finish { left, keeps, .. } = view.at else { return None };
        let keeps = if view.read_only || view.preview { Keeps::All } else { keeps };
        Some((left.into_iter().map(|left| left.stop).collect(), keeps))
    }

    /// Tells whether the last page waits for a line.
    pub(super) fn asks_at_finish(&self) -> bool {
        let waits = self.waits || self.session.is_preview();
        self.ends().is_some_and(|(left, keeps)| waits || !left.is_empty() || keeps != Keeps::All)
    }

    /// Takes a line on the last page: the number of a question that is left, or whether to keep less.
    pub(super) fn at_finish(&mut self, said: &str) -> Course {
        let Some((left, keeps)) = self.ends() else { return Course::On };
        if said.is_empty() {
            return Course::End;
        }
        if left.is_empty() && keeps != Keeps::All {
            return self.conclude(said, keeps);
        }
        if self.session.is_preview() && is(words().fields.no_letters, said) {
            return Course::End;
        }
        if self.session.is_preview() && is(words().fields.yes_letters, said) {
            self.session.begin_again(self.hands.now());
            self.part.clear();
            self.arrive();
            return Course::On;
        }
        let goal = said.parse::<usize>().ok().and_then(|n| left.get(n.checked_sub(1)?));
        match goal {
            Some(stop) => {
                self.step(Step::Jump(stop.clone()));
                self.part.clear();
                self.arrive();
            }
            None if self.session.is_preview() => self.talk.say(words().plain.preview_again),
            None if left.is_empty() => self.talk.say(words().plain.read_again),
            None => {
                self.talk.say(&fill(words().plain.numbers_only, &[("n", &left.len().to_string())]));
            }
        }
        Course::On
    }

    /// Carries out what was decided to keep, when the person says yes to it.
    fn conclude(&mut self, said: &str, keeps: Keeps) -> Course {
        let (p, f) = (&words().plain, &words().fields);
        if is(f.no_letters, said) {
            self.talk.say(p.not_now);
            return Course::End;
        }
        if !is(f.yes_letters, said) {
            self.talk.say(p.sure);
            return Course::On;
        }
        self.step(Step::Conclude);
        if !self.keeping.owes() {
            self.session.step(Step::Concluded, self.hands.now());
            self.gone = keeps == Keeps::Nothing;
            self.talk.say(if self.gone { p.did_nothing } else { p.did_step });
        }
        Course::End
    }

    /// Does what a step led to, and tells at once what failed.
    pub(super) fn perform(&mut self, effects: Vec<Effect>) {
        let owed = self.keeping.owes();
        match self.keeping.perform(self.hands, effects) {
            Err(trouble) => self.talk.alarm(&trouble),
            Ok(()) if owed && !self.keeping.owes() => self.talk.say(words().plain.saved_again),
            Ok(()) => {}
        }
    }

    /// Tries again what is owed, and tells when it worked.
    pub(super) fn retry(&mut self) {
        if self.keeping.owes() && self.keeping.again(self.hands, &self.session).is_ok() {
            self.talk.say(words().plain.saved_again);
        }
    }

    /// Tells what is to be known and is no failure.
    pub(super) fn notes(&mut self) {
        if let Some(note) = self.hands.note() {
            self.talk.say(&note.to_string());
        }
    }

    /// Leaves: the place is noted, and all is on the disk.
    pub(super) fn leave(mut self) -> Result<(), Trouble> {
        let p = &words().plain;
        let lost = |trouble: Trouble| Trouble { advice: p.lost_advice.to_owned(), ..trouble };
        if !self.gone {
            let led = self.session.step(Step::Leave, self.hands.now());
            self.keeping.perform(self.hands, led.effects).map_err(lost)?;
        }
        self.keeping.again(self.hands, &self.session).map_err(lost)?;
        self.hands.settle()?;
        self.notes();
        let view = self.session.view();
        let ended = matches!(view.at, At::Finish { ref left, .. } if left.is_empty());
        let said = match (view.read_only, ended) {
            _ if view.preview => p.preview_stopped,
            (true, _) => p.stopped_reading,
            (false, true) => return Ok(()),
            (false, false) if self.session.reflection().answers.is_empty() => p.stopped_empty,
            (false, false) => p.stopped,
        };
        self.talk.say(said);
        Ok(())
    }
}

/// Tells whether one of these letters and words was said.
fn is(known: &str, said: &str) -> bool {
    let said = said.to_lowercase();
    known.split_whitespace().any(|word| word == said)
}
