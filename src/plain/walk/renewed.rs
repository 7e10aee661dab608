//! A walk whose guide is being written: it goes on under the guide as its file has it now.

use std::io::{BufRead, Write};
use std::sync::Arc;

use super::{Course, Walk};
use crate::plain::keeping::Hands;
use crate::plain::preview::mended;
use crate::session::At;
use crate::words::words;

impl<H: Hands, I: BufRead, O: Write, E: Write> Walk<'_, H, I, O, E> {
    /// Takes the guide as it is now, if it changed. Returns how the walk goes on where the line at hand does not count any
    /// more: it answers another question than the one that stands there now. An answer that is being given goes first.
    pub(super) fn renew(&mut self) -> Option<Course> {
        if self.midway {
            return None;
        }
        let guide = match self.hands.renewed()? {
            Ok(guide) => Some(guide),
            Err(report) => mended(self.talk, self.hands, &report),
        };
        let side = self.session.reflection().perspective.clone();
        let Some(guide) = guide else { return Some(Course::End) };
        if guide.perspective(&side).is_none() {
            self.talk.say(words().plain.preview_side_gone);
            return Some(Course::End);
        }
        let before = self.in_question();
        self.session.take_guide(Arc::clone(&guide), self.hands.now());
        if before.is_some() && before == self.in_question() {
            return None;
        }
        self.talk.say(words().authors.read_again);
        self.part.clear();
        self.arrive();
        Some(Course::On)
    }

    /// Returns all that a line is said to: the question with its words.
    fn in_question(&self) -> Option<(String, String, crate::question::Question)> {
        match self.session.view().at {
            At::Prompt { prompt, ask, .. } => {
                Some((prompt.id.clone(), ask.to_owned(), prompt.question.clone()))
            }
            _ => None,
        }
    }
}
