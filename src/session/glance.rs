//! The mirror within a walk: after an answer was given, and before one goes on, it may ask about a phrase or two of it. What it
//! said and what a person replied live in memory only. It knows no pattern.

use std::sync::{Arc, LazyLock};

use super::{Led, Session};
use crate::mirror::{Category, Excerpt, Mirror};
use crate::moment::Moment;
use crate::question::{Choice, Feature, Field, Heard, One, Question, Stroke, Took, Worded};
use crate::reflection::{Chosen, Value};
use crate::words::words;

/// A mirror that is read when it is first looked into.
pub type Glass = Arc<LazyLock<Mirror, Box<dyn FnOnce() -> Mirror + Send>>>;

/// The most phrases it asks about at once.
const MOST: usize = 2;

const CHANGE: &str = "change";
const LEAVE: &str = "leave";
const QUOTING: &str = "quoting";

/// What the mirror holds up.
#[derive(Debug)]
pub(super) struct Glance {
    pub(super) seen: Vec<Seen>,
    pub(super) field: Box<dyn Field>,
    /// Whether it is the first time in this walk.
    pub(super) first: bool,
}

/// A phrase in its sentence, and what is asked about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The phrase, and what stands around it.
    pub excerpt: Excerpt,
    /// What it is asked about.
    pub category: Category,
}

/// What the mirror has been told in this walk.
#[derive(Debug, Default)]
pub(super) struct Told {
    glass: Option<Glass>,
    /// The features that were off before this walk began.
    off: Vec<Feature>,
    /// Phrases to let be, and in which prompt; none: in all of them.
    let_be: Vec<(Option<String>, String)>,
    /// Whether it has held something up before.
    shown: bool,
}

/// What a person wants of a phrase that was held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Change,
    Leave,
    Quoting,
}

impl Told {
    /// Returns the mirror, if there is one.
    pub(super) fn glass(&self) -> Option<Glass> {
        self.glass.clone()
    }
}

impl Session {
    /// Lets a mirror look at answers.
    pub fn with_mirror(mut self, glass: Glass) -> Self {
        self.told.glass = Some(glass);
        self
    }

    /// Takes over what an earlier walk of this sitting turned off.
    pub fn without(mut self, off: &[Feature]) -> Self {
        self.told.off = off.to_vec();
        self
    }

    /// Tells whether the mirror may look at the answer at hand: it is one of free words that is kept, and nothing that was
    /// answered turned the mirror off. Where the question that may turn it off was not put in this sitting, it may not.
    fn may_look(&self) -> bool {
        let Some(prompt) = self.route.legs[self.at].prompt(&self.guide) else { return false };
        let off = |feature: &Feature| *feature == Feature::Mirror;
        let unknown = (0..self.at).any(|n| {
            let earlier = self.route.legs[n].prompt(&self.guide).filter(|earlier| !earlier.saved);
            let turns = earlier.is_some_and(|earlier| {
                earlier.question.choices().iter().any(|option| option.off.iter().any(off))
            });
            turns && self.open[n] && !self.heard.contains(&n)
        });
        prompt.mirror
            && prompt.saved
            && !self.read_only
            && !unknown
            && !self.told.off.iter().any(off)
            && !self.off().iter().any(off)
    }

    /// Has the mirror look at the answer at hand. Returns whether it holds something up.
    pub(super) fn glance(&mut self, now: Moment) -> bool {
        let Some(glass) = self.told.glass.clone().filter(|_| self.may_look()) else { return false };
        let (Some(field), Some(prompt)) = (&self.field, self.route.legs[self.at].prompt(&self.guide)) else {
            return false;
        };
        let text = free_words(&field.value());
        let let_be = |phrase: &str| {
            let be = |(at, known): &(Option<String>, String)| {
                known == phrase && at.as_ref().is_none_or(|at| *at == prompt.id)
            };
            self.told.let_be.iter().any(be)
        };
        let found = glass.look(&text, &self.reflection.perspective);
        let each = found.into_iter().map(|finding| Seen {
            excerpt: Excerpt::of(&text, finding.at),
            category: finding.category.clone(),
        });
        let seen: Vec<Seen> = each.filter(|seen| !let_be(&seen.excerpt.phrase)).take(MOST).collect();
        if seen.is_empty() {
            return false;
        }
        let first = !std::mem::replace(&mut self.told.shown, true);
        let mut field = choice().field(&self.reflection.perspective, now.day(), None);
        field.fit(self.room.0, self.room.1);
        self.glance = Some(Glance { seen, field, first });
        true
    }

    /// Gives a stroke to the choice below what is held up.
    pub(super) fn stroke_at_glance(&mut self, stroke: &Stroke, now: Moment) -> Led {
        let Some(glance) = &mut self.glance else { return Led::default() };
        match glance.field.stroke(stroke) {
            Took::Onward => {
                let reply = glance.reply();
                self.put_by(reply, now)
            }
            Took::Changed | Took::Moved => Led::default(),
        }
    }

    /// Gives a line to it.
    pub(super) fn hear_at_glance(&mut self, line: &str, now: Moment) -> Led {
        let Some(glance) = &mut self.glance else { return Led::default() };
        let heard = match line.trim().is_empty() {
            true => Heard::Done,
            false => glance.field.hear(line),
        };
        let mut led = match heard {
            Heard::Done => {
                let reply = glance.reply();
                self.put_by(reply, now)
            }
            _ => Led::default(),
        };
        led.heard = Some(heard);
        led
    }

    /// Takes the mirror away, and notes what it was told.
    pub(super) fn put_by(&mut self, reply: Reply, now: Moment) -> Led {
        let Some(glance) = self.glance.take() else { return Led::default() };
        let prompt = self.route.legs[self.at].prompt(&self.guide).map(|prompt| prompt.id.clone());
        let place = match reply {
            Reply::Change => None,
            Reply::Leave => Some(prompt),
            Reply::Quoting => Some(None),
        };
        if let Some(place) = place {
            self.told.let_be.extend(glance.seen.into_iter().map(|seen| (place.clone(), seen.excerpt.phrase)));
            // One page an answer, however much there would be to ask: it is a question, no examination.
            return self.go_on(now);
        }
        Led { moved: true, ..Led::default() }
    }
}

impl Glance {
    /// Returns what was chosen; to go on without a choice is to leave it.
    pub(super) fn reply(&self) -> Reply {
        match self.field.value() {
            Value::One(Chosen::Option { id, .. }) if id == CHANGE => Reply::Change,
            Value::One(Chosen::Option { id, .. }) if id == QUOTING => Reply::Quoting,
            _ => Reply::Leave,
        }
    }
}

/// Makes the choice below what is held up.
fn choice() -> Question {
    let w = &words().mirror;
    let option = |id: &str, label: &str| Choice {
        id: id.to_owned(),
        label: Worded::All(label.to_owned()),
        perspectives: Vec::new(),
        off: Vec::new(),
        alone: false,
        keeps: None,
    };
    let options = vec![option(LEAVE, w.leave), option(QUOTING, w.quoting), option(CHANGE, w.change)];
    Question::One(One { options, other: false })
}

/// Returns what a person put in words of their own in an answer.
fn free_words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::One(Chosen::Other(text)) => text.clone(),
        Value::Items(items) => items.join("\n"),
        Value::Plan(plan) => [plan.when.as_str(), plan.then.as_str()].join("\n"),
        Value::Promise(promise) => {
            [&promise.terms.promise, &promise.terms.plan.when, &promise.terms.plan.then]
                .map(String::as_str)
                .join("\n")
        }
        _ => String::new(),
    }
}
