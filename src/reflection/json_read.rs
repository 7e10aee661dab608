//! JSON to reflections: onward's own, one document or a list of them, and that of other programs. The text may come
//! from anywhere; nothing in it makes this panic, and what is wrong is told with its place and the number of its entry.

use std::collections::HashMap;
use std::fmt;

use serde_json::value::RawValue;

use super::json_keys::{Keys, Wrong, is, offset};
use super::{FORMAT as FILE, format, format_read, json, json_answer, json_foreign};
use crate::reflection::{Bookmark, Id, Reflection, Status};
use crate::words::{fill, words};

/// An entry that is brought in.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The entry.
    pub reflection: Reflection,
    /// Whether it is a second version of an entry, to be kept beside it.
    pub copy: bool,
}

/// Why a text cannot be brought in, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The number of the entry, counted from 1; none where it is not one entry's fault.
    pub entry: Option<usize>,
    /// What is wrong, a sentence without its full stop.
    pub what: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
}

/// A text whose entries are all in order. It holds none of them: each is read again when it is asked for.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a str,
    entries: Vec<&'a RawValue>,
    /// Which of the entries are second versions.
    copies: Vec<usize>,
    form: Form,
    /// The ids of entries of other programs that would have got one that is taken.
    moved: HashMap<usize, Id>,
}

/// Whose JSON it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Own,
    Foreign,
}

/// Reads a whole text.
///
/// # Errors
/// The first thing that is wrong, and where.
pub fn read(bytes: &[u8]) -> Result<Vec<Imported>, Fault> {
    let document = Document::open(bytes)?;
    (0..document.len()).map(|n| document.entry(n)).collect()
}

impl<'a> Document<'a> {
    /// Looks through a text, and every entry in it.
    ///
    /// # Errors
    /// The first thing that is wrong, and where.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        Self::open_telling(bytes, &mut |_, _| ())
    }

    /// Looks through a text, and every entry in it; `told` hears how many were read, of how many.
    ///
    /// # Errors
    /// The first thing that is wrong, and where.
    pub fn open_telling(bytes: &'a [u8], told: &mut dyn FnMut(usize, usize)) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes)
            .map_err(|e| Fault::at(bytes, e.valid_up_to(), words().exchange.not_utf8))?;
        // What some editors put before everything else.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut document = Self::parted(text).map_err(|(at, what)| Fault::at(text.as_bytes(), at, what))?;
        document.check(told)?;
        Ok(document)
    }

    /// Finds the entries, and whose they are.
    fn parted(text: &'a str) -> Result<Self, Wrong> {
        let e = &words().exchange;
        let whole: &RawValue = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
        let start = offset(text, whole);
        let (form, entries) = if let Some(list) = is::<Vec<&RawValue>>(whole) {
            (Form::Own, list)
        } else {
            let mut keys = Keys::of(text, whole).ok_or_else(|| (start, e.no_shape.to_owned()))?;
            match (keys.has("id"), keys.has("entries")) {
                (true, _) => (Form::Own, vec![whole]),
                (_, true) => (Form::Foreign, keys.list("entries")?),
                _ => return Err((start, e.no_shape.to_owned())),
            }
        };
        Ok(Self { text, entries, copies: Vec::new(), form, moved: HashMap::new() })
    }

    /// Reads every entry once.
    fn check(&mut self, told: &mut dyn FnMut(usize, usize)) -> Result<(), Fault> {
        let mut marks = Vec::new();
        for n in 0..self.entries.len() {
            told(n, self.entries.len());
            match self.form {
                Form::Own if self.entry(n)?.copy => self.copies.push(n),
                Form::Own => {}
                Form::Foreign => marks.push(self.read(n, |keys| Ok(json_foreign::read(keys)?.mark))?),
            }
        }
        self.moved = json_foreign::settled(&marks);
        Ok(())
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the numbers of the entries, from 0: first those that stand for themselves, then the second versions.
    pub fn order(&self) -> (Vec<usize>, &[usize]) {
        let first = (0..self.len()).filter(|n| self.copies.binary_search(n).is_err());
        (first.collect(), &self.copies)
    }

    /// Reads the entry of this number, counted from 0.
    ///
    /// # Errors
    /// None for a number there is: every entry was read before.
    pub fn entry(&self, n: usize) -> Result<Imported, Fault> {
        match self.form {
            Form::Own => self.read(n, own),
            Form::Foreign => {
                let mut reflection = self.read(n, |keys| Ok(json_foreign::read(keys)?.reflection))?;
                if let Some(id) = self.moved.get(&n) {
                    reflection.id.clone_from(id);
                }
                Ok(Imported { reflection, copy: false })
            }
        }
    }

    fn read<T>(&self, n: usize, read: impl FnOnce(&mut Keys<'a>) -> Result<T, Wrong>) -> Result<T, Fault> {
        let e = &words().exchange;
        let keys = self.entries.get(n).map(|value| {
            Keys::of(self.text, value).ok_or_else(|| (offset(self.text, value), e.no_entry.to_owned()))
        });
        let keys = keys.unwrap_or_else(|| Err((self.text.len(), e.no_entry.to_owned())));
        keys.and_then(|mut keys| read(&mut keys))
            .map_err(|(at, what)| Fault { entry: Some(n + 1), ..Fault::at(self.text.as_bytes(), at, what) })
    }
}

impl Fault {
    fn at(text: &[u8], offset: usize, what: impl Into<String>) -> Self {
        let format::Fault { what, line, column } = format::Fault::at(text, offset, what);
        Self { entry: None, what, line, column }
    }
}

impl fmt::Display for Fault {
    /// Writes `line:column: what`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for Fault {}

/// Tells where a text is no JSON.
fn not_json(text: &str, error: &serde_json::Error) -> Wrong {
    let mut starts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start)
    });
    let line = starts.nth(error.line().saturating_sub(1)).unwrap_or(text.len());
    let said = error.to_string();
    let why = said.rsplit_once(" at line ").map_or(said.as_str(), |(why, _)| why);
    let at = line + error.column().saturating_sub(1);
    (at, fill(words().exchange.not_json, &[("why", why)]))
}

/// Reads an entry of onward's own.
fn own(keys: &mut Keys<'_>) -> Result<Imported, Wrong> {
    let t = &words().journal;
    newer(keys)?;
    let id = keys.named("id", t.an_id, |text| text.parse::<Id>().ok())?;
    let started = keys.moment("started")?;
    let started = started.ok_or_else(|| keys.missing("started"))?;
    let updated = keys.moment("updated")?.unwrap_or(started);
    let file = keys.take("file_format", t.a_format, |v| is::<u32>(v).filter(|&n| n > 0))?;
    let reflection = Reflection {
        id: id.ok_or_else(|| keys.missing("id"))?,
        title: keys.text("title")?.unwrap_or_default(),
        guide: keys.text("guide")?.unwrap_or_default(),
        guide_title: keys.text("guide_title")?.unwrap_or_default(),
        perspective: keys.text("perspective")?.unwrap_or_default(),
        status: keys.named("status", t.a_status, Status::named)?.unwrap_or_default(),
        started,
        updated,
        place: place(keys)?,
        answers: json_answer::answers(keys, updated)?,
        format: file.unwrap_or(FILE),
        rest: keys.toml("rest")?,
    };
    Ok(Imported { reflection: as_kept(reflection, keys)?, copy: keys.flag("copy")? })
}

/// Refuses what a later version of this shape says.
fn newer(keys: &mut Keys<'_>) -> Result<(), Wrong> {
    let (t, start) = (&words().journal, keys.start());
    match keys.take("format", t.a_format, |value| is::<u32>(value).filter(|&n| n > 0))? {
        Some(format) if format > json::FORMAT => {
            let (format, known) = (format.to_string(), json::FORMAT.to_string());
            Err((start, fill(words().exchange.newer, &[("format", &format), ("known", &known)])))
        }
        _ => Ok(()),
    }
}

fn place(keys: &mut Keys<'_>) -> Result<Bookmark, Wrong> {
    let Some(mut keys) = keys.inner("place")? else { return Ok(Bookmark::default()) };
    Ok(Bookmark {
        at: keys.text("at")?.map(|at| format_read::stop(&at)).unwrap_or_default(),
        part: keys.count("part")?,
        caret: keys.count("caret")?,
        stage_title: keys.text("stage_title")?.unwrap_or_default(),
    })
}

/// Returns a reflection as its file gives it back: fields that this version does not know may be none there.
fn as_kept(reflection: Reflection, keys: &Keys<'_>) -> Result<Reflection, Wrong> {
    let known = reflection.rest.is_empty() && reflection.answers.iter().all(|answer| answer.rest.is_empty());
    if known {
        return Ok(reflection);
    }
    let mut text = Vec::new();
    format::write(&reflection, &mut text);
    format::read(&text).map(|read| read.reflection).map_err(|fault| (keys.start(), fault.what))
}
