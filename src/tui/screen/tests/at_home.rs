//! Home while it looks, while it is locked, and when a key comes before what it means is found.

use std::time::{Duration, Instant};

use super::*;
use super::{HOME, journal, show, to, typed};
use crate::text::Motion;

/// A home that looks for what there is to go on with, and shows nothing of it yet.
fn looking(desk: &mut Desk) -> Box<dyn Scene> {
    let mut home = build(Route::Home, desk).unwrap();
    let page = show(home.as_mut(), HOME);
    assert!(page.contains("Looking for it."), "{page}");
    home
}

fn until(home: &mut dyn Scene, desk: &mut Desk, fits: impl Fn(&str) -> bool) -> String {
    let begun = Instant::now();
    loop {
        home.woken(desk);
        let page = show(home, HOME);
        if fits(&page) {
            return page;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{page}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn nothing_is_shown_or_looked_for_while_it_is_locked_and_it_comes_back() {
    let (_home, mut desk) = journal();
    let mut home = looking(&mut desk);
    home.drawn(&mut desk);
    assert!(format!("{home:?}").contains("Begun"));
    home.lock();
    assert!(!format!("{home:?}").contains("Begun"), "the look goes on");
    home.woken(&mut desk);
    home.drawn(&mut desk);
    let found = |page: &str| page.contains("Repairing trust");
    home.act(to(Motion::Down), &mut desk);
    let page = until(home.as_mut(), &mut desk, found);
    home.lock();
    let locked = format!("{home:?}");
    assert!(!locked.contains("Repairing") && !show(home.as_mut(), HOME).contains("Repairing"), "{locked}");
    home.woken(&mut desk);
    assert_eq!(show(home.as_mut(), HOME), page, "with the same row in focus");
}

/// Waits until the look has come to its end; returns where that leads.
fn goes(home: &mut dyn Scene, desk: &mut Desk) -> Turn {
    until(home, desk, |page| !page.contains("Looking for it."));
    home.goes()
}

#[test]
fn who_goes_on_before_it_is_found_goes_on_once_it_is() {
    let (_home, mut desk) = journal();
    let mut home = looking(&mut desk);
    assert!(matches!(home.act(typed("c"), &mut desk), Turn::Stay), "no key waits for it");
    assert!(matches!(home.goes(), Turn::Stay));
    assert!(matches!(goes(home.as_mut(), &mut desk), Turn::Open(Route::GoOn { .. })));
    assert!(matches!(home.goes(), Turn::Stay), "once");
}

#[test]
fn who_does_something_else_meanwhile_does_not_wait_any_more() {
    let (_home, mut desk) = journal();
    let mut home = looking(&mut desk);
    home.act(typed("c"), &mut desk);
    home.act(to(Motion::Down), &mut desk);
    assert!(matches!(goes(home.as_mut(), &mut desk), Turn::Stay));
    // Nor does who locks it.
    let (_home, mut desk) = journal();
    let mut home = looking(&mut desk);
    home.act(typed("c"), &mut desk);
    home.lock();
    home.woken(&mut desk);
    home.drawn(&mut desk);
    assert!(matches!(goes(home.as_mut(), &mut desk), Turn::Stay));
}

#[test]
fn who_waits_for_one_that_is_not_there_hears_so() {
    let (home, mut desk) = journal();
    for one in desk.hands.list().iter().cloned() {
        desk.hands.put_away(&one.found).unwrap();
    }
    std::fs::rename(home.path().join("state"), home.path().join("gone")).unwrap();
    let mut home = looking(&mut desk);
    desk.hands.note();
    home.act(typed("c"), &mut desk);
    assert!(matches!(goes(home.as_mut(), &mut desk), Turn::Stay));
    assert_eq!(desk.hands.note().unwrap().what, crate::words::words().perform.none_open);
}
