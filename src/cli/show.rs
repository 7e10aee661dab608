//! `onward show`: one reflection, to read or to hand to a script.

use std::process::ExitCode;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::reflection::json::Entry;
use crate::reflection::page;

/// Read one reflection
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, the beginning of it, or "last"
    id: String,
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A page of text
    Text,
    /// Markdown
    Md,
    /// JSON, with everything
    Json,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (performer, _) = places.unlocked()?;
    let loaded = performer.read(&args.id)?;
    if let Some(note) = loaded.note {
        tell(&note.to_string());
    }
    match args.format {
        Format::Text => out.line(page::text(&loaded.reflection).trim_end())?,
        Format::Md => out.line(page::markdown(&loaded.reflection).trim_end())?,
        Format::Json => out.json(&Entry::of(&loaded.reflection))?,
    }
    Ok(ExitCode::SUCCESS)
}
