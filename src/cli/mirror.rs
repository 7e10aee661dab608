//! `onward mirror`: the mirror on any text. It opens no journal and keeps nothing.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::mirror::{Excerpt, Finding, Mirror};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The side whose words it looks at, where none is named.
const USUAL: &str = "broke";

/// Look at a text's wording: phrases that may undo what it means to say, and a question about each
///
/// Nothing of the text is kept. When the mirror has no question, that means nothing: it looks at wording alone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file of text; without one, or with "-", the standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Whose words they are: broke, unless you say hurt
    #[arg(long = "as", value_name = "PERSPECTIVE", default_value = USUAL, hide_default_value = true)]
    side: String,
    /// As one JSON document: where each phrase starts and ends (in characters), the phrase, its category, the question
    #[arg(long)]
    json: bool,
    /// Another file of patterns than the one that is built in
    #[arg(long, value_name = "FILE")]
    patterns: Option<PathBuf>,
}

/// A phrase in JSON.
#[derive(Debug, Serialize)]
struct Row<'a> {
    start: usize,
    end: usize,
    phrase: &'a str,
    category: &'a str,
    question: &'a str,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let w = &words().mirror;
    let mirror = match &args.patterns {
        Some(file) => Mirror::read(&file.to_string_lossy(), &bytes(Some(file))?),
        None => places.open()?.0.mirror(),
    };
    let mirror = match mirror {
        Ok(mirror) => mirror,
        Err(report) => {
            tell(&report.to_string());
            return Ok(ExitCode::FAILURE);
        }
    };
    let known = mirror.sides();
    if !known.contains(&args.side.as_str()) {
        let gaps = [("side", args.side.as_str()), ("known", &known.join(", "))];
        return Err(Trouble::new(fill(w.cli_other_side, &gaps)).usage().into());
    }
    let text = bytes(args.file.as_deref())?;
    let text = String::from_utf8_lossy(&text);
    let found = mirror.look(&text, &args.side);
    if args.json {
        out.json(&rows(&text, &found))?;
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        tell(w.cli_nothing);
    }
    let (mut line, mut upto) = (1, 0);
    for finding in &found {
        line += text[upto..finding.at.start].matches('\n').count();
        upto = finding.at.start;
        told(line, &text, finding, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a phrase in its sentence, and what is asked about it.
fn told(line: usize, text: &str, finding: &Finding<'_>, out: &mut Out) -> Result<(), Failed> {
    let w = &words().mirror;
    let Excerpt { before, phrase, after } = Excerpt::of(text, finding.at.clone());
    let line = line.to_string();
    let gaps = [("line", &*line), ("before", &before), ("phrase", &phrase), ("after", &after)];
    out.line(&fill(w.cli_found, &gaps))?;
    let category = finding.category;
    out.line(&fill(w.cli_name, &[("name", &category.name), ("why", &category.why)]))?;
    out.line(&fill(w.cli_ask, &[("ask", &category.ask)]))
}

/// Counts from bytes to characters, once through the text.
fn rows<'a>(text: &'a str, found: &'a [Finding<'a>]) -> Vec<Row<'a>> {
    let (mut bytes, mut characters) = (0, 0);
    let mut upto = |to: usize| {
        characters += text[bytes..to].chars().count();
        bytes = to;
        characters
    };
    let row = |finding: &'a Finding<'a>| Row {
        start: upto(finding.at.start),
        end: upto(finding.at.end),
        phrase: &text[finding.at.clone()],
        category: &finding.category.id,
        question: &finding.category.ask,
    };
    found.iter().map(row).collect()
}

/// Reads a file, or the standard input.
fn bytes(file: Option<&Path>) -> Result<Vec<u8>, Trouble> {
    let read = match file.filter(|file| *file != Path::new("-")) {
        Some(file) => std::fs::read(file),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
    };
    read.map_err(|error| {
        let w = &words().cli;
        let name = file.unwrap_or(Path::new("-")).to_string_lossy();
        let gaps = [("file", name.as_ref()), ("why", &error.to_string())];
        Trouble::new(fill(w.no_file, &gaps)).advice(w.no_file_advice)
    })
}
