//! Calendars read back by code that is not ours: `icalendar` takes the file apart, `rrule` counts the days. They hold the days
//! a promise is due, each once, and its words, or none of them.

use std::collections::BTreeMap;

use icalendar::parser::{Component, read_calendar, unfold};
use proptest::prelude::*;
use rrule::RRuleSet;

use super::*;
use crate::moment::{Day, Moment, Weekday};
use crate::reflection::{Cadence, Id, Plan, Terms, Weekdays};

/// How many days are looked at.
const HORIZON: i32 = 200;

fn day(n: i32) -> Day {
    "2024-01-01".parse::<Day>().unwrap().plus(n)
}

/// A reflection with these promises.
fn holding(promises: Vec<Promise>) -> Reflection {
    let at = Moment::at(1_700_000_000, 7200);
    let mut one = Reflection::begin(Id::from_numbers([7; 8]), "g", "Guide", "broke", at);
    one.answers = promises
        .into_iter()
        .enumerate()
        .map(|(n, promise)| Answer {
            stage: "s".to_owned(),
            stage_title: "Stage".to_owned(),
            prompt: format!("vow-{n}"),
            kind: "promise".to_owned(),
            asked: "What do you promise?".to_owned(),
            value: Value::Promise(promise),
            audience: Default::default(),
            set_aside: false,
            step: false,
            at,
            keeping: Default::default(),
            rest: Default::default(),
        })
        .collect();
    one
}

fn made(cadence: Cadence, from: i32, until: Option<i32>) -> Promise {
    let promise = "I ring at six".to_owned();
    Promise::new(Terms { promise, cadence, until: until.map(day), ..Terms::from(day(from)) })
}

fn written(promises: Vec<Promise>, today: i32, wording: Wording) -> Option<Calendar> {
    calendar(&[holding(promises)], day(today), wording)
}

/// An event, as another program reads it.
#[derive(Debug)]
struct Event {
    fields: BTreeMap<String, String>,
    alarm: BTreeMap<String, String>,
}

fn fields(component: &Component<'_>) -> BTreeMap<String, String> {
    let each = component.properties.iter();
    let all: Vec<_> = each.map(|p| (p.name.as_str().to_owned(), p.val.as_str().to_owned())).collect();
    let count = all.len();
    let all: BTreeMap<_, _> = all.into_iter().collect();
    assert_eq!(all.len(), count, "no field twice");
    all
}

fn events(text: &str) -> Vec<Event> {
    for line in text.split_inclusive("\r\n") {
        let line = line.strip_suffix("\r\n").expect("each line ends with CRLF");
        assert!(line.len() <= 75, "{} octets: {line:?}", line.len());
        assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    }
    let unfolded = unfold(text);
    let read = read_calendar(&unfolded).unwrap();
    let all = read.components.iter().map(|event| {
        assert_eq!(event.name.as_str(), "VEVENT");
        let [alarm] = &event.components[..] else { panic!("{event:?}") };
        assert_eq!(alarm.name.as_str(), "VALARM");
        Event { fields: fields(event), alarm: fields(alarm) }
    });
    let all: Vec<Event> = all.collect();
    let names: std::collections::BTreeSet<_> = all.iter().map(|event| &event.fields["UID"]).collect();
    assert_eq!(names.len(), all.len(), "each has a name of its own");
    all
}

/// The days of an event up to the horizon, counted from a Monday.
fn days(event: &Event, today: i32) -> Vec<i32> {
    let begins = &event.fields["DTSTART"];
    let (year, rest) = begins.split_at(4);
    let (month, of_month) = rest.split_at(2);
    let first = format!("{year}-{month}-{of_month}").parse::<Day>().unwrap().since(day(0));
    let all: Vec<i32> = match event.fields.get("RRULE") {
        None => vec![first],
        Some(rule) => {
            // A day stands for its first moment, by a clock that knows no summer time.
            let end = if rule.contains(";UNTIL=") { "T000000Z" } else { "" };
            let set: RRuleSet = format!("DTSTART:{begins}T000000Z\nRRULE:{rule}{end}").parse().unwrap();
            let known = set.into_iter().map(|date| date.format("%Y-%m-%d").to_string());
            let known = known.map(|date| date.parse::<Day>().unwrap().since(day(0)));
            known.take_while(|n| *n < today + HORIZON).collect()
        }
    };
    assert_eq!(all.first().copied().unwrap_or(first), first, "it begins on a day of its own");
    all.into_iter().filter(|n| (today..today + HORIZON).contains(n)).collect()
}

fn cadence() -> impl Strategy<Value = Cadence> {
    let chosen = (0..128u8).prop_map(|days| {
        Weekday::ALL.into_iter().filter(|day| days & 1 << day.place() != 0).collect::<Weekdays>()
    });
    prop_oneof![
        Just(Cadence::Daily),
        Just(Cadence::Weekdays),
        chosen.prop_map(Cadence::Chosen),
        Just(Cadence::Weekly),
        Just(Cadence::Once),
    ]
}

/// A promise that was made, changed, put to rest, ended and taken up again, on days of chance.
fn promise() -> impl Strategy<Value = Promise> {
    let deeds = prop::collection::vec((0..150i32, 0..4u8, cadence(), prop::option::of(0..90i32)), 0..5);
    (cadence(), 0..60i32, prop::option::of(0..200i32), deeds).prop_map(|(cadence, from, long, mut deeds)| {
        let mut promise = made(cadence, from, long.map(|long| from + long));
        deeds.sort_by_key(|(on, ..)| *on);
        for (on, deed, cadence, long) in deeds.into_iter().filter(|(on, ..)| *on >= from) {
            match deed {
                0 => promise.rest(day(on)),
                1 => promise.end(day(on)),
                2 => promise.take_up(day(on)),
                _ => {
                    promise.hold_anew(day(on));
                    promise.terms.cadence = cadence;
                    promise.terms.until = long.map(|long| day(on + long));
                }
            }
        }
        promise
    })
}

/// Words with much of what a calendar, a fold or a reader could stumble over.
fn hard_words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "\"quoted\"",
            "a, b; c: d",
            "\\",
            "\\n",
            "\n",
            "\n ",
            "\r",
            ",",
            ";",
            " ",
            "=",
            "BEGIN:VALARM",
            "END:VEVENT",
            "👩‍👩‍👧‍👦 ❤️ 👍🏽",
            "日本語の約束を守る",
            "أعدك أن أتصل",
            "אני מבטיח",
            "é\u{301}",
            "a rather long stretch of words",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[a-z]{1,90}",
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// What is left of words: all of them but what would act on whoever shows them.
fn harmless(words: &str) -> String {
    let words = words.replace(['\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let acts = |c: char| {
        c != '\n' && c.is_control()
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    words.replace(acts, "")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_calendar_holds_the_days_that_are_due_each_once(promises in prop::collection::vec(promise(), 1..4), today in 0..200i32) {
        let due = |promise: &Promise| (today..today + HORIZON).filter(|n| promise.is_due(day(*n))).collect::<Vec<_>>();
        let mut wanted: Vec<i32> = promises.iter().flat_map(due).collect();
        let new = written(promises.clone(), today, Wording::default());
        prop_assert_eq!(new.is_some(), promises.iter().any(|one| one.next_due(day(today)).is_some()));
        let all = new.map_or_else(Vec::new, |new| events(&new.text));
        let mut found: Vec<i32> = all.iter().flat_map(|event| days(event, today)).collect();
        wanted.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn words_come_through_unharmed_or_not_at_all(promised in hard_words(), when in hard_words(), then in hard_words()) {
        let mut promise = made(Cadence::Daily, 0, None);
        promise.terms.promise = format!("w{promised}w");
        promise.terms.plan = Plan { when, then };
        let plan = harmless(&crate::reflection::telling::sentence(&promise.terms.plan));
        let full = written(vec![promise.clone()], 0, Wording { full: true, ..Wording::default() }).unwrap();
        let [event] = &events(&full.text)[..] else { panic!() };
        let summary = harmless(&promise.terms.promise);
        prop_assert_eq!(&event.fields["SUMMARY"], &summary);
        prop_assert_eq!(&event.alarm["DESCRIPTION"], &summary);
        prop_assert_eq!(event.fields.get("DESCRIPTION").cloned().unwrap_or_default(), plan);
        let plain = written(vec![made(Cadence::Daily, 0, None)], 0, Wording::default());
        prop_assert_eq!(written(vec![promise], 0, Wording::default()), plain, "no word is in it");
    }
}

#[test]
fn an_event_is_as_it_is_written_down_here() {
    let mut promise = made(Cadence::Weekly, 2, Some(60));
    promise.terms.plan = Plan { when: "it is six; or later".to_owned(), then: "ring, and say so".to_owned() };
    let wording = Wording { full: true, at: "07:05".parse().unwrap() };
    let text = written(vec![promise.clone()], 4, wording).unwrap().text;
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("UID:")).collect();
    assert_eq!(
        lines,
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Reminder//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "DTSTAMP:20231114T221320Z",
            "DTSTART;VALUE=DATE:20240103",
            "DTEND;VALUE=DATE:20240104",
            "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20240301",
            "SUMMARY:I ring at six",
            "DESCRIPTION:When it is six\\; or later\\, then I will ring\\, and say so",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:PT7H5M",
            "DESCRIPTION:I ring at six",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
    let neutral = written(vec![promise], 4, Wording::default()).unwrap().text;
    assert!(neutral.contains("\r\nTRIGGER:PT20H\r\n") && neutral.matches(":Reminder\r\n").count() == 2);
    for word in ["onward", "promise", "trust", "ring", "six", "guide", "stage", "vow"] {
        assert!(!neutral.to_lowercase().contains(word), "{word}: {neutral}");
    }
}

#[test]
fn what_holds_keeps_its_name_through_every_change() {
    let mut promise = made(Cadence::Daily, 0, None);
    let name = |promise: &Promise, today, full| {
        let new = written(vec![promise.clone()], today, Wording { full, ..Wording::default() }).unwrap();
        let [event] = &events(&new.text)[..] else { panic!() };
        event.fields["UID"].clone()
    };
    let first = name(&promise, 0, false);
    // Written by another hand, so that it stays the same in later versions too.
    assert_eq!(first, "8acc6f80-28ee-8237-95db-e3d2a33005e5");
    promise.hold_anew(day(5));
    promise.terms.promise = "I ring on Sundays".to_owned();
    promise.terms.cadence = Cadence::Weekly;
    assert_eq!(name(&promise, 5, true), first);
    promise.rest(day(9));
    assert_eq!(written(vec![promise.clone()], 20, Wording::default()), None, "what rests does not come back");
    promise.take_up(day(20));
    assert_eq!(name(&promise, 20, false), first);
}

#[test]
fn a_time_of_day_is_read_as_people_write_it() {
    for (text, trigger) in
        [("20:00", "PT20H"), ("00:00", "PT0H"), ("23:59", "PT23H59M"), ("07:30", "PT7H30M")]
    {
        let wording = Wording { at: text.parse().unwrap(), ..Wording::default() };
        let new = written(vec![made(Cadence::Daily, 0, None)], 0, wording).unwrap();
        assert_eq!(events(&new.text)[0].alarm["TRIGGER"], trigger);
    }
    for text in ["", "20", "24:00", "20:60", "+7:00", "7:00", "20:00:00", "20.00", " 20:00"] {
        assert!(text.parse::<At>().is_err(), "{text:?}");
    }
}

#[test]
fn a_line_is_folded_between_characters_only() {
    for letter in ["a", "é", "語", "👍"] {
        let mut promise = made(Cadence::Once, 0, None);
        promise.terms.promise = letter.repeat(400);
        let text = written(vec![promise], 0, Wording { full: true, ..Wording::default() }).unwrap().text;
        let longest = text.split("\r\n").map(str::len).max().unwrap();
        assert!(longest <= 75 && longest > 75 - letter.len(), "{letter}: {longest}");
        events(&text);
    }
}
