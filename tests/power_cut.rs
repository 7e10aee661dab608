//! The power fails at any moment of a session of the real program: whatever the disk may hold then, the journal opens,
//! nothing is spoiled, and nothing typed a second before is lost.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test says why it fails and what it saw, lays files as a disk would leave them, and reads the clock as the trace does"
)]

mod support {
    pub(crate) mod cut;
    pub(crate) mod disk;
    pub(crate) mod entry;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod outside;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod terminal;
    pub(crate) mod trace;
}

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use onward::journal::{Found, Journal, Listed};
use onward::reflection::Reflection;
use support::cut::{self, Rules, State};
use support::disk::{self, Disk};
use support::entry::{ASKED, WORDS, answer, put, reflection, said};
use support::home::Home;
use support::outside;
use support::terminal::Terminal;
use support::trace::{self, Call};

const LEAVE: &str = "\x11";

/// Where the journal is in a home.
const JOURNAL: &str = "data/onward";

/// What a power cut may cost at most.
const LAST: Duration = Duration::from_secs(1);

/// How many states are opened at most for each set of rules.
const MOST: usize = 1500;

/// How it is typed: so many letters, this long between two of them, and this long after the last.
const PACE: [(usize, u64, u64); 9] = [
    (5, 40, 120),
    (1, 0, 250),
    (4, 90, 1300),
    (1, 0, 1150),
    (1, 0, 450),
    (9, 25, 700),
    (2, 60, 1500),
    (12, 15, 330),
    (3, 40, 0),
];

/// A journal, and how it is opened.
struct Scenario {
    /// Makes what the journal needs before it is first written.
    prepare: fn(&Home),
    /// What the program finds in its environment besides.
    environment: &'static [(&'static str, &'static str)],
    /// Opens the journal in a folder, with this folder for its state.
    open: fn(&Path, &Path) -> Journal,
    /// Whether the entry that is written stood there before, beside another.
    before: bool,
}

/// A journal in plain text.
const PLAIN: Scenario = Scenario {
    prepare: |_| {},
    environment: &[],
    open: |root, state| Journal::at(root.to_owned(), state.to_owned()),
    before: true,
};

#[test]
fn an_entry_that_was_there_before_survives_a_power_cut() {
    survives(&PLAIN);
}

#[test]
fn the_first_entry_of_a_new_journal_survives_a_power_cut() {
    survives(&Scenario { before: false, ..PLAIN });
}

/// Runs a session, and opens whatever a power cut may leave of it.
fn survives(scenario: &Scenario) {
    if !outside::can_trace() {
        return;
    }
    let session = Session::record(scenario);
    for rules in [Rules::Ordered, Rules::Strict] {
        let states = cut::states(&session.disk, rules);
        let step = states.len().div_ceil(MOST);
        let opened = states.iter().step_by(step);
        let folder = tempfile::tempdir().unwrap();
        let mut bad = Vec::new();
        for (n, state) in opened.clone().enumerate() {
            lay(folder.path(), state);
            let held = session.holds(scenario, folder.path(), state, n % 20 == 0);
            bad.extend(held.err().map(|why| format!("{why}\n  {}", state.told)));
        }
        println!(
            "{rules:?}: {} changes, {} states, {} opened, {} bad",
            session.disk.changes(),
            states.len(),
            opened.len(),
            bad.len()
        );
        assert!(opened.len() > 100, "too little was seen");
        bad.sort_by_key(String::len);
        assert!(bad.is_empty(), "{} bad states, such as\n{}", bad.len(), bad[..bad.len().min(5)].join("\n"));
    }
}

/// A session that was watched.
struct Session {
    disk: Disk,
    old: String,
    other: Option<Reflection>,
    /// When each letter had been typed, in microseconds since 1970.
    typed: Vec<(u64, char)>,
    /// When the program waited for the disk.
    waits: Vec<(u64, u64)>,
}

impl Session {
    fn record(scenario: &Scenario) -> Self {
        let home = Home::new();
        home.put("guides/words.toml", WORDS);
        (scenario.prepare)(&home);
        let journal = (scenario.open)(&home.at(JOURNAL), &home.at("state/onward"));
        let (mut old, mut other) = (String::new(), None);
        let mut arguments = vec!["new", "--guide", "words", "--as", "broke"];
        if scenario.before {
            old = "Some lines that were there before. ".repeat(90);
            put(&journal, &reflection(1, &old));
            other = Some(reflection(2, "Another one."));
            put(&journal, other.as_ref().unwrap());
            arguments = vec!["resume", "bcdefghi"];
        }
        home.put("guides/.here", "");
        let mut disk = Disk::of(&home.at("."));
        let logs = tempfile::tempdir().unwrap();
        let log = logs.path().join("trace");
        let calls = format!("trace={}", disk::CALLS);
        let strace =
            ["strace", "-ff", "-T", "-ttt", "-y", "-xx", "-s", "1000000", "-qq", "-e", "signal=none"];
        let under = [strace.as_slice(), &["-e", &calls, "-o", log.to_str().unwrap()]].concat();
        let mut terminal = Terminal::run_under(&home, &under, scenario.environment, &arguments);
        terminal.until_shown(ASKED);
        let typed = type_in_pace(&mut terminal);
        terminal.press(LEAVE);
        assert!(terminal.ended().success());
        let heard = trace::read(&log);
        disk.hear(&heard);
        let waits =
            heard.iter().filter(|call| call.name == "fsync").map(|call: &Call| (call.begun, call.ended));
        Self { disk, old, other, typed, waits: waits.collect() }
    }

    /// Returns how many letters have to be there after a cut at a moment. How slow the disk itself was is not counted.
    fn due(&self, at: u64) -> usize {
        if at == u64::MAX {
            return self.typed.len();
        }
        let last = u64::try_from(LAST.as_micros()).unwrap();
        let waited = |from: u64| {
            let overlap = |(begun, ended): &(u64, u64)| ended.min(&at).saturating_sub(*begun.max(&from));
            self.waits.iter().map(overlap).sum::<u64>()
        };
        let from = (0..4).fold(at - last, |from, _| at - last - waited(from));
        self.typed.partition_point(|(typed, _)| *typed < from)
    }

    /// Opens a journal as a cut left it; tells what is wrong with it.
    fn holds(&self, scenario: &Scenario, folder: &Path, state: &State, go_on: bool) -> Result<(), String> {
        let journal = (scenario.open)(&folder.join(JOURNAL), &folder.join("lost-state"));
        let listed: Vec<Listed> = journal.list().into_iter().filter(|one| !one.copy).collect();
        let due = self.due(state.at);
        let wanted = if scenario.before { 2 } else { usize::from(due > 0) };
        if listed.len() < wanted || listed.len() > wanted.max(1) {
            return Err(format!("{} entries are listed, {wanted} expected", listed.len()));
        }
        for one in &listed {
            if let (Err(trouble), true) = (&one.entry, scenario.before || due > 0) {
                return Err(format!("listed as {}", trouble.what));
            }
            let is_other = self.other.as_ref().is_some_and(|other| other.id == one.found.id);
            match journal.load(&one.found) {
                Ok(loaded) if is_other => {
                    if Some(&loaded.reflection) != self.other.as_ref() || loaded.note.is_some() {
                        return Err("the other entry was touched".to_owned());
                    }
                }
                Ok(loaded) => {
                    self.is_begun(&loaded.reflection, due)?;
                    if go_on {
                        goes_on(&journal, &one.found, loaded.reflection)?;
                    }
                }
                Err(_) if due == 0 && !scenario.before => {}
                Err(trouble) => return Err(format!("cannot be read: {}", trouble.what)),
            }
        }
        Ok(())
    }

    /// Holds that a reflection is what was typed up to somewhere, and that all that is due is there.
    fn is_begun(&self, reflection: &Reflection, due: usize) -> Result<(), String> {
        let text = said(reflection);
        let Some(new) = text.strip_prefix(&self.old) else {
            return Err(format!("the old text is gone: {:?}", &text[..text.len().min(60)]));
        };
        let typed: String = self.typed.iter().map(|(_, letter)| letter).collect();
        if !typed.starts_with(new) {
            return Err(format!("spoiled: {new:?} of {typed:?}"));
        }
        if new.len() < due {
            return Err(format!("{} letters are there, {due} are due", new.len()));
        }
        Ok(())
    }
}

/// Holds that an entry can be written on, and that what was read is in what is then there.
fn goes_on(journal: &Journal, found: &Found, mut reflection: Reflection) -> Result<(), String> {
    let told = |what: &str| format!("cannot go on: {what}");
    let mut pen = journal.pen(found).map_err(|busy| told(&format!("{busy:?}")))?;
    let longer = format!("{} and on", said(&reflection));
    reflection.answers.clear();
    reflection.answers.push(answer(&longer, reflection.updated));
    pen.write(&reflection).map_err(|trouble| told(&trouble.what))?;
    pen.settle().map_err(|trouble| told(&trouble.what))?;
    drop(pen);
    let loaded = journal.load(found).map_err(|trouble| told(&trouble.what))?;
    if loaded.reflection != reflection || loaded.note.is_some() {
        return Err(told("it is not what was written"));
    }
    Ok(())
}

/// Types letters, and returns when each had been typed.
fn type_in_pace(terminal: &mut Terminal) -> Vec<(u64, char)> {
    let mut typed = Vec::new();
    for (letters, between, after) in PACE {
        for _ in 0..letters {
            let letter = char::from(b'a' + u8::try_from(typed.len() % 26).unwrap());
            terminal.press(letter.to_string());
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            typed.push((u64::try_from(now.as_micros()).unwrap(), letter));
            std::thread::sleep(Duration::from_millis(between));
        }
        std::thread::sleep(Duration::from_millis(after));
    }
    typed
}

/// Lays a state into a folder, in the place of the one before.
fn lay(folder: &Path, state: &State) {
    let root = folder.join(JOURNAL);
    if root.exists() {
        fs::remove_dir_all(&root).unwrap();
    }
    for below in state.folders.iter().filter(|below| below.starts_with(JOURNAL)) {
        fs::create_dir_all(folder.join(below)).unwrap();
    }
    for (path, (bytes, written)) in state.files.iter().filter(|(path, _)| path.starts_with(JOURNAL)) {
        let path = folder.join(path);
        fs::write(&path, bytes.as_slice()).unwrap();
        let written = UNIX_EPOCH + Duration::from_micros(*written);
        File::open(&path).unwrap().set_modified(written).unwrap();
    }
}
