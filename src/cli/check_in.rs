//! `onward check-in`: says how a promise was kept, or walks through those of today.

use std::process::ExitCode;

use super::enter::enter;
use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::moment::Day;
use crate::perform::Start;
use crate::reflection::{Outcome, telling};
use crate::words::{fill, words};

/// Say how a promise was kept; without a name, walk through those of today
///
/// A later word for the same day replaces an earlier one. Days left open count for nothing.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its name, or the beginning of it (see: onward today --all)
    #[arg(value_name = "COMMITMENT", requires = "outcome")]
    name: Option<String>,
    /// How it was kept; open takes back what was said
    #[arg(value_name = "kept|partly|missed|open", value_parser = ["kept", "partly", "missed", "open"])]
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
    let (Some(name), Some(outcome)) = (args.name, args.outcome) else {
        return enter(places, Start::Today);
    };
    let (mut performer, _) = places.unlocked()?;
    performer.reachable()?;
    let held = performer.promise(&name)?;
    let on = args.on.unwrap_or_else(|| performer.now().day());
    let prompt = &held.commitment.prompt;
    let commitment = match Outcome::named(&outcome) {
        Some(outcome) => performer.check_in(&held.found, prompt, (on, outcome), args.note)?,
        None => performer.take_back(&held.found, prompt, on)?,
    };
    if let Some(note) = performer.note() {
        tell(&note.to_string());
    }
    let p = &words().promise;
    let note = commitment.check_ins.on(on).map_or("", |said| said.note.as_str());
    let gaps = [
        ("day", &*telling::day(on)),
        ("outcome", commitment.mark(on).told()),
        ("title", &commitment.short_title()),
        ("note", note),
    ];
    let form = match commitment.check_ins.on(on) {
        None => p.taken_back,
        Some(_) if note.is_empty() => p.said,
        Some(_) => p.said_note,
    };
    out.line(&fill(form, &gaps))?;
    Ok(ExitCode::SUCCESS)
}
