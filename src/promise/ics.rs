//! Promises as reminders of a calendar (RFC 5545): what a phone or another program brings back on the same days. Neutral
//! unless it is asked for in full, for a calendar is often shared: no word in it tells what it is for or where it is from.
//! How a promise was kept is never in it. It knows no file and no clock.

use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::{commitments, title};
use crate::moment::{Day, Moment, NotATime, Weekday};
use crate::reflection::telling::sentence;
use crate::reflection::{Cadence, Reflection, Terms};
use crate::words::words;

/// The octets of a line, apart from its end.
const LINE: usize = 75;

/// How reminders are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// With the words of the promise and its plan; else with one neutral word.
    pub full: bool,
    /// When on its day each reminds.
    pub at: At,
}

/// A time of the day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    hour: u8,
    minute: u8,
}

/// A calendar that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The file.
    pub text: String,
    /// How many promises it reminds of.
    pub promises: usize,
}

/// Writes reminders for the promises of some reflections that are due today or later; none if there is nothing to remind of.
/// What holds keeps its name from one time to the next, so that a calendar takes it for the same, changed.
pub fn calendar<'a>(
    reflections: impl IntoIterator<Item = &'a Reflection>,
    today: Day,
    wording: Wording,
) -> Option<Calendar> {
    let mut lines = Lines::default();
    let mut promises = 0;
    for part in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reminder//EN", "CALSCALE:GREGORIAN"] {
        lines.put(part);
    }
    for reflection in reflections {
        for one in commitments(reflection) {
            let earlier = one.promise.earlier.len();
            let spans = one.promise.spans().enumerate().filter(|(_, terms)| terms.come_back(today));
            // When it was answered last is no business of a calendar's.
            let written = reflection.told().map(|answer| answer.at).max().unwrap_or(reflection.started);
            let mut any = false;
            for (n, terms) in spans {
                let name = name(reflection, &one.prompt, (n < earlier).then_some(n));
                any |= lines.event(&terms, &name, written, wording).is_some();
            }
            promises += usize::from(any);
        }
    }
    lines.put("END:VCALENDAR");
    (promises > 0).then_some(Calendar { text: lines.text, promises })
}

impl Terms {
    fn come_back(&self, today: Day) -> bool {
        self.due_from(today).is_some()
    }

    /// Returns the rule by which they come back; none for what is to be done once.
    fn rule(&self) -> Option<String> {
        let weekly = |days: &mut dyn Iterator<Item = Weekday>| {
            let days: Vec<_> = days.map(|day| day.name()[..2].to_ascii_uppercase()).collect();
            format!("FREQ=WEEKLY;BYDAY={}", days.join(","))
        };
        let rule = match self.cadence {
            Cadence::Daily => "FREQ=DAILY".to_owned(),
            Cadence::Weekdays => weekly(&mut Weekday::ALL[..5].iter().copied()),
            Cadence::Chosen(days) => weekly(&mut days.iter()),
            Cadence::Weekly => weekly(&mut std::iter::once(self.from.weekday())),
            Cadence::Once => return None,
        };
        Some(match self.until {
            Some(until) => format!("{rule};UNTIL={}", date(until)),
            None => rule,
        })
    }
}

/// The lines of a calendar file.
#[derive(Debug, Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Writes one event with its alarm; nothing if it never comes due.
    fn event(&mut self, terms: &Terms, name: &str, updated: Moment, wording: Wording) -> Option<()> {
        let neutral = words().exchange.reminder;
        let first = terms.due_from(terms.from.max(Day::FIRST))?;
        let (summary, plan) = match wording.full {
            true => (Some(title(terms)).filter(|title| !title.is_empty()), sentence(&terms.plan)),
            false => (None, String::new()),
        };
        let summary = escaped(summary.unwrap_or(neutral));
        self.put("BEGIN:VEVENT");
        self.put(&format!("UID:{name}"));
        self.put(&format!("DTSTAMP:{}", utc(updated)));
        self.put(&format!("DTSTART;VALUE=DATE:{}", date(first)));
        self.put(&format!("DTEND;VALUE=DATE:{}", date(first.plus(1))));
        if let Some(rule) = terms.rule() {
            self.put(&format!("RRULE:{rule}"));
        }
        self.put(&format!("SUMMARY:{summary}"));
        if !plan.is_empty() {
            self.put(&format!("DESCRIPTION:{}", escaped(&plan)));
        }
        for part in ["CLASS:PRIVATE", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY"] {
            self.put(part);
        }
        self.put(&format!("TRIGGER:{}", wording.at.after_midnight()));
        self.put(&format!("DESCRIPTION:{summary}"));
        self.put("END:VALARM");
        self.put("END:VEVENT");
        Some(())
    }

    /// Writes a line, folded where it is too long, but never within a character.
    fn put(&mut self, line: &str) {
        let mut long = 0;
        for letter in line.chars() {
            if long + letter.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                long = 1;
            }
            self.text.push(letter);
            long += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// Returns words as a TEXT: what means something to a calendar is escaped, and what would act on whoever shows it is left
/// out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            // Some readers take the other two for ends of lines.
            '\n' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Returns a moment by the clock of UTC.
fn utc(moment: Moment) -> String {
    let iso = Moment::at(moment.seconds(), 0).to_string();
    let plain: String =
        iso.chars().take("2026-11-23T21:30:00".len()).filter(|c| !"-:".contains(*c)).collect();
    plain + "Z"
}

/// Returns a name for an event, in the form of a UUID: the same each time, and one that leads back to nothing. What holds now
/// has one, whatever it was before; what held before has its number in it.
fn name(reflection: &Reflection, prompt: &str, earlier: Option<usize>) -> String {
    let started = reflection.started.seconds().to_string();
    let number = earlier.map(|n| n.to_string()).unwrap_or_default();
    let of = [reflection.id.as_str(), &started, prompt, &number].join("\n");
    let hash = Sha256::digest(of).into_iter().take(16).fold(0, |all, byte| all << 8 | u128::from(byte));
    // Version 8, of a kind of one's own.
    let marked = hash & !(0xf << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let hex = format!("{marked:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

impl At {
    /// Returns how long after the beginning of a day it is.
    fn after_midnight(self) -> String {
        match self.minute {
            0 => format!("PT{}H", self.hour),
            minute => format!("PT{}H{minute}M", self.hour),
        }
    }
}

impl Default for At {
    /// In the evening, when most of a day is known.
    fn default() -> Self {
        Self { hour: 20, minute: 0 }
    }
}

impl FromStr for At {
    type Err = NotATime;

    /// Reads `20:00`, and nothing else.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let two = |text: &str, below: u8| {
            let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|n| plain && *n < below).ok_or(NotATime)
        };
        let (hour, minute) = text.split_once(':').ok_or(NotATime)?;
        Ok(Self { hour: two(hour, 24)?, minute: two(minute, 60)? })
    }
}
