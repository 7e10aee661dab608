//! The mirror on the screen: after an answer, with the phrase marked, and gone with the reply.

use super::tests::{HOME, SMALL, desk_at, draw, lines, show, to, typed};
use super::*;
use crate::question::Feature;
use crate::tui::look::{Colours, Look};

const GUIDE: &str = r#"
format = 1
id = "mirrored"
title = "Mirrored"
[[perspective]]
id = "broke"
label = "I broke trust"
[[stage]]
id = "one"
title = "Genuine remorse"
[[stage.prompt]]
id = "draft"
ask = "What do you want to say to them?"
answer.text = {}
[[stage.prompt]]
id = "next"
ask = "And now?"
answer.line = {}
"#;

fn folder() -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let guides = home.path().join("guides");
    std::fs::create_dir_all(&guides).unwrap();
    let mut file = std::fs::File::create_new(guides.join("mirrored.toml")).unwrap();
    std::io::Write::write_all(&mut file, GUIDE.as_bytes()).unwrap();
    let desk = desk_at(home.path().join("journal"), guides);
    (home, desk)
}

/// A walk in which something was written that is asked about, one step on.
fn held_up(desk: &mut Desk) -> Box<dyn Scene> {
    let route = Route::Begin { guide: "mirrored".into(), perspective: "broke".into() };
    let mut scene = build(route, desk).unwrap();
    show(scene.as_mut(), HOME);
    scene.act(typed("I am sorry if that hurt you. I paid it back on Friday."), desk);
    scene.act(Act::Next, desk);
    scene
}

#[test]
fn a_phrase_is_held_up_with_its_question() {
    let (_home, mut desk) = folder();
    let mut scene = held_up(&mut desk);
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        insta::assert_snapshot!(format!("mirror_{of}"), show(scene.as_mut(), size));
    }
    let help = scene.help().join("\n");
    assert!(help.contains("no praise"), "{help}");
}

#[test]
fn the_phrase_is_marked_without_colour_too() {
    let (_home, mut desk) = folder();
    let mut scene = held_up(&mut desk);
    for colours in [Colours::Many, Colours::None] {
        let (buffer, _) = draw(scene.as_mut(), HOME, Look::new(colours, true));
        let (y, line) =
            lines(&buffer).into_iter().enumerate().find(|(_, line)| line.contains("I am sorry if")).unwrap();
        let y = u16::try_from(y).unwrap();
        let style = |word: &str| {
            let x = u16::try_from(line[..line.find(word).unwrap()].chars().count()).unwrap();
            buffer[(x, y)].style()
        };
        assert_ne!(style("sorry if"), style("I am"), "{colours:?}");
        assert_eq!(style("hurt you"), style("I am"), "{colours:?}");
    }
}

#[test]
fn leaving_goes_on_and_changing_goes_back_to_the_words() {
    let (_home, mut desk) = folder();
    let mut scene = held_up(&mut desk);
    scene.act(typed("1"), &mut desk);
    scene.act(Act::Enter, &mut desk);
    assert!(show(scene.as_mut(), HOME).contains("And now?"));
    let mut scene = held_up(&mut desk);
    for _ in 0..2 {
        scene.act(to(Motion::Down), &mut desk);
    }
    scene.act(Act::Enter, &mut desk);
    let page = show(scene.as_mut(), HOME);
    assert!(page.contains("What do you want to say") && page.contains("paid it back on Friday."), "{page}");
}

#[test]
fn what_was_turned_off_in_this_sitting_stays_off() {
    let (_home, mut desk) = folder();
    desk.hands.turn_off(vec![Feature::Mirror]);
    let mut scene = held_up(&mut desk);
    assert!(show(scene.as_mut(), HOME).contains("And now?"));
}
