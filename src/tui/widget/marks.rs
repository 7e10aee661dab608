//! The shapes of days: each is told from the others without colour, and has a plain twin. It knows no promise.

use crate::promise::Mark;

/// Returns the shape of a day, and its plain twin for terminals that show ASCII only.
pub(crate) fn signs(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Kept => ("●", "#"),
        Mark::Partly => ("◐", "+"),
        Mark::Missed => ("○", "o"),
        Mark::Open => ("·", "."),
        Mark::NotDue => (" ", " "),
    }
}

/// Returns the shape as a terminal can show it.
pub(crate) fn shape(mark: Mark, unicode: bool) -> &'static str {
    let (sign, plain) = signs(mark);
    if unicode { sign } else { plain }
}
