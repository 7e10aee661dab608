//! `onward trash`: what is in the trash, and removing it for good.

use std::io::{self, BufRead, IsTerminal, Write as _, stderr, stdin};
use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::moment::Moment;
use crate::perform::{Performer, Sorted, Trashed};
use crate::trouble::Trouble;
use crate::words::{count, fill, words};

/// See what is in the trash, or empty it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// As one JSON document
    #[arg(long, conflicts_with = "empty")]
    json: bool,
    /// Remove all of it for good
    #[arg(long)]
    empty: bool,
    /// Do not ask before that
    #[arg(long, requires = "empty")]
    yes: bool,
}

/// One line of the trash in JSON.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    kind: &'static str,
    title: Option<&'a str>,
    day: Option<String>,
    put_away: String,
    copies: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    damaged: Option<&'a str>,
    file: String,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    // What is removed for good need not be read.
    let (mut performer, _) = if args.empty { places.open()? } else { places.unlocked()? };
    performer.reachable()?;
    if args.empty {
        return empty(args, &mut performer, out);
    }
    let all = performer.trashed();
    if args.json {
        out.json(&all.iter().map(row).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if all.is_empty() {
        tell(words().doctor.trash_empty);
    }
    let now = performer.now();
    for thing in &all {
        out.line(&line(thing, now))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn row(thing: &Trashed) -> Row<'_> {
    let top = thing.entry.as_ref();
    Row {
        id: thing.id.as_str(),
        kind: match thing.sort {
            Sorted::Whole => "reflection",
            Sorted::Copy => "copy",
            Sorted::Before => "before",
        },
        title: top.ok().map(|top| top.title.as_str()),
        day: day(thing),
        put_away: thing.when.to_string(),
        copies: thing.copies,
        damaged: top.err().map(|trouble| trouble.what.as_str()),
        file: thing.file.display().to_string(),
    }
}

/// Returns the day it was begun; of a damaged one, as its file is named.
fn day(thing: &Trashed) -> Option<String> {
    let begun = thing.entry.as_ref().ok().map(|top| top.started.day());
    begun.or(thing.day).map(|day| day.to_string())
}

fn line(thing: &Trashed, now: Moment) -> String {
    let w = &words().doctor;
    let day = day(thing).unwrap_or_else(|| "-".repeat(10));
    let title = thing.entry.as_ref().map_or(w.trash_damaged, |top| top.title.as_str());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = match thing.sort {
        Sorted::Whole => "",
        Sorted::Copy => w.trash_copy,
        Sorted::Before => w.trash_before,
    };
    let with =
        if thing.copies == 0 { String::new() } else { count(thing.copies, w.trash_with, w.trash_with_many) };
    format!("{}  {day}  {:<14}  {title}{kind}{with}", thing.id, thing.when.ago(now))
}

/// Removes all of it, when that is meant.
fn empty(args: &Args, performer: &mut Performer, out: &mut Out) -> Result<ExitCode, Failed> {
    let w = &words().doctor;
    let all = performer.trashed().len();
    if all == 0 {
        tell(w.trash_empty);
    } else if !args.yes && !meant(all)? {
        tell(w.empty_no);
        return Ok(ExitCode::from(1));
    }
    let emptied = performer.empty_trash()?;
    if emptied.things > 0 {
        out.line(&count(emptied.things, w.emptied, w.emptied_many))?;
    }
    if emptied.others > 0 {
        let said = count(emptied.others, w.emptied_others, w.emptied_others_many);
        let folder = performer.paths().journal.join("trash").display().to_string();
        tell(&fill(&said, &[("folder", &folder)]));
    }
    if emptied.files > 0 {
        out.line(w.emptied_promise)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks on the terminal whether it is meant.
fn meant(n: usize) -> Result<bool, Trouble> {
    let w = &words().doctor;
    if !(stdin().is_terminal() && stderr().is_terminal()) {
        return Err(Trouble::new(w.empty_unasked).safe(w.empty_no).advice(w.empty_unasked_how).usage());
    }
    let asked = write!(stderr(), "{} ", count(n, w.empty_ask, w.empty_ask_many));
    let mut answer = String::new();
    let read: io::Result<usize> = asked.and_then(|()| stdin().lock().read_line(&mut answer));
    Ok(read.is_ok() && answer.trim().eq_ignore_ascii_case(w.yes))
}
