//! Any text as Markdown that means nothing but itself: what would be markup, a link, a tag or a formula stands behind a
//! backslash (CommonMark, and the extensions in wide use). It knows no reflection.

use crate::text;

/// Returns text as lines of Markdown, the first behind `first`, the others behind `next`. Line breaks stay.
pub(super) fn inert(words: &str, first: &str, next: &str) -> String {
    let plain = words.replace("\r\n", "\n");
    let tame = text::tame(&plain);
    let lines: Vec<&str> = tame.trim_end().split('\n').collect();
    let mut out = String::with_capacity(words.len() + 64);
    for (n, line) in lines.iter().enumerate() {
        let before = if n == 0 { first } else { next };
        let line = inert_row(line.trim_end());
        if line.is_empty() {
            out.push_str(before.trim_end());
        } else {
            out.push_str(before);
            out.push_str(&line);
            // A hard break, unless a paragraph ends here anyway.
            if lines.get(n + 1).is_some_and(|next| !next.trim().is_empty()) {
                out.push('\\');
            }
        }
        out.push('\n');
    }
    out
}

/// Returns text as one line of Markdown, for a heading.
pub(super) fn inert_line(words: &str) -> String {
    let one: Vec<&str> = words.split_whitespace().collect();
    inert_row(&text::tame(&one.join(" ")))
}

/// Makes one line inert. Spaces before it are kept as they are seen.
fn inert_row(line: &str) -> String {
    let rest = line.trim_start_matches(' ');
    let mut out = "&nbsp;".repeat(line.len() - rest.len());
    let number = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = ' ';
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map_or(' ', |(_, after)| *after);
        let leads = at == 0 && matches!(letter, '+' | '-' | '=' | ':');
        let numbers = at == number && number > 0 && matches!(letter, '.' | ')');
        if leads || numbers || is_markup(before, letter, after) {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// Tells whether a character is or begins markup between these two.
fn is_markup(before: char, letter: char, after: char) -> bool {
    match letter {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '$' | '@' | '{' | '}'
        | '^' => true,
        // Addresses become links by themselves in many readers.
        ':' => before.is_ascii_alphabetic() && !after.is_whitespace(),
        '.' => matches!(before, 'w' | 'W') && after.is_ascii_alphanumeric(),
        // Marked and hidden text.
        '=' | '%' => after == letter || before == letter,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_only_text() {
        assert_eq!(inert("*a* _b_ `c`\n# d", "> ", "> "), "> \\*a\\* \\_b\\_ \\`c\\`\\\n> \\# d\n");
        assert_eq!(inert("<script>&amp;", "", ""), "\\<script\\>\\&amp;\n");
        assert_eq!(inert("[a](http://b) www.c.de d@e.f", "", ""), "\\[a\\](http\\://b) www\\.c.de d\\@e.f\n");
    }

    #[test]
    fn lists_rules_and_headings_at_the_start_are_only_text() {
        for (plain, escaped) in [("- a", "\\- a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("---", "\\---")]
        {
            assert_eq!(inert(plain, "", ""), format!("{escaped}\n"));
        }
        assert_eq!(inert("===", "", ""), "\\=\\=\\=\n");
        assert_eq!(inert("    indented", "", ""), "&nbsp;&nbsp;&nbsp;&nbsp;indented\n");
    }

    #[test]
    fn plain_words_stay_plain() {
        let plain = "I said I was at work. I was not: it was 10:30, and I knew (of course) - yes!";
        assert_eq!(inert(plain, "> ", "> "), format!("> {plain}\n"));
        assert_eq!(inert("a\n\n\nb\n", "> ", "> "), "> a\n>\n>\n> b\n");
    }

    #[test]
    fn a_heading_is_one_line() {
        assert_eq!(inert_line("a\n b\r\n# c"), "a b \\# c");
    }
}
