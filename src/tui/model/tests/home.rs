//! Home: what it offers to go on with, remembered at first and then found.

use super::*;
use crate::reflection::{Id, format};

#[test]
fn home_offers_what_is_there_now_and_goes_on_with_that() {
    let house = House::new(false);
    let mut model = house.write(HOME);
    model.act(typed("one"));
    drop(model);
    let mut model = house.open(Start::Home, HOME);
    assert!(seen(&model).contains("Continue"), "{}", seen(&model));
    model.drawn();
    model.act(typed("p"));
    let begun = Instant::now();
    while !seen(&model).contains("Words") && begun.elapsed() < Duration::from_secs(10) {
        model.woken(Duration::ZERO);
    }
    model.act(Act::PutAway);
    model.act(Act::Pause);
    let offered = |model: &Model| seen(model).contains("Continue");
    while offered(&model) && begun.elapsed() < Duration::from_secs(20) {
        model.woken(Duration::ZERO);
    }
    assert!(!offered(&model), "what is in the trash is not offered: {}", seen(&model));
}

/// Lets the look that home has begun come to its end.
fn looked(model: &mut Model, wanted: &str) -> String {
    model.drawn();
    let begun = Instant::now();
    while !seen(model).contains(wanted) && begun.elapsed() < Duration::from_secs(10) {
        model.woken(Duration::ZERO);
    }
    seen(model)
}

#[test]
fn home_shows_what_it_remembers_and_then_what_another_program_touched() {
    let house = House::new(false);
    let mut model = house.write(HOME);
    model.act(typed("one"));
    drop(model);
    // A journal that was brought here: nothing is remembered of it.
    std::fs::rename(house.at("state"), house.at("gone")).unwrap();
    let mut model = house.open(Start::Home, HOME);
    assert!(seen(&model).contains("Looking for it."), "{}", seen(&model));
    assert!(looked(&mut model, "Words").contains("› c  Continue where you stopped"), "{}", seen(&model));
    drop(model);
    // Now it is; and another device left another one.
    let first = house.hands().read("last").unwrap();
    let mut second = first.reflection.clone();
    (second.id, second.title) = (Id::from_numbers([7; 8]), "From elsewhere".to_owned());
    let mut text = Vec::new();
    format::write(&second, &mut text);
    let beside = first.found.path.with_file_name(format!("{}-{}.toml", second.started.day(), second.id));
    put(&beside, &text);
    let mut model = house.open(Start::Home, HOME);
    assert!(
        seen(&model).contains("Words, Only stage"),
        "the first frame waits for nothing: {}",
        seen(&model)
    );
    assert!(looked(&mut model, "elsewhere").contains("From elsewhere, Only stage"), "{}", seen(&model));
    model.act(Act::Enter);
    assert!(seen(&model).contains("one"), "it goes on with that: {}", seen(&model));
}

#[test]
fn a_key_goes_on_with_what_is_not_found_yet() {
    let house = House::new(false);
    let mut model = house.write(HOME);
    model.act(typed("one"));
    drop(model);
    std::fs::rename(house.at("state"), house.at("gone")).unwrap();
    let mut model = house.open(Start::Home, HOME);
    assert!(seen(&model).contains("Looking for it."), "{}", seen(&model));
    model.act(Act::Enter);
    assert!(seen(&model).contains("Looking for it."), "no key waits: {}", seen(&model));
    assert!(looked(&mut model, "What has to be said?").contains("one"), "{}", seen(&model));
}
