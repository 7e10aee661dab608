//! What a key costs in the editor, text and window read back as the program does after each. Mean and 99th percentile.
//! And what opening a long answer costs, and a paste. Run with `cargo bench --bench editor`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use onward::text::{Edit, Editor, Motion};

const KEYS: usize = 400;
const COLUMNS: usize = 80;
const LINES: usize = 24;

fn main() {
    println!("{:<34}{:>10}{:>10}", "one key, in µs", "mean", "p99");
    for words in [10, 10_000, 100_000] {
        for (shape, paragraph) in [("paragraphs", 100), ("one paragraph", usize::MAX)] {
            for (place, share) in [("start", 0.0), ("middle", 0.5), ("end", 1.0)] {
                let name = format!("{words} words, {shape}, {place}");
                keys(&name, &prose(words, paragraph), share, |n| {
                    Edit::Insert(if n % 6 == 5 { " " } else { "e" }.to_owned())
                });
            }
        }
    }
    let long = prose(100_000, usize::MAX);
    keys("Backspace, middle of one", &long, 0.5, |_| Edit::Backspace);
    keys("Newline, middle of one", &long, 0.5, |_| Edit::Newline);
    let to_and_fro = |n: usize| {
        if n.is_multiple_of(2) { Edit::Newline } else { Edit::Backspace }
    };
    keys("split and join, middle of one", &long, 0.5, to_and_fro);
    let up = Edit::Move { to: Motion::Up, select: true };
    keys("Shift+Up, end of one", &long, 1.0, |_| up.clone());
    let left = Edit::Move { to: Motion::WordLeft, select: false };
    keys("word left, end of one", &long, 1.0, |_| left.clone());
    keys("no space in 300 kB, middle", &"x".repeat(300_000), 0.5, |_| Edit::Insert("y".to_owned()));
    keys("Cyrillic, 100,000 words in one", &long.replace('o', "о").replace('e', "е"), 0.5, |_| {
        Edit::Insert("ж".to_owned())
    });
    keys("2,000 marks on one letter", &format!("e{}", "\u{301}".repeat(2000)), 1.0, |_| {
        Edit::Insert("e".to_owned())
    });
    let chant = "the trouble with trust is, nobody sees it. ".repeat(12_500);
    keys("100,000 words, never in step", &chant, 0.0, |n| {
        Edit::Insert(if n % 6 == 5 { " " } else { "e" }.to_owned())
    });
    for (name, piece) in [
        ("x", "x"),
        ("flags", "🇩🇪"),
        ("marks", "\u{301}"),
        ("spaces", " "),
        ("line feeds", "\n"),
        ("楽", "楽"),
    ] {
        let text = piece.repeat(300_000 / piece.len());
        keys(&format!("300 kB of {name}, every motion"), &text, 0.5, every_motion);
    }
    println!("\n{:<34}{:>10}", "opening an answer, in ms", "best of 5");
    for words in [10, 10_000, 100_000] {
        open(&format!("{words} words, paragraphs"), &prose(words, 100));
        open(&format!("{words} words, one paragraph"), &prose(words, usize::MAX));
    }
    println!("\n{:<34}{:>10}", "one paste, in ms", "best of 5");
    paste("100 kB of paragraphs", &prose(17_000, 100));
    paste("100 kB in one paragraph", &prose(17_000, usize::MAX));
    paste("10 MB of paragraphs", &prose(1_700_000, 100));
    paste("10 MB in one paragraph", &prose(1_700_000, usize::MAX));
    paste("10 MB without a space", &"x".repeat(10_000_000));
    paste("10 MB of line feeds", &"\n".repeat(10_000_000));
    paste("10 MB of flags", &"🇩🇪".repeat(1_250_000));
    paste("10 MB of marks", &"\u{301}".repeat(5_000_000));
    paste("10 MB of spaces", &" ".repeat(10_000_000));
}

/// Words of changing length, a paragraph every so many.
fn prose(words: usize, paragraph: usize) -> String {
    const WORDS: [&str; 8] = ["the", "a", "trouble", "with", "understanding,", "nobody", "sees", "it."];
    let mut text = String::new();
    let mut dice = 7_u64;
    for n in 1..=words {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(dice >> 61) as usize]);
        text.push(if n % paragraph == 0 { '\n' } else { ' ' });
    }
    text
}

/// Types, erases and goes everywhere, in turn.
fn every_motion(n: usize) -> Edit {
    use Motion::*;
    const MOTIONS: [Motion; 10] =
        [Left, WordLeft, Right, WordRight, Up, LineEnd, Down, PageUp, LineStart, PageDown];
    match n % 12 {
        10 => Edit::Insert("e".to_owned()),
        11 => Edit::Backspace,
        n => Edit::Move { to: MOTIONS[n], select: false },
    }
}

/// One edit as the program does it: change, lay out, read the window and the whole text.
fn press(editor: &mut Editor, edit: Edit) {
    editor.apply(edit);
    see(editor);
}

/// Lays out, and reads the window and the whole text.
fn see(editor: &mut Editor) {
    editor.fit(COLUMNS, LINES);
    for line in editor.window() {
        black_box(line);
    }
    black_box((editor.caret_cell(), editor.caret(), editor.text()));
}

fn keys(name: &str, text: &str, share: f64, edit: impl Fn(usize) -> Edit) {
    let mut editor = Editor::new(text);
    editor.fit(COLUMNS, LINES);
    editor.set_caret((text.len() as f64 * share) as usize);
    let mut times: Vec<Duration> = (0..KEYS)
        .map(|n| {
            let edit = edit(n);
            let start = Instant::now();
            press(&mut editor, edit);
            start.elapsed()
        })
        .collect();
    times.sort();
    let mean = times.iter().sum::<Duration>() / KEYS as u32;
    println!("{name:<34}{:>10.1}{:>10.1}", micros(mean), micros(times[KEYS * 99 / 100]));
}

/// Opens a text with the caret at its end, as one does to go on.
fn open(name: &str, text: &str) {
    best(name, || {
        let start = Instant::now();
        let mut editor = Editor::new(text);
        editor.fit(COLUMNS, LINES);
        editor.set_caret(text.len());
        see(&mut editor);
        start.elapsed()
    });
}

fn paste(name: &str, text: &str) {
    best(name, || {
        let mut editor = Editor::new("before after");
        editor.fit(COLUMNS, LINES);
        editor.set_caret(6);
        let edit = Edit::Insert(text.to_owned());
        let start = Instant::now();
        press(&mut editor, edit);
        start.elapsed()
    });
}

fn best(name: &str, once: impl Fn() -> Duration) {
    let best = (0..5).map(|_| once()).min().unwrap_or_default();
    println!("{name:<34}{:>10.2}", micros(best) / 1000.0);
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
