//! Goes in by one of the two doors: the screen, or line by line.

use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use super::ask;
use super::out::{Failed, tell};
use super::places::Places;
use crate::perform::{Performer, Start};
use crate::plain;
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::tui;

/// Opens the home screen.
pub(super) fn home(places: &Places) -> Result<ExitCode, Failed> {
    enter(places, Start::Home)
}

/// Goes in by the door that fits.
pub(super) fn enter(places: &Places, start: Start) -> Result<ExitCode, Failed> {
    let (mut performer, settings, faults) = places.door()?;
    if places.plain(&settings)? {
        for fault in &faults {
            tell(&fault.what);
        }
    } else if !faults.is_empty() {
        // On the screen, what was told before it would be out of sight at once.
        let all: Vec<_> = faults.into_iter().map(|fault| fault.what).collect();
        performer.leave_note(Trouble::new(all.join(" ")));
    }
    enter_with(performer, settings, places, start)
}

/// Goes in with these hands, by the door that fits.
pub(super) fn enter_with(
    mut performer: Performer,
    settings: Settings,
    places: &Places,
    start: Start,
) -> Result<ExitCode, Failed> {
    if places.plain(&settings)? {
        if performer.is_locked() {
            ask::unlock(&mut performer)?;
        }
        talk(&mut performer, start)?;
    } else {
        tui::run(performer, settings, start)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Talks over stdin and stdout. A save that failed is told on stderr too where stdout is not what a person sees.
fn talk(performer: &mut Performer, start: Start) -> Result<(), Trouble> {
    let errors: Box<dyn Write> =
        if io::stdout().is_terminal() { Box::new(io::sink()) } else { Box::new(io::stderr()) };
    plain::run(performer, start, BufReader::new(io::stdin()), BufWriter::new(io::stdout()), errors)
}
