//! The promises of the journal: nothing is lost, nothing is overwritten in silence, nobody else reads it.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and damages files as it needs to"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use onward::journal::{Busy, Found, Journal, Look, Pen, Sorted};
use onward::moment::Moment;
use onward::reflection::{Answer, Audience, FORMAT, Id, Reflection, Status, Value, format};
use tempfile::TempDir;

/// A journal in a folder of its own.
struct Home {
    dir: TempDir,
    journal: Journal,
}

impl Home {
    fn new() -> Self {
        Self::of(tempfile::tempdir().unwrap())
    }

    fn of(dir: TempDir) -> Self {
        let journal = open(dir.path());
        Self { dir, journal }
    }

    fn begin(&self, reflection: &Reflection) -> Pen {
        self.journal.begin(reflection).unwrap()
    }

    /// The names of all files in the folder of the month.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.month())
            .unwrap()
            .map(|one| one.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn month(&self) -> PathBuf {
        self.dir.path().join("journal/reflections/2027/01")
    }

    fn entry(&self) -> PathBuf {
        self.month().join("2027-01-15-bcdefghi.toml")
    }

    fn beside(&self, end: &str) -> PathBuf {
        self.month().join(format!(".2027-01-15-bcdefghi.{end}"))
    }

    fn found(&self) -> Found {
        Found { id: id(1), path: self.entry() }
    }

    fn text(&self) -> String {
        said(&self.journal.load(&self.found()).unwrap().reflection)
    }
}

fn open(dir: &Path) -> Journal {
    Journal::at(dir.join("journal"), dir.join("state"))
}

fn id(first: u8) -> Id {
    Id::from_numbers([first, 2, 3, 4, 5, 6, 7, 8])
}

fn reflection(first: u8, text: &str) -> Reflection {
    let now = Moment::at(1_800_000_000, 3600);
    let answer = Answer {
        stage: "open-communication".to_owned(),
        stage_title: "Open communication".to_owned(),
        prompt: "what-happened".to_owned(),
        kind: "text".to_owned(),
        asked: "What happened?".to_owned(),
        value: Value::Text(text.to_owned()),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: now,
        keeping: Default::default(),
        rest: toml::Table::new(),
    };
    let mut new = Reflection::begin(id(first), "repairing-trust", "Repairing trust", "broke", now);
    new.answers.push(answer);
    new
}

fn said(reflection: &Reflection) -> String {
    match &reflection.answers[0].value {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn text_of(path: &Path) -> String {
    said(&format::read(&fs::read(path).unwrap()).unwrap().reflection)
}

fn bytes_of(reflection: &Reflection) -> Vec<u8> {
    let mut out = Vec::new();
    format::write(reflection, &mut out);
    out
}

/// Writes a file of its own, not into one that has another name too.
fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
}

fn set_time(path: &Path, seconds: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn what_was_written_is_read_back_and_nothing_else_stays() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    for n in 0..20 {
        let written = pen.write(&reflection(1, &"x".repeat(20 - n))).unwrap();
        assert_eq!(written, Default::default());
    }
    pen.settle().unwrap();
    drop(pen);
    assert_eq!(home.names(), ["2027-01-15-bcdefghi.toml"]);
    let loaded = home.journal.load(&home.found()).unwrap();
    assert_eq!((loaded.reflection, loaded.note, loaded.writable), (reflection(1, "x"), None, true));
    let list = home.journal.list();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].entry.as_ref().unwrap().title, "Repairing trust");
}

#[test]
fn a_pen_goes_on_after_it_settled() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    for n in 0..3 {
        pen.settle().unwrap();
        assert_eq!(home.names().len(), 1);
        pen.write(&reflection(1, &format!("{n}a"))).unwrap();
        pen.write(&reflection(1, &format!("{n}b"))).unwrap();
        assert_eq!(home.text(), format!("{n}b"));
    }
}

#[test]
fn a_journal_that_is_not_there_is_empty() {
    let home = Home::new();
    assert!(home.journal.list().is_empty());
    assert_eq!(home.journal.last().unwrap(), None);
    assert_eq!(home.journal.last_open().unwrap(), None);
    assert!(home.journal.find("last").is_err());
    assert!(home.journal.find("").is_err());
    assert!(home.journal.load(&home.found()).is_err());
    assert!(!home.dir.path().join("journal").exists(), "looking made a folder");
}

#[test]
fn a_second_beginning_with_the_same_id_is_refused() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "mine")));
    assert!(home.journal.begin(&reflection(1, "other")).is_err());
    assert_eq!(home.text(), "mine");
}

/// Runs in a process of its own, since the umask belongs to the whole process.
#[test]
fn child_that_writes_under_an_open_umask() {
    let Ok(dir) = std::env::var("JOURNAL_UMASK_CHILD") else { return };
    rustix::process::umask(rustix::fs::Mode::empty());
    let journal = open(Path::new(&dir));
    let mut pen = journal.begin(&reflection(1, "one")).unwrap();
    pen.write(&reflection(1, "two")).unwrap();
    std::thread::sleep(Duration::from_millis(600));
    pen.write(&reflection(1, "three")).unwrap();
    journal.keep_copy(pen.found()).unwrap();
    std::process::exit(0);
}

#[test]
fn files_and_folders_are_for_their_owner_whatever_the_umask() {
    let home = Home::new();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_writes_under_an_open_umask"])
        .env("JOURNAL_UMASK_CHILD", home.dir.path())
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
    let mut seen = Vec::new();
    let mut folders = vec![home.dir.path().join("journal"), home.dir.path().join("state")];
    while let Some(folder) = folders.pop() {
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o7777, 0o700, "{folder:?}");
        for one in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if one.file_type().unwrap().is_dir() {
                folders.push(one.path());
            } else {
                assert_eq!(one.metadata().unwrap().mode() & 0o7777, 0o600, "{:?}", one.path());
                seen.push(one.file_name().into_string().unwrap());
            }
        }
    }
    for needed in ["2027-01-15-bcdefghi.toml", ".2027-01-15-bcdefghi.next", ".2027-01-15-bcdefghi.kept"] {
        assert!(seen.iter().any(|name| name == needed), "{needed} of {seen:?}");
    }
}

#[test]
fn an_entry_that_others_could_read_is_closed_to_them() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "one")));
    fs::set_permissions(home.entry(), fs::Permissions::from_mode(0o644)).unwrap();
    let mut pen = home.journal.pen(&home.found()).unwrap();
    for text in ["two", "three", "four"] {
        pen.write(&reflection(1, text)).unwrap();
        assert_eq!(fs::metadata(home.entry()).unwrap().mode() & 0o7777, 0o600);
    }
}

#[test]
fn a_file_that_was_replaced_underneath_is_kept_beside_ours() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "ours 1"));
    pen.write(&reflection(1, "ours 2")).unwrap();
    let theirs = home.dir.path().join("theirs");
    fs::write(&theirs, bytes_of(&reflection(1, "theirs"))).unwrap();
    fs::rename(&theirs, home.entry()).unwrap();
    let conflict = pen.write(&reflection(1, "ours 3")).unwrap().conflict.unwrap();
    assert_eq!(text_of(&conflict), "theirs");
    assert_eq!(home.text(), "ours 3");
    assert_eq!(pen.write(&reflection(1, "ours 4")).unwrap().conflict, None);
    assert_eq!(pen.write(&reflection(1, "ours 5")).unwrap().conflict, None);
    fs::write(home.entry(), bytes_of(&reflection(1, "theirs again"))).unwrap();
    let second = pen.write(&reflection(1, "ours 6")).unwrap().conflict.unwrap();
    pen.settle().unwrap();
    assert_eq!(home.text(), "ours 6");
    assert_eq!((text_of(&conflict), text_of(&second)), ("theirs".to_owned(), "theirs again".to_owned()));
    assert_eq!(conflict.file_name().unwrap(), "2027-01-15-bcdefghi.conflict-1.toml");
    let list = home.journal.list();
    assert_eq!(list.iter().map(|one| one.copy).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn a_file_edited_in_place_is_kept_beside_ours() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "ours 1"));
    pen.write(&reflection(1, "ours 2")).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    fs::write(home.entry(), bytes_of(&reflection(1, "theirs"))).unwrap();
    let conflict = pen.write(&reflection(1, "ours 3")).unwrap().conflict.unwrap();
    assert_eq!((text_of(&conflict), home.text()), ("theirs".to_owned(), "ours 3".to_owned()));
}

#[test]
fn a_change_between_reading_and_writing_is_noticed() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "read")));
    assert_eq!(home.text(), "read");
    std::thread::sleep(Duration::from_millis(20));
    fs::write(home.entry(), bytes_of(&reflection(1, "theirs"))).unwrap();
    let mut pen = home.journal.pen(&home.found()).unwrap();
    let conflict = pen.write(&reflection(1, "ours")).unwrap().conflict.unwrap();
    assert_eq!((text_of(&conflict), home.text()), ("theirs".to_owned(), "ours".to_owned()));
}

#[test]
fn a_program_that_writes_late_into_the_old_file_is_kept_too() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "ours 1"));
    pen.write(&reflection(1, "ours 2")).unwrap();
    let late = fs::OpenOptions::new().write(true).open(home.entry()).unwrap();
    pen.write(&reflection(1, "ours 3")).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    let theirs = bytes_of(&reflection(1, "theirs, late"));
    std::os::unix::fs::FileExt::write_all_at(&late, &theirs, 0).unwrap();
    let conflict = pen.write(&reflection(1, "ours 4")).unwrap().conflict.unwrap();
    assert_eq!((text_of(&conflict), home.text()), ("theirs, late".to_owned(), "ours 4".to_owned()));
}

#[test]
fn a_touched_file_is_no_conflict() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "ours 1"));
    pen.write(&reflection(1, "ours 2")).unwrap();
    set_time(&home.entry(), 1_700_000_000);
    assert_eq!(pen.write(&reflection(1, "ours 3")).unwrap().conflict, None);
    pen.settle().unwrap();
    assert_eq!(home.names().len(), 1);
}

#[test]
fn a_deleted_file_and_a_deleted_folder_come_back_with_ours() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    pen.write(&reflection(1, "two")).unwrap();
    fs::remove_file(home.entry()).unwrap();
    assert_eq!(pen.write(&reflection(1, "three")).unwrap(), Default::default());
    assert_eq!(home.text(), "three");
    fs::remove_dir_all(home.dir.path().join("journal")).unwrap();
    assert_eq!(pen.write(&reflection(1, "four")).unwrap(), Default::default());
    assert_eq!(home.text(), "four");
    assert_eq!(fs::metadata(home.month()).unwrap().mode() & 0o7777, 0o700);
    pen.settle().unwrap();
    assert_eq!(home.text(), "four");
}

#[test]
fn a_backup_by_hard_links_keeps_what_it_had() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    pen.write(&reflection(1, "two")).unwrap();
    let backup = home.dir.path().join("backup");
    fs::hard_link(home.entry(), &backup).unwrap();
    for text in ["three", "four", "five"] {
        pen.write(&reflection(1, text)).unwrap();
        assert_eq!((text_of(&backup), home.text()), ("two".to_owned(), text.to_owned()));
    }
}

#[test]
fn a_linked_entry_stays_a_link() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "one")));
    let real = home.dir.path().join("real.toml");
    fs::rename(home.entry(), &real).unwrap();
    std::os::unix::fs::symlink(&real, home.entry()).unwrap();
    let mut pen = home.journal.pen(&home.found()).unwrap();
    pen.write(&reflection(1, "two")).unwrap();
    pen.write(&reflection(1, "three")).unwrap();
    assert!(home.entry().is_symlink());
    assert_eq!(text_of(&real), "three");
}

#[test]
fn a_write_that_fails_leaves_the_entry_whole_and_a_later_one_works() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    pen.settle().unwrap();
    fs::create_dir(home.beside("next")).unwrap();
    let trouble = pen.write(&reflection(1, "two")).unwrap_err();
    assert!(!trouble.what.is_empty() && !trouble.safe.is_empty() && !trouble.advice.is_empty(), "{trouble}");
    assert_eq!(text_of(&home.entry()), "one");
    assert!(pen.write(&reflection(1, "two")).is_err());
    fs::remove_dir(home.beside("next")).unwrap();
    pen.write(&reflection(1, "three")).unwrap();
    assert_eq!(home.text(), "three");
}

#[test]
fn a_folder_that_can_only_be_read_fails_and_heals() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    pen.settle().unwrap();
    let attribute =
        |sign| Command::new("chattr").arg(sign).arg(home.month()).status().is_ok_and(|s| s.success());
    if !attribute("+i") {
        println!("skipped: no immutable folders here");
        return;
    }
    let failed = pen.write(&reflection(1, "two"));
    let still = text_of(&home.entry());
    assert!(attribute("-i"));
    assert!(failed.is_err());
    assert_eq!(still, "one");
    pen.write(&reflection(1, "three")).unwrap();
    assert_eq!(home.text(), "three");
}

#[test]
fn a_full_disk_keeps_what_was_saved() {
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        Command::new(args[0]).args(&args[1..]).arg(dir.path()).status().is_ok_and(|s| s.success())
    };
    if !run(&["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs"]) {
        println!("skipped: no disk can be mounted here");
        return;
    }
    let journal = open(dir.path());
    let walk = || {
        let mut pen = journal.begin(&reflection(1, "one")).unwrap();
        pen.write(&reflection(1, &"a".repeat(50_000))).unwrap();
        let trouble = pen.write(&reflection(1, &"b".repeat(400_000))).unwrap_err();
        let kept = said(&journal.load(pen.found()).unwrap().reflection);
        pen.write(&reflection(1, &"c".repeat(50_000))).unwrap();
        let again = said(&journal.load(pen.found()).unwrap().reflection);
        pen.settle().unwrap();
        (trouble, kept, again)
    };
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(walk));
    assert!(run(&["umount"]));
    let (trouble, kept, again) = result.unwrap();
    assert!(trouble.what.contains("full"), "{trouble}");
    assert!(kept == "a".repeat(50_000) && again == "c".repeat(50_000));
}

#[test]
fn a_damaged_entry_is_listed_with_its_place_and_left_alone() {
    let home = Home::new();
    drop(home.begin(&reflection(2, "good")));
    let mut pen = home.begin(&reflection(1, "bad"));
    pen.settle().unwrap();
    drop(pen);
    let bad = b"format = 1\nid = \"bcdefghi\"\ntitle = oops\n";
    put(&home.entry(), bad);
    let list = home.journal.list();
    assert_eq!(list.len(), 2);
    let trouble = list.iter().find(|one| one.found.id == id(1)).unwrap().entry.clone().unwrap_err();
    assert!(trouble.what.contains("2027-01-15-bcdefghi.toml:3:9: "), "{trouble}");
    assert!(list.iter().any(|one| one.entry.is_ok()));
    assert!(home.journal.load(&home.found()).unwrap_err().what.contains(":3:9: "));
    drop(home.journal.pen(&home.found()).unwrap());
    assert_eq!(fs::read(home.entry()).unwrap(), bad);
    let mut pen = home.journal.pen(&home.found()).unwrap();
    let damaged = pen.write(&reflection(1, "new")).unwrap().damaged.unwrap();
    assert_eq!(fs::read(damaged).unwrap(), bad);
}

#[test]
fn a_torn_entry_is_recovered_from_what_was_kept() {
    for torn in [Some(""), Some("format = 1\nid = \"bcd"), Some("\0\0\0\0\0\0\0"), None] {
        for from in ["kept", "next"] {
            let home = Home::new();
            let mut pen = home.begin(&reflection(1, "shown"));
            pen.settle().unwrap();
            drop(pen);
            put(&home.beside(from), bytes_of(&reflection(1, "kept")));
            match torn {
                Some(torn) => put(&home.entry(), torn),
                None => fs::remove_file(home.entry()).unwrap(),
            }
            let before = home.names();
            let loaded = home.journal.load(&home.found()).unwrap();
            assert_eq!(said(&loaded.reflection), "kept");
            assert!(loaded.note.is_some() && loaded.writable);
            assert!(home.journal.list()[0].entry.is_ok());
            assert_eq!(home.journal.find("bcd").unwrap(), home.found());
            let mut pen = home.journal.pen(&home.found()).unwrap();
            pen.settle().unwrap();
            assert_eq!(home.names(), before, "looking at it changed something");
            let damaged = pen.write(&reflection(1, "on")).unwrap().damaged;
            assert_eq!(damaged.map(|path| fs::read_to_string(path).unwrap()).as_deref(), torn);
            assert_eq!(text_of(&home.beside("kept")), "kept");
            pen.write(&reflection(1, "and on")).unwrap();
            pen.settle().unwrap();
            assert_eq!(home.text(), "and on");
            assert_eq!(home.names().len(), if torn.is_some() { 2 } else { 1 });
        }
    }
}

#[test]
fn a_whole_entry_older_than_what_reached_the_disk_gives_way() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "old")));
    let mut newer = reflection(1, "new");
    newer.updated = Moment::at(1_800_000_500, 3600);
    put(&home.beside("kept"), bytes_of(&newer));
    assert_eq!(home.text(), "new");
    let mut pen = home.journal.pen(&home.found()).unwrap();
    let old = pen.write(&newer).unwrap().damaged.unwrap();
    assert_eq!(text_of(&old), "old");
}

#[test]
fn an_edit_by_hand_is_read_and_wins_over_older_leftovers() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "first"));
    pen.settle().unwrap();
    drop(pen);
    let edited = fs::read_to_string(home.entry()).unwrap().replace("first", "by hand");
    put(&home.entry(), edited);
    put(&home.beside("kept"), bytes_of(&reflection(1, "older")));
    set_time(&home.beside("kept"), 1_700_000_000);
    let loaded = home.journal.load(&home.found()).unwrap();
    assert_eq!(said(&loaded.reflection), "by hand");
    assert!(loaded.note.is_some());
    let mut pen = home.journal.pen(&home.found()).unwrap();
    let conflict = pen.write(&reflection(1, "on")).unwrap().conflict.unwrap();
    pen.settle().unwrap();
    assert_eq!((text_of(&conflict), home.text()), ("older".to_owned(), "on".to_owned()));
}

#[test]
fn one_second_after_a_write_a_synced_version_stands_beside_the_entry() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(text_of(&home.beside("kept")), "one");
    for n in 0..50 {
        pen.write(&reflection(1, &format!("{n}"))).unwrap();
        assert_eq!(text_of(&home.beside("kept")), "one");
    }
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(text_of(&home.beside("kept")), "49");
}

#[test]
fn before_the_first_write_the_version_before_it_is_kept() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    pen.settle().unwrap();
    drop(pen);
    for round in 0..20 {
        let before = home.text();
        let mut pen = home.journal.pen(&home.found()).unwrap();
        if round % 2 == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        for n in 0..4 {
            pen.write(&reflection(1, &format!("{round} {n}"))).unwrap();
            assert_eq!(text_of(&home.beside("kept")), before);
        }
        pen.settle().unwrap();
    }
}

#[test]
fn a_second_pen_is_busy_until_the_first_is_put_down() {
    let home = Home::new();
    let pen = home.begin(&reflection(1, "one"));
    let other = open(home.dir.path());
    assert_eq!(other.pen(&home.found()).unwrap_err(), Busy::Elsewhere);
    drop(home.begin(&reflection(2, "another")));
    drop(pen);
    drop(other.pen(&home.found()).unwrap());
}

#[test]
fn without_a_folder_for_locks_one_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("state"), "a file in the way").unwrap();
    let home = Home::of(dir);
    let mut pen = home.begin(&reflection(1, "one"));
    pen.write(&reflection(1, "two")).unwrap();
    assert_eq!(home.text(), "two");
}

#[test]
fn a_newer_format_is_read_and_not_written() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "one")));
    let newer = Reflection { format: FORMAT + 1, ..reflection(1, "newer") };
    put(&home.entry(), bytes_of(&newer));
    let loaded = home.journal.load(&home.found()).unwrap();
    assert!(!loaded.writable && loaded.note.is_some());
    assert_eq!(said(&loaded.reflection), "newer");
    let Err(Busy::Trouble(trouble)) = home.journal.pen(&home.found()) else {
        panic!("a pen for a newer format")
    };
    assert!(trouble.what.contains("newer") && !trouble.safe.is_empty() && !trouble.advice.is_empty());
    assert_eq!(fs::read(home.entry()).unwrap(), bytes_of(&newer));
}

#[test]
fn fields_of_a_later_version_survive_on_the_disk() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "one")));
    let text = fs::read_to_string(home.entry()).unwrap().replace("status =", "mood = \"calm\"\nstatus =");
    put(&home.entry(), text);
    fs::remove_file(home.beside("kept")).ok();
    let loaded = home.journal.load(&home.found()).unwrap();
    home.journal.pen(&home.found()).unwrap().write(&loaded.reflection).unwrap();
    let again = home.journal.load(&home.found()).unwrap();
    assert_eq!(again.reflection.rest["mood"].as_str(), Some("calm"));
    assert_eq!(again.note, None);
}

#[test]
fn names_find_what_they_mean() {
    let home = Home::new();
    for first in [1, 3, 12] {
        drop(home.begin(&reflection(first, "x")));
    }
    let mut twin = reflection(1, "twin");
    twin.id = "bcdzzzzz".parse().unwrap();
    twin.started = Moment::at(1_700_000_000, 0);
    drop(home.begin(&twin));
    set_time(&home.dir.path().join("journal/reflections/2023/11/2023-11-14-bcdzzzzz.toml"), 4_000_000_000);
    set_time(&home.dir.path().join("journal/reflections/2023/11"), 4_000_000_000);
    let find = |name: &str| home.journal.find(name).map(|found| found.id.to_string());
    assert_eq!(find("bcdefghi").unwrap(), "bcdefghi");
    assert_eq!(find("bcde").unwrap(), "bcdefghi");
    assert_eq!(find("D").unwrap(), "dcdefghi");
    assert_eq!(find("last").unwrap(), "bcdzzzzz");
    let trouble = find("bcd").unwrap_err();
    assert!(trouble.what.contains("bcdefghi") && trouble.what.contains("bcdzzzzz"), "{trouble}");
    for none in ["x", "bcdefghj", "", "../", "bcdefghi0"] {
        assert!(find(none).is_err(), "{none}");
    }
}

#[test]
fn the_last_is_told_by_times_and_by_words_where_times_are_close() {
    let home = Home::new();
    let mut paths = Vec::new();
    for (first, started, updated) in
        [(1, 1_800_000_000, 5), (2, 1_700_000_000, 9), (3, 1_600_000_000, 7), (4, 1_800_000_000, 1)]
    {
        let mut one = reflection(first, "x");
        (one.started, one.updated) = (Moment::at(started, 0), Moment::at(1_800_000_000 + updated, 0));
        one.status = if first == 4 { Status::Finished } else { Status::Open };
        let mut pen = home.begin(&one);
        pen.settle().unwrap();
        paths.push(pen.found().path.clone());
    }
    for path in &paths {
        set_time(path, 1_800_000_000);
        set_time(path.parent().unwrap(), 1_800_000_000);
    }
    assert_eq!(home.journal.last().unwrap().unwrap().id, id(2));
    set_time(&paths[3], 1_800_000_100);
    set_time(paths[3].parent().unwrap(), 1_800_000_100);
    assert_eq!(home.journal.last().unwrap().unwrap().id, id(4));
    let (found, header) = home.journal.last_open().unwrap().unwrap();
    assert_eq!((found.id, header.updated.seconds()), (id(2), 1_800_000_009));
}

#[test]
fn lists_are_newest_first() {
    let home = Home::new();
    let times = [1_700_000_000, 1_800_000_000, 1_600_000_000, 1_800_000_001];
    for (first, time) in times.into_iter().enumerate() {
        let mut one = reflection(u8::try_from(first).unwrap(), "x");
        one.started = Moment::at(time, 0);
        drop(home.begin(&one));
    }
    let ids = |first: &[u8]| first.iter().map(|&n| id(n)).collect::<Vec<_>>();
    assert_eq!(
        home.journal.list().into_iter().map(|one| one.found.id).collect::<Vec<_>>(),
        ids(&[3, 1, 0, 2])
    );
    let mut overview = home.journal.overview();
    overview.look(Look::Folders);
    assert_eq!(overview.catalogue().iter().map(|one| one.found.id).collect::<Vec<_>>(), ids(&[3, 1, 0, 2]));
}

#[test]
fn copies_of_other_programs_are_listed_after_their_original() {
    let home = Home::new();
    drop(home.begin(&reflection(1, "one")));
    drop(home.begin(&reflection(2, "two")));
    let copy = home.month().join("2027-01-15-bcdefghi.sync-conflict-20270116-101010-ABCDEFG.toml");
    fs::write(&copy, "torn").unwrap();
    fs::write(home.month().join("notes.toml"), "x = 1").unwrap();
    let list = home.journal.list();
    let all: Vec<_> = list.iter().map(|one| (one.found.id, one.copy, one.entry.is_ok())).collect();
    assert_eq!(all, [(id(1), false, true), (id(1), true, false), (id(2), false, true)]);
    assert_eq!(home.journal.find("bcdefghi").unwrap().path, home.entry());
}

#[test]
fn what_is_discarded_goes_to_the_trash_with_its_copies() {
    let home = Home::new();
    for round in 1..3 {
        let mut pen = home.begin(&reflection(1, &format!("round {round}")));
        pen.write(&reflection(1, &format!("end {round}"))).unwrap();
        drop(pen);
        fs::write(home.month().join("2027-01-15-bcdefghi.conflict-1.toml"), "theirs").unwrap();
        home.journal.keep_copy(&home.found()).unwrap();
        home.journal.discard(&home.found()).unwrap();
        assert!(home.names().is_empty(), "{:?}", home.names());
        let trashed = home.journal.trashed();
        assert_eq!(trashed.len(), 2 * round, "{trashed:#?}");
        for (sort, copies) in [(Sorted::Whole, 1), (Sorted::Before, 0)] {
            let newest = trashed.iter().find(|one| one.sort == sort).unwrap();
            assert_eq!((newest.copies, text_of(&newest.file)), (copies, format!("end {round}")));
        }
    }
    assert!(home.journal.discard(&home.found()).is_err());
}

#[test]
fn a_failing_sync_is_told_and_so_is_its_end() {
    let home = Home::new();
    let mut pen = home.begin(&reflection(1, "one"));
    pen.settle().unwrap();
    let (send, told) = std::sync::mpsc::channel();
    pen.on_sync(move |result| drop(send.send(result)));
    fs::create_dir_all(home.beside("kept").join("in the way")).unwrap();
    pen.write(&reflection(1, "two")).unwrap();
    let trouble = told.recv_timeout(Duration::from_secs(5)).unwrap().unwrap_err();
    assert!(trouble.what.contains("power cut"), "{trouble}");
    fs::remove_dir_all(home.beside("kept")).unwrap();
    told.recv_timeout(Duration::from_secs(10)).unwrap().unwrap();
    assert_eq!(text_of(&home.beside("kept")), "two");
}
