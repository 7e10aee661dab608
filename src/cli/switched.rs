//! What is told while and after the way files are kept is changed.

use std::process::ExitCode;

use super::out::{Failed, Out, tell};
use super::progress::Progress;
use crate::perform::Switched;
use crate::words::{count, fill, grouped, words};

/// Tells a person at a terminal how far it is, once it takes longer than a moment.
pub(super) fn progress() -> impl FnMut(usize, usize) {
    let mut progress = Progress::new();
    move |done, all| {
        let gaps = || [("n", grouped(done)), ("all", grouped(all))];
        progress
            .tell(|| fill(words().switch.progress, &gaps().each_ref().map(|(gap, n)| (*gap, n.as_str()))));
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
