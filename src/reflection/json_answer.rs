//! The answers of one entry, from JSON. A value is told by its shape and by the kind of its question, as in the file of
//! an entry.

use serde_json::value::RawValue;

use super::json_keys::{Keys, Wrong, is, offset, wants};
use crate::moment::{Day, Moment};
use crate::reflection::{Answer, Audience, Cadence, Chosen, Plan, Promise, Value};
use crate::words::words;

/// Reads the answers of an entry.
pub(super) fn answers(keys: &mut Keys<'_>, updated: Moment) -> Result<Vec<Answer>, Wrong> {
    let all = keys.list("answers")?;
    let promises = keys.list("commitments")?;
    let text = keys.whole();
    let one = |value| {
        let keys = Keys::of(text, value);
        let keys = keys.ok_or_else(|| (offset(text, value), wants("answers", words().exchange.an_object)))?;
        answer(keys, updated, &promises)
    };
    all.into_iter().map(one).collect()
}

fn answer<'a>(mut keys: Keys<'a>, updated: Moment, promises: &[&'a RawValue]) -> Result<Answer, Wrong> {
    let t = &words().journal;
    let prompt = keys.text("prompt")?.ok_or_else(|| keys.missing("prompt"))?;
    let kind = keys.text("kind")?.unwrap_or_else(|| "text".to_owned());
    let value = match value(&mut keys, &kind)? {
        Value::Text(text) if kind == "promise" => {
            promised(&keys, &prompt, promises)?.unwrap_or(Value::Text(text))
        }
        value => value,
    };
    Ok(Answer {
        stage: keys.text("stage")?.unwrap_or_default(),
        stage_title: keys.text("stage_title")?.unwrap_or_default(),
        prompt,
        kind,
        asked: keys.text("asked")?.unwrap_or_default(),
        value,
        audience: keys.named("audience", t.an_audience, Audience::named)?.unwrap_or_default(),
        set_aside: keys.flag("set_aside")?,
        step: keys.flag("step")?,
        at: keys.moment("at")?.unwrap_or(updated),
        rest: keys.toml("rest")?,
    })
}

fn value(keys: &mut Keys<'_>, kind: &str) -> Result<Value, Wrong> {
    let labels = keys.texts("labels")?;
    let own: Vec<usize> = keys.take("own", words().exchange.a_place, is)?.unwrap_or_default();
    let parts = keys.inner("parts")?;
    let given = keys.take("answer", words().exchange.an_answer, given)?;
    Ok(match (given, parts) {
        (None, _) => Value::Skipped,
        (Some(_), Some(parts)) => plan(parts)?,
        (Some(Given::Point(point)), _) => Value::Scale(point),
        (Some(Given::Yes(yes)), _) => Value::YesNo(yes),
        (Some(Given::Text(text)), _) if kind == "several" => Value::Several(chosen(vec![text], labels, &own)),
        (Some(Given::Text(text)), _) if kind == "one" || kind != "text" && labels.is_some() => {
            let label = labels.and_then(|labels| labels.into_iter().next());
            Value::One(match label {
                label if own.contains(&0) => Chosen::Other(label.unwrap_or(text)),
                label => Chosen::Option { label: label.unwrap_or_else(|| text.clone()), id: text },
            })
        }
        (Some(Given::Text(text)), _) => Value::Text(text),
        (Some(Given::Texts(all)), _) if kind == "several" || labels.is_some() => {
            Value::Several(chosen(all, labels, &own))
        }
        (Some(Given::Texts(all)), _) => Value::Items(all),
    })
}

/// What stands as an answer.
enum Given {
    Text(String),
    Texts(Vec<String>),
    Point(i64),
    Yes(bool),
}

fn given(value: &RawValue) -> Option<Given> {
    Some(match value.get().as_bytes().first()? {
        b'"' => Given::Text(is(value)?),
        b'[' => Given::Texts(is(value)?),
        b't' | b'f' => Given::Yes(is(value)?),
        _ => Given::Point(is(value)?),
    })
}

/// Joins what was chosen with its words; an option without an id is the person's own words.
fn chosen(all: Vec<String>, labels: Option<Vec<String>>, own: &[usize]) -> Vec<Chosen> {
    let mut labels = labels.unwrap_or_default().into_iter();
    let one = |(n, id): (usize, String)| {
        let label = labels.next().unwrap_or_else(|| id.clone());
        if id.is_empty() || own.contains(&n) { Chosen::Other(label) } else { Chosen::Option { id, label } }
    };
    all.into_iter().enumerate().map(one).collect()
}

/// Reads the parts of a plan, or of a promise.
fn plan(mut keys: Keys<'_>) -> Result<Value, Wrong> {
    let t = &words().journal;
    let day = |keys: &mut Keys<'_>, key| keys.named(key, t.a_day, |text| text.parse::<Day>().ok());
    let plan =
        Plan { when: keys.text("when")?.unwrap_or_default(), then: keys.text("then")?.unwrap_or_default() };
    let Some(promise) = keys.text("promise")? else { return Ok(Value::Plan(plan)) };
    Ok(Value::Promise(Promise {
        promise,
        plan,
        cadence: keys.named("cadence", t.a_cadence, Cadence::named)?.unwrap_or_default(),
        from: day(&mut keys, "from")?.ok_or_else(|| keys.missing("from"))?,
        until: day(&mut keys, "until")?,
        until_words: keys.text("until_words")?.unwrap_or_default(),
    }))
}

/// Finds the promise of a question among the commitments, where its parts do not stand with the answer.
fn promised<'a>(keys: &Keys<'a>, prompt: &str, all: &[&'a RawValue]) -> Result<Option<Value>, Wrong> {
    for one in all {
        let Some(mut found) = Keys::of(keys.whole(), one) else { continue };
        if found.text("id")?.as_deref() == Some(prompt) {
            return plan(found).map(Some);
        }
    }
    Ok(None)
}
