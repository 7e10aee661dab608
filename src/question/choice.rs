//! One option of a question, and what choosing it does.

use super::spec::Worded;

/// One option of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its id, lasting, unique in its question.
    pub id: String,
    /// Its words.
    pub label: Worded,
    /// The perspectives that see it; empty: all.
    pub perspectives: Vec<String>,
    /// The features it turns off for this sitting.
    pub off: Vec<Feature>,
    /// Whether choosing it clears the others ("none of these").
    pub alone: bool,
    /// What is kept of the reflection when it is finished, if this option decides that.
    pub keeps: Option<Keeps>,
}

/// Something onward offers that a safety check can turn off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Writing a letter of apology.
    Letter,
    /// Preparing a conversation for two.
    Conversation,
    /// Asking and answering hard questions.
    Questions,
    /// The check of one's own wording.
    Mirror,
}

/// What is kept of a reflection when it is finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeps {
    /// All of it.
    #[default]
    All,
    /// Only the one small step.
    Step,
    /// Nothing.
    Nothing,
}

impl Choice {
    /// Tells whether this perspective sees it.
    pub fn seen_by(&self, perspective: &str) -> bool {
        self.perspectives.is_empty() || self.perspectives.iter().any(|p| p == perspective)
    }
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Letter, Self::Conversation, Self::Questions, Self::Mirror];

    /// Returns its name in guides.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Conversation => "conversation",
            Self::Questions => "questions",
            Self::Mirror => "mirror",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.name() == name)
    }
}

impl Keeps {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::All, Self::Step, Self::Nothing];

    /// Returns its name in guides.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Step => "step",
            Self::Nothing => "nothing",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keeps| keeps.name() == name)
    }
}
