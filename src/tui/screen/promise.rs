//! One promise: its words, how it goes of late, what it was before, and what can be done with it.

use ratatui::layout::{Position, Size};

use super::{ConfirmPage, Desk, Reply, Route, Scene, Turn};
use crate::moment::Day;
use crate::perform::{Change, Holding};
use crate::promise::{Mark, noted};
use crate::reflection::{Id, Outcome, Standing, Stop, telling};
use crate::tui::keys::{self, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::{fill, words};

/// How many notes are shown, the last first; the year has all of them.
const NOTES: usize = 5;

/// One promise.
#[derive(Debug)]
pub(crate) struct Promise {
    one: Option<Holding>,
    /// Its reflection and its prompt.
    of: (Id, String),
    sheet: Sheet<Go>,
    size: Size,
}

/// What can be done with it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Go {
    Year,
    Mend,
    Change(Change),
    Read,
}

impl Promise {
    /// Opens it, as it is now: something may have been said of it since it was listed.
    pub(crate) fn new(one: Holding, desk: &Desk) -> Self {
        let of = (one.found.id, one.commitment.prompt.clone());
        let one = desk.hands.promise_of(of.0, &of.1).unwrap_or(one);
        let sheet = sheet(&one, desk.now().day());
        Self { of, one: Some(one), sheet, size: Size::ZERO }
    }

    fn say(&mut self, outcome: Outcome, desk: &mut Desk) {
        let Some(one) = &self.one else { return };
        let said = (desk.now().day(), outcome);
        let done = desk.hands.check_in(&one.found, &one.commitment.prompt, said, None);
        self.take(done, desk);
    }

    /// Takes back what was said of today.
    fn reopen(&mut self, desk: &mut Desk) {
        let Some(one) = &self.one else { return };
        let done = desk.hands.take_back(&one.found, &one.commitment.prompt, desk.now().day());
        self.take(done, desk);
    }

    fn change(&mut self, change: Change, desk: &mut Desk) {
        let Some(one) = &self.one else { return };
        let done = desk.hands.change_promise(&one.found, &one.commitment.prompt, change);
        self.take(done, desk);
    }

    /// Takes what became of it.
    fn take(&mut self, done: Result<crate::promise::Commitment, crate::trouble::Trouble>, desk: &mut Desk) {
        match (done, &mut self.one) {
            (Ok(commitment), Some(one)) => {
                one.commitment = commitment;
                self.show(desk);
            }
            (Err(trouble), _) => desk.hands.leave_note(trouble),
            (Ok(_), None) => {}
        }
    }

    fn show(&mut self, desk: &Desk) {
        let Some(one) = &self.one else { return };
        let focus = self.sheet.menu.focused().copied();
        self.sheet = sheet(one, desk.now().day());
        self.sheet.menu.focus_on(|go| Some(*go) == focus);
        self.fit(self.size);
    }
}

fn sheet(one: &Holding, today: Day) -> Sheet<Go> {
    let p = &words().promise;
    let commitment = &one.commitment;
    let mut head = Page::new();
    head.add(Role::Title, commitment.title());
    let mark = commitment.mark(today);
    if mark != Mark::NotDue {
        head.add(Role::Strong, fill(p.day_today, &[("mark", mark.told())]));
    }
    if commitment.review.is_some_and(|review| review.falls_on(today)) {
        head.add(Role::Strong, p.review_today);
    }
    head.gap();
    for line in commitment.told(today) {
        head.add(Role::Text, line);
    }
    match commitment.promise.standing {
        Standing::Held => {}
        Standing::Paused(since) => {
            head.add(Role::Strong, fill(words().page.paused, &[("day", &telling::day(since))]));
        }
        Standing::Ended(since) => {
            head.add(Role::Strong, fill(words().page.ended, &[("day", &telling::day(since))]));
        }
    }
    for line in commitment.check_ins.not_understood() {
        head.add(Role::Quiet, fill(p.not_understood, &[("line", line)]));
    }
    earlier(&mut head, one);
    notes(&mut head, one);
    Sheet::new(head, Menu::new(rows(one, today)))
}

/// Tells what it was before, the last first.
fn earlier(head: &mut Page, one: &Holding) {
    let p = &words().promise;
    let earlier = &one.commitment.promise.earlier;
    if !earlier.is_empty() {
        head.gap();
        head.add(Role::Strong, p.earlier_title);
    }
    for terms in earlier.iter().rev() {
        let day = terms.until.map(telling::day).unwrap_or_default();
        let words = [terms.promise.as_str(), &terms.plan.then].into_iter().find(|words| !words.is_empty());
        let promise = format!("{} ({})", words.unwrap_or_default(), telling::how_often(terms));
        head.add(Role::Own, fill(p.earlier, &[("day", &day), ("promise", &promise)]));
    }
}

fn notes(head: &mut Page, one: &Holding) {
    let noted_days = one.commitment.check_ins.iter().rev().filter(|said| !said.note.is_empty());
    let lines: Vec<String> = noted_days.take(NOTES).map(noted).collect();
    if !lines.is_empty() {
        head.gap();
        head.add(Role::Strong, words().promise.notes);
    }
    lines.into_iter().for_each(|line| head.add(Role::Own, line));
}

fn rows(one: &Holding, today: Day) -> Vec<Item<Go>> {
    let p = &words().promise;
    let promise = &one.commitment.promise;
    let over = promise.terms.until.is_some_and(|until| until < today);
    let mut rows =
        vec![Item::new(Go::Year, p.see_year).letter('y'), Item::new(Go::Mend, p.make_smaller).letter('c')];
    match promise.standing {
        Standing::Held if !over => {
            rows.push(Item::new(Go::Change(Change::Rest), p.rest).letter('r').note(p.rest_note));
            rows.push(Item::new(Go::Change(Change::End), p.end).letter('e').note(p.end_note));
        }
        Standing::Paused(_) => {
            rows.push(Item::new(Go::Change(Change::TakeUp), p.take_up).letter('u'));
            rows.push(Item::new(Go::Change(Change::End), p.end).letter('e').note(p.end_note));
        }
        _ => rows.push(Item::new(Go::Change(Change::TakeUp), p.take_up).letter('u')),
    }
    rows.push(Item::new(Go::Read, p.read_all).letter('w'));
    rows
}

impl Scene for Promise {
    fn keys(&self) -> &'static [Binding] {
        keys::promises(self.size.width)
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        let p = &words().promise;
        match act {
            Act::Pause => return Turn::Close,
            Act::Kept => self.say(Outcome::Kept, desk),
            Act::Partly => self.say(Outcome::Partly, desk),
            Act::Missed => self.say(Outcome::Missed, desk),
            Act::Reopen => self.reopen(desk),
            act => {
                let (Some(go), Some(one)) = (self.sheet.act(&act), &self.one) else { return Turn::Stay };
                let found = Box::new(one.found.clone());
                match go {
                    Go::Year => return Turn::Open(Route::Year(Some(Box::new(one.clone())))),
                    Go::Mend => {
                        let stop = Some(Stop::Prompt(one.commitment.prompt.clone()));
                        return Turn::Open(Route::GoOn { found, stop });
                    }
                    Go::Read => {
                        return Turn::Open(Route::Read {
                            found,
                            copy: false,
                            at: None,
                            typed: String::new(),
                        });
                    }
                    Go::Change(Change::End) => {
                        return Turn::Open(Route::Confirm(Box::new(ConfirmPage {
                            ask: p.end_ask.to_owned(),
                            means: p.end_means.to_owned(),
                            yes: p.end_yes,
                            no: p.end_no,
                        })));
                    }
                    Go::Change(change) => self.change(change, desk),
                }
            }
        }
        Turn::Stay
    }

    fn answer(&mut self, reply: Reply, desk: &mut Desk) -> Turn {
        match reply {
            Reply::Yes => self.change(Change::End, desk),
            _ => self.resume(desk),
        }
        Turn::Stay
    }

    /// Its words may have changed above it.
    fn resume(&mut self, desk: &mut Desk) {
        match desk.hands.promise_of(self.of.0, &self.of.1) {
            Ok(one) => {
                self.one = Some(one);
                self.show(desk);
            }
            Err(trouble) => desk.hands.leave_note(trouble),
        }
    }

    fn woken(&mut self, desk: &mut Desk) {
        if self.one.is_none() && !desk.hands.is_locked() {
            self.resume(desk);
        }
    }

    fn lock(&mut self) {
        self.one = None;
        self.sheet = Sheet::new(Page::new(), Menu::new(Vec::new()));
    }

    fn help(&self) -> Vec<String> {
        vec![words().promise.list_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
