//! A day of the calendar and of the week. Days are local days: no zone, no hour, no daylight saving reaches them.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use super::NotATime;

/// A day of the calendar, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(super) Date);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday, the first as ISO 8601 counts.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Day {
    /// A day before all others that matter: what stands where none is known.
    pub const FIRST: Self = Self(Date::ZERO);

    /// Returns a day of a year, a month from 1 to 12 and a day of it; none where the calendar has no such day.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// Returns the year, such as 2026.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Returns the day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Returns the day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)]
    }

    /// Returns the day that many days later, or earlier; at the end of the calendar its last one.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// Returns how many days it is later than another one; less than 0 if it is earlier.
    pub fn since(self, other: Self) -> i32 {
        (self.0 - other.0).get_days()
    }
}

impl Weekday {
    /// All of them, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Its names in files and commands, Monday first.
    const NAMES: [&'static str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// Returns its place in the week, 0 for Monday.
    pub fn place(self) -> usize {
        self as usize
    }

    /// Returns its name in files and commands, such as `mon`.
    pub fn name(self) -> &'static str {
        Self::NAMES[self.place()]
    }

    /// Reads its name in files and commands.
    pub fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        Some(Self::ALL[place])
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = NotATime;

    /// Reads `2026-11-23`, and nothing else.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let day: Date = text.parse().map_err(|_| NotATime)?;
        if day.to_string() == text { Ok(Self(day)) } else { Err(NotATime) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_plain_date_is_a_day() {
        assert!("2026-11-23".parse::<Day>().is_ok());
        assert!("2026-11-23T10:00".parse::<Day>().is_err());
        assert!("2026-13-01".parse::<Day>().is_err());
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(day("2026-11-23").plus(8), day("2026-12-01"));
        assert_eq!(day("2028-03-01").plus(-1), day("2028-02-29"));
        assert_eq!(day("2028-03-01").since(day("2027-03-01")), 366);
        assert_eq!(day("9999-12-31").plus(1), day("9999-12-31"));
    }

    #[test]
    fn a_weekday_is_read_by_its_name() {
        assert_eq!(day("2026-11-25").weekday(), Weekday::Wednesday);
        assert!(Weekday::ALL.iter().all(|one| Weekday::named(one.name()) == Some(*one)));
        assert_eq!(Weekday::named("monday"), None);
    }
}
