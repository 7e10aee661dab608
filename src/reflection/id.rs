//! The id of a reflection: eight random lower-case letters and digits, so that no word of the person's stands in a file name.

use std::fmt;
use std::str::FromStr;

/// How many letters and digits an id has.
pub(super) const LENGTH: usize = 8;

/// A reflection's name in files and commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; LENGTH]);

impl Id {
    /// Makes an id from eight numbers of any size: random ones for a new reflection, fixed ones in a test.
    pub fn from_numbers(numbers: [u8; 8]) -> Self {
        const SIGNS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        Self(numbers.map(|n| SIGNS[usize::from(n) % SIGNS.len()]))
    }

    /// Returns it as text.
    pub fn as_str(&self) -> &str {
        // Letters and digits only, so it always is text.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Id {
    type Err = ();

    /// Reads an id written in full.
    fn from_str(text: &str) -> Result<Self, ()> {
        let well = text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        <[u8; LENGTH]>::try_from(text.as_bytes()).ok().filter(|_| well).map(Self).ok_or(())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
