//! Past reflections while the journal locks: they let go of all they read, and come back as they were.

use super::*;
use crate::journal::Journal;
use crate::moment::Moment;
use crate::reflection::{Id, Reflection};

fn until(model: &mut Model, words: &str) {
    let begun = Instant::now();
    while !seen(model).contains(words) {
        assert!(begun.elapsed() < Duration::from_secs(10), "{words}: {}", seen(model));
        std::thread::sleep(Duration::from_millis(2));
        model.woken(Duration::ZERO);
    }
}

/// An encrypted journal with a reflection in it, and home open.
fn house() -> (House, Model) {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(typed("the second phone"));
    drop(model);
    let mut model = house.open(Start::Home, HOME);
    unlock(&mut model, Duration::ZERO);
    model.act(typed("p"));
    until(&mut model, "the second phone");
    (house, model)
}

#[test]
fn what_was_listed_is_let_go_of_when_it_locks_and_comes_back() {
    let (_house, mut model) = house();
    let before = seen(&model);
    model.act(Act::Hide);
    assert!(is_blank(&model) && model.desk.hands.is_locked());
    let held = format!("{:?}", model.scenes.last());
    assert!(held.contains("archive: None"), "{held}");
    for words in ["Words", "Only stage", "second phone"] {
        assert!(!held.contains(&format!("\"{words}")), "{words}: {held}");
    }
    model.act(Act::Enter);
    answer(&mut model, PASSPHRASE, MINUTE);
    until(&mut model, "the second phone");
    assert_eq!(seen(&model), before);
}

#[test]
fn what_was_typed_and_filtered_comes_back_too() {
    let (_house, mut model) = house();
    for act in [Act::Filter, to(Motion::Down), Act::Enter, Act::Pause, Act::Search, typed("phon")] {
        model.act(act);
    }
    until(&mut model, "1 found");
    let before = seen(&model);
    assert!(before.contains("Open: 1 of 1") && before.contains("Find: phon"), "{before}");
    model.act(Act::Hide);
    model.act(Act::Enter);
    answer(&mut model, PASSPHRASE, MINUTE);
    until(&mut model, "1 found");
    assert_eq!(seen(&model), before);
}

#[test]
fn what_is_shown_works_and_what_is_not_does_nothing() {
    let house = House::new(false);
    let mut plain = house.write(HOME);
    plain.act(typed("words"));
    drop(plain);
    let mut model = house.open(Start::Home, HOME);
    model.act(typed("p"));
    until(&mut model, "Only stage");
    let acts: Vec<_> = model.keys().iter().map(|key| key.act.clone()).collect();
    assert!(acts.contains(&Act::PutAway) && acts.contains(&Act::Search) && acts.contains(&Act::Next));
    assert!(!acts.contains(&Act::BringBack) && !acts.contains(&Act::Versions));
    model.act(Act::PutAway);
    let acts: Vec<_> = model.keys().iter().map(|key| key.act.clone()).collect();
    assert!(acts.contains(&Act::BringBack) && !acts.contains(&Act::PutAway) && !acts.contains(&Act::Next));
    model.act(Act::BringBack);
    until(&mut model, "Only stage");
}

#[test]
fn what_went_into_the_trash_is_not_listed_from_what_was_read_before() {
    let house = House::new(false);
    let journal = Journal::at(house.at("journal"), house.at("state"));
    for n in 1..=3_u8 {
        let now = Moment::at(1_790_000_000 + i64::from(n) * 86_400, 0);
        let id = Id::from_numbers([n; 8]);
        let reflection = Reflection::begin(id, "words", &format!("Number {n}"), "broke", now);
        journal.begin(&reflection).unwrap().settle().unwrap();
    }
    let mut model = house.open(Start::Home, HOME);
    model.act(typed("p"));
    until(&mut model, "Number 1");
    model.act(to(Motion::Down));
    model.act(Act::PutAway);
    let page = seen(&model);
    assert!(!page.contains("Number 2") && page.contains("Number 3") && page.contains("U undo"), "{page}");
    model.act(Act::BringBack);
    until(&mut model, "Number 2");
}

#[test]
fn the_letters_are_words_again_after_it_was_locked() {
    let (_house, mut model) = house();
    for act in [Act::Search, typed("phon")] {
        model.act(act);
    }
    until(&mut model, "1 found");
    model.act(Act::Next);
    assert!(model.keys().iter().any(|key| key.act == Act::PutAway));
    model.act(Act::Hide);
    model.act(Act::Enter);
    answer(&mut model, PASSPHRASE, MINUTE);
    until(&mut model, "1 found");
    assert!(!model.keys().iter().any(|key| key.act == Act::PutAway), "nothing is put away by a letter");
    model.act(typed("es"));
    until(&mut model, "Find: phones");
}
