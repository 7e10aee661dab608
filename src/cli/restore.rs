//! `onward restore`: back from the trash. Nothing is written over on the way.

use std::process::ExitCode;

use super::out::{Failed, Out};
use super::places::Places;
use crate::words::{count, fill, words};

/// Bring a reflection back from the trash
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, the beginning of it, or "last" for what was put away last
    id: String,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let w = &words().doctor;
    let (mut performer, _) = places.unlocked()?;
    let (thing, back) = performer.bring_back(&args.id)?;
    let title = thing.entry.map_or_else(|_| w.a_damaged_one.to_owned(), |top| top.title);
    out.line(&fill(w.came_back, &[("title", &title)]))?;
    if back.beside {
        let file = back.found.path.display().to_string();
        out.line(&fill(w.came_beside, &[("id", back.found.id.as_str()), ("file", &file)]))?;
    }
    if back.copies > 0 {
        out.line(&count(back.copies, w.came_copies, w.came_copies_many))?;
    }
    Ok(ExitCode::SUCCESS)
}
