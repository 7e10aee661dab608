//! The schema that editors check guides with: it is the one that the program's own lists make, every good guide holds against
//! it, and it refuses what the reader refuses, as far as one place of a file shows it.

#![expect(clippy::unwrap_used, reason = "a test may end by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use onward::guide::Guide;
use onward::perform::json;
use serde_json::Value as Json;
use toml::{Table, Value};

/// Bad guides whose faults show only from more than one place of the file, or only in how it is written: the schema lets
/// them pass, `guides check` does not.
const BEYOND: &[&str] = &[
    "control_characters",
    "perspective_sees_nothing",
    "repeated_ids",
    "repeated_options",
    "reserved_stage_ids",
    "unsaved_step",
    "when_later_prompt",
    "when_misfit",
    "when_unknown_option",
    "when_unknown_prompt",
    "wide_letters",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn validator() -> Validator {
    jsonschema::draft7::new(&serde_json::to_value(Guide::schema()).unwrap()).unwrap()
}

/// As an editor does: what JSON has no word for becomes a text.
fn as_json(value: &Value) -> Json {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(truth) => (*truth).into(),
        Value::Datetime(date) => date.to_string().into(),
        Value::Array(all) => all.iter().map(as_json).collect(),
        Value::Table(all) => all.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn parsed(path: &Path) -> Option<Json> {
    let table: Table = String::from_utf8(fs::read(path).unwrap()).ok()?.parse().ok()?;
    Some(as_json(&Value::Table(table)))
}

#[test]
fn the_file_is_what_the_lists_make() {
    let written = fs::read_to_string(root().join("content/guide.schema.json")).unwrap();
    let made = json(&Guide::schema()).unwrap() + "\n";
    assert!(written == made, "write it anew: cargo run -- guides schema > content/guide.schema.json");
}

#[test]
fn it_is_a_schema() {
    let schema = serde_json::to_value(Guide::schema()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let text = schema.to_string();
    for name in schema["definitions"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("#/definitions/{name}\"")), "{name} is used nowhere");
    }
}

#[test]
fn every_good_guide_holds() {
    let validator = validator();
    let mut all = [files("content/guides"), files("tests/good_content")].concat();
    all.push(root().join("content/new-guide.toml"));
    for path in all {
        let guide = parsed(&path).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&guide)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
}

#[test]
fn bad_guides_are_refused_but_for_those_that_are_named() {
    let validator = validator();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let good = |path: &&PathBuf| parsed(path).is_some_and(|guide| validator.is_valid(&guide));
    let bad = files("tests/bad_content");
    let passed: Vec<_> = bad.iter().filter(good).map(name).collect();
    assert_eq!(passed, BEYOND);
}

/// The good guide that has everything, changed at one place after the other.
#[test]
fn the_reader_and_the_schema_agree_at_every_place() {
    let validator = validator();
    let text = fs::read_to_string(root().join("tests/good_content/everything.toml")).unwrap();
    let whole = Value::Table(text.parse().unwrap());
    let mut paths = Vec::new();
    gather(&whole, &mut Vec::new(), &mut paths);
    assert!(paths.len() > 200, "{}", paths.len());
    let both_refuse = |changed: &Value, what: &str| {
        let text = toml::to_string(changed).unwrap();
        let read = Guide::read("changed.toml", text.as_bytes());
        assert!(read.is_err(), "the reader takes {what}");
        assert!(!validator.is_valid(&as_json(changed)), "the schema takes {what}: {}", read.unwrap_err());
    };
    for path in &paths {
        // No key takes a number with a point.
        let mut changed = whole.clone();
        *at(&mut changed, path) = Value::Float(1.5);
        both_refuse(&changed, &format!("{path:?} as 1.5"));
        let mut changed = whole.clone();
        if let Value::Table(table) = at(&mut changed, path) {
            table.insert("no-such-key".to_owned(), Value::Boolean(true));
            both_refuse(&changed, &format!("{path:?} with another key"));
        }
        // What one of them needs, both do.
        let mut changed = whole.clone();
        let Some((Step::Key(key), above)) = path.split_last() else { continue };
        at(&mut changed, above).as_table_mut().unwrap().remove(key);
        let text = toml::to_string(&changed).unwrap();
        let missing = match Guide::read("changed.toml", text.as_bytes()) {
            Ok(_) => false,
            Err(report) => report.to_string().contains("is missing"),
        };
        if missing || !validator.is_valid(&as_json(&changed)) {
            both_refuse(&changed, &format!("{path:?} left out"));
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Number(usize),
}

fn gather(value: &Value, here: &mut Vec<Step>, all: &mut Vec<Vec<Step>>) {
    if !here.is_empty() {
        all.push(here.clone());
    }
    let inner: Vec<(Step, &Value)> = match value {
        Value::Table(table) => table.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, value)| (Step::Number(n), value)).collect(),
        _ => Vec::new(),
    };
    for (step, value) in inner {
        here.push(step);
        gather(value, here, all);
        here.pop();
    }
}

fn at<'a>(value: &'a mut Value, path: &[Step]) -> &'a mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()).unwrap(),
        Step::Number(n) => value.get_mut(*n).unwrap(),
    })
}
