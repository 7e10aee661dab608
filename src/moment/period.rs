//! A year, a month or a day as people write it, by its first and its last day.

use std::str::FromStr;

use jiff::civil::Date;

use super::{Day, NotATime};

/// A stretch of days: a year, a month, or one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
}

impl Period {
    /// Returns a year; none where the calendar has no such year.
    pub fn year(year: i16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Self { first: Day(first), last: Day(first.last_of_year()) })
    }

    /// Returns a month, from 1 to 12; none where the calendar has no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self { first: Day(first), last: Day(first.last_of_month()) })
    }
}

impl Period {
    /// Tells whether a text is written like one, though the calendar may have no such day.
    pub fn is_form(text: &str) -> bool {
        let parts: Vec<&str> = text.trim().split('-').collect();
        let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let lengths: Vec<usize> = parts.iter().filter(|part| digits(part)).map(|part| part.len()).collect();
        lengths.len() == parts.len() && matches!(lengths[..], [4] | [4, 1..=2] | [4, 1..=2, 1..=2])
    }
}

impl FromStr for Period {
    type Err = NotATime;

    /// Reads `2026`, `2026-11` and `2026-11-23`; spaces around it and missing zeros do no harm.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let parts: Vec<&str> = text.trim().split('-').collect();
        let digits = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let numbers: Vec<i16> =
            parts.iter().filter(|part| digits(part)).filter_map(|part| part.parse().ok()).collect();
        if numbers.len() != parts.len() || parts[0].len() != 4 {
            return Err(NotATime);
        }
        let small = |n: i16| i8::try_from(n).unwrap_or(0);
        let period = match numbers[..] {
            [year] => Self::year(year),
            [year, month] => Self::month(year, small(month)),
            [year, month, day] => Date::new(year, small(month), small(day))
                .ok()
                .map(|day| Self { first: Day(day), last: Day(day) }),
            _ => None,
        };
        period.ok_or(NotATime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        text.parse::<Period>().ok().map(|period| format!("{} {}", period.first, period.last))
    }

    #[test]
    fn years_months_and_days_are_read() {
        for (text, days) in [
            ("2025", "2025-01-01 2025-12-31"),
            (" 2024-2 ", "2024-02-01 2024-02-29"),
            ("2025-03", "2025-03-01 2025-03-31"),
            ("2025-03-14", "2025-03-14 2025-03-14"),
            ("2025-3-4", "2025-03-04 2025-03-04"),
        ] {
            assert_eq!(read(text).as_deref(), Some(days), "{text}");
        }
    }

    #[test]
    fn what_is_written_like_a_day_need_not_be_one() {
        for text in ["2025-02-30", "2025-13-45", "2025-13", "2025-3-4", "0000"] {
            assert!(Period::is_form(text), "{text}");
        }
        for text in ["", "spring", "25-03-14", "2025-", "2025-03-14-1", "2025/03", "2025-003"] {
            assert!(!Period::is_form(text), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_period() {
        for text in [
            "",
            "25",
            "2025-13",
            "2025-02-30",
            "2025-",
            "-2025",
            "2025-1-1-1",
            "2025-+1",
            "March",
            "２０２５",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
