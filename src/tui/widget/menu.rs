//! A menu: rows to choose from by arrows and Enter, by the letter shown, and by mouse. Headings stand between the rows
//! and cannot be chosen.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::page::{more, put};
use crate::text::{Edit, Motion, columns, rows, tame};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// A row of a menu.
#[derive(Clone, Debug)]
pub(crate) struct Item<T> {
    /// What choosing it gives; none for a heading.
    value: Option<T>,
    tag: Tag,
    label: String,
    note: String,
}

/// What stands before a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tag {
    None,
    /// The letter that chooses it.
    Letter(char),
    /// A sign, and its plain twin.
    Sign(&'static str, &'static str),
}

impl<T> Item<T> {
    /// Makes a row.
    pub(crate) fn new(value: T, label: impl AsRef<str>) -> Self {
        Self { value: Some(value), tag: Tag::None, label: flat(label.as_ref()), note: String::new() }
    }

    /// Makes a heading.
    pub(crate) fn heading(label: impl AsRef<str>) -> Self {
        Self { value: None, tag: Tag::None, label: flat(label.as_ref()), note: String::new() }
    }

    /// Adds the letter that chooses it.
    pub(crate) fn letter(self, letter: char) -> Self {
        Self { tag: Tag::Letter(letter), ..self }
    }

    /// Adds a number from 1 as its letter, as far as there are such letters; 0 is that of the tenth, as on a keyboard.
    pub(crate) fn nth(self, n: usize) -> Self {
        let digit = u32::try_from(n).ok().filter(|n| (1..=10).contains(n)).map(|n| n % 10);
        match digit.and_then(|digit| char::from_digit(digit, 10)) {
            Some(letter) => self.letter(letter),
            None => self,
        }
    }

    /// Adds a sign before it, and its plain twin.
    pub(crate) fn sign(self, sign: &'static str, plain: &'static str) -> Self {
        Self { tag: Tag::Sign(sign, plain), ..self }
    }

    /// Adds a line in the background.
    pub(crate) fn note(self, note: impl AsRef<str>) -> Self {
        Self { note: flat(note.as_ref()), ..self }
    }
}

/// Makes words harmless and one paragraph.
fn flat(words: &str) -> String {
    tame(words).replace('\n', " ")
}

/// Rows, the one in focus, and the window they are seen through.
#[derive(Debug)]
pub(crate) struct Menu<T> {
    items: Vec<Item<T>>,
    focus: usize,
    top: usize,
    area: Rect,
    /// Whether each row is cut to one line (and its note to another): long lists.
    cut: bool,
    /// Whether rows stand apart where there is room.
    airy: bool,
    /// The empty lines between rows now.
    gap: usize,
    /// Whether only the row in focus shows its note: there is no room for all.
    folded: bool,
}

/// The columns before a label: the mark of the focus, and the letter.
pub(crate) const MARK: usize = 5;
/// As wide as a list has to be to show a note beside its label.
const BESIDE: u16 = 56;

impl<T: Clone> Menu<T> {
    /// Makes a menu with the first row in focus. Its labels wrap.
    pub(crate) fn new(items: Vec<Item<T>>) -> Self {
        let mut menu = Self {
            items,
            focus: 0,
            top: 0,
            area: Rect::ZERO,
            cut: false,
            airy: false,
            gap: 0,
            folded: false,
        };
        menu.focus(0);
        menu
    }

    /// Has its rows stand apart where there is room.
    pub(crate) fn airy(self) -> Self {
        Self { airy: true, ..self }
    }

    /// Cuts each row to one line, so that it stays fast however long it is.
    pub(crate) fn list(self) -> Self {
        Self { cut: true, ..self }
    }

    /// Returns what the row in focus gives.
    pub(crate) fn focused(&self) -> Option<&T> {
        self.items.get(self.focus)?.value.as_ref()
    }

    /// Puts the row in focus that gives what is looked for; leaves it where it is when none does.
    pub(crate) fn focus_on(&mut self, looked_for: impl Fn(&T) -> bool) {
        if let Some(row) = self.items.iter().position(|item| item.value.as_ref().is_some_and(&looked_for)) {
            self.focus(row);
        }
    }

    /// Puts a row in focus, or the nearest below that can be chosen, or the nearest above.
    fn focus(&mut self, row: usize) {
        let row = row.min(self.items.len().saturating_sub(1));
        let chosen = |n: &usize| self.items[*n].value.is_some();
        let below = (row..self.items.len()).find(chosen);
        self.focus = below.or_else(|| (0..row).rev().find(chosen)).unwrap_or(0);
        self.follow();
    }

    /// Moves the focus up, over headings.
    fn up(&mut self, by: usize) {
        let row = self.focus.saturating_sub(by);
        let above = (0..=row).rev().find(|&n| self.items.get(n).is_some_and(|item| item.value.is_some()));
        self.focus(above.unwrap_or(0));
    }

    /// Learns its place on the screen.
    pub(crate) fn fit(&mut self, area: Rect) {
        self.area = area;
        (self.gap, self.folded) = (0, false);
        self.folded = !self.cut && self.lines_at(area.width) > usize::from(area.height);
        let apart = self.airy && self.lines_at(area.width) + self.items.len() <= usize::from(area.height) + 1;
        self.gap = usize::from(apart);
        self.follow();
    }

    fn inner(&self, width: u16) -> usize {
        usize::from(width).saturating_sub(MARK).max(1)
    }

    fn beside(&self, width: u16) -> bool {
        self.cut && width >= BESIDE
    }

    /// Returns the lines one item takes, with the empty ones around it.
    fn tall(&self, n: usize, width: u16, folded: bool) -> usize {
        let item = &self.items[n];
        let before = self.space_before(n);
        if self.cut {
            let note = !item.note.is_empty() && !self.beside(width);
            return before + 1 + usize::from(note);
        }
        if item.value.is_none() {
            return before + rows(&item.label, usize::from(width.max(1))).len() + self.gap(n);
        }
        let inner = self.inner(width);
        let note = self.note(n, folded);
        let note = if note.is_empty() { 0 } else { rows(note, inner).len() };
        before + rows(&item.label, inner).len() + note + self.gap(n)
    }

    /// Returns the empty lines behind an item: what stands below a heading belongs to it.
    fn gap(&self, n: usize) -> usize {
        if self.items[n].value.is_some() { self.gap } else { 0 }
    }

    /// Returns the note of an item as far as it is shown.
    fn note(&self, n: usize, folded: bool) -> &str {
        if folded && n != self.focus { "" } else { &self.items[n].note }
    }

    /// Returns the empty lines before an item: a heading stands apart from what is above it.
    fn space_before(&self, n: usize) -> usize {
        let apart = n > 0 && self.items[n].value.is_none() && self.items[n - 1].value.is_some();
        usize::from(apart && self.gap == 0 && self.area.height >= 12)
    }

    /// Returns the lines all rows take at a width.
    pub(crate) fn lines_at(&self, width: u16) -> usize {
        (0..self.items.len()).map(|n| self.tall(n, width, false) - self.gap(n)).sum()
    }

    /// Returns the lines all rows take at a width when only one of them shows its note, whichever that is.
    pub(crate) fn least_at(&self, width: u16) -> usize {
        let (mut bare, mut longest) = (0, 0);
        for n in 0..self.items.len() {
            let label = self.tall(n, width, false) - self.gap(n);
            let note = &self.items[n].note;
            let note = if note.is_empty() || self.cut { 0 } else { rows(note, self.inner(width)).len() };
            bare += label - note;
            longest = longest.max(note);
        }
        bare + longest
    }

    /// Returns the first row of the window that ends with row `last`.
    fn first_of(&self, last: usize) -> usize {
        let mut left = usize::from(self.area.height) + self.gap;
        let mut first = last;
        for n in (0..=last).rev() {
            let tall = self.tall(n, self.area.width, self.folded);
            if tall > left {
                break;
            }
            left -= tall;
            first = n;
        }
        first
    }

    /// Moves the window so that the row in focus is in it, with its heading and whole where it fits.
    fn follow(&mut self) {
        if self.items.is_empty() || self.area.height == 0 {
            return;
        }
        let headed = (0..self.focus).rev().take_while(|&n| self.items[n].value.is_none()).count();
        self.top = self.top.min(self.focus - headed);
        self.top = self.top.max(self.first_of(self.focus)).min(self.first_of(self.items.len() - 1));
    }

    /// Acts: returns what was chosen, if something was.
    pub(crate) fn act(&mut self, act: &Act) -> Option<T> {
        let page = usize::from(self.area.height).max(2) / 2;
        match act {
            Act::Enter => return self.focused().cloned(),
            Act::Type(typed) => return self.typed(typed),
            Act::Click(x, y, _) => {
                let row = self.row_at(*x, *y).filter(|&row| self.items[row].value.is_some())?;
                self.focus(row);
                return self.focused().cloned();
            }
            Act::Edit(Edit::Scroll(by)) if *by < 0 => self.up(1),
            Act::Edit(Edit::Scroll(_)) => self.focus(self.focus + 1),
            Act::Edit(Edit::Move { to, .. }) => match to {
                Motion::Up | Motion::Left => self.up(1),
                Motion::Down | Motion::Right => self.focus(self.focus + 1),
                Motion::PageUp => self.up(page),
                Motion::PageDown => self.focus(self.focus + page),
                Motion::Start | Motion::LineStart => self.focus(0),
                Motion::End | Motion::LineEnd => self.focus(usize::MAX),
                _ => {}
            },
            Act::Next => self.focus((self.focus + 1) % self.items.len().max(1)),
            Act::Back => self.up(1),
            _ => {}
        }
        None
    }

    /// Chooses by a letter; a space chooses what is in focus.
    fn typed(&mut self, typed: &str) -> Option<T> {
        let letter = typed.chars().next().filter(|_| typed.chars().count() == 1)?.to_ascii_lowercase();
        if letter != ' ' {
            let row = self.items.iter().position(|item| item.tag == Tag::Letter(letter))?;
            self.focus(row);
        }
        self.focused().cloned()
    }

    fn row_at(&self, x: u16, y: u16) -> Option<usize> {
        if !self.area.contains(Position { x, y }) {
            return None;
        }
        let mut left = usize::from(y - self.area.y);
        for n in self.top..self.items.len() {
            let tall = self.tall(n, self.area.width, self.folded) - self.skipped(n);
            if left < tall {
                return Some(n);
            }
            left -= tall;
        }
        None
    }

    /// Returns the empty lines left out before the first row of the window.
    fn skipped(&self, n: usize) -> usize {
        if n == self.top { self.space_before(n) } else { 0 }
    }

    /// Draws it, and returns where the cursor belongs: on the row in focus.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let area = self.area;
        let mut y = area.y;
        let mut cursor = None;
        let mut end = self.items.len();
        for n in self.top..self.items.len() {
            if y >= area.bottom() {
                end = n;
                break;
            }
            y = y.saturating_add(cell(self.space_before(n) - self.skipped(n)));
            if n == self.focus && self.focused().is_some() {
                cursor = Some(Position { x: area.x, y: y.min(area.bottom().saturating_sub(1)) });
            }
            y = self.draw_row(frame, n, y, look);
            if y > area.bottom() {
                end = n;
            }
            y = y.saturating_add(cell(self.gap(n)));
        }
        let below = end < self.items.len();
        let above = usize::from(self.top > 0);
        more(frame, area, above, above + usize::from(area.height) + usize::from(below), look);
        cursor
    }

    /// Draws one row and returns the line behind it.
    fn draw_row(&self, frame: &mut Frame<'_>, n: usize, mut y: u16, look: Look) -> u16 {
        let area = self.area;
        let item = &self.items[n];
        let line = |y: u16, shift: u16| {
            let shift = shift.min(area.width);
            let inside = u16::from(y < area.bottom());
            Rect { x: area.x + shift, y, width: area.width - shift, height: inside }
        };
        if item.value.is_none() {
            if self.cut {
                put(frame, line(y, 0), &clip(&item.label, usize::from(area.width), look), look.quiet());
                return y + 1;
            }
            for row in rows(&item.label, usize::from(area.width.max(1))) {
                put(frame, line(y, 0), row, look.quiet());
                y += 1;
            }
            return y;
        }
        let focused = n == self.focus;
        let style = if focused { look.focus() } else { look.text() };
        self.mark(frame, line(y, 0), &item.tag, focused, look);
        let inner = self.inner(area.width);
        if self.beside(area.width) {
            let note = clip(&item.note, inner / 2, look);
            let room = inner.saturating_sub(columns(&note) + 2);
            put(frame, line(y, MARK as u16), &clip(&item.label, room, look), style);
            let shift = cell(usize::from(area.width).saturating_sub(columns(&note)));
            put(frame, line(y, shift), &note, look.quiet());
            return y + 1;
        }
        for (words, style) in [(item.label.as_str(), style), (self.note(n, self.folded), look.quiet())] {
            if words.is_empty() {
                continue;
            }
            let clipped;
            let laid = if self.cut {
                clipped = clip(words, inner, look);
                vec![clipped.as_str()]
            } else {
                rows(words, inner)
            };
            for row in laid {
                put(frame, line(y, MARK as u16), row, style);
                y += 1;
            }
        }
        y
    }

    fn mark(&self, frame: &mut Frame<'_>, line: Rect, tag: &Tag, focused: bool, look: Look) {
        let sign = if focused { look.sign("›", ">") } else { " " };
        let tag = match tag {
            Tag::None => String::new(),
            Tag::Letter(letter) => letter.to_string(),
            Tag::Sign(sign, plain) => look.sign(sign, plain).to_owned(),
        };
        let style = if focused { look.accent() } else { look.quiet() };
        put(frame, Rect { width: line.width.min(MARK as u16), ..line }, &format!("{sign} {tag}"), style);
    }
}

fn cell(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Cuts words to a width, with a sign where something is missing.
pub(crate) fn clip(words: &str, width: usize, look: Look) -> String {
    if columns(words) <= width {
        return words.to_owned();
    }
    let sign = look.sign("…", "..");
    let mut left = width.saturating_sub(columns(sign));
    let mut out = String::new();
    for grapheme in words.graphemes(true) {
        let wide = columns(grapheme);
        if wide > left {
            break;
        }
        left -= wide;
        out.push_str(grapheme);
    }
    out.truncate(out.trim_end().len());
    out + sign
}

#[cfg(test)]
mod tests;
