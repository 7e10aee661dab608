//! Labelled sentences, and how a mirror does on them.
//!
//! A file of them is tab-separated with a first line of names: perspective, text, flag, category, phrase (in any order, others are
//! passed over). It must not know how a mirror works.

use std::collections::BTreeMap;
use std::path::Path;

use onward::mirror::Mirror;

/// A labelled sentence.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    pub(crate) side: String,
    pub(crate) text: String,
    /// The category, and the phrase that carries it; none where nothing is to be asked.
    pub(crate) asked: Option<(String, String)>,
}

/// What a mirror said about one.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) labelled: Labelled,
    /// The categories and phrases it found.
    pub(crate) found: Vec<(String, String)>,
}

/// Counts over a set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// Flagged sentences with a finding.
    pub(crate) hits: usize,
    /// Of these, the ones with a finding of the labelled category.
    pub(crate) named: usize,
    /// Of these, the ones with a finding that shares a word with the labelled phrase.
    pub(crate) placed: usize,
    /// Flagged sentences without one.
    pub(crate) misses: usize,
    /// Honest sentences with a finding.
    pub(crate) alarms: usize,
    /// Honest sentences without one.
    pub(crate) quiet: usize,
}

/// Reads a file of labelled sentences.
pub(crate) fn labelled(path: &Path) -> Vec<Labelled> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        names
            .iter()
            .position(|one| *one == name)
            .unwrap_or_else(|| panic!("{}: no column {name}", path.display()))
    };
    let [side, words, flag, category, phrase] =
        ["perspective", "text", "flag", "category", "phrase"].map(column);
    let read = lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), names.len(), "{}: {line}", path.display());
        let asked = (cells[flag] == "1").then(|| (cells[category].to_owned(), cells[phrase].to_owned()));
        if let Some((_, phrase)) = &asked {
            assert!(cells[words].contains(phrase.as_str()), "{}: {phrase} is not in {line}", path.display());
        }
        Labelled { side: cells[side].to_owned(), text: cells[words].to_owned(), asked }
    });
    read.collect()
}

/// Has a mirror look at sentences.
pub(crate) fn judge(mirror: &Mirror, all: &[Labelled]) -> Vec<Judged> {
    let one = |labelled: &Labelled| Judged {
        found: mirror
            .look(&labelled.text, &labelled.side)
            .into_iter()
            .map(|finding| (finding.category.id.clone(), labelled.text[finding.at].to_owned()))
            .collect(),
        labelled: labelled.clone(),
    };
    all.iter().map(one).collect()
}

impl Score {
    /// Counts.
    pub(crate) fn of<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Self {
        let mut score = Self::default();
        for Judged { labelled, found } in judged {
            match (&labelled.asked, found.is_empty()) {
                (Some((category, phrase)), false) => {
                    score.hits += 1;
                    score.named += usize::from(found.iter().any(|(named, _)| named == category));
                    score.placed += usize::from(found.iter().any(|(_, at)| share(at, phrase)));
                }
                (Some(_), true) => score.misses += 1,
                (None, false) => score.alarms += 1,
                (None, true) => score.quiet += 1,
            }
        }
        score
    }

    /// Of the sentences with a finding, how many are flagged.
    pub(crate) fn precision(self) -> f64 {
        ratio(self.hits, self.hits + self.alarms)
    }

    /// Of the flagged sentences, how many have a finding.
    pub(crate) fn recall(self) -> f64 {
        ratio(self.hits, self.hits + self.misses)
    }

    /// Of the honest sentences, how many have a finding.
    pub(crate) fn false_alarms(self) -> f64 {
        if self.alarms + self.quiet == 0 { 0.0 } else { ratio(self.alarms, self.alarms + self.quiet) }
    }
}

/// How a mirror does on each category: found, and all.
pub(crate) fn by_category(judged: &[Judged]) -> BTreeMap<String, (usize, usize)> {
    let mut each: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for one in judged {
        if let Some((category, _)) = &one.labelled.asked {
            let entry = each.entry(category.clone()).or_default();
            entry.0 += usize::from(!one.found.is_empty());
            entry.1 += 1;
        }
    }
    each
}

/// Tells whether two phrases have a word in common.
fn share(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
    };
    let other = words(other);
    words(one).iter().any(|word| !word.is_empty() && other.contains(word))
}

fn ratio(part: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}
