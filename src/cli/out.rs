//! How a command ends: its data on stdout, its troubles on stderr, its exit code. What is printed is made harmless to a
//! terminal; a closed pipe is no error.

use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::perform::json;
use crate::text::tame;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The columns of running text.
const COLUMNS: usize = 79;

/// The data of a command, on its way to stdout.
pub(super) struct Out {
    to: BufWriter<Stdout>,
}

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Failed {
    /// Nobody reads on: that is no error.
    Closed,
    /// It could not be done.
    Trouble(Trouble),
}

impl Out {
    pub(super) fn new() -> Self {
        Self { to: BufWriter::new(io::stdout()) }
    }

    /// Prints a line, or lines.
    pub(super) fn line(&mut self, line: &str) -> Result<(), Failed> {
        self.to.write_all(tame(line).as_bytes())?;
        Ok(self.to.write_all(b"\n")?)
    }

    /// Prints one JSON document.
    pub(super) fn json(&mut self, document: &impl Serialize) -> Result<(), Failed> {
        self.as_is(&json(document)?)?;
        Ok(self.to.write_all(b"\n")?)
    }

    /// Prints a list as one JSON document, one after the other: however long it is, it needs no memory for it.
    pub(super) fn json_list(&mut self, rows: impl Iterator<Item = impl Serialize>) -> Result<(), Failed> {
        let mut before = "[\n";
        for row in rows {
            self.as_is(before)?;
            self.as_is(&json(&row)?)?;
            before = ",\n";
        }
        self.as_is(if before == ",\n" { "\n]\n" } else { "[]\n" })
    }

    /// Prints what was made harmless before.
    pub(super) fn as_is(&mut self, harmless: &str) -> Result<(), Failed> {
        Ok(self.to.write_all(harmless.as_bytes())?)
    }

    /// Sees to it that all of it is written.
    pub(super) fn finish(&mut self) -> Result<(), Failed> {
        Ok(self.to.flush()?)
    }
}

impl Failed {
    /// Tells the trouble, and returns the exit code.
    pub(super) fn code(&self) -> ExitCode {
        match self {
            Self::Closed => ExitCode::SUCCESS,
            Self::Trouble(trouble) => {
                tell(&trouble.to_string());
                ExitCode::from(if trouble.usage { 2 } else { 1 })
            }
        }
    }
}

impl From<Trouble> for Failed {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Trouble(Trouble::new(fill(words().cli.cannot_print, &[("why", &error.to_string())]))),
        }
    }
}

/// Says something on stderr.
pub(super) fn tell(said: &str) {
    // Where stderr cannot be written there is nobody to tell it.
    let _ = writeln!(io::stderr(), "{}", tame(said));
}

/// Breaks long lines between words, as wide as any terminal is.
pub(super) fn wrapped(said: &str) -> String {
    let rows = said
        .lines()
        .flat_map(|line| if line.is_empty() { vec![""] } else { crate::text::rows(line, COLUMNS) });
    rows.map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Prints help or version on stdout, or what was wrong with the arguments on stderr.
pub(super) fn usage(usage: &clap::Error) -> ExitCode {
    let said = usage.render().to_string();
    if usage.use_stderr() {
        tell(said.trim_end());
        return ExitCode::from(2);
    }
    let mut out = Out::new();
    let done = out.line(said.trim_end()).and_then(|()| out.finish());
    done.map_or_else(|failed| failed.code(), |()| ExitCode::SUCCESS)
}
