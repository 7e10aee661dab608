//! When this happens, then I will do that; and a promise, which is such a plan kept up.

use super::field::{Field, Heard, Row, Scrolled, Spot, Stroke, Took};
use super::parts::{Part, Parts, Piece};
use super::spec::{Plan as PlanSpec, Worded};
use crate::moment::Day;
use crate::reflection::{Cadence, Plan, Promise, Value};
use crate::text::Editor;
use crate::words::{fill, words};

/// The field of a plan or a promise.
#[derive(Debug)]
pub(super) struct PlanField {
    parts: Parts,
    /// The first day of a promise; a plan has none.
    from: Option<Day>,
    /// The part whose line comes next at the line-by-line door.
    asking: usize,
}

/// The parts of a promise, in the order they are asked.
const PROMISE: usize = 0;
const WHEN: usize = 1;
const THEN: usize = 2;
const CADENCE: usize = 3;
const UNTIL: usize = 4;

impl PlanField {
    /// Makes the field of a plan.
    pub(super) fn plan(spec: &PlanSpec, perspective: &str, saved: Option<&Value>) -> Self {
        let f = &words().fields;
        let say = |lead: &Option<Worded>, default: &str| {
            lead.as_ref().and_then(|lead| lead.say(perspective)).unwrap_or(default).to_owned()
        };
        let plan = match saved {
            Some(Value::Plan(plan)) => plan.clone(),
            _ => Plan::default(),
        };
        let parts = vec![
            Part::words(&say(&spec.when, f.plan_when), &plan.when),
            Part::words(&say(&spec.then, f.plan_then), &plan.then),
        ];
        Self { parts: Parts::new(parts), from: None, asking: 0 }
    }

    /// Makes the field of a promise that holds from `today` on, unless it was made before.
    pub(super) fn promise(today: Day, saved: Option<&Value>) -> Self {
        let f = &words().fields;
        let promise = match saved {
            Some(Value::Promise(promise)) => Some(promise),
            _ => None,
        };
        let text = |of: fn(&Promise) -> &str| promise.map(of).unwrap_or_default().to_owned();
        let until = promise.map(|promise| match promise.until {
            Some(day) if promise.until_words.is_empty() => day.to_string(),
            _ => promise.until_words.clone(),
        });
        let cadence = promise.map(|promise| promise.cadence).unwrap_or_default();
        let chosen = Cadence::ALL.iter().position(|known| *known == cadence).unwrap_or(0);
        let cadences = [f.daily, f.weekdays, f.weekly, f.once].map(str::to_owned).to_vec();
        let parts = vec![
            Part::words(f.promise_what, &text(|promise| &promise.promise)),
            Part::words(f.promise_when, &text(|promise| &promise.plan.when)),
            Part::words(f.promise_then, &text(|promise| &promise.plan.then)),
            Part::choice(f.promise_cadence, cadences, chosen),
            Part::words(f.promise_until, &until.unwrap_or_default()),
        ];
        let from = promise.map_or(today, |promise| promise.from);
        Self { parts: Parts::new(parts), from: Some(from), asking: 0 }
    }

    fn text(&self, part: usize) -> String {
        self.parts.parts[part].text()
    }

    /// Returns the last day as written, if it can be read.
    fn until(&self) -> Result<Option<Day>, String> {
        let text = self.text(UNTIL);
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let day: Day = text.parse().map_err(|_| fill(words().fields.not_a_day, &[("text", text)]))?;
        match self.from {
            Some(from) if day < from => Err(fill(words().fields.before_start, &[("day", &from.to_string())])),
            _ => Ok(Some(day)),
        }
    }

    fn hear_part(&mut self, line: &str) -> Result<(), String> {
        match &mut self.parts.parts[self.asking].piece {
            Piece::Words(pen) if !line.is_empty() => pen.set_text(line),
            Piece::Words(_) => {}
            Piece::Choice(listing) => match line.trim().parse::<usize>() {
                Ok(number @ 1..) if number <= listing.len() => listing.focus = number - 1,
                _ if line.trim().is_empty() => {}
                _ => return Err(fill(words().fields.not_a_choice, &[("n", &listing.len().to_string())])),
            },
        }
        if self.from.is_some() && self.asking == UNTIL {
            self.until().inspect_err(|_| {
                if let Piece::Words(pen) = &mut self.parts.parts[UNTIL].piece {
                    pen.set_text("");
                }
            })?;
        }
        Ok(())
    }
}

impl Field for PlanField {
    fn value(&self) -> Value {
        let Some(from) = self.from else {
            let plan = Plan { when: self.text(0), then: self.text(1) };
            return if plan.is_empty() { Value::Skipped } else { Value::Plan(plan) };
        };
        let (until, written) = (self.until().ok().flatten(), self.text(UNTIL));
        let promise = Promise {
            promise: self.text(PROMISE),
            plan: Plan { when: self.text(WHEN), then: self.text(THEN) },
            cadence: Cadence::ALL[self.parts.parts[CADENCE].option()],
            from,
            until,
            until_words: if until.is_some_and(|day| day.to_string() == written) {
                String::new()
            } else {
                written
            },
        };
        // A choice made before the first word is kept as well, though it is no answer yet.
        let untouched =
            promise.cadence == Cadence::default() && until.is_none() && promise.until_words.is_empty();
        let value = Value::Promise(promise);
        if untouched && value.is_empty() { Value::Skipped } else { value }
    }

    fn complaint(&self) -> Option<String> {
        self.from?;
        self.until().err()
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        self.parts.stroke(stroke)
    }

    fn hear(&mut self, line: &str) -> Heard {
        if self.asking == 0 && line.is_empty() && self.parts.is_blank() {
            return Heard::Done;
        }
        if let Err(why) = self.hear_part(line) {
            return Heard::Refused(why);
        }
        self.asking += 1;
        if self.asking < self.parts.parts.len() {
            self.parts.go(self.asking);
            return Heard::More;
        }
        self.asking = 0;
        Heard::Done
    }

    fn lead(&self) -> Option<String> {
        let part = &self.parts.parts[self.asking];
        let mut lead = part.lead.clone();
        if let Piece::Choice(listing) = &part.piece {
            for line in listing.numbered() {
                lead.push('\n');
                lead.push_str(&line);
            }
        }
        Some(lead)
    }

    fn offer(&self) -> Vec<String> {
        vec![words().fields.hear_parts.to_owned()]
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
        self.parts.pause();
    }

    fn bookmark(&self) -> (usize, usize) {
        self.parts.bookmark()
    }

    fn return_to(&mut self, part: usize, caret: usize) {
        self.parts.return_to(part, caret);
    }

    fn next_part(&mut self) -> bool {
        // Only from a part that was filled in: whoever leaves the first empty means the whole.
        let filled = !self.parts.parts[self.parts.focus].is_blank();
        let below = self.parts.focus + 1 < self.parts.parts.len();
        if filled && below {
            self.parts.go(self.parts.focus + 1);
        }
        filled && below
    }

    fn writes(&self) -> bool {
        self.parts.pen().is_some()
    }

    fn selected(&self) -> Option<String> {
        self.parts.pen().and_then(Editor::selected)
    }
}
