//! A list of short items.

use super::field::{Field, Heard, Row, Scrolled, Spot, Stroke, Took};
use super::parts::{Part, Parts, Piece};
use super::spec::Items;
use crate::reflection::Value;
use crate::text::Edit;
use crate::words::{fill, words};

/// The field of a list. It always has one item, perhaps empty, to write in.
#[derive(Debug)]
pub(super) struct ItemsField {
    parts: Parts,
    most: Option<usize>,
    /// Whether a line was heard since the question was put: the first one starts the list anew.
    hearing: bool,
}

impl ItemsField {
    /// Makes the field; the caret comes in after the last item.
    pub(super) fn new(items: &Items, saved: Option<&Value>) -> Self {
        let saved = match saved {
            Some(Value::Items(items)) => items.as_slice(),
            _ => &[],
        };
        let mut parts = Parts::new(parts_of(saved));
        parts.go(usize::MAX);
        Self { parts, most: items.most, hearing: false }
    }

    fn items(&self) -> Vec<String> {
        self.parts.parts.iter().map(Part::text).filter(|item| !item.is_empty()).collect()
    }

    fn full(&self) -> bool {
        self.most.is_some_and(|most| self.parts.parts.len() >= most)
    }

    /// Enter: the next item, a new one below the last, or on when the last is empty.
    fn enter(&mut self) -> Took {
        let focus = self.parts.focus;
        if self.parts.parts[focus].is_blank() {
            return Took::Onward;
        }
        if self.parts.parts.get(focus + 1).is_some_and(Part::is_blank) {
            return self.parts.go(focus + 1);
        }
        if self.full() {
            return if focus + 1 < self.parts.parts.len() { self.parts.go(focus + 1) } else { Took::Onward };
        }
        self.parts.parts.insert(focus + 1, Part::words("", ""));
        self.parts.go(focus + 1)
    }

    /// Tells whether a stroke takes the empty item in focus away, and where the caret goes then.
    fn taken_away(&self, stroke: &Stroke) -> Option<usize> {
        let focus = self.parts.focus;
        let empty = self.parts.parts[focus].is_blank() && self.parts.parts.len() > 1;
        match stroke {
            Stroke::Edit(Edit::Backspace) if empty => Some(focus.saturating_sub(1)),
            Stroke::Edit(Edit::Delete) if empty => Some(focus),
            _ => None,
        }
    }

    /// A paste of several lines is several items.
    fn paste(&mut self, text: &str) -> Took {
        let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
        for (n, line) in lines.enumerate() {
            if n > 0 && self.enter() == Took::Onward {
                break;
            }
            self.parts.stroke(&Stroke::Type(line.to_owned()));
        }
        Took::Changed
    }
}

fn parts_of(items: &[String]) -> Vec<Part> {
    let parts: Vec<Part> = items.iter().map(|item| Part::words("", item)).collect();
    if parts.is_empty() { vec![Part::words("", "")] } else { parts }
}

impl Field for ItemsField {
    fn value(&self) -> Value {
        let items = self.items();
        if items.is_empty() { Value::Skipped } else { Value::Items(items) }
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        if let Some(focus) = self.taken_away(stroke) {
            self.parts.parts.remove(self.parts.focus);
            return self.parts.go(focus);
        }
        match stroke {
            Stroke::Enter => self.enter(),
            Stroke::Type(text) if text.contains(['\n', '\r']) => self.paste(text),
            _ => self.parts.stroke(stroke),
        }
    }

    fn hear(&mut self, line: &str) -> Heard {
        if line.trim_end() == "." || (line.is_empty() && !self.hearing) {
            self.hearing = false;
            return Heard::Done;
        }
        let line = if line.trim_end() == "/." { "." } else { line };
        let mut items = if self.hearing { self.items() } else { Vec::new() };
        if let Some(most) = self.most.filter(|most| items.len() >= *most) {
            return Heard::Refused(fill(words().fields.too_many_items, &[("n", &most.to_string())]));
        }
        items.push(line.to_owned());
        self.hearing = true;
        self.parts.parts = parts_of(&items);
        self.parts.go(usize::MAX);
        Heard::More
    }

    fn offer(&self) -> Vec<String> {
        let f = &words().fields;
        vec![match self.most {
            Some(most) => fill(f.hear_items_most, &[("n", &most.to_string())]),
            None => f.hear_items.to_owned(),
        }]
    }

    fn fit(&mut self, columns: usize, lines: usize) {
        self.parts.fit(columns, lines);
    }

    fn rows(&self) -> Vec<Row> {
        self.parts.rows()
    }

    fn caret(&self) -> Spot {
        self.parts.caret()
    }

    fn scroll(&self) -> Option<Scrolled> {
        self.parts.scroll()
    }

    fn pause(&mut self) {
        // Empty items are not kept, but for the one being written.
        let focus = self.parts.focus;
        let keeps: Vec<bool> =
            self.parts.parts.iter().enumerate().map(|(n, part)| n == focus || !part.is_blank()).collect();
        self.parts.focus = keeps[..focus].iter().filter(|kept| **kept).count();
        let mut keep = keeps.into_iter();
        self.parts.parts.retain(|_| keep.next().unwrap_or(true));
        self.parts.pause();
        self.parts.lay_out();
    }

    fn bookmark(&self) -> (usize, usize) {
        self.parts.bookmark()
    }

    fn return_to(&mut self, part: usize, caret: usize) {
        if part == self.parts.parts.len() && !self.full() {
            self.parts.parts.push(Part::words("", ""));
        }
        self.parts.return_to(part, caret);
    }

    fn writes(&self) -> bool {
        true
    }

    fn keeps_enter(&self) -> bool {
        true
    }

    fn selected(&self) -> Option<String> {
        match &self.parts.parts.get(self.parts.focus)?.piece {
            Piece::Words(pen) => pen.selected(),
            Piece::Choice(_) | Piece::Several(..) => None,
        }
    }
}
