//! A text as the mirror reads it: words in small letters without their apostrophes, pauses, ends of sentences, and what
//! stands in quotation marks. It knows no pattern.

use std::ops::Range;

/// How many tokens a quotation may hold. A mark that is never closed would otherwise swallow the rest of a text.
const LONGEST_QUOTE: usize = 80;

/// The tokens of a text, in order. A text ends with an [`Kind::End`], whatever it ends with.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    /// The words, one behind the other.
    words: String,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it stands in the text, in bytes.
    pub(super) span: Range<usize>,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
    /// Where its word stands among the words.
    word: Range<usize>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A comma, a dash, a colon, a bracket: a breath within a sentence.
    Pause,
    /// The end of a sentence or of a line.
    End,
}

impl Tokens {
    /// Takes a text apart.
    pub(super) fn of(text: &str) -> Self {
        let mut tokens = Self::default();
        let mut quotes = Quotes::default();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            if is_letter(c) {
                let mut stop = end;
                let begin = tokens.words.len();
                push_lower(&mut tokens.words, c);
                while let Some(&(next, c)) = chars.peek() {
                    let joins = is_apostrophe(c)
                        && text[next + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
                    if is_letter(c) {
                        push_lower(&mut tokens.words, c);
                    } else if !joins {
                        break;
                    }
                    stop = next + c.len_utf8();
                    chars.next();
                }
                tokens.push(Kind::Word, at..stop, begin);
                continue;
            }
            let after = text[end..].chars().next();
            quotes.meet(c, text[..at].chars().next_back(), after, &mut tokens.all);
            if let Some(kind) = kind(c, text[..at].chars().next_back(), after) {
                let begin = tokens.words.len();
                tokens.push(kind, at..end, begin);
            }
        }
        let begin = tokens.words.len();
        tokens.push(Kind::End, text.len()..text.len(), begin);
        tokens
    }

    fn push(&mut self, kind: Kind, span: Range<usize>, begin: usize) {
        let again = self.all.last().is_none_or(|last| last.kind == Kind::End);
        if kind == Kind::End && again && !self.all.is_empty() {
            return;
        }
        self.all.push(Token { kind, span, quoted: false, word: begin..self.words.len() });
    }

    /// Returns the word of a token, in small letters and without apostrophes; nothing where it is none.
    pub(super) fn word(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| &self.words[token.word.clone()])
    }
}

impl Tokens {
    /// Returns the sentences, each with the end that closes it.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut all = Vec::new();
        for (at, token) in self.all.iter().enumerate() {
            if token.kind == Kind::End {
                all.push(from..at + 1);
                from = at + 1;
            }
        }
        all
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '%'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '\u{60}' | '\u{B4}')
}

fn push_lower(words: &mut String, c: char) {
    words.extend(c.to_lowercase());
}

/// Tells what a character between words is, if it matters.
fn kind(c: char, before: Option<char>, after: Option<char>) -> Option<Kind> {
    let alone = before.is_none_or(char::is_whitespace) || after.is_none_or(char::is_whitespace);
    match c {
        '.' | '!' | '?' | '\u{2026}' | '\n' | ';' => Some(Kind::End),
        ',' | ':' | '(' | ')' | '\u{2013}' | '\u{2014}' => Some(Kind::Pause),
        '-' if alone => Some(Kind::Pause),
        _ => None,
    }
}

/// Which quotation is open, and where it began.
#[derive(Debug, Default)]
struct Quotes {
    open: Option<(char, usize)>,
}

impl Quotes {
    /// Meets a character that is no letter; closes or opens a quotation.
    fn meet(&mut self, c: char, before: Option<char>, after: Option<char>, tokens: &mut [Token]) {
        if let Some((closer, from)) = self.open {
            let ends = after.is_none_or(|after| !after.is_alphanumeric());
            if (c == closer || closer == '\u{2019}' && c == '\'') && ends {
                self.open = None;
                if tokens.len() - from <= LONGEST_QUOTE {
                    tokens[from..].iter_mut().for_each(|token| token.quoted = true);
                }
                return;
            }
            if tokens.len() - from > LONGEST_QUOTE || c == '\n' {
                self.open = None;
            }
        }
        let begins = before.is_none_or(|before| !before.is_alphanumeric())
            && after.is_some_and(|after| !after.is_whitespace());
        let closer = match c {
            '"' => '"',
            '\u{201C}' | '\u{201E}' => '\u{201D}',
            '\u{2018}' => '\u{2019}',
            '\u{AB}' => '\u{BB}',
            '\'' => '\'',
            _ => return,
        };
        if self.open.is_none() && begins {
            self.open = Some((closer, tokens.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let tokens = Tokens::of(text);
        let each = tokens.all.iter().enumerate().map(|(at, token)| match token.kind {
            Kind::Word if token.quoted => format!("\"{}\"", tokens.word(at)),
            Kind::Word => tokens.word(at).to_owned(),
            Kind::Pause => ",".to_owned(),
            Kind::End => "/".to_owned(),
        });
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_pauses_and_ends_are_told_apart() {
        assert_eq!(told("I'm sorry, but you don’t listen."), "im sorry , but you dont listen /");
        assert_eq!(told("Well-meant... No!\n\nYes - 100%"), "well meant / no / yes , 100% /");
        assert_eq!(told(""), "/");
        assert_eq!(told("…"), "/");
    }

    #[test]
    fn quotations_are_seen_in_every_kind_of_marks() {
        for text in [
            "She said \"my fault\" once",
            "She said “my fault” once",
            "She said 'my fault' once",
            "She said ‘my fault’ once",
        ] {
            assert_eq!(told(text), "she said \"my\" \"fault\" once /", "{text}");
        }
        assert_eq!(told("the boys' things aren't theirs"), "the boys things arent theirs /");
        assert_eq!(told("a \" that is never closed"), "a that is never closed /");
    }

    #[test]
    fn spans_are_bytes_of_the_text() {
        let text = "Ça, é fait";
        let tokens = Tokens::of(text);
        let words: Vec<_> =
            tokens.all.iter().filter(|t| t.kind == Kind::Word).map(|t| &text[t.span.clone()]).collect();
        assert_eq!(words, ["Ça", "é", "fait"]);
    }
}
