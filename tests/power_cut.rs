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

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use onward::journal::{Found, Journal, Listed};
use onward::reflection::{Answer, Reflection};
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
const MOST: usize = 800;

/// How it is typed: which keys, this long between two of them, and this long after the last. Some take back letters, so
/// that files are cut as well; Esc stands for stopping for now and going on from home.
const PACE: [(&str, u64, u64); 13] = [
    ("abcde", 40, 120),
    ("f", 0, 250),
    ("ghij", 90, 1300),
    ("k", 0, 1150),
    ("l", 0, 450),
    ("mnop\x7f\x7fqrs", 25, 700),
    ("\x7f\x7f\x7f", 50, 400),
    ("tu", 60, 1500),
    ("p", 0, 20),
    ("\x1bq", 30, 600),
    ("\x7f", 0, 1200),
    ("vwxyzabcdefg", 15, 330),
    ("hij", 40, 0),
];

/// A journal, and how it is opened.
struct Scenario<'a> {
    /// Makes what the journal needs before it is first written.
    prepare: &'a dyn Fn(&Home),
    /// Changes the entry that was there before, as an earlier power cut may have.
    damage: &'a dyn Fn(&Path),
    /// What the program finds in its environment besides.
    environment: &'a [(&'a str, &'a str)],
    /// Opens the journal in a folder, with this folder for its state.
    open: &'a dyn Fn(&Path, &Path) -> Journal,
    /// Whether the entry that is written stood there before, beside another.
    before: bool,
}

/// A journal in plain text.
const PLAIN: Scenario<'_> = Scenario {
    prepare: &|_| {},
    damage: &|_| {},
    environment: &[],
    open: &|root, state| Journal::at(root.to_owned(), state.to_owned()),
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

#[test]
fn an_entry_that_was_torn_by_a_power_cut_survives_another() {
    // Half of what was written over it is there, and what was kept.
    let damage = |entry: &Path| {
        fs::copy(entry, beside(entry, "kept")).unwrap();
        let bytes = fs::read(entry).unwrap();
        fs::write(entry, &bytes[..bytes.len() / 2]).unwrap();
    };
    survives(&Scenario { damage: &damage, ..PLAIN });
}

#[test]
fn an_entry_that_was_emptied_by_a_power_cut_survives_another() {
    // Its name is there, and nothing else; the version that was to be the next one is whole.
    let damage = |entry: &Path| {
        fs::copy(entry, beside(entry, "next")).unwrap();
        fs::write(entry, "").unwrap();
    };
    survives(&Scenario { damage: &damage, ..PLAIN });
}

/// Names what stands beside an entry while it is written.
fn beside(entry: &Path, end: &str) -> PathBuf {
    let name = entry.file_name().unwrap().to_str().unwrap();
    entry.with_file_name(format!(".{}.{end}", name.split('.').next().unwrap()))
}

/// Runs a session, and opens whatever a power cut may leave of it.
fn survives(scenario: &Scenario<'_>) {
    if !outside::can_trace() {
        return;
    }
    let session = Session::record(scenario);
    for rules in [Rules::Ordered, Rules::Strict] {
        let states = cut::states(&session.disk, rules);
        let step = states.len().div_ceil(MOST);
        let opened = states.iter().step_by(step);
        let folder = cut::folder();
        let mut bad = Vec::new();
        for (n, state) in opened.clone().enumerate() {
            state.lay(folder.path(), Path::new(JOURNAL));
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
    other: Option<Reflection>,
    /// What was there before, then each version of the text, and when it had been typed, in microseconds since 1970.
    versions: Vec<(u64, String)>,
    /// When the program waited for the disk.
    waits: Vec<(u64, u64)>,
}

impl Session {
    fn record(scenario: &Scenario<'_>) -> Self {
        let home = Home::new();
        home.put("guides/words.toml", WORDS);
        (scenario.prepare)(&home);
        let journal = (scenario.open)(&home.at(JOURNAL), &home.at("state/onward"));
        let (mut old, mut other) = (String::new(), None);
        let mut arguments = vec!["new", "--guide", "words", "--as", "broke"];
        if scenario.before {
            old = "Some lines that were there before. ".repeat(20);
            put(&journal, &long(&old));
            other = Some(reflection(2, "Another one."));
            put(&journal, other.as_ref().unwrap());
            let listed = journal.list();
            let found = &listed.iter().find(|one| one.found.id.as_str() == "bcdefghi").unwrap().found;
            (scenario.damage)(&found.path);
            arguments = vec!["resume", "bcdefghi"];
        }
        let mut disk = Disk::of(&home.at("."));
        let logs = tempfile::tempdir().unwrap();
        let log = logs.path().join("trace");
        let under = trace::under(disk::CALLS, &log);
        let under: Vec<&str> = under.iter().map(String::as_str).collect();
        let mut terminal = Terminal::run_under(&home, &under, scenario.environment, &arguments);
        terminal.until_shown(ASKED);
        let versions = type_in_pace(&mut terminal, &old);
        terminal.press(LEAVE);
        assert!(terminal.ended().success());
        let heard = trace::read(&log);
        disk.hear(&heard);
        let waits =
            heard.iter().filter(|call| call.name == "fsync").map(|call: &Call| (call.begun, call.ended));
        Self { disk, other, versions, waits: waits.collect() }
    }

    /// Returns which version has to be there at least after a cut at a moment; 0 is what was there before. How slow the
    /// disk itself was is not counted.
    fn due(&self, at: u64) -> usize {
        if at == u64::MAX {
            return self.versions.len() - 1;
        }
        let last = u64::try_from(LAST.as_micros()).unwrap();
        let waited = |from: u64| {
            let overlap = |(begun, ended): &(u64, u64)| ended.min(&at).saturating_sub(*begun.max(&from));
            self.waits.iter().map(overlap).sum::<u64>()
        };
        let from = (0..4).fold(at - last, |from, _| at - last - waited(from));
        self.versions.partition_point(|(typed, _)| *typed < from) - 1
    }

    /// Opens a journal as a cut left it; tells what is wrong with it.
    fn holds(
        &self,
        scenario: &Scenario<'_>,
        folder: &Path,
        state: &State,
        go_on: bool,
    ) -> Result<(), String> {
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
        let others = |reflection: &Reflection| reflection.answers.get(1..).unwrap_or_default().to_vec();
        if !self.versions[0].1.is_empty() && others(reflection) != others(&long("")) {
            return Err("other answers are gone".to_owned());
        }
        let end = &text[text.len().saturating_sub(60)..];
        match self.versions.iter().rposition(|(_, version)| *version == text) {
            None => Err(format!("spoiled: it ends with {end:?}")),
            Some(there) if there < due => Err(format!("version {there} is there, {due} is due: {end:?}")),
            Some(_) => Ok(()),
        }
    }
}

/// A reflection in which much more was said after the one answer that is written on: a file of several lines that is cut
/// between two of them still reads well.
fn long(text: &str) -> Reflection {
    let mut long = reflection(1, text);
    for n in 0..12 {
        let more = answer("Something else that was said then.", long.updated);
        long.answers.push(Answer { prompt: format!("more-{n}"), ..more });
    }
    long
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

/// Puts the reflection down, which brings it to the disk, and takes it up again.
fn stop_and_go_on(terminal: &mut Terminal) {
    for (key, shows) in [("\x1b", "Stop for now"), ("s", "Continue where you stopped"), ("c", ASKED)] {
        terminal.press(key);
        terminal.until_shown(shows);
    }
}

/// Types, and returns when each version of the text had been typed.
fn type_in_pace(terminal: &mut Terminal, old: &str) -> Vec<(u64, String)> {
    let mut versions = vec![(0, old.to_owned())];
    for (keys, between, after) in PACE {
        for key in keys.chars() {
            if key == '\x1b' {
                stop_and_go_on(terminal);
                continue;
            }
            let mut text = versions.last().unwrap().1.clone();
            if key == '\x7f' {
                text.pop();
            } else {
                text.push(key);
            }
            terminal.press(key.to_string());
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            versions.push((u64::try_from(now.as_micros()).unwrap(), text));
            std::thread::sleep(Duration::from_millis(between));
        }
        std::thread::sleep(Duration::from_millis(after));
    }
    versions
}
