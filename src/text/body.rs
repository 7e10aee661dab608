//! A whole laid-out text: its paragraphs, places in it, and replacing one stretch with another.
//! Knows nothing of carets, windows or undo.

use std::ops::Range;

use super::paragraph::Paragraph;

/// A place in a text, between two graphemes. A line feed is a grapheme of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub(super) paragraph: usize,
    /// Bytes into the paragraph.
    pub(super) at: usize,
}

/// A row of the whole text: its paragraph and its number therein.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowPlace {
    pub(super) paragraph: usize,
    pub(super) row: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Body {
    /// Never empty.
    paragraphs: Vec<Paragraph>,
    limit: usize,
}

impl Body {
    pub(super) fn new(text: &str, limit: usize) -> Self {
        Body { paragraphs: text.split('\n').map(|p| Paragraph::new(p.to_owned(), limit)).collect(), limit }
    }

    /// The columns rows are laid out for.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        if limit != self.limit {
            self.limit = limit;
            for paragraph in &mut self.paragraphs {
                paragraph.lay_out(limit);
            }
        }
    }

    pub(super) fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    pub(super) fn paragraph(&self, index: usize) -> &Paragraph {
        &self.paragraphs[index]
    }

    pub(super) fn len(&self) -> usize {
        self.paragraphs.iter().map(|p| p.len() + 1).sum::<usize>() - 1
    }

    pub(super) fn end(&self) -> Place {
        let paragraph = self.paragraphs.len() - 1;
        Place { paragraph, at: self.paragraphs[paragraph].len() }
    }

    pub(super) fn slice(&self, range: Range<Place>) -> String {
        let (from, to) = (range.start, range.end);
        if from.paragraph == to.paragraph {
            return self.paragraphs[from.paragraph].text()[from.at..to.at].to_owned();
        }
        let between = &self.paragraphs[from.paragraph + 1..to.paragraph];
        let head = &self.paragraphs[from.paragraph].text()[from.at..];
        let size = head.len() + between.iter().map(|p| p.len() + 1).sum::<usize>() + 1 + to.at;
        let mut out = String::with_capacity(size);
        out.push_str(head);
        for paragraph in between {
            out.push('\n');
            out.push_str(paragraph.text());
        }
        out.push('\n');
        out.push_str(&self.paragraphs[to.paragraph].text()[..to.at]);
        out
    }

    /// Byte offset of a place in the whole text.
    pub(super) fn offset(&self, place: Place) -> usize {
        self.paragraphs[..place.paragraph].iter().map(|p| p.len() + 1).sum::<usize>() + place.at
    }

    /// The place at a byte offset, or the nearest character boundary before it.
    pub(super) fn place(&self, mut byte: usize) -> Place {
        for (paragraph, p) in self.paragraphs.iter().enumerate() {
            if byte <= p.len() {
                while !p.text().is_char_boundary(byte) {
                    byte -= 1;
                }
                return Place { paragraph, at: byte };
            }
            byte -= p.len() + 1;
        }
        self.end()
    }

    /// The grapheme boundary at or before a place.
    pub(super) fn floor(&self, place: Place) -> Place {
        Place { at: self.paragraphs[place.paragraph].floor(place.at), ..place }
    }

    /// The grapheme boundary at or behind a place.
    pub(super) fn ceil(&self, place: Place) -> Place {
        Place { at: self.paragraphs[place.paragraph].ceil(place.at), ..place }
    }

    pub(super) fn next(&self, place: Place) -> Place {
        let Place { paragraph, at } = place;
        if at < self.paragraphs[paragraph].len() {
            return Place { paragraph, at: self.paragraphs[paragraph].next(at) };
        }
        if paragraph + 1 < self.paragraphs.len() { Place { paragraph: paragraph + 1, at: 0 } } else { place }
    }

    pub(super) fn previous(&self, place: Place) -> Place {
        let Place { paragraph, at } = place;
        if at > 0 {
            return Place { paragraph, at: self.paragraphs[paragraph].previous(at) };
        }
        paragraph
            .checked_sub(1)
            .map_or(place, |before| Place { paragraph: before, at: self.paragraphs[before].len() })
    }

    /// Where `text` would end if it stood at `start`.
    pub(super) fn end_of(start: Place, text: &str) -> Place {
        match text.rfind('\n') {
            None => Place { at: start.at + text.len(), ..start },
            Some(last) => {
                let feeds = text.bytes().filter(|b| *b == b'\n').count();
                Place { paragraph: start.paragraph + feeds, at: text.len() - last - 1 }
            }
        }
    }

    /// Puts `text` in the place of a range and returns where it ends. The range ends at character boundaries.
    pub(super) fn replace(&mut self, range: Range<Place>, text: &str) -> Place {
        let (from, to) = (range.start, range.end);
        let limit = self.limit;
        let mut pieces = text.split('\n');
        let first = pieces.next().unwrap_or_default();
        let mut fresh: Vec<&str> = pieces.collect();
        let last = fresh.pop();
        if from.paragraph == to.paragraph && last.is_none() {
            self.paragraphs[from.paragraph].replace(from.at..to.at, first, limit);
            return Self::end_of(from, text);
        }
        // The rest behind the range keeps its rows: it is cut off, changed at its start, and put back.
        let (mut tail, cut) = if from.paragraph == to.paragraph {
            (self.paragraphs[to.paragraph].split_off(to.at, limit), 0)
        } else {
            (
                std::mem::replace(&mut self.paragraphs[to.paragraph], Paragraph::new(String::new(), limit)),
                to.at,
            )
        };
        if cut > 0 || last.is_some_and(|last| !last.is_empty()) {
            tail.replace(0..cut, last.unwrap_or_default(), limit);
        }
        let head = &mut self.paragraphs[from.paragraph];
        head.replace(from.at..head.len(), first, limit);
        if last.is_none() {
            head.append(&tail, limit);
            self.paragraphs.drain(from.paragraph + 1..=to.paragraph);
        } else {
            let fresh = fresh.into_iter().map(|p| Paragraph::new(p.to_owned(), limit)).chain([tail]);
            self.paragraphs.splice(from.paragraph + 1..=to.paragraph, fresh);
        }
        Self::end_of(from, text)
    }

    pub(super) fn row_count(&self) -> usize {
        self.paragraphs.iter().map(Paragraph::row_count).sum()
    }

    /// How many rows stand before this one.
    pub(super) fn row_number(&self, row: RowPlace) -> usize {
        self.paragraphs[..row.paragraph].iter().map(Paragraph::row_count).sum::<usize>() + row.row
    }

    /// The row with so many before it, or the last.
    pub(super) fn row(&self, mut number: usize) -> RowPlace {
        for (paragraph, p) in self.paragraphs.iter().enumerate() {
            if number < p.row_count() {
                return RowPlace { paragraph, row: number };
            }
            number -= p.row_count();
        }
        let paragraph = self.paragraphs.len() - 1;
        RowPlace { paragraph, row: self.paragraphs[paragraph].row_count() - 1 }
    }

    /// The row so many rows on (or back, when negative), as far as there are rows.
    pub(super) fn row_away(&self, from: RowPlace, rows: isize) -> RowPlace {
        let RowPlace { mut paragraph, mut row } = from;
        let mut left = rows.unsigned_abs();
        if rows < 0 {
            while left > row && paragraph > 0 {
                left -= row + 1;
                paragraph -= 1;
                row = self.paragraphs[paragraph].row_count() - 1;
            }
            return RowPlace { paragraph, row: row.saturating_sub(left) };
        }
        loop {
            let below = self.paragraphs[paragraph].row_count() - 1 - row;
            if left <= below || paragraph + 1 == self.paragraphs.len() {
                return RowPlace { paragraph, row: row + left.min(below) };
            }
            left -= below + 1;
            paragraph += 1;
            row = 0;
        }
    }

    /// The bytes of a row in its paragraph, hanging spaces included, and their text.
    pub(super) fn row_text(&self, row: RowPlace) -> (Range<usize>, &str) {
        let paragraph = &self.paragraphs[row.paragraph];
        let range = paragraph.row(row.row);
        (range.clone(), &paragraph.text()[range])
    }
}
