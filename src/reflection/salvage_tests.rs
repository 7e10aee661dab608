//! What is salvaged of any damage: nothing that was whole is lost, and nothing at all makes it panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::format::{self, Check};
use super::format_tests::{plain, reflection, said, written};
use super::salvage::salvage;
use crate::moment::{Day, Moment};
use crate::reflection::{
    Answer, Cadence, CheckIn, Chosen, Id, Keeping, Link, Noticed, Outcome, Plan, Promise, Reflection, Role,
    Sight, Terms, Value,
};

/// What stands behind the last answer: an empty line, and the checksum.
const TAIL: usize = 19;

fn id() -> Id {
    Id::from_numbers([7; 8])
}

fn day() -> Day {
    "2026-11-23".parse().unwrap()
}

fn saved(bytes: &[u8]) -> Option<Reflection> {
    salvage(bytes, &id(), day())
}

/// Returns where each answer begins and ends in what is written.
fn places(whole: &Reflection) -> Vec<(usize, usize)> {
    let end = |n: usize| {
        let answers = whole.answers[..n].to_vec();
        written(&Reflection { answers, ..whole.clone() }).len() - TAIL
    };
    (0..whole.answers.len()).map(|n| (end(n), end(n + 1))).collect()
}

/// Returns all words of an answer, as far as they have an order.
fn words_of(value: &Value) -> Vec<String> {
    match value {
        Value::Skipped | Value::Scale(_) | Value::YesNo(_) => Vec::new(),
        Value::Text(text) => vec![text.clone()],
        Value::One(one) => vec![one.label().to_owned()],
        Value::Several(all) => all.iter().map(|one| one.label().to_owned()).collect(),
        Value::Items(items) => items.clone(),
        Value::Plan(plan) => vec![plan.when.clone(), plan.then.clone()],
        Value::Promise(given) => {
            let Terms { promise, plan, .. } = &given.terms;
            vec![promise.clone(), plan.when.clone(), plan.then.clone()]
        }
    }
}

/// A reflection such as people write, with an answer of every kind.
fn usual() -> Reflection {
    let option = |id: &str, label: &str| Chosen::Option { id: id.to_owned(), label: label.to_owned() };
    let plan = Plan { when: "I am late".to_owned(), then: "I ring before six".to_owned() };
    let promise = Promise {
        until_words: String::new(),
        ..Promise::new(Terms {
            promise: "I say where I am".to_owned(),
            plan: plan.clone(),
            cadence: Cadence::Daily,
            from: day(),
            until: None,
        })
    };
    let values = [
        ("text", Value::Text("I said \"at work\".\n\nI was not.\\ It hurt you.\n".to_owned())),
        ("line", Value::Text("Seven months".to_owned())),
        ("one", Value::One(option("affair", "An affair"))),
        ("text", Value::Text("Zwölf Jahre, und dann: schöne Lügen 🌧.".to_owned())),
        (
            "several",
            Value::Several(vec![option("a", "Shame"), option("b", "Fear"), Chosen::Other("Grief".into())]),
        ),
        ("scale", Value::Scale(7)),
        ("yes-no", Value::YesNo(true)),
        ("items", Value::Items(vec!["My sister".to_owned(), "The children".to_owned()])),
        ("line", Value::Skipped),
        ("plan", Value::Plan(plan)),
        ("promise", Value::Promise(promise)),
        ("text", Value::Text("The last words".to_owned())),
    ];
    let answers = values.into_iter().enumerate().map(|(n, (kind, value))| Answer {
        prompt: format!("prompt-{n}"),
        asked: format!("What about {n}?"),
        ..said(kind, value)
    });
    let mut whole = plain(answers.collect());
    for answer in &mut whole.answers {
        answer.keeping = kept_up(&answer.kind);
    }
    whole.id = id();
    whole.place.stage_title = "Genuine remorse".to_owned();
    whole
}

/// What was added to an answer of a kind in the days after.
fn kept_up(kind: &str) -> Keeping {
    let on = |n| day().plus(n);
    let note = |text: &str| text.to_owned();
    let check_in = |n, outcome, text| CheckIn { on: on(n), outcome, note: note(text) };
    match kind {
        "promise" => Keeping {
            check_ins: [
                check_in(0, Outcome::Kept, ""),
                check_in(1, Outcome::Missed, "I said \"later\", and it was late"),
                check_in(2, Outcome::Partly, ""),
            ]
            .into_iter()
            .collect(),
            ..Keeping::default()
        },
        "items" => Keeping {
            link: Some(Link { role: Role::Acts, of: String::new() }),
            noticed: vec![
                Noticed { on: on(0), act: note("My sister"), sight: Sight::Seen, note: note("She rang") },
                Noticed { on: on(3), act: note("The children"), sight: Sight::Unsure, note: String::new() },
            ],
            ..Keeping::default()
        },
        _ => Keeping::default(),
    }
}

/// Holds that all answers but one are there as they were, in their order.
fn all_but(whole: &Reflection, hit: Option<usize>, got: Option<Reflection>, what: &str) {
    let kept: Vec<&Answer> =
        whole.answers.iter().enumerate().filter(|(n, _)| Some(*n) != hit).map(|(_, answer)| answer).collect();
    let answers = got.map(|got| got.answers).unwrap_or_default();
    let mut from = answers.iter();
    for answer in kept {
        assert!(from.any(|one| one == answer), "{what}: lost {answer:?}\nof {answers:#?}");
    }
}

#[test]
fn a_whole_file_is_salvaged_as_it_is() {
    let whole = usual();
    assert_eq!(saved(&written(&whole)).unwrap(), whole);
}

#[test]
fn every_truncation_keeps_what_was_whole_and_the_beginning_of_the_rest() {
    let whole = usual();
    let bytes = written(&whole);
    let places = places(&whole);
    for cut in 0..bytes.len() {
        let got = saved(&bytes[..cut]);
        let answers = got.as_ref().map(|got| got.answers.clone()).unwrap_or_default();
        let complete = places.iter().take_while(|(_, end)| *end <= cut).count();
        assert!(answers.len() <= complete + 1, "cut at {cut}: {answers:#?}");
        assert_eq!(answers[..complete.min(answers.len())], whole.answers[..complete], "cut at {cut}");
        if let Some(torn) = answers.get(complete) {
            let (had, have) = (words_of(&whole.answers[complete].value), words_of(&torn.value));
            let starts = have.iter().zip(&had).all(|(have, had)| {
                had.starts_with(have.as_str()) || matches!(torn.value, Value::One(_) | Value::Several(_))
            });
            assert!(starts && have.len() <= had.len(), "cut at {cut}: {have:?} of {had:?}");
        }
    }
    // The long text: every letter that is there is kept.
    let text = "Zwölf Jahre, und dann: schöne Lügen 🌧.";
    let at = bytes.windows(text.len()).position(|part| part == text.as_bytes()).unwrap();
    for (n, _) in text.char_indices().skip(1) {
        let torn = saved(&bytes[..at + n]).unwrap().answers.pop().unwrap();
        assert_eq!(torn.value, Value::Text(text[..n].to_owned()));
        assert_eq!(torn.prompt, "prompt-3");
    }
}

#[test]
fn every_flipped_bit_loses_one_answer_at_most() {
    let whole = usual();
    let bytes = written(&whole);
    let places = places(&whole);
    for at in 0..bytes.len() {
        let hit = places.iter().position(|(start, end)| (*start..*end).contains(&at));
        // One of the eight, another at each byte; those around a line end all.
        for bit in
            (0..8).filter(|bit| (at + bit) % 8 == 0 || bytes[at.saturating_sub(3)..].starts_with(b"\n"))
        {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let got = saved(&flipped);
            let what = format!(
                "bit {bit} of {at}: {}",
                String::from_utf8_lossy(&flipped[at.saturating_sub(30)..(at + 30).min(bytes.len())])
            );
            if let Some(got) = &got {
                assert_eq!(got.id, id(), "{what}");
                let top = [
                    got.title == whole.title,
                    got.guide == whole.guide,
                    got.perspective == whole.perspective,
                    got.started == whole.started,
                    got.place.at == whole.place.at,
                ];
                assert!(top.iter().filter(|same| !**same).count() <= 1, "{what}: {got:#?}");
            }
            all_but(&whole, hit, got, &what);
        }
    }
}

#[test]
fn the_words_of_a_flipped_answer_are_kept_nearly_all() {
    let whole = usual();
    let bytes = written(&whole);
    let (start, end) = places(&whole)[0];
    for at in start..end {
        for bit in (0..8).filter(|bit| (at + bit) % 4 == 0) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let got = saved(&flipped).unwrap();
            let all: Vec<String> = got.answers.iter().flat_map(|answer| words_of(&answer.value)).collect();
            let all = all.join("\n");
            let kept =
                ["I said", "at work", "I was", "not", "It hurt"].iter().filter(|w| all.contains(**w)).count();
            assert!(kept >= 4, "bit {bit} of {at}: {all}");
        }
    }
}

#[test]
fn a_hole_of_nul_bytes_is_closed() {
    let whole = usual();
    let mut bytes = written(&whole);
    let (start, end) = places(&whole)[3];
    bytes.splice(start + 20..end - 20, vec![0; 4096]);
    let got = saved(&bytes).unwrap();
    all_but(&whole, Some(3), Some(got.clone()), "a hole");
    assert!(!format!("{got:?}").contains("\\0"), "{got:?}");
}

#[test]
fn words_that_nobody_can_place_are_kept() {
    let got = saved(b"I wrote this by hand into the file.\nIt is still mine.\n").unwrap();
    assert_eq!(got.answers.len(), 1);
    assert_eq!(
        got.answers[0].value,
        Value::Text("I wrote this by hand into the file.\nIt is still mine.".to_owned())
    );
    assert_eq!((got.id, got.started.day()), (id(), day()));
    let whole = usual();
    let text = String::from_utf8(written(&whole)).unwrap();
    let (start, end) = places(&whole)[1];
    let torn = format!("{}\nwhat is this doing here\n{}", &text[..start + 30], &text[end..]);
    let got = saved(torn.as_bytes()).unwrap();
    assert!(got.answers.iter().any(|one| one.prompt == "found"), "{got:#?}");
    all_but(&whole, Some(1), Some(got), "words between");
}

#[test]
fn a_text_that_looks_like_the_file_itself_is_one_text() {
    let mut whole = usual();
    let text =
        "So I read the file:\n\n[[answers]]\nstage = \"s\"\nprompt = \"p\"\n\n[[answers]]\nstage = \"t\"\n";
    whole.answers[1].value = Value::Text(text.to_owned());
    whole.answers[1].kind = "text".to_owned();
    assert_eq!(saved(&written(&whole)).unwrap().answers, whole.answers);
}

#[test]
fn nothing_is_made_of_nothing() {
    for bytes in [
        &b""[..],
        b"# A refle",
        b"\0\0\0\0\0\0",
        b"\xff\xd8\xff\xe0\x00\x10\x00\x01\x02",
        b"\n\n\n",
        b"]]]]{{{{",
    ] {
        assert_eq!(saved(bytes), None, "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = saved(&bytes);
    }

    #[test]
    fn any_lines_are_taken(lines in prop::collection::vec(prop::sample::select(vec![
        "[[answers]]", "[place]", "answer = \"\"\"", "\"\"\"", "answer = [\"a\", }", "answer = { when = \"", "stage = \"x\"",
        "kind = \"promise\"", "answer = {promise = \"p\"}", "prompt = 3", "title = \"t", "x = [[[", "\\", "\"", "at = ", "words",
    ]), 0..12)) {
        if let Some(got) = saved(lines.join("\n").as_bytes()) {
            let again = written(&got);
            prop_assert_eq!(format::read(&again).unwrap().check, Check::Whole);
        }
    }

    #[test]
    fn any_reflection_cut_anywhere_keeps_its_whole_answers(whole in reflection(), at in any::<prop::sample::Index>()) {
        let bytes = written(&whole);
        let cut = at.index(bytes.len());
        let complete = places(&whole).iter().take_while(|(_, end)| *end <= cut).count();
        let answers = saved(&bytes[..cut]).map(|got| got.answers).unwrap_or_default();
        prop_assert!(answers.len() >= complete);
        for (got, had) in answers.iter().zip(&whole.answers[..complete]) {
            prop_assert_eq!((&got.value, &got.asked, &got.rest), (&had.value, &had.asked, &had.rest));
        }
    }

    #[test]
    fn any_reflection_with_any_bit_flipped_keeps_the_others(
        whole in reflection(), at in any::<prop::sample::Index>(), bit in 0..8_u8,
    ) {
        let mut bytes = written(&whole);
        let at = at.index(bytes.len());
        let hit = places(&whole).iter().position(|(start, end)| (*start..*end).contains(&at));
        bytes[at] ^= 1 << bit;
        all_but(&whole, hit, saved(&bytes), "flipped");
    }
}

#[test]
fn when_it_was_begun_comes_from_the_name_where_the_text_is_silent() {
    let text = String::from_utf8(written(&usual())).unwrap();
    let torn = text.replace("started = ", "started ");
    let got = saved(torn.as_bytes()).unwrap();
    assert_eq!(got.started, "2026-11-23T00:00:00Z".parse::<Moment>().unwrap());
    assert_eq!(got.updated, usual().updated);
}

#[test]
fn a_damaged_answer_with_very_many_fields_does_not_keep_anyone_waiting() {
    let fields: String = (0..5_000).map(|n| format!("later-{n} = {n}\n")).collect();
    let answer = format!(
        "[[answers]]\nstage = \"s\"\nprompt = \"p\nkind = \"text\"\nanswer = \"a few words\"\n{fields}"
    );
    let begun = Instant::now();
    let got = saved(format!("title = \"t\"\n\n{answer}").as_bytes()).unwrap();
    assert_eq!(got.answers[0].rest.len(), 5_000);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
