//! What is known of a guide while it is read: its perspectives, and the prompts asked so far. Words and conditions are
//! checked against it. It knows no disk.

use std::collections::HashMap;
use std::ops::Range;

use crate::fault::{Faults, Item, Table};
use crate::question::Worded;

/// What is known so far.
pub(super) struct Check<'t> {
    pub(super) faults: &'t Faults<'t>,
    /// The perspectives; empty where they are not known for sure, so that nothing is told against them.
    pub(super) perspectives: Vec<Side<'t>>,
    /// Where each prompt of the file stands.
    all: HashMap<&'t str, Range<usize>>,
    /// The prompts asked before the one being read, in their order, and what each can be tested for.
    earlier: Vec<&'t str>,
    shapes: HashMap<&'t str, Shape<'t>>,
}

/// A perspective while the guide is read.
pub(super) struct Side<'t> {
    pub(super) id: &'t str,
    pub(super) span: Range<usize>,
    /// Whether any prompt has words for it.
    pub(super) asked: bool,
}

/// What an earlier prompt can be tested for.
pub(super) enum Shape<'t> {
    /// Which options are chosen.
    Choices(&'static str, Vec<&'t str>),
    /// The point, between two ends.
    Scale(i64, i64),
    /// Yes or no.
    YesNo,
    /// Nothing; the kind.
    Other(&'static str),
    /// It has faults of its own, so that nothing is told against a test on it.
    Unsure,
}

impl Shape<'_> {
    /// Returns the kind of the question, if it is known.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Choices(kind, _) | Self::Other(kind) => Some(kind),
            Self::Scale(..) => Some("scale"),
            Self::YesNo => Some("yes-no"),
            Self::Unsure => None,
        }
    }
}

impl<'t> Check<'t> {
    pub(super) fn new(faults: &'t Faults<'t>) -> Self {
        Self {
            faults,
            perspectives: Vec::new(),
            all: HashMap::new(),
            earlier: Vec::new(),
            shapes: HashMap::new(),
        }
    }

    /// Notes where the prompts stand, before the first is read.
    pub(super) fn note_all<'a>(&mut self, prompts: impl Iterator<Item = &'a Table<'t>>)
    where
        't: 'a,
    {
        for item in prompts.filter_map(|prompt| prompt.get("id")).filter(Item::is_text) {
            if let Some(id) = item.raw() {
                self.all.entry(id).or_insert(item.span);
            }
        }
    }

    /// Adds a prompt that has been read.
    pub(super) fn add(&mut self, id: &'t str, shape: Shape<'t>) {
        if self.shapes.contains_key(id) {
            // Asked twice under one id: that is told already, and what it can be tested for is not known.
            self.shapes.insert(id, Shape::Unsure);
        } else {
            self.earlier.push(id);
            self.shapes.insert(id, shape);
        }
    }

    /// Reads the id of a prompt.
    pub(super) fn prompt_id(&self, item: &Item<'t>) -> Option<&'t str> {
        let id = item.id()?;
        if self.shapes.contains_key(id) {
            let line = self.all.get(id).map_or(0, |first| self.faults.line(first.start)).to_string();
            item.say(self.faults.sentences().id_again, &[("id", id), ("line", &line)]);
        }
        Some(id)
    }

    /// Finds the earlier prompt that is named; tells if there is none. `own` is the prompt that names it.
    pub(super) fn earlier(&self, item: &Item<'t>, own: Option<&str>) -> Option<(&'t str, &Shape<'t>)> {
        let name = item.raw()?;
        let sentences = self.faults.sentences();
        if let Some(shape) = self.shapes.get(name) {
            return Some((name, shape));
        }
        if own == Some(name) {
            item.say(sentences.prompt_itself, &[]);
        } else if let Some(later) = self.all.get(name) {
            let line = self.faults.line(later.start).to_string();
            item.say(sentences.prompt_later, &[("name", name), ("line", &line)]);
        } else {
            let known = self.earlier.iter().rev().copied();
            let (near, far) = (sentences.prompt_near, sentences.prompt_far);
            self.faults.not_given(item.span.clone(), name, known, (near, far), &[]);
        }
        None
    }

    /// Finds a perspective by its name; tells if it is unknown and returns what was meant.
    pub(super) fn perspective(&self, name: &'t str, span: Range<usize>) -> Option<&'t str> {
        if self.perspectives.is_empty() || self.perspectives.iter().any(|side| side.id == name) {
            return Some(name);
        }
        let sentences = self.faults.sentences();
        let known = self.perspectives.iter().map(|side| side.id);
        let (near, far) = (sentences.perspective_near, sentences.perspective_far);
        self.faults.not_given(span, name, known, (near, far), &[])
    }

    /// Reads words: one text for all, or one for each perspective.
    pub(super) fn worded(&self, item: &Item<'t>) -> Option<Worded> {
        if item.is_text() {
            return item.words().map(Worded::All);
        }
        if !item.is_table() {
            return item.wrong(self.faults.sentences().words_or_table);
        }
        let entries = item.entries()?;
        if entries.is_empty() {
            item.say(self.faults.sentences().no_words, &[]);
        }
        let read = entries.into_iter().map(|(words, place)| {
            let side = self.perspective(words.key, place);
            let words = words.words();
            Some((side?.to_owned(), words?))
        });
        // All are read, so that all their faults are told, before one that could not be read spoils the whole.
        let read: Vec<_> = read.collect();
        read.into_iter().collect::<Option<Vec<_>>>().map(Worded::By)
    }

    /// Reads words under a name, if they are there.
    pub(super) fn words_at(&self, table: &Table<'t>, name: &str) -> Option<Worded> {
        table.get(name).and_then(|item| self.worded(&item))
    }

    /// Notes who sees a question. One whose words could not be read is taken to be seen by all.
    pub(super) fn note_seen(&mut self, ask: Option<&Worded>) {
        for side in &mut self.perspectives {
            side.asked |= ask.is_none_or(|ask| ask.say(side.id).is_some());
        }
    }
}
