//! One paragraph with its rows, kept in step as it changes: only rows that saw the change are laid out again.
//! Knows nothing of the paragraphs around it.

use std::ops::Range;

use super::grapheme;
use super::wrap::cut;

/// Where a row starts, and how far it and the rows before it looked to decide where they end.
#[derive(Debug, Clone, Copy)]
struct Row {
    start: usize,
    /// Grows from row to row; may be too large after an edit (which costs a row more), never too small.
    /// `usize::MAX` when the end of the paragraph was seen: so it is in the last row.
    seen: usize,
}

impl Row {
    fn moved(self, from: usize, to: usize) -> Self {
        let seen = if self.seen == usize::MAX { self.seen } else { self.seen - from + to };
        Row { start: self.start - from + to, seen }
    }
}

/// A text without line feeds, laid out. There is always at least one row.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    text: String,
    rows: Vec<Row>,
}

impl Paragraph {
    pub(super) fn new(text: String, limit: usize) -> Self {
        let mut paragraph = Paragraph { text, rows: Vec::new() };
        paragraph.lay_out(limit);
        paragraph
    }

    pub(super) fn lay_out(&mut self, limit: usize) {
        self.rows.clear();
        self.rows.push(Row { start: 0, seen: usize::MAX });
        self.settle(0, 1, limit);
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row_start(&self, row: usize) -> usize {
        self.rows.get(row).map_or(self.text.len(), |r| r.start)
    }

    /// The bytes of a row, hanging spaces included.
    pub(super) fn row(&self, row: usize) -> Range<usize> {
        self.row_start(row)..self.row_start(row + 1)
    }

    /// The row `at` stands in; between two rows, the later.
    pub(super) fn row_at(&self, at: usize) -> usize {
        self.rows.partition_point(|row| row.start <= at).saturating_sub(1)
    }

    /// The grapheme boundary behind `at`.
    pub(super) fn next(&self, at: usize) -> usize {
        let start = self.safe_start(at);
        start + grapheme::next(&self.text[start..], at - start)
    }

    /// The grapheme boundary before `at`.
    pub(super) fn previous(&self, at: usize) -> usize {
        let start = self.safe_start(at.saturating_sub(1));
        start + grapheme::previous(&self.text[start..], at - start)
    }

    /// `at` when it is a grapheme boundary, else the one before.
    pub(super) fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        if self.is_boundary(at) { at } else { self.previous(at) }
    }

    /// `at` (a character boundary) when it is a grapheme boundary, else the one behind.
    pub(super) fn ceil(&self, at: usize) -> usize {
        if self.is_boundary(at) { at } else { self.next(at) }
    }

    fn is_boundary(&self, at: usize) -> bool {
        let start = self.safe_start(at);
        grapheme::is_boundary(&self.text[start..], at - start)
    }

    /// A grapheme boundary near before `at` from which to read, lest a run of flags be counted from the very start.
    fn safe_start(&self, at: usize) -> usize {
        self.row_start(self.row_at(at))
    }

    /// Puts `insert` in the place of `range`, whose ends are character boundaries.
    pub(super) fn replace(&mut self, range: Range<usize>, insert: &str, limit: usize) {
        if range.is_empty() {
            self.text.insert_str(range.start, insert);
        } else {
            self.text.replace_range(range.clone(), insert);
        }
        let dirty = self.first_to_see(range.start);
        let rest = self.rows.partition_point(|row| row.start < range.end).max(dirty + 1);
        for row in &mut self.rows[rest..] {
            *row = row.moved(range.end, range.start + insert.len());
        }
        self.settle(dirty, rest, limit);
    }

    /// Takes everything from `at` on away, as a paragraph of its own.
    pub(super) fn split_off(&mut self, at: usize, limit: usize) -> Paragraph {
        let text = self.split_text(at);
        let rest = self.rows.iter().skip_while(|row| row.start <= at);
        let first = Row { start: 0, seen: usize::MAX };
        let rows = std::iter::once(first).chain(rest.map(|row| row.moved(at, 0))).collect();
        let mut tail = Paragraph { text, rows };
        tail.settle(0, 1, limit);

        let dirty = self.first_to_see(at);
        self.rows.truncate(dirty + 1);
        self.settle(dirty, dirty + 1, limit);
        tail
    }

    /// Leaves the memory to the larger part: paragraphs split off at their start must not each keep room for the whole.
    fn split_text(&mut self, at: usize) -> String {
        if at >= self.text.len() / 2 {
            return self.text.split_off(at);
        }
        let head = self.text[..at].to_owned();
        let mut tail = std::mem::replace(&mut self.text, head);
        tail.drain(..at);
        tail
    }

    /// Puts another paragraph behind this one, as one.
    pub(super) fn append(&mut self, other: &Paragraph, limit: usize) {
        let seam = self.text.len();
        self.text.push_str(&other.text);
        let dirty = self.first_to_see(seam);
        self.rows.truncate(dirty + 1);
        self.rows.extend(other.rows.iter().map(|row| row.moved(0, seam)));
        self.settle(dirty, dirty + 1, limit);
    }

    /// The first row whose end may depend on what stands at `at` or behind.
    fn first_to_see(&self, at: usize) -> usize {
        self.rows.partition_point(|row| row.seen <= at).min(self.rows.len() - 1)
    }

    /// Lays out from row `dirty` on until in step with a row of the old layout, `rest` being the first of those whose
    /// text from its start to the paragraph's end is as it was.
    fn settle(&mut self, dirty: usize, mut rest: usize, limit: usize) {
        let mut fresh = Vec::with_capacity(1);
        let mut start = self.rows.get(dirty).map_or(0, |row| row.start);
        let mut seen = dirty.checked_sub(1).map_or(0, |before| self.rows[before].seen);
        loop {
            let cut = cut(&self.text[start..], limit);
            seen = seen.max(start.saturating_add(cut.seen));
            fresh.push(Row { start, seen });
            start += cut.end;
            if cut.seen == usize::MAX {
                rest = self.rows.len();
                break;
            }
            while self.rows.get(rest).is_some_and(|row| row.start < start) {
                rest += 1;
            }
            if self.rows.get(rest).is_some_and(|row| row.start == start) {
                break;
            }
        }
        let next = dirty + fresh.len();
        if dirty == 0 && rest == self.rows.len() {
            self.rows = fresh;
            return;
        }
        self.rows.splice(dirty..rest, fresh);
        for row in self.rows[next..].iter_mut().take_while(|row| row.seen < seen) {
            row.seen = seen;
        }
    }
}
