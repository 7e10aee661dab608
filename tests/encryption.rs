//! The promises of encryption: nothing readable is left, nothing is lost however it is cut short, and the stock `age`
//! opens what onward wrote.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and damages files as it needs to"
)]

mod support {
    pub(crate) mod encrypted;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod outside;
}

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use onward::journal::{Busy, Passphrase, Pen, Work};
use support::encrypted::{
    CANARY, WORDS, all, encrypt, files, fill, holding, now, open, private, reflection, unlocked,
};
use support::outside;
use tempfile::TempDir;

#[test]
fn a_switch_there_and_back_keeps_every_word_and_leaves_none_readable() {
    let dir = TempDir::new().unwrap();
    let journal = open(dir.path());
    fill(&journal, 3);
    let before = all(&journal);
    let trashed = journal.list()[0].found.clone();
    journal.discard(&trashed).unwrap();
    journal.begin(&reflection(9, &format!("{CANARY} 9"))).unwrap().settle().unwrap();
    assert!(!holding(dir.path(), CANARY).is_empty(), "the search finds what is there");

    let mut journal = encrypt(dir.path());
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
    assert_eq!(holding(dir.path(), "Repairing trust"), [""; 0].map(PathBuf::from));
    private(&dir.path().join("journal"));
    assert_eq!(all(&journal).len(), 3);
    assert!(open(dir.path()).is_locked());
    assert!(unlocked(dir.path()).load(&journal.list()[0].found).is_ok());

    let switched = journal.decrypt(now(), &mut |_, _| ()).unwrap();
    assert_eq!((switched.files, switched.left.len()), (4, 0));
    let plain = open(dir.path());
    assert!(!plain.is_encrypted());
    assert_eq!(all(&plain).len(), 3);
    assert!(before.iter().filter(|one| all(&plain).contains(one)).count() == 2);
}

#[test]
fn what_is_written_in_an_encrypted_journal_is_nowhere_readable_while_it_is_written() {
    let dir = TempDir::new().unwrap();
    let mut journal = encrypt(dir.path());
    let mut pen = journal.begin(&reflection(1, "one")).unwrap();
    for n in 0..30 {
        pen.write(&reflection(1, &format!("{CANARY} {n}"))).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
    }
    journal.lock();
    pen.write(&reflection(1, &format!("{CANARY} while it locked"))).unwrap();
    assert!(journal.load(pen.found()).is_err(), "locked is locked");
    pen.settle().unwrap();
    assert_eq!(all(&unlocked(dir.path())), [("bcdefghi".to_owned(), format!("{CANARY} while it locked"))]);
    private(dir.path());
}

#[test]
fn a_wrong_passphrase_is_told_and_touches_nothing() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 1);
    drop(encrypt(dir.path()));
    let before: Vec<_> = files(dir.path()).iter().map(|path| fs::read(path).unwrap()).collect();
    let mut journal = open(dir.path());
    let wrong = journal.key(&Passphrase::new("four words or six")).unwrap_err();
    assert!(wrong.what.contains("passphrase"), "{wrong}");
    let again = journal.encrypt(&Passphrase::new("another"), Work::QUICK, now(), &mut |_, _| ()).unwrap_err();
    assert_eq!(again, wrong);
    let locked = journal.load(&journal.list()[0].found).unwrap_err();
    assert!(locked.what.contains("locked"), "{locked}");
    assert!(matches!(journal.pen(&journal.list()[0].found), Err(Busy::Trouble(_))));
    assert!(journal.begin(&reflection(2, "x")).is_err(), "nothing is written that could not be read again");
    let after: Vec<_> = files(dir.path()).iter().map(|path| fs::read(path).unwrap()).collect();
    assert_eq!(before, after[..before.len()]);
}

#[test]
fn another_passphrase_opens_and_the_old_one_no_longer_does() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 1);
    let mut journal = encrypt(dir.path());
    journal.change_passphrase(&Passphrase::new("another"), Work::QUICK).unwrap();
    assert!(open(dir.path()).key(&Passphrase::new(WORDS)).is_err());
    let mut journal = open(dir.path());
    journal.unlock(Arc::new(journal.key(&Passphrase::new("another")).unwrap()));
    assert_eq!(all(&journal).len(), 1);
}

#[test]
fn one_bad_byte_in_the_key_costs_nothing() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 1);
    drop(encrypt(dir.path()));
    let file = dir.path().join("journal/identity.age");
    let whole = fs::read(&file).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        fs::write(&file, &bytes).unwrap();
        assert!(open(dir.path()).key(&Passphrase::new(WORDS)).is_ok(), "flipped at {at}");
        fs::write(&file, &whole[..at]).unwrap();
        assert!(open(dir.path()).key(&Passphrase::new(WORDS)).is_ok(), "cut at {at}");
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(all(&unlocked(dir.path())).len(), 1);
}

#[test]
fn two_devices_that_encrypted_apart_read_each_other_with_the_same_passphrase() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    drop(encrypt(one.path()));
    drop(encrypt(other.path()));
    unlocked(one.path()).begin(&reflection(1, "from one")).unwrap().settle().unwrap();
    unlocked(other.path()).begin(&reflection(2, "from the other")).unwrap().settle().unwrap();
    // As a synchroniser brings them together: what both made is there twice.
    for path in files(&other.path().join("journal")) {
        let to = one.path().join("journal").join(path.strip_prefix(other.path().join("journal")).unwrap());
        let name = to
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace(".age", ".sync-conflict-20270116-101112-ABCDEFG.age");
        fs::copy(&path, if to.exists() { to.with_file_name(name) } else { to }).unwrap();
    }
    let said: Vec<_> = all(&unlocked(one.path())).into_iter().map(|(_, said)| said).collect();
    assert_eq!(said, ["from one", "from the other"]);
    let mut journal = unlocked(one.path());
    journal.change_passphrase(&Passphrase::new("another"), Work::QUICK).unwrap();
    let mut journal = open(one.path());
    journal.unlock(Arc::new(journal.key(&Passphrase::new("another")).unwrap()));
    assert_eq!(all(&journal).len(), 2, "another passphrase opens what both sealed");
    assert!(journal.decrypt(now(), &mut |_, _| ()).unwrap().left.is_empty());
    assert_eq!(all(&open(one.path())).len(), 2);
}

#[test]
fn a_key_file_that_vanished_comes_back_before_anything_is_sealed_for_it() {
    let dir = TempDir::new().unwrap();
    let journal = encrypt(dir.path());
    for name in ["identity.age", "identity-second.age"] {
        fs::remove_file(dir.path().join("journal").join(name)).unwrap();
    }
    fill(&journal, 1);
    assert_eq!(all(&unlocked(dir.path())).len(), 1);
}

#[test]
fn a_window_that_was_open_before_writes_nothing_plain() {
    let dir = TempDir::new().unwrap();
    let before = open(dir.path());
    fill(&before, 1);
    let pen: Pen = before.pen(&before.list()[0].found).unwrap();
    let refused =
        open(dir.path()).encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| ()).unwrap_err();
    assert!(refused.what.contains("open in another window"), "{refused}");
    drop(pen);
    drop(encrypt(dir.path()));
    let meanwhile = before.begin(&reflection(2, CANARY)).unwrap_err();
    assert!(meanwhile.what.contains("encrypted while"), "{meanwhile}");
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn an_entry_that_came_plain_is_sealed_before_it_is_written() {
    let dir = TempDir::new().unwrap();
    let other = TempDir::new().unwrap();
    fill(&open(other.path()), 1);
    let journal = encrypt(dir.path());
    let month = dir.path().join("journal/reflections/2027/01");
    fs::create_dir_all(&month).unwrap();
    let name = "2027-01-15-bcdefghi.toml";
    fs::copy(other.path().join("journal/reflections/2027/01").join(name), month.join(name)).unwrap();
    assert_eq!(all(&journal).len(), 1, "it can be read as it is");
    let mut pen = journal.pen(&journal.list()[0].found).unwrap();
    pen.write(&reflection(1, &format!("{CANARY} and more"))).unwrap();
    pen.settle().unwrap();
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
    assert_eq!(all(&journal), [("bcdefghi".to_owned(), format!("{CANARY} and more"))]);
}

#[test]
fn a_copy_that_came_plain_is_sealed_before_it_goes_into_the_trash() {
    let dir = TempDir::new().unwrap();
    let other = TempDir::new().unwrap();
    fill(&open(other.path()), 1);
    let journal = encrypt(dir.path());
    fill(&journal, 1);
    let month = "journal/reflections/2027/01";
    let copy = dir.path().join(month).join("2027-01-15-bcdefghi.sync-conflict-20270116-101112-ABCDEFG.toml");
    fs::copy(other.path().join(month).join("2027-01-15-bcdefghi.toml"), &copy).unwrap();
    let found = journal.list().into_iter().find(|one| one.copy).unwrap().found;
    journal.discard(&found).unwrap();
    assert_eq!(journal.list().len(), 1);
    assert_eq!(files(&dir.path().join("journal/trash")).len(), 1);
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn what_a_killed_program_left_is_settled_and_sealed() {
    let dir = TempDir::new().unwrap();
    let journal = open(dir.path());
    let mut pen = journal.begin(&reflection(1, &format!("{CANARY} old"))).unwrap();
    std::thread::sleep(Duration::from_millis(700));
    pen.write(&reflection(1, &format!("{CANARY} new"))).unwrap();
    // As `kill -9` leaves it: copied away while the pen is down on it.
    let killed = TempDir::new().unwrap();
    copy_tree(dir.path(), killed.path());
    assert!(files(&killed.path().join("journal")).len() > 1);
    let journal = encrypt(killed.path());
    assert_eq!(all(&journal), [("bcdefghi".to_owned(), format!("{CANARY} new"))]);
    assert_eq!(holding(killed.path(), CANARY), [""; 0].map(PathBuf::from));
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).unwrap();
    for one in fs::read_dir(from).unwrap() {
        let path = one.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_tree(&path, &to) } else { fs::copy(&path, &to).map(drop).unwrap() }
    }
}

/// Runs in a process of its own: turns encryption on, or off again.
#[test]
fn child_that_switches() {
    let Ok(dir) = std::env::var("ENCRYPTION_CHILD") else { return };
    let dir = Path::new(&dir);
    if std::env::var("ENCRYPTION_WAY").unwrap() == "on" {
        drop(encrypt(dir));
    } else if open(dir).is_encrypted() {
        drop(unlocked(dir).decrypt(now(), &mut |_, _| ()).unwrap());
    }
    println!("done");
}

#[test]
fn a_switch_killed_at_any_moment_loses_nothing_and_goes_on() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 40);
    let whole = all(&open(dir.path()));
    let (mut killed, mut wait) = (0, 1_000);
    for way in ["on", "off", "on"] {
        loop {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "child_that_switches", "--nocapture"])
                .env("ENCRYPTION_CHILD", dir.path())
                .env("ENCRYPTION_WAY", way)
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_micros(wait));
            // Steps that share no rhythm with what it does; sooner or later it comes to its end.
            wait += 1_709 + wait / 40;
            let ended = child.try_wait().unwrap();
            let done = ended.is_some_and(|status| {
                assert!(status.success(), "{way} after {killed} kills");
                true
            });
            child.kill().unwrap();
            child.wait().unwrap();
            let journal = open(dir.path());
            let journal = if journal.is_encrypted() { unlocked(dir.path()) } else { journal };
            let mut there = all(&journal);
            if !done {
                // In the middle of a switch an entry may stand in both ways; after it, none may.
                there.dedup();
            }
            assert_eq!(there, whole, "{way} after {killed} kills");
            if done {
                break;
            }
            killed += 1;
        }
        assert!(!open(dir.path()).is_switching(), "{way}");
        wait = 1_000;
        if way == "on" {
            assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
        }
    }
    assert!(killed >= 50, "killed only {killed} times");
    private(&dir.path().join("journal"));
}

#[test]
fn the_copy_from_before_holds_everything() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 2);
    let mut journal = open(dir.path());
    let switched = journal.encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| ()).unwrap();
    let copy = switched.copy.unwrap();
    assert!(copy.to_string_lossy().ends_with("-before-encryption.tar.age"), "{copy:?}");
    let switched = journal.decrypt(now(), &mut |_, _| ()).unwrap();
    let copy = switched.copy.unwrap();
    let mut tar = tar::Archive::new(fs::File::open(copy).unwrap());
    let names: Vec<_> = tar.entries().unwrap().map(|one| one.unwrap().path().unwrap().into_owned()).collect();
    assert!(names.contains(&PathBuf::from("identity.age")), "{names:?}");
    assert_eq!(
        names.iter().filter(|name| name.to_string_lossy().ends_with(".toml.age")).count(),
        2,
        "{names:?}"
    );
}

/// The stock `age`, as a person would call it; the passphrase is typed on a terminal.
#[test]
fn the_stock_age_opens_the_key_and_every_entry() {
    if !outside::works(&["age", "--version"]) {
        return;
    }
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 3);
    drop(encrypt(dir.path()));
    let journal = dir.path().join("journal");
    let identity = journal.join("identity.age");
    let entries = files(&journal.join("reflections"));
    for entry in entries.into_iter().filter(|entry| entry.extension().is_some_and(|end| end == "age")) {
        let opened = typed(&["--decrypt", "-i", path(&identity), path(&entry)], WORDS);
        assert!(opened.contains(CANARY) && opened.contains("# check: "), "{opened}");
    }
    let secret = typed(&["--decrypt", path(&identity)], WORDS);
    assert!(secret.contains("AGE-SECRET-KEY-1"), "{secret}");

    // And the other way: what the stock `age` sealed for the same key is an entry.
    let key = dir.path().join("key.txt");
    fs::write(&key, secret[secret.find("AGE-SECRET-KEY-1").unwrap()..].lines().next().unwrap().trim())
        .unwrap();
    let recipient = Command::new("age-keygen").args(["-y", path(&key)]).output().unwrap();
    let recipient = String::from_utf8(recipient.stdout).unwrap();
    let other = TempDir::new().unwrap();
    fill(&open(other.path()), 9);
    let name = "reflections/2027/01/2027-01-15-jcdefghi.toml";
    let to = journal.join(format!("{name}.age"));
    let sealed = Command::new("age")
        .args(["-r", recipient.trim(), "-o", path(&to), path(&other.path().join("journal").join(name))])
        .status()
        .unwrap();
    assert!(sealed.success());
    assert_eq!(all(&unlocked(dir.path())).len(), 4);
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs `age` in a pseudo-terminal and types the passphrase when it asks.
fn typed(arguments: &[&str], passphrase: &str) -> String {
    use std::io::Read as _;
    let pair = portable_pty::native_pty_system().openpty(Default::default()).unwrap();
    let mut command = portable_pty::CommandBuilder::new("age");
    command.args(arguments);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut reader, mut writer) =
        (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    let (mut said, mut sent, mut some) = (String::new(), false, [0; 4096]);
    while let Ok(n @ 1..) = reader.read(&mut some) {
        said.push_str(&String::from_utf8_lossy(&some[..n]));
        if !sent && said.to_lowercase().contains("passphrase") {
            writer.write_all(format!("{passphrase}\r").as_bytes()).unwrap();
            sent = true;
        }
    }
    assert!(sent && child.wait().unwrap().success(), "{said}");
    said
}
