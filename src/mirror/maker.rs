//! Reads a pattern's text and builds its machine, state by state. It knows no text that is looked at.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{Lexicon, plain};
use super::pattern::{Takes, What, Wrong};

/// How many states a pattern may have: they are the bits of a number.
const STATES: usize = 128;
/// The words that `..` and `...` span.
const GAPS: [(&str, usize); 2] = [("...", 12), ("..", 3)];

/// A piece of a pattern as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    pub(super) at: Range<usize>,
}

/// Cuts a pattern into its pieces.
pub(super) struct Parts<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl<'t> Parts<'t> {
    pub(super) fn all(mut self) -> Result<Vec<Part<'t>>, Wrong> {
        let mut parts = Vec::new();
        while let Some(part) = self.next()? {
            parts.push(part);
        }
        Ok(parts)
    }

    fn next(&mut self) -> Result<Option<Part<'t>>, Wrong> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let gap = GAPS.iter().map(|(gap, _)| *gap).find(|gap| rest.starts_with(gap));
        let word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '%' | '*');
        let list = |from: usize| {
            let not_closed = || Wrong { what: What::NotClosed("<", ">"), at: self.at..self.at + from + 1 };
            rest[from..].find('>').map(|close| from + close + 1).ok_or_else(not_closed)
        };
        let length = match first {
            '<' => list(0)?,
            '!' if rest[1..].starts_with('<') => list(1)?,
            _ if gap.is_some() => {
                let length = gap.map_or(0, str::len);
                if rest[length..].starts_with("!<") { list(length + 1)? } else { length }
            }
            '(' | ')' | '[' | ']' | '{' | '}' | '|' | ',' | '/' | '^' | '$' | '_' => 1,
            c if word(c) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
            c => {
                let at = self.at..self.at + c.len_utf8();
                return Err(Wrong { what: What::BadWord(c.to_string()), at });
            }
        };
        let at = self.at..self.at + length;
        self.at = at.end;
        Ok(Some(Part { text: &self.text[at.clone()], at }))
    }
}

/// Builds the machine.
pub(super) struct Maker<'a> {
    lists: &'a HashMap<String, Vec<String>>,
    lexicon: &'a mut Lexicon,
    pub(super) steps: Vec<Vec<(Takes, usize)>>,
    /// Ways that take nothing.
    ways: Vec<(usize, usize)>,
    /// Where the marked phrase begins, then where it ends.
    pub(super) marks: Vec<usize>,
    /// Whether a match may stand at a state before it has taken anything.
    begins: Vec<bool>,
    /// The states within rows of words.
    inner: Vec<usize>,
    pub(super) at_start: bool,
    /// Names of which one stands in every match, beside those that begin it; the last such row of them.
    pub(super) needs: Option<Vec<u32>>,
    /// Over how many ends of sentences a match may go on.
    pub(super) crosses: usize,
}

impl<'a> Maker<'a> {
    pub(super) fn new(lists: &'a HashMap<String, Vec<String>>, lexicon: &'a mut Lexicon) -> Self {
        Self {
            lists,
            lexicon,
            steps: Vec::new(),
            ways: Vec::new(),
            marks: Vec::new(),
            begins: Vec::new(),
            inner: Vec::new(),
            at_start: false,
            needs: None,
            crosses: 0,
        }
    }

    /// Takes the anchor off the beginning.
    pub(super) fn begin<'p>(&mut self, parts: &'p [Part<'p>]) -> Result<&'p [Part<'p>], Wrong> {
        if parts.is_empty() {
            return Err(Wrong { what: What::Empty, at: 0..0 });
        }
        if let [first, rest @ ..] = parts
            && first.text == "^"
        {
            self.at_start = true;
            return Ok(rest);
        }
        Ok(parts)
    }

    pub(super) fn state(&mut self, at: Range<usize>) -> Result<usize, Wrong> {
        if self.steps.len() == STATES {
            return Err(Wrong { what: What::TooLong, at });
        }
        self.begins.push(self.steps.is_empty());
        self.steps.push(Vec::new());
        Ok(self.steps.len() - 1)
    }

    /// Builds the whole of a pattern behind a state. Returns the state behind it.
    pub(super) fn whole(&mut self, parts: &[Part<'_>], from: usize) -> Result<usize, Wrong> {
        self.row(parts, from, 0, true)
    }

    /// Builds a row of parts behind a state; `sure`: every match passes it. Returns the state behind it.
    fn row(&mut self, parts: &[Part<'_>], from: usize, depth: usize, sure: bool) -> Result<usize, Wrong> {
        let mut here = from;
        let mut rest = parts;
        while let [part, after @ ..] = rest {
            rest = after;
            let before = here;
            here = match part.text {
                "(" => {
                    let (inside, after) = until(part, rest, "(", ")")?;
                    rest = after;
                    self.choice(part, inside, here, depth)?
                }
                "[" => {
                    let (inside, after) = until(part, rest, "[", "]")?;
                    rest = after;
                    let end = self.choice(part, inside, here, depth)?;
                    self.way(here, end);
                    end
                }
                "{" => {
                    let (inside, after) = until(part, rest, "{", "}")?;
                    rest = after;
                    self.marked(part, inside, here, depth, sure)?
                }
                _ => self.one(part, here, rest.is_empty() && depth == 0)?,
            };
            if sure {
                self.note_need(before);
            }
        }
        Ok(here)
    }

    /// Adds a way that takes nothing. Ways out of a state come after those into it.
    fn way(&mut self, from: usize, to: usize) {
        self.ways.push((from, to));
        self.begins[to] |= self.begins[from];
    }

    /// Notes the names that lead on from a state which every match passes, if nothing else does.
    fn note_need(&mut self, state: usize) {
        let names = self.steps[state].iter().map(|(takes, _)| match takes {
            Takes::Name(name) => Some(*name),
            _ => None,
        });
        if self.begins[state]
            || self.steps[state].is_empty()
            || self.ways.iter().any(|(from, _)| *from == state)
        {
            return;
        }
        self.needs = names.collect::<Option<Vec<u32>>>().or_else(|| self.needs.take());
    }

    /// The phrase that is shown. Its ends are states of their own, so that passing them tells where it stands.
    fn marked(
        &mut self,
        part: &Part<'_>,
        inside: &[Part<'_>],
        here: usize,
        depth: usize,
        sure: bool,
    ) -> Result<usize, Wrong> {
        let open = self.state(part.at.clone())?;
        self.way(here, open);
        let end = self.row(inside, open, depth + 1, sure)?;
        let close = self.state(part.at.clone())?;
        self.way(end, close);
        self.marks.extend([open, close]);
        Ok(close)
    }

    /// One of several rows. Rows of words alone share their states, for a pattern has only so many.
    fn choice(
        &mut self,
        part: &Part<'_>,
        inside: &[Part<'_>],
        from: usize,
        depth: usize,
    ) -> Result<usize, Wrong> {
        let end = self.state(part.at.clone())?;
        for row in alternatives(inside) {
            if !row.is_empty() && row.iter().all(|part| is_word(part.text)) {
                self.phrase(part, row.iter().map(|part| part.text), from, end)?;
                continue;
            }
            let begin = self.state(part.at.clone())?;
            self.way(from, begin);
            let last = self.row(row, begin, depth + 1, false)?;
            self.way(last, end);
        }
        Ok(end)
    }

    /// A row of words between two states, in all spellings of each.
    fn phrase<'w>(
        &mut self,
        part: &Part<'_>,
        words: impl Iterator<Item = &'w str>,
        from: usize,
        end: usize,
    ) -> Result<(), Wrong> {
        let mut here = from;
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            let takes = self.name(word, part)?;
            if words.peek().is_none() {
                self.steps[here].push((takes, end));
                self.spellings(word, part, here, end)?;
                break;
            }
            // Only states made for a phrase lead on from within one: what is shared cannot leak into another row.
            let shared = self.steps[here].iter().find(|(one, to)| *one == takes && self.inner.contains(to));
            here = match shared {
                Some((_, to)) => *to,
                None => {
                    let to = self.takes(takes, part, here)?;
                    self.inner.push(to);
                    self.spellings(word, part, here, to)?;
                    to
                }
            };
        }
        Ok(())
    }

    /// The other spellings of a word, between the same two states.
    fn spellings(&mut self, word: &str, part: &Part<'_>, from: usize, to: usize) -> Result<(), Wrong> {
        for row in self.lexicon.spellings(word) {
            let mut here = from;
            let mut words = row.split_whitespace().peekable();
            while let Some(word) = words.next() {
                let takes = self.name(word, part)?;
                if words.peek().is_none() {
                    self.steps[here].push((takes, to));
                } else {
                    here = self.takes(takes, part, here)?;
                }
            }
        }
        Ok(())
    }

    /// A word or a stem.
    fn name(&mut self, word: &str, part: &Part<'_>) -> Result<Takes, Wrong> {
        match word.split_once('*') {
            Some((stem, "")) if !stem.is_empty() => Ok(Takes::Name(self.lexicon.stem(&plain(stem)))),
            Some(_) => Err(Wrong { what: What::BadWord(word.to_owned()), at: part.at.clone() }),
            None => Ok(Takes::Name(self.lexicon.word(&plain(word)))),
        }
    }

    /// A single part.
    fn one(&mut self, part: &Part<'_>, here: usize, last: bool) -> Result<usize, Wrong> {
        let wrong = |what| Err(Wrong { what, at: part.at.clone() });
        if let Some((gap, most)) = GAPS.iter().find(|(gap, _)| part.text.starts_with(gap)) {
            let takes = match &part.text[gap.len()..] {
                "" => Takes::Any,
                but => self.any_but(part, but)?,
            };
            return self.gap(part, here, *most, &takes);
        }
        match part.text {
            "^" => wrong(What::Anchor("^")),
            "$" if !last => wrong(What::Anchor("$")),
            ")" => wrong(What::NotOpened("(", ")")),
            "]" => wrong(What::NotOpened("[", "]")),
            "}" => wrong(What::NotOpened("{", "}")),
            "|" => wrong(What::BadWord("|".to_owned())),
            "_" => self.takes(Takes::Any, part, here),
            "," => self.takes(Takes::Pause, part, here),
            "/" | "$" => {
                self.crosses += usize::from(part.text == "/");
                self.takes(Takes::End, part, here)
            }
            list if list.starts_with('<') => self.list(part, here),
            but if but.starts_with('!') => {
                let takes = self.any_but(part, but)?;
                self.takes(takes, part, here)
            }
            word => {
                let takes = self.name(word, part)?;
                let to = self.takes(takes, part, here)?;
                self.spellings(word, part, here, to)?;
                Ok(to)
            }
        }
    }

    fn takes(&mut self, takes: Takes, part: &Part<'_>, here: usize) -> Result<usize, Wrong> {
        let next = self.state(part.at.clone())?;
        self.steps[here].push((takes, next));
        Ok(next)
    }

    fn gap(&mut self, part: &Part<'_>, here: usize, most: usize, takes: &Takes) -> Result<usize, Wrong> {
        let mut places = vec![here];
        let mut here = here;
        for _ in 0..most {
            here = self.takes(takes.clone(), part, here)?;
            places.push(here);
        }
        let end = self.state(part.at.clone())?;
        places.into_iter().for_each(|place| self.way(place, end));
        Ok(end)
    }

    /// A list: its single words lead straight to the end; a phrase has states between.
    fn list(&mut self, part: &Part<'_>, here: usize) -> Result<usize, Wrong> {
        let list = self.listed(part, part.text)?;
        let end = self.state(part.at.clone())?;
        for phrase in list {
            self.phrase(part, phrase.split_whitespace(), here, end)?;
        }
        Ok(end)
    }

    fn listed(&self, part: &Part<'_>, text: &str) -> Result<&'a [String], Wrong> {
        let name = text.trim_matches(['<', '>']);
        let none = || Wrong { what: What::NoList(name.to_owned()), at: part.at.clone() };
        self.lists.get(name).map(Vec::as_slice).ok_or_else(none)
    }

    /// Any word but those of a list, which has single words only.
    fn any_but(&mut self, part: &Part<'_>, text: &str) -> Result<Takes, Wrong> {
        let mut names = Vec::new();
        for word in self.listed(part, text.trim_start_matches('!'))? {
            if word.contains(' ') {
                return Err(Wrong { what: What::BadWord(word.clone()), at: part.at.clone() });
            }
            let spellings = self.lexicon.spellings(word);
            let single = spellings.iter().filter(|row| !row.contains(' '));
            for word in std::iter::once(word).chain(single) {
                if let Takes::Name(name) = self.name(word, part)? {
                    names.push(name);
                }
            }
        }
        Ok(Takes::AnyBut(names))
    }

    /// Where one gets from each state without taking anything.
    pub(super) fn closures(&self) -> Vec<u128> {
        let mut free: Vec<u128> = (0..self.steps.len()).map(|state| 1 << state).collect();
        loop {
            let before = free.clone();
            for &(from, to) in &self.ways {
                free[from] |= free[to];
            }
            if free == before {
                return free;
            }
        }
    }
}

/// Tells whether a piece is a word or a stem.
fn is_word(part: &str) -> bool {
    part.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '%')
}

/// Returns what stands before the closing piece, and what stands behind it.
fn until<'p, 't>(
    part: &Part<'_>,
    rest: &'p [Part<'t>],
    open: &'static str,
    close: &'static str,
) -> Result<(&'p [Part<'t>], &'p [Part<'t>]), Wrong> {
    let mut depth = 0_usize;
    for (at, one) in rest.iter().enumerate() {
        if one.text == open {
            depth += 1;
        } else if one.text == close {
            if depth == 0 {
                return Ok((&rest[..at], &rest[at + 1..]));
            }
            depth -= 1;
        }
    }
    Err(Wrong { what: What::NotClosed(open, close), at: part.at.clone() })
}

/// Cuts a row at the bars that stand in no bracket of their own.
fn alternatives<'p, 't>(parts: &'p [Part<'t>]) -> Vec<&'p [Part<'t>]> {
    let mut rows = Vec::new();
    let (mut from, mut depth) = (0, 0_usize);
    for (at, part) in parts.iter().enumerate() {
        match part.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "|" if depth == 0 => {
                rows.push(&parts[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    rows.push(&parts[from..]);
    rows
}
