//! The promises of a day, one after the other: kept, partly, missed, and a note if one is wanted. At its end, what there is
//! to look back at.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::perform::{Holding, LookForPromises, Promises};
use crate::reflection::{Outcome, telling};
use crate::session::{Daily, Due, Word};
use crate::tui::keys::{Act, Binding, LINE, TODAY, TODAY_NOTE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::line::{Line, Slip};
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::{fill, words};

/// A walk through the promises of a day.
#[derive(Debug)]
pub(crate) struct Today {
    walk: Option<Daily>,
    look: Option<LookForPromises>,
    promises: Promises,
    face: Face,
    size: Size,
}

/// What is before the eyes.
#[derive(Debug)]
enum Face {
    /// How it was, or the end of the walk.
    Ask(Box<Sheet<Go>>),
    /// A note on what was said.
    Note(Box<Slip>),
}

/// What a row means.
#[derive(Clone, Debug)]
enum Go {
    Say(Outcome),
    Skip,
    Promise(Box<Holding>),
    All,
    Done,
}

impl Today {
    /// Begins a walk as soon as it is known what waits.
    pub(crate) fn new(desk: &Desk) -> Self {
        let mut today = Self {
            walk: None,
            look: None,
            promises: Promises::default(),
            face: Face::Ask(Box::new(looking())),
            size: Size::ZERO,
        };
        today.begin(desk);
        today
    }

    fn begin(&mut self, desk: &Desk) {
        let look = desk.hands.look_for_promises(true);
        match look.wait(super::SOON) {
            Some(all) => self.take(all, desk),
            None => self.look = Some(look),
        }
    }

    fn take(&mut self, all: Promises, desk: &Desk) {
        let held = all.held.iter().map(|one| (one.found.id, &one.commitment));
        self.walk = Some(Daily::new(held, desk.now().day()));
        (self.promises, self.look) = (all, None);
        self.show();
    }

    /// Shows where the walk stands.
    fn show(&mut self) {
        let Some(walk) = &self.walk else { return };
        self.face = match walk.due() {
            Some(due) if walk.is_noting() => Face::Note(Box::new(note(due))),
            Some(due) => Face::Ask(Box::new(ask(due, walk))),
            None => Face::Ask(Box::new(end(walk, &self.promises))),
        };
        self.fit(self.size);
    }

    fn hear(&mut self, word: Word, desk: &mut Desk) {
        let before = self.walk.clone();
        let effect = self.walk.as_mut().and_then(|walk| walk.hear(word));
        if let Some(Err(trouble)) = effect.map(|effect| desk.hands.perform(effect)) {
            // What was not saved was not said.
            self.walk = before;
            desk.hands.leave_note(trouble);
        }
        if self.walk.as_ref().is_some_and(|walk| walk.due().is_none()) {
            // What is told at the end knows what was said on the way.
            self.promises = desk.hands.promises();
        }
        self.show();
    }

    fn go(&mut self, go: Go, desk: &mut Desk) -> Turn {
        match go {
            Go::Say(outcome) => self.hear(Word::Outcome(outcome), desk),
            Go::Skip => self.hear(Word::Skip, desk),
            Go::Promise(holding) => return Turn::Open(Route::Promise(holding)),
            Go::All => return Turn::Replace(Route::Promises),
            Go::Done => return Turn::Close,
        }
        Turn::Stay
    }
}

fn looking() -> Sheet<Go> {
    let mut head = Page::new();
    head.add(Role::Title, words().promise.today);
    head.add(Role::Quiet, words().promise.looking);
    Sheet::new(head, Menu::new(Vec::new()))
}

/// Returns what stands above: which one it is, of which day, and its words.
fn head(due: &Due, walk: &Daily) -> Page {
    let p = &words().promise;
    let mut head = Page::new();
    let (n, of) = walk.place();
    let (weekday, day) = (telling::weekday(due.on.weekday()), telling::day(due.on));
    let place = fill(p.walk_place, &[("n", &n.to_string()), ("of", &of.to_string())]);
    let when = fill(p.walk_day, &[("weekday", weekday), ("day", &day)]);
    head.add(Role::Quiet, format!("{place}. {when}"));
    head.gap();
    head.add(Role::Own, &*due.title);
    if !due.plan.is_empty() {
        head.add(Role::Own, &*due.plan);
    }
    head.gap();
    head.add(Role::Strong, if due.on == walk.today() { p.walk } else { p.walk_yesterday });
    head
}

fn ask(due: &Due, walk: &Daily) -> Sheet<Go> {
    let p = &words().promise;
    let rows = std::iter::zip(Outcome::ALL, ['k', 'p', 'm']);
    let mut items: Vec<_> =
        rows.map(|(how, letter)| Item::new(Go::Say(how), how.label()).letter(letter)).collect();
    items.push(Item::new(Go::Skip, p.walk_skip).letter('o'));
    let mut menu = Menu::new(items);
    if let Some(said) = &due.said {
        menu.focus_on(|go| matches!(go, Go::Say(how) if *how == said.outcome));
    }
    Sheet::new(head(due, walk), menu)
}

fn note(due: &Due) -> Slip {
    let p = &words().promise;
    let (outcome, note) = due.said.as_ref().map_or((Outcome::Kept, ""), |said| (said.outcome, &*said.note));
    let mut above = Page::new();
    above.add(Role::Own, &*due.title);
    above.gap();
    above.add(Role::Text, fill(p.walk_said, &[("outcome", outcome.label())]));
    if outcome == Outcome::Missed {
        above.add(Role::Text, due.after_a_miss());
    }
    Slip::new(above, Line::new(note, p.walk_note), Page::new())
}

fn end(walk: &Daily, all: &Promises) -> Sheet<Go> {
    let p = &words().promise;
    let mut head = Page::new();
    head.add(Role::Title, if walk.all().is_empty() { p.walk_none } else { p.walk_done });
    for due in walk.all() {
        if let Some(said) = &due.said {
            let mark = crate::promise::Mark::from(said.outcome);
            let gaps = [("day", &*telling::day(due.on)), ("outcome", mark.told()), ("title", &due.title)];
            head.add(Role::Quiet, fill(p.said, &gaps));
        }
    }
    let next = all.held.iter().filter_map(|one| one.commitment.promise.next_due(walk.today().plus(1))).min();
    if let Some(next) = next {
        head.gap();
        head.add(Role::Text, fill(p.walk_next, &[("day", &telling::day(next))]));
    }
    let mut items = Vec::new();
    for one in all.reviews(walk.today()) {
        let label = fill(p.review_line, &[("title", one.commitment.title())]);
        items.push(Item::new(Go::Promise(Box::new(one.clone())), label));
    }
    items.push(Item::new(Go::Done, p.walk_close).letter('d'));
    items.push(Item::new(Go::All, p.title).letter('a'));
    Sheet::new(head, Menu::new(items).airy())
}

impl Scene for Today {
    fn keys(&self) -> &'static [Binding] {
        match self.face {
            Face::Ask(_) => TODAY,
            Face::Note(_) => TODAY_NOTE,
        }
    }

    fn writing(&self) -> &'static [Binding] {
        match self.face {
            Face::Ask(_) => &[],
            Face::Note(_) => LINE,
        }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        match &mut self.face {
            Face::Ask(sheet) => sheet.fit(size),
            Face::Note(slip) => slip.fit(size),
        }
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match (&mut self.face, act) {
            (Face::Ask(_), Act::Pause) => return Turn::Close,
            (_, Act::Back) => {
                self.save(desk);
                self.hear(Word::Back, desk);
            }
            (Face::Note(_), Act::Pause) => {
                self.save(desk);
                return Turn::Close;
            }
            (Face::Note(slip), Act::Enter | Act::Next) => {
                let note = slip.text();
                self.hear(Word::Note(note), desk);
            }
            (Face::Note(slip), act) => {
                if let Some(copied) = slip.act(&act, &desk.clip) {
                    desk.clip.clone_from(&copied);
                    desk.copied = Some(copied);
                }
                if !desk.busy {
                    self.save(desk);
                }
            }
            (Face::Ask(sheet), act) => {
                if let Some(go) = sheet.act(&act) {
                    return self.go(go, desk);
                }
            }
        }
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        if let Some(all) = self.look.as_ref().and_then(LookForPromises::come) {
            self.take(all, desk);
        } else if self.walk.is_none() {
            self.resume(desk);
        }
    }

    fn resume(&mut self, desk: &mut Desk) {
        if desk.hands.is_locked() {
            return;
        }
        match &self.walk {
            None if self.look.is_none() => self.begin(desk),
            // What is told at the end may have been changed from there.
            Some(walk) if walk.due().is_none() => {
                self.promises = desk.hands.promises();
                self.show();
            }
            _ => {}
        }
    }

    /// A note as far as it is written is kept: it may be the last key.
    fn save(&mut self, desk: &mut Desk) {
        let (Face::Note(slip), Some(walk)) = (&self.face, &mut self.walk) else { return };
        let before = walk.clone();
        let effect = walk.keep_note(&slip.text());
        if let Some(Err(trouble)) = effect.map(|effect| desk.hands.perform(effect)) {
            // What was not saved is saved with the next key, or with the one that goes on.
            *walk = before;
            desk.hands.leave_note(trouble);
        }
    }

    fn lock(&mut self) {
        (self.walk, self.look, self.promises) = (None, None, Promises::default());
        self.face = Face::Ask(Box::new(looking()));
    }

    fn help(&self) -> Vec<String> {
        vec![words().promise.walk_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        match &self.face {
            Face::Ask(sheet) => sheet.draw(frame, look),
            Face::Note(slip) => slip.draw(frame, look),
        }
    }
}
