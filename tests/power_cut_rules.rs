//! The rules of power cuts themselves: of programs that save badly the bad states are found, and of one that saves well
//! there are none.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and lays its own files"
)]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod cut;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod disk;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod trace;
}

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::cut::{self, Rules, State};
use support::disk::Disk;
use support::trace;

const OLD: &str = "the old words";
const NEW: &str = "quite new words";

/// Writes bytes as a trace does.
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

/// Writes a trace of steps such as `open new`, `write new`, `sync new`, `rename new entry`.
fn log(root: &Path, steps: &[&str]) -> String {
    let path = |name: &str| hex(root.join(name).to_str().unwrap());
    let mut all = String::new();
    for (n, step) in steps.iter().enumerate() {
        let words: Vec<&str> = step.split(' ').collect();
        let file = path(words[1]);
        let call = match words[0] {
            "open" => format!("openat(AT_FDCWD<{file}>, \"{file}\", O_WRONLY|O_CREAT, 0600) = 3<{file}>"),
            "empty" => {
                format!("openat(AT_FDCWD<{file}>, \"{file}\", O_WRONLY|O_CREAT|O_TRUNC, 0600) = 3<{file}>")
            }
            "look" => format!("openat(AT_FDCWD<{file}>, \"{file}\", O_RDONLY) = 3<{file}>"),
            "write" => format!("pwrite64(3<{file}>, \"{}\", {}, 0) = {1}", hex(NEW), NEW.len()),
            "sync" => format!("fsync(3<{file}>)   = 0"),
            "rename" => format!("rename(\"{file}\", \"{}\") = 0", path(words[2])),
            _ => format!("unlink(\"{file}\") = -1 ENOENT (No such file or directory)"),
        };
        all += &format!("1790000000.{n:03}000 {call} <0.000010>\n");
    }
    all + "1790000001.000000 +++ exited with 0 +++\n"
}

/// Returns what a folder with an entry in it may hold after these steps were cut.
fn states(rules: Rules, steps: &[&str]) -> Vec<State> {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().canonicalize().unwrap();
    fs::write(root.join("entry"), OLD).unwrap();
    let mut disk = Disk::of(&root);
    let logs = tempfile::tempdir().unwrap();
    fs::write(logs.path().join("log.1"), log(&root, steps)).unwrap();
    disk.hear(&trace::read(&logs.path().join("log")));
    cut::states(&disk, rules)
}

/// Returns what the entry may hold after a cut, and what it may hold once all is done.
fn held(rules: Rules, steps: &[&str]) -> [BTreeSet<String>; 2] {
    let states = states(rules, steps);
    let of = |done: bool| {
        let states = states.iter().filter(|state| !done || state.at == u64::MAX);
        let files = states.map(|state| state.files.get(Path::new("entry")));
        files
            .map(|file| {
                file.map_or("nothing".into(), |(bytes, _)| String::from_utf8_lossy(bytes).into_owned())
            })
            .collect()
    };
    [of(false), of(true)]
}

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn what_is_written_in_place_may_be_torn_or_gone() {
    for rules in [Rules::Ordered, Rules::Strict] {
        let [all, _] = held(rules, &["empty entry", "write entry", "sync entry"]);
        let half = &NEW[..NEW.len() / 2];
        let zeros = "\0".repeat(NEW.len());
        assert!(all.is_superset(&set(&[OLD, NEW, "", half, &zeros])), "{all:?}");
        let [all, done] = held(rules, &["open entry", "write entry"]);
        assert!(all.contains(&format!("{half}{}", &OLD[half.len()..])), "{all:?}");
        assert_eq!(all, done, "nothing was synced: all of it stays open");
    }
}

#[test]
fn what_is_renamed_before_it_was_synced_may_be_empty() {
    for rules in [Rules::Ordered, Rules::Strict] {
        let [all, done] = held(rules, &["open new", "write new", "rename new entry"]);
        assert!(all.is_superset(&set(&[OLD, NEW, ""])), "{all:?}");
        assert!(done.contains(""), "{done:?}");
    }
}

#[test]
fn what_is_synced_and_then_renamed_is_old_or_new() {
    let steps = ["open new", "write new", "sync new", "rename new entry", "gone new"];
    for rules in [Rules::Ordered, Rules::Strict] {
        let [all, done] = held(rules, &steps);
        assert_eq!((all, done), (set(&[OLD, NEW]), set(&[OLD, NEW])));
        // Only with its folder the name is there for certain.
        let steps = [steps.as_slice(), &["look .", "sync ."]].concat();
        let [all, done] = held(rules, &steps);
        assert_eq!((all, done), (set(&[OLD, NEW]), set(&[NEW])));
    }
    // Any sync brings names along where they keep their order, and only there.
    let steps = [steps.as_slice(), &["open other", "sync other"]].concat();
    assert_eq!(held(Rules::Ordered, &steps)[1], set(&[NEW]));
    assert_eq!(held(Rules::Strict, &steps)[1], set(&[OLD, NEW]));
}

#[test]
fn names_may_overtake_each_other_only_where_the_rules_are_strict() {
    // Two names change, the entry's last: the first may be missing alone only where there is no order.
    let steps = ["open first", "open entry-2", "rename entry-2 entry"];
    let alone = |rules| {
        let states = states(rules, &steps);
        let there = |state: &State, name: &str| state.files.contains_key(Path::new(name));
        states.iter().any(|state| there(state, "entry-2") && !there(state, "first"))
    };
    assert_eq!((alone(Rules::Ordered), alone(Rules::Strict)), (false, true));
}

#[test]
#[should_panic(expected = "cannot follow")]
fn a_call_that_cannot_be_followed_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().canonicalize().unwrap();
    let file = hex(root.join("entry").to_str().unwrap());
    let logs = tempfile::tempdir().unwrap();
    let line = format!("1790000000.000000 fallocate(3<{file}>, 0, 0, 10) = 0 <0.000010>\n");
    fs::write(logs.path().join("log.1"), line).unwrap();
    Disk::of(&root).hear(&trace::read(&logs.path().join("log")));
}
