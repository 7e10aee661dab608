//! `kill -9` at a random moment of a storm of writes: all that a write returned for is there, whole, whatever the clock
//! did meanwhile. `ONWARD_KILLS` sets how often each of the two journals, the plain one and the encrypted one, is killed.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and tells what it saw"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use onward::effect::Effect;
use onward::guide::Guide;
use onward::journal::{Journal, Passphrase, Work};
use onward::moment::Moment;
use onward::question::Stroke;
use onward::reflection::{Answer, Audience, Id, Reflection, Value};
use onward::session::{Session, Step};
use onward::text::Edit;

/// How often the child is killed, unless it is said otherwise.
const KILLS: u64 = 60;

/// What opens the encrypted journal.
const PASSPHRASE: &str = "four words or five";

/// What the child's folder is named by.
const CHILD: &str = "JOURNAL_CRASH_CHILD";

fn journal(dir: &Path) -> Journal {
    let mut journal = Journal::at(dir.join("journal"), dir.join("state"));
    if journal.is_locked() {
        let key = journal.key(&Passphrase::new(PASSPHRASE)).unwrap();
        journal.unlock(Arc::new(key));
    }
    journal
}

fn reflection(text: String) -> Reflection {
    let now = Moment::at(1_800_000_000, 0);
    let mut new = Reflection::begin(Id::from_numbers([1; 8]), "g", "G", "broke", now);
    new.answers.push(Answer {
        stage: "s".to_owned(),
        stage_title: "S".to_owned(),
        prompt: "p".to_owned(),
        kind: "text".to_owned(),
        asked: "?".to_owned(),
        value: Value::Text(text),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: now,
        keeping: Default::default(),
        rest: toml::Table::new(),
    });
    new
}

fn length(reflection: &Reflection) -> usize {
    let Value::Text(text) = &reflection.answers[0].value else { panic!("not a text") };
    assert!(text.bytes().all(|b| b == b'x'));
    text.len()
}

/// Runs in a process of its own: goes on with the text, one letter more a write, and tells each length it wrote.
#[test]
fn child_that_types() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let journal = journal(Path::new(&dir));
    let (mut pen, mut long) = match journal.last().unwrap() {
        Some(found) => {
            let loaded = journal.load(&found).unwrap();
            assert_eq!(loaded.note, None);
            (journal.pen(&found).unwrap(), length(&loaded.reflection))
        }
        None => (journal.begin(&reflection(String::new())).unwrap(), 0),
    };
    let mut out = std::io::stdout().lock();
    loop {
        long += 1;
        assert_eq!(pen.write(&reflection("x".repeat(long))).unwrap(), Default::default());
        writeln!(out, "wrote {long}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn what_a_write_returned_for_survives_kill_9() {
    let home = tempfile::tempdir().unwrap();
    let found = survives(home.path());
    assert_eq!(found.extension().unwrap(), "toml");
}

#[test]
fn what_a_write_returned_for_survives_kill_9_in_an_encrypted_journal() {
    let home = tempfile::tempdir().unwrap();
    let now = Moment::at(1_800_000_000, 0);
    journal(home.path()).encrypt(&Passphrase::new(PASSPHRASE), Work::QUICK, now, &mut |_, _| ()).unwrap();
    let found = survives(home.path());
    assert_eq!(found.extension().unwrap(), "age");
    assert!(std::fs::read(found).unwrap().starts_with(b"age-encryption.org/v1"));
}

/// Kills the child again and again, and returns the entry it wrote.
fn survives(home: &Path) -> PathBuf {
    let kills = std::env::var("ONWARD_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let (mut total, mut leftovers) = (0, 0);
    for kill in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_types", "--nocapture"])
            .env(CHILD, home)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            let told = lines.lines().map_while(Result::ok);
            told.filter_map(|line| line.split("wrote ").nth(1)?.parse::<usize>().ok()).last()
        });
        // From before the first write to well after the first sync, in steps that share no rhythm with it.
        std::thread::sleep(Duration::from_micros(3_000 + kill * 7_919 % 450_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let told = reader.join().unwrap();
        let Some(found) = journal(home).last().unwrap() else {
            assert_eq!(told, None);
            continue;
        };
        let loaded = journal(home).load(&found).unwrap();
        assert_eq!(loaded.note, None, "kill {kill}: the entry itself has to be whole");
        let long = length(&loaded.reflection);
        assert!(long >= told.unwrap_or(total), "kill {kill}: {long} of {told:?}, after {total}");
        assert_eq!(journal(home).list().len(), 1);
        (total, leftovers) = (long, leftovers + usize::from(files(home) > 1));
    }
    println!("{total} writes over {kills} kills, {leftovers} times with leftovers");
    assert!(
        total > 1000 && leftovers > 10,
        "the child was killed too early: {total} writes, {leftovers} leftovers"
    );
    let journal = journal(home);
    let mut pen = journal.pen(&journal.last().unwrap().unwrap()).unwrap();
    pen.settle().unwrap();
    assert_eq!(files(home), 1, "what a killed program left is cleared away");
    journal.last().unwrap().unwrap().path
}

/// Counts the files of the month.
fn files(home: &Path) -> usize {
    std::fs::read_dir(home.join("journal/reflections/2027/01")).map_or(0, Iterator::count)
}

#[test]
fn beside_a_version_that_is_kept_no_older_one_is_left_to_come_back() {
    let home = tempfile::tempdir().unwrap();
    let journal = journal(home.path());
    let mut pen = journal.begin(&reflection("x".to_owned())).unwrap();
    for long in 2..5 {
        pen.write(&reflection("x".repeat(long))).unwrap();
    }
    let [next, kept] =
        ["next", "kept"].map(|end| pen.found().path.with_file_name(format!(".2027-01-15-bbbbbbbb.{end}")));
    while !kept.exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(!next.exists(), "a power cut during the next write may bring it back, no older to the second");
}

/// A guide with one place to write.
const WORDS: &str = include_str!("good_content/words.toml");

#[test]
fn a_clock_set_back_before_a_kill_costs_nothing() {
    let guide =
        Arc::new(Guide::read("words.toml", WORDS.as_bytes()).unwrap_or_else(|report| panic!("{report}")));
    let (now, back) = (Moment::at(1_800_000_000, 0), Moment::at(1_799_990_000, 0));
    let new = Reflection::begin(Id::from_numbers([1; 8]), "words", "Words", "broke", now);
    let mut session = Session::new(guide, new, now);
    let mut save = |step: Step, at: Moment| {
        let effects = session.step(step, at).effects;
        let [Effect::Save(reflection)] = effects.as_slice() else { panic!("{effects:?}") };
        Arc::clone(reflection)
    };
    let mut type_at = |letter: &str, at| save(Step::Stroke(Stroke::Edit(Edit::Insert(letter.into()))), at);
    let home = tempfile::tempdir().unwrap();
    let mut pen = journal(home.path()).begin(&type_at("x", now)).unwrap();
    // Until it was synced: it is kept beside the entry then.
    let kept = pen.found().path.with_file_name(".2027-01-15-bbbbbbbb.kept");
    while !kept.exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    pen.write(&type_at("x", back)).unwrap();
    // Killed: what is there now is all there is, and nobody settles it.
    let journal = journal(home.path());
    let found = journal.last().unwrap().unwrap();
    assert_eq!(length(&journal.load(&found).unwrap().reflection), 2);
    // Whatever else changes it does so no earlier either.
    for step in [Step::Rename("Words of mine".to_owned()), Step::Next] {
        assert_eq!(save(step, back).updated, now);
    }
    drop(pen);
}
