//! How far something is that takes long: one line on stderr, written over again and again and gone in the end. It is for
//! somebody who waits at a terminal; nobody else is told.

use std::io::{self, IsTerminal as _, Stderr, Write};
use std::time::Duration;

use crate::moment::uptime;
use crate::text::columns;

/// How long one waits before anything is told.
const PATIENCE: Duration = Duration::from_millis(700);

/// How often it is told anew.
const AGAIN: Duration = Duration::from_millis(100);

/// The line.
#[derive(Debug)]
pub(super) struct Progress<W: Write = Stderr> {
    /// None: nobody waits there.
    to: Option<W>,
    next: Duration,
    /// How many columns of it are shown.
    shown: usize,
}

impl Progress {
    /// Begins to wait.
    pub(super) fn new() -> Self {
        Self::to(io::stderr().is_terminal().then(io::stderr), uptime())
    }

    /// Tells how far it is, if there is somebody to tell and it is time.
    pub(super) fn tell(&mut self, said: impl FnOnce() -> String) {
        if self.to.is_some() {
            self.tell_at(uptime(), said);
        }
    }
}

impl<W: Write> Progress<W> {
    fn to(to: Option<W>, now: Duration) -> Self {
        Self { to, next: now + PATIENCE, shown: 0 }
    }

    fn tell_at(&mut self, now: Duration, said: impl FnOnce() -> String) {
        let Some(to) = self.to.as_mut().filter(|_| now >= self.next) else { return };
        self.next = now + AGAIN;
        let said = said();
        let rest = self.shown.saturating_sub(columns(&said));
        // Where it cannot be told, nobody waits for it.
        let _ = write!(to, "\r{said}{:rest$}", "").and_then(|()| to.flush());
        self.shown = columns(&said);
    }

    /// Takes the line away, so that something else can be told in its place.
    pub(super) fn clear(&mut self) {
        if let Some(to) = self.to.as_mut().filter(|_| self.shown > 0) {
            let _ = write!(to, "\r{:1$}\r", "", self.shown).and_then(|()| to.flush());
            self.shown = 0;
        }
    }
}

impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Returns what is written when entries are read for so long, each in a millisecond.
    fn written(to: Option<&mut Vec<u8>>, lasts: Duration) -> usize {
        let mut progress = Progress::to(to, SECOND);
        let mut said = 0;
        for n in 0..lasts.as_millis() as u32 {
            progress.tell_at(SECOND + n * Duration::from_millis(1), || {
                said += 1;
                format!("{} left", lasts.as_millis() - u128::from(n))
            });
        }
        said
    }

    #[test]
    fn a_line_is_written_over_at_most_ten_times_a_second_and_gone_in_the_end() {
        let mut text = Vec::new();
        assert_eq!(written(Some(&mut text), 2 * SECOND), 13);
        let text = String::from_utf8(text).unwrap();
        assert!(
            text.starts_with("\r1300 left\r1200 left\r1100 left\r1000 left\r900 left \r800 left\r"),
            "{text:?}"
        );
        assert!(text.ends_with("\r100 left\r        \r"), "{text:?}");
    }

    #[test]
    fn nothing_is_written_of_what_takes_a_moment_or_to_nobody() {
        let mut text = Vec::new();
        assert_eq!(written(Some(&mut text), SECOND / 2), 0);
        assert_eq!(text, b"");
        assert_eq!(written(None, 2 * SECOND), 0);
    }

    #[test]
    fn what_is_told_in_between_stands_on_a_line_of_its_own() {
        let mut text = Vec::new();
        let mut progress = Progress::to(Some(&mut text), Duration::ZERO);
        progress.tell_at(SECOND, || "1 of 2".to_owned());
        progress.clear();
        progress.clear();
        drop(progress);
        assert_eq!(text, b"\r1 of 2\r      \r");
    }
}
