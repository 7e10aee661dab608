//! A preview of a guide's file, line by line: the same walk, of which nothing is kept. Before a line is taken, the file is
//! looked at, and read again if it changed. It knows no journal.

use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use super::choose;
use super::command::{self, Line};
use super::keeping::Hands;
use super::page::Help;
use super::talk::Talk;
use super::walk::Walk;
use crate::effect::Effect;
use crate::fault::Report;
use crate::guide::Guide;
use crate::moment::Moment;
use crate::perform::{Performer, Read, Watched};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Hands that keep nothing.
struct Nothing {
    file: Watched,
    now: Moment,
}

impl Hands for Nothing {
    fn perform(&mut self, _: Effect) -> Result<(), Trouble> {
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn note(&mut self) -> Option<Trouble> {
        None
    }

    fn now(&self) -> Moment {
        self.now
    }

    fn renewed(&mut self) -> Option<Read> {
        self.file.look()
    }
}

/// Walks through a guide's file. A side that was not given, or that the guide does not have, is asked for.
pub(super) fn preview<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
    file: &Path,
    side: Option<String>,
) -> Result<(), Trouble> {
    let p = &words().plain;
    talk.say(p.preview);
    let mut nothing = Nothing { file: Watched::new(file), now: hands.now() };
    let guide = match nothing.file.read() {
        Ok(guide) => Some(guide),
        Err(report) => mended(talk, &mut nothing, &report),
    };
    let Some(guide) = guide else { return Ok(()) };
    let given = side.filter(|side| guide.perspective(side).is_some());
    let Some(side) = given.or_else(|| choose::side(talk, hands, &guide)) else { return Ok(()) };
    talk.say(&fill(p.walking, &[("title", &guide.title)]));
    let session = hands.preview(guide, &side);
    let country = hands.country().map(str::to_owned);
    let support = hands.support();
    let help = Help { lines: &support, country: country.as_deref() };
    Walk::new(&mut nothing, talk, help, session).walk()
}

/// Tells all faults of a guide, and waits until they are mended; none when the person stops or the input ends.
pub(super) fn mended<I: BufRead, O: Write, E: Write>(
    talk: &mut Talk<I, O, E>,
    hands: &mut impl Hands,
    report: &Report,
) -> Option<Arc<Guide>> {
    let p = &words().plain;
    let mut told = report.to_string();
    loop {
        talk.say_all([&*told, p.preview_mend]);
        if command::read(&talk.hear()?) == Line::Stop {
            return None;
        }
        match hands.renewed() {
            Some(Ok(guide)) => return Some(guide),
            Some(Err(report)) => told = report.to_string(),
            None => p.preview_same.clone_into(&mut told),
        }
    }
}
