//! Any bytes are a mirror or faults; and any text, looked at by the shipped mirror, has findings that stand in it.

#![no_main]

#[allow(dead_code, reason = "each target uses one of them")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::mirror(bytes));
