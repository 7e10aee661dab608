//! The day a person chose to look back.

use crate::moment::{Day, Weekday};
use crate::reflection::Value;

/// The ids of options that name a day of the week.
const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// On which days to look back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// On this day of each week.
    Weekly(Weekday),
    /// On the first day of each month.
    Monthly,
}

impl Review {
    /// Reads it of an answer: an option whose id is a weekday's name, such as `sunday`, or `month`.
    pub fn of(value: &Value) -> Option<Self> {
        let Value::One(chosen) = value else { return None };
        match chosen.id()? {
            "month" => Some(Self::Monthly),
            id => {
                let place = NAMES.iter().position(|name| *name == id)?;
                Some(Self::Weekly(Weekday::ALL[place]))
            }
        }
    }

    /// Tells whether a day is such a day.
    pub fn falls_on(self, day: Day) -> bool {
        match self {
            Self::Weekly(weekday) => day.weekday() == weekday,
            Self::Monthly => day.day() == 1,
        }
    }
}
