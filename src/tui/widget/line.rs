//! A place to write one line in, on a screen that is no walk: a title, the name of a file. It wraps where it is long.

use ratatui::layout::{Position, Rect};

use super::field::draw_row;
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
    pub(crate) fn text(&self) -> String {
        self.pen.text()
    }

    /// Learns its place on the screen.
    pub(crate) fn fit(&mut self, area: Rect) {
        self.area = area;
        self.pen.fit(usize::from(area.width), usize::from(area.height).max(1));
    }

    /// Returns the rows it needs at a width, 1 or more.
    pub(crate) fn height_at(&self, width: u16) -> u16 {
        u16::try_from(self.pen.height_for(usize::from(width))).unwrap_or(u16::MAX).max(1)
    }

    /// Acts, and tells whether that meant something here. `clip` is what was cut or copied last; what is cut or copied
    /// now is returned beside.
    pub(crate) fn act(&mut self, act: &Act, clip: &str) -> (bool, Option<String>) {
        let edit = match act {
            Act::Type(typed) => Edit::Insert(typed.clone()),
            Act::Put => Edit::Insert(clip.to_owned()),
            Act::Edit(edit) => edit.clone(),
            Act::Copy => return (true, self.pen.selected()),
            Act::Cut => {
                let cut = self.pen.selected();
                self.pen.apply(Edit::Cut);
                return (true, cut);
            }
            Act::Click(x, y, select) if self.area.contains(Position { x: *x, y: *y }) => {
                Edit::Click { column: x - self.area.x, line: y - self.area.y, select: *select }
            }
            Act::DoubleClick(x, y) if self.area.contains(Position { x: *x, y: *y }) => {
                Edit::SelectWordAt { column: x - self.area.x, line: y - self.area.y }
            }
            _ => return (false, None),
        };
        self.pen.apply(edit);
        (true, None)
    }

    /// Draws it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Position {
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
