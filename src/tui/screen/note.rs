//! A note on a day of a promise, or on an act that was asked for: one line, saved by Enter.

use ratatui::layout::{Position, Size};

use super::{Desk, NotePage, Noted, Reply, Scene, Turn};
use crate::tui::keys::{Act, Binding, LINE, NOTE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::line::{Line, Slip};
use crate::tui::widget::page::{Page, Role};
use crate::words::words;

/// A note being written.
#[derive(Debug)]
pub(crate) struct Note {
    on: NotePage,
    slip: Slip,
    /// The note as it was.
    before: String,
    /// Whether it could not be saved the last time.
    failed: bool,
    /// Whether what was read was let go of.
    gone: bool,
}

impl Note {
    /// Opens it with the note there is.
    pub(crate) fn new(on: NotePage) -> Self {
        let mut above = Page::new();
        for (n, line) in on.about.iter().enumerate() {
            above.add(if n == 0 { Role::Own } else { Role::Text }, &**line);
        }
        let note = match &on.said {
            Noted::Day(said) => &said.note,
            Noted::Act(seen) => &seen.note,
        };
        let slip = Slip::new(above, Line::new(note, words().promise.act_note), Page::new());
        let before = note.clone();
        Self { slip, before, failed: false, gone: false, on }
    }

    fn keep(&mut self, desk: &mut Desk) -> Turn {
        let (found, prompt, note) = (&self.on.found, &self.on.prompt, self.slip.text());
        let done = match self.on.said.clone() {
            Noted::Day(said) => {
                desk.hands.check_in(found, prompt, (said.on, said.outcome), Some(note)).map(drop)
            }
            Noted::Act(seen) => {
                desk.hands.notice(found, prompt, (seen.on, &seen.act, seen.sight), Some(note)).map(drop)
            }
        };
        self.failed = done.is_err();
        match done {
            Ok(()) => {
                self.before = self.slip.text();
                Turn::Reply(Reply::Changed)
            }
            Err(trouble) => {
                desk.hands.leave_note(trouble);
                Turn::Stay
            }
        }
    }
}

impl Scene for Note {
    fn keys(&self) -> &'static [Binding] {
        NOTE
    }

    fn writing(&self) -> &'static [Binding] {
        LINE
    }

    fn fit(&mut self, size: Size) {
        self.slip.fit(size);
    }

    /// A note as far as it is written is kept: it may be the last key.
    fn save(&mut self, desk: &mut Desk) {
        if !self.gone && self.slip.text() != self.before {
            self.keep(desk);
        }
    }

    /// What was read is let go of; what was written is saved.
    fn lock(&mut self) {
        self.gone = true;
        let mut above = Page::new();
        above.add(Role::Text, words().promise.note_saved);
        self.slip = Slip::new(above, Line::new("", ""), Page::new());
        self.on.about.clear();
        self.before.clear();
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            _ if self.gone => return Turn::Close,
            // Whoever was told that it cannot be saved may leave all the same.
            Act::Pause if self.failed => return Turn::Close,
            Act::Pause | Act::Enter => return self.keep(desk),
            act => {
                if let Some(copied) = self.slip.act(&act, &desk.clip) {
                    desk.clip.clone_from(&copied);
                    desk.copied = Some(copied);
                }
                if !desk.busy {
                    self.save(desk);
                }
            }
        }
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().promise.act_note.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.slip.draw(frame, look)
    }
}
