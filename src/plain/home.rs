//! The home menu, line by line: what is most likely wanted comes first.

use std::io::{BufRead, Write};

use super::choose::{label, pick, yes};
use super::support::support_lines;
use super::talk::Talk;
use super::{begin, daily, resume, settle};
use crate::moment::Moment;
use crate::perform::{A_PROMISE, Found, Header, Listed, Performer, versions_told};
use crate::question::Support as Need;
use crate::reflection::{Status, page, telling};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// How many past reflections are offered by their numbers.
const PAST: usize = 30;

/// What can be done at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Continue,
    Begin,
    Promises,
    Past,
    Guides,
    Support,
    Paths,
    Leave,
}

/// Shows the menu until something leads on, or the person leaves.
///
/// # Errors
/// What was chosen could not be done.
pub(super) fn home<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
) -> Result<(), Trouble> {
    let p = &words().plain;
    if hands.is_new() {
        talk.say(&fill(p.welcome, &[("folder", &hands.paths().journal.to_string_lossy())]));
    }
    loop {
        let choices = choices(hands);
        let labels: Vec<String> = choices.iter().map(|(_, label)| label.clone()).collect();
        let Some(n) = pick(talk, hands, p.home, &labels) else { return Ok(()) };
        talk.pause();
        match choices[n].0 {
            Choice::Continue => return resume(hands, talk, None),
            Choice::Begin => return begin(hands, talk, None, None, None),
            Choice::Promises => {
                if promises(hands, talk)? {
                    return Ok(());
                }
            }
            Choice::Past => {
                if past(hands, talk)? {
                    return Ok(());
                }
            }
            Choice::Guides => guides(hands, talk),
            Choice::Support => talk.say_all(support_lines(&hands.support(), hands.country(), Need::All)),
            Choice::Paths => talk.say(&kept_in(hands)),
            Choice::Leave => return Ok(()),
        }
    }
}

fn choices(hands: &Performer) -> Vec<(Choice, String)> {
    let p = &words().plain;
    let rest = [
        (Choice::Begin, p.home_begin),
        (Choice::Promises, words().promise.title),
        (Choice::Past, p.home_past),
        (Choice::Guides, p.home_guides),
        (Choice::Support, p.home_support),
        (Choice::Paths, p.home_paths),
        (Choice::Leave, p.home_leave),
    ];
    let open = hands.latest().map(|open| (Choice::Continue, going_on(&open, hands.now())));
    open.into_iter().chain(rest.map(|(choice, label)| (choice, label.to_owned()))).collect()
}

fn going_on(open: &Header, now: Moment) -> String {
    let p = &words().plain;
    let ago = open.updated.ago(now);
    let form = if open.stage_title.is_empty() { p.home_continue } else { p.home_continue_at };
    fill(form, &[("title", &open.title), ("stage", &open.stage_title), ("ago", &ago)])
}

fn guides<I: BufRead, O: Write, E: Write>(hands: &Performer, talk: &mut Talk<I, O, E>) {
    for shelved in hands.shelf() {
        match shelved.guide {
            Ok(guide) => talk.say(&label(&guide)),
            Err(report) => talk.say(&report.first()),
        }
    }
}

fn kept_in(hands: &Performer) -> String {
    let paths = hands.paths();
    let (journal, guides) = (paths.journal.to_string_lossy(), paths.guides.to_string_lossy());
    let config = paths.config.to_string_lossy();
    fill(words().plain.kept_in, &[("journal", &journal), ("guides", &guides), ("config", &config)])
}

/// Walks through the day's promises, tells how they go, or makes a new one. Returns whether the person made one.
fn promises<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
) -> Result<bool, Trouble> {
    let p = &words().promise;
    let labels = [p.today, p.look_back, p.new].map(str::to_owned);
    match pick(talk, hands, p.title, &labels) {
        Some(0) => daily::walk(hands, talk).map(|()| false),
        Some(1) => {
            daily::look_back(hands, talk);
            Ok(false)
        }
        Some(_) => begin(hands, talk, Some(A_PROMISE.to_owned()), None, None).map(|()| true),
        None => Ok(false),
    }
}

/// Reads a past reflection. Returns whether the person went on in it.
fn past<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
) -> Result<bool, Trouble> {
    let p = &words().plain;
    let list = hands.list();
    if list.is_empty() {
        talk.say(p.none_yet);
        return Ok(false);
    }
    let labels: Vec<String> = list.iter().take(PAST).map(row).collect();
    if list.len() > PAST {
        talk.say(&fill(p.older, &[("n", &(list.len() - PAST).to_string())]));
    }
    let picked = pick(talk, hands, p.past, &labels);
    let Some(one) = picked.and_then(|n| list.get(n)) else { return Ok(true) };
    if one.has_versions() {
        match settle::wanted(hands, talk, one.versions) {
            None => return Ok(true),
            Some(settle::Wanted::Settle) => return Ok(!settle::settle(hands, talk, &one.found)),
            Some(settle::Wanted::Read) => {}
        }
    }
    let found = &one.found;
    match hands.read_at(found) {
        Ok(loaded) => talk.say(page::text(&loaded.reflection).trim_end()),
        Err(trouble) => talk.say(&trouble.to_string()),
    }
    talk.pause();
    let open = one.entry.as_ref().is_ok_and(|header| header.status == Status::Open);
    if open && !one.copy {
        match yes(talk, p.after_reading) {
            Some(true) => return resume(hands, talk, Some(found.id.as_str())).map(|()| true),
            Some(false) => {}
            None => return Ok(true),
        }
    }
    Ok(!put_away(hands, talk, found))
}

/// Asks whether one that was read goes into the trash. Returns whether the person stays.
fn put_away<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
    found: &Found,
) -> bool {
    let d = &words().doctor;
    match yes(talk, d.ask_put_away) {
        None => return false,
        Some(false) => {}
        Some(true) => match hands.put_away(found) {
            Ok(_) => talk.say(&fill(d.did_put_away, &[("id", found.id.as_str())])),
            Err(trouble) => talk.say(&trouble.to_string()),
        },
    }
    true
}

/// Adds to a row that there are other versions, or what kept a copy.
fn marked(listed: &Listed, row: String) -> String {
    match versions_told(listed) {
        None => row,
        Some(versions) => fill(words().settle.row, &[("row", &row), ("versions", &versions)]),
    }
}

fn row(listed: &Listed) -> String {
    let p = &words().plain;
    match &listed.entry {
        Ok(header) => {
            let day = telling::day(header.started.day());
            let row = fill(
                p.past_row,
                &[("day", &day), ("title", &header.title), ("status", header.status.name())],
            );
            marked(listed, row)
        }
        Err(_) => fill(p.past_damaged, &[("id", listed.found.id.as_str())]),
    }
}
