//! Home: what is most likely wanted, in that order. It asks for nothing that grows with the journal.

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Route, Scene, Turn};
use crate::moment::Moment;
use crate::perform::Header;
use crate::question::Support;
use crate::reflection::Id;
use crate::tui::keys::{Act, Binding, HOME};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role, put};
use crate::tui::widget::sheet::{ROOMY, Sheet, whole};
use crate::words::words;

/// Home.
#[derive(Debug)]
pub(crate) struct Home {
    sheet: Sheet<Go>,
    size: Size,
}

/// Where a row leads.
#[derive(Clone, Debug)]
enum Go {
    On(Id),
    Begin,
    Past,
    Guides,
    Support,
    Settings,
}

impl Home {
    /// Looks for the unfinished reflection touched last.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        desk.given = super::Given::default();
        Self::of(desk.hands.latest(), !desk.hands.is_new(), desk.now())
    }

    /// Makes the rows that have a meaning: with something to go on with or not, with a past or not.
    pub(crate) fn of(latest: Option<Header>, past: bool, now: Moment) -> Self {
        let mut head = Page::new();
        head.add(Role::Title, words().screens.home);
        Self { sheet: Sheet::new(head, Menu::new(items(latest, past, now)).airy()), size: Size::ZERO }
    }
}

fn items(latest: Option<Header>, past: bool, now: Moment) -> Vec<Item<Go>> {
    let w = &words().screens;
    let on = latest.map(|top| {
        let go = Go::On(top.id);
        let about = [top.title, top.stage_title.to_string(), top.updated.ago(now)];
        let about: Vec<_> = about.into_iter().filter(|part| !part.is_empty()).collect();
        Item::new(go, w.home_go_on).letter('c').note(about.join(", "))
    });
    let past = past.then(|| Item::new(Go::Past, w.home_past).letter('p'));
    let mut items = Vec::from_iter(on);
    items.push(Item::new(Go::Begin, w.home_begin).letter('b'));
    items.extend(past);
    items.push(Item::new(Go::Guides, w.home_guides).letter('g'));
    items.push(Item::new(Go::Support, w.home_support).letter('h'));
    items.push(Item::new(Go::Settings, w.home_settings).letter('s'));
    items
}

impl Scene for Home {
    fn keys(&self) -> &'static [Binding] {
        HOME
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        // The last two lines belong to the sentence at the bottom, where there is room for one.
        let below = if size.height >= ROOMY { 2 } else { 0 };
        self.sheet.fit(Size { height: size.height - below, ..size });
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match self.sheet.act(&act) {
            None => Turn::Stay,
            Some(Go::On(id)) => Turn::Open(Route::Resume { name: Some(id.to_string()), stop: None }),
            Some(Go::Begin) => Turn::Open(Route::Choose),
            Some(Go::Past) => Turn::Open(Route::Browse),
            Some(Go::Guides) => Turn::Open(Route::Guides),
            Some(Go::Support) => Turn::Open(Route::Support(Support::All)),
            Some(Go::Settings) => Turn::Open(Route::Settings),
        }
    }

    /// What was last may have been finished, or put away, above it.
    fn resume(&mut self, desk: &mut Desk) {
        let focus = self.sheet.menu.focused().map(std::mem::discriminant);
        *self = Self::new(desk);
        self.sheet.menu.focus_on(|go| Some(std::mem::discriminant(go)) == focus);
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.home_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        if self.size.height >= ROOMY {
            let all = column::of(whole(self.size));
            let line = Rect { y: all.bottom().saturating_sub(1), height: 1, ..all };
            put(frame, line, words().screens.home_kept, look.quiet());
        }
        self.sheet.draw(frame, look)
    }
}
