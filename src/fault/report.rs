//! A fault and its place, and the report of all faults of one file. It knows no kind of file.

use std::ops::Range;

/// One thing wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the source.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// How to mend it; may be empty.
    pub mend: String,
}

/// Where something stands in a file, as editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters, from 1.
    pub column: usize,
}

/// All that is wrong with one file. There is at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The name of the file, as shown.
    pub name: String,
    /// Its text, as far as it could be read.
    pub source: String,
    /// The faults, in the order of their places.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Puts faults in the order of their places.
    pub fn new(name: &str, source: &str, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.span.start);
        faults.dedup();
        Self { name: name.to_owned(), source: source.to_owned(), faults }
    }

    /// Makes a report of one fault at the beginning, where there is no text to show.
    pub fn of(name: &str, what: String, mend: String) -> Self {
        Self::new(name, "", vec![Fault { span: 0..0, what, mend }])
    }

    /// Returns the place of a fault.
    pub fn place(&self, fault: &Fault) -> Place {
        Place::of(&self.source, fault.span.start)
    }

    /// Returns the line of a fault, from 1.
    pub fn line(&self, fault: &Fault) -> usize {
        self.place(fault).line
    }

    /// Returns the column of a fault, in characters from 1.
    pub fn column(&self, fault: &Fault) -> usize {
        self.place(fault).column
    }

    /// Returns `FILE:LINE:COLUMN: what` of a fault, harmless to print.
    pub fn headline(&self, fault: &Fault) -> String {
        let Place { line, column } = self.place(fault);
        super::show::harmless(&format!("{}:{line}:{column}: {}", self.name, fault.what))
    }

    /// Returns the headline of the first fault.
    pub fn first(&self) -> String {
        self.faults.first().map(|fault| self.headline(fault)).unwrap_or_default()
    }
}

impl Place {
    /// Finds the place of a byte in a text. A byte beyond the end stands at the end.
    pub fn of(source: &str, byte: usize) -> Self {
        let before = &source[..floor(source, byte)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl std::error::Error for Report {}

/// Moves a byte back to the start of the character it is in, and into the text.
pub(super) fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = "a = \"é日本\" x\r\nsecond";
        assert_eq!(Place::of(source, source.find('x').unwrap()), Place { line: 1, column: 11 });
        assert_eq!(Place::of(source, source.find("cond").unwrap()), Place { line: 2, column: 3 });
        assert_eq!(Place::of(source, 10_000), Place { line: 2, column: 7 });
        assert_eq!(Place::of("é", 1), Place { line: 1, column: 1 });
    }
}
