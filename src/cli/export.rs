//! `onward export`: a copy to keep, to read, to print or to hand over. One reflection after the other goes out; none
//! waits for the others in memory.

use std::path::PathBuf;
use std::process::ExitCode;

use super::out::{Failed, Out, tell};
use super::places::Places;
use crate::perform::{Form, Found, NewFile, Performer};
use crate::promise::{At, Wording};
use crate::reflection::Audience;
use crate::trouble::Trouble;
use crate::words::{count, fill, words};

/// Make a copy to keep, to read or to hand over
///
/// JSON holds everything, and `onward import` reads it back: it is a backup. For others (--audience) goes only what is
/// marked for them: no private answer, no title of your own, and no reflection in which nothing is for them. A calendar
/// (--format ics) holds reminders of your promises and nothing else: of all of them, unless you name some reflections.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Their ids, the beginnings of them, or "last"
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// All of them
    #[arg(long)]
    all: bool,
    /// How to write them
    #[arg(long, value_enum, default_value = "md")]
    format: Format,
    /// Who is to read it [default: self]
    #[arg(long = "audience", value_enum)]
    reader: Option<Reader>,
    /// In a calendar, the words of each promise and its plan, rather than "Reminder"
    #[arg(long)]
    full: bool,
    /// In a calendar, when on its day each promise reminds [default: 20:00]
    #[arg(long, value_name = "HH:MM", value_parser = hour)]
    at: Option<At>,
    /// Into a new file that only you can read, rather than to stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// JSON, with everything
    Json,
    /// Markdown
    Md,
    /// Pages of text
    Text,
    /// A calendar: your promises as reminders, in neutral words
    Ics,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Reader {
    /// You: everything
    #[value(name = "self")]
    Own,
    /// The other person: only what is marked for them
    Partner,
    /// A therapist: what is marked for them, and for the other person
    Therapist,
}

/// Where the copy goes.
enum To<'a> {
    Out(&'a mut Out),
    File(NewFile),
}

/// A copy being made.
struct Copying<'a> {
    form: Form,
    reader: Audience,
    to: To<'a>,
    /// How many went out.
    out: usize,
    /// How many could not be read.
    unread: usize,
}

fn hour(text: &str) -> Result<At, String> {
    text.parse().map_err(|_| fill(words().exchange.not_an_hour, &[("text", text)]))
}

pub(super) fn run(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let e = &words().exchange;
    let Some(form) = args.format.form() else { return remind(args, places, out) };
    if args.full || args.at.is_some() {
        return Err(Trouble::new(e.only_calendar).advice(e.only_calendar_how).usage().into());
    }
    match (args.all, args.ids.is_empty()) {
        (false, true) => return Err(Trouble::new(e.which).advice(e.which_how).usage().into()),
        (true, false) => return Err(Trouble::new(e.not_both).usage().into()),
        _ => {}
    }
    let (performer, _) = places.unlocked()?;
    performer.reachable()?;
    let named = args.named(&performer)?;
    let to = args.to(out)?;
    let reader = args.reader.unwrap_or(Reader::Own).audience();
    let mut copying = Copying { form, reader, to, out: 0, unread: 0 };
    if args.all {
        copying.all(&performer)?;
    } else {
        named.iter().try_for_each(|found| copying.one(&performer, found, false))?;
    }
    let sealed = performer.is_encrypted();
    copying.finish(sealed)
}

/// Writes promises for a calendar.
fn remind(args: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let e = &words().exchange;
    if args.reader.is_some() {
        return Err(Trouble::new(e.no_reader).advice(e.no_reader_how).usage().into());
    }
    if args.all && !args.ids.is_empty() {
        return Err(Trouble::new(e.not_both).usage().into());
    }
    let (performer, _) = places.unlocked()?;
    performer.reachable()?;
    let named = args.named(&performer)?;
    let mut to = args.to(out)?;
    let wording = Wording { full: args.full, at: args.at.unwrap_or_default() };
    let new = match named.is_empty() {
        true => performer.reminders(wording),
        false => performer.reminders_of(&named, wording),
    };
    new.notes.iter().chain(&new.unread).for_each(|trouble| tell(&trouble.to_string()));
    match new.calendar {
        Some(calendar) => {
            to.put(&calendar.text)?;
            to.finish(&count(calendar.promises, e.reminders, e.reminders_many))?;
            if performer.is_encrypted() {
                tell(e.readable);
            }
        }
        // A calendar without an event would be none, and a file with nothing in it only in the way of the next.
        None => tell(e.reminders_none),
    }
    Ok(left_out(new.unread.len()))
}

/// Says how many are not in the copy, and returns the exit code.
fn left_out(unread: usize) -> ExitCode {
    if unread == 0 {
        return ExitCode::SUCCESS;
    }
    let e = &words().exchange;
    tell(&count(unread, e.left_out, e.left_out_many));
    ExitCode::FAILURE
}

impl Args {
    /// Begins the copy where it is to go.
    fn to<'a>(&self, out: &'a mut Out) -> Result<To<'a>, Trouble> {
        Ok(match &self.output {
            Some(file) => To::File(NewFile::at(file)?),
            None => To::Out(out),
        })
    }

    /// Finds those that are named, each once, before anything is written.
    fn named(&self, performer: &Performer) -> Result<Vec<Found>, Trouble> {
        let mut named: Vec<Found> = Vec::new();
        for id in &self.ids {
            let found = performer.find(id)?;
            if !named.contains(&found) {
                named.push(found);
            }
        }
        Ok(named)
    }
}

impl Format {
    /// Returns how reflections are written in it; none for a calendar, which holds no reflection.
    fn form(self) -> Option<Form> {
        match self {
            Self::Json => Some(Form::Json),
            Self::Md => Some(Form::Markdown),
            Self::Text => Some(Form::Text),
            Self::Ics => None,
        }
    }
}

impl Reader {
    fn audience(self) -> Audience {
        match self {
            Self::Own => Audience::Own,
            Self::Partner => Audience::Partner,
            Self::Therapist => Audience::Therapist,
        }
    }
}

impl To<'_> {
    fn put(&mut self, text: &str) -> Result<(), Failed> {
        match self {
            Self::Out(out) => out.as_is(text),
            Self::File(file) => Ok(file.write(text)?),
        }
    }

    /// Ends it, and tells what is in a file.
    fn finish(self, what: &str) -> Result<(), Failed> {
        if let Self::File(file) = self {
            file.finish()?;
            tell(what);
        }
        Ok(())
    }
}

impl Copying<'_> {
    fn all(&mut self, performer: &Performer) -> Result<(), Failed> {
        let mut done = Ok(());
        performer.walk(&mut |found, copy| {
            // Second versions are part of a backup; others need no two of anything.
            if !copy || self.reader == Audience::Own {
                done = self.one(performer, found, copy);
            }
            done.is_ok()
        });
        done
    }

    /// Writes one; one that cannot be read is told, and stops no other.
    fn one(&mut self, performer: &Performer, found: &Found, copy: bool) -> Result<(), Failed> {
        let loaded = match performer.read_at(found) {
            Ok(loaded) => loaded,
            Err(trouble) => {
                self.unread += 1;
                tell(&trouble.to_string());
                return Ok(());
            }
        };
        if let Some(note) = loaded.note {
            tell(&note.to_string());
        }
        let Some(reflection) = loaded.reflection.for_reader(self.reader) else { return Ok(()) };
        let text = self.form.written(reflection, copy)?;
        self.to.put(self.form.before(self.out))?;
        self.out += 1;
        self.to.put(&text)
    }

    /// Ends the copy, and says what is not in it.
    fn finish(mut self, sealed: bool) -> Result<ExitCode, Failed> {
        let e = &words().exchange;
        if self.out == 0 && self.reader != Audience::Own {
            tell(e.nothing_for);
            if matches!(self.to, To::File(_)) {
                // A file with nothing in it would only be in the way of the next.
                return Ok(ExitCode::SUCCESS);
            }
        }
        self.to.put(self.form.end(self.out))?;
        self.to.finish(&count(self.out, e.written, e.written_many))?;
        if sealed {
            tell(e.readable);
        }
        Ok(left_out(self.unread))
    }
}
