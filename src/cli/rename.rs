//! `onward rename`: another title for a reflection.

use std::process::ExitCode;

use super::out::{Failed, Out};
use super::places::Places;
use crate::words::{fill, words};

/// Give a reflection another title
///
/// An empty title ("") puts back that of its guide.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, the beginning of it, or "last"
    id: String,
    /// The title
    #[arg(required = true)]
    title: Vec<String>,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (mut performer, _) = places.unlocked()?;
    let found = performer.find(&args.id)?;
    let title = performer.rename(&found, &args.title.join(" "))?;
    if let Some(note) = performer.note() {
        super::out::tell(&note.to_string());
    }
    out.line(&fill(words().read.titled, &[("title", &title)]))?;
    Ok(ExitCode::SUCCESS)
}
