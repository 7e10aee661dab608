//! The editor's window: which rows are seen, where the caret stands among them, and how it follows.
//! Changes no text.

use std::ops::Range;

use super::{Editor, Line};
use crate::text::body::{Place, RowPlace};
use crate::text::motion::{self, Caret};
use crate::text::wrap;

impl Editor {
    /// Sets the columns rows are laid out for and the lines of the window. One column is kept for the caret behind a
    /// full row. Laying out anew happens only when `columns` changes.
    pub fn fit(&mut self, columns: usize, lines: usize) {
        let limit = limit_for(columns);
        let laid_anew = limit != self.body.limit();
        if !laid_anew && columns == self.columns && lines == self.lines {
            return;
        }
        let line = self.caret_row().saturating_sub(self.top);
        self.columns = columns;
        self.lines = lines;
        if laid_anew {
            self.body.set_limit(limit);
            self.top = self.caret_row().saturating_sub(line);
        }
        self.keep_in_window();
    }

    /// Returns the visible rows, at most as many as the window has lines.
    pub fn window(&self) -> impl Iterator<Item = Line<'_>> {
        let selected = self.selected_places();
        let row = self.body.row(self.top);
        let paragraphs = self.body.paragraphs().iter().enumerate().skip(row.paragraph);
        let rows = paragraphs
            .flat_map(|(paragraph, p)| (0..p.row_count()).map(move |row| RowPlace { paragraph, row }));
        let before = self.body.offset(Place { paragraph: row.paragraph, at: 0 });
        let lines = rows.skip(row.row).take(self.lines);
        lines.scan((before, row.paragraph), move |(before, current), row| {
            if row.paragraph != *current {
                *before += self.body.paragraph(*current).len() + 1;
                *current = row.paragraph;
            }
            let (range, text) = self.body.row_text(row);
            let selected = selected.clone().and_then(|s| overlap(&s, row.paragraph, &range));
            Some(Line { text, start: *before + range.start, selected })
        })
    }

    /// Returns the caret's column and line in the window. Among spaces that hang over a row's end it stays in the last column.
    #[must_use]
    pub fn caret_cell(&self) -> (u16, u16) {
        let column = self.caret.column(&self.body).min(self.columns.saturating_sub(1));
        let line = self.caret_row().saturating_sub(self.top);
        (u16::try_from(column).unwrap_or(u16::MAX), u16::try_from(line).unwrap_or(u16::MAX))
    }

    /// Returns how many rows the text has.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.body.row_count()
    }

    /// Returns how many rows stand above the window.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the rows the text would have at so many columns. Costs nothing at the present columns, else a layout.
    #[must_use]
    pub fn height_for(&self, columns: usize) -> usize {
        let limit = limit_for(columns);
        if limit == self.body.limit() {
            return self.row_count();
        }
        self.body.paragraphs().iter().map(|p| wrap::wrap(p.text(), limit).len()).sum()
    }

    pub(super) fn at_cell(&self, column: u16, line: u16) -> Caret {
        let row = self.body.row(self.top + usize::from(line));
        motion::at_column(&self.body, row, usize::from(column))
    }

    pub(super) fn scroll(&mut self, rows: i32) {
        let last = self.row_count().saturating_sub(self.lines);
        let rows = isize::try_from(rows).unwrap_or_default();
        self.top = self.top.saturating_add_signed(rows).min(last);
        let row = self.caret_row();
        let bottom = self.top.saturating_add(self.lines.saturating_sub(1));
        let inside = row.clamp(self.top, bottom);
        if inside != row {
            self.history.close();
            let goal = self.caret.goal.unwrap_or_else(|| self.caret.column(&self.body));
            let caret = motion::at_column(&self.body, self.body.row(inside), goal);
            self.put(Caret { goal: Some(goal), ..caret }, false);
        }
    }

    pub(super) fn page(&self) -> usize {
        self.lines.saturating_sub(1).max(1)
    }

    fn caret_row(&self) -> usize {
        self.body.row_number(self.caret.row(&self.body))
    }

    /// Scrolls as little as brings the caret into the window, and leaves no empty lines below while rows are above.
    pub(super) fn keep_in_window(&mut self) {
        let row = self.caret_row();
        let lines = self.lines.max(1);
        let last = self.row_count().saturating_sub(lines);
        self.top = self.top.min(row).max((row + 1).saturating_sub(lines)).min(last);
    }
}

/// The columns rows are laid out for: one less than there are, for the caret behind a full row.
fn limit_for(columns: usize) -> usize {
    columns.saturating_sub(1).max(1)
}

fn overlap(selected: &Range<Place>, paragraph: usize, row: &Range<usize>) -> Option<Range<usize>> {
    let place = |at| Place { paragraph, at };
    let from = selected.start.max(place(row.start));
    let to = selected.end.min(place(row.end));
    (from < to).then(|| from.at - row.start..to.at - row.start)
}
