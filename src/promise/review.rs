//! The day a person chose to look back.

use crate::moment::{Day, Weekday};
use crate::reflection::Value;

/// On which days to look back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// On this day of each week.
    Weekly(Weekday),
    /// On the first day of each month.
    Monthly,
}

impl Review {
    /// Reads it of an answer: an option whose id begins with a weekday's name, such as `sunday`, or is `month`.
    pub fn of(value: &Value) -> Option<Self> {
        let Value::One(chosen) = value else { return None };
        match chosen.id()? {
            "month" => Some(Self::Monthly),
            id => Weekday::named(id.get(..3)?).map(Self::Weekly),
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
