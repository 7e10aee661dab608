//! Guides: what is asked, in which words, in which order, and when. A [`Guide`] is valid or does not exist: it is made
//! by checking a draft as written in TOML. It knows no disk, no session and no terminal.

mod check;
mod condition;
mod draft;
mod format;
mod kinds;
mod prompts;
mod schema;
mod told;
mod when;

pub use condition::{Condition, Test};
pub use told::Fact;

use crate::question::{Feature, Question, Worded};
use crate::reflection::{Audience, Link};

/// The id under which answers of the part before the first stage are kept.
pub const OPENING: &str = "opening";
/// The id under which answers of the part after the last stage are kept.
pub const CLOSING: &str = "closing";

/// A set of stages from one content file.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Its lasting id: a-z, 0-9, -.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences on what it is for.
    pub summary: Option<String>,
    /// What else there is to know before it is begun.
    pub about: About,
    /// The language it is written in, such as `en`.
    pub language: String,
    /// About how long it takes, in minutes.
    pub minutes: Option<u32>,
    /// The feature it is; not offered where a safety check turned that off.
    pub feature: Option<Feature>,
    /// What it draws on.
    pub source: Option<Source>,
    /// Who can walk it, at least one.
    pub perspectives: Vec<Perspective>,
    /// Opening (if any), stages, closing (if any), in this order.
    pub parts: Vec<Part>,
}

/// What a person weighs before they begin a guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it is for.
    pub purpose: Option<String>,
    /// For whom it is.
    pub whom: Option<String>,
    /// What it is not.
    pub is_not: Option<String>,
}

/// What a guide draws on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The work.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as printed.
    pub date: Option<String>,
    /// Where it can be read.
    pub link: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
}

/// One side a guide can be walked from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perspective {
    /// Its id, such as `broke`.
    pub id: String,
    /// Its words where one chooses.
    pub label: String,
    /// A sentence or two below them.
    pub help: Option<String>,
}

/// The opening, a stage, or the closing.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which of these it is.
    pub kind: PartKind,
    /// `opening`, the stage's own id, or `closing`.
    pub id: String,
    /// Its title; a stage always has one.
    pub title: Option<String>,
    /// The page before its first prompt.
    pub intro: Option<Worded>,
    /// The words on the page that closes it.
    pub outro: Option<Worded>,
    /// About how long it takes, in minutes.
    pub minutes: Option<u32>,
    /// What it asks.
    pub prompts: Vec<Prompt>,
}

/// Which part of a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Before the first stage.
    Opening,
    /// A stage.
    Stage,
    /// After the last stage.
    Closing,
}

/// One question, and all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// Its lasting id, unique in its guide.
    pub id: String,
    /// The question. A perspective without words does not see it.
    pub ask: Worded,
    /// What helps to answer it.
    pub help: Option<Worded>,
    /// What else helps, depending on earlier answers.
    pub hints: Vec<Hint>,
    /// Whether it says why it matters when it is left open.
    pub required: bool,
    /// Who may see the answer in an export.
    pub audience: Audience,
    /// Whether the answer is kept; if not, it lives for this sitting's branches only.
    pub saved: bool,
    /// Whether the answer belongs to the one small step.
    pub step: bool,
    /// Whether the mirror may look at the answer.
    pub mirror: bool,
    /// When it is asked; always, if there is no condition.
    pub when: Option<Condition>,
    /// What the answer is to an earlier promise; or that it asks for acts.
    pub link: Option<Link>,
    /// What kind of answer it takes.
    pub question: Question,
}

/// A sentence of help that depends on earlier answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// When it is shown.
    pub when: Condition,
    /// Its words.
    pub text: Worded,
}

impl Guide {
    /// Iterates over all prompts with their parts, in order.
    pub fn prompts(&self) -> impl Iterator<Item = (&Part, &Prompt)> {
        self.parts.iter().flat_map(|part| part.prompts.iter().map(move |prompt| (part, prompt)))
    }

    /// Finds a perspective.
    pub fn perspective(&self, id: &str) -> Option<&Perspective> {
        self.perspectives.iter().find(|perspective| perspective.id == id)
    }

    /// Iterates over the stages, without opening and closing.
    pub fn stages(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.kind == PartKind::Stage)
    }
}
