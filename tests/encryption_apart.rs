//! What encryption promises where things come apart: an entry that stands both sealed and plain, a key that is gone,
//! another program or another window at the same time.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and damages files as it needs to"
)]

mod support {
    pub(crate) mod encrypted;
}

use std::fs::{self, File, Permissions};
use std::io::Read as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use onward::journal::{Busy, Found, Journal, Odd, Passphrase, Switched, Work};
use onward::moment::Moment;
use onward::paths::Paths;
use onward::perform::Performer;
use onward::reflection::settle::Choice;
use onward::reflection::{Reflection, Value};
use onward::settings::Settings;
use onward::trouble::Trouble;
use support::encrypted::{
    CANARY, WORDS, all, encrypt, files, fill, holding, now, open, private, reflection, said, unlocked,
};
use tempfile::TempDir;

/// What the plain version says that stands beside a sealed entry.
const OTHER: &str = "another version";

/// The files that hold the key.
const KEYS: [&str; 2] = ["identity.age", "identity-second.age"];

/// A journal in which one entry stands both sealed and plain, each with words of its own.
struct Twins {
    dir: TempDir,
    journal: Journal,
    sealed: PathBuf,
    plain: PathBuf,
}

impl Twins {
    fn new() -> Self {
        Self::saying(OTHER)
    }

    fn saying(text: &str) -> Self {
        let dir = TempDir::new().unwrap();
        let plain = one_plain(dir.path());
        let journal = encrypt(dir.path());
        put(&plain, &elsewhere(&later(text, 500)));
        Self { journal, sealed: plain.with_extension("toml.age"), plain, dir }
    }

    fn found(&self, path: &Path) -> Found {
        Found { id: reflection(1, "").id, path: path.to_owned() }
    }

    /// Writes the sealed one.
    fn write(&self, reflection: &Reflection) {
        let mut pen = self.journal.pen(&self.found(&self.sealed)).unwrap();
        pen.write(reflection).unwrap();
        pen.settle().unwrap();
    }

    /// Leaves what is in a file beside an entry, as a killed program does; returns where.
    fn leave(&self, bytes: &[u8], name: &str) -> PathBuf {
        let to = self.plain.with_file_name(format!(".2027-01-15-bcdefghi{name}.kept"));
        put(&to, bytes);
        to
    }

    fn nothing_readable(&self) {
        for word in [OTHER, CANARY] {
            assert_eq!(holding(self.dir.path(), word), [""; 0].map(PathBuf::from));
        }
    }
}

/// Fills a plain journal with one entry; returns its file.
fn one_plain(dir: &Path) -> PathBuf {
    let journal = open(dir);
    fill(&journal, 1);
    journal.list()[0].found.path.clone()
}

fn later(text: &str, seconds: i64) -> Reflection {
    Reflection { updated: Moment::at(1_800_000_000 + seconds, 3600), ..reflection(1, text) }
}

/// The bytes of an entry as a device writes it that knows of no encryption.
fn elsewhere(reflection: &Reflection) -> Vec<u8> {
    let dir = TempDir::new().unwrap();
    let journal = open(dir.path());
    journal.begin(reflection).unwrap().settle().unwrap();
    fs::read(&journal.list()[0].found.path).unwrap()
}

fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
}

/// Puts other bytes in the place of a file as a synchroniser does.
fn replace(dir: &Path, path: &Path, bytes: &[u8]) {
    let new = dir.join("new");
    put(&new, bytes);
    fs::rename(new, path).unwrap();
}

/// What all entries and their copies say.
fn words(journal: &Journal) -> Vec<String> {
    let mut words: Vec<_> = all(journal).into_iter().map(|(_, words)| words).collect();
    words.sort();
    words
}

/// What a window works with.
fn window(dir: &Path) -> Performer {
    let [journal, guides, config, state] =
        ["journal", "guides", "config", "state"].map(|name| dir.join(name));
    let mut window = Performer::new(Paths { journal, guides, config, state }, &Settings::default());
    if window.is_locked() {
        window.unlock(&Passphrase::new(WORDS)).unwrap();
    }
    window
}

fn turn_on(dir: &Path, words: &str) -> Result<Switched, Trouble> {
    open(dir).encrypt(&Passphrase::new(words), Work::QUICK, now(), &mut |_, _| ())
}

fn lose_keys(dir: &Path) {
    for name in KEYS {
        fs::remove_file(dir.join("journal").join(name)).unwrap();
    }
}

fn kinds(journal: &Journal) -> Vec<Odd> {
    journal.checkup(&mut |_| ()).findings.iter().map(|finding| finding.kind).collect()
}

#[test]
fn the_plain_one_of_two_counts_as_a_copy_and_goes_alone() {
    let twins = Twins::new();
    let list = twins.journal.list();
    let copies: Vec<_> = list.iter().map(|one| (one.found.path.clone(), one.copy)).collect();
    assert_eq!(copies, [(twins.sealed.clone(), false), (twins.plain.clone(), true)]);
    let away = twins.journal.put_away(&twins.found(&twins.plain)).unwrap();
    assert_eq!(words(&twins.journal), [format!("{CANARY} 1")]);
    assert!(twins.sealed.exists());
    twins.nothing_readable();
    twins.journal.undo(&away).unwrap();
    assert_eq!(words(&twins.journal), [OTHER.to_owned(), format!("{CANARY} 1")]);
    twins.nothing_readable();
}

#[test]
fn a_deleted_entry_takes_its_plain_one_along() {
    let twins = Twins::new();
    twins.journal.put_away(&twins.found(&twins.sealed)).unwrap();
    assert_eq!(twins.journal.list(), []);
    twins.nothing_readable();
    let trashed = twins.journal.trashed();
    assert_eq!(trashed.len(), 1);
    twins.journal.bring_back(&trashed[0]).unwrap();
    assert_eq!(words(&twins.journal), [OTHER.to_owned(), format!("{CANARY} 1")]);
    twins.nothing_readable();
}

#[test]
fn the_two_are_settled_into_the_sealed_one() {
    for (choice, left) in [(Choice::Mine, format!("{CANARY} 1")), (Choice::Other, OTHER.to_owned())] {
        let twins = Twins::new();
        let mut window = window(twins.dir.path());
        let versions = window.versions(&twins.found(&twins.sealed)).unwrap();
        assert_eq!(versions.differences.len(), 1);
        assert!(window.settle_versions(&versions, &[Some(choice)]).unwrap(), "nothing is left to settle");
        assert_eq!(words(&twins.journal), [left]);
        assert!(twins.sealed.exists());
        twins.nothing_readable();
    }
}

#[test]
fn what_is_left_for_later_stays_in_a_sealed_copy() {
    let twins = Twins::new();
    twins.write(&Reflection { title: "Mine".to_owned(), ..later(&format!("{CANARY} 1"), 0) });
    let mut window = window(twins.dir.path());
    let versions = window.versions(&twins.found(&twins.sealed)).unwrap();
    assert_eq!(versions.differences.len(), 2);
    assert!(!window.settle_versions(&versions, &[Some(Choice::Mine), None]).unwrap());
    assert_eq!(words(&twins.journal), [OTHER.to_owned(), format!("{CANARY} 1")]);
    let list = twins.journal.list();
    assert!(
        list.iter().all(|one| one.entry.as_ref().unwrap().title == "Mine"),
        "what was settled is settled"
    );
    assert_eq!(list[0].found.path, twins.sealed);
    twins.nothing_readable();
}

#[test]
fn two_that_say_the_same_become_one() {
    let twins = Twins::new();
    put(&twins.plain, &elsewhere(&reflection(1, &format!("{CANARY} 1"))));
    let mut window = window(twins.dir.path());
    let versions = window.versions(&twins.found(&twins.sealed)).unwrap();
    assert!(versions.differences.is_empty());
    assert!(window.settle_versions(&versions, &[]).unwrap());
    assert_eq!(words(&twins.journal), [format!("{CANARY} 1")]);
    twins.nothing_readable();
}

#[test]
fn the_plain_one_keeps_its_words_whatever_was_left_beside_it() {
    for (name, sealed, newer) in
        [("", true, true), ("", true, false), (".age", true, true), ("", false, false)]
    {
        let twins = Twins::new();
        let seconds = if newer { 1_000 } else { 100 };
        let left = later(&format!("{CANARY} left"), seconds);
        twins.write(&left);
        let bytes = if sealed { fs::read(&twins.sealed).unwrap() } else { elsewhere(&left) };
        twins.leave(&bytes, name);
        let pen = twins.journal.pen(&twins.found(&twins.plain)).unwrap();
        let own = twins.journal.load(pen.found()).unwrap();
        drop(pen);
        assert_eq!(said(&own.reflection), OTHER, "{name} {sealed} {newer}");
        let of_sealed = twins.journal.load(&twins.found(&twins.sealed)).unwrap();
        assert_eq!(said(&of_sealed.reflection), format!("{CANARY} left"), "{name} {sealed} {newer}");
        twins.nothing_readable();
    }
}

#[test]
fn what_was_left_beside_a_torn_sealed_one_is_not_spent_on_the_plain_one() {
    for name in ["", ".age"] {
        let twins = Twins::new();
        twins.write(&later(&format!("{CANARY} sealed"), 400));
        twins.leave(&fs::read(&twins.sealed).unwrap(), name);
        let torn = vec![0; fs::read(&twins.sealed).unwrap().len()];
        fs::write(&twins.sealed, torn).unwrap();
        drop(twins.journal.pen(&twins.found(&twins.plain)).unwrap());
        let list = twins.journal.list();
        let there = list.iter().filter_map(|one| twins.journal.load(&one.found).ok());
        let mut there: Vec<_> = there.map(|loaded| said(&loaded.reflection)).collect();
        there.sort();
        assert_eq!(there, [OTHER.to_owned(), format!("{CANARY} sealed")], "{name}");
        twins.nothing_readable();
    }
}

#[test]
fn sealed_words_left_beside_a_plain_one_are_never_readable_while_it_goes() {
    let twins = Twins::saying("older");
    twins.write(&later(&format!("{CANARY} only ever sealed"), 1_000));
    twins.leave(&fs::read(&twins.sealed).unwrap(), "");
    let (over, folder) = (AtomicBool::new(false), twins.dir.path().join("journal"));
    let seen = std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let mut seen = Vec::new();
            while !over.load(Ordering::Relaxed) {
                seen.extend(holding(&folder, CANARY));
            }
            seen
        });
        let copy = twins.journal.list().into_iter().find(|one| one.copy).unwrap();
        let away = twins.journal.put_away(&copy.found);
        over.store(true, Ordering::Relaxed);
        away.unwrap();
        watching.join().unwrap()
    });
    assert_eq!(seen, [""; 0].map(PathBuf::from));
    assert!(words(&twins.journal).contains(&format!("{CANARY} only ever sealed")));
}

#[test]
fn without_its_key_files_a_journal_stays_an_encrypted_one() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 2);
    drop(encrypt(dir.path()));
    lose_keys(dir.path());
    let journal = open(dir.path());
    assert!(journal.is_encrypted() && journal.is_locked());
    assert!(journal.begin(&reflection(5, CANARY)).is_err());
    let refused = turn_on(dir.path(), "another passphrase").unwrap_err();
    assert!(refused.what.contains("its key is not here"), "{refused}");
    assert!(KEYS.iter().all(|name| !dir.path().join("journal").join(name).exists()), "no new key");
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn what_an_import_left_without_its_name_is_sealed_too() {
    let dir = TempDir::new().unwrap();
    let entry = one_plain(dir.path());
    let brought = entry.with_file_name(".2027-01-15-bcdefghi.brought");
    put(&brought, &elsewhere(&later(&format!("{CANARY} brought"), 500)));
    let journal = encrypt(dir.path());
    let both = [format!("{CANARY} 1"), format!("{CANARY} brought")];
    assert_eq!(words(&journal), both);
    drop(journal.take_in().unwrap());
    assert_eq!(words(&journal), both);
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn a_year_that_is_a_link_is_turned_with_the_rest() {
    let dir = TempDir::new().unwrap();
    one_plain(dir.path());
    let (year, away) = (dir.path().join("journal/reflections/2027"), dir.path().join("away"));
    fs::rename(&year, &away).unwrap();
    symlink(&away, &year).unwrap();
    let mut journal = encrypt(dir.path());
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
    assert_eq!(words(&journal), [format!("{CANARY} 1")]);
    assert_eq!(journal.decrypt(now(), &mut |_, _| ()).unwrap().files, 1);
    assert_eq!(words(&open(dir.path())), [format!("{CANARY} 1")]);
}

#[test]
fn what_another_program_brings_during_a_switch_is_kept_and_turned_as_well() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 3);
    let first = dir.path().join("journal/reflections/2027/01/2027-01-15-bcdefghi.toml");
    let newer = elsewhere(&later(&format!("{CANARY} newer"), 9_000));
    let mut journal = open(dir.path());
    let on = journal.encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |done, _| {
        if done == 2 {
            replace(dir.path(), &first, &newer);
        }
    });
    assert_eq!(on.unwrap().left, []);
    let said = ["1", "2", "3", "newer"].map(|word| format!("{CANARY} {word}"));
    assert_eq!(words(&journal), said);
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));

    let sealed = first.with_extension("toml.age");
    let old = fs::read(&sealed).unwrap();
    let mut pen = journal.pen(&Found { id: reflection(1, "").id, path: sealed.clone() }).unwrap();
    pen.write(&later(&format!("{CANARY} once more"), 9_500)).unwrap();
    pen.settle().unwrap();
    drop(pen);
    let mut brought = false;
    let off = journal.decrypt(now(), &mut |_, _| {
        // As soon as the first one is there in the new way.
        if !brought && first.exists() {
            brought = true;
            replace(dir.path(), &sealed, &old);
        }
    });
    assert_eq!(off.unwrap().left, []);
    let mut said = [&said[..], &[format!("{CANARY} once more")]].concat();
    said.sort();
    assert!(brought);
    assert_eq!(words(&open(dir.path())), said);
    assert!(
        files(&dir.path().join("journal/reflections"))
            .iter()
            .all(|path| path.extension() != sealed.extension())
    );
}

#[test]
fn a_switch_that_could_not_make_its_copy_is_told_of_and_goes_on_later() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 2);
    let backups = dir.path().join("journal/backups");
    put(&backups, b"in the way");
    let stopped = turn_on(dir.path(), WORDS).unwrap_err();
    assert!(stopped.what.contains("could not be finished"), "{stopped}");
    let journal = unlocked(dir.path());
    assert!(journal.is_encrypted() && journal.is_switching());
    assert!(kinds(&journal).contains(&Odd::Switching));
    fs::remove_file(&backups).unwrap();
    assert!(turn_on(dir.path(), WORDS).unwrap().copy.is_some(), "the copy comes first, however late");
    assert!(!journal.is_switching());
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn a_switch_that_could_not_put_its_key_away_is_told_of_and_goes_on_later() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 2);
    drop(encrypt(dir.path()));
    let backups = dir.path().join("journal/backups");
    let stopped = unlocked(dir.path()).decrypt(now(), &mut |done, _| {
        if done == 1 {
            fs::rename(&backups, dir.path().join("away")).unwrap();
            put(&backups, b"in the way");
        }
    });
    let stopped = stopped.unwrap_err();
    assert!(stopped.what.contains("could not be finished"), "{stopped}");
    let mut journal = unlocked(dir.path());
    assert!(journal.is_encrypted() && journal.is_switching());
    assert!(kinds(&journal).contains(&Odd::Switching));
    fs::remove_file(&backups).unwrap();
    journal.decrypt(now(), &mut |_, _| ()).unwrap();
    let plain = open(dir.path());
    assert!(!plain.is_encrypted() && !plain.is_switching());
    assert_eq!(words(&plain).len(), 2);
    assert!(
        holding(&backups, "age-encryption.org")
            .iter()
            .any(|path| path.ends_with("2027-01-15T090000-identity.age"))
    );
}

#[test]
fn a_window_that_idled_while_encryption_was_turned_off_seals_nothing() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 2);
    drop(encrypt(dir.path()));
    let idle = unlocked(dir.path());
    unlocked(dir.path()).decrypt(now(), &mut |_, _| ()).unwrap();
    let refused = idle.begin(&reflection(6, "x")).unwrap_err();
    assert!(refused.what.contains("turned off while it was open here"), "{refused}");
    assert!(matches!(idle.pen(&idle.list()[0].found), Err(Busy::Trouble(trouble)) if trouble == refused));
    assert_eq!(idle.take_in().map(drop).unwrap_err(), refused);
    assert!(!open(dir.path()).is_encrypted());
    assert_eq!(words(&open(dir.path())).len(), 2);
}

#[test]
fn a_journal_that_is_open_in_a_window_is_not_switched() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 1);
    let mut first = window(dir.path());
    first.ready();
    let refused = turn_on(dir.path(), WORDS).unwrap_err();
    assert!(refused.what.contains("open in another window"), "{refused}");
    assert!(!open(dir.path()).is_encrypted());
    drop(first);
    drop(encrypt(dir.path()));
    let mut second = window(dir.path());
    second.ready();
    let refused = unlocked(dir.path()).decrypt(now(), &mut |_, _| ()).unwrap_err();
    assert!(refused.what.contains("open in another window"), "{refused}");
}

#[test]
fn what_is_sealed_for_a_key_opens_though_another_devices_took_its_place() {
    let (dir, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let journal = encrypt(dir.path());
    turn_on(other.path(), "of the other device").unwrap();
    for name in KEYS {
        fs::copy(other.path().join("journal").join(name), dir.path().join("journal").join(name)).unwrap();
    }
    fill(&journal, 2);
    assert_eq!(words(&unlocked(dir.path())).len(), 2);
    let theirs = open(dir.path()).key(&Passphrase::new("of the other device"));
    assert!(theirs.is_ok(), "theirs is not written over");
    let keys = files(&dir.path().join("journal")).into_iter();
    let keys = keys.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("identity"));
    assert_eq!(keys.count(), 3, "it is put beside once");
}

#[test]
fn a_key_that_goes_while_it_is_written_for_comes_back() {
    let dir = TempDir::new().unwrap();
    let journal = encrypt(dir.path());
    let mut pen = journal.begin(&reflection(1, "one")).unwrap();
    lose_keys(dir.path());
    pen.write(&reflection(1, CANARY)).unwrap();
    pen.settle().unwrap();
    drop(pen);
    assert_eq!(words(&unlocked(dir.path())), [CANARY]);
    private(dir.path());
}

#[test]
fn a_passphrase_that_was_changed_elsewhere_is_not_undone() {
    let dir = TempDir::new().unwrap();
    let before = encrypt(dir.path());
    unlocked(dir.path()).change_passphrase(&Passphrase::new("another"), Work::QUICK).unwrap();
    fill(&before, 1);
    assert!(open(dir.path()).key(&Passphrase::new(WORDS)).is_err(), "the old one opens no more");
    let mut journal = open(dir.path());
    journal.unlock(Arc::new(journal.key(&Passphrase::new("another")).unwrap()));
    assert_eq!(words(&journal).len(), 1);
}

#[test]
fn a_journal_has_one_lock_however_its_folder_is_written() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("real")).unwrap();
    symlink(dir.path().join("real"), dir.path().join("link")).unwrap();
    let at = |folder: &str| Journal::at(dir.path().join(folder), dir.path().join("state"));
    let first = at("link/journal");
    let mut pen = first.begin(&reflection(1, "one")).unwrap();
    for folder in ["link/journal", "real/journal", "link/./journal/", "real//journal", "link/../real/journal"]
    {
        let mut other = at(folder);
        let found = other.list()[0].found.clone();
        assert!(matches!(other.pen(&found), Err(Busy::Elsewhere)), "{folder}");
        let refused = other.encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| ()).unwrap_err();
        assert!(refused.what.contains("open in another window"), "{folder}: {refused}");
    }
    pen.write(&reflection(1, "two")).unwrap();
    pen.settle().unwrap();
    assert_eq!(words(&at("real/journal")), ["two"]);
}

#[test]
fn what_is_sealed_under_a_plain_name_opens_and_gets_its_right_name() {
    let dir = TempDir::new().unwrap();
    let plain = one_plain(dir.path());
    let journal = encrypt(dir.path());
    let sealed = plain.with_extension("toml.age");
    fs::rename(&sealed, &plain).unwrap();
    assert_eq!(words(&journal), [format!("{CANARY} 1")]);
    let mut pen = journal.pen(&journal.list()[0].found).unwrap();
    pen.write(&later(&format!("{CANARY} more"), 10)).unwrap();
    pen.settle().unwrap();
    drop(pen);
    assert!(sealed.exists() && !plain.exists());
    assert_eq!(words(&journal), [format!("{CANARY} more")]);
    fs::rename(&sealed, &plain).unwrap();
    drop(turn_on(dir.path(), WORDS).unwrap());
    assert!(sealed.exists() && !plain.exists());
    assert_eq!(words(&journal), [format!("{CANARY} more")]);
}

#[test]
fn a_window_is_told_what_goes_on_during_a_switch_and_after_it() {
    let dir = TempDir::new().unwrap();
    fill(&open(dir.path()), 1);
    let under_way = "being turned on or off in another window";
    let refusals = |window: &Journal| {
        let pen = window.pen(&window.list()[0].found).map(drop).unwrap_err();
        let Busy::Trouble(pen) = pen else { panic!("{pen:?}") };
        let begun = window.begin(&reflection(7, "x")).map(drop).unwrap_err();
        [pen, begun, window.take_in().map(drop).unwrap_err(), window.stay().map(drop).unwrap_err()]
    };
    let mut told = 0;
    let mut tell = |window: &Journal| {
        for refused in refusals(window) {
            assert!(refused.what.contains(under_way), "{refused}");
            told += 1;
        }
    };
    let before = open(dir.path());
    open(dir.path()).encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| tell(&before)).unwrap();
    let after = before.begin(&reflection(7, "x")).map(drop).unwrap_err();
    assert!(after.what.contains("encrypted while it was open here"), "{after}");
    let sealed = unlocked(dir.path());
    unlocked(dir.path()).decrypt(now(), &mut |_, _| tell(&sealed)).unwrap();
    assert_eq!(told, 8);
}

#[test]
fn what_has_another_name_besides_is_somebodys_and_stays_as_it_is() {
    let dir = TempDir::new().unwrap();
    let entry = one_plain(dir.path());
    let (snapshot, before) = (dir.path().join("snapshot.toml"), fs::read(&entry).unwrap());
    fs::hard_link(&entry, &snapshot).unwrap();
    drop(encrypt(dir.path()));
    assert_eq!(fs::read(&snapshot).unwrap(), before);
    assert_eq!(holding(&dir.path().join("journal"), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn plain_words_are_written_over_before_their_files_go() {
    let dir = TempDir::new().unwrap();
    let entry = one_plain(dir.path());
    let left =
        ["kept", "next", "synced-new"].map(|end| entry.with_file_name(format!(".2027-01-15-bcdefghi.{end}")));
    for path in &left {
        fs::copy(&entry, path).unwrap();
    }
    // Who holds a file open reads what lies on its blocks, whatever became of its name.
    let held: Vec<_> = left.iter().chain([&entry]).map(|path| (path, File::open(path).unwrap())).collect();
    drop(encrypt(dir.path()));
    for (path, mut file) in held {
        let mut bytes = String::new();
        file.read_to_string(&mut bytes).unwrap();
        assert!(!path.exists() && !bytes.contains(CANARY), "{path:?}");
    }
}

#[test]
fn what_lies_plain_in_the_trash_is_sealed_before_it_comes_back() {
    let dir = TempDir::new().unwrap();
    let bytes = fs::read(one_plain(dir.path())).unwrap();
    let journal = encrypt(dir.path());
    journal.put_away(&journal.list()[0].found).unwrap();
    let sealed = journal.trashed()[0].file.clone();
    fs::remove_file(&sealed).unwrap();
    put(&sealed.with_extension(""), &bytes);
    journal.bring_back(&journal.trashed()[0]).unwrap();
    assert_eq!(words(&journal), [format!("{CANARY} 1")]);
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn doctor_names_a_readable_file_that_a_switch_did_not_come_to_wipe() {
    let dir = TempDir::new().unwrap();
    let entry = one_plain(dir.path());
    let bytes = fs::read(&entry).unwrap();
    let journal = encrypt(dir.path());
    let left = entry.with_file_name(".2027-01-15-bcdefghi.toml.switch-wipe");
    put(&left, &bytes);
    let checkup = journal.checkup(&mut |_| ());
    let named: Vec<_> = checkup.findings.iter().filter(|finding| finding.kind == Odd::Plain).collect();
    assert_eq!(named.iter().map(|finding| &finding.path).collect::<Vec<_>>(), [&left]);
    assert_eq!(checkup.wrong(), 1);
    drop(turn_on(dir.path(), WORDS).unwrap());
    assert!(!left.exists());
}

#[test]
fn where_no_lock_can_be_made_nothing_is_switched() {
    let dir = TempDir::new().unwrap();
    put(&dir.path().join("state"), b"in the way");
    let journal = open(dir.path());
    let mut pen = journal.begin(&reflection(1, "one")).unwrap();
    let refused = turn_on(dir.path(), WORDS).unwrap_err();
    assert!(refused.what.contains("folder for its locks"), "{refused}");
    assert!(!open(dir.path()).is_encrypted() && !journal.is_switching());
    pen.write(&reflection(1, "two")).unwrap();
    pen.settle().unwrap();
    assert_eq!(words(&open(dir.path())), ["two"]);
}

#[test]
fn what_changed_a_plain_entry_between_reading_and_opening_is_kept() {
    let dir = TempDir::new().unwrap();
    let plain = one_plain(dir.path());
    let bytes = fs::read(&plain).unwrap();
    let journal = encrypt(dir.path());
    fs::remove_file(plain.with_extension("toml.age")).unwrap();
    put(&plain, &bytes);
    let found = journal.list()[0].found.clone();
    let mut mine = journal.load(&found).unwrap().reflection;
    put(&plain, &elsewhere(&later(&format!("{CANARY} theirs"), 9_000)));
    let mut pen = journal.pen(&found).unwrap();
    mine.answers[0].value = Value::Text(format!("{CANARY} mine"));
    assert!(pen.write(&mine).unwrap().conflict.is_some());
    pen.settle().unwrap();
    drop(pen);
    assert_eq!(words(&journal), [format!("{CANARY} mine"), format!("{CANARY} theirs")]);
    assert_eq!(holding(dir.path(), CANARY), [""; 0].map(PathBuf::from));
}

#[test]
fn what_is_set_aside_of_a_plain_one_before_it_is_sealed_is_sealed_too() {
    for alone in [false, true] {
        let twins = Twins::new();
        if alone {
            fs::remove_file(&twins.sealed).unwrap();
        }
        // Newer words of its own that reached the disk before it was killed.
        twins.leave(&elsewhere(&later(&format!("{CANARY} left"), 1_000)), "");
        let pen = twins.journal.pen(&twins.found(&twins.plain)).unwrap();
        assert_eq!(said(&twins.journal.load(pen.found()).unwrap().reflection), format!("{CANARY} left"));
        assert!(words(&twins.journal).contains(&OTHER.to_owned()), "{alone}");
        twins.nothing_readable();
    }
}

#[test]
fn what_is_sealed_under_a_plain_name_is_opened_with_the_rest() {
    let dir = TempDir::new().unwrap();
    let plain = one_plain(dir.path());
    let mut journal = encrypt(dir.path());
    fs::rename(plain.with_extension("toml.age"), &plain).unwrap();
    let switched = journal.decrypt(now(), &mut |_, _| ()).unwrap();
    assert_eq!((switched.files, switched.left.len(), switched.copy.is_some()), (1, 0, true));
    assert_eq!(words(&open(dir.path())), [format!("{CANARY} 1")]);
}
