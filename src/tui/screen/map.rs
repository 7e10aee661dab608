//! The map of a walk: its parts and questions, which are answered, and where one is.

use ratatui::layout::{Position, Size};

use super::{Desk, MapPage, Reply, Scene, Turn};
use crate::reflection::Stop;
use crate::tui::keys::{Act, Binding, MAP};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::words;

/// Signs and their plain twins.
const HERE: (&str, &str) = ("●", "@");
const DONE: (&str, &str) = ("✓", "x");

/// The map.
#[derive(Debug)]
pub(crate) struct Map {
    sheet: Sheet<Stop>,
}

impl Map {
    /// Shows where one is.
    pub(crate) fn new(page: MapPage) -> Self {
        let here = page.rows.iter().find(|row| row.3).and_then(|row| row.1.clone());
        let items = page.rows.into_iter().filter_map(|(words, stop, answered, here)| match stop {
            None => (!words.is_empty()).then(|| Item::heading(words)),
            Some(stop) => Some(marked(Item::new(stop, words), answered, here)),
        });
        let mut menu = Menu::new(items.collect());
        menu.focus_on(|stop| Some(stop) == here.as_ref());
        let mut head = Page::new();
        head.add(Role::Title, words().screens.map);
        Self { sheet: Sheet::new(head, menu) }
    }
}

fn marked(item: Item<Stop>, answered: bool, here: bool) -> Item<Stop> {
    match (here, answered) {
        (true, _) => item.sign(HERE.0, HERE.1),
        (false, true) => item.sign(DONE.0, DONE.1),
        (false, false) => item,
    }
}

impl Scene for Map {
    fn keys(&self) -> &'static [Binding] {
        MAP
    }

    fn fit(&mut self, size: Size) {
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Pause | Act::Map => Turn::Close,
            act => self.sheet.act(&act).map_or(Turn::Stay, |stop| Turn::Reply(Reply::Go(stop))),
        }
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.map_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
