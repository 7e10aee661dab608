//! Learns the weights from labelled sentences: for each side a logistic regression over what is weighed in a sentence, and
//! one that tells the categories apart. Deterministic: the same sentences give the same file. It knows no pattern.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use onward::mirror::Mirror;

use crate::scored::Labelled;

/// Below this, a weight is left out.
const LEAST: f64 = 0.03;
/// How much large weights cost.
const RIDGE: f64 = 10.0;
/// How often all sentences are gone through.
const ROUNDS: usize = 150;
/// In how many sentences something has to stand to be weighed.
const SEEN: usize = 2;
/// What a pattern finds is held back only where so much speaks against it, whatever the sentences say: plain wordings are plain.
const OVERRULED: f64 = -1.2;
/// Of the honest sentences that are held back, at most so many may be asked about; of a hurt person's fewer.
const ALARMS: [(&str, f64); 2] = [("hurt", 0.025), ("", 0.05)];
/// How many weights tell a category from the others.
const TELLING: usize = 140;

/// A sentence: what is weighed in it, whether patterns find something, and its category if it is flagged.
struct Sentence {
    names: Vec<String>,
    found: bool,
    category: Option<String>,
}

/// Learns from sentences, chooses the thresholds on others, and writes the file.
pub(crate) fn learn(mirror: &Mirror, all: &[Labelled], held: &[Labelled]) -> String {
    let mut file = String::from(
        "# What was learned from labelled sentences: side, category (- for all), weight, what is weighed. A weight above 0 speaks for a\n\
         # question, one below against it. [show]: the sum from which on a pattern's finding is shown; [ask]: from which on a\n\
         # sentence without one is asked about. Words stand as src/mirror/weigh.rs writes them: I, THEY, without endings.\n\
         # Learned anew by: cargo run --release --example mirror -- --learn tests/mirror/{learned,held}-*.tsv\n",
    );
    let mut sides: Vec<&str> = all.iter().map(|one| one.side.as_str()).collect();
    sides.sort_unstable();
    sides.dedup();
    for side in sides {
        let sentences: Vec<Sentence> =
            all.iter().filter(|one| one.side == side).flat_map(|one| sentences(mirror, one)).collect();
        let flagged = |sentence: &Sentence| f64::from(u8::from(sentence.category.is_some()));
        let weights =
            regression(&sentences.iter().map(|one| (&one.names, flagged(one))).collect::<Vec<_>>(), RIDGE);
        let of_side = held.iter().filter(|one| one.side == side);
        let held: Vec<_> = of_side.map(|one| self::sentences(mirror, one)).collect();
        let allowed = ALARMS.iter().find(|(known, _)| *known == side || known.is_empty());
        let (show, ask) = thresholds(&held, &weights, allowed.map_or(0.0, |(_, share)| *share));
        let mut line = |category: &str, weight: f64, name: &str| {
            let _ = writeln!(file, "{side}\t{category}\t{weight:.2}\t{name}");
        };
        line("-", show, "[show]");
        line("-", ask, "[ask]");
        for (name, weight) in sorted(&weights, usize::MAX) {
            line("-", weight, name);
        }
        for (category, weights) in categories(&sentences) {
            for (name, weight) in sorted(&weights, TELLING) {
                line(&category, weight, name);
            }
        }
    }
    file
}

/// The sentences of a labelled text. Of a flagged one only the sentence with its phrase counts: nobody said what the others are.
fn sentences(mirror: &Mirror, one: &Labelled) -> Vec<Sentence> {
    let at = one.asked.as_ref().and_then(|(_, phrase)| one.text.find(phrase.as_str()));
    let weighed = mirror.weighed(&one.text, &one.side).into_iter();
    let counts = |place: &std::ops::Range<usize>| at.is_none_or(|at| place.contains(&at));
    weighed
        .filter(|(place, ..)| counts(place))
        .map(|(_, found, names)| Sentence {
            names,
            found,
            category: one.asked.as_ref().map(|(category, _)| category.clone()),
        })
        .collect()
}

/// Fits weights by going through all sentences again and again, each weight with a pace of its own.
fn regression(sentences: &[(&Vec<String>, f64)], ridge: f64) -> HashMap<String, f64> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (names, _) in sentences {
        names.iter().for_each(|name| *count.entry(name).or_default() += 1);
    }
    count.retain(|_, n| *n >= SEEN);
    // A weight is paid for once in all, in shares wherever it is met.
    let shares: Vec<f64> = count.values().map(|n| ridge / *n as f64).collect();
    let known: HashMap<&str, usize> = count.into_keys().enumerate().map(|(at, name)| (name, at)).collect();
    let rows: Vec<(Vec<usize>, f64)> = sentences
        .iter()
        .map(|(names, goal)| {
            (names.iter().filter_map(|name| known.get(name.as_str()).copied()).collect(), *goal)
        })
        .collect();
    let mut weights = vec![0.0_f64; known.len()];
    let mut pace = vec![1e-6_f64; known.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut chance = fastrand::Rng::with_seed(7);
    for round in 0..ROUNDS {
        chance.shuffle(&mut order);
        let step = 0.5 / (1.0 + round as f64 / 30.0);
        for &at in &order {
            let (row, goal) = &rows[at];
            let sum: f64 = row.iter().map(|name| weights[*name]).sum();
            let off = 1.0 / (1.0 + (-sum).exp()) - goal;
            for &name in row {
                let slope = off + shares[name] * weights[name];
                pace[name] += slope * slope;
                weights[name] -= step * slope / pace[name].sqrt();
            }
        }
    }
    let all = known.into_iter().map(|(name, at)| (name.to_owned(), weights[at]));
    all.filter(|(_, weight)| weight.abs() >= LEAST).collect()
}

/// Chooses the thresholds on texts that taught nothing, one for sentences in which patterns find something and one for the
/// others: those with which most flagged ones are asked about, and few enough honest ones.
fn thresholds(held: &[Vec<Sentence>], weights: &HashMap<String, f64>, allowed: f64) -> (f64, f64) {
    let sum = |one: &Sentence| one.names.iter().filter_map(|name| weights.get(name)).sum::<f64>();
    // For each text the highest sum where patterns find something, and elsewhere.
    let highest = |text: &[Sentence], found: bool| {
        text.iter().filter(|one| one.found == found).map(sum).fold(f64::NEG_INFINITY, f64::max)
    };
    let texts: Vec<(f64, f64, bool)> = held
        .iter()
        .map(|text| {
            (highest(text, true), highest(text, false), text.iter().any(|one| one.category.is_some()))
        })
        .collect();
    let honest = texts.iter().filter(|(_, _, flagged)| !flagged).count();
    let steps = || (0..=160).map(|n| f64::from(n) / 10.0 - 8.0);
    let mut best = (0, 99.0, 99.0);
    for show in steps().filter(|show| *show <= OVERRULED) {
        for ask in steps() {
            let asked = |flagged: bool| {
                let one = |(found, other, is): &&(f64, f64, bool)| {
                    *is == flagged && (*found >= show || *other >= ask)
                };
                texts.iter().filter(one).count()
            };
            if asked(false) as f64 <= honest as f64 * allowed && asked(true) > best.0 {
                best = (asked(true), show, ask);
            }
        }
    }
    (best.1, best.2)
}

/// For each category, what tells it from the others.
fn categories(sentences: &[Sentence]) -> BTreeMap<String, HashMap<String, f64>> {
    let flagged: Vec<&Sentence> = sentences.iter().filter(|one| one.category.is_some()).collect();
    let mut names: Vec<&String> = flagged.iter().filter_map(|one| one.category.as_ref()).collect();
    names.sort_unstable();
    names.dedup();
    let each = names.into_iter().map(|name| {
        let rows: Vec<(&Vec<String>, f64)> = flagged
            .iter()
            .map(|one| (&one.names, f64::from(u8::from(one.category.as_ref() == Some(name)))))
            .collect();
        (name.clone(), regression(&rows, RIDGE))
    });
    each.collect()
}

/// The heaviest weights first, as many as are wanted.
fn sorted(weights: &HashMap<String, f64>, most: usize) -> Vec<(&String, f64)> {
    let mut all: Vec<(&String, f64)> = weights.iter().map(|(name, weight)| (name, *weight)).collect();
    all.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then(one.0.cmp(other.0)));
    all.truncate(most);
    all
}
