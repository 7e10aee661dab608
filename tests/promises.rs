//! Promises from day to day: by a clock that travels, jumps and is set back, at both doors, and from the command line. Days
//! are local days.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod sealed;
}

use std::cell::Cell;
use std::path::Path;

use onward::effect::Effect;
use onward::journal::Journal;
use onward::moment::{Day, Moment};
use onward::paths::Paths;
use onward::perform::{Change, Performer, Start};
use onward::plain;
use onward::reflection::{Answer, Audience, Id, Outcome, Promise, Reflection, Status, Terms, Value};
use onward::session::{Daily, Word};
use onward::settings::Settings;
use support::home::Home;
use support::sealed::encrypt;

thread_local! {
    /// What the clock says, in seconds since 1970, and how far it is from UTC.
    static CLOCK: Cell<(i64, i32)> = const { Cell::new((0, 0)) };
}

fn clock() -> Moment {
    let (seconds, offset) = CLOCK.get();
    Moment::at(seconds, offset)
}

/// Sets the clock to a moment as it is lived somewhere.
fn set(moment: &str) {
    let moment: Moment = moment.parse().unwrap();
    CLOCK.set((moment.seconds(), moment.offset()));
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn hands(root: &Path) -> Performer {
    let [journal, guides, config, state] =
        ["journal", "guides", "config.toml", "state"].map(|name| root.join(name));
    let mut hands = Performer::new(Paths { journal, guides, config, state }, &Settings::default());
    hands.set_clock(clock);
    hands
}

/// A reflection with a daily promise that was made on a day.
fn promised(n: u8, words: &str, from: &str) -> Reflection {
    let at: Moment = format!("{from}T12:00:00Z").parse().unwrap();
    let mut one = Reflection::begin(Id::from_numbers([n; 8]), "a-promise", "A promise", "broke", at);
    one.status = Status::Finished;
    one.answers.push(Answer {
        stage: "commitment-to-change".to_owned(),
        stage_title: "Commitment to change".to_owned(),
        prompt: "promise".to_owned(),
        kind: "promise".to_owned(),
        asked: "What is one small promise that you can keep?".to_owned(),
        value: Value::Promise(Promise::new(Terms { promise: words.to_owned(), ..Terms::from(day(from)) })),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at,
        keeping: Default::default(),
        rest: Default::default(),
    });
    one
}

fn keep(root: &Path, one: &Reflection) {
    let journal = Journal::at(root.join("journal"), root.join("state"));
    journal.begin(one).unwrap().settle().unwrap();
}

/// A folder with one promise, made on the first of March.
fn one() -> (tempfile::TempDir, Performer) {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), &promised(1, "I ring at six", "2026-03-01"));
    let hands = hands(folder.path());
    (folder, hands)
}

fn said(hands: &Performer) -> String {
    hands.promises().held[0].commitment.check_ins.text()
}

/// Says how it was today, as the clock has it.
fn check_in(hands: &mut Performer, outcome: Outcome) {
    let on = hands.now().day();
    let one = hands.promises().held.remove(0);
    hands.check_in(&one.found, &one.commitment.prompt, (on, outcome), None).unwrap();
}

fn waits(hands: &Performer) -> bool {
    hands.promises().waiting(hands.now().day()).next().is_some()
}

#[test]
fn who_travels_has_each_day_once() {
    let (_folder, mut hands) = one();
    // In the evening in Auckland, and some hours later, still that day, in Honolulu.
    set("2026-03-10T20:00:00+13:00");
    check_in(&mut hands, Outcome::Kept);
    set("2026-03-10T08:00:00-10:00");
    assert!(!waits(&hands), "that day was answered");
    check_in(&mut hands, Outcome::Partly);
    assert_eq!(said(&hands), "2026-03-10 partly\n");
    // The way back jumps over a day: it was never there, and can be answered as yesterday.
    set("2026-03-12T06:00:00+13:00");
    assert!(waits(&hands));
    check_in(&mut hands, Outcome::Kept);
    let walk = hands.promises();
    let walk = Daily::new(walk.held.iter().map(|one| (one.found.id, &one.commitment)), hands.now().day());
    assert_eq!(walk.due().map(|due| due.on), Some(day("2026-03-11")));
}

#[test]
fn each_hour_of_a_week_with_another_time_belongs_to_one_day() {
    let (_folder, mut hands) = one();
    // Berlin, from the Thursday before to the Wednesday after the clocks go forward, hour by hour.
    let start: Moment = "2026-03-26T00:00:00+01:00".parse().unwrap();
    let change: Moment = "2026-03-29T01:00:00+00:00".parse().unwrap();
    let mut answered = Vec::new();
    for hour in 0..7 * 24 - 1 {
        let seconds = start.seconds() + hour * 3600;
        CLOCK.set((seconds, if seconds < change.seconds() { 3600 } else { 7200 }));
        if waits(&hands) {
            answered.push(hands.now().day());
            check_in(&mut hands, Outcome::Kept);
        }
    }
    let days: Vec<Day> = (0..7).map(|n| day("2026-03-26").plus(n)).collect();
    assert_eq!(answered, days);
    assert_eq!(said(&hands).lines().count(), 7);
}

#[test]
fn a_walk_over_midnight_speaks_of_the_day_it_began_on() {
    let (_folder, mut hands) = one();
    set("2026-03-10T23:59:30+01:00");
    let all = hands.promises();
    let today = hands.now().day();
    let mut walk = Daily::new(all.held.iter().map(|one| (one.found.id, &one.commitment)), today);
    set("2026-03-11T00:00:30+01:00");
    hands.perform(walk.hear(Word::Outcome(Outcome::Kept)).unwrap()).unwrap();
    hands.perform(walk.hear(Word::Note("late".to_owned())).unwrap()).unwrap();
    assert_eq!(said(&hands), "2026-03-10 kept late\n");
    assert!(waits(&hands), "the new day has not been spoken of");
}

#[test]
fn a_clock_that_was_set_back_loses_nothing_and_lets_nobody_answer_what_is_to_come() {
    let (_folder, mut hands) = one();
    set("2026-03-10T12:00:00+01:00");
    check_in(&mut hands, Outcome::Kept);
    set("2026-03-05T12:00:00+01:00");
    assert!(waits(&hands));
    check_in(&mut hands, Outcome::Missed);
    assert_eq!(said(&hands), "2026-03-05 missed\n2026-03-10 kept\n");
    let one = hands.promises().held.remove(0);
    let to_come = (day("2026-03-06"), Outcome::Kept);
    let refused = hands.check_in(&one.found, "promise", to_come, None).unwrap_err();
    assert!(refused.what.contains("still to come") && !refused.safe.is_empty(), "{refused}");
    let before = (day("2026-02-27"), Outcome::Kept);
    assert!(hands.check_in(&one.found, "promise", before, None).unwrap_err().what.contains("1 March 2026"));
    // A trend counts what lies before the day it is looked at.
    assert_eq!(one.commitment.by_weekday(hands.now().day()).iter().map(|n| n.answered()).sum::<usize>(), 1);
    set("2026-03-11T12:00:00+01:00");
    assert!(hands.promises().held[0].commitment.check_ins.on(day("2026-03-10")).is_some());
}

#[test]
fn a_promise_that_rested_is_not_due_for_those_days() {
    let (_folder, mut hands) = one();
    let found = hands.promises().held[0].found.clone();
    set("2026-03-10T12:00:00Z");
    hands.change_promise(&found, "promise", Change::Rest).unwrap();
    assert!(!waits(&hands));
    set("2026-03-20T12:00:00Z");
    hands.change_promise(&found, "promise", Change::TakeUp).unwrap();
    assert!(waits(&hands));
    let promise = &hands.promises().held[0].commitment.promise;
    let due = (1..=20).map(|n| Day::of(2026, 3, n).unwrap()).filter(|on| promise.is_due(*on)).count();
    assert_eq!(due, 10, "nine days before the rest, and today");
    assert_eq!(promise.earlier.len(), 1);
}

#[test]
fn what_is_answered_does_not_count_as_written_in_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut open = promised(2, "I come home", "2026-03-02");
    open.status = Status::Open;
    keep(folder.path(), &promised(1, "I ring", "2026-03-01"));
    keep(folder.path(), &open);
    let mut hands = hands(folder.path());
    for one in hands.promises().held {
        let hours = if one.found.id == open.id { 1 } else { 2 };
        let touched = one.found.path.metadata().unwrap().modified().unwrap();
        let before = touched - std::time::Duration::from_secs(3600 * hours);
        std::fs::File::open(&one.found.path).unwrap().set_modified(before).unwrap();
    }
    set("2026-03-10T12:00:00Z");
    let first =
        hands.promises().held.into_iter().find(|one| one.found.id == Id::from_numbers([1; 8])).unwrap();
    hands.check_in(&first.found, "promise", (day("2026-03-10"), Outcome::Kept), None).unwrap();
    assert_eq!(hands.find("last").unwrap().id, Id::from_numbers([2; 8]));
}

#[test]
fn both_doors_lead_to_the_same_words() {
    set("2026-03-10T12:00:00Z");
    let (_lines, mut by_lines) = one();
    let mut told = Vec::new();
    plain::run(&mut by_lines, Start::Today, &b"3\nheld up\n1\n\n"[..], &mut told, std::io::sink()).unwrap();
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("How was it yesterday?") && told.contains("That is all for today."), "{told}");
    let (_keys, mut by_keys) = one();
    let all = by_keys.promises();
    let held = all.held.iter().map(|one| (one.found.id, &one.commitment));
    let mut walk = Daily::new(held, by_keys.now().day());
    let words = [
        Word::Outcome(Outcome::Missed),
        Word::Note("held up".to_owned()),
        Word::Outcome(Outcome::Kept),
        Word::Note(String::new()),
    ];
    let effects: Vec<Effect> = words.into_iter().filter_map(|word| walk.hear(word)).collect();
    effects.into_iter().for_each(|effect| by_keys.perform(effect).unwrap());
    assert_eq!(said(&by_lines), said(&by_keys));
    assert_eq!(said(&by_lines), "2026-03-09 kept\n2026-03-10 missed held up\n");
}

/// Makes a promise as a person does, line by line.
fn make(home: &Home) -> String {
    let lines = "I ring at six\n\n\n1\n\n\n\n\n9\n";
    home.run_with(&["--plain", "new", "--guide", "a-promise", "--as", "broke"], lines.as_bytes()).done();
    let all = home.run(&["today", "--all", "--json"]).done().json();
    all["all"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn today_is_silent_when_nothing_is_due() {
    let home = Home::new();
    let run = home.run(&["today"]).done();
    assert!(run.out.is_empty() && run.err.is_empty(), "{}{}", run.out, run.err);
    assert!(!home.at("data/onward").exists(), "looking creates nothing");
    let name = make(&home);
    assert_eq!(home.run(&["today"]).done().out, format!("I ring at six  ({name})\n"));
    let said = home.run(&["check-in", &name, "partly", "--note", "late, but I rang"]).done().out;
    assert!(said.contains("partly: I ring at six (late, but I rang)"), "{said}");
    assert!(home.run(&["today"]).done().out.is_empty());
    let json = home.run(&["show", "last", "--format", "json"]).done().json();
    let check_in = &json["commitments"][0]["check_ins"][0];
    assert_eq!((&check_in["outcome"], &check_in["note"]), (&"partly".into(), &"late, but I rang".into()));
    // A later word replaces the earlier one; its note stays unless there is another.
    home.run(&["check-in", &name[..4], "kept"]).done();
    let json = home.run(&["show", "last", "--format", "json"]).done().json();
    assert_eq!(json["commitments"][0]["check_ins"].as_array().unwrap().len(), 1);
    assert_eq!(json["commitments"][0]["check_ins"][0]["outcome"], "kept");
    let found = home.run(&["search", "rang"]).done().out;
    assert!(found.contains("late, but I rang"), "a note is found: {found}");
}

#[test]
fn what_cannot_be_answered_says_why() {
    let home = Home::new();
    let name = make(&home);
    let later = home.run(&["check-in", &name, "kept", "--on", "2999-01-01"]).refused(1);
    assert!(later.err.contains("still to come"), "{}", later.err);
    let none = home.run(&["check-in", "zzzz", "kept"]).refused(1);
    assert!(none.err.contains("There is no promise") && none.err.contains("today --all"), "{}", none.err);
    home.run(&["check-in", &name]).refused(2);
    home.run(&["check-in", &name, "perfect"]).refused(2);
    home.run(&["check-in", &name, "kept", "--on", "tomorrow"]).refused(2);
}

#[test]
fn a_locked_journal_is_not_asked_for_in_a_login_file() {
    let home = Home::new();
    make(&home);
    encrypt(&home);
    let run = home.run(&["today", "--unasked"]).done();
    assert!(run.out.is_empty() && run.err.is_empty(), "{}{}", run.out, run.err);
}
