//! A line to fill in, with a name before it. It knows no screen.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::page::put;
use crate::text::{Edit, Editor, Motion, columns, tame};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// A line that is being filled in.
#[derive(Debug)]
pub(crate) struct Blank {
    name: &'static str,
    /// What invites to write while it is empty.
    invite: &'static str,
    pen: Editor,
    line: Rect,
}

impl Blank {
    /// Makes an empty one.
    pub(crate) fn new(name: &'static str, invite: &'static str) -> Self {
        Self { name, invite, pen: Editor::single(""), line: Rect::ZERO }
    }

    /// Returns what stands in it.
    pub(crate) fn text(&self) -> String {
        self.pen.text()
    }

    /// Puts other words in it, the caret behind them.
    pub(crate) fn set(&mut self, text: &str) {
        self.pen = Editor::single(text);
        self.fit(self.line);
    }

    /// Selects all of it, so that the next letter takes its place.
    pub(crate) fn select(&mut self) {
        self.pen.apply(Edit::SelectAll);
    }

    /// Learns its place.
    pub(crate) fn fit(&mut self, line: Rect) {
        self.line = line;
        self.pen.fit(usize::from(self.field().width), 1);
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
                Edit::Click { column: x.saturating_sub(self.field().x), line: 0, select: *select }
            }
            Act::Edit(Edit::Scroll(_)) => return false,
            Act::Edit(Edit::Move { to: Motion::Up | Motion::Down, .. }) => return false,
            Act::Edit(Edit::Move { to: Motion::PageUp | Motion::PageDown, .. }) => return false,
            Act::Edit(Edit::Move { to: Motion::Start | Motion::End, .. }) => return false,
            Act::Edit(edit) => edit.clone(),
            _ => return false,
        };
        self.pen.apply(edit);
        true
    }

    /// Draws it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Position {
        let field = self.field();
        put(frame, Rect { width: field.x - self.line.x, ..self.line }, self.name, look.accent());
        if self.pen.is_empty() {
            put(frame, field, self.invite, look.quiet());
        }
        if let Some(row) = self.pen.window().next() {
            let selected = row.selected.clone().unwrap_or(0..0);
            let parts = [
                (&row.text[..selected.start], look.text()),
                (&row.text[selected.clone()], look.selected()),
                (&row.text[selected.end..], look.text()),
            ];
            let spans = parts.map(|(part, style)| Span::styled(tame(part).into_owned(), style));
            if field.height > 0 && !self.pen.is_empty() {
                frame.render_widget(Line::from(spans.to_vec()), field);
            }
        }
        let (column, _) = self.pen.caret_cell();
        let x = field.x.saturating_add(column).min(field.right().saturating_sub(1));
        Position { x, y: field.y }
    }
}
