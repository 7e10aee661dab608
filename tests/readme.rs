//! The README tells the truth: its two commands, the commands and keys it names, and the files it links.

#![expect(clippy::unwrap_used, reason = "a test may end by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// Returns the part under a heading of the second level.
fn part<'a>(text: &'a str, heading: &str) -> &'a str {
    let start = text.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no part {heading:?}"));
    let rest = &text[start + 1..];
    rest.get(1..).and_then(|after| after.find("\n## ")).map_or(rest, |end| &rest[..=end])
}

/// Returns what stands between backticks in a line.
fn ticked(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn commands_of_readme(text: &str) -> BTreeSet<String> {
    let rows = part(text, "Commands").lines().filter_map(|line| line.strip_prefix("| `onward "));
    rows.map(|row| row.split(['`', ' ']).next().unwrap_or_default().to_owned()).collect()
}

fn commands_of_help(help: &str) -> BTreeSet<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let rows = list.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    rows.filter_map(|row| row.split_whitespace().next().map(str::to_owned))
        .filter(|name| name != "help")
        .collect()
}

/// Returns the keys of the README's table.
fn keys_of_readme(text: &str) -> BTreeSet<String> {
    let rows = part(text, "Keys").lines().filter(|line| line.starts_with("| `"));
    let keys = rows.flat_map(|row| ticked(row.split('|').nth(1).unwrap_or_default()));
    keys.map(str::to_owned).collect()
}

/// Returns the keys bound in the one table the program has, as they are named on screen.
fn keys_of_table(source: &str) -> BTreeSet<String> {
    let bound = source.split("bind(").skip(1).filter_map(|rest| {
        let (kind, rest) = rest.split_once('(')?;
        let inside = &rest[..rest.find("),").or_else(|| rest.find(')'))?];
        let letter = || inside.trim_matches('\'').to_uppercase();
        Some(match (kind, inside.strip_prefix("KeyCode::").unwrap_or(inside)) {
            ("ctrl", _) => format!("Ctrl+{}", letter()),
            ("alt", _) => format!("Alt+{}", letter()),
            ("plain", "BackTab") => "Shift+Tab".to_owned(),
            ("plain", "Escape") => "Esc".to_owned(),
            ("plain", name) if name.starts_with("Function(") => {
                format!("F{}", name[9..].trim_end_matches(')'))
            }
            ("plain", name) if name.starts_with("Char(") => {
                name[5..].trim_matches(['\'', ')']).to_uppercase()
            }
            ("plain", name) => name.to_owned(),
            _ => return None,
        })
    });
    bound.collect()
}

fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://") && !target.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn the_two_commands_stand_there() {
    let readme = read("README.md");
    let part = part(&readme, "Run it");
    for command in ["\ncargo run --release ", "\ncargo test "] {
        assert!(part.contains(command), "{command:?}");
    }
}

#[test]
fn its_commands_are_those_of_the_program() {
    let run = Command::new(env!("CARGO_BIN_EXE_onward")).arg("--help").output().unwrap();
    let help = commands_of_help(&String::from_utf8(run.stdout).unwrap());
    assert!(help.len() > 5, "{help:?}");
    assert_eq!(commands_of_readme(&read("README.md")), help);
}

#[test]
fn its_keys_are_bound_and_the_ones_that_matter_are_told() {
    let (readme, source) = (
        keys_of_readme(&read("README.md")),
        keys_of_table(&[read("src/tui/keys.rs"), read("src/tui/keys/promises.rs")].concat()),
    );
    assert!(source.contains("Ctrl+Q") && source.contains("Shift+Tab") && source.contains("F1"), "{source:?}");
    let unbound: Vec<_> = readme.difference(&source).collect();
    assert!(unbound.is_empty(), "named, but not bound: {unbound:?}");
    let part = read("README.md");
    let untold: Vec<_> = source
        .iter()
        .filter(|key| key.len() > 1 && key.starts_with('F') && !part.contains(&format!("`{key}`")))
        .collect();
    assert!(untold.is_empty(), "bound, but not named: {untold:?}");
}

#[test]
fn it_names_every_setting() {
    let (readme, source) = (read("README.md"), read("src/settings.rs"));
    let known = source.split("known: &[").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let known: Vec<_> = known.split('"').skip(1).step_by(2).filter(|key| *key != "format").collect();
    assert!(known.contains(&"country") && known.len() > 4, "{known:?}");
    let part = part(&readme, "Where your words are");
    let untold: Vec<_> = known.iter().filter(|key| !part.contains(&format!("`{key}`"))).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn what_it_links_is_there() {
    for page in ["README.md", "CHANGELOG.md"] {
        for link in links(&read(page)) {
            assert!(root().join(&link).exists(), "{page} links {link}");
        }
    }
    assert!(links(&read("README.md")).len() > 8);
}

#[test]
fn it_is_honest_about_what_matters() {
    let readme = read("README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "not therapy",
        "nobody is alerted",
        "not yet been read by a licensed therapist or a domestic-abuse advocate",
        "Not encrypted unless you say so",
        "Moving Forward: Betrayal and Trust* by Dr. Teresa Edwards, LMFT (Nov 6, 2023)",
    ] {
        assert!(readme.contains(words), "{words:?}");
    }
}

#[test]
fn the_version_has_its_changes() {
    assert!(read("CHANGELOG.md").contains(&format!("\n## {}", env!("CARGO_PKG_VERSION"))));
}

/// The readings themselves, on small texts: each must be able to fail.
mod readings {
    use super::*;

    #[test]
    fn commands_keys_and_links_are_found() {
        let page = "x\n## Keys\n| `Tab`, `F1` | `no` |\n## Commands\n| `onward` | home |\n| `onward new` | n |\n## End\n[a](b.md) [c](https://d)";
        assert_eq!(keys_of_readme(page).into_iter().collect::<Vec<_>>(), ["F1", "Tab"]);
        assert_eq!(commands_of_readme(page).into_iter().collect::<Vec<_>>(), ["new"]);
        assert_eq!(links(page), ["b.md"]);
        let help = "Usage\n\nCommands:\n  new   Begin\n        more\n  help  Print\n\nOptions:\n  x  y";
        assert_eq!(commands_of_help(help).into_iter().collect::<Vec<_>>(), ["new"]);
        let table = "bind(plain(KeyCode::Function(2)), A, |k| k.a), bind(ctrl('q'), B, |k| k.b), bind(plain(KeyCode::BackTab), C)";
        assert_eq!(keys_of_table(table).into_iter().collect::<Vec<_>>(), ["Ctrl+Q", "F2", "Shift+Tab"]);
    }
}
