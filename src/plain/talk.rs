//! Both ends of a line-by-line talk: what is printed, made harmless, and what is read, whatever bytes it is. It knows no
//! session.

use std::io::{BufRead, Write};

use crate::text::tame;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// A line-by-line talk.
pub(super) struct Talk<I, O, E> {
    input: I,
    output: O,
    /// Where troubles are told besides.
    errors: E,
    /// Whether nobody listens any more.
    deaf: bool,
}

impl<I: BufRead, O: Write, E: Write> Talk<I, O, E> {
    pub(super) fn new(input: I, output: O, errors: E) -> Self {
        Self { input, output, errors, deaf: false }
    }

    /// Prints words, line by line. Output that is closed is no error: it counts as the end of the talk.
    pub(super) fn say(&mut self, said: &str) {
        let unified = said.replace("\r\n", "\n");
        let done =
            self.output.write_all(tame(&unified).as_bytes()).and_then(|()| self.output.write_all(b"\n"));
        self.deaf |= done.is_err();
    }

    /// Prints lines.
    pub(super) fn say_all<S: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = S>) {
        lines.into_iter().for_each(|line| self.say(line.as_ref()));
    }

    /// Prints an empty line: something new begins.
    pub(super) fn pause(&mut self) {
        self.say("");
    }

    /// Tells of a save that failed, at once and wherever someone may see it.
    pub(super) fn alarm(&mut self, trouble: &Trouble) {
        let p = &words().plain;
        let told = format!("{}\n{}", fill(p.not_saved, &[("what", &trouble.to_string())]), p.not_saved_how);
        self.say(&told);
        let _ = self.output.flush();
        // Where errors cannot be written there is nobody to tell it.
        let _ = writeln!(self.errors, "{}", tame(&told));
        let _ = self.errors.flush();
    }

    /// Reads the next line, without its line feed; none at the end of input, or when nobody listens any more.
    pub(super) fn hear(&mut self) -> Option<String> {
        self.deaf |= self.output.flush().is_err();
        if self.deaf {
            return None;
        }
        let mut bytes = Vec::new();
        // A terminal that went away ends the talk as the end of input does.
        match self.input.read_until(b'\n', &mut bytes) {
            Ok(0) | Err(_) if bytes.is_empty() => return None,
            _ => {}
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        }
        Some(String::from_utf8(bytes).unwrap_or_else(|torn| {
            self.say(words().plain.not_text);
            String::from_utf8_lossy(torn.as_bytes()).into_owned()
        }))
    }

    /// Ends the talk: what was said is with whoever listens.
    pub(super) fn end(&mut self) {
        self.deaf |= self.output.flush().is_err();
    }
}
