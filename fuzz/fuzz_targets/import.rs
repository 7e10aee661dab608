//! Any bytes are entries whose files give them back, or a fault with its place.

#![no_main]

#[allow(dead_code, reason = "each target uses one of the four")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::import(bytes));
