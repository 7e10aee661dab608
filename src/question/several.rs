//! Several of several options.

use super::field::{Field, Heard, Mark, Row, Scrolled, Spot, Stroke, Took};
use super::listing::{Listing, Meant};
use super::spec::Several;
use crate::reflection::{Chosen, Value};
use crate::words::{fill, words};

/// The field of a choice of several.
#[derive(Debug)]
pub(super) struct SeveralField {
    listing: Listing,
    ids: Vec<String>,
    alone: Vec<bool>,
    chosen: Vec<bool>,
    most: Option<usize>,
    /// Whether there is room to say how it is done.
    roomy: bool,
}

impl SeveralField {
    /// Makes the field; what was saved under an option that is gone is not chosen.
    pub(super) fn new(several: &Several, perspective: &str, saved: Option<&Value>) -> Self {
        let seen: Vec<_> = several.options.iter().filter(|option| option.seen_by(perspective)).collect();
        let labels = seen
            .iter()
            .map(|option| option.label.say(perspective).unwrap_or(&option.id).to_owned())
            .collect();
        Self {
            listing: Listing::new(labels, 0),
            chosen: seen.iter().map(|o| saved.is_some_and(|value| value.chose(&o.id))).collect(),
            alone: seen.iter().map(|option| option.alone).collect(),
            ids: seen.iter().map(|option| option.id.clone()).collect(),
            most: several.most,
            roomy: false,
        }
    }

    fn full(&self) -> bool {
        self.most.is_some_and(|most| self.chosen.iter().filter(|chosen| **chosen).count() >= most)
    }

    /// Turns an option on or off. One that stands alone clears the others, and any other clears those.
    fn toggle(&mut self, option: usize) -> Took {
        if self.chosen[option] {
            self.chosen[option] = false;
            return Took::Changed;
        }
        let alone = self.alone[option];
        let clears = |other: usize| alone || self.alone[other];
        let kept: Vec<bool> = (0..self.chosen.len()).map(|n| self.chosen[n] && !clears(n)).collect();
        let before = std::mem::replace(&mut self.chosen, kept);
        if self.full() {
            self.chosen = before;
            return Took::Moved;
        }
        self.chosen[option] = true;
        Took::Changed
    }

    fn read(&self, line: &str) -> Result<Vec<usize>, String> {
        let f = &words().fields;
        let refusal = || fill(f.not_choices, &[("n", &self.ids.len().to_string())]);
        let numbers = numbers(line, self.ids.len()).ok_or_else(refusal)?;
        if self.most.is_some_and(|most| numbers.len() > most) {
            return Err(fill(f.too_many, &[("n", &self.most.unwrap_or_default().to_string())]));
        }
        if numbers.len() > 1
            && let Some(&lone) = numbers.iter().find(|&&n| self.alone[n])
        {
            return Err(fill(f.stands_alone, &[("option", self.listing.label(lone))]));
        }
        Ok(numbers)
    }
}

/// Reads the numbers of some of so many, from 1, and returns their places in order; none if one is no such number.
pub(super) fn numbers(line: &str, of: usize) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for word in line.split([' ', ',', '\t']).filter(|word| !word.is_empty()) {
        match word.parse::<usize>() {
            Ok(number @ 1..) if number <= of => numbers.push(number - 1),
            _ => return None,
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers)
}

impl Field for SeveralField {
    fn value(&self) -> Value {
        let chosen: Vec<Chosen> = (0..self.ids.len())
            .filter(|&n| self.chosen[n])
            .map(|n| Chosen::Option { id: self.ids[n].clone(), label: self.listing.label(n).to_owned() })
            .collect();
        if chosen.is_empty() { Value::Skipped } else { Value::Several(chosen) }
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        match self.listing.stroke(stroke) {
            Meant::Picked(option) => self.toggle(option),
            Meant::Space => self.toggle(self.listing.focus),
            // Enter on a page where nothing is marked yet means the option it stands on, as it does elsewhere.
            Meant::Enter if !self.chosen.contains(&true) => self.toggle(self.listing.focus),
            Meant::Enter => Took::Onward,
            Meant::Moved | Meant::Nothing => Took::Moved,
        }
    }

    fn hear(&mut self, line: &str) -> Heard {
        if line.trim().is_empty() {
            return Heard::Done;
        }
        match self.read(line) {
            Ok(numbers) => {
                self.chosen = (0..self.ids.len()).map(|n| numbers.contains(&n)).collect();
                Heard::Done
            }
            Err(why) => Heard::Refused(why),
        }
    }

    fn offer(&self) -> Vec<String> {
        let f = &words().fields;
        let mut lines = self.listing.numbered();
        lines.push(match self.most {
            Some(most) => fill(f.hear_several_most, &[("n", &most.to_string())]),
            None => f.hear_several.to_owned(),
        });
        lines
    }

    fn fit(&mut self, columns: usize, lines: usize) {
        self.roomy = lines > self.listing.len() + 4;
        self.listing.fit(columns, if self.roomy { lines - 2 } else { lines });
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = self.listing.rows(|option| Mark::Several(self.chosen[option]));
        if self.roomy {
            let how = Row::Invite(words().fields.several_how.to_owned());
            rows.extend([Row::Invite(String::new()), how]);
        }
        rows
    }

    fn caret(&self) -> Spot {
        self.listing.caret()
    }

    fn scroll(&self) -> Option<Scrolled> {
        self.listing.scroll()
    }

    fn bookmark(&self) -> (usize, usize) {
        (self.listing.focus, 0)
    }

    fn return_to(&mut self, part: usize, _caret: usize) {
        self.listing.focus = part.min(self.listing.len().saturating_sub(1));
    }
}
