//! What can still be had of a damaged entry. It reads as the format reads where the text is whole, piece by piece where
//! it is not, and keeps what nobody can place as an answer of its own. It never says no to any bytes, and knows no file.

use toml::{Table, Value as Field};

use super::format::{self, KINDS};
use super::format_text::field;
use super::salvage_text::{Pieces, like, pieces};
use crate::moment::Day;
use crate::reflection::{Answer, Audience, FORMAT, Id, Reflection, Value};
use crate::words::words;

/// The line each answer starts with.
const MARK: &str = "[[answers]]";

/// How the first field of an answer begins.
const FIRST: &str = "stage = \"";

/// The line the place starts with.
const PLACE: &str = "[place]";

/// The stage and the prompt of words that belong nowhere.
const FOUND: (&str, &str) = ("found", "found");

/// How many blocks are tried as one: a text may hold lines that look like the beginning of an answer.
const TOGETHER: usize = 16;

/// The fields of the header; the name of the file stands in for the first two.
const TOP: [&str; 9] =
    ["id", "started", "format", "title", "guide", "guide-title", "perspective", "status", "updated"];

/// The fields of the place.
const AT: [&str; 4] = ["at", "part", "caret", "stage-title"];

/// The fields of an answer, those first that decide how the others are read.
const OWN: [&str; 14] = [
    "prompt",
    "kind",
    "answer",
    "labels",
    "label",
    "other",
    "skipped",
    "stage",
    "stage-title",
    "asked",
    "audience",
    "set-aside",
    "step",
    "at",
];

/// Returns what can be read of a damaged entry; none if that is nothing. The id is that in the name of its file, the day
/// too: it stands in where the text does not say when it was begun.
pub fn salvage(bytes: &[u8], id: &Id, day: Day) -> Option<Reflection> {
    let text = readable(bytes);
    let (top, blocks) = blocks(&text);
    let mut stray = Vec::new();
    let (mut reflection, stub) = header(top, id, day, &mut stray)?;
    let mut from = 0;
    while from < blocks.len() {
        let (answer, taken) = next(&blocks[from..], &stub, day, &mut stray);
        reflection.answers.extend(answer);
        from += taken;
    }
    reflection.answers.extend(found(&stray, &reflection));
    let known = ![&reflection.title, &reflection.guide].into_iter().all(String::is_empty);
    (known || !reflection.answers.is_empty()).then_some(reflection)
}

/// Adds to what could be read of one damaged version what only another one says: its answers, and its top where the first
/// has none.
pub fn with(mut to: Reflection, other: Reflection) -> Reflection {
    if to.guide.is_empty() && !other.guide.is_empty() {
        to = Reflection { answers: to.answers, ..other.clone() };
    }
    let mut text = Vec::new();
    format::write(&to, &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    for mut answer in other.answers {
        let there =
            to.answers.iter_mut().find(|one| (&one.stage, &one.prompt) == (&answer.stage, &answer.prompt));
        let is_found = (answer.stage.as_str(), answer.prompt.as_str()) == FOUND;
        if is_found && let Value::Text(lines) = &mut answer.value {
            let new = lines.lines().filter(|line| !text.contains(line.trim()));
            *lines = new.collect::<Vec<_>>().join("\n");
            match there.map(|one| &mut one.value) {
                _ if lines.is_empty() => {}
                Some(Value::Text(known)) => {
                    known.push('\n');
                    known.push_str(lines);
                }
                _ => to.answers.push(answer),
            }
        } else if there.is_none() {
            to.answers.push(answer);
        }
    }
    to
}

/// Makes text of any bytes. A letter that was cut at the very end is left out; NUL bytes are what a disk gives for what
/// it lost, and are never written.
fn readable(bytes: &[u8]) -> String {
    let whole = match std::str::from_utf8(bytes) {
        Err(wrong) if wrong.error_len().is_none() => &bytes[..wrong.valid_up_to()],
        _ => bytes,
    };
    let mut text = String::with_capacity(whole.len());
    for letter in String::from_utf8_lossy(whole).replace("\r\n", "\n").chars() {
        match letter {
            '\0' if text.ends_with('\u{fffd}') => {}
            '\0' => text.push('\u{fffd}'),
            letter => text.push(letter),
        }
    }
    text
}

/// Parts the text into what stands before the answers and what stands behind each mark.
fn blocks(text: &str) -> (&str, Vec<&str>) {
    let (mut top, mut blocks) = (text, Vec::new());
    let mut from = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let past = from.is_none_or(|from| start >= from);
        if let Some(behind) = mark(&text[start..]).filter(|_| past) {
            match from {
                None => top = &text[..start],
                Some(from) => blocks.push(&text[from..start]),
            }
            from = Some(start + behind);
        }
        start += line.len();
    }
    blocks.extend(from.map(|from| &text[from..]));
    (top, blocks)
}

/// Tells whether the text begins with the mark of an answer, one letter of it or around it wrong at most; returns where
/// the answer begins. What only looks like it counts if an answer's first field follows.
fn mark(text: &str) -> Option<usize> {
    let stage = |at: usize| text.get(at..).is_some_and(|rest| like(rest, FIRST).is_some());
    if let Some(rest) = text.strip_prefix(MARK)
        && (rest.is_empty() || rest.starts_with('\n') && a_field(&rest[1..]))
    {
        return Some(text.len() - rest.len());
    }
    let odd = text.chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    for lead in [0, odd] {
        let Some(at) = text.get(lead..).and_then(|rest| like(rest, MARK)).map(|long| lead + long) else {
            continue;
        };
        let next = text[at..].chars().next().map_or(0, char::len_utf8);
        if stage(at + next) || stage(at) {
            // Where the line end behind the mark is what was hit, it is no part of the field.
            return Some(if stage(at) { at } else { at + next });
        }
    }
    None
}

/// Tells whether a line of the form `name = …` comes next, or one that was hit where its name would stand.
fn a_field(text: &str) -> bool {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if FIRST.starts_with(text.trim()) {
        return true;
    }
    let bare = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    line.split_once(" = ").is_some_and(|(name, _)| bare(name))
        || line.chars().take(12).any(|c| c == '\u{fffd}')
}

/// Reads what stands before the answers. Returns with it the text it reads as, without what was damaged.
fn header(top: &str, id: &Id, day: Day, stray: &mut Vec<String>) -> Option<(Reflection, String)> {
    let read = |text: &str| format::read_top(text.as_bytes()).ok();
    if let Some(mut whole) = read(top)
        && !whole.title.is_empty()
    {
        whole.id = *id;
        let stub = base(id, &format!("{}", whole.started), Some(&whole.updated.to_string()));
        return Some((whole, stub));
    }
    let place = place_in(top);
    let mut pieces_of = pieces(&top[..place.map_or(top.len(), |(at, _)| at)], &TOP);
    let started = pieces_of.fields.get("started").and_then(Field::as_str).map(|text| base(id, text, None));
    let midnight = || base(id, &format!("{day}T00:00:00Z"), None);
    let mut text = started.filter(|text| read(text).is_some()).unwrap_or_else(midnight);
    for key in &TOP[2..] {
        add(&mut text, key, &pieces_of.fields, |text| read(text).is_some());
    }
    let updated = read(&text).map(|top| top.updated.to_string());
    let mut stub = text.lines().find(|line| line.starts_with("started")).unwrap_or_default().to_owned();
    stub = stub.split('"').nth(1).unwrap_or_default().to_owned();
    let stub = base(id, &stub, updated.as_deref());
    if let Some((_, behind)) = place {
        let mut at = pieces(&top[behind..], &AT);
        pieces_of.stray.append(&mut at.stray);
        text.push_str("[place]\n");
        for key in AT {
            add(&mut text, key, &at.fields, |text| read(text).is_some());
        }
    }
    // An answer whose mark was lost stands here.
    let lost = ["answer", "other"].iter().filter_map(|key| pieces_of.fields.get(*key));
    stray.extend(lost.map(flat));
    stray.append(&mut pieces_of.stray);
    read(&text).map(|top| (top, stub))
}

/// Finds the line the place starts with: where it begins and where it ends.
fn place_in(top: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in top.split_inclusive('\n') {
        if line.trim_end().len() <= PLACE.len() + 2 && like(line, PLACE).is_some() {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}

/// Returns the least a header needs.
fn base(id: &Id, started: &str, updated: Option<&str>) -> String {
    let mut out = Vec::new();
    for (key, text) in [("id", Some(id.as_str())), ("started", Some(started)), ("updated", updated)] {
        if let Some(text) = text {
            field(&mut out, key, &text.into());
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Adds a field, if the text still reads with it. Returns whether it does.
fn add(text: &mut String, key: &str, fields: &Table, reads: impl Fn(&str) -> bool) -> bool {
    let Some(value) = fields.get(key) else { return false };
    let mut out = std::mem::take(text).into_bytes();
    let before = out.len();
    field(&mut out, key, value);
    *text = String::from_utf8(out).unwrap_or_default();
    let good = reads(text);
    if !good {
        text.truncate(before);
    }
    good
}

/// Reads the answer the first of these blocks begins, and tells how many blocks it took.
fn next(blocks: &[&str], stub: &str, day: Day, stray: &mut Vec<String>) -> (Option<Answer>, usize) {
    let mut whole = blocks.first().map(|first| (*first).to_owned()).unwrap_or_default();
    for (n, more) in blocks.iter().enumerate().take(TOGETHER) {
        if n > 0 {
            whole.push_str(MARK);
            whole.push_str(more);
        }
        let last = n + 1 == blocks.len();
        // A line that was cut off at the end of the file may be no more than the beginning of what follows.
        let ended = whole.rfind('\n').map(|at| &whole[..=at]).filter(|_| last && !whole.ends_with('\n'));
        if let Some(answer) = one(&whole, stub).or_else(|| one(ended?, stub)) {
            return (Some(answer), n + 1);
        }
    }
    let torn = blocks.first().and_then(|first| torn(first, stub, day, stray));
    let nth = blocks.len();
    let named = torn.map(|answer| match answer.prompt.as_str() {
        "" => Answer { prompt: format!("found-{nth}"), ..answer },
        _ => answer,
    });
    (named, 1)
}

/// Reads a block that is whole.
fn one(block: &str, stub: &str) -> Option<Answer> {
    let answer = alone(&format!("{stub}{MARK}\n{}", block.trim_start_matches('\n')))?;
    // A field whose name was hit is an unknown one, and reads as if nothing had been said.
    let said = answer.value != Value::Skipped || block.contains("\nskipped = true\n");
    (said || !KINDS.contains(&answer.kind.as_str())).then_some(answer)
}

/// Reads a text with one answer in it, and nothing else but the header.
fn alone(text: &str) -> Option<Answer> {
    let mut read = format::read(text.as_bytes()).ok()?.reflection;
    (read.answers.len() == 1 && read.rest.is_empty()).then(|| read.answers.pop()).flatten()
}

/// Reads what can be read of a block, field by field.
fn torn(block: &str, stub: &str, day: Day, stray: &mut Vec<String>) -> Option<Answer> {
    let Pieces { mut fields, stray: mut lost } = pieces(block, &OWN);
    stray.append(&mut lost);
    let named = fields.entry("prompt").or_insert_with(|| "".into()).is_str();
    if !named {
        fields.insert("prompt".to_owned(), "".into());
    }
    let mut text = format!("{stub}{MARK}\n");
    let reads = |text: &str| alone(text).is_some();
    for key in OWN {
        if !add(&mut text, key, &fields, reads)
            && key == "answer"
            && let Some(value) = fields.get_mut(key)
        {
            *value = placed(value, day);
            if !add(&mut text, key, &fields, reads)
                && let Some(value) = fields.get_mut(key)
            {
                *value = flat(value).into();
                add(&mut text, key, &fields, reads);
            }
        }
    }
    add_unknown(&mut text, &fields, reads);
    let answer = alone(&text)?;
    let unsaid = answer.value == Value::Skipped && !fields.contains_key("skipped");
    let empty = unsaid && (answer.rest.is_empty() || KINDS.contains(&answer.kind.as_str()));
    (!empty).then_some(answer)
}

/// Adds what a later version may have written: all of it where that reads, for to try field by field takes long.
fn add_unknown(text: &mut String, fields: &Table, reads: impl Fn(&str) -> bool) {
    let unknown: Vec<_> = fields.iter().filter(|(key, _)| !OWN.contains(&key.as_str())).collect();
    let mut out = text.clone().into_bytes();
    unknown.iter().for_each(|(key, value)| field(&mut out, key, value));
    match String::from_utf8(out).ok().filter(|all| reads(all)) {
        Some(all) => *text = all,
        None => {
            for (key, _) in unknown {
                add(text, key, fields, &reads);
            }
        }
    }
}

/// Gives a promise the day it lacks.
fn placed(value: &Field, day: Day) -> Field {
    let mut value = value.clone();
    if let Field::Table(fields) = &mut value
        && fields.contains_key("promise")
    {
        fields.retain(|key, _| ["promise", "when", "then", "until-words"].contains(&key));
        fields.insert("from".to_owned(), day.to_string().into());
    }
    value
}

/// Returns all the words in a value, one a line.
fn flat(value: &Field) -> String {
    match value {
        Field::String(text) => text.clone(),
        Field::Array(all) => all.iter().map(flat).collect::<Vec<_>>().join("\n"),
        Field::Table(fields) => fields.values().map(flat).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// Makes an answer of what nobody can place.
fn found(stray: &[String], of: &Reflection) -> Option<Answer> {
    let all = stray.iter().flat_map(|text| text.lines());
    let lines: Vec<&str> = all.map(str::trim_end).filter(|line| says(line)).collect();
    let w = &words().doctor;
    (!lines.is_empty()).then(|| Answer {
        stage: FOUND.0.to_owned(),
        stage_title: w.found_stage.to_owned(),
        prompt: FOUND.1.to_owned(),
        kind: KINDS[0].to_owned(),
        asked: w.found_asked.to_owned(),
        value: Value::Text(lines.join("\n")),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: of.updated,
        keeping: Default::default(),
        rest: Table::new(),
    })
}

/// Tells whether a line may be somebody's words, and not the noise of a dying disk.
fn says(line: &str) -> bool {
    let all = line.chars().count();
    let noise = line.chars().filter(|c| *c == '\u{fffd}' || c.is_control() && *c != '\t').count();
    let longest = line.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max();
    noise * 8 <= all && longest.unwrap_or(0) >= 3
}

/// Tells whether a format is one that this version may write.
pub fn writable(reflection: &Reflection) -> bool {
    reflection.format <= FORMAT
}
