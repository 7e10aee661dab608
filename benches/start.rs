//! How long the real program takes: from its start to the first screen in a terminal, and commands from start to end. Run
//! with `cargo bench --bench start`; `ONWARD_BENCH_ENTRIES=100000` makes the journal larger.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it fails, and prints"
)]

#[expect(dead_code, reason = "other benches use the rest")]
mod common;
#[expect(dead_code, reason = "tests use the rest")]
#[path = "../tests/support/home.rs"]
mod home;
#[expect(dead_code, reason = "tests use the rest")]
#[path = "../tests/support/terminal.rs"]
mod terminal;

use std::time::{Duration, Instant};

use common::{age, fill, head, measure, sizes, tell};
use home::Home;
use onward::journal::Journal;
use onward::words::words;
use terminal::Terminal;

const ROUNDS: usize = 40;
const LEAVE: &str = "\x11";

fn main() {
    for count in sizes(&[1, 10_000]) {
        let home = Home::new();
        let journal = Journal::at(home.at("data/onward"), home.at("state/onward"));
        fill(&journal, count);
        head(&format!("a journal of {count}, just brought in, ms"));
        commands(&home, count);
        age(&journal);
        head(&format!("a journal of {count}, lived in, ms"));
        commands(&home, count);
    }
}

fn commands(home: &Home, count: usize) {
    measure("paths", ROUNDS, || home.run(&["paths"]).done());
    measure("show last", ROUNDS, || home.run(&["show", "last"]).done());
    // The first one fills the cache.
    assert_eq!(home.run(&["list"]).done().out.lines().count(), count);
    measure("list", ROUNDS, || home.run(&["list"]).done());
    tell("the first screen", (0..ROUNDS).map(|_| screen(home)).collect());
}

/// Starts it, and returns how long it took until its first screen was there.
fn screen(home: &Home) -> Duration {
    let start = Instant::now();
    let mut terminal = Terminal::run(home, &[]);
    terminal.until_shown(words().screens.home_begin);
    let took = start.elapsed();
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    took
}
