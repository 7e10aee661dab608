//! Gathers the faults of one file while it is read. It knows no kind of file.

use std::cell::RefCell;
use std::ops::Range;

use super::near::nearest;
use super::report::{Fault, Place};
use crate::words::{Faults as Sentences, fill, words};

/// How many faults are collected; a file with more is no mistake but something else.
pub(super) const MOST: usize = 500;
/// How many characters of a text are quoted in a fault.
const QUOTED: usize = 60;
/// The gap that takes a list of known names; it is not shortened.
const ALL_KNOWN: &str = "known";

/// Gathers faults while a file is read.
#[derive(Debug)]
pub struct Faults<'t> {
    pub(super) source: &'t str,
    /// Each with whether it follows from what is not there, which syntax errors before it may have hidden.
    pub(super) found: RefCell<Vec<(Fault, bool)>>,
}

/// Makes a fault of a sentence: what is wrong, a line break, how to mend it.
pub(super) fn told(source: &str, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)]) -> Fault {
    let (what, mend) = sentence.split_once('\n').unwrap_or((sentence, ""));
    let end = span.end.min(source.len());
    Fault { span: span.start.min(end)..end, what: fill(what, gaps), mend: fill(mend, gaps) }
}

/// Shortens a text to quote it.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

impl<'t> Faults<'t> {
    /// Returns the sentences, for those who tell faults.
    pub fn sentences(&self) -> &'static Sentences {
        &words().faults
    }

    /// Tells a fault: a sentence of two lines (what is wrong, how to mend it), its gaps closed.
    pub fn say(&self, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)]) {
        self.add(span, sentence, gaps, false);
    }

    /// Tells a fault that follows from what is not there. Where the file is torn by syntax errors it is left out: what is
    /// missing may stand behind them.
    pub fn lack(&self, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)]) {
        self.add(span, sentence, gaps, true);
    }

    fn add(&self, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)], lack: bool) {
        if self.full() {
            return;
        }
        let short = |gap: &str, value: &str| if gap == ALL_KNOWN { value.to_owned() } else { quote(value) };
        let quoted: Vec<_> = gaps.iter().map(|(gap, value)| (*gap, short(gap, value))).collect();
        let gaps: Vec<_> = quoted.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        self.found.borrow_mut().push((told(self.source, span, sentence, &gaps), lack));
    }

    /// Tells that a name is not one of those that can stand here: with the nearest of them, or else with a sentence of its
    /// own that shows them in its gap `{known}`. Returns the nearest.
    pub fn unknown<'a>(
        &self,
        span: Range<usize>,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        sentences: (&str, &str),
    ) -> Option<&'a str> {
        self.strange(span, name, known, sentences, &[], false)
    }

    /// Tells that a name is none of those the file has given before; `of` are more gaps. Returns the nearest.
    pub fn not_given<'a>(
        &self,
        span: Range<usize>,
        name: &str,
        given: impl Iterator<Item = &'a str> + Clone,
        sentences: (&str, &str),
        of: &[(&str, &str)],
    ) -> Option<&'a str> {
        self.strange(span, name, given, sentences, of, true)
    }

    fn strange<'a>(
        &self,
        span: Range<usize>,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        (near, far): (&str, &str),
        of: &[(&str, &str)],
        lack: bool,
    ) -> Option<&'a str> {
        if self.full() {
            return None;
        }
        let nearest = nearest(name, known.clone());
        if let Some(meant) = nearest {
            self.add(span, near, &[&[("name", name), ("meant", meant)], of].concat(), lack);
        } else {
            let mut all =
                known.take(12).map(|name| format!("`{}`", quote(name))).collect::<Vec<_>>().join(", ");
            if all.is_empty() {
                all = words().faults.none_known.to_owned();
            }
            self.add(span, far, &[&[("name", name), (ALL_KNOWN, &*all)], of].concat(), lack);
        }
        nearest
    }

    /// Returns the line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        Place::of(self.source, byte).line
    }

    /// Tells whether so much is wrong that more is not collected.
    pub fn full(&self) -> bool {
        self.found.borrow().len() >= MOST
    }
}
