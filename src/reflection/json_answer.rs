//! The answers of one entry, from JSON. A value is told by its shape and by the kind of its question, as in the file of
//! an entry.

use serde_json::value::RawValue;

use super::json_keys::{Keys, Wrong, is, offset, wants};
use crate::moment::{Day, Moment, Weekday};
use crate::reflection::{
    Answer, Audience, Cadence, CheckIn, CheckIns, Chosen, Keeping, Link, Noticed, Outcome, Plan, Promise,
    Role, Sight, Standing, Terms, Value, Weekdays,
};
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
    let mut keeping = keeping(&mut keys)?;
    let mut value = value(&mut keys, &kind)?;
    if let (true, Some(mut found)) = (kind == "promise", commitment(&keys, &prompt, promises)?) {
        if keeping.check_ins.is_blank() {
            keeping.check_ins = objects(&mut found, "check_ins", check_in)?.into_iter().collect();
        }
        if matches!(value, Value::Text(_)) {
            value = plan(found)?;
        }
    }
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
        keeping,
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
    let Some(promise) = keys.text("promise")? else { return Ok(Value::Plan(when_then(&mut keys)?)) };
    let now = terms(&mut keys, promise)?;
    let standing = match (day(&mut keys, "ended")?, day(&mut keys, "paused")?) {
        (Some(day), _) => Standing::Ended(day),
        (None, Some(day)) => Standing::Paused(day),
        (None, None) => Standing::Held,
    };
    Ok(Value::Promise(Promise {
        terms: now,
        until_words: keys.text("until_words")?.unwrap_or_default(),
        standing,
        earlier: objects(&mut keys, "earlier", |mut keys| {
            let promise = keys.text("promise")?.unwrap_or_default();
            terms(&mut keys, promise)
        })?,
    }))
}

fn when_then(keys: &mut Keys<'_>) -> Result<Plan, Wrong> {
    Ok(Plan { when: keys.text("when")?.unwrap_or_default(), then: keys.text("then")?.unwrap_or_default() })
}

fn day(keys: &mut Keys<'_>, key: &str) -> Result<Option<Day>, Wrong> {
    keys.named(key, words().journal.a_day, |text| text.parse().ok())
}

fn terms(keys: &mut Keys<'_>, promise: String) -> Result<Terms, Wrong> {
    let t = &words().journal;
    let weekdays = keys.take("weekdays", t.weekdays, |value| {
        is::<Vec<String>>(value)?.iter().map(|name| Weekday::named(name)).collect::<Option<Weekdays>>()
    })?;
    let chosen = weekdays.unwrap_or_default();
    Ok(Terms {
        promise,
        plan: when_then(keys)?,
        cadence: keys.named("cadence", t.a_cadence, |name| Cadence::named(name, chosen))?.unwrap_or_default(),
        from: day(keys, "from")?.ok_or_else(|| keys.missing("from"))?,
        until: day(keys, "until")?,
    })
}

/// Reads what was added in the days after the answer.
fn keeping(keys: &mut Keys<'_>) -> Result<Keeping, Wrong> {
    let t = &words().journal;
    let role = keys.named("as", t.a_role, Role::named)?;
    let of = keys.text("of")?.unwrap_or_default();
    let check_ins = keys.take("check_ins", t.a_text, |value| Some(CheckIns::read(&is::<String>(value)?)))?;
    let noticed = objects(keys, "noticed", |mut keys| {
        Ok(Noticed {
            on: day(&mut keys, "on")?.ok_or_else(|| keys.missing("on"))?,
            act: keys.text("act")?.unwrap_or_default(),
            sight: keys.named("saw", t.a_sight, Sight::named)?.ok_or_else(|| keys.missing("saw"))?,
            note: keys.text("note")?.unwrap_or_default(),
        })
    })?;
    Ok(Keeping {
        link: role.map(|role| Link { role, of }),
        check_ins: check_ins.unwrap_or_default(),
        noticed,
    })
}

fn check_in(mut keys: Keys<'_>) -> Result<CheckIn, Wrong> {
    let t = &words().journal;
    Ok(CheckIn {
        on: day(&mut keys, "on")?.ok_or_else(|| keys.missing("on"))?,
        outcome: keys
            .named("outcome", t.an_outcome, Outcome::named)?
            .ok_or_else(|| keys.missing("outcome"))?,
        note: keys.text("note")?.unwrap_or_default(),
    })
}

/// Reads a list of objects.
fn objects<'a, T>(
    keys: &mut Keys<'a>,
    key: &str,
    read: impl Fn(Keys<'a>) -> Result<T, Wrong>,
) -> Result<Vec<T>, Wrong> {
    let text = keys.whole();
    let one = |value| {
        let keys = Keys::of(text, value);
        read(keys.ok_or_else(|| (offset(text, value), wants(key, words().exchange.an_object)))?)
    };
    keys.list(key)?.into_iter().map(one).collect()
}

/// Finds the commitment of a question.
fn commitment<'a>(keys: &Keys<'a>, prompt: &str, all: &[&'a RawValue]) -> Result<Option<Keys<'a>>, Wrong> {
    for one in all {
        let Some(mut found) = Keys::of(keys.whole(), one) else { continue };
        if found.text("id")?.as_deref() == Some(prompt) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
