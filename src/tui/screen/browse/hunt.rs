//! Looking for words: what is typed, what was asked of the archive, and as much of what was found as is needed for the
//! window. It draws nothing.

use super::rows::grouped;
use crate::perform::{Archive, Filter, Find, Finds, Found, Reading};
use crate::search::Query;
use crate::tui::widget::blank::Blank;
use crate::tui::widget::list::List;
use crate::words::{fill, words};

/// As many as are asked for on each side of the focus, once it moves. Before that only those that are in sight: the next
/// letter may come before more could be read.
const SOME: usize = 40;
/// As near as the focus may come to the end of what is there before more is asked for.
const NEAR: usize = 12;

/// Looking for words.
#[derive(Debug)]
pub(super) struct Hunt {
    /// The line to type in.
    pub(super) typed: Blank,
    /// Whether words were typed that can be looked for, when they were asked for last.
    on: bool,
    /// The rows of what was found.
    pub(super) rows: List,
    /// What came last.
    came: Option<Finds>,
    /// What was asked for last, by number: from where, and how many.
    asked: Option<(usize, usize)>,
    /// What to put in focus as soon as it is found, and as often, until somebody moves on.
    pub(super) sought: Option<Found>,
}

impl Hunt {
    pub(super) fn new() -> Self {
        let b = &words().browse;
        let typed = Blank::new(b.search, b.search_invite);
        Self { typed, on: false, rows: List::default(), came: None, asked: None, sought: None }
    }

    /// Tells whether anything was asked for.
    #[cfg(test)]
    pub(super) fn has_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Tells whether words were typed that can be looked for.
    pub(super) fn is_on(&self) -> bool {
        self.on
    }

    /// Asks anew: what is typed, or what is looked through, has changed. What was found before stays in sight until
    /// there is more to show.
    pub(super) fn ask(&mut self, archive: &Archive, filter: &Filter) {
        self.on = !Query::read(&self.typed.text()).is_empty();
        if self.on {
            let in_sight = self.rows.room();
            self.asked = Some((0, in_sight));
            archive.seek(&self.typed.text(), filter, 0, in_sight);
        } else {
            (self.came, self.asked) = (None, None);
            self.rows.set(0, Vec::new(), 0);
        }
    }

    /// Asks for what is seen next, if it is not there yet.
    pub(super) fn ask_more(&mut self, archive: &Archive, filter: &Filter) {
        let (Some(came), Some(focus)) = (&self.came, self.rows.focused()) else { return };
        let end = came.from + came.finds.len();
        let near = |edge: usize, more: bool| more && focus.abs_diff(edge) < NEAR;
        let in_sight = self.rows.in_sight();
        let there = came.from <= in_sight.start && in_sight.end <= end;
        let enough = focus == 0 || !near(came.from, came.from > 0) && !near(end, end < came.total);
        if there && enough {
            return;
        }
        // In a tall window more than that may be in sight, one of them cut at its edge.
        let some = SOME.max(self.rows.room() + 1);
        let window = (focus.saturating_sub(some), 2 * some);
        let asked = |(from, count): (usize, usize)| count == window.1 && from.abs_diff(window.0) < NEAR;
        if self.is_answered(filter) && !self.asked.is_some_and(asked) {
            self.asked = Some(window);
            archive.seek(&self.typed.text(), filter, window.0, window.1);
        }
    }

    /// Takes what was found; returns whether it is what was asked for.
    pub(super) fn take(&mut self, finds: Finds, filter: &Filter) -> bool {
        if finds.typed != self.typed.text() || finds.filter != *filter {
            return false;
        }
        let same = self.came.as_ref().is_some_and(|came| came.typed == finds.typed && came.filter == *filter);
        let before = self.rows.focused().filter(|&n| same && n > 0);
        let focused = before.and_then(|_| self.focused()).map(|find| find.listed.found.clone());
        let of = |found: &Found| finds.finds.iter().position(|find| find.listed.found == *found);
        let sought = self.sought.as_ref().and_then(of);
        let there = sought.or_else(|| focused.as_ref().and_then(of));
        let focus = there.map(|n| finds.from + n).or(before).unwrap_or(0);
        self.rows.set(finds.total, Vec::new(), focus);
        self.came = Some(finds);
        true
    }

    /// Lets go of what is no longer there, before it is looked for once more.
    pub(super) fn let_go_of(&mut self, gone: &dyn Fn(&Found) -> bool) {
        let focus = self.rows.focused().unwrap_or(0);
        let Some(came) = &mut self.came else { return };
        let (before, above) = (came.finds.len(), focus.saturating_sub(came.from).min(came.finds.len()));
        let above_gone = came.finds[..above].iter().filter(|find| gone(&find.listed.found)).count();
        came.finds.retain(|find| !gone(&find.listed.found));
        let fewer = before - came.finds.len();
        if fewer > 0 {
            came.total -= fewer;
            self.rows.set(came.total, Vec::new(), focus - above_gone);
        }
    }

    /// Tells whether what is in sight is what was asked for.
    pub(super) fn is_answered(&self, filter: &Filter) -> bool {
        let typed = self.typed.text();
        self.came.as_ref().is_some_and(|came| came.typed == typed && came.filter == *filter)
    }

    /// Tells whether something was found, or nothing was, for these words or those before.
    pub(super) fn has_come(&self) -> bool {
        self.came.is_some()
    }

    /// Returns the one in focus, if it has come.
    pub(super) fn focused(&self) -> Option<&Find> {
        let came = self.came.as_ref()?;
        came.finds.get(self.rows.focused()?.checked_sub(came.from)?)
    }

    /// Returns what has come, and the number of the first.
    pub(super) fn finds(&self) -> (usize, &[Find]) {
        self.came.as_ref().map_or((0, &[]), |came| (came.from, &came.finds))
    }

    /// Tells whether something has come, and nothing was found.
    pub(super) fn is_in_vain(&self) -> bool {
        self.came.as_ref().is_some_and(|came| came.total == 0)
    }

    /// Tells whether there is more to look through.
    pub(super) fn goes_on(&self) -> bool {
        self.came.as_ref().is_none_or(|came| came.reading.is_some())
    }

    /// Says how many were found; none where nothing was, which is said in its place. `long` if it is worth saying that it
    /// still reads.
    pub(super) fn told(&self, long: bool) -> Option<String> {
        let b = &words().browse;
        let Some(came) = &self.came else { return Some(b.searching.to_owned()) };
        let n = grouped(came.total);
        let unread = (came.unread > 0).then(|| fill(b.unread, &[("n", &grouped(came.unread))]));
        let found = match came.reading.filter(|_| long) {
            None if came.total == 0 => return unread,
            Some(Reading { read, of }) => {
                fill(b.found_reading, &[("n", &n), ("read", &grouped(read)), ("of", &grouped(of))])
            }
            None => fill(b.found, &[("n", &n)]),
        };
        Some(unread.map_or_else(|| found.clone(), |unread| format!("{found} {unread}")))
    }

    /// Lets go of what was found; what was typed stays.
    pub(super) fn lock(&mut self) {
        (self.came, self.asked) = (None, None);
        self.rows.set(0, Vec::new(), 0);
    }
}
