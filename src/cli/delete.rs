//! `onward delete`: a reflection into the trash, without a question, since it can be brought back.

use std::process::ExitCode;

use super::out::{Failed, Out};
use super::places::Places;
use crate::words::{count, fill, words};

/// Put a reflection in the trash; it can be brought back
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, the beginning of it, or "last"
    id: String,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let w = &words().doctor;
    let (mut performer, _) = places.unlocked()?;
    let found = performer.find(&args.id)?;
    let title = performer.read_at(&found).map(|loaded| loaded.reflection.title);
    let copies = performer.put_away(&found)?;
    let title = title.unwrap_or_else(|_| w.a_damaged_one.to_owned());
    let said = match copies {
        0 => w.put_away.to_owned(),
        n => count(n, w.put_away_copies, w.put_away_copies_many),
    };
    out.line(&fill(&said, &[("title", &title)]))?;
    out.line(&fill(w.put_away_how, &[("id", found.id.as_str())]))?;
    Ok(ExitCode::SUCCESS)
}
