//! A file in which git left two versions between its conflict markers, taken apart into the two. It knows no file and
//! no git; what does not come apart into two whole reflections stays what it is, a damaged file.

use super::Reflection;
use super::format::{Check, Read, read};

/// How many ways of reading the markers are tried at most: the person's own words may look like one.
const WAYS: usize = 64;

/// The two versions that were left in one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Torn {
    /// The one changed later; the first in the file when both were changed at the same time.
    pub later: Reflection,
    /// The other.
    pub earlier: Reflection,
}

/// Takes the two versions apart; none if the bytes are one whole text, damaged in another way, or if a part of them
/// is no reflection.
pub fn split(bytes: &[u8]) -> Option<Torn> {
    if !bytes.windows(8).any(|part| part == b"\n<<<<<<<") && !bytes.starts_with(b"<<<<<<<") {
        return None;
    }
    // What reads as TOML is one version: what looks like a marker in it are words of the person.
    if std::str::from_utf8(bytes).is_ok_and(|text| toml::de::DeTable::parse(text).is_ok()) {
        return None;
    }
    let hunks = hunks(bytes)?;
    let mut best = None;
    for way in 0..ways(&hunks) {
        let (ours, theirs) = sides(bytes, &hunks, way);
        let (Ok(ours), Ok(theirs)) = (read(&ours), read(&theirs)) else { continue };
        if ours.reflection.id != theirs.reflection.id {
            continue;
        }
        let whole = [&ours, &theirs].iter().all(|read| read.check == Check::Whole);
        best = best.filter(|_| !whole).or(Some((ours, theirs)));
        if whole {
            break;
        }
    }
    best.map(|(ours, theirs)| ordered(ours, theirs))
}

fn ordered(ours: Read, theirs: Read) -> Torn {
    let (ours, theirs) = (ours.reflection, theirs.reflection);
    if theirs.updated > ours.updated {
        Torn { later: theirs, earlier: ours }
    } else {
        Torn { later: ours, earlier: theirs }
    }
}

/// A place where two versions stand: all of it, markers and all, and the ways its inside can be read.
struct Hunk {
    start: usize,
    end: usize,
    /// What each version has there, by bytes.
    ways: Vec<[(usize, usize); 2]>,
}

/// A line that looks like a marker.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `<<<<<<<`: a hunk begins, with our version.
    Ours,
    /// `|||||||`: what both came from.
    Base,
    /// `=======`: their version.
    Theirs,
    /// `>>>>>>>`: the hunk ends.
    End,
}

/// A line that looks like a marker, its first byte, and the one behind it.
type Marked = (Mark, usize, usize);

/// Reads a line as a marker: seven signs, and nothing or a name behind them.
fn mark(line: &[u8]) -> Option<Mark> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (signs, name) = line.split_at_checked(7)?;
    if !name.is_empty() && name[0] != b' ' {
        return None;
    }
    match signs {
        b"<<<<<<<" => Some(Mark::Ours),
        b"|||||||" => Some(Mark::Base),
        b"=======" if name.is_empty() => Some(Mark::Theirs),
        b">>>>>>>" => Some(Mark::End),
        _ => None,
    }
}

/// Finds the places where two versions stand; none if there is no such place, or one is not complete.
fn hunks(bytes: &[u8]) -> Option<Vec<Hunk>> {
    let mut hunks = Vec::new();
    // The marks of the hunk that is open.
    let mut open: Option<Vec<Marked>> = None;
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        match (mark(line), open.as_mut()) {
            (Some(Mark::Ours), None) => open = Some(vec![(Mark::Ours, start, end)]),
            (Some(Mark::Ours), Some(_)) => return None,
            (Some(Mark::End), Some(marks)) => {
                let from = marks.first().map_or(start, |(_, from, _)| *from);
                let mut ways = ways_of(marks, start);
                if ways.is_empty() {
                    return None;
                }
                // Last of all, it may be words of the person, markers and all.
                ways.push([(from, end); 2]);
                hunks.push(Hunk { start: from, end, ways });
                open = None;
            }
            (Some(mark), Some(marks)) => marks.push((mark, start, end)),
            _ => {}
        }
    }
    (open.is_none() && !hunks.is_empty()).then_some(hunks)
}

/// Finds the ways a hunk can be read: each line that may part the two does so in one of them.
fn ways_of(marks: &[Marked], end: usize) -> Vec<[(usize, usize); 2]> {
    let Some((_, _, ours)) = marks.first().copied() else { return Vec::new() };
    let of = |wanted: Mark| marks.iter().filter(move |(mark, ..)| *mark == wanted);
    let mut ways = Vec::new();
    for (_, parts, theirs) in of(Mark::Theirs) {
        let bases = of(Mark::Base).map(|(_, base, _)| *base).filter(|base| base < parts);
        ways.extend(bases.chain([*parts]).map(|until| [(ours, until), (*theirs, end)]));
    }
    ways
}

fn ways(hunks: &[Hunk]) -> usize {
    hunks.iter().fold(1, |all: usize, hunk| all.saturating_mul(hunk.ways.len())).min(WAYS)
}

/// Puts the two versions together, the hunks read in one of their ways.
fn sides(bytes: &[u8], hunks: &[Hunk], mut way: usize) -> (Vec<u8>, Vec<u8>) {
    let (mut ours, mut theirs, mut at) = (Vec::new(), Vec::new(), 0);
    for hunk in hunks {
        let [own, other] = hunk.ways[way % hunk.ways.len()];
        way /= hunk.ways.len();
        for (side, (from, to)) in [(&mut ours, own), (&mut theirs, other)] {
            side.extend_from_slice(&bytes[at..hunk.start]);
            side.extend_from_slice(&bytes[from..to]);
        }
        at = hunk.end;
    }
    ours.extend_from_slice(&bytes[at..]);
    theirs.extend_from_slice(&bytes[at..]);
    (ours, theirs)
}
