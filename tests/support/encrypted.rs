//! An encrypted journal in a folder of its own, what is written in it, and what of it can be read. It knows no promise.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use onward::journal::{Journal, Passphrase, Work};
use onward::moment::Moment;
use onward::reflection::{Answer, Audience, Id, Reflection, Value};

/// What is looked for: nowhere may it be readable.
pub(crate) const CANARY: &str = "zanzibar-canary";

/// The passphrase of every test.
pub(crate) const WORDS: &str = "four words or five";

/// Opens the journal as a window does that comes new to it.
pub(crate) fn open(dir: &Path) -> Journal {
    Journal::at(dir.join("journal"), dir.join("state"))
}

/// Opens an encrypted journal with its passphrase.
pub(crate) fn unlocked(dir: &Path) -> Journal {
    let mut journal = open(dir);
    let key = journal.key(&Passphrase::new(WORDS)).unwrap();
    journal.unlock(Arc::new(key));
    journal
}

/// Turns encryption on; nothing stays as it was.
pub(crate) fn encrypt(dir: &Path) -> Journal {
    let mut journal = open(dir);
    let switched = journal.encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| ()).unwrap();
    assert!(switched.left.is_empty(), "{:?}", switched.left);
    journal
}

/// The one moment of these tests.
pub(crate) fn now() -> Moment {
    Moment::at(1_800_000_000, 3600)
}

/// A reflection with one answer; `first` tells its id from that of others.
pub(crate) fn reflection(first: u8, text: &str) -> Reflection {
    let id = Id::from_numbers([first, 2 + first / 36, 3, 4, 5, 6, 7, 8]);
    let mut new = Reflection::begin(id, "repairing-trust", "Repairing trust", "broke", now());
    new.answers.push(Answer {
        stage: "open-communication".to_owned(),
        stage_title: "Open communication".to_owned(),
        prompt: "what-happened".to_owned(),
        kind: "text".to_owned(),
        asked: "What happened?".to_owned(),
        value: Value::Text(text.to_owned()),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: now(),
        keeping: Default::default(),
        rest: toml::Table::new(),
    });
    new
}

/// Returns its answer.
pub(crate) fn said(reflection: &Reflection) -> String {
    match &reflection.answers[0].value {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// Writes entries, and puts their pens down.
pub(crate) fn fill(journal: &Journal, entries: u8) {
    for first in 1..=entries {
        let mut pen = journal.begin(&reflection(first, &format!("{CANARY} {first}"))).unwrap();
        pen.settle().unwrap();
    }
}

/// What every entry says, by id.
pub(crate) fn all(journal: &Journal) -> Vec<(String, String)> {
    let list = journal.list();
    let mut all: Vec<_> = list
        .iter()
        .map(|one| {
            let loaded = journal.load(&one.found).unwrap();
            assert_eq!(loaded.note, None);
            (one.found.id.to_string(), said(&loaded.reflection))
        })
        .collect();
    all.sort();
    all
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for one in fs::read_dir(folder).into_iter().flatten() {
        let path = one.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The files that hold a word, readable.
pub(crate) fn holding(folder: &Path, word: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap_or_default();
        bytes.windows(word.len()).any(|part| part == word.as_bytes())
    };
    files(folder).into_iter().filter(holds).collect()
}

/// Makes sure that nobody but the owner gets at anything below a folder.
pub(crate) fn private(folder: &Path) {
    for path in files(folder) {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{path:?}");
        let above = fs::metadata(path.parent().unwrap()).unwrap();
        assert_eq!(above.permissions().mode() & 0o777, 0o700, "{path:?}");
    }
}
