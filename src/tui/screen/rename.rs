//! Another title for a reflection: one line, and nothing is written before Enter.

use ratatui::layout::{Position, Size};

use super::{Desk, Reply, Scene, Turn};
use crate::perform::{Called, Found};
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, LINE, TITLE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::line::{Line, Slip};
use crate::tui::widget::page::{Page, Role};
use crate::words::{fill, words};

/// A title being written.
#[derive(Debug)]
pub(crate) struct Rename {
    found: Found,
    called: Called,
    slip: Slip,
}

impl Rename {
    /// Opens it with the title there is.
    ///
    /// # Errors
    /// It cannot be called anything else: it is a copy, or cannot be read.
    pub(crate) fn new(found: Found, desk: &Desk) -> Result<Self, Trouble> {
        let r = &words().read;
        let called = desk.hands.called(&found)?;
        let mut above = Page::new();
        above.add(Role::Title, r.title);
        above.add(Role::Quiet, r.title_how);
        let mut below = Page::new();
        below.add(Role::Quiet, fill(r.title_empty, &[("title", &called.usual)]));
        let line = Line::new(&called.title, &called.usual);
        Ok(Self { found, called, slip: Slip::new(above, line, below) })
    }

    fn save(&mut self, desk: &mut Desk) -> Turn {
        if self.slip.text() == self.called.title {
            return Turn::Close;
        }
        match desk.hands.rename(&self.found, &self.slip.text()) {
            Ok(title) => {
                let told = Trouble::new(fill(words().read.titled, &[("title", &title)]));
                desk.hands.leave_note(told);
                Turn::Reply(Reply::Changed)
            }
            Err(trouble) => {
                desk.hands.leave_note(trouble);
                Turn::Stay
            }
        }
    }
}

impl Scene for Rename {
    fn keys(&self) -> &'static [Binding] {
        TITLE
    }

    fn writing(&self) -> &'static [Binding] {
        LINE
    }

    fn fit(&mut self, size: Size) {
        self.slip.fit(size);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Close,
            Act::Enter => return self.save(desk),
            act => {
                if let Some(copied) = self.slip.act(&act, &desk.clip) {
                    desk.clip.clone_from(&copied);
                    desk.copied = Some(copied);
                }
            }
        }
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().read.title_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.slip.draw(frame, look)
    }
}
