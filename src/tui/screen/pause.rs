//! The pause menu of a walk. It never discards anything; `Esc` goes on writing.

use ratatui::layout::{Position, Size};

use super::{Desk, Reply, Scene, Turn};
use crate::tui::keys::{Act, Binding, PAUSE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::words;

/// The pause menu.
#[derive(Debug)]
pub(crate) struct Pause {
    sheet: Sheet<Go>,
    size: Size,
}

/// What a row does.
#[derive(Clone, Debug)]
enum Go {
    On,
    Do(Act),
    Home,
    Leave,
}

impl Pause {
    /// Opens it.
    pub(crate) fn new(desk: &Desk) -> Self {
        let w = &words().screens;
        let (stop, leave) = match desk.preview {
            Some(_) => (w.pause_again, w.pause_just_leave),
            None => (w.pause_stop, w.pause_leave),
        };
        let items = vec![
            Item::new(Go::On, w.pause_on).letter('g'),
            Item::new(Go::Do(Act::Map), w.pause_map).letter('m'),
            Item::new(Go::Do(Act::Answers), w.pause_answers).letter('a'),
            Item::new(Go::Do(Act::Skip), w.pause_skip).letter('k'),
            Item::new(Go::Do(Act::Support), w.pause_support).letter('h'),
            Item::new(Go::Home, stop).letter('s'),
            Item::new(Go::Leave, leave).letter('q'),
        ];
        Self { sheet: Sheet::new(head(desk), Menu::new(items)), size: Size::ZERO }
    }
}

/// Says that all is saved, as long as it is; else the footer says why not.
fn head(desk: &Desk) -> Page {
    let mut head = Page::new();
    head.add(Role::Title, words().screens.pause);
    if desk.preview.is_some() {
        head.add(Role::Text, words().screens.pause_preview);
    } else if desk.unsaved.is_none() {
        head.add(Role::Text, words().screens.pause_saved);
    }
    head
}

impl Scene for Pause {
    fn keys(&self) -> &'static [Binding] {
        PAUSE
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        if act == Act::Pause {
            return Turn::Close;
        }
        match self.sheet.act(&act) {
            None => Turn::Stay,
            Some(Go::On) => Turn::Close,
            Some(Go::Do(act)) => Turn::Reply(Reply::Do(act)),
            Some(Go::Home) => Turn::Home,
            Some(Go::Leave) => Turn::Leave,
        }
    }

    fn woken(&mut self, desk: &mut Desk) {
        self.sheet.say(head(desk));
        self.sheet.fit(self.size);
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
