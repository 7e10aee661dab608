//! The power fails while a reflection is put away, or reduced to its small step: whatever the disk may hold then, all of
//! it is still somewhere, whole: in its place or in the trash.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test says why it fails and what it saw, and lays files as a disk would leave them"
)]

mod support {
    pub(crate) mod cut;
    pub(crate) mod disk;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod entry;
    pub(crate) mod outside;
    pub(crate) mod trace;
}

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use onward::journal::Journal;
use onward::reflection::format::{self, Check};
use support::cut::{self, Rules};
use support::disk::{self, Disk};
use support::entry::{answer, put, reflection, said};
use support::{outside, trace};

/// What the child's folder is named by, and what tells it what to do.
const CHILD: &str = "POWER_CUT_CHILD";
const DOES: &str = "POWER_CUT_DOES";

const WHOLE: &str = "All that was written.";
const STEP: &str = "The small step.";

fn journal(dir: &Path) -> Journal {
    Journal::at(dir.join("journal"), dir.join("state"))
}

/// Runs in a process of its own.
#[test]
fn child_that_puts_away() {
    let (Ok(dir), Ok(does)) = (std::env::var(CHILD), std::env::var(DOES)) else { return };
    let journal = journal(Path::new(&dir));
    let found = journal.last().unwrap().unwrap();
    let mut reflection = journal.load(&found).unwrap().reflection;
    let mut pen = journal.pen(&found).unwrap();
    if does == "reduce" {
        journal.keep_copy(&found).unwrap();
        reflection.answers = vec![answer(STEP, reflection.updated)];
        pen.write(&reflection).unwrap();
        pen.settle().unwrap();
    } else {
        pen.settle().unwrap();
        drop(pen);
        journal.discard(&found).unwrap();
    }
}

/// Returns the texts of all whole files below a folder.
fn texts(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for one in fs::read_dir(folder).into_iter().flatten().flatten() {
        if one.file_type().unwrap().is_dir() {
            all.extend(texts(&one.path()));
        } else {
            let read = format::read(&fs::read(one.path()).unwrap()).ok();
            all.extend(read.filter(|read| read.check == Check::Whole).map(|read| said(&read.reflection)));
        }
    }
    all
}

/// Does it, and looks for the text after every cut; `stays` is what is listed once it is done.
fn survives(does: &str, stays: Option<&str>) {
    if !outside::can_trace() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    put(&journal(home.path()), &reflection(1, WHOLE));
    let mut disk = Disk::of(home.path());
    let logs = tempfile::tempdir().unwrap();
    let log = logs.path().join("trace");
    let under = trace::under(disk::CALLS, &log);
    let mut command = Command::new(&under[0]);
    command.args(&under[1..]).arg(std::env::current_exe().unwrap());
    command.args(["--exact", "child_that_puts_away"]).env(CHILD, home.path()).env(DOES, does);
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
    disk.hear(&trace::read(&log));
    for rules in [Rules::Ordered, Rules::Strict] {
        let states = cut::states(&disk, rules);
        let folder = cut::folder();
        let mut bad = Vec::new();
        for state in &states {
            state.lay(folder.path(), Path::new("journal"));
            let journal = journal(folder.path());
            let listed = journal.list();
            let listed =
                listed.iter().filter_map(|one| Some(said(&journal.load(&one.found).ok()?.reflection)));
            let listed: Vec<String> = listed.collect();
            let away = texts(&folder.path().join("journal/trash"));
            if !listed.iter().chain(&away).any(|text| text == WHOLE) {
                bad.push(format!("gone: {listed:?} {away:?}\n  {}", state.told));
            } else if state.at == u64::MAX && listed != Vec::from_iter(stays.map(str::to_owned)) {
                bad.push(format!("done, but {listed:?} is listed\n  {}", state.told));
            }
        }
        println!("{does}, {rules:?}: {} changes, {} states", disk.changes(), states.len());
        assert!(states.len() > 4, "too little was seen");
        assert!(bad.is_empty(), "{} bad states, such as\n{}", bad.len(), bad[..bad.len().min(5)].join("\n"));
    }
}

#[test]
fn what_is_put_away_survives_a_power_cut() {
    survives("discard", None);
}

#[test]
fn what_is_reduced_survives_a_power_cut_whole() {
    survives("reduce", Some(STEP));
}
