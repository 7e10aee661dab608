//! What goes out comes back as it was, what is here stays as it is, and nobody gets what is not meant for them: export
//! and import, by the real binary on real files.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    pub(crate) mod home;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod sealed;
}

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use onward::journal::{Journal, Passphrase, Taken, Work};
use onward::moment::Moment;
use onward::reflection::{
    Answer, Audience, Cadence, Chosen, Id, Plan, Promise, Reflection, Status, Stop, Terms, Value, format,
};
use serde_json::{Value as Json, json};
use support::home::Home;
use support::sealed::{PASSPHRASE, encrypt};

/// The journal of a home, in this process.
fn journal(home: &Home) -> Journal {
    let paths = home.run(&["paths", "--json"]).json();
    let at = |name: &str| PathBuf::from(paths[name].as_str().unwrap());
    Journal::at(at("journal"), at("state"))
}

/// Keeps a reflection as the program does.
fn keep(home: &Home, reflection: &Reflection) {
    journal(home).begin(reflection).unwrap().settle().unwrap();
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn answer(prompt: &str, value: Value, audience: Audience) -> Answer {
    Answer {
        stage: "open-communication".to_owned(),
        stage_title: "Open communication".to_owned(),
        prompt: prompt.to_owned(),
        kind: match value {
            Value::Several(_) => "several",
            Value::One(_) => "one",
            Value::Promise(_) => "promise",
            _ => "text",
        }
        .to_owned(),
        asked: format!("Question {prompt}?"),
        value,
        audience,
        set_aside: false,
        step: false,
        at: Moment::at(1_790_000_000, 7200),
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

fn reflection(number: u8, title: &str, answers: Vec<Answer>) -> Reflection {
    let started = Moment::at(1_790_000_000 + i64::from(number) * 86_400 * 9, 7200);
    let id = Id::from_numbers([number; 8]);
    let begun = Reflection::begin(id, "repairing-trust", "Repairing trust", "hurt", started);
    Reflection { title: title.to_owned(), answers, ..begun }
}

/// A reflection with much of what one can have.
fn rich(number: u8) -> Reflection {
    let own = |words: &str| Chosen::Other(words.to_owned());
    let option = Chosen::Option { id: "affair".to_owned(), label: "An affair".to_owned() };
    let promise = Promise {
        until_words: "2026-1".to_owned(),
        ..Promise::new(Terms {
            promise: "I come home at six".to_owned(),
            plan: Plan { when: "it gets late".to_owned(), then: "I ring".to_owned() },
            cadence: Cadence::Weekdays,
            from: "2026-11-23".parse().unwrap(),
            until: None,
        })
    };
    let mut answers = vec![
        answer(
            "what",
            text("Two\n\nparagraphs, \"quotes\", \\ and \u{1b}[31m \u{202e} 日本.\r\n"),
            Audience::Own,
        ),
        answer("kind", Value::One(own("affair")), Audience::Partner),
        answer("more", Value::Several(vec![own("first"), option, own("last")]), Audience::Therapist),
        answer("vow", Value::Promise(promise), Audience::Own),
        answer("left", Value::Skipped, Audience::Own),
    ];
    answers[1].set_aside = true;
    answers[3].step = true;
    answers[4].rest = "mood = 1.0\nday = 2026-11-23".parse().unwrap();
    let mut all = reflection(number, "Mine", answers);
    all.place.at = Stop::Prompt("what".to_owned());
    all.place.caret = 17;
    all.rest = "later = { level = [1, 2] }".parse().unwrap();
    all.status = if number.is_multiple_of(2) { Status::Open } else { Status::Finished };
    all
}

/// Everything below a folder: its name, and what tells whether anybody touched it.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, u64, i64, i64)> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let meta = fs::symlink_metadata(&path).unwrap();
            let bytes = if meta.is_dir() { Vec::new() } else { fs::read(&path).unwrap() };
            if meta.is_dir() {
                folders.push(path.clone());
            }
            let name = path.strip_prefix(folder).unwrap().to_owned();
            all.insert(name, (bytes, meta.ino(), meta.mtime(), meta.mtime_nsec()));
        }
    }
    all
}

/// The files below a folder and what is in them.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let all = tree(folder).into_iter().filter(|(_, (bytes, ..))| !bytes.is_empty());
    all.map(|(name, (bytes, ..))| (name, String::from_utf8(bytes).unwrap())).collect()
}

fn entry(id: &str, said: &str) -> Json {
    json!({"format": 1, "id": id, "title": "T", "guide": "g", "perspective": "hurt", "status": "open",
        "started": "2026-11-23T21:30:00+01:00", "updated": "2026-11-23T21:30:00+01:00",
        "answers": [{"stage": "s", "prompt": "p", "kind": "text", "asked": "?", "answer": said, "audience": "self"}],
        "commitments": []})
}

#[test]
fn a_whole_journal_comes_back_byte_for_byte() {
    let home = Home::new();
    (1..=5).for_each(|number| keep(&home, &rich(number)));
    let first = home.files().remove(0);
    let stem = first.file_stem().unwrap().to_str().unwrap();
    let (id, mut bytes) = (&stem[11..], Vec::new());
    let mut other = format::read(&fs::read(&first).unwrap()).unwrap().reflection;
    other.title = "The other side".to_owned();
    format::write(&other, &mut bytes);
    home.put(
        first.with_file_name(format!("{stem}.conflict-1.toml")).to_str().unwrap(),
        std::str::from_utf8(&bytes).unwrap(),
    );

    let out = home.run(&["export", "--all", "--format", "json", "-o", "backup.json"]);
    assert_eq!((out.code, out.err.as_str()), (Some(0), "6 reflections written.\n"));
    let listed: Vec<Json> = serde_json::from_slice(&fs::read(home.at("backup.json")).unwrap()).unwrap();
    assert_eq!(listed.len(), 6);
    let copies: Vec<_> = listed.iter().filter(|one| one["copy"] == true).collect();
    assert_eq!((copies.len(), copies[0]["id"].as_str()), (1, Some(id)));

    let done = home.run(&["--dir", "empty", "import", "backup.json"]).done();
    assert_eq!(done.out, "5 brought in, 1 kept beside the one that is here\n");
    assert_eq!(files(&home.at("empty")), files(&home.at("data/onward")));
    assert_eq!(files(&home.at("empty")).len(), 6, "and nothing else");
    for (name, _) in tree(&home.at("empty")) {
        let path = home.at("empty").join(&name);
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
}

#[test]
fn bringing_in_twice_changes_nothing() {
    let home = Home::new();
    (1..=3).for_each(|number| keep(&home, &rich(number)));
    let backup = home.run(&["export", "--all", "--format", "json"]).done().out;
    let before = tree(&home.at("data/onward"));
    let here = home.run_with(&["import", "-"], backup.as_bytes()).done();
    assert_eq!(here.out, "0 brought in, 3 already here\n");
    assert_eq!(tree(&home.at("data/onward")), before);
    let sum = home.run_with(&["import", "--json", "-"], backup.as_bytes()).done().json();
    assert_eq!(sum, json!({"brought_in": 0, "already_here": 3, "kept_beside": 0, "left_out": 0}));
    assert_eq!(tree(&home.at("data/onward")), before);
}

#[test]
fn both_sides_of_an_edit_are_kept_once() {
    let home = Home::new();
    let monday = json!([entry("aaaaaaaa", "monday"), entry("bbbbbbbb", "same")]).to_string();
    let tuesday = json!([entry("aaaaaaaa", "tuesday"), entry("bbbbbbbb", "same")]).to_string();
    home.run_with(&["import", "-"], monday.as_bytes()).done();
    let before = files(&home.at("data/onward"));
    let said = home.run_with(&["import", "-"], tuesday.as_bytes()).done().out;
    assert_eq!(said, "0 brought in, 1 already here, 1 kept beside the one that is here\n");
    let after = files(&home.at("data/onward"));
    assert_eq!(after.len(), 3);
    assert!(before.iter().all(|(name, text)| after[name] == *text), "what was here is as it was");
    let copy = Path::new("reflections/2026/11/2026-11-23-aaaaaaaa.conflict-1.toml");
    assert!(after[copy].contains("tuesday"));
    let again = tree(&home.at("data/onward"));
    for text in [&monday, &tuesday] {
        assert_eq!(
            home.run_with(&["import", "-"], text.as_bytes()).done().out,
            "0 brought in, 2 already here\n"
        );
    }
    assert_eq!(tree(&home.at("data/onward")), again);
    let third = json!(entry("aaaaaaaa", "wednesday")).to_string();
    home.run_with(&["import", "-"], third.as_bytes()).done();
    assert_eq!(files(&home.at("data/onward")).len(), 4);
}

#[test]
fn one_file_may_hold_both_sides() {
    let home = Home::new();
    let both =
        json!([entry("aaaaaaaa", "one"), entry("aaaaaaaa", "two"), entry("aaaaaaaa", "one")]).to_string();
    let said = home.run_with(&["import", "-"], both.as_bytes()).done().out;
    assert_eq!(said, "1 brought in, 1 already here, 1 kept beside the one that is here\n");
    assert!(home.run(&["show", "aaaaaaaa"]).done().out.contains("one"));
    // A copy whose original is nowhere is an entry like any other.
    let mut alone = entry("cccccccc", "alone");
    alone["copy"] = true.into();
    for said in ["1 brought in\n", "0 brought in, 1 already here\n"] {
        assert_eq!(home.run_with(&["import", "-"], json!([alone]).to_string().as_bytes()).done().out, said);
    }
    assert!(home.run(&["show", "cccccccc"]).done().out.contains("alone"));
}

#[test]
fn nothing_is_written_unless_all_of_it_is_in_order() {
    let home = Home::new();
    let good = entry("aaaaaaaa", "good");
    home.put("good.json", &json!([good]).to_string());
    let with = |key: &str, value: Json| {
        let mut bad = entry("bbbbbbbb", "bad");
        bad[key] = value;
        format!("[{good},\n  {bad}]")
    };
    let cases = [
        ("", "bad.json:1:1: this is not JSON: EOF"),
        ("onward", "bad.json:1:1: this is not JSON: "),
        ("[\n{},]", "bad.json:2:4: this is not JSON: "),
        ("{\"notes\": []}", "bad.json:1:1: this is none of the forms"),
        ("[[]]", "bad.json:1:2: entry 1: an entry has to be an object"),
        (&with("id", json!("K7M2Q9XD")), "entry 2: `id` has to be eight lower-case"),
        (&with("id", json!("../../..")), "entry 2: `id` has to be eight lower-case"),
        (&with("started", Json::Null), "bad.json:2:3: entry 2: `started` is missing"),
        (&with("updated", json!("soon")), "entry 2: `updated` has to be a moment"),
        (&with("answers", json!("none")), "entry 2: `answers` has to be a list"),
        (&with("answers", json!([{"kind": "text"}])), "entry 2: `prompt` is missing"),
        (
            &with("format", json!(7)),
            "entry 2: this was written by a newer onward (format 7; this one knows 1)",
        ),
        ("{\"entries\": [{\"date\": \"1.5.2023\"}]}", "bad.json:1:23: entry 1: `date` has to be a day"),
    ];
    for (text, said) in cases {
        fs::remove_file(home.at("bad.json")).ok();
        home.put("bad.json", text);
        let run = home.run(&["import", "good.json", "bad.json"]).refused(1);
        assert!(run.err.contains(said) && run.err.contains("Nothing was brought in."), "{said}: {}", run.err);
        assert!(!home.at("data/onward").exists(), "{said}");
    }
    assert!(
        home.run(&["import", "good.json", "gone.json"])
            .refused(1)
            .err
            .contains("gone.json could not be read")
    );
    assert!(!home.at("data/onward").exists());
    home.run(&["import"]).refused(2);
    let hostile = home.run_with(&["import", "-"], b"[{\"id\":\"\x1b[31m\"}]").refused(1);
    assert!(!hostile.err.contains('\u{1b}'));
}

#[test]
fn an_entry_open_elsewhere_is_left_out_and_the_rest_goes_on() {
    let home = Home::new();
    home.run_with(&["import", "-"], json!(entry("aaaaaaaa", "here")).to_string().as_bytes()).done();
    let journal = journal(&home);
    let pen = journal.pen(&journal.find("aaaaaaaa").unwrap()).unwrap();
    let both = json!([entry("aaaaaaaa", "other"), entry("bbbbbbbb", "new")]).to_string();
    let run = home.run_with(&["import", "-"], both.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (Some(1), "1 brought in, 1 left out\n"));
    assert!(run.err.contains("aaaaaaaa is open in another window"), "{}", run.err);
    assert_eq!(home.files().len(), 2);
    drop(pen);
    home.run_with(&["import", "-"], both.as_bytes()).done();
    assert_eq!(home.files().len(), 3);
}

#[test]
fn a_damaged_entry_is_set_aside_for_a_whole_one() {
    let home = Home::new();
    let whole = json!(entry("aaaaaaaa", "whole")).to_string();
    home.put("data/onward/reflections/2026/11/2026-11-23-aaaaaaaa.toml", "id = \"aaaa");
    let run = home.run_with(&["import", "-"], whole.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (Some(0), "1 brought in\n"));
    assert!(run.err.contains("aaaaaaaa was damaged here"), "{}", run.err);
    assert_eq!(home.entry()["answers"][0]["answer"], "whole");
    let aside = home.at("data/onward/reflections/2026/11/2026-11-23-aaaaaaaa.damaged-1.toml");
    assert_eq!(fs::read_to_string(aside).unwrap(), "id = \"aaaa");
}

#[test]
fn what_was_left_beside_a_damaged_entry_is_set_aside_with_it() {
    let home = Home::new();
    let month = "data/onward/reflections/2026/11";
    home.put(&format!("{month}/2026-11-23-aaaaaaaa.toml"), "id = \"aaaa");
    home.put(&format!("{month}/.2026-11-23-aaaaaaaa.kept"), "damaged, and the only one that says it");
    home.put(&format!("{month}/.2026-11-23-aaaaaaaa.next"), "damaged, and another");
    // Of another, nothing but that is left.
    home.put(&format!("{month}/.2026-11-23-bbbbbbbb.kept"), "the last of it");
    let both = json!([entry("aaaaaaaa", "whole"), entry("bbbbbbbb", "whole")]).to_string();
    assert_eq!(home.run_with(&["import", "-"], both.as_bytes()).out, "2 brought in\n");
    for id in ["aaaaaaaa", "bbbbbbbb"] {
        let found = journal(&home).find(id).unwrap();
        let mut pen = journal(&home).pen(&found).unwrap();
        pen.write(&journal(&home).load(&found).unwrap().reflection).unwrap();
        pen.settle().unwrap();
    }
    let all = files(&home.at("data/onward"));
    for words in
        ["id = \"aaaa", "damaged, and the only one that says it", "damaged, and another", "the last of it"]
    {
        assert!(all.values().any(|text| text == words), "{words}: {all:#?}");
    }
}

#[test]
fn a_damaged_plain_entry_of_an_encrypted_journal_is_mended_under_a_sealed_name() {
    let home = Home::new();
    let mut journal = journal(&home);
    let words = Passphrase::new("four words or five");
    journal.encrypt(&words, Work::QUICK, Moment::at(1_790_000_000, 0), &mut |_, _| ()).unwrap();
    let mut first = rich(1);
    let month = journal.begin(&first).unwrap().found().path.parent().unwrap().to_owned();
    first.id = "aaaaaaaa".parse().unwrap();
    let mut text = Vec::new();
    format::write(&first, &mut text);
    let name = format!("{}-aaaaaaaa.toml", first.started.day());
    let place = month.join(&name);
    home.put(place.strip_prefix(home.at("")).unwrap().to_str().unwrap(), "id = \"aaaa");
    let mut intake = journal.take_in().unwrap();
    assert_eq!(intake.bring(&first, false).unwrap(), Taken::Mended);
    intake.settle().unwrap();
    drop(intake);
    let found = journal.find("aaaaaaaa").unwrap();
    assert_eq!(found.path, month.join(format!("{name}.age")));
    assert_eq!(journal.load(&found).unwrap().reflection, first);
    assert!(!place.exists() && journal.pen(&found).is_ok());
}

#[test]
fn what_was_cut_short_is_finished_by_the_same_command() {
    let home = Home::new();
    let all = json!([entry("aaaaaaaa", "one"), entry("bbbbbbbb", "two")]).to_string();
    home.run_with(&["--dir", "whole", "import", "-"], all.as_bytes()).done();
    let month = "reflections/2026/11";
    let one = fs::read_to_string(home.at("whole").join(month).join("2026-11-23-aaaaaaaa.toml")).unwrap();
    home.put(&format!("data/onward/{month}/.2026-11-23-aaaaaaaa.next"), &one);
    home.put(&format!("data/onward/{month}/.2026-11-23-bbbbbbbb.next"), &one[..one.len() / 2]);
    assert_eq!(home.run_with(&["import", "-"], all.as_bytes()).done().out, "2 brought in\n");
    assert_eq!(files(&home.at("data/onward")), files(&home.at("whole")));
    let two = json!([entry("aaaaaaaa", "two"), entry("bbbbbbbb", "three")]).to_string();
    home.run_with(&["--dir", "whole", "import", "-"], two.as_bytes()).done();
    let copy = home.at("whole").join(month).join("2026-11-23-aaaaaaaa.conflict-1.toml");
    let copy = fs::read_to_string(copy).unwrap();
    home.put(&format!("data/onward/{month}/.2026-11-23-aaaaaaaa.brought"), &copy);
    home.put(&format!("data/onward/{month}/.2026-11-23-bbbbbbbb.brought"), &copy[..copy.len() / 2]);
    home.run_with(&["import", "-"], two.as_bytes()).done();
    assert_eq!(files(&home.at("data/onward")), files(&home.at("whole")));
}

#[test]
fn a_kill_leaves_whole_entries_and_the_same_command_goes_on() {
    let home = Home::new();
    let all: Vec<Json> = (0..1200).map(|n| entry(&format!("aaaa{n:04}"), &"word ".repeat(400))).collect();
    home.put("all.json", &json!(all).to_string());
    home.run(&["--dir", "whole", "import", "all.json"]).done();
    let month = home.at("data/onward/reflections/2026/11");
    for enough in [1, 300, 900] {
        let mut child = home.command(&["import", "all.json"]).stdout(Stdio::null()).spawn().unwrap();
        while fs::read_dir(&month).map_or(0, Iterator::count) < enough && child.try_wait().unwrap().is_none()
        {
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let list = home.run(&["list", "--json"]).done().json();
        let damaged = list.as_array().unwrap().iter().filter(|row| !row["damaged"].is_null()).count();
        assert!(damaged <= 1, "{damaged} are torn: only the one being written may be");
    }
    home.run(&["import", "all.json"]).done();
    assert!(files(&home.at("data/onward")) == files(&home.at("whole")));
}

#[test]
fn two_imports_at_a_time_do_not_mix() {
    let home = Home::new();
    let (journal, text) = (journal(&home), json!(entry("aaaaaaaa", "one")).to_string());
    let under_way = journal.take_in().unwrap();
    let refused = home.run_with(&["import", "-"], text.as_bytes()).refused(1);
    assert!(refused.err.contains("Another import into this journal is under way"), "{}", refused.err);
    drop(under_way);
    home.run_with(&["import", "-"], text.as_bytes()).done();
}

#[test]
fn others_get_only_what_is_meant_for_them() {
    let home = Home::new();
    let mut aside = answer("aside", text("secret aside"), Audience::Partner);
    aside.set_aside = true;
    let mut later = answer("told", text("for you"), Audience::Partner);
    later.rest = "note = \"secret later\"".parse().unwrap();
    let mut mixed = reflection(
        1,
        "secret title",
        vec![
            answer("own", text("secret own"), Audience::Own),
            later,
            answer("third", text("for therapists"), Audience::Therapist),
            answer("empty", Value::Skipped, Audience::Partner),
            aside,
        ],
    );
    mixed.place.stage_title = "secret place".to_owned();
    mixed.rest = "note = \"secret rest\"".parse().unwrap();
    keep(&home, &mixed);
    keep(&home, &reflection(2, "secret second", vec![answer("own", text("secret more"), Audience::Own)]));
    for form in ["json", "md", "text"] {
        let out =
            |reader: &str| home.run(&["export", "--all", "--format", form, "--audience", reader]).done().out;
        let (partner, therapist, own) = (out("partner"), out("therapist"), out("self"));
        for (said, theirs) in [(&partner, false), (&therapist, true)] {
            assert!(!said.contains("secret") && said.contains("for you"), "{form}: {said}");
            assert_eq!(said.contains("for therapists"), theirs, "{form}: {said}");
            assert!(
                !said.contains(Id::from_numbers([2; 8]).as_str()) && !said.contains("empty"),
                "{form}: {said}"
            );
        }
        assert!(own.contains("secret title") && own.contains("secret more"), "{form}: {own}");
    }
    let none =
        home.run(&["export", Id::from_numbers([2; 8]).as_str(), "--audience", "partner", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), "[]\n"));
    assert!(none.err.contains("Nothing in it is meant for this reader"));
}

#[test]
fn a_copy_of_an_encrypted_journal_is_told_to_be_readable() {
    let home = Home::new();
    encrypt(&home);
    let out = home
        .command(&["export", "--all", "-o", "all.md"])
        .env("ONWARD_PASSPHRASE_COMMAND", format!("printf '{PASSPHRASE}'"))
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.success() && said.contains("This copy is not encrypted"), "{said}");
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let home = Home::new();
    keep(&home, &rich(1));
    home.put("kept.json", "mine");
    std::os::unix::fs::symlink(home.at("nowhere"), home.at("link.json")).unwrap();
    for name in ["kept.json", "link.json", "data"] {
        let run = home.run(&["export", "--all", "-o", name]).refused(1);
        assert!(run.err.contains("is there already"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(home.at("kept.json")).unwrap(), "mine");
    assert!(!home.at("nowhere").exists());
    home.run(&["export", "--all", "-o", "no/folder.md"]).refused(1);
    assert_eq!(home.run(&["export", "last", "-o", "new.md"]).code, Some(0));
    let none = home.run(&["export", "last", "--audience", "partner", "-o", "none.md"]);
    assert_eq!((none.code, home.at("none.md").exists()), (Some(0), false), "nothing is left in the way");
    assert_eq!(fs::metadata(home.at("new.md")).unwrap().permissions().mode() & 0o777, 0o600);
    let shown = home.run(&["show", "last", "--format", "md"]).done().out;
    assert_eq!(fs::read_to_string(home.at("new.md")).unwrap(), shown);
    let left = fs::read_dir(home.at("."))
        .unwrap()
        .filter(|one| one.as_ref().unwrap().file_name().to_str().unwrap().starts_with(".onward"));
    assert_eq!(left.count(), 0);
}

#[test]
fn nothing_steers_the_terminal() {
    let home = Home::new();
    keep(&home, &rich(1));
    keep(
        &home,
        &reflection(
            2,
            "a\u{1b}]0;x\u{7}\u{202e}\u{9b}31m",
            vec![answer("p\u{1b}", text("\u{200f}\u{feff}\r"), Audience::Own)],
        ),
    );
    for form in ["json", "md", "text"] {
        let out = home.run(&["export", "--all", "--format", form]).done().out;
        assert!(!out.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{form}: {out:?}");
    }
    let all = home.run(&["export", "--all", "--format", "json"]).json();
    assert_eq!(all[1]["title"], "a\u{1b}]0;x\u{7}\u{202e}\u{9b}31m", "and yet it is the same");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_out() {
    let home = Home::new();
    keep(&home, &rich(1));
    home.put("data/onward/reflections/2026/01/2026-01-02-zzzzzzzz.toml", "id = \"zz\x1b");
    let run = home.run(&["export", "--all", "--format", "json"]);
    assert_eq!(run.code, Some(1));
    let all: Json = serde_json::from_str(&run.out).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert!(
        run.err.contains("zzzzzzzz.toml:1:") && run.err.contains("1 reflection could not be read"),
        "{}",
        run.err
    );
    assert!(!run.err.contains('\x1b'));
}

#[test]
fn it_says_what_it_needs() {
    let home = Home::new();
    assert!(home.run(&["export"]).refused(2).err.contains("--all"));
    home.run(&["export", "--all", "last"]).refused(2);
    home.run(&["export", "nothing"]).refused(1);
    assert_eq!(home.run(&["export", "--all", "--format", "json"]).done().out, "[]\n");
    assert_eq!(home.run(&["export", "--all"]).done().out, "");
    assert!(!home.at("data/onward").exists(), "looking creates nothing");
    keep(&home, &rich(1));
    keep(&home, &rich(2));
    let id = Id::from_numbers([1; 8]);
    let some = home.run(&["export", id.as_str(), &id.as_str()[..4], "--format", "json"]).done().json();
    assert_eq!(some.as_array().unwrap().len(), 1, "each once");
    let page = home.run(&["export", "--all", "--format", "text"]).done().out;
    assert_eq!(page.matches("Mine\n").count(), 2, "{page}");
}

#[test]
fn entries_of_other_programs_are_brought_in_once() {
    let home = Home::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign");
    let (jrnl, day_one) = (folder.join("jrnl.json"), folder.join("day-one.json"));
    let both = ["import", jrnl.to_str().unwrap(), day_one.to_str().unwrap()];
    assert_eq!(home.run(&both).done().out, "6 brought in\n");
    let before = tree(&home.at("data/onward"));
    assert_eq!(home.run(&both).done().out, "0 brought in, 6 already here\n");
    assert_eq!(tree(&home.at("data/onward")), before);
    let list = home.run(&["list"]).done().out;
    let titles: Vec<_> = list.lines().map(|line| &line[10..]).collect();
    assert_eq!(
        titles[1..4],
        [
            "2024-02-13  finished  A quiet morning.",
            "2024-02-12  finished  What I want to ask",
            "2023-05-09  finished  I thought that I would be over the worst of it by now, and this morning\u{2026}",
        ]
    );
    let page = home.run(&["export", "--all"]).done().out;
    for words in [
        "## Imported from jrnl",
        "### What you wrote",
        "He answered everything I asked. \\@us",
        "found the receipt again and was back at the first day",
        "It went away after an hour.",
        "> 2\\. Who knew?",
        "Written on 1 May 2023. Finished.",
        "Written on 12 February 2024. Finished.",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    // They go out and come back like all others.
    let backup = home.run(&["export", "--all", "--format", "json"]).done().out;
    home.run_with(&["--dir", "again", "import", "-"], backup.as_bytes()).done();
    assert_eq!(files(&home.at("again")), files(&home.at("data/onward")));
}
