//! A place to write one line in, on a screen that is no walk: a title, the name of a file. It wraps where it is long.

use ratatui::layout::{Position, Rect, Size};

use super::column;
use super::field::draw_row;
use super::page::Page;
use super::sheet::{ROOMY, whole};
use crate::question::Row;
use crate::text::{Edit, Editor};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// A line being written.
#[derive(Debug)]
pub(crate) struct Line {
    pen: Editor,
    /// What stands there while nothing is written.
    invite: String,
    area: Rect,
}

impl Line {
    /// Makes one with a text, the caret at its end.
    pub(crate) fn new(text: &str, invite: impl Into<String>) -> Self {
        Self { pen: Editor::single(text), invite: invite.into(), area: Rect::ZERO }
    }

    /// Returns what is written.
    fn text(&self) -> String {
        self.pen.text()
    }

    /// Learns its place on the screen.
    fn fit(&mut self, area: Rect) {
        self.area = area;
        self.pen.fit(usize::from(area.width), usize::from(area.height).max(1));
    }

    /// Returns the rows it needs at a width, 1 or more.
    fn height_at(&self, width: u16) -> u16 {
        u16::try_from(self.pen.height_for(usize::from(width))).unwrap_or(u16::MAX).max(1)
    }

    /// Acts. `clip` is what was cut or copied last; what is cut or copied now is returned.
    fn act(&mut self, act: &Act, clip: &str) -> Option<String> {
        let edit = match act {
            Act::Type(typed) => Edit::Insert(typed.clone()),
            Act::Put => Edit::Insert(clip.to_owned()),
            Act::Edit(edit) => edit.clone(),
            Act::Copy => return self.pen.selected(),
            Act::Cut => {
                let cut = self.pen.selected();
                self.pen.apply(Edit::Cut);
                return cut;
            }
            Act::Click(x, y, select) if self.area.contains(Position { x: *x, y: *y }) => {
                Edit::Click { column: x - self.area.x, line: y - self.area.y, select: *select }
            }
            Act::DoubleClick(x, y) if self.area.contains(Position { x: *x, y: *y }) => {
                Edit::SelectWordAt { column: x - self.area.x, line: y - self.area.y }
            }
            _ => return None,
        };
        self.pen.apply(edit);
        None
    }

    /// Draws it, and returns where the cursor belongs.
    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Position {
        let rows: Vec<Row> = match self.pen.is_empty() {
            true => vec![Row::Invite(self.invite.clone())],
            false => self.pen.window().map(|line| Row::Own(line.text.to_owned(), line.selected)).collect(),
        };
        for (row, y) in rows.iter().zip(self.area.y..self.area.bottom()) {
            draw_row(frame, Rect { y, height: 1, ..self.area }, row, look);
        }
        let (column, row) = self.pen.caret_cell();
        Position {
            x: self.area.x.saturating_add(column).min(self.area.right().saturating_sub(1)),
            y: self.area.y.saturating_add(row).min(self.area.bottom().saturating_sub(1)),
        }
    }
}

/// A line to write, with words above it and below.
#[derive(Debug)]
pub(crate) struct Slip {
    above: Page,
    line: Line,
    below: Page,
    areas: [Rect; 2],
    size: Size,
}

impl Slip {
    /// Puts a line between words.
    pub(crate) fn new(above: Page, line: Line, below: Page) -> Self {
        Self { above, line, below, areas: [Rect::ZERO; 2], size: Size::ZERO }
    }

    /// Returns what is written.
    pub(crate) fn text(&self) -> String {
        self.line.text()
    }

    /// Learns the room it has: the line gets as much as it needs, up to a few rows.
    pub(crate) fn fit(&mut self, size: Size) {
        self.size = size;
        let all = column::of(whole(size));
        let gap = u16::from(size.height >= ROOMY);
        self.above.fit(all);
        let words = u16::try_from(self.above.height()).unwrap_or(u16::MAX);
        let above = Rect { height: words.min(all.height.saturating_sub(3)), ..all };
        let y = above.bottom() + gap;
        let lines = self.line.height_at(all.width).clamp(2, 4).min(all.bottom().saturating_sub(y));
        self.line.fit(Rect { y, height: lines, ..all });
        let y = (y + lines + gap).min(all.bottom());
        self.areas = [above, Rect { y, height: all.bottom() - y, ..all }];
        self.above.fit(self.areas[0]);
        self.below.fit(self.areas[1]);
    }

    /// Acts. `clip` is what was cut or copied last; what is cut or copied now is returned.
    pub(crate) fn act(&mut self, act: &Act, clip: &str) -> Option<String> {
        let copied = self.line.act(act, clip);
        self.fit(self.size);
        copied
    }

    /// Draws it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        for (page, area) in [&self.above, &self.below].into_iter().zip(self.areas) {
            page.draw(frame, area, look);
        }
        Some(self.line.draw(frame, look))
    }
}
