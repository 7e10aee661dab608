//! `onward paths`: where everything is kept.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out};
use super::places::Places;
use crate::words::words;

/// Say where everything is kept
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// As one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Kept {
    journal: String,
    trash: String,
    backups: String,
    guides: String,
    config: String,
    /// The person's own help lines, where there are some.
    support: Option<String>,
    state: String,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let paths = places.paths()?;
    let said = |path: &Path| path.to_string_lossy().into_owned();
    let kept = Kept {
        journal: said(&paths.journal),
        trash: said(&paths.journal.join("trash")),
        backups: said(&paths.journal.join("backups")),
        guides: said(&paths.guides),
        config: said(&paths.config),
        support: Some(paths.support()).filter(|path| path.exists()).map(|path| said(&path)),
        state: said(&paths.state),
    };
    if args.json {
        out.json(&kept)?;
        return Ok(ExitCode::SUCCESS);
    }
    let w = &words().cli;
    let mut rows = vec![
        (w.paths_journal, kept.journal),
        (w.paths_trash, kept.trash),
        (w.paths_backups, kept.backups),
        (w.paths_guides, kept.guides),
        (w.paths_config, kept.config),
    ];
    rows.extend(kept.support.map(|file| (w.paths_support, file)));
    rows.push((w.paths_state, kept.state));
    let widest = rows.iter().map(|(label, _)| label.len()).max().unwrap_or(0);
    for (label, path) in rows {
        out.line(&format!("{label:<widest$}  {path}"))?;
    }
    Ok(ExitCode::SUCCESS)
}
