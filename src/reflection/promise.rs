//! A promise as it is kept: what, how often, from when to when, and what it was before it was changed. When it comes due
//! is told in the room `promise`.

use super::answer::Plan;
use crate::moment::{Day, Weekday};

/// Something small enough to keep, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What holds now.
    pub terms: Terms,
    /// What stands where the last day goes, as long as it is not just a day: it may be half written.
    pub until_words: String,
    /// Whether it is held at present.
    pub standing: Standing,
    /// What held before, the oldest first; each ends before the next begins.
    pub earlier: Vec<Terms>,
}

/// What is promised, over a stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What is promised.
    pub promise: String,
    /// Its when-then plan.
    pub plan: Plan,
    /// How often.
    pub cadence: Cadence,
    /// The first day.
    pub from: Day,
    /// The last day, if it has one.
    pub until: Option<Day>,
}

/// Whether a promise is held at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    #[default]
    Held,
    /// It rests, from this day on, until it is taken up again.
    Paused(Day),
    /// It is over, from this day on.
    Ended(Day),
}

/// How often a promise comes due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cadence {
    /// Every day.
    #[default]
    Daily,
    /// Monday to Friday.
    Weekdays,
    /// On these days of the week.
    Chosen(Weekdays),
    /// Once a week, on the weekday of its first day.
    Weekly,
    /// Once, by its last day.
    Once,
}

/// Some days of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Terms {
    /// Makes terms that ask for nothing yet, from a day on.
    pub fn from(from: Day) -> Self {
        Self { promise: String::new(), plan: Plan::default(), cadence: Cadence::Daily, from, until: None }
    }

    /// Returns the day by which something is to be done once.
    pub fn due_once(&self) -> Day {
        self.until.unwrap_or(self.from)
    }

    /// Returns them as they held until a day; none if they did not come to hold. What was to be done once, by a later day,
    /// was not due yet.
    pub fn held_until(&self, last: Day) -> Option<Self> {
        let until = match self.cadence {
            Cadence::Once => Some(self.due_once()).filter(|due| *due <= last)?,
            _ => self.until.map_or(last, |until| until.min(last)),
        };
        (self.from <= until).then(|| Self { until: Some(until), ..self.clone() })
    }

    /// Tells whether another one asks for the same: what and how often, not from when to when.
    pub fn asks_as(&self, other: &Self) -> bool {
        (&self.promise, &self.plan, self.cadence) == (&other.promise, &other.plan, other.cadence)
    }
}

impl Promise {
    /// Makes a promise that was never changed.
    pub fn new(terms: Terms) -> Self {
        Self { terms, until_words: String::new(), standing: Standing::Held, earlier: Vec::new() }
    }

    /// Tells whether nothing was said of it.
    pub fn is_empty(&self) -> bool {
        let Terms { promise, plan, .. } = &self.terms;
        promise.is_empty() && plan.is_empty() && self.until_words.trim().is_empty()
    }

    /// Returns the first day of all.
    pub fn begun(&self) -> Day {
        self.earlier.first().map_or(self.terms.from, |terms| terms.from)
    }

    /// Has it rest from a day on.
    pub fn rest(&mut self, from: Day) {
        if self.standing == Standing::Held {
            self.standing = Standing::Paused(from);
        }
    }

    /// Ends it from a day on; one that rested already holds no longer than until then.
    pub fn end(&mut self, from: Day) {
        self.standing = match self.standing {
            Standing::Held => Standing::Ended(from),
            Standing::Paused(since) | Standing::Ended(since) => Standing::Ended(since),
        };
    }

    /// Takes it up again from a day on, after a rest, an end, or its last day.
    pub fn take_up(&mut self, from: Day) {
        if self.standing != Standing::Held || self.terms.until.is_some_and(|until| until < from) {
            self.hold_anew(from);
        }
    }

    /// Lays what held until now among what held before, over the days it did, and has the same hold from a day on. What has
    /// not come due on a single day yet leaves nothing behind; what is to be done once, by a day to come, goes on as it was.
    /// What comes back each week does so on the same day as before.
    pub fn hold_anew(&mut self, from: Day) {
        let last = match self.standing {
            Standing::Held => from.plus(-1),
            Standing::Paused(since) | Standing::Ended(since) => since.plus(-1).min(from.plus(-1)),
        };
        self.standing = Standing::Held;
        let before = self.terms.held_until(last);
        let to_come =
            self.terms.cadence == Cadence::Once && before.is_none() && self.terms.due_once() >= from;
        self.earlier.extend(before);
        if to_come {
            return;
        }
        if self.terms.cadence == Cadence::Weekly {
            let day = self.terms.from.weekday();
            if day != from.weekday() {
                self.terms.cadence = Cadence::Chosen([day].into_iter().collect());
            }
        }
        self.terms.from = from;
        self.terms.until = self.terms.until.filter(|until| *until >= from);
    }

    /// Asks for something else from a day on; what it was stays among what held before. Whether it rests or is over stays as
    /// it is.
    pub fn change(&mut self, terms: Terms, from: Day) {
        let (standing, before) = (self.standing, self.terms.cadence);
        self.hold_anew(from);
        self.standing = standing;
        let once = before == Cadence::Once && terms.cadence == Cadence::Once;
        let since = if once { self.terms.from } else { self.terms.from.max(from) };
        let weekly = before == Cadence::Weekly && terms.cadence == Cadence::Weekly;
        let cadence = if weekly { self.terms.cadence } else { terms.cadence };
        self.terms = Terms { from: since, cadence, ..terms };
    }
}

impl Cadence {
    /// Its names in files and commands.
    pub const NAMES: [&'static str; 5] = ["daily", "weekdays", "chosen", "weekly", "once"];

    /// Returns its name in files and commands.
    pub fn name(self) -> &'static str {
        Self::NAMES[match self {
            Self::Daily => 0,
            Self::Weekdays => 1,
            Self::Chosen(_) => 2,
            Self::Weekly => 3,
            Self::Once => 4,
        }]
    }

    /// Reads its name; the days of the week count where they are to be chosen.
    pub fn named(name: &str, chosen: Weekdays) -> Option<Self> {
        Some(match name {
            "daily" => Self::Daily,
            "weekdays" => Self::Weekdays,
            "chosen" => Self::Chosen(chosen),
            "weekly" => Self::Weekly,
            "once" => Self::Once,
            _ => return None,
        })
    }

    /// Returns the days of the week that were chosen; none if it is not about such.
    pub fn chosen(self) -> Option<Weekdays> {
        match self {
            Self::Chosen(days) => Some(days),
            _ => None,
        }
    }
}

impl Weekdays {
    /// Tells whether it is one of them.
    pub fn holds(self, day: Weekday) -> bool {
        self.0 & (1 << day.place()) != 0
    }

    /// Tells whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Iterates over them, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.holds(*day))
    }

    /// Writes their names with spaces between, such as `mon thu`.
    pub fn names(self) -> String {
        self.iter().map(Weekday::name).collect::<Vec<_>>().join(" ")
    }

    /// Reads names with spaces between.
    pub fn named(names: &str) -> Option<Self> {
        names.split_whitespace().map(Weekday::named).collect()
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(days.into_iter().fold(0, |all, day| all | 1 << day.place()))
    }
}
