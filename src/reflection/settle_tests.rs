//! Two versions put together: nothing is dropped that nobody decided on. And git's markers, taken apart.

use proptest::prelude::*;
use toml::Table;

use super::format::write;
use super::settle::{Choice, Difference, Settled, differences, settle};
use super::torn::split;
use super::*;

fn moment(seconds: i64) -> Moment {
    Moment::at(1_800_000_000 + seconds, 3600)
}

fn answer(stage: &str, prompt: &str, kind: &str, value: Value) -> Answer {
    Answer {
        stage: stage.to_owned(),
        stage_title: stage.to_owned(),
        prompt: prompt.to_owned(),
        kind: kind.to_owned(),
        asked: format!("{prompt}?"),
        value,
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: moment(0),
        keeping: Default::default(),
        rest: Table::new(),
    }
}

fn text(prompt: &str, text: &str) -> Answer {
    answer("s", prompt, "text", Value::Text(text.to_owned()))
}

fn of(updated: i64, answers: Vec<Answer>) -> Reflection {
    let id = Id::from_numbers([1, 2, 3, 4, 5, 6, 7, 8]);
    Reflection { answers, updated: moment(updated), ..Reflection::begin(id, "g", "G", "broke", moment(0)) }
}

fn said(reflection: &Reflection) -> Vec<(&str, &str, &Value)> {
    reflection.answers.iter().map(|a| (a.stage.as_str(), a.prompt.as_str(), &a.value)).collect()
}

/// Every piece of the person's words in a reflection.
fn words_of(reflection: &Reflection) -> Vec<String> {
    let pieces = reflection.answers.iter().flat_map(|answer| match &answer.value {
        Value::Text(text) => text.lines().map(str::to_owned).collect(),
        Value::Items(items) => items.clone(),
        Value::Several(chosen) => chosen.iter().map(|one| one.label().to_owned()).collect(),
        other => telling::said(other).into_iter().map(|said| format!("{said:?}")).collect(),
    });
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn holds(all: &[&Reflection], piece: &str) -> bool {
    all.iter().any(|one| words_of(one).iter().any(|words| words.contains(piece)))
}

fn value() -> impl Strategy<Value = (&'static str, Value)> {
    let words = || "[ab \n]{0,6}";
    let chosen = prop_oneof![
        "[xyz]".prop_map(|id| Chosen::Option { label: id.to_uppercase(), id }),
        words().prop_map(Chosen::Other),
    ];
    prop_oneof![
        Just(("text", Value::Skipped)),
        words().prop_map(|t| ("text", Value::Text(t))),
        "([ab](\n|\n\n|\n\n\n)?){0,6}".prop_map(|t| ("text", Value::Text(t))),
        words().prop_map(|t| ("line", Value::Text(t))),
        (0..3_i64).prop_map(|n| ("scale", Value::Scale(n))),
        any::<bool>().prop_map(|b| ("yes-no", Value::YesNo(b))),
        prop::collection::vec(words(), 0..3).prop_map(|i| ("items", Value::Items(i))),
        prop::collection::vec(chosen, 0..3).prop_map(|c| ("several", Value::Several(c))),
        (words(), words()).prop_map(|(when, then)| ("plan", Value::Plan(Plan { when, then }))),
    ]
}

/// A version as onward writes them: each prompt once.
fn version() -> impl Strategy<Value = Reflection> {
    any_version().prop_map(|mut version| {
        let mut seen = std::collections::HashSet::new();
        version.answers.retain(|one| seen.insert((one.stage.clone(), one.prompt.clone())));
        version
    })
}

/// A version as a hand may leave it: prompts may come twice.
fn any_version() -> impl Strategy<Value = Reflection> {
    let one = (0..3_u8, 0..3_u8, value(), any::<bool>(), 0..9_i64, prop::option::of("[rs]"));
    let one = one.prop_map(|(stage, prompt, (kind, value), set_aside, at, rest)| Answer {
        set_aside,
        at: moment(at),
        keeping: Default::default(),
        rest: rest.into_iter().map(|key| (key, 1.into())).collect(),
        ..answer(&format!("s{stage}"), &format!("p{prompt}"), kind, value)
    });
    let top = ("[TU]", any::<bool>(), 0..9_i64, prop::option::of("[rs]"));
    (top, prop::collection::vec(one, 0..7)).prop_map(|((title, open, updated, rest), answers)| Reflection {
        title,
        status: if open { Status::Open } else { Status::Finished },
        rest: rest.into_iter().map(|key| (key, 1.into())).collect(),
        ..of(updated, answers)
    })
}

fn choice() -> impl Strategy<Value = Option<Choice>> {
    prop::option::of(prop::sample::select(vec![Choice::Mine, Choice::Other, Choice::Both]))
}

#[test]
fn empty_lines_between_paragraphs_double_nothing() {
    let text = |words: &str| of(0, vec![answer("s0", "p0", "text", Value::Text(words.to_owned()))]);
    let other = text("a\n\na");
    let settled = settle(&text("a\n\n\n"), &other, &[Some(Choice::Both)]).reflection;
    let again = settle(&settled, &other, &choices_again(&settled, &other)).reflection;
    assert_eq!(said(&again), said(&settled));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_of_one_side_is_that_side(mine in version(), other in version()) {
        let n = differences(&mine, &other).len();
        let Settled { reflection, left } = settle(&mine, &other, &vec![Some(Choice::Mine); n]);
        prop_assert_eq!(said(&reflection), said(&mine));
        prop_assert_eq!((&reflection.title, reflection.status, &left), (&mine.title, mine.status, &None));
        let theirs = settle(&mine, &other, &vec![Some(Choice::Other); n]).reflection;
        prop_assert!(differences(&theirs, &other).is_empty());
        prop_assert_eq!((&theirs.title, theirs.status), (&other.title, other.status));
        for one in words_of(&other) {
            prop_assert!(holds(&[&theirs], &one));
        }
    }

    #[test]
    fn both_holds_every_word_of_both(mine in version(), other in version()) {
        let both = |d: &Difference| Some(if d.has_both() { Choice::Both } else { Choice::Mine });
        let choices: Vec<_> = differences(&mine, &other).iter().map(both).collect();
        let settled = settle(&mine, &other, &choices).reflection;
        for (n, difference) in differences(&mine, &other).iter().enumerate() {
            if let Difference::Answer { mine: one, other: two } = difference && choices[n] == Some(Choice::Both) {
                for answer in [one, two].into_iter().flatten() {
                    for piece in words_of(&of(0, vec![(**answer).clone()])) {
                        prop_assert!(holds(&[&settled], &piece), "{piece:?} of {settled:?}");
                    }
                }
            }
        }
        let again = settle(&settled, &other, &choices_again(&settled, &other)).reflection;
        prop_assert_eq!(said(&again), said(&settled), "both, once more, doubles nothing");
    }

    #[test]
    fn nothing_undecided_is_dropped(mine in version(), other in version(), choices in prop::collection::vec(choice(), 0..9)) {
        let all = differences(&mine, &other);
        let Settled { reflection, left } = settle(&mine, &other, &choices);
        let open = all.iter().enumerate().filter(|(n, difference)| match choices.get(*n).copied().flatten() {
            None => true,
            Some(Choice::Both) => !difference.has_both(),
            Some(_) => false,
        });
        let open: Vec<_> = open.map(|(_, difference)| difference.clone()).collect();
        prop_assert_eq!(left.is_some(), !open.is_empty());
        if let Some(left) = &left {
            prop_assert_eq!(differences(&reflection, left).len(), open.len());
            for difference in &open {
                let Difference::Answer { mine, other } = difference else { continue };
                for answer in [mine, other].into_iter().flatten() {
                    for piece in words_of(&of(0, vec![(**answer).clone()])) {
                        prop_assert!(holds(&[&reflection, left], &piece), "{piece:?}");
                    }
                }
            }
        }
        prop_assert!(reflection.updated >= mine.updated && reflection.updated >= other.updated);
        prop_assert_eq!(&reflection.place, &mine.place);
        for key in mine.rest.keys().chain(other.rest.keys()) {
            prop_assert!(reflection.rest.contains_key(key));
        }
    }

    #[test]
    fn prompts_that_come_twice_lose_nothing(mine in any_version(), other in any_version()) {
        let Settled { reflection, left } = settle(&mine, &other, &[]);
        let left = left.unwrap_or_else(|| reflection.clone());
        for piece in words_of(&mine).iter().chain(&words_of(&other)) {
            prop_assert!(holds(&[&reflection, &left], piece));
        }
        let n = differences(&mine, &other).len();
        let kept = settle(&mine, &other, &vec![Some(Choice::Mine); n]).reflection;
        prop_assert_eq!(said(&kept), said(&mine));
    }

    #[test]
    fn one_version_is_the_same_as_itself(mine in version(), choices in prop::collection::vec(choice(), 0..9)) {
        prop_assert!(differences(&mine, &mine).is_empty());
        prop_assert_eq!(settle(&mine, &mine, &choices), Settled { reflection: mine, left: None });
    }

    #[test]
    fn no_bytes_come_apart_into_a_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "||||||| c\n", "id = \"bcdefghi\"\n", "x = '''\n", "'''\n", "\r\n",
        "started = \"2026-11-23T21:30:00+01:00\"\n", "\u{feff}", "<<<<<<<",
    ]), 0..12)) {
        let _ = split(pieces.concat().as_bytes());
    }
}

/// Both where there is such a thing, this version elsewhere.
fn choices_again(mine: &Reflection, other: &Reflection) -> Vec<Option<Choice>> {
    let both = |d: &Difference| Some(if d.has_both() && is_pair(d) { Choice::Both } else { Choice::Mine });
    differences(mine, other).iter().map(both).collect()
}

fn is_pair(difference: &Difference) -> bool {
    matches!(difference, Difference::Answer { mine: Some(_), other: Some(_) })
}

#[test]
fn answers_of_both_stand_in_the_order_of_the_guide() {
    let at = |stage: &str, prompt: &str| answer(stage, prompt, "text", Value::Text(prompt.to_owned()));
    let mine = of(0, vec![at("1", "a"), at("1", "d"), at("2", "e")]);
    let other =
        of(0, vec![at("0", "z"), at("1", "a"), at("1", "b"), at("2", "d"), at("2", "e"), at("3", "f")]);
    let n = differences(&mine, &other).len();
    let all = settle(&mine, &other, &vec![Some(Choice::Both); n]).reflection;
    let order: Vec<_> = said(&all).iter().map(|(stage, prompt, _)| format!("{stage}{prompt}")).collect();
    assert_eq!(order, ["0z", "1a", "1b", "1d", "2d", "2e", "3f"]);
}

#[test]
fn both_of_two_texts_is_one_below_the_other_and_once() {
    let both = |one: &str, two: &str| {
        let settled =
            settle(&of(0, vec![text("p", one)]), &of(5, vec![text("p", two)]), &[Some(Choice::Both)]);
        said(&settled.reflection).iter().map(|(_, _, value)| telling::said(value)).next()
    };
    let words = |words: &str| Some(vec![telling::Said::Words(words.to_owned())]);
    assert_eq!(both("At night.", "By day."), words("At night.\n\nBy day."));
    assert_eq!(both("At night.\n", "By day."), words("At night.\n\nBy day."));
    assert_eq!(both("At night.\n\nBy day.", "By day."), words("At night.\n\nBy day."));
    assert_eq!(both("I lied.\n\nAt night.", "I lied.\n\nBy day."), words("I lied.\n\nAt night.\n\nBy day."));
    assert_eq!(both("At night.\n\nSorry.", "By day.\n\nSorry."), words("At night.\n\nBy day.\n\nSorry."));
    assert_eq!(both("A\n\nB\n\nA", "A\n\nA"), words("A\n\nB\n\nA"));
}

#[test]
fn what_has_no_both_stays_undecided_when_both_is_asked() {
    let scale = |n| vec![answer("s", "p", "scale", Value::Scale(n))];
    let settled = settle(&of(0, scale(3)), &of(1, scale(8)), &[Some(Choice::Both)]);
    assert_eq!(settled.reflection.answers[0].value, Value::Scale(3));
    assert_eq!(settled.left.unwrap().answers[0].value, Value::Scale(8));
}

#[test]
fn what_a_later_version_wrote_is_a_difference_and_is_kept() {
    let drawn = |n: i64| Answer {
        keeping: Default::default(),
        rest: Table::from_iter([("answer".to_owned(), n.into())]),
        ..answer("s", "p", "drawing", Value::Skipped)
    };
    let (mine, other) = (of(0, vec![drawn(1)]), of(0, vec![drawn(2)]));
    assert_eq!(differences(&mine, &other).len(), 1);
    assert_eq!(settle(&mine, &other, &[Some(Choice::Other)]).reflection.answers, other.answers);
}

#[test]
fn an_answer_that_is_told_in_either_is_not_hidden() {
    let hidden = Answer { set_aside: true, ..text("p", "x") };
    let settled = settle(&of(0, vec![hidden]), &of(0, vec![text("p", "x")]), &[]).reflection;
    assert!(!settled.answers[0].set_aside);
}

fn written(reflection: &Reflection) -> String {
    let mut out = Vec::new();
    write(reflection, &mut out);
    String::from_utf8(out).unwrap()
}

/// Merges two texts line by line as git does: what is alike at both ends stands once.
fn merged(ours: &str, theirs: &str, base: Option<&str>) -> String {
    let (one, two): (Vec<_>, Vec<_>) =
        (ours.split_inclusive('\n').collect(), theirs.split_inclusive('\n').collect());
    let head = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let base = base.map(|base| format!("||||||| 1234567\n{base}")).unwrap_or_default();
    format!(
        "{}<<<<<<< HEAD\n{}{base}=======\n{}>>>>>>> theirs\n",
        one[..head].concat(),
        one[head..].concat(),
        two[head..].concat()
    )
}

#[test]
fn markers_come_apart_into_both_versions() {
    let (ours, theirs) = (of(5, vec![text("p", "Ours.\nAll.")]), of(9, vec![text("p", "Theirs.")]));
    for base in [None, Some("# check: 00000000\n")] {
        let one = merged(&written(&ours), &written(&theirs), base);
        for file in [one.clone(), one.replace('\n', "\r\n")] {
            let torn = split(file.as_bytes()).unwrap();
            assert_eq!((&torn.later, &torn.earlier), (&theirs, &ours));
        }
        let other = split(merged(&written(&theirs), &written(&ours), base).as_bytes()).unwrap();
        assert_eq!((&other.later, &other.earlier), (&theirs, &ours));
    }
}

#[test]
fn several_places_come_apart_and_an_answer_torn_inside_does_too() {
    let file = |title: &str, middle: &str, check: &str| {
        format!(
            "format = 1\nid = \"bcdefghi\"\nstarted = \"2026-11-23T21:30:00+01:00\"\n{title}[[answers]]\nprompt = \
             \"p\"\nkind = \"text\"\nanswer = \"\"\"\nfirst\n{middle}last\n\"\"\"\n{check}"
        )
    };
    let marks = |a: &str, b: &str| format!("<<<<<<< HEAD\n{a}=======\n{b}>>>>>>> theirs\n");
    let torn = file(
        &marks("title = \"A\"\n", "title = \"B\"\n"),
        &marks("", "theirs\n"),
        &marks("# check: 11111111\n", "# check: 22222222\n"),
    );
    let apart = split(torn.as_bytes()).unwrap();
    assert_eq!((apart.later.title.as_str(), apart.earlier.title.as_str()), ("A", "B"));
    let words = |one: &Reflection| one.answers[0].value.clone();
    assert_eq!(words(&apart.later), Value::Text("first\nlast\n".to_owned()));
    assert_eq!(words(&apart.earlier), Value::Text("first\ntheirs\nlast\n".to_owned()));
}

#[test]
fn words_that_look_like_markers_stay_words() {
    let marks = "<<<<<<< HEAD\nI said\n=======\nyou said\n>>>>>>> theirs\n";
    let whole = of(0, vec![text("p", marks)]);
    assert_eq!(split(written(&whole).as_bytes()), None, "one whole version");
    let lines = "What I think\n=======\nis this.\n";
    let (ours, theirs) = (of(5, vec![text("p", lines)]), of(9, vec![text("p", "So\n=======\nand so\n")]));
    let torn = split(merged(&written(&ours), &written(&theirs), None).as_bytes()).unwrap();
    assert_eq!((torn.later, torn.earlier), (theirs, ours));
    let (ours, theirs) =
        (of(5, vec![text("a", marks), text("p", "x")]), of(5, vec![text("a", marks), text("p", "y")]));
    let file = merged(&written(&ours), &written(&theirs), None);
    // What differs at the top stands in a place of its own, so that the words are outside of it.
    let torn = split(file.as_bytes()).unwrap();
    assert_eq!((torn.later, torn.earlier), (ours, theirs));
}

#[test]
fn what_is_not_complete_stays_a_damaged_file() {
    let (ours, theirs) = (of(5, vec![text("p", "Ours.")]), of(9, vec![text("p", "Theirs.")]));
    let file = merged(&written(&ours), &written(&theirs), None);
    for (from, to) in [
        ("<<<<<<< HEAD\n", ""),
        ("=======\n", ""),
        (">>>>>>> theirs\n", ""),
        ("<<<<<<< HEAD\n", "<<<<<<< HEAD\n<<<<<<< HEAD\n"),
        ("Theirs.", "\"\"\""),
        ("bcdefghi", "BCDEFGHI"),
    ] {
        assert_eq!(split(file.replace(from, to).as_bytes()), None, "{from:?} for {to:?}");
    }
    assert_eq!(split(b""), None);
    assert_eq!(split(b"<<<<<<< a\n=======\n>>>>>>> b\n"), None);
}

#[test]
fn days_of_both_versions_stay_whatever_is_chosen_of_the_answer() {
    let check = |on: &str, outcome| CheckIn { on: on.parse().unwrap(), outcome, note: String::new() };
    let version = |text: &str, at: i64, days: &[(&str, Outcome)]| {
        let mut answer = self::text("promise", text);
        answer.keeping.check_ins = days.iter().map(|(on, outcome)| check(on, *outcome)).collect();
        of(at, vec![answer])
    };
    let mine = version("mine", 1, &[("2026-11-23", Outcome::Kept), ("2026-11-24", Outcome::Missed)]);
    let other = version("other", 2, &[("2026-11-24", Outcome::Partly), ("2026-11-25", Outcome::Kept)]);
    for choice in [Choice::Mine, Choice::Other, Choice::Both] {
        let settled = settle(&mine, &other, &[Some(choice)]).reflection;
        let days = settled.answers[0].keeping.check_ins.text();
        let all = "2026-11-23 kept\n2026-11-24 partly\n2026-11-25 kept\nwas 2026-11-24 missed\n";
        assert_eq!(days, all, "{choice:?}");
    }
}
