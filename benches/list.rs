//! How long the list of all entries takes: read from the files, and from the cache with a look at what changed since. The
//! system has the files in memory. Run with `cargo bench --bench list`; `ONWARD_BENCH_ENTRIES=100000` makes it larger.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it fails, and prints"
)]

#[expect(dead_code, reason = "other benches use the rest")]
mod common;

use common::{fill, folder, head, measure, sizes};
use onward::journal::{Journal, Look, Overview};

fn main() {
    for count in sizes(&[10, 1_000, 10_000]) {
        let dir = folder();
        let journal = |state: &str| Journal::at(dir.path().join("journal"), dir.path().join(state));
        fill(&journal("state"), count);
        head(&format!("the list of {count}, ms"));
        let mut round = 0;
        measure("nothing cached", 7, || {
            round += 1;
            list(&journal(&format!("new-{round}")), Look::Folders, count)
        });
        let mut round = 0;
        measure("nothing cached, and put in the cache", 7, || {
            round += 1;
            list(&journal(&format!("put-{round}")), Look::Folders, count).keep();
        });
        let kept = journal("put-1");
        measure("cached, a look at the folders", 50, || list(&kept, Look::Folders, count));
        measure("cached, a look at each file", 50, || list(&kept, Look::Files, count));
        let mut open = list(&kept, Look::Files, count);
        measure("open, one more look at the folders", 50, || open.look(Look::Folders));
    }
}

fn list(journal: &Journal, look: Look, count: usize) -> Overview {
    let mut overview = journal.overview();
    overview.look(look);
    assert_eq!(overview.catalogue().len(), count);
    overview
}
