//! `onward check-in`: says how a promise was kept, or walks through those of today.

use std::process::ExitCode;

use super::enter::enter;
use super::list::one_line;
use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::moment::Day;
use crate::perform::Start;
use crate::reflection::{CheckIn, Outcome, telling};
use crate::words::{fill, words};

/// Say how a promise was kept; without a name, walk through those of today
///
/// A later word for the same day replaces an earlier one. Days left open count for nothing.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its name, or the beginning of it (see: onward today --all)
    #[arg(value_name = "COMMITMENT", requires = "outcome")]
    name: Option<String>,
    /// How it was kept
    #[arg(value_name = "kept|partly|missed", value_parser = ["kept", "partly", "missed"])]
    outcome: Option<String>,
    /// A note on it
    #[arg(long, value_name = "TEXT", requires = "outcome")]
    note: Option<String>,
    /// The day (2027-01-31); today, if none is given
    #[arg(long, value_name = "DAY", requires = "outcome", value_parser = day)]
    on: Option<Day>,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| fill(words().cli.not_a_day, &[("text", text)]))
}

pub(super) fn run(args: Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (Some(name), Some(outcome)) = (args.name, args.outcome.as_deref().and_then(Outcome::named)) else {
        return enter(places, Start::Today);
    };
    let (mut performer, _) = places.unlocked()?;
    performer.reachable()?;
    let held = performer.promise(&name)?;
    let on = args.on.unwrap_or_else(|| performer.now().day());
    let before = held.commitment.check_ins.on(on).map(|said| said.note.clone());
    // Without a note, one that was there stays.
    let note = args.note.or(before).unwrap_or_default();
    let commitment =
        performer.check_in(&held.found, &held.commitment.prompt, CheckIn { on, outcome, note })?;
    if let Some(note) = performer.note() {
        tell(&note.to_string());
    }
    let p = &words().promise;
    let note = commitment.check_ins.on(on).map_or("", |said| said.note.as_str());
    let gaps = [
        ("day", &*telling::day(on)),
        ("outcome", commitment.mark(on).told()),
        ("title", &one_line(commitment.title())),
        ("note", note),
    ];
    out.line(&fill(if note.is_empty() { p.said } else { p.said_note }, &gaps))?;
    Ok(ExitCode::SUCCESS)
}
