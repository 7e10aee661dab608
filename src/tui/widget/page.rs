//! A page to read: paragraphs of different roles, wrapped, scrolled. One of its answers can be marked, and words that are
//! looked for.

use std::ops::Range;

use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::column;
use crate::guide::{CLOSING, OPENING};
use crate::reflection::telling::{Said, day, said, told};
use crate::reflection::{Answer, Reflection, Status, Value};
use crate::search::Query;
use crate::text::{Edit, Motion, rows, tame};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::words::{fill, words};

/// The role of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A title.
    Title,
    /// A question, or a name.
    Strong,
    /// Words to read.
    Text,
    /// Words that may stay in the background.
    Quiet,
    /// The person's own words: moved in a little.
    Own,
}

/// A page, and how far it is scrolled.
#[derive(Debug, Default)]
pub(crate) struct Page {
    paragraphs: Vec<Paragraph>,
    laid: Vec<Laid>,
    top: usize,
    lines: usize,
    width: usize,
    /// Whether empty lines and quiet words are left out.
    tight: bool,
    /// The answers that can be marked: the paragraphs each takes, its question first.
    answers: Vec<Range<usize>>,
    /// The answer that is marked.
    marked: Option<usize>,
    /// The words that are marked wherever they stand.
    sought: Query,
}

/// A paragraph, and what hangs before its first line: a key, the mark of a point.
#[derive(Debug)]
struct Paragraph {
    role: Role,
    lead: String,
    /// The columns its lines are moved in.
    shift: usize,
    text: String,
    /// Whether words are looked for in it: the person's own, and the questions.
    told: bool,
    /// A phrase that is marked in it, in bytes.
    phrase: Option<Range<usize>>,
}

/// A line as it is drawn.
#[derive(Debug)]
struct Laid {
    role: Role,
    lead: String,
    shift: usize,
    row: String,
    /// The number of its paragraph.
    of: usize,
    /// The words in it that are looked for, in bytes.
    marks: Vec<Range<usize>>,
}

const INDENT: usize = 2;
/// The columns of the names of keys.
const KEYS: usize = 12;
/// The columns of names before what they stand for.
const NAMES: usize = 18;

impl Page {
    /// Makes an empty page.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph. An empty one is an empty line.
    pub(crate) fn add(&mut self, role: Role, text: impl Into<String>) {
        let shift = if role == Role::Own { INDENT } else { 0 };
        self.push(role, String::new(), shift, &text.into());
    }

    fn push(&mut self, role: Role, lead: String, shift: usize, text: &str) {
        let text = tame(text).into_owned();
        let told = matches!(role, Role::Own | Role::Title);
        self.paragraphs.push(Paragraph { role, lead, shift, text, told, phrase: None });
        self.width = 0;
    }

    /// Adds a paragraph of the person's own with a sign of one column before it.
    pub(crate) fn marked(&mut self, sign: &str, text: &str) {
        self.push(Role::Own, sign.to_owned(), INDENT, text);
    }

    /// Adds words of the person's own in which a phrase is marked.
    pub(crate) fn phrase(&mut self, before: &str, phrase: &str, after: &str) {
        let (before, phrase, after) = (tame(before), tame(phrase), tame(after));
        self.push(Role::Own, String::new(), INDENT, &[&*before, &*phrase, &*after].concat());
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.phrase = Some(before.len()..before.len() + phrase.len());
        }
    }

    /// Adds a point of a list of the person's own.
    fn point(&mut self, text: &str) {
        self.push(Role::Own, format!("{:INDENT$}- ", ""), INDENT + 2, text);
    }

    /// Adds small print below a paragraph of the person's own.
    pub(crate) fn small(&mut self, text: &str) {
        self.push(Role::Quiet, String::new(), 2 * INDENT, text);
    }

    /// Adds a key and what it does.
    pub(crate) fn key(&mut self, key: &str, does: &str) {
        self.push(Role::Text, key.to_owned(), KEYS, does);
    }

    /// Adds a name and what it stands for.
    pub(crate) fn pair(&mut self, name: &str, is: &str) {
        self.push(Role::Text, name.to_owned(), NAMES, is);
    }

    /// Adds a reflection as a whole: what it is, its stages, its questions and answers.
    pub(crate) fn reflection(&mut self, reflection: &Reflection) {
        let p = &words().page;
        self.add(Role::Title, &*reflection.title);
        let (begun, written) = (day(reflection.started.day()), day(reflection.updated.day()));
        let when = if begun == written { p.one_day } else { p.some_days };
        let status = if reflection.status == Status::Open { p.open } else { p.finished };
        let when = fill(when, &[("begun", &begun), ("written", &written)]);
        self.add(Role::Quiet, format!("{when} {status}"));
        let mut stage = None;
        for answer in reflection.told().filter(|answer| !answer.value.is_empty()) {
            self.gap();
            if stage != Some(&answer.stage) {
                stage = Some(&answer.stage);
                self.add(Role::Strong, stage_title(answer));
                self.gap();
            }
            let first = self.paragraphs.len();
            self.add(Role::Quiet, &*answer.asked);
            self.paragraphs[first].told = true;
            self.said(told(answer));
            self.answers.push(first..self.paragraphs.len());
        }
        if stage.is_none() {
            self.gap();
            self.add(Role::Quiet, p.nothing);
        }
    }

    /// Adds an answer, in the person's own words.
    pub(crate) fn answer(&mut self, value: &Value) {
        self.said(said(value));
    }

    /// Adds what an answer says.
    pub(crate) fn said(&mut self, all: Vec<Said>) {
        for said in all {
            match said {
                Said::Words(words) => self.add(Role::Own, words),
                Said::Points(points) => {
                    for point in points {
                        self.point(&point);
                    }
                }
            }
        }
    }

    /// Adds questions and their answers; says so when there are none.
    pub(crate) fn answers<'a>(&mut self, answers: impl Iterator<Item = &'a Answer>) {
        let before = self.paragraphs.len();
        for answer in answers.filter(|answer| !answer.value.is_empty()) {
            self.add(Role::Quiet, &*answer.asked);
            self.said(told(answer));
            self.gap();
        }
        if self.paragraphs.len() == before {
            self.add(Role::Quiet, words().walk.none_yet);
        }
    }

    /// Adds an empty line.
    pub(crate) fn gap(&mut self) {
        self.add(Role::Text, "");
    }

    /// Has the words of a query marked wherever they stand.
    pub(crate) fn seek(&mut self, typed: &str) {
        self.sought = Query::read(typed);
        self.width = 0;
    }

    /// Marks an answer by its number from 0 on, and brings it into sight; none marks none.
    pub(crate) fn mark(&mut self, answer: Option<usize>) {
        self.marked = answer.filter(|&n| n < self.answers.len());
        self.reveal();
    }

    /// Returns the number of the answer that is marked.
    pub(crate) fn at(&self) -> Option<usize> {
        self.marked
    }

    /// Marks the next answer, or the one before; where none is marked, the nearest in sight. At either end it stays.
    pub(crate) fn step(&mut self, on: bool) {
        let starts = || self.answers.iter().enumerate().map(|(n, answer)| (n, self.lines_of(answer).start));
        let bottom = self.top + self.lines;
        let next = match (self.marked, on) {
            (Some(n), true) => Some((n + 1).min(self.answers.len().saturating_sub(1))),
            (Some(n), false) => Some(n.saturating_sub(1)),
            (None, true) => {
                starts().find(|(_, line)| *line >= self.top).or(starts().next_back()).map(|one| one.0)
            }
            (None, false) => starts().rfind(|(_, line)| *line < bottom).map(|one| one.0),
        };
        self.mark(next);
    }

    /// Returns the lines of an answer.
    fn lines_of(&self, answer: &Range<usize>) -> Range<usize> {
        let at = |paragraph: usize| self.laid.partition_point(|laid| laid.of < paragraph);
        at(answer.start)..at(answer.end)
    }

    /// Brings the marked answer into sight: all of it where it fits, else its question, or the first of the words that
    /// are looked for.
    fn reveal(&mut self) {
        let Some(lines) = self.marked.map(|n| self.lines_of(&self.answers[n])).filter(|_| self.lines > 0)
        else {
            return;
        };
        let found = |laid: &Laid| laid.role == Role::Own && !laid.marks.is_empty();
        let found = lines.clone().find(|&line| self.laid.get(line).is_some_and(found)).unwrap_or(lines.start);
        let top = match self.top {
            _ if lines.len() > self.lines && found >= lines.start + self.lines => found - self.lines / 3,
            top if lines.start < top || lines.len() > self.lines => lines.start,
            top => top.max(lines.end.saturating_sub(self.lines)),
        };
        self.scroll_to(top);
    }

    /// Learns the room it has.
    pub(crate) fn fit(&mut self, area: Rect) {
        let lines = std::mem::replace(&mut self.lines, usize::from(area.height));
        let width = usize::from(area.width.max(1));
        let anew = self.width != width;
        if anew {
            self.width = width;
            self.laid.clear();
            for (of, paragraph) in self.paragraphs.iter().enumerate() {
                if self.tight && (paragraph.text.is_empty() || paragraph.role == Role::Quiet) {
                    continue;
                }
                self.laid.extend(paragraph.lay(of, width, &self.sought));
            }
        }
        self.scroll_to(self.top);
        if anew || lines != self.lines {
            self.reveal();
        }
    }

    /// Leaves its empty lines and quiet words out, or puts them back: there is little room, or there is enough.
    pub(crate) fn tighten(&mut self, tight: bool) {
        if self.tight != tight {
            self.tight = tight;
            self.width = 0;
        }
    }

    /// Tells whether there is more of it than its room shows.
    pub(crate) fn is_cut(&self) -> bool {
        self.laid.len() > self.lines
    }

    fn scroll_to(&mut self, top: usize) {
        self.top = top.min(self.laid.len().saturating_sub(self.lines));
    }

    /// Returns the lines it takes at the width it was fitted to.
    pub(crate) fn height(&self) -> usize {
        self.laid.len()
    }

    /// Scrolls, if the act asks for that.
    pub(crate) fn act(&mut self, act: &Act) -> bool {
        let page = self.lines.saturating_sub(1).max(1);
        let top = match act {
            Act::Edit(Edit::Move { to, .. }) => match to {
                Motion::Up => self.top.saturating_sub(1),
                Motion::Down => self.top + 1,
                Motion::PageUp => self.top.saturating_sub(page),
                Motion::PageDown => self.top + page,
                Motion::Start | Motion::LineStart => 0,
                Motion::End | Motion::LineEnd => usize::MAX,
                _ => return false,
            },
            Act::Edit(Edit::Scroll(by)) => self.top.saturating_add_signed(*by as isize),
            Act::Type(typed) if typed == " " => self.top + page,
            _ => return false,
        };
        self.scroll_to(top);
        // What is marked is in sight.
        if self.seen().is_none() {
            self.marked = None;
        }
        true
    }

    /// Returns the first line of the marked answer that is in sight, from 0 on.
    fn seen(&self) -> Option<usize> {
        let lines = self.lines_of(self.answers.get(self.marked?)?);
        let first = lines.start.max(self.top);
        (first < lines.end && first < self.top + self.lines).then(|| first - self.top)
    }

    /// Draws it, with a sign at the edge where there is more. Returns where the cursor belongs: at the marked answer, or
    /// where one reads.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: Look) -> Position {
        let question = self.marked.and_then(|n| self.answers.get(n)).map(|answer| answer.start);
        for (laid, y) in self.laid.iter().skip(self.top).zip(area.y..area.bottom()) {
            let shift = u16::try_from(laid.shift).unwrap_or(0).min(area.width);
            let line = Rect { x: area.x + shift, y, width: area.width - shift, height: 1 };
            put(frame, Rect { x: area.x, width: shift, ..line }, &laid.lead, look.strong());
            let style = if question == Some(laid.of) { look.strong() } else { style(laid.role, look) };
            laid.draw(frame, line, style, look);
        }
        more(frame, area, self.top, self.laid.len(), look);
        let Some(seen) = self.seen() else { return area.as_position() };
        let y = area.y.saturating_add(u16::try_from(seen).unwrap_or(0));
        if let Some(x) = area.x.checked_sub(2).or(area.x.checked_sub(1)) {
            put(frame, Rect { x, y, width: 1, height: 1 }, look.sign("›", ">"), look.accent());
        }
        Position { x: area.x, y }
    }
}

impl Paragraph {
    /// Lays it out in a width, with the words that are looked for marked in it.
    fn lay(&self, of: usize, width: usize, sought: &Query) -> Vec<Laid> {
        let (role, shift) = (self.role, self.shift.min(width / 2));
        let all = match &self.phrase {
            Some(phrase) => vec![phrase.clone()],
            None if self.told && !sought.is_empty() => sought.marks(&self.text),
            None => Vec::new(),
        };
        let rows = rows(&self.text, width.saturating_sub(shift).max(1)).into_iter();
        rows.enumerate()
            .map(|(n, row)| {
                let lead = if n == 0 { self.lead.clone() } else { String::new() };
                // A row is a slice of its text.
                let start = row.as_ptr() as usize - self.text.as_ptr() as usize;
                let marks = all.iter().filter_map(|mark| {
                    let (from, to) = (mark.start.max(start), mark.end.min(start + row.len()));
                    (from < to).then(|| from - start..to - start)
                });
                Laid { role, lead, shift, marks: marks.collect(), row: row.to_owned(), of }
            })
            .collect()
    }
}

impl Laid {
    fn draw(&self, frame: &mut Frame<'_>, line: Rect, style: Style, look: Look) {
        let mut at = 0;
        let mut spans = Vec::new();
        for mark in &self.marks {
            spans.push(Span::styled(shown(&self.row[at..mark.start]), style));
            spans.push(Span::styled(shown(&self.row[mark.clone()]), look.found()));
            at = mark.end;
        }
        spans.push(Span::styled(shown(&self.row[at..]), style));
        if line.height > 0 {
            frame.render_widget(Line::from(spans), line);
        }
    }
}

/// Makes a space to the terminal of what held words together while they were laid out.
fn shown(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// A page that has the screen to itself.
#[derive(Debug)]
pub(crate) struct Sole {
    page: Page,
    area: Rect,
}

impl Sole {
    /// Gives a page the screen.
    pub(crate) fn new(page: Page) -> Self {
        Self { page, area: Rect::ZERO }
    }

    /// Learns the room it has.
    pub(crate) fn fit(&mut self, size: Size) {
        self.area = column::of(Rect { x: 0, y: 0, width: size.width, height: size.height });
        self.page.fit(self.area);
    }

    /// Puts another page in its place.
    pub(crate) fn turn_to(&mut self, page: Page) {
        self.page = page;
        self.page.fit(self.area);
    }

    /// Returns the page.
    pub(crate) fn page(&mut self) -> &mut Page {
        &mut self.page
    }

    /// Tells whether there is more of it than fits.
    pub(crate) fn is_cut(&self) -> bool {
        self.page.is_cut()
    }

    /// Returns the number of the answer that is marked.
    pub(crate) fn at(&self) -> Option<usize> {
        self.page.at()
    }

    /// Scrolls, if the act asks for that.
    pub(crate) fn act(&mut self, act: &Act) -> bool {
        self.page.act(act)
    }

    /// Draws it, and returns where the cursor belongs: at the marked answer, or where one reads.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        Some(self.page.draw(frame, self.area, look))
    }
}

fn style(role: Role, look: Look) -> Style {
    match role {
        Role::Title => look.accent(),
        Role::Strong => look.strong(),
        Role::Text | Role::Own => look.text(),
        Role::Quiet => look.quiet(),
    }
}

/// Returns the title of the stage of an answer; the parts before and after the stages may have none of their own.
fn stage_title(answer: &Answer) -> &str {
    let p = &words().page;
    match (answer.stage_title.as_str(), answer.stage.as_str()) {
        ("", OPENING) => p.opening,
        ("", CLOSING) => p.closing,
        ("", stage) => stage,
        (title, _) => title,
    }
}

/// Puts one row of text at a place.
pub(crate) fn put(frame: &mut Frame<'_>, line: Rect, text: &str, style: Style) {
    if line.height > 0 {
        frame.render_widget(Line::from(Span::styled(text, style)), line);
    }
}

/// Draws, beside an area, that there is more above or below.
pub(crate) fn more(frame: &mut Frame<'_>, area: Rect, above: usize, of: usize, look: Look) {
    let x = (area.right() + 1).min(frame.area().right().saturating_sub(1));
    let mut sign = |y: u16, text: &str| {
        put(frame, Rect { x, y, width: 1, height: u16::from(area.height > 0) }, text, look.accent());
    };
    if above > 0 {
        sign(area.y, look.sign("↑", "^"));
    }
    if above + usize::from(area.height) < of {
        sign(area.bottom().saturating_sub(1), look.sign("↓", "v"));
    }
}
