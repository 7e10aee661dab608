//! The line-by-line door from outside: what is heard is what is saved, to the byte, wherever the talk ends.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    pub(crate) mod home;
}

use std::collections::VecDeque;
use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;

use onward::effect::Effect;
use onward::guide::Guide;
use onward::moment::Moment;
use onward::plain::{self, Hands};
use onward::reflection::{Id, Reflection};
use onward::session::Session;
use onward::trouble::Trouble;
use serde_json::{Value, json};
use support::home::{EACH_KIND, Ended, Home};

const NEW: [&str; 6] = ["new", "--plain", "--guide", "each-kind", "--as", "broke"];

/// Every question answered once.
const WHOLE: &str = "\
n
I lied.

Twice.
.
few words
2
rent
car
.
1 3
7
it gets late
I ring at five
be home at six
it is dark
take the bus
2
2999-01-31
";

fn new(home: &Home, input: impl AsRef<[u8]>) -> Ended {
    home.run_with(&NEW, input.as_ref())
}

fn resume(home: &Home, input: impl AsRef<[u8]>) -> Ended {
    home.run_with(&["resume", "--plain"], input.as_ref())
}

/// Returns the answer to a prompt; null when there is none.
fn answer(home: &Home, prompt: &str) -> Value {
    answer_of(&home.entry(), prompt)["answer"].clone()
}

fn answer_of(entry: &Value, prompt: &str) -> Value {
    let answers = entry["answers"].as_array().unwrap();
    answers.iter().find(|answer| answer["prompt"] == prompt).cloned().unwrap_or_default()
}

#[test]
fn a_whole_walk_is_saved() {
    let home = Home::new();
    let run = new(&home, WHOLE).done();
    let entry = home.entry();
    let told: Vec<Value> = entry["answers"].as_array().unwrap().iter().map(|a| a["answer"].clone()).collect();
    let plan = "When it gets late, then I will I ring at five";
    assert_eq!(
        json!(told),
        json!([
            "I lied.\n\nTwice.",
            "few words",
            "money",
            ["rent", "car"],
            ["a", "c"],
            7,
            plan,
            "be home at six"
        ])
    );
    assert_eq!(entry["status"], "finished");
    assert_eq!(entry["commitments"][0]["until"], "2999-01-31");
    assert_eq!(entry["commitments"][0]["cadence"], "weekdays");
    assert_eq!(answer_of(&entry, "short")["audience"], "partner");
    for said in [
        "Stage 1 of 2: First stage",
        "Why this stage.",
        "Question 1 of 4: What did you do?",
        "Help: Only the facts.",
        "1. An affair",
        "End of the stage: First stage",
        "To read: Some words to read.",
        "This is the end of this reflection.",
    ] {
        assert!(run.out.contains(said), "{said} in {}", run.out);
    }
}

#[test]
fn wherever_the_input_ends_all_before_is_saved_and_resumes_there() {
    let lines: Vec<&str> = WHOLE.lines().collect();
    // The lines at which a question begins: what was begun and not ended is said again as a whole.
    let begins = [1, 5, 6, 7, 10, 11, 12, 14];
    for cut in 2..lines.len() {
        let home = Home::new();
        let run = new(&home, lines[..cut].join("\n")).done();
        assert!(run.out.contains("`onward resume` goes on at this place."), "{cut}: {}", run.out);
        let from = *begins.iter().rfind(|begin| **begin <= cut).unwrap();
        resume(&home, lines[from..].join("\n")).done();
        let entry = home.entry();
        assert_eq!(answer_of(&entry, "what")["answer"], "I lied.\n\nTwice.", "{cut}");
        assert_eq!(answer_of(&entry, "promise")["answer"], "be home at six", "{cut}");
        assert_eq!(entry["status"], "finished", "{cut}");
    }
}

#[test]
fn text_is_saved_to_the_byte() {
    let home = Home::new();
    let lines = [
        "  two spaces  ",
        "tab\tand cr\r",
        "",
        "\u{0}nul \u{1b}[31m \u{202e}",
        "/slash",
        ".",
        "日本 👩‍👩‍👧‍👦 e\u{301}",
        "\"\"\" '''\\",
    ];
    let written: Vec<String> = lines
        .iter()
        .map(|line| match *line {
            "/slash" => "//slash".to_owned(),
            "." => "/.".to_owned(),
            other => other.to_owned(),
        })
        .collect();
    let run = new(&home, format!("n\n{}\n.\n", written.join("\n"))).done();
    assert_eq!(answer(&home, "what"), lines.join("\n"));
    // What is read back to the terminal steers nothing.
    let again = resume(&home, "/back\n").done();
    assert!(again.out.contains("␛[31m") && !again.out.contains(['\x1b', '\0', '\u{202e}']));
    assert!(!run.out.contains('\x1b'));
}

#[test]
fn a_megabyte_in_one_line_is_an_answer() {
    let home = Home::new();
    let long = "word ".repeat(210_000);
    new(&home, format!("n\n{long}")).done();
    assert_eq!(answer(&home, "what"), long);
}

#[test]
fn what_is_no_text_is_said_and_taken() {
    let home = Home::new();
    let run = new(&home, b"n\nbefore \xff after\n").done();
    assert!(run.out.contains("no readable text"), "{}", run.out);
    assert_eq!(answer(&home, "what"), "before \u{fffd} after");
}

#[test]
fn carriage_returns_harm_no_number_and_no_command() {
    let home = Home::new();
    let run = new(&home, "n\r\nI lied.\r\n.\r\n\r\n2\r\nrent\r\n.\r\n1 3\r\n7\r\n/stop\r\n").done();
    let entry = home.entry();
    assert_eq!(answer_of(&entry, "what")["answer"], "I lied.\r", "{}", run.out);
    assert_eq!(answer_of(&entry, "debts")["answer"], json!(["rent"]));
    assert_eq!(answer_of(&entry, "ready")["answer"], 7);
}

#[test]
fn an_empty_line_skips_and_keeps() {
    let home = Home::new();
    new(&home, "n\nI lied.\n.\n\n1\n").done();
    assert!(answer(&home, "short").is_null());
    let run = resume(&home, "/go 2\n\n").done();
    assert!(run.out.contains("Your answer so far: I lied."), "{}", run.out);
    assert_eq!(answer(&home, "what"), "I lied.");
    assert_eq!(answer(&home, "kind"), "affair");
}

#[test]
fn a_required_question_says_why_and_can_be_left() {
    let home = Home::new();
    let run = new(&home, "n\n\n/skip\n\n\n\n\n\n\n").done();
    assert_eq!(run.out.matches("This question matters for what comes later.").count(), 1, "{}", run.out);
    assert_eq!(run.out.matches("Question 1 of 4: What did you do?").count(), 2, "{}", run.out);
    assert!(run.out.contains("One question that matters is still open."), "{}", run.out);
    assert_eq!(home.entry()["status"], "open");
    let run = resume(&home, "1\nNow I say it.\n.\n/go 9\n/go 8\n\n").done();
    assert!(run.out.contains("This is the end of this reflection."), "{}", run.out);
    assert_eq!(home.entry()["status"], "finished");
}

#[test]
fn a_branch_that_closes_sets_its_answer_aside() {
    let home = Home::new();
    new(&home, "n\nI lied.\n.\n\n2\nrent\n.\n/back\n/back\n1\n").done();
    let debts = answer_of(&home.entry(), "debts");
    assert_eq!((&debts["answer"], &debts["set_aside"]), (&json!(["rent"]), &json!(true)));
    assert!(!home.run(&["show", "last"]).done().out.contains("rent"));
    resume(&home, "/back\n2\n").done();
    assert!(answer_of(&home.entry(), "debts")["set_aside"].is_null());
}

#[test]
fn own_words_are_asked_for() {
    let home = Home::new();
    let run = new(&home, "n\nI lied.\n.\n\n3\n//both, in a way\n").done();
    assert!(run.out.contains("In my own words:\n"), "{}", run.out);
    assert_eq!(answer(&home, "kind"), "/both, in a way");
}

#[test]
fn what_cannot_be_taken_is_said_and_asked_again() {
    let home = Home::new();
    let run = new(&home, "maybe\nn\nI lied.\n.\n\n9\n1\n1 2 3\n1 1 1\n").done();
    assert!(run.out.contains("That was neither y nor n."));
    assert!(run.out.contains("That is not one of the numbers from 1 to 3."), "{}", run.out);
    assert!(run.out.contains("At most 2 can be chosen here."), "{}", run.out);
    assert_eq!(answer(&home, "kind"), "affair");
}

#[test]
fn commands_change_nothing_and_are_no_text() {
    let home = Home::new();
    let asked = "/help\n/answers\n/map\n/support\n/unknown words\n/go 99\n/go\n";
    let run = new(&home, format!("n\nline one\n{asked}line two\n.\n")).done();
    assert_eq!(answer(&home, "what"), "line one\nline two");
    for said in [
        "/unknown is no command here, and nothing was written",
        "begins with two slashes",
        "3: In a few words?",
        "United States",
        "Answer: line one",
        "There is no question with that number.",
    ] {
        assert!(run.out.contains(said), "{said} in {}", run.out);
    }
}

#[test]
fn going_back_past_the_first_question_stays_there() {
    let home = Home::new();
    let run = new(&home, "n\n/back\n/back\ny\nI lied.\n.\n").done();
    assert!(run.out.contains("This is the first question."), "{}", run.out);
    assert_eq!(answer(&home, "what"), "I lied.");
}

#[test]
fn what_is_never_saved_is_in_no_file() {
    let home = Home::new();
    new(&home, "y\nI lied.\n.\n").done();
    let files = home.files();
    let text: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    assert!(text.contains("I lied.") && !text.contains("afraid"), "{text}");
}

#[test]
fn more_goes_on_below() {
    let home = Home::new();
    new(&home, "n\none\n\n/.\nthree").done();
    assert_eq!(answer(&home, "what"), "one\n\n.\nthree");
    resume(&home, "/more\nfour\n.\n/more\n\n2\nrent\n.\n/back\n/more\ncar\n.\n").done();
    assert_eq!(answer(&home, "what"), "one\n\n.\nthree\nfour");
    assert_eq!(answer(&home, "debts"), json!(["rent", "car"]));
}

/// Returns the number under which a choice stands.
fn number_of(out: &str, label: &str) -> String {
    let row = out.lines().find_map(|line| {
        let (number, said) = line.split_once(". ")?;
        (said.starts_with(label) && number.parse::<usize>().is_ok()).then(|| number.to_owned())
    });
    row.unwrap_or_else(|| panic!("no {label:?} in {out}"))
}

/// Returns the number under which a guide is offered.
fn guide_number(home: &Home, title: &str) -> String {
    number_of(&home.run_with(&["new", "--plain"], b"/stop\n").done().out, title)
}

#[test]
fn what_was_not_given_is_asked_for() {
    let home = Home::new();
    let number = guide_number(&home, "Each kind");
    let run = home
        .run_with(&["new", "--plain"], format!("nine\n{number}\n2\nn\nThey lied.\n.\n").as_bytes())
        .done();
    assert!(run.out.contains("Which guide?") && run.out.contains(". Each kind. One question of every kind."));
    assert!(run.out.contains("A number from 1 to "), "{}", run.out);
    let entry = home.entry();
    assert_eq!(
        (&entry["perspective"], &entry["answers"][0]["asked"]),
        (&json!("hurt"), &json!("What was done?"))
    );
}

#[test]
fn what_a_guide_is_for_is_said_before_the_side_is_asked_for() {
    let home = Home::new();
    let about = "minutes = 5\n[about]\npurpose = \"To try each kind.\"\nwhom = \"For whoever tests.\"\nis-not = \"A comfort.\"\n";
    let told =
        EACH_KIND.replace("each-kind", "told").replace("summary = \"One question of every kind.\"\n", about);
    home.put("guides/told.toml", &told);
    let run = home.run_with(&["new", "--plain", "--guide", "told"], b"2\n/stop\n").done();
    let all = [
        "Each kind\nWhat for: To try each kind.\nFor whom: For whoever tests.\nHow long: About 5 minutes.",
        "\nWhat it is not: A comfort.\n",
        "\nWhich is your side?\n1. I broke trust\n",
    ];
    let at = all.map(|part| run.out.find(part).unwrap_or_else(|| panic!("{part:?}: {}", run.out)));
    assert!(at.is_sorted(), "{}", run.out);
    let run = home.run_with(&["new", "--plain", "--guide", "told", "--as", "hurt"], b"/stop\n").done();
    assert!(!run.out.contains("To try each kind."), "whoever said all is asked nothing: {}", run.out);
    // One side is not asked for; what it is, is said.
    let (first, second) = told.split_once("[[perspective]]\nid = \"hurt\"").unwrap();
    let alone = second.split_once("[opening]").unwrap().1;
    let alone = format!("{first}[opening]{alone}").replace("\"told\"", "\"alone\"");
    let alone = alone.replace(", hurt = \"What was done?\"", "");
    home.put("guides/alone.toml", &alone);
    let run = home.run_with(&["new", "--plain", "--guide", "alone"], b"n\nI lied.\n.\n/stop\n").done();
    assert!(
        run.out.contains("What it is not: A comfort.") && !run.out.contains("Which is your side?"),
        "{}",
        run.out
    );
    assert_eq!(answer(&home, "what"), "I lied.");
}

#[test]
fn home_is_a_menu_by_numbers() {
    let home = Home::new();
    let run = home.run_with(&[], b"").done();
    assert!(
        run.out.contains("It is not therapy.") && run.out.contains("1. Begin a reflection"),
        "{}",
        run.out
    );
    assert!(!home.at("data/onward").exists(), "looking creates nothing");
    new(&home, "n\nI lied.\n.\n").done();
    let run = home.run_with(&["--plain"], b"4\n1\nn\n8\n").done();
    assert!(run.out.contains("1. Continue \u{201c}Each kind\u{201d}, First stage, just now"), "{}", run.out);
    assert!(run.out.contains("    I lied.\n"), "{}", run.out);
    home.run_with(&["--plain"], b"1\nfew\n").done();
    assert_eq!(answer(&home, "short"), "few");
}

#[test]
fn a_reflection_open_elsewhere_is_only_read() {
    let home = Home::new();
    new(&home, "n\nI lied.\n.\n").done();
    let mut first = home.command(&["resume", "--plain"]);
    let mut first = first.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // Its first line is out once it holds the reflection.
    let mut one = [0];
    std::io::Read::read_exact(first.stdout.as_mut().unwrap(), &mut one).unwrap();
    let second = resume(&home, "changed\n\n").done();
    assert!(second.out.contains("for reading only"), "{}", second.out);
    first.stdin.as_mut().unwrap().write_all(b"few\n").unwrap();
    assert!(first.wait_with_output().unwrap().status.success());
    assert_eq!(answer(&home, "short"), "few");
}

#[test]
fn fear_brings_the_help_lines_of_the_country_in_the_settings() {
    let home = Home::new();
    home.put("config/onward/config.toml", "country = \"gb\"\n");
    let run =
        home.run_with(&["new", "--plain", "--guide", "repairing-trust", "--as", "hurt"], b"y\n5\n1\n").done();
    assert!(run.out.contains("United Kingdom: emergency number 999."), "{}", run.out);
    assert!(run.out.contains("Helpline: call 0808 2000 247.") && !run.out.contains("Germany"), "{}", run.out);
    let text: String = home.files().iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    assert!(!text.is_empty() && !text.contains("afraid"), "{text}");
}

#[test]
fn nothing_to_go_on_with_is_said() {
    resume(&Home::new(), "").refused(1);
}

#[test]
fn nothing_answered_leaves_no_trace() {
    let home = Home::new();
    let run = new(&home, "n\n/stop\n").done();
    assert!(run.out.contains("Nothing was answered, so nothing is kept."), "{}", run.out);
    assert!(home.files().is_empty());
}

#[test]
fn a_journal_that_cannot_be_written_ends_with_1() {
    let home = Home::new();
    home.put("data/onward", "a file where the folder belongs");
    let run = new(&home, "n\nI lied.\n");
    assert_eq!(run.code, Some(1), "{}", run.out);
    assert!(run.out.contains("Not saved: ") && !run.out.contains("Saved."), "{}", run.out);
    assert!(run.err.contains("The last change is not on the disk."), "{}", run.err);
}

/// Hands that fail as often as they are told to.
struct Unsteady {
    fails: VecDeque<bool>,
    done: Vec<Effect>,
}

impl Hands for Unsteady {
    fn perform(&mut self, effect: Effect) -> Result<(), Trouble> {
        if self.fails.pop_front().unwrap_or(false) {
            return Err(Trouble::new("The disk is full."));
        }
        self.done.push(effect);
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn note(&mut self) -> Option<Trouble> {
        None
    }
}

fn walk(fails: &[bool], guide: &str, input: &str) -> (Result<(), Trouble>, Unsteady, String, String) {
    let guide = Guide::read("guide.toml", guide.as_bytes()).map_err(|report| report.to_string()).unwrap();
    let now = Moment::at(1_795_000_000, 0);
    let reflection = Reflection::begin(Id::from_numbers([1; 8]), &guide.id, &guide.title, "broke", now);
    let session = Session::new(Arc::new(guide), reflection, now);
    let mut hands = Unsteady { fails: fails.iter().copied().collect(), done: Vec::new() };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let done = plain::walk(&mut hands, session, input.as_bytes(), &mut out, &mut err);
    (done, hands, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn last(hands: &Unsteady) -> &Reflection {
    match hands.done.last().unwrap() {
        Effect::Save(reflection) | Effect::Reduce { kept: reflection, .. } => reflection,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_save_that_fails_is_told_at_once_and_tried_again() {
    let all_fail = [false, false, false, true, true, false];
    let (done, hands, out, err) =
        walk(&all_fail, EACH_KIND, "n\nline one\nline two\nline three\n.\n/map\n/stop\n");
    done.unwrap();
    assert!(
        out.contains("Not saved: The disk is full.") && err.contains("Not saved: The disk is full."),
        "{out}"
    );
    assert!(out.contains("It is saved now."), "{out}");
    let what = last(&hands).answer("what").unwrap();
    assert_eq!(what.value, onward::reflection::Value::Text("line one\nline two\nline three".to_owned()));
}

#[test]
fn leaving_unsaved_says_so() {
    let (done, _, out, _) = walk(&[true; 50], EACH_KIND, "n\nline one\n");
    assert_eq!(done.unwrap_err().what, "The disk is full.");
    assert!(!out.contains("Saved."), "{out}");
}

/// A guide that asks what to keep.
const KEEPS: &str = r#"
format = 1
id = "keeps"
title = "Keeps"
[[perspective]]
id = "broke"
label = "I broke trust"
[[stage]]
id = "only"
title = "Only stage"
[[stage.prompt]]
id = "much"
ask = "Much?"
answer.line = {}
[[stage.prompt]]
id = "little"
ask = "One small step?"
step = true
answer.line = {}
[[stage.prompt]]
id = "keep"
ask = "What shall we keep?"
answer.one = { options = [{ id = "all", label = "All", keeps = "all" }, { id = "step", label = "Step", keeps = "step" }, { id = "nothing", label = "Nothing", keeps = "nothing" }] }
"#;

#[test]
fn less_is_kept_only_after_a_yes() {
    let effects = |input: &str| walk(&[], KEEPS, input).1.done;
    let reduces = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Reduce { .. }));
    let discards = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Discard(_)));
    assert!(!reduces(&effects("a lot\nring them\n2\n")), "the end of input is no yes");
    assert!(!reduces(&effects("a lot\nring them\n2\nn\n")));
    let reduced = walk(&[], KEEPS, "a lot\nring them\n2\ny\n").1;
    assert!(reduces(&reduced.done));
    assert_eq!(last(&reduced).answers.len(), 1);
    let discarded = effects("a lot\nring them\n3\nperhaps\ny\n");
    assert!(matches!(discarded.last(), Some(Effect::Discard(_))), "nothing is written after it");
    assert!(!discards(&effects("a lot\nring them\n1\n")));
}

/// Runs the program on a terminal, and returns what it wrote there and whether it was done.
fn on_a_terminal(home: &Home, arguments: &[&str], variables: &[(&str, &str)], typed: &str) -> (String, bool) {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_onward"));
    command.args(arguments);
    command.env_clear();
    for (name, value) in home.command(&[]).get_envs() {
        command.env(name, value.unwrap());
    }
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let shown = std::thread::spawn(move || {
        let mut shown = Vec::new();
        // A terminal whose last program ended gives an error instead of an end.
        let _ = std::io::Read::read_to_end(&mut reader, &mut shown);
        String::from_utf8_lossy(&shown).into_owned()
    });
    pty.master.take_writer().unwrap().write_all(typed.as_bytes()).unwrap();
    let done = child.wait().unwrap().success();
    drop(pty.master);
    (shown.join().unwrap(), done)
}

#[test]
fn on_a_terminal_it_goes_line_by_line_when_asked_to() {
    type Way = (&'static [&'static str], &'static [(&'static str, &'static str)]);
    let ways: [Way; 3] = [
        (&["--plain"], &[("TERM", "xterm")]),
        (&[], &[("TERM", "xterm"), ("ACCESSIBLE", "1")]),
        (&[], &[("TERM", "dumb")]),
    ];
    for (arguments, variables) in ways {
        let (shown, done) = on_a_terminal(&Home::new(), arguments, variables, "/stop\n");
        assert!(done, "{shown}");
        assert!(shown.contains("1. Begin a reflection") && !shown.contains('\x1b'), "{shown:?}");
    }
}

mod any_lines {
    use super::*;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => Just(String::new()),
            3 => Just(".".to_owned()),
            4 => (0..12u8).prop_map(|n| n.to_string()),
            3 => prop::sample::select(vec!["y", "n", "1 2", "/.", "//", "words", "a\rb\r", "2999-01-31"]).prop_map(str::to_owned),
            2 => prop::sample::select(vec!["/back", "/skip", "/more", "/map", "/help", "/answers"]).prop_map(str::to_owned),
            1 => (0..50u8).prop_map(|n| format!("/go {n}")),
            1 => "[^\n]{0,20}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever is said, it ends, nothing is refused but what can be said again, and what stands at the end is saved.
        #[test]
        fn any_talk_ends_with_everything_saved(lines in prop::collection::vec(line(), 0..60)) {
            let shipped = include_str!("../content/guides/repairing-trust.toml");
            for guide in [EACH_KIND, KEEPS, shipped] {
                let (done, hands, out, err) = walk(&[], guide, &lines.join("\n"));
                prop_assert!(done.is_ok());
                prop_assert!(err.is_empty());
                prop_assert!(!out.contains(|c: char| c.is_control() && c != '\n'));
                // Failing at random never loses the end.
                let fails: Vec<bool> = (0..hands.done.len()).map(|n| n % 3 == 1).collect();
                let (done, unsteady, ..) = walk(&fails, guide, &lines.join("\n"));
                let answers = |hands: &Unsteady| match hands.done.last() {
                    Some(Effect::Save(r) | Effect::Reduce { kept: r, .. }) => r.answers.iter().map(|a| a.value.clone()).collect(),
                    _ => Vec::new(),
                };
                if done.is_ok() {
                    prop_assert_eq!(answers(&hands), answers(&unsteady));
                }
            }
        }
    }
}

#[test]
fn earlier_answers_are_read_on_request_the_newest_first() {
    let home = Home::new();
    let first = new(&home, "n\n/earlier\n/stop\n").done();
    assert!(first.out.contains("There is no earlier answer to this question"), "{}", first.out);
    for n in 1..=7 {
        new(&home, format!("n\nIn walk {n}.\n.\n/stop\n")).done();
        // What is earlier is told by the second.
        std::thread::sleep(std::time::Duration::from_millis(1010));
    }
    let run = new(&home, "n\n/earlier\nNow.\n.\n/earlier\n/back\n/earlier\n/help\n/stop\n").done();
    let at = |words: &str| run.out.find(words).unwrap_or_else(|| panic!("{words}: {}", run.out));
    assert!(at("In walk 7.") < at("In walk 6.") && at("In walk 6.") < at("In walk 3."));
    assert!(!run.out.contains("In walk 2.") && run.out.contains("2 older answers are not read here."));
    assert!(run.out.contains("Earlier, 2") && run.out.contains("/earlier reads"), "{}", run.out);
    assert!(run.out.contains("There is no earlier answer"), "the next question has none: {}", run.out);
    assert_eq!(run.out.matches("In walk 7.").count(), 2, "going back asks for the same");
}
