//! A page to read: paragraphs of different roles, wrapped, scrolled.

use std::ops::Range;

use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::column;
use crate::guide::{CLOSING, OPENING};
use crate::reflection::telling::{Said, day, said};
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
    /// The first paragraph of each answer.
    answers: Vec<usize>,
    /// The words that are marked wherever the person wrote them.
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
        self.paragraphs.push(Paragraph { role, lead, shift, text });
        self.width = 0;
    }

    /// Adds a paragraph of the person's own with a sign of one column before it.
    pub(crate) fn marked(&mut self, sign: &str, text: &str) {
        self.push(Role::Own, sign.to_owned(), INDENT, text);
    }

    /// Adds a point of a list of the person's own.
    fn point(&mut self, text: &str) {
        self.push(Role::Own, format!("{:INDENT$}- ", ""), INDENT + 2, text);
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
            self.answers.push(self.paragraphs.len());
            self.add(Role::Quiet, &*answer.asked);
            self.answer(&answer.value);
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
            self.answer(&answer.value);
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

    /// Brings an answer into sight by its number from 0 on, at the first of the words that are looked for.
    pub(crate) fn mark(&mut self, answer: Option<usize>) {
        let Some(&first) = answer.and_then(|n| self.answers.get(n)) else { return };
        let end = answer.and_then(|n| self.answers.get(n + 1)).copied().unwrap_or(usize::MAX);
        let at = |of: usize| self.laid.partition_point(|laid| laid.of < of);
        let lines = at(first)..at(end);
        let found = lines.clone().find(|&line| !self.laid[line].marks.is_empty()).unwrap_or(lines.start);
        let whole = found < lines.start + self.lines;
        self.scroll_to(if whole { lines.start } else { found.saturating_sub(self.lines / 3) });
    }

    /// Learns the room it has.
    pub(crate) fn fit(&mut self, area: Rect) {
        self.lines = usize::from(area.height);
        let width = usize::from(area.width.max(1));
        if self.width != width {
            self.width = width;
            self.laid.clear();
            for (of, paragraph) in self.paragraphs.iter().enumerate() {
                if self.tight && (paragraph.text.is_empty() || paragraph.role == Role::Quiet) {
                    continue;
                }
                let (role, shift) = (paragraph.role, paragraph.shift.min(width / 2));
                let rows = rows(&paragraph.text, width.saturating_sub(shift).max(1));
                self.laid.extend(rows.into_iter().enumerate().map(|(n, row)| {
                    let lead = if n == 0 { paragraph.lead.clone() } else { String::new() };
                    // What held words together while they were laid out is a space to a terminal.
                    let row = row.replace('\u{a0}', " ");
                    let marks = if self.sought.is_empty() { Vec::new() } else { self.sought.marks(&row) };
                    Laid { role, lead, shift, row, of, marks }
                }));
            }
        }
        self.scroll_to(self.top);
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
        true
    }

    /// Draws it, with a sign at the edge where there is more.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: Look) {
        for (laid, y) in self.laid.iter().skip(self.top).zip(area.y..area.bottom()) {
            let shift = u16::try_from(laid.shift).unwrap_or(0).min(area.width);
            let line = Rect { x: area.x + shift, y, width: area.width - shift, height: 1 };
            put(frame, Rect { x: area.x, width: shift, ..line }, &laid.lead, look.strong());
            let style = style(laid.role, look);
            let (mut spans, mut end) = (Vec::new(), 0);
            for mark in &laid.marks {
                spans.push(Span::styled(&laid.row[end..mark.start], style));
                spans.push(Span::styled(&laid.row[mark.clone()], style.patch(look.found())));
                end = mark.end;
            }
            spans.push(Span::styled(&laid.row[end..], style));
            frame.render_widget(Line::from(spans), line);
        }
        more(frame, area, self.top, self.laid.len(), look);
    }
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

    /// Scrolls, if the act asks for that.
    pub(crate) fn act(&mut self, act: &Act) -> bool {
        self.page.act(act)
    }

    /// Draws it, and returns where the cursor belongs: where one reads.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, self.area, look);
        Some(self.area.as_position())
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
