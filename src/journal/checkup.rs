//! A look at every file of the journal: what is damaged, what is odd, and what is only worth knowing. It changes
//! nothing; what can be put right is `repair`'s.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::files::MODE;
use super::keys::{IDENTITY, MARKED, SECOND};
use super::names::{self, Name, Paths, Sort};
use super::odd::{Checkup, Finding, Odd};
use super::seal::{self, Seal, Unopened};
use super::survey::{self, Bad, State, Survey};
use super::switch::MARK;
use super::trash::{inside, there};
use super::turn::{NEXT, WIPE};
use super::{Found, Journal, files, lock, told};
use crate::reflection::format;
use crate::reflection::{FORMAT, Id};
use crate::words::{fill, words};

/// The mode of every folder.
pub(super) const FOLDER: u32 = 0o700;

impl Journal {
    /// Looks at every file below the folder of the journal. Changes nothing. `told` hears now and then how many files
    /// were looked at.
    pub fn checkup(&self, told: &mut dyn FnMut(usize)) -> Checkup {
        let mut look = Look { journal: self, all: Checkup::default(), ids: HashMap::new(), seen: 0, told };
        if self.root.symlink_metadata().is_ok() {
            look.root();
        }
        look.twice();
        let mut all = look.all;
        all.findings.sort_by(|one, other| (&one.path, one.kind).cmp(&(&other.path, other.kind)));
        all
    }
}

/// A look under way.
struct Look<'j, 't> {
    journal: &'j Journal,
    all: Checkup,
    /// The entries by their ids.
    ids: HashMap<Id, Vec<PathBuf>>,
    seen: usize,
    told: &'t mut dyn FnMut(usize),
}

/// Where a folder lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Below `reflections`, so many folders deep.
    Reflections(usize),
    Trash,
    Backups,
}

impl Look<'_, '_> {
    fn say(&mut self, kind: Odd, path: &Path, gaps: &[(&str, &str)], found: Option<&Found>) {
        let shown = path.display().to_string();
        let mut all = vec![("path", shown.as_str())];
        all.extend_from_slice(gaps);
        let said = fill(kind.sentence(&words().doctor), &all);
        self.put(kind, path, said, None, found);
    }

    fn put(
        &mut self,
        kind: Odd,
        path: &Path,
        said: String,
        place: Option<(usize, usize)>,
        found: Option<&Found>,
    ) {
        let found = found.cloned();
        self.all.findings.push(Finding { path: path.to_owned(), kind, said, place, found });
    }

    /// Says why a file gave no reflection; `kind` if it is damaged.
    fn bad(&mut self, kind: Odd, bad: &Bad, path: &Path, found: Option<&Found>) {
        let (kind, place) = match bad {
            Bad::Sealed(Unopened::Locked) if self.journal.is_encrypted() => {
                self.all.locked += 1;
                return;
            }
            Bad::Sealed(Unopened::Locked) => return self.say(Odd::NoKey, path, &[], found),
            Bad::Sealed(Unopened::Foreign) => (Odd::Foreign, None),
            Bad::Fault(fault) => (kind, Some((fault.line, fault.column))),
            Bad::Io(_) if kind != Odd::InTrash => (Odd::Unreadable, None),
            _ => (kind, None),
        };
        self.put(kind, path, bad.told(path).what, place, found);
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) {
        self.put(Odd::Unreadable, path, told::unreadable(path, error).what, None, None);
    }

    /// Counts a file, and says so now and then.
    fn count(&mut self) {
        self.seen += 1;
        if self.seen.is_multiple_of(256) {
            (self.told)(self.seen);
        }
    }

    /// Looks whether only its owner can open it. Where a link leads is somebody else's.
    fn mode(&mut self, path: &Path, wanted: u32) {
        let Ok(meta) = path.symlink_metadata() else { return };
        let mode = meta.permissions().mode() & 0o7777;
        if !meta.is_symlink() && mode != wanted {
            let (is, wanted) = (format!("{mode:04o}"), format!("{wanted:04o}"));
            self.say(Odd::Mode, path, &[("mode", &is), ("wanted", &wanted)], None);
        }
    }

    fn root(&mut self) {
        let root = self.journal.root.clone();
        let Some(names) = self.entries(&root) else { return };
        self.mode(&root, FOLDER);
        for path in names {
            match path.file_name().and_then(|name| name.to_str()).unwrap_or_default() {
                "reflections" => self.folder(&path, Part::Reflections(0)),
                "trash" => self.folder(&path, Part::Trash),
                "backups" => self.folder(&path, Part::Backups),
                IDENTITY | SECOND => self.mode(&path, MODE),
                name if name == MARK || begun(name) => {}
                _ => self.all.others += 1,
            }
        }
        self.keys();
    }

    /// Returns what stands in a folder.
    fn entries(&mut self, folder: &Path) -> Option<Vec<PathBuf>> {
        match fs::read_dir(folder) {
            Ok(_) => Some(inside(folder)),
            Err(error) => {
                self.unreadable(folder, &error);
                None
            }
        }
    }

    fn folder(&mut self, folder: &Path, part: Part) {
        let Some(names) = self.entries(folder) else { return };
        self.mode(folder, FOLDER);
        let (mut entries, mut beside, mut aside) = (Vec::new(), Vec::new(), Vec::new());
        for path in names {
            let text = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !path.is_symlink() {
                match part {
                    _ if text.starts_with('.') => self.all.others += 1,
                    Part::Reflections(deep) => self.folder(&path, Part::Reflections(deep + 1)),
                    part => self.folder(&path, part),
                }
                continue;
            }
            self.count();
            match (part, names::parse(text)) {
                (Part::Backups, _) => self.backup(&path, text),
                (Part::Trash, Some(name)) => self.trashed(&path, &name),
                (Part::Reflections(_), Some(name)) if name.sort == Sort::Leftover => {
                    self.mode(&path, MODE);
                    beside.push((name.stem.to_owned(), name.id, path.clone()));
                }
                (Part::Reflections(2), Some(name)) if name.sort == Sort::Entry => {
                    entries.push((name.stem.to_owned(), name.id, path.clone()));
                }
                (Part::Reflections(2), Some(name)) => {
                    if is_aside(&path, name.stem) {
                        aside.push((name.stem.to_owned(), path.clone()));
                    }
                    self.copy(&path, &name);
                }
                (Part::Reflections(_), Some(_)) => self.say(Odd::Misplaced, &path, &[], None),
                _ if text == MARKED => {}
                _ if text.ends_with(WIPE) && self.journal.is_encrypted() => {
                    self.say(Odd::Plain, &path, &[], None)
                }
                _ if begun(text) => {
                    beside.extend(begun_beside(text).map(|(stem, id)| (stem, id, path.clone())))
                }
                _ => self.all.others += 1,
            }
        }
        // The last of each that stands alone: it is the one whose repair was cut short.
        aside.retain(|(stem, _)| {
            !entries.iter().any(|(of, ..)| of == stem) && !beside.iter().any(|(of, ..)| of == stem)
        });
        aside.reverse();
        aside.dedup_by(|one, other| one.0 == other.0);
        for finding in self.all.findings.iter_mut().filter(|_| !aside.is_empty()) {
            if aside.iter().any(|(_, path)| *path == finding.path) && finding.kind == Odd::SetAside {
                let shown = finding.path.display().to_string();
                finding.kind = Odd::Bereft;
                finding.said = fill(Odd::Bereft.sentence(&words().doctor), &[("path", &shown)]);
            }
        }
        for (stem, id, path) in &entries {
            let own = |left: &PathBuf| names::left_beside(left).is_none_or(|of| of == *path);
            let left = beside.iter().filter(|(of, _, left)| of == stem && own(left));
            let left = left.map(|(.., path)| path.clone()).collect();
            self.entry(Found { id: *id, path: path.clone() }, left);
        }
        beside.retain(|(stem, ..)| !entries.iter().any(|(of, ..)| of == stem));
        beside.dedup_by(|one, other| one.0 == other.0);
        for (stem, id, path) in beside {
            let end = names::ending(self.journal.is_encrypted());
            let entry = names::left_beside(&path).unwrap_or_else(|| folder.join(format!("{stem}{end}")));
            self.entry(Found { id, path: entry }, vec![path]);
        }
    }

    fn entry(&mut self, found: Found, beside: Vec<PathBuf>) {
        let path = found.path.clone();
        self.all.reflections += 1;
        self.ids.entry(found.id).or_default().push(path.clone());
        self.mode(&path, MODE);
        let sealed = files::holds_sealed(&path).unwrap_or(self.journal.is_encrypted());
        if self.journal.is_encrypted() && !sealed {
            self.say(Odd::Plain, &path, &[], Some(&found));
        }
        let survey = survey::survey(&Paths::of(&path), &self.journal.seal);
        let odd =
            !beside.is_empty() || !matches!(survey.state, State::Whole | State::Edited(_) | State::Torn(_));
        if odd && lock::is_held(&self.journal.state, &self.journal.root, &found.id) {
            return self.say(Odd::Open, &path, &[], Some(&found));
        }
        self.surveyed(&found, &survey);
        if matches!(survey.state, State::Whole | State::Edited(_) | State::Torn(_)) {
            for left in beside {
                self.say(Odd::Leftover, &left, &[], Some(&found));
            }
        }
    }

    fn surveyed(&mut self, found: &Found, survey: &Survey) {
        let path = &found.path;
        let read = match &survey.reflection {
            Ok(read) => read,
            Err(bad) => return self.bad(Odd::Damaged, bad, path, Some(found)),
        };
        match survey.state {
            State::Recovered(_) => self.say(Odd::Recoverable, path, &[], Some(found)),
            State::Edited(_) if self.is_short(path) => self.say(Odd::Short, path, &[], Some(found)),
            State::Edited(_) => self.say(Odd::Edited, path, &[], Some(found)),
            State::Torn(_) => self.say(Odd::Two, path, &[], Some(found)),
            State::Whole | State::Lost => {}
        }
        if read.format > FORMAT {
            let (format, known) = (read.format.to_string(), FORMAT.to_string());
            self.say(Odd::Newer, path, &[("format", &format), ("known", &known)], Some(found));
        } else if read.id != found.id {
            self.say(Odd::OtherId, path, &[("id", read.id.as_str())], Some(found));
        }
    }

    /// Tells whether an entry that onward wrote lacks its last line: who changes a file by hand leaves that standing.
    fn is_short(&self, path: &Path) -> bool {
        let Some(text) = survey::bytes(path).ok().and_then(|(_, bytes)| self.journal.seal.open(bytes).ok())
        else {
            return false;
        };
        let ends = text.rsplit(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        text.starts_with(format::LEAD) && !ends.is_some_and(|line| line.starts_with(format::CHECK))
    }

    fn copy(&mut self, path: &Path, name: &Name<'_>) {
        self.all.copies += 1;
        self.mode(path, MODE);
        let found = Found { id: name.id, path: path.to_owned() };
        let aside = is_aside(path, name.stem);
        match read(path, &self.journal.seal) {
            Err(_) | Ok(_) if aside => self.say(Odd::SetAside, path, &[], Some(&found)),
            Ok(_) => self.say(Odd::Copy, path, &[], Some(&found)),
            Err(bad) => self.bad(Odd::DamagedCopy, &bad, path, Some(&found)),
        }
        self.plain(path);
    }

    /// Says that a file is plain where it should be sealed.
    fn plain(&mut self, path: &Path) {
        if self.journal.is_encrypted() && files::holds_sealed(path).is_ok_and(|sealed| !sealed) {
            self.say(Odd::Plain, path, &[], None);
        }
    }

    fn trashed(&mut self, path: &Path, name: &Name<'_>) {
        self.all.trashed += 1;
        self.mode(path, MODE);
        self.plain(path);
        if is_aside(path, name.stem) {
            return;
        }
        if let Err(bad) = read(path, &self.journal.seal) {
            match bad {
                Bad::Sealed(Unopened::Locked) => self.bad(Odd::InTrash, &bad, path, None),
                _ => self.say(Odd::InTrash, path, &[("what", &bad.told(path).what)], None),
            }
        }
    }

    fn backup(&mut self, path: &Path, name: &str) {
        if begun(name) {
            return;
        }
        if [".tar", ".age"].iter().any(|end| name.ends_with(end)) {
            self.mode(path, MODE);
            self.say(Odd::Backup, path, &[], None);
        } else {
            self.all.others += 1;
        }
    }

    fn keys(&mut self) {
        let root = &self.journal.root;
        if self.journal.is_switching() {
            self.say(Odd::Switching, &root.clone(), &[], None);
        }
        let files = self.journal.key_files();
        if !files.iter().any(|path| there(path)) {
            return;
        }
        let mut whole = Vec::new();
        for path in &files {
            match fs::read(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    self.say(Odd::KeyMissing, path, &[], None)
                }
                Err(error) => self.unreadable(path, &error),
                Ok(bytes) if !seal::is_key(&bytes) => self.say(Odd::KeyBroken, path, &[], None),
                Ok(bytes) => whole.push(bytes),
            }
        }
        if let [first, second] = whole.as_slice()
            && first != second
        {
            self.say(Odd::KeyDiffers, &files[1], &[], None);
        }
    }

    /// Says which entries have one id, though they are not one entry.
    fn twice(&mut self) {
        let ids = std::mem::take(&mut self.ids);
        for (id, paths) in ids {
            let mut stems: Vec<_> = paths.iter().map(|path| names::stem(path)).collect();
            stems.sort();
            stems.dedup();
            let folders = paths.iter().any(|path| path.parent() != paths[0].parent());
            if stems.len() > 1 || folders {
                for path in &paths[1..] {
                    let other = paths[0].display().to_string();
                    self.say(Odd::Twice, path, &[("id", id.as_str()), ("other", &other)], None);
                }
            }
        }
    }
}

/// Tells whether a copy is a damaged version that was set aside.
fn is_aside(path: &Path, stem: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_prefix(stem).is_some_and(|end| end.starts_with(".damaged-") || end.starts_with(".left-"))
}

/// Tells whether a file is one that a write began and did not end.
fn begun(name: &str) -> bool {
    let ends = [NEXT, WIPE, ".synced-new", ".age.next", ".copy.part"];
    name.starts_with('.') && ends.iter().any(|end| name.ends_with(end))
}

/// Returns the entry a file was begun beside.
fn begun_beside(name: &str) -> Option<(String, Id)> {
    let name = name.strip_suffix(".synced-new")?;
    names::parse(&format!("{name}.next")).map(|parsed| (parsed.stem.to_owned(), parsed.id))
}

/// Reads a file as a reflection, and lets go of it.
fn read(path: &Path, seal: &Seal) -> Result<(), Bad> {
    let (_, bytes) = survey::bytes(path).map_err(Bad::Io)?;
    format::read(&seal.open(bytes)?).map(drop).map_err(Bad::Fault)
}
