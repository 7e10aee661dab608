//! Choosing a guide to begin with. Where there is but one, nobody is asked.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::guide::Guide;
use crate::perform::{Origin, Shelved};
use crate::tui::keys::{Act, Binding, MENU};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::{count, fill, words};

/// The choice of a guide.
#[derive(Debug)]
pub(crate) struct Choose {
    sheet: Sheet<String>,
}

impl Choose {
    /// Lists the guides that can be walked in this sitting.
    pub(crate) fn new(shelf: &[Shelved]) -> Self {
        let w = &words().screens;
        let mut head = Page::new();
        head.add(Role::Title, w.choose);
        let mut items: Vec<_> =
            whole(shelf).enumerate().map(|(n, (own, guide))| row(guide, own, n)).collect();
        if items.is_empty() {
            head.gap();
            head.add(Role::Text, w.choose_none);
        }
        let broken: Vec<_> = shelf.iter().filter_map(|shelved| shelved.guide.as_ref().err()).collect();
        if !broken.is_empty() {
            items.push(Item::heading(w.broken));
            items.extend(
                broken
                    .into_iter()
                    .map(|report| Item::heading(fill(w.broken_check, &[("file", &report.name)]))),
            );
        }
        Self { sheet: Sheet::new(head, Menu::new(items).airy()) }
    }
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
    Item::new(guide.id.clone(), &guide.title).nth(n + 1).note(about(guide, own))
}

/// Says in a line or two what a guide is.
pub(super) fn about(guide: &Guide, own: bool) -> String {
    let w = &words().screens;
    let mut parts: Vec<_> = guide.summary.clone().into_iter().collect();
    parts.extend(guide.minutes.map(|minutes| count(minutes as usize, w.about_minute, w.about_minutes)));
    parts.extend(own.then(|| w.own.to_owned()));
    parts.join(" ")
}

impl Scene for Choose {
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
        self.sheet.act(&act).map_or(Turn::Stay, |guide| Turn::Open(Route::Side { guide }))
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.choose_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
