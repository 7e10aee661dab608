//! Promises written for a calendar: all of them, or those of some reflections. It knows no door, and leaves it to the room
//! `promise` what a calendar says.

use super::{Found, Performer};
use crate::promise::{Calendar, Wording, calendar};
use crate::reflection::Reflection;
use crate::trouble::Trouble;

/// What was written for a calendar, and what there is to tell of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reminders {
    /// The calendar; none if there is nothing to remind of.
    pub calendar: Option<Calendar>,
    /// What the person should know of what was read.
    pub notes: Vec<Trouble>,
    /// Why some could not be read.
    pub unread: Vec<Trouble>,
}

impl Performer {
    /// Writes reminders of all promises that are due today or later.
    pub fn reminders(&self, wording: Wording) -> Reminders {
        let all: Vec<Reflection> =
            self.journal.promising(self.now()).into_iter().map(|(_, reflection)| reflection).collect();
        Reminders { calendar: calendar(&all, self.now().day(), wording), ..Reminders::default() }
    }

    /// Writes reminders of the promises of these reflections. One that cannot be read is told, and stops no other.
    pub fn reminders_of(&self, named: &[Found], wording: Wording) -> Reminders {
        let mut new = Reminders::default();
        let mut all: Vec<Reflection> = Vec::new();
        for found in named {
            match self.read_at(found) {
                Ok(loaded) => {
                    new.notes.extend(loaded.note);
                    all.push(loaded.reflection);
                }
                Err(trouble) => new.unread.push(trouble),
            }
        }
        new.calendar = calendar(&all, self.now().day(), wording);
        new
    }
}
