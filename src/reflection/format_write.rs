//! Reflection to text. Runs at every keystroke, so it appends to a buffer it is given and parses nothing.

use std::io::Write as _;

use toml::{Table, Value as Field};

use super::format::{KINDS, seal};
use super::format_text::{begin, field, line, lines, list, table, tables};
use crate::reflection::{
    Answer, Bookmark, Chosen, Keeping, Promise, Reflection, Standing, Stop, Terms, Value,
};

/// The fields of the header, which what is kept for a later version may not repeat.
const TOP: [&str; 11] = [
    "format",
    "id",
    "title",
    "guide",
    "guide-title",
    "perspective",
    "status",
    "started",
    "updated",
    "place",
    "answers",
];

/// The fields of the place.
const PLACE: [&str; 4] = ["at", "part", "caret", "stage-title"];

/// The fields every answer has; those of its value come with it.
const ANSWER: [&str; 10] = [
    "stage",
    "stage-title",
    "prompt",
    "kind",
    "asked",
    "audience",
    "set-aside",
    "step",
    "check-ins",
    "noticed",
];

/// The fields that say what an answer is to a promise.
const LINK: [&str; 2] = ["as", "of"];

/// Writes a reflection as text into `out`, which is cleared first.
pub fn write(reflection: &Reflection, out: &mut Vec<u8>) {
    out.clear();
    header(reflection, out);
    place(&reflection.place, &reflection.rest, out);
    for given in &reflection.answers {
        out.extend_from_slice(b"\n[[answers]]\n");
        answer(given, out);
    }
    out.push(b'\n');
    seal(out);
}

fn header(reflection: &Reflection, out: &mut Vec<u8>) {
    out.extend_from_slice(b"# A reflection kept by onward. Plain text: any editor can read it.\n");
    number(out, "format", i64::from(reflection.format));
    line(out, "id", reflection.id.as_str());
    line(out, "title", &reflection.title);
    line(out, "guide", &reflection.guide);
    line(out, "guide-title", &reflection.guide_title);
    line(out, "perspective", &reflection.perspective);
    line(out, "status", reflection.status.name());
    line(out, "started", &reflection.started.to_string());
    line(out, "updated", &reflection.updated.to_string());
    rest(&reflection.rest, |key| TOP.contains(&key), out);
}

fn place(place: &Bookmark, kept: &Table, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n[place]\n");
    match &place.at {
        Stop::Start => line(out, "at", "start"),
        Stop::Opening(id) => line(out, "at", &format!("opening:{id}")),
        Stop::Prompt(id) => line(out, "at", &format!("prompt:{id}")),
        Stop::Closing(id) => line(out, "at", &format!("closing:{id}")),
        Stop::Finish => line(out, "at", "finish"),
    }
    number(out, "part", i64::try_from(place.part).unwrap_or(0));
    number(out, "caret", i64::try_from(place.caret).unwrap_or(0));
    line(out, "stage-title", &place.stage_title);
    if let Some(Field::Table(kept)) = kept.get("place") {
        rest(kept, |key| PLACE.contains(&key), out);
    }
}

fn answer(answer: &Answer, out: &mut Vec<u8>) {
    line(out, "stage", &answer.stage);
    line(out, "stage-title", &answer.stage_title);
    line(out, "prompt", &answer.prompt);
    line(out, "kind", &answer.kind);
    line(out, "asked", &answer.asked);
    let own = value(&answer.value, &answer.kind, answer.rest.get("answer"), out);
    line(out, "audience", answer.audience.name());
    for (key, set) in [("set-aside", answer.set_aside), ("step", answer.step)] {
        if set {
            flag(out, key, true);
        }
    }
    line(out, "at", &answer.at.to_string());
    keeping(&answer.keeping, out);
    // What a later version's role is stays as it is.
    let linked = answer.keeping.link.is_some();
    let known = |key: &str| key == "at" || ANSWER.contains(&key) || linked && LINK.contains(&key);
    rest(&answer.rest, |key| known(key) || own.contains(&key), out);
}

/// Appends the value, with what a later version kept inside it, and returns the fields it took.
fn value(value: &Value, kind: &str, kept: Option<&Field>, out: &mut Vec<u8>) -> &'static [&'static str] {
    match value {
        Value::Skipped if !KINDS.contains(&kind) => return &[],
        Value::Skipped => {
            flag(out, "skipped", true);
            return &["skipped", "answer"];
        }
        Value::Text(text) if kind == "text" || text.contains('\n') => lines(out, "answer", text),
        Value::Text(text) => line(out, "answer", text),
        Value::One(Chosen::Option { id, label }) => {
            line(out, "answer", id);
            line(out, "label", label);
            return &["answer", "label"];
        }
        Value::One(Chosen::Other(words)) => {
            line(out, "other", words);
            return &["other", "answer"];
        }
        Value::Several(chosen) => return several(chosen, out),
        Value::Scale(point) => number(out, "answer", *point),
        Value::YesNo(yes) => flag(out, "answer", *yes),
        Value::Items(items) => list(out, "answer", items.iter().map(String::as_str)),
        Value::Plan(plan) => table(out, "answer", &[("when", &plan.when), ("then", &plan.then)], &[], kept),
        Value::Promise(given) => promise(given, kept, out),
    }
    &["answer"]
}

/// Appends options by id and label; own words at the end stand apart, own words elsewhere are an option without an id.
fn several(chosen: &[Chosen], out: &mut Vec<u8>) -> &'static [&'static str] {
    let (options, own) = match chosen.split_last() {
        Some((Chosen::Other(words), before)) => (before, Some(words)),
        _ => (chosen, None),
    };
    list(out, "answer", options.iter().map(|one| one.id().unwrap_or_default()));
    list(out, "labels", options.iter().map(Chosen::label));
    if let Some(words) = own {
        line(out, "other", words);
    }
    &["answer", "labels", "other"]
}

fn promise(given: &Promise, kept: Option<&Field>, out: &mut Vec<u8>) {
    let (now, before) =
        (Written::of(&given.terms), given.earlier.iter().map(Written::of).collect::<Vec<_>>());
    let mut fields = now.fields();
    if !given.until_words.is_empty() {
        fields.push(("until-words", &given.until_words));
    }
    let since;
    match given.standing {
        Standing::Held => {}
        Standing::Paused(day) => {
            since = day.to_string();
            fields.push(("paused", &since));
        }
        Standing::Ended(day) => {
            since = day.to_string();
            fields.push(("ended", &since));
        }
    }
    let earlier = (!before.is_empty()).then(|| ("earlier", before.iter().map(Written::fields).collect()));
    table(out, "answer", &fields, earlier.as_slice(), kept);
}

/// Terms, their days in words.
struct Written<'a> {
    terms: &'a Terms,
    from: String,
    until: Option<String>,
    weekdays: Option<String>,
}

impl<'a> Written<'a> {
    fn of(terms: &'a Terms) -> Self {
        Self {
            terms,
            from: terms.from.to_string(),
            until: terms.until.map(|day| day.to_string()),
            weekdays: terms.cadence.chosen().map(|days| days.names()),
        }
    }

    fn fields(&self) -> Vec<(&str, &str)> {
        let Terms { promise, plan, cadence, .. } = self.terms;
        let mut fields = vec![
            ("promise", promise.as_str()),
            ("when", &plan.when),
            ("then", &plan.then),
            ("cadence", cadence.name()),
        ];
        fields.extend(self.weekdays.as_deref().map(|days| ("weekdays", days)));
        fields.push(("from", &self.from));
        fields.extend(self.until.as_deref().map(|day| ("until", day)));
        fields
    }
}

/// Appends what was added in the days after the answer.
fn keeping(keeping: &Keeping, out: &mut Vec<u8>) {
    if let Some(link) = &keeping.link {
        line(out, "as", link.role.name());
        if !link.of.is_empty() {
            line(out, "of", &link.of);
        }
    }
    if !keeping.check_ins.is_blank() {
        lines(out, "check-ins", &keeping.check_ins.text());
    }
    if !keeping.noticed.is_empty() {
        let days: Vec<String> = keeping.noticed.iter().map(|one| one.on.to_string()).collect();
        let all: Vec<Vec<_>> = std::iter::zip(&keeping.noticed, &days)
            .map(|(one, on)| {
                vec![("on", on.as_str()), ("act", &one.act), ("saw", one.sight.name()), ("note", &one.note)]
            })
            .collect();
        tables(out, "noticed", &all);
    }
}

fn number(out: &mut Vec<u8>, key: &str, number: i64) {
    begin(out, key);
    // A Vec takes all that is written to it.
    let _ = writeln!(out, "{number}");
}

fn flag(out: &mut Vec<u8>, key: &str, set: bool) {
    begin(out, key);
    out.extend_from_slice(if set { b"true\n" } else { b"false\n" });
}

fn rest(kept: &Table, own: impl Fn(&str) -> bool, out: &mut Vec<u8>) {
    for (key, value) in kept.iter().filter(|(key, _)| !own(key)) {
        field(out, key, value);
    }
}
