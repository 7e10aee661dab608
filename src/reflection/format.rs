//! The text a reflection is kept as: TOML, a header a list can read alone, the answers, and a checksum as the last
//! line. It knows no file and no folder; what a higher format means for writing is its caller's concern.

use std::fmt;

use crate::reflection::Reflection;

pub use super::format_read::{read, read_top};
pub use super::format_write::write;

/// What stands before the checksum in the last line.
pub(crate) const CHECK: &[u8] = b"# check: ";

/// What the first line starts with.
pub(crate) const LEAD: &[u8] = b"# A reflection kept by onward.";

/// The length of the last line in bytes: its lead, eight hexadecimal digits and the line end.
const CHECK_LINE: usize = CHECK.len() + 8 + 1;

/// The line each answer starts with, and the line end before it.
pub(crate) const ANSWERS: &str = "\n[[answers]]";

/// The kinds of question this version knows; an answer of another kind keeps its raw fields.
pub(super) const KINDS: [&str; 9] =
    ["text", "line", "one", "several", "scale", "yes-no", "items", "plan", "promise"];

/// A reflection as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The reflection.
    pub reflection: Reflection,
    /// Whether the text is as onward left it.
    pub check: Check,
}

/// Whether a text is as onward left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The checksum agrees.
    Whole,
    /// No checksum, or another: written or changed by hand, or damaged.
    Edited,
}

/// Why a text is no reflection, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, a sentence without its full stop.
    pub what: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
}

impl Fault {
    /// Makes a fault at a byte of a text; an offset that is out of the text counts as its end.
    pub(super) fn at(text: &[u8], offset: usize, what: impl Into<String>) -> Self {
        let before = &text[..offset.min(text.len())];
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        let column = before[start..].iter().filter(|&&b| b & 0xC0 != 0x80).count() + 1;
        Self { what: what.into(), line, column }
    }
}

impl fmt::Display for Fault {
    /// Writes `line:column: what`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for Fault {}

/// Compares the checksum in the last line with the bytes before it. Parses nothing.
pub fn check(bytes: &[u8]) -> Check {
    let Some((body, last)) = bytes.split_at_checked(bytes.len().wrapping_sub(CHECK_LINE)) else {
        return Check::Edited;
    };
    let mut expected = Vec::with_capacity(CHECK_LINE);
    push_check(body, &mut expected);
    if body.ends_with(b"\n") && last == expected { Check::Whole } else { Check::Edited }
}

/// Appends the last line: the checksum of `body`.
fn push_check(body: &[u8], out: &mut Vec<u8>) {
    let sum = crc32fast::hash(body);
    out.extend_from_slice(CHECK);
    out.extend((0..8).rev().map(|digit| b"0123456789abcdef"[(sum >> (digit * 4)) as usize & 15]));
    out.push(b'\n');
}

/// Appends the checksum of all that stands in `out`.
pub(super) fn seal(out: &mut Vec<u8>) {
    let mut line = Vec::with_capacity(CHECK_LINE);
    push_check(out, &mut line);
    out.extend_from_slice(&line);
}
