//! Faults in the very shape of a file, and what may only seem wrong because of them. It knows no kind of file.

use std::ops::Range;

use super::faults::{MOST, told};
use super::report::{Fault, floor};
use crate::words::{fill, words};

/// How the TOML reader tells a name that stands twice in its table.
const REPEATED: &str = "duplicate key";

/// Where a file is torn by what is not TOML.
pub(super) struct Torn {
    pub(super) faults: Vec<Fault>,
    /// The lines of these faults, in bytes.
    lines: Vec<Range<usize>>,
    /// Where a header is torn: from there on, nobody knows what belongs to which table.
    header: Option<usize>,
}

impl Torn {
    pub(super) fn new(source: &str, errors: &[toml::de::Error]) -> Self {
        let fault = |error: &toml::de::Error| {
            let gaps = [("error", error.message())];
            told(source, error.span().unwrap_or_default(), words().faults.syntax, &gaps)
        };
        let mut faults: Vec<_> = errors.iter().take(MOST).map(fault).collect();
        let line = |fault: &Fault| line_around(source, fault.span.start);
        let repeated = fill(words().faults.syntax.lines().next().unwrap_or_default(), &[("error", REPEATED)]);
        let torn = faults.iter().filter(|fault| fault.what != repeated).map(line);
        let headers = torn.filter(|line| source[line.clone()].trim_start().starts_with('['));
        let header = headers.map(|line| line.start).min();
        // Behind a torn header the names of one table fall into the one before, where they may stand already.
        faults
            .retain(|fault| fault.what != repeated || header.is_none_or(|header| fault.span.start < header));
        let lines = faults.iter().map(line).collect();
        Self { faults, lines, header }
    }

    /// Returns the text with the torn lines left blank, so that what stands behind them can be read. There is none where
    /// nothing is torn, or a header is: its names would fall into another table.
    pub(super) fn blanked(&self, source: &str) -> Option<String> {
        let is_header = |line: &Range<usize>| source[line.clone()].trim_start().starts_with('[');
        if self.lines.is_empty() || self.lines.iter().any(is_header) {
            return None;
        }
        let mut text = source.to_owned();
        for line in &self.lines {
            // As many bytes as before, so that every place stays.
            text.replace_range(line.clone(), &" ".repeat(line.len()));
        }
        Some(text)
    }

    /// Tells whether a fault may only be there because the file is torn.
    pub(super) fn hides(&self, fault: &Fault, lack: bool) -> bool {
        let at = fault.span.start;
        (lack && !self.faults.is_empty())
            || self.lines.iter().any(|line| line.contains(&at) || line.end == at)
            || self.header.is_some_and(|header| at >= header)
    }
}

/// Finds the line of a byte.
fn line_around(source: &str, byte: usize) -> Range<usize> {
    let at = floor(source, byte);
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    start..source[at..].find('\n').map_or(source.len(), |newline| at + newline)
}
