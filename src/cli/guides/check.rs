//! Every fault of guides' files: they are the data of this command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failed, Out, tell};
use crate::library::read_guide;
use crate::trouble::Trouble;
use crate::words::{fill, words};

pub(super) fn check(files: &[PathBuf], out: &mut Out) -> Result<ExitCode, Failed> {
    let mut code = ExitCode::SUCCESS;
    for file in files {
        if !sound(file, out)? {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// Checks one file. Returns whether it has no faults.
fn sound(file: &Path, out: &mut Out) -> Result<bool, Failed> {
    let w = &words().cli;
    let name = file.to_string_lossy();
    if let Err(why) = file.metadata() {
        let gaps = [("file", name.as_ref()), ("why", &why.to_string())];
        tell(&Trouble::new(fill(w.no_file, &gaps)).advice(w.no_file_advice).to_string());
        return Ok(false);
    }
    match read_guide(file) {
        Ok(_) => out.line(&fill(w.no_faults, &[("file", &name)])).map(|()| true),
        Err(report) => out.line(&report.to_string()).map(|()| false),
    }
}
