//! Choosing a perspective of a guide. Where there is but one, nobody is asked.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::guide::Guide;
use crate::tui::keys::{Act, Binding, MENU};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::words;

/// The choice of a perspective.
#[derive(Debug)]
pub(crate) struct Side {
    guide: String,
    sheet: Sheet<String>,
}

impl Side {
    /// Lists the perspectives of a guide.
    pub(crate) fn new(guide: &Guide) -> Self {
        let mut head = Page::new();
        head.add(Role::Title, &*guide.title);
        head.add(Role::Quiet, super::choose::about(guide, false));
        head.gap();
        head.add(Role::Strong, words().screens.side);
        let sides = guide.perspectives.iter().enumerate().map(|(n, side)| {
            Item::new(side.id.clone(), &side.label).nth(n + 1).note(side.help.as_deref().unwrap_or_default())
        });
        Self { guide: guide.id.clone(), sheet: Sheet::new(head, Menu::new(sides.collect()).airy()) }
    }
}

impl Scene for Side {
    fn keys(&self) -> &'static [Binding] {
        MENU
    }

    fn fit(&mut self, size: Size) {
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        if act == Act::Pause {
            return Turn::Close;
        }
        self.sheet.act(&act).map_or(Turn::Stay, |perspective| {
            Turn::Replace(Route::Begin { guide: self.guide.clone(), perspective })
        })
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.choose_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
