//! A page to read: paragraphs of different roles, wrapped, scrolled.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::reflection::telling::{Said, said};
use crate::reflection::{Answer, Value};
use crate::text::{Edit, Motion, rows, tame};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::words::words;

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
    paragraphs: Vec<(Role, String)>,
    laid: Vec<(Role, String)>,
    top: usize,
    lines: usize,
    width: usize,
}

const INDENT: usize = 2;

impl Page {
    /// Makes an empty page.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph. An empty one is an empty line.
    pub(crate) fn add(&mut self, role: Role, text: impl Into<String>) {
        self.paragraphs.push((role, tame(&text.into()).into_owned()));
        self.width = 0;
    }

    /// Adds an answer, in the person's own words.
    pub(crate) fn answer(&mut self, value: &Value) {
        for said in said(value) {
            match said {
                Said::Words(words) => self.add(Role::Own, words),
                Said::Points(points) => {
                    for point in points {
                        self.add(Role::Own, format!("- {point}"));
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

    /// Learns the room it has.
    pub(crate) fn fit(&mut self, area: Rect) {
        self.lines = usize::from(area.height);
        let width = usize::from(area.width.max(1));
        if self.width != width {
            self.width = width;
            self.laid.clear();
            for (role, text) in &self.paragraphs {
                let inner = if *role == Role::Own { width.saturating_sub(INDENT).max(1) } else { width };
                self.laid.extend(rows(text, inner).into_iter().map(|row| (*role, row.to_owned())));
            }
        }
        self.scroll_to(self.top);
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
        for ((role, row), y) in self.laid.iter().skip(self.top).zip(area.y..area.bottom()) {
            let (style, indent) = style(*role, look);
            let shift = u16::try_from(indent).unwrap_or(0).min(area.width);
            let line = Rect { x: area.x + shift, y, width: area.width - shift, height: 1 };
            put(frame, line, row, style);
        }
        more(frame, area, self.top, self.laid.len(), look);
    }
}

fn style(role: Role, look: Look) -> (Style, usize) {
    match role {
        Role::Title => (look.accent(), 0),
        Role::Strong => (look.strong(), 0),
        Role::Text => (look.text(), 0),
        Role::Quiet => (look.quiet(), 0),
        Role::Own => (look.text(), INDENT),
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
    let x = area.right().min(frame.area().right().saturating_sub(1));
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
