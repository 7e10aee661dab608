//! Each file call of a save fails once, in each way it can: what was saved before stays, the failure is told or
//! survived, and as soon as it is over all of it is saved.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test says why it fails, and what it saw")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod entry;
    pub(crate) mod outside;
}

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use onward::journal::{Journal, Pen};
use onward::reflection::Reflection;
use onward::trouble::Trouble;
use support::entry::{answer, put, reflection, said};
use support::outside;

/// What the child's folder is named by.
const CHILD: &str = "FAULTS_CHILD";

/// The calls that fail, each with the names it has on different machines.
const CALLS: [&str; 10] = [
    "openat",
    "pwrite64",
    "?write",
    "ftruncate",
    "renameat2",
    "?rename,?renameat",
    "linkat",
    "?unlink,unlinkat",
    "fsync",
    "?mkdir,mkdirat",
];

/// In which ways.
const ERRORS: [&str; 5] = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EIO"];

/// How often a call is reached at most.
const MOST: usize = 60;

/// How many children run beside each other: they mostly sleep.
const BESIDE: usize = 6;

/// How long it takes until what was written is synced.
const SYNCED: Duration = Duration::from_millis(450);

/// What was there before, and what is written one after another: longer and shorter, so that files are cut as well.
const OLD: &str = "What was there before.";
const TEXTS: [&str; 5] =
    ["A long text, longer than others.", "The long text, longer than others.", "A.", "A b.", "A b c."];

fn journal(dir: &Path) -> Journal {
    Journal::at(dir.join("journal"), dir.join("state"))
}

fn of(text: &str) -> Reflection {
    let mut new = reflection(1, OLD);
    new.answers = vec![answer(text, new.updated)];
    new
}

/// Runs in a process of its own: writes one text after another, and tells each time how that went. Each line it reads
/// lets it go on.
#[test]
fn child_that_saves() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let journal = journal(Path::new(&dir));
    let mut lines = std::io::stdin().lines();
    let mut tell = |what: String| {
        println!("step {what}");
        lines.next().unwrap().unwrap();
    };
    let unsynced: Arc<Mutex<Vec<Trouble>>> = Arc::default();
    let mut pen = None;
    for text in TEXTS {
        while let Err(why) = write(&journal, &mut pen, text) {
            tell(format!("failed {why}"));
        }
        tell(format!("wrote {text}"));
        // Once in the middle it is synced behind the writing.
        if text == TEXTS[2] {
            let told = Arc::clone(&unsynced);
            pen.as_mut().unwrap().on_sync(move |how| told.lock().unwrap().extend(how.err()));
            std::thread::sleep(SYNCED);
            tell(format!("synced {}", unsynced.lock().unwrap().len()));
        }
    }
    let mut pen = pen.unwrap();
    while let Err(trouble) = pen.settle() {
        tell(format!("unsettled {}", trouble.what));
    }
    drop(pen);
    tell("settled".to_owned());
}

/// Takes the pen if it was not taken before, and writes.
fn write(journal: &Journal, pen: &mut Option<Pen>, text: &str) -> Result<(), String> {
    if pen.is_none() {
        *pen = match journal.last().map_err(|trouble| trouble.what)? {
            Some(found) => Some(journal.pen(&found).map_err(|busy| format!("{busy:?}"))?),
            None => {
                return journal.begin(&of(text)).map(|new| *pen = Some(new)).map_err(|trouble| trouble.what);
            }
        };
    }
    let pen = pen.as_mut().unwrap();
    pen.write(&of(text)).map(drop).map_err(|trouble| trouble.what)
}

/// A child, and how one talks with it.
struct Saver {
    child: Child,
    to: ChildStdin,
    from: std::io::Lines<BufReader<ChildStdout>>,
}

impl Saver {
    /// Starts it in a folder; the nth call of these files fails.
    fn start(dir: &Path, files: &[PathBuf], log: &Path, calls: &str, error: &str, nth: usize) -> Self {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "signal=none", "-o"]).arg(log);
        command.args(["-e", &format!("trace={calls}")]);
        command.args(["-e", &format!("inject={calls}:error={error}:when={nth}")]);
        for file in files {
            command.arg("-P").arg(file);
        }
        command.arg(std::env::current_exe().unwrap()).args(["--exact", "child_that_saves", "--nocapture"]);
        command.env(CHILD, dir).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let from = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { to: child.stdin.take().unwrap(), from, child }
    }

    /// Returns what it tells next; none when it ended.
    fn next(&mut self) -> Option<String> {
        self.from.by_ref().map_while(Result::ok).find_map(|line| Some(line.split_once("step ")?.1.to_owned()))
    }

    fn go_on(&mut self) {
        self.to.write_all(b"\n").unwrap();
    }
}

/// What came of a run.
#[derive(Debug, Default)]
struct Came {
    /// How many calls failed.
    failed: usize,
    /// How many failures were told.
    told: usize,
}

/// Lets the nth call fail, and looks at the disk after each step.
fn run(before: bool, calls: &str, error: &str, nth: usize) -> Came {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().canonicalize().unwrap();
    if before {
        put(&journal(&dir), &reflection(1, OLD));
        put(&journal(&dir), &reflection(2, "Another."));
        // The one that is written is the one touched last.
        let touched = fs::File::open(file(&dir)).unwrap();
        touched.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_791_000_000)).unwrap();
    }
    let log = dir.join("log");
    let mut saver = Saver::start(&dir, &files(&dir), &log, calls, error, nth);
    let told = |what: &str| format!("{calls} {error} {nth}: {what}");
    let mut came = Came::default();
    let mut last = before.then_some(OLD.to_owned());
    let mut settled = false;
    while let Some(step) = saver.next() {
        if let Some(text) = step.strip_prefix("wrote ") {
            last = Some(text.to_owned());
        }
        let failed = step.starts_with("failed");
        let unsynced = step.strip_prefix("synced ").is_some_and(|how| how != "0");
        came.told += usize::from(failed || unsynced || step.starts_with("unsettled"));
        settled = step == "settled";
        holds(&dir, before, last.as_deref(), failed, &told(&step));
        saver.go_on();
    }
    assert!(saver.child.wait().unwrap().success() && settled, "{}", told("it did not come to its end"));
    assert_eq!(last.as_deref(), Some(TEXTS[4]), "{}", told("not all was saved in the end"));
    let names: Vec<_> =
        fs::read_dir(file(&dir).parent().unwrap()).unwrap().map(|one| one.unwrap().path()).collect();
    assert_eq!(names.len(), if before { 2 } else { 1 }, "{}", told(&format!("left behind: {names:?}")));
    let over = matches!(calls, "pwrite64" | "ftruncate");
    came.failed = fs::read_to_string(&log).unwrap().matches("(INJECTED)").count();
    assert!(!over || came.told == came.failed, "{}", told(&format!("not told: {came:?}")));
    came
}

/// Holds that what was saved last is what anybody reads, and nothing else was touched.
#[track_caller]
fn holds(dir: &Path, before: bool, last: Option<&str>, failed: bool, told: &str) {
    let journal = journal(dir);
    let listed: Vec<_> = journal.list().into_iter().filter(|one| !one.copy).collect();
    assert!(listed.len() <= 1 + usize::from(before), "{told}: {listed:?}");
    let text = |first: u8| {
        let found = listed.iter().find(|one| one.found.id == reflection(first, "").id)?;
        let loaded = journal.load(&found.found).unwrap_or_else(|trouble| panic!("{told}: {}", trouble.what));
        let text = said(&loaded.reflection);
        // Of an entry whose very first save failed all of it may be there nevertheless.
        let first = failed && last.is_none() && text == TEXTS[0];
        assert!(loaded.note.is_none() || first, "{told}: {:?}", loaded.note);
        if first { None } else { Some(text) }
    };
    assert_eq!(text(1).as_deref(), last, "{told}");
    assert_eq!(text(2).as_deref(), before.then_some("Another."), "{told}");
}

fn file(dir: &Path) -> PathBuf {
    dir.join("journal/reflections/2026/09/2026-09-21-bcdefghi.toml")
}

/// The entry, all that stands beside it, and the folders above.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entry = file(dir);
    let beside =
        ["next", "kept", "synced-new"].map(|end| entry.with_file_name(format!(".2026-09-21-bcdefghi.{end}")));
    let above = entry.ancestors().skip(1).take(4).map(Path::to_owned).collect();
    [vec![entry.clone()], beside.to_vec(), above].concat()
}

/// Lets each call fail in each way, the first time it is made, the second time, and so on until it is not made so often.
fn each_fault(before: bool) {
    if !outside::can_trace() {
        return;
    }
    let all = CALLS.iter().flat_map(|&calls| ERRORS.map(|error| (calls, error)));
    let all: Mutex<Vec<_>> = Mutex::new(all.collect());
    let reached = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..BESIDE {
            scope.spawn(|| {
                loop {
                    let Some((calls, error)) = all.lock().unwrap().pop() else { return };
                    let runs = (1..MOST).map(|nth| run(before, calls, error, nth));
                    let came: Vec<Came> = runs.take_while(|came| came.failed > 0).collect();
                    let told = came.iter().filter(|came| came.told > 0).count();
                    reached.lock().unwrap().push((calls, error, came.len(), told));
                }
            });
        }
    });
    let mut reached = reached.into_inner().unwrap();
    reached.sort_unstable();
    let total: usize = reached.iter().map(|(_, _, failed, _)| failed).sum();
    assert!(total > 150, "too little failed: {total}");
    for (calls, error, failed, told) in reached {
        println!("{calls} {error}: {failed} failures, {told} told");
    }
}

#[test]
fn no_fault_of_an_entry_that_was_there_before_costs_a_word() {
    each_fault(true);
}

#[test]
fn no_fault_of_a_new_journal_costs_a_word() {
    each_fault(false);
}
