//! Search, over reflections made here: what is found, in which order, where; and that the index finds what a look through
//! each of them finds.

use proptest::prelude::*;

use super::*;
use crate::moment::Moment;
use crate::reflection::{Audience, Value};

fn now() -> Moment {
    Moment::at(1_800_000_000, 0)
}

fn entry(title: &str, answers: &[(&str, &str)]) -> Reflection {
    let mut made = Reflection::begin("abcdefgh".parse().unwrap(), "guide", "Guide", "broke", now());
    made.title = title.to_owned();
    for (n, (asked, text)) in answers.iter().enumerate() {
        made.answers.push(Answer {
            stage: "one".to_owned(),
            stage_title: "One".to_owned(),
            prompt: format!("p{n}"),
            kind: "text".to_owned(),
            asked: (*asked).to_owned(),
            value: Value::Text((*text).to_owned()),
            audience: Audience::Own,
            set_aside: false,
            step: false,
            at: now(),
            keeping: Default::default(),
            rest: toml::Table::new(),
        });
    }
    made
}

fn found(typed: &str, entry: &Reflection) -> bool {
    Query::read(typed).weigh(entry).is_some()
}

#[test]
fn all_words_have_to_be_there_and_the_last_may_be_a_beginning() {
    let one = entry("The Kitchen", &[("What was said?", "Anna came home.\nThe café was closed; don't ask.")]);
    for typed in
        ["kitchen", "KITCHEN anna", "cafe", "café", "anna ca", "don't", "dont", "clos", "was said", "hom"]
    {
        assert!(found(typed, &one), "{typed}");
    }
    for typed in ["kitchens", "ann home", "clos ", "clos anna", "", "?", "anna zanzibar"] {
        assert!(!found(typed, &one), "{typed}");
    }
}

#[test]
fn a_title_counts_more_than_an_answer_and_that_more_than_a_question() {
    let weigh = |typed: &str, entry: &Reflection| Query::read(typed).weigh(entry).unwrap();
    let title = entry("A letter", &[("What?", "Nothing.")]);
    let answer = entry("No", &[("What?", "A letter came.")]);
    let longer = entry("No", &[("What?", "Letters came.")]);
    let question = entry("No", &[("Which letter?", "None.")]);
    let all = [&title, &answer, &longer, &question].map(|entry| weigh("letter", entry));
    assert!(all.is_sorted_by(|one, other| one > other), "{all:?}");
}

#[test]
fn a_hit_shows_the_line_with_the_most_of_the_words() {
    let one = entry(
        "About Anna",
        &[
            ("Who was there?", "Nobody.\n  Anna was at the lake, and it rained.\nAnna."),
            ("The lake?", "Cold."),
        ],
    );
    let hit = Query::read("anna lake").hit(&one);
    assert_eq!(hit.at, Some(At { stage: "one".to_owned(), prompt: "p0".to_owned() }));
    assert_eq!(hit.line.text, "Anna was at the lake, and it rained.");
    assert_eq!(hit.line.marks, [0..4, 16..20]);
    assert_eq!(hit.title.marks.first(), Some(&(6..10)));
    let hit = Query::read("about").hit(&one);
    assert_eq!((hit.at, hit.line.text.as_str(), hit.line.marks.len()), (None, "Nobody.", 0));
}

#[test]
fn what_is_shown_has_the_word_that_tells_most() {
    let one = entry("No", &[("What?", "It was the end.\nI lost her trust.\nThe rain.")]);
    assert_eq!(Query::read("trust the").hit(&one).line.text, "I lost her trust.");
    let line = Query::read("trust the").line("It was a grateful lesson, the kind one keeps: we need trust.");
    let cut = line.fit(30);
    assert!(cut.text.contains("trust"), "{cut:?}");
    assert!(line.fit(80).text.starts_with("It was"));
}

#[test]
fn a_line_is_cut_so_that_its_first_mark_is_seen() {
    let text = format!("{} remorse {}", "before ".repeat(30).trim(), "after ".repeat(30).trim());
    let line = Query::read("remorse").line(&text);
    for width in [12, 20, 33, 80, 500] {
        let cut = line.fit(width);
        assert!(crate::text::columns(&cut.text) <= width, "{width}: {cut:?}");
        assert_eq!(&cut.text[cut.marks[0].clone()], "remorse", "{width}: {cut:?}");
    }
    assert_eq!(line.fit(500), line);
    let line = Query::read("piano").line("Letter about a familiar piano");
    assert_eq!(line.fit(24).text, "…about a familiar piano", "what is short behind it leaves room before it");
    let line = Query::read("piano").line("Patient piano, gentle questions and more");
    for width in 7..40 {
        let cut = line.fit(width);
        assert_eq!(&cut.text[cut.marks[0].clone()], "piano", "{width}: all of the word is seen: {cut:?}");
    }
    let wide = Query::read("日記").line("とても長い文のなかに日記がある");
    assert_eq!(&wide.fit(12).text[wide.fit(12).marks[0].clone()], "日記");
    assert_eq!(Line::default().fit(10), Line::default());
}

/// Words that share beginnings, accents, apostrophes and scripts.
const WORDS: &[&str] = &[
    "a", "an", "ann", "Anna", "trust", "Trust", "trusted", "été", "ete", "don't", "don", "l'amour", "日記",
    "日", "記帳", "🙂", "lake", "lakes", "x",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..8).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn reflection()(title in text(), answers in prop::collection::vec((text(), text()), 0..3)) -> Reflection {
        let answers: Vec<_> = answers.iter().map(|(asked, text)| (asked.as_str(), text.as_str())).collect();
        entry(&title, &answers)
    }
}

proptest! {
    #[test]
    fn the_index_finds_what_a_look_through_each_finds(
        entries in prop::collection::vec((reflection(), 0..3_usize, any::<bool>()), 0..24),
        typed in text(),
        open in any::<bool>(),
    ) {
        let query = Query::read(&if open { typed } else { format!("{typed} ") });
        // In three parts, put together without those that are not wanted any more.
        let mut parts = [Builder::new(), Builder::new(), Builder::new()];
        let mut wanted: [Vec<bool>; 3] = Default::default();
        for (entry, part, keep) in &entries {
            prop_assert_eq!(parts[*part].add(entry) as usize, wanted[*part].len());
            wanted[*part].push(*keep);
        }
        let parts = parts.map(Builder::finish);
        for (place, index) in parts.iter().enumerate() {
            let plain: Vec<_> = entries.iter().filter(|one| one.1 == place).map(|one| &one.0).collect();
            let plain: Vec<_> = plain.iter().map(|entry| query.weigh(entry).unwrap_or(0)).collect();
            prop_assert_eq!(index.weigh(&query), plain);
        }
        let merged = Index::merged(&parts.each_ref(), |place, doc| wanted[place][doc as usize]);
        let order = (0..3).flat_map(|place| entries.iter().filter(move |one| one.1 == place && one.2));
        let plain: Vec<_> = order.map(|one| query.weigh(&one.0).unwrap_or(0)).collect();
        prop_assert_eq!(merged.weigh(&query), plain);
        let (docs, words, lists) = merged.parts();
        let again = Index::from_parts(docs, words.to_vec(), lists.to_vec()).unwrap();
        prop_assert_eq!(again.weigh(&query), merged.weigh(&query));
    }

    #[test]
    fn any_text_is_read_and_any_line_is_cut(typed in any::<String>(), text in any::<String>(), width in 0..60_usize) {
        let query = Query::read(&typed);
        for line in text.lines() {
            let line = query.line(line);
            let cut = line.fit(width);
            for mark in &cut.marks {
                prop_assert!(cut.text.get(mark.clone()).is_some_and(|found| !found.is_empty()));
            }
            prop_assert!(width < 2 || crate::text::columns(&cut.text) <= width);
        }
    }
}
