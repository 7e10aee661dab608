//! Where the caret goes. Knows the laid-out text; changes nothing, and knows no selection.

use unicode_segmentation::UnicodeSegmentation;

use super::body::{Body, Place, RowPlace};
use super::edit::Motion;
use super::grapheme::{columns, first, is_word};

/// The caret: a place, and what a place alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Caret {
    pub(super) place: Place,
    /// At a soft row end, which is also the start of the next row: shown at the end.
    pub(super) late: bool,
    /// The column that moves up and down try to keep.
    pub(super) goal: Option<usize>,
}

impl Caret {
    pub(super) fn at(place: Place) -> Self {
        Caret { place, late: false, goal: None }
    }

    /// The row the caret is shown in.
    pub(super) fn row(self, body: &Body) -> RowPlace {
        let Place { paragraph, at } = self.place;
        let row = body.paragraph(paragraph).row_at(at);
        let early = self.late && row > 0 && body.paragraph(paragraph).row_start(row) == at;
        RowPlace { paragraph, row: row - usize::from(early) }
    }

    /// Columns before the caret in its row, hanging spaces counted.
    pub(super) fn column(self, body: &Body) -> usize {
        let (range, text) = body.row_text(self.row(body));
        columns(&text[..self.place.at - range.start])
    }
}

/// Where `motion` leads from `caret`; `page` is how many rows a page moves.
pub(super) fn go(body: &Body, caret: Caret, motion: Motion, page: usize) -> Caret {
    let place = caret.place;
    let page = isize::try_from(page).unwrap_or(isize::MAX);
    match motion {
        Motion::Left => Caret::at(body.previous(place)),
        Motion::Right => Caret::at(body.next(place)),
        Motion::WordLeft => Caret::at(word_left(body, place)),
        Motion::WordRight => Caret::at(word_right(body, place)),
        Motion::Up => rows_away(body, caret, -1),
        Motion::Down => rows_away(body, caret, 1),
        Motion::PageUp => rows_away(body, caret, -page),
        Motion::PageDown => rows_away(body, caret, page),
        Motion::LineStart => Caret::at(Place { at: body.row_text(caret.row(body)).0.start, ..place }),
        Motion::LineEnd => {
            let end = row_end(body, caret.row(body));
            if end.place < place { caret } else { end }
        }
        Motion::ParagraphStart => Caret::at(Place { at: 0, ..place }),
        Motion::ParagraphEnd => Caret::at(Place { at: body.paragraph(place.paragraph).len(), ..place }),
        Motion::Start => Caret::at(Place::default()),
        Motion::End => Caret::at(body.end()),
    }
}

/// The end of a row as one sees it: before the spaces that hang over a soft end.
pub(super) fn row_end(body: &Body, row: RowPlace) -> Caret {
    let paragraph = body.paragraph(row.paragraph);
    let range = paragraph.row(row.row);
    let place = |at| Place { paragraph: row.paragraph, at };
    if row.row + 1 == paragraph.row_count() {
        return Caret::at(place(range.end));
    }
    let kept = paragraph.text()[range.clone()].trim_end_matches([' ', '\t']).len();
    let seen = paragraph.ceil(range.start + kept);
    if kept > 0 && seen < range.end {
        return Caret::at(place(seen));
    }
    Caret { place: place(range.end), late: true, goal: None }
}

/// The place nearest a column of a row.
pub(super) fn at_column(body: &Body, row: RowPlace, column: usize) -> Caret {
    let end = row_end(body, row);
    let (range, text) = body.row_text(row);
    let (mut at, mut left) = (0, column);
    while let Some((grapheme, width)) = first(&text[at..]) {
        if range.start + at >= end.place.at {
            return end;
        }
        if left < width.div_ceil(2) {
            return Caret::at(Place { paragraph: row.paragraph, at: range.start + at });
        }
        left = left.saturating_sub(width);
        at += grapheme.len();
    }
    end
}

fn rows_away(body: &Body, caret: Caret, rows: isize) -> Caret {
    let from = caret.row(body);
    let to = body.row_away(from, rows);
    let goal = caret.goal.unwrap_or_else(|| caret.column(body));
    if to == from {
        return Caret { goal: Some(goal), ..caret };
    }
    Caret { goal: Some(goal), ..at_column(body, to, goal) }
}

fn word_left(body: &Body, from: Place) -> Place {
    let mut place = from;
    loop {
        let before = &body.paragraph(place.paragraph).text()[..place.at];
        let word = before.split_word_bound_indices().rev().find(|(_, piece)| is_word(piece));
        if let Some((at, _)) = word {
            return body.floor(Place { at, ..place });
        }
        if place.paragraph == 0 {
            return Place::default();
        }
        let paragraph = place.paragraph - 1;
        place = Place { paragraph, at: body.paragraph(paragraph).len() };
    }
}

fn word_right(body: &Body, from: Place) -> Place {
    let mut place = from;
    loop {
        let behind = &body.paragraph(place.paragraph).text()[place.at..];
        let word = behind.split_word_bound_indices().find(|(_, piece)| is_word(piece));
        if let Some((at, piece)) = word {
            return body.ceil(Place { at: place.at + at + piece.len(), ..place });
        }
        if place.paragraph + 1 == body.paragraphs().len() {
            return body.end();
        }
        place = Place { paragraph: place.paragraph + 1, at: 0 };
    }
}

/// The word, or the stretch of space or punctuation, around a place.
pub(super) fn word_around(body: &Body, place: Place) -> (Place, Place) {
    let paragraph = body.paragraph(place.paragraph);
    let text = paragraph.text();
    // Words are looked for from the row before on, not from the start of a paragraph that may be a whole book.
    let start = paragraph.row_start(paragraph.row_at(place.at).saturating_sub(1));
    let (mut from, mut to) = (place.at, place.at);
    for (at, piece) in text[start..].split_word_bound_indices() {
        let (begin, end) = (start + at, start + at + piece.len());
        if begin > place.at || begin == place.at && from < place.at && is_word(&text[from..to]) {
            break;
        }
        (from, to) = (begin, end);
        if end > place.at {
            break;
        }
    }
    (body.floor(Place { at: from, ..place }), body.ceil(Place { at: to, ..place }))
}
