//! A sheet: some words, and a menu below them.

use ratatui::layout::{Position, Rect, Size};

use super::column;
use super::menu::Menu;
use super::page::Page;
use crate::text::{Edit, Motion};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// Words and a menu, in the column everything is read in.
#[derive(Debug)]
pub(crate) struct Sheet<T> {
    head: Page,
    /// The menu.
    pub(crate) menu: Menu<T>,
    above: Rect,
    /// Whether the words matter as much as the menu: then notes fold before words are cut.
    worded: bool,
}

/// With fewer lines than this, empty lines are left out.
pub(crate) const ROOMY: u16 = 14;

impl<T: Clone> Sheet<T> {
    /// Makes a sheet.
    pub(crate) fn new(head: Page, menu: Menu<T>) -> Self {
        Self { head, menu, above: Rect::ZERO, worded: false }
    }

    /// Has the notes of the menu fold before words are cut.
    pub(crate) fn worded(self) -> Self {
        Self { worded: true, ..self }
    }

    /// Tells whether there are more words than are in sight.
    pub(crate) fn is_cut(&self) -> bool {
        self.head.is_cut()
    }

    /// Puts other words above the menu.
    pub(crate) fn say(&mut self, head: Page) {
        self.head = head;
    }

    /// Learns the room it has: the menu gets half of it where it needs so much, the words the rest.
    pub(crate) fn fit(&mut self, size: Size) {
        let all = column::of(whole(size));
        let roomy = size.height >= ROOMY;
        self.head.tighten(!roomy);
        // Without a height, so that what was read on to stays in sight.
        self.head.fit(Rect { height: 0, ..all });
        let gap = u16::from(roomy);
        let lines = if self.worded { self.menu.least_at(all.width) } else { self.menu.lines_at(all.width) };
        let needs = cell(lines).min((all.height / 2).max(3));
        let words = cell(self.head.height()).min(all.height.saturating_sub(needs + gap));
        self.above = Rect { height: words, ..all };
        self.head.fit(self.above);
        let y = self.above.bottom() + gap;
        self.menu.fit(Rect { y, height: all.bottom().saturating_sub(y), ..all });
    }

    /// Acts: returns what was chosen, if something was.
    pub(crate) fn act(&mut self, act: &Act) -> Option<T> {
        let pages = matches!(act, Act::Edit(Edit::Move { to: Motion::PageUp | Motion::PageDown, .. }));
        if pages && self.head.is_cut() {
            self.head.act(act);
            return None;
        }
        self.menu.act(act)
    }

    /// Draws it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.head.draw(frame, self.above, look);
        self.menu.draw(frame, look).or(Some(self.above.as_position()))
    }
}

/// Returns the area a scene draws in.
pub(crate) fn whole(size: Size) -> Rect {
    Rect { x: 0, y: 0, width: size.width, height: size.height }
}

fn cell(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
