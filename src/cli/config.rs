//! `onward config check`: what is wrong in the settings, and in a mirror of one's own beside them.

use std::process::ExitCode;

use super::out::{Failed, Out};
use super::places::Places;
use crate::library::own_mirror;
use crate::settings::{Problem, Settings};
use crate::words::{fill, words};

/// Look after your settings
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say what is wrong in them, and how to mend it
    Check,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let What::Check = args.what;
    let paths = places.paths()?;
    let mirror = own_mirror(&paths.config);
    if let Err(report) = &mirror {
        out.line(&report.to_string())?;
    }
    match Settings::load(&paths.config).problem {
        Some(Problem::Trouble(trouble)) => Err(trouble.into()),
        Some(Problem::Faults(report)) => {
            out.line(&report.to_string())?;
            Ok(ExitCode::FAILURE)
        }
        None => {
            let w = &words().cli;
            let sentence = if paths.config.exists() { w.no_faults } else { w.no_settings };
            out.line(&fill(sentence, &[("file", &paths.config.to_string_lossy())]))?;
            Ok(if mirror.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
