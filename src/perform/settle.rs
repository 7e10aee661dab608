//! Two versions of one reflection: reading both, and writing what was settled. The settled one is on the disk before
//! the other goes to the trash, so that whatever happens between leaves both.

use std::path::Path;

use std::path::PathBuf;

use super::Performer;
pub use crate::journal::Copied;
use crate::journal::{Busy, Found, Listed, Pen};
use crate::reflection::settle::{Choice, Difference, differences, settle};
use crate::reflection::{FORMAT, Reflection, telling};
use crate::trouble::Trouble;
use crate::words::{count, fill, words};

/// Two versions of one reflection.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// The one that is shown.
    pub mine: Reflection,
    /// The other.
    pub other: Reflection,
    /// In what they differ.
    pub differences: Vec<Difference>,
    /// What kept the other.
    pub copied: Copied,
    /// How many more versions there are beside these two.
    pub more: usize,
    entry: Found,
    copy: Found,
}

/// Says of a row of a list how many versions there are, or what kept a copy; none where there is nothing to tell.
pub fn versions_told(listed: &Listed) -> Option<String> {
    let s = &words().settle;
    match listed.versions {
        0 if listed.copy => Some(listed.copied.and_then(kept_by).unwrap_or(s.a_copy).to_owned()),
        0 => None,
        1 => Some(s.versions.to_owned()),
        n => Some(count(n + 1, s.versions, s.versions_many)),
    }
}

/// Says what kept a copy; none where there is nothing to tell.
fn kept_by(copied: Copied) -> Option<&'static str> {
    let s = &words().settle;
    match copied {
        Copied::Conflict => Some(s.by_conflict),
        Copied::Damaged => Some(s.by_damaged),
        Copied::Before => Some(s.by_before),
        Copied::Git => Some(s.by_git),
        Copied::Syncthing => Some(s.by_syncthing),
        Copied::Dropbox => Some(s.by_dropbox),
        Copied::Nextcloud => Some(s.by_nextcloud),
        Copied::Other => None,
    }
}

impl Versions {
    /// Returns what stands above each of the two: which it is and what kept it, and when it was changed.
    pub fn headings(&self) -> [(String, String); 2] {
        let s = &words().settle;
        let by = kept_by(self.copied);
        let other = fill(if by.is_some() { s.other_by } else { s.other }, &[("by", by.unwrap_or_default())]);
        let changed = |one: &Reflection| fill(s.changed, &[("moment", &telling::moment(one.updated))]);
        [(s.this.to_owned(), changed(&self.mine)), (other, changed(&self.other))]
    }

    /// Returns what is said when choices were written: whether all is settled, and how many versions are still there.
    pub fn written(&self, all: bool) -> String {
        let s = &words().settle;
        match (all, self.more) {
            (false, _) => s.done_later.to_owned(),
            (true, 0) => s.done.to_owned(),
            (true, n) => count(n, s.done_more, s.done_many),
        }
    }

    /// Returns how often each was chosen, in words, for a last look; and what writing it means.
    pub fn summed(&self, choices: &[Option<Choice>]) -> (Vec<String>, &'static str) {
        let s = &words().settle;
        let kept = |choice: Option<Choice>| choices.iter().filter(|one| **one == choice).count();
        let lines = [
            (kept(Some(Choice::Mine)), s.from_this),
            (kept(Some(Choice::Other)), s.from_other),
            (kept(Some(Choice::Both)), s.from_both),
            (kept(None), s.for_later),
        ];
        let lines = lines.into_iter().filter(|(n, _)| *n > 0);
        let means = match kept(None) {
            0 => s.means,
            n if n == choices.len() => s.means_nothing,
            _ => s.means_later,
        };
        (lines.map(|(n, line)| fill(line, &[("n", &n.to_string())])).collect(), means)
    }
}

impl Performer {
    /// Says that another version stands beside a reflection, if one does.
    pub(super) fn note_of_versions(&self, found: &Found) -> Option<Trouble> {
        let there = self.journal.copies(found).iter().any(Listed::is_version);
        there.then(|| Trouble::new(words().settle.beside))
    }

    /// Reads two versions of a reflection: of an entry and its next copy, or of a copy and its entry.
    ///
    /// # Errors
    /// There is no other version, or one of the two cannot be read, or not be written here.
    pub fn versions(&self, found: &Found) -> Result<Versions, Trouble> {
        let s = &words().settle;
        let entry = self.journal.original(found).ok_or_else(|| alone(s.no_original))?;
        let copies: Vec<Listed> =
            self.journal.copies(&entry).into_iter().filter(Listed::is_version).collect();
        let asked = copies.iter().find(|one| one.found == *found && *found != entry);
        let copy = asked.or_else(|| copies.iter().find(|one| one.entry.is_ok())).or(copies.first());
        let copy = copy.ok_or_else(|| alone(s.no_other))?;
        let (mine, other) = self.both(&entry, &copy.found)?;
        Ok(Versions {
            differences: differences(&mine, &other),
            mine,
            other,
            copied: copy.copied.unwrap_or(Copied::Other),
            more: copies.len().saturating_sub(1),
            copy: copy.found.clone(),
            entry,
        })
    }

    /// Reads an entry and its copy; the entry's own other side, if they are one file. Of a copy that is two versions
    /// itself, the one that differs more.
    fn both(&self, entry: &Found, copy: &Found) -> Result<(Reflection, Reflection), Trouble> {
        let s = &words().settle;
        let apart = |trouble: Trouble| trouble.safe(s.unreadable_safe).advice(s.unreadable_how);
        let mut sides = self.journal.sides(entry).map_err(apart)?.into_iter();
        let mine = sides.next().ok_or_else(|| alone(s.no_other))?;
        let others = if entry == copy { sides.collect() } else { self.journal.sides(copy).map_err(apart)? };
        let far = |one: &Reflection| differences(&mine, one).len();
        // Of those that differ alike it is the first.
        let other = others.into_iter().rev().max_by_key(far).ok_or_else(|| alone(s.no_other))?;
        if other.id != mine.id {
            return Err(alone(s.stranger));
        }
        if mine.format.max(other.format) > FORMAT {
            return Err(alone(s.newer));
        }
        Ok((mine, other))
    }

    /// Writes what was settled, then moves the other version to the trash; what is still to be decided stays beside
    /// the entry. Returns whether all of it was settled.
    ///
    /// # Errors
    /// One of them changed meanwhile, is open elsewhere, or could not be written: both are still there.
    pub fn settle_versions(
        &mut self,
        versions: &Versions,
        choices: &[Option<Choice>],
    ) -> Result<bool, Trouble> {
        let Versions { mine, other, entry, copy, .. } = versions;
        if !versions.differences.is_empty() && choices.iter().all(Option::is_none) {
            return Ok(false);
        }
        let settled = settle(mine, other, choices);
        self.close();
        let (mine_now, other_now) = self.both(entry, copy)?;
        if (&mine_now, &other_now) != (mine, other) {
            let s = &words().settle;
            return Err(Trouble::new(s.meanwhile).safe(s.meanwhile_safe).advice(s.meanwhile_how));
        }
        // What is left out of the one that stays is kept as well: a key pressed in haste costs no word.
        let mut pen = self.right_to(entry)?;
        if settled.reflection.answers != mine.answers && Path::exists(&pen.found().path) {
            self.journal.keep_copy(pen.found())?;
        }
        let aside = put(&mut pen, &settled.reflection)?;
        drop(pen);
        // What git left in the entry's own file stands beside it now.
        let copy = match aside {
            Some(path) if entry == copy => Found { path, ..copy.clone() },
            Some(path) => {
                let file = path.display().to_string();
                self.note = Some(Trouble::new(fill(words().perform.conflict, &[("file", &file)])));
                copy.clone()
            }
            None => copy.clone(),
        };
        let Some(left) = settled.left else {
            return self.journal.discard(&copy).map(|()| true);
        };
        // Of two versions in one file nothing is written over: the file as it was is set aside by that alone.
        let whole = self.journal.sides(&copy)?.len() == 1;
        let mut pen = self.right_to(&copy)?;
        if whole {
            self.journal.keep_copy(pen.found())?;
        }
        let aside = put(&mut pen, &left)?;
        drop(pen);
        if let Some(path) = aside {
            self.journal.discard(&Found { path, ..copy })?;
        }
        Ok(false)
    }

    fn right_to(&self, found: &Found) -> Result<Pen, Trouble> {
        let p = &words().perform;
        let busy = |busy| match busy {
            Busy::Elsewhere => Trouble::new(words().settle.elsewhere).advice(p.elsewhere_how),
            Busy::Trouble(trouble) => trouble,
        };
        self.journal.pen(found).map_err(busy)
    }
}

/// Writes a file, to the disk itself. Returns where what another program left there was set aside.
fn put(pen: &mut Pen, reflection: &Reflection) -> Result<Option<PathBuf>, Trouble> {
    let written = pen.write(reflection)?;
    pen.settle()?;
    Ok(written.conflict)
}

fn alone(what: &str) -> Trouble {
    Trouble::new(what).safe(words().settle.unreadable_safe)
}
