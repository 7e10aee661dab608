//! The kinds of question. [`Question`] is THE list: a kind is one file here, one variant, and one arm in each of its
//! three matches. What a kind *is* (its options, its ends) comes from a guide; what is *done* with it (keys, lines,
//! rows to show) is its [`Field`]. It knows no guide, no session, no terminal and no disk.

mod choice;
mod field;
mod items;
mod listing;
mod note;
mod one;
mod parts;
mod plan;
mod scale;
mod several;
mod spec;
mod text;

use crate::moment::Day;
use crate::reflection::Value;

pub use choice::{Choice, Feature, Keeps};
pub use field::{Field, Heard, MARK, Mark, Row, Scrolled, Spot, Stroke, Took};
pub use spec::{Items, Note, One, Plan, Scale, Several, Shows, Support, Text, Worded, YesNo};

/// A question as a guide asks it.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Long text.
    Text(Text),
    /// One line of text.
    Line,
    /// One of several options.
    One(One),
    /// Several of several options.
    Several(Several),
    /// A point between two named ends.
    Scale(Scale),
    /// Yes or no.
    YesNo(YesNo),
    /// A list of short items.
    Items(Items),
    /// When this, then that.
    Plan(Plan),
    /// Something to keep doing, with its plan.
    Promise,
    /// Nothing to answer: words to read.
    Note(Note),
}

impl Question {
    /// The names of the kinds, in guides, files and JSON, in the order of the list.
    pub const KINDS: [&'static str; 10] =
        ["text", "line", "one", "several", "scale", "yes-no", "items", "plan", "promise", "note"];

    /// Returns the name of its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Line => "line",
            Self::One(_) => "one",
            Self::Several(_) => "several",
            Self::Scale(_) => "scale",
            Self::YesNo(_) => "yes-no",
            Self::Items(_) => "items",
            Self::Plan(_) => "plan",
            Self::Promise => "promise",
            Self::Note(_) => "note",
        }
    }

    /// Returns the options it offers, if it offers any.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::One(one) => &one.options,
            Self::Several(several) => &several.options,
            _ => &[],
        }
    }

    /// Opens the field to answer it in, with what was saved before. `today` is the first day of a promise made now.
    pub fn field(&self, perspective: &str, today: Day, saved: Option<&Value>) -> Box<dyn Field> {
        match self {
            Self::Text(_) => Box::new(text::TextField::long(saved)),
            Self::Line => Box::new(text::TextField::line(saved)),
            Self::One(one) => Box::new(one::OneField::new(one, perspective, saved)),
            Self::Several(several) => Box::new(several::SeveralField::new(several, perspective, saved)),
            Self::Scale(scale) => Box::new(scale::ScaleField::new(scale, perspective, saved)),
            Self::YesNo(yes_no) => Box::new(one::OneField::yes_no(yes_no, perspective, saved)),
            Self::Items(items) => Box::new(items::ItemsField::new(items, saved)),
            Self::Plan(plan) => Box::new(plan::PlanField::plan(plan, perspective, saved)),
            Self::Promise => Box::new(plan::PlanField::promise(today, saved)),
            Self::Note(_) => Box::new(note::NoteField),
        }
    }
}
