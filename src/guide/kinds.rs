//! Reads the kind of answer a prompt takes, with its options and ends. It knows no disk.

use std::collections::HashMap;

use super::check::{Check, Shape};
use super::draft::Taken;
use super::format;
use crate::fault::{Item, Table};
use crate::question::{
    Choice, Feature, Items, Keeps, Note, One, Plan, Question, Scale, Several, Shows, Support, Text, Worded,
    YesNo,
};

/// How many points a scale may have.
const POINTS: i64 = 101;

/// Reads what stands under `answer`: exactly one kind. Also tells what conditions can test. `own` and `ask` are the id
/// and the words of the prompt it belongs to.
pub(super) fn read<'t>(
    item: &Item<'t>,
    own: Option<&'t str>,
    ask: Option<&Worded>,
    check: &Check<'t>,
) -> (Option<Question>, Shape<'t>) {
    match the_kind(item, check) {
        Some((kind, item)) => one_kind(kind, &item, own, ask, check).unwrap_or((None, Shape::Unsure)),
        None => (None, Shape::Unsure),
    }
}

/// Finds the one kind that is named.
fn the_kind<'t>(item: &Item<'t>, check: &Check<'t>) -> Option<(&'static str, Item<'t>)> {
    let sentences = check.faults.sentences();
    if let Some(kind) = Question::KINDS.into_iter().find(|kind| item.is_text() && item.raw() == Some(kind)) {
        item.say(sentences.kind_as_text, &[("kind", kind)]);
        return None;
    }
    let entries = item.entries()?;
    if entries.is_empty() {
        item.say(sentences.no_kind, &[]);
    }
    let mut found = None;
    for (value, place) in entries {
        let known = Question::KINDS.into_iter().find(|kind| *kind == value.key);
        let kind = known.or_else(|| {
            let sentences = (sentences.kind_near, sentences.kind_far);
            check.faults.unknown(place.clone(), value.key, Question::KINDS.into_iter(), sentences)
        });
        match (kind, &found) {
            (Some(kind), None) => found = Some((kind, value)),
            (Some(kind), Some(_)) if known.is_some() => {
                check.faults.say(place, sentences.two_kinds, &[("kind", kind)]);
            }
            _ => {}
        }
    }
    found
}

fn one_kind<'t>(
    kind: &'static str,
    item: &Item<'t>,
    own: Option<&'t str>,
    ask: Option<&Worded>,
    check: &Check<'t>,
) -> Option<(Option<Question>, Shape<'t>)> {
    let words = |table: &Table<'t>, name| check.words_at(table, name);
    let table = item.table(format::of_kind(kind))?;
    Some(match kind {
        "text" => {
            let lines = table.get("lines").and_then(|item| item.positive());
            (Some(Question::Text(Text { lines })), Shape::Other(kind))
        }
        "line" => (Some(Question::Line), Shape::Other(kind)),
        "promise" => (Some(Question::Promise), Shape::Other(kind)),
        "one" => {
            let other = table.get("other").and_then(|item| item.truth()).unwrap_or(false);
            let (options, shape) = options(kind, &table, ask, check);
            (options.map(|options| Question::One(One { options, other })), shape)
        }
        "several" => {
            let (options, shape) = options(kind, &table, ask, check);
            let most = most(&table, options.as_deref(), check);
            (options.map(|options| Question::Several(Several { options, most })), shape)
        }
        "scale" => scale(&table, check),
        "yes-no" => {
            let (yes, no) = (words(&table, "yes"), words(&table, "no"));
            (Some(Question::YesNo(YesNo { yes, no })), Shape::YesNo)
        }
        "items" => {
            let most = table.get("most").and_then(|item| item.positive());
            (Some(Question::Items(Items { most })), Shape::Other(kind))
        }
        "plan" => {
            let (when, then) = (words(&table, "when"), words(&table, "then"));
            (Some(Question::Plan(Plan { when, then })), Shape::Other(kind))
        }
        _ => (Some(Question::Note(note(&table, own, check))), Shape::Other(kind)),
    })
}

fn note<'t>(table: &Table<'t>, own: Option<&'t str>, check: &Check<'t>) -> Note {
    let support = table.get("support").and_then(|item| item.named(Support::ALL, Support::name));
    let shows = table.get("shows").and_then(|item| item.named(Shows::ALL, Shows::name));
    let revisit =
        table.get("revisit").and_then(|item| check.earlier(&item, own)).map(|(id, _)| id.to_owned());
    Note { support, revisit, shows }
}

fn scale<'t>(table: &Table<'t>, check: &Check<'t>) -> (Option<Question>, Shape<'t>) {
    let end = |name, otherwise| table.get(name).map_or(Some(otherwise), |item| item.whole());
    let (from, to) = (end("from", 0), end("to", 10));
    let (low, high) = (check.words_at(table, "low"), check.words_at(table, "high"));
    let (Some(from), Some(to)) = (from, to) else { return (None, Shape::Unsure) };
    let gaps = [("from", from.to_string()), ("to", to.to_string()), ("most", POINTS.to_string())];
    let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
    let sentences = check.faults.sentences();
    let wrong = if from >= to {
        Some(sentences.backwards)
    } else if to.saturating_sub(from) >= POINTS {
        Some(sentences.too_long)
    } else {
        None
    };
    if let Some(sentence) = wrong {
        let ends = ["from", "to"].into_iter().filter_map(|name| table.get(name));
        let place = ends.map(|item| item.span).min_by_key(|span| span.start);
        check.faults.say(place.unwrap_or(table.span.clone()), sentence, &gaps);
        return (None, Shape::Unsure);
    }
    (Some(Question::Scale(Scale { from, to, low, high })), Shape::Scale(from, to))
}

/// Reads how many of the options can be chosen.
fn most(table: &Table<'_>, options: Option<&[Choice]>, check: &Check<'_>) -> Option<usize> {
    let item = table.get("most")?;
    let most = item.positive::<usize>()?;
    let n = options.map_or(usize::MAX, <[Choice]>::len);
    if most > n {
        let gaps = [("most", most.to_string()), ("n", n.to_string())];
        check.faults.lack(
            item.span.clone(),
            check.faults.sentences().most_above,
            &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str())),
        );
    }
    Some(most)
}

/// Reads options; none where not all of them could be read.
fn options<'t>(
    kind: &'static str,
    table: &Table<'t>,
    ask: Option<&Worded>,
    check: &Check<'t>,
) -> (Option<Vec<Choice>>, Shape<'t>) {
    let Some(item) = table.need("options") else { return (None, Shape::Unsure) };
    let Some(list) = item.list() else { return (None, Shape::Unsure) };
    if list.is_empty() {
        item.say(check.faults.sentences().no_options, &[]);
        return (None, Shape::Unsure);
    }
    let mut taken = Taken::default();
    let mut ids = Vec::new();
    let mut read = Vec::with_capacity(list.len());
    for item in &list {
        let table = item.table(format::CHOICE.names);
        let id =
            table.as_ref().and_then(|table| table.need("id")).and_then(|item| taken.id(&item, check.faults));
        let again = id.is_some() && taken.count() == ids.len();
        let choice = table.and_then(|table| Some((choice(kind, id, &table, check)?, table)));
        // What stands under an id for the second time has its fault; its words are not compared as well.
        if !again {
            ids.push(id);
            read.push(choice);
        }
    }
    let shape = ids.into_iter().collect::<Option<_>>().map_or(Shape::Unsure, |ids| Shape::Choices(kind, ids));
    let Some(read) = read.into_iter().collect::<Option<Vec<_>>>() else { return (None, shape) };
    labels_differ(&read, check);
    let read: Vec<_> = read.into_iter().map(|(choice, _)| choice).collect();
    all_can_choose(&item, &read, ask, check);
    (Some(read), shape)
}

fn choice<'t>(kind: &str, id: Option<&'t str>, table: &Table<'t>, check: &Check<'t>) -> Option<Choice> {
    let label = table.need("label").and_then(|item| check.worded(&item));
    let perspectives = sides(table, label.as_ref(), check);
    let off = features(table, check);
    let alone = table.get("alone").and_then(|item| item.truth()).unwrap_or(false);
    let keeps = table.get("keeps").and_then(|item| item.named(Keeps::ALL, Keeps::name));
    let sentences = check.faults.sentences();
    if kind != "one" && table.has("keeps") {
        check.faults.say(table.place("keeps"), sentences.keeps_elsewhere, &[]);
    }
    if kind != "several" && alone {
        check.faults.say(table.place("alone"), sentences.alone_elsewhere, &[]);
    }
    Some(Choice { id: id?.to_owned(), label: label?, perspectives: perspectives?, off, alone, keeps })
}

/// Reads who sees an option: those named, or else those it has words for.
fn sides<'t>(table: &Table<'t>, label: Option<&Worded>, check: &Check<'t>) -> Option<Vec<String>> {
    let Some(item) = table.get("for") else {
        return Some(match label {
            Some(Worded::By(each))
                if !check.perspectives.iter().all(|side| each.iter().any(|(p, _)| p == side.id)) =>
            {
                each.iter().map(|(perspective, _)| perspective.clone()).collect()
            }
            _ => Vec::new(),
        });
    };
    let list = item.list()?;
    if list.is_empty() {
        item.say(check.faults.sentences().empty_list, &[("name", item.key)]);
    }
    let mut named = Vec::new();
    for item in list {
        let Some(side) = item.raw().and_then(|name| check.perspective(name, item.span.clone())) else {
            continue;
        };
        if label.is_some_and(|label| label.say(side).is_none()) {
            item.say(check.faults.sentences().option_wordless, &[("id", side)]);
        }
        named.push(side.to_owned());
    }
    Some(named)
}

fn features(table: &Table<'_>, check: &Check<'_>) -> Vec<Feature> {
    let Some(item) = table.get("off") else { return Vec::new() };
    let Some(list) = item.list() else { return Vec::new() };
    if list.is_empty() {
        item.say(check.faults.sentences().empty_list, &[("name", item.key)]);
    }
    list.iter().filter_map(|item| item.named(Feature::ALL, Feature::name)).collect()
}

/// Tells labels that a perspective would see twice.
fn labels_differ(options: &[(Choice, Table<'_>)], check: &Check<'_>) {
    let mut told = Vec::new();
    // Where every option looks the same to all, one pair of eyes is enough.
    let same = options
        .iter()
        .all(|(choice, _)| choice.perspectives.is_empty() && matches!(choice.label, Worded::All(_)));
    for side in check.perspectives.iter().take(if same { 1 } else { usize::MAX }) {
        let mut seen = HashMap::new();
        for (choice, table) in options.iter().filter(|(choice, _)| choice.seen_by(side.id)) {
            let Some(label) = choice.label.say(side.id) else { continue };
            let place = table.get("label").map_or(table.span.clone(), |item| item.span);
            let first: usize = *seen.entry(label).or_insert(place.start);
            if first != place.start && !check.faults.full() && !told.contains(&place.start) {
                told.push(place.start);
                let line = check.faults.line(first).to_string();
                check.faults.say(place, check.faults.sentences().label_again, &[("line", &line)]);
            }
        }
    }
}

/// Tells perspectives that see a question and none of its options.
fn all_can_choose(item: &Item<'_>, options: &[Choice], ask: Option<&Worded>, check: &Check<'_>) {
    let asked = |id: &str| ask.is_some_and(|ask| ask.say(id).is_some());
    for side in check.perspectives.iter().filter(|side| asked(side.id)) {
        if !options.iter().any(|choice| choice.seen_by(side.id)) {
            check.faults.lack(item.span.clone(), check.faults.sentences().no_options_for, &[("id", side.id)]);
        }
    }
}
