//! Which patterns are worth a try at a word: those that can begin with it and go on with the next. Most patterns begin with
//! words that stand everywhere; few of them go on as the text does. It knows no pattern from inside.

use super::lexicon::Seen;
use super::pattern::PASSED;

/// The patterns by the words they can begin with and go on with, as rows of bits.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// The numbers of a row.
    width: usize,
    first: Rows,
    second: Rows,
    /// The patterns that can go on with any word, or are over after the first.
    open: Vec<u64>,
    /// The patterns by the words they need further on.
    needed: Rows,
    /// Those that need none.
    easy: Vec<u64>,
    /// Those that find it in the next sentence, too.
    crossing: Vec<u64>,
}

/// Rows of bits, by the number of a word; words that have none have no row.
#[derive(Debug, Default)]
struct Rows {
    row: Vec<u32>,
    bits: Vec<u64>,
}

/// What a pattern says of itself.
pub(super) struct Begins<'p> {
    /// The words it can begin with.
    pub(super) first: &'p [u32],
    /// The words it can go on with; none where it can go on with any.
    pub(super) second: Option<&'p [u32]>,
    /// Words of which one stands further on; none where that is not known.
    pub(super) needs: Option<&'p [u32]>,
    /// Whether that may be in the next sentence.
    pub(super) crosses: bool,
}

impl Gate {
    pub(super) fn new<'p>(patterns: impl ExactSizeIterator<Item = Begins<'p>>) -> Self {
        let width = patterns.len().div_ceil(64);
        let mut gate = Self {
            width,
            open: vec![0; width],
            easy: vec![0; width],
            crossing: vec![0; width],
            ..Self::default()
        };
        for (nth, Begins { first, second, needs, crosses }) in patterns.enumerate() {
            first.iter().for_each(|name| gate.first.set(*name, nth, width));
            match second {
                Some(second) => second.iter().for_each(|name| gate.second.set(*name, nth, width)),
                None => gate.open[nth / 64] |= 1 << (nth % 64),
            }
            match needs {
                Some(needs) => needs.iter().for_each(|name| gate.needed.set(*name, nth, width)),
                None => gate.easy[nth / 64] |= 1 << (nth % 64),
            }
            gate.crossing[nth / 64] |= u64::from(crosses) << (nth % 64);
        }
        gate
    }

    /// Returns for each word of a sentence which of the patterns that are `wanted` find what they need behind it: a row of
    /// bits a word, one behind the other.
    pub(super) fn in_sentence(&self, sentence: &[Seen], next: &[Seen], wanted: &[u64]) -> Vec<u64> {
        let mut rows = vec![0; sentence.len() * self.width];
        let mut behind = vec![0; self.width];
        for needed in
            next.iter().flat_map(|seen| seen.names.iter()).filter_map(|n| self.needed.get(*n, self.width))
        {
            behind.iter_mut().zip(needed).for_each(|(all, one)| *all |= one);
        }
        for ((behind, easy), crossing) in behind.iter_mut().zip(&self.easy).zip(&self.crossing) {
            *behind = *behind & crossing | easy;
        }
        for (at, seen) in sentence.iter().enumerate().rev() {
            let row = &mut rows[at * self.width..(at + 1) * self.width];
            row.iter_mut()
                .zip(&behind)
                .zip(wanted)
                .for_each(|((row, behind), wanted)| *row = behind & wanted);
            for needed in seen.names.iter().filter_map(|name| self.needed.get(*name, self.width)) {
                behind.iter_mut().zip(needed).for_each(|(all, one)| *all |= one);
            }
        }
        rows
    }

    /// Returns the row of bits of a word, of what [`Gate::in_sentence`] returned.
    pub(super) fn row<'r>(&self, rows: &'r [u64], at: usize) -> &'r [u64] {
        &rows[at * self.width..(at + 1) * self.width]
    }

    /// Gives the patterns worth a try at a word of a text, lowest first, into `worth`; only those that are `wanted`.
    pub(super) fn at(&self, text: &[Seen], at: usize, wanted: &[u64], worth: &mut Vec<usize>) {
        worth.clear();
        let rows = text[at].names.iter().filter_map(|name| self.first.get(*name, self.width));
        let first: Vec<&[u64]> = rows.collect();
        if first.is_empty() {
            return;
        }
        // Words that are passed over may be taken all the same: any of these, or the first that is not, goes on.
        let next = &text[at + 1..];
        let far = next.iter().take(PASSED + 1).position(|seen| !seen.passed).unwrap_or(PASSED);
        let names = next.iter().take(far + 1).flat_map(|seen| seen.names.iter());
        let seconds: Vec<&[u64]> = names.filter_map(|name| self.second.get(*name, self.width)).collect();
        for n in 0..self.width {
            let begin = first.iter().fold(0, |all, row| all | row[n]) & wanted[n];
            if begin == 0 {
                continue;
            }
            let mut bits = begin & seconds.iter().fold(self.open[n], |all, row| all | row[n]);
            while bits != 0 {
                worth.push(n * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }
}

impl Rows {
    fn set(&mut self, name: u32, bit: usize, width: usize) {
        let name = name as usize;
        if self.row.len() <= name {
            self.row.resize(name + 1, u32::MAX);
        }
        if self.row[name] == u32::MAX {
            self.row[name] = u32::try_from(self.bits.len() / width.max(1)).unwrap_or(u32::MAX);
            self.bits.resize(self.bits.len() + width, 0);
        }
        self.bits[self.row[name] as usize * width + bit / 64] |= 1 << (bit % 64);
    }

    fn get(&self, name: u32, width: usize) -> Option<&[u64]> {
        let row = *self.row.get(name as usize).filter(|row| **row != u32::MAX)? as usize;
        self.bits.get(row * width..(row + 1) * width)
    }
}
