//! How it goes of late, and on which days of the week it is harder.
//!
//! The trend is single exponential smoothing over the days that were answered, in their order:
//! `trend(n) = trend(n-1) + a(n) * (value(n) - trend(n-1))`, where a day kept is 1, partly 0.5 and missed 0, and
//! `a(n) = max(1/n, 1/24)`. So the first 24 answers are their plain average, and after that an answer loses half of its
//! weight with every 16 or 17 that follow. One miss after thirty kept days moves it from 100 to 96 in a hundred. A day that
//! was not answered moves nothing. (Single exponential smoothing: NIST/SEMATECH e-Handbook of Statistical Methods, 6.4.3.1;
//! the start as a plain average and the weight are this program's choice.)

use super::Commitment;
use crate::moment::{Day, Weekday};
use crate::reflection::Outcome;

/// The weight of the last answer, once there are many.
const WEIGHT: f64 = 1.0 / 24.0;

/// How many answers there must be before a trend says something.
const ENOUGH: usize = 5;

/// How many answers a day of the week must have before it is said to be harder.
const ENOUGH_OF_ONE: usize = 4;

/// How far a day of the week has to lie below the others to be said to be harder.
const HARDER: f64 = 0.25;

/// How often something was kept, partly kept and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Days kept.
    pub kept: usize,
    /// Days kept in part.
    pub partly: usize,
    /// Days missed.
    pub missed: usize,
    /// Days that were due and not answered.
    pub open: usize,
}

impl Tally {
    /// Returns how many days were answered.
    pub fn answered(self) -> usize {
        self.kept + self.partly + self.missed
    }

    /// Returns which share was kept, from 0 to 1; none where nothing was answered.
    pub fn share(self) -> Option<f64> {
        let of = self.answered();
        (of > 0).then(|| (self.kept as f64 + self.partly as f64 / 2.0) / of as f64)
    }

    /// Counts one more.
    pub fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Partly => self.partly += 1,
            Outcome::Missed => self.missed += 1,
        }
    }

    /// Adds another.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            kept: self.kept + other.kept,
            partly: self.partly + other.partly,
            missed: self.missed + other.missed,
            open: self.open + other.open,
        }
    }
}

impl Commitment {
    /// Returns the trend as it stood at the end of a day, from 0 to 1; none while too little was answered to tell.
    pub fn trend(&self, until: Day) -> Option<f64> {
        let answered = self.check_ins.iter().take_while(|said| said.on <= until);
        let (mut trend, mut n) = (0.0, 0);
        for said in answered {
            n += 1;
            trend += (1.0 / n as f64).max(WEIGHT) * (worth(said.outcome) - trend);
        }
        (n >= ENOUGH).then_some(trend)
    }

    /// Counts what was said of each day of the week until a day, Monday first.
    pub fn by_weekday(&self, until: Day) -> [Tally; 7] {
        let mut all = [Tally::default(); 7];
        for said in self.check_ins.iter().take_while(|said| said.on <= until) {
            all[said.on.weekday().place()].count(said.outcome);
        }
        all
    }
}

fn worth(outcome: Outcome) -> f64 {
    match outcome {
        Outcome::Kept => 1.0,
        Outcome::Partly => 0.5,
        Outcome::Missed => 0.0,
    }
}

/// Returns the days of the week that are harder than the others, by enough answers to say so.
pub fn hard(by_weekday: &[Tally; 7]) -> Vec<Weekday> {
    let lower = |day: &Weekday| {
        let others = Weekday::ALL.into_iter().filter(|other| other != day);
        let others = others.fold(Tally::default(), |all, other| all.and(by_weekday[other.place()]));
        let own = by_weekday[day.place()];
        match (own.share(), others.share()) {
            (Some(own_share), Some(share)) => own.answered() >= ENOUGH_OF_ONE && own_share + HARDER <= share,
            _ => false,
        }
    };
    Weekday::ALL.into_iter().filter(lower).collect()
}
