//! Another title for a reflection: one line, and nothing is written before Enter.

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Reply, Scene, Turn};
use crate::perform::{Called, Found};
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, LINE, TITLE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::line::Line;
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// A title being written.
#[derive(Debug)]
pub(crate) struct Rename {
    found: Found,
    called: Called,
    line: Line,
    above: (Page, Rect),
    below: (Page, Rect),
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
        Ok(Self { found, called, line, above: (above, Rect::ZERO), below: (below, Rect::ZERO) })
    }

    fn save(&mut self, desk: &mut Desk) -> Turn {
        if self.line.text() == self.called.title {
            return Turn::Close;
        }
        match desk.hands.rename(&self.found, &self.line.text()) {
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
        let all = column::of(whole(size));
        let gap = u16::from(size.height >= ROOMY);
        let (above, below) = (&mut self.above, &mut self.below);
        above.0.fit(all);
        let words = u16::try_from(above.0.height()).unwrap_or(u16::MAX).min(all.height.saturating_sub(3));
        above.1 = Rect { height: words, ..all };
        above.0.fit(above.1);
        let y = above.1.bottom() + gap;
        let room = all.bottom().saturating_sub(y);
        let lines = self.line.height_at(all.width).clamp(2, 4).min(room);
        self.line.fit(Rect { y, height: lines, ..all });
        let y = (y + lines + gap).min(all.bottom());
        below.1 = Rect { y, height: all.bottom() - y, ..all };
        below.0.fit(below.1);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Close,
            Act::Enter => return self.save(desk),
            act => {
                if let (_, Some(copied)) = self.line.act(&act, &desk.clip) {
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
        for (page, area) in [&self.above, &self.below] {
            page.draw(frame, *area, look);
        }
        Some(self.line.draw(frame, look))
    }
}
