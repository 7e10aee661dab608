//! Source text taken apart as far as the rules of the house need it: code without comments and words, the words
//! themselves, and where the tests in it begin. It knows nothing of the rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A source file, taken apart.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path below `src/`, with `/` between the folders.
    pub(crate) path: String,
    /// As written.
    pub(crate) whole: String,
    /// Code outside tests, with comments and what stands in quotes blanked; line breaks stay.
    pub(crate) code: String,
    /// What stands in quotes outside tests, with its line (from 1).
    pub(crate) quotes: Vec<(usize, String)>,
}

impl Source {
    /// Takes a file apart.
    pub(crate) fn new(path: &str, whole: &str) -> Self {
        let all = without_tests(whole);
        let (code, quotes) = apart(&all);
        Source { path: path.to_owned(), whole: whole.to_owned(), code, quotes }
    }

    /// Returns the room: the first folder below `src/`, or the file's own name.
    pub(crate) fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// Returns whether the file holds nothing but tests.
    pub(crate) fn tests_only(&self) -> bool {
        self.path.split('/').any(|part| part.trim_end_matches(".rs").ends_with("tests"))
    }

    /// Returns each line of the code that names `word` as a word of its own, from 1.
    pub(crate) fn lines_naming(&self, word: &str) -> Vec<usize> {
        let edge = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
        let named = |line: &str| {
            line.match_indices(word).any(|(at, _)| {
                edge(line[..at].chars().next_back()) && edge(line[at + word.len()..].chars().next())
            })
        };
        let lines = self.code.lines().enumerate();
        lines.filter(|(_, line)| named(line)).map(|(number, _)| number + 1).collect()
    }
}

/// Returns every source file below `src/`, read once.
pub(crate) fn house() -> &'static [Source] {
    static HOUSE: OnceLock<Vec<Source>> = OnceLock::new();
    HOUSE.get_or_init(read)
}

fn read() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&root, &mut files);
    files.sort();
    let below = |file: &PathBuf| file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    files.iter().map(|file| Source::new(&below(file), &fs::read_to_string(file).unwrap())).collect()
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

/// Returns the text up to the tests in it: they stand last in a file.
fn without_tests(whole: &str) -> String {
    let start = whole.find("\n#[cfg(test)]\nmod tests {").map_or(whole.len(), |at| at + 1);
    whole[..start].to_owned()
}

/// Parts code from what is said: comments vanish, and quotes leave an empty pair of marks.
fn apart(text: &str) -> (String, Vec<(usize, String)>) {
    let (mut code, mut quotes) = (String::new(), Vec::new());
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let taken = if let Some(length) = comment(rest) {
            length
        } else if let Some((length, said)) = quoted(rest).filter(|_| first == '"' || !after_word(&code)) {
            quotes.push((line, said.to_owned()));
            code.push_str("\"\"");
            length
        } else if let Some(length) = letter(rest) {
            code.push_str("' '");
            length
        } else {
            line += usize::from(first == '\n');
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        let breaks = rest[..taken].matches('\n').count();
        code.push_str(&"\n".repeat(breaks));
        line += breaks;
        rest = &rest[taken..];
    }
    (code, quotes)
}

/// Returns the length of the comment that begins here.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    rest.starts_with("/*").then(|| rest.find("*/").map_or(rest.len(), |at| at + 2))
}

fn after_word(code: &str) -> bool {
    code.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Returns the length of the string that begins here, and what it says.
fn quoted(rest: &str) -> Option<(usize, &str)> {
    let bare = rest.strip_prefix('b').unwrap_or(rest);
    let prefix = rest.len() - bare.len();
    if let Some(raw) = bare.strip_prefix('r') {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        let inside = raw[marks..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(marks));
        let length = inside.find(&end)?;
        return Some((prefix + 1 + marks + 1 + length + end.len(), &inside[..length]));
    }
    let inside = bare.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            '"' if !escaped => return Some((prefix + 1 + at + 1, &inside[..at])),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Returns the length of the character literal that begins here; a lifetime is none.
fn letter(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let mut chars = inside.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        let (_, escaped) = chars.next()?;
        let close = if escaped == '\'' { inside[2..].find('\'')? + 2 } else { inside.find('\'')? };
        return Some(close + 2);
    }
    let (at, close) = chars.next()?;
    (close == '\'').then_some(at + 2)
}
