//! A pattern: a row of words as a person would say them, with alternatives, words that may be left out, and gaps. It is
//! compiled to a small machine without loops, so that trying it at one word takes a bounded number of steps, whatever
//! the text. It knows no file and no category.
//!
//! | written | matches |
//! |---|---|
//! | `sorry` | the word, large or small letters, with or without its apostrophe |
//! | `disappoint*` | every word that begins so |
//! | `(he\|she\|my mother)` | one of these |
//! | `[really]` | may be left out |
//! | `<you>` | a word of a list |
//! | `_` | any word |
//! | `!<no>` | any word that is not in the list |
//! | `..` `...` | up to 3, up to 12 words of the same sentence |
//! | `..!<no>` `...!<no>` | the same, none of them in the list |
//! | `,` | a comma, a dash, a colon; elsewhere they are passed over |
//! | `/` | the end of a sentence |
//! | `^` `$` | the beginning, the end of a sentence |
//! | `{…}` | the phrase that is shown; without it, all of the match |
//!
//! A word with other spellings (the file's `same`) matches these too. A filler (the file's `fillers`: really, just, lol)
//! is passed over wherever a pattern does not take it. `doing` matches doin as well.

use std::collections::HashMap;
use std::ops::Range;

use super::gate::Begins;
use super::lexicon::{Lexicon, Seen};
use super::maker::{Maker, Parts};
use super::tokens::Kind;

/// How many words in a row are passed over at most.
pub(super) const PASSED: usize = 8;

/// What is wrong with a pattern, and where in it, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) what: What,
    pub(super) at: Range<usize>,
}

/// What is wrong with a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    Empty,
    BeginsOpen,
    NotClosed(&'static str, &'static str),
    NotOpened(&'static str, &'static str),
    NoList(String),
    BadWord(String),
    TooLong,
    Anchor(&'static str),
    TwoMarks,
}

/// What one step of the machine takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Takes {
    /// A word or a stem, by its number.
    Name(u32),
    /// Any word.
    Any,
    /// Any word but these.
    AnyBut(Vec<u32>),
    /// A pause.
    Pause,
    /// The end of a sentence.
    End,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// From each state: what is taken, and where that leads.
    states: Vec<State>,
    /// The states that tell one word from another.
    telling: u128,
    /// From each state: where one gets without taking anything, itself included.
    free: Vec<u128>,
    /// Whether it matches only where a sentence begins.
    at_start: bool,
    /// The states where the marked phrase begins and ends, if it is marked.
    marks: Option<(usize, usize)>,
    accept: usize,
    /// The names a match can begin with.
    first: Vec<u32>,
    /// The names it can go on with; none where it can go on with anything, or be over.
    second: Option<Vec<u32>>,
    /// Names of which one stands further on, in every match; none where nothing of the kind is known.
    needs: Option<Vec<u32>>,
    /// Whether that may be in the next sentence.
    crosses: bool,
}

/// Where what is taken leads from a state: sets of states, as bits.
#[derive(Debug, Default)]
struct State {
    /// By names, in their order.
    names: Vec<(u32, u128)>,
    /// By any word.
    any: u128,
    /// By any word but these.
    but: Vec<(Vec<u32>, u128)>,
    pause: u128,
    end: u128,
}

impl State {
    fn new(steps: &[(Takes, usize)], free: &[u128]) -> Self {
        let mut state = Self::default();
        for (takes, to) in steps {
            let to = free[*to];
            match takes {
                Takes::Name(name) => match state.names.binary_search_by_key(name, |(name, _)| *name) {
                    Ok(at) => state.names[at].1 |= to,
                    Err(at) => state.names.insert(at, (*name, to)),
                },
                Takes::Any => state.any |= to,
                Takes::AnyBut(names) => state.but.push((names.clone(), to)),
                Takes::Pause => state.pause |= to,
                Takes::End => state.end |= to,
            }
        }
        state
    }

    /// Returns where one more token leads.
    fn after(&self, seen: &Seen) -> u128 {
        match seen.kind {
            Some(Kind::Word) => {
                let named = |name: &u32| {
                    let at = self.names.binary_search_by_key(name, |(name, _)| *name).ok()?;
                    Some(self.names[at].1)
                };
                let barred =
                    |(names, _): &&(Vec<u32>, u128)| !seen.names.iter().any(|name| names.contains(name));
                let named = seen.names.iter().filter_map(named);
                let but = self.but.iter().filter(barred).map(|(_, to)| *to);
                named.chain(but).fold(self.any, |all, to| all | to)
            }
            Some(Kind::Pause) => self.pause,
            Some(Kind::End) => self.end,
            None => 0,
        }
    }
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn read(
        text: &str,
        lists: &HashMap<String, Vec<String>>,
        lexicon: &mut Lexicon,
    ) -> Result<Self, Wrong> {
        let parts = Parts { text, at: 0 }.all()?;
        let mut maker = Maker::new(lists, lexicon);
        let body = maker.begin(&parts)?;
        let start = maker.state(0..text.len())?;
        let end = maker.whole(body, start)?;
        let wrong = |what| Err(Wrong { what, at: 0..text.len() });
        match maker.marks[..] {
            [] | [_, _] => {}
            _ => return wrong(What::TwoMarks),
        }
        let free = maker.closures();
        if free[start] & (1 << end) != 0 {
            return wrong(What::Empty);
        }
        let states: Vec<State> = maker.steps.iter().map(|steps| State::new(steps, &free)).collect();
        let (first, behind) = names(&states, free[start]);
        let Some(first) = first else { return wrong(What::BeginsOpen) };
        let over = behind & (1 << end) != 0;
        let second = if over { None } else { names(&states, behind).0 };
        let marks = match maker.marks[..] {
            [open, close] => Some((open, close)),
            _ => None,
        };
        let crosses = maker.crosses > 0;
        let needs = maker.needs.filter(|_| maker.crosses < 2);
        let tells = |state: &State| !state.names.is_empty() || !state.but.is_empty();
        let telling = states
            .iter()
            .enumerate()
            .filter(|(_, state)| tells(state))
            .fold(0, |all, (nth, _)| all | 1 << nth);
        Ok(Self {
            states,
            telling,
            free,
            at_start: maker.at_start,
            marks,
            accept: end,
            first,
            second,
            needs,
            crosses,
        })
    }

    /// Says which words it can begin with and go on with.
    pub(super) fn begins(&self) -> Begins<'_> {
        Begins {
            first: &self.first,
            second: self.second.as_deref(),
            needs: self.needs.as_deref(),
            crosses: self.crosses,
        }
    }

    /// Tries the pattern at a word. Returns the longest match, and within it the phrase.
    pub(super) fn at(&self, text: &[Seen], from: usize) -> Option<(Range<usize>, Range<usize>)> {
        let begins = || from == 0 || text[from - 1].kind == Some(Kind::End);
        if self.at_start && !begins() {
            return None;
        }
        let mut states = self.free[0];
        let (mut found, mut passed) = (None, 0);
        for (at, seen) in text.iter().enumerate().skip(from) {
            // Of words that are passed over, only so many in a row: a match takes a bounded number of steps.
            passed = if seen.passed { passed + 1 } else { 0 };
            states = self.after(states, seen);
            if states == 0 || passed > PASSED {
                break;
            }
            if states & (1 << self.accept) != 0 {
                found = Some(at + 1);
            }
        }
        let to = found?;
        let whole = from..to;
        let phrase = self.marks.and_then(|marks| self.phrase(text, &whole, marks));
        Some((whole.clone(), phrase.unwrap_or(whole)))
    }

    /// Returns the states after one more token.
    fn after(&self, states: u128, seen: &Seen) -> u128 {
        // A breath or a filler is passed over wherever a pattern says nothing about it.
        let mut next = if seen.passed { states & !(1 << self.accept) } else { 0 };
        // Most states are those of gaps, which take any word.
        let telling = if seen.kind == Some(Kind::Word) { self.telling } else { u128::MAX };
        for state in bits(states & !telling) {
            next |= self.states[state].any;
        }
        for state in bits(states & telling) {
            next |= self.states[state].after(seen);
        }
        next
    }

    /// Finds where the marked phrase stands in a match: a way through the machine that ends with it.
    fn phrase(&self, text: &[Seen], whole: &Range<usize>, marks: (usize, usize)) -> Option<Range<usize>> {
        // From the end backwards: which states, at each place, lead to acceptance there.
        let length = whole.len();
        let mut leads = vec![0_u128; length + 1];
        leads[length] = self.into(1 << self.accept);
        for back in (0..length).rev() {
            let seen = &text[whole.start + back];
            let goal = leads[back + 1];
            let mut here = if seen.passed { goal } else { 0 };
            for (nth, state) in self.states.iter().enumerate() {
                // Where one gets to without taking anything more counts as reached.
                if state.after(seen) & goal != 0 {
                    here |= 1 << nth;
                }
            }
            leads[back] = self.into(here);
        }
        // Forwards again, along states that lead there.
        let mut states = self.free[0] & leads[0];
        let (mut open, mut close) = (None, None);
        for place in 0..=length {
            if states & (1 << marks.0) != 0 && close.is_none() {
                open = open.or(Some(place));
            }
            if states & (1 << marks.1) != 0 && open.is_some() {
                close = Some(place);
            }
            if place < length {
                states = self.after(states, &text[whole.start + place]) & leads[place + 1];
            }
        }
        let (open, close) = (open?, close?);
        (open < close).then(|| whole.start + open..whole.start + close)
    }

    /// Returns the states from which one of these is reached without taking anything.
    fn into(&self, goal: u128) -> u128 {
        let reaches = self.free.iter().enumerate().filter(|(_, free)| **free & goal != 0);
        reaches.fold(goal, |all, (state, _)| all | 1 << state)
    }
}

/// Returns the names that lead on from these states, if nothing else does; and where all that is taken leads.
fn names(states: &[State], from: u128) -> (Option<Vec<u32>>, u128) {
    let mut names = Vec::new();
    let mut to = 0;
    let mut only = true;
    for state in bits(from).map(|state| &states[state]) {
        names.extend(state.names.iter().map(|(name, _)| *name));
        to |= state.names.iter().fold(0, |all, (_, to)| all | to);
        only &= state.any | state.pause | state.end == 0 && state.but.is_empty();
    }
    names.sort_unstable();
    names.dedup();
    (only.then_some(names), to)
}

/// Iterates over the bits that are set.
fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Tokens;
    use super::*;

    fn lists() -> HashMap<String, Vec<String>> {
        let list = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        HashMap::from([
            ("they".to_owned(), list(&["he", "she", "my mother"])),
            ("single".to_owned(), list(&["he", "she"])),
        ])
    }

    /// The phrase that a pattern finds in a text, wherever it first matches.
    fn found(pattern: &str, text: &str) -> Option<String> {
        let mut lexicon = Lexicon::default();
        let pattern = Pattern::read(pattern, &lists(), &mut lexicon).unwrap();
        let tokens = Tokens::of(text);
        let seen = lexicon.see(&tokens);
        let (_, phrase) = (0..seen.len()).find_map(|at| pattern.at(&seen, at))?;
        let words: Vec<_> = tokens.all[phrase].iter().filter(|token| token.kind == Kind::Word).collect();
        let (first, last) = (words.first()?, words.last()?);
        Some(text[first.span.start..last.span.end].to_owned())
    }

    fn wrong(pattern: &str) -> What {
        Pattern::read(pattern, &lists(), &mut Lexicon::default()).unwrap_err().what
    }

    #[test]
    fn words_match_whatever_their_letters_and_apostrophes() {
        assert_eq!(found("you don't listen", "YOU DONT listen!"), Some("YOU DONT listen".into()));
        assert_eq!(found("dont", "I don’t"), Some("don’t".into()));
        assert_eq!(found("list", "listen"), None);
        assert_eq!(found("you _ me", "you drove me"), Some("you drove me".into()));
        assert_eq!(found("list*", "You listened."), Some("listened".into()));
    }

    #[test]
    fn alternatives_lists_and_options_match() {
        for text in ["he lied", "she really lied", "My mother lied"] {
            assert_eq!(found("<they> [really] (lied|cheated)", text).as_deref(), Some(text));
        }
        assert_eq!(found("<they> lied", "my father lied"), None);
    }

    #[test]
    fn gaps_stay_in_the_sentence() {
        assert_eq!(found("sorry .. but", "sorry for it, but no"), Some("sorry for it, but".into()));
        assert_eq!(found("sorry .. but", "sorry for all of that but"), None);
        assert_eq!(found("sorry .. but", "sorry. But"), None);
        assert_eq!(found("sorry [/] but", "Sorry. But no"), Some("Sorry. But".into()));
    }

    #[test]
    fn the_marked_phrase_is_what_is_shown() {
        assert_eq!(
            found("i know ... {but [it was] you}", "I know I lied, but it was you."),
            Some("but it was you".into())
        );
        assert_eq!(found("{so what} $", "We held hands, so what."), Some("so what".into()));
        assert_eq!(found("so what $", "so what else"), None);
        assert_eq!(found("^ so", "I think so"), None);
        assert_eq!(found("^ so", "Yes. So be it"), Some("So".into()));
    }

    #[test]
    fn the_longest_match_counts() {
        assert_eq!(found("never [ever] [again]", "I will never ever again"), Some("never ever again".into()));
    }

    #[test]
    fn other_spellings_match_and_fillers_are_passed_over() {
        let same = HashMap::from([
            ("you".to_owned(), vec!["u".to_owned()]),
            ("im".to_owned(), vec!["i am".to_owned()]),
        ]);
        let mut lexicon = Lexicon::new(&same, &["really".to_owned()]);
        let patterns = ["im sorry (you left|for it)", "you did it"];
        let patterns = patterns.map(|text| Pattern::read(text, &lists(), &mut lexicon).unwrap());
        let matches = |text: &str| {
            let seen = lexicon.see(&Tokens::of(text));
            patterns.iter().any(|pattern| (0..seen.len()).any(|at| pattern.at(&seen, at).is_some()))
        };
        for text in ["I'm sorry you left", "I am really sorry u left", "im sorry for it", "U really did it"] {
            assert!(matches(text), "{text}");
        }
        for text in ["I sorry you left", "I am not sorry you left", "you really"] {
            assert!(!matches(text), "{text}");
        }
    }

    #[test]
    fn some_words_can_be_barred() {
        assert_eq!(found("x !<single> lied", "x never lied").as_deref(), Some("x never lied"));
        assert_eq!(found("x !<single> lied", "x he lied"), None);
        assert_eq!(found("x ..!<single> lied", "x once again lied").as_deref(), Some("x once again lied"));
        assert_eq!(found("x ..!<single> lied", "x what she lied"), None);
    }

    #[test]
    fn faults_are_told() {
        assert_eq!(wrong(""), What::Empty);
        assert_eq!(wrong("[a]"), What::Empty);
        assert_eq!(wrong(".. a"), What::BeginsOpen);
        assert_eq!(wrong("(a|b"), What::NotClosed("(", ")"));
        assert_eq!(wrong("a)"), What::NotOpened("(", ")"));
        assert_eq!(wrong("<the"), What::NotClosed("<", ">"));
        assert_eq!(wrong("<tehy> a"), What::NoList("tehy".into()));
        assert_eq!(wrong("a ^ b"), What::Anchor("^"));
        assert_eq!(wrong("a $ b"), What::Anchor("$"));
        assert_eq!(wrong("a !<they"), What::NotClosed("<", ">"));
        assert_eq!(wrong("a !<they>"), What::BadWord("my mother".into()));
        assert_eq!(wrong("{a} {b}"), What::TwoMarks);
        assert_eq!(wrong("a # b"), What::BadWord("#".into()));
        assert_eq!(wrong("a*b"), What::BadWord("a*b".into()));
        assert_eq!(wrong(&"a ... ".repeat(12)), What::TooLong);
    }
}
