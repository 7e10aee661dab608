//! A phrase in its sentence, short enough to be shown. It knows no pattern.

use std::ops::Range;

/// The most letters that are shown before and after a phrase.
const AROUND: usize = 90;

/// A phrase, and what stands around it in its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The sentence up to the phrase; what is left out of a long one is marked.
    pub before: String,
    /// The phrase, in one line.
    pub phrase: String,
    /// The sentence behind it.
    pub after: String,
}

impl Excerpt {
    /// Cuts the sentence around a phrase out of a text. It looks no further than it has to, however long the text is.
    pub fn of(text: &str, at: Range<usize>) -> Self {
        Self {
            before: before(&text[..at.start]),
            phrase: text[at.clone()].replace('\n', " "),
            after: after(&text[at.end..]),
        }
    }
}

fn ends(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n' | '\u{2026}')
}

fn before(text: &str) -> String {
    let far = text.char_indices().rev().nth(AROUND).map(|(at, _)| at);
    let near = &text[far.unwrap_or(0)..];
    let begin = near.char_indices().rev().find(|(_, c)| ends(*c)).map(|(at, c)| at + c.len_utf8());
    match (begin, far) {
        (Some(begin), _) => near[begin..].trim_start().to_owned(),
        (None, None) => near.trim_start().to_owned(),
        (None, Some(_)) => format!("\u{2026} {}", near.split_once(' ').map_or(near, |(_, rest)| rest)),
    }
}

fn after(text: &str) -> String {
    let far = text.char_indices().nth(AROUND).map(|(at, _)| at);
    let near = &text[..far.unwrap_or(text.len())];
    let end = near.char_indices().find(|(_, c)| ends(*c));
    match (end, far) {
        (Some((at, '\n')), _) => near[..at].trim_end().to_owned(),
        (Some((at, c)), _) => near[..at + c.len_utf8()].to_owned(),
        (None, None) => near.trim_end().to_owned(),
        (None, Some(_)) => format!("{} \u{2026}", near.rsplit_once(' ').map_or(near, |(kept, _)| kept)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, phrase: &str) -> String {
        let at = text.find(phrase).unwrap();
        let Excerpt { before, phrase, after } = Excerpt::of(text, at..at + phrase.len());
        format!("{before}[{phrase}]{after}")
    }

    #[test]
    fn a_phrase_is_shown_in_its_sentence() {
        assert_eq!(told("One. I am sorry if it hurt! Two.", "sorry if"), "I am [sorry if] it hurt!");
        assert_eq!(told("sorry if", "sorry if"), "[sorry if]");
        assert_eq!(told("One\nsorry if so\nTwo", "sorry if"), "[sorry if] so");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{}sorry if{}", "word ".repeat(40), " word".repeat(40));
        let told = told(&text, "sorry if");
        assert!(told.starts_with("\u{2026} word") && told.ends_with("word \u{2026}"), "{told}");
        assert!(told.chars().count() < 2 * AROUND + 20, "{told}");
    }
}
