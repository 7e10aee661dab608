//! Any bytes are an entry that comes back as it was, or a fault with its place.

#![no_main]

#[allow(dead_code, reason = "each target uses one of the four")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::entry(bytes));
