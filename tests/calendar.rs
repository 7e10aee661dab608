//! Promises as a calendar, by the real binary: neutral unless it is asked for in full, in a file of one's own, and refused
//! where it makes no sense.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
}

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use onward::journal::{Journal, Passphrase, Work};
use onward::moment::{Day, Moment};
use onward::reflection::{
    Answer, Audience, Cadence, CheckIn, Id, Link, Outcome, Plan, Promise, Reflection, Role, Terms, Value,
};
use support::home::Home;

fn journal(home: &Home) -> Journal {
    let paths = home.run(&["paths", "--json"]).json();
    let at = |name: &str| PathBuf::from(paths[name].as_str().unwrap());
    Journal::at(at("journal"), at("state"))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn answer(prompt: &str, value: Value) -> Answer {
    Answer {
        stage: "commitment".to_owned(),
        stage_title: "Commitment to change".to_owned(),
        prompt: prompt.to_owned(),
        kind: if matches!(value, Value::Promise(_)) { "promise" } else { "text" }.to_owned(),
        asked: "What do you promise Maria?".to_owned(),
        value,
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: Moment::at(1_790_000_000, 7200),
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

fn vow(words: &str, cadence: Cadence, until: Option<&str>) -> Answer {
    let plan = Plan { when: "the train is late".to_owned(), then: "I write to Maria".to_owned() };
    let (promise, until) = (words.to_owned(), until.map(day));
    // It began long ago and goes on: whatever day it is, it comes back.
    answer(
        "vow",
        Value::Promise(Promise::new(Terms { promise, plan, cadence, from: day("2026-01-05"), until })),
    )
}

/// Keeps a reflection with a promise, how it was kept, and more that is nobody else's.
fn keep(home: &Home, number: u8, mut promised: Answer) -> String {
    let id = Id::from_numbers([number; 8]);
    let begun = Moment::at(1_790_000_000 + i64::from(number) * 86_400, 7200);
    promised.keeping.check_ins.say(CheckIn {
        on: day("2026-01-06"),
        outcome: Outcome::Missed,
        note: "Told a lie again".to_owned(),
    });
    let mut seen = answer("see", Value::Text("She hears the phone".to_owned()));
    seen.keeping.link = Some(Link { role: Role::Seen, of: "vow".to_owned() });
    let one = Reflection {
        title: "After the affair".to_owned(),
        answers: vec![promised, seen],
        ..Reflection::begin(id, "repairing-trust", "Repairing trust", "broke", begun)
    };
    journal(home).begin(&one).unwrap().settle().unwrap();
    id.to_string()
}

fn daily(home: &Home, number: u8) -> String {
    keep(home, number, vow("I ring Maria at six", Cadence::Daily, None))
}

/// What nobody may read who sees the calendar of another.
const PRIVATE: [&str; 16] = [
    "maria", "ring", "six", "train", "affair", "trust", "repair", "promise", "onward", "vow", "lie", "phone",
    "broke", "commit", "missed", "hhhh",
];

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

#[test]
fn a_calendar_tells_nothing_of_what_it_is_for() {
    let home = Home::new();
    let id = daily(&home, 7);
    assert_eq!(id, "hhhhhhhh");
    for arguments in [
        &["export", "--format", "ics"][..],
        &["export", "--format", "ics", "--all"],
        &["export", &id, "--format", "ics"],
    ] {
        let text = unfolded(&home.run(arguments).done().out);
        let lower = text.to_lowercase();
        for word in PRIVATE {
            assert!(!lower.contains(word), "{word}: {text}");
        }
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 1);
        for line in
            ["SUMMARY:Reminder", "TRIGGER:PT20H", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "RRULE:FREQ=DAILY"]
        {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
        }
    }
}

#[test]
fn in_full_it_has_the_promise_and_its_plan_and_not_how_it_was_kept() {
    let home = Home::new();
    daily(&home, 7);
    let text = unfolded(&home.run(&["export", "--format", "ics", "--full", "--at", "07:30"]).done().out);
    for line in [
        "SUMMARY:I ring Maria at six",
        "DESCRIPTION:When the train is late\\, then I will I write to Maria",
        "TRIGGER:PT7H30M",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
    }
    for word in ["affair", "lie", "phone", "Missed", "missed", "Repairing", "What do you", "onward"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn it_is_a_file_of_ones_own_and_the_same_each_time() {
    let home = Home::new();
    daily(&home, 7);
    let long =
        "Ich verspreche, \u{201e}ehrlich\u{201c} zu sein; \u{65e5}\u{672c}\u{8a9e} \u{1f46a}, ".repeat(9);
    keep(&home, 8, vow(&format!("{long}\nand a second line"), Cadence::Weekly, None));
    let run = home.run(&["export", "--format", "ics", "--full", "-o", "mine.ics"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(0), "", "2 promises written as reminders.\n")
    );
    assert_eq!(fs::metadata(home.at("mine.ics")).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(home.at("mine.ics")).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("\r\nEND:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(char::is_control)), "{text}");
    assert!(unfolded(&text).contains("\\nand a second line\r\n"), "{text}");
    assert_eq!(home.run(&["export", "--format", "ics", "--full"]).done().out, text);
    let again = home.run(&["export", "--format", "ics", "-o", "mine.ics"]).refused(1);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(fs::read_to_string(home.at("mine.ics")).unwrap(), text);
}

#[test]
fn some_can_be_named() {
    let home = Home::new();
    let (one, other) = (daily(&home, 7), keep(&home, 8, vow("I sleep at home", Cadence::Weekdays, None)));
    let events = |arguments: &[&str]| {
        let all = [&["export", "--format", "ics", "--full"], arguments].concat();
        let text = home.run(&all).done().out;
        (
            text.contains("I ring Maria"),
            text.contains("I sleep at home"),
            text.matches("BEGIN:VEVENT").count(),
        )
    };
    assert_eq!(events(&[]), (true, true, 2));
    assert_eq!(events(&[&one]), (true, false, 1));
    assert_eq!(events(&[&other, &other[..4]]), (false, true, 1));
    home.run(&["export", "--format", "ics", "nothing"]).refused(1);
    // One that cannot be read is told, and the other goes out.
    let file = home.files().into_iter().find(|file| file.to_str().unwrap().contains(&one)).unwrap();
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(9).unwrap();
    let run = home.run(&["export", "--format", "ics", "--full", &one, &other]);
    assert_eq!((run.code, run.out.matches("BEGIN:VEVENT").count()), (Some(1), 1), "{}", run.err);
    assert!(run.err.contains("1 reflection could not be read"), "{}", run.err);
}

#[test]
fn where_there_is_nothing_to_remind_of_it_says_so_and_leaves_no_file() {
    let home = Home::new();
    let none = |arguments: &[&str]| {
        let run = home.run(&[&["export", "--format", "ics"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
        assert!(run.err.contains("There is no promise to remind of"), "{}", run.err);
    };
    none(&[]);
    none(&["-o", "none.ics"]);
    assert!(!home.at("data/onward").exists(), "looking creates nothing");
    let over = keep(&home, 7, vow("I rang", Cadence::Daily, Some("2026-02-01")));
    none(&[&over, "-o", "none.ics"]);
    let mut resting = vow("I ring", Cadence::Daily, None);
    if let Value::Promise(promise) = &mut resting.value {
        promise.rest(day("2026-02-01"));
    }
    keep(&home, 8, resting);
    let mut aside = vow("I sing", Cadence::Daily, None);
    aside.set_aside = true;
    keep(&home, 9, aside);
    none(&["--all"]);
    assert!(!home.at("none.ics").exists());
}

#[test]
fn what_makes_no_sense_is_refused_in_clear_words() {
    let home = Home::new();
    daily(&home, 7);
    for (arguments, said) in [
        (&["--all", "--full"][..], "`--full` and `--at` are for a calendar."),
        (&["--all", "--format", "json", "--at", "20:00"], "Say `--format ics` with them."),
        (&["--format", "ics", "--audience", "partner"], "`--audience` does not go with it"),
        (&["--format", "ics", "--audience", "self"], "`--audience` does not go with it"),
        (&["--format", "ics", "--all", "last"], "not both"),
        (
            &["--format", "ics", "--at", "8pm"],
            "\u{201c}8pm\u{201d} is not a time of day. Write it like 20:00.",
        ),
        (&["--format", "ics", "--at", "24:00"], "is not a time of day"),
    ] {
        let run = home.run(&[&["export"], arguments].concat()).refused(2);
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn an_encrypted_journal_says_that_the_copy_is_readable() {
    let home = Home::new();
    daily(&home, 7);
    let passphrase = Passphrase::new("four words or five");
    journal(&home).encrypt(&passphrase, Work::QUICK, Moment::at(1_790_000_000, 0), &mut |_, _| ()).unwrap();
    let run = home
        .command(&["export", "--format", "ics"])
        .env("ONWARD_PASSPHRASE_COMMAND", "printf 'four words or five'")
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success() && said.contains("This copy is not encrypted"), "{said}");
    assert!(String::from_utf8(run.stdout).unwrap().contains("SUMMARY:Reminder\r\n"));
}
