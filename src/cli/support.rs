//! `onward support`: help lines, offline.

use std::process::ExitCode;

use super::out::{Failed, Out};
use super::places::Places;
use crate::plain::support_lines;
use crate::question::Support as Need;
use crate::support::Support;
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
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (performer, _) = places.open()?;
    let support = performer.support();
    let country = match &args.country {
        Some(named) => Some(code(support, named)?),
        None => performer.country().filter(|code| support.country(code).is_some()).map(str::to_owned),
    };
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
