//! One reflection as JSON, in the shape scripts and exports rely on. It knows no guide and no file.

use serde::Serialize;

use super::telling::sentence;
use super::{Answer, Chosen, Plan, Promise, Reflection, Value};

/// The version of this shape.
const FORMAT: u32 = 1;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Parts<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    set_aside: bool,
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
        }
    }
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
        parts: parts(&answer.value),
        set_aside: answer.set_aside,
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
