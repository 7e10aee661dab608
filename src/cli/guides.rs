//! `onward guides`: the guides there are, one of them whole, and every fault of a guide's file.

mod check;
mod shelf;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use super::out::{Failed, Out, tell};
use super::places::Places;

/// Look at the guides, or check one you write
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the guides
    List {
        /// As one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Read a guide: its sides, its stages, its questions
    Show {
        /// Its id
        id: String,
    },
    /// Say every fault of a guide's file, and how to mend it
    Check {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    match &args.what {
        None => shelf::list(false, places, out),
        Some(What::List { json }) => shelf::list(*json, places, out),
        Some(What::Show { id }) => show::show(id, places, out),
        Some(What::Check { files }) => check::check(files, out),
    }
}
