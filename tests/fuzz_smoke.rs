//! What the fuzz targets hold true, over bytes of chance and over good files that were damaged: a short run without the
//! fuzzer. `ONWARD_FUZZ_SECONDS` sets how long each of the three goes on (1 without it); a failure names its seed.

#[path = "../fuzz/holds.rs"]
mod holds;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use fastrand::Rng;
use onward::moment::Moment;
use onward::reflection::{Id, Reflection, format};

const GUIDE: &[u8] = include_bytes!("good_content/everything.toml");

#[test]
fn any_bytes_are_a_guide_or_faults() {
    go_on(holds::guide, &[GUIDE, include_bytes!("../content/guides/repairing-trust.toml")]);
}

#[test]
fn any_bytes_are_an_entry_or_a_fault() {
    go_on(holds::entry, &[&entry()]);
}

#[test]
fn any_script_of_edits_leaves_a_text_that_stands() {
    let script = b"\0\x14\x06\0one two three\xff\x04\xff\x01\xe6\x97\xa5\xe6\x9c\xac\xff\x08\x02\x01\xff\x05\xff\x0c\xff\x0d";
    go_on(holds::editor, &[script]);
}

/// Tries bytes until the time is over; always at least a few.
fn go_on(holds: fn(&[u8]), good: &[&[u8]]) {
    let seconds = std::env::var("ONWARD_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let first = fastrand::u64(..u64::MAX / 2);
    for seed in first.. {
        if let Err(broken) = catch_unwind(AssertUnwindSafe(|| holds(&bytes(seed, good)))) {
            eprintln!("the seed was {seed}");
            resume_unwind(broken);
        }
        if Instant::now() > end && seed >= first + 10 {
            break;
        }
    }
}

/// Returns the bytes of a seed: chance alone, or a good file with a few wounds.
fn bytes(seed: u64, good: &[&[u8]]) -> Vec<u8> {
    let mut rng = Rng::with_seed(seed);
    if rng.u8(..4) == 0 {
        return (0..rng.usize(..400)).map(|_| rng.u8(..)).collect();
    }
    let mut bytes = good[rng.usize(..good.len())].to_vec();
    for _ in 0..rng.usize(1..6) {
        wound(&mut bytes, &mut rng);
    }
    bytes
}

fn wound(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let (from, to) = (rng.usize(..=bytes.len()), rng.usize(..=bytes.len()));
    let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 40));
    match rng.u8(..5) {
        0 => bytes.truncate(to),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let part = bytes[from..to].to_vec();
            let at = rng.usize(..=bytes.len());
            bytes.splice(at..at, part);
        }
        3 => drop(bytes.splice(from..from, (0..rng.u8(..8)).map(|_| rng.u8(..)).collect::<Vec<u8>>())),
        _ => bytes.iter_mut().skip(from).take(3).for_each(|byte| *byte = rng.u8(..)),
    }
}
