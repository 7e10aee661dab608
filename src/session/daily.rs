//! The walk through the promises of a day: one after the other, each kept, partly or missed, with a note if one is wanted.
//! Both doors walk it. The days are those on which it began: a walk over midnight says nothing of another day. It knows no
//! terminal, no disk and no clock.

use crate::effect::Effect;
use crate::moment::Day;
use crate::promise::Commitment;
use crate::reflection::telling::sentence;
use crate::reflection::{CheckIn, Id, Outcome};
use crate::words::{fill, words};

/// A promise that waits for a word, and the day it waits for one of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its reflection.
    pub at: Id,
    /// The prompt it answers.
    pub prompt: String,
    /// What is promised.
    pub title: String,
    /// Its when-then plan, in one sentence; empty if it has none.
    pub plan: String,
    /// What to do when it is missed; empty if that was not said.
    pub missed: String,
    /// The day.
    pub on: Day,
    /// What was said in this walk.
    pub said: Option<CheckIn>,
}

/// A walk through the promises of a day.
#[derive(Clone, Debug)]
pub struct Daily {
    all: Vec<Due>,
    at: usize,
    /// Whether a note is asked for.
    noting: bool,
    today: Day,
}

/// What a person says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// How it was kept.
    Outcome(Outcome),
    /// A note on what was said; empty for none.
    Note(String),
    /// Nothing: the day stays as it is.
    Skip,
    /// Goes back.
    Back,
}

impl Daily {
    /// Begins a walk: what waits for a word of today, and then what of yesterday was not answered.
    pub fn new<'a>(held: impl Iterator<Item = (Id, &'a Commitment)> + Clone, today: Day) -> Self {
        let of = |day: Day| {
            held.clone().filter(move |(_, one)| one.waits(day)).map(move |(at, one)| Due::of(at, one, day))
        };
        Self { all: of(today).chain(of(today.plus(-1))).collect(), at: 0, noting: false, today }
    }

    /// Returns the day it began on.
    pub fn today(&self) -> Day {
        self.today
    }

    /// Returns the promise that is asked about; none at the end.
    pub fn due(&self) -> Option<&Due> {
        self.all.get(self.at)
    }

    /// Tells whether a note is asked for.
    pub fn is_noting(&self) -> bool {
        self.noting
    }

    /// Returns the place in the walk from 1, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.at + 1, self.all.len())
    }

    /// Returns all of them, with what was said.
    pub fn all(&self) -> &[Due] {
        &self.all
    }

    /// Returns what the hands have to do about a note as far as it is written. The walk stays where it is.
    pub fn keep_note(&mut self, note: &str) -> Option<Effect> {
        let due = self.all.get_mut(self.at).filter(|_| self.noting)?;
        let said = due.said.as_mut().filter(|said| said.note != note)?;
        note.clone_into(&mut said.note);
        due.effect(Some(note.to_owned()))
    }

    /// Hears a word, and returns what the hands have to do.
    pub fn hear(&mut self, word: Word) -> Option<Effect> {
        match word {
            Word::Back if self.noting => {
                self.noting = false;
                None
            }
            Word::Back => {
                self.at = self.at.saturating_sub(1);
                None
            }
            Word::Skip => {
                self.go_on();
                None
            }
            Word::Outcome(outcome) => {
                let due = self.all.get_mut(self.at)?;
                // Another outcome does not take the note away.
                let note = due.said.take().map(|said| said.note).unwrap_or_default();
                due.said = Some(CheckIn { on: due.on, outcome, note });
                self.noting = true;
                due.effect(None)
            }
            Word::Note(note) => {
                let due = self.all.get_mut(self.at).filter(|_| self.noting)?;
                let said = due.said.as_mut()?;
                let other = said.note != note;
                said.note.clone_from(&note);
                let effect = due.effect(Some(note)).filter(|_| other);
                self.go_on();
                effect
            }
        }
    }

    fn go_on(&mut self) {
        self.noting = false;
        self.at = (self.at + 1).min(self.all.len());
    }
}

impl Due {
    fn of(at: Id, one: &Commitment, on: Day) -> Self {
        Self {
            at,
            prompt: one.prompt.clone(),
            title: one.short_title(),
            plan: sentence(&one.promise.terms.plan),
            missed: one.missed.clone(),
            on,
            said: None,
        }
    }

    /// Returns what is said where it was missed: what the person wrote for such a day.
    pub fn after_a_miss(&self) -> String {
        let p = &words().promise;
        match self.missed.is_empty() {
            true => p.walk_note_missed_none.to_owned(),
            false => fill(p.walk_note_missed, &[("plan", &self.missed)]),
        }
    }

    /// Returns what the hands have to do about what was said.
    fn effect(&self, note: Option<String>) -> Option<Effect> {
        let said = self.said.as_ref()?;
        let (at, prompt) = (self.at, self.prompt.clone());
        Some(Effect::CheckIn { at, prompt, said: (said.on, said.outcome), note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reflection::{CheckIns, Promise, Terms};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn held(title: &str, answered: &[&str]) -> Commitment {
        let said = |on: &&str| CheckIn { on: day(on), outcome: Outcome::Kept, note: String::new() };
        Commitment {
            prompt: "vow".to_owned(),
            promise: Promise::new(Terms { promise: title.to_owned(), ..Terms::from(day("2026-11-01")) }),
            check_ins: answered.iter().map(said).collect::<CheckIns>(),
            seen: String::new(),
            missed: String::new(),
            review: None,
        }
    }

    fn id(n: u8) -> Id {
        Id::from_numbers([n; 8])
    }

    fn said(effect: Option<Effect>) -> (Id, String, Option<String>) {
        match effect {
            Some(Effect::CheckIn { at, said: (on, outcome), note, .. }) => {
                (at, format!("{on} {}", outcome.name()), note)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn today_comes_first_and_then_what_of_yesterday_is_open() {
        let all = [(id(1), held("one", &["2026-11-24"])), (id(2), held("two", &[]))];
        let mut walk = Daily::new(all.iter().map(|(id, one)| (*id, one)), day("2026-11-25"));
        assert_eq!(walk.place(), (1, 3));
        assert_eq!(said(walk.hear(Word::Outcome(Outcome::Kept))), (id(1), "2026-11-25 kept".into(), None));
        assert!(walk.is_noting() && walk.hear(Word::Note(String::new())).is_none());
        assert_eq!(said(walk.hear(Word::Outcome(Outcome::Missed))).1, "2026-11-25 missed");
        assert_eq!(said(walk.hear(Word::Note("late".into()))).2.as_deref(), Some("late"));
        assert_eq!(walk.due().map(|due| due.on), Some(day("2026-11-24")));
        assert!(walk.hear(Word::Skip).is_none() && walk.due().is_none());
        assert!(walk.hear(Word::Skip).is_none() && walk.place() == (4, 3));
        assert!(walk.hear(Word::Outcome(Outcome::Kept)).is_none(), "there is nothing left to say it of");
    }

    #[test]
    fn a_word_can_be_changed_without_losing_its_note() {
        let all = [(id(1), held("one", &["2026-11-24"]))];
        let mut walk = Daily::new(all.iter().map(|(id, one)| (*id, one)), day("2026-11-25"));
        walk.hear(Word::Outcome(Outcome::Missed));
        walk.hear(Word::Note("held up".into()));
        walk.hear(Word::Back);
        assert_eq!(said(walk.hear(Word::Outcome(Outcome::Partly))).2, None, "the note that is there stays");
        assert_eq!(walk.due().and_then(|due| due.said.as_ref()).map(|said| &*said.note), Some("held up"));
        walk.hear(Word::Back);
        assert!(!walk.is_noting() && walk.due().is_some());
        assert!(walk.hear(Word::Note("no question was asked".into())).is_none());
    }
}
