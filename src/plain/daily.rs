//! The walk through the promises of a day, line by line: the same machine as on the screen.

use std::io::{BufRead, Write};

use super::choose::pick;
use super::talk::Talk;
use crate::effect::Effect;
use crate::perform::Performer;
use crate::promise::{Month, months, noted};
use crate::reflection::{Outcome, telling};
use crate::session::{Daily, Due, Word};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Walks through what waits for a word, and tells what there is to look back at.
///
/// # Errors
/// Something could not be saved.
pub(super) fn walk<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
) -> Result<(), Trouble> {
    let p = &words().promise;
    let (all, today) = (hands.promises(), hands.now().day());
    if all.held.is_empty() {
        talk.say(p.none_held);
        talk.say(p.none_held_how);
        return Ok(());
    }
    let mut walk = Daily::new(all.held.iter().map(|one| (one.found.id, &one.commitment)), today);
    if walk.due().is_none() {
        talk.say(p.walk_none);
    }
    let mut failed = None;
    while let Some(due) = walk.due().cloned() {
        ask(talk, &due, walk.place());
        let [kept, partly, missed] = Outcome::ALL.map(Outcome::label);
        let labels = [kept, partly, missed, p.walk_skip].map(str::to_owned);
        let asks = if due.on == today { p.walk } else { p.walk_yesterday };
        let Some(n) = pick(talk, hands, asks, &labels) else { return Ok(()) };
        let Some(outcome) = Outcome::ALL.get(n).copied() else {
            walk.hear(Word::Skip);
            continue;
        };
        let before = walk.clone();
        if let Err(trouble) = said(hands, walk.hear(Word::Outcome(outcome))) {
            // What was not saved was not said; the others can be answered all the same.
            talk.say(&trouble.to_string());
            (walk, failed) = (before, Some(trouble));
            walk.hear(Word::Skip);
            continue;
        }
        talk.say(&fill(p.walk_said, &[("outcome", labels[n].as_str())]));
        if outcome == Outcome::Missed {
            talk.say(&due.after_a_miss());
        }
        talk.say(p.walk_note);
        let Some(note) = talk.hear() else { return Ok(()) };
        said(hands, walk.hear(Word::Note(note.trim().to_owned())))?;
    }
    if !walk.all().is_empty() {
        talk.say(p.walk_done);
    }
    // They know what was said on the way.
    for held in hands.promises().reviews(today) {
        talk.pause();
        talk.say(&fill(p.review_line, &[("title", held.commitment.title())]));
        talk.say_all(held.commitment.told(today));
    }
    failed.map_or(Ok(()), Err)
}

/// Tells how each promise goes, and the year month by month: what the calendar shows, in words.
pub(super) fn look_back<I: BufRead, O: Write, E: Write>(hands: &Performer, talk: &mut Talk<I, O, E>) {
    let p = &words().promise;
    let (all, today) = (hands.promises(), hands.now().day());
    if all.held.is_empty() {
        talk.say(p.none_held);
    }
    for held in &all.held {
        talk.pause();
        talk.say(held.commitment.title());
        talk.say_all(held.commitment.told(today));
        talk.say_all(months(&[&held.commitment], today.year(), today).iter().map(Month::told));
        for said in held.commitment.check_ins.iter().filter(|said| !said.note.is_empty()) {
            talk.say(&noted(said));
        }
    }
}

/// Asks about one: what it is, and of which day.
fn ask<I: BufRead, O: Write, E: Write>(talk: &mut Talk<I, O, E>, due: &Due, (n, of): (usize, usize)) {
    let p = &words().promise;
    talk.pause();
    talk.say(&fill(p.walk_place, &[("n", &n.to_string()), ("of", &of.to_string())]));
    let (weekday, day) = (telling::weekday(due.on.weekday()), telling::day(due.on));
    talk.say(&fill(p.walk_day, &[("weekday", weekday), ("day", &day)]));
    talk.say(&due.title);
    if !due.plan.is_empty() {
        talk.say(&due.plan);
    }
}

fn said(hands: &mut Performer, effect: Option<Effect>) -> Result<(), Trouble> {
    effect.map_or(Ok(()), |effect| hands.perform(effect))
}
