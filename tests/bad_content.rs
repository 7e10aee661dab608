//! Every guide in `tests/bad_content` has just the faults it says, each at its place, all in one run.
//!
//! A file says them in lines at its top, `#! LINE:COLUMN what`, or `#! LINE:COLUMN what; mend: how`; a file that cannot
//! hold such lines has them beside it, in a file that ends in `.expected`.

#![expect(clippy::unwrap_used, reason = "a test may stop where its files are not as they have to be")]

use std::fs;
use std::path::{Path, PathBuf};

use onward::fault::Report;
use onward::guide::Guide;

/// What a file says of one of its faults.
struct Expected {
    place: String,
    what: String,
    mend: String,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_content");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn expected(path: &Path, bytes: &[u8]) -> Vec<Expected> {
    let beside = fs::read_to_string(path.with_extension("expected")).ok();
    let text = beside.clone().unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    let prefix = if beside.is_some() { "" } else { "#! " };
    let lines = text.lines().map_while(|line| line.strip_prefix(prefix));
    lines
        .map(|line| {
            let (place, rest) = line.split_once(' ').unwrap();
            let (what, mend) = rest.split_once("; mend: ").unwrap_or((rest, ""));
            Expected { place: place.to_owned(), what: what.to_owned(), mend: mend.to_owned() }
        })
        .collect()
}

fn found(report: &Report) -> Vec<(String, &str, &str)> {
    let faults = report.faults.iter();
    faults
        .map(|fault| (format!("{}:{}", report.line(fault), report.column(fault)), &*fault.what, &*fault.mend))
        .collect()
}

#[test]
fn each_bad_guide_has_just_the_faults_it_says() {
    let mut wrong = Vec::new();
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let mut expected = expected(&path, &bytes);
        if expected.is_empty() {
            wrong.push(format!("{name} does not say its faults"));
        }
        let Err(report) = Guide::read(&name, &bytes) else {
            wrong.push(format!("{name} has no fault"));
            continue;
        };
        for (place, what, mend) in found(&report) {
            let meets = |e: &Expected| e.place == place && what.contains(&e.what) && mend.contains(&e.mend);
            match expected.iter().position(meets) {
                Some(at) => drop(expected.remove(at)),
                None => wrong.push(format!("{name}:{place}: not said: {what} ({mend})")),
            }
        }
        wrong.extend(
            expected.iter().map(|e| format!("{name}:{}: not found: {} ({})", e.place, e.what, e.mend)),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn there_are_many_of_them_and_none_is_left_over() {
    assert!(files().len() >= 30);
    let folder = files()[0].parent().unwrap().to_owned();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.with_extension("toml").exists(), "{} stands alone", path.display());
    }
}

#[test]
fn every_fault_says_how_to_mend_it_and_shows_its_line() {
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let report = Guide::read(&name, &fs::read(&path).unwrap()).unwrap_err();
        let shown = report.to_string();
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{name}: a control is shown");
        for fault in &report.faults {
            assert!(!fault.mend.is_empty(), "{name}: {}", fault.what);
            assert!(shown.contains(&report.headline(fault)), "{name}: {shown}");
            assert!(!format!("{}{}", fault.what, fault.mend).contains("{name}"), "{name}: {shown}");
        }
        assert_eq!(shown.matches("= help:").count(), report.faults.len(), "{shown}");
        assert_eq!(
            shown.lines().filter(|line| line.contains("| ") && line.trim_end().ends_with('^')).count(),
            report.faults.len(),
            "{shown}"
        );
    }
}

#[test]
fn a_file_larger_than_it_may_be_is_said_to_be() {
    let bytes = vec![b'#'; (1 << 20) + 1];
    let report = Guide::read("huge.toml", &bytes).unwrap_err();
    assert_eq!(report.faults.len(), 1);
    assert!(report.first().starts_with("huge.toml:1:1: ") && report.first().contains("1 MiB"), "{report}");
    let report = Guide::read("large.toml", &bytes[1..]).unwrap_err();
    assert!(!report.to_string().contains("1 MiB"), "{report}");
}
