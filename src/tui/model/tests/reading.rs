//! What is read is let go of while the journal is locked, and comes back as it was.

use super::*;

/// Goes to the pages of what is read, and beside the earlier one.
fn read_then_and_now(model: &mut Model) {
    let found = model.desk.hands.list().get(0).unwrap().found.clone();
    let at = crate::search::At { stage: "only".into(), prompt: "what".into() };
    model.open(Route::Read { found: Box::new(found), copy: false, at: Some(at), typed: "canary".into() });
    model.act(Act::Then);
    for _ in 0..500 {
        model.woken(Duration::ZERO);
        if seen(model).contains("1 of 1") {
            return;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    panic!("{}", seen(model));
}

#[test]
fn what_is_read_is_let_go_of_when_it_locks_and_comes_back() {
    let house = House::new(true);
    let mut first = house.write(HOME);
    first.act(typed("the first canary"));
    first.act(Act::Leave);
    drop(first);
    std::thread::sleep(Duration::from_millis(1100));
    let mut model = house.write(HOME);
    model.act(typed("the second canary"));
    model.turn(Turn::Home);
    read_then_and_now(&mut model);
    let before = seen(&model);
    assert!(before.contains("the first canary") && before.contains("the second canary"), "{before}");
    model.act(Act::Hide);
    assert!(model.desk.hands.is_locked());
    let held = format!("{:?}", model.scenes);
    assert!(!held.contains("first canary") && !held.contains("second canary"), "{held}");
    model.act(Act::Enter);
    unlock(&mut model, Duration::ZERO);
    for _ in 0..500 {
        model.woken(Duration::ZERO);
        if seen(&model) == before {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(seen(&model), before);
    model.act(Act::Pause);
    assert!(seen(&model).contains("the second canary"), "{}", seen(&model));
}

#[test]
fn once_it_is_locked_no_thread_holds_the_key() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(typed("one"));
    drop(model);
    for opens in ["", "p", "p/one"] {
        let mut model = house.open(Start::Home, HOME);
        unlock(&mut model, Duration::ZERO);
        model.drawn();
        opens
            .chars()
            .for_each(|key| model.act(if key == '/' { Act::Search } else { typed(&key.to_string()) }));
        model.left();
        assert!(model.desk.hands.wait_until_key_is_gone(Duration::from_secs(20)), "{opens}");
    }
    // One that is held is waited for, and not for ever.
    let mut hands = house.hands();
    let trying = hands.unlock_in_background(crate::perform::Passphrase::new(PASSPHRASE));
    let key = trying.recv().unwrap().unwrap();
    hands.take_key(std::sync::Arc::clone(&key));
    hands.lock();
    hands.lock();
    assert!(!hands.wait_until_key_is_gone(Duration::from_millis(3)));
    drop(key);
    assert!(hands.wait_until_key_is_gone(Duration::ZERO));
}
