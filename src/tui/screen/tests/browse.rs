//! Past reflections: filtered, looked through, gone to by date; what is seen, and what each key does.

use std::time::{Duration, Instant};

use super::*;
use super::{HOME, SMALL, desk_at, draw, journal, lines, reflection, show, to, typed};
use crate::text::Motion;
use crate::tui::keys::Act;
use crate::tui::look::{Colours, Look};
use crate::tui::widget::footer;

fn open(desk: &mut Desk, size: Size) -> Box<dyn Scene> {
    let mut browse = super::super::Browse::new(desk);
    browse.fit(Size { height: size.height - footer::HEIGHT, ..size });
    let begun = Instant::now();
    loop {
        browse.woken(desk);
        if browse.has_all() {
            return Box::new(browse);
        }
        assert!(begun.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Waits until something is seen.
fn until(browse: &mut dyn Scene, desk: &mut Desk, size: Size, seen: &str) -> String {
    let begun = Instant::now();
    loop {
        browse.woken(desk);
        let page = show(browse, size);
        if page.contains(seen) {
            return page;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{seen}: {page}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn find(browse: &mut dyn Scene, desk: &mut Desk, size: Size, words: &str, seen: &str) -> String {
    browse.act(Act::Search, desk);
    // At once: as many may be found of fewer letters.
    browse.act(typed(words), desk);
    until(browse, desk, size, seen)
}

/// Chooses rows of what is listed by their names.
fn choose(browse: &mut dyn Scene, desk: &mut Desk, names: &[&str]) {
    let Turn::Open(route) = browse.act(Act::Filter, desk) else { panic!() };
    let mut page = build(route, desk).unwrap();
    page.fit(HOME);
    for name in names {
        page.act(to(Motion::Start), desk);
        for _ in 0..30 {
            let seen = show(page.as_mut(), HOME);
            if seen.lines().any(|line| line.contains('›') && line.ends_with(name)) {
                break;
            }
            page.act(to(Motion::Down), desk);
        }
        page.act(Act::Enter, desk);
    }
    assert!(matches!(page.act(Act::Pause, desk), Turn::Close));
    browse.resume(desk);
}

#[test]
fn found_as_one_types_and_nothing_found_is_said() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, mut desk) = journal();
        let mut browse = open(&mut desk, size);
        let none_yet = show(browse.as_mut(), size);
        browse.act(Act::Search, &mut desk);
        let list = |page: &str| page.lines().skip(2).take(6).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            list(&show(browse.as_mut(), size)),
            list(&none_yet),
            "the list stays until words are there"
        );
        browse.act(Act::Pause, &mut desk);
        let found = find(browse.as_mut(), &mut desk, size, "sec", "4 found");
        insta::assert_snapshot!(format!("found_{of}"), found);
        let none = find(browse.as_mut(), &mut desk, size, "xylophone", "Nothing found with");
        insta::assert_snapshot!(format!("none_found_{of}"), none);
        assert!(matches!(browse.act(Act::Enter, &mut desk), Turn::Stay));
    }
}

#[test]
fn of_many_keys_at_once_only_the_last_is_looked_for() {
    let (_home, mut desk) = journal();
    let mut browse = super::super::Browse::new(&mut desk);
    browse.fit(HOME);
    browse.act(Act::Search, &mut desk);
    desk.busy = true;
    for letter in ["s", "e", "c"] {
        browse.act(typed(letter), &mut desk);
        assert!(!browse.has_asked(), "more keys wait");
    }
    // The last one was none that means anything here.
    desk.busy = false;
    browse.drawn(&mut desk);
    assert!(until(&mut browse, &mut desk, HOME, "4 found").contains("Find: sec"));
    desk.busy = true;
    for act in [typed("o"), typed("n"), typed("d"), Act::Next, Act::Next] {
        browse.act(act, &mut desk);
    }
    desk.busy = false;
    assert!(show(&mut browse, HOME).contains("Find: second"));
}

#[test]
fn a_list_that_changes_elsewhere_is_seen_and_found() {
    let (home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    keep(&home.path().join("journal"), &reflection(40, "2025-03-14", "A zanzibar title"));
    until(browse.as_mut(), &mut desk, HOME, "A zanzibar");
    find(browse.as_mut(), &mut desk, HOME, "zanzibar", "1 found");
}

#[test]
fn bringing_back_where_nothing_was_put_away_says_so() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    let keys = browse.offered(browse.keys());
    let bound = keys.into_iter().find(|key| key.chord.name() == "U").unwrap();
    assert_eq!(bound.label(), "", "it is not worth a word in the footer");
    browse.act(bound.act.clone(), &mut desk);
    assert!(desk.hands.note().unwrap().what.contains("Nothing was put in the trash"));
}

#[test]
fn going_on_where_nothing_is_asked_any_more_says_so() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    let Turn::Open(Route::Read { found, .. }) = browse.act(Act::Enter, &mut desk) else { panic!() };
    let stop = Some(Stop::Prompt("no-such-question".to_owned()));
    build(Route::GoOn { found: found.clone(), stop }, &mut desk).unwrap();
    assert!(desk.hands.note().unwrap().what.contains("does not ask that"));
    build(Route::GoOn { found, stop: None }, &mut desk).unwrap();
    assert_eq!(desk.hands.note(), None);
}

#[test]
fn what_is_gone_behind_its_back_is_said_and_leaves_the_list() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    let Turn::Open(Route::Read { found, .. }) = browse.act(Act::Enter, &mut desk) else { panic!() };
    std::fs::rename(&found.path, found.path.with_extension("aside")).unwrap();
    let page = build(Route::Read { found, copy: false, at: None, typed: String::new() }, &mut desk);
    assert!(show(page.unwrap().as_mut(), HOME).contains("moved or deleted elsewhere"));
    browse.act(Act::PutAway, &mut desk);
    let note = desk.hands.note().unwrap();
    assert!(
        note.what.contains("moved or deleted elsewhere") && !note.safe.contains("where it was"),
        "{note:?}"
    );
    let begun = Instant::now();
    while show(browse.as_mut(), HOME).contains("21 What I want to say") {
        assert!(begun.elapsed() < Duration::from_secs(10));
        browse.woken(&mut desk);
    }
}

#[test]
fn enter_opens_at_the_match_and_what_was_typed_is_kept() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    find(browse.as_mut(), &mut desk, HOME, "who knows", "4 found");
    browse.act(to(Motion::Down), &mut desk);
    let Turn::Open(Route::Read { at: Some(at), typed: words, .. }) = browse.act(Act::Enter, &mut desk) else {
        panic!()
    };
    assert_eq!((at.prompt.as_str(), words.as_str()), ("What do you want to ask?", "who knows"));
    browse.resume(&mut desk);
    assert!(matches!(browse.act(Act::Pause, &mut desk), Turn::Stay));
    assert!(show(browse.as_mut(), HOME).contains("Past reflections"));
    browse.act(Act::Search, &mut desk);
    assert!(show(browse.as_mut(), HOME).contains("Find: who knows"));
    browse.act(typed("s"), &mut desk);
    assert!(show(browse.as_mut(), HOME).contains("Find: s"), "the next letter takes its place");
    let Turn::Stay = browse.act(Act::Pause, &mut desk) else { panic!() };
    assert!(matches!(browse.act(Act::Pause, &mut desk), Turn::Close));
}

#[test]
fn letters_are_text_while_one_looks_for_words() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    browse.act(Act::Search, &mut desk);
    let keys: Vec<_> = browse.offered(browse.keys()).iter().map(|key| key.chord.name()).collect();
    assert_eq!(keys, ["Enter", "Esc"]);
    assert!(browse.offered(browse.writing()).iter().all(|key| key.act != Act::External));
}

#[test]
fn without_colour_a_match_is_still_seen() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    find(browse.as_mut(), &mut desk, HOME, "second", "4 found");
    let (buffer, _) = draw(browse.as_mut(), HOME, Look::new(Colours::None, false));
    assert!(lines(&buffer).join("").is_ascii());
    let reset = ratatui::style::Color::Reset;
    assert!(buffer.content.iter().all(|cell| cell.fg == reset && cell.bg == reset));
    let marked: String = buffer
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED))
        .map(|cell| cell.symbol())
        .collect();
    assert_eq!(marked.matches("second").count(), 5, "in each line, and in what is read beside: {marked}");
    insta::assert_snapshot!("found_plain_80x24", lines(&buffer).join("\n"));
}

#[test]
fn what_is_filtered_is_in_sight_and_holds_for_this_sitting() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let (_home, mut desk) = journal();
        let mut browse = open(&mut desk, size);
        choose(browse.as_mut(), &mut desk, &["Open", "Genuine remorse"]);
        let page = until(browse.as_mut(), &mut desk, size, "Open, Genuine remorse: 4 of 5");
        assert!(!page.contains("  2 Repairing"), "{page}");
        insta::assert_snapshot!(format!("filtered_{of}"), page);
        let found = find(browse.as_mut(), &mut desk, size, "second", "3 found");
        assert!(found.contains("Open, Genuine remorse: 4 of 5"), "{found}");
        let mut again = open(&mut desk, size);
        assert!(show(again.as_mut(), size).contains("Open, Genuine remorse: 4 of 5"));
        choose(again.as_mut(), &mut desk, &["Show everything"]);
        assert!(!show(again.as_mut(), size).contains(" of 5"));
        assert!(desk.among == Among::default());
    }
}

#[test]
fn a_filter_that_lets_nothing_through_says_so_and_how_to_lift_it() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    let Turn::Open(route) = browse.act(Act::Filter, &mut desk) else { panic!() };
    let mut page = build(route, &mut desk).unwrap();
    page.fit(HOME);
    page.act(to(Motion::End), &mut desk);
    page.act(Act::Enter, &mut desk);
    page.act(typed("spring"), &mut desk);
    page.act(Act::Enter, &mut desk);
    assert!(
        show(page.as_mut(), HOME).contains("A date is written like this"),
        "before the second is asked for"
    );
    for act in [typed("2019-12"), Act::Enter, typed("2019-13"), Act::Enter] {
        page.act(act, &mut desk);
    }
    assert!(show(page.as_mut(), HOME).contains("There is no such day"));
    for act in [typed("2019-11"), Act::Enter] {
        page.act(act, &mut desk);
    }
    assert!(show(page.as_mut(), HOME).contains("lies before the first"));
    for act in [Act::Edit(Edit::SelectAll), typed("2020"), Act::Enter, Act::Pause] {
        page.act(act, &mut desk);
    }
    browse.resume(&mut desk);
    let page = show(browse.as_mut(), HOME);
    assert!(page.contains("1 December 2019 to 31 December 2020: 0 of 5"), "{page}");
    assert!(page.contains("None of your reflections fits") && page.contains("F changes"), "{page}");
    let acts: Vec<_> = browse.offered(browse.keys()).iter().map(|key| key.act.clone()).collect();
    assert_eq!(acts, [Act::Filter, Act::Pause], "what is shown works");
}

#[test]
fn a_date_leads_to_the_newest_begun_by_then() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    for (date, seen) in
        [("2026-11-10", "›  9 "), ("2026-10", "› 30 "), ("2027", "› 21 "), ("2026-9-30", "› 30 ")]
    {
        browse.act(Act::GoTo, &mut desk);
        browse.act(typed(date), &mut desk);
        browse.act(Act::Enter, &mut desk);
        let page = show(browse.as_mut(), HOME);
        assert!(page.contains(seen) && page.contains("Past reflections"), "{date}: {page}");
    }
    browse.act(Act::GoTo, &mut desk);
    browse.act(typed("last spring"), &mut desk);
    browse.act(Act::Enter, &mut desk);
    let page = show(browse.as_mut(), HOME);
    assert!(page.contains("A date is written like this"), "{page}");
    browse.act(typed("2025-02-30"), &mut desk);
    browse.act(Act::Enter, &mut desk);
    let page = show(browse.as_mut(), HOME);
    assert!(page.contains("Go to: 2025-02-30") && page.contains("There is no such day"), "{page}");
    browse.act(typed("1999"), &mut desk);
    browse.act(Act::Enter, &mut desk);
    assert!(desk.hands.note().unwrap().what.contains("Nothing is that old"));
    assert!(show(browse.as_mut(), HOME).contains("› 30 "));
}

#[test]
fn the_side_is_told_where_there_are_two() {
    let (home, mut desk) = journal();
    assert!(!show(open(&mut desk, HOME).as_mut(), HOME).contains("My trust"));
    let root = home.path().join("journal");
    let mut other = reflection(8, "2026-11-22", "Mine");
    other.perspective = "broke".into();
    let mut pen = Journal::at(root.clone(), home.path().join("state")).begin(&other).unwrap();
    pen.settle().unwrap();
    let mut desk = desk_at(root, home.path().join("guides"));
    let wide = Size { width: 70, height: 24 };
    let page = show(open(&mut desk, wide).as_mut(), wide);
    assert!(page.contains("Genuine remorse, I broke trust"), "{page}");
    assert!(page.contains("finished, My trust was broken"), "{page}");
}

#[test]
fn every_size_draws_past_reflections() {
    for (width, height) in [(20, 6), (24, 8), (44, 16), (76, 10), (90, 20), (300, 90)] {
        let (_home, mut desk) = journal();
        let size = Size { width, height };
        let mut browse = build(Route::Browse, &mut desk).unwrap();
        browse.fit(size);
        for act in [Act::Search, typed("s"), to(Motion::Down), Act::Pause, Act::GoTo, typed("x"), Act::Enter]
        {
            browse.act(act, &mut desk);
            show(browse.as_mut(), size);
        }
        browse.act(Act::Pause, &mut desk);
        while !browse.offers(&Act::Filter) {
            browse.woken(&mut desk);
        }
        choose(browse.as_mut(), &mut desk, &["Finished"]);
        show(browse.as_mut(), size);
    }
}

/// Names what the keys of a screen do now.
fn acts(browse: &dyn Scene) -> Vec<Act> {
    browse.offered(browse.keys()).iter().map(|key| key.act.clone()).collect()
}

#[test]
fn the_one_in_focus_can_be_renamed_and_copied_from_the_list() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    let Turn::Open(Route::Rename(found)) = browse.act(Act::Rename, &mut desk) else { panic!() };
    let first = found.id;
    let Turn::Open(Route::Export(found)) = browse.act(Act::Export, &mut desk) else { panic!() };
    assert_eq!(found.id, first);
    desk.hands.rename(&found, "Another name").unwrap();
    browse.answer(Reply::Changed, &mut desk);
    until(browse.as_mut(), &mut desk, HOME, "› 21 Another name");
    browse.act(to(Motion::Down), &mut desk);
    assert!(show(browse.as_mut(), HOME).contains("cannot be read"), "a damaged one is in focus");
    for act in [Act::Rename, Act::Export, Act::Next] {
        assert!(!acts(browse.as_ref()).contains(&act), "only what works is shown: {act:?}");
        assert!(matches!(browse.act(act, &mut desk), Turn::Stay));
    }
}

#[test]
fn what_was_found_goes_into_the_trash_and_comes_back_where_it_was() {
    for size in [HOME, SMALL] {
        let (_home, mut desk) = journal();
        let mut browse = open(&mut desk, size);
        find(browse.as_mut(), &mut desk, size, "second", "4 found");
        browse.act(to(Motion::Down), &mut desk);
        browse.act(Act::Next, &mut desk);
        let before = show(browse.as_mut(), size);
        assert!(before.contains("4 found") && before.contains("Find: second"), "{before}");
        let offered = acts(browse.as_ref());
        for act in [Act::PutAway, Act::Next, Act::Rename, Act::Export, Act::Filter] {
            assert!(offered.contains(&act), "{act:?}");
        }
        assert!(!offered.contains(&Act::BringBack) && browse.writing().is_empty());
        browse.act(Act::PutAway, &mut desk);
        let after = show(browse.as_mut(), size);
        assert!(after.contains("3 found") && !after.contains("What I want to say"), "at once: {after}");
        assert!(acts(browse.as_ref()).contains(&Act::BringBack));
        browse.act(Act::BringBack, &mut desk);
        until(browse.as_mut(), &mut desk, size, "› What I want to say");
        assert_eq!(show(browse.as_mut(), size), before, "it is in focus, where it was");
        browse.act(Act::Pause, &mut desk);
        browse.act(typed("x"), &mut desk);
        assert!(show(browse.as_mut(), size).contains("Find: secondx"), "the letters are words again");
    }
}

#[test]
fn what_went_into_the_trash_while_it_was_read_is_brought_back_by_the_key_that_is_told() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    find(browse.as_mut(), &mut desk, HOME, "second", "4 found");
    let Turn::Open(route) = browse.act(Act::Enter, &mut desk) else { panic!() };
    let mut page = build(route, &mut desk).unwrap();
    assert!(matches!(page.act(Act::PutAway, &mut desk), Turn::Close));
    browse.resume(&mut desk);
    let after = show(browse.as_mut(), HOME);
    assert!(after.contains("3 found") && !after.contains("2026-11-21"), "{after}");
    assert!(acts(browse.as_ref()).contains(&Act::BringBack), "the note names the key");
    browse.act(Act::BringBack, &mut desk);
    until(browse.as_mut(), &mut desk, HOME, "4 found");
    assert!(show(browse.as_mut(), HOME).contains("2026-11-21"));
}

#[test]
fn what_is_filtered_goes_into_the_trash_and_comes_back_too() {
    let (_home, mut desk) = journal();
    let mut browse = open(&mut desk, HOME);
    choose(browse.as_mut(), &mut desk, &["Open"]);
    browse.act(to(Motion::Down), &mut desk);
    browse.act(to(Motion::Down), &mut desk);
    let before = until(browse.as_mut(), &mut desk, HOME, "Open: 4 of 5");
    browse.act(Act::PutAway, &mut desk);
    until(browse.as_mut(), &mut desk, HOME, "Open: 3 of 4");
    browse.act(Act::BringBack, &mut desk);
    until(browse.as_mut(), &mut desk, HOME, "Open: 4 of 5");
    assert_eq!(show(browse.as_mut(), HOME), before, "it is in focus, where it was");
}

#[test]
fn the_month_is_told_where_its_heading_is_out_of_sight() {
    let (home, _) = journal();
    let root = home.path().join("journal");
    for n in 20..40_u8 {
        keep(&root, &reflection(n, "2025-03-14", &format!("Number {n}")));
    }
    let mut desk = desk_at(root, home.path().join("guides"));
    for size in [HOME, SMALL] {
        let mut browse = open(&mut desk, size);
        let first = show(browse.as_mut(), size);
        assert!(
            first.lines().nth(usize::from(size == HOME)).unwrap().ends_with("Past reflections"),
            "{first}"
        );
        browse.act(to(Motion::End), &mut desk);
        let last = show(browse.as_mut(), size);
        assert!(last.contains("Past reflections  March 2025"), "{last}");
        browse.act(Act::GoTo, &mut desk);
        browse.act(typed("2025"), &mut desk);
        browse.act(Act::Enter, &mut desk);
        let there = show(browse.as_mut(), size);
        let at = there.lines().position(|line| line.trim().starts_with("March 2025")).unwrap();
        let focus = there.lines().position(|line| line.contains('›')).unwrap();
        assert_eq!(focus, at + 1, "what was gone to stands below its heading: {there}");
        assert!(there.lines().skip(focus).filter(|line| line.contains("Number")).count() > 2, "{there}");
    }
}

#[test]
fn in_a_tall_window_all_that_is_in_sight_comes() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    let journal = Journal::at(root.clone(), home.path().join("state"));
    for n in 0..150_u8 {
        let mut one = reflection(1, "2026-11-02", "Repairing trust");
        one.id = Id::from_numbers([n / 30, n % 30, 1, 1, 1, 1, 1, 1]);
        drop(journal.begin(&one).unwrap());
    }
    let mut desk = desk_at(root, home.path().join("guides"));
    let size = Size { width: 80, height: 340 };
    let mut browse = open(&mut desk, size);
    find(browse.as_mut(), &mut desk, size, "second", "150 found");
    let whole =
        |page: &str| page.lines().filter(|line| line.trim_start_matches(['›', ' ']).starts_with('…')).count();
    for motion in [Motion::Down, Motion::End, Motion::Up, Motion::Start, Motion::PageDown] {
        browse.act(to(motion), &mut desk);
        let begun = Instant::now();
        loop {
            browse.woken(&mut desk);
            let page = show(browse.as_mut(), size);
            if whole(&page) == 0 {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(10), "{motion:?}: {page}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

#[test]
fn a_list_that_cannot_be_read_any_further_says_so() {
    let (_home, mut desk) = journal();
    let mut browse = super::super::browse::Browse::new(&mut desk);
    browse.told_by(crate::perform::Archive::dead());
    browse.woken(&mut desk);
    let note = desk.hands.note().unwrap();
    assert!(note.what.contains("could not be read") && !note.advice.is_empty());
    browse.woken(&mut desk);
    assert!(desk.hands.note().is_none() && browse.has_all());
}
