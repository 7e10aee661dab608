//! How long a save takes, plain and sealed, beside what it costs to write a file at all, and how long it takes to find
//! one's way in a large journal. Run with `cargo bench --bench save`; `ONWARD_BENCH_ENTRIES=100000` makes it larger.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops where it fails, and prints"
)]

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::entries::Entries;
use common::{age, fill, folder, head, measure, sizes, tell};
use onward::journal::{Journal, Passphrase, Work};
use onward::moment::Moment;
use onward::reflection::{Reflection, Status, Value, format};

/// How many writes of each size are measured.
const WRITES: usize = 600;

fn main() {
    let dir = folder();
    head("a save, ms");
    for kilobytes in [2, 60, 600] {
        saves(dir.path(), kilobytes);
    }
    for count in sizes(&[10_000]) {
        many(&dir.path().join(format!("many-{count}")), count);
    }
}

fn saves(dir: &Path, kilobytes: usize) {
    let mut given = reflection(kilobytes * 1000);
    let mut out = Vec::new();
    typing(&format!("{kilobytes} KB, text only"), || {
        grow(&mut given);
        format::write(&given, &mut out);
    });
    let (file, new) = (dir.join("file"), dir.join("file.new"));
    typing(&format!("{kilobytes} KB, a file written and renamed"), || {
        grow(&mut given);
        format::write(&given, &mut out);
        fs::write(&new, &out).unwrap();
        fs::rename(&new, &file).unwrap();
    });
    for sealed in [false, true] {
        let folder = dir.join(format!("{kilobytes}-{sealed}"));
        let mut journal = Journal::at(folder.join("journal"), folder.join("state"));
        if sealed {
            let passphrase = Passphrase::new("four words or five");
            journal.encrypt(&passphrase, Work::QUICK, Moment::now(), &mut |_, _| ()).unwrap();
        }
        let mut pen = journal.begin(&given).unwrap();
        typing(&format!("{kilobytes} KB, {}", if sealed { "sealed" } else { "plain" }), || {
            grow(&mut given);
            pen.write(&given).unwrap();
        });
        pen.settle().unwrap();
    }
}

fn many(dir: &Path, count: usize) {
    let journal = Journal::at(dir.join("journal"), dir.join("state"));
    fill(&journal, count);
    age(&journal);
    let last = journal.list()[0].found.clone();
    let mut open = journal.load(&last).unwrap().reflection;
    open.status = Status::Open;
    let mut pen = journal.pen(&last).unwrap();
    pen.write(&open).unwrap();
    pen.settle().unwrap();
    head(&format!("in a journal of {count}, ms"));
    measure("the open one touched last", 20, || journal.last_open().unwrap().unwrap());
    measure("one by its id", 20, || journal.find(last.id.as_str()).unwrap());
    measure("one by the beginning of an id there is not", 20, || assert!(journal.find("zzzzz").is_err()));
    measure("all, without the cache", 7, || assert_eq!(journal.list().len(), count));
}

/// Makes an entry whose texts are so long.
fn reflection(bytes: usize) -> Reflection {
    let entries = Entries::new();
    let has_text = |one: &Reflection| one.answers.iter().any(|answer| matches!(answer.value, Value::Text(_)));
    let mut one = (0..).map(|n| entries.entry(n, 100)).find(has_text).unwrap();
    let mut text = Vec::new();
    format::write(&one, &mut text);
    let more = "I said I was \"at work\", and I was not. It went on for a year.\n";
    words_of(&mut one).push_str(&more.repeat(bytes.saturating_sub(text.len()) / more.len()));
    one
}

fn grow(reflection: &mut Reflection) {
    words_of(reflection).push('x');
}

fn words_of(reflection: &mut Reflection) -> &mut String {
    let texts = reflection.answers.iter_mut().filter_map(|answer| match &mut answer.value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    texts.last().unwrap()
}

/// Does something again and again, as fast as a person types; the disk gets its turn, as it does then.
fn typing(name: &str, mut act: impl FnMut()) {
    let time = |_| {
        let start = Instant::now();
        act();
        let took = start.elapsed();
        std::thread::sleep(Duration::from_millis(2));
        took
    };
    tell(name, (0..WRITES).map(time).collect());
}
