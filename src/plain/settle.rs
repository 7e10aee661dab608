//! Two versions of one reflection, line by line: each difference with what both say, a number chooses, and nothing is
//! written before the last question.

use std::io::{BufRead, Write};

use super::choose::{pick, yes};
use super::talk::Talk;
use crate::perform::{Found, Performer, Versions};
use crate::reflection::settle::Choice;
use crate::reflection::telling::Said;
use crate::trouble::Trouble;
use crate::words::{count, fill, words};

/// What a person wants of two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// To read the one that was chosen.
    Read,
    /// To put the two side by side.
    Settle,
}

/// Asks what is wanted of a reflection that has another version; none when the person stops.
pub(super) fn wanted<I: BufRead, O: Write, E: Write>(
    hands: &Performer,
    talk: &mut Talk<I, O, E>,
    versions: usize,
) -> Option<Wanted> {
    let s = &words().settle;
    let question = match versions {
        0 => s.ask_copy.to_owned(),
        n => count(n, s.ask_versions, s.ask_versions_many),
    };
    let labels = [s.read_it, s.put_beside].map(str::to_owned);
    let n = pick(talk, hands, &question, &labels)?;
    Some(if n == 0 { Wanted::Read } else { Wanted::Settle })
}

/// Puts two versions together, question by question. Returns false when the person stops: then nothing was written.
pub(super) fn settle<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
    found: &Found,
) -> bool {
    let s = &words().settle;
    let versions = match hands.versions(found) {
        Ok(versions) => versions,
        Err(trouble) => {
            talk.say(&trouble.to_string());
            return true;
        }
    };
    let Some(choices) = chosen(hands, talk, &versions) else {
        talk.say(s.nothing_written);
        return false;
    };
    let (lines, means) = versions.summed(&choices);
    talk.pause();
    talk.say(if choices.is_empty() { s.same } else { s.end });
    talk.say_all(lines);
    if !choices.is_empty() && choices.iter().all(Option::is_none) {
        talk.say(means);
        return true;
    }
    match yes(talk, if choices.iter().any(Option::is_none) { s.ask_later } else { s.ask_write }) {
        Some(true) => talk.say(&written(hands, &versions, &choices)),
        Some(false) => talk.say(s.nothing_written),
        None => {
            talk.say(s.nothing_written);
            return false;
        }
    }
    true
}

/// Writes what was chosen, and says what came of it.
fn written(hands: &mut Performer, versions: &Versions, choices: &[Option<Choice>]) -> String {
    let told = match hands.settle_versions(versions, choices) {
        Ok(all) => Trouble::new(versions.written(all)),
        Err(trouble) => trouble,
    };
    let also = hands.note().map(|note| format!("\n{note}")).unwrap_or_default();
    format!("{told}{also}")
}

/// Asks for each difference; none when the person stops.
fn chosen<I: BufRead, O: Write, E: Write>(
    hands: &Performer,
    talk: &mut Talk<I, O, E>,
    versions: &Versions,
) -> Option<Vec<Option<Choice>>> {
    let s = &words().settle;
    let of = versions.differences.len();
    let mut choices = Vec::with_capacity(of);
    for (n, difference) in versions.differences.iter().enumerate() {
        let place = [("n", (n + 1).to_string()), ("of", of.to_string())];
        let place = place.each_ref().map(|(gap, value)| (*gap, value.as_str()));
        talk.pause();
        talk.say(&fill(s.difference, &place));
        talk.say(&fill(words().plain.asked, &[("text", difference.asked())]));
        for ((whose, when), said) in versions.headings().into_iter().zip(difference.said()) {
            talk.say(&fill(s.side, &[("whose", &whose), ("when", &when)]));
            talk.say_all(lines(said));
        }
        let offered = difference.offered();
        let mut labels: Vec<String> = offered.iter().map(|(_, label)| (*label).to_owned()).collect();
        labels.push(s.later.to_owned());
        let row = pick(talk, hands, s.which, &labels)?;
        choices.push(offered.get(row).map(|(choice, _)| *choice));
    }
    Some(choices)
}

/// Returns what one version says, as lines.
fn lines(said: Option<Vec<Said>>) -> Vec<String> {
    let s = &words().settle;
    match said {
        None => vec![s.absent.to_owned()],
        Some(said) if said.is_empty() => vec![s.left_open.to_owned()],
        Some(said) => said
            .into_iter()
            .flat_map(|part| match part {
                Said::Words(words) => vec![words],
                Said::Points(points) => points.iter().map(|point| format!("- {point}")).collect(),
            })
            .collect(),
    }
}
