//! A year of days, as a calendar lays it out: a column a week, Monday first; and a month in numbers, for the same in words.

use super::{Commitment, Mark, Tally};
use crate::moment::{Day, Period};

/// A week of a year: its days from Monday on; none before the year begins and after it ends.
pub type Week = [Option<Day>; 7];

/// A month of a year in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Day,
    /// How the promises went.
    pub tally: Tally,
}

/// Returns the weeks of a year.
pub fn weeks(year: i16) -> Vec<Week> {
    let Some(Period { first, last }) = Period::year(year) else { return Vec::new() };
    let mut weeks = Vec::with_capacity(54);
    let mut week = [None; 7];
    for n in 0..=last.since(first) {
        let day = first.plus(n);
        if day.weekday().place() == 0 && n > 0 {
            weeks.push(std::mem::take(&mut week));
        }
        week[day.weekday().place()] = Some(day);
    }
    weeks.push(week);
    weeks
}

/// Counts a year month by month, as far as a day; a month without anything due or said is left out.
pub fn months(all: &[&Commitment], year: i16, until: Day) -> Vec<Month> {
    let periods = (1..=12).filter_map(|month| Period::month(year, month));
    let months = periods.map(|Period { first, last }| {
        let mut tally = Tally::default();
        for n in 0..=last.min(until).since(first) {
            let day = first.plus(n);
            for one in all {
                match one.mark(day) {
                    Mark::Kept => tally.kept += 1,
                    Mark::Partly => tally.partly += 1,
                    Mark::Missed => tally.missed += 1,
                    Mark::Open => tally.open += 1,
                    Mark::NotDue => {}
                }
            }
        }
        Month { first, tally }
    });
    months.filter(|month| month.tally != Tally::default()).collect()
}
