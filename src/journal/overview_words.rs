//! The words of all entries: the indexes of what was read, put together into one, and asked. It opens no entry.

use super::Filter;
use super::overview::{Doc, Overview};
use crate::search::{Index, Query, Weight};

/// So many entries that are not in the cached index are read each time rather than written into it.
const FEW: usize = 64;

/// What was found, the best first.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// The numbers in the list.
    pub rows: Vec<usize>,
    /// How many could not be looked into, because they cannot be read.
    pub unread: usize,
}

/// Which entries a filter lets through, in the order of the list.
#[derive(Debug)]
pub(super) struct Through {
    filter: Filter,
    rows: Vec<bool>,
}

impl Overview {
    /// Makes one index of all, where enough has come or gone.
    pub(super) fn merge(&mut self) {
        if self.parts.len() == 1 && !self.words {
            // Nothing was read, and nothing was looked for.
            return;
        }
        self.take_words();
        // Without the index that was kept, what it holds is not known.
        let docs: Vec<u32> = self.parts.iter().map(Index::docs).collect();
        self.files_mut().for_each(|file| file.doc = file.doc.filter(|doc| doc.number < docs[doc.part]));
        let mut wanted: Vec<Vec<Option<u32>>> =
            self.parts.iter().map(|part| vec![None; part.docs() as usize]).collect();
        for doc in self.files_mut().filter_map(|file| file.doc) {
            wanted[doc.part][doc.number as usize] = Some(0);
        }
        let cached = wanted[0].iter().flatten().count();
        let more: usize = wanted[1..].iter().map(|part| part.iter().flatten().count()).sum();
        let gone = wanted[0].len() - cached;
        let few = more <= FEW && gone <= FEW + cached / 4 && (cached > 0 || more == 0);
        if few {
            return;
        }
        for (doc, number) in wanted.iter_mut().flatten().filter(|doc| doc.is_some()).zip(0..) {
            *doc = Some(number);
        }
        let parts: Vec<&Index> = self.parts.iter().collect();
        let merged = Index::merged(&parts, |part, doc| wanted[part][doc as usize].is_some());
        for file in self.files_mut() {
            let number = file.doc.and_then(|doc| wanted[doc.part][doc.number as usize]);
            file.doc = number.map(|number| Doc { part: 0, number });
        }
        (self.parts, self.number, self.order, self.changed) = (vec![merged], fastrand::u64(1..), None, true);
        self.put_words();
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
        let mut buckets: Vec<Vec<usize>> = vec![Vec::new(); usize::from(Weight::MAX) + 1];
        for (row, doc) in order.iter().enumerate() {
            let weight = doc.map_or(0, weigh);
            if weight > 0 && through.is_none_or(|through| through.rows[row]) {
                buckets[usize::from(weight)].push(row);
            }
        }
        let rows = buckets.into_iter().rev().flatten().collect();
        Ranked { rows, unread: files().filter(|file| file.unread).count() }
    }
}
