//! A preview of a guide's file: what is seen while it is walked, changed, broken, mended and taken away.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use super::tests::{HOME, SMALL, desk_at, show, to, typed};
use super::*;
use crate::perform::template;
use crate::text::Motion;
use crate::tui::keys::Act;

fn write(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// A file as `guides new` makes it, and a preview of it from this side.
fn preview(side: Option<&str>) -> (tempfile::TempDir, PathBuf, Desk, Box<dyn Scene>) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("mine.toml");
    write(&file, &text());
    let mut desk = desk_at(home.path().join("journal"), home.path().join("guides"));
    let previewed = Previewed { file: file.clone(), perspective: side.map(str::to_owned) };
    desk.preview = Some(previewed.clone());
    let scene = build(Route::Preview(previewed), &mut desk).unwrap();
    (home, file, desk, scene)
}

fn text() -> String {
    template("mine", false).unwrap()
}

fn press(scene: &mut dyn Scene, act: Act, desk: &mut Desk) {
    assert!(matches!(scene.act(act, desk), Turn::Stay));
}

/// Looks until nothing new is seen, and tells whether anything was.
fn look(scene: &mut dyn Scene, desk: &mut Desk) -> bool {
    let mut seen = false;
    for _ in 0..3 {
        seen |= scene.watch(desk);
    }
    seen
}

#[test]
fn the_walk_stays_where_it_is_while_its_file_changes() {
    let (_home, file, mut desk, mut scene) = preview(Some("broke"));
    press(scene.as_mut(), Act::Next, &mut desk);
    for letter in ["o", "n", "e"] {
        press(scene.as_mut(), typed(letter), &mut desk);
    }
    assert!(!look(scene.as_mut(), &mut desk));
    write(&file, &text().replace("What did you do?", "What have you done?"));
    assert!(look(scene.as_mut(), &mut desk) && desk.hands.note().is_some());
    let shown = show(scene.as_mut(), HOME);
    assert!(shown.contains("What have you done?") && shown.contains("one"), "{shown}");
    assert!(scene.changed().is_none(), "all of it is drawn anew");
    press(scene.as_mut(), Act::Next, &mut desk);
    press(scene.as_mut(), Act::Back, &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("one"));
    assert!(!scene.is_saved() && desk.unsaved.is_none());
}

#[test]
fn faults_stand_in_its_place_until_they_are_mended() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, file, mut desk, mut scene) = preview(Some("hurt"));
        press(scene.as_mut(), Act::Next, &mut desk);
        press(scene.as_mut(), typed("x"), &mut desk);
        write(
            &file,
            &text()
                .replace("required", "requird")
                .replace("at least", "")
                .replace("answer.scale", "answer.scal"),
        );
        assert!(look(scene.as_mut(), &mut desk));
        let first = show(scene.as_mut(), size).replace(&*file.to_string_lossy(), "mine.toml");
        press(scene.as_mut(), to(Motion::PageDown), &mut desk);
        let second = show(scene.as_mut(), size).replace(&*file.to_string_lossy(), "mine.toml");
        // A temporary folder's name has no one length.
        let pages = [first, second]
            .map(|page| page.lines().filter(|line| !line.contains("/tmp")).collect::<Vec<_>>().join("\n"));
        insta::assert_snapshot!(format!("preview_faults_{of}"), pages.join("\n----\n"));
        press(scene.as_mut(), typed("y"), &mut desk);
        write(&file, &text());
        assert!(look(scene.as_mut(), &mut desk));
        let shown = show(scene.as_mut(), HOME);
        assert!(
            shown.contains("What did they do?") && shown.contains("x") && !shown.contains("xy"),
            "{shown}"
        );
    }
}

#[test]
fn a_file_that_is_taken_away_is_told_and_comes_back() {
    let (home, file, mut desk, mut scene) = preview(Some("hurt"));
    let away = home.path().join("away");
    std::fs::rename(&file, &away).unwrap();
    assert!(!scene.watch(&mut desk), "for a moment it may be away");
    assert!(look(scene.as_mut(), &mut desk));
    assert!(show(scene.as_mut(), HOME).contains("it cannot be read"));
    std::fs::rename(&away, &file).unwrap();
    assert!(look(scene.as_mut(), &mut desk));
    assert!(show(scene.as_mut(), HOME).contains("This is not therapy."));
}

#[test]
fn the_side_is_asked_for_where_it_is_not_given_or_is_gone() {
    let (_home, file, mut desk, mut scene) = preview(None);
    assert!(show(scene.as_mut(), HOME).contains("My trust was broken"));
    assert!(matches!(scene.act(Act::Pause, &mut desk), Turn::Leave));
    press(scene.as_mut(), Act::Enter, &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("This is not therapy."));
    let renamed = text().replace("\"broke\"", "\"mine\"").replace("broke =", "mine =");
    write(&file, &renamed);
    assert!(look(scene.as_mut(), &mut desk));
    assert!(show(scene.as_mut(), HOME).contains("I broke trust"), "asked again");
}

#[test]
fn its_end_says_that_nothing_is_kept_and_leads_back() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (home, _, mut desk, mut scene) = preview(Some("hurt"));
        for _ in 0..12 {
            press(scene.as_mut(), Act::Skip, &mut desk);
        }
        insta::assert_snapshot!(format!("preview_end_{of}"), show(scene.as_mut(), size));
        press(scene.as_mut(), Act::Enter, &mut desk);
        assert!(show(scene.as_mut(), HOME).contains("This is not therapy."));
        assert!(matches!(scene.act(Act::Pause, &mut desk), Turn::Open(Route::Pause)));
        let mut pause = build(Route::Pause, &mut desk).unwrap();
        let shown = show(pause.as_mut(), HOME);
        assert!(shown.contains("nothing of it is kept") && !shown.contains("saved"), "{shown}");
        let again = build(Route::Home, &mut desk).unwrap();
        assert!(again.watches(), "home is the beginning");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "only the guide is there");
    }
}

#[test]
fn what_needs_a_journal_or_another_program_is_not_offered() {
    let (_home, _, mut desk, mut scene) = preview(Some("broke"));
    press(scene.as_mut(), Act::Next, &mut desk);
    for act in [Act::Then, Act::External] {
        assert!(
            !scene
                .offered(scene.keys())
                .iter()
                .chain(&scene.offered(scene.writing()))
                .any(|key| key.act == act)
        );
    }
}
