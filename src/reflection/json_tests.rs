//! Reflection to JSON and back, and what is said of JSON that is none.

use proptest::prelude::*;
use serde_json::json;

use super::format_tests::reflection;
use super::json::Entry;
use super::json_read::read;
use super::{Audience, Chosen, Reflection, Value, format};

fn one(text: &str) -> Reflection {
    let mut all = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    assert_eq!(all.len(), 1);
    all.swap_remove(0).reflection
}

fn fault(text: &str) -> String {
    let fault = read(text.as_bytes()).unwrap_err();
    let entry = fault.entry.map(|n| format!("entry {n}: ")).unwrap_or_default();
    format!("{entry}{fault}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reflection_comes_back_from_json_as_it_was(reflection in reflection()) {
        let json = serde_json::to_string_pretty(&Entry::of(&reflection)).unwrap();
        let again = one(&json);
        prop_assert_eq!(&again, &reflection);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        format::write(&reflection, &mut before);
        format::write(&again, &mut after);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_list_comes_back_with_its_copies(all in prop::collection::vec((reflection(), any::<bool>()), 0..4)) {
        let entries: Vec<_> = all.iter().map(|(reflection, copy)| {
            let entry = Entry::of(reflection);
            if *copy { entry.as_copy() } else { entry }
        }).collect();
        let again = read(serde_json::to_string(&entries).unwrap().as_bytes()).unwrap();
        let again: Vec<_> = again.into_iter().map(|one| (one.reflection, one.copy)).collect();
        prop_assert_eq!(again, all);
    }

    #[test]
    fn others_see_only_what_is_meant_for_them(reflection in reflection()) {
        for reader in [Audience::Partner, Audience::Therapist] {
            let Some(seen) = reflection.clone().for_reader(reader) else { continue };
            prop_assert!(!seen.answers.is_empty() && seen.rest.is_empty());
            for answer in &seen.answers {
                prop_assert!(answer.audience != Audience::Own && !answer.set_aside && answer.rest.is_empty());
                prop_assert!(answer.keeping.is_empty(), "how it was kept is for nobody else");
                prop_assert!(reader == Audience::Therapist || answer.audience == Audience::Partner);
            }
        }
        prop_assert_eq!(reflection.clone().for_reader(Audience::Own), Some(reflection));
    }
}

const TOP: &str = r#""id":"k7m2q9xd","started":"2026-11-23T21:30:00+01:00""#;

#[test]
fn what_is_not_there_is_made_up_for() {
    let read = one(&format!("{{{TOP}}}"));
    assert_eq!((read.title.as_str(), read.updated), ("", read.started));
    let answers = json!([
        {"prompt": "a", "kind": "one", "answer": "affair"},
        {"prompt": "b", "kind": "several", "answer": ["x", "y"]},
        {"prompt": "c", "kind": "promise", "answer": "I ring"},
        {"prompt": "d", "answer": null},
        {"prompt": "e", "kind": "items", "answer": ["x"], "audience": "partner", "at": null},
    ]);
    let kept = json!([{"id": "c", "promise": "I ring", "when": "late", "then": "at five", "cadence": "weekly",
        "from": "2026-11-23", "until": null, "check_ins": []}]);
    let read = one(&format!("{{{TOP},\"answers\":{answers},\"commitments\":{kept}}}"));
    let affair = Chosen::Option { id: "affair".to_owned(), label: "affair".to_owned() };
    assert_eq!(read.answers[0].value, Value::One(affair));
    assert!(read.answers[1].value.chose("y"));
    assert!(
        matches!(&read.answers[2].value, Value::Promise(promise) if promise.terms.plan.then == "at five")
    );
    assert_eq!(read.answers[3].value, Value::Skipped);
    assert_eq!(
        (&read.answers[4].value, read.answers[4].at),
        (&Value::Items(vec!["x".to_owned()]), read.started)
    );
}

#[test]
fn a_fault_tells_its_entry_and_its_place() {
    let of = |field: &str| fault(&format!("[{{{TOP}}},\n {{{TOP},\n  {field}}}]"));
    assert_eq!(of("\"title\": 5"), "entry 2: 3:12: `title` has to be text in quotes");
    assert_eq!(of("\"status\": \"\u{e9}\""), "entry 2: 3:13: `status` has to be \"open\" or \"finished\"");
    assert_eq!(of("\"answers\": [{}]"), "entry 2: 3:15: `prompt` is missing");
    assert_eq!(of("\"answers\": [7]"), "entry 2: 3:15: `answers` has to be an object in braces");
    assert!(
        of("\"answers\": [{\"prompt\":\"p\", \"answer\": 1.5}]").starts_with("entry 2: 3:40: `answer` has")
    );
    assert!(of("\"answers\": [{\"prompt\":\"p\", \"answer\": {}}]").contains("`answer` has to be"));
    assert!(of("\"title\": \"\\ud800\"").starts_with("entry 2: 3:12: "));
    assert!(of("\"updated\": \"yesterday\"").contains("`updated` has to be a moment"));
    assert!(of("\"rest\": \"= =\"").contains("`rest` has to be fields in TOML"));
    assert!(of("\"place\": {\"caret\": -1}").contains("`caret` has to be a whole number"));
    assert!(of("\"format\": 2").contains("newer onward (format 2; this one knows 1)"));
    assert!(of("\"file_format\": 99999999999").contains("`file_format`"));
    assert_eq!(fault("[{}, 7]"), "entry 1: 1:2: `started` is missing");
    assert_eq!(
        fault(&format!("[{{{TOP}}}, 7]")),
        format!("entry 2: 1:{}: an entry has to be an object in braces", TOP.len() + 6)
    );
    let far = TOP.replace("2026", "-002026");
    assert!(fault(&format!("{{{far}}}")).contains("`started` has to be"), "no file can be named by it");
}

#[test]
fn what_is_no_json_is_told() {
    assert_eq!(read(b"[\n\xff]").unwrap_err().to_string(), "2:1: this is not readable text (UTF-8)");
    assert!(fault("").starts_with("1:1: this is not JSON: "));
    assert!(
        fault("[\n  \"\u{e9}\u{e9}\" x]").starts_with("2:8: this is not JSON: "),
        "{}",
        fault("[\n  \"\u{e9}\u{e9}\" x]")
    );
    assert!(fault("[1,").contains("this is not JSON"));
    for other in ["7", "\"a\"", "null", "{}", "{\"days\": []}"] {
        assert!(fault(other).contains("none of the forms"), "{other}");
    }
    assert!(fault("{\"entries\": 7}").contains("`entries` has to be a list"));
    assert!(fault("{\"entries\": [{\"title\": \"a\"}]}").contains("entry 1: 1:14: `date` is missing"));
    assert_eq!(read(b"[]").unwrap(), []);
}

#[test]
fn deep_and_huge_values_are_faults_or_passed_over() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        let _ = fault(&deep);
        let _ = one(&format!("{{{TOP},\"unknown\":{deep}}}"));
        let _ = fault(&format!("{{{TOP},\"answers\":{deep}}}"));
        let _ = read(format!("{{{TOP},\"place\":{deep}}}").as_bytes());
    }
    let long = "9".repeat(100_000);
    assert!(
        fault(&format!("{{{TOP},\"answers\":[{{\"prompt\":\"p\",\"answer\":{long}}}]}}"))
            .contains("`answer`")
    );
    assert!(fault(&format!("{{{TOP},\"place\":{{\"part\":1e{long}}}}}")).contains("part"));
}

#[test]
fn a_jrnl_export_is_free_entries() {
    let text = json!({"tags": {"@work": 1}, "entries": [
        {"title": "A talk.", "body": "We talked @work.\r\n", "date": "2023-05-01", "time": "14:30",
            "tags": ["@work"], "starred": true},
        {"title": "Alone", "body": "", "date": "2023-05-02", "time": "09:00", "tags": [], "starred": false},
    ]});
    let all = read(text.to_string().as_bytes()).unwrap();
    let first = &all[0].reflection;
    assert_eq!((first.title.as_str(), first.guide.as_str()), ("A talk.", "imported"));
    assert_eq!(first.started.to_string(), "2023-05-01T14:30:00+00:00");
    assert_eq!(first.answers[0].value, Value::Text("We talked @work.\n".to_owned()));
    assert_eq!(first.rest["imported"]["tags"][0].as_str(), Some("@work"));
    assert_eq!(all[1].reflection.answers[0].value, Value::Text("Alone".to_owned()));
    assert_eq!(read(text.to_string().as_bytes()).unwrap(), all);
    // The very words and ids stand in journals: other ones would bring everything in a second time.
    assert_eq!(
        (first.answers[0].stage_title.as_str(), first.answers[0].asked.as_str()),
        ("Imported from jrnl", "What you wrote")
    );
    assert_eq!(first.id.as_str(), "x16w9gh7");
    assert!(fault(&text.to_string().replace("14:30", "25:30")).contains("`time` has to be a time"));
    assert!(fault(&text.to_string().replace("2023-05-02", "2023-05-32")).contains("`date` has to be a day"));
}

#[test]
fn a_day_one_export_is_free_entries() {
    let text = json!({"metadata": {"version": "1.0"}, "entries": [{
        "uuid": "9F2C4E7A1B3D4C5E8F0A1B2C3D4E5F60", "creationDate": "2023-05-01T22:30:00Z",
        "modifiedDate": "2023-05-02T06:00:00Z", "timeZone": "GMT+0200", "tags": ["us"], "starred": true,
        "text": "# A walk\\.\n\nWe walked \\- slowly\\!",
    }]});
    let entry = one(&text.to_string());
    assert_eq!(entry.title, "A walk.");
    assert_eq!(entry.started.to_string(), "2023-05-02T00:30:00+02:00");
    assert_eq!(entry.updated.to_string(), "2023-05-02T08:00:00+02:00");
    assert_eq!(entry.answers[0].value, Value::Text("# A walk.\n\nWe walked - slowly!".to_owned()));
    assert_eq!(entry.id.as_str(), "2lg9yn4r");
    let edited = one(&text.to_string().replace("slowly", "fast"));
    assert_eq!(edited.id, entry.id, "its own name is what it is known by");
    let zone = one(&text.to_string().replace("GMT+0200", "Nowhere/Town"));
    assert_eq!(zone.started.to_string(), "2023-05-01T22:30:00+00:00");
    let first = text.to_string().replace("2023-05-01T22:30", "0000-01-01T00:30").replace("+0200", "-0100");
    assert_eq!(
        one(&first).started.to_string(),
        "0000-01-01T00:30:00+00:00",
        "no file is named by a year below 0"
    );
}
