//! What a person sees of a fault, in the real program: what was typed stays on the screen, the footer says that it is not
//! saved and why, and once the fault is over it is saved by itself. And what others may do to the files meanwhile.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and damages files"
)]

mod support {
    pub(crate) mod entry;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod outside;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod terminal;
}

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use onward::journal::Journal;
use onward::reflection::{Reflection, format};
use support::entry::{ASKED, WORDS, answer, put, reflection, said};
use support::home::Home;
use support::outside;
use support::terminal::{PATIENCE, Shown, Terminal};

const LEAVE: &str = "\x11";

/// What was there before.
const OLD: &str = "Before. ";

/// What the footer says of a save that failed, of a sync that failed, and when all is well.
const NOT_SAVED: &str = "Not saved:";
const NOT_SYNCED: &str = "not yet safe from a power cut";

/// What it says to whom leaves all the same.
const ONCE_MORE: &str = "Ctrl+Q once more leaves";

/// In which ways calls fail.
const ERRORS: [&str; 5] = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EIO"];

/// How many programs run beside each other: they mostly sleep.
const BESIDE: usize = 6;

/// A home with a guide and, where `before` is set, two entries.
fn home(before: bool) -> Home {
    let home = Home::new();
    home.put("guides/words.toml", WORDS);
    if before {
        put(&journal(&home), &reflection(1, OLD));
        put(&journal(&home), &reflection(2, "Another."));
    }
    home
}

fn journal(home: &Home) -> Journal {
    Journal::at(home.at("data/onward"), home.at("other-state"))
}

fn entry(home: &Home) -> PathBuf {
    home.at("data/onward/reflections/2026/09/2026-09-21-bcdefghi.toml")
}

/// Opens the entry, under another program.
fn resume(home: &Home, under: &[&str]) -> Terminal {
    let terminal = Terminal::run_under(home, under, &[], &["resume", "bcdefghi"]);
    terminal.until_shown(ASKED);
    terminal
}

/// Returns what is saved in the one entry that is not the other; nothing when there is none.
fn saved(home: &Home) -> Option<String> {
    let journal = journal(home);
    let other = reflection(2, "").id;
    let listed = journal.list().into_iter().find(|one| !one.copy && one.found.id != other)?;
    Some(said(&journal.load(&listed.found).ok()?.reflection))
}

#[track_caller]
fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "not {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits until the footer says that all is saved, and nothing else.
#[track_caller]
fn until_well(terminal: &Terminal, told: &str) {
    terminal.until(&format!("{told}: said to be saved"), |shown| {
        let contents = shown.screen().contents();
        let foot = contents.lines().last().unwrap_or_default().trim_end().to_owned();
        let calm = [NOT_SAVED, NOT_SYNCED, "not saved"].iter().all(|said| !contents.contains(said));
        calm && foot.ends_with("saved")
    });
}

/// Leaves, and holds that it ended well and left nothing beside the entries.
#[track_caller]
fn leave(terminal: &mut Terminal, home: &Home, entries: usize) {
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(home.files().len(), entries, "{:?}", home.files());
}

/// A call that fails three times in a row in each thread that makes it, and what is said of that.
struct Faulty {
    calls: &'static str,
    files: &'static [&'static str],
    before: bool,
    said: Option<&'static str>,
}

/// The files of an entry that was there before, and its folder.
const FILES: &[&str] = &[
    "reflections/2026/09/2026-09-21-bcdefghi.toml",
    "reflections/2026/09/.2026-09-21-bcdefghi.next",
    "reflections/2026/09/.2026-09-21-bcdefghi.kept",
    "reflections/2026/09/.2026-09-21-bcdefghi.synced-new",
    "reflections/2026/09",
];

const FAULTS: [Faulty; 8] = [
    Faulty { calls: "openat", files: &[FILES[1]], before: true, said: Some(NOT_SAVED) },
    Faulty { calls: "pwrite64", files: FILES, before: true, said: Some(NOT_SAVED) },
    Faulty { calls: "renameat2", files: FILES, before: true, said: Some(NOT_SAVED) },
    Faulty { calls: "?rename,?renameat", files: FILES, before: true, said: Some(NOT_SYNCED) },
    Faulty { calls: "fsync", files: FILES, before: true, said: Some(NOT_SYNCED) },
    Faulty { calls: "?unlink,unlinkat", files: FILES, before: true, said: Some(NOT_SYNCED) },
    // What cannot be linked is copied.
    Faulty { calls: "linkat", files: FILES, before: true, said: None },
    Faulty { calls: "?mkdir,mkdirat", files: &["", "reflections"], before: false, said: Some(NOT_SAVED) },
];

impl Faulty {
    fn run(&self, error: &str) {
        let told = format!("{} {error}", self.calls);
        let home = home(self.before);
        let logs = tempfile::tempdir().unwrap();
        let log = logs.path().join("log");
        let inject = format!("inject={}:error={error}:when=1..3", self.calls);
        let trace = format!("trace={}", self.calls);
        let root = home.at("data/onward");
        let files: Vec<PathBuf> = self.files.iter().map(|file| root.join(file)).collect();
        let strace = ["strace", "-f", "-qq", "-e", "signal=none", "-e", &trace, "-e", &inject, "-o"];
        let mut under = [strace.as_slice(), &[log.to_str().unwrap()]].concat();
        files.iter().for_each(|file| under.extend(["-P", file.to_str().unwrap().trim_end_matches('/')]));
        let arguments: &[&str] =
            if self.before { &["resume", "bcdefghi"] } else { &["new", "--guide", "words", "--as", "broke"] };
        let mut terminal = Terminal::run_under(&home, &under, &[], arguments);
        terminal.until_shown(ASKED);
        let old = if self.before { OLD } else { "" };
        // Where a call cannot be made, another way is gone that needs it not.
        let survives = self.calls == "renameat2" && error == "EACCES";
        for letter in ["x", "y", "z"] {
            terminal.press(letter);
            std::thread::sleep(Duration::from_millis(30));
        }
        if let (Some(said), false) = (self.said, survives) {
            terminal.until_shown(said);
        }
        terminal.until_shown("xyz");
        if self.said == Some(NOT_SAVED) && !survives {
            let text = saved(&home).unwrap_or_default();
            assert!(text.starts_with(old), "{told}: {text}");
        }
        until_well(&terminal, &told);
        terminal.until_shown("xyz");
        assert_eq!(saved(&home), Some(format!("{old}xyz")), "{told}");
        // Leaving makes its calls in a thread of its own, so that they may fail there too.
        terminal.press(LEAVE);
        terminal.until(&told, |shown| shown.is_closed() || shown.screen().contents().contains(ONCE_MORE));
        if !terminal.look(Shown::is_closed) {
            terminal.press(LEAVE);
        }
        assert!(terminal.ended().success(), "{told}");
        assert_eq!(saved(&home), Some(format!("{old}xyz")), "{told}");
        // What could not be cleared away then is cleared away by the next session.
        let mut terminal = Terminal::run(&home, &["resume"]);
        terminal.until_shown("xyz");
        leave(&mut terminal, &home, if self.before { 2 } else { 1 });
        assert_eq!(saved(&home), Some(format!("{old}xyz")), "{told}");
        let log = fs::read_to_string(&log).unwrap();
        assert!(log.contains("(INJECTED)"), "{told}: nothing failed");
    }
}

#[test]
fn each_fault_is_told_and_heals_by_itself() {
    if !outside::can_trace() {
        return;
    }
    let all = FAULTS.iter().flat_map(|faulty| ERRORS.map(|error| (faulty, error)));
    let all: Mutex<Vec<_>> = Mutex::new(all.collect());
    std::thread::scope(|scope| {
        for _ in 0..BESIDE {
            scope.spawn(|| {
                loop {
                    let Some((faulty, error)) = all.lock().unwrap().pop() else { return };
                    faulty.run(error);
                }
            });
        }
    });
}

#[test]
fn leaving_while_nothing_can_be_saved_asks_and_what_was_there_stays() {
    if !outside::can_trace() {
        return;
    }
    let home = home(true);
    let next = home.at("data/onward").join(FILES[1]);
    let inject = "inject=pwrite64:error=ENOSPC";
    let under = ["strace", "-f", "-qq", "-e", "trace=pwrite64", "-e", inject, "-o", "/dev/null"];
    let under = [under.as_slice(), &["-P", next.to_str().unwrap()]].concat();
    let mut terminal = resume(&home, &under);
    terminal.press("lost");
    terminal.until_shown("the disk is full");
    terminal.press(LEAVE);
    terminal.until_shown(ONCE_MORE);
    terminal.until_shown("lost");
    terminal.press(LEAVE);
    assert!(!terminal.ended().success());
    assert_eq!(saved(&home).as_deref(), Some(OLD));
    // What was left is no hindrance.
    let mut terminal = resume(&home, &[]);
    terminal.press("found");
    terminal.until_shown("found");
    leave(&mut terminal, &home, 2);
    assert_eq!(saved(&home), Some(format!("{OLD}found")));
}

#[test]
fn a_journal_that_is_taken_away_in_mid_session_comes_back_with_what_is_written() {
    let home = home(true);
    let mut terminal = resume(&home, &[]);
    terminal.press("x");
    wait_until("saved", || saved(&home) == Some(format!("{OLD}x")));
    fs::rename(home.at("data/onward"), home.at("elsewhere")).unwrap();
    terminal.press("y");
    wait_until("saved anew", || saved(&home) == Some(format!("{OLD}xy")));
    until_well(&terminal, "taken away");
    leave(&mut terminal, &home, 1);
    assert_eq!(saved(&home), Some(format!("{OLD}xy")));
    // Taken away for good, and no other key: the words of the last save are gone with the folder, the program is not.
    let mut terminal = resume(&home, &[]);
    fs::remove_dir_all(home.at("data/onward")).unwrap();
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
}

#[test]
fn a_folder_that_becomes_read_only_is_told_and_heals_by_itself() {
    // Even a user who may do everything is bound by modes this way.
    let mut under = vec!["setpriv", "--bounding-set=-all", "--inh-caps=-all"];
    if rustix::process::geteuid().is_root() {
        if !outside::works(&[under.as_slice(), &["true"]].concat()) {
            return;
        }
    } else {
        under.clear();
    }
    let home = home(true);
    let month = entry(&home).parent().unwrap().to_owned();
    let set = |mode| fs::set_permissions(&month, fs::Permissions::from_mode(mode)).unwrap();
    let mut terminal = resume(&home, &under);
    terminal.press("x");
    wait_until("saved", || saved(&home) == Some(format!("{OLD}x")));
    set(0o500);
    terminal.press("y");
    terminal.until_shown("permission was refused");
    terminal.until_shown("xy");
    assert_eq!(saved(&home), Some(format!("{OLD}x")));
    set(0o700);
    until_well(&terminal, "read only");
    assert_eq!(saved(&home), Some(format!("{OLD}xy")));
    leave(&mut terminal, &home, 2);
}

/// An entry as another program leaves it.
fn theirs(text: &str) -> Vec<u8> {
    let mut theirs: Reflection = reflection(1, OLD);
    theirs.answers = vec![answer(text, theirs.updated)];
    let mut bytes = Vec::new();
    format::write(&theirs, &mut bytes);
    bytes
}

fn copies(home: &Home) -> Vec<String> {
    let journal = journal(home);
    let copies = journal.list().into_iter().filter(|one| one.copy);
    copies.map(|one| said(&journal.load(&one.found).unwrap().reflection)).collect()
}

#[test]
fn an_entry_replaced_underneath_is_kept_and_told() {
    let put: [fn(&Path); 2] = [
        |entry| {
            let new = entry.with_file_name("new");
            fs::write(&new, theirs("theirs")).unwrap();
            fs::rename(&new, entry).unwrap();
        },
        |entry| fs::write(entry, theirs("theirs")).unwrap(),
    ];
    for put in put {
        let home = home(true);
        let mut terminal = resume(&home, &[]);
        terminal.press("x");
        wait_until("saved", || saved(&home) == Some(format!("{OLD}x")));
        put(&entry(&home));
        terminal.press("y");
        terminal.until_shown("Both versions are kept");
        assert_eq!(saved(&home), Some(format!("{OLD}xy")));
        assert_eq!(copies(&home), ["theirs"]);
        leave(&mut terminal, &home, 3);
        assert_eq!((saved(&home), copies(&home)), (Some(format!("{OLD}xy")), vec!["theirs".to_owned()]));
    }
}

#[test]
fn an_entry_deleted_underneath_comes_back_with_the_next_key() {
    let home = home(true);
    let mut terminal = resume(&home, &[]);
    terminal.press("x");
    wait_until("saved", || saved(&home) == Some(format!("{OLD}x")));
    fs::remove_file(entry(&home)).unwrap();
    terminal.press("y");
    wait_until("saved anew", || saved(&home) == Some(format!("{OLD}xy")));
    until_well(&terminal, "deleted");
    leave(&mut terminal, &home, 2);
}

#[test]
fn an_entry_of_a_later_format_is_read_and_not_touched() {
    let home = home(true);
    let text = String::from_utf8(theirs("Of next year.")).unwrap();
    let (whole, _) = text.rsplit_once("# check").unwrap();
    let later = whole.replacen("format = 1", "format = 2\nweather = \"fair\"", 1);
    assert!(later != whole);
    fs::write(entry(&home), &later).unwrap();
    let mut terminal = resume(&home, &[]);
    terminal.until_shown("newer onward");
    terminal.until_shown("Of next year.");
    terminal.press("zzz");
    terminal.until_shown("Nothing was changed");
    terminal.press("\t");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    assert_eq!(fs::read_to_string(entry(&home)).unwrap(), later);
    assert_eq!(home.files().len(), 2);
}
