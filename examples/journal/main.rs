//! A large journal to try things in: `cargo run --release --example journal -- 100000 FOLDER` makes one of 100,000
//! invented entries of about 2 KB, spread over ten years, always the same. They come in the way anybody's would, by
//! `onward import`. Look at it with `onward --dir FOLDER`. A folder with entries in it is refused.

#![expect(clippy::print_stderr, reason = "it is a command for whoever works on onward")]

mod entries;
mod sentences;

use std::error::Error;
use std::ffi::OsString;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

use entries::Entries;
use onward::journal::Journal;
use onward::reflection::json::Entry;
use tempfile::NamedTempFile;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        return Err("two things are needed: how many entries, and a folder for them".into());
    };
    let count: usize = count.to_str().and_then(|count| count.parse().ok()).ok_or("how many is no number")?;
    let folder = Path::new(folder);
    if has_entries(folder) {
        return Err("there are entries in that folder already".into());
    }
    eprintln!("Inventing {count} entries");
    let file = written(count)?;
    let arguments =
        ["onward".as_ref(), "--dir".as_ref(), folder.as_os_str(), "import".as_ref(), file.path().as_os_str()];
    Ok(onward::cli::run(arguments.map(OsString::from)))
}

fn has_entries(folder: &Path) -> bool {
    let mut has = false;
    let journal = Journal::at(folder.to_owned(), folder.to_owned());
    journal.walk(&mut |_, _| {
        has = true;
        false
    });
    has
}

/// Writes the entries as an export has them, into a file that is gone afterwards.
fn written(count: usize) -> Result<NamedTempFile, Box<dyn Error>> {
    let entries = Entries::new();
    let mut to = BufWriter::new(NamedTempFile::new()?);
    for n in 0..count {
        to.write_all(if n == 0 { b"[\n" } else { b",\n" })?;
        serde_json::to_writer(&mut to, &Entry::of(&entries.entry(n, count)))?;
    }
    to.write_all(if count == 0 { b"[]\n" } else { b"\n]\n" })?;
    Ok(to.into_inner()?)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use onward::reflection::format;

    #[test]
    fn entries_are_the_same_each_time_and_of_about_2_kb() {
        let (entries, again) = (Entries::new(), Entries::new());
        let (mut ids, mut bytes, mut text) = (HashSet::new(), 0, Vec::new());
        for n in 0..1000 {
            let entry = entries.entry(n, 1000);
            assert_eq!(entry, again.entry(n, 1000));
            assert!(ids.insert(entry.id), "{} twice", entry.id);
            format::write(&entry, &mut text);
            bytes += text.len();
            assert_eq!(format::read(&text).unwrap().reflection, entry);
        }
        assert!((1_500_000..2_500_000).contains(&bytes), "{bytes}");
        assert_eq!(
            entries.entry(999, 1000).started.day().year() - entries.entry(0, 1000).started.day().year(),
            10
        );
    }
}
