//! Graphemes: what a person takes for one letter, and the columns text takes on screen.
//! Knows how text is shown; knows nothing of rows or carets.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::shown::{is_printable, look};

/// Returns the columns `text` takes as it is shown, by the rule ratatui draws with. A line feed counts as its stand-in.
#[must_use]
pub fn columns(text: &str) -> usize {
    if text.bytes().all(is_printable) {
        return text.len();
    }
    text.graphemes(true).map(|g| look(g).1).sum()
}

/// The grapheme at the start of `text`, with its columns. `text` must start at a grapheme boundary.
pub(super) fn first(text: &str) -> Option<(&str, usize)> {
    let mut chars = text.chars();
    let c = chars.next()?;
    if let Some(width) = letter_width(c)
        && chars.next().is_none_or(|next| next.is_ascii() || letter_width(next).is_some())
    {
        return Some((&text[..c.len_utf8()], width));
    }
    let grapheme = text.graphemes(true).next()?;
    Some((grapheme, look(grapheme).1))
}

/// Columns of a character that is a grapheme by itself wherever the next is one too; none when that is not known at a
/// glance. Most of what people write is such, and asking Unicode for each costs ten times as much.
fn letter_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        // Latin, Cyrillic, dashes and quotation marks, the ellipsis.
        '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Some(1),
        '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201F}' | '\u{2026}' => Some(1),
        // Kana, ideographs and their comma and stop.
        '\u{3001}'..='\u{3002}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}' => Some(2),
        _ => None,
    }
}

/// Whether `at` is a grapheme boundary of `text`; `text` must itself start at one.
pub(super) fn is_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at >= bytes.len() {
        return at == 0 || at == bytes.len();
    }
    if bytes[at].is_ascii() && bytes[at - 1].is_ascii() {
        return bytes[at] != b'\n' || bytes[at - 1] != b'\r';
    }
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true)
}

/// The boundary after `at`, or the end.
pub(super) fn next(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The boundary before `at`, or the start.
pub(super) fn previous(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Whether a piece between two word boundaries is something to stop at, not mere space or punctuation.
pub(super) fn is_word(piece: &str) -> bool {
    piece.chars().any(|c| {
        c.is_alphanumeric()
            || !c.is_ascii()
                && !c.is_whitespace()
                && !matches!(c, '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_what_is_shown() {
        assert_eq!(columns("abc"), 3);
        assert_eq!(columns("日本"), 4);
        assert_eq!(columns("e\u{301}"), 1);
        assert_eq!(columns("👩‍👩‍👧‍👦"), 2);
        assert_eq!(columns("\t\x1b"), 5);
    }

    #[test]
    fn letters_at_a_glance_are_as_unicode_has_them() {
        for c in ('\0'..=char::MAX).filter(|c| letter_width(*c).is_some()) {
            let pair = format!("{c}{c}");
            assert_eq!(pair.graphemes(true).count(), 2, "{c:?}");
            assert_eq!(letter_width(c), Some(look(&pair[..c.len_utf8()]).1), "{c:?}");
        }
    }

    #[test]
    fn punctuation_is_no_word() {
        assert!(is_word("can't") && is_word("日") && is_word("😀"));
        assert!(!is_word(", ") && !is_word("…") && !is_word("。"));
    }
}
