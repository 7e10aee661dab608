//! Deleting and coming back from outside: what is said, what moves, and what is never written over.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
}

use std::fs;
use std::path::PathBuf;

use support::home::Home;

/// Writes a reflection, and returns its id and its file.
fn write(home: &Home, title: &str) -> (String, PathBuf) {
    let before = home.files();
    home.run_with(&["new", "--guide", "each-kind", "--as", "broke", "--title", title], b"n\nI lied.\n.\n")
        .done();
    let file = home.files().into_iter().find(|file| !before.contains(file)).unwrap();
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    (name[11..19].to_owned(), file)
}

#[test]
fn a_reflection_goes_and_comes_back_as_it_was_with_its_copies() {
    let home = Home::new();
    let (id, file) = write(&home, "The first");
    let (other, _) = write(&home, "The other");
    let bytes = fs::read(&file).unwrap();
    let copy = file.with_extension("conflict-1.toml");
    home.put(copy.to_str().unwrap(), "theirs");
    let said = home.run(&["delete", &id[..5]]).done().out;
    assert!(said.contains("\u{201c}The first\u{201d} is in the trash now, and 1 copy"), "{said}");
    assert!(said.contains(&format!("onward restore {id}")), "{said}");
    let list = home.run(&["list"]).done().out;
    assert!(!list.contains(&id) && list.contains(&other), "{list}");
    assert!(!file.exists() && !copy.exists());
    let trash = home.run(&["trash"]).done().out;
    assert!(
        trash.starts_with(&id) && trash.contains("just now") && trash.contains("The first  (with 1 copy)"),
        "{trash}"
    );
    let json = home.run(&["trash", "--json"]).done().json();
    assert_eq!(
        (&json[0]["id"], &json[0]["title"], &json[0]["copies"], &json[0]["kind"]),
        (&id.clone().into(), &"The first".into(), &1.into(), &"reflection".into())
    );
    home.run(&["delete", &other]).done();
    let empty = home.run(&["list"]);
    assert!(empty.out.is_empty() && empty.err.contains("the trash is not empty"), "{}", empty.err);
    home.run(&["restore", &other]).done();
    let back = home.run(&["restore", &id]).done().out;
    assert_eq!(back, "\u{201c}The first\u{201d} is back.\n1 copy came back with it.\n");
    assert_eq!((fs::read(&file).unwrap(), fs::read(&copy).unwrap()), (bytes, b"theirs".to_vec()));
    assert_eq!(home.run(&["trash", "--json"]).done().json(), serde_json::json!([]));
    assert!(!home.at("data/onward/trash").exists(), "no empty folders stay");
    home.run(&["restore", &id]).refused(1);
    home.run(&["delete", "nothing"]).refused(1);
}

#[test]
fn nothing_is_written_over_on_the_way_back() {
    let home = Home::new();
    let (id, file) = write(&home, "The first");
    let old = fs::read(&file).unwrap();
    home.run(&["delete", &id]).done();
    home.put(file.to_str().unwrap(), "format = 1\nid = \"new\"\n");
    let back = home.run(&["restore", "last"]).done().out;
    assert!(back.contains("came back beside it, as a copy") && back.contains("conflict-1.toml"), "{back}");
    assert_eq!(fs::read(&file).unwrap(), b"format = 1\nid = \"new\"\n");
    assert_eq!(fs::read(file.with_extension("conflict-1.toml")).unwrap(), old);
}

#[test]
fn of_several_the_one_put_away_last_comes_back() {
    let home = Home::new();
    let (id, file) = write(&home, "One");
    let first = fs::read_to_string(&file).unwrap();
    home.run(&["delete", &id]).done();
    home.put(file.to_str().unwrap(), &first.replace("One", "Two"));
    home.run(&["delete", &id]).done();
    let trash = home.run(&["trash"]).done().out;
    assert_eq!(trash.lines().count(), 2, "{trash}");
    home.run(&["restore", &id]).done();
    assert!(fs::read_to_string(&file).unwrap().contains("Two"));
    home.run(&["restore", &id]).done();
    assert_eq!(fs::read_to_string(file.with_extension("conflict-1.toml")).unwrap(), first);
}

#[test]
fn a_damaged_one_can_be_deleted_and_comes_back() {
    let home = Home::new();
    let (id, file) = write(&home, "One");
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(100).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert!(home.run(&["delete", &id]).done().out.contains("a damaged reflection"));
    assert!(home.run(&["trash"]).done().out.contains("damaged"));
    assert!(home.run(&["trash", "--json"]).done().json()[0]["damaged"].is_string());
    home.run(&["restore", &id]).done();
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn emptying_asks_and_says_what_it_cannot_promise() {
    let home = Home::new();
    let (id, _) = write(&home, "One");
    home.run(&["delete", &id]).done();
    let refused = home.run_with(&["trash", "--empty"], b"yes\n").refused(2);
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    assert_eq!(home.run(&["trash"]).done().out.lines().count(), 1);
    home.put("data/onward/trash/mine.txt", "mine");
    let run = home.run(&["trash", "--empty", "--yes"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("1 thing was removed") && run.out.contains("cannot promise"), "{}", run.out);
    assert!(run.err.contains("1 file that is not onward's"), "{}", run.err);
    assert_eq!(fs::read_to_string(home.at("data/onward/trash/mine.txt")).unwrap(), "mine");
    home.run(&["restore", &id]).refused(1);
    home.run(&["trash", "--yes"]).refused(2);
}

#[test]
fn only_the_copies_that_went_along_are_told() {
    let home = Home::new();
    let (id, file) = write(&home, "One");
    // Something in the trash that is of a later day, as of a clock that went wrong.
    let text = fs::read_to_string(&file).unwrap();
    for name in ["2026-11-23-zzzzzzzz.toml", "2026-11-23-zzzzzzzz.conflict-1.toml"] {
        home.put(&format!("data/onward/trash/2099-01-01/000000-zzzzzzzz/{name}"), &text);
    }
    let said = home.run(&["delete", &id]).done().out;
    assert!(said.contains("in the trash now.") && !said.contains("copy"), "{said}");
    let (id, file) = write(&home, "Two");
    let copy = format!("{}.conflict-1.toml", file.file_stem().unwrap().to_str().unwrap());
    fs::copy(&file, file.with_file_name(copy)).unwrap();
    let said = home.run(&["delete", &id]).done().out;
    assert!(said.contains("in the trash now, and 1 copy of it"), "{said}");
}

#[test]
fn what_is_open_elsewhere_stays() {
    use std::io::{Read, Write};
    let home = Home::new();
    let (id, file) = write(&home, "One");
    let mut open = home
        .command(&["resume", &id, "--plain"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = open.stdin.take().unwrap();
    let mut from = open.stdout.take().unwrap();
    let mut first = [0; 64];
    assert!(from.read(&mut first).unwrap() > 0);
    let refused = home.run(&["delete", &id]).refused(1);
    assert!(refused.err.contains("open in another window"), "{}", refused.err);
    assert!(file.exists());
    to.write_all(b"/stop\n").unwrap();
    drop(to);
    from.read_to_end(&mut Vec::new()).unwrap();
    open.wait().unwrap();
    home.run(&["delete", &id]).done();
}

#[test]
fn line_by_line_it_goes_after_it_was_read_and_only_on_a_yes() {
    let home = Home::new();
    let (id, file) = write(&home, "One");
    let left = home.run_with(&["--plain"], b"4\n1\nn\n\n/stop\n").done().out;
    assert!(left.contains("Put it in the trash?") && file.exists(), "{left}");
    let went = home.run_with(&["--plain"], b"4\n1\nn\ny\n/stop\n").done().out;
    assert!(went.contains(&format!("onward restore {id}")) && !file.exists(), "{went}");
    home.run(&["restore", &id]).done();
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(100).unwrap();
    let went = home.run_with(&["--plain"], b"3\n1\ny\n/stop\n").done().out;
    assert!(went.contains("no other reflection is affected") && !file.exists(), "{went}");
}

#[test]
fn of_a_link_only_the_link_goes() {
    let home = Home::new();
    let (id, file) = write(&home, "One");
    let real = home.at("elsewhere.toml");
    fs::rename(&file, &real).unwrap();
    std::os::unix::fs::symlink(&real, &file).unwrap();
    home.run(&["delete", &id]).done();
    assert!(real.exists() && !file.is_symlink());
    assert_eq!(home.run(&["trash", "--json"]).done().json()[0]["title"], "One");
    home.run(&["restore", &id]).done();
    assert!(file.is_symlink() && real.exists());
}
