//! An answer beside the earlier ones to the same question: on request, one by one, and nothing of it when locked.

use super::tests::{HOME, SMALL, desk_at, keep, reflection, show, to, typed};
use super::*;

const PROMPT: &str = "What do you know so far?";

/// A journal with the same question answered so many times, the last one asked about.
fn journal(times: u8) -> (tempfile::TempDir, Desk, Found) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    let mut last = None;
    for n in 1..=times {
        let mut one = reflection(n, &format!("2025-0{n}-12"), "Repairing trust");
        let words =
            format!("In month {n} I knew a little more.\n\n{}The end of {n}.", "And so on.\n".repeat(9));
        one.answers[0].value = Value::Text(words);
        if n == 2 {
            one.answers[0].at = moment("2025-03-01T08:00:00+00:00");
        }
        last = Some(keep(&root, &one));
    }
    let desk = desk_at(root, home.path().join("guides"));
    (home, desk, last.unwrap())
}

/// Opens it from the page, at the first answer.
fn then(found: &Found, desk: &mut Desk) -> Box<dyn Scene> {
    let at = Some(At { stage: "open-communication".into(), prompt: PROMPT.into() });
    let route = Route::Read { found: Box::new(found.clone()), copy: false, at, typed: String::new() };
    let mut read = build(route, desk).unwrap();
    show(read.as_mut(), HOME);
    let Turn::Open(route @ Route::Then(_)) = read.act(Act::Then, desk) else { panic!() };
    let mut scene = build(route, desk).unwrap();
    wait(scene.as_mut(), desk);
    scene
}

/// Waits until all was found.
fn wait(scene: &mut dyn Scene, desk: &mut Desk) {
    for _ in 0..1000 {
        scene.woken(desk);
        let page = show(scene, HOME);
        if !page.contains("still looking") && !page.contains("Looking for") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn an_earlier_answer_stands_beside_this_one_and_the_arrows_go_to_others() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, mut desk, found) = journal(4);
        let mut scene = then(&found, &mut desk);
        let mut pages = vec![show(scene.as_mut(), size)];
        for motion in [Motion::Left, Motion::Left, Motion::Left, Motion::Right] {
            scene.act(to(motion), &mut desk);
            pages.push(show(scene.as_mut(), size));
        }
        assert_eq!(pages[2], pages[3], "there is none older");
        assert_eq!(pages[1], pages[4]);
        insta::assert_snapshot!(format!("then_{of}"), pages[..2].join("\n----\n"));
        for _ in 0..10 {
            scene.act(to(Motion::PageDown), &mut desk);
        }
        let end = show(scene.as_mut(), size);
        assert!(end.contains("The end of 4.") && end.contains("2 of 3"), "{end}");
    }
}

#[test]
fn where_there_is_none_that_is_said_and_nothing_to_turn_is_offered() {
    for size in [HOME, SMALL] {
        let (_home, mut desk, found) = journal(1);
        let mut scene = then(&found, &mut desk);
        let page = show(scene.as_mut(), size);
        assert!(page.contains("There is no earlier answer") && !page.contains("older"), "{page}");
        assert!(matches!(scene.act(Act::Then, &mut desk), Turn::Close));
    }
    let (_home, mut desk, found) = journal(2);
    let page = show(then(&found, &mut desk).as_mut(), HOME);
    assert!(page.contains("1 of 1") && !page.contains("older"), "{page}");
}

#[test]
fn it_is_asked_for_at_a_question_while_writing_too() {
    let (_home, mut desk) = super::tests::walk();
    let route = Route::Begin { guide: "walk".into(), perspective: "broke".into() };
    let mut first = build(route.clone(), &mut desk).unwrap();
    show(first.as_mut(), HOME);
    assert!(matches!(first.act(Act::Then, &mut desk), Turn::Stay), "a page is no question");
    assert!(desk.hands.note().is_some());
    first.act(Act::Enter, &mut desk);
    first.act(typed("I lied about the money."), &mut desk);
    first.save(&mut desk);
    desk.hands.set_clock(|| "2026-11-24T08:00:00+00:00".parse().unwrap());
    let mut second = build(route, &mut desk).unwrap();
    show(second.as_mut(), HOME);
    second.act(Act::Enter, &mut desk);
    let Turn::Open(route) = second.act(Act::Then, &mut desk) else { panic!() };
    let mut scene = build(route, &mut desk).unwrap();
    wait(scene.as_mut(), &mut desk);
    let page = show(scene.as_mut(), HOME);
    assert!(
        page.contains("I lied about the money.") && page.contains("Nothing is written here yet"),
        "{page}"
    );
    assert!(!show(second.as_mut(), HOME).contains("I lied"), "never shown unasked");
}

#[test]
fn nothing_of_it_is_left_while_locked_and_it_comes_back() {
    let (_home, mut desk, found) = journal(3);
    let mut scene = then(&found, &mut desk);
    let before = show(scene.as_mut(), HOME);
    scene.lock();
    assert!(!format!("{scene:?}").contains("a little more") && !show(scene.as_mut(), HOME).contains("month"));
    scene.woken(&mut desk);
    wait(scene.as_mut(), &mut desk);
    assert_eq!(show(scene.as_mut(), HOME), before);
}

#[test]
fn every_size_draws_then_and_now() {
    for (width, height) in [(20, 6), (24, 8), (44, 16), (76, 10), (90, 20), (300, 90)] {
        for times in [1, 3] {
            let (_home, mut desk, found) = journal(times);
            show(then(&found, &mut desk).as_mut(), Size { width, height });
        }
    }
}

#[test]
fn one_that_has_gone_since_says_so_and_hides_no_other() {
    let (home, mut desk, found) = journal(4);
    let mut scene = then(&found, &mut desk);
    let gone = home.path().join("journal/reflections/2025/02");
    std::fs::rename(&gone, home.path().join("gone")).unwrap();
    scene.act(to(Motion::Left), &mut desk);
    let page = show(scene.as_mut(), HOME);
    assert!(page.contains("2 of 3") && page.contains("not there any more"), "{page}");
    scene.act(to(Motion::Left), &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("In month 1"));
}

#[test]
fn the_one_that_was_before_the_eyes_is_waited_for_after_it_was_locked() {
    let (_home, mut desk, found) = journal(5);
    let loaded = desk.hands.read_at(&found).unwrap();
    let at = At { stage: "open-communication".into(), prompt: PROMPT.into() };
    let page = ThenPage::of(&loaded.reflection, &at).unwrap();
    let mut scene = super::super::then::Then::new(ThenPage { found: Some(found), ..page }, &desk);
    wait(&mut scene, &mut desk);
    (0..3).for_each(|_| drop(scene.act(to(Motion::Left), &mut desk)));
    let before = show(&mut scene, HOME);
    assert!(before.contains("4 of 4"), "{before}");
    let all: Vec<_> = desk.hands.list().iter().skip(1).map(|one| one.found.clone()).collect();
    for more in [true, false] {
        scene.lock();
        scene.woken(&mut desk);
        let mut tell = None;
        scene.look_by(|asked| {
            let (earlier, sender) = crate::perform::Earlier::by_hand(&desk.hands, asked);
            tell = Some(sender);
            earlier
        });
        let tell = tell.unwrap();
        tell.send(all[..1].to_vec()).unwrap();
        scene.woken(&mut desk);
        scene.act(to(Motion::Left), &mut desk);
        scene.act(to(Motion::Right), &mut desk);
        let page = show(&mut scene, HOME);
        assert!(page.contains("Looking for earlier answers") && !page.contains("of 1"), "{page}");
        if more {
            tell.send(all[1..].to_vec()).unwrap();
        }
        drop(tell);
        scene.woken(&mut desk);
        let page = show(&mut scene, HOME);
        match more {
            true => assert_eq!(page, before),
            false => assert!(page.contains("1 of 1") && page.contains("In month 4"), "{page}"),
        }
    }
}
