//! `onward config check`: what is wrong in the settings, and in what stands beside them: a person's own help lines, and a
//! mirror of their own.

use std::process::ExitCode;

use super::out::{Failed, Out};
use super::places::Places;
use crate::library::own_mirror;
use crate::settings::{Problem, Settings};
use crate::support::Support;
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
    let settings = match Settings::load(&paths.config).problem {
        Some(Problem::Trouble(trouble)) => return Err(trouble.into()),
        Some(Problem::Faults(report)) => Some(report),
        None => None,
    };
    let mirror = own_mirror(&paths.config).err();
    let support = Support::own(&paths.support());
    let w = &words().cli;
    let sentence = if paths.config.exists() { w.no_faults } else { w.no_settings };
    let file = paths.config.to_string_lossy();
    let faults = [settings, support.as_ref().err().cloned(), mirror];
    if faults[0].is_none() {
        out.line(&fill(sentence, &[("file", &file)]))?;
    }
    for report in faults.iter().flatten() {
        out.line(&report.to_string())?;
    }
    if support.is_ok_and(|own| own.is_some()) {
        out.line(&fill(w.no_faults, &[("file", &paths.support().to_string_lossy())]))?;
    }
    Ok(if faults.iter().any(Option::is_some) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
