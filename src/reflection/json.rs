//! One reflection as JSON, in the shape scripts and exports rely on. It knows no guide and no file.

use serde::Serialize;

use super::telling::sentence;
use super::{
    Answer, Bookmark, CheckIn, Chosen, FORMAT as FILE, Noticed, Plan, Promise, Reflection, Standing, Stop,
    Terms, Value,
};
use crate::moment::Weekday;

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
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    of: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    noticed: Vec<Noted<'a>>,
    /// Check-ins as they stand in the file, where the list of commitments cannot say all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    check_ins: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    weekdays: Option<Vec<&'static str>>,
    from: String,
    until: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    until_words: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    paused: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Kept<'a>>,
}

#[derive(Debug, Serialize)]
struct Commitment<'a> {
    id: &'a str,
    #[serde(flatten)]
    kept: Kept<'a>,
    check_ins: Vec<Checked<'a>>,
}

#[derive(Debug, Serialize)]
struct Checked<'a> {
    on: String,
    outcome: &'static str,
    note: &'a str,
}

/// Whether an act that was asked for was seen.
#[derive(Debug, Serialize)]
struct Noted<'a> {
    on: String,
    act: &'a str,
    saw: &'static str,
    note: &'a str,
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
            answers: reflection.answers.iter().map(|answer| told(answer, reflection)).collect(),
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

fn told<'a>(answer: &'a Answer, all: &Reflection) -> Told<'a> {
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
        role: answer.keeping.link.as_ref().map(|link| link.role.name()),
        of: answer.keeping.link.as_ref().map_or("", |link| &link.of),
        noticed: answer.keeping.noticed.iter().map(noted).collect(),
        check_ins: apart(answer, all),
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
        Value::Promise(promise) => Given::Text(&promise.terms.promise),
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
    let (paused, ended) = match promise.standing {
        Standing::Held => (None, None),
        Standing::Paused(day) => (Some(day.to_string()), None),
        Standing::Ended(day) => (None, Some(day.to_string())),
    };
    Kept {
        until_words: &promise.until_words,
        paused,
        ended,
        earlier: promise.earlier.iter().map(held).collect(),
        ..held(&promise.terms)
    }
}

fn held(terms: &Terms) -> Kept<'_> {
    Kept {
        promise: &terms.promise,
        when: &terms.plan.when,
        then: &terms.plan.then,
        cadence: terms.cadence.name(),
        weekdays: terms.cadence.chosen().map(|days| days.iter().map(Weekday::name).collect()),
        from: terms.from.to_string(),
        until: terms.until.map(|day| day.to_string()),
        until_words: "",
        paused: None,
        ended: None,
        earlier: Vec::new(),
    }
}

fn commitment(answer: &Answer) -> Option<Commitment<'_>> {
    match &answer.value {
        Value::Promise(promise) if !promise.is_empty() => Some(Commitment {
            id: &answer.prompt,
            kept: kept(promise),
            check_ins: answer.keeping.check_ins.iter().map(checked).collect(),
        }),
        _ => None,
    }
}

fn checked(one: &CheckIn) -> Checked<'_> {
    Checked { on: one.on.to_string(), outcome: one.outcome.name(), note: &one.note }
}

fn noted(one: &Noticed) -> Noted<'_> {
    Noted { on: one.on.to_string(), act: &one.act, saw: one.sight.name(), note: &one.note }
}

/// Returns the check-ins as they stand in the file where the commitments do not tell them, or not all of them: those of a
/// promise that is set aside, has no words any more or is one of two by its name, and lines that are none.
fn apart(answer: &Answer, all: &Reflection) -> Option<String> {
    let check_ins = &answer.keeping.check_ins;
    let alone = || all.answers.iter().filter(|other| other.prompt == answer.prompt).count() == 1;
    let found = answer.kind == "promise" && !answer.set_aside && commitment(answer).is_some();
    let told = check_ins.is_blank() || found && check_ins.all_known() && alone();
    (!told).then(|| check_ins.text())
}
