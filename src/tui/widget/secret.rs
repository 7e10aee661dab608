//! What is typed without being shown: wiped when it is let go of, and whenever it moves. It keeps no history and no
//! caret, and tells nothing of itself but whether there is something.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroizing;

/// Room enough that typing seldom moves it.
const ROOM: usize = 256;

/// Something typed in secret.
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    /// Makes an empty one.
    pub(crate) fn new() -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }

    /// Adds what was typed or pasted, which is wiped then. The line end that a paste often brings along is no part of it.
    pub(crate) fn push(&mut self, typed: String) {
        let typed = Zeroizing::new(typed);
        let typed = typed.trim_end_matches(['\r', '\n']);
        let length = self.0.len() + typed.len();
        if length > self.0.capacity() {
            // A string that grows by itself leaves its old bytes behind.
            let mut larger = Zeroizing::new(String::with_capacity(length * 2));
            larger.push_str(&self.0);
            self.0 = larger;
        }
        self.0.push_str(typed);
    }

    /// Takes back the letter typed last.
    pub(crate) fn pop(&mut self) {
        let end = self.0.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        self.0.truncate(end);
    }

    /// Empties and wipes it.
    pub(crate) fn clear(&mut self) {
        *self = Self::new();
    }

    /// Tells whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns what was typed.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_letters_and_pastes_and_gives_them_back_one_by_one() {
        let mut secret = Secret::new();
        for typed in ["correct", " hörse", "👩\u{200d}👧", "\r\n"] {
            secret.push(typed.to_owned());
        }
        assert_eq!(secret.as_str(), "correct hörse👩\u{200d}👧");
        secret.pop();
        secret.pop();
        assert_eq!(secret.as_str(), "correct hörs");
        let long = "x".repeat(10 * ROOM);
        secret.push(long.clone());
        assert_eq!(secret.as_str(), format!("correct hörs{long}"));
        secret.clear();
        assert!(secret.is_empty());
        secret.pop();
        assert!(secret.is_empty());
    }

    #[test]
    fn nothing_of_it_is_told() {
        let mut secret = Secret::new();
        secret.push("hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
