//! What the mirror says about sentences that were labelled by hand before it was made: how often it is right, how often it
//! speaks to an honest sentence, and that its file is whole.
//!
//! `tests/mirror/learned-*.tsv` taught the patterns and the weights, `held-*.tsv` chose how sure it has to be, and nobody
//! looked at `unseen-*.tsv` while either was made.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/scored.rs"]
mod scored;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use onward::mirror::Mirror;
use scored::{Judged, Labelled, Score, judge, labelled};

fn files(beginning: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mirror");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with(beginning));
    files.sort();
    assert!(!files.is_empty(), "no sentences called {beginning}");
    files
}

fn sentences(beginning: &str) -> Vec<Labelled> {
    files(beginning).iter().flat_map(|file| labelled(file)).collect()
}

fn shipped() -> Mirror {
    Mirror::read_shipped().unwrap_or_else(|report| panic!("\n{report}"))
}

fn side<'a>(judged: &'a [Judged], side: &'a str) -> impl Iterator<Item = &'a Judged> {
    judged.iter().filter(move |one| one.labelled.side == side)
}

/// Tells the sentences behind a score that is too low.
fn told(judged: &[Judged]) -> String {
    let wrong = judged.iter().filter(|one| one.labelled.asked.is_some() == one.found.is_empty());
    let lines = wrong.map(|one| format!("{:?} {:?}: {}", one.labelled.asked, one.found, one.labelled.text));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn on_sentences_nobody_tuned_on_it_is_right_or_silent() {
    let judged = judge(&shipped(), &sentences("unseen"));
    let score = Score::of(&judged);
    let hurt = Score::of(side(&judged, "hurt"));
    let report = format!("{score:?}\n{}", told(&judged));
    assert!(score.precision() >= 0.9, "precision {:.3}\n{report}", score.precision());
    assert!(score.recall() >= 0.7, "recall {:.3}\n{report}", score.recall());
    assert!(score.false_alarms() <= 0.05, "false alarms {:.3}\n{report}", score.false_alarms());
    assert!(hurt.false_alarms() <= 0.03, "false alarms to the hurt {:.3}\n{report}", hurt.false_alarms());
    assert!(hurt.recall() >= 0.6, "recall of the hurt {:.3}\n{report}", hurt.recall());
}

#[test]
fn it_names_the_kind_and_marks_the_place() {
    let score = Score::of(&judge(&shipped(), &sentences("unseen")));
    let share = |part: usize| part as f64 / score.hits as f64;
    assert!(share(score.named) >= 0.85, "named {:.3}", share(score.named));
    assert!(share(score.placed) >= 0.85, "placed {:.3}", share(score.placed));
}

#[test]
fn each_category_is_heard() {
    let mut each: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for beginning in ["unseen", "held"] {
        for (category, (found, of)) in scored::by_category(&judge(&shipped(), &sentences(beginning))) {
            let entry = each.entry(category).or_default();
            *entry = (entry.0 + found, entry.1 + of);
        }
    }
    let known: BTreeSet<String> = shipped().categories().iter().map(|one| one.id.clone()).collect();
    assert_eq!(each.keys().cloned().collect::<BTreeSet<_>>(), known);
    for (category, (found, of)) in each {
        assert!(found * 2 >= of, "{category}: {found} of {of}");
    }
}

#[test]
fn on_the_sentences_it_was_made_with_it_hardly_errs() {
    let score = Score::of(&judge(&shipped(), &sentences("learned")));
    assert!(score.precision() >= 0.97 && score.recall() >= 0.85, "{score:?}");
    assert!(score.false_alarms() <= 0.02, "{score:?}");
}

#[test]
fn the_patterns_alone_do_nearly_as_well() {
    let patterns = shipped().without_weights();
    let score = Score::of(&judge(&patterns, &sentences("unseen")));
    assert!(score.precision() >= 0.9 && score.recall() >= 0.6, "{score:?}");
}

#[test]
fn the_sets_are_large_and_share_nothing() {
    let all: Vec<(String, Labelled)> = ["learned", "held", "unseen"]
        .iter()
        .flat_map(|set| sentences(set).into_iter().map(|one| ((*set).to_owned(), one)))
        .collect();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (set, one) in &all {
        let words: Vec<String> = one
            .text
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(other) = seen.insert(words.join(" "), set) {
            assert_eq!(other, set, "in two sets: {}", one.text);
        }
    }
    let dev = labelled(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mirror/learned-dev.tsv")).len();
    assert!(all.len() >= 6 * dev, "{} sentences beside {dev}", all.len() - dev);
}

#[test]
fn weights_can_be_read_line_by_line() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/mirror-weights.tsv");
    let text = fs::read_to_string(file).unwrap();
    let categories: Vec<String> = shipped().categories().iter().map(|one| one.id.clone()).collect();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [side, category, weight, what] = cells[..] else { panic!("{line}") };
        assert!(["broke", "hurt"].contains(&side), "{line}");
        assert!(category == "-" || categories.iter().any(|known| known == category), "{line}");
        assert!(weight.parse::<f32>().unwrap().is_finite() && !what.is_empty(), "{line}");
    }
    for mark in ["\t[show]", "\t[ask]", "\t[always]"] {
        assert!(text.lines().filter(|line| line.ends_with(mark)).count() >= 2, "{mark}");
    }
}
