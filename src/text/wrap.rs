//! The rows of a text at a width. Breaks by UAX #14; spaces hang over a row's end; what is longer than a row is cut
//! between graphemes. Knows nothing of carets or of what changed.

use std::ops::Range;

use unicode_linebreak::{linebreaks, split_at_safe};

use super::grapheme::{first, is_boundary};
use super::shown::is_printable;

/// No width: every paragraph is one row.
pub(super) const ENDLESS: usize = usize::MAX;
/// So many columns of spaces may hang over the end of a row, so that rows stay short enough to lay out at each key.
const HANG: usize = 500;
/// Deciding where a grapheme ends takes a look at the character behind it.
const LOOK_AHEAD: usize = 4;

/// One row of a text, in bytes; spaces that hang over its end belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The first byte of the row.
    pub start: usize,
    /// The byte behind the row's last.
    pub end: usize,
}

/// Returns the rows of one paragraph (no line feed inside) at `width` columns; at least one, possibly empty.
/// A width of 0 counts as 1. Only a single grapheme wider than the width may stick out, besides hanging spaces.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    loop {
        let cut = cut(&text[start..], width.max(1));
        let end = start + cut.end;
        rows.push(Row { start, end });
        if end == text.len() {
            return rows;
        }
        start = end;
    }
}

/// Returns the rows of a read-only text of any number of paragraphs, each without the spaces that hang over its end.
#[must_use]
pub fn rows(text: &str, width: usize) -> Vec<&str> {
    let paragraphs = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    paragraphs
        .flat_map(|paragraph| {
            wrap(paragraph, width).into_iter().map(move |row| &paragraph[row.start..row.end])
        })
        .map(|row| row.trim_end_matches([' ', '\t']))
        .collect()
}

/// Where a row that starts at the start of a text ends.
pub(super) struct Cut {
    /// The byte behind the row's last.
    pub(super) end: usize,
    /// How many bytes were looked at to decide so; `usize::MAX` when the end of the text was seen.
    pub(super) seen: usize,
}

/// Cuts the first row off `text`. The outcome depends on nothing but `text` and `limit`, not on rows before: so a row
/// laid out again from the same place with the same text behind it is the same row.
pub(super) fn cut(text: &str, limit: usize) -> Cut {
    let whole = Cut { end: text.len(), seen: usize::MAX };
    if limit == ENDLESS {
        return whole;
    }
    let Some(Overflow { grapheme, hung }) = overflow(text, limit) else {
        return whole;
    };
    let end = if hung { None } else { last_break(text, &grapheme) };
    Cut { end: end.unwrap_or(grapheme.start), seen: grapheme.end + LOOK_AHEAD }
}

/// The first grapheme that has no place in the row any more.
struct Overflow {
    grapheme: Range<usize>,
    /// It is a space, and too many hang already.
    hung: bool,
}

fn overflow(text: &str, limit: usize) -> Option<Overflow> {
    let mut at = plain_start(text, limit);
    let mut column = at;
    while let Some((grapheme, width)) = first(&text[at..]) {
        let end = at + grapheme.len();
        let hangs = matches!(grapheme, " " | "\t");
        let full = if hangs { column > limit.saturating_add(HANG) } else { column + width > limit };
        if full && at > 0 {
            return Some(Overflow { grapheme: at..end, hung: hangs });
        }
        column += width;
        at = end;
    }
    None
}

/// How many bytes at the start are graphemes of one column at a glance, `limit` at most.
fn plain_start(text: &str, limit: usize) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(limit.saturating_add(1))];
    if bytes.iter().all(|b| is_printable(*b)) {
        return bytes.len().saturating_sub(1);
    }
    let plain = bytes.iter().take_while(|b| is_printable(**b)).count();
    // What follows may join the last one.
    plain.saturating_sub(1)
}

/// The last place at or before `overflow` where the line may break. Only what the row has seen is given to the search:
/// a search for the *next* break in a long text without one would run to its end for every row.
fn last_break(text: &str, overflow: &Range<usize>) -> Option<usize> {
    let seen = &text[..overflow.end];
    if seen.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let last_from = |start: usize| {
        linebreaks(&seen[start..])
            .map(|(at, _)| start + at)
            .take_while(|at| *at <= overflow.start)
            .filter(|at| *at > 0 && is_boundary(seen, *at))
            .last()
    };
    // Most rows break near their end: look there first, from a place on which what stood before has no influence.
    let near = seen
        .bytes()
        .take(overflow.start)
        .rposition(|b| b == b' ')
        .unwrap_or(overflow.start.saturating_sub(24));
    let near = (0..=near).rev().find(|at| seen.is_char_boundary(*at)).unwrap_or(0);
    // The place so found is safe for what comes behind the pair of characters it was told by: behind `near`, that is.
    let safe = split_at_safe(&seen[..near]).0.len();
    let close = (safe > 0).then(|| last_from(safe)).flatten();
    close.filter(|at| *at > near).or_else(|| last_from(0))
}

#[cfg(test)]
mod tests {
    use super::super::grapheme::columns;
    use super::super::tests::nasty;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_move_whole_and_spaces_hang() {
        assert_eq!(rows("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two  three", 7)[0], Row { start: 0, end: 9 });
    }

    #[test]
    fn long_words_are_cut_between_graphemes() {
        assert_eq!(rows("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(rows("日本語", 3), ["日", "本", "語"]);
        assert_eq!(rows("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn paragraphs_and_empty_lines_stay() {
        assert_eq!(rows("a\n\nb\r\n", 10), ["a", "", "b", ""]);
        assert_eq!(rows("", 0), [""]);
    }

    #[test]
    fn punctuation_does_not_start_a_row() {
        assert_eq!(rows("日本語。日本", 6), ["日本", "語。日", "本"]);
        assert_eq!(rows("well-known", 6), ["well-", "known"]);
    }

    proptest! {
        #[test]
        fn rows_cover_the_text_and_fit(text in nasty(0..60), width in 0usize..20) {
            let text = text.replace('\n', " ");
            let mut at = 0;
            for row in wrap(&text, width) {
                prop_assert_eq!(row.start, at);
                prop_assert!(row.end > row.start || text.is_empty());
                at = row.end;
                let kept = text[row.start..row.end].trim_end_matches([' ', '\t']);
                let single = first(kept).is_none_or(|(g, _)| g.len() == kept.len());
                prop_assert!(single || columns(kept) <= width.max(1), "{:?}", kept);
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn rows_break_where_the_line_may(text in nasty(0..60), width in 1usize..20) {
            // A number sign takes a space behind it into its own grapheme, which does not hang.
            let text = text.replace(['\n', '\u{600}'], " ");
            for row in wrap(&text, width) {
                let rest = &text[row.start..];
                let end = row.end - row.start;
                let may: Vec<_> = linebreaks(rest).map(|(at, _)| at).filter(|at| is_boundary(rest, *at)).collect();
                let forced = !may.iter().any(|at| *at > 0 && *at < end);
                let flood = rest[..end].ends_with(&" ".repeat(HANG));
                prop_assert!(may.contains(&end) || forced || flood, "{:?} of {:?}", end, rest);
                // The next word would not have found room.
                if let Some(next) = may.iter().find(|at| **at > end) {
                    let longer = rest[..*next].trim_end_matches([' ', '\t']);
                    prop_assert!(end == rest.len() || columns(longer) > width, "{:?} in {:?}", end, rest);
                }
            }
        }
    }
}
