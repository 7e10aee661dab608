//! Then and now: an answer, and beside it an earlier one to the same question. It is shown on request only, compares
//! nothing, and lets go of all of it when the journal locks.

use std::time::Duration;

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Scene, ThenPage, Turn};
use crate::moment::Moment;
use crate::perform::{Asked, Earlier, Found, Past, answered_on};
use crate::reflection::{Reflection, Value};
use crate::search::At;
use crate::text::{Edit, Motion};
use crate::tui::keys::{Act, Binding, THEN, THEN_ONE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, grouped, words};

/// As wide as a screen has to be to show both side by side.
const BESIDE: u16 = 76;
/// A few are there with the first frame.
const FIRST: Duration = Duration::from_millis(20);
/// The columns between them.
const BETWEEN: u16 = 4;

/// An answer beside earlier ones.
#[derive(Debug)]
pub(crate) struct Then {
    asked: Asked,
    found: Option<Found>,
    /// This answer; none once it was let go of.
    now: Option<Now>,
    earlier: Option<Earlier>,
    /// The number of the earlier one before the eyes, from 0 on, the newest first; and that one, if it was found.
    n: usize,
    past: Option<Past>,
    /// What is said above all else: which of them this is.
    place: (Page, Rect),
    /// What stays in sight below that: the question, and whose each answer is. Empty where there is no room for it.
    still: Vec<(Page, Rect)>,
    /// What scrolls: the two answers, or one page with both.
    pages: Vec<(Page, Rect)>,
    size: Size,
}

/// This answer, and its question.
#[derive(Debug)]
struct Now {
    ask: String,
    value: Value,
    written: Option<Moment>,
}

impl ThenPage {
    /// Takes an answer out of a reflection; none if it is not there.
    pub(super) fn of(reflection: &Reflection, at: &At) -> Option<Self> {
        let answer = reflection.told().find(|answer| at.is(answer))?;
        Some(Self {
            asked: Asked::of(reflection, at.clone()),
            found: None,
            ask: answer.asked.clone(),
            value: answer.value.clone(),
            written: Some(answer.at),
        })
    }
}

impl Then {
    /// Begins to look for earlier answers.
    pub(crate) fn new(page: ThenPage, desk: &Desk) -> Self {
        let ThenPage { asked, found, ask, value, written } = page;
        let mut earlier = desk.hands.earlier(&asked);
        earlier.wait(FIRST);
        let mut then = Self {
            earlier: Some(earlier),
            asked,
            found,
            now: Some(Now { ask, value, written }),
            n: 0,
            past: None,
            place: (Page::new(), Rect::ZERO),
            still: Vec::new(),
            pages: Vec::new(),
            size: Size::ZERO,
        };
        then.read();
        then
    }

    /// Reads the one before the eyes.
    fn read(&mut self) {
        self.past = self.earlier.as_ref().and_then(|earlier| earlier.past(self.n));
    }

    fn count(&self) -> usize {
        self.earlier.as_ref().map_or(0, Earlier::count)
    }

    /// Tells whether the one before the eyes is not found yet, as after it was let go of.
    fn is_awaited(&self) -> bool {
        self.n >= self.count() && self.earlier.as_ref().is_some_and(Earlier::searching)
    }

    /// Has it looked for by another.
    #[cfg(test)]
    pub(super) fn look_by(&mut self, look: impl FnOnce(&Asked) -> Earlier) {
        self.earlier = Some(look(&self.asked));
    }

    /// Goes to another of the earlier ones.
    fn go(&mut self, n: usize) {
        if self.is_awaited() {
            return;
        }
        let n = n.min(self.count().saturating_sub(1));
        if n != self.n {
            self.n = n;
            self.read();
            self.lay_out();
        }
    }

    /// Reads this answer again after it was let go of. While it was being written, it was saved before.
    fn read_again(&mut self, desk: &Desk) {
        let loaded = match &self.found {
            Some(found) => desk.hands.read_at(found),
            None => desk.hands.read(self.asked.id.as_str()),
        };
        let page = loaded.ok().and_then(|loaded| ThenPage::of(&loaded.reflection, &self.asked.at));
        let (ask, value) = page.map_or((String::new(), Value::Skipped), |page| (page.ask, page.value));
        self.now = Some(Now { ask, value, written: None });
        self.earlier = Some(desk.hands.earlier(&self.asked));
        self.past = None;
        self.lay_out();
    }

    fn roomy(&self) -> bool {
        self.size.height >= ROOMY
    }

    fn lay_out(&mut self) {
        (self.still, self.pages) = (Vec::new(), Vec::new());
        let Some(now) = &self.now else { return };
        let wide = self.size.width >= BESIDE;
        let all = if wide { margins(whole(self.size)) } else { column::of(whole(self.size)) };
        let gap = u16::from(self.roomy());
        let top = 1.min(all.height);
        let below = Rect { y: all.y + top, height: all.height.saturating_sub(top), ..all };
        match self.past.as_ref() {
            Some(past) if wide => (self.still, self.pages) = side_by_side(now, past, &self.asked, below, gap),
            past => self.pages.push((one_page(now, past, self.said(), &self.asked, gap > 0), below)),
        }
        for (page, area) in self.still.iter_mut().chain(&mut self.pages) {
            page.fit(*area);
        }
        self.place.1 = Rect { height: top, ..all };
        self.tell();
    }

    /// Says which of them this is.
    fn tell(&mut self) {
        let r = &words().read;
        let (n, of) = (grouped(self.n + 1), grouped(self.count()));
        let searching = self.earlier.as_ref().is_some_and(Earlier::searching);
        let sentence = match (self.count(), searching) {
            _ if self.is_awaited() => r.then,
            (0, _) => r.then,
            (_, true) => r.then_looking,
            (_, false) => r.then_of,
        };
        let mut page = Page::new();
        page.add(Role::Title, fill(sentence, &[("n", &n), ("of", &of)]));
        page.fit(self.place.1);
        self.place.0 = page;
    }

    /// Returns what is said where there is no earlier answer.
    fn said(&self) -> &'static str {
        let r = &words().read;
        match self.count() {
            _ if self.is_awaited() => r.then_look,
            0 => r.then_none,
            _ => r.then_gone,
        }
    }
}

fn heading(whose: &str, when: String) -> Page {
    let mut page = Page::new();
    page.add(Role::Strong, whose);
    page.add(Role::Quiet, when);
    page
}

fn add_answer(page: &mut Page, value: &Value) {
    if value.is_empty() {
        page.add(Role::Quiet, words().read.then_open);
    } else {
        page.answer(value);
    }
}

/// Makes one page of all of it: what is earlier above, since one knows what was just written.
fn one_page(now: &Now, past: Option<&Past>, said: &str, asked: &Asked, roomy: bool) -> Page {
    let r = &words().read;
    let mut page = Page::new();
    let gap = |page: &mut Page| {
        if roomy {
            page.gap();
        }
    };
    page.add(Role::Strong, &*now.ask);
    let Some(past) = past else {
        page.gap();
        page.add(Role::Text, said);
        return page;
    };
    let both = [
        (r.then_earlier, answered_on(past.begun, Some(past.answer.at)), &past.answer.value),
        (r.then_now, answered_on(asked.begun, now.written), &now.value),
    ];
    for (whose, when, value) in both {
        gap(&mut page);
        page.add(Role::Strong, whose);
        page.add(Role::Quiet, when);
        add_answer(&mut page, value);
    }
    page
}

/// Pages and where they stand.
type Laid = Vec<(Page, Rect)>;

/// Lays both side by side, the earlier one at the left: what stays in sight, and what scrolls.
fn side_by_side(now: &Now, past: &Past, asked: &Asked, all: Rect, gap: u16) -> (Laid, Laid) {
    let r = &words().read;
    let mut top = Page::new();
    top.add(Role::Strong, &*now.ask);
    top.fit(all);
    let tall = cell(top.height()).min(all.height / 2);
    let mut still = vec![(top, Rect { height: tall, ..all })];
    let width = all.width.saturating_sub(BETWEEN) / 2;
    let below = Rect { y: all.y + tall + gap, height: all.height.saturating_sub(tall + gap), width, ..all };
    let halves = [below, Rect { x: below.x + width + BETWEEN, ..below }];
    let mut headings = [
        heading(r.then_earlier, answered_on(past.begun, Some(past.answer.at))),
        heading(r.then_now, answered_on(asked.begun, now.written)),
    ];
    headings.iter_mut().for_each(|page| page.fit(below));
    let lines = headings.iter().map(Page::height).max().unwrap_or(0);
    let lines = cell(lines).min(below.height);
    let mut pages = Vec::new();
    for ((heading, half), value) in headings.into_iter().zip(halves).zip([&past.answer.value, &now.value]) {
        still.push((heading, Rect { height: lines, ..half }));
        let mut page = Page::new();
        add_answer(&mut page, value);
        pages.push((page, Rect { y: half.y + lines, height: half.height.saturating_sub(lines), ..half }));
    }
    (still, pages)
}

fn margins(area: Rect) -> Rect {
    let width = area.width.saturating_sub(4).min(2 * column::WIDEST + BETWEEN);
    Rect { x: (area.width - width) / 2, y: 1, width, height: area.height.saturating_sub(1) }
}

fn cell(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

impl Scene for Then {
    fn keys(&self) -> &'static [Binding] {
        if self.count() > 1 && !self.is_awaited() { THEN } else { THEN_ONE }
    }

    fn fit(&mut self, size: Size) {
        if self.size != size {
            self.size = size;
            self.lay_out();
        }
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Pause | Act::Then => return Turn::Close,
            Act::Edit(Edit::Move { to: Motion::Left, .. }) => self.go(self.n + 1),
            Act::Edit(Edit::Move { to: Motion::Right, .. }) => self.go(self.n.saturating_sub(1)),
            act => {
                for (page, _) in &mut self.pages {
                    page.act(&act);
                }
            }
        }
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        if self.now.is_none() && !desk.hands.is_locked() {
            self.read_again(desk);
        }
        if !self.earlier.as_mut().is_some_and(Earlier::take) {
            return;
        }
        // What is being read stays as far as it was scrolled.
        if self.past.is_some() {
            self.tell();
        } else {
            if !self.is_awaited() {
                // There may be fewer of them now.
                self.n = self.n.min(self.count().saturating_sub(1));
            }
            self.read();
            self.lay_out();
        }
    }

    fn lock(&mut self) {
        (self.now, self.earlier, self.past) = (None, None, None);
        self.lay_out();
    }

    fn help(&self) -> Vec<String> {
        vec![words().read.then_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.place.0.draw(frame, self.place.1, look);
        for (page, area) in &self.still {
            page.draw(frame, *area, look);
        }
        let mut cursors = self.pages.iter().map(|(page, area)| page.draw(frame, *area, look));
        let first = cursors.next();
        cursors.for_each(drop);
        first.or(Some(self.place.1.as_position()))
    }
}
