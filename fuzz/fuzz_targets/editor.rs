//! Any script of edits leaves a text that stands, and that undo brings back.

#![no_main]

#[allow(dead_code, reason = "each target uses one of the four")]
#[path = "../holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| holds::editor(bytes));
