//! What is kept in the cache goes when it has to, wherever the journal lay, and is believed no further than it may be.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::Cached;
use super::overview::Overview;
use super::seal::{Key, Passphrase};
use super::switch::Work;
use super::{Filter, Journal, Look};
use crate::moment::Moment;
use crate::reflection::{Id, Reflection};
use crate::search::Query;

const NOW: i64 = 1_800_000_000;

fn journal(dir: &Path) -> Journal {
    Journal::at(dir.join("journal"), dir.join("state"))
}

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse")
}

/// A journal with some reflections, whose list, index and latest are kept.
fn kept(dir: &Path) -> Journal {
    let journal = journal(dir);
    let mut last = None;
    for n in 1..4 {
        let begun = Moment::at(NOW + i64::from(n) * 60, 0);
        let mut one = Reflection::begin(Id::from_numbers([n; 8]), "g", "Guide", "broke", begun);
        one.title = "Only between us".to_owned();
        let mut pen = journal.begin(&one).unwrap();
        pen.settle().unwrap();
        last = Some(pen.found().clone());
    }
    journal.remember(last.as_ref());
    let mut overview = settled(&journal);
    overview.index();
    overview.keep();
    assert_eq!(cached(dir).len(), 3);
    journal
}

/// What is known of a journal, as if nothing in it were new.
fn settled(journal: &Journal) -> Overview {
    let mut overview = journal.overview();
    overview.fresh = -60;
    overview.look(Look::Files);
    overview
}

fn cached(dir: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(dir.join("state/cache")).into_iter().flatten().flatten();
    all.map(|one| one.path()).collect()
}

fn encrypt(journal: &mut Journal) {
    journal.encrypt(&passphrase(), Work::QUICK, Moment::at(NOW, 0), &mut |_, _| ()).unwrap();
}

#[test]
fn encrypting_and_emptying_the_trash_forget_what_was_kept_before_the_journal_was_moved() {
    for empties in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        drop(kept(dir.path()));
        let moved = dir.path().join("moved");
        fs::rename(dir.path().join("journal"), &moved).unwrap();
        // What lies there that is not onward's is none of its business.
        let other = dir.path().join("state/cache/notes");
        fs::copy(&cached(dir.path())[0], &other).unwrap();
        let mut journal = Journal::at(moved, dir.path().join("state"));
        match empties {
            true => drop(journal.empty_trash().unwrap()),
            false => encrypt(&mut journal),
        }
        assert_eq!(cached(dir.path()), [other]);
    }
}

#[test]
fn a_journal_that_another_device_encrypted_leaves_nothing_readable_once_it_is_unlocked() {
    let dir = tempfile::tempdir().unwrap();
    let plain = kept(dir.path());
    let key = Key::make(&passphrase(), 2).unwrap();
    plain.put_key(&key).unwrap();
    let mut journal = journal(dir.path());
    assert!(journal.is_locked() && cached(dir.path()).len() == 3);
    journal.unlock(Arc::new(key));
    assert_eq!(cached(dir.path()), [] as [PathBuf; 0]);
}

#[test]
fn an_index_that_claims_more_than_it_has_is_not_believed() {
    let dir = tempfile::tempdir().unwrap();
    let journal = kept(dir.path());
    let parts: Vec<_> = journal.cached(Cached::Words).unwrap().collect();
    let found = |journal: &Journal| {
        let mut overview = settled(journal);
        overview.index();
        overview.find(&Query::read("between"), &Filter::default()).total()
    };
    for docs in [u64::from(u32::MAX), 1 << 31, u64::MAX] {
        let mut other = parts.clone();
        other[1] = docs.to_le_bytes().to_vec();
        journal.put_cached(Cached::Words, other.iter()).unwrap();
        assert_eq!(found(&journal), 3);
    }
    // Its checksum is right, and what it holds is not.
    for at in 0..parts[2].len() {
        let mut other = parts.clone();
        other[2][at] ^= 0x55;
        journal.put_cached(Cached::Words, other.iter()).unwrap();
        assert_eq!(found(&journal), 3, "{at}");
    }
}

#[test]
fn a_list_that_names_places_outside_the_journal_is_not_believed() {
    let dir = tempfile::tempdir().unwrap();
    let journal = kept(dir.path());
    let mut parts = journal.cached(Cached::List).unwrap();
    let bytes = parts.next().unwrap();
    let month = b"\x042027\x0201";
    let at = bytes.windows(month.len()).position(|some| some == month).unwrap();
    for (year, name) in [("/tmp", "01"), ("2027", ".."), ("..", ".."), ("2027", "/x"), ("", "x"), (".", ".")]
    {
        let mut other = bytes[..at].to_vec();
        for part in [year, name] {
            other.push(part.len() as u8);
            other.extend_from_slice(part.as_bytes());
        }
        other.extend_from_slice(&bytes[at + month.len()..]);
        journal.put_cached(Cached::List, [&other].into_iter()).unwrap();
        assert!(journal.overview().catalogue().is_empty(), "{year} {name}");
    }
    journal.put_cached(Cached::List, [&bytes].into_iter()).unwrap();
    assert_eq!(journal.overview().catalogue().len(), 3);
}
