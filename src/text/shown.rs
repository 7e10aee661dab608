//! What stands on screen for text a terminal must never obey: controls, direction overrides, invisible characters.
//! The text itself is never changed; this knows nothing of rows, carets or styles.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Stands for a character that would otherwise be invisible or act on the terminal.
const PLACEHOLDER: char = '\u{FFFD}';
/// Carries a combining mark that has no letter of its own.
const DOTTED_CIRCLE: char = '\u{25CC}';
const TAB: &str = "    ";
/// No writing system stacks this many characters in one grapheme; what does is a flood.
const LONGEST: usize = 32;

/// Returns what to draw for one grapheme: itself, or visible stand-ins of known width.
#[must_use]
pub fn shown(grapheme: &str) -> Cow<'_, str> {
    look(grapheme).0
}

/// Returns what to draw for a whole text; line feeds stay. Borrowed when nothing needs changing.
#[must_use]
pub fn tame(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b == b'\n' || is_printable(b)) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let drawn = match grapheme {
            "\n" => Cow::Borrowed(grapheme),
            "\r\n" => Cow::Borrowed("\u{240D}\n"),
            _ => shown(grapheme),
        };
        match &mut out {
            Some(out) => out.push_str(&drawn),
            None if drawn == grapheme => {}
            None => out = Some([&text[..at], &*drawn].concat()),
        }
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

pub(super) fn is_printable(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e)
}

/// What is drawn for one grapheme, and the columns it takes.
pub(super) fn look(grapheme: &str) -> (Cow<'_, str>, usize) {
    match grapheme.as_bytes() {
        [] => return (Cow::Borrowed(""), 0),
        [b'\t'] => return (Cow::Borrowed(TAB), TAB.len()),
        [byte] if is_printable(*byte) => return (Cow::Borrowed(grapheme), 1),
        _ => {}
    }
    if is_plain(grapheme) {
        let width = cell(grapheme);
        if width > 0 {
            return (Cow::Borrowed(grapheme), width);
        }
    }
    let drawn = substitute(grapheme);
    let width = drawn.graphemes(true).map(cell).sum();
    if width == 0 {
        return (Cow::Borrowed("\u{FFFD}"), 1);
    }
    (Cow::Owned(drawn), width)
}

/// Columns of one drawn grapheme, by the very rule ratatui draws it with, which adds a cell for each half-width voiced
/// sound mark: the caret must stand where the text was put, even where that rule is generous.
fn cell(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return 1;
    }
    let marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'));
    grapheme.width() + marks.count()
}

/// How one character stands on screen.
enum Stand {
    Itself,
    As(char),
    Spaces,
    Hidden,
}

fn stand(c: char, first: bool) -> Stand {
    match c {
        '\t' => Stand::Spaces,
        '\0'..='\x1f' => Stand::As(char::from_u32(0x2400 + c as u32).unwrap_or(PLACEHOLDER)),
        '\x7f' => Stand::As('\u{2421}'),
        // These shape the letter or emoji before them; with nothing before them they only hide.
        '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' if !first => {
            Stand::Itself
        }
        _ if is_hidden(c) => Stand::Hidden,
        _ => Stand::Itself,
    }
}

/// C1 controls, direction marks, tags, and what else has no look of its own (Unicode: Cc, Cf without a glyph, Zl, Zp,
/// default ignorable).
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{17B4}'..='\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_plain(grapheme: &str) -> bool {
    grapheme
        .chars()
        .enumerate()
        .all(|(n, c)| n < LONGEST && matches!(stand(c, n == 0), Stand::Itself) && !(n == 0 && leans(c)))
}

fn substitute(grapheme: &str) -> String {
    let mut out = String::with_capacity(grapheme.len().min(LONGEST * 4) + 8);
    for (n, c) in grapheme.chars().enumerate() {
        let stand = if n == LONGEST { Stand::Hidden } else { stand(c, n == 0) };
        match stand {
            Stand::Itself if n == 0 && leans(c) => out.extend([DOTTED_CIRCLE, c]),
            Stand::Itself => out.push(c),
            Stand::As(picture) => out.push(picture),
            Stand::Spaces => out.push_str(TAB),
            Stand::Hidden if out.ends_with(PLACEHOLDER) => {}
            Stand::Hidden => out.push(PLACEHOLDER),
        }
        if n == LONGEST {
            break;
        }
    }
    out
}

/// Whether `c` would join the grapheme before it, and so needs something of its own to stand on.
fn leans(c: char) -> bool {
    // Asking is slow; only these can: zero-width characters, and the spacing marks of Indic and neighbouring scripts.
    let may = c >= '\u{300}' && c.width() == Some(0)
        || matches!(c, '\u{900}'..='\u{1FFF}' | '\u{302E}'..='\u{302F}' | '\u{A800}'..='\u{ABFF}' | '\u{FF9E}'..='\u{FF9F}'
            | '\u{11000}'..='\u{11FFF}' | '\u{16000}'..='\u{16FFF}' | '\u{1D100}'..='\u{1D1FF}');
    if !may {
        return false;
    }
    let mut pair = String::from("a");
    pair.push(c);
    GraphemeCursor::new(1, pair.len(), true).is_boundary(&pair, 0) == Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_pictures() {
        assert_eq!(tame("a\x1b[31mb\r\nc\x07\0\x7f"), "a␛[31mb␍\nc␇␀␡");
        assert_eq!(tame("a\tb"), "a    b");
        assert_eq!(tame("a\u{9b}b\u{85}"), "a\u{FFFD}b\u{FFFD}");
    }

    #[test]
    fn direction_and_tags_are_marked() {
        assert_eq!(tame("a\u{202e}b\u{2066}c\u{200f}"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}");
        assert_eq!(tame("\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}"), "\u{1F3F4}\u{FFFD}");
    }

    #[test]
    fn joined_emoji_and_persian_stay() {
        for text in ["👩‍👩‍👧‍👦 ❤️ 👍🏽", "می‌خواهم", "क्षत्रिय", "e\u{301}", "plain", "日本語"]
        {
            assert!(matches!(tame(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_leans_gets_something_to_lean_on() {
        assert_eq!(shown("\u{301}"), "\u{25CC}\u{301}");
        assert_eq!(shown("\u{200d}"), "\u{FFFD}");
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        let flood = format!("e{}", "\u{301}".repeat(2000));
        assert!(shown(&flood).chars().count() <= LONGEST + 1);
    }

    fn forbidden(c: char) -> bool {
        c != '\n' && c.is_control()
            || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
                | '\u{E0000}'..='\u{E007F}')
    }

    proptest! {
        #[test]
        fn nothing_forbidden_is_shown(text in super::super::tests::nasty(0..40)) {
            let drawn = tame(&text);
            prop_assert!(!drawn.contains(forbidden), "{drawn:?}");
            prop_assert_eq!(tame(&drawn), drawn.as_ref());
        }

        #[test]
        fn measured_as_it_is_drawn(text in super::super::tests::nasty(0..20)) {
            let text = text.replace('\n', " ");
            let drawn: String = text.graphemes(true).map(shown).collect();
            let measured: usize = text.graphemes(true).map(|g| look(g).1).sum();
            // The rule by which ratatui's buffer places text.
            let placed: usize = drawn.graphemes(true).filter(|g| !g.contains(char::is_control)).map(cell).sum();
            prop_assert_eq!(measured, placed, "{:?}", drawn);
        }
    }
}
