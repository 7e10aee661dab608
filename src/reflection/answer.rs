//! One answer, with the words of its question as asked, and the values an answer can have.

use super::keeping::Keeping;
use super::promise::Promise;
use crate::moment::Moment;

/// What one person answered to one prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The id of the stage: `opening`, a stage's own, `closing`.
    pub stage: String,
    /// The title of the stage, as it was.
    pub stage_title: String,
    /// The id of the prompt.
    pub prompt: String,
    /// The name of the question's kind: `text`, `line`, `one`, `several`, `scale`, `yes-no`, `items`, `plan`, `promise`.
    pub kind: String,
    /// The words of the question, as asked.
    pub asked: String,
    /// The answer itself.
    pub value: Value,
    /// Who may see it in an export.
    pub audience: Audience,
    /// Whether it stands behind a branch that has closed: kept, not told, back when the branch reopens.
    pub set_aside: bool,
    /// Whether it belongs to the one small step.
    pub step: bool,
    /// When it was last changed.
    pub at: Moment,
    /// What was added to it in the days after.
    pub keeping: Keeping,
    /// Fields that a later version wrote and this one does not know, kept as they are.
    pub rest: toml::Table,
}

/// The answer itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Asked, and left unanswered.
    Skipped,
    /// Long or short text.
    Text(String),
    /// One of several.
    One(Chosen),
    /// Several of several, in the order of the options.
    Several(Vec<Chosen>),
    /// A point on a scale.
    Scale(i64),
    /// Yes or no.
    YesNo(bool),
    /// A list of items.
    Items(Vec<String>),
    /// A when-then plan.
    Plan(Plan),
    /// A promise with its plan.
    Promise(Promise),
}

/// One chosen option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// An option of the guide, by its id, and its words as shown.
    Option {
        /// Its id in the guide.
        id: String,
        /// Its words as shown.
        label: String,
    },
    /// The person's own words.
    Other(String),
}

/// When this happens, then I will do that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The moment.
    pub when: String,
    /// The act.
    pub then: String,
}

/// Who may see an answer in an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Nobody but the one who wrote it.
    #[default]
    Own,
    /// The other person too.
    Partner,
    /// A therapist too.
    Therapist,
}

impl Value {
    /// Tells whether nothing was said.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Skipped => true,
            Self::Text(text) => text.is_empty(),
            Self::Several(chosen) => chosen.is_empty(),
            Self::Items(items) => items.iter().all(String::is_empty),
            Self::Plan(plan) => plan.is_empty(),
            Self::Promise(promise) => promise.is_empty(),
            Self::One(Chosen::Other(words)) => words.is_empty(),
            Self::One(Chosen::Option { .. }) | Self::Scale(_) | Self::YesNo(_) => false,
        }
    }

    /// Tells whether the option of this id is chosen.
    pub fn chose(&self, option: &str) -> bool {
        match self {
            Self::One(chosen) => chosen.id() == Some(option),
            Self::Several(all) => all.iter().any(|chosen| chosen.id() == Some(option)),
            _ => false,
        }
    }
}

impl Chosen {
    /// Returns the option's id; none for own words.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Option { id, .. } => Some(id),
            Self::Other(_) => None,
        }
    }

    /// Returns the words to show.
    pub fn label(&self) -> &str {
        match self {
            Self::Option { label, .. } => label,
            Self::Other(words) => words,
        }
    }
}

impl Plan {
    /// Tells whether neither half was written.
    pub fn is_empty(&self) -> bool {
        self.when.is_empty() && self.then.is_empty()
    }
}

impl Audience {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Own, Self::Partner, Self::Therapist];

    /// Returns its name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Partner => "partner",
            Self::Therapist => "therapist",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.name() == name)
    }
}
