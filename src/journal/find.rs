//! Finds reflections: by id, by the beginning of one, and the one touched last. It keeps no index: the times of the
//! folders and the files say where to look first.

use std::cmp::Reverse;
use std::time::{Duration, SystemTime};

use super::list::{self, Month};
use super::seal::Seal;
use super::{Found, Header, Journal};
use crate::reflection::{Id, Status};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The name of the one touched last.
const LAST: &str = "last";

/// Files whose times lie this close are told apart by what they say themselves: a copied journal has one time.
const CLOSE: Duration = Duration::from_secs(2);

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
        let mut last = None;
        self.recent(&mut |candidate| {
            last = Some(candidate.found.clone());
            false
        });
        Ok(last)
    }

    /// Finds the unfinished reflection touched most recently, with what stands at its top.
    ///
    /// # Errors
    /// As [`Journal::last`].
    pub fn last_open(&self) -> Result<Option<(Found, Header)>, Trouble> {
        let mut open = None;
        self.recent(&mut |candidate| {
            let header = candidate.header().cloned().filter(|header| header.status == Status::Open);
            open = header.map(|header| (candidate.found.clone(), header));
            open.is_none()
        });
        Ok(open)
    }

    /// Hands over the entries, the one touched last first, until `each` returns false. Looks no further than it must:
    /// a folder is touched whenever one of its entries is written by exchange or by renaming.
    fn recent(&self, each: &mut dyn FnMut(&mut Candidate<'_>) -> bool) {
        let months = self.by_touch();
        let mut waiting: Vec<Candidate<'_>> = Vec::new();
        for (i, (_, month)) in months.iter().enumerate() {
            waiting.extend(originals(month).map(|found| Candidate::of(found, &self.seal)));
            waiting.sort_by_key(|one| one.touched);
            let next = months.get(i + 1).map(|(touched, _)| *touched);
            let sure = |top: &Candidate<'_>| next.is_none_or(|next| top.touched > next + CLOSE);
            while waiting.last().is_some_and(sure) {
                let at = newest(&mut waiting);
                if !each(&mut waiting.remove(at)) {
                    return;
                }
            }
        }
    }

    /// Returns the months, the one touched last first.
    fn by_touch(&self) -> Vec<(SystemTime, Month)> {
        let mut months: Vec<_> = self.months().into_iter().map(|month| (month.touched(), month)).collect();
        months.sort_by_key(|(touched, _)| Reverse(*touched));
        months
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

    /// Reads what stands at its top, once; none if it cannot be read.
    fn header(&mut self) -> Option<&Header> {
        self.header.get_or_insert_with(|| list::header(&self.found.path, true, self.seal).ok()).as_ref()
    }
}

/// Finds the newest of those that end the list: their times, or what they say where those lie too close.
fn newest(waiting: &mut [Candidate<'_>]) -> usize {
    let last = waiting.len() - 1;
    let top = waiting[last].touched;
    let close = |one: &Candidate<'_>| top.duration_since(one.touched).is_ok_and(|apart| apart <= CLOSE);
    let from = waiting.iter().rposition(|one| !close(one)).map_or(0, |at| at + 1);
    if from == last {
        return last;
    }
    let updated = |at: usize, all: &mut [Candidate<'_>]| all[at].header().map(|header| header.updated);
    (from..=last).max_by_key(|&at| (updated(at, waiting), waiting[at].touched)).unwrap_or(last)
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
