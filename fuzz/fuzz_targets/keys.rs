//! Any bytes from a terminal are keys, pastes or nothing.

#![no_main]

#[allow(dead_code, reason = "each target uses one of them")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::keys(bytes));
