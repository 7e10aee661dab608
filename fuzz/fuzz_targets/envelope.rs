//! Any bytes at the place of a sealed entry are a reflection or a fault, and no key.

#![no_main]

#[allow(dead_code, reason = "each target uses one of them")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::envelope(bytes));
