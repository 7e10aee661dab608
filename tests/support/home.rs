//! A home for one test: nothing of the machine's own is read or written. It knows the program only from outside.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A guide with a question of every kind, a branch, and an answer that is never saved.
pub(crate) const EACH_KIND: &str = r#"
format = 1
id = "each-kind"
title = "Each kind"
summary = "One question of every kind."

[[perspective]]
id = "broke"
label = "I broke trust"

[[perspective]]
id = "hurt"
label = "My trust was broken"

[opening]
[[opening.prompt]]
id = "afraid"
ask = "Are you afraid?"
saved = false
answer.yes-no = {}

[[stage]]
id = "first"
title = "First stage"
intro = "Why this stage."

[[stage.prompt]]
id = "what"
ask = { broke = "What did you do?", hurt = "What was done?" }
help = "Only the facts."
required = true
answer.text = {}

[[stage.prompt]]
id = "short"
ask = "In a few words?"
audience = "partner"
answer.line = {}

[[stage.prompt]]
id = "kind"
ask = "Which kind?"
answer.one = { options = [{ id = "affair", label = "An affair" }, { id = "money", label = "Money" }], other = true }

[[stage.prompt]]
id = "debts"
ask = "Which debts?"
when = { prompt = "kind", any = ["money"] }
answer.items = { most = 3 }

[[stage.prompt]]
id = "hard"
ask = "What is hard?"
answer.several = { options = [{ id = "a", label = "Shame" }, { id = "b", label = "Fear" }, { id = "c", label = "Loss" }], most = 2 }

[[stage]]
id = "second"
title = "Second stage"

[[stage.prompt]]
id = "ready"
ask = "How ready?"
answer.scale = { from = 0, to = 10, low = "not at all", high = "completely" }

[[stage.prompt]]
id = "read"
ask = "Some words to read."
answer.note = {}

[[stage.prompt]]
id = "plan"
ask = "What is the plan?"
answer.plan = {}

[[stage.prompt]]
id = "promise"
ask = "What do you promise?"
answer.promise = {}
"#;

/// A home for one test.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// Makes a home in which there is one guide of the user's own: [`EACH_KIND`].
    pub(crate) fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        home.put("guides/each-kind.toml", EACH_KIND);
        home
    }

    /// Returns a place in it.
    pub(crate) fn at(&self, place: &str) -> PathBuf {
        self.folder.path().join(place)
    }

    /// Writes a file in it.
    pub(crate) fn put(&self, place: &str, text: &str) -> PathBuf {
        let path = self.at(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::File::create_new(&path).unwrap().write_all(text.as_bytes()).unwrap();
        path
    }

    /// Returns the program with these arguments, in an environment that holds nothing but this home.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
        let folder = |name: &str| self.at(name);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", folder("data"))
            .env("XDG_CONFIG_HOME", folder("config"))
            .env("XDG_STATE_HOME", folder("state"))
            .env("XDG_CACHE_HOME", folder("cache"))
            .env("ONWARD_GUIDES", folder("guides"))
            .current_dir(self.folder.path());
        command
    }

    /// Runs it to its end with this input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut to = child.stdin.take().unwrap();
        let input = input.to_owned();
        // A program that does not read to the end closes the pipe: that is its right.
        let writer = std::thread::spawn(move || drop(to.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ended::of(output)
    }

    /// Runs it to its end with no input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, b"")
    }

    /// Returns the only reflection as JSON.
    pub(crate) fn entry(&self) -> Value {
        self.run(&["show", "last", "--format", "json"]).json()
    }

    /// Returns the files of all reflections.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        gather(&self.at("data/onward/reflections"), &mut files);
        files
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { gather(&path, files) } else { files.push(path) }
    }
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// What came out.
    pub(crate) out: String,
    /// What it said besides.
    pub(crate) err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Holds that it was done, and said nothing besides.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self
    }

    /// Holds that it could not be done, said why, and brought nothing out.
    #[track_caller]
    pub(crate) fn refused(self, code: i32) -> Self {
        assert_eq!((self.code, self.out.as_str()), (Some(code), ""), "{}", self.err);
        assert!(!self.err.is_empty());
        self
    }

    /// Reads what came out as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }
}
