//! The line-by-line door, for screen readers and pipes: the same walks as on the screen, append-only, each line labelled,
//! choices numbered. It never names the journal or the library; its hands are the [`Performer`].

mod choose;
mod command;
mod daily;
mod home;
mod keeping;
mod page;
mod preview;
mod settle;
mod support;
mod talk;
mod walk;

use std::io::{BufRead, Write};

pub use keeping::Hands;
pub use support::support_lines;

use crate::perform::{Performer, Start};
use crate::session::Session;
use crate::trouble::Trouble;
use crate::words::words;
use page::Help;
use talk::Talk;
use walk::Walk;

/// Talks line by line until the person stops or the input ends. Saves that fail are told on `errors` as well as on
/// `output`.
///
/// # Errors
/// What was asked for could not be done, or something could not be saved even at the end.
pub fn run(
    hands: &mut Performer,
    start: Start,
    input: impl BufRead,
    output: impl Write,
    errors: impl Write,
) -> Result<(), Trouble> {
    let mut talk = Talk::new(input, output, errors);
    hands.ready();
    if let Some(note) = hands.note() {
        talk.say(&note.to_string());
    }
    let done = match start {
        Start::Home => home::home(hands, &mut talk),
        Start::New { guide, perspective, title } => begin(hands, &mut talk, guide, perspective, title),
        Start::Resume(name) => resume(hands, &mut talk, name.as_deref()),
        Start::Today => daily::walk(hands, &mut talk),
        Start::Preview { file, perspective } => preview::preview(hands, &mut talk, &file, perspective),
    };
    talk.end();
    done
}

/// Walks with any hands: what a test stands in for the disk with.
///
/// # Errors
/// Something could not be saved even at the end.
pub fn walk(
    hands: &mut impl Hands,
    session: Session,
    input: impl BufRead,
    output: impl Write,
    errors: impl Write,
) -> Result<(), Trouble> {
    let mut talk = Talk::new(input, output, errors);
    let lines = crate::support::Support::shipped();
    let help = Help { lines: &lines, country: None };
    let done = Walk::new(hands, &mut talk, help, session).walk();
    talk.end();
    done
}

/// Begins a reflection; asks for the guide and the side that were not given.
fn begin<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
    guide: Option<String>,
    perspective: Option<String>,
    title: Option<String>,
) -> Result<(), Trouble> {
    let (guide, perspective) = match (guide, perspective) {
        (Some(guide), Some(perspective)) => (guide, perspective),
        (guide, perspective) => {
            let guide = match guide {
                Some(id) => hands.guide(&id)?,
                None => match choose::guide(talk, hands)? {
                    Some(guide) => guide.into(),
                    None => return Ok(()),
                },
            };
            let side = perspective.or_else(|| choose::side(talk, hands, &guide));
            let Some(side) = side else { return Ok(()) };
            (guide.id.clone(), side)
        }
    };
    let session = hands.begin(&guide, &perspective, title.as_deref())?;
    walked(hands, talk, session)
}

/// Goes on with a reflection.
fn resume<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
    name: Option<&str>,
) -> Result<(), Trouble> {
    let (session, note) = hands.resume(name)?;
    if let Some(note) = note {
        talk.say(&note.to_string());
    }
    walked(hands, talk, session)
}

fn walked<I: BufRead, O: Write, E: Write>(
    hands: &mut Performer,
    talk: &mut Talk<I, O, E>,
    session: Session,
) -> Result<(), Trouble> {
    talk.say(&crate::words::fill(words().plain.walking, &[("title", &session.reflection().title)]));
    let country = hands.country().map(str::to_owned);
    let lines = hands.support();
    let help = Help { lines: &lines, country: country.as_deref() };
    Walk::new(hands, talk, help, session).walk()
}
