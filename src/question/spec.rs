//! What each kind of question is made of, as a guide gives it.

use super::Choice;

/// Words for every perspective, or different words for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worded {
    /// The same for all.
    All(String),
    /// By perspective, in the order of the file; one that is not named has no words.
    By(Vec<(String, String)>),
}

/// Long text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// How many lines to suggest; `None`: as much as one likes.
    pub lines: Option<u16>,
}

/// One of several.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// The options, at least one.
    pub options: Vec<Choice>,
    /// Whether own words are welcome too.
    pub other: bool,
}

/// Several of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Several {
    /// The options, at least one.
    pub options: Vec<Choice>,
    /// How many at most.
    pub most: Option<usize>,
}

/// A point between two named ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The low end, in points.
    pub from: i64,
    /// The high end, in points; above `from`.
    pub to: i64,
    /// What the low end means.
    pub low: Option<Worded>,
    /// What the high end means.
    pub high: Option<Worded>,
}

/// Yes or no, perhaps in other words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YesNo {
    /// The words for yes.
    pub yes: Option<Worded>,
    /// The words for no.
    pub no: Option<Worded>,
}

/// A list of short items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items {
    /// How many at most.
    pub most: Option<usize>,
}

/// When this, then that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The lead-in of the moment.
    pub when: Option<Worded>,
    /// The lead-in of the act.
    pub then: Option<Worded>,
}

/// Words to read, and what stands below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The help lines to show below.
    pub support: Option<Support>,
    /// An earlier prompt that the person is offered to go back to.
    pub revisit: Option<String>,
    /// What else to show below.
    pub shows: Option<Shows>,
}

/// Which help lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// For someone afraid of, hurt or controlled by another.
    Fear,
    /// For someone in distress or thinking of ending their life.
    Distress,
    /// For someone who hurts another.
    OwnBehaviour,
    /// All.
    All,
}

/// What a note can show below its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// What was written so far.
    Answers,
}

impl Worded {
    /// Returns the words for a perspective, if it has any.
    pub fn say(&self, perspective: &str) -> Option<&str> {
        match self {
            Self::All(words) => Some(words),
            Self::By(each) => each.iter().find(|(p, _)| p == perspective).map(|(_, words)| words.as_str()),
        }
    }
}

impl Support {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Fear, Self::Distress, Self::OwnBehaviour, Self::All];

    /// Returns its name in content files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fear => "fear",
            Self::Distress => "distress",
            Self::OwnBehaviour => "own-behaviour",
            Self::All => "all",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|support| support.name() == name)
    }
}

impl Shows {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Answers];

    /// Returns its name in guides.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answers => "answers",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shows| shows.name() == name)
    }
}
