//! The screens of promises: the walk through a day, the list, one promise, the year, and the acts that were asked for.

use super::*;
use crate::promise::commitments;
use crate::reflection::{Cadence, CheckIn, CheckIns, Keeping, Link, Outcome, Plan, Promise, Role, Terms};
use crate::tui::look::Colours;

fn day(text: &str) -> crate::moment::Day {
    text.parse().unwrap()
}

/// A reflection with a promise, answered on most days of so many up to a Sunday; the desk's clock stands on the Monday after.
fn promised(n: u8, title: &str, cadence: Cadence, days: i32) -> Reflection {
    let last = day("2026-11-22");
    let outcome = |on: crate::moment::Day| match (on.weekday().place(), on.day() % 9) {
        (4, 0..4) => Outcome::Missed,
        (_, 3) => Outcome::Partly,
        _ => Outcome::Kept,
    };
    let all = (0..days).rev().map(|back| last.plus(-back)).filter(|on| on.day() % 13 != 0);
    let said = all.map(|on| CheckIn {
        on,
        outcome: outcome(on),
        note: if on.day() == 3 { "Rang late, and said so".to_owned() } else { String::new() },
    });
    let mut one = reflection(n, "2026-11-09", "A promise");
    one.status = Status::Finished;
    let template = one.answers[0].clone();
    let link = |role| Keeping { link: Some(Link { role, of: "vow".to_owned() }), ..Keeping::default() };
    let terms = Terms {
        promise: title.to_owned(),
        plan: Plan { when: "it gets late".to_owned(), then: "ring before six".to_owned() },
        cadence,
        ..Terms::from(last.plus(-days.max(1)))
    };
    let plan = Plan { when: "I forget".to_owned(), then: "say so the same day".to_owned() };
    let answer = |prompt: &str, value, keeping| Answer {
        prompt: prompt.to_owned(),
        value,
        keeping,
        ..template.clone()
    };
    let check_ins: CheckIns = said.collect();
    one.answers = vec![
        answer("vow", Value::Promise(Promise::new(terms)), Keeping { check_ins, ..Keeping::default() }),
        answer("miss", Value::Plan(plan), link(Role::Missed)),
        answer("acts", Value::Items(vec!["They ring when they are late".to_owned()]), link(Role::Acts)),
    ];
    one
}

fn home(all: &[Reflection]) -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    all.iter().for_each(|one| drop(keep(&root, one)));
    let desk = desk_at(root, home.path().join("guides"));
    (home, desk)
}

/// Opens a screen and waits until it knows its promises.
fn open(route: Route, desk: &mut Desk, knows: &str) -> Box<dyn Scene> {
    let mut scene = build(route, desk).unwrap();
    let begun = std::time::Instant::now();
    while !show(scene.as_mut(), HOME).contains(knows) {
        scene.woken(desk);
        assert!(begun.elapsed().as_secs() < 60, "{}", show(scene.as_mut(), HOME));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    scene
}

fn said(desk: &Desk) -> String {
    let all = desk.hands.promises();
    all.held.first().map(|one| one.commitment.check_ins.text()).unwrap_or_default()
}

#[test]
fn a_day_is_answered_by_two_keys_and_a_note_if_one_is_wanted() {
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 0)]);
    let mut scene = open(Route::Today, &mut desk, "How was it today?");
    insta::assert_snapshot!("today_80x24", show(scene.as_mut(), HOME));
    insta::assert_snapshot!("today_40x12", show(scene.as_mut(), SMALL));
    scene.act(typed("m"), &mut desk);
    assert_eq!(said(&desk), "2026-11-23 missed\n", "it is saved at once");
    let note = show(scene.as_mut(), HOME);
    assert!(
        note.contains("You wrote for such a day: When I forget, then I will say so the same day"),
        "{note}"
    );
    scene.act(typed("held up"), &mut desk);
    assert_eq!(said(&desk), "2026-11-23 missed held up\n", "what is on the screen is on the disk");
    scene.act(Act::Enter, &mut desk);
    assert_eq!(said(&desk), "2026-11-23 missed held up\n");
    let yesterday = show(scene.as_mut(), HOME);
    assert!(yesterday.contains("How was it yesterday?") && yesterday.contains("22 November"), "{yesterday}");
    scene.act(typed("k"), &mut desk);
    scene.act(Act::Enter, &mut desk);
    assert_eq!(said(&desk), "2026-11-22 kept\n2026-11-23 missed held up\n");
    let end = show(scene.as_mut(), HOME);
    assert!(end.contains("That is all for today.") && end.contains("Next: 24 November 2026."), "{end}");
    assert!(matches!(scene.act(typed("d"), &mut desk), Turn::Close));
}

/// After a lock a screen shows nothing of what was read, and once it is unlocked all of it.
fn locks_and_comes_back(scene: &mut dyn Scene, desk: &mut Desk, knows: &str) {
    assert!(show(scene, HOME).contains(knows));
    scene.lock();
    let locked = show(scene, HOME);
    assert!(!locked.contains("ring"), "{locked}");
    let begun = std::time::Instant::now();
    while !show(scene, HOME).contains(knows) {
        scene.woken(desk);
        assert!(begun.elapsed().as_secs() < 60, "{}", show(scene, HOME));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn each_screen_of_promises_comes_back_after_a_lock() {
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 30)]);
    let all = desk.hands.promises();
    let (one, acts) = (all.held[0].clone(), all.acts[0].clone());
    for (route, knows) in [
        (Route::Today, "I ring at six"),
        (Route::Promises, "I ring at six"),
        (Route::Promise(Box::new(one.clone())), "I ring at six"),
        (Route::Year(Some(Box::new(one))), "I ring at six"),
        (Route::Acts(Box::new(acts)), "They ring when they are late"),
    ] {
        let mut scene = open(route, &mut desk, knows);
        locks_and_comes_back(scene.as_mut(), &mut desk, knows);
    }
}

#[test]
fn what_could_not_be_saved_was_not_said() {
    let (home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 0)]);
    let mut scene = open(Route::Today, &mut desk, "How was it today?");
    std::fs::rename(home.path().join("journal"), home.path().join("elsewhere")).unwrap();
    scene.act(typed("k"), &mut desk);
    assert!(desk.hands.note().is_some());
    assert!(show(scene.as_mut(), HOME).contains("How was it today?"), "it is asked again");
    std::fs::rename(home.path().join("elsewhere"), home.path().join("journal")).unwrap();
    scene.act(typed("k"), &mut desk);
    assert_eq!(said(&desk), "2026-11-23 kept\n");
    // A note that could not be saved letter by letter is saved by the key that goes on.
    std::fs::rename(home.path().join("journal"), home.path().join("elsewhere")).unwrap();
    scene.act(typed("late"), &mut desk);
    assert!(desk.hands.note().is_some());
    std::fs::rename(home.path().join("elsewhere"), home.path().join("journal")).unwrap();
    scene.act(Act::Enter, &mut desk);
    assert_eq!(said(&desk), "2026-11-23 kept late\n");
}

#[test]
fn all_promises_stand_in_a_list() {
    let mut resting = promised(2, "I read the account to them", Cadence::Weekly, 40);
    if let Value::Promise(promise) = &mut resting.answers[0].value {
        promise.rest(day("2026-11-10"));
    }
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 300), resting]);
    let mut scene = open(Route::Promises, &mut desk, "Held now");
    insta::assert_snapshot!("promises_80x24", show(scene.as_mut(), HOME));
    insta::assert_snapshot!("promises_40x12", show(scene.as_mut(), SMALL));
    scene.act(to(Motion::Down), &mut desk);
    scene.act(Act::Partly, &mut desk);
    let all = desk.hands.promises();
    let one = all.held.iter().find(|one| one.commitment.title() == "I ring at six").unwrap();
    assert!(one.commitment.check_ins.text().ends_with("2026-11-23 partly\n"));
    scene.act(Act::Reopen, &mut desk);
    let all = desk.hands.promises();
    let one = all.held.iter().find(|one| one.commitment.title() == "I ring at six").unwrap();
    assert!(one.commitment.check_ins.on(day("2026-11-23")).is_none(), "it is open again");
    locks_and_comes_back(scene.as_mut(), &mut desk, "I ring at six");
}

#[test]
fn one_promise_can_rest_end_and_be_taken_up_again() {
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 300)]);
    let one = desk.hands.promises().held.remove(0);
    let mut scene = build(Route::Promise(Box::new(one)), &mut desk).unwrap();
    insta::assert_snapshot!("promise_80x24", show(scene.as_mut(), HOME));
    let before = said(&desk);
    let due = |desk: &Desk, on: &str| desk.hands.promises().held[0].commitment.promise.is_due(day(on));
    scene.act(typed("r"), &mut desk);
    assert!(!due(&desk, "2026-11-23") && due(&desk, "2026-11-22"));
    scene.act(typed("u"), &mut desk);
    assert!(due(&desk, "2026-11-23"));
    assert!(matches!(scene.act(typed("e"), &mut desk), Turn::Open(Route::Confirm(_))));
    assert!(due(&desk, "2026-11-23"), "not before a yes");
    scene.answer(Reply::Yes, &mut desk);
    assert!(!due(&desk, "2026-11-23"));
    assert_eq!(said(&desk), before, "what was answered stays");
}

#[test]
fn a_year_is_walked_day_by_day() {
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 300)]);
    let one = desk.hands.promises().held.remove(0);
    let mut scene = build(Route::Year(Some(Box::new(one))), &mut desk).unwrap();
    insta::assert_snapshot!("year_80x24", show(scene.as_mut(), HOME));
    insta::assert_snapshot!("year_40x12", show(scene.as_mut(), SMALL));
    let (plain, _) = draw(scene.as_mut(), HOME, Look::new(Colours::None, false));
    assert!(lines(&plain).iter().all(|line| line.is_ascii()), "{plain:?}");
    // Twenty days back stands the third of November, with its note.
    (0..20).for_each(|_| drop(scene.act(to(Motion::Up), &mut desk)));
    let third = show(scene.as_mut(), HOME);
    assert!(
        third.contains("Tuesday, 3 November 2026: partly") && third.contains("Rang late, and said so"),
        "{third}"
    );
    scene.act(Act::Kept, &mut desk);
    assert!(said(&desk).contains("2026-11-03 kept Rang late, and said so\n"));
    (0..25).for_each(|_| drop(scene.act(to(Motion::Down), &mut desk)));
    assert!(show(scene.as_mut(), HOME).contains("28 November 2026: still to come"));
    scene.act(Act::Kept, &mut desk);
    assert!(desk.hands.note().is_some() && !said(&desk).contains("2026-11-28"));
    scene.act(Act::InWords, &mut desk);
    insta::assert_snapshot!("year_in_words_80x24", show(scene.as_mut(), HOME));
    scene.act(Act::Pause, &mut desk);
    scene.act(Act::Turn(false), &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("2025  I ring at six"));
}

/// Each kind of day has its own sign: colour says nothing that the shape does not.
#[test]
fn days_are_told_apart_by_shape() {
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 300)]);
    let one = desk.hands.promises().held.remove(0);
    let all = commitments(&desk.hands.read_at(&one.found).unwrap().reflection);
    for unicode in [true, false] {
        let mut scene = build(Route::Year(Some(Box::new(one.clone()))), &mut desk).unwrap();
        let (buffer, _) = draw(scene.as_mut(), HOME, Look::new(Colours::None, unicode));
        let drawn = lines(&buffer).join("\n");
        let signs = if unicode { ["●", "◐", "○", "·"] } else { ["#", "+", "o", "."] };
        for (sign, mark) in signs.iter().zip(crate::promise::Mark::ALL) {
            let days = (0..365).map(|n| day("2026-01-01").plus(n)).filter(|on| *on <= day("2026-11-23"));
            let counted = days.filter(|on| all[0].mark(*on) == mark).count();
            let drawn = drawn.lines().skip(4).take(7).map(|line| line.get(6..).unwrap_or_default());
            let seen: usize = drawn.map(|line| line.matches(sign).count()).sum();
            assert_eq!(seen, counted, "{sign}");
        }
    }
}

#[test]
fn ten_years_of_days_are_opened_like_none() {
    let long = promised(1, "I ring at six", Cadence::Daily, 3650);
    let (_home, mut desk) = home(&[long, promised(2, "I come home at six", Cadence::Daily, 0)]);
    let mut scene = open(Route::Promises, &mut desk, "Held now");
    assert!(show(scene.as_mut(), HOME).contains("I come home at six"));
    let all = desk.hands.promises();
    assert!(all.held.iter().any(|one| one.commitment.check_ins.iter().count() > 3_000));
}

#[test]
fn acts_that_were_asked_for_are_noted_without_a_duty() {
    let (_home, mut desk) = home(&[promised(1, "I ring at six", Cadence::Daily, 0)]);
    let acts = desk.hands.promises().acts.remove(0);
    let mut scene = build(Route::Acts(Box::new(acts)), &mut desk).unwrap();
    insta::assert_snapshot!("acts_80x24", show(scene.as_mut(), HOME));
    scene.act(typed("1"), &mut desk);
    let Turn::Open(note) = scene.act(typed("s"), &mut desk) else { panic!() };
    let mut note = build(note, &mut desk).unwrap();
    note.act(typed("twice"), &mut desk);
    assert!(matches!(note.act(Act::Enter, &mut desk), Turn::Reply(Reply::Changed)));
    scene.resume(&mut desk);
    scene.answer(Reply::Changed, &mut desk);
    let told = show(scene.as_mut(), HOME);
    assert!(told.contains("23 November 2026: seen. twice"), "{told}");
    let noticed = desk.hands.promises().acts.remove(0).asked.noticed;
    assert_eq!(noticed.len(), 1, "one word for a day and an act");
}
