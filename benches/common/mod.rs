//! What the benches share: a journal to measure in, and how figures are told. `ONWARD_BENCH_DIR` says where journals are
//! made (default: the temporary folder), `ONWARD_BENCH_ENTRIES` how many entries they have, such as `10,100000`.

#[path = "../../examples/journal/entries.rs"]
pub(crate) mod entries;
#[path = "../../examples/journal/sentences.rs"]
mod sentences;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use entries::Entries;
use onward::journal::Journal;
use tempfile::TempDir;

/// The seconds of a month, about.
const MONTH: u64 = 2_630_000;

/// Returns a new folder that is gone in the end.
pub(crate) fn folder() -> TempDir {
    let base = std::env::var_os("ONWARD_BENCH_DIR").map_or_else(std::env::temp_dir, Into::into);
    tempfile::tempdir_in(base).unwrap()
}

/// Returns how many entries to measure with: these, or what was asked for.
pub(crate) fn sizes(or: &[usize]) -> Vec<usize> {
    let asked = std::env::var("ONWARD_BENCH_ENTRIES").unwrap_or_default();
    let asked: Vec<usize> = asked.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    if asked.is_empty() { or.to_owned() } else { asked }
}

/// Fills a journal with so many entries, and waits until no clock takes them for just written.
pub(crate) fn fill(journal: &Journal, count: usize) {
    let entries = Entries::new();
    let mut intake = journal.take_in().unwrap();
    for n in 0..count {
        intake.bring(&entries.entry(n, count), false).unwrap();
    }
    intake.settle().unwrap();
    std::thread::sleep(Duration::from_secs(4));
}

/// Gives each file and folder the time of its month, as in a journal that was lived in.
pub(crate) fn age(journal: &Journal) {
    let year_of = |month: &Path| number(month.parent().unwrap());
    for month in below(&journal.root().join("reflections")).iter().flat_map(|year| below(year)) {
        let months = (year_of(&month) - 1970) * 12 + number(&month);
        let time = UNIX_EPOCH + Duration::from_secs(months * MONTH);
        for path in below(&month).iter().chain([&month]) {
            fs::File::open(path).unwrap().set_modified(time).unwrap();
        }
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn number(folder: &Path) -> u64 {
    folder.file_name().unwrap().to_str().unwrap().parse().unwrap()
}

/// Says what the figures below are about.
pub(crate) fn head(what: &str) {
    println!("\n{what:<52}{:>10}{:>10}{:>10}", "p50", "p99", "max");
}

/// Does something so many times, and tells how long it took, in ms.
pub(crate) fn measure<T>(name: &str, rounds: usize, mut act: impl FnMut() -> T) {
    let time = |_| {
        let start = Instant::now();
        let done = act();
        let took = start.elapsed();
        drop(std::hint::black_box(done));
        took
    };
    tell(name, (0..rounds).map(time).collect());
}

/// Tells how long something took, in ms.
pub(crate) fn tell(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("{name:<52}{:>10.3}{:>10.3}{:>10.3}", at(50), at(99), at(100));
}
