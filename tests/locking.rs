//! The real program in a pseudo-terminal, with an encrypted journal: it locks, asks, unlocks and ends, and no way of
//! ending loses a word or shows one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod sealed;
    pub(crate) mod terminal;
}

use std::time::{Duration, Instant};

use rustix::process::Signal;
use support::home::Home;
use support::sealed::{PASSPHRASE, answer, encrypt, encrypt_slowly};
use support::terminal::{PATIENCE, Terminal};

const WORDS: &str = include_str!("good_content/words.toml");

const FIRST: &str = "What has to be said?";
const QUESTION: &str = "Passphrase";
const NEW: &[&str] = &["new", "--guide", "words", "--as", "broke"];
const COMMAND: &str = "ONWARD_PASSPHRASE_COMMAND";
const LEAVE: &str = "\x11";
const F2: &str = "\x1bOQ";
const F6: &str = "\x1b[17~";

fn home() -> Home {
    let home = Home::new();
    home.put("guides/words.toml", WORDS);
    encrypt(&home);
    home
}

/// Begins a reflection, unlocked by a command.
fn begin(home: &Home) -> Terminal {
    let terminal = Terminal::run_under(home, &[], &[(COMMAND, "printf 'correct horse'")], NEW);
    terminal.until_shown(FIRST);
    terminal
}

#[track_caller]
fn write(terminal: &mut Terminal, words: &str) {
    terminal.press(words);
    terminal.until_shown(words);
}

#[track_caller]
fn until_blank(terminal: &Terminal) {
    terminal.until("blank", |shown| shown.screen().contents().trim().is_empty());
}

/// Locks it by the key that hides the screen.
#[track_caller]
fn lock(terminal: &mut Terminal) {
    terminal.press(F2);
    until_blank(terminal);
}

/// Has the question asked, and answers it. A key is pressed first that is no part of the answer.
#[track_caller]
fn unlock(terminal: &mut Terminal, passphrase: &str) {
    terminal.press(" ");
    terminal.until_shown(QUESTION);
    terminal.press(format!("{passphrase}\r"));
}

#[test]
fn it_locks_asks_and_goes_on_at_the_same_caret() {
    let home = home();
    let mut terminal = begin(&home);
    write(&mut terminal, "hello world");
    terminal.press("\x1b[D".repeat(5));
    lock(&mut terminal);
    assert_eq!(answer(&home, "what"), "hello world");
    unlock(&mut terminal, "another");
    terminal.until_shown("That is not the passphrase");
    terminal.press(format!("{PASSPHRASE}\r"));
    terminal.until_shown("hello world");
    terminal.press("X");
    terminal.until_shown("hello Xworld");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    terminal.is_given_back();
    assert_eq!(answer(&home, "what"), "hello Xworld");
}

#[test]
fn a_locked_journal_asks_first_and_shows_nothing_of_itself() {
    let home = home();
    let mut first = begin(&home);
    write(&mut first, "kept words");
    first.press(LEAVE);
    assert!(first.ended().success());
    let mut terminal = Terminal::run(&home, &["resume"]);
    terminal.until_shown(QUESTION);
    terminal.press(F6);
    terminal.until_shown("Help lines");
    terminal.press("\x1b");
    terminal.until_shown(QUESTION);
    terminal.press(format!("\x1b[200~{PASSPHRASE}\r\n\x1b[201~"));
    terminal.press("\r");
    terminal.until_shown("kept words");
    terminal.look(|shown| {
        let raw = String::from_utf8_lossy(&shown.raw);
        let asked = raw.find(QUESTION).unwrap();
        assert!(raw.find("kept").unwrap() > asked);
        assert!(!raw.contains("horse"), "the passphrase was shown");
        for title in ["\x1b]0;", "\x1b]1;", "\x1b]2;"] {
            assert!(!shown.wrote(title.as_bytes()), "the window got a title");
        }
    });
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    terminal.is_given_back();
}

#[test]
fn a_command_is_asked_at_the_start_and_again_when_enter_stands_alone() {
    let home = home();
    let told = home.at("told");
    let command = format!("cat '{}' 2>/dev/null", told.display());
    let mut terminal = Terminal::run_under(&home, &[], &[(COMMAND, &command)], NEW);
    terminal.until_shown("gave no passphrase");
    home.put("told", "not this one\n");
    terminal.press("\r");
    terminal.until_shown("That is not the passphrase");
    std::fs::remove_file(&told).unwrap();
    home.put("told", "correct horse\n");
    terminal.press("\r");
    terminal.until_shown(FIRST);
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    terminal.is_given_back();
}

#[test]
fn what_cannot_be_resumed_is_said_after_the_question() {
    let home = home();
    let mut terminal = Terminal::run(&home, &["resume"]);
    terminal.until_shown(QUESTION);
    terminal.press(format!("{PASSPHRASE}\r"));
    assert_eq!(terminal.ended().exit_code(), 1);
    terminal.until_shown("no unfinished reflection");
}

/// Each state of being locked, and how one comes there.
const STATES: [&str; 4] = ["away", "asked", "half typed", "trying"];

fn come_to(state: &str, terminal: &mut Terminal) {
    lock(terminal);
    if state == "away" {
        return;
    }
    terminal.press(" ");
    terminal.until_shown(QUESTION);
    match state {
        "half typed" => terminal.press("correct"),
        "trying" => terminal.press("wrong\r"),
        _ => {}
    }
}

#[test]
fn every_signal_ends_it_clean_while_it_is_locked() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        for state in STATES {
            let home = home();
            let mut terminal = begin(&home);
            write(&mut terminal, "until the end");
            come_to(state, &mut terminal);
            terminal.signal(signal);
            terminal.ended();
            terminal.is_given_back();
            assert_eq!(answer(&home, "what"), "until the end", "{state} {signal:?}");
        }
    }
}

#[test]
fn leaving_and_a_terminal_that_goes_away_end_it_clean_while_it_is_locked() {
    for state in STATES {
        for leaves in [true, false] {
            let home = home();
            let mut terminal = begin(&home);
            write(&mut terminal, "until the end");
            come_to(state, &mut terminal);
            if leaves {
                terminal.press(LEAVE);
                assert!(terminal.ended().success(), "{state}");
                terminal.is_given_back();
            } else {
                terminal.hang_up("!");
                terminal.ended();
            }
            assert_eq!(answer(&home, "what"), "until the end", "{state}");
        }
    }
}

#[test]
fn sizes_and_stops_while_it_is_locked_lose_nothing() {
    let home = home();
    let mut terminal = begin(&home);
    write(&mut terminal, "all of it");
    lock(&mut terminal);
    for (columns, lines) in [(1, 1), (40, 12), (200, 60), (19, 5), (80, 24)] {
        terminal.resize(columns, lines);
        std::thread::sleep(Duration::from_millis(20));
        until_blank(&terminal);
    }
    terminal.press("\x1a");
    terminal.until("given back", |shown| !shown.screen().alternate_screen());
    // It gives the terminal back a moment before it stops: one that goes on too early would stop for good.
    let (begun, stopped) =
        (Instant::now(), |stat: String| stat.rsplit(')').next().unwrap().trim().starts_with('T'));
    while !stopped(terminal.proc("stat")) {
        assert!(begun.elapsed() < PATIENCE, "it never stopped");
        std::thread::sleep(Duration::from_millis(1));
    }
    terminal.signal(Signal::CONT);
    terminal.until("taken again", |shown| shown.screen().alternate_screen());
    until_blank(&terminal);
    unlock(&mut terminal, PASSPHRASE);
    terminal.until_shown("all of it");
    write(&mut terminal, "!");
    terminal.until_shown("all of it!");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(answer(&home, "what"), "all of it!");
}

#[test]
fn keys_are_answered_while_the_passphrase_is_tried() {
    let home = Home::new();
    encrypt_slowly(&home);
    let mut terminal = Terminal::run(&home, &[]);
    terminal.until_shown(QUESTION);
    terminal.press("wrong\r");
    terminal.until_shown("One moment");
    terminal.press(F6);
    terminal.until_shown("Help lines");
    terminal.press("\x1b");
    terminal.until_shown("One moment");
    terminal.press("\x1b");
    until_blank(&terminal);
    terminal.press(" ");
    terminal.until("asked anew", |shown| {
        let contents = shown.screen().contents();
        contents.contains(QUESTION) && !contents.contains("One moment")
    });
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    // How long a trial takes on a machine that is as busy as this one is now.
    let mut terminal = Terminal::run(&home, &[]);
    terminal.until_shown(QUESTION);
    terminal.press("wrong\r");
    terminal.until_shown("One moment");
    let begun = Instant::now();
    terminal.until_shown("not the passphrase");
    let whole = begun.elapsed();
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    let left: Vec<Duration> = (0..3).map(|_| leave_while_it_tries(&home)).collect();
    // Who waits for a trial that has only just begun waits for nearly all of it, every time.
    assert!(left.iter().any(|left| *left < whole / 2), "leaving waited: {left:?} of {whole:?}");
}

/// Leaves when a passphrase has just begun to be tried, and returns how long that takes.
fn leave_while_it_tries(home: &Home) -> Duration {
    let mut terminal = Terminal::run(home, &[]);
    terminal.until_shown(QUESTION);
    terminal.press("wrong\r");
    terminal.until_shown("One moment");
    let begun = Instant::now();
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    let took = begun.elapsed();
    terminal.is_given_back();
    took
}

#[test]
fn a_wrong_passphrase_is_asked_for_again_and_a_damaged_key_is_told_at_once() {
    let asked = |home: &Home, times: usize| {
        let mut terminal = Terminal::run(home, &["list"]);
        for n in 1..=times {
            terminal.until("asked", |shown| shown.screen().contents().matches("Passphrase:").count() == n);
            terminal.press("wrong\r");
        }
        assert!(!terminal.ended().success());
        terminal.contents()
    };
    let home = home();
    let said = asked(&home, 3);
    assert_eq!(said.matches("Passphrase:").count(), 3, "{said}");
    let key = home.at("data/onward/identity.age");
    std::fs::remove_file(&key).unwrap();
    home.put("data/onward/identity.age", "broken");
    let said = asked(&home, 1);
    assert_eq!(said.matches("Passphrase:").count(), 1, "{said}");
    assert!(said.contains("is no key"), "{said}");
}

#[test]
fn a_kill_while_it_is_locked_loses_nothing() {
    for state in STATES {
        let home = home();
        let mut terminal = begin(&home);
        write(&mut terminal, "until the end");
        come_to(state, &mut terminal);
        terminal.signal(Signal::KILL);
        terminal.ended();
        assert_eq!(answer(&home, "what"), "until the end", "{state}");
    }
}

#[test]
fn another_editor_gets_the_answer_only_after_a_yes() {
    let home = home();
    let editor = "sh -c 'printf edited >\"$1\"' sh";
    let variables = [(COMMAND, "printf 'correct horse'"), ("EDITOR", editor)];
    let mut terminal = Terminal::run_under(&home, &[], &variables, NEW);
    terminal.until_shown(FIRST);
    write(&mut terminal, "written");
    terminal.press("\x07");
    terminal.until_shown("Stay here");
    terminal.press("\r");
    terminal.until_shown("written");
    terminal.press("\x07");
    terminal.until_shown("Stay here");
    terminal.press("y");
    terminal.until_shown("edited");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(answer(&home, "what"), "edited");
}

/// Returns how much the program did so far: ticks of the processor, and how often its first thread went to sleep.
fn activity(terminal: &Terminal) -> (String, String) {
    let stat = terminal.proc("stat");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let status = terminal.proc("status");
    let switches =
        status.lines().find(|line| line.starts_with("voluntary_ctxt_switches")).unwrap_or_default();
    (format!("{} {}", fields[11], fields[12]), switches.to_owned())
}

#[test]
fn nothing_wakes_it_while_it_is_locked() {
    let home = home();
    let mut terminal = begin(&home);
    write(&mut terminal, "quiet");
    lock(&mut terminal);
    let (begun, mut rested) = (Instant::now(), false);
    while !rested && begun.elapsed() < PATIENCE {
        let before = activity(&terminal);
        std::thread::sleep(Duration::from_millis(1500));
        rested = activity(&terminal) == before;
    }
    assert!(rested, "it never rests: {:?}", activity(&terminal));
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
}

#[test]
#[ignore = "it waits two minutes: run it by its name"]
fn after_a_minute_without_a_key_it_locks_and_a_key_that_comes_late_is_typed_nowhere() {
    let home = home();
    home.put("config/onward/config.toml", "lock = 1\n");
    let mut terminal = begin(&home);
    write(&mut terminal, "before");
    std::thread::sleep(Duration::from_secs(1));
    let (begun, before) = (Instant::now(), activity(&terminal));
    std::thread::sleep(Duration::from_secs(55));
    assert_eq!(activity(&terminal), before, "it woke before its time");
    terminal.until("blank", |shown| shown.screen().contents().trim().is_empty());
    assert!((57..63).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    unlock(&mut terminal, PASSPHRASE);
    terminal.until_shown("before");
    // Stopped past its time, as in a machine that slept: the keys that wait then are no part of the answer.
    terminal.signal(Signal::STOP);
    std::thread::sleep(Duration::from_secs(61));
    terminal.press("late");
    terminal.signal(Signal::CONT);
    until_blank(&terminal);
    std::thread::sleep(Duration::from_millis(300));
    until_blank(&terminal);
    unlock(&mut terminal, PASSPHRASE);
    terminal.until_shown("before");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(answer(&home, "what"), "before");
}
