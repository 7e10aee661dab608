//! The guides: a list, and what there is to know of the one in focus.

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Route, Scene, Turn};
use crate::fault::Report;
use crate::guide::Guide;
use crate::perform::{Origin, Shelved};
use crate::text::{Edit, Motion};
use crate::tui::keys::{Act, BACK, Binding, GUIDES};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::guide::facts;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role, put};
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// The guides.
#[derive(Debug)]
pub(crate) struct Guides {
    shelf: Vec<Shelved>,
    menu: Menu<usize>,
    page: Page,
    /// Whose page it is, and for how many columns.
    shown: Option<(usize, u16)>,
    size: Size,
    title: Rect,
    below: Rect,
}

impl Guides {
    /// Lists the guides that are offered in this sitting.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let shelf = desk.hands.shelf();
        let items = shelf.iter().enumerate().map(|(n, shelved)| {
            let title = shelved.guide.as_ref().map_or(&shelved.id, |guide| &guide.title);
            Item::new(n, title).nth(n + 1)
        });
        let menu = Menu::new(items.collect()).list();
        let page = Page::new();
        Self { shelf, menu, page, shown: None, size: Size::ZERO, title: Rect::ZERO, below: Rect::ZERO }
    }

    /// Shows the one in focus.
    fn look(&mut self) {
        let width = self.below.width;
        let focused = self.menu.focused().map(|&n| (n, width));
        if focused == self.shown {
            return;
        }
        self.shown = focused;
        let shelved = focused.and_then(|(n, _)| self.shelf.get(n));
        self.page = shelved.map(|shelved| details(shelved, width)).unwrap_or_default();
        self.page.fit(self.below);
    }

    /// The list above, at most a third of the screen; what there is to know below it.
    fn lay_out(&mut self) {
        let all = column::of(whole(self.size));
        let roomy = self.size.height >= ROOMY;
        let gap = u16::from(roomy);
        self.title = Rect { height: 1.min(all.height), ..all };
        let most = (all.height / 3).max(2);
        let rows = u16::try_from(self.menu.lines_at(all.width)).unwrap_or(u16::MAX).min(most);
        let y = self.title.bottom() + gap;
        self.menu.fit(Rect { y, height: rows, ..all });
        let y = y + rows + 1;
        self.below = Rect { y, height: all.bottom().saturating_sub(y), ..all };
        self.look();
        self.page.fit(self.below);
    }
}

/// Tells all there is to know of a guide.
fn details(shelved: &Shelved, width: u16) -> Page {
    let mut page = Page::new();
    match &shelved.guide {
        Ok(guide) => whole_guide(&mut page, guide, width),
        Err(report) => broken(&mut page, report),
    }
    let w = &words().screens;
    let origin = match &shelved.origin {
        Origin::BuiltIn => w.guide_built_in.to_owned(),
        Origin::Own(path) => fill(w.guide_own, &[("file", &path.display().to_string())]),
        Origin::Replaces(path) => fill(w.guide_replaces, &[("file", &path.display().to_string())]),
    };
    page.add(Role::Quiet, origin);
    page
}

fn whole_guide(page: &mut Page, guide: &Guide, width: u16) {
    facts(page, guide, width);
    page.gap();
    page.add(Role::Text, words().screens.guide_sides);
    for side in &guide.perspectives {
        page.add(Role::Own, &*side.label);
    }
    page.gap();
}

fn broken(page: &mut Page, report: &Report) {
    let w = &words().screens;
    page.add(Role::Strong, fill(w.guide_broken, &[("fault", &report.first())]));
    page.gap();
    page.add(Role::Text, fill(w.guide_check, &[("file", &report.name)]));
    page.gap();
}

impl Scene for Guides {
    fn keys(&self) -> &'static [Binding] {
        let focused = self.menu.focused().and_then(|&n| self.shelf.get(n));
        if focused.is_some_and(|shelved| shelved.guide.is_ok()) { GUIDES } else { BACK }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.lay_out();
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Close,
            Act::Edit(Edit::Move { to: Motion::PageUp | Motion::PageDown, .. }) => {
                self.page.act(&act);
            }
            act => {
                let chosen = self.menu.act(&act).and_then(|n| self.shelf.get(n));
                if let Some(Shelved { guide: Ok(guide), .. }) = chosen {
                    return Turn::Open(Route::Guide { guide: guide.id.clone() });
                }
            }
        }
        self.look();
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.guides_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        put(frame, self.title, words().screens.guides, look.accent());
        self.page.draw(frame, self.below, look);
        self.menu.draw(frame, look).or(Some(self.title.as_position()))
    }
}
