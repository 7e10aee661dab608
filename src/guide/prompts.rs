//! Reads a prompt as written. It knows no disk.

use super::check::{Check, Shape};
use super::{Hint, Prompt, format, kinds, when};
use crate::fault::Table;
use crate::question::Question;
use crate::reflection::{Audience, Link, Role};

/// Reads a prompt, and adds it to those that later ones may name.
pub(super) fn read<'t>(table: &Table<'t>, check: &mut Check<'t>) -> Option<Prompt> {
    let id = table.need("id").and_then(|item| check.prompt_id(&item));
    let ask = table.need("ask").and_then(|item| check.worded(&item));
    check.note_seen(ask.as_ref());
    let help = check.words_at(table, "help");
    let hints = hints(table, id, check);
    let truth = |name| table.get(name).and_then(|item| item.truth());
    let (required, saved, mirror, step) = (truth("required"), truth("saved"), truth("mirror"), truth("step"));
    let audience = table.get("audience").and_then(|item| item.named(Audience::ALL, Audience::name));
    let when = table.get("when").and_then(|item| when::read(&item, id, check));
    let (question, shape) = answer(table, id, ask.as_ref(), check);
    let link = link(table, id, question.as_ref(), check);
    contradictions(table, question.as_ref(), check);
    if let Some(id) = id {
        check.add(id, shape);
    }
    Some(Prompt {
        id: id?.to_owned(),
        ask: ask?,
        help,
        hints,
        required: required.unwrap_or(false),
        audience: audience.unwrap_or_default(),
        saved: saved.unwrap_or(true),
        mirror: mirror.unwrap_or(true),
        step: step.unwrap_or(false),
        when,
        link,
        question: question?,
    })
}

fn answer<'t>(
    table: &Table<'t>,
    id: Option<&'t str>,
    ask: Option<&crate::question::Worded>,
    check: &Check<'t>,
) -> (Option<Question>, Shape<'t>) {
    // A kind written without `answer.` before it is told as an unknown key already.
    if !table.has("answer") && Question::KINDS.iter().any(|kind| table.holds(kind)) {
        return (None, Shape::Unsure);
    }
    table.need("answer").map_or((None, Shape::Unsure), |item| kinds::read(&item, id, ask, check))
}

fn hints<'t>(table: &Table<'t>, id: Option<&'t str>, check: &Check<'t>) -> Vec<Hint> {
    let tables = table.get("hint").map(|item| item.tables(format::HINT.names)).unwrap_or_default();
    let read = tables.iter().filter_map(|hint| {
        let when = hint.need("when").and_then(|item| when::read(&item, id, check));
        let text = hint.need("text").and_then(|item| check.worded(&item));
        Some(Hint { when: when?, text: text? })
    });
    read.collect()
}

/// Reads what a prompt is to an earlier promise, or that it asks for acts.
fn link<'t>(
    table: &Table<'t>,
    own: Option<&'t str>,
    question: Option<&Question>,
    check: &Check<'t>,
) -> Option<Link> {
    let sentences = check.faults.sentences();
    let fits = |role: Role, name: &str| {
        let (fits, kinds) = match (role, question) {
            (Role::Acts, Some(question)) => (matches!(question, Question::Items(_)), "`items`"),
            (Role::Review, Some(question)) => (matches!(question, Question::One(_)), "`one`"),
            _ => (true, ""),
        };
        if let (false, Some(question)) = (fits, question) {
            let gaps = [("role", role.name()), ("kind", question.kind()), ("fits", kinds)];
            check.faults.say(table.place(name), sentences.role_misfit, &gaps);
        }
    };
    if table.get("acts").is_some_and(|item| item.truth() == Some(true)) {
        fits(Role::Acts, "acts");
        return Some(Link { role: Role::Acts, of: String::new() });
    }
    let beside = table.get("beside")?.table(format::BESIDE.names)?;
    let of = beside.need("promise").and_then(|item| Some((check.earlier(&item, own)?, item)));
    let role = beside.need("as").and_then(|item| item.named(Role::BESIDE, Role::name));
    if let Some(((name, shape), item)) = &of
        && let Some(kind) = shape.kind().filter(|kind| *kind != Question::Promise.kind())
    {
        item.say(sentences.no_promise, &[("name", name), ("kind", kind)]);
    }
    if let Some(role) = role {
        fits(role, "beside");
    }
    let ((of, _), _) = of?;
    Some(Link { role: role?, of: of.to_owned() })
}

/// Tells what cannot be true together.
fn contradictions(table: &Table<'_>, question: Option<&Question>, check: &Check<'_>) {
    let sentences = check.faults.sentences();
    let is = |name: &str, value: bool| table.get(name).is_some_and(|item| item.is_truth(value));
    if matches!(question, Some(Question::Note(_))) {
        for (name, sentence) in [("required", sentences.note_required), ("step", sentences.note_step)] {
            if is(name, true) {
                check.faults.say(table.place(name), sentence, &[]);
            }
        }
    } else if is("saved", false) && is("step", true) {
        check.faults.say(table.place("saved"), sentences.unsaved_step, &[]);
    }
}
