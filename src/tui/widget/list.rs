//! A list of any length, seen through a window: a row is made only when it is seen. Headings stand between the rows and
//! cannot be chosen. It knows how many rows there are and where headings stand, and nothing of what is in them.

use std::cmp::Ordering;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line as Drawn, Span};

use super::menu::clip;
use super::page::{more, put};
use crate::search::Line;
use crate::text::{Edit, Motion, columns, tame};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// A row, made because it is seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// A word of at most two columns before it.
    pub(crate) tag: String,
    /// What it is called, and what is marked in that.
    pub(crate) label: Line,
    /// A few words in the background.
    pub(crate) note: String,
    /// A line below, and what is marked in it.
    pub(crate) line: Line,
}

/// How its rows are laid out, all alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Whether a word stands before each.
    pub(crate) tags: bool,
    /// Whether notes stand beside, not below.
    pub(crate) beside: bool,
    /// Whether there is a line below.
    pub(crate) line: bool,
}

/// What makes its rows and headings.
pub(crate) trait Rows {
    /// Makes a row by its number from 0 on.
    fn row(&self, n: usize) -> Row;

    /// Makes the heading above a row.
    fn heading(&self, n: usize) -> String;
}

/// The list: how many rows, the one in focus, and the window they are seen through.
#[derive(Debug, Default)]
pub(crate) struct List {
    len: usize,
    /// The rows that have a heading above them, in order.
    heads: Vec<usize>,
    focus: usize,
    /// The line at the top of the window: where a row or a heading begins.
    top: usize,
    area: Rect,
    shape: Shape,
}

/// With fewer lines than this, no empty line stands above a heading.
const APART: u16 = 12;
/// The columns before a label: the mark of the focus, and the word.
const MARK: u16 = 5;
/// The columns of the mark alone.
const BARE: u16 = 2;

impl List {
    /// Puts other rows in it, and one of them in focus.
    pub(crate) fn set(&mut self, len: usize, heads: Vec<usize>, focus: usize) {
        // What is in focus stays on its line of the window.
        let below = self.below();
        (self.len, self.heads) = (len, heads);
        self.focus = focus.min(len.saturating_sub(1));
        self.keep(below);
    }

    /// Learns its place on the screen, and how its rows are laid out.
    pub(crate) fn fit(&mut self, area: Rect, shape: Shape) {
        let below = self.below();
        (self.area, self.shape) = (area, shape);
        self.keep(below);
    }

    /// Returns how far below the top of the window the row in focus is.
    fn below(&self) -> usize {
        self.line_of(self.focus).saturating_sub(self.top)
    }

    fn keep(&mut self, below: usize) {
        self.top = self.line_of(self.focus).saturating_sub(below);
        self.follow();
    }

    /// Returns how many rows can be in sight at a time.
    pub(crate) fn room(&self) -> usize {
        usize::from(self.area.height).div_ceil(self.tall())
    }

    /// Returns how many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the number of the row in focus; none where there is none.
    pub(crate) fn focused(&self) -> Option<usize> {
        (self.len > 0).then_some(self.focus)
    }

    /// Puts a row in focus, or the nearest there is.
    pub(crate) fn focus(&mut self, n: usize) {
        self.focus = n.min(self.len.saturating_sub(1));
        self.follow();
    }

    /// Puts a row in focus, at the top of the window as far as that goes: what follows it is in sight.
    pub(crate) fn lead_to(&mut self, n: usize) {
        self.focus = n.min(self.len.saturating_sub(1));
        self.top = if self.len == 0 { 0 } else { self.start_of(self.focus) };
        self.follow();
    }

    /// Returns the first row in sight where its heading is out of sight.
    pub(crate) fn under_hidden_heading(&self) -> Option<usize> {
        let first = self.in_sight().next()?;
        (!self.heads.is_empty() && !self.is_head(first)).then_some(first)
    }

    /// Returns the lines of a row.
    fn tall(&self) -> usize {
        1 + usize::from(!self.shape.beside) + usize::from(self.shape.line)
    }

    fn headings_up_to(&self, n: usize) -> usize {
        self.heads.partition_point(|head| *head <= n)
    }

    fn is_head(&self, n: usize) -> bool {
        self.heads.binary_search(&n).is_ok()
    }

    /// Returns the line on which a row begins, its heading above it.
    fn line_of(&self, n: usize) -> usize {
        let headings = self.headings_up_to(n);
        let apart = if self.area.height >= APART { headings.saturating_sub(1) } else { 0 };
        n * self.tall() + headings + apart
    }

    /// Returns the line on which a row begins, or its heading if it has one.
    fn start_of(&self, n: usize) -> usize {
        self.line_of(n) - usize::from(self.is_head(n))
    }

    /// Returns all lines.
    fn lines(&self) -> usize {
        if self.len == 0 { 0 } else { self.line_of(self.len - 1) + self.tall() }
    }

    /// Returns the first row that begins on this line or below.
    fn first_from(&self, line: usize) -> usize {
        let (mut low, mut high) = (0, self.len.saturating_sub(1));
        while low < high {
            let middle = low.midpoint(high);
            match self.start_of(middle).cmp(&line) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal | Ordering::Greater => high = middle,
            }
        }
        low
    }

    /// Moves the window so that the row in focus is in it, with its heading where it fits.
    fn follow(&mut self) {
        let height = usize::from(self.area.height);
        if self.len == 0 || height == 0 {
            self.top = 0;
            return;
        }
        let snap = |line: usize| self.start_of(self.first_from(line));
        let (first, end) = (self.start_of(self.focus), self.line_of(self.focus) + self.tall());
        let mut top = snap(self.top.min(first));
        if end > top + height {
            top = snap(end - height).min(first);
        }
        self.top = top.min(snap(self.lines().saturating_sub(height)));
    }

    /// Returns the rows in sight.
    pub(crate) fn in_sight(&self) -> std::ops::Range<usize> {
        if self.len == 0 {
            return 0..0;
        }
        let end = self.first_from(self.top + usize::from(self.area.height));
        let last = self.start_of(end) >= self.top + usize::from(self.area.height);
        self.first_from(self.top)..if last { end } else { self.len }
    }

    /// Acts: returns the number of the row that was chosen, if one was.
    pub(crate) fn act(&mut self, act: &Act) -> Option<usize> {
        let page = (usize::from(self.area.height) / self.tall()).saturating_sub(1).max(1);
        match act {
            Act::Enter => return self.focused(),
            Act::Click(x, y, false) => {
                self.focus(self.row_at(*x, *y)?);
                return self.focused();
            }
            Act::Edit(Edit::Scroll(by)) if *by < 0 => self.focus(self.focus.saturating_sub(1)),
            Act::Edit(Edit::Scroll(_)) => self.focus(self.focus + 1),
            Act::Edit(Edit::Move { to, .. }) => match to {
                Motion::Up | Motion::Left => self.focus(self.focus.saturating_sub(1)),
                Motion::Down | Motion::Right => self.focus(self.focus + 1),
                Motion::PageUp => self.focus(self.focus.saturating_sub(page)),
                Motion::PageDown => self.focus(self.focus + page),
                Motion::Start | Motion::LineStart => self.focus(0),
                Motion::End | Motion::LineEnd => self.focus(usize::MAX),
                _ => {}
            },
            _ => {}
        }
        None
    }

    fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        if !self.area.contains(Position { x, y }) {
            return None;
        }
        let line = self.top + usize::from(y - self.area.y);
        self.in_sight().find(|&n| (self.line_of(n)..self.line_of(n) + self.tall()).contains(&line))
    }

    /// Draws what is in sight, and returns where the cursor belongs: on the row in focus.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, rows: &dyn Rows, look: Look) -> Option<Position> {
        let mut cursor = None;
        for n in self.in_sight() {
            if self.is_head(n)
                && let Some(line) = self.on_screen(self.start_of(n))
            {
                let heading = clip(&flat(&rows.heading(n)), usize::from(line.width), look);
                put(frame, line, &heading, look.quiet());
            }
            self.draw_row(frame, n, &rows.row(n), look);
            if n == self.focus {
                cursor = self.on_screen(self.line_of(n)).map(Rect::as_position);
            }
        }
        more(frame, self.area, self.top, self.lines(), look);
        cursor
    }

    /// Returns where a line is on the screen; none out of sight.
    fn on_screen(&self, line: usize) -> Option<Rect> {
        let down = line.checked_sub(self.top).and_then(|down| u16::try_from(down).ok())?;
        (down < self.area.height).then(|| Rect { y: self.area.y + down, height: 1, ..self.area })
    }

    fn draw_row(&self, frame: &mut Frame<'_>, n: usize, row: &Row, look: Look) {
        let focused = n == self.focus;
        let mark = if self.shape.tags { MARK } else { BARE }.min(self.area.width);
        let first = self.line_of(n);
        let line = |down: usize| {
            let line = self.on_screen(first + down)?;
            Some(Rect { x: line.x + mark, width: line.width - mark, ..line })
        };
        let Some(top) = line(0) else { return };
        let sign = if focused { look.sign("›", ">") } else { " " };
        let lead = if self.shape.tags { format!("{sign} {:>2}", row.tag) } else { sign.to_owned() };
        let style = if focused { look.accent() } else { look.quiet() };
        put(frame, Rect { x: self.area.x, width: mark, ..top }, &lead, style);
        let style = match (focused, row.label.marks.is_empty()) {
            (true, true) => look.focus(),
            // What is marked is underlined; the rest is not, so that it is seen there too.
            (true, false) => look.accent(),
            (false, _) => look.text(),
        };
        let room = usize::from(top.width);
        let note = flat(&row.note);
        if self.shape.beside {
            let note = clip(&note, room / 2, look);
            let taken = columns(&note);
            let label = fit(&row.label, room.saturating_sub(taken + 2), look);
            marked(frame, top, &label, style, look);
            let x = top.right() - u16::try_from(taken).unwrap_or(0).min(top.width);
            put(frame, Rect { x, width: top.right() - x, ..top }, &note, look.quiet());
        } else {
            marked(frame, top, &fit(&row.label, room, look), style, look);
            if let Some(below) = line(1) {
                put(frame, below, &clip(&note, room, look), look.quiet());
            }
        }
        if let Some(below) = line(self.tall() - 1).filter(|_| self.shape.line) {
            marked(frame, below, &fit(&row.line, room, look), look.text(), look);
        }
    }
}

/// Cuts a line to a width; in ASCII the signs for what was left out are one column wider, at either end.
fn fit(line: &Line, width: usize, look: Look) -> Line {
    let wider = if look.unicode || columns(&line.text) <= width { 0 } else { 2 };
    line.fit(width.saturating_sub(wider))
}

/// Draws a line with what is marked in it.
pub(crate) fn marked(frame: &mut Frame<'_>, at: Rect, line: &Line, style: Style, look: Look) {
    let mut spans = Vec::with_capacity(2 * line.marks.len() + 1);
    let mut end = 0;
    let text = |part: &str| match look.unicode {
        true => flat(part),
        // What was left out is said in ASCII too.
        false => flat(part).replace('…', ".."),
    };
    for mark in &line.marks {
        spans.push(Span::styled(text(&line.text[end..mark.start]), style));
        spans.push(Span::styled(text(&line.text[mark.clone()]), style.patch(look.found())));
        end = mark.end;
    }
    spans.push(Span::styled(text(&line.text[end..]), style));
    frame.render_widget(Drawn::from(spans), at);
}

/// Makes words harmless and one paragraph.
fn flat(words: &str) -> String {
    tame(words).replace('\n', " ")
}

#[cfg(test)]
mod tests;
