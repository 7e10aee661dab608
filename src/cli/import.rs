//! `onward import`: what was exported before, here or elsewhere, and the entries of other programs. Everything is read
//! and found in order before anything is written.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::out::{Failed, Out, tell};
use super::places::Places;
use super::progress::Progress;
use crate::perform::{Intake, Taken};
use crate::reflection::json_read::{Document, Fault, Imported};
use crate::trouble::Trouble;
use crate::words::{count, fill, grouped, words};

/// Bring in what was exported: from onward, from jrnl, from Day One
///
/// What is here already stays as it is. An entry that differs from the one here is kept beside it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// JSON files; "-" is the standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The summary as one JSON document
    #[arg(long)]
    json: bool,
}

/// How many of what was brought became what.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Sum {
    brought_in: usize,
    already_here: usize,
    kept_beside: usize,
    left_out: usize,
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let texts: Vec<(String, Vec<u8>)> = args.files.iter().map(|file| text(file)).collect::<Result<_, _>>()?;
    let mut progress = Progress::new();
    let opened = texts.iter().map(|(name, text)| opened(name, text, &mut progress));
    let documents: Vec<Document<'_>> = opened.collect::<Result<_, _>>()?;
    progress.clear();
    let (performer, _) = places.unlocked()?;
    let mut intake = performer.take_in()?;
    let mut sum = Sum::default();
    let done = bring(&documents, &mut intake, &mut sum, &mut progress);
    // What came before a trouble is in order, and stays.
    let settled = intake.settle();
    drop(progress);
    if args.json {
        out.json(&sum)?;
    } else {
        out.line(&sum.said())?;
    }
    done.and(settled)?;
    if sum.left_out > 0 {
        tell(words().exchange.busy_how);
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings in every entry, second versions after those they belong to.
fn bring(
    documents: &[Document<'_>],
    intake: &mut Intake<'_>,
    sum: &mut Sum,
    progress: &mut Progress,
) -> Result<(), Trouble> {
    let all = documents.iter().map(Document::len).sum();
    let orders: Vec<_> = documents.iter().map(|document| (document, document.order())).collect();
    let first = orders.iter().flat_map(|(document, (first, _))| first.iter().map(move |n| (document, *n)));
    let copies = orders.iter().flat_map(|(document, (_, copies))| copies.iter().map(move |n| (document, *n)));
    for (document, n) in first.chain(copies) {
        let Ok(Imported { reflection, copy }) = document.entry(n) else { continue };
        let taken = intake.bring(&reflection, copy)?;
        if let Some(said) = said(taken) {
            progress.clear();
            tell(&fill(said, &[("id", reflection.id.as_str())]));
        }
        sum.add(taken);
        progress.tell(|| far(words().exchange.so_far_done, sum.all(), all));
    }
    Ok(())
}

/// Looks through a text and every entry in it.
fn opened<'a>(name: &str, text: &'a [u8], progress: &mut Progress) -> Result<Document<'a>, Trouble> {
    let mut told = |n, all| progress.tell(|| far(words().exchange.so_far_read, n, all));
    let opened = Document::open_telling(text, &mut told);
    opened.map_err(|fault| {
        progress.clear();
        wrong(name, &fault)
    })
}

/// Says how far it is.
fn far(said: &str, n: usize, all: usize) -> String {
    fill(said, &[("n", &grouped(n)), ("all", &grouped(all))])
}

/// Returns what has to be said of one entry.
fn said(taken: Taken) -> Option<&'static str> {
    match taken {
        Taken::Busy => Some(words().exchange.busy_one),
        Taken::Mended => Some(words().exchange.mended),
        Taken::In | Taken::Same | Taken::Beside => None,
    }
}

/// Reads a file whole.
fn text(file: &Path) -> Result<(String, Vec<u8>), Trouble> {
    let e = &words().exchange;
    let name = file.display().to_string();
    let read = if file == Path::new("-") {
        let mut text = Vec::new();
        io::stdin().lock().read_to_end(&mut text).map(|_| text)
    } else {
        std::fs::read(file)
    };
    match read {
        Ok(text) => Ok((name, text)),
        Err(why) => {
            let what = fill(e.no_file, &[("file", &name), ("why", &why.to_string())]);
            Err(Trouble::new(what).safe(e.fault_safe).advice(e.no_file_how))
        }
    }
}

/// Tells what is wrong in a file.
fn wrong(file: &str, fault: &Fault) -> Trouble {
    let e = &words().exchange;
    let (line, column) = (fault.line.to_string(), fault.column.to_string());
    let entry = fault.entry.map(|n| n.to_string());
    let gaps = [
        ("file", file),
        ("line", &line),
        ("column", &column),
        ("what", &fault.what),
        ("n", entry.as_deref().unwrap_or_default()),
    ];
    Trouble::new(fill(if entry.is_some() { e.fault_entry } else { e.fault }, &gaps)).safe(e.fault_safe)
}

impl Sum {
    fn add(&mut self, taken: Taken) {
        *match taken {
            Taken::In | Taken::Mended => &mut self.brought_in,
            Taken::Same => &mut self.already_here,
            Taken::Beside => &mut self.kept_beside,
            Taken::Busy => &mut self.left_out,
        } += 1;
    }

    /// Returns how many it is in all.
    fn all(self) -> usize {
        self.brought_in + self.already_here + self.kept_beside + self.left_out
    }

    /// Returns it in words; what there is none of is left out, but for what was asked for.
    fn said(self) -> String {
        let e = &words().exchange;
        let mut parts = vec![count(self.brought_in, e.in_one, e.in_many)];
        let more = [
            (self.already_here, e.here, e.here),
            (self.kept_beside, e.beside, e.beside_many),
            (self.left_out, e.busy, e.busy),
        ];
        parts.extend(more.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)));
        parts.join(", ")
    }
}
