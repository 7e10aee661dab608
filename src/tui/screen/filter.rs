//! Which past reflections are listed: rows to choose from under headings, made of what there is. What is chosen holds for
//! this sitting and is written nowhere.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use ratatui::layout::{Position, Rect, Size};

use super::{Among, Desk, Scene, Turn};
use crate::moment::{Day, Moment, Period};
use crate::perform::{Catalogue, Filter, Performer};
use crate::reflection::{Status, telling};
use crate::text::{Edit, Motion};
use crate::tui::keys::{Act, Binding, FILTER, WRITING};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::blank::Blank;
use crate::tui::widget::column;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::put;
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// What is listed.
#[derive(Debug)]
pub(crate) struct FilterPage {
    among: Among,
    names: Names,
    now: Moment,
    menu: Menu<Choice>,
    /// The two days, while they are typed.
    days: Option<Days>,
    size: Size,
    title: Rect,
}

/// What there is to choose from, by name.
#[derive(Debug, Default)]
struct Names {
    guides: Vec<(String, String)>,
    sides: Vec<(String, String)>,
    stages: Vec<String>,
    years: Vec<i16>,
}

/// Two days that are typed.
#[derive(Debug)]
struct Days {
    from: Blank,
    until: Blank,
    /// Whether the second has the caret.
    second: bool,
    wrong: Option<&'static str>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Everything,
    Status(Status),
    Side(String),
    Guide(String),
    Stage(String),
    Time(Period),
    Between,
}

impl FilterPage {
    /// Makes the rows of what there is.
    pub(crate) fn new(list: &Catalogue, desk: &Desk) -> Self {
        let mut page = Self {
            among: desk.among.clone(),
            names: Names::of(list, &desk.hands),
            now: desk.now(),
            menu: Menu::new(Vec::new()).list(),
            days: None,
            size: Size::ZERO,
            title: Rect::ZERO,
        };
        page.make_rows(&Choice::Everything);
        page
    }

    fn make_rows(&mut self, focus: &Choice) {
        self.menu = Menu::new(self.items()).list();
        self.menu.focus_on(|choice| choice == focus);
        self.lay_out();
    }

    fn items(&self) -> Vec<Item<Choice>> {
        let b = &words().browse;
        let mut items = vec![self.item(Choice::Everything, b.filter_all)];
        items.push(Item::heading(b.filter_status));
        items.push(self.item(Choice::Status(Status::Open), b.filter_open));
        items.push(self.item(Choice::Status(Status::Finished), b.filter_finished));
        let several = |n: usize, chosen: bool| n > 1 || chosen;
        let Names { guides, sides, stages, years } = &self.names;
        if several(sides.len(), self.among.filter.perspective.is_some()) {
            items.push(Item::heading(b.filter_side));
            items.extend(sides.iter().map(|(id, name)| self.item(Choice::Side(id.clone()), name)));
        }
        if several(guides.len(), self.among.filter.guide.is_some()) {
            items.push(Item::heading(b.filter_guide));
            items.extend(guides.iter().map(|(id, name)| self.item(Choice::Guide(id.clone()), name)));
        }
        if !stages.is_empty() {
            items.push(Item::heading(b.filter_stage));
            items.extend(stages.iter().map(|name| self.item(Choice::Stage(name.clone()), name)));
        }
        items.push(Item::heading(b.filter_time));
        let today = self.now.day();
        let near = [
            (Period::month(today.year(), today.month()), b.filter_this_month),
            (Period::year(today.year()), b.filter_this_year),
            (Period::year(today.year() - 1), b.filter_last_year),
        ];
        items.extend(
            near.into_iter().filter_map(|(period, name)| Some(self.item(Choice::Time(period?), name))),
        );
        let older = years.iter().filter(|&&year| year < today.year() - 1 || year > today.year());
        items.extend(
            older.filter_map(|&year| Some(self.item(Choice::Time(Period::year(year)?), &year.to_string()))),
        );
        items.push(self.item(Choice::Between, b.filter_between));
        items
    }

    fn item(&self, choice: Choice, name: &str) -> Item<Choice> {
        let chosen = self.is_chosen(&choice);
        let item = Item::new(choice, name);
        if chosen { item.sign("●", "*") } else { item.sign("○", "o") }
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        let filter = &self.among.filter;
        let days = (filter.since, filter.until);
        match choice {
            Choice::Everything => filter.is_empty(),
            Choice::Status(status) => filter.status == Some(*status),
            Choice::Side(id) => filter.perspective.as_ref() == Some(id),
            Choice::Guide(id) => filter.guide.as_ref() == Some(id),
            Choice::Stage(name) => filter.stage.as_ref() == Some(name),
            Choice::Time(period) => days == (Some(period.first), Some(period.last)),
            Choice::Between => days != (None, None) && !self.is_a_row(filter),
        }
    }

    /// Tells whether the days of a filter are those of a row with a name.
    fn is_a_row(&self, filter: &Filter) -> bool {
        let (Some(first), Some(last)) = (filter.since, filter.until) else { return false };
        let today = self.now.day();
        let month = Period::month(today.year(), today.month());
        Some(Period { first, last }) == month || Some(Period { first, last }) == Period::year(first.year())
    }

    /// Chooses a row, or lets go of it.
    fn choose(&mut self, choice: Choice, desk: &mut Desk) {
        let chosen = self.is_chosen(&choice);
        let filter = &mut self.among.filter;
        let turned = |there: &str| (!chosen).then(|| there.to_owned());
        match &choice {
            Choice::Everything => *filter = Filter::default(),
            Choice::Status(status) => {
                filter.status = (!chosen).then_some(*status);
                // Only open ones stopped at a stage.
                if filter.status == Some(Status::Finished) {
                    filter.stage = None;
                }
            }
            Choice::Side(id) => filter.perspective = turned(id),
            Choice::Guide(id) => filter.guide = turned(id),
            Choice::Stage(name) => {
                filter.stage = turned(name);
                if filter.stage.is_some() && filter.status == Some(Status::Finished) {
                    filter.status = None;
                }
            }
            Choice::Time(period) => {
                filter.since = (!chosen).then_some(period.first);
                filter.until = (!chosen).then_some(period.last);
            }
            Choice::Between => return self.ask_days(),
        }
        self.take(desk);
        self.make_rows(&choice);
    }

    /// Has what is chosen hold.
    fn take(&mut self, desk: &mut Desk) {
        self.among.told = self.names.told(&self.among.filter);
        desk.among = self.among.clone();
    }

    fn ask_days(&mut self) {
        let b = &words().browse;
        let mut from = Blank::new(b.filter_from, b.filter_invite);
        let mut until = Blank::new(b.filter_until, b.filter_invite);
        let said = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        from.set(&said(self.among.filter.since));
        until.set(&said(self.among.filter.until));
        from.select();
        until.select();
        self.days = Some(Days { from, until, second: false, wrong: None });
        self.lay_out();
    }

    /// Takes the two days that were typed; an empty one is any.
    fn take_days(&mut self, desk: &mut Desk) {
        let Some(days) = &mut self.days else { return };
        let read = |blank: &Blank| match blank.text().trim() {
            "" => Ok(None),
            text => text.parse::<Period>().map(Some),
        };
        let b = &words().browse;
        if days.refuse() {
            return;
        }
        let (from, until) = match (read(&days.from), read(&days.until)) {
            (Ok(from), Ok(until)) => (from.map(|one| one.first), until.map(|one| one.last)),
            _ => return,
        };
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            days.wrong = Some(b.filter_turned);
            return;
        }
        (self.among.filter.since, self.among.filter.until) = (from, until);
        self.days = None;
        self.take(desk);
        self.make_rows(&Choice::Between);
    }

    fn act_days(&mut self, act: Act, desk: &mut Desk) {
        let Some(days) = &mut self.days else { return };
        match act {
            Act::Pause => {
                self.days = None;
                self.lay_out();
            }
            Act::Enter if days.second => self.take_days(desk),
            Act::Enter | Act::Next | Act::Edit(Edit::Move { to: Motion::Down, .. }) => {
                if !days.refuse() {
                    days.second = true;
                }
            }
            Act::Back | Act::Edit(Edit::Move { to: Motion::Up, .. }) => days.second = false,
            act => {
                days.wrong = None;
                let second = days.second;
                if !days.blank().act(&act, &mut desk.clip) {
                    days.second = !second;
                    if !matches!(act, Act::Click(..)) || !days.blank().act(&act, &mut desk.clip) {
                        days.second = second;
                    }
                }
            }
        }
    }

    fn lay_out(&mut self) {
        let all = column::of(whole(self.size));
        self.title = all;
        let head = (if self.size.height >= ROOMY { 3 } else { 2 }).min(all.height);
        self.menu.fit(Rect { y: all.y + head, height: all.height - head, ..all });
        if let Some(days) = &mut self.days {
            let line = |y: u16| column::line(all, all.y + y);
            days.from.fit(line(2));
            days.until.fit(line(3));
        }
    }

    /// Says what is chosen so far.
    fn told(&self) -> &str {
        if self.among.told.is_empty() { words().browse.filter_all } else { &self.among.told }
    }
}

impl Days {
    /// Says what is wrong with the days so far; the next letter takes the place of the one that is wrong.
    fn refuse(&mut self) -> bool {
        let b = &words().browse;
        for second in [false, true].into_iter().take(if self.second { 2 } else { 1 }) {
            let text = if second { self.until.text() } else { self.from.text() };
            if !text.trim().is_empty() && text.parse::<Period>().is_err() {
                self.wrong = Some(if Period::is_form(&text) { b.no_such_day } else { b.go_to_how });
                self.second = second;
                self.blank().select();
                return true;
            }
        }
        false
    }

    fn blank(&mut self) -> &mut Blank {
        if self.second { &mut self.until } else { &mut self.from }
    }

    /// Draws them, and returns where the cursor belongs.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: Look) -> Position {
        let (from, until) = (self.from.draw(frame, look), self.until.draw(frame, look));
        let rows = self.wrong.map(|wrong| crate::text::rows(wrong, usize::from(area.width.max(1))));
        for (row, y) in rows.into_iter().flatten().zip(area.y + 5..) {
            put(frame, column::line(area, y), row, look.strong());
        }
        if self.second { until } else { from }
    }
}

impl Names {
    /// Finds what there is to choose from.
    fn of(list: &Catalogue, hands: &Performer) -> Self {
        let (mut guides, mut sides) = (BTreeMap::new(), BTreeMap::new());
        let (mut stages, mut years) = (BTreeMap::new(), BTreeSet::new());
        for listed in list.iter() {
            if let Some(day) = listed.begun() {
                years.insert(Reverse(day.year()));
            }
            let Ok(top) = &listed.entry else { continue };
            guides.entry(&*top.guide).or_insert(&*top.guide_title);
            sides.entry(&*top.perspective).or_insert_with(|| top.perspective.to_string());
            if top.status == Status::Open && !top.stage_title.is_empty() {
                stages.entry(&*top.stage_title).or_insert(usize::MAX);
            }
        }
        let mut place = 0;
        for guide in hands.guides().into_iter().filter_map(|shelved| shelved.guide.ok()) {
            for side in guide.perspectives {
                if let Some(name) = sides.get_mut(&*side.id).filter(|name| **name == side.id) {
                    *name = side.label;
                }
            }
            for part in &guide.parts {
                place += 1;
                if let Some(known) = part.title.as_deref().and_then(|title| stages.get_mut(title)) {
                    *known = place.min(*known);
                }
            }
        }
        sides.retain(|id, _| !id.is_empty());
        guides.retain(|id, _| !id.is_empty());
        let title = |id: &str, title: &str| if title.is_empty() { id.to_owned() } else { title.to_owned() };
        // Stages stand in the order of their guide.
        let mut stages: Vec<_> = stages.into_iter().collect();
        stages.sort_by_key(|(_, place)| *place);
        Self {
            guides: guides.into_iter().map(|(id, told)| (id.to_owned(), title(id, told))).collect(),
            sides: sides.into_iter().map(|(id, name)| (id.to_owned(), name)).collect(),
            stages: stages.into_iter().map(|(name, _)| name.to_owned()).collect(),
            years: years.into_iter().map(|year| year.0).collect(),
        }
    }

    /// Says what a filter lets through.
    fn told(&self, filter: &Filter) -> String {
        let b = &words().browse;
        let name = |id: &Option<String>, known: &[(String, String)]| {
            let id = id.as_ref()?;
            Some(known.iter().find(|(one, _)| one == id).map_or_else(|| id.clone(), |(_, name)| name.clone()))
        };
        let status = filter.status.map(|status| match status {
            Status::Open => b.filter_open.to_owned(),
            Status::Finished => b.filter_finished.to_owned(),
        });
        let parts = [
            status,
            name(&filter.perspective, &self.sides),
            name(&filter.guide, &self.guides),
            filter.stage.clone(),
            days_told(filter.since, filter.until),
        ];
        let parts = parts.into_iter().flatten();
        parts.reduce(|one, other| fill(b.and, &[("one", &one), ("other", &other)])).unwrap_or_default()
    }
}

/// Says from which day to which; a whole year by its number.
fn days_told(since: Option<Day>, until: Option<Day>) -> Option<String> {
    let b = &words().browse;
    let of = |form: &str, from: Option<Day>, until: Option<Day>| {
        let day = |day: Option<Day>| day.map(telling::day).unwrap_or_default();
        fill(form, &[("from", &day(from)), ("until", &day(until))])
    };
    match (since, until) {
        (None, None) => None,
        (Some(_), None) => Some(of(b.since, since, None)),
        (None, Some(_)) => Some(of(b.until, None, until)),
        (Some(first), Some(last)) => {
            let period = Some(Period { first, last });
            let month = usize::try_from(first.month()).unwrap_or(1).saturating_sub(1);
            let month_name = words().page.months.split(' ').nth(month).unwrap_or_default();
            let year = first.year().to_string();
            Some(if period == Period::year(first.year()) {
                year
            } else if period == Period::month(first.year(), first.month()) {
                fill(words().screens.browse_month, &[("month", month_name), ("year", &year)])
            } else if first == last {
                telling::day(first)
            } else {
                of(b.between, since, until)
            })
        }
    }
}

impl Scene for FilterPage {
    fn keys(&self) -> &'static [Binding] {
        FILTER
    }

    fn writing(&self) -> &'static [Binding] {
        if self.days.is_some() { WRITING } else { &[] }
    }

    fn offers(&self, act: &Act) -> bool {
        *act != Act::External
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.lay_out();
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        if self.days.is_some() {
            self.act_days(act, desk);
        } else if act == Act::Pause {
            return Turn::Close;
        } else if let Some(choice) = self.menu.act(&act) {
            self.choose(choice, desk);
        }
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().browse.filter_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let b = &words().browse;
        put(frame, column::line(self.title, self.title.y), b.filter, look.accent());
        if let Some(days) = &self.days {
            return Some(days.draw(frame, self.title, look));
        }
        put(frame, column::line(self.title, self.title.y + 1), self.told(), look.quiet());
        self.menu.draw(frame, look)
    }
}
