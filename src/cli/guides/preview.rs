//! Walks through a guide's file while it is written. It knows no journal: it works whether there is one or not, and whether
//! that is encrypted.

use std::path::Path;
use std::process::ExitCode;

use super::Failed;
use crate::cli::enter::enter_with;
use crate::cli::places::Places;
use crate::library::read_guide;
use crate::perform::{Performer, Start, has_side};
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::words::{fill, words};

pub(super) fn preview(file: &Path, perspective: Option<&str>, places: &Places) -> Result<ExitCode, Failed> {
    if !file.is_file() {
        let a = &words().authors;
        let what = fill(a.no_such_file, &[("file", &file.to_string_lossy())]);
        return Err(Trouble::new(what).advice(a.no_such_file_how).into());
    }
    if let (Ok(guide), Some(side)) = (read_guide(file), perspective) {
        has_side(&guide, side)?;
    }
    let paths = places.paths()?;
    let settings = Settings::load(&paths.config).settings;
    let performer = Performer::keeping_nothing(paths, &settings);
    let start = Start::Preview { file: file.to_owned(), perspective: perspective.map(str::to_owned) };
    enter_with(performer, settings, places, start)
}
