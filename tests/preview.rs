//! A preview of a guide's file by both doors: it follows the file, and leaves nothing behind, whatever the journal is.

#![expect(clippy::unwrap_used, reason = "a test may end by panicking")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod terminal;
}

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, Read, Write as _};
use std::path::{Path, PathBuf};

use onward::paths::Paths;
use onward::perform::{Performer, Start};
use onward::plain;
use onward::settings::Settings;
use support::home::{EACH_KIND, Home};
use support::terminal::Terminal;

/// Writes beside the file and renames, as many editors do.
fn write(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .unwrap();
    fs::rename(beside, path).unwrap();
}

/// Every file and folder below a home, with what is in it.
fn all_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.push((path.clone(), Vec::new()));
            all.extend(all_below(&path));
        } else {
            all.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

/// Lines of which some are said only after the file was written anew.
struct Lines {
    file: PathBuf,
    left: VecDeque<(Option<String>, &'static str)>,
    line: Vec<u8>,
}

impl Read for Lines {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Lines {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.is_empty()
            && let Some((text, line)) = self.left.pop_front()
        {
            if let Some(text) = text {
                write(&self.file, &text);
            }
            self.line = format!("{line}\n").into_bytes();
        }
        Ok(&self.line)
    }

    fn consume(&mut self, read: usize) {
        self.line.drain(..read);
    }
}

/// Previews a file line by line, and returns what was said.
fn said(side: Option<&str>, text: &str, lines: Vec<(Option<String>, &'static str)>) -> String {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("guide.toml");
    write(&file, text);
    let at = |name: &str| home.path().join(name);
    let paths =
        Paths { journal: at("journal"), guides: at("guides"), config: at("config.toml"), state: at("state") };
    let mut hands = Performer::keeping_nothing(paths, &Settings::default());
    let input = Lines { file: file.clone(), left: lines.into(), line: Vec::new() };
    let start = Start::Preview { file, perspective: side.map(str::to_owned) };
    let mut output = Vec::new();
    plain::run(&mut hands, start, input, &mut output, io::sink()).unwrap();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "only the guide is there");
    String::from_utf8(output).unwrap()
}

#[test]
fn line_by_line_it_walks_to_the_end_and_begins_again() {
    let lines = "n|I lied.|.|short|1|1 2|5|I wake|I write|Be there|I wake|I go|1||y|/stop";
    let all = said(Some("broke"), EACH_KIND, lines.split('|').map(|line| (None, line)).collect());
    assert!(all.starts_with("This is a preview: nothing of it is kept."), "{all}");
    assert!(all.contains("Preview, nothing is kept. Stage 1 of 2: First stage"), "{all}");
    assert!(
        all.contains("This was a preview. Nothing of it is kept.\ny goes back to the beginning"),
        "{all}"
    );
    assert_eq!(all.matches("Are you afraid?").count(), 2, "{all}");
    assert!(all.trim_end().ends_with("The preview ends. Nothing of it was kept."), "{all}");
    for untrue in ["It is kept", "Saved", "saves"] {
        assert!(!all.contains(untrue), "{untrue}: {all}");
    }
}

#[test]
fn a_line_answers_the_question_as_it_stands_now() {
    let reworded = EACH_KIND.replace("What did you do?", "What happened?");
    let elsewhere = reworded.replace("In a few words?", "In some words?");
    let all = said(
        Some("broke"),
        EACH_KIND,
        vec![
            (None, "n"),
            (Some(reworded), "This is no answer to it"),
            (Some(elsewhere), "I lied."),
            (None, "."),
            (None, "/answers"),
            (None, "/stop"),
        ],
    );
    assert_eq!(all.matches("The file was read again.").count(), 1, "{all}");
    assert!(all.contains("What happened?") && all.contains("In some words?"), "{all}");
    assert!(all.contains("Answer: I lied.") && !all.contains("no answer to it"), "{all}");
}

#[test]
fn line_by_line_faults_are_told_until_they_are_mended() {
    let bad = EACH_KIND.replace("required = true", "requird = true");
    let mended = EACH_KIND.to_owned();
    let lines = vec![
        (None, ""),
        (Some(mended.clone()), ""),
        (None, "2"),
        (Some(bad.clone()), "y"),
        (Some(mended), ""),
        (Some(bad.clone()), "n"),
        (None, "/stop"),
    ];
    let all = said(None, &bad, lines);
    assert_eq!(all.matches("unknown key `requird`").count(), 3, "{all}");
    assert!(all.contains("guide.toml:31:1") && all.contains("Did you mean `required`?"), "{all}");
    assert!(all.contains("The file still has the same faults."), "{all}");
    assert!(all.contains("Question 1 of 1: Are you afraid?"), "{all}");
}

#[test]
fn it_leaves_nothing_behind_whether_there_is_a_journal_or_not() {
    let home = Home::new();
    let bare = all_below(&home.at("."));
    let walk = b"n\nI lied.\n.\nshort\n/stop\n";
    let run = home.run_with(&["guides", "preview", "guides/each-kind.toml", "--as", "hurt"], walk).done();
    assert!(run.out.contains("What was done?"), "{}", run.out);
    assert_eq!(all_below(&home.at(".")), bare);
    // An encrypted journal: nobody is asked for the passphrase.
    home.run_with(&["new", "--plain", "--guide", "each-kind", "--as", "broke"], walk).done();
    home.put("data/onward/identity.age", "age-encryption.org/v1\n");
    let before = all_below(&home.at("."));
    home.run_with(&["guides", "preview", "guides/each-kind.toml", "--as", "hurt"], walk).done();
    assert_eq!(all_below(&home.at(".")), before);
}

#[test]
fn what_cannot_be_previewed_is_told() {
    let home = Home::new();
    let gone = home.run(&["guides", "preview", "gone.toml"]).refused(1);
    assert!(gone.err.contains("gone.toml") && gone.err.contains("onward guides new"), "{}", gone.err);
    home.run(&["guides", "preview", "guides"]).refused(1);
    let side = home.run(&["guides", "preview", "guides/each-kind.toml", "--as", "both"]).refused(2);
    assert!(side.err.contains("broke, hurt"), "{}", side.err);
}

#[test]
fn on_the_screen_it_follows_the_file() {
    let home = Home::new();
    let file = home.at("guides/each-kind.toml");
    let before = all_below(&home.at("."));
    let mut terminal = Terminal::run(&home, &["guides", "preview", "guides/each-kind.toml", "--as", "broke"]);
    let sign = "preview, nothing is kept";
    terminal.until_shown("Are you afraid?");
    terminal.until_shown(sign);
    terminal.press("n\t\t");
    terminal.until_shown("What did you do?");
    terminal.press("I lied");
    terminal.until_shown("I lied");
    write(&file, &EACH_KIND.replace("What did you do?", "What happened, then?"));
    terminal.until_shown("What happened, then?");
    terminal.until_shown("I lied");
    write(&file, &EACH_KIND.replace("required = true", "requird = true"));
    terminal.until_shown("unknown key `requird`");
    terminal.until_shown(sign);
    terminal.resize(40, 12);
    terminal.until_shown("The guide has a fault");
    terminal.until_shown(sign);
    fs::remove_file(&file).unwrap();
    terminal.until_shown("it cannot be read");
    write(&file, EACH_KIND);
    terminal.until_shown("I lied");
    // What is said once leaves it in sight, too.
    terminal.until_shown("Preview, nothing is kept. The file");
    terminal.press("\x11");
    assert!(terminal.ended().success());
    assert_eq!(all_below(&home.at(".")), before);
}
