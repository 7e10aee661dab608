//! A promise in words: how it goes, and what was noted. The same is drawn elsewhere; who cannot see that has it here.

use super::{Commitment, Mark, Month, Review, Tally, hard};
use crate::moment::Day;
use crate::reflection::telling::{day, held, listed, month, on_weekday, sentence};
use crate::reflection::{CheckIn, Outcome};
use crate::words::{fill, words};

/// How many days lie between the points of a trend that are told, and how many points there are at most.
const A_MONTH: i32 = 30;
const MONTHS: i32 = 12;

impl Commitment {
    /// Returns what it is and how it goes, a line each.
    pub fn told(&self, today: Day) -> Vec<String> {
        let p = &words().promise;
        let mut lines = vec![sentence(&self.promise.terms.plan), held(&self.promise.terms)];
        let beside = [(p.seen, &self.seen), (p.missed_plan, &self.missed)];
        let said = beside.into_iter().filter(|(_, words)| !words.is_empty());
        lines.extend(said.map(|(form, words)| fill(form, &[("words", words)])));
        lines.extend(self.review.map(|review| match review {
            Review::Weekly(weekday) => fill(p.review_weekly, &[("days", &on_weekday(weekday))]),
            Review::Monthly => p.review_monthly.to_owned(),
        }));
        lines.extend(self.of_late(today));
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Returns how it goes of late, a line each.
    pub fn of_late(&self, today: Day) -> Vec<String> {
        let p = &words().promise;
        let by_weekday = self.by_weekday(today);
        let all = by_weekday.iter().fold(Tally::default(), |all, one| all.and(*one));
        if all.answered() == 0 {
            return vec![p.tally_none.to_owned()];
        }
        let mut lines = Vec::new();
        match self.trend(today) {
            // A first day that was missed is no sum.
            None => lines.push(p.trend_early.to_owned()),
            Some(now) => {
                let number = |n: usize| n.to_string();
                let (kept, partly, missed) = (number(all.kept), number(all.partly), number(all.missed));
                lines.push(fill(p.tally, &[("kept", &kept), ("partly", &partly), ("missed", &missed)]));
                lines.push(fill(p.trend, &[("n", &in_ten(now))]));
                let months = (0..MONTHS).rev().filter_map(|n| self.trend(today.plus(-n * A_MONTH)));
                let months: Vec<String> = months.map(in_ten).collect();
                if months.len() > 1 {
                    lines.push(fill(p.trend_months, &[("all", &months.join(" "))]));
                }
            }
        }
        let hard: Vec<String> = hard(&by_weekday).into_iter().map(on_weekday).collect();
        if !hard.is_empty() {
            lines.push(fill(p.hard, &[("days", &listed(&hard))]));
        }
        lines
    }
}

impl Mark {
    /// Returns its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => Outcome::Kept.name(),
            Self::Partly => Outcome::Partly.name(),
            Self::Missed => Outcome::Missed.name(),
            Self::Open => "open",
            Self::NotDue => "not-due",
        }
    }

    /// Returns what it is called.
    pub fn told(self) -> &'static str {
        let p = &words().promise;
        match self {
            Self::Kept => Outcome::Kept.told(),
            Self::Partly => Outcome::Partly.told(),
            Self::Missed => Outcome::Missed.told(),
            Self::Open => p.open,
            Self::NotDue => p.not_due,
        }
    }
}

impl Month {
    /// Returns it in one line.
    pub fn told(&self) -> String {
        let number = |n: usize| n.to_string();
        let Tally { kept, partly, missed, open } = self.tally;
        let (kept, partly, missed, open) = (number(kept), number(partly), number(missed), number(open));
        let gaps = [
            ("month", month(self.first)),
            ("kept", &kept),
            ("partly", &partly),
            ("missed", &missed),
            ("open", &open),
        ];
        fill(words().promise.month_line, &gaps)
    }
}

/// Returns a check-in with its note in one line.
pub fn noted(said: &CheckIn) -> String {
    let gaps = [("day", &*day(said.on)), ("how", said.outcome.told()), ("note", &said.note)];
    fill(words().page.noted, &gaps)
}

/// Returns a share as so many in ten.
fn in_ten(share: f64) -> String {
    format!("{:.0}", share * 10.0)
}
