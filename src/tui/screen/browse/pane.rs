//! The reading pane: the one in focus, beside the list where there is room, at what was found in it.

use ratatui::layout::Rect;

use super::super::Desk;
use crate::perform::Found;
use crate::search::At;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::Page;

/// What is read beside the list.
#[derive(Debug, Default)]
pub(super) struct Pane {
    area: Rect,
    page: Option<(Read, Page)>,
}

/// What is read: which one, at which answer, with which words marked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) found: Found,
    pub(super) at: Option<At>,
    pub(super) typed: String,
}

impl Pane {
    /// Learns its place; without columns there is no room.
    pub(super) fn fit(&mut self, area: Rect) {
        self.area = area;
        if let Some((_, page)) = &mut self.page {
            page.fit(area);
        }
    }

    /// Reads what is in focus, if that is not read already.
    pub(super) fn show(&mut self, read: Option<Read>, desk: &Desk) {
        let Some(read) = read.filter(|_| self.area.width > 0) else {
            self.page = None;
            return;
        };
        if self.page.as_ref().is_none_or(|(shown, _)| *shown != read) {
            let (mut page, loaded) = super::super::read::page(&read.found, desk);
            let number = |at: &At| {
                let reflection = &loaded.as_ref().ok()?.0;
                reflection.told().filter(|answer| !answer.value.is_empty()).position(|answer| at.is(answer))
            };
            page.seek(&read.typed);
            page.fit(self.area);
            page.mark(read.at.as_ref().and_then(number));
            self.page = Some((read, page));
        }
    }

    /// Has it read once more: it may have changed.
    pub(super) fn forget(&mut self) {
        self.page = None;
    }

    /// Draws it.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, look: Look) {
        if let Some((_, page)) = self.page.as_ref().filter(|_| self.area.width > 0) {
            page.draw(frame, self.area, look);
        }
    }
}
