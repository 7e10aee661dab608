//! The words of a row: what one reflection is, at a glance. It reads nothing and keeps nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::past::Past;
use crate::moment::Day;
use crate::perform::{Catalogue, Copied, Find, Header, Listed, Performer, versions_told};
use crate::reflection::Status;
use crate::search::Line;
use crate::tui::widget::list::{Row, Rows};
use crate::words::{fill, words};

/// The words of sides, by guide and perspective; empty where only one side occurs.
pub(super) type Sides = HashMap<(Arc<str>, Arc<str>), String>;

/// Names the sides if more than one of them occurs.
pub(super) fn sides(list: &Catalogue, hands: &Performer) -> Sides {
    let mut tops = list.iter().filter_map(|one| one.entry.as_ref().ok()).map(|top| &top.perspective);
    let first = tops.next();
    if !tops.any(|side| Some(side) != first) {
        return Sides::new();
    }
    let mut sides = Sides::new();
    // What no guide names any more is called by its id.
    sides.insert(("".into(), "".into()), String::new());
    for guide in hands.guides().into_iter().filter_map(|shelved| shelved.guide.ok()) {
        for side in guide.perspectives {
            sides.insert((guide.id.as_str().into(), side.id.into()), side.label);
        }
    }
    sides
}

/// The rows of the list.
pub(super) struct Month<'a> {
    pub(super) past: &'a Past,
    pub(super) sides: &'a Sides,
}

impl Rows for Month<'_> {
    fn row(&self, n: usize) -> Row {
        self.past.get(n).map(|listed| row(listed, self.sides)).unwrap_or_default()
    }

    fn heading(&self, n: usize) -> String {
        self.past.day(n).map(month_name).unwrap_or_default()
    }
}

/// The rows of what was found, from a number on.
pub(super) struct Finds<'a> {
    pub(super) from: usize,
    pub(super) finds: &'a [Find],
    /// Whether there is room for few words only.
    pub(super) short: bool,
}

impl Rows for Finds<'_> {
    fn row(&self, n: usize) -> Row {
        let find = n.checked_sub(self.from).and_then(|n| self.finds.get(n));
        match find {
            Some(find) => found_row(find, self.short),
            None => Row { label: plain(words().browse.coming), ..Row::default() },
        }
    }

    fn heading(&self, _n: usize) -> String {
        String::new()
    }
}

fn month_name(day: Day) -> String {
    let n = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
    let month = words().page.months.split(' ').nth(n).unwrap_or_default();
    fill(words().screens.browse_month, &[("month", month), ("year", &day.year().to_string())])
}

fn plain(text: impl Into<String>) -> Line {
    Line { text: text.into(), marks: Vec::new() }
}

fn row(listed: &Listed, sides: &Sides) -> Row {
    let day = listed.begun().map(|day| day.to_string()).unwrap_or_default();
    let tag = day.rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned();
    let w = &words().screens;
    let (label, note) = match &listed.entry {
        Ok(top) if listed.copy => (fill(w.browse_copy, &[("title", &top.title)]), versions_in(listed, sides)),
        Ok(top) => (top.title.clone(), versions_in(listed, sides)),
        Err(_) if listed.copied == Some(Copied::Damaged) => {
            (w.browse_set_aside.to_owned(), w.browse_set_aside_note.to_owned())
        }
        Err(_) => (w.browse_damaged.to_owned(), w.browse_damaged_note.to_owned()),
    };
    Row { tag, label: plain(label), note, line: Line::default() }
}

fn found_row(find: &Find, short: bool) -> Row {
    let b = &words().browse;
    let day = find.listed.begun().map(|day| day.to_string()).unwrap_or_default();
    let (form, copy) = match &find.listed.entry {
        Ok(top) if top.status == Status::Finished && short => ("{day}", find.listed.copy),
        Ok(_) if short => (b.open_short, find.listed.copy),
        Ok(top) if top.status == Status::Finished => (b.finished_on, find.listed.copy),
        Ok(_) => (b.open_on, find.listed.copy),
        Err(_) => (b.damaged_on, false),
    };
    let mut label = find.hit.title.clone();
    if copy {
        label.text = fill(words().screens.browse_copy, &[("title", &label.text)]);
    }
    Row { tag: String::new(), label, note: fill(form, &[("day", &day)]), line: find.hit.line.clone() }
}

/// Says how far it is, and whether there are other versions of it; of a copy, what kept it.
fn versions_in(listed: &Listed, sides: &Sides) -> String {
    let stage = listed.entry.as_ref().map(|top| stage(top, sides)).unwrap_or_default();
    match versions_told(listed) {
        None => stage,
        // The title says that already.
        Some(_) if listed.copied == Some(Copied::Other) => stage,
        Some(by) if listed.copy => by,
        Some(versions) => fill(words().settle.in_stage, &[("versions", &versions), ("stage", &stage)]),
    }
}

/// Says how far it is, and from which side where there are both.
fn stage(top: &Header, sides: &Sides) -> String {
    let w = &words().screens;
    let stage = match (top.status, &*top.stage_title) {
        (Status::Finished, _) => w.browse_finished,
        (Status::Open, "") => w.browse_begun,
        (Status::Open, stage) => stage,
    };
    if sides.is_empty() || top.perspective.is_empty() {
        return stage.to_owned();
    }
    let side = sides.get(&(Arc::clone(&top.guide), Arc::clone(&top.perspective)));
    let side = side.map_or(&*top.perspective, String::as_str);
    fill(words().browse.side, &[("stage", stage), ("side", side)])
}

/// Writes a number as people read it: 12,000.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let told: Vec<_> = [0, 7, 340, 1_000, 12_000, 1_234_567].into_iter().map(grouped).collect();
        assert_eq!(told, ["0", "7", "340", "1,000", "12,000", "1,234,567"]);
    }
}
