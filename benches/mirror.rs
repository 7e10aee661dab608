//! How long the mirror takes to be read, and to look at texts: an answer, 100 KB of them, and 100 KB made to be hard: the
//! words that begin the most patterns, over and over, without the end of a sentence. Run with `cargo bench --bench mirror`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it fails, and prints"
)]

#[expect(dead_code, reason = "other benches use the rest")]
mod common;

use common::{head, measure};
use onward::mirror::Mirror;

const ANSWER: &str = "I told myself it was only a few messages. You never asked, and I never said. I am sorry if that \
    hurt you, but I was lonely that year. I paid the loan from our account in March and hid the letters in the garage. \
    It was my choice. I'll never keep anything from you again. On Friday I will show you all the statements.\n";
const SIZE: usize = 100_000;

fn main() {
    let mirror = Mirror::read_shipped().unwrap();
    head("mirror, ms");
    measure("to be read", 50, || Mirror::read_shipped().unwrap());
    measure("an answer", 200, || mirror.look(ANSWER, "broke").len());
    let long = ANSWER.repeat(SIZE / ANSWER.len());
    for side in ["broke", "hurt"] {
        measure(&format!("100 KB, {side}"), 30, || mirror.look(&long, side).len());
    }
    let patterns = Mirror::read_shipped().unwrap().without_weights();
    measure("100 KB, broke, patterns alone", 30, || patterns.look(&long, "broke").len());
    for size in [SIZE / 4, SIZE / 2, SIZE] {
        let hard = "you made me i was it was just so if you would have been i will never ".repeat(size / 70);
        measure(&format!("{} KB that are hard", size / 1000), 10, || mirror.look(&hard, "broke").len());
    }
}
