//! Several short answers below each other: what a list of items, a plan and a promise share.

use super::field::{MARK, Mark, Row, Scrolled, Spot, Stroke, Took};
use super::listing::{Listing, Meant};
use super::text::{own_rows, write};
use crate::text::{Edit, Editor, Motion};
use crate::words::words;

/// One short answer: words, or a choice.
#[derive(Debug)]
pub(super) enum Piece {
    /// Words of one's own.
    Words(Editor),
    /// A choice, always made: the first option until another is.
    Choice(Listing),
    /// Some of several, each marked or not.
    Several(Listing, Vec<bool>),
}

/// A piece and the words before it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) lead: String,
    pub(super) piece: Piece,
}

/// Several pieces, the one in focus, and the window they are seen through.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    pub(super) focus: usize,
    columns: usize,
    lines: usize,
    top: usize,
}

impl Part {
    /// Makes a piece of words.
    pub(super) fn words(lead: &str, text: &str) -> Self {
        Self { lead: lead.to_owned(), piece: Piece::Words(Editor::single(text)) }
    }

    /// Makes a piece to choose from.
    pub(super) fn choice(lead: &str, labels: Vec<String>, chosen: usize) -> Self {
        Self { lead: lead.to_owned(), piece: Piece::Choice(Listing::new(labels, chosen)) }
    }

    /// Makes a piece to mark some of.
    pub(super) fn several(lead: &str, labels: Vec<String>, marked: Vec<bool>) -> Self {
        Self { lead: lead.to_owned(), piece: Piece::Several(Listing::new(labels, 0), marked) }
    }

    /// Returns its words; none for a choice.
    pub(super) fn text(&self) -> String {
        match &self.piece {
            Piece::Words(pen) => pen.text(),
            Piece::Choice(_) | Piece::Several(..) => String::new(),
        }
    }

    /// Returns which of several are marked; none elsewhere.
    pub(super) fn marked(&self) -> &[bool] {
        match &self.piece {
            Piece::Several(_, marked) => marked,
            Piece::Words(_) | Piece::Choice(_) => &[],
        }
    }

    /// Marks these of several, and no others.
    pub(super) fn mark(&mut self, these: &[usize]) {
        if let Piece::Several(_, marked) = &mut self.piece {
            marked.iter_mut().enumerate().for_each(|(n, mark)| *mark = these.contains(&n));
        }
    }

    /// Returns the option chosen; the first for words.
    pub(super) fn option(&self) -> usize {
        match &self.piece {
            Piece::Words(_) | Piece::Several(..) => 0,
            Piece::Choice(listing) => listing.focus,
        }
    }

    /// Tells whether nothing was written here.
    pub(super) fn is_blank(&self) -> bool {
        matches!(&self.piece, Piece::Words(pen) if pen.is_empty())
    }

    /// Returns the columns its rows are moved in by: below a lead or a mark.
    fn indent(&self) -> usize {
        if self.lead.is_empty() { MARK } else { 0 }
    }

    fn fit(&mut self, columns: usize) {
        let indent = self.indent();
        let columns = columns.saturating_sub(indent).max(1);
        match &mut self.piece {
            Piece::Words(pen) => {
                let lines = pen.height_for(columns).max(1);
                pen.fit(columns, lines);
            }
            Piece::Choice(listing) | Piece::Several(listing, _) => listing.fit(columns, usize::MAX),
        }
    }

    fn rows(&self, focused: bool) -> Vec<Row> {
        let mut rows = Vec::new();
        if !self.lead.is_empty() {
            rows.push(Row::Lead(self.lead.clone()));
        }
        let here = |row| match row {
            Row::Choice { mark, words, focused: here } => {
                Row::Choice { mark, words, focused: here && focused }
            }
            other => other,
        };
        match &self.piece {
            Piece::Words(pen) if self.lead.is_empty() => {
                let lines = pen.window().map(|line| line.text.to_owned());
                rows.extend(lines.enumerate().map(|(n, words)| Row::Choice {
                    mark: (n == 0).then_some(Mark::Item),
                    words,
                    focused,
                }));
            }
            Piece::Words(pen) => rows.extend(own_rows(pen, words().fields.invite_line)),
            Piece::Choice(listing) => {
                rows.extend(listing.rows(|option| Mark::One(option == listing.focus)).into_iter().map(here))
            }
            Piece::Several(listing, marked) => {
                rows.extend(listing.rows(|option| Mark::Several(marked[option])).into_iter().map(here))
            }
        }
        rows
    }

    /// Returns where the caret is among its own rows.
    fn caret(&self) -> Spot {
        let lead = usize::from(!self.lead.is_empty());
        let spot = match &self.piece {
            Piece::Words(pen) => {
                let (column, row) = pen.caret_cell();
                Spot { column: usize::from(column), row: usize::from(row) }
            }
            Piece::Choice(listing) | Piece::Several(listing, _) => listing.caret(),
        };
        Spot { column: spot.column + self.indent(), row: spot.row + lead }
    }
}

impl Parts {
    /// Puts pieces below each other, the first in focus.
    pub(super) fn new(parts: Vec<Part>) -> Self {
        let mut all = Self { parts, focus: 0, columns: 72, lines: usize::MAX, top: 0 };
        all.lay_out();
        all
    }

    /// Returns the piece in focus.
    fn here(&mut self) -> &mut Part {
        let focus = self.focus.min(self.parts.len() - 1);
        &mut self.parts[focus]
    }

    /// Returns the words in focus, if they are words.
    pub(super) fn pen(&self) -> Option<&Editor> {
        match &self.parts.get(self.focus)?.piece {
            Piece::Words(pen) => Some(pen),
            Piece::Choice(_) | Piece::Several(..) => None,
        }
    }

    /// Goes to another piece; the caret comes in at its end.
    pub(super) fn go(&mut self, to: usize) -> Took {
        self.focus = to.min(self.parts.len() - 1);
        if let Piece::Words(pen) = &mut self.here().piece {
            pen.set_caret(pen.len());
        }
        self.lay_out();
        Took::Moved
    }

    /// Takes a stroke. Enter and the arrows go from piece to piece; Enter on the last is done.
    pub(super) fn stroke(&mut self, stroke: &Stroke) -> Took {
        let last = self.parts.len() - 1;
        match stroke {
            Stroke::Enter if self.focus == last => return Took::Onward,
            Stroke::Enter => return self.go(self.focus + 1),
            Stroke::Click { column, row, select } => return self.click(*column, *row, *select),
            Stroke::Edit(Edit::Move { to: Motion::Up, .. }) if self.at_edge(Motion::Up) && self.focus > 0 => {
                return self.go(self.focus - 1);
            }
            Stroke::Edit(Edit::Move { to: Motion::Down, .. })
                if self.at_edge(Motion::Down) && self.focus < last =>
            {
                return self.go(self.focus + 1);
            }
            _ => {}
        }
        let took = match &mut self.here().piece {
            Piece::Words(pen) => write(pen, stroke),
            Piece::Choice(listing) => {
                let before = listing.focus;
                match listing.stroke(stroke) {
                    Meant::Nothing => Took::Moved,
                    _ if listing.focus == before => Took::Moved,
                    _ => Took::Changed,
                }
            }
            Piece::Several(listing, marked) => toggled(listing.stroke(stroke), listing.focus, marked),
        };
        self.lay_out();
        took
    }

    /// Tells whether the caret is on the first or the last row of its piece.
    fn at_edge(&self, side: Motion) -> bool {
        let (row, rows) = match self.parts.get(self.focus).map(|part| &part.piece) {
            Some(Piece::Words(pen)) => (usize::from(pen.caret_cell().1), pen.row_count()),
            // A choice is changed by left and right; up and down only pass by.
            Some(Piece::Choice(_) | Piece::Several(..)) | None => (0, 1),
        };
        if side == Motion::Up { row == 0 } else { row + 1 >= rows }
    }

    fn click(&mut self, column: usize, row: usize, select: bool) -> Took {
        let mut row = row + self.top;
        for n in 0..self.parts.len() {
            let height = self.parts[n].rows(false).len();
            if row >= height {
                row -= height;
                continue;
            }
            self.focus = n;
            let part = &mut self.parts[n];
            let lead = usize::from(!part.lead.is_empty());
            let column = column.saturating_sub(part.indent());
            let stroke = Stroke::Click { column, row: row.saturating_sub(lead), select };
            let before = part.option();
            let took = match &mut part.piece {
                Piece::Words(pen) => {
                    write(pen, &stroke);
                    Took::Moved
                }
                Piece::Choice(listing) => {
                    listing.stroke(&stroke);
                    if listing.focus == before { Took::Moved } else { Took::Changed }
                }
                Piece::Several(listing, marked) => toggled(listing.stroke(&stroke), listing.focus, marked),
            };
            self.lay_out();
            return took;
        }
        Took::Moved
    }

    pub(super) fn fit(&mut self, columns: usize, lines: usize) {
        (self.columns, self.lines) = (columns, lines.max(1));
        self.lay_out();
    }

    /// Lays the pieces out anew and moves the window so that the caret is in it.
    pub(super) fn lay_out(&mut self) {
        let columns = self.columns;
        for part in &mut self.parts {
            part.fit(columns);
        }
        let row = self.caret_row();
        let all: usize = self.parts.iter().map(|part| part.rows(false).len()).sum();
        let lead = usize::from(self.parts.get(self.focus).is_some_and(|part| !part.lead.is_empty()));
        self.top = self.top.max((row + 1).saturating_sub(self.lines));
        self.top = self.top.min(row.saturating_sub(lead)).min(all.saturating_sub(self.lines));
        if row + 1 > self.top + self.lines {
            self.top = row + 1 - self.lines;
        }
    }

    /// Returns the row of the caret among all rows.
    fn caret_row(&self) -> usize {
        let above: usize = self.parts.iter().take(self.focus).map(|part| part.rows(false).len()).sum();
        above + self.parts.get(self.focus).map_or(0, |part| part.caret().row)
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let all = self.parts.iter().enumerate().flat_map(|(n, part)| part.rows(n == self.focus));
        all.skip(self.top).take(self.lines).collect()
    }

    pub(super) fn caret(&self) -> Spot {
        let column = self.parts.get(self.focus).map_or(0, |part| part.caret().column);
        Spot { column, row: self.caret_row().saturating_sub(self.top) }
    }

    pub(super) fn scroll(&self) -> Option<Scrolled> {
        let of: usize = self.parts.iter().map(|part| part.rows(false).len()).sum();
        (of > self.lines).then_some(Scrolled { above: self.top, of })
    }

    pub(super) fn pause(&mut self) {
        for part in &mut self.parts {
            if let Piece::Words(pen) = &mut part.piece {
                super::text::pause(pen);
            }
        }
    }

    pub(super) fn bookmark(&self) -> (usize, usize) {
        (self.focus, self.pen().map_or(0, Editor::caret))
    }

    pub(super) fn return_to(&mut self, part: usize, caret: usize) {
        self.go(part);
        if let Piece::Words(pen) = &mut self.here().piece {
            pen.set_caret(caret);
        }
        self.lay_out();
    }

    /// Tells whether nothing was written in any piece.
    pub(super) fn is_blank(&self) -> bool {
        self.parts.iter().all(|part| part.is_blank() || !matches!(part.piece, Piece::Words(_)))
    }
}

/// Turns the mark of the option that was meant.
fn toggled(meant: Meant, focus: usize, marked: &mut [bool]) -> Took {
    match meant {
        Meant::Picked(_) | Meant::Space => {
            marked[focus] = !marked[focus];
            Took::Changed
        }
        _ => Took::Moved,
    }
}
