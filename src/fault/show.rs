//! A report as people read it: each fault with its line, a caret under it, and how to mend it. Text from the file
//! reaches the reader with its controls made visible, never as controls.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::report::{Fault, Place, Report, floor};
use crate::words::{count, words};

/// How many faults are shown; a file with more is no guide with mistakes but something else.
const SHOWN: usize = 100;
/// How many bytes of a line are shown before and after a fault.
const AROUND: usize = 300;
/// How wide the marked line may be, in columns.
const WIDTH: usize = 100;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.faults.iter().take(SHOWN).enumerate() {
            let gap = if n == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{}\n{}", self.headline(fault), self.marked(fault))?;
        }
        let more = self.faults.len().saturating_sub(SHOWN);
        if more > 0 {
            let words = &words().faults;
            write!(f, "\n\n{}", count(more, words.one_more, words.many_more))?;
        }
        Ok(())
    }
}

impl Report {
    /// Draws the line of a fault with a caret under it, and the mend below.
    fn marked(&self, fault: &Fault) -> String {
        let (line, span) = excerpt(&self.source, fault.span.clone());
        let snippet = Snippet::source(line)
            .line_start(Place::of(&self.source, fault.span.start).line)
            .annotation(AnnotationKind::Primary.span(span));
        let mut group = Group::with_level(Level::ERROR).element(snippet);
        if !fault.mend.is_empty() {
            group = group.element(Level::HELP.message(harmless(&fault.mend)));
        }
        Renderer::plain().term_width(WIDTH).render(&[group])
    }
}

/// Cuts out the line where a span starts, made harmless, and the part of the span that is in it.
fn excerpt(source: &str, span: Range<usize>) -> (String, Range<usize>) {
    let at = floor(source, span.start);
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let start = floor(source, start.max(at.saturating_sub(AROUND)));
    let end = source[at..].find(['\n', '\r']).map_or(source.len(), |newline| at + newline);
    let end = floor(source, end.min(at + AROUND));
    let until = floor(source, span.end.clamp(at, end));
    let before = harmless(&source[start..at]);
    let inside = harmless(&source[at..until]);
    let marked = before.len()..before.len() + inside.len();
    (before + &inside + &harmless(&source[until..end]), marked)
}

/// Makes text from a file harmless to a terminal: whatever could steer it, or hide or reorder what is read, becomes
/// `\u{FFFD}`; tabs and line breaks become spaces.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' => ' ',
            c if c.is_control() || steers(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}

/// Tells whether a character that is no control reorders or hides text: directions, separators, tags.
fn steers(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(source: &str, marked: &str) -> String {
        let start = source.find(marked).unwrap();
        let fault =
            Fault { span: start..start + marked.len(), what: "it is odd".into(), mend: "even it out".into() };
        Report::new("a.toml", source, vec![fault]).to_string()
    }

    #[test]
    fn the_caret_stands_under_the_fault_behind_wide_letters() {
        let shown = report("x = 1\nname = \"é日本\", bad = 3\n", "bad");
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[0], "a.toml:2:15: it is odd");
        let source = lines.iter().find(|line| line.contains("bad")).unwrap();
        let caret = lines.iter().find(|line| line.contains("^^^")).unwrap();
        let column =
            |line: &str, what: &str| unicode_width::UnicodeWidthStr::width(&line[..line.find(what).unwrap()]);
        assert_eq!(column(source, "bad"), column(caret, "^^^"), "{shown}");
        assert!(shown.contains("help: even it out"), "{shown}");
    }

    #[test]
    fn no_control_reaches_the_reader() {
        let shown = report("a\u{1b}[31m\u{9b}1m\u{202e}\u{7f} bad\r\n", "bad");
        assert!(shown.chars().all(|c| c == '\n' || (!c.is_control() && !steers(c))), "{shown:?}");
        let named = Report::new(
            "\u{1b}c.toml",
            "",
            vec![Fault { span: 0..0, what: "\u{7}".into(), mend: "\u{8}".into() }],
        );
        assert!(named.to_string().chars().all(|c| c == '\n' || !c.is_control()), "{named}");
    }

    #[test]
    fn spans_of_any_kind_are_shown() {
        let source = "é".repeat(5_000) + "\n\n日本";
        for span in [0..0, 1..3, 9_999..10_000, 10_000..10_002, 10_001..50_000, 60_000..70_000] {
            let fault = Fault { span, what: "x".into(), mend: String::new() };
            assert!(Report::new("n", &source, vec![fault]).to_string().len() < 2_000);
        }
    }
}
