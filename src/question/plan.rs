//! When this happens, then I will do that; and a promise, which is such a plan kept up.

use super::field::{Field, Heard, Row, Scrolled, Spot, Stroke, Took};
use super::parts::{Part, Parts, Piece};
use super::spec::{Plan as PlanSpec, Worded};
use crate::moment::{Day, Weekday};
use crate::reflection::{Cadence, Plan, Promise, Terms, Value};
use crate::text::Editor;
use crate::words::{fill, words};

/// The field of a plan or a promise.
#[derive(Debug)]
pub(super) struct PlanField {
    parts: Parts,
    /// The promise as it was; a plan has none.
    promise: Option<Held>,
    /// The part whose line comes next at the line-by-line door.
    asking: usize,
}

/// A promise as it was when its field was opened.
#[derive(Debug)]
struct Held {
    before: Promise,
    /// Whether it was made before this field was opened.
    made: bool,
    today: Day,
    /// The part for the days of the week, while it is not among the others.
    days: Option<Part>,
}

/// The parts of a promise, in the order they are asked; the days of the week come in only where they are to be chosen.
const PROMISE: usize = 0;
const WHEN: usize = 1;
const THEN: usize = 2;
const CADENCE: usize = 3;
const DAYS: usize = 4;

/// Which of the cadences has days of the week to choose.
const CHOSEN: usize = 2;

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
        Self { parts: Parts::new(parts), promise: None, asking: 0 }
    }

    /// Makes the field of a promise that holds from `today` on, unless it was made before.
    pub(super) fn promise(today: Day, saved: Option<&Value>) -> Self {
        let f = &words().fields;
        let (before, made) = match saved {
            Some(Value::Promise(promise)) => (promise.clone(), true),
            _ => (Promise::new(Terms::from(today)), false),
        };
        let Terms { promise, plan, cadence, until, .. } = &before.terms;
        let until = match until {
            Some(day) if before.until_words.is_empty() => day.to_string(),
            _ => before.until_words.clone(),
        };
        let cadences = [f.daily, f.weekdays, f.chosen, f.weekly, f.once].map(str::to_owned).to_vec();
        let place = Cadence::NAMES.iter().position(|name| *name == cadence.name()).unwrap_or(0);
        let names = f.days.split(' ').map(str::to_owned).collect();
        let chosen = cadence.chosen().unwrap_or_else(|| [today.weekday()].into_iter().collect());
        let parts = vec![
            Part::words(f.promise_what, promise),
            Part::words(f.promise_when, &plan.when),
            Part::words(f.promise_then, &plan.then),
            Part::choice(f.promise_cadence, cadences, place),
            Part::words(f.promise_until, &until),
        ];
        let days = Part::several(f.promise_days, names, Weekday::ALL.map(|day| chosen.holds(day)).to_vec());
        let held = Held { before, made, today, days: Some(days) };
        let mut field = Self { parts: Parts::new(parts), promise: Some(held), asking: 0 };
        field.put_days();
        field
    }

    fn text(&self, part: usize) -> String {
        self.parts.parts[part].text()
    }

    /// Puts the part for the days of the week where it belongs, or away.
    fn put_days(&mut self) {
        let Some(held) = &mut self.promise else { return };
        let wanted = self.parts.parts[CADENCE].option() == CHOSEN;
        match held.days.take() {
            Some(days) if wanted => self.parts.parts.insert(DAYS, days),
            None if !wanted => held.days = Some(self.parts.parts.remove(DAYS)),
            other => held.days = other,
        }
        self.parts.focus = self.parts.focus.min(self.parts.parts.len() - 1);
        self.parts.lay_out();
    }

    /// Returns the part for the last day.
    fn until_part(&self) -> usize {
        self.parts.parts.len() - 1
    }

    fn cadence(&self) -> Cadence {
        let days = self.parts.parts.get(DAYS).map(Part::marked).unwrap_or_default();
        let chosen = Weekday::ALL.into_iter().filter(|day| days.get(day.place()) == Some(&true)).collect();
        let name = Cadence::NAMES[self.parts.parts[CADENCE].option()];
        Cadence::named(name, chosen).unwrap_or_default()
    }

    /// Returns the last day as written, if it can be read.
    fn until(&self) -> Result<Option<Day>, String> {
        let text = self.text(self.until_part());
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let day: Day = text.parse().map_err(|_| fill(words().fields.not_a_day, &[("text", text)]))?;
        match &self.promise {
            Some(Held { before, .. }) if day < before.terms.from => Err(before_start(before.terms.from)),
            _ => Ok(Some(day)),
        }
    }

    /// Tells of a last day that lies before what was changed begins to hold.
    fn over_before(&self, held: &Held) -> Option<String> {
        let Terms { from, until, .. } = self.promised(held).terms;
        until.filter(|until| *until < from).map(|_| before_start(from))
    }

    /// Returns the promise as it stands in the parts. One that asks for something else than it did holds anew from today;
    /// what it was stays among what held before.
    fn promised(&self, held: &Held) -> Promise {
        let (until, written) = (self.until().ok().flatten(), self.text(self.until_part()));
        let before = &held.before;
        let terms = Terms {
            promise: self.text(PROMISE),
            plan: Plan { when: self.text(WHEN), then: self.text(THEN) },
            cadence: self.cadence(),
            from: before.terms.from,
            until,
        };
        let mut promise = before.clone();
        if held.made && !before.is_empty() && !terms.asks_as(&before.terms) && before.terms.from < held.today
        {
            promise.change(terms, held.today);
        } else {
            promise.terms = terms;
        }
        promise.until_words =
            if until.is_some_and(|day| day.to_string() == written) { String::new() } else { written };
        promise
    }

    fn hear_part(&mut self, line: &str) -> Result<(), String> {
        let f = &words().fields;
        match &mut self.parts.parts[self.asking].piece {
            Piece::Words(pen) if !line.is_empty() => pen.set_text(line),
            Piece::Words(_) => {}
            Piece::Choice(listing) => match line.trim().parse::<usize>() {
                Ok(number @ 1..) if number <= listing.len() => listing.focus = number - 1,
                _ if line.trim().is_empty() => {}
                _ => return Err(fill(f.not_a_choice, &[("n", &listing.len().to_string())])),
            },
            Piece::Several(listing, _) if !line.trim().is_empty() => {
                let n = listing.len();
                let numbers = super::several::numbers(&numbered(line), n);
                let numbers = numbers.ok_or_else(|| fill(f.not_choices, &[("n", &n.to_string())]))?;
                self.parts.parts[self.asking].mark(&numbers);
            }
            Piece::Several(..) => {}
        }
        self.put_days();
        if self.promise.is_some() && self.asking == self.until_part() {
            let at = self.asking;
            self.until().inspect_err(|_| {
                if let Piece::Words(pen) = &mut self.parts.parts[at].piece {
                    pen.set_text("");
                }
            })?;
        }
        Ok(())
    }
}

/// Puts numbers in the place of weekdays' names.
fn numbered(line: &str) -> String {
    let number = |word: &str| {
        let name = word.to_lowercase();
        match name.get(..3).and_then(Weekday::named) {
            Some(day) => (day.place() + 1).to_string(),
            None => word.to_owned(),
        }
    };
    let words = line.split([' ', ',', '\t']).filter(|word| !word.is_empty());
    words.map(number).collect::<Vec<_>>().join(" ")
}

fn before_start(day: Day) -> String {
    fill(words().fields.before_start, &[("day", &day.to_string())])
}

impl Field for PlanField {
    fn value(&self) -> Value {
        let Some(held) = &self.promise else {
            let plan = Plan { when: self.text(0), then: self.text(1) };
            return if plan.is_empty() { Value::Skipped } else { Value::Plan(plan) };
        };
        let promise = self.promised(held);
        // A choice made before the first word is kept as well, though it is no answer yet.
        let untouched = promise.is_empty()
            && promise.terms.cadence == Cadence::default()
            && promise.terms.until.is_none()
            && promise.until_words.is_empty()
            && promise.earlier.is_empty();
        if untouched { Value::Skipped } else { Value::Promise(promise) }
    }

    fn complaint(&self) -> Option<String> {
        let held = self.promise.as_ref()?;
        match self.cadence().chosen() {
            Some(days) if days.is_empty() => Some(words().fields.no_days.to_owned()),
            _ => self.until().err().or_else(|| self.over_before(held)),
        }
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        let took = self.parts.stroke(stroke);
        if took == Took::Changed {
            self.put_days();
        }
        took
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
        let mut lead = match &part.piece {
            Piece::Several(..) => words().fields.promise_days_hear.to_owned(),
            _ => part.lead.clone(),
        };
        if let Piece::Choice(listing) | Piece::Several(listing, _) = &part.piece {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflection::Standing;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn made() -> Promise {
        Promise::new(Terms {
            promise: "I ring at six".to_owned(),
            cadence: Cadence::Weekdays,
            ..Terms::from(day("2026-11-02"))
        })
    }

    fn field(today: &str, promise: Promise) -> PlanField {
        PlanField::promise(day(today), Some(&Value::Promise(promise)))
    }

    fn promised(field: &PlanField) -> Promise {
        match field.value() {
            Value::Promise(promise) => promise,
            other => panic!("{other:?}"),
        }
    }

    fn hear(field: &mut PlanField, lines: &[&str]) {
        for line in lines {
            assert!(!matches!(field.hear(line), Heard::Refused(_)), "{line}");
        }
    }

    #[test]
    fn a_promise_made_smaller_keeps_what_it_was() {
        let mut field = field("2026-11-25", made());
        assert_eq!(promised(&field), made(), "to look at it changes nothing");
        hear(&mut field, &["I ring on Mondays", "", "", "3", "1", ""]);
        let new = promised(&field);
        assert_eq!(new.terms.cadence.chosen().unwrap().names(), "mon");
        assert_eq!(new.terms.from, day("2026-11-25"));
        let was = Terms { until: Some(day("2026-11-24")), ..made().terms };
        assert_eq!(new.earlier, [was]);
        // The same day it is mended, not changed again.
        let mut again = self::field("2026-11-25", new.clone());
        hear(&mut again, &["I ring on Mondays at six"]);
        assert_eq!(promised(&again).earlier, new.earlier);
    }

    #[test]
    fn a_promise_that_rests_goes_on_resting_when_its_words_change() {
        let paused = Promise { standing: Standing::Paused(day("2026-11-10")), ..made() };
        let mut field = field("2026-11-25", paused);
        hear(&mut field, &["I write at six"]);
        let new = promised(&field);
        assert_eq!(new.standing, Standing::Paused(day("2026-11-10")));
        assert_eq!(new.earlier[0].until, Some(day("2026-11-09")));
    }

    #[test]
    fn days_are_asked_for_only_where_they_are_chosen() {
        let mut field = PlanField::promise(day("2026-11-25"), None);
        hear(&mut field, &["I ring", "", "", "1", ""]);
        assert_eq!(promised(&field).terms.cadence, Cadence::Daily);
        let mut field = PlanField::promise(day("2026-11-25"), None);
        hear(&mut field, &["I ring", "", "", "3"]);
        assert_eq!(promised(&field).terms.cadence.chosen().unwrap().names(), "wed", "the day it is made on");
        assert!(matches!(field.hear("8"), Heard::Refused(_)));
        hear(&mut field, &["2 4", ""]);
        assert_eq!(promised(&field).terms.cadence.chosen().unwrap().names(), "tue thu");
    }

    #[test]
    fn no_day_at_all_is_said_to_be_none() {
        let mut field = PlanField::promise(day("2026-11-25"), None);
        hear(&mut field, &["I ring", "", "", "3"]);
        field.parts.go(DAYS);
        for _ in 0..2 {
            field.stroke(&Stroke::Type("3".to_owned()));
        }
        assert_eq!(field.complaint(), None);
        field.stroke(&Stroke::Type("3".to_owned()));
        assert_eq!(field.complaint().as_deref(), Some(words().fields.no_days));
    }
}
