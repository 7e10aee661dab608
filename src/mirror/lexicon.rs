//! The words that patterns name, their other spellings, and the words that are passed over; and a text read through them.
//! It knows no pattern.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use foldhash::fast::FixedState;

use super::tokens::{Kind, Tokens};

/// A map whose order tells nothing.
type Map<K, V> = HashMap<K, V, FixedState>;

/// The words that patterns name, each with a number; texts are read through it.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Map<String, u32>,
    stems: Map<String, u32>,
    /// The lengths of the stems, in bytes, each once.
    stem_lengths: Vec<usize>,
    /// Other spellings of a word, each a row of words.
    same: Map<String, Vec<String>>,
    /// Words that are passed over where no pattern takes them.
    fillers: HashSet<String, FixedState>,
}

/// A word of a text, as patterns see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) kind: Option<Kind>,
    /// Its number, if a pattern names it, and the numbers of the stems it begins with.
    pub(super) names: Rc<[u32]>,
    /// Whether a pattern may pass over it: a pause, a filler.
    pub(super) passed: bool,
}

impl Lexicon {
    /// One in which words have other spellings, and some are fillers.
    pub(super) fn new(same: &HashMap<String, Vec<String>>, fillers: &[String]) -> Self {
        let same = same.iter().map(|(word, rows)| (plain(word), rows.clone())).collect();
        let fillers = fillers.iter().map(|word| plain(word)).collect();
        Self { same, fillers, ..Self::default() }
    }

    pub(super) fn word(&mut self, word: &str) -> u32 {
        let next = self.next();
        *self.words.entry(word.to_owned()).or_insert(next)
    }

    pub(super) fn stem(&mut self, stem: &str) -> u32 {
        let next = self.next();
        if !self.stem_lengths.contains(&stem.len()) {
            self.stem_lengths.push(stem.len());
        }
        *self.stems.entry(stem.to_owned()).or_insert(next)
    }

    /// Returns the other spellings of a word, each a row of words.
    pub(super) fn spellings(&self, word: &str) -> Vec<String> {
        self.same.get(&plain(word)).cloned().unwrap_or_default()
    }

    fn next(&self) -> u32 {
        u32::try_from(self.words.len() + self.stems.len()).unwrap_or(u32::MAX)
    }

    /// Returns the words of a text as patterns see them.
    pub(super) fn see(&self, tokens: &Tokens) -> Vec<Seen> {
        let mut known: Map<&str, Rc<[u32]>> = Map::default();
        let none: Rc<[u32]> = Rc::new([]);
        let each = tokens.all.iter().enumerate().map(|(at, token)| {
            let names = match token.kind {
                Kind::Word => {
                    known.entry(tokens.word(at)).or_insert_with_key(|word| self.names(word).into()).clone()
                }
                Kind::Pause | Kind::End => Rc::clone(&none),
            };
            let passed = token.kind == Kind::Pause || self.fillers.contains(tokens.word(at));
            Seen { kind: Some(token.kind), names, passed }
        });
        each.collect()
    }

    fn names(&self, word: &str) -> Vec<u32> {
        let mut names: Vec<u32> = self.words.get(word).copied().into_iter().collect();
        // "lookin" is "looking".
        if word.len() > 4 && word.ends_with("in") {
            names.extend(self.words.get(&format!("{word}g")));
        }
        let stems = self.stem_lengths.iter().filter_map(|&length| self.stems.get(word.get(..length)?));
        names.extend(stems);
        names
    }
}

/// Writes a word as texts are read: small letters, no apostrophes.
pub(super) fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '\'' | '\u{2019}')).flat_map(char::to_lowercase).collect()
}
