//! A line that shows what was found, with the words that were looked for marked in it. It knows no terminal.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::columns;

/// A line, and what is marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words, without a line end.
    pub text: String,
    /// What is marked, in bytes of the text: in order, and apart from each other.
    pub marks: Vec<Range<usize>>,
}

/// What stands where something was left out.
const LEFT_OUT: &str = "…";

impl Line {
    /// Makes a line of words and marks in them. Spaces around it are left out.
    pub(super) fn new(text: &str, marks: Vec<Range<usize>>) -> Self {
        let cut = text.len() - text.trim_start().len();
        let text = text.trim().to_owned();
        let moved = |mark: Range<usize>| {
            mark.start.saturating_sub(cut).min(text.len())..mark.end.saturating_sub(cut).min(text.len())
        };
        let marks = marks.into_iter().map(moved).filter(|mark| !mark.is_empty()).collect();
        Self { text, marks }
    }

    /// Cuts it to a width in columns, so that the longest mark is in it, which tells most; where there is room the first
    /// one as well, with some of what stands before.
    pub fn fit(&self, width: usize) -> Self {
        let first = self.marks.first().cloned().unwrap_or_default();
        let longest = self.marks.iter().rev().max_by_key(|mark| mark.len()).cloned().unwrap_or_default();
        let (line, shown) = self.fit_at(&first, width);
        if shown.start <= longest.start && longest.end <= shown.end {
            return line;
        }
        self.fit_at(&longest, width).0
    }

    /// Cuts it so that a mark is in it; returns what of the text is shown, as well.
    fn fit_at(&self, mark: &Range<usize>, width: usize) -> (Self, Range<usize>) {
        let (before, from) = self.text.split_at(mark.start);
        let (left_out, follows) = (columns(LEFT_OUT), columns(from));
        let marked = columns(&self.text[mark.clone()]);
        let beyond = if follows > marked { left_out } else { 0 };
        let whole = columns(&self.text) <= width || columns(&self.text[..mark.end]) + beyond <= width;
        // Where little follows there is room for more of what stands before.
        let before_it = (width / 3).max(width.saturating_sub(left_out + follows));
        let at_most = width.saturating_sub(left_out + marked + beyond);
        let start = if whole { 0 } else { word_before(before, before_it.min(at_most)) };
        let lead = if start > 0 { LEFT_OUT } else { "" };
        let rest = &self.text[start..];
        let room = width.saturating_sub(columns(lead));
        let (end, tail) = match columns(rest) <= room {
            true => (rest.len(), ""),
            false => (cut(rest, room.saturating_sub(columns(LEFT_OUT))), LEFT_OUT),
        };
        let text = format!("{lead}{}{tail}", &rest[..end]);
        let shown = start..start + end;
        let moved = |mark: &Range<usize>| {
            let (from, to) = (mark.start.max(shown.start), mark.end.min(shown.end));
            (from < to).then(|| from - start + lead.len()..to - start + lead.len())
        };
        (Self { text, marks: self.marks.iter().filter_map(moved).collect() }, shown)
    }
}

/// Returns where to begin so that about so many columns stand before the end: at a word, if one begins there.
fn word_before(text: &str, width: usize) -> usize {
    let mut left = width;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        let wide = columns(grapheme);
        if wide > left {
            break;
        }
        (left, start) = (left - wide, at);
    }
    let cuts_a_word = !text[..start].ends_with(char::is_whitespace);
    match text[start..].find(char::is_whitespace) {
        Some(space) if start > 0 && cuts_a_word => {
            start + space + text[start + space..].chars().next().map_or(0, char::len_utf8)
        }
        _ => start,
    }
}

/// Returns how many bytes of a text fit in a width, whole characters only.
fn cut(text: &str, width: usize) -> usize {
    let mut left = width;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = columns(grapheme);
        if wide > left {
            break;
        }
        (left, end) = (left - wide, at + grapheme.len());
    }
    text[..end].trim_end().len()
}
