//! A line to fill in, with a name before it. What has no room is scrolled sideways, the caret always in sight. It knows no
//! screen.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;

use super::page::put;
use crate::text::{Edit, Editor, Motion, columns, shown};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// As wide as a line may become: it never wraps.
const WIDE: usize = u16::MAX as usize;

/// A line that is being filled in.
#[derive(Debug)]
pub(crate) struct Blank {
    name: &'static str,
    /// What invites to write while it is empty.
    invite: &'static str,
    pen: Editor,
    line: Rect,
    /// How many columns are scrolled out at the left.
    first: usize,
}

impl Blank {
    /// Makes an empty one.
    pub(crate) fn new(name: &'static str, invite: &'static str) -> Self {
        Self { name, invite, pen: Editor::single(""), line: Rect::ZERO, first: 0 }
    }

    /// Returns what stands in it.
    pub(crate) fn text(&self) -> String {
        self.pen.text()
    }

    /// Puts other words in it, the caret behind them.
    pub(crate) fn set(&mut self, text: &str) {
        (self.pen, self.first) = (Editor::single(text), 0);
        self.fit(self.line);
    }

    /// Selects all of it, so that the next letter takes its place.
    pub(crate) fn select(&mut self) {
        self.pen.apply(Edit::SelectAll);
    }

    /// Learns its place.
    pub(crate) fn fit(&mut self, line: Rect) {
        self.line = line;
        self.pen.fit(WIDE, 1);
        self.follow();
    }

    /// Scrolls as little as brings the caret into sight, clear of the marks at the sides.
    fn follow(&mut self) {
        let width = usize::from(self.field().width).max(3);
        let all = self.pen.window().next().map_or(0, |row| width_of(row.text));
        let caret = usize::from(self.pen.caret_cell().0);
        let least = (caret + if caret < all { 2 } else { 1 }).saturating_sub(width);
        let most = caret.saturating_sub(1).min((all + 1).saturating_sub(width));
        self.first = if all < width { 0 } else { self.first.min(most).max(least) };
    }

    fn field(&self) -> Rect {
        let name = u16::try_from(columns(self.name) + 1).unwrap_or(0).min(self.line.width / 2);
        Rect { x: self.line.x + name, width: self.line.width - name, ..self.line }
    }

    /// Acts, if the act is one of writing; `clip` is what was cut or copied last. Returns whether it was.
    pub(crate) fn act(&mut self, act: &Act, clip: &mut String) -> bool {
        let edit = match act {
            Act::Type(typed) => Edit::Insert(typed.clone()),
            Act::Put => Edit::Insert(clip.clone()),
            Act::Copy | Act::Cut => {
                let Some(selected) = self.pen.selected() else { return true };
                *clip = selected;
                if *act == Act::Copy {
                    return true;
                }
                Edit::Cut
            }
            Act::Click(x, y, select) if self.line.contains(Position { x: *x, y: *y }) => {
                let first = u16::try_from(self.first).unwrap_or(u16::MAX);
                Edit::Click {
                    column: x.saturating_sub(self.field().x).saturating_add(first),
                    line: 0,
                    select: *select,
                }
            }
            Act::Edit(Edit::Scroll(_)) => return false,
            Act::Edit(Edit::Move { to: Motion::Up | Motion::Down, .. }) => return false,
            Act::Edit(Edit::Move { to: Motion::PageUp | Motion::PageDown, .. }) => return false,
            Act::Edit(Edit::Move { to: Motion::Start | Motion::End, .. }) => return false,
            Act::Edit(edit) => edit.clone(),
            _ => return false,
        };
        self.pen.apply(edit);
        self.follow();
        true
    }

    /// Draws it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Position {
        let field = self.field();
        put(frame, Rect { width: field.x - self.line.x, ..self.line }, self.name, look.accent());
        if self.pen.is_empty() {
            put(frame, field, self.invite, look.quiet());
        }
        if field.height > 0 && !self.pen.is_empty() {
            frame.render_widget(Line::from(self.in_sight(usize::from(field.width), look)), field);
        }
        let column = usize::from(self.pen.caret_cell().0).saturating_sub(self.first);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let x = field.x.saturating_add(column).min(field.right().saturating_sub(1));
        Position { x, y: field.y }
    }
    /// Returns what is in sight of it at a width, with a mark at each side where there is more.
    fn in_sight(&self, width: usize, look: Look) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let Some(row) = self.pen.window().next() else { return spans };
        let selected = row.selected.clone().unwrap_or(0..0);
        let all = width_of(row.text);
        let (before, behind) = (self.first > 0, all > self.first + width);
        let from = self.first + usize::from(before);
        let to = (self.first + width).saturating_sub(usize::from(behind));
        if before {
            spans.push(Span::styled(look.sign("…", "<"), look.quiet()));
        }
        let (mut column, mut drawn) = (0, from);
        for (at, grapheme) in row.text.grapheme_indices(true) {
            let start = column;
            column += wide(grapheme);
            if start < from || column > to {
                continue;
            }
            // One that is cut in two at the left leaves its place empty.
            spans.push(Span::raw(" ".repeat(start - drawn)));
            drawn = column;
            let style = if selected.contains(&at) { look.selected() } else { look.text() };
            spans.push(Span::styled(shown(grapheme).to_string(), style));
        }
        if behind {
            spans.push(Span::raw(" ".repeat(to.saturating_sub(drawn))));
            spans.push(Span::styled(look.sign("…", ">"), look.quiet()));
        }
        spans
    }
}

/// Returns the columns of a text as it is shown.
fn width_of(text: &str) -> usize {
    match text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        true => text.len(),
        false => text.graphemes(true).map(wide).sum(),
    }
}

/// Returns the columns of one character as it is shown.
fn wide(grapheme: &str) -> usize {
    columns(&shown(grapheme))
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::tui::look::Colours;

    /// Draws it in a line of 20 columns; returns what is seen and the column of the cursor.
    fn seen(blank: &Blank) -> (String, u16) {
        let area = Rect::new(0, 0, 20, 1);
        let mut buffer = Buffer::empty(area);
        let spot = blank.draw(&mut Frame::new(&mut buffer, area), Look::new(Colours::Many, true));
        let row: String = (0..20).map(|x| buffer[(x, 0)].symbol().to_owned()).collect();
        (row.trim_end().to_owned(), spot.x)
    }

    fn act(blank: &mut Blank, act: &Act) {
        assert!(blank.act(act, &mut String::new()));
    }

    fn go(to: Motion) -> Act {
        Act::Edit(Edit::Move { to, select: false })
    }

    #[test]
    fn what_has_no_room_is_scrolled_and_the_caret_stays_in_sight() {
        let mut blank = Blank::new("Find:", "words");
        blank.fit(Rect::new(0, 0, 20, 1));
        act(&mut blank, &Act::Type("kitchen table".into()));
        assert_eq!(seen(&blank), ("Find: kitchen table".to_owned(), 19));
        act(&mut blank, &Act::Type(" and a notebook".into()));
        assert_eq!(seen(&blank), ("Find: …d a notebook".to_owned(), 19));
        act(&mut blank, &go(Motion::LineStart));
        assert_eq!(seen(&blank), ("Find: kitchen table…".to_owned(), 6));
        act(&mut blank, &go(Motion::LineEnd));
        (0..15).for_each(|_| act(&mut blank, &go(Motion::Left)));
        let (row, x) = seen(&blank);
        assert!(row.starts_with("Find: …") && row.ends_with('…') && (7..19).contains(&x), "{row} {x}");
        act(&mut blank, &Act::Click(8, 0, false));
        act(&mut blank, &Act::Type("!".into()));
        let (row, x) = seen(&blank);
        assert_eq!((row.chars().nth(8), x), (Some('!'), 9), "it is clicked where it is seen: {row}");
        blank.set("日記日記日記日記日記");
        assert_eq!(seen(&blank).1, 19);
        act(&mut blank, &Act::Edit(Edit::DeleteTo(Motion::LineStart)));
        assert_eq!(seen(&blank), ("Find: words".to_owned(), 6));
    }
}
