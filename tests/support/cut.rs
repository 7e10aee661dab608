//! What a disk may hold after the power failed: for a cut after any change, each state that the rules of file systems
//! leave open. The rules are those found for how programs are hurt by power cuts (Pillai and others, "All File Systems
//! Are Not Created Equal", 2014). It knows no journal.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, UNIX_EPOCH};

use tempfile::TempDir;

use super::disk::{Change, Disk, Node, Stands, Write};

/// What a file system promises of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// They change in the order of the calls, and each sync of any file brings all earlier ones to the disk.
    Ordered,
    /// They are on the disk once their folder was synced; until then each may overtake any other.
    Strict,
}

/// What a disk may hold.
#[derive(Debug)]
pub(crate) struct State {
    /// The files by their path: what is in them, and when they were last written, in microseconds since 1970.
    pub(crate) files: BTreeMap<PathBuf, (Rc<Vec<u8>>, u64)>,
    /// The folders, those above first.
    pub(crate) folders: Vec<PathBuf>,
    /// The latest moment at which the power can have failed to leave this, in microseconds since 1970.
    pub(crate) at: u64,
    /// How it came about.
    pub(crate) told: String,
}

/// Makes a folder to lay states in, of which there are thousands: in memory, where there is a place for it.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

impl State {
    /// Lays all of it that is below one folder into another, in the place of what was laid there before.
    pub(crate) fn lay(&self, folder: &Path, below: &Path) {
        let root = folder.join(below);
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        for path in self.folders.iter().filter(|path| path.starts_with(below)) {
            fs::create_dir_all(folder.join(path)).unwrap();
        }
        for (path, (bytes, written)) in self.files.iter().filter(|(path, _)| path.starts_with(below)) {
            let path = folder.join(path);
            fs::write(&path, bytes.as_slice()).unwrap();
            let written = UNIX_EPOCH + Duration::from_micros(*written);
            File::open(&path).unwrap().set_modified(written).unwrap();
        }
    }
}

/// What became of the writes to a file that were not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Fate {
    /// The first so many arrived.
    First(usize),
    /// All but the second half of the last.
    Front,
    /// All but what follows the last empty line in the first half of the last.
    Lines,
    /// All but the first half of the last.
    Rear,
    /// Their lengths, and zeros in place of the bytes.
    Zeros,
    /// Their lengths alone: what was there before is still there.
    Length,
}

/// What stands at each path, by the path's number.
type Tree = Vec<Option<Stands>>;

/// What a state is told apart by: each path there is and what its file holds, by number; a folder holds nothing.
type Key = Vec<(usize, Option<usize>)>;

/// Which changes of names that were not synced arrived.
type Arrived = Rc<Vec<usize>>;

/// How many combinations of what became of files are built before only some are.
const COMBINED: usize = 150;

/// How a state came about.
#[derive(Clone, Debug)]
struct Way {
    cut: usize,
    pending: usize,
    arrived: Arrived,
    fates: Vec<(Node, Fate)>,
    written: Vec<u64>,
}

/// Builds every state the rules leave open after a cut at any change, each once, with the latest moment it can come
/// about: that is when most is due. Of those that differ only in when files were written one is built.
pub(crate) fn states(disk: &Disk, rules: Rules) -> Vec<State> {
    let mut cuts = Cuts::of(disk, rules);
    for cut in 0..=disk.made.len() {
        cuts.cut(cut);
    }
    cuts.found.iter().map(|(tree, way)| cuts.state(tree, way)).collect()
}

/// All cuts of one disk.
struct Cuts<'a> {
    disk: &'a Disk,
    rules: Rules,
    paths: Vec<PathBuf>,
    /// The number of the folder each path stands in.
    above: Vec<Option<usize>>,
    /// Each change of names, by the numbers of paths.
    names: Vec<Vec<(usize, Option<Stands>)>>,
    /// What stands where after so many changes, when all of them arrived.
    trees: Vec<Tree>,
    /// The writes to each file: which changes they are.
    writes: Vec<Vec<usize>>,
    contents: Vec<Rc<Vec<u8>>>,
    numbers: HashMap<Rc<Vec<u8>>, usize>,
    held: HashMap<(Node, usize, usize, Fate), (usize, u64)>,
    known: HashMap<Key, usize>,
    found: Vec<(Key, Way)>,
}

impl<'a> Cuts<'a> {
    fn of(disk: &'a Disk, rules: Rules) -> Self {
        let mut paths: Vec<PathBuf> = disk.before.keys().cloned().collect();
        for made in &disk.made {
            if let Change::Names(names) = &made.change {
                paths.extend(names.iter().map(|(path, _)| path.clone()));
            }
        }
        paths.sort();
        paths.dedup();
        let number = |path: &PathBuf| paths.binary_search(path).unwrap();
        let above = paths.iter().map(|path| paths.binary_search(&path.parent()?.to_owned()).ok()).collect();
        let names: Vec<Vec<_>> = (disk.made.iter())
            .map(|made| match &made.change {
                Change::Names(names) => names.iter().map(|(path, to)| (number(path), *to)).collect(),
                _ => Vec::new(),
            })
            .collect();
        let mut trees: Vec<Tree> = vec![paths.iter().map(|path| disk.before.get(path).copied()).collect()];
        for change in &names {
            let mut tree = trees.last().unwrap().clone();
            change.iter().for_each(|(path, stands)| tree[*path] = *stands);
            trees.push(tree);
        }
        let mut writes = vec![Vec::new(); disk.contents.len()];
        for (n, made) in disk.made.iter().enumerate() {
            if let Change::Data(node, _) = made.change {
                writes[node].push(n);
            }
        }
        Self {
            disk,
            rules,
            paths,
            above,
            names,
            trees,
            writes,
            contents: Vec::new(),
            numbers: HashMap::new(),
            held: HashMap::new(),
            known: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// Builds the states after so many changes.
    fn cut(&mut self, cut: usize) {
        let pending: Vec<usize> =
            (0..cut).filter(|&n| !self.names[n].is_empty() && !self.is_safe(n, cut)).collect();
        for arrived in choices(pending.len(), self.rules) {
            let arrived = Rc::new(arrived.into_iter().map(|n| pending[n]).collect::<Vec<_>>());
            let from = pending.first().copied().unwrap_or(cut);
            let mut tree = self.trees[from].clone();
            for n in from..cut {
                if pending.binary_search(&n).is_err() || arrived.contains(&n) {
                    self.names[n].iter().for_each(|(path, stands)| tree[*path] = *stands);
                }
            }
            self.fill(&tree, cut, pending.len(), &arrived);
        }
    }

    /// Tells whether a change of names is on the disk for certain.
    fn is_safe(&self, n: usize, cut: usize) -> bool {
        let ended = self.disk.made[n].ended;
        let done =
            || self.disk.made[..cut].iter().filter(|made| made.begun >= ended).map(|made| &made.change);
        if self.rules == Rules::Ordered {
            return done().any(|change| !matches!(change, Change::Names(_) | Change::Data(..)));
        }
        let synced = |folder: &PathBuf| {
            done().any(|change| match change {
                Change::SyncedFolder(synced) => synced == folder,
                change => matches!(change, Change::SyncedAll),
            })
        };
        self.names[n].iter().all(|(path, _)| self.above[*path].is_none_or(|above| synced(&self.paths[above])))
    }

    /// Returns how many writes to a file there were before the cut, and how many of them are on the disk for certain.
    fn synced(&self, node: Node, cut: usize) -> (usize, usize) {
        let all = self.writes[node].partition_point(|&n| n < cut);
        let since = self.disk.made[..cut].iter().filter(|made| match made.change {
            Change::Synced(synced) => synced == node,
            Change::SyncedAll => true,
            _ => false,
        });
        let since = since.map(|made| made.begun).max().unwrap_or(0);
        let safe = self.writes[node][..all].iter().filter(|&&n| self.disk.made[n].ended <= since).count();
        (all, safe)
    }

    /// Fills the files of a tree in each way that is open.
    fn fill(&mut self, tree: &Tree, cut: usize, pending: usize, arrived: &Arrived) {
        let mut seen = vec![false; tree.len()];
        for n in 0..tree.len() {
            seen[n] = tree[n].is_some() && self.above[n].is_none_or(|above| seen[above]);
        }
        let mut nodes: Vec<Node> = (0..tree.len())
            .filter_map(|n| match tree[n] {
                Some(Stands::File(node)) if seen[n] => Some(node),
                _ => None,
            })
            .collect();
        nodes.sort_unstable();
        nodes.dedup();
        let ways: Vec<Vec<(Fate, usize, u64)>> = nodes.iter().map(|&node| self.ways(node, cut)).collect();
        for chosen in combined(&ways.iter().map(Vec::len).collect::<Vec<_>>()) {
            let (mut key, mut written) = (Vec::new(), Vec::new());
            for n in (0..tree.len()).filter(|&n| seen[n]) {
                match tree[n] {
                    Some(Stands::File(node)) => {
                        let at = nodes.binary_search(&node).unwrap();
                        let (_, contents, when) = ways[at][chosen[at]];
                        key.push((n, Some(contents)));
                        written.push(when);
                    }
                    _ => key.push((n, None)),
                }
            }
            let open = nodes.iter().zip(&ways).zip(&chosen).filter(|((_, ways), _)| ways.len() > 1);
            let fates = open.map(|((node, ways), at)| (*node, ways[*at].0)).collect();
            let way = Way { cut, pending, arrived: Rc::clone(arrived), fates, written };
            match self.known.get(&key) {
                Some(&n) => self.found[n].1 = way,
                None => {
                    self.known.insert(key.clone(), self.found.len());
                    self.found.push((key, way));
                }
            }
        }
    }

    /// Returns what a file may hold after a cut, each once.
    fn ways(&mut self, node: Node, cut: usize) -> Vec<(Fate, usize, u64)> {
        let (all, safe) = self.synced(node, cut);
        let open = all - safe;
        let mut ways: Vec<(Fate, usize, u64)> = Vec::new();
        let firsts = [open, 0, open.saturating_sub(1), open / 2].map(Fate::First);
        let fates =
            firsts.into_iter().chain([Fate::Front, Fate::Lines, Fate::Rear, Fate::Zeros, Fate::Length]);
        for fate in fates.take(if open == 0 { 1 } else { usize::MAX }) {
            let (contents, written) = self.hold(node, safe, all, fate);
            if ways.iter().all(|(_, known, _)| *known != contents) {
                ways.push((fate, contents, written));
            }
        }
        ways
    }

    /// Returns the number of what a file holds, and when it was written.
    fn hold(&mut self, node: Node, safe: usize, all: usize, fate: Fate) -> (usize, u64) {
        if let Some(held) = self.held.get(&(node, safe, all, fate)) {
            return *held;
        }
        let (mut bytes, mut written) = self.disk.contents[node].clone();
        let last = match fate {
            Fate::First(first) => safe + first,
            _ => all,
        };
        for at in 0..last {
            let made = &self.disk.made[self.writes[node][at]];
            let Change::Data(_, write) = &made.change else { unreachable!() };
            let fate = if at < safe { Fate::First(0) } else { fate };
            apply(&mut bytes, write, fate, at + 1 == all);
            written = made.ended;
        }
        let bytes = Rc::new(bytes);
        let next = self.contents.len();
        let number = *self.numbers.entry(Rc::clone(&bytes)).or_insert(next);
        if number == next {
            self.contents.push(bytes);
        }
        self.held.insert((node, safe, all, fate), (number, written));
        (number, written)
    }

    fn state(&self, tree: &[(usize, Option<usize>)], way: &Way) -> State {
        let below = |n: usize| self.paths[n].strip_prefix(&self.disk.root).unwrap().to_owned();
        let files = tree.iter().filter_map(|(path, contents)| Some((*path, (*contents)?)));
        let files = files.zip(&way.written);
        let files = files.map(|((path, bytes), at)| (below(path), (Rc::clone(&self.contents[bytes]), *at)));
        let folders = tree.iter().filter(|(_, contents)| contents.is_none()).map(|(path, _)| below(*path));
        State {
            files: files.collect(),
            folders: folders.collect(),
            at: self.disk.made.get(way.cut).map_or(u64::MAX, |made| made.ended),
            told: self.told(way),
        }
    }

    fn told(&self, way: &Way) -> String {
        let last = way.cut.checked_sub(1).map(|n| &self.disk.made[n].change);
        let last = match last {
            Some(Change::Data(node, _)) => format!("a write to file {node}"),
            other => format!("{other:?}"),
        };
        format!(
            "{:?}: cut after change {} of {} ({last}); of {} names not synced arrived {:?}; files {:?}",
            self.rules,
            way.cut,
            self.disk.made.len(),
            way.pending,
            way.arrived,
            way.fates
        )
    }
}

/// Does a write as its fate lets it.
fn apply(held: &mut Vec<u8>, write: &Write, fate: Fate, last: bool) {
    let (at, bytes) = match write {
        Write::Length(length) => return held.resize(*length, 0),
        Write::Bytes { at, bytes } => (*at, bytes),
    };
    let half = bytes.len() / 2;
    let line = bytes[..half].windows(2).rposition(|ends| ends == b"\n\n").map_or(0, |at| at + 1);
    let (from, to) = match fate {
        Fate::Front if last => (0, half),
        Fate::Lines if last => (0, line),
        Fate::Rear if last => (half, bytes.len()),
        Fate::Length => (0, 0),
        _ => (0, bytes.len()),
    };
    // A front that arrived ends the file; of a rear the length arrived too.
    let end = if matches!(fate, Fate::Front | Fate::Lines) && last { at + to } else { at + bytes.len() };
    held.resize(held.len().max(end), 0);
    match fate {
        Fate::Zeros => held[at..at + bytes.len()].fill(0),
        _ => held[at + from..at + to].copy_from_slice(&bytes[from..to]),
    }
}

/// Chooses which of so many changes of names arrived.
fn choices(pending: usize, rules: Rules) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = match pending {
        0..10 => (0..=pending).map(|first| (0..first).collect()).collect(),
        _ => [0, 1, 2, pending / 2, pending - 3, pending - 2, pending - 1, pending]
            .map(|first| (0..first).collect())
            .to_vec(),
    };
    if rules == Rules::Strict {
        // The youngest matter most: what is old is mostly written over.
        for one in (0..pending).rev().take(12) {
            all.push(vec![one]);
            all.push((0..pending).filter(|other| *other != one).collect());
            all.push((one..pending).collect());
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Combines choices, so many for each: all with all where that is not too much; else each against the first and the
/// second of all others.
fn combined(ways: &[usize]) -> Vec<Vec<usize>> {
    if ways.iter().product::<usize>() <= COMBINED {
        return ways.iter().fold(vec![Vec::new()], |all, &ways| {
            let with =
                |one: &Vec<usize>| (0..ways).map(|way| [one.as_slice(), &[way]].concat()).collect::<Vec<_>>();
            all.iter().flat_map(with).collect()
        });
    }
    let most = ways.iter().copied().max().unwrap_or(0);
    let mut all: Vec<Vec<usize>> =
        (0..most).map(|n| ways.iter().map(|&ways| n.min(ways - 1)).collect()).collect();
    for (at, &here) in ways.iter().enumerate() {
        for (way, rest) in (0..here).flat_map(|way| [0, 1].map(|rest| (way, rest))) {
            let mut one: Vec<usize> = ways.iter().map(|&ways| rest.min(ways - 1)).collect();
            one[at] = way;
            all.push(one);
        }
    }
    all.sort();
    all.dedup();
    all
}
