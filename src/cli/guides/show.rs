//! One guide to read: what it draws on, its sides, and what each is asked.

use std::process::ExitCode;

use super::{Failed, Out};
use crate::cli::places::Places;
use crate::guide::{Guide, Part, PartKind, Prompt, Source};
use crate::text;
use crate::words::{count, fill, words};

/// The columns of the page.
const COLUMNS: usize = 79;

pub(super) fn show(id: &str, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (performer, _) = places.open()?;
    let guide = performer.guide(id)?;
    for (indent, line) in lines(&guide) {
        let tame = text::tame(&line).into_owned();
        for row in text::rows(&tame, COLUMNS - indent) {
            out.line(format!("{}{row}", " ".repeat(indent)).trim_end())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the page, line by line, each with how far it is moved in.
fn lines(guide: &Guide) -> Vec<(usize, String)> {
    let mut lines = vec![(0, guide.title.clone())];
    // Where it says what it is for, that comes first below; else the summary stands there.
    let summary = guide.summary.iter().filter(|_| guide.about.purpose.is_some());
    lines.extend(summary.map(|summary| (0, summary.clone())));
    lines.extend(guide.facts().iter().map(|fact| (0, fact.line())));
    lines.extend(guide.source.iter().flat_map(more).map(|line| (0, line)));
    lines.push((0, String::new()));
    lines.extend(guide.perspectives.iter().map(|side| (0, format!("{}: {}", side.id, side.label))));
    for part in &guide.parts {
        lines.push((0, String::new()));
        lines.push((0, titled(part)));
        let asked = part.prompts.iter().flat_map(|prompt| asked(guide, prompt));
        lines.extend(asked.map(|line| (2, line)));
    }
    lines
}

/// Returns what else there is to say of a source: where it can be read, and a note.
fn more(source: &Source) -> impl Iterator<Item = String> {
    let link = source.link.as_ref().map(|link| fill(words().cli.source, &[("source", link)]));
    link.into_iter().chain(source.note.clone())
}

fn titled(part: &Part) -> String {
    let page = &words().page;
    let title = match (part.title.as_deref(), part.kind) {
        (Some(title), _) => title,
        (None, PartKind::Opening) => page.opening,
        (None, PartKind::Closing) => page.closing,
        (None, PartKind::Stage) => &part.id,
    };
    let w = &words().cli;
    format!("{title} ({})", count(part.prompts.len(), w.questions, w.questions_many))
}

/// Returns a question as each side is asked it; once, when all are asked the same.
fn asked(guide: &Guide, prompt: &Prompt) -> Vec<String> {
    let each: Vec<(&str, &str)> = guide
        .perspectives
        .iter()
        .filter_map(|side| Some((side.id.as_str(), prompt.ask.say(&side.id)?)))
        .collect();
    let same = each.len() == guide.perspectives.len() && each.windows(2).all(|pair| pair[0].1 == pair[1].1);
    match each.first() {
        Some((_, ask)) if same => vec![format!("- {ask}")],
        _ => each.iter().map(|(side, ask)| format!("- {side}: {ask}")).collect(),
    }
}
