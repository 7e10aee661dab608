//! What the fuzz targets hold true, over bytes of chance and over good files that were damaged: a short run without the
//! fuzzer. `ONWARD_FUZZ_SECONDS` sets how long each of them goes on (1 without it); a failure names its seed.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a test panics, and tells the seed before")]

#[path = "../fuzz/holds.rs"]
mod holds;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use fastrand::Rng;
use onward::journal::{Journal, Passphrase, Work};
use onward::moment::Moment;
use onward::reflection::json::Entry;
use onward::reflection::{Answer, Audience, Chosen, Id, Reflection, Value, format};

const GUIDE: &[u8] = include_bytes!("good_content/everything.toml");

#[test]
fn any_bytes_are_a_guide_or_faults() {
    go_on(holds::guide, &[GUIDE, include_bytes!("../content/guides/repairing-trust.toml")]);
}

#[test]
fn any_bytes_are_an_entry_or_a_fault() {
    go_on(holds::entry, &[&entry()]);
}

#[test]
fn any_bytes_are_a_sealed_file_or_a_fault() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
    let now = Moment::at(1_800_000_000, 0);
    journal.encrypt(&Passphrase::new("another"), Work::QUICK, now, &mut |_, _| ()).expect("an empty journal");
    let good = Reflection::begin(Id::from_numbers([1; 8]), "g", "G", "broke", now);
    journal.begin(&good).expect("an entry").settle().expect("and settled");
    let read = |name: &str| std::fs::read(dir.path().join("journal").join(name)).expect("what was written");
    let entry = read("reflections/2027/01/2027-01-15-bbbbbbbb.toml.age");
    go_on(holds::envelope, &[&entry, &read("identity.age")]);
}

#[test]
fn any_bytes_are_a_mirror_or_faults_and_any_text_is_looked_at() {
    let text = b"You made me do it, and I am sorry if that hurt. But it was only once \xe2\x80\x9cnever again\xe2\x80\x9d.";
    let small = b"format = 1\n[lists]\na = \"b c\"\n[[category]]\nid = \"a\"\nname = \"A\"\nfor = [\"broke\"]\nwhy = \"w\"\nask = \"q\"\npatterns = [\"<a> [b|c d] ... {e* ..} $\", \"^ a, / b\"]\n";
    go_on(holds::mirror, &[text, small, include_bytes!("../content/mirror.toml")]);
}

#[test]
fn any_bytes_are_keys_or_nothing() {
    go_on(
        holds::keys,
        &[b"a\x1b[1;5Cb\x1b[<0;3;4M\x1b[200~pasted\x1b[201~\xc3\xa9\x1bOP\x1b[97;5u\x1b[?62;22c"],
    );
}

#[test]
fn any_bytes_are_brought_in_or_a_fault() {
    let entry = format::read(&entry()).expect("it is whole").reflection;
    let list = serde_json::to_vec(&[Entry::of(&entry).as_copy(), Entry::of(&entry)]).expect("it is JSON");
    let (jrnl, day_one) = (include_bytes!("foreign/jrnl.json"), include_bytes!("foreign/day-one.json"));
    go_on(holds::import, &[&list, jrnl, day_one]);
}

#[test]
fn any_script_of_edits_leaves_a_text_that_stands() {
    let script = b"\0\x14\x06\0one two three\xff\x04\xff\x01\xe6\x97\xa5\xe6\x9c\xac\xff\x08\x02\x01\xff\x05\xff\x0c\xff\x0d";
    go_on(holds::editor, &[script]);
}

/// Returns an entry with answers of several kinds, as it is kept.
fn entry() -> Vec<u8> {
    let now = Moment::at(1_800_000_000, 3600);
    let id = Id::from_numbers([1, 2, 3, 4, 5, 6, 7, 8]);
    let mut reflection = Reflection::begin(id, "repairing-trust", "Repairing trust", "hurt", now);
    let several = [("affair", "An affair"), ("money", "Money")];
    let chosen = several.map(|(id, label)| Chosen::Option { id: id.to_owned(), label: label.to_owned() });
    let values = [
        ("text", Value::Text("Two\n\nparagraphs, \"quotes\" and \\.".to_owned())),
        ("several", Value::Several(chosen.to_vec())),
        ("one", Value::One(Chosen::Other("my own words".to_owned()))),
        ("scale", Value::Scale(7)),
        ("yes-no", Value::YesNo(false)),
        ("items", Value::Items(vec!["one".to_owned(), "日本".to_owned()])),
        ("line", Value::Skipped),
    ];
    reflection.answers = values.map(|(kind, value)| answer(kind, value, now)).to_vec();
    let mut bytes = Vec::new();
    format::write(&reflection, &mut bytes);
    bytes
}

fn answer(kind: &str, value: Value, at: Moment) -> Answer {
    Answer {
        stage: "open-communication".to_owned(),
        stage_title: "Open communication".to_owned(),
        prompt: format!("a-{kind}"),
        kind: kind.to_owned(),
        asked: "What happened?".to_owned(),
        value,
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at,
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

/// Tries bytes until the time is over; always at least a few.
fn go_on(holds: fn(&[u8]), good: &[&[u8]]) {
    let seconds = std::env::var("ONWARD_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let first = fastrand::u64(..u64::MAX / 2);
    for seed in first.. {
        if let Err(broken) = catch_unwind(AssertUnwindSafe(|| holds(&bytes(seed, good)))) {
            eprintln!("the seed was {seed}");
            resume_unwind(broken);
        }
        if Instant::now() > end && seed >= first + 10 {
            break;
        }
    }
}

/// Returns the bytes of a seed: chance alone, or a good file with a few wounds.
fn bytes(seed: u64, good: &[&[u8]]) -> Vec<u8> {
    let mut rng = Rng::with_seed(seed);
    if rng.u8(..4) == 0 {
        return (0..rng.usize(..400)).map(|_| rng.u8(..)).collect();
    }
    let mut bytes = good[rng.usize(..good.len())].to_vec();
    for _ in 0..rng.usize(1..6) {
        wound(&mut bytes, &mut rng);
    }
    bytes
}

fn wound(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let (from, to) = (rng.usize(..=bytes.len()), rng.usize(..=bytes.len()));
    let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 40));
    match rng.u8(..5) {
        0 => bytes.truncate(to),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let part = bytes[from..to].to_vec();
            let at = rng.usize(..=bytes.len());
            bytes.splice(at..at, part);
        }
        3 => drop(bytes.splice(from..from, (0..rng.u8(..8)).map(|_| rng.u8(..)).collect::<Vec<u8>>())),
        _ => bytes.iter_mut().skip(from).take(3).for_each(|byte| *byte = rng.u8(..)),
    }
}
