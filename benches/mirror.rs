//! What reading the mirror's file costs, and looking at a text of 100 KB. Run with `cargo bench --bench mirror`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use onward::mirror::Mirror;

const TIMES: u32 = 20;
const LENGTH: usize = 100_000;

fn main() {
    let mean = |what: &mut dyn FnMut()| -> Duration {
        let begin = Instant::now();
        (0..TIMES).for_each(|_| what());
        begin.elapsed() / TIMES
    };
    let read = || Mirror::read_shipped().unwrap_or_else(|report| panic!("{report}"));
    println!("{:<34}{:>10.2?}", "reading the file", mean(&mut || drop(black_box(read()))));
    let mirror = read();
    let prose = "I said I was sorry, but you never asked me how I was. The money went, and I only told you half of it. \
                 If you had been at home I would have told you; it was just one of those things. ";
    for (name, text) in
        [("prose", prose), ("one word", "i "), ("sorry", "sorry if "), ("but", "i lied but you ")]
    {
        let text = text.repeat(LENGTH / text.len());
        let spent = mean(&mut || drop(black_box(mirror.look(&text, "broke"))));
        println!("{:<34}{spent:>10.2?}", format!("looking at 100 KB of {name}"));
    }
}
