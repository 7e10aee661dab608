//! What to show of a session: where one is, what is asked, what is still open.

use super::Session;
use super::glance::{Glance, Seen};
use super::route::LegKind;
use crate::guide::{Part, PartKind, Prompt};
use crate::question::{Field, Keeps, Note, Question};
use crate::reflection::{Answer, Stop};

/// What to show.
#[derive(Debug)]
pub struct View<'a> {
    /// Where one is.
    pub at: At<'a>,
    /// The stages in order, and how far along each is.
    pub stages: Vec<Progress<'a>>,
    /// A sentence to show once: why an answer cannot stand, why a question matters.
    pub notice: Option<&'a str>,
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// Whether it is a preview, of which nothing is kept.
    pub preview: bool,
}

/// Where one is.
#[derive(Debug)]
pub enum At<'a> {
    /// On the page that opens a part.
    Opening {
        /// The part.
        part: &'a Part,
        /// Its words.
        words: &'a str,
        /// How many questions it has that are open now.
        questions: usize,
        /// About how many minutes it takes.
        minutes: Option<u32>,
    },
    /// At a prompt.
    Prompt {
        /// The part it belongs to.
        part: &'a Part,
        /// The prompt.
        prompt: &'a Prompt,
        /// The question, as this perspective is asked.
        ask: &'a str,
        /// What helps to answer it, with the hints that fit.
        help: Vec<&'a str>,
        /// Its number among the questions of its part, from 1; none for a note.
        number: Option<(usize, usize)>,
        /// The answer in the making.
        field: &'a dyn Field,
        /// What stands below a note.
        note: Option<&'a Note>,
    },
    /// In front of the mirror, after an answer.
    Mirror {
        /// The part the answer belongs to.
        part: &'a Part,
        /// What it asks about.
        seen: &'a [Seen],
        /// The choice of what to do with it.
        field: &'a dyn Field,
        /// Whether it is the first time in this walk.
        first: bool,
    },
    /// On the page that closes a stage.
    Closing {
        /// The stage.
        part: &'a Part,
        /// Its words, if it has any.
        words: Option<&'a str>,
        /// What was answered in it.
        answers: Vec<&'a Answer>,
    },
    /// On the last page.
    Finish {
        /// The one small step, as answered.
        step: Vec<&'a Answer>,
        /// The questions that matter and are still open.
        left: Vec<Left<'a>>,
        /// What was decided to keep.
        keeps: Keeps,
    },
}

/// A question that matters and is still open.
#[derive(Debug, PartialEq, Eq)]
pub struct Left<'a> {
    /// Where it is asked.
    pub stop: Stop,
    /// The question.
    pub ask: &'a str,
}

/// How far along a stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The stage.
    pub title: &'a str,
    /// Whether one is in it.
    pub here: bool,
    /// The open questions before the place where one is.
    pub passed: usize,
    /// All open questions.
    pub of: usize,
}

/// A row of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapRow<'a> {
    /// The title of a part; the opening and the closing may have none.
    Part(Option<&'a str>, PartKind),
    /// A question.
    Prompt {
        /// Where it is asked.
        stop: Stop,
        /// The question.
        ask: &'a str,
        /// Whether it was answered.
        answered: bool,
        /// Whether one is there.
        here: bool,
    },
}

impl Session {
    /// Returns what to show.
    pub fn view(&self) -> View<'_> {
        View {
            at: self.at(),
            stages: self.stages(),
            notice: self.notice.as_deref(),
            read_only: self.read_only,
            preview: self.preview,
        }
    }

    /// Gives the field at hand, if there is one.
    pub fn field(&self) -> Option<&dyn Field> {
        self.glance.as_ref().map(|glance| &*glance.field).or(self.field.as_deref())
    }

    /// Names the place.
    pub fn stop(&self) -> Stop {
        self.route.name(&self.guide, self.at)
    }

    fn at(&self) -> At<'_> {
        let leg = self.route.legs[self.at];
        let part = &self.guide.parts[leg.part];
        let perspective = &self.reflection.perspective;
        if let Some(Glance { seen, field, first }) = &self.glance {
            return At::Mirror { part, seen, field: field.as_ref(), first: *first };
        }
        match (leg.kind, leg.prompt(&self.guide), &self.field) {
            (LegKind::Prompt(_), Some(prompt), Some(field)) => At::Prompt {
                part,
                prompt,
                ask: prompt.ask.say(perspective).unwrap_or_default(),
                help: self.help(prompt),
                number: self.number(),
                field: field.as_ref(),
                note: match &prompt.question {
                    Question::Note(note) => Some(note),
                    _ => None,
                },
            },
            (LegKind::Opening, ..) => At::Opening {
                part,
                words: part.intro.as_ref().and_then(|intro| intro.say(perspective)).unwrap_or_default(),
                questions: self.questions(leg.part).count(),
                minutes: part.minutes,
            },
            (LegKind::Closing, ..) => At::Closing {
                part,
                words: part.outro.as_ref().and_then(|outro| outro.say(perspective)),
                answers: self.reflection.told().filter(|answer| answer.stage == part.id).collect(),
            },
            _ => At::Finish {
                step: self.reflection.told().filter(|a| a.step && !a.value.is_empty()).collect(),
                left: self.left(),
                keeps: self.keeps(),
            },
        }
    }

    /// Returns the help of a prompt, with the hints whose conditions hold.
    fn help<'a>(&'a self, prompt: &'a Prompt) -> Vec<&'a str> {
        let perspective = &self.reflection.perspective;
        let known = |id: &str| {
            let leg = self.route.of_prompt(id).filter(|&leg| self.open[leg])?;
            if self.remembered.iter().any(|known| known == id) {
                return None;
            }
            let saved = self.route.legs[leg].prompt(&self.guide)?.saved;
            if saved { self.reflection.answer(id).map(|answer| &answer.value) } else { self.unsaved.get(id) }
        };
        let own = prompt.help.as_ref().and_then(|help| help.say(perspective));
        let hints = prompt.hints.iter().filter(|hint| hint.when.holds(&known));
        own.into_iter().chain(hints.filter_map(|hint| hint.text.say(perspective))).collect()
    }

    /// Iterates over the open questions of a part, as legs.
    fn questions(&self, part: usize) -> impl Iterator<Item = usize> {
        (0..self.open.len()).filter(move |&n| {
            let leg = self.route.legs[n];
            self.open[n] && leg.part == part && leg.answerable(&self.guide)
        })
    }

    fn number(&self) -> Option<(usize, usize)> {
        let part = self.route.legs[self.at].part;
        let nth = self.questions(part).position(|n| n == self.at)?;
        Some((nth + 1, self.questions(part).count()))
    }

    fn stages(&self) -> Vec<Progress<'_>> {
        let here = self.route.legs[self.at];
        let stages = self.guide.parts.iter().enumerate().filter(|(_, part)| part.kind == PartKind::Stage);
        stages
            .map(|(n, part)| Progress {
                title: part.title.as_deref().unwrap_or_default(),
                here: here.part == n && here.kind != LegKind::Finish,
                passed: self.questions(n).filter(|&leg| leg < self.at).count(),
                of: self.questions(n).count(),
            })
            .filter(|progress| progress.of > 0)
            .collect()
    }

    /// Returns the questions that matter and are still open.
    pub(super) fn left(&self) -> Vec<Left<'_>> {
        // Whoever keeps nothing owes no more answers.
        if self.keeps() == Keeps::Nothing {
            return Vec::new();
        }
        let perspective = &self.reflection.perspective;
        let legs = (0..self.open.len()).filter(|&n| self.open[n]);
        legs.filter_map(|n| Some((n, self.route.legs[n].prompt(&self.guide)?)))
            .filter(|(_, prompt)| prompt.required && !self.answered(prompt))
            .map(|(n, prompt)| Left {
                stop: self.route.name(&self.guide, n),
                ask: prompt.ask.say(perspective).unwrap_or_default(),
            })
            .collect()
    }

    fn answered(&self, prompt: &Prompt) -> bool {
        let value = match prompt.saved {
            true => self.reflection.answer(&prompt.id).map(|answer| &answer.value),
            false => self.unsaved.get(&prompt.id),
        };
        value.is_some_and(|value| !value.is_empty())
    }

    /// Returns the map: every part and every question that is open, in order.
    pub fn map(&self) -> Vec<MapRow<'_>> {
        let mut rows = Vec::new();
        for (n, part) in self.guide.parts.iter().enumerate() {
            let mut questions = self.questions(n).peekable();
            if questions.peek().is_none() {
                continue;
            }
            rows.push(MapRow::Part(part.title.as_deref(), part.kind));
            rows.extend(questions.filter_map(|leg| {
                let prompt = self.route.legs[leg].prompt(&self.guide)?;
                Some(MapRow::Prompt {
                    stop: self.route.name(&self.guide, leg),
                    ask: prompt.ask.say(&self.reflection.perspective).unwrap_or_default(),
                    answered: self.answered(prompt),
                    here: leg == self.at,
                })
            }));
        }
        rows
    }
}
