//! Time as a value: a [`Moment`] with the offset it was lived in, and a [`Day`]. [`Moment::now`] and [`uptime`]
//! are the only places in the program that read a clock.

mod clock;
mod day;
mod period;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

pub use day::{Day, Weekday};
pub use period::Period;

use crate::words::{count, words};

/// A point in time, to the second, and the offset from UTC of the place where it was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    stamp: Timestamp,
    offset: Offset,
}

/// What was read is neither a moment nor a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotATime;

/// Returns how long the machine has been up: a clock that nobody sets, for how long something lasted. Where the system
/// has such a clock, the time it slept counts; elsewhere it does not.
pub fn uptime() -> Duration {
    clock::uptime()
}

impl Moment {
    /// Reads the clock and the zone of this machine; a zone that cannot be read counts as UTC.
    pub fn now() -> Self {
        let (now, offset) = clock::read();
        Self::at(now.as_second(), offset.seconds())
    }

    /// Makes a moment of seconds since 1970 and an offset in seconds, of which whole minutes count; out of range counts
    /// as the nearest that is not.
    pub fn at(seconds: i64, offset: i32) -> Self {
        let edge = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Self {
            stamp: Timestamp::from_second(seconds).unwrap_or(edge),
            // Zones had seconds before there was standard time; what is written has none, and would be another time.
            offset: Offset::from_seconds(offset / 60 * 60).unwrap_or(Offset::UTC),
        }
    }

    /// Returns the same point in time, as it was lived in a zone: `Europe/Berlin`, or a plain offset such as `GMT-0500`.
    /// None if there is no such zone.
    pub fn in_zone(self, zone: &str) -> Option<Self> {
        let plain = zone.strip_prefix("GMT").and_then(plain_offset);
        let offset = plain.or_else(|| clock::offset_in(zone, self.stamp))?;
        Some(Self::at(self.seconds(), offset.seconds()))
    }

    /// Returns the seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.stamp.as_second()
    }

    /// Returns the offset from UTC where it was, in seconds.
    pub fn offset(self) -> i32 {
        self.offset.seconds()
    }

    /// Returns the day it was, where it was.
    pub fn day(self) -> Day {
        Day(self.offset.to_datetime(self.stamp).date())
    }

    /// Says how long ago `self` was, seen from `now`, in words; a moment to come is "just now".
    pub fn ago(self, now: Self) -> String {
        let t = &words().time;
        let minutes = ((now.seconds() - self.seconds()) / 60).max(0);
        let days = now.day().since(self.day());
        match (days, minutes) {
            (_, 0) => t.now.to_owned(),
            (_, m @ 1..60) => count(m as usize, t.minute, t.minutes),
            (d, m) if d <= 0 || m < 6 * 60 => count((m / 60) as usize, t.hour, t.hours),
            (1, _) => t.yesterday.to_owned(),
            (d, _) => count(usize::try_from(d).unwrap_or(0), t.days, t.days),
        }
    }
}

/// Reads `+0200`.
fn plain_offset(text: &str) -> Option<Offset> {
    let (sign, digits) = text.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    let number: i32 = digits.parse().ok().filter(|_| plain)?;
    Offset::from_seconds(sign * (number / 100 * 3600 + number % 100 * 60)).ok()
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.stamp, self.offset.seconds()).cmp(&(other.stamp, other.offset.seconds()))
    }
}

impl fmt::Display for Moment {
    /// Writes RFC 3339, to the second: `2026-11-23T21:30:00+01:00`. Each save writes a few, so it is put together by
    /// hand where the year has four digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = self.offset.to_datetime(self.stamp);
        let minutes = self.offset.seconds() / 60;
        let Ok(year @ 0..=9999) = u16::try_from(t.year()) else {
            return write!(f, "{}T{}{}", t.date(), t.time(), self.offset);
        };
        let mut text = *b"0000-00-00T00:00:00+00:00";
        let mut put = |at: usize, n: u16| {
            text[at] = b'0' + (n / 10 % 10) as u8;
            text[at + 1] = b'0' + (n % 10) as u8;
        };
        let two = |n: i8| u16::from(n.unsigned_abs());
        put(0, year / 100);
        put(2, year % 100);
        put(5, two(t.month()));
        put(8, two(t.day()));
        put(11, two(t.hour()));
        put(14, two(t.minute()));
        put(17, two(t.second()));
        let away = u16::try_from(minutes.abs()).unwrap_or(0);
        put(20, away / 60);
        put(23, away % 60);
        if minutes < 0 {
            text[19] = b'-';
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Moment {
    type Err = NotATime;

    /// Reads RFC 3339. The offset is kept.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let stamp: Timestamp = text.parse().map_err(|_| NotATime)?;
        let offset = Pieces::parse(text).ok().and_then(|p| p.to_numeric_offset()).unwrap_or(Offset::UTC);
        Ok(Self::at(stamp.as_second(), offset.seconds()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_with_its_offset() {
        let written = "2026-11-23T21:30:05+05:30";
        let moment: Moment = written.parse().unwrap();
        assert_eq!(moment.to_string(), written);
        assert_eq!(moment.day().to_string(), "2026-11-23");
        assert_eq!(
            "2026-11-23T01:00:00-08:00".parse::<Moment>().unwrap().to_string(),
            "2026-11-23T01:00:00-08:00"
        );
    }

    #[test]
    fn a_moment_of_old_times_reads_back_as_the_same_time() {
        let berlin = Moment::at(-2_556_144_000, 53 * 60 + 28);
        assert_eq!(berlin.to_string(), "1888-12-31T00:53:00+00:53");
        assert_eq!(berlin.to_string().parse(), Ok(berlin));
        let new_york: Moment = "1880-01-01T00:00:00-04:56:02".parse().unwrap();
        assert_eq!(new_york.to_string().parse(), Ok(new_york));
    }

    #[test]
    fn how_long_ago_is_told_by_the_calendar() {
        let now: Moment = "2026-11-23T09:00:00+00:00".parse().unwrap();
        let ago = |t: &str| t.parse::<Moment>().unwrap().ago(now);
        assert_eq!(ago("2026-11-23T09:00:30+00:00"), "just now");
        assert_eq!(ago("2026-11-23T08:59:00+00:00"), "a minute ago");
        assert_eq!(ago("2026-11-23T04:00:00+00:00"), "5 hours ago");
        assert_eq!(ago("2026-11-22T22:00:00+00:00"), "yesterday");
        assert_eq!(ago("2026-11-22T06:00:00+00:00"), "yesterday");
        assert_eq!(ago("2026-11-13T09:00:00+00:00"), "10 days ago");
    }

    #[test]
    fn a_moment_is_moved_to_its_zone() {
        let moment: Moment = "2026-11-23T23:30:00Z".parse().unwrap();
        let there = |zone| moment.in_zone(zone).map(|there| there.to_string());
        assert_eq!(there("GMT+0200").as_deref(), Some("2026-11-24T01:30:00+02:00"));
        assert_eq!(there("GMT-0530").as_deref(), Some("2026-11-23T18:00:00-05:30"));
        for none in ["GMT+9900x", "GMT+2", "No/Zone", "../../etc/passwd", "GMT+\u{e9}"] {
            assert_eq!(there(none), None, "{none}");
        }
    }
}
