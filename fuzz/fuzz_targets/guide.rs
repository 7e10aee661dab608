//! Any bytes are a guide, or a report that says why they are none.

#![no_main]

#[allow(dead_code, reason = "each target uses one of the four")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::guide(bytes));
