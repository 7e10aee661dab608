//! A guide's file that is watched while its author writes it, and hands for a preview, which keep nothing. It knows no door.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Performer;
use crate::fault::Report;
use crate::guide::Guide;
use crate::library::read_guide;
use crate::paths::Paths;
use crate::session::Session;
use crate::settings::Settings;

/// No file can come to be below one that is no folder: whatever goes wrong, a preview writes nothing into a journal.
const NOWHERE: &str = "/dev/null/onward";

/// A guide as its file has it, or what is wrong with it.
pub type Read = Result<Arc<Guide>, Report>;

/// A guide's file that is looked at again and again, by its name: editors put another file in its place.
#[derive(Debug)]
pub struct Watched {
    path: PathBuf,
    /// What the system said of the file when it was read last; none: it was not there.
    stamp: Option<Stamp>,
    /// What came of that.
    read: Read,
    /// Whether it is read once more though it seems to be the same: it may have been written while it was read, too soon for
    /// the system to tell the difference.
    again: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    file: (u64, u64),
    size: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

impl Watched {
    /// Reads a file.
    pub fn new(path: &Path) -> Self {
        let stamp = Stamp::at(path);
        Self { read: read(path), stamp, path: path.to_owned(), again: true }
    }

    /// Returns what the file was when it was read last.
    pub fn read(&self) -> Read {
        self.read.clone()
    }

    /// Looks at the file. Returns what it is, if it reads otherwise than before. One that is not there for a moment, as while
    /// an editor puts another in its place, is waited for until the next look.
    pub fn look(&mut self) -> Option<Read> {
        let stamp = Stamp::at(&self.path);
        let changed = stamp != self.stamp;
        if !changed && !self.again {
            return None;
        }
        self.stamp = stamp;
        self.again = changed;
        if self.stamp.is_none() && changed {
            return None;
        }
        let read = read(&self.path);
        let news = read != self.read;
        self.read = read;
        news.then(|| self.read())
    }
}

fn read(path: &Path) -> Read {
    read_guide(path).map(Arc::new)
}

impl Stamp {
    fn at(path: &Path) -> Option<Self> {
        path.metadata().ok().map(|meta: Metadata| Self {
            file: (meta.dev(), meta.ino()),
            size: meta.size(),
            written: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        })
    }
}

impl Performer {
    /// Makes hands for a preview: they know no journal, locked or not, and leave no trace.
    pub fn keeping_nothing(paths: Paths, settings: &Settings) -> Self {
        let (journal, state) = (PathBuf::from(NOWHERE), PathBuf::from(NOWHERE));
        Self { keeps: false, ..Self::new(Paths { journal, state, ..paths }, settings) }
    }

    /// Begins a preview, in which the mirror looks at answers as it does in a walk. `side` is one of the guide's.
    pub fn preview(&mut self, guide: Arc<Guide>, side: &str) -> Session {
        // Each is a sitting of its own.
        self.off.clear();
        self.sitting.clear();
        self.mirrored(Session::preview(guide, side, self.now()))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn guide(title: &str) -> String {
        crate::perform::template("mine", false).unwrap().replacen("\"Mine\"", &format!("\"{title}\""), 1)
    }

    fn write(path: &Path, text: &str) {
        let mut file =
            std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    fn title(read: Option<Read>) -> Option<String> {
        read.map(|read| read.map_or_else(|_| "faults".to_owned(), |guide| guide.title.clone()))
    }

    #[test]
    fn a_file_is_read_again_when_it_reads_otherwise() {
        let home = tempfile::tempdir().unwrap();
        let (path, beside) = (home.path().join("mine.toml"), home.path().join("new"));
        write(&path, &guide("One"));
        let mut watched = Watched::new(&path);
        assert_eq!(title(Some(watched.read())).unwrap(), "One");
        assert_eq!(title(watched.look()), None);
        // As an editor does that writes beside it and renames.
        write(&beside, &guide("Two"));
        std::fs::rename(&beside, &path).unwrap();
        assert_eq!(title(watched.look()).unwrap(), "Two");
        assert_eq!(title(watched.look()), None);
        // In place, half of it first.
        let text = guide("Three");
        write(&path, &text[..text.len() / 2]);
        assert_eq!(title(watched.look()).unwrap(), "faults");
        write(&path, &text);
        assert_eq!(title(watched.look()).unwrap(), "Three");
        write(&path, &format!("{text}# a remark\n"));
        assert_eq!(title(watched.look()), None, "nothing that is shown is another");
    }

    #[test]
    fn one_that_is_gone_for_a_moment_is_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("mine.toml");
        write(&path, &guide("One"));
        let mut watched = Watched::new(&path);
        watched.look();
        std::fs::rename(&path, home.path().join("away")).unwrap();
        assert_eq!(title(watched.look()), None);
        std::fs::rename(home.path().join("away"), &path).unwrap();
        assert_eq!(title(watched.look()), None);
        std::fs::rename(&path, home.path().join("away")).unwrap();
        watched.look();
        assert_eq!(title(watched.look()).unwrap(), "faults");
        assert_eq!(title(watched.look()), None);
        std::fs::rename(home.path().join("away"), &path).unwrap();
        assert_eq!(title(watched.look()).unwrap(), "One");
    }
}
