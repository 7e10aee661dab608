//! Home while it looks, while it is locked, and when a key comes before what it means is found.

use std::time::{Duration, Instant};

use super::*;
use super::{HOME, journal, show, to};
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
