//! Into the trash and back, killed after each step: nothing is lost, and doing it again completes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::stop;
use super::names::Paths;
use super::seal::{Key, Passphrase};
use super::survey;
use super::{Found, Journal};
use crate::moment::Moment;
use crate::reflection::{Id, Reflection, format};

struct Home {
    _dir: tempfile::TempDir,
    journal: Journal,
}

fn home(sealed: bool) -> Home {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
    if sealed {
        let key = Key::make(&Passphrase::new("correct horse"), 2).unwrap();
        journal.put_key(&key).unwrap();
        journal.unlock(Arc::new(key));
    }
    Home { _dir: dir, journal }
}

fn reflection(title: &str, seconds: i64) -> Reflection {
    let begun = Moment::at(1_800_000_000, 0);
    let id = Id::from_numbers([1, 2, 3, 4, 5, 6, 7, 8]);
    let mut new = Reflection::begin(id, "g", title, "broke", begun);
    new.updated = Moment::at(1_800_000_000 + seconds, 0);
    new
}

fn files(below: &Path) -> Vec<PathBuf> {
    let (mut all, mut folders) = (Vec::new(), vec![below.to_owned()]);
    while let Some(folder) = folders.pop() {
        for one in fs::read_dir(folder).into_iter().flatten().flatten() {
            if one.path().is_dir() { folders.push(one.path()) } else { all.push(one.path()) }
        }
    }
    all.sort();
    all
}

impl Home {
    fn bytes(&self, reflection: &Reflection) -> Vec<u8> {
        let mut text = Vec::new();
        format::write(reflection, &mut text);
        self.journal.lid().unwrap().map_or(text.clone(), |lid| lid.close(&text).unwrap())
    }

    fn put(&self, path: &Path, bytes: &[u8]) {
        let _ = fs::remove_file(path);
        std::io::Write::write_all(&mut super::files::create(path).unwrap(), bytes).unwrap();
    }

    /// An entry with a copy, and what a killed program left: `left` is newer than the entry or older.
    fn written(&self, left: Option<i64>, torn: bool) -> Found {
        let mut pen = self.journal.begin(&reflection("the entry", 10)).unwrap();
        pen.settle().unwrap();
        let found = pen.found().clone();
        drop(pen);
        let folder = found.path.parent().unwrap();
        let end = if self.journal.is_encrypted() { ".toml.age" } else { ".toml" };
        let stem = super::names::stem(&found.path);
        self.put(&folder.join(format!("{stem}.conflict-1{end}")), &self.bytes(&reflection("a copy", 5)));
        if torn {
            let whole = fs::read(&found.path).unwrap();
            self.put(&found.path, &whole[..whole.len() - 7]);
        }
        if let Some(seconds) = left {
            self.put(&Paths::of(&found.path).kept, &self.bytes(&reflection("left behind", seconds)));
        }
        found
    }

    /// The titles of all that can be read anywhere in the journal.
    fn titles(&self) -> BTreeSet<String> {
        let texts = files(self.journal.root()).into_iter().filter_map(|path| {
            let (_, bytes) = survey::bytes(&path).ok()?;
            let text = self.journal.seal.open(bytes).ok()?;
            Some(format::read(&text).ok()?.reflection.title)
        });
        texts.collect()
    }

    fn listed(&self) -> Vec<(String, bool)> {
        let title = |one: super::Listed| (one.entry.map_or("damaged".to_owned(), |top| top.title), one.copy);
        self.journal.list().into_iter().map(title).collect()
    }
}

/// Does something again and again, killed one step later each time, until it is done.
fn killed(mut each: impl FnMut() -> bool, mut after: impl FnMut(usize)) {
    for steps in 0..100 {
        stop::after(Some(steps));
        let done = each();
        stop::after(None);
        after(steps);
        if done {
            return;
        }
    }
    panic!("never done");
}

#[test]
fn killed_anywhere_nothing_is_lost_and_again_completes_it() {
    for sealed in [false, true] {
        for (left, torn) in [(None, false), (Some(1), false), (Some(20), false), (Some(1), true)] {
            // What is in the trash in the end, as the entry.
            let best = if left == Some(20) || torn { "left behind" } else { "the entry" };
            for once in 0..20 {
                let home = home(sealed);
                let found = home.written(left, torn);
                let needed: BTreeSet<String> = [best.to_owned(), "a copy".to_owned()].into();
                stop::after(Some(once));
                let first = home.journal.put_away(&found);
                stop::after(None);
                assert!(home.titles().is_superset(&needed), "{once}: {:?}", home.titles());
                if first.is_err() {
                    let there = home.listed().contains(&(best.to_owned(), false));
                    assert!(there, "{once}: {:?}", home.listed());
                    home.journal.put_away(&found).unwrap();
                }
                assert!(home.journal.list().is_empty());
                assert!(home.titles().is_superset(&needed));
                let trashed = home.journal.trashed();
                assert_eq!(trashed.len(), 1, "{once}: {trashed:#?}");
                assert_eq!(trashed[0].entry.as_ref().unwrap().title, best);
                stop::after(Some(once));
                let back = home.journal.bring_back(&trashed[0]);
                stop::after(None);
                assert!(home.titles().is_superset(&needed));
                if back.is_err() {
                    let again = home.journal.trashed_as("bcdefghi").unwrap();
                    home.journal.bring_back(&again).unwrap();
                }
                assert!(home.journal.trashed().is_empty(), "{once}");
                let listed = home.listed();
                assert!(listed.contains(&(best.to_owned(), false)), "{once}: {listed:?}");
                assert!(listed.contains(&("a copy".to_owned(), true)), "{once}: {listed:?}");
                if first.is_ok() && back.is_ok() {
                    assert!(once > 2 && once < 19, "{once} steps");
                    break;
                }
            }
        }
    }
}

#[test]
fn killed_at_every_step_one_after_another() {
    let home = home(false);
    let found = home.written(Some(1), false);
    killed(
        || home.journal.put_away(&found).is_ok(),
        |steps| assert!(home.titles().contains("the entry"), "{steps}"),
    );
    killed(
        || home.journal.trashed_as("bc").and_then(|thing| home.journal.bring_back(&thing)).is_ok(),
        |steps| assert!(home.titles().contains("the entry"), "{steps}"),
    );
    assert_eq!(home.listed(), [("the entry".to_owned(), false), ("a copy".to_owned(), true)]);
    assert!(files(&home.journal.root().join("trash")).is_empty());
}

#[test]
fn an_entry_that_is_only_a_leftover_goes_too() {
    let home = home(false);
    let found = home.written(Some(20), false);
    fs::remove_file(&found.path).unwrap();
    home.journal.put_away(&found).unwrap();
    assert!(home.journal.list().is_empty());
    let trashed = home.journal.trashed();
    assert_eq!((trashed.len(), trashed[0].copies), (1, 1));
    assert_eq!(trashed[0].entry.as_ref().unwrap().title, "left behind");
}

#[test]
fn a_locked_journal_loses_nothing_either() {
    let mut home = home(true);
    let found = home.written(Some(20), true);
    let journal = home.journal.twin();
    home.journal.lock();
    home.journal.put_away(&found).unwrap();
    assert!(home.journal.list().is_empty());
    home.journal = journal;
    assert!(home.titles().contains("left behind") && home.titles().contains("a copy"));
}

#[test]
fn a_repair_killed_anywhere_loses_nothing_and_again_completes_it() {
    for sealed in [false, true] {
        for once in 0..20 {
            let home = home(sealed);
            let mut long = reflection("the entry", 10);
            long.guide_title = "x".repeat(70_000);
            let mut pen = home.journal.begin(&long).unwrap();
            pen.settle().unwrap();
            let found = pen.found().clone();
            drop(pen);
            let whole = fs::read(&found.path).unwrap();
            let torn = &whole[..whole.len() - 1_000];
            home.put(&found.path, torn);
            let look = || home.journal.checkup(&mut |_| ());
            let now = Moment::at(1_800_000_100, 0);
            let wrong = look();
            stop::after(Some(once));
            let done = home.journal.repair(&wrong, now);
            stop::after(None);
            let bytes: Vec<_> =
                files(home.journal.root()).iter().map(|path| fs::read(path).unwrap()).collect();
            assert!(bytes.iter().any(|bytes| bytes == torn), "{once}: the damaged file is gone");
            home.journal.repair(&look(), now);
            assert_eq!(look().wrong(), 0, "{once}: {:#?}", look());
            assert_eq!(home.journal.load(&found).unwrap().reflection.title, "the entry", "{once}");
            if done.iter().all(|one| one.done) {
                assert!(once > 1, "{once} steps");
                break;
            }
        }
    }
}
