//! `onward support`: help lines, offline.

use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::plain::support_lines;
use crate::question::Support as Need;
use crate::support::{Country, Line, Support};
use crate::text;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The columns of the page.
const COLUMNS: usize = 79;

/// Show help lines: whom you can ring or write to
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Two letters, such as us, gb or de, or a country's name; without it, that of your settings, or all
    country: Option<String>,
    /// As one JSON document: a list of countries with their lines
    #[arg(long)]
    json: bool,
}

/// A country in JSON.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    code: &'a str,
    name: &'a str,
    emergency: &'a str,
    note: Option<&'a str>,
    lines: Vec<Row<'a>>,
}

/// A line in JSON.
#[derive(Debug, Serialize)]
struct Row<'a> {
    r#for: &'static str,
    name: &'a str,
    call: Option<&'a str>,
    text: Option<&'a str>,
    web: Option<&'a str>,
    hours: Option<&'a str>,
    about: Option<&'a str>,
    r#where: Option<&'a str>,
    checked: String,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (performer, _) = places.open()?;
    let support = &*performer.support();
    if let Some(trouble) = performer.support_trouble() {
        tell(&format!("{} {}", trouble.what, trouble.safe));
    }
    let country = match &args.country {
        Some(named) => Some(code(support, named)?),
        None => performer.country().filter(|code| support.country(code).is_some()).map(str::to_owned),
    };
    if args.json {
        let all = support.lines(country.as_deref(), Need::All);
        out.json(&all.into_iter().map(listed).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut lines = support_lines(support, country.as_deref(), Need::All);
    if country.is_none() {
        lines.push(fill(words().plain.by_country, &[("codes", &codes(support))]));
    }
    for line in lines {
        for row in text::rows(&text::tame(&line), COLUMNS) {
            out.line(row)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn listed<'a>((country, lines): (&'a Country, Vec<&'a Line>)) -> Listed<'a> {
    Listed {
        code: &country.code,
        name: &country.name,
        emergency: &country.emergency,
        note: country.note.as_deref(),
        lines: lines.into_iter().map(row).collect(),
    }
}

fn row(line: &Line) -> Row<'_> {
    Row {
        r#for: line.need.name(),
        name: &line.name,
        call: line.call.as_deref(),
        text: line.text.as_deref(),
        web: line.web.as_deref(),
        hours: line.hours.as_deref(),
        about: line.about.as_deref(),
        r#where: line.part.as_deref(),
        checked: line.checked.to_string(),
    }
}

/// Finds a country by its code or its name.
fn code(support: &Support, named: &str) -> Result<String, Trouble> {
    let by_name = || support.countries.iter().find(|country| country.name.eq_ignore_ascii_case(named));
    let found = support.country(named).or_else(by_name);
    found.map(|country| country.code.clone()).ok_or_else(|| {
        let w = &words().cli;
        Trouble::new(fill(w.no_country, &[("code", named)]))
            .advice(fill(w.no_country_advice, &[("codes", &codes(support))]))
    })
}

fn codes(support: &Support) -> String {
    support.countries.iter().map(|country| country.code.as_str()).collect::<Vec<_>>().join(", ")
}
