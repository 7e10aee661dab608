//! A menu: rows to choose from by arrows and Enter, by the letter shown, and by mouse.

use ratatui::layout::{Position, Rect};

use super::page::{more, put};
use crate::text::{Edit, Motion, columns, rows, tame};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// A row of a menu.
#[derive(Clone, Debug)]
pub(crate) struct Item<T> {
    /// What choosing it gives.
    pub(crate) value: T,
    /// The letter that chooses it, if it has one.
    pub(crate) letter: Option<char>,
    /// What it is called.
    pub(crate) label: String,
    /// A line below it, in the background.
    pub(crate) note: String,
}

/// Rows, the one in focus, and the window they are seen through.
#[derive(Debug)]
pub(crate) struct Menu<T> {
    items: Vec<Item<T>>,
    focus: usize,
    top: usize,
    area: Rect,
}

const MARK: usize = 4;

impl<T: Clone> Menu<T> {
    /// Makes a menu with the first row in focus.
    pub(crate) fn new(items: Vec<Item<T>>) -> Self {
        Self { items, focus: 0, top: 0, area: Rect::ZERO }
    }

    /// Returns the rows.
    pub(crate) fn items(&self) -> &[Item<T>] {
        &self.items
    }

    /// Puts other rows in its place; the focus stays where it was, as far as there are rows.
    pub(crate) fn replace(&mut self, items: Vec<Item<T>>) {
        self.items = items;
        self.focus(self.focus);
    }

    /// Returns what the row in focus gives.
    pub(crate) fn focused(&self) -> Option<&T> {
        self.items.get(self.focus).map(|item| &item.value)
    }

    /// Returns the number of the row in focus.
    pub(crate) fn at(&self) -> usize {
        self.focus
    }

    /// Puts a row in focus.
    pub(crate) fn focus(&mut self, row: usize) {
        self.focus = row.min(self.items.len().saturating_sub(1));
        self.follow();
    }

    /// Learns its place on the screen.
    pub(crate) fn fit(&mut self, area: Rect) {
        self.area = area;
        self.follow();
    }

    fn inner(&self) -> usize {
        usize::from(self.area.width).saturating_sub(MARK).max(1)
    }

    /// Returns the rows of one item as they are laid out: its label, then its note.
    fn laid(&self, item: &Item<T>) -> Vec<(bool, String)> {
        let label = tame(&item.label).replace('\n', " ");
        let note = tame(&item.note).replace('\n', " ");
        let mut all: Vec<_> =
            rows(&label, self.inner()).into_iter().map(|row| (true, row.to_owned())).collect();
        if !note.is_empty() {
            all.extend(rows(&note, self.inner()).into_iter().map(|row| (false, row.to_owned())));
        }
        all
    }

    fn height(&self, items: std::ops::Range<usize>) -> usize {
        self.items[items].iter().map(|item| self.laid(item).len()).sum()
    }

    /// Returns the lines all rows take.
    pub(crate) fn lines(&self) -> usize {
        self.height(0..self.items.len())
    }

    /// Moves the window so that the row in focus is in it, whole where it fits.
    fn follow(&mut self) {
        let lines = usize::from(self.area.height);
        // Long lists have rows of one line; laying all of them out at every key would slow them down.
        let lazy = self.items.len() > 200;
        if self.items.is_empty() || lines == 0 {
            return;
        }
        if lazy {
            self.top = self.top.clamp((self.focus + 1).saturating_sub(lines), self.focus);
            return;
        }
        self.top = self.top.min(self.focus);
        while self.top < self.focus && self.height(self.top..self.focus + 1) > lines {
            self.top += 1;
        }
        while self.top > 0 && self.height(self.top - 1..self.items.len()) <= lines {
            self.top -= 1;
        }
    }

    /// Acts: returns what was chosen, if something was.
    pub(crate) fn act(&mut self, act: &Act) -> Option<T> {
        let page = usize::from(self.area.height).max(2) / 2;
        match act {
            Act::Enter => return self.focused().cloned(),
            Act::Type(typed) => {
                let letter = typed.chars().next()?.to_ascii_lowercase();
                if letter == ' ' {
                    return self.focused().cloned();
                }
                let row = self.items.iter().position(|item| item.letter == Some(letter))?;
                self.focus(row);
                return self.focused().cloned();
            }
            Act::Click(x, y, _) => {
                let row = self.row_at(*x, *y)?;
                self.focus(row);
                return self.focused().cloned();
            }
            Act::Edit(Edit::Scroll(by)) => self.focus(self.focus.saturating_add_signed(by.signum() as isize)),
            Act::Edit(Edit::Move { to, .. }) => match to {
                Motion::Up | Motion::Left => self.focus(self.focus.saturating_sub(1)),
                Motion::Down | Motion::Right => self.focus(self.focus + 1),
                Motion::PageUp => self.focus(self.focus.saturating_sub(page)),
                Motion::PageDown => self.focus(self.focus + page),
                Motion::Start | Motion::LineStart => self.focus(0),
                Motion::End | Motion::LineEnd => self.focus(usize::MAX),
                _ => {}
            },
            Act::Next => self.focus((self.focus + 1) % self.items.len().max(1)),
            Act::Back => self.focus(self.focus.checked_sub(1).unwrap_or(usize::MAX)),
            _ => {}
        }
        None
    }

    fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        if !self.area.contains(Position { x, y }) {
            return None;
        }
        let mut below = self.area.y;
        (self.top..self.items.len()).find(|&n| {
            below += u16::try_from(self.laid(&self.items[n]).len()).unwrap_or(u16::MAX);
            y < below
        })
    }

    /// Draws it, and returns where the cursor belongs: on the row in focus.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let area = self.area;
        let mut y = area.y;
        let mut cursor = None;
        for (n, item) in self.items.iter().enumerate().skip(self.top) {
            if y >= area.bottom() {
                break;
            }
            let focused = n == self.focus;
            if focused {
                cursor = Some(Position { x: area.x, y });
            }
            self.mark(frame, Rect { y, height: 1, ..area }, item.letter, focused, look);
            for (label, row) in self.laid(item) {
                if y >= area.bottom() {
                    break;
                }
                let style = match (label, focused) {
                    (true, true) => look.focus(),
                    (true, false) => look.text(),
                    (false, _) => look.quiet(),
                };
                let line = Rect {
                    x: area.x + MARK as u16,
                    y,
                    width: area.width.saturating_sub(MARK as u16),
                    height: 1,
                };
                put(frame, line, &row, style);
                y += 1;
            }
        }
        let shown = self.items.len() - self.top;
        let cut = self
            .height(self.top..(self.top + shown.min(usize::from(area.height) + 1)).min(self.items.len()))
            > usize::from(area.height);
        more(frame, area, self.top, self.top + usize::from(area.height) + usize::from(cut), look);
        cursor
    }

    fn mark(&self, frame: &mut Frame<'_>, line: Rect, letter: Option<char>, focused: bool, look: Look) {
        let sign = if focused { look.sign("›", ">") } else { " " };
        let letter = letter.map(String::from).unwrap_or_default();
        let style = if focused { look.accent() } else { look.quiet() };
        debug_assert!(columns(sign) == 1);
        put(frame, Rect { width: MARK as u16, ..line }, &format!("{sign} {letter}"), style);
    }
}
