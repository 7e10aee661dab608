//! The doctor: it sees every kind of damage and changes nothing; repairing sets aside, saves what can be read, and
//! deletes no reflection.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and damages files as it needs to"
)]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
}

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use onward::journal::{Checkup, Found, Journal, Odd, Passphrase, Work};
use onward::moment::Moment;
use onward::reflection::{Answer, Audience, Id, Reflection, Value, format};
use tempfile::TempDir;

const WORDS: &str = "four words or five";

struct Place {
    dir: TempDir,
    journal: Journal,
}

fn now() -> Moment {
    Moment::at(1_800_000_000, 3600)
}

fn id(n: u8) -> Id {
    Id::from_numbers([n, 2, 3, 4, 5, 6, 7, 8])
}

fn reflection(n: u8) -> Reflection {
    let mut new = Reflection::begin(id(n), "g", "Repairing trust", "broke", now());
    for (n, text) in ["The first answer, of a few words.", "A second one.\nIt has two lines.", "The third."]
        .into_iter()
        .enumerate()
    {
        new.answers.push(Answer {
            stage: "s".to_owned(),
            stage_title: "S".to_owned(),
            prompt: format!("p{n}"),
            kind: "text".to_owned(),
            asked: format!("Question {n}?"),
            value: Value::Text(text.to_owned()),
            audience: Audience::Own,
            set_aside: false,
            step: false,
            at: now(),
            keeping: Default::default(),
            rest: toml::Table::new(),
        });
    }
    new
}

impl Place {
    fn new(sealed: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
        if sealed {
            journal.encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| ()).unwrap();
        }
        Self { dir, journal }
    }

    fn write(&self, n: u8) -> PathBuf {
        let mut pen = self.journal.begin(&reflection(n)).unwrap();
        pen.settle().unwrap();
        pen.found().path.clone()
    }

    fn found(&self, n: u8, path: &Path) -> Found {
        Found { id: id(n), path: path.to_owned() }
    }

    fn look(&self) -> Checkup {
        self.journal.checkup(&mut |_| ())
    }

    fn kinds(&self) -> Vec<Odd> {
        let mut kinds: Vec<_> = self.look().findings.iter().map(|one| one.kind).collect();
        kinds.sort();
        kinds
    }

    fn tree(&self) -> BTreeMap<PathBuf, (u32, i64, i64, Vec<u8>)> {
        let (mut all, mut folders) = (BTreeMap::new(), vec![self.dir.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(&folder).unwrap().map(|one| one.unwrap().path()).chain([folder.clone()])
            {
                let meta = fs::symlink_metadata(&path).unwrap();
                let bytes = if meta.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
                if meta.is_dir() && path != folder {
                    folders.push(path.clone());
                }
                all.insert(path, (meta.mode(), meta.mtime(), meta.mtime_nsec(), bytes));
            }
        }
        all
    }
}

fn texts(reflection: &Reflection) -> Vec<String> {
    let text = |answer: &Answer| match &answer.value {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    reflection.answers.iter().map(text).collect()
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let name = path.file_name().unwrap().to_str().unwrap();
    path.with_file_name(format!("{}{end}", &name[..19]))
}

fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn cut(path: &Path, to: usize) {
    let bytes = fs::read(path).unwrap();
    put(path, &bytes[..to]);
}

/// Cuts an entry off in the middle of its second answer.
fn tear(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    cut(path, text.find("second one").unwrap() + 3);
}

#[test]
fn a_healthy_journal_has_nothing_wrong() {
    for sealed in [false, true] {
        let place = Place::new(sealed);
        assert_eq!(place.look().wrong(), 0);
        for n in 0..5 {
            place.write(n);
        }
        let look = place.look();
        assert_eq!((look.findings.len(), look.reflections, look.others), (0, 5, 0), "{look:#?}");
    }
}

#[test]
fn each_kind_of_trouble_is_told_and_looking_changes_nothing() {
    let place = Place::new(false);
    let all: Vec<_> = (0..10).map(|n| place.write(n)).collect();
    tear(&all[0]);
    let short = fs::read_to_string(&all[9]).unwrap();
    cut(&all[9], short.find("\n[[answers]]").unwrap());
    let text = fs::read_to_string(&all[1]).unwrap();
    put(&all[1], text.replace("few words", "many words"));
    put(&beside(&all[2], ".conflict-1.toml"), &text);
    put(&beside(&all[2], ".conflict-2.toml"), "torn = \"");
    put(&beside(&all[2], ".damaged-1.toml"), "torn = \"");
    let stem = |path: &Path| path.file_name().unwrap().to_str().unwrap()[..19].to_owned();
    put(&all[3].with_file_name(format!(".{}.kept", stem(&all[3]))), fs::read(&all[3]).unwrap());
    fs::set_permissions(&all[4], fs::Permissions::from_mode(0o644)).unwrap();
    put(&all[5], fs::read_to_string(&all[5]).unwrap().replace("id = \"f", "id = \"z"));
    let newer = Reflection { format: 9, ..reflection(6) };
    let mut bytes = Vec::new();
    format::write(&newer, &mut bytes);
    put(&all[6], &bytes);
    put(&all[7], b"age-encryption.org/v1\nnot for us");
    let other = place.dir.path().join("journal/reflections/2027/02/2027-02-01-icdefghi.toml");
    fs::create_dir(other.parent().unwrap()).unwrap();
    fs::set_permissions(other.parent().unwrap(), fs::Permissions::from_mode(0o700)).unwrap();
    put(&other, fs::read(&all[8]).unwrap());
    put(&place.dir.path().join("journal/reflections/2027/01/notes.txt"), "mine");
    put(&place.dir.path().join("journal/.stignore"), "x");
    let before = place.tree();
    let look = place.look();
    assert_eq!(place.tree(), before, "looking changed something");
    let kind = |path: &Path| {
        look.findings.iter().filter(|one| one.path == path).map(|one| one.kind).collect::<Vec<_>>()
    };
    assert_eq!(kind(&all[0]), [Odd::Damaged]);
    assert_eq!(kind(&all[1]), [Odd::Edited]);
    assert_eq!(kind(&all[9]), [Odd::Short]);
    assert_eq!(kind(&beside(&all[2], ".conflict-1.toml")), [Odd::Copy]);
    assert_eq!(kind(&beside(&all[2], ".conflict-2.toml")), [Odd::DamagedCopy]);
    assert_eq!(kind(&beside(&all[2], ".damaged-1.toml")), [Odd::SetAside]);
    assert_eq!(kind(&all[3].with_file_name(format!(".{}.kept", stem(&all[3])))), [Odd::Leftover]);
    assert_eq!(kind(&all[4]), [Odd::Mode]);
    assert_eq!(kind(&all[5]), [Odd::OtherId, Odd::Edited]);
    assert_eq!(kind(&all[6]), [Odd::Newer]);
    assert_eq!(kind(&all[7]), [Odd::NoKey]);
    assert_eq!((kind(&other), look.others), (vec![Odd::Twice], 2));
    let damaged = look.findings.iter().find(|one| one.path == all[0]).unwrap();
    let (line, column) = damaged.place.unwrap();
    assert!(damaged.said.contains(&format!(".toml:{line}:{column}: ")), "{}", damaged.said);
    assert_eq!(look.wrong(), 6, "{look:#?}");
    assert!(look.findings.iter().all(|one| !one.said.contains('{') && !one.said.contains('\n')), "{look:#?}");
}

#[test]
fn a_damaged_entry_is_saved_as_far_as_it_can_be_read_and_goes_on() {
    for sealed in [false, true] {
        let place = Place::new(sealed);
        let path = place.write(1);
        let other = place.write(2);
        let (whole, untouched) = (fs::read(&path).unwrap(), fs::read(&other).unwrap());
        // In a sealed file what was cut off a chunk is gone with the whole chunk: a second chunk is needed.
        let mut long = reflection(1);
        long.answers.truncate(2);
        if sealed {
            let more = Answer {
                prompt: "long".to_owned(),
                value: Value::Text("x".repeat(70_000)),
                ..long.answers[0].clone()
            };
            long.answers.push(more);
            let mut pen = place.journal.pen(&place.found(1, &path)).unwrap();
            pen.write(&long).unwrap();
            pen.settle().unwrap();
        }
        let torn = if sealed { fs::read(&path).unwrap() } else { whole };
        let torn = torn[..torn.len() - 100].to_vec();
        put(&path, &torn);
        assert_eq!(place.kinds(), [Odd::Damaged]);
        let repairs = place.journal.repair(&place.look(), now());
        assert_eq!(repairs.iter().map(|one| one.done).collect::<Vec<_>>(), [true], "{repairs:#?}");
        let loaded = place.journal.load(&place.found(1, &path)).unwrap();
        assert_eq!((loaded.note, loaded.reflection.id), (None, id(1)));
        assert_eq!(texts(&loaded.reflection)[..2], texts(&reflection(1))[..2]);
        let end = if sealed { ".damaged-1.toml.age" } else { ".damaged-1.toml" };
        assert_eq!(fs::read(beside(&path, end)).unwrap(), torn, "the damaged file is kept as it was");
        assert_eq!(fs::read(&other).unwrap(), untouched);
        assert_eq!(place.kinds(), [Odd::SetAside]);
        let before = place.tree();
        assert_eq!(place.journal.repair(&place.look(), now()), []);
        assert_eq!(place.tree(), before, "a second time there is nothing to do");
        let mut pen = place.journal.pen(&place.found(1, &path)).unwrap();
        pen.write(&loaded.reflection).unwrap();
    }
}

/// Damages a line of an entry's text so that nobody reads it as an entry any more.
fn spoilt(text: &[u8]) -> Vec<u8> {
    let at = text.windows(7).position(|part| part == b"guide =").unwrap();
    let mut spoilt = text.to_vec();
    spoilt[at] = 1;
    spoilt
}

#[test]
fn an_answer_that_stands_only_in_a_damaged_file_beside_the_entry_is_kept() {
    for left in [".kept", ".next", ".synced-new"] {
        let place = Place::new(false);
        let path = place.write(1);
        let whole = fs::read(&path).unwrap();
        let cut = String::from_utf8_lossy(&whole).rfind("[[answers]]").unwrap();
        let name = format!(".{}{left}", &path.file_name().unwrap().to_str().unwrap()[..19]);
        let (beside_it, spoilt_whole) = (path.with_file_name(name), spoilt(&whole));
        put(&path, spoilt(&whole[..cut]));
        put(&beside_it, &spoilt_whole);
        assert_eq!(place.look().wrong(), 1, "{left}: {:#?}", place.look());
        let repairs = place.journal.repair(&place.look(), now());
        assert!(repairs.iter().all(|one| one.done), "{left}: {repairs:#?}");
        let read = place.journal.load(&place.found(1, &path)).unwrap().reflection;
        let texts = texts(&read);
        for text in self::texts(&reflection(1)) {
            assert_eq!(texts.iter().filter(|one| **one == text).count(), 1, "{left}: {texts:?}");
        }
        assert_eq!(fs::read(beside(&path, ".damaged-1.toml")).unwrap(), spoilt_whole, "{left}");
        assert_eq!(fs::read(beside(&path, ".damaged-2.toml")).unwrap(), spoilt(&whole[..cut]), "{left}");
        assert!(!beside_it.exists());
        assert_eq!(place.look().wrong(), 0);
    }
}

#[test]
fn an_entry_that_was_cut_short_gets_back_what_a_damaged_file_beside_it_says() {
    let place = Place::new(false);
    let path = place.write(1);
    let whole = fs::read(&path).unwrap();
    let kept = path.with_file_name(format!(".{}.kept", &path.file_name().unwrap().to_str().unwrap()[..19]));
    cut(&path, String::from_utf8_lossy(&whole).rfind("[[answers]]").unwrap());
    put(&kept, spoilt(&whole));
    let repairs = place.journal.repair(&place.look(), now());
    assert!(repairs.iter().all(|one| one.done), "{repairs:#?}");
    let read = place.journal.load(&place.found(1, &path)).unwrap().reflection;
    assert_eq!(texts(&read)[..3], texts(&reflection(1)));
    let set_aside = [".damaged-1.toml", ".damaged-2.toml"].map(|end| fs::read(beside(&path, end)).unwrap());
    assert!(set_aside.contains(&spoilt(&whole)), "what was left is kept");
}

#[test]
fn what_cannot_be_read_at_all_is_left_where_it_is() {
    let place = Place::new(false);
    let path = place.write(1);
    put(&path, b"\xff\xd8\xff\xe0\x00\x00\x01");
    let before = place.tree();
    let repairs = place.journal.repair(&place.look(), now());
    assert_eq!(repairs.iter().map(|one| one.done).collect::<Vec<_>>(), [false]);
    let after = place.tree();
    let journal = |tree: &BTreeMap<PathBuf, (u32, i64, i64, Vec<u8>)>| {
        let below = place.dir.path().join("journal");
        tree.iter()
            .filter(|(path, _)| path.starts_with(&below))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(journal(&before), journal(&after));
}

#[test]
fn everything_else_is_put_right_too() {
    let place = Place::new(false);
    let all: Vec<_> = (0..5).map(|n| place.write(n)).collect();
    let kept = |path: &Path| {
        path.with_file_name(format!(".{}.kept", &path.file_name().unwrap().to_str().unwrap()[..19]))
    };
    let whole = fs::read(&all[0]).unwrap();
    put(&kept(&all[0]), &whole);
    cut(&all[0], 200);
    put(&kept(&all[1]), fs::read(&all[1]).unwrap());
    fs::set_permissions(&all[2], fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(all[2].parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    put(&all[3], fs::read_to_string(&all[3]).unwrap().replace("id = \"d", "id = \"z"));
    put(&beside(&all[4], ".conflict-1.toml"), &whole[..whole.len() / 2]);
    let repairs = place.journal.repair(&place.look(), now());
    assert!(repairs.iter().all(|one| one.done), "{repairs:#?}");
    assert_eq!(repairs.len(), 6, "{repairs:#?}");
    let look = place.look();
    assert_eq!(look.wrong(), 0, "{look:#?}");
    assert_eq!(place.kinds(), [Odd::Copy, Odd::SetAside, Odd::SetAside]);
    assert_eq!(fs::read(&all[0]).unwrap(), whole, "the version left beside it was taken");
    assert!(!kept(&all[1]).exists());
    assert_eq!(place.journal.load(&place.found(3, &all[3])).unwrap().reflection.id, id(3));
    assert_eq!(place.journal.repair(&place.look(), now()), []);
}

#[test]
fn what_is_open_elsewhere_is_left_alone() {
    let place = Place::new(false);
    let path = place.write(1);
    let elsewhere = Journal::at(place.dir.path().join("journal"), place.dir.path().join("state"));
    let mut pen = elsewhere.pen(&place.found(1, &path)).unwrap();
    pen.write(&reflection(1)).unwrap();
    pen.write(&reflection(1)).unwrap();
    assert_eq!(place.kinds(), [Odd::Open], "files beside an entry that is being written are no trouble");
    assert_eq!(place.journal.repair(&place.look(), now()), []);
    pen.settle().unwrap();
    tear(&path);
    let look = place.look();
    assert_eq!(look.findings[0].kind, Odd::Open);
    drop(pen);
    assert_eq!(place.kinds(), [Odd::Damaged]);
}

#[test]
fn the_key_is_kept_twice() {
    let place = Place::new(true);
    place.write(1);
    let [first, second] =
        ["identity.age", "identity-second.age"].map(|name| place.dir.path().join("journal").join(name));
    let good = fs::read(&first).unwrap();
    let repaired = |odd: Odd| {
        assert_eq!(place.kinds(), [odd]);
        let mut locked = place.journal.twin();
        locked.lock();
        assert!(locked.repair(&locked.checkup(&mut |_| ()), now()).iter().all(|one| !one.done));
        let repairs = place.journal.repair(&place.look(), now());
        assert!(repairs.iter().any(|one| one.done), "{repairs:#?}");
        assert_eq!((fs::read(&first).unwrap(), fs::read(&second).unwrap()), (good.clone(), good.clone()));
        assert_eq!(place.look().wrong(), 0);
    };
    fs::remove_file(&second).unwrap();
    repaired(Odd::KeyMissing);
    fs::remove_file(&first).unwrap();
    repaired(Odd::KeyMissing);
    put(&first, "broken");
    let keep = place.dir.path().join("journal/backups");
    assert_eq!(place.kinds(), [Odd::KeyBroken]);
    place.journal.repair(&place.look(), now());
    assert_eq!((fs::read(&first).unwrap(), place.look().wrong()), (good.clone(), 0));
    assert_eq!(fs::read_dir(&keep).unwrap().count(), 1, "what stood there is kept");
    let other = Place::new(true);
    put(&second, fs::read(other.dir.path().join("journal/identity.age")).unwrap());
    assert!(place.kinds().contains(&Odd::KeyDiffers));
    let repairs = place.journal.repair(&place.look(), now());
    assert_eq!((fs::read(&second).unwrap(), place.look().wrong()), (good, 0));
    assert_eq!(fs::read_dir(&keep).unwrap().count(), 2);
    let told = repairs.iter().any(|one| one.said.contains("backups") && one.said.contains("still opens"));
    assert!(told, "what is set aside is a key as well: {repairs:#?}");
}

#[test]
fn a_passphrase_that_was_changed_since_the_look_stays_changed() {
    let place = Place::new(true);
    let second = place.dir.path().join("journal/identity-second.age");
    fs::remove_file(&second).unwrap();
    let look = place.look();
    let mut other = place.journal.twin();
    other.change_passphrase(&Passphrase::new("quite another one"), Work::QUICK).unwrap();
    let changed = fs::read(&second).unwrap();
    assert!(place.journal.repair(&look, now()).iter().all(|one| !one.done));
    assert_eq!(fs::read(&second).unwrap(), changed);
    assert_eq!(fs::read(place.dir.path().join("journal/identity.age")).unwrap(), changed);
}

#[test]
fn modes_and_keys_are_left_alone_while_another_window_has_them() {
    let place = Place::new(true);
    let path = place.write(1);
    let second = place.dir.path().join("journal/identity-second.age");
    let month = path.parent().unwrap().to_owned();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&month, fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_file(&second).unwrap();
    let look = place.look();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    // Who turns encryption off has the whole journal.
    let mut other = place.journal.twin();
    let mut repairs = Vec::new();
    other.decrypt(now(), &mut |_, _| repairs.extend(place.journal.repair(&look, now()))).unwrap();
    assert!(!repairs.is_empty() && repairs.iter().all(|one| !one.done), "{repairs:#?}");
    assert_eq!(mode(&month), 0o755);
    let place = Place::new(false);
    let path = place.write(1);
    let pen = place.journal.pen(&place.found(1, &path)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let elsewhere = place.journal.twin();
    assert!(elsewhere.repair(&place.look(), now()).iter().all(|one| !one.done));
    assert_eq!(mode(&path), 0o644);
    drop(pen);
    assert!(elsewhere.repair(&place.look(), now()).iter().all(|one| one.done));
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn what_is_plain_in_an_encrypted_journal_is_told_and_a_locked_one_says_what_it_did_not_see() {
    let place = Place::new(true);
    let path = place.write(1);
    let mut bytes = Vec::new();
    format::write(&reflection(2), &mut bytes);
    let plain = path.with_file_name("2027-01-15-ccdefghi.toml");
    put(&plain, &bytes);
    assert_eq!(place.kinds(), [Odd::Plain]);
    let locked = Journal::at(place.dir.path().join("journal"), place.dir.path().join("state"));
    let look = locked.checkup(&mut |_| ());
    assert_eq!((look.locked, look.reflections, look.wrong()), (1, 2, 1));
    let other = Place::new(true);
    let foreign = path.with_file_name("2027-01-15-dcdefghi.toml.age");
    put(&foreign, fs::read(other.write(3)).unwrap());
    assert_eq!(place.kinds(), [Odd::Foreign, Odd::Plain]);
}

#[test]
fn a_damaged_plain_entry_in_an_encrypted_journal_is_saved_and_sealed() {
    let place = Place::new(true);
    let sealed = place.write(1);
    let mut bytes = Vec::new();
    format::write(&reflection(2), &mut bytes);
    let plain = sealed.with_file_name("2027-01-15-ccdefghi.toml");
    let text = String::from_utf8(bytes).unwrap();
    put(&plain, &text[..text.find("second one").unwrap() + 3]);
    assert_eq!(place.kinds(), [Odd::Damaged, Odd::Plain]);
    let repairs = place.journal.repair(&place.look(), now());
    assert!(repairs.iter().all(|one| one.done), "{repairs:#?}");
    assert_eq!(place.kinds(), [Odd::SetAside]);
    let found = place.found(2, &plain.with_extension("toml.age"));
    let read = place.journal.load(&found).unwrap().reflection;
    assert_eq!(texts(&read), ["The first answer, of a few words.", "A sec"]);
}

#[test]
fn a_damaged_plain_copy_in_an_encrypted_journal_is_sealed_and_named_so() {
    for end in [".conflict-1.toml", ".sync-conflict-20261123-101112-ABCDEFG.toml"] {
        let place = Place::new(true);
        let entry = place.write(1);
        let mut bytes = Vec::new();
        format::write(&reflection(1), &mut bytes);
        let copy = beside(&entry, end);
        put(&copy, &bytes[..bytes.len() * 3 / 4]);
        let repairs = place.journal.repair(&place.look(), now());
        assert!(repairs.iter().all(|one| one.done), "{repairs:#?}");
        let sealed = beside(&entry, &format!("{end}.age"));
        assert!(!copy.exists() && fs::read(&sealed).unwrap().starts_with(b"age-encryption"), "{end}");
        assert!(repairs[0].said.contains(&sealed.display().to_string()), "{repairs:#?}");
        assert!(!texts(&place.journal.load(&place.found(1, &sealed)).unwrap().reflection).is_empty());
    }
}

/// Every truncation at every byte and a thousand flipped bits: a clear error or the right text, no other entry is
/// touched, and the file stays as it is.
#[test]
fn any_damage_is_told_or_harmless_and_touches_nothing_else() {
    for sealed in [false, true] {
        let place = Place::new(sealed);
        let (path, other) = (place.write(1), place.write(2));
        let (whole, untouched) = (fs::read(&path).unwrap(), fs::read(&other).unwrap());
        let right = reflection(1);
        let holds = |damaged: &[u8], what: &str| {
            put(&path, damaged);
            let loaded = place.journal.load(&place.found(1, &path));
            match loaded {
                // What reads all the same is what was there, or it is said that it was changed.
                Ok(loaded) => assert!(loaded.reflection == right || loaded.note.is_some(), "{what}"),
                Err(trouble) => {
                    let said = trouble.to_string();
                    assert!(said.contains("2027-01-15-bcdefghi.toml"), "{what}: {said}");
                    assert!(!trouble.safe.is_empty() && !trouble.advice.is_empty(), "{what}: {said}");
                    assert!(!said.contains("answer, of a few"), "{what}: {said}");
                }
            }
            assert_eq!(fs::read(&path).unwrap(), damaged, "{what}: the file was touched");
        };
        for end in 0..whole.len() {
            holds(&whole[..end], &format!("cut at {end}"));
        }
        let mut at = 12_345_usize;
        for n in 0..1_000 {
            at = (at * 1_103_515_245 + 12_345) % (1 << 31);
            let mut flipped = whole.clone();
            flipped[at % whole.len()] ^= 1 << (n % 8);
            holds(&flipped, &format!("bit {} of {}", n % 8, at % whole.len()));
            if n % 50 == 0 {
                let list = place.journal.list();
                assert_eq!(list.len(), 2);
                assert!(list.iter().any(|one| one.found.id == id(2) && one.entry.is_ok()));
            }
        }
        assert_eq!(fs::read(&other).unwrap(), untouched);
        assert_eq!(place.journal.load(&place.found(2, &other)).unwrap().reflection, reflection(2));
    }
}

#[test]
fn any_damage_can_be_repaired_and_then_reads() {
    let place = Place::new(false);
    let path = place.write(1);
    let whole = fs::read(&path).unwrap();
    for end in (150..whole.len()).step_by(7) {
        for left in fs::read_dir(path.parent().unwrap()).unwrap() {
            fs::remove_file(left.unwrap().path()).unwrap();
        }
        put(&path, &whole[..end]);
        if place.look().wrong() == 0 {
            continue;
        }
        let repairs = place.journal.repair(&place.look(), now());
        assert!(repairs[0].done, "{end}: {repairs:#?}");
        assert_eq!(place.look().wrong(), 0, "{end}");
        assert_eq!(fs::read(beside(&path, ".damaged-1.toml")).unwrap(), whole[..end]);
    }
}

mod from_outside {
    use super::support::home::Home;
    use super::*;

    #[test]
    fn data_on_stdout_the_rest_on_stderr_and_the_code_says_how_it_is() {
        let home = Home::new();
        let empty = home.run(&["doctor"]).done();
        assert_eq!(empty.out, "0 reflections and 0 copies, and 0 in the trash: nothing is wrong.\n");
        assert!(!home.at("data/onward").exists(), "looking creates nothing");
        home.run_with(
            &["new", "--guide", "each-kind", "--as", "broke"],
            b"n\nI lied about it.\n.\nIn short.\n",
        )
        .done();
        let well = home.run(&["doctor"]).done();
        assert_eq!(well.out, "1 reflection and 0 copies, and 0 in the trash: nothing is wrong.\n");
        let file = home.files().remove(0);
        let text = fs::read_to_string(&file).unwrap();
        cut(&file, text.find("In short").unwrap() + 2);
        let look = home.run(&["doctor"]);
        assert_eq!(look.code, Some(1));
        assert!(
            look.out.contains(&format!("{}:", file.display())) && look.out.contains("1 thing is wrong"),
            "{}",
            look.out
        );
        assert!(look.err.contains("--repair") && look.err.contains("deletes no reflection"), "{}", look.err);
        let json = home.run(&["doctor", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!((&json["findings"][0]["kind"], &json["wrong"]), (&"damaged".into(), &1.into()));
        assert!(json["findings"][0]["line"].is_number());
        let id = file.file_name().unwrap().to_str().unwrap()[11..19].to_owned();
        let repaired = home.run(&["doctor", "--repair"]);
        assert_eq!((repaired.code, repaired.err.as_str()), (Some(0), ""), "{}", repaired.out);
        assert!(
            repaired.out.contains(".damaged-1.toml") && repaired.out.contains("nothing is wrong"),
            "{}",
            repaired.out
        );
        let shown = home.run(&["show", &id]).done().out;
        assert!(shown.contains("I lied about it."), "{shown}");
        home.run_with(&["resume", &id, "--plain"], b"/stop\n").done();
        let again = home.run(&["doctor", "--repair"]).done().out;
        assert!(again.contains("set aside"), "{again}");
    }

    #[test]
    fn an_encrypted_journal_is_read_and_a_key_that_is_broken_is_told() {
        let home = Home::new();
        let journal = home.at("data/onward");
        let mut hand = Journal::at(journal.clone(), home.at("state/onward"));
        hand.encrypt(&Passphrase::new(WORDS), Work::QUICK, now(), &mut |_, _| ()).unwrap();
        hand.begin(&reflection(1)).unwrap().settle().unwrap();
        let run = |command: &str, more: &[&str]| {
            let output = home
                .command(&[&["doctor"], more].concat())
                .env("ONWARD_PASSPHRASE_COMMAND", command)
                .output()
                .unwrap();
            let text = |bytes| String::from_utf8(bytes).unwrap();
            (output.status.code(), text(output.stdout), text(output.stderr))
        };
        let right = format!("echo {WORDS}");
        let (code, out, err) = run(&right, &[]);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        let (code, out, err) = run("echo wrong", &[]);
        assert!(code == Some(1) && err.contains("not the passphrase"), "{err}");
        assert!(out.contains("1 file is encrypted and was not opened"), "{out}");
        put(&journal.join("identity-second.age"), "broken");
        let (code, out, _) = run(&right, &["--repair"]);
        assert!(code == Some(0) && out.contains("written anew"), "{out}");
        for name in ["identity.age", "identity-second.age"] {
            put(&journal.join(name), "broken");
        }
        let (code, out, _) = run(&right, &[]);
        assert!(code == Some(1) && out.contains("identity.age is no key"), "{out}");
    }

    #[test]
    fn what_was_saved_from_a_damaged_file_goes_on_with_all_of_it() {
        let home = Home::new();
        home.run_with(
            &["new", "--guide", "each-kind", "--as", "broke"],
            b"n\nI lied about it.\n.\nIn short.\n",
        )
        .done();
        let file = home.files().remove(0);
        let text = fs::read_to_string(&file).unwrap();
        put(&file, text.replace("kind = \"line\"", "kind = \"line\nthese words are nobody's"));
        assert_eq!(home.run(&["doctor", "--repair"]).code, Some(0));
        home.run_with(&["resume", "last", "--plain"], b"1\n/stop\n").done();
        let shown = home.run(&["show", "last"]).done().out;
        for words in [
            "I lied about it.",
            "In short.",
            "An affair",
            "these words are nobody's",
            "Found in a damaged file",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
    }
}
