//! All promises: those held now, those that rest, those that are over; and the acts that were asked for.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::moment::Day;
use crate::perform::{A_PROMISE, Acts, Holding, LookForPromises, Promises};
use crate::promise::Mark;
use crate::reflection::{Outcome, Standing, telling};
use crate::tui::keys::{self, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::marks;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::{fill, words};

/// All promises.
#[derive(Debug)]
pub(crate) struct List {
    all: Option<Promises>,
    look: Option<LookForPromises>,
    sheet: Sheet<Go>,
    size: Size,
}

/// Where a row leads.
#[derive(Clone, Debug)]
enum Go {
    Today,
    One(Box<Holding>),
    Year,
    New,
    Acts(Box<Acts>),
}

impl List {
    /// Lists them as soon as they are known.
    pub(crate) fn new(desk: &Desk) -> Self {
        let mut list = Self { all: None, look: None, sheet: sheet(None, desk.now().day()), size: Size::ZERO };
        list.begin(true, desk);
        list
    }

    fn begin(&mut self, closely: bool, desk: &Desk) {
        let look = desk.hands.look_for_promises(closely);
        match look.wait(super::SOON) {
            Some(all) => self.take(all, desk),
            None => self.look = Some(look),
        }
    }

    fn take(&mut self, all: Promises, desk: &Desk) {
        // While nothing is known, what is in focus was not chosen.
        let focus = self.all.is_some().then(|| self.sheet.menu.focused().map(Go::key)).flatten();
        self.sheet = sheet(Some(&all), desk.now().day());
        if let Some(focus) = focus {
            self.sheet.menu.focus_on(|go| go.key() == focus);
        }
        (self.all, self.look) = (Some(all), None);
        self.fit(self.size);
    }

    /// Takes back what was said of today.
    fn reopen(&mut self, desk: &mut Desk) {
        let Some(Go::One(one)) = self.sheet.menu.focused().cloned() else { return };
        let on = desk.now().day();
        match desk.hands.take_back(&one.found, &one.commitment.prompt, on) {
            Ok(_) => self.begin(false, desk),
            Err(trouble) => desk.hands.leave_note(trouble),
        }
    }

    /// Says how the one in focus was kept today.
    fn say(&mut self, outcome: Outcome, desk: &mut Desk) {
        let Some(Go::One(one)) = self.sheet.menu.focused().cloned() else { return };
        let said = (desk.now().day(), outcome);
        match desk.hands.check_in(&one.found, &one.commitment.prompt, said, None) {
            Ok(_) => self.begin(false, desk),
            Err(trouble) => desk.hands.leave_note(trouble),
        }
    }
}

impl Go {
    /// Names a row, whatever has changed of it.
    fn key(&self) -> String {
        match self {
            Self::Today => "today".to_owned(),
            Self::One(one) => format!("one {}", one.name),
            Self::Year => "year".to_owned(),
            Self::New => "new".to_owned(),
            Self::Acts(acts) => format!("acts {}", acts.found.id),
        }
    }
}

fn sheet(all: Option<&Promises>, today: Day) -> Sheet<Go> {
    let p = &words().promise;
    let mut head = Page::new();
    head.add(Role::Title, p.title);
    head.add(Role::Quiet, if all.is_some() { p.about } else { p.looking });
    let mut items = Vec::new();
    if let Some(all) = all.filter(|all| !all.held.is_empty()) {
        let note = all.waiting_told(today).unwrap_or_else(|| p.today_none.to_owned());
        items.push(Item::new(Go::Today, p.today).letter('t').note(note));
        let of = |wanted: fn(&Holding, Day) -> bool| {
            all.held.iter().filter(move |one| wanted(one, today)).collect::<Vec<_>>()
        };
        let rests = |one: &Holding, _| matches!(one.commitment.promise.standing, Standing::Paused(_));
        let held = |one: &Holding, today: Day| {
            one.commitment.promise.standing == Standing::Held
                && (one.commitment.promise.next_due(today).is_some()
                    || one.commitment.mark(today) != Mark::NotDue)
        };
        for (heading, some) in [
            (p.held, of(held)),
            (p.resting, of(rests)),
            (p.over, all.held.iter().filter(|one| !held(one, today) && !rests(one, today)).collect()),
        ] {
            if !some.is_empty() {
                items.push(Item::heading(heading));
                items.extend(some.into_iter().map(|one| row(one, today)));
            }
        }
        items.push(Item::new(Go::Year, p.year_all).letter('y'));
    }
    items.push(Item::new(Go::New, p.new).letter('n').note(p.new_note));
    if let Some(all) = all.filter(|all| !all.acts.is_empty()) {
        items.push(Item::heading(p.acts));
        for acts in &all.acts {
            let note = fill(p.acts_note, &[("title", &acts.title)]);
            items.push(Item::new(Go::Acts(Box::new(acts.clone())), acts.asked.acts.join("; ")).note(note));
        }
    }
    Sheet::new(head, Menu::new(items))
}

fn row(one: &Holding, today: Day) -> Item<Go> {
    let p = &words().promise;
    let (promise, mark) = (&one.commitment.promise, one.commitment.mark(today));
    let state = match promise.standing {
        Standing::Paused(since) => fill(p.list_rests, &[("day", &telling::day(since))]),
        Standing::Ended(since) => fill(p.list_over, &[("day", &telling::day(since))]),
        Standing::Held if mark == Mark::NotDue => match promise.next_due(today) {
            Some(next) => fill(p.list_next, &[("day", &telling::day(next))]),
            None => String::new(),
        },
        Standing::Held => fill(p.list_today, &[("mark", mark.told())]),
    };
    let often = telling::how_often(&promise.terms);
    let note = if state.is_empty() { often } else { format!("{often}; {state}") };
    let (sign, plain) = marks::signs(mark);
    Item::new(Go::One(Box::new(one.clone())), one.commitment.short_title()).sign(sign, plain).note(note)
}

impl Scene for List {
    fn keys(&self) -> &'static [Binding] {
        keys::promises(self.size.width)
    }

    fn offers(&self, act: &Act) -> bool {
        !matches!(act, Act::Kept | Act::Partly | Act::Missed | Act::Reopen)
            || matches!(self.sheet.menu.focused(), Some(Go::One(_)))
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Close,
            Act::Kept => self.say(Outcome::Kept, desk),
            Act::Partly => self.say(Outcome::Partly, desk),
            Act::Missed => self.say(Outcome::Missed, desk),
            Act::Reopen => self.reopen(desk),
            act => match self.sheet.act(&act) {
                None => {}
                Some(Go::Today) => return Turn::Open(Route::Today),
                Some(Go::One(one)) => return Turn::Open(Route::Promise(one)),
                Some(Go::Year) => return Turn::Open(Route::Year(None)),
                Some(Go::New) => return Turn::Open(Route::Guide { guide: A_PROMISE.to_owned() }),
                Some(Go::Acts(acts)) => return Turn::Open(Route::Acts(acts)),
            },
        }
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        if let Some(all) = self.look.as_ref().and_then(LookForPromises::come) {
            self.take(all, desk);
        } else if self.all.is_none() && self.look.is_none() && !desk.hands.is_locked() {
            self.begin(true, desk);
        }
    }

    fn resume(&mut self, desk: &mut Desk) {
        self.begin(true, desk);
    }

    fn lock(&mut self) {
        let today = Day::FIRST;
        (self.all, self.look, self.sheet) = (None, None, sheet(None, today));
    }

    fn help(&self) -> Vec<String> {
        vec![words().promise.list_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
