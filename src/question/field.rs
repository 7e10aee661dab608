//! What every kind of answer field can do, whichever door a person comes through: keys (strokes and rows) or lines
//! (leads, offers and what was heard).

use std::ops::Range;

use crate::reflection::Value;
use crate::text::Edit;

/// The answer to one question while it is being given.
pub trait Field: std::fmt::Debug + Send {
    /// Returns the answer as it stands, [`Value::Skipped`] when there is none.
    fn value(&self) -> Value;

    /// Says why the answer cannot stand as it is, if so. Going back and skipping work all the same.
    fn complaint(&self) -> Option<String> {
        None
    }

    /// Takes one stroke of a key or the mouse.
    fn stroke(&mut self, stroke: &Stroke) -> Took;

    /// Takes one line of the line-by-line door.
    fn hear(&mut self, line: &str) -> Heard;

    /// Returns what is printed before a line is read: the lead-in of the part that comes next.
    fn lead(&self) -> Option<String> {
        None
    }

    /// Returns what is printed below the question: numbered choices, and how to answer.
    fn offer(&self) -> Vec<String>;

    /// Learns the room there is, in columns and lines.
    fn fit(&mut self, columns: usize, lines: usize);

    /// Returns the rows to draw, at most as many as there are lines.
    fn rows(&self) -> Vec<Row>;

    /// Returns where the caret or the chosen row is among the rows.
    fn caret(&self) -> Spot;

    /// Returns how far the rows are scrolled, when they are more than the lines.
    fn scroll(&self) -> Option<Scrolled> {
        None
    }

    /// Returns the place to come back to: the part, and the caret in bytes.
    fn bookmark(&self) -> (usize, usize) {
        (0, 0)
    }

    /// Goes back to a place.
    fn return_to(&mut self, _part: usize, _caret: usize) {}

    /// Forgets what lasts only from one stroke to the next, so that coming back later is as if one had never left.
    fn pause(&mut self) {}

    /// Tells whether letters are text here, so that none of them is a command.
    fn writes(&self) -> bool {
        false
    }

    /// Tells whether Enter stays in the field (a new line, the next item) or goes on.
    fn keeps_enter(&self) -> bool {
        false
    }

    /// Goes to the next part of the answer, if there is one below; returns whether it did.
    fn next_part(&mut self) -> bool {
        false
    }

    /// Returns the selected text, for a copy.
    fn selected(&self) -> Option<String> {
        None
    }

    /// Returns the whole text, for another editor; none where there is none.
    fn whole_text(&self) -> Option<String> {
        None
    }
}

/// One stroke of a key or the mouse, in the terms of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A letter, or a paste.
    Type(String),
    /// Enter.
    Enter,
    /// A motion or a change of text.
    Edit(Edit),
    /// A click on a column and a row, as [`Field::rows`] gave them; with the selection stretched or not.
    Click {
        /// The column, from 0.
        column: usize,
        /// The row, from 0.
        row: usize,
        /// Whether the selection stretches there.
        select: bool,
    },
}

/// What became of a stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    /// The answer changed.
    Changed,
    /// Only the caret or the view moved, or nothing did.
    Moved,
    /// The field is done with: go on.
    Onward,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// More lines belong to this answer.
    More,
    /// The answer is complete.
    Done,
    /// The line could not be taken; why.
    Refused(String),
}

/// Where the caret is among the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The column, from 0.
    pub column: usize,
    /// The row, from 0.
    pub row: usize,
}

/// How far rows are scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scrolled {
    /// The rows above the first that is shown.
    pub above: usize,
    /// All rows.
    pub of: usize,
}

/// One row to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Text of the person's own, with the bytes that are selected.
    Own(String, Option<Range<usize>>),
    /// An empty place to write in, and what it says.
    Invite(String),
    /// The lead-in of a part.
    Lead(String),
    /// A row of an option: its mark on the first row, none on those that follow.
    Choice {
        /// The mark before it.
        mark: Option<Mark>,
        /// Its words.
        words: String,
        /// Whether it has the focus.
        focused: bool,
    },
    /// The points of a scale.
    Points {
        /// The words of each point.
        points: Vec<String>,
        /// Which is chosen.
        chosen: Option<usize>,
        /// Which has the focus.
        focused: usize,
        /// The columns from one point's start to the next.
        stride: usize,
    },
    /// The two ends of a scale.
    Ends {
        /// What the low end means.
        low: String,
        /// What the high end means.
        high: String,
        /// The columns the points above take.
        width: usize,
    },
}

/// The mark before an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// One of several: chosen or not.
    One(bool),
    /// Several of several: chosen or not.
    Several(bool),
    /// An item of a list.
    Item,
}

/// The columns a mark and its gap take.
pub const MARK: usize = 4;
