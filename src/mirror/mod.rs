//! The mirror: a gentle look at one's own wording. It finds phrases that tend to undo what a person means to say, and has one
//! kind question about each. Where it finds nothing, that means nothing. Its patterns, exceptions, reasons and questions
//! stand in `content/mirror.toml`. It knows no session, no terminal and no disk.
//!
//! What a text costs is linear in its length: a pattern has no loops, and each word of a text begins only the patterns
//! that can begin with it.

mod draft;
mod excerpt;
mod gate;
mod lexicon;
mod maker;
mod pattern;
mod tokens;
mod weigh;

use std::ops::Range;

pub use excerpt::Excerpt;

use crate::fault::Report;
use gate::Gate;
use lexicon::{Lexicon, Seen};
use pattern::Pattern;
use tokens::{Kind, Tokens};
use weigh::{Verdict, Weights};

/// Everything the mirror knows.
#[derive(Debug, Default)]
pub struct Mirror {
    categories: Vec<Category>,
    exceptions: Vec<Exception>,
    rules: Vec<Rule>,
    lexicon: Lexicon,
    /// Which rules are worth a try at a word.
    gate: Gate,
    /// What was learned, where it has a say.
    weights: Option<Weights>,
}

/// A way of wording that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its lasting id.
    pub id: String,
    /// What it is called on screens.
    pub name: String,
    /// The perspectives whose words it looks at.
    pub sides: Vec<String>,
    /// Why it is asked about.
    pub why: String,
    /// The question.
    pub ask: String,
}

/// A phrase that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'m> {
    /// Where the phrase stands, in bytes of the text.
    pub at: Range<usize>,
    /// What it is asked about.
    pub category: &'m Category,
}

/// What makes the mirror hold its tongue.
#[derive(Debug)]
struct Exception {
    reach: Reach,
    /// The words that end its reach within a sentence.
    until: Vec<String>,
    /// The categories it silences, as bits.
    categories: u32,
}

/// How far an exception reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// What stands within it or touches it.
    Within,
    /// What begins in it or behind it, to the end of its sentence or a turn.
    After,
    /// What stands before it, in its sentence and the one before.
    Before,
    /// All of its sentence.
    Sentence,
}

/// A pattern, and what it is for.
#[derive(Debug)]
struct Rule {
    ruled: Ruled,
    pattern: Pattern,
}

/// What a pattern is for, and of which category or exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruled {
    Finds(u16),
    Unless(u16),
    Excepts(u16),
}

/// Where a rule matched: the word, the rule, all of the match and the phrase in it.
type Match = (usize, usize, (Range<usize>, Range<usize>));
/// A phrase, as tokens, and its category.
type Found = (Range<usize>, u16);

impl Category {
    fn sees(&self, perspective: &str) -> bool {
        self.sides.iter().any(|side| side == perspective)
    }
}

impl Reach {
    const ALL: [Self; 4] = [Self::Within, Self::After, Self::Before, Self::Sentence];

    fn name(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::After => "after",
            Self::Before => "before",
            Self::Sentence => "sentence",
        }
    }
}

impl Mirror {
    /// Reads what is built into the program. A test holds that it has no faults.
    ///
    /// # Errors
    /// All faults that could be found.
    pub fn read_shipped() -> Result<Self, Report> {
        Self::read("mirror.toml", include_bytes!("../../content/mirror.toml"))
    }

    /// Lets what was learned have a say, or other weights than the shipped ones.
    #[must_use]
    pub fn with_weights(mut self, text: &str) -> Self {
        self.weights = Some(Weights::read(text));
        self
    }

    /// Lets only the patterns have a say.
    #[must_use]
    pub fn without_weights(mut self) -> Self {
        self.weights = None;
        self
    }

    fn new(
        categories: Vec<Category>,
        exceptions: Vec<Exception>,
        rules: Vec<Rule>,
        lexicon: Lexicon,
    ) -> Self {
        let gate = Gate::new(rules.iter().map(|rule| rule.pattern.begins()));
        Self { categories, exceptions, rules, lexicon, gate, weights: None }
    }

    /// Returns the categories, in the order of the file.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Returns the perspectives whose words it looks at.
    pub fn sides(&self) -> Vec<&str> {
        let mut sides: Vec<&str> = Vec::new();
        for side in self.categories.iter().flat_map(|category| &category.sides) {
            if !sides.contains(&side.as_str()) {
                sides.push(side);
            }
        }
        sides
    }

    /// Looks at what a person of this perspective wrote. Returns the phrases to ask about in their order: none
    /// overlaps another, and the same is asked once of a sentence.
    pub fn look(&self, text: &str, perspective: &str) -> Vec<Finding<'_>> {
        if !self.categories.iter().any(|category| category.sees(perspective)) {
            return Vec::new();
        }
        let tokens = Tokens::of(text);
        let (found, silenced) = self.match_patterns(&tokens, perspective);
        let found = self.weigh(found, &silenced, &tokens, perspective);
        found.into_iter().map(|(phrase, category)| self.finding(&phrase, category, &tokens)).collect()
    }

    /// Returns for each sentence of a text where it stands, in bytes, whether patterns find something in it, and the names of all
    /// that is weighed in it. For whoever learns the weights.
    pub fn weighed(&self, text: &str, perspective: &str) -> Vec<(Range<usize>, bool, Vec<String>)> {
        let tokens = Tokens::of(text);
        let (found, _) = self.match_patterns(&tokens, perspective);
        let each = tokens.sentences().into_iter().map(|sentence| {
            let within = |phrase: &Range<usize>| sentence.contains(&phrase.start);
            let here = found.iter().any(|(phrase, _)| within(phrase));
            let place = tokens.all[sentence.start].span.start..tokens.all[sentence.end - 1].span.end;
            (place, here, weigh::weighed(&tokens, sentence.clone()))
        });
        each.collect()
    }

    /// Returns which rules of a kind look at the words of this perspective, as bits.
    fn wanted(&self, perspective: &str, of: impl Fn(Ruled) -> bool) -> Vec<u64> {
        let mut wanted = vec![0; self.rules.len().div_ceil(64)];
        for (nth, rule) in self.rules.iter().enumerate() {
            let wants = match rule.ruled {
                Ruled::Finds(category) | Ruled::Unless(category) => {
                    self.categories[usize::from(category)].sees(perspective)
                }
                Ruled::Excepts(_) => true,
            };
            wanted[nth / 64] |= u64::from(wants && of(rule.ruled)) << (nth % 64);
        }
        wanted
    }

    /// Returns where rules that are wanted match in a sentence, word by word: the word, the rule, all of the match and the
    /// phrase in it.
    fn matches(&self, seen: &[Seen], sentences: &[Range<usize>], nth: usize, wanted: &[u64]) -> Vec<Match> {
        let sentence = sentences[nth].clone();
        let next = sentences.get(nth + 1).map_or(&[][..], |next| &seen[next.clone()]);
        let rows = self.gate.in_sentence(&seen[sentence.clone()], next, wanted);
        let (mut all, mut worth) = (Vec::new(), Vec::new());
        for at in sentence.clone() {
            self.gate.at(seen, at, self.gate.row(&rows, at - sentence.start), &mut worth);
            let tried = worth.iter().map(|&rule| (rule, self.rules[rule].pattern.at(seen, at)));
            all.extend(tried.filter_map(|(rule, matched)| Some((at, rule, matched?))));
        }
        all
    }

    /// Returns what the patterns find, and in which sentences an exception or a quotation silenced something.
    fn match_patterns(&self, tokens: &Tokens, perspective: &str) -> (Vec<Found>, Vec<bool>) {
        let seen = self.lexicon.see(tokens);
        let sentences = tokens.sentences();
        let finds = self.wanted(perspective, |ruled| matches!(ruled, Ruled::Finds(_)));
        let mut found: Vec<Found> = Vec::new();
        let mut hush = Hush::new(tokens, self);
        let mut near = vec![false; sentences.len()];
        for nth in 0..sentences.len() {
            for (_, rule, (_, phrase)) in self.matches(&seen, &sentences, nth, &finds) {
                if let Ruled::Finds(category) = self.rules[rule].ruled {
                    // Its own sentence, the one before and the one behind it.
                    let at = hush.sentences[phrase.start];
                    near[at.saturating_sub(1)..sentences.len().min(at + 2)].fill(true);
                    found.push((phrase, category));
                }
            }
        }
        // What would hold its tongue matters only where it speaks.
        let rest = self.wanted(perspective, |ruled| !matches!(ruled, Ruled::Finds(_)));
        for nth in (0..sentences.len()).filter(|nth| near[*nth]) {
            for (_, rule, (whole, _)) in self.matches(&seen, &sentences, nth, &rest) {
                match self.rules[rule].ruled {
                    Ruled::Finds(_) => {}
                    Ruled::Unless(category) => hush.sentence(whole.start, 1 << category),
                    Ruled::Excepts(nth) => {
                        let nth = usize::from(nth);
                        hush.except(&whole, nth, &self.exceptions[nth], tokens);
                    }
                }
            }
        }
        let mut silenced = vec![false; sentences.len()];
        found.retain(|(phrase, category)| {
            let silent = hush.silences(phrase, *category, tokens);
            silenced[hush.sentences[phrase.start]] |= silent;
            !silent
        });
        let mut asked = vec![0_u32; sentences.len()];
        let once = |(phrase, category): &Found| {
            let asked = &mut asked[hush.sentences[phrase.start]];
            let new = *asked & 1 << category == 0;
            *asked |= 1 << category;
            new
        };
        (self.apart(found).into_iter().filter(once).collect(), silenced)
    }

    /// Lets what was learned have its say, sentence by sentence.
    fn weigh(&self, found: Vec<Found>, silenced: &[bool], tokens: &Tokens, perspective: &str) -> Vec<Found> {
        let Some(weights) = &self.weights else { return found };
        let heard = weights.hear(tokens);
        let mut kept: Vec<Found> = Vec::new();
        let mut found = found.into_iter().peekable();
        for (sentence, silenced) in tokens.sentences().into_iter().zip(silenced) {
            let here: Vec<Found> =
                std::iter::from_fn(|| found.next_if(|(phrase, _)| phrase.start < sentence.end)).collect();
            match weights.judge(perspective, &heard, sentence, !here.is_empty()) {
                Verdict::Show => kept.extend(here),
                Verdict::Hush => {}
                // What tells a pattern to hold its tongue binds the weights, too.
                Verdict::Ask(..) if *silenced => {}
                Verdict::Ask(phrase, id) => {
                    let known = self.categories.iter().position(|one| one.id == id && one.sees(perspective));
                    let apart = kept.last().is_none_or(|(last, _)| last.end <= phrase.start);
                    let known = known.filter(|_| apart).and_then(|at| u16::try_from(at).ok());
                    kept.extend(known.map(|at| (phrase, at)));
                }
            }
        }
        kept
    }

    /// Leaves of findings that overlap the one whose category stands first in the file, and of these the longest.
    fn apart(&self, mut found: Vec<Found>) -> Vec<Found> {
        found.sort_by_key(|(phrase, category)| (phrase.start, *category, usize::MAX - phrase.end));
        let mut apart: Vec<Found> = Vec::new();
        for (phrase, category) in found {
            match apart.last_mut() {
                Some((last, of)) if phrase.start < last.end => {
                    if category < *of {
                        (*last, *of) = (phrase, category);
                    }
                }
                _ => apart.push((phrase, category)),
            }
        }
        apart
    }

    fn finding(&self, phrase: &Range<usize>, category: u16, tokens: &Tokens) -> Finding<'_> {
        let words = || tokens.all[phrase.clone()].iter().filter(|token| token.kind == Kind::Word);
        let from = words().next().map_or(0, |token| token.span.start);
        let to = words().next_back().map_or(from, |token| token.span.end);
        Finding { at: from..to, category: &self.categories[usize::from(category)] }
    }
}

/// Where the mirror holds its tongue, gathered while a text is read.
struct Hush {
    /// The sentence of each token.
    sentences: Vec<usize>,
    /// The end of each sentence, as a token.
    ends: Vec<usize>,
    /// Which categories are silent in each sentence, as bits.
    whole: Vec<u32>,
    /// Which are silent at each token.
    at: Vec<u32>,
    /// Up to which token each exception has silenced already.
    filled: Vec<usize>,
    /// Before which tokens, in each sentence, which categories are silent.
    before: Vec<Vec<(usize, u32)>>,
}

impl Hush {
    fn new(tokens: &Tokens, mirror: &Mirror) -> Self {
        let mut sentences = Vec::with_capacity(tokens.all.len());
        let mut ends = Vec::new();
        for (at, token) in tokens.all.iter().enumerate() {
            sentences.push(ends.len());
            if token.kind == Kind::End {
                ends.push(at);
            }
        }
        Self {
            whole: vec![0; ends.len()],
            before: vec![Vec::new(); ends.len()],
            at: vec![0; sentences.len()],
            filled: vec![0; mirror.exceptions.len()],
            sentences,
            ends,
        }
    }

    fn sentence(&mut self, at: usize, categories: u32) {
        self.whole[self.sentences[at]] |= categories;
    }

    fn except(&mut self, whole: &Range<usize>, nth: usize, exception: &Exception, tokens: &Tokens) {
        let sentence = self.sentences[whole.start];
        match exception.reach {
            Reach::Sentence => self.whole[sentence] |= exception.categories,
            Reach::Within => {
                self.at[whole.clone()].iter_mut().for_each(|silent| *silent |= exception.categories);
            }
            Reach::Before => {
                for sentence in sentence.saturating_sub(1)..=sentence {
                    // One entry a set of categories: the last place they are silent before.
                    let before = &mut self.before[sentence];
                    match before.iter_mut().find(|(_, of)| *of == exception.categories) {
                        Some((to, _)) => *to = whole.start.max(*to),
                        None => before.push((whole.start, exception.categories)),
                    }
                }
            }
            Reach::After => {
                let end = self.ends[sentence];
                let mut at = whole.start.max(self.filled[nth]);
                while at <= end
                    && (at < whole.end || !exception.until.iter().any(|turn| turn == tokens.word(at)))
                {
                    self.at[at] |= exception.categories;
                    at += 1;
                }
                self.filled[nth] = at;
            }
        }
    }

    fn silences(&self, phrase: &Range<usize>, category: u16, tokens: &Tokens) -> bool {
        let sentence = self.sentences[phrase.start];
        let bit = 1 << category;
        let quoted = tokens.all[phrase.clone()].iter().any(|token| token.quoted);
        let before = self.before[sentence].iter().any(|(to, silent)| silent & bit != 0 && phrase.start < *to);
        quoted || before || self.whole[sentence] & bit != 0 || self.at[phrase.start] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_mirror_has_no_faults() {
        let mirror = Mirror::read_shipped().unwrap_or_else(|report| panic!("\n{report}"));
        assert_eq!(mirror.sides(), ["broke", "hurt"]);
        assert_eq!(mirror.categories.len(), 10);
    }

    #[test]
    fn no_match_is_passed_over_for_speed() {
        let mirror = Mirror::read_shipped().unwrap();
        let sentences = include_str!("../../tests/mirror/held-c.tsv").lines().skip(1).step_by(3);
        let texts: Vec<_> = sentences.filter_map(|line| line.split('\t').nth(1)).collect();
        let text = texts.join(" ");
        let tokens = Tokens::of(&text);
        let seen = mirror.lexicon.see(&tokens);
        let every = |side: &str| {
            let wanted = mirror.wanted(side, |_| true);
            let wants = |nth: &usize| wanted[nth / 64] & 1 << (nth % 64) != 0;
            let rules: Vec<_> = (0..mirror.rules.len()).filter(wants).collect();
            let mut all = Vec::new();
            for at in 0..seen.len() {
                // A match begins with a word of its own, not with one that is passed over.
                let begins = |nth: &&usize| {
                    let first = mirror.rules[**nth].pattern.begins().first;
                    seen[at].names.iter().any(|name| first.contains(name))
                };
                let tried =
                    rules.iter().filter(begins).map(|&nth| (nth, mirror.rules[nth].pattern.at(&seen, at)));
                all.extend(tried.filter_map(|(nth, matched)| Some((at, nth, matched?))));
            }
            all
        };
        for side in mirror.sides() {
            let wanted = mirror.wanted(side, |_| true);
            let sentences = tokens.sentences();
            let each = (0..sentences.len()).flat_map(|nth| mirror.matches(&seen, &sentences, nth, &wanted));
            let mut tried: Vec<_> = each.collect();
            tried.sort_by_key(|(at, nth, _)| (*at, *nth));
            let all = every(side);
            assert!(all.len() > 20, "{}", all.len());
            let missed: Vec<_> = all.iter().filter(|one| !tried.contains(one)).collect();
            assert!(missed.is_empty() && tried.len() == all.len(), "{missed:?}");
        }
    }
}
