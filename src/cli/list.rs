//! `onward list`: past reflections, newest first. A damaged one stands in its place with its fault.

use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::moment::Day;
use crate::perform::{Filter, Header, Listed};
use crate::reflection::Status;
use crate::text::columns;
use crate::words::{fill, words};

/// List past reflections, newest first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only those that are open, or finished
    #[arg(long, value_name = "open|finished", value_parser = ["open", "finished"])]
    status: Option<String>,
    /// Only those of this guide
    #[arg(long, value_name = "ID")]
    guide: Option<String>,
    /// Only those begun on this day (2027-01-31) or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<Day>,
    /// Only those begun on this day or before
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<Day>,
    /// As one JSON document
    #[arg(long)]
    json: bool,
}

/// One line of the list in JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Row<'a> {
    Whole {
        id: &'a str,
        title: &'a str,
        guide: &'a str,
        guide_title: &'a str,
        perspective: &'a str,
        status: &'static str,
        started: String,
        updated: String,
        stage: Option<&'a str>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        copy: bool,
        file: String,
    },
    Damaged {
        id: &'a str,
        damaged: String,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        copy: bool,
        file: String,
    },
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| fill(words().cli.not_a_day, &[("text", text)]))
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (performer, _) = places.unlocked()?;
    performer.reachable()?;
    let all = performer.list();
    let none = all.is_empty();
    let filter = args.filter();
    let list: Vec<&Listed> = all.iter().filter(|listed| filter.lets(listed)).collect();
    if args.json {
        out.json_list(list.iter().map(|listed| row(listed)))?;
        return Ok(ExitCode::SUCCESS);
    }
    if list.is_empty() {
        let w = &words().cli;
        tell(match none {
            true if performer.has_trash() => w.only_trash,
            true => w.nothing_kept,
            false => w.nothing_matches,
        });
    }
    let widest = list.iter().filter_map(|l| l.entry.as_ref().ok()).map(|h| columns(&one_line(&h.title)));
    let widest = widest.max().unwrap_or(0).min(TITLE);
    for listed in &list {
        out.line(&line(listed, widest))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Titles up to this many columns stand above each other.
const TITLE: usize = 40;

impl Args {
    fn filter(&self) -> Filter {
        let status = self.status.as_deref().and_then(Status::named);
        let (since, until) = (self.since, self.until);
        Filter { status, guide: self.guide.clone(), since, until, ..Filter::default() }
    }
}

fn row(listed: &Listed) -> Row<'_> {
    let file = listed.found.path.to_string_lossy().into_owned();
    let (id, copy) = (listed.found.id.as_str(), listed.copy);
    match &listed.entry {
        Ok(header) => Row::Whole {
            id,
            title: &header.title,
            guide: &header.guide,
            guide_title: &header.guide_title,
            perspective: &header.perspective,
            status: header.status.name(),
            started: header.started.to_string(),
            updated: header.updated.to_string(),
            stage: stage(header),
            copy,
            file,
        },
        Err(trouble) => Row::Damaged { id, damaged: trouble.what.clone(), copy, file },
    }
}

/// Returns the stage where an open one stopped.
pub(super) fn stage(header: &Header) -> Option<&str> {
    let open = header.status == Status::Open && !header.stage_title.is_empty();
    open.then_some(&*header.stage_title)
}

fn line(listed: &Listed, widest: usize) -> String {
    let w = &words().cli;
    let day = listed.begun().map_or_else(|| "-".repeat(10), |day| day.to_string());
    let (status, said) = match &listed.entry {
        Ok(header) => (header.status.name(), titled(header, widest)),
        Err(trouble) => (w.damaged, one_line(&trouble.what)),
    };
    let copy = if listed.copy { w.copy } else { "" };
    format!("{}  {day}  {status:<8}  {said}{copy}", listed.found.id).trim_end().to_owned()
}

fn titled(header: &Header, widest: usize) -> String {
    let title = one_line(&header.title);
    match stage(header) {
        Some(stage) => {
            let gap = " ".repeat(widest.saturating_sub(columns(&title)));
            format!("{title}{gap}  {}", one_line(stage))
        }
        None => title,
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
