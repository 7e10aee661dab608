//! Looking at a journal while it changes: what is taken for sure, what is told early, and what is worth writing down.

use std::fs;
use std::time::Duration;

use super::overview_tests::{Deed, home, kept};
use super::{Filter, Look};
use crate::search::Query;

#[test]
fn a_folder_counts_as_it_was_when_it_was_looked_into() {
    let home = home(false);
    (0..3).for_each(|n| home.does(&Deed::Begin(0, n)));
    let mut overview = home.journal.overview();
    overview.fresh = 60;
    let mut round = overview.begin(Look::Folders);
    while !overview.go_on(&mut round, Duration::ZERO) {}
    // It takes a long while until all is read.
    overview.fresh = -60;
    while let Some(chunk) = overview.chunk(1) {
        assert!(chunk.fresh < 0);
        overview.take(chunk.read(&home.journal, &|| true));
    }
    assert_eq!(overview.catalogue().len(), 3);
    assert!(overview.months.iter().all(|month| month.print.is_none()), "another file may have come since");
    assert!(overview.months[0].files.iter().all(|file| file.print.is_some()));
}

#[test]
fn a_newest_folder_with_nothing_in_it_keeps_no_list_back() {
    let home = home(false);
    [0, 1].iter().for_each(|&n| home.does(&Deed::Begin(n, n)));
    for empty in ["notes/x", "2999/01"] {
        fs::create_dir_all(home.journal.reflections().join(empty)).unwrap();
    }
    let mut overview = home.journal.overview();
    let mut round = overview.begin(Look::Folders);
    assert!(!overview.has_newest());
    while !overview.go_on(&mut round, Duration::ZERO) {
        assert!(!overview.has_newest());
    }
    let chunk = overview.chunk(1).unwrap();
    assert!(!overview.has_newest());
    overview.take(chunk.read(&home.journal, &|| true));
    assert!(overview.has_newest() && overview.is_reading(), "{:?}", overview.counts());
    // Something may have come into it until it is looked at again.
    overview.begin(Look::Folders);
    assert!(!overview.has_newest());
}

#[test]
fn what_becomes_a_copy_or_an_original_says_so() {
    let home = home(true);
    home.does(&Deed::Begin(0, 0));
    home.does(&Deed::Twin(0, 2));
    let sealed = home.journal.list().into_iter().find(|one| !one.copy).unwrap().found.path;
    let aside = home.dir.path().join("aside");
    let mut overview = home.overview(Look::Files);
    for there in [false, true, false] {
        match there {
            true => fs::rename(&aside, &sealed).unwrap(),
            false => fs::rename(&sealed, &aside).unwrap(),
        }
        overview.look(Look::Files);
        home.holds(&mut overview);
        overview.keep();
        home.holds(&mut home.overview(Look::Files));
    }
}

#[test]
fn what_cannot_be_read_does_not_have_the_list_written_at_each_visit() {
    let home = kept(false, 6);
    home.does(&Deed::Damage(2));
    for visit in 0..3 {
        let mut overview = home.overview(Look::Files);
        home.holds(&mut overview);
        assert_eq!(overview.changed, visit == 0);
        overview.keep();
    }
    home.does(&Deed::Save(0, 9));
    let mut overview = home.overview(Look::Files);
    home.holds(&mut overview);
    assert!(overview.changed);
}

#[test]
fn only_what_the_filter_lets_through_counts_as_unread() {
    let home = home(false);
    [0, 1].iter().for_each(|&n| home.does(&Deed::Begin(n, n)));
    home.does(&Deed::Damage(1));
    let mut overview = home.overview(Look::Files);
    overview.index();
    let day = overview.catalogue().get(0).unwrap().begun();
    let newest = Filter { since: day, ..Filter::default() };
    let query = Query::read("what");
    assert_eq!(overview.find(&query, &Filter::default()).unread, 1);
    assert_eq!(overview.find(&query, &newest).unread, 0);
}

#[test]
fn many_small_indexes_become_one() {
    let home = kept(false, 20);
    let mut overview = home.overview(Look::Files);
    for n in 0..200 {
        home.does(&Deed::Edit(3, n));
        overview.look(Look::Files);
        overview.keep();
    }
    assert!(overview.parts.len() < 100, "{}", overview.parts.len());
    home.holds(&mut overview);
}

#[test]
fn two_windows_that_keep_at_once_cost_nothing_but_reading() {
    for sealed in [false, true] {
        let home = home(sealed);
        (0..90).for_each(|n| home.does(&Deed::Begin(n, n)));
        let [mut one, mut other] = [(), ()].map(|()| home.overview(Look::Files));
        one.index();
        home.does(&Deed::Begin(1, 91));
        other.look(Look::Files);
        other.index();
        let [first, second] = [one.pack().unwrap(), other.pack().unwrap()];
        // The words of one, and the list of the other.
        first.put();
        second.put();
        let words = home.journal.cached(super::cache::Cached::Words).unwrap().collect::<Vec<_>>();
        first.put();
        home.journal.put_cached(super::cache::Cached::Words, words.iter()).unwrap();
        let mut mixed = home.overview(Look::Files);
        home.holds(&mut mixed);
        mixed.keep();
        home.holds(&mut home.overview(Look::Folders));
    }
}
