//! An answer in the person's own editor: through a file that lies in memory where it can, and that is overwritten before
//! it goes. It knows no journal.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::OFlags;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Where Linux keeps files in memory alone.
const IN_MEMORY: &str = "/dev/shm";

/// A file with an answer in it, overwritten with zeros before it is removed.
struct Lent(NamedTempFile);

impl Lent {
    /// Makes it in the first of these folders that takes it, readable by the person alone.
    fn new(text: &str, folders: &[PathBuf]) -> io::Result<Self> {
        let mut failed = io::Error::from(io::ErrorKind::NotFound);
        for folder in folders {
            match tempfile::Builder::new().prefix("answer-").suffix(".txt").tempfile_in(folder) {
                Ok(file) => {
                    let mut lent = Self(file);
                    lent.0.write_all(text.as_bytes())?;
                    lent.0.flush()?;
                    return Ok(lent);
                }
                Err(why) => failed = why,
            }
        }
        Err(failed)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns what stands there now: many editors put another file in its place.
    fn read(&self) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(Vec::new());
        File::open(self.path())?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Where that cannot be done it is removed all the same, as it is a moment later.
        let there = OpenOptions::new().write(true).custom_flags(no_link()).open(self.path());
        let _ = there.and_then(|mut file| wipe(&mut file));
        // What was there first may have another file in its place by now, and still lie on the disk.
        let _ = wipe(self.0.as_file_mut());
    }
}

/// Says that a link is not followed: what it leads to is not ours.
fn no_link() -> i32 {
    i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or(0)
}

/// Writes zeros over a file, and brings them to the disk.
fn wipe(file: &mut File) -> io::Result<()> {
    let long = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::repeat(0).take(long), file)?;
    file.sync_all()
}

/// Returns where the file of an answer may lie, the best first: in the folder that only lives as long as the session, in
/// memory, among what is temporary.
pub(super) fn folders() -> Vec<PathBuf> {
    in_order(std::env::var_os("XDG_RUNTIME_DIR"), Path::new(IN_MEMORY), std::env::temp_dir())
}

fn in_order(session: Option<OsString>, in_memory: &Path, temporary: PathBuf) -> Vec<PathBuf> {
    let session = session.filter(|set| !set.is_empty()).map(PathBuf::from);
    let in_memory = in_memory.is_dir().then(|| in_memory.to_owned());
    session.into_iter().chain(in_memory).chain([temporary]).collect()
}

/// Runs an editor on a text. What it saved counts, however it ended.
pub(super) fn edit_by(editor: &str, text: &str, folders: &[PathBuf]) -> Result<String, Trouble> {
    let p = &words().perform;
    let failed = |why: io::Error| Trouble::new(fill(p.editor_failed, &[("why", &why.to_string())]));
    let file = Lent::new(text, folders).map_err(failed)?;
    // Editors are set with their options, as `code --wait`: a shell splits them as the person would.
    let status = Command::new("sh")
        .args(["-c", &format!("{editor} \"$1\""), "sh"])
        .arg(file.path())
        .status()
        .map_err(failed)?;
    let edited = file.read().map_err(failed)?;
    if *edited == text.as_bytes() && !status.success() {
        return Err(failed(io::Error::other(status.to_string())));
    }
    let Ok(edited) = std::str::from_utf8(&edited) else {
        return Err(Trouble::new(p.editor_no_text).advice(p.editor_no_text_how));
    };
    // Editors end a file with a line end of their own.
    let own_end = !text.ends_with('\n') && edited.ends_with('\n');
    Ok(edited.strip_suffix('\n').filter(|_| own_end).unwrap_or(edited).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs an editor that keeps a second name of the file it was given, and returns what is under it at the end.
    fn left(editor: &str) -> (Result<String, Trouble>, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("second");
        let editor = format!("f() {{ ln \"$1\" '{}'; {editor}; }}; f", place.display());
        let edited = edit_by(&editor, "hard words", &[folder.path().to_owned()]);
        let names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().path()).collect();
        assert_eq!(names, std::slice::from_ref(&place), "the file itself is removed");
        (edited, std::fs::read(place).unwrap())
    }

    #[test]
    fn what_was_lent_to_an_editor_is_overwritten_however_it_ends() {
        for (editor, done) in [
            ("true", true),
            ("false", false),
            ("printf 'other words' > \"$1\"", true),
            ("printf 'other words' > \"$1.new\"; mv \"$1.new\" \"$1\"", true),
            ("printf '\\344' > \"$1\"", false),
        ] {
            let (edited, bytes) = left(editor);
            assert_eq!(edited.is_ok(), done, "{editor}: {edited:?}");
            assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0), "{editor}: {bytes:?}");
        }
    }

    #[test]
    fn a_file_that_the_editor_put_in_its_place_is_overwritten_too() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("second");
        let editor = format!(
            "f() {{ printf 'new words' > \"$1.new\"; ln \"$1.new\" '{}'; mv \"$1.new\" \"$1\"; }}; f",
            place.display()
        );
        let edited = edit_by(&editor, "hard words", &[folder.path().to_owned()]);
        assert_eq!(edited.unwrap(), "new words");
        assert_eq!(std::fs::read(place).unwrap(), [0; 9]);
    }

    #[test]
    fn what_is_no_text_is_refused_and_told() {
        let (edited, _) = left("printf 'caf\\351' > \"$1\"");
        let trouble = edited.unwrap_err();
        assert!(trouble.what.contains("UTF-8") && !trouble.advice.is_empty(), "{trouble}");
        assert_eq!(left("printf 'caf\\303\\251\\n' > \"$1\"").0.unwrap(), "café");
    }

    #[test]
    fn memory_comes_before_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let temporary = PathBuf::from("temporary");
        let order = |session: Option<&str>, memory: &Path| {
            in_order(session.map(Into::into), memory, temporary.clone())
        };
        let memory = folder.path();
        assert_eq!(order(Some("session"), memory), [Path::new("session"), memory, &temporary]);
        assert_eq!(order(None, memory), [memory, &temporary]);
        assert_eq!(order(Some(""), &memory.join("none")), [temporary.as_path()]);
        // One that takes no file is passed over.
        let editor = "printf more >> \"$1\"; true";
        let edited = edit_by(editor, "words ", &[memory.join("none"), memory.to_owned()]);
        assert!(edited.is_ok(), "{edited:?}");
    }
}
