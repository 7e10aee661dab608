//! What holds for any bytes: of a guide, of an entry, of a sealed file, of what is brought in, of keys, of a mirror and the
//! texts it looks at, and of a script of edits. The fuzz targets and `tests/fuzz_smoke.rs` share it. Each function panics when its promise is broken.

use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::LazyLock;

use onward::guide::Guide;
use onward::journal::{Journal, Passphrase, Work};
use onward::mirror::{Excerpt, Mirror};
use onward::moment::Moment;
use onward::reflection::salvage::salvage;
use onward::reflection::{Id, Reflection, format, json_read};
use onward::text::{Edit, Editor, Motion};

/// Any bytes are a guide, or a report that says why they are none and can be shown.
pub(crate) fn guide(bytes: &[u8]) {
    let Err(report) = Guide::read("fuzz.toml", bytes) else { return };
    assert!(!report.faults.is_empty());
    let shown = report.to_string();
    assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
    for fault in &report.faults {
        assert!(fault.span.start <= fault.span.end && fault.span.end <= report.source.len());
        assert!(report.line(fault) >= 1 && report.column(fault) >= 1);
    }
}

/// Any bytes are a mirror, or a report that says why they are none; any text has findings that stand in it, in order, and a
/// small mirror made of any bytes looks at any text without end only where the text has none.
pub(crate) fn mirror(bytes: &[u8]) {
    static SHIPPED: LazyLock<Mirror> = LazyLock::new(|| Mirror::read_shipped().expect("it has no faults"));
    let text = String::from_utf8_lossy(bytes);
    for side in SHIPPED.sides() {
        looked(&SHIPPED, &text, side);
    }
    match Mirror::read("fuzz.toml", bytes) {
        Ok(mirror) => {
            for side in mirror.sides() {
                looked(&mirror, &text, side);
            }
        }
        Err(report) => {
            let shown = report.to_string();
            assert!(
                !report.faults.is_empty() && shown.chars().all(|c| c == '\n' || !c.is_control()),
                "{shown:?}"
            );
        }
    }
}

fn looked(mirror: &Mirror, text: &str, side: &str) {
    let mut upto = 0;
    for finding in mirror.look(text, side) {
        assert!(upto <= finding.at.start && finding.at.start < finding.at.end, "{:?}", finding.at);
        upto = finding.at.end;
        let excerpt = Excerpt::of(text, finding.at.clone());
        assert_eq!(excerpt.phrase, text[finding.at].replace('\n', " "));
    }
}

/// Any bytes are an entry that comes back as it was once it is written, or a fault with its place.
pub(crate) fn entry(bytes: &[u8]) {
    let _ = format::read_top(bytes);
    salvaged(bytes);
    let read = match format::read(bytes) {
        Ok(read) => read,
        Err(fault) => return assert!(fault.line >= 1 && fault.column >= 1),
    };
    let mut written = Vec::new();
    format::write(&read.reflection, &mut written);
    let again = format::read(&written).expect("what was written reads");
    assert_eq!(again.check, format::Check::Whole);
    let mut twice = Vec::new();
    format::write(&again.reflection, &mut twice);
    assert_eq!(written, twice, "writing settles at once");
}

/// Whatever is salvaged of any bytes is a reflection that can be written and read.
fn salvaged(bytes: &[u8]) {
    let id = Id::from_numbers([7; 8]);
    let day = "2026-11-23".parse().expect("a day");
    let Some(read) = salvage(bytes, &id, day) else { return };
    let mut written = Vec::new();
    format::write(&read, &mut written);
    let again = format::read(&written).expect("what was salvaged reads");
    assert_eq!((again.check, &again.reflection.id), (format::Check::Whole, &id));
}

/// A sealed journal with one good entry.
struct Sealed {
    journal: Journal,
    words: Passphrase,
    /// Its protected key.
    wrapped: Vec<u8>,
    dir: tempfile::TempDir,
}

thread_local! {
    /// Made once: that takes a hundred times as long as one trial in it, which leaves it as it was.
    static SEALED: Sealed = Sealed::new();
}

impl Sealed {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder to try in");
        let words = Passphrase::new("four words or five");
        let mut journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
        let now = Moment::at(1_800_000_000, 0);
        journal.encrypt(&words, Work::QUICK, now, &mut |_, _| ()).expect("an empty journal is encrypted");
        let good = Reflection::begin(Id::from_numbers([1; 8]), "g", "G", "broke", now);
        journal.begin(&good).expect("an entry is begun").settle().expect("and settled");
        let wrapped = std::fs::read(dir.path().join("journal").join(KEYS[0])).expect("its key");
        Self { journal, words, wrapped, dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("journal").join(name)
    }
}

/// The protected key, and its copy.
const KEYS: [&str; 2] = ["identity.age", "identity-second.age"];

/// Any bytes at the place of a sealed entry are a reflection or a fault; they stay as they are, and the entry beside
/// them is none the worse. As a key, they are refused.
pub(crate) fn envelope(bytes: &[u8]) {
    SEALED.with(|sealed| {
        beside_a_good_one(sealed, bytes);
        if !hard(bytes) {
            as_a_key(sealed, bytes);
        }
    });
}

fn beside_a_good_one(sealed: &Sealed, bytes: &[u8]) {
    let bad = sealed.path("reflections/2027/01/2027-01-15-cccccccc.toml.age");
    put(&bad, bytes);
    let listed = sealed.journal.list();
    assert_eq!(listed.len(), 2);
    for one in &listed {
        let loaded = sealed.journal.load(&one.found);
        assert!(loaded.is_ok() || one.found.path == bad, "{loaded:?}");
    }
    assert_eq!(std::fs::read(&bad).expect("it is still there"), bytes);
}

fn as_a_key(sealed: &Sealed, bytes: &[u8]) {
    KEYS.iter().for_each(|name| put(&sealed.path(name), bytes));
    let key = sealed.journal.key(&sealed.words);
    KEYS.iter().for_each(|name| put(&sealed.path(name), &sealed.wrapped));
    assert!(key.is_err());
}

/// Tells whether opening it would take long on purpose.
fn hard(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned();
    let work =
        head.split("scrypt ").nth(1).and_then(|rest| rest.split_whitespace().nth(1)?.parse::<u8>().ok());
    work.is_some_and(|work| work > 12)
}

#[expect(clippy::disallowed_methods, reason = "a file that is tried need not be private")]
fn put(path: &std::path::Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a file to try");
}

/// Any bytes from a terminal are keys, pastes or nothing; letters alone are those letters.
pub(crate) fn keys(bytes: &[u8]) {
    let typed = onward::tui::typed(bytes);
    assert!(typed.len() <= bytes.len() * 3, "more was typed than came");
    let letters: String =
        bytes.iter().filter(|byte| byte.is_ascii_lowercase()).map(|&byte| char::from(byte)).collect();
    assert_eq!(onward::tui::typed(letters.as_bytes()), letters);
    let pasted = format!("\u{1b}[200~{letters}\u{1b}[201~");
    assert_eq!(onward::tui::typed(pasted.as_bytes()), letters);
}

/// Any bytes are entries whose files give them back, or a fault with its place.
pub(crate) fn import(bytes: &[u8]) {
    let all = match json_read::read(bytes) {
        Ok(all) => all,
        Err(fault) => {
            assert!(fault.line >= 1 && fault.column >= 1 && fault.entry != Some(0));
            return assert!(!fault.what.is_empty());
        }
    };
    for one in &all {
        let mut written = Vec::new();
        format::write(&one.reflection, &mut written);
        let again = format::read(&written).expect("what was written reads");
        assert_eq!(again.check, format::Check::Whole);
        same(&again.reflection, &one.reflection);
    }
    same(&json_read::read(bytes).expect("brought in again, it reads"), &all);
}

/// Demands that two are the same. A field of a later version may hold what is not a number, which is not even itself.
fn same<T: PartialEq + Debug>(one: &T, other: &T) {
    if one != other {
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
}

/// Any script of edits leaves a text whose caret, window and selection are in it, and that undo brings back.
pub(crate) fn editor(bytes: &[u8]) {
    let Some((&[shape, columns, lines], script)) = bytes.split_first_chunk() else { return };
    let mut editor = if shape & 1 == 0 { Editor::new("") } else { Editor::single("") };
    editor.fit(usize::from(columns), usize::from(lines));
    for step in script.split(|byte| *byte == 0xFF) {
        if let Some(edit) = edit(step) {
            editor.apply(edit);
        }
        stands(&editor);
    }
    while editor.apply(Edit::Redo) {}
    let end = editor.text();
    while editor.apply(Edit::Undo) {}
    assert!(editor.is_empty(), "undo goes back to the beginning");
    while editor.apply(Edit::Redo) {}
    assert_eq!(editor.text(), end, "redo goes to the end again");
}

fn stands(editor: &Editor) {
    let text = editor.text();
    assert_eq!(text.len(), editor.len());
    assert!(text.is_char_boundary(editor.caret()));
    if let Some(selection) = editor.selection() {
        assert_eq!(editor.selected().as_deref(), text.get(selection));
    }
    for line in editor.window() {
        assert_eq!(text.get(line.start..line.start + line.text.len()), Some(line.text));
    }
}

/// Reads one edit: what it is, then what it needs.
fn edit(step: &[u8]) -> Option<Edit> {
    let (kind, rest) = step.split_first()?;
    let first = rest.first().copied().unwrap_or_default();
    let second = rest.get(1).copied().unwrap_or_default();
    let select = second & 1 == 1;
    Some(match kind % 14 {
        0..=3 => Edit::Insert(String::from_utf8_lossy(rest).into_owned()),
        4 => Edit::Newline,
        5 => Edit::Backspace,
        6 => Edit::Delete,
        7 => Edit::DeleteTo(motion(first)),
        8 => Edit::Move { to: motion(first), select },
        9 => Edit::SelectAll,
        10 => Edit::Click { column: first.into(), line: second.into(), select: rest.len() > 2 },
        11 => Edit::Scroll(i32::from(first) - 128),
        12 => Edit::Undo,
        _ => Edit::Redo,
    })
}

fn motion(byte: u8) -> Motion {
    const MOTIONS: [Motion; 14] = [
        Motion::Left,
        Motion::Right,
        Motion::WordLeft,
        Motion::WordRight,
        Motion::Up,
        Motion::Down,
        Motion::PageUp,
        Motion::PageDown,
        Motion::LineStart,
        Motion::LineEnd,
        Motion::ParagraphStart,
        Motion::ParagraphEnd,
        Motion::Start,
        Motion::End,
    ];
    MOTIONS[usize::from(byte) % MOTIONS.len()]
}
