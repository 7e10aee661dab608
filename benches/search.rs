//! How long searching takes: the index made of all entries, taken from the cache, and asked. The system has the files in
//! memory. Run with `cargo bench --bench search`; `ONWARD_BENCH_ENTRIES=100000` makes it larger.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it fails, and prints"
)]

#[expect(dead_code, reason = "other benches use the rest")]
mod common;

use common::{fill, folder, head, measure, sizes};
use onward::journal::{Filter, Journal, Look, Overview};
use onward::reflection::Status;
use onward::search::{Hit, Query};

/// As many lines as a screen shows.
const LINES: usize = 20;

const QUERIES: [(&str, &str); 7] = [
    ("one letter", "a"),
    ("a word in nearly all", "the "),
    ("a common word", "evening "),
    ("a rare word", "elmbridge "),
    ("the beginning of a rare word", "elmb"),
    ("two words", "kettle ashamed"),
    ("nowhere", "zzzz "),
];

fn main() {
    for count in sizes(&[1_000, 10_000]) {
        let dir = folder();
        let journal = |state: &str| Journal::at(dir.path().join("journal"), dir.path().join(state));
        fill(&journal("state"), count);
        head(&format!("searching {count}, ms"));
        let mut round = 0;
        measure("nothing cached: list and index", 5, || {
            round += 1;
            let mut overview = looked(&journal(&format!("new-{round}")));
            overview.index();
            overview.keep();
            assert_eq!(overview.counts(), (count, count));
        });
        let kept = journal("new-1");
        measure("cached: list, index and the first answer", 20, || {
            let mut overview = looked(&kept);
            overview.take_words();
            assert_eq!(overview.counts(), (count, count));
            overview.find(&Query::read("t"), &Filter::default())
        });
        let mut overview = looked(&kept);
        overview.take_words();
        for (name, typed) in QUERIES {
            ask(&mut overview, name, typed);
        }
    }
}

fn looked(journal: &Journal) -> Overview {
    let mut overview = journal.overview();
    overview.look(Look::Folders);
    overview
}

fn ask(overview: &mut Overview, name: &str, typed: &str) {
    let (query, all) = (Query::read(typed), Filter::default());
    let open = Filter { status: Some(Status::Open), ..Filter::default() };
    let found = overview.find(&query, &all).total();
    let name = format!("{name}, in {found}");
    measure(&name, 200, || overview.find(&Query::read(typed), &all));
    measure(&format!("{name}, open ones"), 200, || overview.find(&query, &open));
    measure(&format!("{name}, {LINES} lines of it"), 50, || lines(overview, &query));
}

/// Finds, and reads what is to be shown of it.
fn lines(overview: &mut Overview, query: &Query) -> Vec<Hit> {
    let found = overview.find(query, &Filter::default());
    let list = overview.catalogue();
    let first = found.rows().take(LINES).filter_map(|row| list.get(row));
    first.filter_map(|listed| Some(query.hit(&overview.read(&listed.found)?))).collect()
}
