//! The keyboard, the mouse and pastes: bytes from the terminal as events. It never blocks but in the loop's own wait,
//! and tells when the terminal is gone.

use termina::{Event, Parser};
use zeroize::Zeroize;

use super::keys::{self, Act};

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

    /// Takes bytes as if they had been read; `more` if others follow at once.
    fn take(&mut self, bytes: &[u8], more: bool) {
        self.parser.parse(bytes, more);
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

/// Returns the text that bytes from a terminal type in a place to write, key by key and paste by paste. The loop reads
/// keys in the same way; this is for those who try what terminals may send.
pub fn typed(bytes: &[u8]) -> String {
    let (mut keyboard, mut text) = (Keyboard::new(), String::new());
    for chunk in bytes.chunks(CHUNK) {
        keyboard.take(chunk, chunk.len() == CHUNK);
        while let Some(event) = keyboard.next() {
            match event {
                Event::Key(key) => match keys::read(key, keys::WRITING.iter().chain(keys::EVERYWHERE)) {
                    Some(Act::Type(letter)) => text.push_str(&letter),
                    Some(Act::Enter) => text.push('\n'),
                    _ => {}
                },
                Event::Paste(pasted) => text.push_str(&pasted),
                _ => {}
            }
        }
    }
    text
}
