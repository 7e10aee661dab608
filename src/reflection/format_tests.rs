//! Reflection to text and back: for every reflection, every text, every flipped byte.

use proptest::prelude::*;
use toml::{Table, Value as Field};

use super::format::{Check, read, read_top, write};
use crate::moment::{Day, Moment, Weekday};
use crate::reflection::{
    Answer, Audience, Bookmark, Cadence, CheckIn, CheckIns, Chosen, Id, Keeping, Link, Noticed, Outcome,
    Plan, Promise, Reflection, Role, Sight, Standing, Status, Stop, Terms, Value, Weekdays,
};

fn text() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        4 => prop::char::any(),
        4 => prop::sample::select(vec!['"', '\\', '\n', '\r', '\t', '\0', ' ', '\u{7f}', '\u{feff}', '\u{85}', '\'', '#']),
        1 => prop::char::range('a', 'z'),
    ];
    prop::collection::vec(odd, 0..40).prop_map(String::from_iter)
}

fn moment() -> impl Strategy<Value = Moment> {
    (0..200_000_000_000_i64, -14 * 60..14 * 60).prop_map(|(s, m)| Moment::at(s, m * 60))
}

fn day() -> impl Strategy<Value = Day> {
    moment().prop_map(Moment::day)
}

fn chosen() -> impl Strategy<Value = Chosen> {
    let id = text().prop_filter("an option has an id", |id| !id.is_empty());
    prop_oneof![
        (id, text()).prop_map(|(id, label)| Chosen::Option { id, label }),
        text().prop_map(Chosen::Other),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    (text(), text()).prop_map(|(when, then)| Plan { when, then })
}

fn terms() -> impl Strategy<Value = Terms> {
    let weekdays = (0..128u8).prop_map(|days| {
        Weekday::ALL.into_iter().filter(|day| days & 1 << day.place() != 0).collect::<Weekdays>()
    });
    let cadence = (prop::sample::select(Cadence::NAMES.to_vec()), weekdays)
        .prop_map(|(name, chosen)| Cadence::named(name, chosen).unwrap());
    (text(), plan(), cadence, day(), prop::option::of(day()))
        .prop_map(|(promise, plan, cadence, from, until)| Terms { promise, plan, cadence, from, until })
}

fn promise() -> impl Strategy<Value = Promise> {
    let standing =
        prop_oneof![Just(Standing::Held), day().prop_map(Standing::Paused), day().prop_map(Standing::Ended),];
    (terms(), text(), standing, prop::collection::vec(terms(), 0..3))
        .prop_map(|(terms, until_words, standing, earlier)| Promise { terms, until_words, standing, earlier })
}

fn keeping() -> impl Strategy<Value = Keeping> {
    let link = (prop::sample::select(Role::ALL.to_vec()), text()).prop_map(|(role, of)| Link { role, of });
    let check_in = (day(), prop::sample::select(Outcome::ALL.to_vec()), text())
        .prop_map(|(on, outcome, note)| CheckIn { on, outcome, note });
    let check_ins = (prop::collection::vec(check_in, 0..4), any::<bool>()).prop_map(|(all, odd)| {
        let all: CheckIns = all.into_iter().collect();
        if odd { CheckIns::read(&format!("{}postponed\n", all.text())) } else { all }
    });
    let noticed = (day(), text(), prop::sample::select(Sight::ALL.to_vec()), text())
        .prop_map(|(on, act, sight, note)| Noticed { on, act, sight, note });
    (prop::option::of(link), check_ins, prop::collection::vec(noticed, 0..3))
        .prop_map(|(link, check_ins, noticed)| Keeping { link, check_ins, noticed })
}

/// A value and a kind it can have: its own, or one this version does not know.
fn value() -> impl Strategy<Value = (String, Value)> {
    let several = prop::collection::vec(chosen(), 0..5);
    let own = prop_oneof![
        Just(("scale", Value::Skipped)),
        text().prop_map(|t| ("text", Value::Text(t))),
        text().prop_map(|t| ("line", Value::Text(t))),
        chosen().prop_map(|c| ("one", Value::One(c))),
        several.prop_map(|c| ("several", Value::Several(c))),
        any::<i64>().prop_map(|n| ("scale", Value::Scale(n))),
        any::<bool>().prop_map(|b| ("yes-no", Value::YesNo(b))),
        prop::collection::vec(text(), 0..5).prop_map(|i| ("items", Value::Items(i))),
        plan().prop_map(|p| ("plan", Value::Plan(p))),
        promise().prop_map(|p| ("promise", Value::Promise(p))),
    ];
    (own, prop::option::of(text())).prop_map(|((kind, value), new)| match (new, &value) {
        // Own words alone are told apart by the kind.
        (Some(new), v) if !matches!(v, Value::Several(_)) => (format!("new-{new}"), value),
        _ => (kind.to_owned(), value),
    })
}

fn rest() -> impl Strategy<Value = Table> {
    let leaf = prop_oneof![
        text().prop_map(Field::from),
        any::<i64>().prop_map(Field::from),
        any::<bool>().prop_map(Field::from),
        (-1e12..1e12_f64).prop_map(Field::from),
        Just(Field::Datetime("2026-11-23T10:00:00Z".parse().unwrap())),
    ];
    let any = leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Field::from),
            prop::collection::btree_map(text(), inner, 0..4)
                .prop_map(|t| Field::Table(t.into_iter().collect())),
        ]
    });
    prop::collection::btree_map(text().prop_map(|key| format!("new {key}")), any, 0..3)
        .prop_map(|table| table.into_iter().collect())
}

fn answer() -> impl Strategy<Value = Answer> {
    let words = (text(), text(), text(), text());
    let audience = prop::sample::select(Audience::ALL.to_vec());
    (words, value(), audience, any::<bool>(), any::<bool>(), moment(), keeping(), rest()).prop_map(
        |(
            (stage, stage_title, prompt, asked),
            (kind, value),
            audience,
            set_aside,
            step,
            at,
            keeping,
            rest,
        )| Answer {
            stage,
            stage_title,
            prompt,
            kind,
            asked,
            value,
            audience,
            set_aside,
            step,
            at,
            keeping,
            rest,
        },
    )
}

fn place() -> impl Strategy<Value = Bookmark> {
    let stop = prop_oneof![
        Just(Stop::Start),
        text().prop_map(Stop::Opening),
        text().prop_map(Stop::Prompt),
        text().prop_map(Stop::Closing),
        Just(Stop::Finish),
    ];
    (stop, 0..9_usize, 0..1_000_000_usize, text()).prop_map(|(at, part, caret, stage_title)| Bookmark {
        at,
        part,
        caret,
        stage_title,
    })
}

pub(super) fn reflection() -> impl Strategy<Value = Reflection> {
    let words = (text(), text(), text(), text());
    let times = (moment(), moment());
    let answers = prop::collection::vec(answer(), 0..4);
    (any::<[u8; 8]>(), words, any::<bool>(), times, place(), answers, 1..5_u32, rest(), rest()).prop_map(
        |(
            id,
            (title, guide, guide_title, perspective),
            open,
            (started, updated),
            place,
            answers,
            format,
            rest,
            kept,
        )| {
            let mut all = rest;
            if !kept.is_empty() {
                all.insert("place".to_owned(), Field::Table(kept));
            }
            Reflection {
                id: Id::from_numbers(id),
                title,
                guide,
                guide_title,
                perspective,
                status: if open { Status::Open } else { Status::Finished },
                started,
                updated,
                place,
                answers,
                format,
                rest: all,
            }
        },
    )
}

pub(super) fn written(reflection: &Reflection) -> Vec<u8> {
    let mut out = b"what stood here before".to_vec();
    write(reflection, &mut out);
    out
}

pub(super) fn plain(answers: Vec<Answer>) -> Reflection {
    let now = Moment::at(1_800_000_000, 3600);
    let id = Id::from_numbers([1, 2, 3, 4, 5, 6, 7, 8]);
    Reflection { answers, ..Reflection::begin(id, "g", "G", "broke", now) }
}

pub(super) fn said(kind: &str, value: Value) -> Answer {
    Answer {
        stage: "s".to_owned(),
        stage_title: "S".to_owned(),
        prompt: "p".to_owned(),
        kind: kind.to_owned(),
        asked: "?".to_owned(),
        value,
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: Moment::at(1_800_000_000, 3600),
        keeping: Default::default(),
        rest: Table::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reflection_reads_back_as_it_was(reflection in reflection()) {
        let text = written(&reflection);
        let read = read(&text).map_err(|e| TestCaseError::fail(format!("{e}\n{}", String::from_utf8_lossy(&text))))?;
        prop_assert_eq!(&read.reflection, &reflection);
        prop_assert_eq!(read.check, Check::Whole);
        let top = read_top(&text).unwrap();
        prop_assert_eq!(&top.title, &reflection.title);
        prop_assert_eq!(&top.place, &reflection.place);
        prop_assert_eq!(&text, &written(&read.reflection));
    }

    #[test]
    fn a_flipped_bit_is_never_whole(reflection in reflection(), at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut text = written(&reflection);
        let at = at.index(text.len());
        text[at] ^= 1_u8 << bit;
        prop_assert!(read(&text).map_or(true, |read| read.check == Check::Edited));
    }

    #[test]
    fn a_torn_text_is_never_whole(reflection in reflection(), at in any::<prop::sample::Index>()) {
        let text = written(&reflection);
        let torn = &text[..at.index(text.len())];
        prop_assert!(read(torn).map_or(true, |read| read.check == Check::Edited));
        let mut zeros = torn.to_vec();
        zeros.resize(text.len(), 0);
        prop_assert!(read(&zeros).map_or(true, |read| read.check == Check::Edited));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = (read(&bytes), read_top(&bytes));
    }

    #[test]
    fn no_changed_reflection_makes_it_panic(
        reflection in reflection(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut text = written(&reflection);
        for (at, byte) in cuts {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let _ = (read(&text), read_top(&text));
    }
}

#[test]
fn every_scalar_survives_in_every_position() {
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    for part in all.chunks(100_000) {
        let apart: String = part.iter().flat_map(|&c| [c, 'x', c, '\n']).collect();
        let given = plain(vec![
            said("text", Value::Text(part.iter().collect())),
            said("line", Value::Text(part.iter().collect())),
            said("items", Value::Items(vec![apart.clone()])),
            said("text", Value::Text(apart)),
        ]);
        assert!(read(&written(&given)).unwrap().reflection == given);
    }
}

#[test]
fn quotes_and_line_ends_survive_in_every_order() {
    let signs = ['"', '\\', '\n', '\r', ' ', 'n'];
    for number in 0..6_usize.pow(6) {
        let text: String = (0..6).map(|i| signs[number / 6_usize.pow(i) % 6]).collect();
        let given = plain(vec![said("text", Value::Text(text.clone())), said("line", Value::Text(text))]);
        assert!(read(&written(&given)).unwrap().reflection == given);
    }
}

#[test]
fn a_megabyte_survives() {
    let text = "I said \"no\".\r\n\tIt was \\not\\ so. \u{1f494} \n".repeat(25_000);
    let given = plain(vec![said("text", Value::Text(text))]);
    assert!(read(&written(&given)).unwrap().reflection == given);
}

#[test]
fn an_entry_reads_well_without_onward() {
    let text = "I said \"I was at work\".\nI was not.\n";
    let out = String::from_utf8(written(&plain(vec![said("text", Value::Text(text.to_owned()))]))).unwrap();
    assert!(out.contains("answer = \"\"\"\nI said \"I was at work\".\nI was not.\n\"\"\"\n"), "{out}");
    assert!(out.starts_with("# A reflection kept by onward."));
    assert!(out.lines().last().unwrap().starts_with("# check: "));
}

#[test]
fn line_ends_that_a_tool_converted_are_no_fault() {
    let given = plain(vec![said("text", Value::Text("one\ntwo\rthree\r\nfour".to_owned()))]);
    let text = String::from_utf8(written(&given)).unwrap().replace('\n', "\r\n");
    let read = read(text.as_bytes()).unwrap();
    assert_eq!((read.reflection, read.check), (given, Check::Edited));
}

#[test]
fn what_a_later_version_wrote_survives() {
    let text = r#"
format = 1
id = "k7m2q9xd"
started = "2026-11-23T21:30:00+01:00"
mood = { level = 3, words = ["calm", "tired"] }
[place]
at = "start"
scroll = 7
[[answers]]
prompt = "drawn"
kind = "drawing"
answer = { strokes = [[1, 2], [3, 4]] }
colour = "blue"
[[answers]]
prompt = "spoken"
kind = "voice"
file = "a.ogg"
[[answers]]
prompt = "sung"
kind = "song"
other = "la"
labels = ["high", "low"]
[[answers]]
prompt = "vow"
kind = "promise"
answer = { promise = "a", when = "b", then = "c", cadence = "daily", from = "2026-11-23", at = "08:00" }
[new-table]
x = 1.5
[[new-list]]
y = 2026-11-23
"#;
    let first = read(text.as_bytes()).unwrap().reflection;
    let again = written(&first);
    assert_eq!(read(&again).unwrap().reflection, first);
    let (mut raw, mut out): (Table, Table) =
        (text.parse().unwrap(), String::from_utf8(again).unwrap().parse().unwrap());
    for (key, value) in raw["answers"].as_array().unwrap().clone().into_iter().enumerate() {
        let got = &out["answers"][key];
        for (name, value) in value.as_table().unwrap() {
            assert_eq!(got.get(name), Some(value), "{name}");
        }
        assert_eq!(got.get("skipped"), None);
    }
    raw.remove("answers");
    out.remove("answers");
    for (name, value) in raw.iter().filter(|(name, _)| *name != "place") {
        assert_eq!(out.get(name), Some(value));
    }
    assert_eq!(out["place"]["scroll"], Field::from(7));
}

#[test]
fn a_fault_tells_its_line_and_column() {
    let fault = |text: &[u8]| read(text).unwrap_err().to_string();
    let top = "id = \"k7m2q9xd\"\nstarted = \"2026-11-23T21:30:00+01:00\"\n";
    assert_eq!(fault(b"id = \"k7m2q9xd\"\n\xff"), "2:1: this is not readable text (UTF-8)");
    assert_eq!(
        fault(b"title = \"\xc3\xa9\"\nid = \"K\"\n"),
        "2:6: `id` has to be eight lower-case letters and digits"
    );
    assert_eq!(fault(format!("{top}status = \"\u{e9}\"").as_bytes()).split(": ").next(), Some("3:10"));
    let table = format!("{top}[[answers]]\nprompt = \"p\"\nkind = \"scale\"\n  answer = 1.5\n");
    assert_eq!(fault(table.as_bytes()).split(": ").next(), Some("6:12"));
    assert_eq!(fault(format!("{top}[[answers]]\nkind = \"text\"\n").as_bytes()), "3:1: `prompt` is missing");
    assert!(fault(format!("{top}title = \"\0\"").as_bytes()).starts_with("3:10: "));
    assert!(fault(b"").contains("`id` is missing"));
}

#[test]
fn a_higher_format_is_still_read() {
    let text = "format = 7\nid = \"k7m2q9xd\"\nstarted = \"2026-11-23T21:30:00+01:00\"\n";
    assert_eq!(read(text.as_bytes()).unwrap().reflection.format, 7);
}

#[test]
fn deep_nesting_is_a_fault() {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(deep.as_bytes()).is_err());
}

#[test]
fn a_role_of_a_later_version_stays() {
    let mut one = said("plan", Value::Plan(Plan::default()));
    one.rest.insert("as".into(), "witness".into());
    one.rest.insert("of".into(), "vow".into());
    let whole = plain(vec![one]);
    assert_eq!(read(&written(&whole)).unwrap().reflection, whole);
}
