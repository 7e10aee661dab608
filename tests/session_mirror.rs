//! The mirror within a walk, without a terminal, a disk or a clock: when it asks, what the replies do, and when it is silent.

use std::sync::{Arc, LazyLock};

use onward::effect::Effect;
use onward::guide::Guide;
use onward::mirror::Mirror;
use onward::moment::Moment;
use onward::question::{Feature, Stroke};
use onward::reflection::{Id, Reflection, Stop, Value};
use onward::session::{At, Glass, Led, Seen, Session, Step};
use onward::text::{Edit, Motion};

const GUIDE: &str = r#"
format = 1
id = "g"
title = "G"
[[perspective]]
id = "broke"
label = "I broke trust"
[[perspective]]
id = "hurt"
label = "I was hurt"
[opening]
[[opening.prompt]]
id = "safety"
ask = "Is any of this true?"
saved = false
answer.several = { options = [{ id = "afraid", label = "I am afraid", off = ["mirror"] }, { id = "none", label = "None" }] }
[[opening.prompt]]
id = "lines"
ask = "Your safety comes first."
when = { prompt = "safety", any = ["afraid"] }
saved = false
answer.note = {}
[[stage]]
id = "one"
title = "One"
[[stage.prompt]]
id = "first"
ask = "One?"
hint = [{ when = { prompt = "safety", any = ["afraid"] }, text = "Leave out what must not be found." }]
answer.text = {}
[[stage.prompt]]
id = "theirs"
ask = "Their words?"
mirror = false
answer.text = {}
[[stage.prompt]]
id = "second"
ask = "Two?"
answer.items = {}
[[stage.prompt]]
id = "third"
ask = "Three?"
when = { prompt = "safety", none = ["afraid"] }
answer.line = {}
"#;

const MIRROR: &str = r#"
format = 1
[[category]]
id = "if"
name = "If"
for = ["broke"]
why = "Why."
ask = "What do you know?"
patterns = ["sorry if"]
[[category]]
id = "only"
name = "Only"
for = ["broke"]
why = "Why."
ask = "How big?"
patterns = ["only once", "nothing happened"]
[[category]]
id = "self"
name = "Self"
for = ["hurt"]
why = "Why."
ask = "To a friend?"
patterns = ["my fault"]
"#;

fn now() -> Moment {
    Moment::at(1_795_400_000, 3600)
}

fn glass() -> Glass {
    Arc::new(LazyLock::new(Box::new(|| {
        Mirror::read("m", MIRROR.as_bytes()).unwrap_or_else(|report| panic!("{report}"))
    })))
}

fn begin(side: &str) -> Session {
    let guide = Arc::new(Guide::read("g.toml", GUIDE.as_bytes()).unwrap_or_else(|report| panic!("{report}")));
    let reflection = Reflection::begin(Id::from_numbers([7; 8]), &guide.id, &guide.title, side, now());
    Session::new(guide, reflection, now()).with_mirror(glass())
}

/// A walk whose safety check was passed by.
fn at_first(side: &str) -> Session {
    let mut session = begin(side);
    step(&mut session, Step::Next);
    assert_eq!(session.stop(), at("first"));
    session
}

fn at(prompt: &str) -> Stop {
    Stop::Prompt(prompt.to_owned())
}

fn step(session: &mut Session, step: Step) -> Led {
    session.step(step, now())
}

fn write(session: &mut Session, text: &str) -> Led {
    step(session, Step::Stroke(Stroke::Type(text.to_owned())))
}

/// Goes on, and returns what is held up: phrase and question.
fn next(session: &mut Session) -> Vec<(String, String)> {
    step(session, Step::Next);
    held(session)
}

fn held(session: &Session) -> Vec<(String, String)> {
    let told = |seen: &Seen| (seen.excerpt.phrase.clone(), seen.category.ask.clone());
    match session.view().at {
        At::Mirror { seen, .. } => seen.iter().map(told).collect(),
        _ => Vec::new(),
    }
}

fn phrases(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(phrase, _)| phrase.as_str()).collect()
}

/// Whether a hint that hangs on the safety check is shown.
fn hinted(session: &Session) -> bool {
    matches!(session.view().at, At::Prompt { help, .. } if help.iter().any(|help| help.contains("must not be found")))
}

/// Chooses one of the rows below what is held up: 1 leave, 2 quoting, 3 change.
fn choose(session: &mut Session, row: usize) {
    step(session, Step::Hear(row.to_string()));
}

#[test]
fn it_asks_after_an_answer_and_never_while_one_writes() {
    let mut session = at_first("broke");
    write(&mut session, "I am sorry if it hurt.");
    assert!(held(&session).is_empty());
    let led = step(&mut session, Step::Next);
    assert!(led.moved && held(&session) == [("sorry if".to_owned(), "What do you know?".to_owned())]);
    assert_eq!(session.stop(), at("first"));
    let At::Mirror { seen, first, .. } = session.view().at else { panic!() };
    assert_eq!((seen[0].excerpt.before.as_str(), seen[0].excerpt.after.as_str()), ("I am ", " it hurt."));
    assert!(first, "what its silence means is said the first time");
}

#[test]
fn what_was_written_stays_whatever_is_replied() {
    for row in 1..=3 {
        let mut session = at_first("broke");
        write(&mut session, "sorry if");
        next(&mut session);
        choose(&mut session, row);
        let kept = session.reflection().answer("first").map(|answer| &answer.value);
        assert_eq!(kept, Some(&Value::Text("sorry if".to_owned())));
        assert_eq!(session.stop(), at(if row == 3 { "first" } else { "theirs" }));
        let file = format!("{:?}", session.reflection());
        assert!(!file.contains("What do you know?") && !file.contains("quoting"), "{file}");
    }
}

#[test]
fn to_go_on_without_a_choice_is_to_leave_it() {
    for leave in [Step::Next, Step::Skip, Step::Hear(String::new())] {
        let mut session = at_first("broke");
        write(&mut session, "sorry if");
        next(&mut session);
        step(&mut session, leave);
        assert_eq!(session.stop(), at("theirs"));
    }
}

#[test]
fn to_go_back_is_to_change_it() {
    let mut session = at_first("broke");
    write(&mut session, "sorry if");
    next(&mut session);
    step(&mut session, Step::Back);
    assert_eq!((session.stop(), held(&session).len()), (at("first"), 0));
    write(&mut session, " you wish");
    assert_eq!(phrases(&next(&mut session)), ["sorry if"], "it is still there");
}

#[test]
fn a_phrase_that_was_left_is_not_asked_about_again() {
    let mut session = at_first("broke");
    write(&mut session, "sorry if");
    next(&mut session);
    choose(&mut session, 1);
    step(&mut session, Step::Back);
    write(&mut session, " it was only once");
    assert_eq!(phrases(&next(&mut session)), ["only once"]);
    choose(&mut session, 1);
    step(&mut session, Step::Next);
    write(&mut session, "sorry if");
    assert_eq!(phrases(&next(&mut session)), ["sorry if"], "elsewhere it is asked about");
}

#[test]
fn a_phrase_over_two_lines_can_be_left_too() {
    let mut session = at_first("broke");
    write(&mut session, "sorry\nif");
    assert_eq!(next(&mut session), []);
    let over = MIRROR.replace("\"sorry if\"", "\"sorry / if\"");
    let glass: Glass = Arc::new(LazyLock::new(Box::new(move || {
        Mirror::read("m", over.as_bytes()).unwrap_or_else(|report| panic!("{report}"))
    })));
    let mut session = at_first("broke").with_mirror(glass);
    write(&mut session, "sorry\nif");
    assert_eq!(phrases(&next(&mut session)), ["sorry if"]);
    choose(&mut session, 1);
    step(&mut session, Step::Back);
    assert_eq!(next(&mut session), [], "it was left");
}

#[test]
fn a_phrase_that_was_quoted_is_nowhere_asked_about_again() {
    let mut session = at_first("broke");
    write(&mut session, "sorry if");
    next(&mut session);
    choose(&mut session, 2);
    step(&mut session, Step::Next);
    assert_eq!(session.stop(), at("second"));
    write(&mut session, "sorry if");
    assert_eq!(next(&mut session), []);
}

#[test]
fn at_most_two_are_held_up() {
    let mut session = at_first("broke");
    write(&mut session, "sorry if. Only once. Sorry if. Nothing happened.");
    assert_eq!(phrases(&next(&mut session)), ["sorry if", "Only once"]);
    choose(&mut session, 1);
    assert_eq!((session.stop(), held(&session).len()), (at("theirs"), 0), "one page an answer");
}

#[test]
fn silence_is_explained_once() {
    let mut session = at_first("broke");
    for first in [true, false] {
        write(&mut session, "sorry if. ");
        next(&mut session);
        let At::Mirror { first: said, .. } = session.view().at else { panic!() };
        assert_eq!(said, first);
        choose(&mut session, 3);
    }
}

#[test]
fn it_is_off_where_there_is_fear() {
    let mut session = begin("broke");
    step(&mut session, Step::Hear("1".to_owned()));
    assert_eq!(session.off(), [Feature::Mirror]);
    assert_eq!(session.stop(), at("lines"));
    step(&mut session, Step::Next);
    assert!(hinted(&session), "who says so in this walk is told more");
    write(&mut session, "sorry if");
    assert_eq!(next(&mut session), []);
    assert_eq!(session.stop(), at("theirs"));
}

#[test]
fn it_stays_off_in_a_later_walk_of_the_sitting() {
    let mut session = at_first("broke").without(&[Feature::Mirror]);
    write(&mut session, "sorry if");
    assert_eq!(next(&mut session), []);
}

#[test]
fn it_is_silent_until_the_safety_check_was_put_in_this_sitting() {
    let mut before = at_first("broke");
    write(&mut before, "sorry if");
    let mut session = Session::new(Arc::clone(before.guide()), before.reflection().as_ref().clone(), now())
        .with_mirror(glass());
    step(&mut session, Step::Jump(at("first")));
    assert_eq!(next(&mut session), [], "nobody knows whether there is fear");
    step(&mut session, Step::Jump(at("safety")));
    step(&mut session, Step::Next);
    assert_eq!(session.stop(), at("first"));
    assert_eq!(phrases(&next(&mut session)), ["sorry if"]);
}

#[test]
fn it_looks_at_lists_and_never_at_the_words_of_others() {
    let mut session = at_first("broke");
    step(&mut session, Step::Next);
    write(&mut session, "sorry if");
    assert_eq!(next(&mut session), [], "these are theirs");
    assert_eq!(session.stop(), at("second"));
    write(&mut session, "nothing happened");
    assert_eq!(phrases(&next(&mut session)), ["nothing happened"]);
}

#[test]
fn each_side_has_its_own_categories() {
    let mut session = at_first("hurt");
    write(&mut session, "He was sorry if. It was my fault.");
    assert_eq!(phrases(&next(&mut session)), ["my fault"]);
}

#[test]
fn a_walk_that_only_reads_is_not_looked_at() {
    let mut before = at_first("broke");
    write(&mut before, "sorry if");
    let again = || {
        Session::new(Arc::clone(before.guide()), before.reflection().as_ref().clone(), now())
            .with_mirror(glass())
    };
    for (mut session, held_up) in [(again(), 1), (again().read_only(), 0)] {
        step(&mut session, Step::Jump(at("safety")));
        step(&mut session, Step::Next);
        step(&mut session, Step::Jump(at("first")));
        assert_eq!(next(&mut session).len(), held_up);
    }
}

#[test]
fn own_words_that_enter_goes_on_from_are_saved_before_the_mirror() {
    let guide = GUIDE.replace(
        "[[stage.prompt]]\nid = \"first\"",
        "[[stage.prompt]]\nid = \"kind\"\nask = \"Kind?\"\nanswer.one = { options = [{ id = \"a\", label = \"A\" }], other = true }\n\
         [[stage.prompt]]\nid = \"first\"",
    );
    let guide = Arc::new(Guide::read("g.toml", guide.as_bytes()).unwrap_or_else(|report| panic!("{report}")));
    let reflection = Reflection::begin(Id::from_numbers([7; 8]), &guide.id, &guide.title, "broke", now());
    let mut session = Session::new(guide, reflection, now()).with_mirror(glass());
    step(&mut session, Step::Next);
    let to = |to| Step::Stroke(Stroke::Edit(Edit::Move { to, select: false }));
    step(&mut session, to(Motion::Down));
    write(&mut session, "sorry if");
    step(&mut session, to(Motion::Up));
    write(&mut session, " ");
    step(&mut session, to(Motion::Down));
    let led = step(&mut session, Step::Stroke(Stroke::Enter));
    assert_eq!(held(&session).len(), 1);
    let Some(Effect::Save(saved)) = led.effects.last() else { panic!("{led:?}") };
    let said = &saved.answer("kind").unwrap().value;
    assert_eq!(said, &Value::One(onward::reflection::Chosen::Other("sorry if".to_owned())));
}

#[test]
fn what_is_held_up_is_gone_when_one_goes_elsewhere() {
    let mut session = at_first("broke");
    write(&mut session, "sorry if");
    next(&mut session);
    step(&mut session, Step::Jump(at("second")));
    assert_eq!((session.stop(), held(&session).len()), (at("second"), 0));
}

#[test]
fn leaving_in_front_of_the_mirror_comes_back_to_the_answer() {
    let mut session = at_first("broke");
    write(&mut session, "sorry if");
    next(&mut session);
    step(&mut session, Step::Leave);
    assert_eq!(session.reflection().place.at, at("first"));
}

/// A walk of the same sitting, in which there is fear: what was said is known, and nobody sees it.
#[test]
fn what_was_said_in_this_sitting_stays_in_force_and_out_of_sight() {
    let mut before = begin("broke");
    step(&mut before, Step::Hear("1".to_owned()));
    assert_eq!(before.off(), [Feature::Mirror]);
    let mut session = begin("broke").remembering(before.sitting(), now());
    assert_eq!(session.stop(), at("safety"));
    assert_eq!(session.field().unwrap().value(), Value::Skipped, "nobody sees what was marked");
    step(&mut session, Step::Next);
    assert_eq!(session.off(), [Feature::Mirror], "to pass it by takes nothing back");
    assert_eq!(session.stop(), at("first"), "no note tells of it");
    assert!(!hinted(&session), "nor does a hint");
    write(&mut session, "sorry if");
    assert_eq!(next(&mut session), []);
    for _ in 0..9 {
        step(&mut session, Step::Skip);
        assert_ne!(session.stop(), at("third"), "what fear closed stays closed");
    }
    assert_eq!(session.stop(), Stop::Finish);
    let mut session = begin("broke").remembering(before.sitting(), now());
    step(&mut session, Step::Hear("2".to_owned()));
    assert_eq!(session.off(), [], "another answer replaces it");
}

#[test]
fn a_walk_that_goes_on_in_the_same_sitting_opens_nothing() {
    let mut before = begin("broke");
    step(&mut before, Step::Hear("1".to_owned()));
    step(&mut before, Step::Next);
    write(&mut before, "some words");
    step(&mut before, Step::Next);
    let reflection = before.reflection().as_ref().clone();
    let again =
        Session::new(Arc::clone(before.guide()), reflection, now()).remembering(before.sitting(), now());
    assert_eq!(again.stop(), before.stop());
    assert!(again.map().iter().all(|row| !format!("{row:?}").contains("Three?")), "{:?}", again.map());
}
