//! How long a save takes, beside a plain one, and how long it takes to find one's way in a journal of 10,000.
//! Run with `cargo bench --bench save`; `ONWARD_BENCH_DIR` says where (default: the temporary folder).

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops where it fails, and prints"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use onward::journal::Journal;
use onward::moment::Moment;
use onward::reflection::{Answer, Audience, Id, Reflection, Status, Value, format};
use serde::Serialize;

/// How many writes of each size are measured.
const WRITES: usize = 600;

/// How many reflections the large journal has, and how many of them a month.
const MANY: usize = 10_000;
const MONTHLY: usize = 50;

#[derive(Serialize)]
struct Plain {
    id: String,
    title: String,
    answers: Vec<PlainAnswer>,
}

#[derive(Serialize)]
struct PlainAnswer {
    stage: String,
    prompt: String,
    asked: String,
    answer: String,
    at: String,
}

fn main() {
    let base = std::env::var_os("ONWARD_BENCH_DIR").map_or_else(std::env::temp_dir, Into::into);
    let dir = tempfile::tempdir_in(base).unwrap();
    println!("µs a save                    p50     p99     max");
    for kilobytes in [4, 60, 600] {
        saves(dir.path(), kilobytes);
    }
    many(dir.path());
}

fn saves(dir: &Path, kilobytes: usize) {
    let mut given = reflection(1, 0, kilobytes * 1000);
    let mut out = Vec::new();
    let emit = times(|| {
        grow(&mut given);
        format::write(&given, &mut out);
    });
    tell(&format!("{kilobytes} KB, text only"), emit);

    let journal = Journal::at(dir.join(format!("j{kilobytes}")), dir.join("state"));
    let mut pen = journal.begin(&given).unwrap();
    let saved = times(|| {
        grow(&mut given);
        pen.write(&given).unwrap();
    });
    tell(&format!("{kilobytes} KB, pen"), saved);
    pen.settle().unwrap();

    let (path, temp) = (dir.join("plain.toml"), dir.join("plain.tmp"));
    let saved = times(|| {
        grow(&mut given);
        fs::write(&temp, toml::to_string(&plain(&given)).unwrap()).unwrap();
        fs::rename(&temp, &path).unwrap();
    });
    tell(&format!("{kilobytes} KB, plain"), saved);
}

fn many(dir: &Path) {
    let journal = Journal::at(dir.join("many"), dir.join("state"));
    let mut text = Vec::new();
    for n in 0..MANY {
        let month = i64::try_from(n / MONTHLY).unwrap();
        let mut one = reflection(n, 1_200_000_000 + month * 2_630_000, 2_000);
        one.status = if n + 1 == MANY { Status::Open } else { Status::Finished };
        let day = one.started.day();
        let folder = journal.root().join(format!("reflections/{:04}/{:02}", day.year(), day.month()));
        fs::create_dir_all(&folder).unwrap();
        format::write(&one, &mut text);
        fs::write(folder.join(format!("{day}-{}.toml", one.id)), &text).unwrap();
    }
    println!("\na journal of {MANY}, ms");
    // The times of a journal that was lived in: each folder as old as the last file in it.
    for month in fs::read_dir(journal.root().join("reflections"))
        .unwrap()
        .flat_map(|y| fs::read_dir(y.unwrap().path()).unwrap())
    {
        let month = month.unwrap().path();
        let (year, number) = (name(month.parent().unwrap()), name(&month));
        let time = std::time::UNIX_EPOCH + Duration::from_secs((year * 12 + number) * 2_630_000);
        for file in fs::read_dir(&month).unwrap() {
            fs::File::open(file.unwrap().path()).unwrap().set_modified(time).unwrap();
        }
        fs::File::open(&month).unwrap().set_modified(time).unwrap();
    }
    let last = journal.list()[0].found.clone();
    let mut pen = journal.pen(&last).unwrap();
    let loaded = journal.load(&last).unwrap().reflection;
    pen.write(&loaded).unwrap();
    pen.settle().unwrap();
    let found = best(|| assert!(journal.last_open().unwrap().is_some()));
    let prefix = best(|| assert!(journal.find("zzzzz").is_err()));
    let id = best(|| drop(journal.find(last.id.as_str()).unwrap()));
    let listed = best(|| assert_eq!(journal.list().len(), MANY));
    println!("last_open {found:.3}  find(id) {id:.3}  find(prefix) {prefix:.1}  list {listed:.1}");
}

fn name(path: &Path) -> u64 {
    path.file_name().unwrap().to_str().unwrap().parse().unwrap()
}

fn reflection(number: usize, started: i64, bytes: usize) -> Reflection {
    let started = Moment::at(started, 0);
    let mut id = [0; 8];
    for (i, digit) in id.iter_mut().enumerate() {
        *digit = u8::try_from(number / 10_usize.pow(u32::try_from(i).unwrap()) % 10).unwrap();
    }
    let mut new =
        Reflection::begin(Id::from_numbers(id), "repairing-trust", "Repairing trust", "broke", started);
    let line = "I said I was \"at work\", and I was not. It went on for a year.\n";
    for n in 0..12 {
        new.answers.push(Answer {
            stage: "open-communication".to_owned(),
            stage_title: "Open communication".to_owned(),
            prompt: format!("prompt-{n}"),
            kind: "text".to_owned(),
            asked: "What happened, in your own words?".to_owned(),
            value: Value::Text(line.repeat(bytes / 12 / line.len() + 1)),
            audience: Audience::Own,
            set_aside: false,
            step: false,
            at: started,
            rest: toml::Table::new(),
        });
    }
    new
}

fn grow(reflection: &mut Reflection) {
    if let Value::Text(text) = &mut reflection.answers[5].value {
        text.push('x');
    }
}

fn plain(reflection: &Reflection) -> Plain {
    let answers = reflection.answers.iter().map(|a| PlainAnswer {
        stage: a.stage.clone(),
        prompt: a.prompt.clone(),
        asked: a.asked.clone(),
        answer: if let Value::Text(text) = &a.value { text.clone() } else { String::new() },
        at: a.at.to_string(),
    });
    Plain { id: reflection.id.to_string(), title: reflection.title.clone(), answers: answers.collect() }
}

fn times(mut act: impl FnMut()) -> Vec<Duration> {
    (0..WRITES)
        .map(|_| {
            let start = Instant::now();
            act();
            let took = start.elapsed();
            // A person types; and the disk gets its turn, as it does then.
            std::thread::sleep(Duration::from_millis(2));
            took
        })
        .collect()
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_micros();
    println!("{what:24}{:8}{:8}{:8}", at(50), at(99), at(100));
}

fn best(mut act: impl FnMut()) -> f64 {
    let took = (0..7).map(|_| {
        let start = Instant::now();
        act();
        start.elapsed()
    });
    took.min().unwrap_or_default().as_secs_f64() * 1000.0
}
