//! Finds reflections: by id, by the beginning of one, and the one touched last. The times of the folders and the files say
//! where to look first; the list in the cache is asked only where they do not say it soon.

use std::cmp::Reverse;
use std::time::{Duration, SystemTime};

use super::files::Print;
use super::list::{self, Month};
use super::seal::Seal;
use super::{Found, Header, Journal, Look, Overview};
use crate::moment::Moment;
use crate::reflection::{Id, Status};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The name of the one touched last.
const LAST: &str = "last";

/// Files whose times lie this close are told apart by what they say themselves: a copied journal has one time.
const CLOSE: Duration = Duration::from_secs(2);

/// How much is looked at before the list in the cache is asked instead: so many names of files, each that is opened
/// counting as several. Ten milliseconds, about.
const PATIENCE: usize = 8192;
const OPENED: usize = 128;

/// How many candidates are named when a name is ambiguous.
const NAMED: usize = 6;

impl Journal {
    /// Finds a reflection by its id, by the beginning of its id if only one has it, or by `last`.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub fn find(&self, name: &str) -> Result<Found, Trouble> {
        let t = &words().journal;
        if name == LAST {
            return self.last()?.ok_or_else(|| Trouble::new(t.none_yet).advice(t.none_yet_advice));
        }
        let low = name.to_ascii_lowercase();
        let mut found = match low.parse::<Id>() {
            Ok(id) => self.by_touch().iter().find_map(|(_, month)| originals(month).find(|one| one.id == id)),
            Err(()) => None,
        }
        .into_iter()
        .collect::<Vec<_>>();
        if found.is_empty() && !low.is_empty() {
            found = self
                .months()
                .iter()
                .flat_map(originals)
                .filter(|one| one.id.as_str().starts_with(&low))
                .collect();
        }
        match found.len() {
            0 => Err(Trouble::new(fill(t.no_such, &[("name", name)])).advice(t.no_such_advice)),
            1 => Ok(found.swap_remove(0)),
            _ => Err(ambiguous(name, &found)),
        }
    }

    /// Finds the reflection touched most recently.
    ///
    /// # Errors
    /// None so far: a journal that cannot be read counts as empty here, and tells so when it is listed.
    pub fn last(&self) -> Result<Option<Found>, Trouble> {
        let last = self.recent(usize::MAX, &mut |_| true);
        Ok(last.ok().flatten().map(|last| last.found))
    }

    /// Finds the unfinished reflection touched most recently, with what stands at its top.
    ///
    /// # Errors
    /// As [`Journal::last`].
    pub fn last_open(&self) -> Result<Option<(Found, Header)>, Trouble> {
        let mut last = None;
        self.last_open_while(&|| true, |found| last = found);
        Ok(last)
    }

    /// Does so as long as `go_on` tells to, and tells what it found, unless it was told to stop.
    pub fn last_open_while(
        &self,
        go_on: &(dyn Fn() -> bool + Sync),
        tell: impl FnOnce(Option<(Found, Header)>),
    ) {
        if let Some(last) = self.last_open_within(PATIENCE) {
            return tell(last);
        }
        let mut overview = self.overview();
        if overview.look_while(Look::Folders, go_on) {
            tell(overview.last_open());
            // Where none is open it would read all of them, each time. Nobody waits for that.
            overview.keep();
        }
    }

    /// Looks for it by times alone; none if that takes too long.
    fn last_open_within(&self, patience: usize) -> Option<Option<(Found, Header)>> {
        let is_open = |one: &mut Candidate<'_>| one.header().is_some_and(|top| top.status == Status::Open);
        let last = self.recent(patience, &mut { is_open }).ok()?;
        Some(last.and_then(|mut last| Some((last.found.clone(), last.header()?.clone()))))
    }

    /// Finds the one touched last that fits. Looks no further than it must: a folder is touched whenever one of its entries
    /// is written by exchange or by renaming.
    ///
    /// # Errors
    /// Patience is at its end.
    fn recent(
        &self,
        mut patience: usize,
        fits: &mut dyn FnMut(&mut Candidate<'_>) -> bool,
    ) -> Result<Option<Candidate<'_>>, Impatient> {
        let months = self.by_touch();
        let mut waiting: Vec<Candidate<'_>> = Vec::new();
        for (i, (_, month)) in months.iter().enumerate() {
            let before = waiting.len();
            waiting.extend(originals(month).map(|found| Candidate::of(found, &self.seal)));
            patience = patience.saturating_sub(waiting.len() - before);
            waiting.sort_by_key(|one| one.touched);
            let next = months.get(i + 1).map(|(touched, _)| *touched);
            let sure = |top: &mut Candidate<'_>| next.is_none_or(|next| top.touched > next + CLOSE);
            while let Some(mut top) = waiting.pop_if(sure) {
                if patience == 0 {
                    return Err(Impatient);
                }
                patience = patience.saturating_sub(OPENED);
                if fits(&mut top) {
                    return Ok(Some(newest(top, waiting, fits)));
                }
            }
            if patience == 0 {
                return Err(Impatient);
            }
        }
        Ok(None)
    }

    /// Returns the months, the one touched last first.
    fn by_touch(&self) -> Vec<(SystemTime, Month)> {
        let mut months: Vec<_> = self.months().into_iter().map(|month| (month.touched(), month)).collect();
        months.sort_by_key(|(touched, _)| Reverse(*touched));
        months
    }
}

impl Overview {
    /// Finds the unfinished reflection touched most recently, among what is known.
    fn last_open(&self) -> Option<(Found, Header)> {
        let files = self.months.iter().flat_map(|month| month.rows.iter().zip(&month.files));
        let open = files.filter_map(|(listed, file)| {
            let top = listed.entry.as_ref().ok().filter(|top| !listed.copy && top.status == Status::Open)?;
            let known = file.print.map(Print::written);
            Some((known.unwrap_or_else(|| list::touched(&listed.found.path)), &listed.found, top))
        });
        let open: Vec<_> = open.collect();
        let last = open.iter().map(|(touched, ..)| *touched).max()?;
        let close = |touched: SystemTime| last.duration_since(touched).is_ok_and(|apart| apart <= CLOSE);
        let close = open.into_iter().filter(|(touched, ..)| close(*touched));
        let (_, found, top) =
            close.max_by_key(|(touched, found, top)| (top.updated, *touched, &found.path))?;
        Some((found.clone(), top.clone()))
    }
}

/// An entry on the way to being the last one.
struct Candidate<'a> {
    found: Found,
    seal: &'a Seal,
    touched: SystemTime,
    header: Option<Option<Header>>,
}

impl<'a> Candidate<'a> {
    fn of(found: Found, seal: &'a Seal) -> Self {
        Self { touched: list::touched(&found.path), found, seal, header: None }
    }

    /// Returns when it says itself that it was changed last.
    fn updated(&self) -> Option<Moment> {
        match &self.header {
            Some(known) => known.as_ref().map(|header| header.updated),
            None => list::header(&self.found.path, true, self.seal).ok().map(|header| header.updated),
        }
    }

    /// Reads what stands at its top, once; none if it cannot be read.
    fn header(&mut self) -> Option<&Header> {
        self.header.get_or_insert_with(|| list::header(&self.found.path, true, self.seal).ok()).as_ref()
    }
}

/// It took too long.
#[derive(Debug)]
struct Impatient;

/// Finds the newest of those whose times lie close to that of the last one: by what they say themselves.
fn newest<'a>(
    top: Candidate<'a>,
    mut others: Vec<Candidate<'a>>,
    fits: &mut dyn FnMut(&mut Candidate<'_>) -> bool,
) -> Candidate<'a> {
    let touched = top.touched;
    let is_close =
        |one: &mut Candidate<'a>| touched.duration_since(one.touched).is_ok_and(|apart| apart <= CLOSE);
    let mut close = vec![top];
    while let Some(mut one) = others.pop_if(is_close) {
        if fits(&mut one) {
            close.push(one);
        }
    }
    if close.len() > 1 {
        close.sort_by_cached_key(|one| (one.updated(), one.touched, one.found.path.clone()));
    }
    close.swap_remove(close.len() - 1)
}

fn originals(month: &Month) -> impl Iterator<Item = Found> + use<> {
    month.entries().into_iter().filter(|entry| !entry.copy).map(|entry| entry.found)
}

fn ambiguous(name: &str, found: &[Found]) -> Trouble {
    let t = &words().journal;
    let ids: Vec<_> = found.iter().take(NAMED).map(|one| one.id.as_str()).collect();
    let mut ids = ids.join(", ");
    if found.len() > NAMED {
        ids = fill(t.ambiguous_more, &[("ids", &ids), ("n", &(found.len() - NAMED).to_string())]);
    }
    Trouble::new(fill(t.ambiguous, &[("name", name), ("ids", &ids)])).advice(t.ambiguous_advice)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::fs::File;
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;

    use super::*;
    use crate::reflection::Reflection;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn times_and_the_cached_list_tell_the_same_of_the_last_one(
            entries in prop::collection::vec((0..3_u8, 0..40_u64, 0..9_i64, any::<bool>()), 0..9),
        ) {
            let dir = tempfile::tempdir().unwrap();
            let journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
            let begun = NOW + i64::try_from(entries.len()).unwrap();
            let mut folders: HashMap<PathBuf, u64> = HashMap::new();
            for (n, (month, touched, updated, open)) in (0..).zip(&entries) {
                let start = Moment::at(begun - i64::from(*month) * 40 * 86_400, 0);
                let mut one = Reflection::begin(Id::from_numbers([n; 8]), "g", "", "broke", start);
                one.updated = Moment::at(begun + *updated, 0);
                one.status = if *open { Status::Open } else { Status::Finished };
                let mut pen = journal.begin(&one).unwrap();
                pen.settle().unwrap();
                let path = pen.found().path.clone();
                drop(pen);
                // In quarters of a second: some lie close together, some do not.
                set_time(&path, *touched);
                let folder = folders.entry(path.parent().unwrap().to_owned()).or_default();
                *folder = (*folder).max(*touched);
            }
            folders.iter().for_each(|(folder, touched)| set_time(folder, *touched));
            let id = |found: Option<(Found, Header)>| found.map(|(found, _)| found.id);
            let by_times = id(journal.last_open_within(usize::MAX).unwrap());
            let mut overview = journal.overview();
            overview.look(Look::Folders);
            prop_assert_eq!(id(overview.last_open()), by_times);
            overview.keep();
            let mut cached = journal.overview();
            cached.look(Look::Folders);
            prop_assert_eq!(id(cached.last_open()), by_times);
            // Whoever has no patience asks the list.
            prop_assert!(entries.is_empty() || journal.last_open_within(0).is_none());
            prop_assert_eq!(id(journal.last_open().unwrap()), by_times);
        }
    }

    #[test]
    fn it_is_told_before_what_was_read_is_kept_and_nothing_is_kept_for_nobody() {
        for waits in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
            for n in 0..=u8::try_from(PATIENCE / OPENED).unwrap() {
                let begun = Moment::at(NOW + i64::from(n), 0);
                let id = Id::from_numbers([n / 30, n % 30, 1, 1, 1, 1, 1, 1]);
                let mut one = Reflection::begin(id, "g", "", "broke", begun);
                one.status = Status::Finished;
                drop(journal.begin(&one).unwrap());
            }
            let (cache, mut told) = (dir.path().join("state/cache"), false);
            journal.last_open_while(&|| waits, |found| {
                assert!(found.is_none() && !cache.exists());
                told = true;
            });
            assert_eq!((told, cache.exists()), (waits, waits));
        }
    }

    const NOW: i64 = 1_800_000_000;

    fn set_time(path: &Path, quarters: u64) {
        let time = SystemTime::UNIX_EPOCH
            + Duration::from_secs(NOW.unsigned_abs())
            + Duration::from_millis(250 * quarters);
        File::open(path).unwrap().set_modified(time).unwrap();
    }
}
