//! `onward resume`: back to the very place where a reflection stopped.

use std::process::ExitCode;

use super::enter::enter;
use super::out::Failed;
use super::places::Places;
use crate::perform::Start;

/// Go on where you stopped
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, the beginning of it, or "last"; without it, the unfinished one touched last
    id: Option<String>,
}

pub(super) fn run(args: Args, places: &Places) -> Result<ExitCode, Failed> {
    enter(places, Start::Resume(args.id))
}
