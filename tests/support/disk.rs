//! A disk: the files of a folder, and what a program's calls did to them, as changes of names and of contents. It knows
//! no journal. Stores to mapped memory are not seen; calls it cannot follow are refused.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::trace::{self, Call};

/// The calls that have to be watched.
pub(crate) const CALLS: &str = "open,openat,openat2,creat,write,writev,pwrite64,pwritev,pwritev2,truncate,ftruncate,\
    fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,symlink,symlinkat,mkdir,mkdirat,rmdir,fsync,\
    fdatasync,sync,syncfs,sync_file_range,copy_file_range,sendfile,splice,dup,dup2,dup3,io_uring_setup";

/// A file's contents, whatever its names.
pub(super) type Node = usize;

/// What stands at a name: a file, or a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    File(Node),
    Folder,
}

/// A change of names: what stands at each of them afterwards.
pub(super) type Names = Vec<(PathBuf, Option<Stands>)>;

/// A change of contents.
#[derive(Clone, Debug)]
pub(super) enum Write {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

/// What a call did.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Names(Names),
    Data(Node, Write),
    Synced(Node),
    SyncedFolder(PathBuf),
    SyncedAll,
}

/// A change, and when it was made, in microseconds since 1970.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) begun: u64,
    pub(super) ended: u64,
    pub(super) change: Change,
}

/// A disk as it was, and what was done to it since.
pub(crate) struct Disk {
    pub(super) root: PathBuf,
    pub(super) before: BTreeMap<PathBuf, Stands>,
    names: BTreeMap<PathBuf, Stands>,
    /// The contents at the start, and when they were written.
    pub(super) contents: Vec<(Vec<u8>, u64)>,
    handles: HashMap<i64, Handle>,
    pub(super) made: Vec<Made>,
}

/// An open file.
#[derive(Clone, Debug)]
struct Handle {
    stands: Stands,
    path: PathBuf,
    at: usize,
}

impl Disk {
    /// Takes all that is in a folder now.
    pub(crate) fn of(root: &Path) -> Self {
        let root = root.canonicalize().unwrap();
        let (mut before, mut contents) = (BTreeMap::new(), Vec::new());
        gather(&root, &mut before, &mut contents);
        let names = before.clone();
        Self { root, before, names, contents, handles: HashMap::new(), made: Vec::new() }
    }

    /// Returns how many changes were made.
    pub(crate) fn changes(&self) -> usize {
        self.made.len()
    }

    /// Takes note of calls, in the order in which they came back.
    pub(crate) fn hear(&mut self, calls: &[Call]) {
        for call in calls.iter().filter(|call| call.returned >= 0) {
            for change in self.change(call) {
                self.made.push(Made { begun: call.begun, ended: call.ended, change });
            }
        }
    }

    fn change(&mut self, call: &Call) -> Vec<Change> {
        let given = |n: usize| call.arguments[n].as_str();
        match call.name.as_str() {
            "openat" => self.open(call),
            "write" | "pwrite64" => self.write(call),
            "copy_file_range" => self.copy(call),
            "ftruncate" => {
                let Some(Handle { stands: Stands::File(node), .. }) = self.handle(given(0)) else {
                    return vec![];
                };
                vec![Change::Data(node, Write::Length(given(1).parse().unwrap()))]
            }
            "rename" => self.rename(call, ".".into(), given(0), ".".into(), given(1), ""),
            "renameat" => self.rename(call, given(0).into(), given(1), given(2).into(), given(3), ""),
            "renameat2" => self.rename(call, given(0).into(), given(1), given(2).into(), given(3), given(4)),
            "link" => self.link(&trace::path_at("", given(0)), &trace::path_at("", given(1))),
            "linkat" => self.link(&trace::path_at(given(0), given(1)), &trace::path_at(given(2), given(3))),
            "unlink" | "rmdir" => self.remove(&trace::path_at("", given(0))),
            "unlinkat" => self.remove(&trace::path_at(given(0), given(1))),
            "mkdir" => self.folder(&trace::path_at("", given(0))),
            "mkdirat" => self.folder(&trace::path_at(given(0), given(1))),
            "fsync" | "fdatasync" => match self.handle(given(0)) {
                Some(Handle { stands: Stands::File(node), .. }) => vec![Change::Synced(node)],
                Some(Handle { path, .. }) => vec![Change::SyncedFolder(path)],
                None => vec![],
            },
            "sync" | "syncfs" => vec![Change::SyncedAll],
            _ => {
                let named = |given: &String| match given.starts_with('"') {
                    true => Some(trace::path_at("", given)),
                    false => trace::path_of(given),
                };
                let ours = call.arguments.iter().filter_map(named).any(|path| self.inside(&path));
                assert!(!ours, "cannot follow {call:?}");
                vec![]
            }
        }
    }

    fn inside(&self, path: &Path) -> bool {
        path.starts_with(&self.root)
    }

    fn handle(&self, argument: &str) -> Option<Handle> {
        self.handles.get(&trace::handle_of(argument)?).cloned()
    }

    fn open(&mut self, call: &Call) -> Vec<Change> {
        self.handles.remove(&call.returned);
        let path = trace::path_at(&call.arguments[0], &call.arguments[1]);
        let flags = &call.arguments[2];
        if !self.inside(&path) {
            return vec![];
        }
        assert!(!flags.contains("O_APPEND") && !flags.contains("O_TMPFILE"), "cannot follow {call:?}");
        let mut changes = Vec::new();
        let stands = match self.names.get(&path) {
            Some(stands) => *stands,
            None if flags.contains("O_CREAT") => {
                let stands = self.new_file(call.ended);
                changes = self.named(vec![(path.clone(), Some(stands))]);
                stands
            }
            // What was there before but is no plain file, or is outside of what was done here.
            None => panic!("opened what is not there: {call:?}"),
        };
        if let (Stands::File(node), true) = (stands, flags.contains("O_TRUNC")) {
            changes.push(Change::Data(node, Write::Length(0)));
        }
        self.handles.insert(call.returned, Handle { stands, path, at: 0 });
        changes
    }

    fn new_file(&mut self, at: u64) -> Stands {
        self.contents.push((Vec::new(), at));
        Stands::File(self.contents.len() - 1)
    }

    fn write(&mut self, call: &Call) -> Vec<Change> {
        let Some(number) = trace::handle_of(&call.arguments[0]) else { return vec![] };
        let path = trace::path_of(&call.arguments[0]).unwrap_or_default();
        let Some(handle) = self.handles.get_mut(&number).filter(|_| path.starts_with(&self.root)) else {
            assert!(!path.starts_with(&self.root), "wrote to what was not opened: {call:?}");
            return vec![];
        };
        let mut bytes = trace::bytes_of(&call.arguments[1]);
        bytes.truncate(usize::try_from(call.returned).unwrap());
        let at = match call.arguments.get(3) {
            Some(at) => at.parse().unwrap(),
            None => {
                handle.at += bytes.len();
                handle.at - bytes.len()
            }
        };
        let Stands::File(node) = handle.stands else { panic!("wrote to a folder: {call:?}") };
        vec![Change::Data(node, Write::Bytes { at, bytes })]
    }

    fn copy(&mut self, call: &Call) -> Vec<Change> {
        let [from, to] = [0, 2].map(|n| self.handle(&call.arguments[n]));
        let (Some(from), Some(to)) = (from, to) else { return vec![] };
        let both = (from.stands, to.stands, call.arguments[1].as_str(), call.arguments[3].as_str());
        let (Stands::File(source), Stands::File(node), "NULL", "NULL") = both else {
            panic!("cannot follow {call:?}")
        };
        let count = usize::try_from(call.returned).unwrap();
        let bytes = self.now(source)[from.at..from.at + count].to_vec();
        for n in [0, 2] {
            let number = trace::handle_of(&call.arguments[n]).unwrap();
            self.handles.get_mut(&number).unwrap().at += count;
        }
        vec![Change::Data(node, Write::Bytes { at: to.at, bytes })]
    }

    /// Returns what a file holds now.
    fn now(&self, node: Node) -> Vec<u8> {
        let mut held = self.contents[node].0.clone();
        for made in &self.made {
            match &made.change {
                Change::Data(at, Write::Length(length)) if *at == node => held.resize(*length, 0),
                Change::Data(to, Write::Bytes { at, bytes }) if *to == node => {
                    held.resize(held.len().max(at + bytes.len()), 0);
                    held[*at..at + bytes.len()].copy_from_slice(bytes);
                }
                _ => {}
            }
        }
        held
    }

    fn named(&mut self, names: Names) -> Vec<Change> {
        for (path, stands) in &names {
            match stands {
                Some(stands) => drop(self.names.insert(path.clone(), *stands)),
                None => drop(self.names.remove(path)),
            }
        }
        vec![Change::Names(names)]
    }

    fn rename(
        &mut self,
        call: &Call,
        from_at: String,
        from: &str,
        to_at: String,
        to: &str,
        flags: &str,
    ) -> Vec<Change> {
        let (from, to) = (trace::path_at(&from_at, from), trace::path_at(&to_at, to));
        if !self.inside(&from) && !self.inside(&to) {
            return vec![];
        }
        let one = *self.names.get(&from).unwrap_or_else(|| panic!("renamed what is not there: {call:?}"));
        assert!(one != Stands::Folder, "cannot follow a folder: {call:?}");
        let other = self.names.get(&to).copied();
        if flags.contains("RENAME_EXCHANGE") {
            return self.named(vec![(from, other), (to, Some(one))]);
        }
        if other == Some(one) {
            // Two names of one file: nothing happens.
            return vec![];
        }
        self.named(vec![(to, Some(one)), (from, None)])
    }

    fn link(&mut self, from: &Path, to: &Path) -> Vec<Change> {
        match self.names.get(from) {
            Some(stands) => self.named(vec![(to.to_owned(), Some(*stands))]),
            None => vec![],
        }
    }

    fn remove(&mut self, path: &Path) -> Vec<Change> {
        if self.inside(path) { self.named(vec![(path.to_owned(), None)]) } else { vec![] }
    }

    fn folder(&mut self, path: &Path) -> Vec<Change> {
        if self.inside(path) { self.named(vec![(path.to_owned(), Some(Stands::Folder))]) } else { vec![] }
    }
}

fn gather(folder: &Path, names: &mut BTreeMap<PathBuf, Stands>, contents: &mut Vec<(Vec<u8>, u64)>) {
    names.insert(folder.to_owned(), Stands::Folder);
    for one in fs::read_dir(folder).unwrap().map(|one| one.unwrap()) {
        let path = one.path();
        if one.file_type().unwrap().is_dir() {
            gather(&path, names, contents);
        } else {
            let written = one.metadata().unwrap().modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
            contents.push((fs::read(&path).unwrap(), u64::try_from(written.as_micros()).unwrap()));
            names.insert(path, Stands::File(contents.len() - 1));
        }
    }
}
