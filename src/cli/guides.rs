//! `onward guides`: the guides there are, one of them whole, and what an author of one needs.

mod check;
mod new;
mod preview;
mod shelf;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::guide::Guide;

/// Look at the guides, or write one of your own
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
    /// Begin a guide of your own: a file with an example of each thing, and what it does
    New {
        /// Its id: small letters, digits and hyphens
        id: String,
        /// Where to write it, instead of among your guides; `-` prints it
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Begin with a copy of the built-in guide of this id, which yours then takes the place of
        #[arg(long)]
        replace: bool,
    },
    /// Walk through a guide's file while you write it; nothing is kept
    ///
    /// When the file changes, it is read again, and you stay where you are.
    Preview {
        /// The file
        file: PathBuf,
        /// The side: broke, hurt, or what the guide has
        #[arg(long = "as", value_name = "SIDE")]
        perspective: Option<String>,
    },
    /// Say every fault of a guide's file, and how to mend it
    Check {
        /// The files, or folders of them
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// As one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Print the schema of a guide's file, with which an editor checks and explains its keys
    Schema,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    match &args.what {
        None => shelf::list(false, places, out),
        Some(What::List { json }) => shelf::list(*json, places, out),
        Some(What::Show { id }) => show::show(id, places, out),
        Some(What::New { id, output, replace }) => new::new(id, output.as_deref(), *replace, places, out),
        Some(What::Preview { file, perspective }) => preview::preview(file, perspective.as_deref(), places),
        Some(What::Check { paths, json }) => check::check(paths, *json, out),
        Some(What::Schema) => out.json(&Guide::schema()).map(|()| ExitCode::SUCCESS),
    }
}
