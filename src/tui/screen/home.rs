//! Home: what is most likely wanted, in that order. It asks for nothing that grows with the journal: what to go on with is
//! remembered, and looked for once it has been drawn.

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Route, Scene, Turn};
use crate::moment::Moment;
use crate::perform::{Found, Header, Latest, LookForPromises, Remembered};
use crate::question::Support;
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, HOME};
use crate::tui::look;
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
    /// What there is to go on with, as far as is known.
    latest: Remembered,
    /// Whether anything was ever written.
    past: bool,
    /// When its rows were made.
    now: Moment,
    look: Look,
    /// A look for promises, how many wait for a word, as far as that is known, and whether that was looked at.
    promises: Option<LookForPromises>,
    waiting: Option<String>,
    counted: bool,
    /// Whether somebody waits for what is looked for, to go on with it; and where that leads, once it is found.
    waits: bool,
    goes: Option<Route>,
}

/// Whether what is remembered still holds.
#[derive(Debug)]
enum Look {
    /// It is to be looked at.
    Due,
    /// It is being looked at.
    Begun(Latest),
    Done,
    /// All was let go of: what is remembered is to be taken anew.
    Gone,
}

impl Look {
    fn begun(look: Latest) -> Self {
        if look.is_begun() { Self::Begun(look) } else { Self::Done }
    }
}

/// Where a row leads.
#[derive(Clone, Debug)]
enum Go {
    /// On with this one, or with the one that is found.
    On(Option<Box<Found>>),
    Begin,
    Promises,
    Past,
    Guides,
    Support,
    Settings,
}

impl Home {
    /// Offers to go on with what is remembered.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        desk.given = super::Given::default();
        let mut home = Self::of(desk.hands.remembered(), !desk.hands.is_new(), None, desk.now());
        // The first frame waits for nothing; those after it do not flicker.
        if home.latest == Remembered::Nothing && desk.hands.is_ready() {
            let look = desk.hands.look_for_latest();
            match look.wait(super::SOON) {
                Some(found) => home.take(found, desk.now()),
                None => home.look = Look::begun(look),
            }
        }
        home
    }

    /// Makes the rows that have a meaning: with something to go on with or not, with a past or not.
    pub(crate) fn of(latest: Remembered, past: bool, waiting: Option<String>, now: Moment) -> Self {
        let mut head = Page::new();
        head.add(Role::Title, words().screens.home);
        let sheet = Sheet::new(head, Menu::new(items(&latest, past, waiting.as_deref(), now)).airy());
        let look = if past { Look::Due } else { Look::Done };
        let promises = None;
        Self {
            sheet,
            size: Size::ZERO,
            latest,
            past,
            now,
            look,
            promises,
            waiting,
            counted: false,
            waits: false,
            goes: None,
        }
    }

    /// Takes what was found.
    fn take(&mut self, found: Option<(Found, Header)>, now: Moment) {
        let latest = found.map_or(Remembered::None, |(found, header)| Remembered::Open(found, header));
        self.look = Look::Done;
        if latest != self.latest {
            *self = Self { look: Look::Done, ..self.with(latest, now) };
        }
    }

    /// Returns it with this to go on with. What was in focus stays there.
    fn with(&self, latest: Remembered, now: Moment) -> Self {
        let focus = self.sheet.menu.focused().map(std::mem::discriminant);
        let mut home = Self::of(latest, self.past, self.waiting.clone(), now);
        home.sheet.menu.focus_on(|go| Some(std::mem::discriminant(go)) == focus);
        home.counted = self.counted;
        home.fit(self.size);
        home
    }
}

fn items(latest: &Remembered, past: bool, waiting: Option<&str>, now: Moment) -> Vec<Item<Go>> {
    let w = &words().screens;
    let on = match latest {
        Remembered::None => None,
        Remembered::Nothing => Some((Go::On(None), w.home_looking.to_owned())),
        Remembered::Open(found, top) => {
            let about = [top.title.clone(), top.stage_title.to_string(), top.updated.ago(now)];
            let about: Vec<_> = about.into_iter().filter(|part| !part.is_empty()).collect();
            Some((Go::On(Some(Box::new(found.clone()))), about.join(", ")))
        }
    };
    let on = on.map(|(go, note)| Item::new(go, w.home_go_on).letter('c').note(note));
    let past = past.then(|| Item::new(Go::Past, w.home_past).letter('p'));
    let mut items = Vec::from_iter(on);
    items.push(Item::new(Go::Begin, w.home_begin).letter('b'));
    let p = &words().promise;
    items.push(Item::new(Go::Promises, p.title).letter('t').note(waiting.unwrap_or(p.home_note)));
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

    fn drawn(&mut self, desk: &mut Desk) {
        if matches!(self.look, Look::Due) && !desk.hands.is_locked() {
            self.look = Look::begun(desk.hands.look_for_latest());
        }
        // One after the other: both may read much.
        let free = !matches!(self.look, Look::Begun(_)) && self.past && !self.counted;
        if free && self.promises.is_none() && !desk.hands.is_locked() {
            self.promises = Some(desk.hands.look_for_promises(false));
        }
    }

    fn woken(&mut self, desk: &mut Desk) {
        if matches!(self.look, Look::Gone) && !desk.hands.is_locked() {
            *self = self.with(desk.hands.remembered(), desk.now());
        }
        if let Look::Begun(look) = &self.look
            && let Some(found) = look.come()
        {
            let waits = self.waits;
            self.take(found, desk.now());
            match &self.latest {
                Remembered::Open(found, _) if waits => {
                    self.goes = Some(Route::GoOn { found: Box::new(found.clone()), stop: None });
                }
                _ if waits => desk.hands.leave_note(Trouble::new(words().perform.none_open)),
                _ => {}
            }
            self.waits = false;
        }
        if let Some(all) = self.promises.as_ref().and_then(LookForPromises::come) {
            self.waiting = all.waiting_told(desk.now().day());
            let look = std::mem::replace(&mut self.look, Look::Done);
            *self = Self { look, counted: true, ..self.with(self.latest.clone(), desk.now()) };
        }
    }

    fn goes(&mut self) -> Turn {
        self.goes.take().map_or(Turn::Stay, Turn::Open)
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        // Whoever does something else does not wait any more.
        (self.waits, self.goes) = (false, None);
        let Some(go) = self.sheet.act(&act) else { return Turn::Stay };
        if let Go::On(None) = go {
            // It is looked for already; no key waits for that.
            self.drawn(desk);
            self.waits = matches!(self.look, Look::Begun(_));
        } else if let Look::Begun(_) = self.look {
            // What opens now may read the same: nobody waits for this one.
            self.look = Look::Due;
        }
        self.promises = None;
        match go {
            Go::On(Some(found)) => Turn::Open(Route::GoOn { found, stop: None }),
            Go::On(None) if self.waits => Turn::Stay,
            Go::On(None) => Turn::Open(Route::Resume(None)),
            Go::Begin => Turn::Open(Route::Choose),
            Go::Promises => Turn::Open(Route::Promises),
            Go::Past => Turn::Open(Route::Browse),
            Go::Guides => Turn::Open(Route::Guides),
            Go::Support => Turn::Open(Route::Support(Support::All)),
            Go::Settings => Turn::Open(Route::Settings),
        }
    }

    /// The thread that looks holds the key.
    fn lock(&mut self) {
        self.waiting = None;
        if self.past {
            let gone = self.with(Remembered::Nothing, self.now);
            *self = Self { look: Look::Gone, counted: false, ..gone };
        }
    }

    /// What was last may have been finished, or put away, above it.
    fn resume(&mut self, desk: &mut Desk) {
        let focus = self.sheet.menu.focused().map(std::mem::discriminant);
        let waiting = self.waiting.take();
        *self = Self::new(desk);
        if waiting.is_some() {
            // It is counted anew, and does not flicker meanwhile.
            self.waiting = waiting;
            let look = std::mem::replace(&mut self.look, Look::Done);
            *self = Self { look, ..self.with(self.latest.clone(), desk.now()) };
        }
        self.sheet.menu.focus_on(|go| Some(std::mem::discriminant(go)) == focus);
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.home_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: look::Look) -> Option<Position> {
        if self.size.height >= ROOMY {
            let all = column::of(whole(self.size));
            let line = Rect { y: all.bottom().saturating_sub(1), height: 1, ..all };
            put(frame, line, words().screens.home_kept, look.quiet());
        }
        self.sheet.draw(frame, look)
    }
}
