//! The way through a guide for one perspective: its pages and prompts in order, and which of them are open now.

use std::collections::HashMap;

use crate::guide::{CLOSING, Guide, OPENING, Part, PartKind, Prompt};
use crate::question::Question;
use crate::reflection::{Reflection, Stop, Value};

/// One page or prompt on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    /// The part it belongs to, as an index into the guide's; the last part for the finish.
    pub(super) part: usize,
    /// What it is.
    pub(super) kind: LegKind,
}

/// What a leg is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LegKind {
    /// The page that opens the part.
    Opening,
    /// A prompt, as an index into the part's.
    Prompt(usize),
    /// The page that closes the stage.
    Closing,
    /// The last page.
    Finish,
}

/// The pages and prompts one perspective meets, in order.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) legs: Vec<Leg>,
    /// Which leg asks a prompt.
    index: HashMap<String, usize>,
    /// For each leg, the legs of unsaved prompts its condition depends on, directly or through others.
    unsaved: Vec<Vec<usize>>,
}

impl Route {
    /// Lays the way for a perspective.
    pub(super) fn new(guide: &Guide, perspective: &str) -> Self {
        let mut legs = Vec::new();
        for (n, part) in guide.parts.iter().enumerate() {
            let seen: Vec<usize> =
                (0..part.prompts.len()).filter(|&p| part.prompts[p].ask.say(perspective).is_some()).collect();
            let opens = part.intro.as_ref().is_some_and(|intro| intro.say(perspective).is_some());
            if opens && !seen.is_empty() {
                legs.push(Leg { part: n, kind: LegKind::Opening });
            }
            let closes = part.kind == PartKind::Stage && !seen.is_empty();
            legs.extend(seen.into_iter().map(|p| Leg { part: n, kind: LegKind::Prompt(p) }));
            if closes {
                legs.push(Leg { part: n, kind: LegKind::Closing });
            }
        }
        legs.push(Leg { part: guide.parts.len().saturating_sub(1), kind: LegKind::Finish });
        let mut route = Self { legs, index: HashMap::new(), unsaved: Vec::new() };
        for (n, leg) in route.legs.iter().enumerate() {
            if let Some(prompt) = leg.prompt(guide) {
                route.index.insert(prompt.id.clone(), n);
            }
        }
        route.find_unsaved(guide);
        route
    }

    fn find_unsaved(&mut self, guide: &Guide) {
        for n in 0..self.legs.len() {
            let mut on = Vec::new();
            if let Some(condition) = self.legs[n].prompt(guide).and_then(|prompt| prompt.when.as_ref()) {
                condition.prompts(&mut |id| {
                    let Some(&leg) = self.index.get(id).filter(|leg| **leg < n) else { return };
                    if self.legs[leg].prompt(guide).is_some_and(|prompt| !prompt.saved) {
                        on.push(leg);
                    }
                    on.extend(&self.unsaved[leg]);
                });
            }
            on.sort_unstable();
            on.dedup();
            self.unsaved.push(on);
        }
    }

    /// Finds the leg that asks a prompt.
    pub(super) fn of_prompt(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Returns the legs of unsaved prompts that decide whether a leg is open.
    pub(super) fn depends(&self, leg: usize) -> &[usize] {
        &self.unsaved[leg]
    }

    /// Finds a leg by its name in a bookmark.
    pub(super) fn find(&self, guide: &Guide, stop: &Stop) -> Option<usize> {
        let page = |id: &str, kind: LegKind| {
            self.legs.iter().position(|leg| leg.kind == kind && guide.parts[leg.part].id == id)
        };
        match stop {
            Stop::Start => Some(0),
            Stop::Opening(part) => page(part, LegKind::Opening),
            Stop::Closing(part) => page(part, LegKind::Closing),
            Stop::Prompt(id) => self.of_prompt(id),
            Stop::Finish => Some(self.legs.len() - 1),
        }
    }

    /// Names a leg for a bookmark.
    pub(super) fn name(&self, guide: &Guide, leg: usize) -> Stop {
        let Leg { part, kind } = self.legs[leg];
        match kind {
            LegKind::Opening => Stop::Opening(guide.parts[part].id.clone()),
            LegKind::Closing => Stop::Closing(guide.parts[part].id.clone()),
            LegKind::Prompt(n) => Stop::Prompt(guide.parts[part].prompts[n].id.clone()),
            LegKind::Finish => Stop::Finish,
        }
    }

    /// Computes which legs are open: prompts by their conditions, answers behind closed ones counting as not given;
    /// pages when a prompt of their part is open. With `blind`, conditions on unsaved answers count as met, so that
    /// what is written to disk tells nothing of them.
    pub(super) fn open(
        &self,
        guide: &Guide,
        reflection: &Reflection,
        unsaved: &Unsaved,
        blind: bool,
    ) -> Vec<bool> {
        let mut known: HashMap<&str, &Value> = HashMap::new();
        let mut open = vec![true; self.legs.len()];
        for (n, leg) in self.legs.iter().enumerate() {
            let Some(prompt) = leg.prompt(guide) else { continue };
            let met =
                |condition: &crate::guide::Condition| condition.holds(&|id: &str| known.get(id).copied());
            open[n] = (blind && !self.unsaved[n].is_empty()) || prompt.when.as_ref().is_none_or(met);
            if open[n]
                && let Some(value) = value_of(prompt, reflection, unsaved)
            {
                known.insert(&prompt.id, value);
            }
        }
        for (n, leg) in self.legs.iter().enumerate() {
            if matches!(leg.kind, LegKind::Opening | LegKind::Closing) {
                open[n] = self.legs.iter().zip(&open).any(|(other, is_open)| {
                    *is_open && other.part == leg.part && matches!(other.kind, LegKind::Prompt(_))
                });
            }
        }
        open
    }
}

/// The answers of this sitting that are never written.
pub type Unsaved = HashMap<String, Value>;

fn value_of<'a>(prompt: &Prompt, reflection: &'a Reflection, unsaved: &'a Unsaved) -> Option<&'a Value> {
    if prompt.saved {
        reflection.answer(&prompt.id).map(|answer| &answer.value)
    } else {
        unsaved.get(&prompt.id)
    }
}

impl Leg {
    /// Returns the prompt it asks, if it asks one.
    pub(super) fn prompt(self, guide: &Guide) -> Option<&Prompt> {
        match self.kind {
            LegKind::Prompt(n) => guide.parts.get(self.part)?.prompts.get(n),
            _ => None,
        }
    }

    /// Tells whether it asks something that can be answered.
    pub(super) fn answerable(self, guide: &Guide) -> bool {
        self.prompt(guide).is_some_and(|prompt| !matches!(prompt.question, Question::Note(_)))
    }
}

/// Returns the id under which the answers of a part are kept.
pub(super) fn stage_id(part: &Part) -> &str {
    match part.kind {
        PartKind::Opening => OPENING,
        PartKind::Closing => CLOSING,
        PartKind::Stage => &part.id,
    }
}
