//! Past reflections as they are seen: where all of it stands, and what is said where there is nothing to list.

use ratatui::layout::{Position, Rect};

use super::rows::{Finds, Month, grouped};
use super::{Browse, Mode};
use crate::text::{columns, rows as wrapped};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::list::{Rows as _, Shape};
use crate::tui::widget::page::put;
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// As wide as a screen has to be to show the one in focus beside the list.
const BESIDE: u16 = 76;
/// The columns of the list then.
const LIST: u16 = 34;
/// As wide as a list has to be to show a note beside its label.
const NOTE: u16 = 56;

impl Browse {
    /// Learns where all of it stands.
    pub(super) fn lay_out(&mut self) {
        let wide = self.size.width >= BESIDE;
        let all = if wide { margins(whole(self.size)) } else { column::of(whole(self.size)) };
        self.head = all;
        let roomy = self.size.height >= ROOMY;
        let head = 1 + self.said().len() as u16 + u16::from(roomy);
        let first = Rect { height: 1.min(all.height), ..all };
        self.hunt.typed.fit(first);
        self.date.fit(first);
        let head = head.min(all.height);
        let body = Rect { y: all.y + head, height: all.height - head, ..all };
        let list = Rect { width: if wide { LIST } else { body.width }, ..body };
        let beside = list.width >= NOTE;
        self.rows.fit(list, Shape { tags: true, beside, line: false });
        self.hunt.rows.fit(list, Shape { tags: false, beside: beside || !roomy, line: true });
        let x = body.x + list.width + 4;
        let room = if wide { body.right().saturating_sub(x).min(column::WIDEST) } else { 0 };
        self.pane.fit(Rect { x, width: room, ..body });
    }

    /// Says, line by line below the title: what is filtered, how far it is read, what was found.
    fn said(&self) -> Vec<String> {
        let b = &words().browse;
        let mut said = Vec::new();
        if !self.among.filter.is_empty() {
            let (n, of) = (grouped(self.past.len()), grouped(self.list.len()));
            let gaps = [("filter", self.among.told.as_str()), ("n", &n), ("of", &of)];
            said.push(fill(b.among, &gaps));
        }
        match (self.mode, self.reading) {
            (Mode::Search | Mode::Found, _) if self.hunt.is_on() => said.extend(self.hunt.told(self.long)),
            (Mode::GoTo, _) if self.wrong.is_some() => said.extend(self.wrong.map(str::to_owned)),
            (_, Some(reading)) if self.long => {
                let (n, of) = (grouped(reading.read), grouped(reading.of));
                said.push(fill(b.reading, &[("n", &n), ("of", &of)]));
            }
            _ => {}
        }
        let width = usize::from(self.head.width.max(1));
        said.iter().flat_map(|said| wrapped(said, width)).map(|row| row.replace('\u{a0}', " ")).collect()
    }

    /// Draws the title, and behind it the month of the first row in sight where its heading is not.
    fn draw_title(&self, frame: &mut Frame<'_>, look: Look) {
        let line = column::line(self.head, self.head.y);
        let title = words().screens.browse;
        put(frame, line, title, look.accent());
        let taken = u16::try_from(columns(title) + 2).unwrap_or(0).min(line.width);
        if let Some(n) = self.rows.under_hidden_heading() {
            let month = Month { past: &self.past, sides: &self.sides }.heading(n);
            put(frame, Rect { x: line.x + taken, width: line.width - taken, ..line }, &month, look.quiet());
        }
    }

    fn draw_said(&self, frame: &mut Frame<'_>, look: Look) {
        for (said, y) in self.said().iter().zip(self.head.y + 1..) {
            put(frame, column::line(self.head, y), said, look.text());
        }
    }

    /// Says why there is nothing to list, and what to do.
    fn nothing(&self) -> Vec<String> {
        let (w, b) = (&words().screens, &words().browse);
        let among = !self.among.filter.is_empty();
        if self.finds_shown() {
            let only = among.then(|| fill(b.none_found_among, &[("filter", &self.among.told)]));
            let none = [b.none_found.to_owned(), b.none_found_how.to_owned()];
            return match (self.hunt.is_in_vain(), self.hunt.goes_on()) {
                (false, _) => Vec::new(),
                (true, true) => vec![b.none_found_yet.to_owned()],
                (true, false) => none.into_iter().chain(only).collect(),
            };
        }
        let said = match (self.came && self.reading.is_none(), among && !self.list.is_empty()) {
            (false, _) => vec![w.browse_reading],
            (true, true) => vec![b.none_among, b.none_among_how],
            (true, false) if self.trash => vec![w.browse_trash],
            (true, false) => vec![w.browse_none],
        };
        said.into_iter().map(str::to_owned).collect()
    }

    /// Draws all of it, and returns where the cursor belongs: where one types, or on the row in focus.
    pub(super) fn draw_all(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let typing = match self.mode {
            Mode::List => {
                self.draw_title(frame, look);
                None
            }
            Mode::Search => Some(self.hunt.typed.draw(frame, look)),
            Mode::Found => {
                self.hunt.typed.draw(frame, look);
                None
            }
            Mode::GoTo => Some(self.date.draw(frame, look)),
        };
        self.draw_said(frame, look);
        let (from, finds) = self.hunt.finds();
        let row = match self.finds_shown() {
            true if self.hunt.rows.len() == 0 => Some(self.draw_nothing(frame, look)),
            true => self.hunt.rows.draw(frame, &Finds { from, finds, short: self.size.height < ROOMY }, look),
            false if self.rows.len() == 0 => Some(self.draw_nothing(frame, look)),
            false => self.rows.draw(frame, &Month { past: &self.past, sides: &self.sides }, look),
        };
        self.pane.draw(frame, look);
        typing.or(row)
    }

    fn draw_nothing(&self, frame: &mut Frame<'_>, look: Look) -> Position {
        let mut y = self.head.y + 2 + self.said().len() as u16;
        let first = Position { x: self.head.x, y };
        let area = Rect { width: self.head.width.min(column::WIDEST), ..self.head };
        for said in self.nothing() {
            for row in wrapped(&said, usize::from(area.width.max(1))) {
                put(frame, column::line(area, y), row, look.text());
                y += 1;
            }
        }
        first
    }
}

fn margins(area: Rect) -> Rect {
    let wide = LIST + 4 + column::WIDEST;
    let width = area.width.saturating_sub(4).min(wide);
    Rect { x: (area.width - width) / 2, y: 1, width, height: area.height.saturating_sub(1) }
}
