//! A reflection: one person's walk through one guide, as it is kept. It knows no guide, no file and no terminal; each
//! answer carries the words of its question as asked, so that it reads whole when its guide has changed or is gone.

mod answer;
pub mod format;
mod format_read;
#[cfg(test)]
mod format_tests;
mod format_text;
mod format_write;
mod id;
pub mod json;
mod json_answer;
mod json_foreign;
mod json_keys;
pub mod json_read;
#[cfg(test)]
mod json_tests;
mod keeping;
mod markdown;
pub mod page;
mod promise;
pub mod salvage;
#[cfg(test)]
mod salvage_tests;
mod salvage_text;
pub mod settle;
#[cfg(test)]
mod settle_tests;
mod share;
pub mod telling;
#[cfg(test)]
mod tests;
pub mod torn;

pub use answer::{Answer, Audience, Chosen, Plan, Value};
pub use id::Id;
pub use keeping::{CheckIn, CheckIns, Keeping, Link, Noticed, Outcome, Role, Sight};
pub use promise::{Cadence, Promise, Standing, Terms, Weekdays};

use crate::moment::Moment;

/// The version of the file format this program writes.
pub const FORMAT: u32 = 1;

/// One person's walk through one guide.
#[derive(Clone, Debug, PartialEq)]
pub struct Reflection {
    /// Its name in files and commands.
    pub id: Id,
    /// What the person calls it; the guide's title until they say.
    pub title: String,
    /// The id of its guide.
    pub guide: String,
    /// The title its guide had when it was last walked.
    pub guide_title: String,
    /// The perspective it is walked from: `broke`, `hurt`, or what the guide defines.
    pub perspective: String,
    /// Open or finished.
    pub status: Status,
    /// When it was begun.
    pub started: Moment,
    /// When it was last changed.
    pub updated: Moment,
    /// Where the person stopped.
    pub place: Bookmark,
    /// What was answered or skipped, in the order of the guide.
    pub answers: Vec<Answer>,
    /// The format version it was read from; [`FORMAT`] when new. A higher one may not be written.
    pub format: u32,
    /// Fields that a later version wrote and this one does not know, kept as they are.
    pub rest: toml::Table,
}

/// Whether a reflection is still being walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not yet finished.
    #[default]
    Open,
    /// Walked to its end.
    Finished,
}

/// The very place where a person stopped: which page or prompt, and where in its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmark {
    /// What was before the eyes.
    pub at: Stop,
    /// Which part of the answer had the caret: an item of a list, a half of a plan; 0 otherwise.
    pub part: usize,
    /// The caret, in bytes of that part's text.
    pub caret: usize,
    /// The stage as it was titled, for a list that does not load the guide; empty in the opening and the closing.
    pub stage_title: String,
}

/// A page or a prompt of a walk, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stop {
    /// The very beginning.
    #[default]
    Start,
    /// The page that opens the part (`opening`, a stage's id, `closing`).
    Opening(String),
    /// A prompt, by its id.
    Prompt(String),
    /// The page that closes the stage, to read back.
    Closing(String),
    /// The last page.
    Finish,
}

impl Status {
    /// Returns its name in files and commands: `open` or `finished`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Finished => "finished",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Open, Self::Finished].into_iter().find(|s| s.name() == name)
    }
}

impl Reflection {
    /// Begins a reflection with nothing answered.
    pub fn begin(id: Id, guide: &str, guide_title: &str, perspective: &str, now: Moment) -> Self {
        Self {
            id,
            title: guide_title.to_owned(),
            guide: guide.to_owned(),
            guide_title: guide_title.to_owned(),
            perspective: perspective.to_owned(),
            status: Status::Open,
            started: now,
            updated: now,
            place: Bookmark::default(),
            answers: Vec::new(),
            format: FORMAT,
            rest: toml::Table::new(),
        }
    }

    /// Finds the answer to a prompt, set aside or not.
    pub fn answer(&self, prompt: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.prompt == prompt)
    }

    /// Iterates over what a reader sees: all answers but those behind a branch that closed.
    pub fn told(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|answer| !answer.set_aside)
    }
}
