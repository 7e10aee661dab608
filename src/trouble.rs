//! Trouble: what happened, what is safe, what to do. It knows no file, no terminal and no other room.

use std::fmt;

/// Something that could not be done, told so that a tired person knows where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, one sentence.
    pub what: String,
    /// What is safe in spite of it, one sentence; empty when nothing was at risk.
    pub safe: String,
    /// What to do about it, one sentence; empty when there is nothing to do.
    pub advice: String,
    /// Whether the command was put wrongly (exit code 2) rather than could not be done (exit code 1).
    pub usage: bool,
    /// Whether what was typed was refused, so that typing it again may help.
    pub mistyped: bool,
}

impl Trouble {
    /// Starts with what happened.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), safe: String::new(), advice: String::new(), usage: false, mistyped: false }
    }

    /// Adds what is safe in spite of it.
    pub fn safe(mut self, safe: impl Into<String>) -> Self {
        self.safe = safe.into();
        self
    }

    /// Adds what to do about it.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// Marks it as a wrong way of asking.
    pub fn usage(mut self) -> Self {
        self.usage = true;
        self
    }

    /// Marks it as something that typing it again may mend.
    pub fn mistyped(mut self) -> Self {
        self.mistyped = true;
        self
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        for more in [&self.safe, &self.advice] {
            if !more.is_empty() {
                write!(f, "\n{more}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Trouble {}
