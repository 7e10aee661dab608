//! When a promise is due, and what is known of a day.

use std::borrow::Cow;

use super::Commitment;
use crate::moment::{Day, Weekday};
use crate::reflection::{Cadence, Outcome, Promise, Standing, Terms};

/// What is known of a promise on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It was kept.
    Kept,
    /// In part.
    Partly,
    /// It was not.
    Missed,
    /// It was due, and nothing was said of it.
    Open,
    /// It was not due.
    NotDue,
}

/// Why nothing can be said of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is still to come.
    ToCome,
    /// The promise was not made yet; it began on this day.
    Before(Day),
}

impl Terms {
    /// Tells whether they ask for something on a day.
    pub fn are_due(&self, day: Day) -> bool {
        let within = self.from <= day && self.until.is_none_or(|until| day <= until);
        within
            && match self.cadence {
                Cadence::Daily => true,
                Cadence::Weekdays => day.weekday() < Weekday::Saturday,
                Cadence::Chosen(days) => days.holds(day.weekday()),
                Cadence::Weekly => day.weekday() == self.from.weekday(),
                Cadence::Once => day == self.due_once(),
            }
    }

    /// Returns the first day, that day or later, on which they ask for something; none if there is none.
    pub fn due_from(&self, day: Day) -> Option<Day> {
        let first = match self.cadence {
            Cadence::Once => self.due_once().max(day),
            _ => self.from.max(day),
        };
        // What comes back does so within a week.
        (0..7).map(|n| first.plus(n)).find(|day| self.are_due(*day))
    }
}

impl Promise {
    /// Iterates over what holds and held, each over the days it does, the oldest first. What rests or is over does not hold
    /// from that day on.
    pub fn spans(&self) -> impl Iterator<Item = Cow<'_, Terms>> {
        let last = match self.standing {
            Standing::Held => Some(Cow::Borrowed(&self.terms)),
            Standing::Paused(since) | Standing::Ended(since) => {
                self.terms.held_until(since.plus(-1)).map(Cow::Owned)
            }
        };
        self.earlier.iter().map(Cow::Borrowed).chain(last)
    }

    /// Tells whether it is due on a day.
    pub fn is_due(&self, day: Day) -> bool {
        self.spans().any(|terms| terms.are_due(day))
    }

    /// Returns the next day it is due, that day or later.
    pub fn next_due(&self, from: Day) -> Option<Day> {
        self.spans().filter_map(|terms| terms.due_from(from)).min()
    }
}

impl Commitment {
    /// Returns what is known of a day.
    pub fn mark(&self, day: Day) -> Mark {
        match self.check_ins.on(day) {
            Some(said) => said.outcome.into(),
            None if self.waits(day) => Mark::Open,
            None => Mark::NotDue,
        }
    }

    /// Tells whether it is due on a day and nothing was said of it yet. What is to be done once is answered by a word on any
    /// of its days.
    pub fn waits(&self, day: Day) -> bool {
        let due = self.promise.spans().find(|terms| terms.are_due(day));
        due.is_some_and(|terms| match terms.cadence {
            Cadence::Once => !self.check_ins.iter().any(|said| said.on >= terms.from && said.on <= day),
            _ => self.check_ins.on(day).is_none(),
        })
    }

    /// Tells whether something can be said of a day, seen from today.
    ///
    /// # Errors
    /// It cannot, and why.
    pub fn may_say(&self, day: Day, today: Day) -> Result<(), Refusal> {
        let begun = self.promise.begun();
        match () {
            () if day > today => Err(Refusal::ToCome),
            () if day < begun => Err(Refusal::Before(begun)),
            () => Ok(()),
        }
    }
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Kept, Self::Partly, Self::Missed, Self::Open, Self::NotDue];

    /// Puts what is known of several promises on one day together: what was answered counts, and where some were kept and
    /// some not, it is in part.
    pub fn together(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::NotDue, |one, other| match (one, other) {
            (Self::NotDue | Self::Open, Self::NotDue) => one,
            (Self::NotDue, _) => other,
            (Self::Open, _) => other,
            (_, Self::NotDue | Self::Open) => one,
            (one, other) if one == other => one,
            _ => Self::Partly,
        })
    }
}

impl From<Outcome> for Mark {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Kept => Self::Kept,
            Outcome::Partly => Self::Partly,
            Outcome::Missed => Self::Missed,
        }
    }
}
