//! `onward doctor`: a look at every file, and, when asked, putting right what can be put right.

use std::process::ExitCode;

use serde::Serialize;

use super::ask;
use super::out::{Failed, Out, tell};
use super::places::Places;
use super::progress::Progress;
use crate::perform::{Checkup, Finding, Performer, Repair};
use crate::words::{count, fill, grouped, words};

/// Read every file, and say what is damaged; changes nothing
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Put right what can be put right; no reflection is deleted
    #[arg(long)]
    repair: bool,
    /// As one JSON document
    #[arg(long)]
    json: bool,
}

/// The whole look in JSON.
#[derive(Debug, Serialize)]
struct Report<'a> {
    journal: String,
    encrypted: bool,
    reflections: usize,
    copies: usize,
    trashed: usize,
    others: usize,
    locked: usize,
    wrong: usize,
    findings: Vec<Row<'a>>,
    repairs: Vec<Mended<'a>>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    file: String,
    kind: &'static str,
    wrong: bool,
    what: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Mended<'a> {
    file: String,
    done: bool,
    what: &'a str,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (mut performer, _) = places.open()?;
    performer.reachable()?;
    // A key that cannot be opened is one of the things to look for.
    if performer.is_locked()
        && let Err(trouble) = ask::unlock(&mut performer)
    {
        tell(&trouble.to_string());
    }
    let found = look(&performer);
    let repairs = if args.repair { performer.repair(&found) } else { Vec::new() };
    let now = if repairs.iter().any(|repair| repair.done) { look(&performer) } else { found.clone() };
    let wrong = now.wrong() + now.locked;
    if args.json {
        // What was found before anything was put right; how many are still wrong now.
        out.json(&report(&performer, &found, &repairs, wrong))?;
    } else {
        print(args, &found, &now, &repairs, out)?;
    }
    Ok(ExitCode::from(u8::from(wrong > 0)))
}

/// Looks at every file; says how far it is where somebody watches and waits.
fn look(performer: &Performer) -> Checkup {
    let mut progress = Progress::new();
    performer.checkup(&mut |n| progress.tell(|| fill(words().doctor.reading, &[("n", &grouped(n))])))
}

fn print(
    args: &Args,
    found: &Checkup,
    now: &Checkup,
    repairs: &[Repair],
    out: &mut Out,
) -> Result<(), Failed> {
    let d = &words().doctor;
    let (wrong, known): (Vec<&Finding>, Vec<&Finding>) =
        found.findings.iter().partition(|finding| finding.kind.is_wrong());
    for finding in wrong.iter().chain(&known) {
        out.line(&finding.said)?;
    }
    for (n, one, many) in [(found.others, d.others, d.others_many), (found.locked, d.locked, d.locked_many)] {
        if n > 0 {
            out.line(&count(n, one, many))?;
        }
    }
    for repair in repairs {
        out.line(&repair.said)?;
    }
    out.line(&summary(now))?;
    if args.repair && repairs.is_empty() && !wrong.is_empty() {
        tell(d.nothing_repaired);
    }
    if !args.repair && !wrong.is_empty() {
        tell(d.repair_how);
    }
    Ok(())
}

/// Says in one line what there is and how it is.
fn summary(now: &Checkup) -> String {
    let d = &words().doctor;
    let verdict = match now.wrong() {
        0 => d.all_well.to_owned(),
        n => count(n, d.n_wrong, d.n_wrongs),
    };
    let reflections = count(now.reflections, d.n_reflection, d.n_reflections);
    let copies = count(now.copies, d.n_copy, d.n_copies);
    let gaps = [
        ("reflections", reflections.as_str()),
        ("copies", &copies),
        ("trashed", &now.trashed.to_string()),
        ("verdict", &verdict),
    ];
    fill(d.looked, &gaps)
}

fn report<'a>(performer: &Performer, found: &'a Checkup, repairs: &'a [Repair], wrong: usize) -> Report<'a> {
    let row = |finding: &'a Finding| Row {
        file: finding.path.display().to_string(),
        kind: finding.kind.name(),
        wrong: finding.kind.is_wrong(),
        what: &finding.said,
        line: finding.place.map(|place| place.0),
        column: finding.place.map(|place| place.1),
    };
    let mended = |repair: &'a Repair| Mended {
        file: repair.path.display().to_string(),
        done: repair.done,
        what: &repair.said,
    };
    Report {
        journal: performer.paths().journal.display().to_string(),
        encrypted: performer.is_encrypted(),
        reflections: found.reflections,
        copies: found.copies,
        trashed: found.trashed,
        others: found.others,
        locked: found.locked,
        wrong,
        findings: found.findings.iter().map(row).collect(),
        repairs: repairs.iter().map(mended).collect(),
    }
}
