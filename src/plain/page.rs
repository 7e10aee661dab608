//! What a place of a walk shows, as lines. Pure: a session goes in, lines come out. It reads no input and saves nothing.

use super::support::support_lines;
use crate::guide::{Part, PartKind};
use crate::mirror::Excerpt;
use crate::perform::{Past, answered_on};
use crate::question::{Field, Keeps, Note, Shows};
use crate::reflection::telling::{self, Said, said};
use crate::reflection::{Answer, Stop, Value};
use crate::session::{At, Left, MapRow, Seen, Session, View};
use crate::support::Support;
use crate::words::{count, fill, words};

/// The help lines, and the country whose come first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Help<'a> {
    pub(super) lines: &'a Support,
    pub(super) country: Option<&'a str>,
}

/// Returns what the place at hand shows.
pub(super) fn page(session: &Session, help: Help<'_>) -> Vec<String> {
    let view = session.view();
    match &view.at {
        At::Opening { part, words, questions, minutes } => {
            opening(&view, part, &here(words), *questions, *minutes)
        }
        At::Prompt { ask, help: more, number: None, note, .. } => {
            let mut lines = vec![fill(words().plain.note, &[("text", &here(ask))])];
            lines.extend(more.iter().map(|more| here(more)));
            lines.extend(note.iter().flat_map(|note| below(session, note, help)));
            lines
        }
        At::Prompt { ask, help: more, number, field, prompt, .. } => {
            let mut lines = vec![question(ask, *number)];
            lines.extend(more.iter().map(|more| fill(words().plain.help, &[("text", &here(more))])));
            // An answer that is never written is not printed either.
            if prompt.saved {
                lines.extend(so_far(*field));
            }
            lines.extend(field.offer());
            lines
        }
        At::Mirror { seen, field, first, .. } => mirror(seen, *field, *first),
        At::Closing { part, words, answers } => closing(part, *words, answers),
        At::Finish { step, left, .. } if view.preview => finish(step, left, None),
        At::Finish { step, left, keeps } => finish(step, left, Some(*keeps)),
    }
}

/// Returns the question again, in one line, when the first answer could not stand.
pub(super) fn again(session: &Session) -> Option<String> {
    match session.view().at {
        At::Prompt { ask, number, .. } => Some(question(ask, number)),
        At::Mirror { field, .. } => {
            let again = field.offer().into_iter().chain([words().mirror.plain_choose.to_owned()]);
            Some(again.collect::<Vec<_>>().join("\n"))
        }
        _ => None,
    }
}

/// Returns what the mirror holds up, and the choice of what to do with it.
fn mirror(seen: &[Seen], field: &dyn Field, first: bool) -> Vec<String> {
    let w = &words().mirror;
    let mut lines = vec![format!("{}. {}", w.title, if seen.len() == 1 { w.one } else { w.two })];
    for Seen { excerpt: Excerpt { before, phrase, after }, category } in seen {
        lines.push(fill(w.plain_phrase, &[("before", before), ("phrase", phrase), ("after", after)]));
        lines.push(fill(w.plain_ask, &[("ask", &category.ask)]));
        lines.push(fill(w.plain_why, &[("why", &category.why)]));
    }
    lines.extend(first.then(|| w.silence.to_owned()));
    lines.extend(field.offer());
    lines.push(w.plain_choose.to_owned());
    lines
}

fn question(ask: &str, number: Option<(usize, usize)>) -> String {
    let p = &words().plain;
    match number {
        Some((n, of)) => fill(p.question, &[("n", &n.to_string()), ("of", &of.to_string()), ("ask", ask)]),
        None => fill(p.question_alone, &[("ask", ask)]),
    }
}

/// Returns the title of a part, with its number when it is a stage.
pub(super) fn title(view: &View<'_>, part: &Part) -> String {
    let p = &words().plain;
    let title = named(part);
    let here = view.stages.iter().position(|stage| stage.here);
    let told = match here {
        Some(n) if part.kind == PartKind::Stage => {
            let (n, of) = ((n + 1).to_string(), view.stages.len().to_string());
            fill(p.stage, &[("n", &n), ("of", &of), ("title", title)])
        }
        _ => fill(p.part, &[("title", title)]),
    };
    // That nothing is kept is never out of mind.
    if view.preview { format!("{}{told}", p.preview_part) } else { told }
}

fn named(part: &Part) -> &str {
    let page = &words().page;
    match (part.title.as_deref(), part.kind) {
        (Some(title), _) => title,
        (None, PartKind::Opening) => page.opening,
        (None, PartKind::Closing) => page.closing,
        (None, PartKind::Stage) => &part.id,
    }
}

fn opening(view: &View<'_>, part: &Part, intro: &str, questions: usize, minutes: Option<u32>) -> Vec<String> {
    let p = &words().plain;
    let mut size = count(questions, p.questions, p.questions_many);
    if let Some(minutes) = minutes {
        size.push(' ');
        size.push_str(&count(minutes as usize, p.minute, p.minutes));
    }
    vec![title(view, part), intro.to_owned(), size]
}

/// Returns what stands below a note.
fn below(session: &Session, note: &Note, help: Help<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(need) = note.support {
        lines.extend(support_lines(help.lines, help.country, need));
    }
    if note.shows == Some(Shows::Answers) {
        lines.extend(answers(session));
    }
    let goal = note.revisit.as_ref().map(|prompt| Stop::Prompt(prompt.clone()));
    let number = |(n, (stop, ask)): (usize, (Stop, String))| {
        (Some(stop) == goal)
            .then(|| fill(words().plain.revisit, &[("n", &(n + 1).to_string()), ("ask", &ask)]))
    };
    lines.extend(questions(session).into_iter().enumerate().find_map(number));
    lines
}

/// Puts the way to leave at this door in the place of the other door's, in the words of a guide.
fn here(text: &str) -> String {
    text.replace("Ctrl+Q", "/stop")
}

/// Returns the answer as it stands, if there is one.
fn so_far(field: &dyn Field) -> Vec<String> {
    let p = &words().plain;
    let value = field.value();
    let mut lines = labelled(&said(&value), p.so_far, p.so_far_below);
    if !lines.is_empty() {
        let more = matches!(value, Value::Items(_) | Value::Text(_)) && field.keeps_enter();
        lines.push(if more { p.so_far_more } else { p.so_far_how }.to_owned());
    }
    lines
}

/// Puts what was said behind a label: in its line when it is one line, below it otherwise.
fn labelled(parts: &[Said], inline: &str, above: &str) -> Vec<String> {
    match parts {
        [] => Vec::new(),
        [Said::Words(words)] if !words.contains('\n') => vec![fill(inline, &[("text", words)])],
        _ => {
            let points = |points: &[String]| points.iter().map(|p| format!("- {p}")).collect::<Vec<_>>();
            let lines = parts.iter().flat_map(|part| match part {
                Said::Words(words) => vec![words.clone()],
                Said::Points(all) => points(all),
            });
            [above.to_owned()].into_iter().chain(lines).collect()
        }
    }
}

fn read_back<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> Vec<String> {
    let p = &words().plain;
    let told = answers.into_iter().filter(|answer| !answer.value.is_empty());
    told.flat_map(|answer| {
        let asked = fill(p.asked, &[("text", &answer.asked)]);
        let said = labelled(&telling::told(answer), p.answered, p.answered_below);
        [asked].into_iter().chain(said)
    })
    .collect()
}

/// Returns what was answered so far.
pub(super) fn answers(session: &Session) -> Vec<String> {
    let lines = read_back(session.reflection().told());
    if lines.is_empty() { vec![words().plain.nothing_yet.to_owned()] } else { lines }
}

/// Returns earlier answers to one question, and says how many more there are.
pub(super) fn earlier(newest: &[Past], more: usize) -> Vec<String> {
    let p = &words().plain;
    if newest.is_empty() {
        return vec![words().read.then_none.to_owned()];
    }
    let read = |past: &Past| {
        let when = answered_on(past.begun, Some(past.answer.at));
        let form = |form: &str| fill(form, &[("when", &when)]);
        labelled(&said(&past.answer.value), &form(p.earlier), &form(p.earlier_below))
    };
    let mut lines: Vec<String> = newest.iter().flat_map(read).collect();
    if more > 0 {
        lines.push(count(more, p.earlier_more, p.earlier_many));
    }
    lines
}

fn closing(part: &Part, outro: Option<&str>, answers: &[&Answer]) -> Vec<String> {
    let p = &words().plain;
    let mut lines = vec![fill(p.end_of_stage, &[("title", named(part))])];
    lines.extend(outro.map(str::to_owned));
    let back = read_back(answers.iter().copied());
    if back.is_empty() {
        lines.push(p.nothing_here.to_owned());
    } else {
        lines.push(p.read_back.to_owned());
        lines.extend(back);
    }
    lines
}

/// Returns the last page. Of a preview nothing is kept.
fn finish(step: &[&Answer], left: &[Left<'_>], keeps: Option<Keeps>) -> Vec<String> {
    let p = &words().plain;
    let mut lines = vec![p.finish.to_owned()];
    if !step.is_empty() {
        lines.push(p.step.to_owned());
        lines.extend(read_back(step.iter().copied()));
    }
    match (left.len(), keeps) {
        (0, None) => lines.push(p.preview_end.to_owned()),
        (0, Some(Keeps::All)) => lines.push(p.kept.to_owned()),
        (0, _) => {}
        (n, _) => {
            lines.push(count(n, p.left, p.left_many));
            lines.extend(left.iter().enumerate().map(|(n, left)| format!("{}. {}", n + 1, left.ask)));
        }
    }
    lines
}

/// Returns the open questions in order, with their places: what `/map` numbers and `/go` goes to.
pub(super) fn questions(session: &Session) -> Vec<(Stop, String)> {
    let rows = session.map().into_iter().filter_map(|row| match row {
        MapRow::Prompt { stop, ask, .. } => Some((stop, ask.to_owned())),
        MapRow::Part(..) => None,
    });
    rows.collect()
}

/// Returns the map: the parts, and the questions numbered throughout.
pub(super) fn map(session: &Session) -> Vec<String> {
    let p = &words().plain;
    let mut n = 0;
    let mut lines = Vec::new();
    for row in session.map() {
        match row {
            MapRow::Part(Some(title), _) => lines.push(fill(p.part, &[("title", title)])),
            MapRow::Part(None, _) => {}
            MapRow::Prompt { ask, answered, here, .. } => {
                n += 1;
                let form = match (here, answered) {
                    (true, _) => p.map_here,
                    (_, true) => p.map_answered,
                    _ => p.map_row,
                };
                lines.push(fill(form, &[("n", &n.to_string()), ("ask", ask)]));
            }
        }
    }
    lines.push(p.map_how.to_owned());
    lines
}
