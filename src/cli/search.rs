//! `onward search`: every reflection that holds all the words, with the line, best first.

use std::ops::Range;
use std::process::ExitCode;

use serde::Serialize;

use super::list::{one_line, stage};
use super::out::{Failed, Out, tell};
use super::places::Places;
use super::progress::Progress;
use crate::perform::Find;
use crate::trouble::Trouble;
use crate::words::{count, fill, grouped, words};

/// Find words in everything that was written
///
/// All the words have to be there, in any order; of the last one the beginning is enough. Case and accents do not matter.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// As one JSON document
    #[arg(long)]
    json: bool,
}

/// One find in JSON.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    title: String,
    guide: String,
    perspective: String,
    status: &'static str,
    started: String,
    updated: String,
    /// The stage and the prompt of the answer; none when only the title has the words.
    stage: Option<String>,
    prompt: Option<String>,
    line: String,
    matches: Vec<Match>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    copy: bool,
    file: String,
}

/// Where a word stands in the line, in characters.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Match {
    start: usize,
    end: usize,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let w = &words().cli;
    let (performer, _) = places.unlocked()?;
    performer.reachable()?;
    let mut progress = Progress::new();
    let mut told = |n, all| {
        let gaps = || [("n", grouped(n)), ("all", grouped(all))];
        let far =
            || fill(words().exchange.so_far_read, &gaps().each_ref().map(|(gap, n)| (*gap, n.as_str())));
        progress.tell(far);
    };
    let search = performer.search_telling(&args.words.join(" "), &mut told);
    progress.clear();
    let Some(search) = search else {
        return Err(Trouble::new(w.no_words).advice(w.no_words_advice).usage().into());
    };
    if args.json {
        out.json_list(search.finds().filter_map(Row::of))?;
    } else {
        let mut none = true;
        for find in search.finds() {
            tell_find(&find, out)?;
            none = false;
        }
        if none {
            tell(w.nothing_found);
        }
    }
    if search.unread() > 0 {
        tell(&count(search.unread(), w.not_looked_into, w.not_looked_into_many));
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_find(find: &Find, out: &mut Out) -> Result<(), Failed> {
    let w = &words().cli;
    let day = find.listed.begun().map_or_else(|| "-".repeat(10), |day| day.to_string());
    let title = one_line(&find.hit.title.text);
    let copy = if find.listed.copy { w.copy } else { "" };
    let stage = find.listed.entry.as_ref().ok().and_then(stage);
    let stage = stage.map_or_else(String::new, |stage| format!("  {}", one_line(stage)));
    out.line(&format!("{}  {day}  {title}{stage}{copy}", find.listed.found.id))?;
    out.line(&format!("    {}", one_line(&find.hit.line.text)))
}

impl Row {
    /// None for one that cannot be read any more.
    fn of(find: Find) -> Option<Self> {
        let top = find.listed.entry.ok()?;
        let (at, line) = (find.hit.at, find.hit.line);
        Some(Self {
            id: find.listed.found.id.to_string(),
            title: top.title,
            guide: top.guide.to_string(),
            perspective: top.perspective.to_string(),
            status: top.status.name(),
            started: top.started.to_string(),
            updated: top.updated.to_string(),
            stage: at.as_ref().map(|at| at.stage.clone()),
            prompt: at.map(|at| at.prompt),
            matches: line.marks.iter().map(|mark| characters(&line.text, mark)).collect(),
            line: line.text,
            copy: find.listed.copy,
            file: find.listed.found.path.to_string_lossy().into_owned(),
        })
    }
}

fn characters(text: &str, mark: &Range<usize>) -> Match {
    let count = |end: usize| text.get(..end).unwrap_or(text).chars().count();
    Match { start: count(mark.start), end: count(mark.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_word_stands_is_told_in_characters() {
        let text = "für Ångström";
        let start = text.find('Å').unwrap();
        assert_eq!(characters(text, &(start..text.len())), Match { start: 4, end: 12 });
    }
}
