//! A question that yes answers. No is in focus first, and `Esc` is no.

use ratatui::layout::{Position, Size};

use super::{ConfirmPage, Desk, Reply, Scene, Turn};
use crate::tui::keys::{Act, Binding, CONFIRM};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;

/// A question.
#[derive(Debug)]
pub(crate) struct Confirm {
    sheet: Sheet<bool>,
}

impl Confirm {
    /// Asks it.
    pub(crate) fn new(page: ConfirmPage) -> Self {
        let mut head = Page::new();
        head.add(Role::Strong, page.ask);
        head.gap();
        head.add(Role::Text, page.means);
        let items = vec![Item::new(false, page.no).letter('n'), Item::new(true, page.yes).letter('y')];
        Self { sheet: Sheet::new(head, Menu::new(items)) }
    }
}

impl Scene for Confirm {
    fn keys(&self) -> &'static [Binding] {
        CONFIRM
    }

    fn fit(&mut self, size: Size) {
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        if act == Act::Pause {
            return Turn::Close;
        }
        match self.sheet.act(&act) {
            None => Turn::Stay,
            Some(false) => Turn::Close,
            Some(true) => Turn::Reply(Reply::Yes),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
