//! `onward today`: what comes back today. It says nothing when nothing does, and is quick, so that it can stand in a shell's
//! login file.

use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::moment::Day;
use crate::perform::{COMMAND, Holding, Promises};
use crate::words::{fill, words};

/// Say which promises come back today; nothing when none does
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// As one JSON document
    #[arg(long)]
    json: bool,
    /// All promises, also those that are not due
    #[arg(long)]
    all: bool,
    /// Ask for no passphrase: say nothing where one would be needed
    #[arg(long)]
    unasked: bool,
}

/// What comes back on a day, in JSON.
#[derive(Debug, Serialize)]
struct Document<'a> {
    day: String,
    due: Vec<Row<'a>>,
    yesterday: Vec<Row<'a>>,
    review: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Row<'a>>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    promise: &'a str,
    when: &'a str,
    then: &'a str,
    today: &'static str,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (mut performer, _) = places.open()?;
    if performer.is_locked() {
        if args.unasked && std::env::var_os(COMMAND).is_none_or(|command| command.is_empty()) {
            return Ok(ExitCode::SUCCESS);
        }
        super::ask::unlock(&mut performer)?;
    }
    performer.reachable()?;
    let (all, today) = (performer.promises(), performer.now().day());
    if args.json {
        out.json(&document(&all, today, args.all))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.all && all.held.is_empty() {
        let p = &words().promise;
        tell(&format!("{}\n{}", p.none_held, p.none_held_how));
    }
    for line in lines(&all, today, args.all) {
        out.line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn document(all: &Promises, today: Day, whole: bool) -> Document<'_> {
    Document {
        day: today.to_string(),
        due: all.waiting(today).map(|one| row(one, today)).collect(),
        yesterday: all.waiting(today.plus(-1)).map(|one| row(one, today)).collect(),
        review: all.reviews(today).map(|one| row(one, today)).collect(),
        all: whole.then(|| all.held.iter().map(|one| row(one, today)).collect()),
    }
}

fn row(one: &Holding, today: Day) -> Row<'_> {
    let terms = &one.commitment.promise.terms;
    Row {
        id: &one.name,
        promise: &terms.promise,
        when: &terms.plan.when,
        then: &terms.plan.then,
        today: one.commitment.mark(today).name(),
    }
}

fn lines(all: &Promises, today: Day, whole: bool) -> Vec<String> {
    let p = &words().promise;
    let line =
        |one: &Holding| fill(p.due_line, &[("title", &one.commitment.short_title()), ("name", &one.name)]);
    if whole {
        return all.held.iter().map(line).collect();
    }
    let yesterday = all.waiting(today.plus(-1)).map(|one| fill(p.yesterday, &[("title", &line(one))]));
    let review =
        all.reviews(today).map(|one| fill(p.review_line, &[("title", &one.commitment.short_title())]));
    all.waiting(today).map(line).chain(yesterday).chain(review).collect()
}
