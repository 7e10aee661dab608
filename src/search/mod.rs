//! Search: what is looked for, where it stands in a reflection, and an index that finds it among many. Case, accents and
//! apostrophes do not matter; all words have to be there, and the last one may be a beginning. It knows no file, no
//! folder and no terminal.

mod index;
mod line;
mod terms;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

pub use index::{Builder, Index};
pub use line::Line;
use terms::Reading;

use crate::reflection::telling::{Said, said};
use crate::reflection::{Answer, Reflection};

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// One word of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    word: String,
    /// Whether it may be the beginning of a word: nobody has typed the end of it yet.
    open: bool,
}

/// Where words stand in a reflection. What stands further up counts more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// In a question, as asked.
    Question = 1,
    /// In an answer.
    Answer = 2,
    /// In the title.
    Title = 3,
}

/// How well a reflection fits; more is better.
pub type Weight = u8;

/// Where in a reflection it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// The title, and what was found in it.
    pub title: Line,
    /// The answer to open; none when only the title has what was looked for.
    pub at: Option<At>,
    /// A line that shows it; where only the title does, the beginning of what was written.
    pub line: Line,
}

/// An answer, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The id of the stage.
    pub stage: String,
    /// The id of the prompt.
    pub prompt: String,
}

impl At {
    /// Names an answer.
    pub fn of(answer: &Answer) -> Self {
        Self { stage: answer.stage.clone(), prompt: answer.prompt.clone() }
    }

    /// Tells whether it names this answer.
    pub fn is(&self, answer: &Answer) -> bool {
        self.stage == answer.stage && self.prompt == answer.prompt
    }
}

impl Query {
    /// Reads what was typed. A space behind the last word says that it is whole.
    pub fn read(typed: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let mut end = 0;
        terms::each(typed, Reading::Sought, &mut |word, range| {
            let open = terms::is_lone(word);
            terms.push(Term { word: word.to_owned(), open });
            end = range.end;
        });
        if !typed[end..].contains(char::is_whitespace)
            && let Some(last) = terms.last_mut()
        {
            last.open = true;
        }
        Self { terms }
    }

    /// Tells whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Looks through a reflection as a whole. None: not all of the words are in it.
    pub fn weigh(&self, reflection: &Reflection) -> Option<Weight> {
        let mut best = vec![0; self.terms.len()];
        each_text(reflection, &mut |part, text| {
            terms::each(text, Reading::Text, &mut |word, _| {
                for (term, best) in self.terms.iter().zip(&mut best) {
                    *best = term.weigh(part, word).max(*best);
                }
            });
        });
        let found = !best.is_empty() && best.iter().all(|&weight| weight > 0);
        found.then(|| best.iter().fold(0, |sum: Weight, &weight| sum.saturating_add(weight)))
    }

    /// Finds the words it is about in a line.
    pub fn marks(&self, line: &str) -> Vec<Range<usize>> {
        self.seen(line).0
    }

    /// Finds the place that shows best why a reflection was found: the line with the most of the words, then with the
    /// longest, which tells most, and rather an answer than a question.
    pub fn hit(&self, reflection: &Reflection) -> Hit {
        let title = self.line(&reflection.title);
        let mut best: Option<((usize, usize, Part), At, Line)> = None;
        let mut begin = None;
        for answer in told(reflection) {
            for (part, text) in texts(answer) {
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    if part == Part::Answer {
                        begin.get_or_insert_with(|| line.to_owned());
                    }
                    let (marks, terms) = self.seen(line);
                    let longest = marks.iter().map(Range::len).max().unwrap_or(0);
                    let rank = (terms, longest, part);
                    if terms > 0 && best.as_ref().is_none_or(|(other, ..)| rank > *other) {
                        best = Some((rank, At::of(answer), Line::new(line, marks)));
                    }
                }
            }
        }
        match best {
            Some((_, at, line)) => Hit { title, at: Some(at), line },
            None => Hit { title, at: None, line: Line::new(&begin.unwrap_or_default(), Vec::new()) },
        }
    }

    /// Makes a line with its marks.
    pub fn line(&self, text: &str) -> Line {
        Line::new(text, self.marks(text))
    }

    /// Finds what it is about in a line, and how many of its words that is.
    fn seen(&self, line: &str) -> (Vec<Range<usize>>, usize) {
        let mut marks: Vec<Range<usize>> = Vec::new();
        let mut seen = vec![false; self.terms.len()];
        terms::each(line, Reading::Text, &mut |word, range| {
            let mut found = false;
            for (term, seen) in self.terms.iter().zip(&mut seen) {
                let fits = term.weigh(Part::Answer, word) > 0;
                *seen |= fits;
                found |= fits;
            }
            match marks.last_mut() {
                Some(last) if found && range.start <= last.end => last.end = last.end.max(range.end),
                _ if found => marks.push(range),
                _ => {}
            }
        });
        (marks, seen.into_iter().filter(|&seen| seen).count())
    }
}

impl Term {
    /// Weighs a word that stands somewhere: nothing if it is another one.
    fn weigh(&self, part: Part, word: &str) -> Weight {
        match word.strip_prefix(self.word.as_str()) {
            Some("") => weight(part, true),
            Some(_) if self.open => weight(part, false),
            _ => 0,
        }
    }
}

/// Returns what a word counts: where it stands first of all, and whether it is there as it was typed.
fn weight(part: Part, whole: bool) -> Weight {
    part as Weight * 2 + Weight::from(whole)
}

/// Returns the answers of a reflection that have something in them.
fn told(reflection: &Reflection) -> impl Iterator<Item = &Answer> {
    reflection.told().filter(|answer| !answer.value.is_empty())
}

/// Hands over all that is looked through in a reflection.
fn each_text(reflection: &Reflection, hand: &mut dyn FnMut(Part, &str)) {
    hand(Part::Title, &reflection.title);
    for answer in told(reflection) {
        for (part, text) in texts(answer) {
            hand(part, &text);
        }
    }
}

/// Returns the question of an answer, what it says, and what was noted on it in the days after.
fn texts(answer: &Answer) -> impl Iterator<Item = (Part, Cow<'_, str>)> {
    let own = said(&answer.value).into_iter().flat_map(|said| match said {
        Said::Words(words) => vec![words],
        Said::Points(points) => points,
    });
    std::iter::once((Part::Question, Cow::from(&answer.asked)))
        .chain(own.map(|words| (Part::Answer, Cow::from(words))))
        .chain(answer.keeping.notes().map(|note| (Part::Answer, Cow::from(note))))
}
