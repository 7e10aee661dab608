//! `kill -9` at a random moment of a storm of writes: all that a write returned for is there, whole. `ONWARD_KILLS` sets
//! how often each of the two journals, the plain one and the encrypted one, is killed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use onward::journal::{Journal, Passphrase, Work};
use onward::moment::Moment;
use onward::reflection::{Answer, Audience, Id, Reflection, Value};

/// How often the child is killed, unless it is said otherwise.
const KILLS: u64 = 60;

/// What opens the encrypted journal.
const WORDS: &str = "four words or five";

/// What the child's folder is named by.
const CHILD: &str = "JOURNAL_CRASH_CHILD";

fn journal(dir: &Path) -> Journal {
    let mut journal = Journal::at(dir.join("journal"), dir.join("state"));
    if journal.is_locked() {
        let key = journal.key(&Passphrase::new(WORDS)).unwrap();
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
    journal(home.path()).encrypt(&Passphrase::new(WORDS), Work::QUICK, now, &mut |_, _| ()).unwrap();
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
