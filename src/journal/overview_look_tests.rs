//! Looking at a journal while it changes: what is taken for sure, what is told early, and what is worth writing down.

use std::time::Duration;

use super::Look;
use super::overview_tests::{Deed, home};

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
