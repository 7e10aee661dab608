//! Text to reflection. The text may come from anywhere: a later version, a hand, a disk that died; nothing in it makes
//! this panic, and what is wrong is told with its line and column.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table};

use super::format::{ANSWERS, Fault, KINDS, Read, check};
use crate::moment::{Day, Moment};
use crate::reflection::{
    Answer, Audience, Bookmark, Cadence, CheckIns, Chosen, FORMAT, Id, Keeping, Link, Noticed, Plan, Promise,
    Reflection, Role, Sight, Standing, Status, Stop, Terms, Value, Weekdays,
};
use crate::words::{fill, words};

/// What is wrong, and the bytes it is wrong at.
type Wrong = (Range<usize>, String);

/// Reads a reflection.
///
/// # Errors
/// The first thing that is wrong, and where. Line ends that some tool converted are no fault, nor is a higher format.
pub fn read(bytes: &[u8]) -> Result<Read, Fault> {
    let reflection = parse(bytes, |keys| {
        let header = header(keys)?;
        let answers = answers(keys, header.updated)?;
        let mut rest = keys.rest()?;
        rest.extend(header.rest.clone());
        Ok(Reflection { answers, rest, ..header })
    })?;
    Ok(Read { reflection, check: check(bytes) })
}

/// Reads only what stands before the answers: a reflection without them.
///
/// # Errors
/// As [`read`], for that part.
pub fn read_top(bytes: &[u8]) -> Result<Reflection, Fault> {
    let found = bytes.windows(ANSWERS.len()).position(|part| part == ANSWERS.as_bytes());
    let top = &bytes[..found.unwrap_or(bytes.len())];
    parse(top, header)
}

fn parse<T>(bytes: &[u8], make: impl FnOnce(&mut Keys<'_>) -> Result<T, Wrong>) -> Result<T, Fault> {
    let t = &words().journal;
    let text = std::str::from_utf8(bytes).map_err(|e| Fault::at(bytes, e.valid_up_to(), t.not_utf8))?;
    // A CR of the person's own is always written as an escape: a raw one was put there by a tool.
    let text =
        if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    let fault = |span: Range<usize>, what: String| Fault::at(text.as_bytes(), span.start, what);
    let table = DeTable::parse(&text)
        .map_err(|e| fault(e.span().unwrap_or(0..0), e.message().trim_end_matches('.').to_owned()))?;
    let mut keys = Keys::of(table.span(), table.into_inner());
    make(&mut keys).map_err(|(span, what)| fault(span, what))
}

/// The fields of one table that were not yet taken: few enough to be looked through.
struct Keys<'a> {
    span: Range<usize>,
    left: Vec<(Cow<'a, str>, Spanned<DeValue<'a>>)>,
}

impl<'a> Keys<'a> {
    fn of(span: Range<usize>, table: DeTable<'a>) -> Self {
        Self { span, left: table.into_iter().map(|(key, value)| (key.into_inner(), value)).collect() }
    }

    fn has(&self, key: &str) -> bool {
        self.left.iter().any(|(name, _)| name == key)
    }

    fn remove(&mut self, key: &str) -> Option<Spanned<DeValue<'a>>> {
        let at = self.left.iter().position(|(name, _)| name == key)?;
        Some(self.left.swap_remove(at).1)
    }

    fn take<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&DeValue<'a>) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let Some(value) = self.remove(key) else { return Ok(None) };
        let what = || fill(words().journal.wants, &[("key", key), ("wanted", wanted)]);
        read(value.get_ref()).map(Some).ok_or_else(|| (value.span(), what()))
    }

    fn text(&mut self, key: &str) -> Result<Option<String>, Wrong> {
        self.take(key, words().journal.a_text, |value| value.as_str().map(str::to_owned))
    }

    fn moment(&mut self, key: &str) -> Result<Option<Moment>, Wrong> {
        self.take(key, words().journal.a_moment, |value| match value {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Datetime(time) => time.to_string().parse().ok(),
            _ => None,
        })
    }

    fn flag(&mut self, key: &str) -> Result<bool, Wrong> {
        Ok(self.take(key, words().journal.a_flag, DeValue::as_bool)?.unwrap_or(false))
    }

    fn count(&mut self, key: &str) -> Result<usize, Wrong> {
        let count = self.take(key, words().journal.a_count, |v| usize::try_from(integer(v)?).ok())?;
        Ok(count.unwrap_or(0))
    }

    fn named<T>(
        &mut self,
        key: &str,
        known: &str,
        named: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        self.take(key, known, |value| value.as_str().and_then(named))
    }

    fn missing(&self, key: &str) -> Wrong {
        (self.span.clone(), fill(words().journal.missing, &[("key", key)]))
    }

    /// Takes all that is left, as it is.
    fn rest(&mut self) -> Result<Table, Wrong> {
        std::mem::take(&mut self.left)
            .into_iter()
            .map(|(key, value)| Ok((key.into_owned(), owned(value)?)))
            .collect()
    }
}

fn header(keys: &mut Keys<'_>) -> Result<Reflection, Wrong> {
    let t = &words().journal;
    let format = keys.take("format", t.a_format, |v| u32::try_from(integer(v)?).ok().filter(|&n| n > 0))?;
    let id = keys.named("id", t.an_id, |text| text.parse::<Id>().ok())?;
    let id = id.ok_or_else(|| keys.missing("id"))?;
    let started = keys.moment("started")?.ok_or_else(|| keys.missing("started"))?;
    let (place, kept) = place(keys)?;
    Ok(Reflection {
        id,
        title: keys.text("title")?.unwrap_or_default(),
        guide: keys.text("guide")?.unwrap_or_default(),
        guide_title: keys.text("guide-title")?.unwrap_or_default(),
        perspective: keys.text("perspective")?.unwrap_or_default(),
        status: keys.named("status", t.a_status, Status::named)?.unwrap_or_default(),
        started,
        updated: keys.moment("updated")?.unwrap_or(started),
        place,
        answers: Vec::new(),
        format: format.unwrap_or(FORMAT),
        rest: beside("place", kept),
    })
}

/// Keeps the unknown fields of an inner table under its own name.
fn beside(key: &str, kept: Table) -> Table {
    let mut rest = Table::new();
    if !kept.is_empty() {
        rest.insert(key.to_owned(), kept.into());
    }
    rest
}

fn place(keys: &mut Keys<'_>) -> Result<(Bookmark, Table), Wrong> {
    let Some(value) = keys.remove("place") else { return Ok(Default::default()) };
    let mut keys = inner(value, "place")?;
    let place = Bookmark {
        at: keys.text("at")?.map(|at| stop(&at)).unwrap_or_default(),
        part: keys.count("part")?,
        caret: keys.count("caret")?,
        stage_title: keys.text("stage-title")?.unwrap_or_default(),
    };
    Ok((place, keys.rest()?))
}

/// Reads the name of a stop; one this version does not know counts as the start.
pub(super) fn stop(at: &str) -> Stop {
    match at.split_once(':') {
        Some(("opening", id)) => Stop::Opening(id.to_owned()),
        Some(("prompt", id)) => Stop::Prompt(id.to_owned()),
        Some(("closing", id)) => Stop::Closing(id.to_owned()),
        None if at == "finish" => Stop::Finish,
        _ => Stop::Start,
    }
}

fn answers(keys: &mut Keys<'_>, updated: Moment) -> Result<Vec<Answer>, Wrong> {
    let Some(value) = keys.remove("answers") else { return Ok(Vec::new()) };
    let span = value.span();
    let DeValue::Array(all) = value.into_inner() else {
        return Err((
            span,
            fill(words().journal.wants, &[("key", "answers"), ("wanted", words().journal.a_table)]),
        ));
    };
    all.into_iter().map(|one| answer(inner(one, "answers")?, updated)).collect()
}

fn answer(mut keys: Keys<'_>, updated: Moment) -> Result<Answer, Wrong> {
    let t = &words().journal;
    let prompt = keys.text("prompt")?.ok_or_else(|| keys.missing("prompt"))?;
    let kind = keys.text("kind")?.unwrap_or_else(|| KINDS[0].to_owned());
    let (value, kept) = value(&mut keys, &kind)?;
    let mut answer = Answer {
        stage: keys.text("stage")?.unwrap_or_default(),
        stage_title: keys.text("stage-title")?.unwrap_or_default(),
        prompt,
        kind,
        asked: keys.text("asked")?.unwrap_or_default(),
        value,
        audience: keys.named("audience", t.an_audience, Audience::named)?.unwrap_or_default(),
        set_aside: keys.flag("set-aside")?,
        step: keys.flag("step")?,
        at: keys.moment("at")?.unwrap_or(updated),
        keeping: keeping(&mut keys)?,
        rest: kept,
    };
    answer.rest.extend(keys.rest()?);
    Ok(answer)
}

/// Reads the value by its kind, and by its shape where the kind is not known or another value stands there.
fn value(keys: &mut Keys<'_>, kind: &str) -> Result<(Value, Table), Wrong> {
    let (known, none) = (KINDS.contains(&kind), Table::new());
    let Some(given) = keys.remove("answer") else {
        return Ok((unanswered(keys, kind, known)?, none));
    };
    let span = given.span();
    Ok(match given.into_inner() {
        DeValue::String(text) if kind == "one" || kind != "text" && keys.has("label") => {
            let label = keys.text("label")?.unwrap_or_else(|| text.clone().into_owned());
            (Value::One(Chosen::Option { id: text.into_owned(), label }), none)
        }
        DeValue::String(text) => (Value::Text(text.into_owned()), none),
        DeValue::Boolean(yes) => (Value::YesNo(yes), none),
        DeValue::Array(all) if all.iter().all(|one| one.get_ref().is_str()) => {
            let all =
                all.into_iter().map(|one| one.into_inner().as_str().unwrap_or_default().to_owned()).collect();
            (items(keys, kind, all)?, none)
        }
        DeValue::Table(table) if ["promise", "when", "then"].iter().any(|key| table.contains_key(*key)) => {
            plan(Keys::of(span, table))?
        }
        other => match integer(&other) {
            Some(point) => (Value::Scale(point), none),
            None if known => {
                let what =
                    fill(words().journal.wants, &[("key", "answer"), ("wanted", words().journal.a_value)]);
                return Err((span, what));
            }
            None => {
                (Value::Skipped, Table::from_iter([("answer".to_owned(), owned(Spanned::new(span, other))?)]))
            }
        },
    })
}

/// Reads what has no `answer`: own words, or a question that was left.
fn unanswered(keys: &mut Keys<'_>, kind: &str, known: bool) -> Result<Value, Wrong> {
    if let Some(words) = keys.text("other")? {
        let own = Chosen::Other(words);
        return Ok(if kind == "several" { Value::Several(vec![own]) } else { Value::One(own) });
    }
    if known {
        keys.flag("skipped")?;
    }
    Ok(Value::Skipped)
}

fn items(keys: &mut Keys<'_>, kind: &str, all: Vec<String>) -> Result<Value, Wrong> {
    if kind != "several" && !keys.has("labels") {
        return Ok(Value::Items(all));
    }
    let labels = keys.take("labels", words().journal.a_list, |value| {
        value
            .as_array()?
            .iter()
            .map(|one| one.get_ref().as_str().map(str::to_owned))
            .collect::<Option<Vec<_>>>()
    })?;
    let mut labels = labels.unwrap_or_default().into_iter();
    let mut chosen = Vec::with_capacity(all.len() + 1);
    for id in all {
        let label = labels.next().unwrap_or_else(|| id.clone());
        chosen.push(if id.is_empty() { Chosen::Other(label) } else { Chosen::Option { id, label } });
    }
    chosen.extend(keys.text("other")?.map(Chosen::Other));
    Ok(Value::Several(chosen))
}

fn plan(mut keys: Keys<'_>) -> Result<(Value, Table), Wrong> {
    if !keys.has("promise") {
        return Ok((Value::Plan(when_then(&mut keys)?), beside("answer", keys.rest()?)));
    }
    let now = terms(&mut keys)?;
    let standing = match (day(&mut keys, "ended")?, day(&mut keys, "paused")?) {
        (Some(day), _) => Standing::Ended(day),
        (None, Some(day)) => Standing::Paused(day),
        (None, None) => Standing::Held,
    };
    let promise = Promise {
        terms: now,
        until_words: keys.text("until-words")?.unwrap_or_default(),
        standing,
        earlier: tables(&mut keys, "earlier")?.iter_mut().map(terms).collect::<Result<_, _>>()?,
    };
    Ok((Value::Promise(promise), beside("answer", keys.rest()?)))
}

fn when_then(keys: &mut Keys<'_>) -> Result<Plan, Wrong> {
    Ok(Plan { when: keys.text("when")?.unwrap_or_default(), then: keys.text("then")?.unwrap_or_default() })
}

fn day(keys: &mut Keys<'_>, key: &str) -> Result<Option<Day>, Wrong> {
    keys.named(key, words().journal.a_day, |text| text.parse().ok())
}

fn terms(keys: &mut Keys<'_>) -> Result<Terms, Wrong> {
    let t = &words().journal;
    let weekdays = keys.named("weekdays", t.weekdays, Weekdays::named)?.unwrap_or_default();
    Ok(Terms {
        promise: keys.text("promise")?.unwrap_or_default(),
        plan: when_then(keys)?,
        cadence: keys
            .named("cadence", t.a_cadence, |name| Cadence::named(name, weekdays))?
            .unwrap_or_default(),
        from: day(keys, "from")?.ok_or_else(|| keys.missing("from"))?,
        until: day(keys, "until")?,
    })
}

/// Takes an array of tables; none counts as an empty one.
fn tables<'a>(keys: &mut Keys<'a>, key: &str) -> Result<Vec<Keys<'a>>, Wrong> {
    let Some(value) = keys.remove(key) else { return Ok(Vec::new()) };
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(all) => all.into_iter().map(|one| inner(one, key)).collect(),
        _ => Err((span, fill(words().journal.wants, &[("key", key), ("wanted", words().journal.a_table)]))),
    }
}

/// Reads what was added in the days after the answer.
fn keeping(keys: &mut Keys<'_>) -> Result<Keeping, Wrong> {
    let t = &words().journal;
    // A role of a later version stays with the fields that are not known.
    let known = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().and_then(Role::named);
    let role = keys.left.iter().find(|(name, _)| name == "as").and_then(|(_, value)| known(value));
    let link = match role {
        None => None,
        Some(role) => {
            keys.remove("as");
            Some(Link { role, of: keys.text("of")?.unwrap_or_default() })
        }
    };
    let seen = |mut keys: Keys<'_>| {
        Ok(Noticed {
            on: day(&mut keys, "on")?.ok_or_else(|| keys.missing("on"))?,
            act: keys.text("act")?.unwrap_or_default(),
            sight: keys.named("saw", t.a_sight, Sight::named)?.ok_or_else(|| keys.missing("saw"))?,
            note: keys.text("note")?.unwrap_or_default(),
        })
    };
    Ok(Keeping {
        link,
        check_ins: keys.text("check-ins")?.map(|text| CheckIns::read(&text)).unwrap_or_default(),
        noticed: tables(keys, "noticed")?.into_iter().map(seen).collect::<Result<_, _>>()?,
    })
}

/// Takes a value that has to be a table apart.
fn inner<'a>(value: Spanned<DeValue<'a>>, key: &str) -> Result<Keys<'a>, Wrong> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Ok(Keys::of(span, table)),
        _ => Err((span, fill(words().journal.wants, &[("key", key), ("wanted", words().journal.a_table)]))),
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

/// Copies a value that this version does not know.
fn owned(value: Spanned<DeValue<'_>>) -> Result<toml::Value, Wrong> {
    let span = value.span();
    let number =
        |ok: Option<toml::Value>| ok.ok_or_else(|| (span.clone(), words().journal.a_number.to_owned()));
    Ok(match value.into_inner() {
        DeValue::String(text) => text.into_owned().into(),
        DeValue::Boolean(flag) => flag.into(),
        DeValue::Datetime(time) => time.into(),
        DeValue::Float(float) => number(float.as_str().parse::<f64>().ok().map(Into::into))?,
        DeValue::Array(all) => all.into_iter().map(owned).collect::<Result<Vec<_>, _>>()?.into(),
        DeValue::Table(table) => Keys::of(span, table).rest()?.into(),
        number_ => number(integer(&number_).map(Into::into))?,
    })
}
