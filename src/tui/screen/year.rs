//! A year of days: a column a week, a shape a day, and the day under the cursor in words. Where there is no room for a year,
//! half of one is in sight. The same can be told in words.

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, NotePage, Noted, Route, Scene, Turn};
use crate::moment::{Day, Weekday};
use crate::perform::{Holding, LookForPromises};
use crate::promise::{Commitment, Mark, Tally, months, noted, weeks};
use crate::reflection::{Outcome, telling};
use crate::text::{Edit, Motion, tame};
use crate::tui::keys::{self, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::marks;
use crate::tui::widget::page::{Page, Role, Sole, put};
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// The columns of the names of weekdays, with the gap behind them.
const NAMES: u16 = 3;

/// Up to this day a month has at least two weeks to come.
const MID_MONTH: i8 = 15;

/// With fewer columns, a day is written short.
const SHORT: u16 = 52;

/// The lines of a calendar: the months, and seven days.
const LINES: u16 = 8;

/// A year of one promise, or of all.
#[derive(Debug)]
pub(crate) struct Year {
    all: Vec<Holding>,
    look: Option<LookForPromises>,
    /// Which one is shown: its name; none for all together.
    shown: Option<String>,
    day: Day,
    today: Day,
    /// What each day of the year is, as it is drawn.
    marks: Vec<(Day, Mark)>,
    /// The same in words, while that is before the eyes.
    told: Option<Sole>,
    size: Size,
    locked: bool,
}

impl Year {
    /// Opens the year of today.
    pub(crate) fn new(one: Option<&Holding>, desk: &Desk) -> Self {
        let today = desk.now().day();
        let mut year = Self {
            all: one.into_iter().cloned().collect(),
            look: None,
            shown: one.map(|one| one.name.clone()),
            day: today,
            today,
            marks: Vec::new(),
            told: None,
            size: Size::ZERO,
            locked: false,
        };
        year.lay_out();
        year.begin(true, desk);
        year
    }

    fn begin(&mut self, closely: bool, desk: &Desk) {
        (self.today, self.locked) = (desk.now().day(), false);
        let look = desk.hands.look_for_promises(closely);
        match look.wait(super::SOON) {
            Some(all) => self.take(all.held),
            None => self.look = Some(look),
        }
    }

    fn take(&mut self, all: Vec<Holding>) {
        (self.all, self.look) = (all, None);
        self.lay_out();
    }

    fn one(&self) -> Option<&Holding> {
        let name = self.shown.as_ref()?;
        self.all.iter().find(|one| one.name == *name)
    }

    fn some(&self) -> Vec<&Commitment> {
        match &self.shown {
            Some(_) => self.one().into_iter().map(|one| &one.commitment).collect(),
            None => self.all.iter().map(|one| &one.commitment).collect(),
        }
    }

    /// Works out what each day of the year is. Days to come are none.
    fn lay_out(&mut self) {
        let some = self.some();
        let days = weeks(self.day.year()).into_iter().flatten().flatten();
        let mark = |day: Day| match day > self.today {
            true => Mark::NotDue,
            false => Mark::together(some.iter().map(|one| one.mark(day))),
        };
        self.marks = days.map(|day| (day, mark(day))).collect();
        if self.told.is_some() {
            self.tell();
        }
    }

    fn mark(&self, day: Day) -> Mark {
        let at = self.marks.binary_search_by_key(&day, |(day, _)| *day);
        at.map_or(Mark::NotDue, |at| self.marks[at].1)
    }

    /// Goes that many days on or back, and no further than the calendar of this program.
    fn go(&mut self, days: i32) {
        let year = self.day.year();
        self.day = self.day.plus(days);
        if self.day.year() != year {
            self.lay_out();
        }
    }

    fn turn(&mut self, on: bool) {
        let year = self.day.year() + if on { 1 } else { -1 };
        let same = Day::of(year, self.day.month(), self.day.day());
        if let Some(day) = same.or_else(|| Day::of(year, self.day.month(), 28)) {
            self.day = day;
            self.lay_out();
        }
    }

    /// Shows the next promise, and after the last one all together.
    fn next(&mut self) {
        let at = self.shown.as_ref().and_then(|name| self.all.iter().position(|one| one.name == *name));
        let next = match (&self.shown, at) {
            (None, _) => self.all.first(),
            (Some(_), Some(at)) => self.all.get(at + 1),
            (Some(_), None) => None,
        };
        self.shown = next.map(|one| one.name.clone());
        self.lay_out();
    }

    fn say(&mut self, outcome: Outcome, desk: &mut Desk) {
        let Some(one) = self.one().cloned() else { return };
        match desk.hands.check_in(&one.found, &one.commitment.prompt, (self.day, outcome), None) {
            Ok(commitment) => self.know(&one, commitment, desk),
            Err(trouble) => desk.hands.leave_note(trouble),
        }
    }

    /// Takes back what was said of the day.
    fn reopen(&mut self, desk: &mut Desk) {
        let Some(one) = self.one().cloned() else { return };
        match desk.hands.take_back(&one.found, &one.commitment.prompt, self.day) {
            Ok(commitment) => self.know(&one, commitment, desk),
            Err(trouble) => desk.hands.leave_note(trouble),
        }
    }

    /// Knows what became of a promise.
    fn know(&mut self, one: &Holding, commitment: Commitment, desk: &Desk) {
        for held in self.all.iter_mut().filter(|held| held.name == one.name) {
            held.commitment = commitment.clone();
        }
        self.lay_out();
        // A look that was begun before this word does not know it.
        self.begin(false, desk);
    }

    /// Opens the note on what was said of the day.
    fn note(&self) -> Turn {
        let Some(one) = self.one() else { return Turn::Stay };
        let Some(said) = one.commitment.check_ins.on(self.day) else { return Turn::Stay };
        Turn::Open(Route::Note(Box::new(NotePage {
            found: one.found.clone(),
            prompt: one.commitment.prompt.clone(),
            about: vec![one.commitment.title().to_owned(), self.line()],
            said: Noted::Day(said.clone()),
        })))
    }

    fn title(&self) -> String {
        let p = &words().promise;
        let of = self.one().map_or(p.year_together.to_owned(), |one| one.commitment.short_title());
        format!("{}  {}", self.day.year(), tame(&of).replace('\n', " "))
    }

    /// Returns the day under the cursor in words.
    fn line(&self) -> String {
        let p = &words().promise;
        let told = if self.day > self.today { p.to_be } else { self.mark(self.day).told() };
        if self.size.width < SHORT {
            let month = p.months_short.split(' ').nth(usize::try_from(self.day.month() - 1).unwrap_or(0));
            let (day, year) = (self.day.day().to_string(), self.day.year().to_string());
            let gaps =
                [("day", &*day), ("month", month.unwrap_or_default()), ("year", &year), ("mark", told)];
            return fill(p.day_short, &gaps);
        }
        let (weekday, day) = (telling::weekday(self.day.weekday()), telling::day(self.day));
        fill(p.day_line, &[("weekday", weekday), ("day", &day), ("mark", told)])
    }

    /// Returns what was noted on the day under the cursor; with all promises together, how each was kept.
    fn notes(&self) -> Vec<String> {
        let said = |one: &Holding| {
            let said = one.commitment.check_ins.on(self.day)?;
            let name = if self.shown.is_some() { "" } else { one.commitment.title() };
            let how = Mark::from(said.outcome).told();
            let parts = [name, if name.is_empty() { "" } else { how }, said.note.as_str()];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Some(parts.join(": "))
        };
        let all = self.all.iter().filter(|one| self.shown.as_ref().is_none_or(|name| *name == one.name));
        all.filter_map(said).filter(|line| !line.is_empty()).map(|line| tame(&line).into_owned()).collect()
    }

    /// Tells the year in words.
    fn tell(&mut self) {
        let p = &words().promise;
        let mut page = Page::new();
        page.add(Role::Title, self.title());
        page.gap();
        let some = self.some();
        let months = months(&some, self.day.year(), self.today);
        if months.is_empty() {
            page.add(Role::Text, p.year_nothing);
        }
        months.iter().for_each(|month| page.add(Role::Text, month.told()));
        if let Some(one) = self.one() {
            page.gap();
            one.commitment.of_late(self.today).into_iter().for_each(|line| page.add(Role::Text, line));
            let by_weekday = one.commitment.by_weekday(self.today);
            for (day, tally) in
                Weekday::ALL.into_iter().zip(by_weekday).filter(|(_, tally)| *tally != Tally::default())
            {
                page.add(Role::Text, weekday_line(day, tally));
            }
            let year = self.day.year();
            let of_year = one.commitment.check_ins.iter().filter(|said| said.on.year() == year);
            let notes: Vec<_> = of_year.filter(|said| !said.note.is_empty()).collect();
            if !notes.is_empty() {
                page.gap();
                page.add(Role::Strong, p.notes);
            }
            for said in notes {
                page.add(Role::Own, noted(said));
            }
        }
        let mut told = Sole::new(page);
        told.fit(self.size);
        self.told = Some(told);
    }

    /// Returns the weeks in sight: all of the year, or the part with the cursor.
    fn in_sight(&self, room: usize) -> (Vec<crate::promise::Week>, usize) {
        let weeks = weeks(self.day.year());
        let at = weeks.iter().position(|week| week.contains(&Some(self.day))).unwrap_or(0);
        if weeks.len() <= room || room == 0 {
            return (weeks, at);
        }
        // The half of the year that holds the day, so that what is in sight does not slide with each key.
        let half = weeks.len().div_ceil(2).min(room);
        let first = if at < half { 0 } else { weeks.len() - half };
        (weeks[first..first + half].to_vec(), at - first)
    }

    fn draw_calendar(&self, frame: &mut Frame<'_>, area: Rect, look: Look) -> Position {
        let p = &words().promise;
        let (weeks, at) = self.in_sight(usize::from(area.width.saturating_sub(NAMES)));
        let names: Vec<&str> = p.weekdays_short.split(' ').collect();
        let months: Vec<&str> = p.months_short.split(' ').collect();
        for (row, name) in (0..7u16).zip(&names) {
            put(frame, Rect { x: area.x, y: area.y + 1 + row, width: NAMES, height: 1 }, name, look.quiet());
        }
        let mut free = area.x;
        for (n, week) in (0u16..).zip(&weeks) {
            let x = area.x + NAMES + n;
            // The month the first week is in is named where it lasts long enough to be read.
            let named = |day: &&Day| day.day() == 1 || n == 0 && day.day() <= MID_MONTH;
            let first = week.iter().flatten().find(named);
            if let Some(name) =
                first.and_then(|day| months.get(day.month() as usize - 1)).filter(|_| x >= free)
            {
                let width = 3.min(area.right().saturating_sub(x));
                put(frame, Rect { x, y: area.y, width, height: 1 }, name, look.quiet());
                free = x + 4;
            }
            for (row, day) in (0u16..).zip(week) {
                let Some(day) = day else { continue };
                let mark = self.mark(*day);
                let style = match mark {
                    Mark::Kept | Mark::Partly => look.accent(),
                    Mark::Missed => look.text(),
                    Mark::Open | Mark::NotDue => look.quiet(),
                };
                let style = if *day == self.day { style.patch(look.selected()) } else { style };
                let place = Rect { x, y: area.y + 1 + row, width: 1, height: 1 };
                put(frame, place, marks::shape(mark, look.unicode), style);
            }
        }
        let row = u16::try_from(self.day.weekday().place()).unwrap_or(0);
        Position { x: area.x + NAMES + u16::try_from(at).unwrap_or(0), y: area.y + 1 + row }
    }
}

/// Says what the shapes stand for.
fn legend(unicode: bool) -> String {
    let of = |mark| marks::shape(mark, unicode);
    let [kept, partly, missed, open] = [Mark::Kept, Mark::Partly, Mark::Missed, Mark::Open].map(of);
    let gaps = [("kept", kept), ("partly", partly), ("missed", missed), ("open", open)];
    fill(words().promise.legend, &gaps)
}

fn weekday_line(day: Weekday, tally: Tally) -> String {
    let number = |n: usize| n.to_string();
    let (kept, partly, missed) = (number(tally.kept), number(tally.partly), number(tally.missed));
    let day = telling::on_weekday(day);
    let gaps = [("day", day.as_str()), ("kept", &kept), ("partly", &partly), ("missed", &missed)];
    fill(words().promise.weekdays_line, &gaps)
}

impl Scene for Year {
    fn keys(&self) -> &'static [Binding] {
        keys::year(self.size.width)
    }

    fn offers(&self, act: &Act) -> bool {
        match act {
            Act::Kept | Act::Partly | Act::Missed | Act::Reopen => {
                self.shown.is_some() && self.told.is_none()
            }
            Act::Enter => {
                self.told.is_none()
                    && self.one().is_some_and(|one| one.commitment.check_ins.on(self.day).is_some())
            }
            Act::Next => !self.all.is_empty(),
            _ => true,
        }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        if let Some(told) = &mut self.told {
            told.fit(size);
        }
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause if self.told.is_some() => self.told = None,
            Act::Pause => return Turn::Close,
            Act::InWords if self.told.is_some() => self.told = None,
            Act::InWords => self.tell(),
            Act::Next => self.next(),
            Act::Turn(on) => self.turn(on),
            act if self.told.is_some() => {
                if let Some(told) = &mut self.told {
                    told.act(&act);
                }
            }
            Act::Kept => self.say(Outcome::Kept, desk),
            Act::Partly => self.say(Outcome::Partly, desk),
            Act::Missed => self.say(Outcome::Missed, desk),
            Act::Reopen => self.reopen(desk),
            Act::Enter => return self.note(),
            Act::Edit(Edit::Move { to, .. }) => match to {
                Motion::Up => self.go(-1),
                Motion::Down => self.go(1),
                Motion::Left => self.go(-7),
                Motion::Right => self.go(7),
                Motion::PageUp => self.turn(false),
                Motion::PageDown => self.turn(true),
                Motion::Start | Motion::LineStart => self.go(self.today.since(self.day)),
                _ => {}
            },
            Act::Edit(Edit::Scroll(by)) => self.go(by.signum()),
            _ => {}
        }
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        if self.locked && !desk.hands.is_locked() {
            self.begin(true, desk);
        }
        if let Some(all) = self.look.as_ref().and_then(LookForPromises::come) {
            self.take(all.held);
        }
    }

    fn resume(&mut self, desk: &mut Desk) {
        self.begin(true, desk);
    }

    fn answer(&mut self, _reply: super::Reply, desk: &mut Desk) -> Turn {
        self.begin(true, desk);
        Turn::Stay
    }

    fn lock(&mut self) {
        (self.all, self.look, self.told, self.locked) = (Vec::new(), None, None, true);
        self.lay_out();
    }

    fn help(&self) -> Vec<String> {
        vec![words().promise.year_help.to_owned(), legend(true)]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        if let Some(told) = &self.told {
            return told.draw(frame, look);
        }
        let all = column::of(whole(self.size));
        let roomy = self.size.height >= ROOMY;
        let gap = u16::from(roomy);
        put(frame, column::line(all, all.y), &self.title(), look.strong());
        let calendar = Rect { y: all.y + 1 + gap, height: LINES, ..all };
        let cursor = self.draw_calendar(frame, calendar.intersection(all), look);
        let mut y = calendar.bottom() + gap;
        put(frame, column::line(all, y), &self.line(), look.text());
        y += 1;
        let legend = legend(look.unicode);
        let last = all.bottom().saturating_sub(1);
        for row in self.notes().iter().flat_map(|note| crate::text::rows(note, usize::from(all.width))) {
            if y >= last.saturating_sub(gap) {
                break;
            }
            put(frame, column::line(all, y), row, look.accent());
            y += 1;
        }
        if y <= last {
            put(frame, column::line(all, last), &legend, look.quiet());
        }
        Some(cursor)
    }
}
