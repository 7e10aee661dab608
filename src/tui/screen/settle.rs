//! Two versions of one reflection, side by side where there is room, and one difference at a time. Nothing is written
//! before the last page.

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Reply, Scene, Turn};
use crate::perform::{Found, Versions};
use crate::reflection::settle::{Choice, Difference};
use crate::reflection::telling::Said;
use crate::text::{Edit, Motion};
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, VERSIONS, VERSIONS_LONG};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// As wide as a screen has to be to show two versions side by side.
const BESIDE: u16 = 76;
/// The columns between them.
const BETWEEN: u16 = 4;

/// Two versions.
#[derive(Debug)]
pub(crate) struct Settle {
    versions: Versions,
    choices: Vec<Option<Choice>>,
    /// The difference before the eyes; behind the last one, the last page.
    at: usize,
    menu: Menu<Pick>,
    /// What stays in sight: the question, and whose each version is. Empty where there is no room for it.
    still: Vec<(Page, Rect)>,
    /// What scrolls: the two versions, or one page with all of it.
    pages: Vec<(Page, Rect)>,
    size: Size,
}

/// What a row of the menu does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    /// Chooses, or leaves it for later.
    Choose(Option<Choice>),
    Write,
    Again,
    Leave,
}

impl Settle {
    /// Reads the two versions.
    ///
    /// # Errors
    /// There are no two, or one of them cannot be read.
    pub(crate) fn new(found: &Found, desk: &mut Desk) -> Result<Self, Trouble> {
        let versions = desk.hands.versions(found)?;
        let mut settle = Self {
            choices: vec![None; versions.differences.len()],
            versions,
            at: 0,
            menu: Menu::new(Vec::new()),
            still: Vec::new(),
            pages: Vec::new(),
            size: Size::ZERO,
        };
        settle.go(0);
        Ok(settle)
    }

    fn difference(&self) -> Option<&Difference> {
        self.versions.differences.get(self.at)
    }

    /// Goes to a difference, or to the last page.
    fn go(&mut self, at: usize) {
        self.at = at.min(self.choices.len());
        self.menu = Menu::new(self.rows());
        if let Some(difference) = self.difference() {
            // Whoever only presses Enter loses nothing.
            let first = difference.safest();
            let choice = self.choices[self.at].or(first);
            self.menu.focus_on(|pick| *pick == Pick::Choose(choice));
        }
        self.lay_out();
    }

    fn rows(&self) -> Vec<Item<Pick>> {
        let s = &words().settle;
        let rows: Vec<(Pick, &str)> = match self.difference() {
            Some(difference) => {
                let mut rows: Vec<_> = difference
                    .offered()
                    .into_iter()
                    .map(|(choice, label)| (Pick::Choose(Some(choice)), label))
                    .collect();
                rows.push((Pick::Choose(None), s.later));
                rows
            }
            None if self.choices.is_empty() => vec![(Pick::Write, s.put_away), (Pick::Leave, s.leave)],
            None if self.choices.iter().all(Option::is_none) => {
                vec![(Pick::Leave, s.leave), (Pick::Again, s.look_again)]
            }
            None => vec![(Pick::Write, s.write), (Pick::Again, s.look_again), (Pick::Leave, s.leave)],
        };
        rows.into_iter().enumerate().map(|(n, (pick, label))| Item::new(pick, label).nth(n + 1)).collect()
    }

    fn pick(&mut self, pick: Pick, desk: &mut Desk) -> Turn {
        match pick {
            Pick::Choose(choice) => {
                if let Some(at) = self.choices.get_mut(self.at) {
                    *at = choice;
                }
                self.go(self.at + 1);
            }
            Pick::Again => self.go(0),
            Pick::Leave => return self.leave(desk),
            Pick::Write => match desk.hands.settle_versions(&self.versions, &self.choices) {
                Ok(all) => {
                    desk.hands.leave_note(Trouble::new(self.versions.written(all)));
                    return Turn::Reply(Reply::Changed);
                }
                Err(trouble) => desk.hands.leave_note(trouble),
            },
        }
        Turn::Stay
    }

    /// Leaves with nothing written, and says so where something was chosen.
    fn leave(&self, desk: &mut Desk) -> Turn {
        if self.choices.iter().any(Option::is_some) {
            desk.hands.leave_note(Trouble::new(words().settle.nothing_written));
        }
        Turn::Close
    }

    fn lay_out(&mut self) {
        (self.still, self.pages) = (Vec::new(), Vec::new());
        let wide = self.size.width >= BESIDE && self.difference().is_some();
        let all = if wide { margins(whole(self.size)) } else { column::of(whole(self.size)) };
        let gap = u16::from(self.size.height >= ROOMY);
        let needs = cell(self.menu.lines_at(all.width)).min((all.height / 2).max(3));
        let above = Rect { height: all.height.saturating_sub(needs + gap), ..all };
        match self.difference() {
            Some(difference) if wide => {
                let parts = side_by_side(difference, &self.versions, self.place(), above, gap);
                (self.still, self.pages) = parts;
            }
            Some(difference) => {
                let mut page = head(difference, self.place(), gap > 0);
                let [this, other] = self.versions.headings();
                for ((whose, when), (said, beside)) in [this, other].into_iter().zip(both_sides(difference)) {
                    if gap > 0 {
                        page.gap();
                    }
                    page.add(Role::Strong, whose);
                    page.add(Role::Quiet, when);
                    add_side(&mut page, said, beside.as_deref());
                }
                self.pages.push((page, above));
            }
            None => {
                let mut page = self.last(gap > 0);
                page.tighten(gap == 0);
                self.pages.push((page, above));
            }
        }
        for (page, area) in self.still.iter_mut().chain(&mut self.pages) {
            page.fit(*area);
        }
        // A short page leaves no hole above the menu.
        let tallest =
            self.pages.iter().map(|(page, area)| area.y + cell(page.height()).min(area.height)).max();
        let y = tallest.unwrap_or(all.y) + gap;
        self.menu.fit(Rect { y, height: all.bottom().saturating_sub(y), ..all });
    }

    fn place(&self) -> (usize, usize) {
        (self.at + 1, self.choices.len())
    }

    /// Makes the last page: what was chosen, and what writing it means.
    fn last(&self, roomy: bool) -> Page {
        let s = &words().settle;
        let mut page = Page::new();
        if roomy {
            page.add(Role::Title, s.heading);
            page.gap();
        }
        if self.choices.is_empty() {
            page.add(Role::Text, s.same);
            return page;
        }
        page.add(Role::Strong, s.end);
        page.gap();
        let (lines, means) = self.versions.summed(&self.choices);
        for line in lines {
            page.add(Role::Text, line);
        }
        page.gap();
        page.add(Role::Text, means);
        page
    }

    /// Scrolls what is read, if the act asks for that.
    fn scroll(&mut self, act: &Act) -> bool {
        let reads = matches!(act, Act::Edit(Edit::Scroll(_)))
            || matches!(
                act,
                Act::Edit(Edit::Move {
                    to: Motion::PageUp | Motion::PageDown | Motion::Start | Motion::End,
                    ..
                })
            );
        if reads && self.is_cut() {
            for (page, _) in &mut self.pages {
                page.act(act);
            }
        }
        reads && self.is_cut()
    }

    fn is_cut(&self) -> bool {
        self.pages.iter().any(|(page, _)| page.is_cut())
    }
}

/// Makes what stands above two versions: where one is, and the question as asked.
fn head(difference: &Difference, (n, of): (usize, usize), roomy: bool) -> Page {
    let s = &words().settle;
    let stage = difference.stage_title();
    let gaps = [("n", n.to_string()), ("of", of.to_string()), ("stage", stage.to_owned())];
    let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
    let mut page = Page::new();
    page.add(Role::Title, fill(if stage.is_empty() || !roomy { s.place } else { s.place_in }, &gaps));
    page.add(Role::Strong, difference.asked());
    page
}

/// Adds what one version says, and marks what the other does not, where they have something alike.
fn add_side(page: &mut Page, said: Option<Vec<Said>>, other: Option<&str>) {
    let s = &words().settle;
    match (said.as_deref(), other) {
        (Some([Said::Words(own)]), Some(other)) if marks(own, other) => {
            for line in own.split('\n') {
                let alike = line.trim().is_empty() || other.split('\n').any(|one| one == line);
                page.marked(if alike { "" } else { s.mark }, line);
            }
            return;
        }
        _ => {}
    }
    match said {
        None => page.add(Role::Quiet, s.absent),
        Some(said) if said.is_empty() => page.add(Role::Quiet, s.left_open),
        Some(said) => page.said(said),
    }
}

/// Tells whether two texts have some lines alike and some not: there, it helps to see which.
fn marks(own: &str, other: &str) -> bool {
    let said = |text: &str| -> Vec<String> {
        text.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    };
    let (own, other) = (said(own), said(other));
    own.iter().chain(&other).any(|line| own.contains(line) && other.contains(line))
}

/// Returns what each version says, with the words of the other beside it.
fn both_sides(difference: &Difference) -> [(Option<Vec<Said>>, Option<String>); 2] {
    let text = |said: &Option<Vec<Said>>| match said.as_deref() {
        Some([Said::Words(words)]) => Some(words.clone()),
        _ => None,
    };
    let [mine, other] = difference.said();
    let (of_mine, of_other) = (text(&mine), text(&other));
    [(mine, of_other), (other, of_mine)]
}

/// Pages and where they stand.
type Laid = Vec<(Page, Rect)>;

/// Lays two versions side by side: what stays in sight, and what scrolls.
fn side_by_side(
    difference: &Difference,
    versions: &Versions,
    place: (usize, usize),
    all: Rect,
    gap: u16,
) -> (Laid, Laid) {
    let mut top = head(difference, place, gap > 0);
    top.fit(all);
    let tall = cell(top.height()).min(all.height / 2);
    let mut still = vec![(top, Rect { height: tall, ..all })];
    let width = all.width.saturating_sub(BETWEEN) / 2;
    let below = Rect { y: all.y + tall + gap, height: all.height.saturating_sub(tall + gap), width, ..all };
    let halves = [below, Rect { x: below.x + width + BETWEEN, ..below }];
    let mut headings = versions.headings().map(|(whose, when)| {
        let mut page = Page::new();
        page.add(Role::Strong, whose);
        page.add(Role::Quiet, when);
        page.fit(below);
        page
    });
    let lines = headings.iter_mut().map(|page| page.height()).max().unwrap_or(0);
    let lines = cell(lines).min(below.height);
    let mut pages = Vec::new();
    for ((heading, half), (said, beside)) in headings.into_iter().zip(halves).zip(both_sides(difference)) {
        still.push((heading, Rect { height: lines, ..half }));
        let mut page = Page::new();
        add_side(&mut page, said, beside.as_deref());
        let area = Rect { y: half.y + lines, height: half.height.saturating_sub(lines), ..half };
        pages.push((page, area));
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

impl Scene for Settle {
    fn keys(&self) -> &'static [Binding] {
        if self.is_cut() { VERSIONS_LONG } else { VERSIONS }
    }

    fn fit(&mut self, size: Size) {
        if self.size != size {
            self.size = size;
            self.lay_out();
        }
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return self.leave(desk),
            Act::Next => self.go(self.at + 1),
            Act::Back => self.go(self.at.saturating_sub(1)),
            act if self.scroll(&act) => {}
            act => {
                if let Some(pick) = self.menu.act(&act) {
                    return self.pick(pick, desk);
                }
            }
        }
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().settle.help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        for (page, area) in self.still.iter().chain(&self.pages) {
            page.draw(frame, *area, look);
        }
        self.menu.draw(frame, look)
    }
}
