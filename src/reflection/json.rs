//! One reflection as JSON, in the shape scripts and exports rely on. It knows no guide and no file.

use serde::Serialize;

use super::telling::sentence;
use super::{Answer, Bookmark, Chosen, FORMAT as FILE, Plan, Promise, Reflection, Stop, Value};

/// The version of this shape.
pub(super) const FORMAT: u32 = 1;

/// A reflection, as it is written in JSON.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    format: u32,
    id: &'a str,
    title: &'a str,
    guide: &'a str,
    guide_title: &'a str,
    perspective: &'a str,
    status: &'static str,
    started: String,
    updated: String,
    answers: Vec<Told<'a>>,
    commitments: Vec<Commitment<'a>>,
    place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_format: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    copy: bool,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    at: String,
    part: usize,
    caret: usize,
    stage_title: &'a str,
}

#[derive(Debug, Serialize)]
struct Told<'a> {
    stage: &'a str,
    stage_title: &'a str,
    prompt: &'a str,
    kind: &'a str,
    asked: &'a str,
    answer: Given<'a>,
    audience: &'static str,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<&'a str>>,
    /// Which of those that were chosen are the person's own words, counted from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    own: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Parts<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    set_aside: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    step: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Given<'a> {
    Nothing,
    Text(&'a str),
    Sentence(String),
    List(Vec<&'a str>),
    Number(i64),
    Truth(bool),
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Parts<'a> {
    Plan { when: &'a str, then: &'a str },
    Promise(Kept<'a>),
}

#[derive(Debug, Serialize)]
struct Kept<'a> {
    promise: &'a str,
    when: &'a str,
    then: &'a str,
    cadence: &'static str,
    from: String,
    until: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    until_words: &'a str,
}

#[derive(Debug, Serialize)]
struct Commitment<'a> {
    id: &'a str,
    #[serde(flatten)]
    kept: Kept<'a>,
    check_ins: [(); 0],
}

impl<'a> Entry<'a> {
    /// Gives a reflection the shape it has in JSON: all its answers, skipped ones as null, set-aside ones marked.
    pub fn of(reflection: &'a Reflection) -> Self {
        Self {
            format: FORMAT,
            id: reflection.id.as_str(),
            title: &reflection.title,
            guide: &reflection.guide,
            guide_title: &reflection.guide_title,
            perspective: &reflection.perspective,
            status: reflection.status.name(),
            started: reflection.started.to_string(),
            updated: reflection.updated.to_string(),
            answers: reflection.answers.iter().map(told).collect(),
            commitments: reflection.told().filter_map(commitment).collect(),
            place: place(&reflection.place),
            file_format: Some(reflection.format).filter(|format| *format != FILE),
            rest: rest(&reflection.rest),
            copy: false,
        }
    }

    /// Marks it as a second version of an entry, kept beside it.
    pub fn as_copy(self) -> Self {
        Self { copy: true, ..self }
    }
}

fn place(place: &Bookmark) -> Place<'_> {
    let at = match &place.at {
        Stop::Start => "start".to_owned(),
        Stop::Opening(id) => format!("opening:{id}"),
        Stop::Prompt(id) => format!("prompt:{id}"),
        Stop::Closing(id) => format!("closing:{id}"),
        Stop::Finish => "finish".to_owned(),
    };
    Place { at, part: place.part, caret: place.caret, stage_title: &place.stage_title }
}

/// Returns the fields this version does not know, as the TOML they are kept in: JSON has no days and no infinity.
fn rest(kept: &toml::Table) -> Option<String> {
    if kept.is_empty() { None } else { toml::to_string(kept).ok() }
}

fn told(answer: &Answer) -> Told<'_> {
    Told {
        stage: &answer.stage,
        stage_title: &answer.stage_title,
        prompt: &answer.prompt,
        kind: &answer.kind,
        asked: &answer.asked,
        answer: given(&answer.value),
        audience: answer.audience.name(),
        at: answer.at.to_string(),
        labels: labels(&answer.value),
        own: own(&answer.value),
        parts: parts(&answer.value),
        set_aside: answer.set_aside,
        step: answer.step,
        rest: rest(&answer.rest),
    }
}

fn given(value: &Value) -> Given<'_> {
    match value {
        Value::Skipped => Given::Nothing,
        Value::Text(text) => Given::Text(text),
        Value::One(chosen) => Given::Text(name(chosen)),
        Value::Several(all) => Given::List(all.iter().map(name).collect()),
        Value::Scale(point) => Given::Number(*point),
        Value::YesNo(yes) => Given::Truth(*yes),
        Value::Items(items) => Given::List(items.iter().map(String::as_str).collect()),
        Value::Plan(plan) => Given::Sentence(sentence(plan)),
        Value::Promise(promise) => Given::Text(&promise.promise),
    }
}

/// Returns what stands for a chosen option: its id, or the person's own words.
fn name(chosen: &Chosen) -> &str {
    chosen.id().unwrap_or(chosen.label())
}

fn labels(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::One(chosen) => Some(vec![chosen.label()]),
        Value::Several(all) => Some(all.iter().map(Chosen::label).collect()),
        _ => None,
    }
}

fn own(value: &Value) -> Vec<usize> {
    let chosen = match value {
        Value::One(chosen) => std::slice::from_ref(chosen),
        Value::Several(all) => all,
        _ => &[],
    };
    chosen.iter().enumerate().filter(|(_, one)| one.id().is_none()).map(|(n, _)| n).collect()
}

fn parts(value: &Value) -> Option<Parts<'_>> {
    match value {
        Value::Plan(Plan { when, then }) => Some(Parts::Plan { when, then }),
        Value::Promise(promise) => Some(Parts::Promise(kept(promise))),
        _ => None,
    }
}

fn kept(promise: &Promise) -> Kept<'_> {
    Kept {
        promise: &promise.promise,
        when: &promise.plan.when,
        then: &promise.plan.then,
        cadence: promise.cadence.name(),
        from: promise.from.to_string(),
        until: promise.until.map(|day| day.to_string()),
        until_words: &promise.until_words,
    }
}

fn commitment(answer: &Answer) -> Option<Commitment<'_>> {
    match &answer.value {
        Value::Promise(promise) if !answer.value.is_empty() => {
            Some(Commitment { id: &answer.prompt, kept: kept(promise), check_ins: [] })
        }
        _ => None,
    }
}
