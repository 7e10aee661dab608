//! Promises as they come back day by day: when one is due, how it was kept, how it goes of late. It is told of the answers
//! of a reflection alone, over days, which are local days. It knows no clock, no guide, no file and no screen.
//!
//! A day that was not answered counts for nothing: it is no miss. Nothing here counts days in a row.

mod acts;
mod due;
mod ics;
#[cfg(test)]
mod ics_tests;
mod review;
mod told;
mod trend;
mod year;

pub use acts::{Asked, asked_for};
pub use due::{Mark, Refusal};
pub use ics::{At, Calendar, Wording, calendar};
pub use review::Review;
pub use told::noted;
pub use trend::{Tally, hard};
pub use year::{Month, Week, months, weeks};

use crate::reflection::telling::{Said, said};
use crate::reflection::{Answer, CheckIns, Promise, Reflection, Role, Terms, Value};

/// A promise of a reflection, with what the person wrote beside it and how it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// The prompt it answers: its name within its reflection.
    pub prompt: String,
    /// The promise.
    pub promise: Promise,
    /// How it was kept.
    pub check_ins: CheckIns,
    /// How the other one would see it; empty if that was not said.
    pub seen: String,
    /// What to do when it is missed; empty if that was not said.
    pub missed: String,
    /// On which days to look back.
    pub review: Option<Review>,
}

/// Returns the promises of a reflection, in the order of its answers. One behind a branch that closed is none, nor is one
/// without words.
pub fn commitments(reflection: &Reflection) -> Vec<Commitment> {
    let promised = reflection.told().filter_map(|answer| match &answer.value {
        Value::Promise(promise) if !promise.is_empty() => Some((answer, promise)),
        _ => None,
    });
    promised.map(|(answer, promise)| commitment(reflection, answer, promise)).collect()
}

/// Tells whether there is a promise in a reflection, or acts that were asked for.
pub fn has_any(reflection: &Reflection) -> bool {
    !commitments(reflection).is_empty() || asked_for(reflection).is_some()
}

fn commitment(reflection: &Reflection, answer: &Answer, promise: &Promise) -> Commitment {
    let beside = |role: Role| {
        let is = |other: &&Answer| {
            other.keeping.link.as_ref().is_some_and(|link| link.role == role && link.of == answer.prompt)
        };
        reflection.told().find(is).map(|other| &other.value)
    };
    let words = |role| beside(role).map(one_line).unwrap_or_default();
    Commitment {
        prompt: answer.prompt.clone(),
        promise: promise.clone(),
        check_ins: answer.keeping.check_ins.clone(),
        seen: words(Role::Seen),
        missed: words(Role::Missed),
        review: beside(Role::Review).and_then(Review::of),
    }
}

fn one_line(value: &Value) -> String {
    let said = said(value).into_iter().flat_map(|said| match said {
        Said::Words(words) => vec![words],
        Said::Points(points) => points,
    });
    said.collect::<Vec<_>>().join("; ")
}

/// As many characters a promise has in a list; its own page has all of it.
const SHORT: usize = 100;

impl Commitment {
    /// Returns what it is called in a list: in one line, cut where it is very long.
    pub fn short_title(&self) -> String {
        let line = self.title().split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(SHORT) {
            Some((end, _)) => format!("{}\u{2026}", line[..end].trim_end()),
            None => line,
        }
    }

    /// Returns what it is called: what is promised, or the act of its plan.
    pub fn title(&self) -> &str {
        title(&self.promise.terms)
    }
}

fn title(terms: &Terms) -> &str {
    let first = [&terms.promise, &terms.plan.then, &terms.plan.when].into_iter();
    first.map(|words| words.trim()).find(|words| !words.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
