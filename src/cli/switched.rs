//! What is told while and after the way files are kept is changed.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::out::{Failed, Out, tell};
use crate::perform::Switched;
use crate::words::{count, fill, words};

/// How long nothing is said of progress, and how often it is said then.
const QUIET: Duration = Duration::from_millis(700);

/// Tells a person at a terminal how far it is, once it takes longer than a moment.
pub(super) fn progress() -> impl FnMut(usize, usize) {
    let mut next = Instant::now() + QUIET;
    let shown = stderr().is_terminal();
    move |done, all| {
        if shown && Instant::now() >= next {
            next = Instant::now() + QUIET;
            let said = fill(words().switch.progress, &[("n", &done.to_string()), ("all", &all.to_string())]);
            // Where it cannot be shown, nobody waits for it.
            let _ = write!(stderr(), "\r{said}\r").and_then(|()| stderr().flush());
        }
    }
}

/// Tells where the copy from before is, and what stayed as it was.
pub(super) fn tell_rest(done: &Switched, out: &mut Out) -> Result<(), Failed> {
    let s = &words().switch;
    if let Some(copy) = &done.copy {
        out.line(&fill(s.copy, &[("file", &copy.display().to_string())]))?;
    }
    if done.strangers > 0 {
        out.line(&count(done.strangers, s.strangers, s.strangers_many))?;
    }
    done.left.iter().for_each(|trouble| tell(&trouble.to_string()));
    Ok(())
}

/// Returns the exit code: what stayed as it was could not be done.
pub(super) fn code(done: &Switched) -> ExitCode {
    if done.left.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
