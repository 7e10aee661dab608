//! What a reader and a script see of one reflection.

use super::*;
use crate::reflection::json::Entry;

fn answer(stage: &str, prompt: &str, kind: &str, value: Value) -> Answer {
    Answer {
        stage: stage.to_owned(),
        stage_title: if stage == "opening" { String::new() } else { "Open communication".to_owned() },
        prompt: prompt.to_owned(),
        kind: kind.to_owned(),
        asked: format!("Question {prompt}?"),
        value,
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: "2026-11-23T21:31:00+01:00".parse().unwrap(),
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

fn option(id: &str, label: &str) -> Chosen {
    Chosen::Option { id: id.to_owned(), label: label.to_owned() }
}

fn promise() -> Promise {
    Promise {
        until_words: String::new(),
        ..Promise::new(Terms {
            promise: "I come home at six".to_owned(),
            plan: Plan { when: "it gets late".to_owned(), then: "ring at five".to_owned() },
            cadence: Cadence::Weekdays,
            from: "2026-11-23".parse().unwrap(),
            until: Some("2027-01-31".parse().unwrap()),
        })
    }
}

fn sample() -> Reflection {
    let begun = "2026-11-23T21:30:00+01:00".parse().unwrap();
    let mut reflection =
        Reflection::begin("k7m2q9xd".parse().unwrap(), "repairing", "Repairing trust", "broke", begun);
    let stage = "open-communication";
    let words = |text: &str| text.to_owned();
    reflection.answers = vec![
        answer("opening", "settled", "yes-no", Value::YesNo(true)),
        answer(stage, "what", "text", Value::Text(words("I said *work*.\n\nI was \u{1b}[31mnot."))),
        answer(stage, "skipped", "line", Value::Skipped),
        answer(stage, "kind", "one", Value::One(option("affair", "An affair"))),
        answer(stage, "own", "one", Value::One(Chosen::Other(words("my words")))),
        answer(stage, "hard", "several", Value::Several(vec![option("a", "Shame"), option("b", "Fear")])),
        answer(stage, "ready", "scale", Value::Scale(7)),
        answer(stage, "list", "items", Value::Items(vec![words("one"), words("two")])),
        answer(stage, "plan", "plan", Value::Plan(promise().terms.plan)),
        answer(stage, "promise", "promise", Value::Promise(promise())),
    ];
    let mut aside = answer(stage, "aside", "text", Value::Text(words("hidden words")));
    aside.set_aside = true;
    reflection.answers.push(aside);
    reflection
}

#[test]
fn a_page_reads_whole() {
    let page = page::text(&sample());
    let expected = "\
Repairing trust
Written on 23 November 2026. Not finished yet.

At the start

  Question settled?

    Yes

Open communication

  Question what?

    I said *work*.

    I was ␛[31mnot.

  Question kind?

    An affair
";
    assert!(page.starts_with(expected), "{page}");
    for part in ["    - Shame\n    - Fear\n", "    7\n", "    When it gets late, then I will ring at five\n"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(page.contains("    Monday to Friday, from 23 November 2026 until 31 January 2027\n"), "{page}");
    assert!(page.ends_with("\n1 question left open.\n"), "{page}");
    assert!(!page.contains("hidden") && !page.contains("skipped"));
}

#[test]
fn a_page_is_72_columns_wide() {
    let mut reflection = sample();
    reflection.answers[1].value = Value::Text("word ".repeat(100) + &"x".repeat(200));
    assert!(page::text(&reflection).lines().all(|line| line.chars().count() <= 72));
}

#[test]
fn markdown_holds_no_markup_of_the_person() {
    let page = page::markdown(&sample());
    assert!(page.starts_with("# Repairing trust\n\nWritten on 23 November 2026. Not finished yet.\n\n## At"));
    assert!(page.contains("### Question what?\n\n> I said \\*work\\*.\n>\n> I was ␛\\[31mnot.\n"), "{page}");
    assert!(page.contains("\n- Shame\n- Fear\n"), "{page}");
}

#[test]
fn json_has_the_shape_scripts_rely_on() {
    let reflection = sample();
    let json = serde_json::to_value(Entry::of(&reflection)).unwrap();
    let answers = json["answers"].as_array().unwrap();
    let of = |prompt: &str| answers.iter().find(|a| a["prompt"] == prompt).unwrap();
    assert_eq!(json["format"], 1);
    assert_eq!(json["started"], "2026-11-23T21:30:00+01:00");
    assert_eq!(of("settled")["answer"], true);
    assert_eq!(of("what")["answer"], "I said *work*.\n\nI was \u{1b}[31mnot.");
    assert!(of("skipped")["answer"].is_null());
    assert_eq!((&of("kind")["answer"], &of("kind")["labels"][0]), (&"affair".into(), &"An affair".into()));
    assert_eq!(of("own")["answer"], "my words");
    assert_eq!(of("hard")["answer"], serde_json::json!(["a", "b"]));
    assert_eq!(of("ready")["answer"], 7);
    assert_eq!(of("list")["answer"], serde_json::json!(["one", "two"]));
    assert_eq!(of("plan")["answer"], "When it gets late, then I will ring at five");
    assert_eq!(of("plan")["parts"]["then"], "ring at five");
    assert_eq!(of("promise")["answer"], "I come home at six");
    assert_eq!(
        (&of("aside")["set_aside"], &of("what")["set_aside"]),
        (&true.into(), &serde_json::Value::Null)
    );
    let kept = serde_json::json!([{
        "id": "promise", "promise": "I come home at six", "when": "it gets late", "then": "ring at five",
        "cadence": "weekdays", "from": "2026-11-23", "until": "2027-01-31", "check_ins": [],
    }]);
    assert_eq!(json["commitments"], kept);
}
