//! Both doors lead to the same file: what one person does by keys and another by lines is saved alike. A script is
//! data; it is told once in keys, as the screen hears them, and once in lines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod script;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod terminal;
}

use onward::effect::Effect;
use onward::guide::Guide;
use onward::moment::Moment;
use onward::plain::{self, Hands};
use onward::reflection::{Answer, Bookmark, Id, Reflection, Status, Value};
use onward::session::{Session, Step};
use onward::trouble::Trouble;
use proptest::prelude::*;
use std::sync::Arc;
use support::home::Home;
use support::script::{Did, Key, tell};
use support::terminal::Terminal;

/// A guide with a question of every kind, pages between them, branches, and answers that are not saved.
const DOORS: &str = r#"
format = 1
id = "doors"
title = "Doors"
[[perspective]]
id = "broke"
label = "I broke trust"
[opening]
intro = "Before you begin."
[[opening.prompt]]
id = "safe"
ask = "Are you safe?"
saved = false
answer.yes-no = {}
[[opening.prompt]]
id = "lines"
ask = "There are people to talk to."
when = { prompt = "safe", is = "no" }
answer.note = { support = "fear" }
[[stage]]
id = "first"
title = "First"
intro = "Why this stage."
[[stage.prompt]]
id = "what"
ask = "What happened?"
required = true
answer.text = {}
[[stage.prompt]]
id = "short"
ask = "In a few words?"
audience = "partner"
answer.line = {}
[[stage.prompt]]
id = "kind"
ask = "Which kind?"
answer.one = { options = [{ id = "money", label = "Money" }, { id = "lies", label = "Lies" }], other = true }
[[stage.prompt]]
id = "debts"
ask = "Which debts?"
audience = "therapist"
when = { prompt = "kind", any = ["money"] }
answer.items = { most = 3 }
[[stage.prompt]]
id = "more"
ask = "Are there more?"
when = { prompt = "kind", any = ["money"] }
answer.yes-no = {}
[[stage.prompt]]
id = "which"
ask = "Which more?"
when = { prompt = "more", is = "yes" }
answer.text = {}
[[stage]]
id = "second"
title = "Second"
[[stage.prompt]]
id = "hard"
ask = "What is hard?"
answer.several = { most = 2, options = [
  { id = "a", label = "Shame" },
  { id = "b", label = "Fear" },
  { id = "c", label = "Loss" },
  { id = "none", label = "None of these", alone = true },
] }
[[stage.prompt]]
id = "ready"
ask = "How ready?"
answer.scale = { from = 0, to = 10, low = "not at all", high = "completely" }
[[stage.prompt]]
id = "read"
ask = "Some words to read."
answer.note = {}
[[stage.prompt]]
id = "plan"
ask = "What is the plan?"
answer.plan = {}
[[stage.prompt]]
id = "promise"
ask = "What do you promise?"
answer.promise = {}
[closing]
[[closing.prompt]]
id = "step"
ask = "One small step?"
step = true
required = true
answer.line = {}
"#;

/// Hands that keep what was saved last.
#[derive(Default)]
struct Kept(Option<Arc<Reflection>>);

impl Hands for Kept {
    fn perform(&mut self, effect: Effect) -> Result<(), Trouble> {
        if let Effect::Save(reflection) = effect {
            self.0 = Some(reflection);
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn note(&mut self) -> Option<Trouble> {
        None
    }
}

fn begin() -> Session {
    let guide = Guide::read("doors.toml", DOORS.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    let now = Moment::now();
    let reflection = Reflection::begin(Id::from_numbers([1; 8]), &guide.id, &guide.title, "broke", now);
    Session::new(Arc::new(guide), reflection, now)
}

/// What must be alike: everything but times and the caret.
#[derive(Clone, Debug, PartialEq)]
struct Saved {
    status: Status,
    at: Bookmark,
    answers: Vec<Answer>,
}

fn saved(reflection: &Reflection) -> Saved {
    let never = Moment::at(0, 0);
    let mut answers = reflection.answers.clone();
    for answer in &mut answers {
        answer.at = never;
        if let Value::Promise(promise) = &mut answer.value {
            promise.terms.from = never.day();
        }
    }
    let place = reflection.place.clone();
    Saved { status: reflection.status, at: Bookmark { part: 0, caret: 0, ..place }, answers }
}

/// Walks through the door of keys. Returns what was saved, the same in lines, and the keys.
fn by_keys(script: &[Did]) -> (Option<Saved>, String, Vec<Key>) {
    let mut session = begin();
    let mut hands = Kept::default();
    let mut take = |session: &mut Session, step: Step| {
        for effect in session.step(step, Moment::now()).effects {
            hands.perform(effect).unwrap();
        }
    };
    let (keys, lines) = tell(script, &mut session, &mut take);
    take(&mut session, Step::Leave);
    (hands.0.as_deref().map(saved), lines, keys)
}

/// Walks through the door of lines. Returns what was saved, and what was printed.
fn by_lines(lines: &str) -> (Option<Saved>, String) {
    let mut hands = Kept::default();
    let mut out = Vec::new();
    plain::walk(&mut hands, begin(), lines.as_bytes(), &mut out, Vec::new()).unwrap();
    (hands.0.as_deref().map(saved), String::from_utf8(out).unwrap())
}

/// Holds that both doors save the same, and returns it.
#[track_caller]
fn alike(script: &[Did]) -> Saved {
    let (keys, lines, _) = by_keys(script);
    let (heard, out) = by_lines(&lines);
    assert_eq!(
        keys, heard,
        "keys on the left, lines on the right, which were:\n{lines}\nwhich led to:\n{out}"
    );
    keys.unwrap()
}

fn text(lines: &str) -> Did {
    Did::Text(lines.split('\n').map(str::to_owned).collect())
}

fn line(words: &str) -> Did {
    Did::Line(words.to_owned())
}

fn items(all: &[&str]) -> Did {
    Did::Items(all.iter().map(|&item| item.to_owned()).collect())
}

fn plan(when: &str, then: &str) -> Did {
    Did::Plan([when, then].map(str::to_owned))
}

fn promise(parts: [&str; 3], cadence: usize, until: &str) -> Did {
    Did::Promise(parts.map(str::to_owned), cadence, until.to_owned())
}

/// One answer to every question there is.
fn whole() -> Vec<Did> {
    vec![
        Did::Yes(false),
        text("  first, with blanks  \n\n/back is no command\n//nor this\n.5 is no end\n.\nlast "),
        line("/a slash, 言葉 and ü "),
        Did::One(0),
        items(&["rent", "/the car", "."]),
        Did::Yes(true),
        text("one line"),
        Did::Several(vec![0, 2]),
        Did::Point(10),
        plan("it gets late", "I ring at five"),
        promise(["be home at six", "it is dark", "take the bus"], 2, "2999-01-31"),
        line("ring"),
    ]
}

/// Returns the value of an answer.
#[track_caller]
fn value<'a>(saved: &'a Saved, prompt: &str) -> &'a Value {
    &saved.answers.iter().find(|answer| answer.prompt == prompt).unwrap().value
}

#[test]
fn every_kind_of_question_is_answered_alike() {
    let saved = alike(&whole());
    assert_eq!(saved.status, Status::Finished);
    assert_eq!(saved.answers.len(), 11, "{saved:#?}");
    let what = "  first, with blanks  \n\n/back is no command\n//nor this\n.5 is no end\n.\nlast ";
    assert_eq!(value(&saved, "what"), &Value::Text(what.to_owned()));
    assert_eq!(value(&saved, "ready"), &Value::Scale(10));
    assert!(saved.answers.iter().all(|answer| !answer.value.is_empty()), "{saved:#?}");
}

#[test]
fn answers_are_changed_alike() {
    let mut script = whole();
    script.pop();
    script.extend([Did::Go(2), text("other words"), line("other"), Did::One(1)]);
    script.extend([Did::Several(vec![3]), Did::Point(0), plan("", "I write"), Did::Back, Did::Back]);
    let saved = alike(&script);
    assert_eq!(value(&saved, "what"), &Value::Text("other words".to_owned()));
    assert!(saved.answers.iter().filter(|answer| answer.set_aside).count() == 3, "{saved:#?}");
}

#[test]
fn own_words_are_chosen_alike() {
    let own = |words: &str| Did::Other(words.to_owned());
    let script = [Did::Yes(true), text("a"), line("b"), own("/both, in a way"), Did::Back, own("none ")];
    assert_eq!(
        value(&alike(&script), "kind"),
        &Value::One(onward::reflection::Chosen::Other("none ".to_owned()))
    );
}

#[test]
fn branches_close_and_open_alike() {
    let kind = |n| [Did::Back, Did::One(n)];
    let mut script = vec![Did::Yes(true), text("a"), line("b"), Did::One(0), items(&["rent"]), Did::Back];
    script.extend(kind(1));
    let closed = alike(&script);
    assert!(closed.answers.iter().any(|answer| answer.set_aside));
    script.extend(kind(0));
    let opened = alike(&script);
    assert!(!opened.answers.iter().any(|answer| answer.set_aside));
    script.extend([Did::Next, Did::Yes(true), text("more"), Did::Back, Did::Back, Did::Yes(false)]);
    assert!(alike(&script).answers.iter().any(|answer| answer.set_aside));
}

#[test]
fn what_is_skipped_or_left_open_is_alike() {
    let left = alike(&[&[Did::Next, Did::Next][..], &vec![Did::Skip; 8]].concat());
    assert_eq!(left.status, Status::Open);
    assert!(left.answers.iter().all(|answer| answer.value == Value::Skipped));
    let script = [&vec![Did::Skip; 9][..], &[Did::Go(2), text("now"), Did::Go(9), line("now")]].concat();
    assert_eq!(alike(&script).status, Status::Finished);
    let script = [&whole()[..4], &vec![Did::Skip; 7][..], &[Did::Back, line("ring")]].concat();
    assert_eq!(alike(&script).status, Status::Finished);
}

#[test]
fn going_back_at_the_first_question_stays_there_alike() {
    let script = [Did::Back, Did::Back, Did::Yes(true), text("a"), Did::Back, Did::Back, Did::Back];
    assert_eq!(value(&alike(&script), "what"), &Value::Text("a".to_owned()));
}

/// Returns the only reflection, as the real program shows it, without its id and times.
fn shown(home: &Home) -> serde_json::Value {
    let mut entry = home.entry();
    for part in ["id", "started", "updated"] {
        entry[part].take();
    }
    for answer in entry["answers"].as_array_mut().unwrap() {
        answer["at"].take();
    }
    entry
}

#[test]
fn the_real_program_saves_the_same_by_keys_and_by_lines() {
    let mut script = whole();
    script.truncate(9);
    script.extend([Did::Back, Did::Back, Did::Skip, Did::Skip]);
    script.extend(whole().drain(9..));
    let (_, lines, keys) = by_keys(&script);
    let [typed, heard] = ["keys", "lines"].map(|_| Home::new());
    for home in [&typed, &heard] {
        home.put("guides/doors.toml", DOORS);
    }
    let arguments = ["new", "--guide", "doors", "--as", "broke", "--plain"];
    heard.run_with(&arguments, lines.as_bytes()).done();
    let mut terminal = Terminal::run(&typed, &arguments[..5]);
    terminal.until_shown("Before you begin.");
    for key in keys {
        terminal.press(key.bytes());
    }
    terminal.until_shown("the end of this reflection.");
    terminal.press("\x11");
    assert!(terminal.ended().success());
    assert_eq!(shown(&typed), shown(&heard));
    assert_eq!(shown(&heard)["status"], "finished");
}

mod any_script {
    use super::*;

    /// Words that can be given in one line.
    fn words() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => "[a-zäß言 ,'-]{1,12}",
            1 => prop::sample::select(vec!["/back", "//", "/", "/.x", "1", "y", ". .", "👩\u{200d}👧", " ", "//stop"])
                .prop_map(str::to_owned),
        ]
    }

    fn lines() -> impl Strategy<Value = Vec<String>> {
        (
            words(),
            prop::collection::vec(prop_oneof![words(), Just(String::new()), Just(".".to_owned())], 0..4),
        )
            .prop_map(|(first, rest)| [vec![first], rest].concat())
    }

    /// What fits is done; what does not fit the question at hand is passed over by [`tell`], so most are tries.
    fn did() -> impl Strategy<Value = Vec<Did>> {
        let answers = (
            lines(),
            words(),
            (0..4usize, words()),
            prop::collection::vec(words(), 1..4),
            prop::sample::subsequence(vec![0usize, 1, 2], 1..3),
            (0..=10i64, any::<bool>()),
            ([words(), words()], any::<u8>()),
            ([words(), words(), words()], 0..6usize),
        );
        let answers = answers.prop_map(|(text, line, one, items, several, (point, yes), plan, promise)| {
            let other = if one.0 < 2 { Did::One(one.0) } else { Did::Other(one.1) };
            let several = if point == 3 { vec![3] } else { several };
            let [when, then] = plan.0;
            let then = if plan.1 < 60 { String::new() } else { then };
            let until = if promise.1 >= 4 { "2999-12-31" } else { "" };
            vec![
                Did::Text(text),
                Did::Line(line),
                other,
                Did::Items(items),
                Did::Several(several),
                Did::Point(point),
                Did::Yes(yes),
                Did::Plan([when, then]),
                Did::Promise(promise.0, promise.1, until.to_owned()),
            ]
        });
        prop_oneof![
            8 => answers,
            2 => Just(vec![Did::Back]),
            1 => Just(vec![Did::Skip]),
            1 => Just(vec![Did::Next]),
            1 => (1..12usize).prop_map(|n| vec![Did::Go(n)]),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn leads_to_the_same_file(tries in prop::collection::vec(did(), 0..30)) {
            // Of each try, what fits the question is the one thing that is done.
            let script = vec![Did::Fitting(tries)];
            let (keys, lines, _) = by_keys(&script);
            let (heard, out) = by_lines(&lines);
            prop_assert_eq!(keys, heard, "by these lines:\n{}\nwhich led to:\n{}", lines, out);
        }
    }
}
