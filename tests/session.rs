//! The session machine, walked without a terminal, a disk or a clock.

use std::collections::BTreeSet;
use std::sync::Arc;

use onward::effect::Effect;
use onward::guide::Guide;
use onward::moment::Moment;
use onward::question::{Feature, Stroke};
use onward::reflection::{Chosen, Id, Reflection, Status, Stop, Value};
use onward::session::{At, Led, Session, Step};
use onward::text::{Edit, Motion};
use proptest::prelude::*;

/// A guide with every kind, a branch, a safety check that is not saved, a required prompt and a choice of what to keep.
const EVERY: &str = r#"
format = 1
id = "every-kind"
title = "Every kind"
[[perspective]]
id = "broke"
label = "I broke trust"
[[perspective]]
id = "hurt"
label = "I was hurt"
[opening]
intro = "Before you begin."
[[opening.prompt]]
id = "safety"
ask = "Is any of this true?"
saved = false
answer.several = { options = [
  { id = "afraid", label = "I am afraid", off = ["letter", "mirror"] },
  { id = "none", label = "None of these", alone = true },
] }
[[opening.prompt]]
id = "lines"
ask = "There are people to talk to."
when = { prompt = "safety", any = ["afraid"] }
answer.note = { support = "fear" }
[[stage]]
id = "one"
title = "One"
intro = "Why this stage."
[[stage.prompt]]
id = "what"
ask = { broke = "What did you do?", hurt = "What happened to you?" }
answer.text = {}
[[stage.prompt]]
id = "kind"
ask = "What kind was it?"
answer.one = { options = [{ id = "money", label = "Money" }, { id = "lies", label = "Lies" }], other = true }
[[stage.prompt]]
id = "accounts"
ask = "Which accounts?"
when = { prompt = "kind", any = ["money"] }
answer.items = { most = 3 }
[[stage.prompt]]
id = "biggest"
ask = "Which one weighs most?"
when = { prompt = "accounts-yes", is = "yes" }
answer.line = {}
[[stage]]
id = "two"
title = "Two"
[[stage.prompt]]
id = "own"
ask = "What was yours to choose?"
required = true
answer.line = {}
[[stage.prompt]]
id = "strength"
ask = "How strong is it?"
answer.scale = { low = "calm", high = "too much" }
[[stage.prompt]]
id = "letter"
ask = "Write a letter."
when = { prompt = "safety", none = ["afraid"] }
answer.text = {}
[[stage.prompt]]
id = "plan"
ask = "What will you do?"
answer.plan = {}
[[stage.prompt]]
id = "promise"
ask = { broke = "What do you promise?" }
answer.promise = {}
[closing]
[[closing.prompt]]
id = "step"
ask = "One small step?"
step = true
answer.line = {}
[[closing.prompt]]
id = "keep"
ask = "What do you want to keep?"
answer.one = { options = [
  { id = "all", label = "All", keeps = "all" },
  { id = "step", label = "Only the step", keeps = "step" },
  { id = "none", label = "Nothing", keeps = "nothing" },
] }
"#;

fn guide() -> Arc<Guide> {
    let text = EVERY.replace(
        "[[stage.prompt]]\nid = \"biggest\"",
        "[[stage.prompt]]\nid = \"accounts-yes\"\nask = \"Are there more?\"\nwhen = { prompt = \"kind\", any = [\"money\"] }\nanswer.yes-no = {}\n[[stage.prompt]]\nid = \"biggest\"",
    );
    Arc::new(Guide::read("every.toml", text.as_bytes()).unwrap_or_else(|report| panic!("{report}")))
}

fn now() -> Moment {
    Moment::at(1_795_400_000, 3600)
}

fn begin(side: &str) -> Session {
    let guide = guide();
    let reflection = Reflection::begin(Id::from_numbers([7; 8]), &guide.id, &guide.title, side, now());
    Session::new(guide, reflection, now())
}

/// What a resumed walk is: the reflection as it was saved, and nothing else.
fn resumed(session: &Session) -> Session {
    Session::new(Arc::clone(session.guide()), session.reflection().as_ref().clone(), now())
}

fn step(session: &mut Session, step: Step) -> Led {
    session.step(step, now())
}

fn write(session: &mut Session, text: &str) -> Led {
    step(session, Step::Stroke(Stroke::Type(text.to_owned())))
}

fn enter(session: &mut Session) -> Led {
    step(session, Step::Stroke(Stroke::Enter))
}

fn go(session: &mut Session, prompt: &str) {
    for _ in 0..40 {
        if session.stop() == Stop::Prompt(prompt.to_owned()) {
            return;
        }
        step(session, Step::Skip);
    }
    panic!("{prompt} was not met");
}

fn value<'a>(session: &'a Session, prompt: &str) -> Option<&'a Value> {
    session.reflection().answer(prompt).map(|answer| &answer.value)
}

fn stops(session: &Session) -> Vec<String> {
    let mut walk = resumed(session);
    step(&mut walk, Step::Jump(Stop::Opening("opening".to_owned())));
    let mut met = Vec::new();
    loop {
        met.push(format!("{:?}", walk.stop()));
        if walk.stop() == Stop::Finish || met.len() > 60 {
            return met;
        }
        step(&mut walk, Step::Skip);
    }
}

#[test]
fn a_walk_begins_with_its_opening_page_and_ends_at_the_finish() {
    let mut session = begin("broke");
    assert_eq!(session.stop(), Stop::Opening("opening".to_owned()));
    let mut met = 0;
    while session.stop() != Stop::Finish {
        step(&mut session, Step::Skip);
        met += 1;
        assert!(met < 40);
    }
    assert_eq!(session.reflection().status, Status::Open, "a required question is open");
    let At::Finish { left, .. } = session.view().at else { panic!() };
    let stop = left[0].stop.clone();
    step(&mut session, Step::Jump(stop));
    write(&mut session, "My own choice");
    while session.stop() != Stop::Finish {
        step(&mut session, Step::Next);
    }
    assert_eq!(session.reflection().status, Status::Finished);
}

#[test]
fn each_perspective_is_asked_its_own_questions() {
    let mut broke = begin("broke");
    go(&mut broke, "what");
    let At::Prompt { ask, .. } = broke.view().at else { panic!() };
    assert_eq!(ask, "What did you do?");
    assert!(!stops(&begin("hurt")).iter().any(|stop| stop.contains("promise")));
    assert!(stops(&begin("broke")).iter().any(|stop| stop.contains("promise")));
}

#[test]
fn every_stroke_that_changes_an_answer_asks_for_it_to_be_saved() {
    let mut session = begin("broke");
    go(&mut session, "what");
    let led = write(&mut session, "I");
    assert_eq!(led.effects, vec![Effect::Save(Arc::clone(session.reflection()))]);
    assert_eq!(value(&session, "what"), Some(&Value::Text("I".to_owned())));
    let led = step(&mut session, Step::Stroke(Stroke::Edit(Edit::Move { to: Motion::Left, select: false })));
    assert!(led.effects.is_empty(), "a motion alone costs no write");
}

#[test]
fn the_place_is_kept_in_mid_sentence() {
    let mut session = begin("broke");
    go(&mut session, "what");
    write(&mut session, "one two three");
    step(&mut session, Step::Stroke(Stroke::Edit(Edit::Move { to: Motion::WordLeft, select: false })));
    step(&mut session, Step::Leave);
    let mut again = resumed(&session);
    assert_eq!(again.stop(), Stop::Prompt("what".to_owned()));
    write(&mut again, "and ");
    assert_eq!(value(&again, "what"), Some(&Value::Text("one two and three".to_owned())));
}

#[test]
fn a_branch_that_closes_keeps_what_was_answered_behind_it() {
    let mut session = begin("broke");
    go(&mut session, "kind");
    write(&mut session, "1");
    enter(&mut session);
    assert_eq!(session.stop(), Stop::Prompt("accounts".to_owned()));
    write(&mut session, "The savings");
    step(&mut session, Step::Back);
    write(&mut session, "2");
    let answer = session.reflection().answer("accounts").unwrap();
    assert!(answer.set_aside && answer.value == Value::Items(vec!["The savings".to_owned()]));
    assert!(!session.reflection().told().any(|answer| answer.prompt == "accounts"));
    enter(&mut session);
    assert_eq!(session.stop(), Stop::Closing("one".to_owned()));
    step(&mut session, Step::Back);
    write(&mut session, "1");
    enter(&mut session);
    assert_eq!(session.stop(), Stop::Prompt("accounts".to_owned()));
    assert!(!session.reflection().answer("accounts").unwrap().set_aside);
}

#[test]
fn a_branch_behind_a_closed_branch_is_closed_too() {
    let mut session = begin("broke");
    go(&mut session, "kind");
    write(&mut session, "1");
    go(&mut session, "accounts-yes");
    write(&mut session, "y");
    assert!(stops(&session).iter().any(|stop| stop.contains("biggest")));
    step(&mut session, Step::Jump(Stop::Prompt("kind".to_owned())));
    write(&mut session, "2");
    assert!(!stops(&session).iter().any(|stop| stop.contains("biggest")));
}

#[test]
fn a_required_question_says_why_and_never_traps() {
    let mut session = begin("broke");
    go(&mut session, "own");
    step(&mut session, Step::Next);
    assert_eq!(session.stop(), Stop::Prompt("own".to_owned()));
    assert!(session.view().notice.is_some());
    step(&mut session, Step::Back);
    assert_ne!(session.stop(), Stop::Prompt("own".to_owned()), "back always works");
    step(&mut session, Step::Next);
    step(&mut session, Step::Skip);
    assert_eq!(session.stop(), Stop::Prompt("strength".to_owned()));
    assert!(session.view().notice.is_some());
    assert_eq!(value(&session, "own"), Some(&Value::Skipped));
}

#[test]
fn an_invalid_answer_stays_to_be_mended_and_lets_one_back() {
    let mut session = begin("broke");
    go(&mut session, "promise");
    write(&mut session, "I ring at six");
    for _ in 0..4 {
        enter(&mut session);
    }
    write(&mut session, "some day");
    step(&mut session, Step::Next);
    assert_eq!(session.stop(), Stop::Prompt("promise".to_owned()));
    assert!(session.view().notice.unwrap().contains("some day"));
    step(&mut session, Step::Back);
    assert_eq!(session.stop(), Stop::Prompt("plan".to_owned()));
}

#[test]
fn the_safety_check_leaves_no_trace() {
    let mut session = begin("broke");
    go(&mut session, "safety");
    let mut saved: Vec<Effect> = Vec::new();
    saved.extend(write(&mut session, "1").effects);
    saved.extend(enter(&mut session).effects);
    assert_eq!(session.stop(), Stop::Prompt("lines".to_owned()), "fear opens the help lines");
    assert_eq!(session.off(), [Feature::Letter, Feature::Mirror]);
    for effect in &saved {
        let Effect::Save(reflection) = effect else { panic!() };
        assert!(reflection.answers.is_empty());
        assert_eq!(reflection.place.at, Stop::Prompt("safety".to_owned()), "the note would tell");
    }
    let met: Vec<_> = (0..20)
        .map(|_| {
            step(&mut session, Step::Skip);
            format!("{:?}", session.stop())
        })
        .collect();
    assert!(!met.iter().any(|stop| stop.contains("letter")), "{met:?}");
}

#[test]
fn a_letter_written_before_the_fear_is_not_marked_by_it() {
    let mut session = begin("broke");
    go(&mut session, "safety");
    write(&mut session, "2");
    go(&mut session, "letter");
    write(&mut session, "I chose to lie");
    step(&mut session, Step::Jump(Stop::Prompt("safety".to_owned())));
    write(&mut session, "1");
    assert!(!session.reflection().answer("letter").unwrap().set_aside);
    assert!(!session.map().iter().any(|row| format!("{row:?}").contains("letter")));
}

#[test]
fn in_a_later_sitting_the_safety_check_comes_before_what_depends_on_it() {
    let mut session = begin("broke");
    go(&mut session, "safety");
    write(&mut session, "2");
    go(&mut session, "strength");
    write(&mut session, "7");
    step(&mut session, Step::Leave);

    let mut later = resumed(&session);
    assert_eq!(later.stop(), Stop::Prompt("strength".to_owned()));
    step(&mut later, Step::Next);
    assert_eq!(later.stop(), Stop::Prompt("safety".to_owned()));
    assert_eq!(later.reflection().place.at, Stop::Prompt("strength".to_owned()), "the detour is not noted");
    step(&mut later, Step::Back);
    assert_eq!(later.stop(), Stop::Prompt("strength".to_owned()), "back undoes next");

    step(&mut later, Step::Next);
    write(&mut later, "2");
    enter(&mut later);
    assert_eq!(later.stop(), Stop::Prompt("letter".to_owned()));

    let mut afraid = resumed(&session);
    step(&mut afraid, Step::Next);
    write(&mut afraid, "1");
    enter(&mut afraid);
    assert_eq!(afraid.stop(), Stop::Prompt("lines".to_owned()));
    step(&mut afraid, Step::Next);
    assert_eq!(afraid.stop(), Stop::Prompt("plan".to_owned()), "no letter");
}

#[test]
fn what_is_kept_is_decided_at_the_end_and_carried_out_when_asked() {
    for (number, effects) in [("1", 0), ("2", 1), ("3", 1)] {
        let mut session = begin("hurt");
        go(&mut session, "own");
        write(&mut session, "mine");
        go(&mut session, "step");
        write(&mut session, "rest");
        enter(&mut session);
        write(&mut session, number);
        enter(&mut session);
        assert_eq!(session.stop(), Stop::Finish);
        let led = step(&mut session, Step::Conclude);
        assert_eq!(led.effects.len(), effects);
        match led.effects.first() {
            Some(Effect::Reduce { whole, kept }) => {
                assert_eq!(whole, session.reflection(), "the whole stays until it is done");
                let kept: Vec<_> = kept.answers.iter().map(|a| a.prompt.as_str()).collect();
                assert_eq!(kept, ["step"]);
            }
            Some(Effect::Discard(id)) => assert_eq!(id, &session.reflection().id),
            Some(other) => panic!("{other:?}"),
            None => assert!(session.reflection().answers.len() > 3),
        }
    }
}

#[test]
fn what_was_put_away_is_not_written_again() {
    let mut session = begin("hurt");
    go(&mut session, "what");
    write(&mut session, "mine");
    go(&mut session, "keep");
    write(&mut session, "3");
    enter(&mut session);
    assert_eq!(session.stop(), Stop::Finish);
    let At::Finish { left, .. } = session.view().at else { panic!() };
    assert!(left.is_empty(), "whoever keeps nothing owes no more answers");
    assert_eq!(step(&mut session, Step::Conclude).effects.len(), 1);
    step(&mut session, Step::Concluded);
    for taken in [Step::Leave, Step::Back, Step::Next, Step::Leave] {
        assert!(step(&mut session, taken).effects.is_empty());
    }
}

/// What stands on the disk after a walk in which only the safety check was answered: prompts, and each place on the way.
fn traces(check: &str) -> Vec<(Vec<String>, Stop)> {
    let mut session = begin("broke");
    go(&mut session, "safety");
    write(&mut session, check);
    let mut seen = Vec::new();
    while session.stop() != Stop::Finish {
        for effect in step(&mut session, Step::Skip).effects {
            let Effect::Save(reflection) = effect else { panic!() };
            let prompts = reflection.answers.iter().map(|answer| answer.prompt.clone()).collect();
            seen.push((prompts, reflection.place.at.clone()));
        }
    }
    seen.dedup();
    seen
}

#[test]
fn walks_that_differ_in_the_safety_check_alone_look_the_same_on_the_disk() {
    let last = traces("1").pop();
    assert_eq!(last, traces("2").pop());
    assert_eq!(last, traces("").pop());
    for (prompts, place) in ["1", "2", ""].into_iter().flat_map(traces) {
        let telling = ["safety", "lines", "letter"].map(str::to_owned);
        assert!(telling.iter().all(|id| !prompts.contains(id)));
        assert!(!telling[1..].iter().any(|id| place == Stop::Prompt(id.clone())), "{place:?}");
    }
}

#[test]
fn own_words_are_one_of_the_choices() {
    let mut session = begin("broke");
    go(&mut session, "kind");
    let end = Stroke::Edit(Edit::Move { to: Motion::End, select: false });
    step(&mut session, Step::Stroke(end));
    write(&mut session, "s");
    write(&mut session, "ilence");
    assert_eq!(value(&session, "kind"), Some(&Value::One(Chosen::Other("silence".to_owned()))));
}

#[test]
fn a_walk_that_only_reads_changes_nothing() {
    let mut session = begin("broke");
    go(&mut session, "what");
    write(&mut session, "mine");
    let before = session.reflection().as_ref().clone();
    let mut reader = resumed(&session).read_only();
    for taken in
        [Step::Stroke(Stroke::Type("x".to_owned())), Step::Next, Step::Back, Step::Leave, Step::Conclude]
    {
        assert!(step(&mut reader, taken).effects.is_empty());
    }
    assert_eq!(**reader.reflection(), before);
}

#[test]
fn a_guide_that_changed_resumes_at_the_first_open_question() {
    let mut session = begin("broke");
    go(&mut session, "kind");
    write(&mut session, "2");
    step(&mut session, Step::Leave);
    let mut reflection = session.reflection().as_ref().clone();
    reflection.place.at = Stop::Prompt("gone".to_owned());
    reflection.answers.push(onward::reflection::Answer {
        prompt: "gone".to_owned(),
        value: Value::Text("still mine".to_owned()),
        ..reflection.answers[0].clone()
    });
    let mut session = Session::new(guide(), reflection, now());
    assert_eq!(session.stop(), Stop::Prompt("own".to_owned()));
    write(&mut session, "x");
    assert_eq!(value(&session, "gone"), Some(&Value::Text("still mine".to_owned())));
}

/// What a hand may do.
fn any_step() -> impl Strategy<Value = Step> {
    let motion = prop_oneof![
        Just(Motion::Left),
        Just(Motion::Right),
        Just(Motion::Up),
        Just(Motion::Down),
        Just(Motion::Start),
        Just(Motion::End),
    ];
    prop_oneof![
        4 => Just(Step::Next),
        3 => Just(Step::Back),
        2 => Just(Step::Skip),
        1 => Just(Step::Leave),
        2 => Just(Step::Stroke(Stroke::Enter)),
        6 => "[a-z0-9 .\u{e9}\u{65e5}\n]{1,3}".prop_map(|text| Step::Stroke(Stroke::Type(text))),
        1 => Just(Step::Stroke(Stroke::Edit(Edit::Backspace))),
        1 => Just(Step::Stroke(Stroke::Edit(Edit::Undo))),
        2 => motion.prop_map(|to| Step::Stroke(Stroke::Edit(Edit::Move { to, select: false }))),
        1 => (0usize..60, 0usize..12).prop_map(|(column, row)| Step::Stroke(Stroke::Click { column, row, select: false })),
        1 => prop_oneof![
            Just("what"), Just("kind"), Just("letter"), Just("keep"), Just("safety"), Just("nowhere"),
        ].prop_map(|id| Step::Jump(Stop::Prompt(id.to_owned()))),
        1 => "[a-z0-9. ]{0,4}".prop_map(Step::Hear),
    ]
}

/// The prompts that have an answer, set aside or not.
fn answered(session: &Session) -> BTreeSet<String> {
    let given = session.reflection().answers.iter().filter(|answer| !answer.value.is_empty());
    given.map(|answer| answer.prompt.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_walk_loses_an_answer(side in prop_oneof![Just("broke"), Just("hurt")], steps in prop::collection::vec(any_step(), 1..120)) {
        let mut session = begin(side);
        session.fit(40, 6);
        for taken in steps {
            let before = answered(&session);
            let here = session.stop();
            step(&mut session, taken);
            // Only the answer at hand can have been emptied, by the person.
            for prompt in before.difference(&answered(&session)) {
                prop_assert_eq!(&Stop::Prompt(prompt.clone()), &here);
            }
            let order: Vec<_> = session.reflection().answers.iter().map(|answer| answer.prompt.clone()).collect();
            let once: BTreeSet<_> = order.iter().collect();
            prop_assert_eq!(once.len(), order.len());
            prop_assert!(session.reflection().answer("safety").is_none());
        }
    }

    #[test]
    fn back_always_undoes_next(steps in prop::collection::vec(any_step(), 0..80)) {
        let mut session = begin("broke");
        for taken in steps {
            step(&mut session, taken);
        }
        let here = session.stop();
        step(&mut session, Step::Next);
        if session.stop() != here {
            step(&mut session, Step::Back);
            prop_assert_eq!(session.stop(), here);
        }
    }

    #[test]
    fn a_resumed_walk_equals_one_that_never_stopped(
        steps in prop::collection::vec(any_step(), 0..60),
        after in prop::collection::vec(any_step(), 0..40),
    ) {
        // The unsaved check is put aside: what it opens is, by its own declaration, forgotten.
        let mut session = begin("broke");
        step(&mut session, Step::Jump(Stop::Prompt("what".to_owned())));
        // A line heard after a stop starts its answer anew, as the plain door says; strokes go on in it.
        let safe = |taken: &Step| !matches!(taken, Step::Jump(_) | Step::Back | Step::Hear(_))
            && !matches!(taken, Step::Stroke(Stroke::Edit(Edit::Undo)));
        // And what depends on it is no place to come back to until something was written there: that would tell.
        let forget = |session: &Session| matches!(session.stop(), Stop::Prompt(id)
            if id == "safety" || id == "lines" || id == "letter" && value(session, "letter").is_none_or(Value::is_empty));
        // Where a click lands depends on how far a long answer was scrolled, which is not kept.
        let clicks = |taken: &Step| matches!(taken, Step::Stroke(Stroke::Click { .. }));
        for taken in steps.into_iter().filter(|taken| safe(taken) && !clicks(taken)) {
            step(&mut session, taken);
        }
        prop_assume!(!forget(&session));
        step(&mut session, Step::Leave);
        let mut again = resumed(&session);
        prop_assert_eq!(again.stop(), session.stop());
        prop_assert_eq!(again.reflection(), session.reflection());
        for taken in after.into_iter().filter(|taken| safe(taken) && !clicks(taken)) {
            step(&mut session, taken.clone());
            step(&mut again, taken);
            if forget(&session) || forget(&again) {
                return Ok(());
            }
            prop_assert_eq!(again.stop(), session.stop());
            prop_assert_eq!(again.reflection(), session.reflection());
        }
    }
}
