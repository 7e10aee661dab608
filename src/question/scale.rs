//! A point between two named ends.

use super::field::{Field, Heard, Row, Spot, Stroke, Took};
use super::spec::Scale;
use crate::reflection::Value;
use crate::text::{Edit, Motion, columns};
use crate::words::{fill, words};

/// The field of a scale.
#[derive(Debug)]
pub(super) struct ScaleField {
    from: i64,
    to: i64,
    low: String,
    high: String,
    chosen: Option<i64>,
    focus: i64,
    /// Whether the last stroke was a digit, so that 1 and 0 make 10.
    digits: bool,
    columns: usize,
}

impl ScaleField {
    /// Makes the field; a saved point outside the ends is not chosen.
    pub(super) fn new(scale: &Scale, perspective: &str, saved: Option<&Value>) -> Self {
        let chosen = match saved {
            Some(Value::Scale(point)) if (scale.from..=scale.to).contains(point) => Some(*point),
            _ => None,
        };
        let say = |end: &Option<super::Worded>| {
            end.as_ref().and_then(|words| words.say(perspective)).unwrap_or_default().to_owned()
        };
        Self {
            from: scale.from,
            to: scale.to,
            low: say(&scale.low),
            high: say(&scale.high),
            chosen,
            focus: chosen.unwrap_or(scale.from),
            digits: false,
            columns: 72,
        }
    }

    fn choose(&mut self, point: i64) -> Took {
        let point = point.clamp(self.from, self.to);
        self.focus = point;
        if self.chosen == Some(point) {
            return Took::Moved;
        }
        self.chosen = Some(point);
        Took::Changed
    }

    fn count(&self) -> usize {
        usize::try_from(self.to - self.from + 1).unwrap_or(1)
    }

    /// Returns the columns from one point's start to the next: as airy as the width allows.
    fn stride(&self) -> usize {
        let widest = columns(&self.to.to_string()).max(columns(&self.from.to_string()));
        (self.columns / self.count().max(1)).clamp(widest + 1, widest + 4)
    }

    fn per_row(&self) -> usize {
        (self.columns / self.stride()).max(1)
    }

    fn digit(&mut self, digit: i64) -> Took {
        let longer = self.chosen.filter(|_| self.digits).map(|point| point * 10 + digit);
        self.digits = true;
        match longer {
            Some(point) if (self.from..=self.to).contains(&point) => self.choose(point),
            _ if (self.from..=self.to).contains(&digit) => self.choose(digit),
            _ => Took::Moved,
        }
    }

    fn step(&mut self, by: i64) -> Took {
        match self.chosen {
            None => self.choose(self.focus),
            Some(point) => self.choose(point.saturating_add(by)),
        }
    }
}

impl Field for ScaleField {
    fn value(&self) -> Value {
        self.chosen.map_or(Value::Skipped, Value::Scale)
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        if let Stroke::Type(typed) = stroke
            && let Ok(digit @ 0..=9) = typed.parse::<i64>()
        {
            return self.digit(digit);
        }
        self.digits = false;
        match stroke {
            Stroke::Enter => Took::Onward,
            Stroke::Edit(Edit::Move { to, .. }) => match to {
                Motion::Left | Motion::Down => self.step(-1),
                Motion::Right | Motion::Up => self.step(1),
                Motion::Start | Motion::LineStart => self.choose(self.from),
                Motion::End | Motion::LineEnd => self.choose(self.to),
                _ => Took::Moved,
            },
            Stroke::Edit(Edit::Backspace | Edit::Delete) if self.chosen.is_some() => {
                (self.chosen, self.focus) = (None, self.from);
                Took::Changed
            }
            Stroke::Click { column, row, .. } => {
                let nth = row * self.per_row() + column / self.stride();
                if nth < self.count() { self.choose(self.from + nth as i64) } else { Took::Moved }
            }
            _ => Took::Moved,
        }
    }

    fn pause(&mut self) {
        self.digits = false;
    }

    fn hear(&mut self, line: &str) -> Heard {
        let line = line.trim();
        if line.is_empty() {
            return Heard::Done;
        }
        match line.parse::<i64>() {
            Ok(point) if (self.from..=self.to).contains(&point) => {
                self.choose(point);
                Heard::Done
            }
            _ => Heard::Refused(self.between(words().fields.not_on_scale)),
        }
    }

    fn offer(&self) -> Vec<String> {
        let f = &words().fields;
        let ends = if self.low.is_empty() && self.high.is_empty() { f.hear_scale } else { f.hear_scale_ends };
        vec![self.between(ends)]
    }

    fn fit(&mut self, columns: usize, _lines: usize) {
        self.columns = columns.max(1);
    }

    fn rows(&self) -> Vec<Row> {
        let points: Vec<String> = (self.from..=self.to).map(|point| point.to_string()).collect();
        let nth = |point: i64| usize::try_from(point - self.from).unwrap_or(0);
        let stride = self.stride();
        let mut rows: Vec<Row> = points
            .chunks(self.per_row())
            .enumerate()
            .map(|(row, points)| {
                let first = row * self.per_row();
                let here = |n: usize| n.checked_sub(first).filter(|n| *n < points.len());
                Row::Points {
                    points: points.to_vec(),
                    chosen: self.chosen.and_then(|point| here(nth(point))),
                    focused: here(nth(self.focus)).unwrap_or(usize::MAX),
                    stride,
                }
            })
            .collect();
        if !(self.low.is_empty() && self.high.is_empty()) {
            // The high end's words end where its number does.
            let across = self.per_row().min(self.count()).saturating_sub(1) * stride;
            let width = across + columns(&self.to.to_string());
            rows.push(Row::Ends { low: self.low.clone(), high: self.high.clone(), width });
        }
        rows
    }

    fn caret(&self) -> Spot {
        let nth = usize::try_from(self.focus - self.from).unwrap_or(0);
        Spot { column: nth % self.per_row() * self.stride(), row: nth / self.per_row() }
    }
}

impl ScaleField {
    /// Closes the gaps of a sentence about the two ends.
    fn between(&self, sentence: &str) -> String {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        fill(sentence, &[("from", &from), ("to", &to), ("low", &self.low), ("high", &self.high)])
    }
}
