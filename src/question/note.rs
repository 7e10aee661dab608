//! Nothing to answer: words to read, and go on.

use super::field::{Field, Heard, Row, Spot, Stroke, Took};
use crate::reflection::Value;

/// The field of a note, which takes nothing.
#[derive(Debug)]
pub(super) struct NoteField;

impl Field for NoteField {
    fn value(&self) -> Value {
        Value::Skipped
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        if *stroke == Stroke::Enter { Took::Onward } else { Took::Moved }
    }

    fn hear(&mut self, _line: &str) -> Heard {
        Heard::Done
    }

    fn offer(&self) -> Vec<String> {
        Vec::new()
    }

    fn fit(&mut self, _columns: usize, _lines: usize) {}

    fn rows(&self) -> Vec<Row> {
        Vec::new()
    }

    fn caret(&self) -> Spot {
        Spot::default()
    }
}
