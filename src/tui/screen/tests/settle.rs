//! Two versions as they are seen, and what each key does there.

use super::tests::{HOME, SMALL, desk_at, reflection, show, to, typed};
use super::*;

const SYNCTHING: &str = ".sync-conflict-20261122-081012-ABCDEFG.toml";

fn text(reflection: &mut Reflection, n: usize, text: &str) {
    reflection.answers[n].value = Value::Text(text.to_owned());
}

/// A journal with one reflection and a copy of it that a synchroniser left.
fn journal(change: impl Fn(&mut Reflection)) -> (tempfile::TempDir, Desk, Found) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    let journal = Journal::at(root.clone(), home.path().join("state"));
    let mine = reflection(4, "2026-11-21", "Repairing trust");
    let mut pen = journal.begin(&mine).unwrap();
    pen.settle().unwrap();
    let found = pen.found().clone();
    let mut other = mine.clone();
    other.updated = Moment::at(mine.updated.seconds() + 40_000, 0);
    change(&mut other);
    let mut bytes = Vec::new();
    crate::reflection::format::write(&other, &mut bytes);
    let name = found.path.to_string_lossy().replace(".toml", SYNCTHING);
    let mut file = std::fs::File::create_new(name).unwrap();
    std::io::Write::write_all(&mut file, &bytes).unwrap();
    let desk = desk_at(root, home.path().join("guides"));
    (home, desk, found)
}

/// A copy with another text, another scale, and one answer more.
fn apart(other: &mut Reflection) {
    text(other, 0, "There was a second phone. I found it in the car, under the seat.\n\nI slept a little.");
    other.answers[2].value = Value::Scale(4);
    let mut more = other.answers[2].clone();
    more.prompt = "what-helps".into();
    more.asked = "What helps a little, right now?".into();
    more.value = Value::Text("Walking.".into());
    other.answers.push(more);
}

fn settle(desk: &mut Desk, found: &Found) -> Box<dyn Scene> {
    build(Route::Settle(Box::new(found.clone())), desk).unwrap()
}

#[test]
fn one_difference_at_a_time_and_at_last_what_was_chosen() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, mut desk, found) = journal(apart);
        let mut scene = settle(&mut desk, &found);
        let mut pages = vec![show(scene.as_mut(), size)];
        for key in ["3", "2", "1"] {
            assert!(matches!(scene.act(typed(key), &mut desk), Turn::Stay));
            pages.push(show(scene.as_mut(), size));
        }
        insta::assert_snapshot!(format!("settle_{of}"), pages.join("\n----\n"));
        assert!(matches!(scene.act(Act::Enter, &mut desk), Turn::Reply(Reply::Changed)));
        let mine = desk.hands.read_at(&found).unwrap().reflection;
        assert_eq!(mine.answers[0].value, Value::Text(
            "The second phone.\n\nI have not slept.\n\nThere was a second phone. I found it in the car, under the \
             seat.\n\nI slept a little.".into()
        ));
        assert_eq!((&mine.answers[2].value, mine.answers.len()), (&Value::Scale(4), 4));
        assert!(desk.hands.note().unwrap().what.contains("one version now"));
        assert!(build(Route::Settle(Box::new(found)), &mut desk).is_err(), "nothing is left to settle");
    }
}

#[test]
fn leaving_writes_nothing_and_going_back_shows_what_was_chosen() {
    let (home, mut desk, found) = journal(apart);
    let before = std::fs::read(&found.path).unwrap();
    let mut scene = settle(&mut desk, &found);
    scene.act(typed("2"), &mut desk);
    scene.act(Act::Back, &mut desk);
    let again = show(scene.as_mut(), HOME);
    assert!(again.lines().any(|line| line.contains('›') && line.contains("Keep the other")), "{again}");
    assert!(matches!(scene.act(Act::Pause, &mut desk), Turn::Close));
    assert_eq!(std::fs::read(&found.path).unwrap(), before);
    assert!(!home.path().join("journal/trash").exists());
    assert!(desk.hands.note().unwrap().what.contains("Nothing was written"));
}

#[test]
fn deciding_nothing_offers_nothing_to_write() {
    let (_home, mut desk, found) = journal(apart);
    let mut scene = settle(&mut desk, &found);
    for _ in 0..3 {
        scene.act(Act::Next, &mut desk);
    }
    let last = show(scene.as_mut(), HOME);
    assert!(last.contains("Left for later: 3") && !last.contains("Write it"), "{last}");
    assert!(matches!(scene.act(Act::Enter, &mut desk), Turn::Close));
}

#[test]
fn long_words_are_read_to_their_end_on_both_sides() {
    for size in [HOME, SMALL] {
        let (_home, mut desk, found) =
            journal(|other| text(other, 0, &format!("{}the very end", "a line\n".repeat(60))));
        let mut scene = settle(&mut desk, &found);
        let first = show(scene.as_mut(), size);
        assert!(!first.contains("the very end"), "{first}");
        assert!(scene.keys().iter().any(|key| key.act == to(Motion::PageDown)));
        let mut pages = first;
        for _ in 0..40 {
            scene.act(to(Motion::PageDown), &mut desk);
            pages = show(scene.as_mut(), size);
        }
        assert!(pages.contains("the very end") && pages.contains("Keep both"), "{pages}");
    }
}

#[test]
fn what_only_one_has_is_marked_where_the_rest_is_alike() {
    let (_home, mut desk, found) =
        journal(|other| text(other, 0, "The second phone.\n\nI have slept.\nA little."));
    let page = show(settle(&mut desk, &found).as_mut(), HOME);
    for line in ["    The second phone.", "* I have not slept.", "* I have slept.", "* A little."] {
        assert!(page.contains(line), "{line}: {page}");
    }
    let (_home, mut desk, found) = journal(|other| text(other, 0, "All of it is new."));
    assert!(!show(settle(&mut desk, &found).as_mut(), HOME).contains('*'));
}

#[test]
fn two_that_say_the_same_are_told_so() {
    let (_home, mut desk, found) = journal(|_| {});
    let mut scene = settle(&mut desk, &found);
    let page = show(scene.as_mut(), HOME);
    assert!(page.contains("say the same"), "{page}");
    assert!(matches!(scene.act(typed("2"), &mut desk), Turn::Close));
    assert!(matches!(scene.act(typed("1"), &mut desk), Turn::Reply(Reply::Changed)));
}

#[test]
fn every_size_draws_two_versions() {
    for (width, height) in [(20, 6), (24, 8), (44, 16), (76, 10), (90, 20), (300, 90)] {
        let (_home, mut desk, found) = journal(apart);
        let mut scene = settle(&mut desk, &found);
        for _ in 0..4 {
            show(scene.as_mut(), Size { width, height });
            scene.act(Act::Next, &mut desk);
        }
    }
}

#[test]
fn past_reflections_show_where_there_are_two_and_lead_there() {
    let (_home, mut desk, found) = journal(apart);
    let mut browse = build(Route::Browse, &mut desk).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    browse.woken(&mut desk);
    let list = show(browse.as_mut(), HOME);
    assert!(list.contains("two versions, Genuine") && list.contains("kept by Syncthing"), "{list}");
    assert!(list.contains("S both"), "{list}");
    for step in [Motion::Up, Motion::Down] {
        browse.act(to(step), &mut desk);
        assert!(browse.offers(&Act::Versions));
        let Turn::Open(Route::Settle(found)) = browse.act(Act::Versions, &mut desk) else { panic!() };
        assert!(build(Route::Settle(found), &mut desk).is_ok());
    }
    let mut scene = settle(&mut desk, &found);
    for _ in 0..3 {
        scene.act(typed("1"), &mut desk);
    }
    let Turn::Reply(reply) = scene.act(Act::Enter, &mut desk) else { panic!() };
    browse.answer(reply, &mut desk);
    std::thread::sleep(std::time::Duration::from_millis(200));
    browse.woken(&mut desk);
    let list = show(browse.as_mut(), HOME);
    assert!(!list.contains("versions") && !list.contains("Syncthing"), "{list}");
    assert!(matches!(browse.act(Act::Versions, &mut desk), Turn::Stay), "only where there are two");
}

#[test]
fn a_copy_that_cannot_be_read_is_told_and_stays() {
    let (_home, mut desk, found) = journal(apart);
    let copy = found.path.to_string_lossy().replace(".toml", SYNCTHING);
    std::fs::OpenOptions::new().write(true).open(&copy).unwrap().set_len(9).unwrap();
    let trouble = build(Route::Settle(Box::new(found)), &mut desk).unwrap_err();
    assert!(trouble.what.contains(SYNCTHING) && trouble.safe.contains("stay"), "{trouble}");
}
