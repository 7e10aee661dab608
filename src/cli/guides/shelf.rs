//! The guides there are: built in, the user's own, and those with faults.

use std::process::ExitCode;

use serde::Serialize;

use super::{Failed, Out};
use crate::cli::places::Places;
use crate::guide::Guide;
use crate::library::Origin;
use crate::perform::Shelved;
use crate::words::{count, fill, words};

/// A guide in JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Row<'a> {
    Whole {
        id: &'a str,
        title: &'a str,
        summary: Option<&'a str>,
        purpose: Option<&'a str>,
        whom: Option<&'a str>,
        is_not: Option<&'a str>,
        language: &'a str,
        minutes: Option<u32>,
        perspectives: Vec<Side<'a>>,
        origin: &'static str,
        file: Option<String>,
    },
    Broken {
        id: &'a str,
        faults: Vec<String>,
        origin: &'static str,
        file: Option<String>,
    },
}

#[derive(Debug, Serialize)]
struct Side<'a> {
    id: &'a str,
    label: &'a str,
}

pub(super) fn list(json: bool, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (performer, _) = places.open()?;
    let guides = performer.guides();
    if json {
        out.json(&guides.iter().map(row).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let widest = guides.iter().map(|shelved| shelved.id.len()).max().unwrap_or(0);
    for shelved in &guides {
        out.line(format!("{:<widest$}  {}", shelved.id, line(shelved)).trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(shelved: &Shelved) -> String {
    let w = &words().cli;
    let said = match &shelved.guide {
        Ok(guide) => titled(guide),
        Err(report) => format!("{}: {}", count(report.faults.len(), w.faults, w.faults_many), report.first()),
    };
    match &shelved.origin {
        Origin::BuiltIn => said,
        Origin::Own(_) => format!("{said} ({})", w.own),
        Origin::Replaces(_) => format!("{said} ({})", w.replaces),
    }
}

fn titled(guide: &Guide) -> String {
    let summary = guide.summary.as_deref().unwrap_or_default();
    fill(words().plain.guide, &[("title", &guide.title), ("summary", summary)]).trim_end().to_owned()
}

fn row(shelved: &Shelved) -> Row<'_> {
    let (origin, file) = match &shelved.origin {
        Origin::BuiltIn => ("built-in", None),
        Origin::Own(path) => ("own", Some(path)),
        Origin::Replaces(path) => ("replaces", Some(path)),
    };
    let file = file.map(|path| path.to_string_lossy().into_owned());
    match &shelved.guide {
        Ok(guide) => Row::Whole {
            id: &guide.id,
            title: &guide.title,
            summary: guide.summary.as_deref(),
            purpose: guide.about.purpose.as_deref(),
            whom: guide.about.whom.as_deref(),
            is_not: guide.about.is_not.as_deref(),
            language: &guide.language,
            minutes: guide.minutes,
            perspectives: guide
                .perspectives
                .iter()
                .map(|side| Side { id: &side.id, label: &side.label })
                .collect(),
            origin,
            file,
        },
        Err(report) => Row::Broken {
            id: &shelved.id,
            faults: report.faults.iter().map(|fault| report.headline(fault)).collect(),
            origin,
            file,
        },
    }
}
