//! The index: for each word the reflections it stands in, and where in them. It is made of reflections handed in one after
//! the other, and can be thrown away at any time. It knows no file and no folder.
//!
//! The words are a map of [`fst`], to where the list of a word begins. A list is how many there are, then for each
//! reflection how far it lies behind the one before, times four, and the best part of it that has the word. Behind all
//! words stand the letters that words begin with, each with a list of its own: the first key that is typed fits so many
//! words that putting their lists together would take longer than the key may.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use fst::map::OpBuilder;
use fst::{IntoStreamer as _, Map, MapBuilder, Streamer as _};

use super::terms::{self, Reading};
use super::{Part, Query, Term, Weight, each_text, weight};
use crate::reflection::Reflection;

/// An index that is being made.
#[derive(Debug, Default)]
pub struct Builder {
    docs: u32,
    words: HashMap<Box<str>, List, RandomState>,
}

/// The list of a word, while it grows.
#[derive(Debug, Default)]
struct List {
    count: u32,
    /// One behind the last reflection that was written.
    next: u32,
    /// The one that is not written yet, and the best part of it so far.
    open: Option<(u32, Part)>,
    bytes: Vec<u8>,
}

/// An index of some reflections, numbered in the order in which they were added.
pub struct Index {
    docs: u32,
    words: Map<Vec<u8>>,
    lists: Vec<u8>,
}

impl Builder {
    /// Makes an empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a reflection, and returns its number.
    pub fn add(&mut self, reflection: &Reflection) -> u32 {
        let doc = self.docs;
        self.docs += 1;
        each_text(reflection, &mut |part, text| {
            terms::each(text, Reading::Text, &mut |word, _| self.note(word, doc, part));
        });
        doc
    }

    fn note(&mut self, word: &str, doc: u32, part: Part) {
        match self.words.get_mut(word) {
            Some(list) => list.note(doc, part),
            None => self.words.entry(word.into()).or_default().note(doc, part),
        }
    }

    /// Makes the index.
    pub fn finish(self) -> Index {
        let mut words: Vec<(Box<str>, List)> = self.words.into_iter().collect();
        words.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut all = Writer::new(self.docs);
        for (word, list) in words {
            all.push(&word, list);
        }
        all.finish()
    }
}

impl List {
    fn note(&mut self, doc: u32, part: Part) {
        match &mut self.open {
            Some((open, best)) if *open == doc => *best = part.max(*best),
            _ => {
                self.close();
                self.open = Some((doc, part));
            }
        }
    }

    /// Reads what was written.
    fn iter(&self) -> Reader<'_> {
        Reader { bytes: &self.bytes, left: self.count.into(), next: 0 }
    }

    /// Writes the one that is open.
    fn close(&mut self) {
        if let Some((doc, part)) = self.open.take() {
            put(u64::from(doc - self.next) << 2 | part as u64, &mut self.bytes);
            self.next = doc + 1;
            self.count += 1;
        }
    }
}

/// What stands before a letter, so that it comes behind all words: no word has such a byte.
const LETTER: u8 = 0xFF;

/// What an index is written into, word by word.
struct Writer {
    docs: u32,
    words: MapBuilder<Vec<u8>>,
    lists: Vec<u8>,
    /// The letter that the last words began with, and of each reflection the best part that has one of them.
    letter: Option<char>,
    best: Vec<Option<Part>>,
    letters: Vec<(char, List)>,
}

impl Writer {
    fn new(docs: u32) -> Self {
        let best = vec![None; docs as usize];
        Self { docs, words: MapBuilder::memory(), lists: Vec::new(), letter: None, best, letters: Vec::new() }
    }

    fn push(&mut self, word: &str, mut list: List) {
        list.close();
        if list.count == 0 {
            return;
        }
        if self.letter != word.chars().next() {
            self.end_letter();
            self.letter = word.chars().next();
        }
        for (doc, part) in list.iter() {
            let best = &mut self.best[doc as usize];
            *best = Some(part).max(*best);
        }
        self.write(word.as_bytes(), list);
    }

    fn write(&mut self, key: &[u8], list: List) {
        let at = self.lists.len() as u64;
        // Words come in their order, each once: that is all the map asks for.
        if self.words.insert(key, at).is_ok() {
            put(list.count.into(), &mut self.lists);
            self.lists.extend_from_slice(&list.bytes);
        }
    }

    fn end_letter(&mut self) {
        let Some(letter) = self.letter.take() else { return };
        let mut list = List::default();
        for (doc, best) in (0..).zip(&mut self.best) {
            if let Some(part) = best.take() {
                list.note(doc, part);
            }
        }
        list.close();
        self.letters.push((letter, list));
    }

    fn finish(mut self) -> Index {
        self.end_letter();
        for (letter, list) in std::mem::take(&mut self.letters) {
            self.write(&key_of(letter), list);
        }
        let words = self.words.into_inner().ok().and_then(|bytes| Map::new(bytes).ok()).unwrap_or_default();
        Index { docs: self.docs, words, lists: self.lists }
    }
}

/// Returns what a letter is found by.
fn key_of(letter: char) -> Vec<u8> {
    let mut key = vec![LETTER];
    key.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    key
}

impl Index {
    /// Returns how many reflections are in it.
    pub fn docs(&self) -> u32 {
        self.docs
    }

    /// Weighs every reflection in it, by number; nothing for one that has not all of the words.
    pub fn weigh(&self, query: &Query) -> Vec<Weight> {
        let docs = self.docs as usize;
        let mut terms = query.terms.iter();
        let mut all = vec![0; docs];
        let Some(first) = terms.next() else { return all };
        self.weigh_term(first, &mut all);
        let mut best = vec![0; docs];
        for term in terms {
            best.fill(0);
            self.weigh_term(term, &mut best);
            for (all, &best) in all.iter_mut().zip(&best) {
                *all = if *all == 0 || best == 0 { 0 } else { all.saturating_add(best) };
            }
        }
        all
    }

    fn weigh_term(&self, term: &Term, best: &mut [Weight]) {
        let mut letters = term.word.chars();
        let letter = letters.next().filter(|_| term.open && letters.next().is_none());
        if let Some(at) = letter.and_then(|letter| self.words.get(key_of(letter))) {
            self.weigh_list(at, false, best);
        }
        if !term.open || letter.is_some() {
            if let Some(at) = self.words.get(&term.word) {
                self.weigh_list(at, true, best);
            }
            return;
        }
        let mut from = self.words.range().ge(&term.word).into_stream();
        while let Some((word, at)) = from.next() {
            if !word.starts_with(term.word.as_bytes()) {
                break;
            }
            self.weigh_list(at, word.len() == term.word.len(), best);
        }
    }

    fn weigh_list(&self, at: u64, whole: bool, best: &mut [Weight]) {
        for (doc, part) in self.list(at) {
            if let Some(best) = best.get_mut(doc as usize) {
                *best = weight(part, whole).max(*best);
            }
        }
    }

    fn list(&self, at: u64) -> Reader<'_> {
        let bytes = usize::try_from(at).ok().and_then(|at| self.lists.get(at..)).unwrap_or_default();
        let mut reader = Reader { bytes, left: 0, next: 0 };
        reader.left = reader.number().unwrap_or(0);
        reader
    }

    /// Puts several together: those of each that are wanted, in their order, with new numbers from 0 on. `wanted` takes
    /// the place of the index and the number in it, and is asked for all of one before the next.
    pub fn merged(all: &[&Self], wanted: impl Fn(usize, u32) -> bool) -> Self {
        let mut docs = 0;
        let numbers: Vec<Vec<Option<u32>>> = all
            .iter()
            .enumerate()
            .map(|(place, index)| {
                let number = |doc| {
                    wanted(place, doc).then(|| {
                        docs += 1;
                        docs - 1
                    })
                };
                (0..index.docs).map(number).collect()
            })
            .collect();
        let mut words = all.iter().fold(OpBuilder::new(), |all, index| all.add(&index.words)).union();
        let mut writer = Writer::new(docs);
        writer.lists.reserve(all.iter().map(|index| index.lists.len()).sum());
        while let Some((word, found)) = words.next() {
            // The letters behind them are put together anew.
            let Ok(word) = std::str::from_utf8(word) else { continue };
            let mut list = List::default();
            let mut found = found.to_vec();
            found.sort_unstable_by_key(|found| found.index);
            for found in found {
                for (doc, part) in all[found.index].list(found.value) {
                    if let Some(Some(doc)) = numbers[found.index].get(doc as usize) {
                        list.note(*doc, part);
                    }
                }
            }
            writer.push(word, list);
        }
        writer.finish()
    }

    /// Returns what it is kept as: how many reflections, the words, and the lists.
    pub fn parts(&self) -> (u32, &[u8], &[u8]) {
        (self.docs, self.words.as_fst().as_bytes(), &self.lists)
    }

    /// Makes it of what it was kept as; none if that is no index. The words have a checksum of their own, which takes a
    /// millisecond or less for each megabyte of them; who forges that as well could forge all else here. How many
    /// reflections it may have is the caller's to know: each takes memory with each search.
    pub fn from_parts(docs: u32, words: Vec<u8>, lists: Vec<u8>) -> Option<Self> {
        let words = Map::new(words).ok().filter(|words| words.as_fst().verify().is_ok())?;
        Some(Self { docs, words, lists })
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("docs", &self.docs).finish_non_exhaustive()
    }
}

/// A list that is being read.
struct Reader<'a> {
    bytes: &'a [u8],
    left: u64,
    next: u32,
}

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for (n, &byte) in self.bytes.iter().enumerate().take(9) {
            number |= u64::from(byte & 0x7F) << (7 * n);
            if byte < 0x80 {
                self.bytes = &self.bytes[n + 1..];
                return Some(number);
            }
        }
        None
    }
}

impl Iterator for Reader<'_> {
    type Item = (u32, Part);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let number = self.number()?;
        let doc = self.next.checked_add(u32::try_from(number >> 2).ok()?)?;
        self.next = doc.checked_add(1)?;
        let part = match number & 3 {
            1 => Part::Question,
            2 => Part::Answer,
            _ => Part::Title,
        };
        Some((doc, part))
    }
}

/// Appends a number, seven bits a byte, the lowest first.
fn put(mut number: u64, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}
