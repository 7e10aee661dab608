//! Entries of other programs, jrnl's and Day One's, as finished reflections without a guide. The id of each is made of
//! what the other program calls it, or of what it says, so that bringing it in again finds it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::json_keys::{Keys, Wrong, can_be_kept, moment};
use crate::moment::Moment;
use crate::reflection::{Answer, Audience, Id, Reflection, Status, Stop, Value};
use crate::words::words;

/// What stands where entries have their guide.
const GUIDE: &str = "imported";

/// The name of the only question of such an entry.
const PROMPT: &str = "entry";

/// How many characters a title has at most.
const TITLE: usize = 72;

/// The characters that Day One puts a backslash before, as Markdown allows.
const ESCAPED: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// An entry of another program.
pub(super) struct Foreign {
    pub(super) reflection: Reflection,
    pub(super) mark: Mark,
}

/// What tells an entry from all others, and the id that is made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    print: u64,
    id: Id,
}

/// An entry, whichever program it is from.
struct Told {
    from: &'static str,
    heading: &'static str,
    print: u64,
    title: String,
    text: String,
    started: Moment,
    updated: Moment,
    /// What the other program kept beside the words.
    beside: toml::Table,
}

/// Reads an entry of either program.
pub(super) fn read(keys: &mut Keys<'_>) -> Result<Foreign, Wrong> {
    let told = if keys.has("creationDate") { day_one(keys)? } else { jrnl(keys)? };
    let mark = Mark::of(told.print);
    Ok(Foreign { reflection: reflection(told, mark.id), mark })
}

/// Gives entries whose ids are the same, though they are not, ids of their own. The order they stand in has no part in
/// it, so that a file with more entries gives the same ones.
pub(super) fn settled(marks: &[Mark]) -> HashMap<usize, Id> {
    let mut all: BTreeMap<&Id, BTreeSet<u64>> = BTreeMap::new();
    for mark in marks {
        all.entry(&mark.id).or_default().insert(mark.print);
    }
    let mut taken: BTreeSet<Id> = all.keys().map(|id| *(*id)).collect();
    let mut moved: BTreeMap<u64, Id> = BTreeMap::new();
    for print in all.values().flat_map(|prints| prints.iter().skip(1)) {
        let next = (1..).map(|n: u64| Mark::of(print.wrapping_add(n)).id).find(|id| !taken.contains(id));
        if let Some(next) = next {
            taken.insert(next);
            moved.insert(*print, next);
        }
    }
    let found = marks.iter().enumerate().filter_map(|(n, mark)| Some((n, *moved.get(&mark.print)?)));
    found.collect()
}

impl Mark {
    /// Makes an id of a fingerprint: eight digits of base 36, from its mixed bits.
    fn of(print: u64) -> Self {
        let mut mixed = print;
        for _ in 0..2 {
            mixed ^= mixed >> 33;
            mixed = mixed.wrapping_mul(0xff51_afd7_ed55_8ccd);
        }
        mixed ^= mixed >> 33;
        let digits = std::array::from_fn(|n| (mixed / 36_u64.pow(n as u32) % 36) as u8);
        Self { print, id: Id::from_numbers(digits) }
    }
}

/// Returns the FNV-1a hash of some texts: it never changes, whatever this program is built with.
fn print(texts: &[&str]) -> u64 {
    let apart = texts.iter().flat_map(|text| text.bytes().chain([0xff]));
    apart.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn jrnl(keys: &mut Keys<'_>) -> Result<Told, Wrong> {
    let e = &words().exchange;
    let day = keys.named("date", e.a_local_day, |day| moment(&at(day, "00:00")?).map(|_| day.to_owned()))?;
    let day = day.ok_or_else(|| keys.missing("date"))?;
    let time = keys.named("time", e.a_time, |time| moment(&at(&day, time)?).map(|_| time.to_owned()))?;
    let time = time.unwrap_or_else(|| "00:00".to_owned());
    let (title, body) = (keys.text("title")?.unwrap_or_default(), keys.text("body")?.unwrap_or_default());
    let started = at(&day, &time).and_then(|text| moment(&text)).unwrap_or(Moment::at(0, 0));
    let short = shortened(&title);
    // A title that had to be cut is part of the words, and so is one that stands alone.
    let text = match (body.trim().is_empty(), short == title.trim()) {
        (true, _) => title.clone(),
        (false, true) => body.clone(),
        (false, false) => format!("{title}\n\n{body}"),
    };
    Ok(Told {
        from: "jrnl",
        heading: e.from_jrnl,
        print: print(&["jrnl", &day, &time, &title, &body]),
        title: short,
        text,
        started,
        updated: started,
        beside: beside(keys)?,
    })
}

fn day_one(keys: &mut Keys<'_>) -> Result<Told, Wrong> {
    let zone = keys.text("timeZone")?.unwrap_or_default();
    let there = |at: Moment| at.in_zone(&zone).filter(|there| can_be_kept(*there)).unwrap_or(at);
    let started = keys.moment("creationDate")?.ok_or_else(|| keys.missing("creationDate"))?;
    let updated = keys.moment("modifiedDate")?.unwrap_or(started);
    let uuid = keys.text("uuid")?.unwrap_or_default();
    let text = unescaped(&keys.text("text")?.unwrap_or_default());
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let title = shortened(first.trim_start().trim_start_matches('#'));
    let print = match uuid.as_str() {
        "" => print(&["day-one", &started.to_string(), &text]),
        uuid => print(&["day-one", uuid]),
    };
    let mut beside = beside(keys)?;
    if !uuid.is_empty() {
        beside.insert("uuid".to_owned(), uuid.into());
    }
    let (started, updated) = (there(started), there(updated));
    Ok(Told {
        from: "day-one",
        heading: words().exchange.from_day_one,
        print,
        title,
        text,
        started,
        updated,
        beside,
    })
}

/// Takes what is kept beside the words: tags, and the star.
fn beside(keys: &mut Keys<'_>) -> Result<toml::Table, Wrong> {
    let mut kept = toml::Table::new();
    if let Some(tags) = keys.texts("tags")?.filter(|tags| !tags.is_empty()) {
        kept.insert("tags".to_owned(), tags.into());
    }
    if keys.flag("starred")? {
        kept.insert("starred".to_owned(), true.into());
    }
    Ok(kept)
}

/// Returns a local day and time as a moment is written. The zone was not kept: it counts as the prime meridian's, so
/// that the day and the time stay those the person saw.
fn at(day: &str, time: &str) -> Option<String> {
    let seconds = match time.len() {
        5 => ":00",
        8 => "",
        _ => return None,
    };
    (day.len() == 10).then(|| format!("{day}T{time}{seconds}+00:00"))
}

fn reflection(told: Told, id: Id) -> Reflection {
    let e = &words().exchange;
    let title = if told.title.is_empty() { e.untitled.to_owned() } else { told.title };
    let mut reflection = Reflection::begin(id, GUIDE, "", "", told.started);
    reflection.title = title;
    reflection.status = Status::Finished;
    reflection.updated = told.updated;
    reflection.place.at = Stop::Finish;
    let mut kept = told.beside;
    kept.insert("from".to_owned(), told.from.into());
    reflection.rest.insert(GUIDE.to_owned(), kept.into());
    reflection.answers = vec![Answer {
        stage: GUIDE.to_owned(),
        stage_title: told.heading.to_owned(),
        prompt: PROMPT.to_owned(),
        kind: "text".to_owned(),
        asked: e.asked.to_owned(),
        value: Value::Text(told.text.replace("\r\n", "\n")),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: told.updated,
        keeping: Default::default(),
        rest: toml::Table::new(),
    }];
    reflection
}

/// Returns one line, cut at a word where that is possible.
fn shortened(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(TITLE) else { return line };
    let cut = line[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}\u{2026}", line[..cut].trim_end())
}

/// Takes away the backslashes that Day One puts before punctuation.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && ESCAPED.contains(*next) => out.extend(letters.next()),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(print: u64, id: &str) -> Mark {
        Mark { print, id: id.parse().unwrap() }
    }

    #[test]
    fn entries_that_would_have_one_id_get_two_whatever_their_order() {
        let (one, two) = (mark(1, "aaaaaaaa"), mark(2, "aaaaaaaa"));
        let (three, again) = (mark(3, "bbbbbbbb"), mark(1, "aaaaaaaa"));
        let first = settled(&[one.clone(), two.clone(), three.clone(), again]);
        let second = settled(&[three, two, one]);
        assert_eq!(first.len(), 1, "the same entry twice is one");
        assert_eq!(first.get(&1), second.get(&1));
        assert_ne!(first.get(&1).map(Id::as_str), Some("aaaaaaaa"));
    }

    #[test]
    fn the_ids_never_change() {
        assert_eq!(
            Mark::of(print(&["day-one", "5AF3"])).id.as_str(),
            Mark::of(print(&["day-one", "5AF3"])).id.as_str()
        );
        assert_ne!(print(&["ab", "c"]), print(&["a", "bc"]));
        let ids: BTreeSet<Id> = (0..10_000).map(|n: u64| Mark::of(n).id).collect();
        assert_eq!(ids.len(), 10_000);
    }

    #[test]
    fn a_title_is_one_short_line() {
        assert_eq!(shortened(" a \n b "), "a b");
        let long = shortened(&"word ".repeat(40));
        assert!(long.ends_with("word\u{2026}") && long.chars().count() <= TITLE + 1, "{long}");
        assert_eq!(shortened(&"é".repeat(80)).chars().count(), TITLE + 1);
    }

    #[test]
    fn backslashes_before_punctuation_go() {
        assert_eq!(unescaped(r"1\. a \- b \\ c \n d\"), r"1. a - b \ c \n d\");
    }
}
