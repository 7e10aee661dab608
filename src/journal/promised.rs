//! Which entries hold promises, or acts that were asked for: a few among however many there are. What is known of the others
//! is kept in the cache, so that one who asks each morning waits for nothing; the few are read anew each time. A folder in
//! which something was made, moved or removed is looked through again; what was written into a file in place is seen by a look
//! at the files. It knows no day and no check-in.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::cache::{Cached, Parts};
use super::files::{self, Print};
use super::list::{Entry, Month};
use super::names::Paths;
use super::{Found, Journal, Look, overview_read::threads, survey};
use crate::moment::Moment;
use crate::promise;
use crate::reflection::{Reflection, format};

/// What changed less than this many seconds ago may change again without looking as if it had.
const FRESH: i64 = 2;

/// What is known of the entries of a month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Known {
    /// The folder below that of all reflections.
    folder: String,
    /// What the folder was like; none if it has to be looked through again.
    print: Option<Print>,
    /// The names of those that hold something.
    holders: Vec<String>,
}

/// The entries of a month that hold nothing, each by its name and what its file was like, as bytes one after the other.
type Others = Vec<u8>;

/// What is kept in the cache: first of all what is asked for each time, and behind that what is only asked for where a folder
/// has changed.
struct Kept {
    parts: Option<Parts>,
    months: Vec<Known>,
    others: Option<Vec<Others>>,
}

impl Kept {
    fn read(journal: &Journal) -> Self {
        let mut parts = journal.cached(Cached::Promises);
        let months = parts.as_mut().and_then(Iterator::next);
        let months = months.and_then(|part| postcard::from_bytes(&part).ok());
        Self { parts, months: months.unwrap_or_default(), others: None }
    }

    /// Returns the others of a month by its number; none if they are not known.
    fn others(&mut self, month: Option<usize>) -> Others {
        let others = self.others.get_or_insert_with(|| self.parts.take().into_iter().flatten().collect());
        month.and_then(|month| others.get(month).cloned()).unwrap_or_default()
    }
}

/// Tells whether it is still wanted.
pub(super) type GoesOn<'a> = dyn Fn() -> bool + Sync + 'a;

/// Entries with what they hold.
pub type Promising = Vec<(Found, Reflection)>;

impl Journal {
    /// Returns the reflections that hold promises or acts that were asked for, the newest first.
    pub fn promising(&self, now: Moment) -> Promising {
        self.promising_while(now, Look::Folders, &|| true).unwrap_or_default()
    }

    /// Returns them, unless it is told to go on no more. A look at the folders alone does not see what was written into a file
    /// in place.
    pub fn promising_while(
        &self,
        now: Moment,
        look: Look,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Promising> {
        if self.is_locked() {
            return Some(Promising::new());
        }
        let before = now.seconds() - FRESH;
        let mut kept = Kept::read(self);
        let places: HashMap<String, usize> =
            kept.months.iter().enumerate().map(|(n, known)| (known.folder.clone(), n)).collect();
        let (mut all, mut new) = (Promising::new(), Vec::new());
        let mut changed = kept.parts.is_none();
        for month in self.months() {
            let Some(folder) = self.folder_name(&month) else { continue };
            if !goes_on() {
                return None;
            }
            let place = places.get(&folder).copied();
            let print = Print::at(&month.path);
            if let Some(known) = place.map(|place| &kept.months[place])
                && look == Look::Folders
                && known.print.is_some()
                && known.print == print
            {
                all.extend(self.known_to_hold(&month, known));
                new.push((known.clone(), place, None));
                continue;
            }
            let others = kept.others(place);
            let (known, now_others, held) =
                self.look_through(&month, folder, &others, print, before, goes_on);
            if !goes_on() {
                return None;
            }
            changed |= place.is_none_or(|place| kept.months[place] != known) || now_others != others;
            all.extend(held);
            new.push((known, place, Some(now_others)));
        }
        if goes_on() && (changed || new.len() != kept.months.len()) {
            self.keep_promising(new, &mut kept);
        }
        Some(all)
    }

    /// Keeps what is known now. Without it, the next look takes longer.
    fn keep_promising(&self, new: Vec<(Known, Option<usize>, Option<Others>)>, kept: &mut Kept) {
        let (months, others): (Vec<Known>, Vec<Others>) = new
            .into_iter()
            .map(|(known, place, others)| (known, others.unwrap_or_else(|| kept.others(place))))
            .unzip();
        let first = postcard::to_stdvec(&months).unwrap_or_default();
        let _ = self.put_cached(Cached::Promises, std::iter::once(first).chain(others));
    }

    fn folder_name(&self, month: &Month) -> Option<String> {
        let below = month.path.strip_prefix(self.reflections()).ok()?;
        below.to_str().map(str::to_owned)
    }

    /// Reads those that are known to hold something.
    fn known_to_hold(&self, month: &Month, known: &Known) -> Promising {
        let entries = known.holders.iter().filter_map(|name| {
            let found = super::names::parse(name)?;
            Some(Found { id: found.id, path: month.path.join(name) })
        });
        let read = entries.filter_map(|found| Some((self.peek(&found)?, found)));
        sorted(read.map(|(reflection, found)| (found, reflection)).collect())
    }

    /// Looks through a month: what is not known as it stands there is read.
    fn look_through(
        &self,
        month: &Month,
        folder: String,
        others: &[u8],
        print: Option<Print>,
        before: i64,
        goes_on: &GoesOn<'_>,
    ) -> (Known, Others, Promising) {
        let known: HashSet<&[u8]> = others.chunks_exact(MARK).collect();
        let mut marks: Vec<[u8; MARK]> = Vec::new();
        let mut unknown = Vec::new();
        for entry in month.entries().into_iter().filter(|entry| !entry.copy) {
            let name = name_of(&entry);
            let print = Print::at(&entry.found.path).and_then(|print| print.settled(before));
            let mark = print.map(|print| mark(&name, print));
            match mark.filter(|mark| known.contains(&mark[..])) {
                Some(mark) => marks.push(mark),
                None => unknown.push((entry, name, mark)),
            }
        }
        let (mut held, mut holders) = (Promising::new(), Vec::new());
        let wanted = unknown.len();
        let read = self.read_all(unknown, goes_on);
        // What could not be read is looked at again the next time.
        let mut all = read.len() == wanted;
        for (entry, name, mark, holds) in read {
            match holds {
                Holds::Something(reflection) => {
                    holders.push(name);
                    held.push((entry.found, *reflection));
                }
                Holds::Nothing => marks.extend(mark),
                Holds::Unread => all = false,
            }
        }
        marks.sort_unstable();
        holders.sort_unstable();
        let print = print.filter(|_| all).and_then(|print| print.settled(before));
        (Known { folder, print, holders }, marks.concat(), sorted(held))
    }

    /// Reads entries, by as many threads as there are processors where they are many.
    fn read_all(
        &self,
        mut all: Vec<Unknown>,
        goes_on: &GoesOn<'_>,
    ) -> Vec<(Entry, String, Option<Mark>, Holds)> {
        let read = |one: Unknown| {
            let holds = if goes_on() { self.holding(&one.0) } else { Holds::Unread };
            (one.0, one.1, one.2, holds)
        };
        let share = all.len().div_ceil(threads()).max(64);
        let mut shares = Vec::new();
        while !all.is_empty() {
            shares.push(all.split_off(all.len().saturating_sub(share)));
        }
        std::thread::scope(|scope| {
            let mut shares = shares.into_iter();
            let own = shares.next();
            let others: Vec<_> = shares
                .map(|share| scope.spawn(move || share.into_iter().map(read).collect::<Vec<_>>()))
                .collect();
            let mut done: Vec<_> = own.into_iter().flatten().map(read).collect();
            done.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
            done
        })
    }

    /// Reads an entry if it may hold something.
    fn holding(&self, entry: &Entry) -> Holds {
        // Most hold nothing: that is seen without reading them properly.
        let hints = |text: &[u8]| NAMES.iter().any(|name| text.windows(name.len()).any(|part| part == *name));
        if !entry.left
            && let Ok((_, bytes)) = files::read(&entry.found.path)
            && let Ok(text) = self.seal.open(bytes)
        {
            if !hints(&text) {
                return Holds::Nothing;
            }
            if let Ok(read) = format::read(&text) {
                return Holds::of(read.reflection);
            }
        }
        match survey::survey(&Paths::of(&entry.found.path), &self.seal).reflection {
            Ok(reflection) => Holds::of(reflection),
            Err(_) => Holds::Unread,
        }
    }
}

/// What an entry holds.
enum Holds {
    Something(Box<Reflection>),
    Nothing,
    /// It could not be read.
    Unread,
}

impl Holds {
    fn of(reflection: Reflection) -> Self {
        match promise::has_any(&reflection) {
            true => Self::Something(Box::new(reflection)),
            false => Self::Nothing,
        }
    }
}

/// One of these stands in each entry that holds something.
const NAMES: [&[u8]; 4] = [b"\"promise\"", b"'promise'", b"\"acts\"", b"'acts'"];

/// An entry of which nothing is known, its name, and the mark of how its file is; none if that may change unseen.
type Unknown = (Entry, String, Option<Mark>);

fn name_of(entry: &Entry) -> String {
    entry.found.path.file_name().and_then(OsStr::to_str).unwrap_or_default().to_owned()
}

/// How long a mark is, in bytes.
const MARK: usize = 8;

/// By what an entry is known again: its name, and what its file was like.
type Mark = [u8; MARK];

fn mark(name: &str, print: Print) -> Mark {
    let mut hasher = DefaultHasher::new();
    (name, print).hash(&mut hasher);
    hasher.finish().to_le_bytes()
}

fn sorted(mut all: Promising) -> Promising {
    all.sort_by(|(one, a), (other, b)| (b.started, &other.path).cmp(&(a.started, &one.path)));
    all
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::reflection::{Answer, Id, Promise, Terms, Value};

    const NOW: i64 = 1_900_000_000;

    fn reflection(n: u8, promised: bool) -> Reflection {
        let at = Moment::at(1_800_000_000 + i64::from(n % 4) * 3_000_000, 0);
        let mut one = Reflection::begin(Id::from_numbers([n; 8]), "g", "Guide", "broke", at);
        let value = match promised {
            true => Value::Promise(Promise::new(Terms { promise: format!("p{n}"), ..Terms::from(at.day()) })),
            false => Value::Text("I \"promise\" nothing".to_owned()),
        };
        one.answers.push(Answer {
            stage: "s".to_owned(),
            stage_title: String::new(),
            prompt: "vow".to_owned(),
            kind: if promised { "promise" } else { "text" }.to_owned(),
            asked: "?".to_owned(),
            value,
            audience: Default::default(),
            set_aside: false,
            step: false,
            at,
            keeping: Default::default(),
            rest: Default::default(),
        });
        one
    }

    fn write(root: &Path, one: &Reflection) {
        let day = one.started.day();
        let folder = root.join(format!("journal/reflections/{}/{:02}", day.year(), day.month()));
        fs::create_dir_all(&folder).unwrap();
        let mut text = Vec::new();
        format::write(one, &mut text);
        let path = folder.join(format!("{day}-{}.toml", one.id));
        let new = path.with_extension("new");
        std::io::Write::write_all(&mut files::create(&new).unwrap(), &text).unwrap();
        fs::rename(&new, path).unwrap();
    }

    fn journal(root: &Path) -> Journal {
        Journal::at(root.join("journal"), root.join("state"))
    }

    fn told(journal: &Journal, now: i64) -> Vec<Id> {
        let mut all: Vec<Id> =
            journal.promising(Moment::at(now, 0)).into_iter().map(|(found, _)| found.id).collect();
        all.sort();
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is written, changed and removed behind its back: those that are told are those that are there.
        #[test]
        fn those_that_hold_something_are_told(
            deeds in prop::collection::vec((0..12u8, 0..3u8, any::<bool>()), 1..30),
        ) {
            let dir = tempfile::tempdir().unwrap();
            let mut there = std::collections::BTreeMap::new();
            for (n, deed, looks) in deeds {
                let one = reflection(n, deed == 1);
                if deed < 2 {
                    write(dir.path(), &one);
                    there.insert(one.id, deed == 1);
                } else if there.remove(&one.id).is_some() {
                    let day = one.started.day();
                    let below = format!("journal/reflections/{}/{:02}/{day}-{}.toml", day.year(), day.month(), one.id);
                    fs::remove_file(dir.path().join(below)).unwrap();
                }
                if looks {
                    let wanted: Vec<Id> = there.iter().filter(|(_, holds)| **holds).map(|(id, _)| *id).collect();
                    // By a clock by which all of it is old, and by one by which none is.
                    prop_assert_eq!(&told(&journal(dir.path()), NOW * 2), &wanted);
                    prop_assert_eq!(&told(&journal(dir.path()), 0), &wanted);
                }
            }
        }
    }

    #[test]
    fn what_is_written_in_place_is_seen_by_a_look_at_the_files() {
        let dir = tempfile::tempdir().unwrap();
        let one = reflection(1, false);
        write(dir.path(), &one);
        let journal = journal(dir.path());
        assert!(told(&journal, NOW * 2).is_empty());
        let day = one.started.day();
        let below = format!("journal/reflections/{}/{:02}/{day}-{}.toml", day.year(), day.month(), one.id);
        let mut text = Vec::new();
        format::write(&reflection(1, true), &mut text);
        let mut file =
            fs::OpenOptions::new().write(true).truncate(true).open(dir.path().join(below)).unwrap();
        std::io::Write::write_all(&mut file, &text).unwrap();
        let closely = journal.promising_while(Moment::at(NOW * 2, 0), Look::Files, &|| true).unwrap();
        assert_eq!(closely.len(), 1);
        assert_eq!(told(&journal, NOW * 2).len(), 1, "and is known from then on");
    }

    #[test]
    fn what_could_not_be_read_is_looked_at_again() {
        let dir = tempfile::tempdir().unwrap();
        let one = reflection(1, true);
        write(dir.path(), &one);
        let journal = journal(dir.path());
        let day = one.started.day();
        let below = format!("journal/reflections/{}/{:02}/{day}-{}.toml", day.year(), day.month(), one.id);
        let path = dir.path().join(below);
        let put = |bytes: &[u8]| {
            let mut file = fs::OpenOptions::new().write(true).truncate(true).open(&path).unwrap();
            std::io::Write::write_all(&mut file, bytes).unwrap();
        };
        let bytes = fs::read(&path).unwrap();
        put(b"\xFF\xFE \"promise\" \0\0");
        assert!(told(&journal, NOW * 2).is_empty());
        // In place: its folder tells of no change.
        put(&bytes);
        assert_eq!(told(&journal, NOW * 2).len(), 1);
    }

    #[test]
    fn a_cache_that_is_damaged_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), &reflection(1, true));
        let journal = journal(dir.path());
        let all = told(&journal, NOW * 2);
        for part in [&b""[..], b"\xFF\xFF\xFF\xFF\xFF", &[0; 40]] {
            journal.put_cached(Cached::Promises, std::iter::once(part)).unwrap();
            assert_eq!(told(&journal, NOW * 2), all);
        }
    }
}
