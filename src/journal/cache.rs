//! What can be thrown away: files in the state folder that spare reading the whole journal again. In an encrypted journal
//! they are sealed as entries are. Whatever is wrong with one, it counts as not there. It knows no reflection.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{Journal, files, keys, lock};

/// The folder of these files, in the state folder.
const CACHE: &str = "cache";

/// The ending of a sealed one, and what is behind the name of one that is being written.
const SEALED: &str = ".age";
const LEFT_BY: &str = ".new-";

/// After this long without a change, what a program was writing is taken to be left behind.
const LEFT: Duration = Duration::from_secs(60);

/// What each of them starts with: the last number is the version of what is in it.
const MAGIC: &[u8; 16] = b"onward cache 2\n\0";

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cached {
    /// The list.
    List,
    /// The index of all words.
    Words,
    /// Which unfinished one was touched last.
    Latest,
    /// Which hold promises.
    Promises,
}

impl Cached {
    const ALL: [Self; 4] = [Self::List, Self::Words, Self::Latest, Self::Promises];

    fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Words => "words",
            Self::Latest => "latest",
            Self::Promises => "promises",
        }
    }

    /// Tells by its name whether one of these files, of whatever journal, is sealed, or what a killed program left of
    /// one; none if it is none of them.
    fn is_sealed_by_name(name: &str) -> Option<bool> {
        let (journal, rest) = name.split_once('-')?;
        let rest = Self::ALL.iter().find_map(|which| rest.strip_prefix(which.name()))?;
        let (sealed, left) = rest.strip_prefix(SEALED).map_or((false, rest), |left| (true, left));
        let is_sum = journal.len() == 8 && journal.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_sum && (left.is_empty() || left.starts_with(LEFT_BY))).then_some(sealed)
    }
}

impl Journal {
    /// Opens one, to read its parts; none if it is not there, or of another version.
    pub(super) fn cached(&self, which: Cached) -> Option<Parts> {
        let file = BufReader::new(File::open(self.cache_file(which, self.seal.is_sealed())).ok()?);
        match self.seal.is_sealed() {
            true => Parts::begin(Box::new(self.seal.reader(file)?)),
            false => Parts::begin(Box::new(file)),
        }
    }

    /// Writes one anew. Nothing that everyone could read is written for an encrypted journal.
    ///
    /// # Errors
    /// It could not be written, or how the journal is kept is being changed: there is none then, or the one from before.
    pub(super) fn put_cached<T: AsRef<[u8]>>(
        &self,
        which: Cached,
        parts: impl Iterator<Item = T>,
    ) -> io::Result<()> {
        let busy = || io::Error::from(io::ErrorKind::ResourceBusy);
        let _stays = if self.switching { None } else { Some(self.stay().map_err(|_| busy())?) };
        if keys::protected(&self.root) != self.seal.is_sealed() {
            return Err(busy());
        }
        let path = self.cache_file(which, self.seal.is_sealed());
        files::folders(path.parent().unwrap_or(&self.state))?;
        self.clear_left(&path, &|new| is_old(new));
        // Two threads may write at a time.
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let new = left_by(&path, &format!("{}-{number}", std::process::id()));
        files::remove(&new)?;
        let put = || -> io::Result<()> {
            let mut file = BufWriter::with_capacity(1 << 16, files::create(&new)?);
            match self.seal.lid().map_err(|_| busy())? {
                None => write(&mut file, parts)?,
                Some(lid) => {
                    let mut sealed = lid.around(&mut file)?;
                    write(&mut sealed, parts)?;
                    sealed.finish()?;
                }
            }
            file.flush()?;
            fs::rename(&new, &path)
        };
        put().inspect_err(|_| drop(files::remove(&new)))
    }

    /// Throws all of them away, of whatever journal, and writes over what everyone could read: this one may have lain
    /// elsewhere when it was read, and none of them spares more than reading again.
    pub(super) fn forget_cached(&self) {
        let there = fs::read_dir(self.state.join(CACHE)).into_iter().flatten().flatten();
        for path in there.map(|one| one.path()) {
            if let Some(sealed) = path.file_name().and_then(OsStr::to_str).and_then(Cached::is_sealed_by_name)
            {
                forget(&path, sealed);
            }
        }
    }

    /// Throws away what is left from before the journal was encrypted, or from before it was decrypted. It needs no key.
    pub fn forget_other_cached(&self) {
        Cached::ALL.into_iter().for_each(|which| self.forget_one(which, !self.seal.is_sealed()));
    }

    fn forget_one(&self, which: Cached, sealed: bool) {
        let path = self.cache_file(which, sealed);
        forget(&path, sealed);
        self.clear_left(&path, &|_| true);
    }

    /// Clears away what a killed program left beside a file of the cache, if it is to go.
    fn clear_left(&self, path: &Path, goes: &dyn Fn(&Path) -> bool) {
        let start = left_by(path, "");
        let there =
            fs::read_dir(self.state.join(CACHE)).into_iter().flatten().flatten().map(|one| one.path());
        let left = there.filter(|one| {
            one.as_os_str().as_encoded_bytes().starts_with(start.as_os_str().as_encoded_bytes()) && goes(one)
        });
        left.for_each(|one| forget(&one, false));
    }

    fn cache_file(&self, which: Cached, sealed: bool) -> PathBuf {
        let end = if sealed { SEALED } else { "" };
        self.state.join(CACHE).join(format!("{}-{}{end}", lock::sum(&self.root), which.name()))
    }
}

/// Names what a program leaves beside a file of the cache when it is killed while writing it.
fn left_by(path: &Path, process: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("{LEFT_BY}{process}"));
    PathBuf::from(name)
}

/// Tells whether nobody writes into a file any more.
fn is_old(path: &Path) -> bool {
    let age = fs::metadata(path).and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age > LEFT)
}

/// Removes a file, and writes over what everyone could read.
fn forget(path: &Path, sealed: bool) {
    if !sealed && let Ok(file) = files::open_there(path) {
        // What cannot be written over is removed all the same.
        let _ = files::wipe(&file, 1);
    }
    let _ = files::remove(path);
}

/// Writes parts, each with its length and its checksum.
fn write<T: AsRef<[u8]>>(to: &mut impl Write, parts: impl Iterator<Item = T>) -> io::Result<()> {
    to.write_all(MAGIC)?;
    for part in parts {
        let part = part.as_ref();
        to.write_all(&(part.len() as u64).to_le_bytes())?;
        to.write_all(&crc32fast::hash(part).to_le_bytes())?;
        to.write_all(part)?;
    }
    Ok(())
}

/// The parts of a file of the cache, read one after the other.
pub(super) struct Parts(Box<dyn Read + Send>);

impl Parts {
    fn begin(mut from: Box<dyn Read + Send>) -> Option<Self> {
        let mut magic = [0; MAGIC.len()];
        from.read_exact(&mut magic).ok().filter(|()| &magic == MAGIC)?;
        Some(Self(from))
    }
}

impl Iterator for Parts {
    type Item = Vec<u8>;

    /// Reads the next; none after the last, and where one is damaged.
    fn next(&mut self) -> Option<Vec<u8>> {
        part(&mut self.0)
    }
}

fn part(mut from: &mut dyn Read) -> Option<Vec<u8>> {
    let len = number(&mut from)?;
    let mut sum = [0; 4];
    from.read_exact(&mut sum).ok()?;
    // A length that is wrong takes no more memory than there are bytes.
    let mut bytes = Vec::with_capacity(usize::try_from(len.min(1 << 26)).ok()?);
    Read::take(&mut from, len).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == len && crc32fast::hash(&bytes).to_le_bytes() == sum).then_some(bytes)
}

fn number(from: &mut impl Read) -> Option<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes).ok()?;
    Some(u64::from_le_bytes(bytes))
}
