//! When a prompt is asked: tests on earlier answers.

use crate::reflection::Value;

/// Tests on earlier answers, put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One test on the answer to one prompt.
    One {
        /// The prompt.
        prompt: String,
        /// What its answer has to be.
        test: Test,
    },
    /// All have to hold.
    All(Vec<Condition>),
    /// At least one has to hold.
    Either(Vec<Condition>),
}

/// What an answer has to be. An answer that was not given passes [`Test::None`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these options is chosen.
    Any(Vec<String>),
    /// None of these options is chosen.
    None(Vec<String>),
    /// The point on the scale is this or higher.
    AtLeast(i64),
    /// The point on the scale is this or lower.
    AtMost(i64),
    /// Yes, or no.
    Is(bool),
    /// The point is at least `by` above the answer to another scale.
    Rise {
        /// The earlier scale.
        from: String,
        /// How many points above it.
        by: i64,
    },
}

impl Condition {
    /// Tells whether it holds, given a way to look answers up.
    pub fn holds<'a>(&self, answer: &impl Fn(&str) -> Option<&'a Value>) -> bool {
        match self {
            Self::One { prompt, test } => test.passes(answer(prompt), answer),
            Self::All(all) => all.iter().all(|condition| condition.holds(answer)),
            Self::Either(some) => some.iter().any(|condition| condition.holds(answer)),
        }
    }

    /// Calls `with` on every prompt it names.
    pub fn prompts<'a>(&'a self, with: &mut impl FnMut(&'a str)) {
        match self {
            Self::One { prompt, test } => {
                with(prompt);
                if let Test::Rise { from, .. } = test {
                    with(from);
                }
            }
            Self::All(inner) | Self::Either(inner) => {
                inner.iter().for_each(|condition| condition.prompts(with))
            }
        }
    }
}

impl Test {
    fn passes<'a>(&self, value: Option<&Value>, answer: &impl Fn(&str) -> Option<&'a Value>) -> bool {
        match (self, value) {
            (Self::Any(options), Some(value)) => options.iter().any(|option| value.chose(option)),
            (Self::None(options), value) => {
                !options.iter().any(|option| value.is_some_and(|v| v.chose(option)))
            }
            (Self::AtLeast(least), Some(Value::Scale(point))) => point >= least,
            (Self::AtMost(most), Some(Value::Scale(point))) => point <= most,
            (Self::Is(yes), Some(Value::YesNo(said))) => yes == said,
            (Self::Rise { from, by }, Some(Value::Scale(point))) => {
                matches!(answer(from), Some(Value::Scale(before)) if point.saturating_sub(*before) >= *by)
            }
            _ => false,
        }
    }
}
