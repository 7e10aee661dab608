//! What is listed: of all reflections those that a filter lets through, by months. It knows their tops only, and draws
//! nothing.

use std::sync::Arc;

use crate::moment::{Day, Period};
use crate::perform::{Catalogue, Filter, Found, Listed};

/// The reflections that are listed, the newest first.
#[derive(Debug, Default)]
pub(super) struct Past {
    list: Arc<Catalogue>,
    /// The numbers of those that are listed; none: all of them.
    through: Option<Vec<usize>>,
    /// The first of each month.
    heads: Vec<usize>,
}

impl Past {
    /// Lists what a filter lets through and what is not gone; `gone` tells, if anything may be.
    pub(super) fn of(list: Arc<Catalogue>, filter: &Filter, gone: Option<&dyn Fn(&Found) -> bool>) -> Self {
        let all = filter.is_empty() && gone.is_none();
        let there = |one: &Listed| filter.lets(one) && gone.is_none_or(|gone| !gone(&one.found));
        let some = || list.iter().enumerate().filter(|(_, one)| there(one)).map(|(n, _)| n).collect();
        let through = (!all).then(some);
        let mut past = Self { list, through, heads: Vec::new() };
        past.heads = past.months();
        past
    }

    /// Returns how many are listed.
    pub(super) fn len(&self) -> usize {
        self.through.as_ref().map_or(self.list.len(), Vec::len)
    }

    /// Returns one by its number from 0 on.
    pub(super) fn get(&self, n: usize) -> Option<&Listed> {
        match &self.through {
            Some(through) => self.list.get(*through.get(n)?),
            None => self.list.get(n),
        }
    }

    /// Returns the first of each month.
    pub(super) fn heads(&self) -> &[usize] {
        &self.heads
    }

    /// Finds the first of each month in a few steps a month, however many reflections there are. A copy that was begun in
    /// another month stands with its original.
    fn months(&self) -> Vec<usize> {
        let month = |n: usize| self.get(n).and_then(Listed::begun).map(|day| (day.year(), day.month()));
        let mut heads = Vec::new();
        let mut first = 0;
        while first < self.len() {
            heads.push(first);
            let same = |n: usize| n < self.len() && month(n) == month(first);
            let mut step = 1;
            while same(first + step) {
                step *= 2;
            }
            let (mut low, mut high) = (first + step / 2, (first + step).min(self.len()));
            while low < high {
                let middle = low.midpoint(high);
                match same(middle) {
                    true => low = middle + 1,
                    false => high = middle,
                }
            }
            first = low.max(first + 1);
        }
        heads
    }

    /// Finds the number of a file that a list found, first where it was before.
    pub(super) fn number_of(&self, found: &Found, before: usize) -> Option<usize> {
        let is = |n: &usize| self.get(*n).is_some_and(|one| one.found == *found);
        let near = before.saturating_sub(64)..(before + 64).min(self.len());
        near.into_iter().find(is).or_else(|| (0..self.len()).find(is))
    }

    /// Finds the newest that was begun on the last day of a period or before; none when all are newer.
    pub(super) fn newest_by(&self, period: Period) -> Option<usize> {
        let newer = |n: usize| self.get(n).and_then(Listed::begun).is_some_and(|day| day > period.last);
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match newer(middle) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        (low < self.len()).then_some(low)
    }

    /// Returns the day one was begun.
    pub(super) fn day(&self, n: usize) -> Option<Day> {
        self.get(n).and_then(Listed::begun)
    }
}

/// Tells whether one can be gone on with.
pub(super) fn can_go_on(one: &Listed) -> bool {
    one.entry.is_ok() && !one.copy
}
