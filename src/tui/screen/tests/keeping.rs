//! Another title, and a copy to hand out: what is seen, what is written, and what is not.

use super::tests::{HOME, SMALL, desk_at, keep, reflection, show, to, typed};
use super::*;

/// A journal with one reflection, one answer of it for the other person.
fn journal() -> (tempfile::TempDir, Desk, Found) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    let mut mine = reflection(4, "2026-11-21", "After the trip");
    mine.guide_title = "Repairing trust".into();
    mine.answers[1].audience = Audience::Partner;
    let found = keep(&root, &mine);
    let desk = desk_at(root, home.path().join("guides"));
    (home, desk, found)
}

fn rename(found: &Found, desk: &mut Desk) -> Box<dyn Scene> {
    build(Route::Rename(Box::new(found.clone())), desk).unwrap()
}

fn export(found: &Found, desk: &mut Desk) -> Box<dyn Scene> {
    build(Route::Export(Box::new(found.clone())), desk).unwrap()
}

fn title(found: &Found, desk: &Desk) -> String {
    desk.hands.read_at(found).unwrap().reflection.title
}

#[test]
fn a_title_is_written_and_saved_by_enter() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, mut desk, found) = journal();
        let mut scene = rename(&found, &mut desk);
        let mut pages = vec![show(scene.as_mut(), size)];
        scene.act(typed(" to the sea\nand back"), &mut desk);
        pages.push(show(scene.as_mut(), size));
        assert!(matches!(scene.act(Act::Enter, &mut desk), Turn::Reply(Reply::Changed)));
        assert_eq!(title(&found, &desk), "After the trip to the sea and back");
        assert!(desk.hands.note().unwrap().what.contains("to the sea"));
        let mut scene = rename(&found, &mut desk);
        scene.act(Act::Edit(Edit::SelectAll), &mut desk);
        scene.act(Act::Edit(Edit::Backspace), &mut desk);
        pages.push(show(scene.as_mut(), size));
        scene.act(Act::Enter, &mut desk);
        assert_eq!(title(&found, &desk), "Repairing trust");
        insta::assert_snapshot!(format!("rename_{of}"), pages.join("\n----\n"));
    }
}

#[test]
fn esc_leaves_the_title_and_letters_are_text() {
    let (_home, mut desk, found) = journal();
    let mut scene = rename(&found, &mut desk);
    for letter in ["d", "c", "e", "?"] {
        scene.act(typed(letter), &mut desk);
    }
    scene.act(to(Motion::Left), &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("After the tripdce?"));
    assert!(matches!(scene.act(Act::Pause, &mut desk), Turn::Close));
    assert_eq!(title(&found, &desk), "After the trip");
    let mut scene = rename(&found, &mut desk);
    assert!(matches!(scene.act(Act::Enter, &mut desk), Turn::Close), "nothing to save");
}

#[test]
fn the_page_shows_its_new_title_and_the_list_hears_of_it() {
    let (_home, mut desk, found) = journal();
    let route = Route::Read { found: Box::new(found.clone()), copy: false, at: None, typed: String::new() };
    let mut read = build(route, &mut desk).unwrap();
    let Turn::Open(Route::Rename(_)) = read.act(Act::Rename, &mut desk) else { panic!() };
    desk.hands.rename(&found, "Another").unwrap();
    read.answer(Reply::Changed, &mut desk);
    assert!(show(read.as_mut(), HOME).contains("Another"));
    assert!(matches!(read.act(Act::Pause, &mut desk), Turn::Reply(Reply::Changed)));
}

#[test]
fn a_copy_is_made_step_by_step() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (home, mut desk, found) = journal();
        desk.hands.hand_out_into("/home/you/Downloads".into());
        let mut scene = export(&found, &mut desk);
        let mut pages = vec![show(scene.as_mut(), size)];
        for act in [typed("2"), typed("1")] {
            scene.act(act, &mut desk);
            pages.push(show(scene.as_mut(), size));
        }
        insta::assert_snapshot!(format!("export_{of}"), pages.join("\n----\n"));
        scene.act(Act::Edit(Edit::SelectAll), &mut desk);
        let file = home.path().join("for-them.md");
        scene.act(typed(file.to_str().unwrap()), &mut desk);
        assert!(!file.exists(), "nothing before Enter");
        scene.act(Act::Enter, &mut desk);
        let said = show(scene.as_mut(), HOME);
        assert!(said.contains("It is written.") && said.contains("for-them.md"), "{said}");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("Since when?") && !text.contains("second phone"), "{text}");
        assert!(!text.contains("After the trip"), "{text}");
        assert!(matches!(scene.act(Act::Enter, &mut desk), Turn::Close));
    }
}

#[test]
fn what_is_there_is_not_written_over_and_nothing_is_written_for_nobody() {
    let (home, mut desk, found) = journal();
    let mut mine = desk.hands.read_at(&found).unwrap().reflection;
    mine.id = Id::from_numbers([7; 8]);
    mine.answers.iter_mut().for_each(|answer| answer.audience = Audience::Own);
    let private = keep(&home.path().join("journal"), &mine);
    desk.hands.hand_out_into(home.path().to_owned());
    let mut scene = export(&private, &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("Nothing in it is meant for them."));
    scene.act(typed("3"), &mut desk);
    assert!(desk.hands.note().unwrap().what.contains("nothing to write"));
    for act in [typed("1"), typed("2")] {
        scene.act(act, &mut desk);
    }
    let place = desk.hands.place_for(&private, crate::perform::Form::Text);
    std::io::Write::write_all(&mut std::fs::File::create_new(&place).unwrap(), b"mine").unwrap();
    scene.act(Act::Enter, &mut desk);
    let note = desk.hands.note().unwrap();
    assert!(note.what.contains("there already"), "{note}");
    assert_eq!(std::fs::read(&place).unwrap(), b"mine");
    // A step back and on again proposes another name.
    scene.act(Act::Pause, &mut desk);
    scene.act(Act::Enter, &mut desk);
    assert!(show(scene.as_mut(), WIDE).contains("-2.txt"));
    for _ in 0..2 {
        assert!(matches!(scene.act(Act::Pause, &mut desk), Turn::Stay), "a step back");
    }
    assert!(matches!(scene.act(Act::Pause, &mut desk), Turn::Close));
}

#[test]
fn every_size_draws_a_title_and_a_copy() {
    for (width, height) in [(20, 6), (24, 8), (44, 16), (300, 90)] {
        let (home, mut desk, found) = journal();
        desk.hands.hand_out_into(home.path().to_owned());
        let size = Size { width, height };
        show(rename(&found, &mut desk).as_mut(), size);
        let mut scene = export(&found, &mut desk);
        for act in [typed("1"), typed("1"), Act::Enter] {
            show(scene.as_mut(), size);
            scene.act(act, &mut desk);
        }
        show(scene.as_mut(), size);
    }
}
