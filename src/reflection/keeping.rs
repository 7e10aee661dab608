//! What is added to an answer in the days after it was given: whether a promise was kept, whether an act that was asked for
//! was seen; and what an answer is to the promise beside it. A check-in is a line of text, so that years of them stay small,
//! can be read without this program, and can be put together by tools that work line by line.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::moment::Day;
use crate::words::words;

/// What belongs to an answer besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// What the answer is to a promise, or to what was asked for.
    pub link: Option<Link>,
    /// How a promise was kept.
    pub check_ins: CheckIns,
    /// Which acts were seen.
    pub noticed: Vec<Noticed>,
}

/// What an answer is to a promise of the same reflection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub role: Role,
    /// The prompt of the promise; empty for acts that were asked for.
    pub of: String,
}

/// What an answer can be to a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// How the other one would see it.
    Seen,
    /// What to do when it is missed.
    Missed,
    /// On which day to look back.
    Review,
    /// Acts that were asked for: no promise of one's own.
    Acts,
}

/// How a promise was kept on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// The day.
    pub on: Day,
    /// How.
    pub outcome: Outcome,
    /// What was said of it: one line, or nothing.
    pub note: String,
}

/// How a promise was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was kept.
    Kept,
    /// In part.
    Partly,
    /// It was not.
    Missed,
}

/// The check-ins of a promise: one a day, in the order of the days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckIns {
    all: Vec<CheckIn>,
    /// Lines that are none, as they were: of a later version, of a hand that slipped, or a word that two versions of the
    /// same day left over, with [`WAS`] before it.
    other: Vec<String>,
}

/// What stands before a word that another one for the same day replaced.
const WAS: &str = "was ";

/// Whether an act that was asked for was seen on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// The day.
    pub on: Day,
    /// The act, in the words it was asked for in.
    pub act: String,
    /// Whether it was seen.
    pub sight: Sight,
    /// What was said of it.
    pub note: String,
}

/// Whether something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It was.
    Seen,
    /// It was not.
    NotSeen,
    /// Hard to say.
    Unsure,
}

impl Keeping {
    /// Tells whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.link.is_none() && self.check_ins.is_blank() && self.noticed.is_empty()
    }

    /// Puts what belongs to another version of the same answer among this; `later`: of two words for a day the other's is
    /// the later one.
    pub fn united(&self, other: &Self, later: bool) -> Self {
        let mut new = self.clone();
        new.link = new.link.or_else(|| other.link.clone());
        new.check_ins.unite(&other.check_ins, later);
        // Both words for a day and an act stay; the later one stands behind the other.
        let (first, last) = if later { (self, other) } else { (other, self) };
        new.noticed.clone_from(&first.noticed);
        new.noticed.retain(|one| !last.noticed.contains(one));
        new.noticed.extend(last.noticed.iter().cloned());
        new.noticed.sort_by_key(|one| one.on);
        new
    }

    /// Iterates over what the person said in notes, in the order of the days of each.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        let checked = self.check_ins.iter().map(|one| one.note.as_str());
        let noticed = self.noticed.iter().map(|one| one.note.as_str());
        checked.chain(noticed).filter(|note| !note.is_empty())
    }
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Seen, Self::Missed, Self::Review, Self::Acts];

    /// Those that stand beside a promise.
    pub const BESIDE: [Self; 3] = [Self::Seen, Self::Missed, Self::Review];

    /// Returns its name in guides and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Missed => "missed",
            Self::Review => "review",
            Self::Acts => "acts",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Partly, Self::Missed];

    /// Returns its name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::Missed => "missed",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

impl Sight {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Seen, Self::NotSeen, Self::Unsure];

    /// Returns its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::NotSeen => "not-seen",
            Self::Unsure => "unsure",
        }
    }

    /// Reads its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sight| sight.name() == name)
    }
}

impl Outcome {
    /// Returns what it is called.
    pub fn told(self) -> &'static str {
        let p = &words().promise;
        match self {
            Self::Kept => p.kept,
            Self::Partly => p.partly,
            Self::Missed => p.missed,
        }
    }

    /// Returns what it is called where it is chosen.
    pub fn label(self) -> &'static str {
        let p = &words().promise;
        match self {
            Self::Kept => p.walk_kept,
            Self::Partly => p.walk_partly,
            Self::Missed => p.walk_missed,
        }
    }
}

impl Sight {
    /// Returns what it is called.
    pub fn told(self) -> &'static str {
        let p = &words().promise;
        match self {
            Self::Seen => p.sight_seen,
            Self::NotSeen => p.sight_not_seen,
            Self::Unsure => p.sight_unsure,
        }
    }
}

impl CheckIns {
    /// Tells whether nothing stands here, not even a line that cannot be read.
    pub fn is_blank(&self) -> bool {
        self.all.is_empty() && self.other.is_empty()
    }

    /// Tells whether each line of it is a check-in.
    pub fn all_known(&self) -> bool {
        self.other.is_empty()
    }

    /// Iterates over them, the oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, CheckIn> {
        self.all.iter()
    }

    /// Returns what was said of a day.
    pub fn on(&self, day: Day) -> Option<&CheckIn> {
        let at = self.all.binary_search_by_key(&day, |one| one.on).ok()?;
        self.all.get(at)
    }

    /// Says how it was on a day; what was said of that day before is replaced, and returned.
    pub fn say(&mut self, mut new: CheckIn) -> Option<CheckIn> {
        new.note = one_line(&new.note);
        // To a version that understands a line of that day, the word that is said now is the later one all the same.
        let day = new.on.to_string();
        for line in self.other.iter_mut().filter(|line| line.starts_with(&day)) {
            line.insert_str(0, WAS);
        }
        match self.all.binary_search_by_key(&new.on, |one| one.on) {
            Ok(at) => Some(std::mem::replace(&mut self.all[at], new)),
            Err(at) => {
                self.all.insert(at, new);
                None
            }
        }
    }

    /// Takes back what was said of a day, and returns it.
    pub fn take_back(&mut self, day: Day) -> Option<CheckIn> {
        let at = self.all.binary_search_by_key(&day, |one| one.on).ok()?;
        Some(self.all.remove(at))
    }

    /// Iterates over lines that were written by hand, or by a later version, and are no check-in that counts.
    pub fn not_understood(&self) -> impl Iterator<Item = &str> {
        self.other.iter().map(String::as_str).filter(|line| !line.starts_with(WAS))
    }

    /// Puts those of another version of the same promise among these. Of a day that both speak of, `later` tells whether
    /// the other's word is the later one; the earlier word stays as a line of its own if it says something else.
    pub fn unite(&mut self, other: &Self, later: bool) {
        let mine = std::mem::take(&mut self.all);
        let theirs = other.all.iter().cloned();
        let lines = other.other.iter().filter(|line| !self.other.contains(line)).cloned();
        let lines: Vec<String> = lines.collect();
        self.other.extend(lines);
        match later {
            true => self.gather(mine.into_iter().chain(theirs).collect()),
            false => self.gather(theirs.chain(mine).collect()),
        }
    }

    /// Takes check-ins in the order in which they were said. Of two for a day the later one counts; the earlier one stays as a
    /// line that counts no more, if it says something else.
    fn gather(&mut self, mut said: Vec<CheckIn>) {
        said.sort_by_key(|one| one.on);
        let mut known: HashSet<String> = self.other.iter().cloned().collect();
        for one in said {
            let before = match self.all.last_mut() {
                Some(last) if last.on == one.on => std::mem::replace(last, one.clone()),
                _ => {
                    self.all.push(one);
                    continue;
                }
            };
            let line = format!("{WAS}{}", line(&before));
            if before != one && known.insert(line.clone()) {
                self.other.push(line);
            }
        }
    }

    /// Writes them, a line each.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.all.len() * 16);
        for one in &self.all {
            push(one, &mut text);
            text.push('\n');
        }
        for one in &self.other {
            text.push_str(one);
            text.push('\n');
        }
        text
    }

    /// Reads lines. What is no check-in is kept as it is; of two lines for one day the later one counts.
    pub fn read(text: &str) -> Self {
        let (mut new, mut all) = (Self::default(), Vec::new());
        for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            match read(line) {
                Some(one) => all.push(one),
                None => new.other.push(line.to_owned()),
            }
        }
        new.gather(all);
        new
    }
}

impl FromIterator<CheckIn> for CheckIns {
    fn from_iter<I: IntoIterator<Item = CheckIn>>(all: I) -> Self {
        let one_line = |one: CheckIn| CheckIn { note: one_line(&one.note), ..one };
        let mut new = Self::default();
        new.gather(all.into_iter().map(one_line).collect());
        // Nothing was written of those that were replaced.
        new.other.clear();
        new
    }
}

fn line(one: &CheckIn) -> String {
    let mut text = String::new();
    push(one, &mut text);
    text
}

/// Writes `2026-11-23 kept`, and the note behind it.
fn push(one: &CheckIn, text: &mut String) {
    // A String takes all that is written to it.
    let _ = write!(text, "{} {}", one.on, one.outcome.name());
    if !one.note.is_empty() {
        text.push(' ');
        text.push_str(&one.note);
    }
}

fn read(line: &str) -> Option<CheckIn> {
    let mut parts = line.splitn(3, ' ');
    let on = parts.next()?.parse().ok()?;
    let outcome = Outcome::named(parts.next()?)?;
    Some(CheckIn { on, outcome, note: one_line(parts.next().unwrap_or_default()) })
}

/// Puts a note on one line.
fn one_line(note: &str) -> String {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    note.split(ends).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn one(on: &str, outcome: Outcome, note: &str) -> CheckIn {
        CheckIn { on: day(on), outcome, note: note.to_owned() }
    }

    #[test]
    fn a_later_word_for_a_day_replaces_the_earlier_one() {
        let mut all = CheckIns::default();
        assert_eq!(all.say(one("2026-11-24", Outcome::Kept, "")), None);
        assert_eq!(all.say(one("2026-11-23", Outcome::Missed, " late\n again ")), None);
        let before = all.say(one("2026-11-24", Outcome::Partly, "half"));
        assert_eq!(before, Some(one("2026-11-24", Outcome::Kept, "")));
        assert_eq!(all.text(), "2026-11-23 missed late again\n2026-11-24 partly half\n");
        assert_eq!(CheckIns::read(&all.text()), all);
    }

    #[test]
    fn a_line_that_is_none_is_kept_as_it_is() {
        let text = "2026-11-23 kept\n2026-11-25 postponed to Monday\n2026-11-24 partly half\n2026-11-23 missed\nnot a day\n";
        let all = CheckIns::read(text);
        assert_eq!(all.on(day("2026-11-23")), Some(&one("2026-11-23", Outcome::Missed, "")));
        let written = "2026-11-23 missed\n2026-11-24 partly half\n2026-11-25 postponed to Monday\nnot a day\nwas 2026-11-23 kept\n";
        assert_eq!(all.text(), written);
        assert_eq!(CheckIns::read(written), all, "a word that was replaced is not taken for the later one");
    }

    fn check_in() -> impl Strategy<Value = CheckIn> {
        let note = prop_oneof![Just(String::new()), "[a-z é\u{2028}\\n\\t\"\\\\]{0,20}"];
        (0..400i32, prop::sample::select(Outcome::ALL.to_vec()), note)
            .prop_map(|(n, outcome, note)| CheckIn { on: day("2026-01-01").plus(n), outcome, note })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(all in prop::collection::vec(check_in(), 0..60)) {
            let all: CheckIns = all.into_iter().collect();
            prop_assert_eq!(CheckIns::read(&all.text()), all);
        }

        #[test]
        fn two_versions_lose_no_day(
            mine in prop::collection::vec(check_in(), 0..40),
            theirs in prop::collection::vec(check_in(), 0..40),
            later: bool,
        ) {
            let [mine, theirs] = [mine, theirs].map(|all| all.into_iter().collect::<CheckIns>());
            let mut united = mine.clone();
            united.unite(&theirs, later);
            for one in mine.iter().chain(theirs.iter()) {
                let said = united.text();
                prop_assert!(said.lines().any(|said| said.strip_prefix(WAS).unwrap_or(said) == line(one)), "{one:?} in {said}");
            }
            let days = united.iter().map(|one| one.on).collect::<Vec<_>>();
            prop_assert!(days.windows(2).all(|two| two[0] < two[1]));
        }
    }
}
