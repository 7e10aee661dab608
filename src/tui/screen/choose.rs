//! Choosing a guide to begin with: their titles, and a line on the one in focus. Where there is but one, nobody is asked.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::fault::Report;
use crate::guide::Guide;
use crate::perform::{Origin, Shelved};
use crate::tui::keys::{Act, Binding, MENU};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::{fill, words};

/// The choice of a guide.
#[derive(Debug)]
pub(crate) struct Choose {
    sheet: Sheet<String>,
    size: Size,
    /// How much was off when the guides were listed.
    off: usize,
}

impl Choose {
    /// Lists the guides that are offered in this sitting.
    pub(crate) fn new(shelf: &[Shelved], desk: &Desk) -> Self {
        Self { sheet: listed(shelf), size: Size::ZERO, off: desk.hands.off().len() }
    }
}

fn listed(shelf: &[Shelved]) -> Sheet<String> {
    let w = &words().screens;
    let mut head = Page::new();
    head.add(Role::Title, w.choose);
    let mut items: Vec<_> = whole(shelf).enumerate().map(|(n, (own, guide))| row(guide, own, n)).collect();
    if items.is_empty() {
        head.gap();
        head.add(Role::Text, w.choose_none);
    }
    let broken: Vec<_> = shelf.iter().filter_map(|shelved| shelved.guide.as_ref().err()).collect();
    if !broken.is_empty() {
        items.push(Item::heading(w.broken));
        let check = |report: &Report| Item::heading(fill(w.broken_check, &[("file", &report.name)]));
        items.extend(broken.into_iter().map(check));
    }
    Sheet::new(head, Menu::new(items).airy())
}

/// Returns the guide that is the only one to choose, if it is.
pub(crate) fn only(shelf: &[Shelved]) -> Option<String> {
    match shelf {
        [Shelved { guide: Ok(guide), .. }] => Some(guide.id.clone()),
        _ => None,
    }
}

/// Iterates over the guides without faults; with each, whether it is the person's own.
fn whole(shelf: &[Shelved]) -> impl Iterator<Item = (bool, &Guide)> {
    shelf.iter().filter_map(|shelved| Some((shelved.origin != Origin::BuiltIn, shelved.guide.as_ref().ok()?)))
}

fn row(guide: &Guide, own: bool, n: usize) -> Item<String> {
    let own = own.then_some(words().screens.own);
    let note: Vec<_> = guide.summary.as_deref().into_iter().chain(own).collect();
    Item::new(guide.id.clone(), &guide.title).nth(n + 1).note(note.join(" "))
}

impl Scene for Choose {
    fn keys(&self) -> &'static [Binding] {
        MENU
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        if act == Act::Pause {
            return Turn::Close;
        }
        self.sheet.act(&act).map_or(Turn::Stay, |guide| Turn::Open(Route::Guide { guide }))
    }

    /// What was turned off above it is not listed any more; what was in focus stays there.
    fn resume(&mut self, desk: &mut Desk) {
        if desk.hands.off().len() == self.off {
            return;
        }
        let focus = self.sheet.menu.focused().cloned();
        *self = Self { size: self.size, ..Self::new(&desk.hands.offered(), desk) };
        self.sheet.menu.focus_on(|guide| Some(guide) == focus.as_ref());
        self.sheet.fit(self.size);
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.choose_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
