//! A reflection as it is read: its answers one by one, with the words that were looked for, and what each key does.

use super::tests::{HOME, SMALL, desk_at, draw, keep, reflection, show, to};
use super::*;
use crate::tui::look::Colours;

/// A journal with one reflection of many answers.
fn journal() -> (tempfile::TempDir, Desk, Found) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    let mut mine = reflection(4, "2026-11-21", "Repairing trust");
    for n in 0..12 {
        let mut more = mine.answers[0].clone();
        more.prompt = format!("more-{n}");
        more.asked = format!("What came as number {n}?");
        more.value = Value::Text(format!("Naïve hopes, number {n}.\nAnd a line more."));
        mine.answers.push(more);
    }
    let found = keep(&root, &mine);
    let desk = desk_at(root, home.path().join("guides"));
    (home, desk, found)
}

fn read_at(found: &Found, prompt: Option<&str>, typed: &str, desk: &mut Desk) -> Box<dyn Scene> {
    let at = prompt.map(|prompt| At { stage: "open-communication".into(), prompt: prompt.into() });
    let found = Box::new(found.clone());
    build(Route::Read { found, copy: false, at, typed: typed.into() }, desk).unwrap()
}

fn marked(page: &str) -> Option<String> {
    page.lines().find_map(|line| {
        line.trim_start().strip_prefix('›').map(|rest| rest.trim_matches([' ', '↑', '↓']).to_owned())
    })
}

#[test]
fn it_opens_at_an_answer_and_goes_from_one_to_the_next() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, mut desk, found) = journal();
        let mut scene = read_at(&found, Some("more-5"), "naive hop", &mut desk);
        let first = show(scene.as_mut(), size);
        assert_eq!(marked(&first).as_deref(), Some("What came as number 5?"));
        let mut pages = vec![first];
        for act in [Act::Next, to(Motion::Left), Act::Back] {
            scene.act(act, &mut desk);
            pages.push(show(scene.as_mut(), size));
        }
        assert_eq!(marked(&pages[3]).as_deref(), Some("What came as number 4?"));
        insta::assert_snapshot!(format!("read_at_{of}"), pages[..2].join("\n----\n"));
    }
}

#[test]
fn enter_goes_on_at_the_marked_answer_else_where_one_stopped() {
    let (_home, mut desk, found) = journal();
    let mut scene = read_at(&found, None, "", &mut desk);
    show(scene.as_mut(), HOME);
    let stop = |turn: Turn| match turn {
        Turn::Open(Route::GoOn { stop, .. }) => stop,
        turn => panic!("{turn:?}"),
    };
    assert_eq!(stop(scene.act(Act::Enter, &mut desk)), None);
    scene.act(Act::Next, &mut desk);
    assert_eq!(stop(scene.act(Act::Enter, &mut desk)), Some(Stop::Prompt("What do you know so far?".into())));
    // What is scrolled away is no longer marked, and what is in sight comes next.
    scene.act(to(Motion::End), &mut desk);
    assert_eq!(stop(scene.act(Act::Enter, &mut desk)), None);
    scene.act(Act::Back, &mut desk);
    assert_eq!(marked(&show(scene.as_mut(), HOME)).as_deref(), Some("What came as number 11?"));
    scene.act(to(Motion::Right), &mut desk);
    assert_eq!(marked(&show(scene.as_mut(), HOME)).as_deref(), Some("What came as number 11?"), "the last");
}

#[test]
fn words_that_were_looked_for_are_seen_without_colour() {
    let (_home, mut desk, found) = journal();
    let mut scene = read_at(&found, Some("more-1"), "naive numb", &mut desk);
    let (buffer, _) = draw(scene.as_mut(), HOME, Look::new(Colours::None, false));
    let underlined = |cell: &&ratatui::buffer::Cell| {
        cell.modifier.contains(ratatui::style::Modifier::UNDERLINED | ratatui::style::Modifier::BOLD)
    };
    let words: String = buffer.content.iter().filter(underlined).map(|cell| cell.symbol()).collect();
    assert!(words.starts_with("numberNaïvenumber"), "{words}");
    let (buffer, cursor) = draw(scene.as_mut(), HOME, Look::new(Colours::None, false));
    let cursor = cursor.unwrap();
    assert_eq!(buffer[(cursor.x - 2, cursor.y)].symbol(), ">");
}

#[test]
fn a_copy_is_only_read_and_what_was_let_go_of_comes_back_where_it_was() {
    let (_home, mut desk, found) = journal();
    let route = Route::Read { found: Box::new(found.clone()), copy: true, at: None, typed: String::new() };
    let mut copy = build(route, &mut desk).unwrap();
    copy.act(Act::Next, &mut desk);
    assert!(matches!(copy.act(Act::Enter, &mut desk), Turn::Stay));
    assert!(!show(copy.as_mut(), HOME).contains("continue"));
    for act in [Act::Enter, Act::Rename] {
        assert!(!copy.offers(&act) && matches!(copy.act(act, &mut desk), Turn::Stay));
    }
    assert!(copy.offers(&Act::Then) && copy.offers(&Act::Export));
    let mut scene = read_at(&found, Some("more-5"), "", &mut desk);
    let before = show(scene.as_mut(), HOME);
    scene.lock();
    scene.lock();
    assert!(!format!("{scene:?}").contains("Naïve") && !show(scene.as_mut(), HOME).contains("Naïve"));
    scene.woken(&mut desk);
    assert_eq!(show(scene.as_mut(), HOME), before);
}

#[test]
fn a_long_answer_shows_what_was_found_in_it() {
    let (_home, mut desk, found) = journal();
    let mut mine = desk.hands.read_at(&found).unwrap().reflection;
    mine.id = Id::from_numbers([9; 8]);
    mine.answers[3].value = Value::Text(format!("{}and here a needle", "Hay and more hay.\n".repeat(60)));
    let found = keep(desk.hands.paths().journal.clone().as_path(), &mine);
    for size in [HOME, SMALL] {
        let mut scene = read_at(&found, Some("more-0"), "needle", &mut desk);
        let page = show(scene.as_mut(), size);
        assert!(page.contains("a needle") && marked(&page).is_some(), "{page}");
    }
}

#[test]
fn then_and_now_without_an_answer_says_how_to_get_to_one() {
    let (_home, mut desk, found) = journal();
    let mut scene = read_at(&found, None, "", &mut desk);
    assert!(scene.offered(scene.keys()).iter().any(|key| key.act == Act::Then));
    assert!(!show(scene.as_mut(), HOME).contains("then and now"));
    assert!(matches!(scene.act(Act::Then, &mut desk), Turn::Stay));
    assert!(desk.hands.note().unwrap().what.contains("Tab goes to an answer"));
    scene.act(Act::Next, &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("F7 then and now"));
    assert!(matches!(scene.act(Act::Then, &mut desk), Turn::Open(Route::Then(_))));
}
