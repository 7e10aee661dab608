//! Two versions of one reflection, put together answer by answer: in what they differ, and what comes of what was
//! chosen. Nothing is dropped that nobody decided on. It knows no file and no screen.

use super::format::KINDS;
use super::telling::{Said, said};
use super::{Answer, Chosen, Reflection, Status, Value};
use crate::words::words;

/// What parts paragraphs.
const EMPTY_LINE: &str = "\n\n";

/// Something in which two versions differ.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// What the person calls it.
    Title {
        /// In this version.
        mine: String,
        /// In the other.
        other: String,
    },
    /// Whether it is finished.
    Status {
        /// In this version.
        mine: Status,
        /// In the other.
        other: Status,
    },
    /// An answer: both have another one, or only one of them has it.
    Answer {
        /// In this version.
        mine: Option<Box<Answer>>,
        /// In the other.
        other: Option<Box<Answer>>,
    },
}

/// What was chosen of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As it is in this version; what only the other has is left out.
    Mine,
    /// As it is in the other; what only this version has is left out.
    Other,
    /// Both: texts one below the other, lists united; what only one has is kept.
    Both,
}

/// What came of two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// This version, as was chosen; as it was where nothing was chosen yet.
    pub reflection: Reflection,
    /// The other version as far as it is still to be decided: alike in all that was chosen. None: all of it was.
    pub left: Option<Reflection>,
}

/// An answer as each version has it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    mine: Option<&'a Answer>,
    other: Option<&'a Answer>,
}

/// Returns in what two versions differ: title, status, then the answers in the order of the guide. What only one has
/// and says nothing is no difference.
pub fn differences(mine: &Reflection, other: &Reflection) -> Vec<Difference> {
    let mut all = Vec::new();
    if mine.title != other.title {
        all.push(Difference::Title { mine: mine.title.clone(), other: other.title.clone() });
    }
    if mine.status != other.status {
        all.push(Difference::Status { mine: mine.status, other: other.status });
    }
    let apart = pairs(&mine.answers, &other.answers).into_iter().filter(Pair::differs);
    all.extend(apart.map(|pair| {
        let own = |answer: Option<&Answer>| answer.cloned().map(Box::new);
        Difference::Answer { mine: own(pair.mine), other: own(pair.other) }
    }));
    all
}

/// Puts two versions together; the choices stand in the order of [`differences`]. Where one is missing, or both were
/// chosen of what has no both, the difference stays: this version keeps its own, and the other is left with its own.
pub fn settle(mine: &Reflection, other: &Reflection, choices: &[Option<Choice>]) -> Settled {
    let all = differences(mine, other);
    let decided: Vec<Option<Choice>> = all
        .iter()
        .zip(choices.iter().copied().chain(std::iter::repeat(None)))
        .map(|(difference, choice)| choice.filter(|&choice| choice != Choice::Both || difference.has_both()))
        .collect();
    let made = |open: Choice| {
        let choices: Vec<Choice> = decided.iter().map(|choice| choice.unwrap_or(open)).collect();
        made(mine, other, &choices)
    };
    let reflection = Reflection { updated: mine.updated.max(other.updated), ..made(Choice::Mine) };
    let left = decided.contains(&None).then(|| Reflection {
        updated: other.updated,
        started: other.started,
        place: other.place.clone(),
        ..made(Choice::Other)
    });
    Settled { reflection, left }
}

/// Makes this version over as was chosen.
fn made(mine: &Reflection, other: &Reflection, choices: &[Choice]) -> Reflection {
    let mut choices = choices.iter().copied();
    let mut next = || choices.next().unwrap_or(Choice::Mine);
    let mut new = mine.clone();
    if mine.title != other.title && next() == Choice::Other {
        new.title.clone_from(&other.title);
    }
    if mine.status != other.status && next() == Choice::Other {
        new.status = other.status;
    }
    let pairs = pairs(&mine.answers, &other.answers).into_iter();
    let later = other.updated > mine.updated;
    new.answers = pairs.filter_map(|pair| pair.chosen(pair.differs().then(&mut next), later)).collect();
    new.rest = united(&mine.rest, &other.rest);
    new
}

impl Difference {
    /// Tells whether both can be kept: two texts, two lists, or an answer that only one version has.
    pub fn has_both(&self) -> bool {
        match self {
            Self::Title { .. } | Self::Status { .. } => false,
            Self::Answer { mine: Some(mine), other: Some(other) } => joined(mine, other).is_some(),
            Self::Answer { .. } => true,
        }
    }

    /// Returns the choice by which nothing is left out, if there is one.
    pub fn safest(&self) -> Option<Choice> {
        match self {
            Self::Answer { other: None, .. } => Some(Choice::Mine),
            Self::Answer { mine: None, .. } => Some(Choice::Other),
            _ => self.has_both().then_some(Choice::Both),
        }
    }

    /// Returns the words of the question as asked; of a title and a status, what they are called.
    pub fn asked(&self) -> &str {
        match self {
            Self::Title { .. } => words().settle.title,
            Self::Status { .. } => words().settle.status,
            Self::Answer { mine, other } => {
                mine.as_deref().or(other.as_deref()).map_or("", |answer| answer.asked.trim())
            }
        }
    }

    /// Returns the title of the stage it belongs to; empty outside of them.
    pub fn stage_title(&self) -> &str {
        match self {
            Self::Answer { mine, other } => {
                mine.as_deref().or(other.as_deref()).map_or("", |answer| &answer.stage_title)
            }
            _ => "",
        }
    }

    /// Returns what each version says: this one, the other. None: it says nothing of it.
    pub fn said(&self) -> [Option<Vec<Said>>; 2] {
        let words = |text: &str| Some(vec![Said::Words(text.to_owned())]);
        match self {
            Self::Title { mine, other } => [mine, other].map(|title| words(title)),
            Self::Status { mine, other } => [mine, other].map(|status| words(told(*status))),
            Self::Answer { mine, other } => [mine, other].map(|answer| answer.as_deref().map(said_in)),
        }
    }

    /// Returns what can be chosen of it, and what that is called.
    pub fn offered(&self) -> Vec<(Choice, &'static str)> {
        let s = &words().settle;
        match self {
            Self::Answer { other: None, .. } => vec![(Choice::Mine, s.keep), (Choice::Other, s.leave_out)],
            Self::Answer { mine: None, .. } => vec![(Choice::Other, s.keep), (Choice::Mine, s.leave_out)],
            _ => {
                let mut all = vec![(Choice::Mine, s.keep_this), (Choice::Other, s.keep_other)];
                all.extend(self.has_both().then_some((Choice::Both, s.keep_both)));
                all
            }
        }
    }
}

fn said_in(answer: &Answer) -> Vec<Said> {
    if answer.value.is_empty() && !answer.rest.is_empty() {
        return vec![Said::Words(words().settle.unknown.to_owned())];
    }
    said(&answer.value)
}

fn told(status: Status) -> &'static str {
    match status {
        Status::Open => words().settle.open,
        Status::Finished => words().settle.finished,
    }
}

impl Pair<'_> {
    /// Tells whether there is something to choose.
    fn differs(&self) -> bool {
        match (self.mine, self.other) {
            (Some(mine), Some(other)) => !same(mine, other),
            (Some(only), None) | (None, Some(only)) => {
                !only.value.is_empty() || !only.rest.is_empty() || !only.keeping.is_empty()
            }
            (None, None) => false,
        }
    }

    /// Returns what stays of it; none chosen: it does not differ. What was added in the days after is united whatever was
    /// chosen; `later`: a word of the other for the same day is the later one.
    fn chosen(self, choice: Option<Choice>, later: bool) -> Option<Answer> {
        let keeping = match (self.mine, self.other) {
            (Some(mine), Some(other)) => Some(mine.keeping.united(&other.keeping, later)),
            _ => None,
        };
        let answer = self.worded(choice)?;
        Some(match keeping {
            Some(keeping) => Answer { keeping, ..answer },
            None => answer,
        })
    }

    fn worded(self, choice: Option<Choice>) -> Option<Answer> {
        match (self.mine, self.other, choice) {
            (Some(mine), Some(other), None) => Some(alike(mine, other)),
            (Some(mine), Some(other), Some(Choice::Both)) => Some(both(mine, other)),
            (mine, _, None | Some(Choice::Mine)) => mine.cloned(),
            (_, other, Some(Choice::Other)) => other.cloned(),
            (mine, other, Some(Choice::Both)) => mine.or(other).cloned(),
        }
    }
}

/// Tells whether two answers say the same. What this version does not know is told by its fields.
fn same(mine: &Answer, other: &Answer) -> bool {
    let known = |answer: &Answer| KINDS.contains(&answer.kind.as_str());
    mine.value == other.value && (mine.rest == other.rest || known(mine) && known(other))
}

/// Keeps an answer that both have. One that is told in either version is not hidden.
fn alike(mine: &Answer, other: &Answer) -> Answer {
    Answer {
        set_aside: mine.set_aside && other.set_aside,
        rest: united(&mine.rest, &other.rest),
        ..mine.clone()
    }
}

fn both(mine: &Answer, other: &Answer) -> Answer {
    Answer {
        value: joined(mine, other).unwrap_or_else(|| mine.value.clone()),
        // Nobody sees in an export what either version kept from them.
        audience: if mine.audience == other.audience { mine.audience } else { Default::default() },
        step: mine.step || other.step,
        at: mine.at.max(other.at),
        ..alike(mine, other)
    }
}

/// Returns both in one, where there is such a thing.
fn joined(mine: &Answer, other: &Answer) -> Option<Value> {
    if mine.value.is_empty() || other.value.is_empty() {
        return None;
    }
    match (&mine.value, &other.value) {
        (Value::Text(one), Value::Text(two)) => Some(Value::Text(below(one, two, &mine.kind))),
        (Value::Items(one), Value::Items(two)) => {
            let new = two.iter().filter(|item| !one.contains(item));
            Some(Value::Items(one.iter().chain(new).cloned().collect()))
        }
        (Value::Several(one), Value::Several(two)) => Some(Value::Several(all_chosen(one, two))),
        _ => None,
    }
}

/// Puts a text below another, unless one of them holds the other already. Paragraphs that both begin or end with stand
/// once. A line stays one line.
fn below(one: &str, two: &str, kind: &str) -> String {
    // How many empty lines stand between two paragraphs makes no other text of them.
    let (words_of_one, words_of_two) = (closed_up(one), closed_up(two));
    if one.contains(two) || words_of_one.contains(&words_of_two) {
        return one.to_owned();
    }
    if two.contains(one) || words_of_two.contains(&words_of_one) {
        return two.to_owned();
    }
    if kind == "line" {
        return [one, two].join("; ");
    }
    let (one, two): (Vec<_>, Vec<_>) = (one.split(EMPTY_LINE).collect(), two.split(EMPTY_LINE).collect());
    let (start, end) = alike_at_ends(&one, &two);
    let above = one[..one.len() - end].join(EMPTY_LINE);
    let below = two[start..].join(EMPTY_LINE);
    let between = match above.bytes().rev().take_while(|&byte| byte == b'\n').count() {
        _ if above.is_empty() => "",
        0 => EMPTY_LINE,
        1 => "\n",
        _ => "",
    };
    [above.as_str(), between, &below].concat()
}

/// Leaves one empty line between paragraphs.
fn closed_up(text: &str) -> String {
    text.split(EMPTY_LINE)
        .map(|paragraph| paragraph.trim_matches('\n'))
        .filter(|paragraph| !paragraph.is_empty())
        .collect::<Vec<_>>()
        .join(EMPTY_LINE)
}

/// Returns how many paragraphs two texts have alike at their start, and how many behind those at their end.
fn alike_at_ends(one: &[&str], two: &[&str]) -> (usize, usize) {
    let start = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    let ends = one[start..].iter().rev().zip(two[start..].iter().rev());
    (start, ends.take_while(|(a, b)| a == b).count())
}

/// Unites what was chosen; own words stand once and last, as they do in a file.
fn all_chosen(one: &[Chosen], two: &[Chosen]) -> Vec<Chosen> {
    let mut all: Vec<Chosen> = one.iter().filter(|chosen| chosen.id().is_some()).cloned().collect();
    let new = two.iter().filter(|chosen| one.iter().all(|known| known.id() != chosen.id()));
    all.extend(new.filter(|chosen| chosen.id().is_some()).cloned());
    let own = one.iter().chain(two).filter(|chosen| chosen.id().is_none()).map(Chosen::label);
    let own = own.fold(None, |all: Option<String>, words| {
        Some(all.map_or_else(|| words.to_owned(), |all| below(&all, words, "line")))
    });
    all.extend(own.map(Chosen::Other));
    all
}

/// Unites the fields a later version wrote; where both have one, it is this version's.
fn united(mine: &toml::Table, other: &toml::Table) -> toml::Table {
    let mut all = mine.clone();
    for (key, theirs) in other {
        match (all.get_mut(key), theirs) {
            (None, _) => drop(all.insert(key.clone(), theirs.clone())),
            (Some(toml::Value::Table(own)), toml::Value::Table(theirs)) => *own = united(own, theirs),
            (Some(_), _) => {}
        }
    }
    all
}

/// An answer by its stage, its prompt, and which of several under that name it is.
type Key<'a> = (&'a str, &'a str, usize);

fn keyed(answers: &[Answer]) -> impl Iterator<Item = (Key<'_>, &Answer)> {
    answers.iter().enumerate().map(|(n, answer)| {
        let twin = |one: &&Answer| (&one.stage, &one.prompt) == (&answer.stage, &answer.prompt);
        let before = answers[..n].iter().filter(twin).count();
        ((answer.stage.as_str(), answer.prompt.as_str(), before), answer)
    })
}

/// Puts the answers of both beside each other, in the order of the guide as far as the two tell it.
fn pairs<'a>(mine: &'a [Answer], other: &'a [Answer]) -> Vec<Pair<'a>> {
    let mut all: Vec<(Key<'a>, Pair<'a>)> =
        keyed(mine).map(|(key, answer)| (key, Pair { mine: Some(answer), other: None })).collect();
    // Behind the one of the other version that was placed last.
    let mut at = 0;
    for (key, answer) in keyed(other) {
        match all.iter().position(|(known, _)| *known == key) {
            Some(found) => {
                all[found].1.other = Some(answer);
                at = found + 1;
            }
            None => {
                at = place(&all, at, key.0);
                all.insert(at, (key, Pair { mine: None, other: Some(answer) }));
                at += 1;
            }
        }
    }
    all.into_iter().map(|(_, pair)| pair).collect()
}

/// Finds where an answer of a stage belongs that comes at `at`: among those of its stage, or not inside another.
fn place(all: &[(Key<'_>, Pair<'_>)], at: usize, stage: &str) -> usize {
    let of = |n: &usize| all[*n].0.0 == stage;
    match ((0..all.len()).find(of), (0..all.len()).rfind(of)) {
        (Some(first), Some(last)) => at.clamp(first, last + 1),
        _ if at == 0 => 0,
        _ => at + all[at..].iter().take_while(|(key, _)| key.0 == all[at - 1].0.0).count(),
    }
}
