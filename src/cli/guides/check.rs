//! Every fault of guides' files: they are the data of this command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::{Failed, Out, tell};
use crate::library::{self, Checked, guide_files};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// A file in JSON.
#[derive(Debug, Serialize)]
struct Row<'a> {
    file: String,
    id: Option<&'a str>,
    title: Option<&'a str>,
    faults: Vec<Told<'a>>,
}

/// A fault in JSON.
#[derive(Debug, Serialize)]
struct Told<'a> {
    line: usize,
    column: usize,
    message: &'a str,
    advice: &'a str,
}

pub(super) fn check(paths: &[PathBuf], json: bool, out: &mut Out) -> Result<ExitCode, Failed> {
    let mut sound = true;
    let mut files = Vec::new();
    for path in paths {
        match found(path) {
            Ok(found) => files.extend(found),
            Err(trouble) => {
                sound = false;
                tell(&trouble.to_string());
            }
        }
    }
    let checked = library::check(&files);
    sound &= checked.iter().all(|file| file.guide.is_ok());
    if json {
        out.json(&checked.iter().map(row).collect::<Vec<_>>())?;
    } else {
        checked.iter().try_for_each(|file| out.line(&told(file)))?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Finds the files a path means.
fn found(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let (w, a) = (&words().cli, &words().authors);
    let name = path.to_string_lossy();
    let files = path.metadata().and_then(|_| guide_files(path)).map_err(|why| {
        let gaps = [("file", name.as_ref()), ("why", &why.to_string())];
        Trouble::new(fill(w.no_file, &gaps)).advice(w.no_file_advice)
    })?;
    if files.is_empty() {
        let what = fill(a.nothing_to_check, &[("folder", &name)]);
        return Err(Trouble::new(what).advice(a.nothing_to_check_how));
    }
    Ok(files)
}

fn told(file: &Checked) -> String {
    match &file.guide {
        Ok(_) => fill(words().cli.no_faults, &[("file", &file.path.to_string_lossy())]),
        Err(report) => report.to_string(),
    }
}

fn row(file: &Checked) -> Row<'_> {
    let faults = file.guide.as_ref().err().into_iter().flat_map(|report| {
        report.faults.iter().map(|fault| {
            let place = report.place(fault);
            Told { line: place.line, column: place.column, message: &fault.what, advice: &fault.mend }
        })
    });
    Row {
        file: file.path.to_string_lossy().into_owned(),
        id: file.id.as_deref(),
        title: file.guide.as_ref().ok().map(|guide| &*guide.title),
        faults: faults.collect(),
    }
}
