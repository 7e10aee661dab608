//! The keyboard, the mouse and pastes: bytes from the terminal as events. It never blocks but in the loop's own wait,
//! and tells when the terminal is gone.

use termina::{Event, Parser};
use zeroize::Zeroize;

/// As much as a terminal hands over at once.
const CHUNK: usize = 4096;

/// The keyboard.
#[derive(Debug)]
pub(crate) struct Keyboard {
    parser: Parser,
    chunk: Box<[u8; CHUNK]>,
}

/// What a reading brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// All there was.
    All,
    /// As much as fits; there may be more.
    Full,
    /// Nothing, and nothing will come: the terminal is gone.
    Gone,
}

impl Keyboard {
    /// Makes a keyboard that has not been touched.
    pub(crate) fn new() -> Self {
        Self { parser: Parser::default(), chunk: Box::new([0; CHUNK]) }
    }

    /// Reads what waits. To be called when something does, or it waits itself.
    pub(crate) fn read(&mut self) -> Reading {
        match rustix::io::read(rustix::stdio::stdin(), &mut self.chunk[..]) {
            Ok(0) => Reading::Gone,
            Ok(n) => {
                self.parser.parse(&self.chunk[..n], n == CHUNK);
                // It may have been a passphrase.
                self.chunk[..n].zeroize();
                if n == CHUNK { Reading::Full } else { Reading::All }
            }
            Err(why) if why == rustix::io::Errno::INTR || why == rustix::io::Errno::AGAIN => Reading::All,
            Err(_) => Reading::Gone,
        }
    }

    /// Returns the next event that is complete.
    pub(crate) fn next(&mut self) -> Option<Event> {
        self.parser.pop()
    }
}
