//! The words of all entries: the indexes of what was read, put together into one, and asked. It opens no entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Filter;
use super::overview::{Doc, Overview};
use crate::search::{Index, Query, Weight};

/// So many entries that are not in the cached index are read each time rather than written into it.
const FEW: usize = 64;

/// So many indexes are asked one after the other rather than made one.
const MANY: usize = 32;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// Of each entry of the list, how well it fits.
    weights: Vec<Weight>,
    /// How many were found of each weight.
    counts: BTreeMap<Weight, usize>,
    /// How many could not be looked into, because they cannot be read.
    pub unread: usize,
}

impl Ranked {
    /// Returns how many were found.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Returns their numbers in the list, the best first.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.counts.keys().rev().flat_map(|weight| {
            let rows = self.weights.iter().enumerate();
            rows.filter(move |(_, there)| *there == weight).map(|(row, _)| row)
        })
    }
}

/// Which entries a filter lets through, in the order of the list.
#[derive(Debug)]
pub(super) struct Through {
    filter: Filter,
    rows: Vec<bool>,
}

/// Indexes that are to be put together, whatever goes on meanwhile.
#[derive(Debug)]
pub struct Merge {
    parts: Vec<Arc<Index>>,
    /// The new number of what is wanted of each.
    numbers: Vec<Vec<Option<u32>>>,
}

/// Indexes that were put together.
#[derive(Debug)]
pub struct Merged {
    index: Index,
    numbers: Vec<Vec<Option<u32>>>,
}

impl Merge {
    /// Puts them together.
    pub fn run(self) -> Merged {
        let Self { parts, numbers } = self;
        let parts: Vec<&Index> = parts.iter().map(|part| &**part).collect();
        let index = Index::merged(&parts, |part, doc| numbers[part][doc as usize].is_some());
        Merged { index, numbers }
    }
}

impl Overview {
    /// Makes one index of all, where enough has come or gone.
    pub(super) fn merge(&mut self) {
        if let Some(merge) = self.to_merge() {
            self.merged(merge.run());
        }
    }

    /// Hands out the indexes to be made one, where enough has come or gone.
    pub fn to_merge(&mut self) -> Option<Merge> {
        if self.parts.len() == 1 && !self.words {
            // Nothing was read, and nothing was looked for.
            return None;
        }
        self.take_words();
        // Without the index that was kept, what it holds is not known.
        let docs: Vec<u32> = self.parts.iter().map(|part| part.docs()).collect();
        self.files_mut().for_each(|file| file.doc = file.doc.filter(|doc| doc.number < docs[doc.part]));
        let mut numbers: Vec<Vec<Option<u32>>> = docs.iter().map(|&docs| vec![None; docs as usize]).collect();
        for doc in self.files_mut().filter_map(|file| file.doc) {
            numbers[doc.part][doc.number as usize] = Some(0);
        }
        let cached = numbers[0].iter().flatten().count();
        let more: usize = numbers[1..].iter().map(|part| part.iter().flatten().count()).sum();
        let gone = numbers[0].len() - cached;
        let many = self.parts.len() > MANY;
        let few = !many && more <= FEW && gone <= FEW + cached / 4 && (cached > 0 || more == 0);
        if few {
            return None;
        }
        for (doc, number) in numbers.iter_mut().flatten().filter(|doc| doc.is_some()).zip(0..) {
            *doc = Some(number);
        }
        Some(Merge { parts: self.parts.clone(), numbers })
    }

    /// Takes the one index in the place of those it was made of. What was read meanwhile stays beside it.
    pub fn merged(&mut self, Merged { index, numbers }: Merged) {
        let many = numbers.len();
        for file in self.files_mut() {
            file.doc = file.doc.and_then(|doc| match numbers.get(doc.part) {
                Some(part) => part[doc.number as usize].map(|number| Doc { part: 0, number }),
                None => Some(Doc { part: doc.part + 1 - many, ..doc }),
            });
        }
        self.parts.splice(..many, [Arc::new(index)]);
        (self.number, self.order) = (fastrand::u64(1..), None);
        (self.changed, self.new_words) = (true, true);
    }

    /// Finds what has all the words, among what a filter lets through: where it stands first of all, and then the newest.
    pub fn find(&mut self, query: &Query, filter: &Filter) -> Ranked {
        if query.is_empty() {
            return Ranked::default();
        }
        self.take_words();
        let weights: Vec<Vec<Weight>> = self.parts.iter().map(|part| part.weigh(query)).collect();
        let files = || self.months.iter().flat_map(|month| &month.files);
        let listed = || self.months.iter().flat_map(|month| month.rows.iter());
        let order = self.order.get_or_insert_with(|| files().map(|file| file.doc).collect());
        let through = (!filter.is_empty()).then(|| {
            let before = self.through.take().filter(|before| before.filter == *filter);
            let rows = || listed().map(|listed| filter.lets(listed)).collect();
            &*self.through.insert(before.unwrap_or_else(|| Through { filter: filter.clone(), rows: rows() }))
        });
        let weigh = |doc: Doc| weights[doc.part].get(doc.number as usize).copied().unwrap_or(0);
        let mut counts = [0_usize; Weight::MAX as usize + 1];
        let weigh_row = |(row, doc): (usize, &Option<Doc>)| {
            let weight = doc.map_or(0, weigh);
            let weight = if through.is_none_or(|through| through.rows[row]) { weight } else { 0 };
            counts[usize::from(weight)] += 1;
            weight
        };
        let weights = order.iter().enumerate().map(weigh_row).collect();
        let lets = |row: usize| through.is_none_or(|through| through.rows[row]);
        let unread = files().enumerate().filter(|(row, file)| file.unread && lets(*row)).count();
        let counts = (0..=Weight::MAX).zip(counts).filter(|(weight, count)| *weight > 0 && *count > 0);
        Ranked { weights, counts: counts.collect(), unread }
    }
}
