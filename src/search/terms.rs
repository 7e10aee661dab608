//! Words as they are looked for: folded, so that case, accents and the shape of a letter do not matter, in any script.
//! Where a script puts no spaces between words, each two neighbouring characters count as one. It knows no reflection.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters that have no accent to be taken off, and how people type them who do not have them.
const TYPED_AS: &[(char, &str)] =
    &[('ø', "o"), ('ł', "l"), ('đ', "d"), ('ð', "d"), ('þ', "th"), ('æ', "ae"), ('œ', "oe"), ('ħ', "h")];

/// What is read: a text that was written, or what somebody looks for in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Each word, and each part of one that has an apostrophe in it.
    Text,
    /// Each word as a whole.
    Sought,
}

/// What a character is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// Part of a word.
    Letter,
    /// A character of a script that puts no spaces between words.
    Unspaced,
    /// A word by itself: a picture.
    Picture,
    /// Between two letters it belongs to the word.
    Apostrophe,
    /// It belongs to the word and is not seen.
    Unseen,
    /// Anything else.
    Space,
}

/// What a byte is to a word of ASCII: nearly all of most texts are told by it, without looking anything up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Byte {
    /// A letter as it is folded, or a digit.
    Folded,
    /// A large letter.
    Large,
    /// It stands between words.
    Between,
    /// More has to be looked at.
    Unsure,
}

const BYTES: [Byte; 256] = {
    let mut all = [Byte::Unsure; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        all[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => Byte::Folded,
            b'A'..=b'Z' => Byte::Large,
            b'\'' => Byte::Unsure,
            _ => Byte::Between,
        };
        byte += 1;
    }
    all
};

/// Hands over each word of a text, folded, and where it stands. Words that were joined by an apostrophe come as one and,
/// in a text, part by part as well.
pub(super) fn each(text: &str, reading: Reading, hand: &mut dyn FnMut(&str, Range<usize>)) {
    let mut words = Words { reading, hand, word: String::new(), parts: Vec::new(), start: 0, last: None };
    let bytes = text.as_bytes();
    let sort_at = |at: usize| bytes.get(at).map_or(Byte::Between, |&byte| BYTES[usize::from(byte)]);
    let mut at = 0;
    while at < bytes.len() {
        let (start, mut large) = (at, false);
        while let sort @ (Byte::Folded | Byte::Large) = sort_at(at) {
            large |= sort == Byte::Large;
            at += 1;
        }
        if start < at {
            let letters = &text[start..at];
            match sort_at(at) == Byte::Between && words.is_idle() {
                true => words.whole(letters, large, start),
                false => words.letters(letters, start),
            }
            continue;
        }
        if sort_at(at) == Byte::Between {
            if !words.is_idle() {
                words.end(at);
            }
            at += 1;
            continue;
        }
        let Some(letter) = text[at..].chars().next() else { break };
        let end = at + letter.len_utf8();
        match sort(letter) {
            Sort::Letter => words.folded(letter, at),
            Sort::Unspaced => words.unspaced(letter, at..end),
            Sort::Picture => words.picture(letter, at..end),
            Sort::Unseen => {}
            Sort::Apostrophe if words.goes_on(&text[end..]) => words.part(at, end),
            Sort::Apostrophe | Sort::Space => words.end(at),
        }
        at = end;
    }
    words.end(text.len());
}

/// The word that is being read.
struct Words<'a> {
    reading: Reading,
    hand: &'a mut dyn FnMut(&str, Range<usize>),
    word: String,
    /// The parts that have ended: how long the word was then, and where the part and the next one stand in the text.
    parts: Vec<(usize, Range<usize>)>,
    start: usize,
    /// The last character of a script without spaces, and whether one stood before it.
    last: Option<(String, Range<usize>, bool)>,
}

impl Words<'_> {
    /// Tells whether nothing waits for what follows.
    fn is_idle(&self) -> bool {
        self.word.is_empty() && self.last.is_none()
    }

    /// Hands over a word that ends with these letters, as it began with them.
    fn whole(&mut self, letters: &str, large: bool, at: usize) {
        let range = at..at + letters.len();
        if large {
            self.word.push_str(letters);
            self.word.make_ascii_lowercase();
            (self.hand)(&self.word, range);
            self.word.clear();
        } else {
            (self.hand)(letters, range);
        }
    }

    fn begin(&mut self, at: usize) {
        if self.word.is_empty() {
            self.start = at;
        }
    }

    fn letters(&mut self, plain: &str, at: usize) {
        if self.last.is_some() {
            self.end(at);
        }
        self.begin(at);
        let before = self.word.len();
        self.word.push_str(plain);
        self.word[before..].make_ascii_lowercase();
    }

    fn folded(&mut self, letter: char, at: usize) {
        // A mark belongs to the character before it.
        if let Some((character, range, _)) = &mut self.last {
            if is_combining_mark(letter) {
                range.end = at + letter.len_utf8();
                return fold(letter, character);
            }
            self.end(at);
        }
        self.begin(at);
        fold(letter, &mut self.word);
    }

    fn unspaced(&mut self, letter: char, range: Range<usize>) {
        if !self.word.is_empty() {
            self.end(range.start);
        }
        let mut folded = String::new();
        fold(letter, &mut folded);
        match self.last.take() {
            Some((before, from, _)) => {
                (self.hand)(&format!("{before}{folded}"), from.start..range.end);
                self.last = Some((folded, range, true));
            }
            None => self.last = Some((folded, range, false)),
        }
    }

    fn picture(&mut self, letter: char, range: Range<usize>) {
        self.end(range.start);
        (self.hand)(letter.encode_utf8(&mut [0; 4]), range);
    }

    /// Tells whether a word was begun, and what follows goes on with it.
    fn goes_on(&self, rest: &str) -> bool {
        !self.word.is_empty() && rest.chars().next().is_some_and(|next| sort(next) == Sort::Letter)
    }

    fn part(&mut self, end: usize, next: usize) {
        self.parts.push((self.word.len(), end..next));
    }

    /// Hands over what was read.
    fn end(&mut self, at: usize) {
        if let Some((character, range, joined)) = self.last.take()
            && (self.reading == Reading::Text || !joined)
        {
            (self.hand)(&character, range);
        }
        if self.word.is_empty() {
            self.parts.clear();
            return;
        }
        (self.hand)(&self.word, self.start..at);
        if self.reading == Reading::Text && !self.parts.is_empty() {
            let (mut from, mut start) = (0, self.start);
            for (to, gap) in self.parts.drain(..).chain([(self.word.len(), at..at)]) {
                if from < to {
                    (self.hand)(&self.word[from..to], start..gap.start);
                }
                (from, start) = (to, gap.end);
            }
        }
        self.parts.clear();
        self.word.clear();
    }
}

/// Tells whether a word is one character of a script that puts no spaces between words: it may stand before any other.
pub(super) fn is_lone(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| !is_combining_mark(*letter));
    letters.next().is_some_and(|letter| sort(letter) == Sort::Unspaced) && letters.next().is_none()
}

/// Appends a letter without its case and its accents.
fn fold(letter: char, to: &mut String) {
    for part in std::iter::once(letter).nfkd().filter(|part| !is_accent(*part)) {
        // Through capitals, so that what differs only as a small letter is one: the two small sigmas, sharp s.
        for small in part.to_uppercase().flat_map(char::to_lowercase) {
            match TYPED_AS.iter().find(|(known, _)| *known == small) {
                Some((_, plain)) => to.push_str(plain),
                // The dot that a small capital i keeps.
                None if is_accent(small) => {}
                None if small.is_alphanumeric() || is_combining_mark(small) => to.push(small),
                None => {}
            }
        }
    }
}

/// Tells whether a mark may be left out when one writes in a hurry: accents, and the vowel signs of Hebrew and Arabic.
/// In other scripts marks are letters.
fn is_accent(mark: char) -> bool {
    matches!(u32::from(mark),
        0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06ED
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F)
}

fn sort(letter: char) -> Sort {
    match u32::from(letter) {
        0x27 | 0x2019 | 0x02BC | 0xFF07 => Sort::Apostrophe,
        // Told at once: it is what stands between most words.
        0x00..=0x7F if letter.is_ascii_alphanumeric() => Sort::Letter,
        0x00..=0x7F => Sort::Space,
        0x00AD | 0x200B..=0x200F | 0x2060 | 0xFEFF | 0xFE00..=0xFE0F => Sort::Unseen,
        // Thai to Burmese, Khmer, kana, the ideographs, and their rarer kin.
        0x0E01..=0x0E30
        | 0x0E32..=0x0E33
        | 0x0E40..=0x0E46
        | 0x0E81..=0x0EB0
        | 0x0EB2..=0x0EB3
        | 0x0EC0..=0x0EC6
        | 0x1000..=0x102A
        | 0x103F
        | 0x1780..=0x17B3
        | 0x3005..=0x3007
        | 0x3041..=0x3096
        | 0x309D..=0x30FA
        | 0x30FC..=0x30FF
        | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F
        | 0x20000..=0x3FFFF => Sort::Unspaced,
        0x2190..=0x21FF | 0x2300..=0x27BF | 0x2900..=0x2BFF | 0x1F000..=0x1FAFF => Sort::Picture,
        _ if letter.is_alphanumeric() || is_combining_mark(letter) => Sort::Letter,
        _ => Sort::Space,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, reading: Reading) -> Vec<String> {
        let mut all = Vec::new();
        each(text, reading, &mut |word, range| {
            assert!(text.get(range.clone()).is_some_and(|found| !found.is_empty()), "{text:?} {range:?}");
            all.push(word.to_owned());
        });
        all
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        for (text, words) in [
            ("Café NAÏVE über", vec!["cafe", "naive", "uber"]),
            ("Straße ΟΔΟΣ οδός İstanbul ısı", vec!["strasse", "οδοσ", "οδοσ", "istanbul", "isi"]),
            ("ﬁne ｆｕｌｌ smørrebrød Łódź", vec!["fine", "full", "smorrebrod", "lodz"]),
            ("שָׁלוֹם كِتَاب", vec!["שלום", "كتاب"]),
            ("Ёлка молоко́", vec!["елка", "молоко"]),
            ("e\u{301}te\u{301} co\u{ad}operate", vec!["ete", "cooperate"]),
            ("3.14 well-being snake_case", vec!["3", "14", "well", "being", "snake", "case"]),
            ("", vec![]),
            ("?! … —", vec![]),
        ] {
            assert_eq!(read(text, Reading::Text), words, "{text}");
        }
        // Marks that are letters stay.
        assert_ne!(read("कुल", Reading::Text), read("कल", Reading::Text));
        assert_eq!(read("हिन्दी में", Reading::Text).len(), 2);
    }

    #[test]
    fn words_with_an_apostrophe_are_found_whole_and_in_part() {
        assert_eq!(read("don't l’amour", Reading::Text), ["dont", "don", "t", "lamour", "l", "amour"]);
        assert_eq!(read("don't l’amour", Reading::Sought), ["dont", "lamour"]);
        assert_eq!(read("'so' the dogs' end'", Reading::Text), ["so", "the", "dogs", "end"]);
    }

    #[test]
    fn scripts_without_spaces_are_read_two_by_two() {
        assert_eq!(read("日記帳です", Reading::Text), ["日記", "記帳", "帳て\u{3099}", "て\u{3099}す", "す"]);
        assert_eq!(read("日記", Reading::Sought), ["日記"]);
        assert_eq!(read("日", Reading::Sought), ["日"]);
        assert_eq!(read("ｶﾞ", Reading::Sought), read("ガ", Reading::Sought));
        assert_eq!(read("a日b", Reading::Text), ["a", "日", "b"]);
        assert_eq!(read("ความรัก", Reading::Sought).len(), 5);
    }

    proptest! {
        #[test]
        fn plain_letters_are_read_at_once_as_they_are_one_by_one(text in "[a-cA-C0-2' .é日-]{0,24}") {
            // What is not seen between two letters has them looked at one by one.
            let unseen = |letter: char| letter.is_ascii_alphanumeric().then_some('\u{ad}');
            let apart: String = text.chars().flat_map(|letter| std::iter::once(letter).chain(unseen(letter))).collect();
            for reading in [Reading::Text, Reading::Sought] {
                prop_assert_eq!(read(&text, reading), read(&apart, reading));
            }
        }
    }

    #[test]
    fn pictures_are_words() {
        assert_eq!(read("so🙂so ❤\u{fe0f}", Reading::Text), ["so", "🙂", "so", "❤"]);
    }
}
