//! What was learned from labelled sentences: how much each word, its beginning, and each pair and triple of words speaks for a
//! question or against one. It has a say beside the patterns: it can hold back what a pattern found in an honest sentence, and find what no
//! pattern says. The weights stand in `content/mirror-weights.tsv`, one a line, and can be read and changed by hand; they
//! are learned anew by `cargo run --release --example mirror -- --learn FILE…`. It knows no pattern and no file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::tokens::{Kind, Tokens};

/// The most words of a phrase that no pattern found.
const LONGEST: usize = 7;
/// What is weighed in every sentence.
const ALWAYS: &str = "[always]";
/// The letters of a word's beginnings that are weighed, where the word is longer.
const BEGINNINGS: [usize; 3] = [3, 4, 5];

/// A word or a beginning of one, a pair, a triple: each word by its number, 0 for none.
type Gram = [u32; 3];

/// A word of a text by its number and those of its beginnings, 0 where nothing is known of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heard {
    whole: u32,
    beginnings: [u32; BEGINNINGS.len()],
}

/// All weights, by perspective and category.
#[derive(Debug, Default)]
pub(super) struct Weights {
    words: HashMap<String, u32, FixedState>,
    sides: Vec<Side>,
}

/// The weights for one perspective.
#[derive(Debug, Default)]
struct Side {
    name: String,
    /// From which sum on a pattern's finding is shown.
    show: f32,
    /// From which sum on a sentence in which no pattern found anything is asked about.
    ask: f32,
    asked: HashMap<Gram, f32, FixedState>,
    /// Which category, where no pattern says.
    categories: Vec<(String, HashMap<Gram, f32, FixedState>)>,
}

/// What is made of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// What patterns found is to be shown.
    Show,
    /// Nothing is to be shown.
    Hush,
    /// This phrase, as tokens, is to be asked about as this category.
    Ask(Range<usize>, String),
}

/// Returns the row of a sentence's words as they are weighed: pronouns by whom they stand for, other words
/// without their endings, `,` for a pause, `"` for a word that is quoted, `^` and `$` around them.
fn row(tokens: &Tokens, sentence: Range<usize>) -> Vec<Cow<'_, str>> {
    let end = sentence.end.saturating_sub(1).max(sentence.start);
    let words = (sentence.start..end).map(|at| match tokens.all[at].kind {
        _ if tokens.all[at].quoted => Cow::Borrowed("\""),
        Kind::Word => shape(tokens.word(at)),
        Kind::Pause | Kind::End => Cow::Borrowed(","),
    });
    [Cow::Borrowed("^")].into_iter().chain(words).chain([Cow::Borrowed("$")]).collect()
}

/// Returns a word as it is weighed.
fn shape(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(match word {
        "i" | "me" | "myself" => "I",
        "im" | "ive" | "ill" | "id" => return Cow::Owned(format!("I'{}", &word[1..])),
        "my" | "mine" => "MY",
        "you" | "u" | "ya" | "he" | "she" | "they" | "him" | "them" | "yourself" | "himself" | "herself" => {
            "THEY"
        }
        "your" | "ur" | "yours" | "his" | "her" | "their" | "hers" | "theirs" => "THEIR",
        "youre" | "hes" | "shes" | "theyre" => "THEY'RE",
        "youd" | "hed" | "shed" | "theyd" => "THEY'D",
        "youve" | "theyve" => "THEY'VE",
        "youll" | "hell" | "shell" | "theyll" => "THEY'LL",
        "apologize" | "apologies" | "apologise" | "apology" | "sry" | "soz" => "sorry",
        "havent" | "hasnt" | "hadnt" => "HAVE-NOT",
        "dont" | "doesnt" | "didnt" => "DO-NOT",
        "isnt" | "arent" | "wasnt" | "werent" => "BE-NOT",
        "wont" | "wouldnt" => "WILL-NOT",
        "cant" | "couldnt" | "cannot" => "CAN-NOT",
        _ => return stem(word),
    })
}

/// Takes an ending off a word.
fn stem(word: &str) -> Cow<'_, str> {
    for ending in ["ing", "ed", "es", "ly", "s", "d"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return Cow::Borrowed(stem);
        }
    }
    Cow::Borrowed(word)
}

/// Goes through the words, pairs and triples of a row, each by its places.
fn grams(length: usize, mut each: impl FnMut(Range<usize>)) {
    for at in 0..length {
        (at + 1..=length.min(at + 3)).for_each(|end| each(at..end));
    }
}

/// Returns the beginnings of a word that are weighed, each with a star.
fn beginnings(word: &str) -> impl Iterator<Item = String> {
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
    let length = if plain { word.len() } else { 0 };
    BEGINNINGS
        .into_iter()
        .filter(move |letters| *letters < length)
        .map(|letters| format!("{}*", &word[..letters]))
}

/// Returns the names of all that is weighed in a sentence.
pub(super) fn weighed(tokens: &Tokens, sentence: Range<usize>) -> Vec<String> {
    let row = row(tokens, sentence);
    let mut names = vec![ALWAYS.to_owned()];
    for word in &row {
        names.extend(beginnings(word));
    }
    grams(row.len(), |places| names.push(row[places].join(" ")));
    names.sort_unstable();
    names.dedup();
    names
}

impl Weights {
    /// Reads weights: lines of perspective, category (`-` for all), weight, and what is weighed. A line that is none is passed
    /// over; a test holds that no shipped one is.
    pub(super) fn read(text: &str) -> Self {
        let mut weights = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.splitn(4, '\t');
            let (Some(side), Some(category), Some(weight), Some(what)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let Ok(weight) = weight.parse::<f32>() else { continue };
            weights.add(side, category, weight, what);
        }
        weights
    }

    fn add(&mut self, side: &str, category: &str, weight: f32, what: &str) {
        let gram = self.gram_of(what);
        let at = self.sides.iter().position(|known| known.name == side).unwrap_or_else(|| {
            self.sides.push(Side { name: side.to_owned(), ..Side::default() });
            self.sides.len() - 1
        });
        let side = &mut self.sides[at];
        match (category, what) {
            ("-", "[show]") => side.show = weight,
            ("-", "[ask]") => side.ask = weight,
            ("-", _) => drop(side.asked.insert(gram, weight)),
            _ => {
                let known = side.categories.iter().position(|(name, _)| name == category);
                let at = known.unwrap_or_else(|| {
                    side.categories.push((category.to_owned(), HashMap::default()));
                    side.categories.len() - 1
                });
                side.categories[at].1.insert(gram, weight);
            }
        }
    }

    /// Gives each word of what is weighed its number, from 1 on.
    fn gram_of(&mut self, what: &str) -> Gram {
        let mut gram = [0; 3];
        for (place, word) in gram.iter_mut().zip(what.split(' ')) {
            *place = self.number(word);
        }
        gram
    }

    fn number(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX) + 1;
        *self.words.entry(word.to_owned()).or_insert(next)
    }

    /// Looks the words of a text up, each once.
    pub(super) fn hear(&self, tokens: &Tokens) -> Vec<Heard> {
        let mut known: HashMap<&str, Heard, FixedState> = HashMap::default();
        let each = tokens.all.iter().enumerate().map(|(at, token)| match token.kind {
            _ if token.quoted => self.heard("\""),
            Kind::Word => *known.entry(tokens.word(at)).or_insert_with_key(|word| self.heard(&shape(word))),
            Kind::Pause => self.heard(","),
            Kind::End => Heard::default(),
        });
        each.collect()
    }

    fn heard(&self, word: &str) -> Heard {
        let number = |word: &str| self.words.get(word).copied().unwrap_or(0);
        let mut heard = Heard { whole: number(word), ..Heard::default() };
        for (place, beginning) in heard.beginnings.iter_mut().zip(beginnings(word)) {
            *place = number(&beginning);
        }
        heard
    }

    /// Judges a sentence, in which patterns found something or not. `heard`: what [`Weights::hear`] made of the text.
    pub(super) fn judge(&self, side: &str, heard: &[Heard], sentence: Range<usize>, found: bool) -> Verdict {
        let shown = if found { Verdict::Show } else { Verdict::Hush };
        let Some(side) = self.sides.iter().find(|known| known.name == side) else { return shown };
        let last = sentence.end.saturating_sub(1).max(sentence.start);
        let edges = [self.heard("^"), self.heard("$")];
        let row: Vec<Heard> =
            [&edges[..1], &heard[sentence.start..last], &edges[1..]].into_iter().flatten().copied().collect();
        let mut met: Vec<(Gram, f32, Range<usize>)> = Vec::new();
        each_gram(&row, |gram, places| {
            met.extend(side.asked.get(&gram).map(|weight| (gram, *weight, places)));
        });
        let always = [self.heard(ALWAYS).whole, 0, 0];
        let mut sum = side.asked.get(&always).copied().unwrap_or(0.0);
        let mut each = vec![0.0_f32; row.len()];
        met.sort_by_key(|(gram, _, places)| (*gram, places.start));
        let mut before = None;
        for (gram, weight, places) in &met {
            // What stands there twice counts once.
            if before != Some(gram) {
                sum += weight;
            }
            before = Some(gram);
            let share = weight / places.len() as f32;
            each[places.clone()].iter_mut().for_each(|one| *one += share);
        }
        match found {
            true if sum >= side.show => Verdict::Show,
            false if sum >= side.ask => side.asks(&row, &each, sentence.start, always[0]),
            _ => Verdict::Hush,
        }
    }
}

/// Goes through all that is weighed in a row of words that are known, each with its places.
fn each_gram(row: &[Heard], mut with: impl FnMut(Gram, Range<usize>)) {
    for (at, heard) in row.iter().enumerate() {
        for beginning in heard.beginnings.into_iter().filter(|number| *number != 0) {
            with([beginning, 0, 0], at..at + 1);
        }
    }
    grams(row.len(), |places| {
        let mut gram = [0; 3];
        for (place, heard) in gram.iter_mut().zip(&row[places.clone()]) {
            *place = heard.whole;
        }
        if !gram[..places.len()].contains(&0) {
            with(gram, places);
        }
    });
}

impl Side {
    /// Says what to ask about, where no pattern does: the category that most speaks for, and the words that weigh most.
    /// `from`: the token of the row's first word; `always`: the number of what is weighed in every sentence.
    fn asks(&self, row: &[Heard], each: &[f32], from: usize, always: u32) -> Verdict {
        let mut all = vec![[always, 0, 0]];
        each_gram(row, |gram, _| all.push(gram));
        all.sort_unstable();
        all.dedup();
        let sum = |weights: &HashMap<Gram, f32, FixedState>| {
            all.iter().filter_map(|gram| weights.get(gram)).sum::<f32>()
        };
        let best = self.categories.iter().map(|(name, weights)| (name, sum(weights)));
        let Some((category, _)) = best.max_by(|one, other| one.1.total_cmp(&other.1)) else {
            return Verdict::Hush;
        };
        // Without `^` and `$`.
        let last = row.len() - 1;
        let spans = (1..last).flat_map(|from| (from + 1..=last.min(from + LONGEST)).map(move |to| from..to));
        let heavy = |span: &Range<usize>| each[span.clone()].iter().sum::<f32>();
        let phrase =
            spans.max_by(|one, other| heavy(one).total_cmp(&heavy(other)).then(other.len().cmp(&one.len())));
        match phrase {
            Some(span) => Verdict::Ask(from + span.start - 1..from + span.end - 1, category.clone()),
            None => Verdict::Hush,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_weighed_by_words_pairs_and_triples() {
        let tokens = Tokens::of("You lied. I'm sorry, \"you\" too");
        let all: Vec<_> = tokens.sentences().into_iter().map(|sentence| weighed(&tokens, sentence)).collect();
        let has = |n: usize, name: &str| all[n].iter().any(|one| one == name);
        assert_eq!(all.len(), 2);
        assert!(has(0, "THEY") && has(0, "^ THEY lied") && has(0, "lied $") && has(0, "lie*"), "{all:?}");
        assert!(has(1, "I'm sorry ,") && has(1, "\" too") && !has(1, "THEY"), "{all:?}");
        assert!(has(0, "[always]"), "{all:?}");
    }

    #[test]
    fn a_sentence_is_shown_hushed_or_asked_about() {
        let weights = Weights::read(
            "# said\nbroke\t-\t-1\t[show]\nbroke\t-\t1.5\t[ask]\nbroke\t-\t-0.5\t[always]\n\
             broke\t-\t2.5\tjust one\nbroke\t-\t-2\tI lied\nbroke\tsmall\t1\tjust one\nbroke\tother\t1\tnight\n",
        );
        let judge = |text: &str, found: bool| {
            let tokens = Tokens::of(text);
            let sentence = tokens.sentences().remove(0);
            weights.judge("broke", &weights.hear(&tokens), sentence, found)
        };
        assert_eq!(judge("some words", true), Verdict::Show);
        assert_eq!(judge("some words", false), Verdict::Hush);
        assert_eq!(judge("I lied", true), Verdict::Hush, "an honest sentence outweighs a pattern");
        assert_eq!(judge("it was just one of many", false), Verdict::Ask(2..4, "small".to_owned()));
        let tokens = Tokens::of("just one");
        let sentence = tokens.sentences().remove(0);
        assert_eq!(
            weights.judge("hurt", &weights.hear(&tokens), sentence, true),
            Verdict::Show,
            "nothing was learned"
        );
    }
}
