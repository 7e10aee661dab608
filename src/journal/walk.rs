//! A walk past all entries, the oldest first, one at a time: however large the journal is, it needs no memory for it.

use super::list::Entry;
use super::names;
use super::{Found, Journal};

impl Journal {
    /// Hands over every reflection, each followed by its copies (`true`), until `each` returns false. Opens none.
    pub fn walk(&self, each: &mut dyn FnMut(&Found, bool) -> bool) {
        for month in self.months().iter().rev() {
            let mut entries = month.entries();
            entries.sort_by_cached_key(rank);
            if !entries.iter().all(|entry| each(&entry.found, entry.copy)) {
                return;
            }
        }
    }
}

/// By what they are ordered: the day and the id, the original before its copies.
fn rank(entry: &Entry) -> (Option<String>, bool, String) {
    let name = entry.found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (names::parse(&name).map(|name| name.stem.to_owned()), entry.copy, name)
}
