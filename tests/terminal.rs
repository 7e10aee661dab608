//! The real program in a pseudo-terminal: what was on the screen is saved, however it ends, and the terminal is given
//! back as it was.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod terminal;
}

use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use support::home::Home;
use support::terminal::{PATIENCE, Shown, Terminal};

/// A guide with two places to write, and no page before the first.
const WORDS: &str = r#"
format = 1
id = "words"
title = "Words"
[[perspective]]
id = "broke"
label = "I broke trust"
[[stage]]
id = "only"
title = "Only stage"
[[stage.prompt]]
id = "what"
ask = "What has to be said?"
answer.text = {}
[[stage.prompt]]
id = "more"
ask = "What else is there?"
answer.line = {}
"#;

const FIRST: &str = "What has to be said?";
const LEAVE: &str = "\x11";

fn home() -> Home {
    let home = Home::new();
    home.put("guides/words.toml", WORDS);
    home
}

/// Begins a reflection, and waits for its first question.
fn begin(home: &Home) -> Terminal {
    let terminal = Terminal::run(home, &["new", "--guide", "words", "--as", "broke"]);
    terminal.until_shown(FIRST);
    terminal
}

/// Goes on with it.
fn resume(home: &Home) -> Terminal {
    let terminal = Terminal::run(home, &["resume"]);
    terminal.until_shown(FIRST);
    terminal
}

/// Returns what is saved as the answer to the first question; nothing when there is nothing.
fn saved(home: &Home) -> String {
    let run = home.run(&["show", "last", "--format", "json"]);
    if run.code != Some(0) {
        return String::new();
    }
    let entry = run.json();
    let answers = entry["answers"].as_array().unwrap();
    let answer = answers.iter().find(|answer| answer["prompt"] == "what");
    answer.and_then(|answer| answer["answer"].as_str()).unwrap_or_default().to_owned()
}

/// Types words, and waits until they are on the screen.
#[track_caller]
fn write(terminal: &mut Terminal, words: &str) {
    terminal.press(words);
    terminal.until_shown(words);
}

#[test]
fn leaving_gives_the_terminal_back_and_resuming_goes_on_at_the_same_place() {
    let home = home();
    let mut first = begin(&home);
    assert!(first.look(|shown| shown.screen().alternate_screen() && shown.screen().bracketed_paste()));
    write(&mut first, "hello world");
    first.press("\x1b[D".repeat(5));
    first.press(LEAVE);
    assert!(first.ended().success());
    first.is_given_back();
    assert_eq!(saved(&home), "hello world");
    let mut second = resume(&home);
    second.until_shown("hello world");
    write(&mut second, "X");
    second.until_shown("hello Xworld");
    second.press(LEAVE);
    assert!(second.ended().success());
    second.is_given_back();
    assert_eq!(saved(&home), "hello Xworld");
}

/// Letters that stand nowhere else on the screen.
fn greek() -> char {
    fastrand::char('α'..='ρ')
}

fn is_greek(letter: &char) -> bool {
    ('α'..='ω').contains(letter)
}

#[test]
fn what_was_shown_survives_a_kill_at_any_moment() {
    let home = home();
    let mut before = String::new();
    for round in 0..12 {
        let mut terminal = if home.files().is_empty() { begin(&home) } else { resume(&home) };
        let mut typed = before.clone();
        let end = Instant::now() + Duration::from_millis(fastrand::u64(20..700));
        while Instant::now() < end {
            let letter = greek();
            typed.push(letter);
            terminal.press(letter.to_string());
            std::thread::sleep(Duration::from_millis(16));
        }
        terminal.signal(Signal::KILL);
        terminal.ended();
        let shown: String = terminal.contents().chars().filter(is_greek).collect();
        let kept = saved(&home);
        assert!(kept.contains(&shown), "round {round}: shown {shown}, saved {kept}");
        assert!(typed.starts_with(&kept) && kept.starts_with(&before), "round {round}: {kept} of {typed}");
        before = kept;
    }
    assert!(!before.is_empty());
}

#[test]
fn a_signal_to_end_saves_and_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = home();
        let mut terminal = begin(&home);
        write(&mut terminal, "until the end");
        terminal.signal(signal);
        terminal.ended();
        terminal.is_given_back();
        assert_eq!(saved(&home), "until the end", "{signal:?}");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it_saved() {
    let home = home();
    let mut terminal = begin(&home);
    write(&mut terminal, "until the end");
    terminal.hang_up("!");
    terminal.ended();
    // The library that stands in for the window says good-bye with a line end of its own.
    assert_eq!(saved(&home).trim_end(), "until the end!");
}

/// Tells whether the program is stopped.
fn is_stopped(terminal: &Terminal) -> bool {
    let stat = terminal.proc("stat");
    stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('T'))
}

#[track_caller]
fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "not {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_stop_gives_the_terminal_back_until_it_goes_on() {
    for by_key in [true, false] {
        let home = home();
        let mut terminal = begin(&home);
        write(&mut terminal, "before");
        if by_key {
            terminal.press("\x1a");
        } else {
            terminal.signal(Signal::TSTP);
        }
        wait_until("stopped", || is_stopped(&terminal));
        terminal.is_given_back();
        assert_eq!(saved(&home), "before");
        terminal.signal(Signal::CONT);
        terminal.until_shown("before");
        assert!(terminal.look(|shown| shown.screen().alternate_screen() && shown.screen().bracketed_paste()));
        terminal.press(" and after");
        terminal.until_shown("before and after");
        terminal.press(LEAVE);
        assert!(terminal.ended().success());
        terminal.is_given_back();
        assert_eq!(saved(&home), "before and after");
    }
}

/// What the screen shows once nothing is drawn any more.
fn at_rest(terminal: &Terminal) -> String {
    let mut before = terminal.contents();
    loop {
        std::thread::sleep(Duration::from_millis(700));
        let now = terminal.contents();
        if now == before {
            return now;
        }
        before = now;
    }
}

#[test]
fn a_storm_of_sizes_loses_nothing() {
    let home = home();
    let mut terminal = begin(&home);
    let sizes = [(1, 1), (2, 2), (500, 200), (20, 6), (19, 6), (40, 12), (3, 90), (200, 1), (80, 24)];
    let mut typed = String::new();
    for n in 0..90 {
        let (columns, lines) = sizes[if n < sizes.len() { n } else { fastrand::usize(..sizes.len()) }];
        terminal.resize(columns, lines);
        let letter = greek();
        typed.push(letter);
        terminal.press(letter.to_string());
        std::thread::sleep(Duration::from_millis(fastrand::u64(..12)));
    }
    terminal.resize(77, 23);
    let is_all = |text: &str| text.chars().filter(is_greek).collect::<String>() == typed;
    terminal.until("all of it shown", |shown| is_all(&shown.screen().contents()));
    let stormy = at_rest(&terminal);
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(saved(&home), typed);
    let calm = Terminal::run(&home, &["resume"]);
    calm.resize(77, 23);
    calm.until("as it was after the storm", |shown| shown.screen().contents() == stormy);
}

#[test]
fn a_key_right_after_a_change_of_size_is_heard() {
    let home = home();
    let mut terminal = begin(&home);
    let mut typed = String::new();
    for n in 0..30 {
        let clears = |shown: &Shown| shown.raw.windows(4).filter(|bytes| bytes == b"\x1b[2J").count();
        let before = terminal.look(clears);
        terminal.resize(79 - n % 2, 24);
        terminal.until("drawn anew", |shown| clears(shown) > before);
        let letter = greek();
        typed.push(letter);
        write(&mut terminal, &letter.to_string());
        terminal.until_shown(&typed);
    }
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(saved(&home), typed);
}

#[test]
fn keys_that_piled_up_are_all_heard() {
    let home = home();
    let mut terminal = begin(&home);
    write(&mut terminal, "x");
    terminal.signal(Signal::STOP);
    wait_until("stopped", || is_stopped(&terminal));
    let pile: String = (0..3000).map(|_| fastrand::lowercase()).collect();
    terminal.press(&pile);
    terminal.signal(Signal::CONT);
    wait_until("all of it saved", || saved(&home) == format!("x{pile}"));
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
}

fn paste(terminal: &mut Terminal, text: &str) {
    terminal.press(format!("\x1b[200~{text}\x1b[201~"));
}

#[test]
fn a_long_paste_is_saved_whole() {
    let home = home();
    let mut terminal = begin(&home);
    let line = |n: usize| format!("{n} Zeile mit Wörtern, 言葉 und mehr 👩\u{200d}👩\u{200d}👧 davon");
    let lines: Vec<String> = (0..1700).map(line).collect();
    let text = lines.join("\r\n");
    assert!(text.len() > 100_000);
    paste(&mut terminal, &text);
    terminal.until_shown("1699 Zeile");
    assert_eq!(saved(&home), lines.join("\n"));
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(saved(&home), lines.join("\n"));
}

#[test]
fn a_paste_that_would_command_the_terminal_is_only_text() {
    let home = home();
    let mut terminal = begin(&home);
    let evil = [
        "\x1b]52;c;ZXZpbA==\x07",
        "\u{9d}52;c;ZXZpbA==\u{9c}",
        "\u{9b}31m",
        "\x1b[31;7m",
        "\x1b[2J",
        "\x1bc",
        "\u{202e}desrever\u{2066}",
        "\x08\x0e\x7f",
    ];
    let text = format!("one {} end", evil.join("-"));
    paste(&mut terminal, &text);
    terminal.until_shown("end");
    assert_eq!(saved(&home), text);
    // The page to read back shows it as well.
    terminal.press("\t\t");
    terminal.until("the page to read back", |shown| {
        let contents = shown.screen().contents();
        contents.contains("Only stage") && !contents.contains("What else is there?")
            || contents.contains(" end")
    });
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    terminal.is_given_back();
    terminal.look(|shown| {
        for bytes in ["\x1b]", "\x1b[31;7m", "\x1bc", "\u{9b}", "\u{9c}", "\u{9d}", "\u{202e}", "\u{2066}"] {
            assert!(!shown.wrote(bytes.as_bytes()), "{bytes:?} came through");
        }
        for byte in [7, 8, 14, 127] {
            assert!(!shown.raw.contains(&byte), "{byte} came through");
        }
    });
}

/// Returns how much the program did so far: ticks of the processor, and how often each thread went to sleep.
fn activity(terminal: &Terminal) -> Vec<String> {
    let stat = terminal.proc("stat");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let mut all = vec![fields[11].to_owned(), fields[12].to_owned()];
    let tasks = std::fs::read_dir(format!("/proc/{}/task", terminal.pid().as_raw_nonzero())).unwrap();
    let mut names: Vec<_> = tasks.map(|task| task.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names {
        let status = terminal.proc(&format!("task/{name}/status"));
        let switches = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"));
        all.push(format!("{name} {}", switches.unwrap_or_default()));
    }
    all
}

#[test]
fn nothing_wakes_it_while_nobody_types() {
    let home = home();
    let mut terminal = begin(&home);
    write(&mut terminal, "quiet");
    // Sooner or later the last sync is done; from then on nothing stirs. One that stirs by itself never rests this long.
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
fn without_a_terminal_nothing_draws_and_nothing_hangs() {
    let commands: [&[&str]; 3] = [&[], &["new", "--guide", "words", "--as", "broke"], &["resume"]];
    for (arguments, term) in commands.iter().flat_map(|a| ["dumb", "xterm-256color"].map(|term| (a, term))) {
        let home = home();
        let out = home.put("out", "");
        let file = std::fs::OpenOptions::new().write(true).open(&out).unwrap();
        let mut command = home.command(arguments);
        command.env("TERM", term).env("LANG", "C.UTF-8");
        let mut child = command.stdin(Stdio::null()).stdout(file).stderr(Stdio::null()).spawn().unwrap();
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("{arguments:?} hangs");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let nothing_to_resume = i32::from(arguments == &["resume"]);
        assert_eq!(child.wait().unwrap().code(), Some(nothing_to_resume), "{arguments:?} {term}");
        let written = std::fs::read(&out).unwrap();
        assert!(!written.contains(&0x1b), "{arguments:?} {term}: {}", String::from_utf8_lossy(&written));
    }
}

#[test]
fn a_second_program_only_reads() {
    let home = home();
    let mut first = begin(&home);
    write(&mut first, "mine");
    wait_until("saved", || saved(&home) == "mine");
    let mut second = resume(&home);
    second.until_shown("only reads");
    let bytes = || home.files().iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>();
    let before = bytes();
    second.press("zzz");
    second.until_shown("Nothing was changed");
    second.press(LEAVE);
    assert!(second.ended().success());
    second.is_given_back();
    assert_eq!(bytes(), before);
    write(&mut first, "!");
    first.until_shown("mine!");
    first.press(LEAVE);
    assert!(first.ended().success());
    assert_eq!(saved(&home), "mine!");
}

#[test]
fn an_import_that_takes_long_says_how_far_it_is_and_leaves_no_trace_of_that() {
    const ALL: u32 = 6000;
    let home = home();
    let entry =
        |n| format!("{{\"id\":\"{n:08}\",\"title\":\"One of many\",\"started\":\"2026-11-23T20:00:00Z\"}}");
    home.put("many.json", &format!("[{}]", (0..ALL).map(entry).collect::<Vec<_>>().join(",")));
    let mut terminal = Terminal::run(&home, &["import", "many.json"]);
    assert!(terminal.ended().success());
    assert_eq!(terminal.contents().trim(), "6000 brought in");
    assert!(terminal.look(|shown| shown.wrote(b" of 6,000 done")), "{}", terminal.contents());
    let quiet = home.run(&["--dir", "quiet", "import", "many.json"]).done();
    assert_eq!(quiet.out, "6000 brought in\n");
}
