//! `onward new`: straight into a new reflection.

use std::process::ExitCode;

use super::enter::enter;
use super::out::Failed;
use super::places::Places;
use crate::perform::Start;

/// Begin a reflection; what you do not say here is asked
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The guide to follow (see: onward guides)
    #[arg(long, value_name = "ID")]
    guide: Option<String>,
    /// Your side: broke, hurt, or what the guide has
    #[arg(long = "as", value_name = "PERSPECTIVE")]
    perspective: Option<String>,
    /// What to call it
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
}

pub(super) fn run(args: Args, places: &Places) -> Result<ExitCode, Failed> {
    let title = args.title.filter(|title| !title.trim().is_empty());
    enter(places, Start::New { guide: args.guide, perspective: args.perspective, title })
}
