//! What is known of all entries at once is what a plain look finds, whatever was done behind its back; and the cache can
//! be damaged, missing or old, and tells nobody anything.

#![expect(clippy::disallowed_methods, reason = "these tests write files as editors and synchronisers do")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;

use super::overview::Overview;
use super::seal::{Key, Passphrase};
use super::switch::Work;
use super::{Filter, Found, Journal, Listed, Look};
use crate::moment::Moment;
use crate::reflection::{Answer, Audience, Id, Reflection, Value, format};
use crate::search::Query;

pub(super) struct Home {
    pub(super) dir: tempfile::TempDir,
    pub(super) journal: Journal,
}

/// What happens between two looks.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// An entry is begun, in a month of these.
    Begin(u8, u8),
    /// An entry is saved as onward does it.
    Save(usize, u8),
    /// An editor writes into the file itself, which stays as long as it was, and its time is set back.
    Edit(usize, u8),
    /// A synchroniser puts a file in its place.
    Bring(usize, u8),
    /// A synchroniser puts a copy beside it.
    Copy(usize, u8),
    /// A synchroniser brings it plain where it is sealed, or sealed where it is plain.
    Twin(usize, u8),
    /// A program was killed while it wrote, or has cleared that up.
    Leave(usize, u8),
    /// Git leaves two versions in one file.
    Tear(usize, u8),
    /// The folder of a month goes, goes elsewhere, or is emptied.
    Month(usize, u8),
    Damage(usize),
    Remove(usize),
    PutAway(usize),
}

const WORDS: [&str; 8] = ["anna", "anne", "lake", "lamp", "trus", "true", "snow", "rain"];

fn text(n: u8) -> String {
    (0..3).map(|shift| WORDS[usize::from(n >> (2 * shift)) % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn reflection(id: Id, month: u8, n: u8) -> Reflection {
    let begun = Moment::at(1_800_000_000 + i64::from(month % 3) * 40 * 86_400 + i64::from(n) * 60, 0);
    let mut new = Reflection::begin(id, "g", if n.is_multiple_of(2) { "" } else { "a lamp" }, "broke", begun);
    new.updated = begun;
    new.answers.push(Answer {
        stage: "one".to_owned(),
        stage_title: "One".to_owned(),
        prompt: "p".to_owned(),
        kind: "text".to_owned(),
        asked: "What?".to_owned(),
        value: Value::Text(text(n)),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: begun,
        keeping: Default::default(),
        rest: toml::Table::new(),
    });
    new
}

pub(super) fn home(sealed: bool) -> Home {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
    if sealed {
        let key = Key::make(&Passphrase::new("correct horse"), 2).unwrap();
        journal.put_key(&key).unwrap();
        journal.unlock(Arc::new(key));
    }
    Home { dir, journal }
}

impl Home {
    fn begin(&self, new: &Reflection) -> Found {
        let mut pen = self.journal.begin(new).unwrap();
        pen.settle().unwrap();
        pen.found().clone()
    }

    /// The bytes of an entry, as they are kept.
    fn bytes(&self, one: &Reflection) -> Vec<u8> {
        let mut text = Vec::new();
        format::write(one, &mut text);
        self.journal.lid().unwrap().map_or(text.clone(), |lid| lid.close(&text).unwrap())
    }

    fn one(&self, n: usize) -> Option<Listed> {
        let mut all = self.journal.list();
        // Of some only what a killed program left is there.
        all.retain(|one| one.found.path.exists());
        if all.is_empty() { None } else { all.get(n % all.len()).cloned() }
    }

    pub(super) fn does(&self, deed: &Deed) {
        match *deed {
            Deed::Begin(month, n) => {
                let id = Id::from_numbers(std::array::from_fn(|_| fastrand::u8(..252)));
                self.begin(&reflection(id, month, n));
            }
            Deed::Save(at, n) => {
                let Some(one) = self.one(at).filter(|one| !one.copy && one.entry.is_ok()) else { return };
                let Ok(loaded) = self.journal.load(&one.found) else { return };
                let mut again = loaded.reflection;
                again.answers[0].value = Value::Text(text(n));
                let mut pen = self.journal.pen(&one.found).unwrap();
                pen.write(&again).unwrap();
                pen.settle().unwrap();
            }
            Deed::Edit(at, n) => {
                let Some(one) = self.one(at) else { return };
                let Ok(loaded) = self.journal.load(&one.found) else { return };
                let mut again = loaded.reflection;
                again.answers[0].value = Value::Text(text(n));
                let was = fs::metadata(&one.found.path).unwrap().modified().unwrap();
                fs::write(&one.found.path, self.bytes(&again)).unwrap();
                fs::File::options().write(true).open(&one.found.path).unwrap().set_modified(was).unwrap();
            }
            Deed::Bring(at, n) => {
                let Some(one) = self.one(at) else { return };
                let new = one.found.path.with_file_name("new");
                fs::write(&new, self.bytes(&reflection(one.found.id, n, n))).unwrap();
                fs::rename(&new, &one.found.path).unwrap();
            }
            Deed::Copy(at, n) => {
                let Some(one) = self.one(at).filter(|one| !one.copy) else { return };
                let name = one.found.path.file_name().unwrap().to_str().unwrap();
                let stem = super::names::stem(&one.found.path);
                let copy =
                    name.replace(&stem, &format!("{stem}.sync-conflict-20270101-00000{}-AAAAAAA", n % 3));
                let bytes = self.bytes(&reflection(one.found.id, n, n));
                fs::write(one.found.path.with_file_name(copy), bytes).unwrap();
            }
            Deed::Twin(at, n) => {
                let Some(one) = self.one(at).filter(|one| !one.copy) else { return };
                let sealed = super::names::is_sealed(&one.found.path);
                let stem = super::names::stem(&one.found.path);
                let name = format!("{stem}{}", super::names::ending(!sealed));
                let new = reflection(one.found.id, n, n);
                let mut bytes = Vec::new();
                format::write(&new, &mut bytes);
                let bytes = if sealed { bytes } else { self.bytes(&new) };
                fs::write(one.found.path.with_file_name(name), bytes).unwrap();
            }
            Deed::Leave(at, n) => {
                let Some(one) = self.one(at).filter(|one| !one.copy) else { return };
                let next = super::names::Paths::of(&one.found.path).next;
                if fs::remove_file(&next).is_err() {
                    fs::write(next, self.bytes(&reflection(one.found.id, n, n))).unwrap();
                }
            }
            Deed::Tear(at, n) => {
                let Some(one) = self.one(at).filter(|one| one.entry.is_ok()) else { return };
                let [mine, theirs] = [n, n.wrapping_add(1)].map(|n| {
                    let mut bytes = Vec::new();
                    format::write(&reflection(one.found.id, n, n), &mut bytes);
                    String::from_utf8(bytes).unwrap()
                });
                let torn = format!("<<<<<<< HEAD\n{mine}=======\n{theirs}>>>>>>> theirs\n");
                fs::write(&one.found.path, torn).unwrap();
            }
            Deed::Month(at, n) => {
                let Some(one) = self.one(at) else { return };
                let month = one.found.path.parent().unwrap();
                let elsewhere = month.with_file_name(format!("{:02}", 3 + n % 9));
                match n % 3 {
                    0 => fs::remove_dir_all(month).unwrap(),
                    // Where there is another of that name, it stays.
                    1 => drop(fs::rename(month, elsewhere)),
                    _ => fs::read_dir(month)
                        .unwrap()
                        .for_each(|one| drop(fs::remove_file(one.unwrap().path()))),
                }
            }
            Deed::Damage(at) => {
                let Some(one) = self.one(at) else { return };
                let all = fs::read(&one.found.path).unwrap();
                fs::write(&one.found.path, &all[..all.len() / 3]).unwrap();
            }
            Deed::Remove(at) => {
                if let Some(one) = self.one(at) {
                    fs::remove_file(one.found.path).unwrap();
                }
            }
            Deed::PutAway(at) => {
                if let Some(one) = self.one(at) {
                    self.journal.put_away(&one.found).unwrap();
                }
            }
        }
    }

    /// What a window that is opened now knows.
    pub(super) fn overview(&self, look: Look) -> Overview {
        let mut overview = self.journal.overview();
        // All counts as settled: the tests wait instead.
        overview.fresh = -60;
        overview.look(look);
        overview.take_words();
        overview
    }

    pub(super) fn holds(&self, overview: &mut Overview) {
        let plain = self.journal.list();
        let listed: Vec<_> = overview.catalogue().iter().cloned().collect();
        for (one, other) in listed.iter().zip(&plain) {
            assert_eq!(one, other);
        }
        assert_eq!(listed.len(), plain.len());
        overview.index();
        for typed in ["a", "an", "anna ", "lamp l", "true rain", "la tr", "zzz", "What"] {
            let query = Query::read(typed);
            let weigh = |one: &Listed| {
                let loaded = self.journal.load(&one.found).ok()?;
                query.weigh(&loaded.reflection)
            };
            let weights: Vec<_> = plain.iter().map(weigh).collect();
            let mut rows: Vec<_> = (0..plain.len()).filter(|&row| weights[row].is_some()).collect();
            rows.sort_by_key(|&row| std::cmp::Reverse(weights[row]));
            let found = overview.find(&query, &Filter::default());
            assert_eq!((found.total(), found.rows().collect()), (rows.len(), rows), "{typed}");
        }
        let unread = plain.iter().filter(|one| self.journal.load(&one.found).is_err()).count();
        assert_eq!(overview.find(&Query::read("x"), &Filter::default()).unread, unread);
    }

    fn cached(&self) -> Vec<PathBuf> {
        let all = fs::read_dir(self.dir.path().join("state/cache")).into_iter().flatten().flatten();
        all.map(|one| one.path()).collect()
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let (at, n) = (any::<usize>(), any::<u8>());
    prop_oneof![
        4 => (any::<u8>(), n).prop_map(|(month, n)| Deed::Begin(month, n)),
        2 => (at, n).prop_map(|(at, n)| Deed::Save(at, n)),
        2 => (at, n).prop_map(|(at, n)| Deed::Edit(at, n)),
        2 => (at, n).prop_map(|(at, n)| Deed::Bring(at, n)),
        1 => (at, n).prop_map(|(at, n)| Deed::Copy(at, n)),
        1 => (at, n).prop_map(|(at, n)| Deed::Twin(at, n)),
        1 => (at, n).prop_map(|(at, n)| Deed::Leave(at, n)),
        1 => (at, n).prop_map(|(at, n)| Deed::Tear(at, n)),
        1 => (at, n).prop_map(|(at, n)| Deed::Month(at, n)),
        1 => at.prop_map(Deed::Damage),
        1 => at.prop_map(Deed::Remove),
        1 => at.prop_map(Deed::PutAway),
    ]
}

fn nothing_is_missed(sealed: bool, visits: &[(Vec<Deed>, bool, bool)]) {
    let home = home(sealed);
    let mut open: Option<Overview> = None;
    for (deeds, again, keep) in visits {
        deeds.iter().for_each(|deed| home.does(deed));
        // The window that was open all the time, or one that is opened now.
        let mut overview = match open.take().filter(|_| *again) {
            Some(mut overview) => {
                overview.look(Look::Files);
                overview
            }
            None => home.overview(Look::Files),
        };
        home.holds(&mut overview);
        if *keep {
            overview.keep();
        }
        open = Some(overview);
        // The clock of the file system ticks.
        std::thread::sleep(Duration::from_millis(12));
    }
}

fn visits() -> impl Strategy<Value = Vec<(Vec<Deed>, bool, bool)>> {
    prop::collection::vec((prop::collection::vec(deed(), 0..6), any::<bool>(), any::<bool>()), 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_done_behind_its_back_nothing_is_missed(visits in visits()) {
        nothing_is_missed(false, &visits);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn in_an_encrypted_journal_nothing_is_missed_either(visits in visits()) {
        nothing_is_missed(true, &visits);
    }
}

/// A journal with so many entries, whose list and index are kept.
pub(super) fn kept(sealed: bool, many: u8) -> Home {
    let home = home(sealed);
    (0..many).for_each(|n| home.does(&Deed::Begin(n, n)));
    let mut overview = home.overview(Look::Files);
    overview.index();
    overview.keep();
    assert_eq!(home.cached().len(), 2);
    home
}

#[test]
fn what_is_kept_is_used() {
    for sealed in [false, true] {
        let home = kept(sealed, 9);
        let mut overview = home.journal.overview();
        assert_eq!((overview.catalogue().len(), overview.counts()), (9, (9, 9)));
        overview.want_words();
        assert_eq!((overview.known_words(), overview.is_reading()), (9, false));
        assert_eq!(overview.find(&Query::read("what"), &Filter::default()).total(), 9);
        // A look at the folders alone sees what was saved by exchange, came or went.
        home.does(&Deed::Save(3, 77));
        home.does(&Deed::Remove(5));
        let mut overview = home.overview(Look::Folders);
        home.holds(&mut overview);
    }
}

#[test]
fn a_change_within_the_same_moment_is_seen() {
    let home = kept(false, 3);
    for n in 0..8 {
        let mut overview = home.journal.overview();
        overview.look(Look::Files);
        overview.take_words();
        overview.index();
        overview.keep();
        home.does(&Deed::Edit(1, n * 31));
        let mut overview = home.journal.overview();
        overview.look(Look::Files);
        overview.take_words();
        home.holds(&mut overview);
    }
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let home = kept(false, 5);
    for file in home.cached() {
        let whole = fs::read(&file).unwrap();
        let step = whole.len() / 60 + 1;
        for at in (0..whole.len()).step_by(step) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x11;
            for bytes in [&flipped, &whole[..at]] {
                fs::write(&file, bytes).unwrap();
                home.holds(&mut home.overview(Look::Files));
            }
        }
        fs::write(&file, &whole).unwrap();
    }
    // One of the two from another time.
    let [one, _] = <[PathBuf; 2]>::try_from(home.cached()).unwrap();
    let older = fs::read(&one).unwrap();
    (0..90).for_each(|n| home.does(&Deed::Begin(n, n)));
    let mut overview = home.overview(Look::Files);
    overview.index();
    overview.keep();
    fs::write(&one, older).unwrap();
    home.holds(&mut home.overview(Look::Files));
}

#[test]
fn what_is_kept_of_an_encrypted_journal_tells_nobody_anything() {
    let home = kept(true, 9);
    for file in home.cached() {
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org"), "{}", file.display());
        for word in WORDS.iter().map(|word| word.as_bytes()) {
            assert!(!bytes.windows(word.len()).any(|some| some == word));
        }
    }
    // Without the key nothing is taken from it.
    let mut locked = home.journal.twin();
    locked.lock();
    assert!(locked.overview().catalogue().is_empty());
}

#[test]
fn what_was_kept_goes_when_the_journal_is_sealed_and_when_the_trash_is_emptied() {
    let mut home = kept(false, 9);
    let plain = home.journal.twin();
    let mut late = home.overview(Look::Files);
    // A program that was killed while it wrote leaves this.
    let there = &home.cached()[0];
    fs::copy(there, format!("{}.new-77", there.display())).unwrap();
    home.journal
        .encrypt(&Passphrase::new("correct horse"), Work::QUICK, Moment::at(1_800_000_000, 0), &mut |_, _| ())
        .unwrap();
    assert_eq!(home.cached(), [] as [PathBuf; 0]);
    // A window from before that writes what it knows.
    late.changed = true;
    late.keep();
    drop(plain);
    assert_eq!(home.cached(), [] as [PathBuf; 0]);
    let mut overview = home.overview(Look::Files);
    home.holds(&mut overview);
    overview.keep();
    assert_eq!(home.cached().len(), 2);
    home.does(&Deed::PutAway(1));
    home.journal.empty_trash().unwrap();
    assert_eq!(home.cached(), [] as [PathBuf; 0]);
}

#[test]
fn what_was_read_in_any_order_is_listed_once_the_newest_is_there() {
    let home = home(false);
    (0..9).for_each(|n| home.does(&Deed::Begin(n, n)));
    let plain = home.journal.list();
    let mut overview = home.journal.overview();
    let mut round = overview.begin(Look::Folders);
    while !overview.go_on(&mut round, Duration::ZERO) {}
    let mut chunks: Vec<_> = std::iter::from_fn(|| overview.chunk(1)).collect();
    assert_eq!((chunks.len(), overview.counts(), overview.has_newest()), (9, (9, 0), false));
    // The oldest first.
    while let Some(chunk) = chunks.pop() {
        assert!(!overview.has_newest() && overview.is_reading());
        overview.take(chunk.read(&home.journal, &|| true));
        let listed: Vec<_> = overview.catalogue().iter().map(|one| one.found.clone()).collect();
        assert!(plain.iter().map(|one| &one.found).filter(|one| listed.contains(one)).eq(&listed));
    }
    assert!(overview.has_newest() && !overview.is_reading());
    assert!(overview.catalogue().iter().eq(&plain));
    // What is not wanted any more is left out, and read the next time.
    let mut overview = home.journal.overview();
    let mut round = overview.begin(Look::Folders);
    while !overview.go_on(&mut round, Duration::ZERO) {}
    let chunk = overview.chunk(4).unwrap();
    overview.give_up();
    overview.take(chunk.read(&home.journal, &|| true));
    assert!(overview.catalogue().is_empty() && !overview.is_reading());
    overview.look(Look::Folders);
    assert!(overview.catalogue().iter().eq(&plain));
}
