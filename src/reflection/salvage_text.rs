//! Fields of a text that is damaged: each as far as it can be read, and what stands between them. It knows the form the
//! format writes, a field a line, and no reflection.

use toml::{Table, Value};

/// What opens and closes a text of several lines.
const FENCE: &str = "\"\"\"";

/// The field that comes behind every answer.
const BEHIND: &str = "\naudience = \"";

/// The fields that hold words of their own, of which the next line may be the rest.
const WORDS: [&str; 5] = ["answer", "other", "asked", "label", "title"];

/// What was read.
pub(super) struct Pieces {
    /// The fields.
    pub(super) fields: Table,
    /// Lines that are no field.
    pub(super) stray: Vec<String>,
}

/// A field, and what is left of the text behind it.
struct Piece<'t> {
    value: Option<Value>,
    rest: &'t str,
    /// Whether it is a text that was never closed, so that what follows may be the rest of it.
    open: bool,
}

/// Reads the fields of a text. A name that is one letter off one of the known ones counts as that.
pub(super) fn pieces(text: &str, known: &[&str]) -> Pieces {
    let mut found = Pieces { fields: Table::new(), stray: Vec::new() };
    let text = parted(text, known);
    let (mut rest, mut open) = (text.as_str(), None::<String>);
    while !rest.is_empty() {
        let (line, behind) = line_of(rest);
        if let Some((key, value)) = name(line, known, &found.fields) {
            let piece = piece(&rest[value..], key == "answer");
            rest = piece.rest;
            open = (piece.open && WORDS.contains(&key.as_str())).then(|| key.clone());
            match piece.value {
                Some(value) => drop(found.fields.insert(key, value)),
                // What is left of a number or a day says nothing.
                None if known.contains(&key.as_str()) => {}
                None => found.stray.push(line.to_owned()),
            }
            continue;
        }
        rest = behind;
        if let Some((key, value)) = strange(line).filter(|(key, _)| !found.fields.contains_key(key)) {
            found.fields.insert(key, value);
            continue;
        }
        let begun = rest.is_empty() && known.iter().any(|key| format!("{key} = ").starts_with(line));
        if line.trim().is_empty() || begun || like(line, "# check: ").is_some() {
            continue;
        }
        match open.as_ref().and_then(|key| found.fields.get_mut(key)) {
            Some(Value::String(text)) => {
                text.push('\n');
                text.push_str(&decoded(line.strip_suffix('"').unwrap_or(line)));
            }
            _ if line.starts_with('#') || line.starts_with('[') => {}
            _ => found.stray.push(line.to_owned()),
        }
    }
    found
}

/// Puts back a line end between two fields where it became another letter.
fn parted(text: &str, known: &[&str]) -> String {
    let joint = |line: &str| {
        line.match_indices(" = ").skip(1).find_map(|(at, _)| {
            let key = known.iter().find(|key| line[..at].ends_with(*key))?;
            let before = &line[..at - key.len()];
            let value = &before[..before.char_indices().last()?.0];
            let ended = match value.strip_suffix('"') {
                Some(inner) => !escapes(inner),
                None => value.ends_with(|c: char| c.is_ascii_alphanumeric()) && !value.contains('"'),
            };
            ended.then_some((value.len(), before.len()))
        })
    };
    let mut out = String::with_capacity(text.len() + 1);
    for mut line in text.split_inclusive('\n') {
        while let Some((end, next)) = joint(line) {
            out.push_str(&line[..end]);
            out.push('\n');
            line = &line[next..];
        }
        out.push_str(line);
    }
    out
}

/// Reads a field whose name is in quotes.
fn strange(line: &str) -> Option<(String, Value)> {
    let table = line.starts_with('"').then(|| line.parse::<Table>().ok()).flatten()?;
    table.into_iter().next()
}

/// Parts a text behind its first line.
fn line_of(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// Tells whether a text begins with these letters but for one at most; returns the bytes they take.
pub(super) fn like(text: &str, wanted: &str) -> Option<usize> {
    let (mut letters, mut wrong, mut long) = (text.chars(), 0, 0);
    for expected in wanted.chars() {
        let letter = letters.next()?;
        wrong += usize::from(letter != expected);
        if wrong > 1 {
            return None;
        }
        long += letter.len_utf8();
    }
    Some(long)
}

/// Returns the name of the field a line holds, and where its value begins. A name that is there already does not count.
fn name(line: &str, known: &[&str], taken: &Table) -> Option<(String, usize)> {
    let free = |key: &str| !key.is_empty() && !taken.contains_key(key);
    if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| bare(key) && free(key))
        && known.contains(&key)
    {
        return Some((key.to_owned(), key.len() + 3));
    }
    let mut near: Vec<_> = known.iter().filter(|key| free(key)).collect();
    near.sort_by_key(|key| std::cmp::Reverse(key.len()));
    let near = near.into_iter().find_map(|key| Some((*key, like(line, &format!("{key} = "))?)));
    if let Some((key, value)) = near.filter(|(key, _)| key.len() > 2 || line.ends_with('"')) {
        return Some((key.to_owned(), value));
    }
    let (key, _) = line.split_once(" = ").filter(|(key, _)| bare(key) && free(key))?;
    Some((key.to_owned(), key.len() + 3))
}

fn bare(key: &str) -> bool {
    key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Reads the value a text begins with.
fn piece(text: &str, keep: bool) -> Piece<'_> {
    let (line, behind) = line_of(text);
    let ends = line.len() < text.len();
    if line == FENCE || keep && fences(line, behind) {
        return several(behind);
    }
    let closed = ends || line.ends_with(['"', ']', '}']);
    let strict = format!("x = {line}").parse::<Table>().ok().filter(|_| closed);
    let whole = strict.and_then(|mut table| table.remove("x"));
    if whole.is_some() {
        return Piece { value: whole, rest: behind, open: false };
    }
    let (value, open) = match line.strip_prefix('"') {
        Some(inner) => {
            let end = inner.strip_suffix('"').filter(|inner| ends || !escapes(inner));
            (Some(Value::String(string(end.unwrap_or(inner), ends))), end.is_none() && ends)
        }
        None if line.starts_with(['[', '{']) => (Some(Scan { text: line, at: 0, ends }.value()), false),
        // What opened the text was hit, or a number: as an answer, better kept as it stands than not at all.
        None if keep && ends && !line.trim().is_empty() => {
            let inner = line.char_indices().nth(1).map_or("", |(at, _)| &line[at..]);
            let inner = inner.strip_suffix('"').unwrap_or(line);
            (Some(Value::String(decoded(inner))), false)
        }
        None => (None, false),
    };
    Piece { value, rest: behind, open }
}

/// Tells whether a text of several lines opens here, one of its three signs wrong.
fn fences(line: &str, behind: &str) -> bool {
    let short = line.chars().count() == 3 && line.matches('"').count() == 2;
    // A text of one letter on one line looks the same, and another field follows it.
    short && !["audience = ", "label = ", "other = "].iter().any(|key| behind.starts_with(key))
}

/// Reads a text of several lines, from behind the line that opened it.
fn several(text: &str) -> Piece<'_> {
    let mut from = 0;
    while let Some(at) = text[from..].find(FENCE).map(|at| from + at) {
        let behind = &text[at + FENCE.len()..];
        if (behind.is_empty() || behind.starts_with('\n')) && !escapes(&text[..at]) {
            let rest = behind.strip_prefix('\n').unwrap_or_default();
            return Piece { value: Some(Value::String(decoded(&text[..at]))), rest, open: false };
        }
        from = at + 1;
    }
    if let Some(at) = text.rfind(BEHIND) {
        let value = Value::String(decoded(unfenced(&text[..at])));
        return Piece { value: Some(value), rest: &text[at + 1..], open: false };
    }
    let cut = text.strip_suffix("\"\"").or_else(|| text.strip_suffix('"')).filter(|cut| !escapes(cut));
    Piece { value: Some(Value::String(string(cut.unwrap_or(text), false))), rest: "", open: false }
}

/// Takes a damaged closing off the end of a text.
fn unfenced(text: &str) -> &str {
    let last = text.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
    if text[last..].matches('"').count() >= 2 { &text[..last] } else { text }
}

/// Tells whether what follows a text is escaped: an odd number of backslashes ends it.
fn escapes(text: &str) -> bool {
    text.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1
}

/// Reads a text that may have been cut; `ends` if its line goes to its end.
fn string(text: &str, ends: bool) -> String {
    if ends {
        return decoded(text);
    }
    // Half an escape at the very end says nothing.
    let half = text.rfind('\\').filter(|&at| !escapes(&text[..at]));
    let half = half.filter(|&at| {
        let behind = &text[at + 1..];
        let long = match behind.chars().next() {
            Some('u') => 5,
            Some('U') => 9,
            Some('x') => 3,
            _ => 1,
        };
        behind.len() < long && behind.chars().skip(1).all(|c| c.is_ascii_hexdigit())
    });
    decoded(&text[..half.unwrap_or(text.len())])
}

/// Resolves escapes; one that is none stays as it stands.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letter, long) = escape(&rest[1..]).unwrap_or(('\\', 0));
        out.push(letter);
        rest = &rest[1 + long..];
    }
    out.push_str(rest);
    out
}

/// Reads an escape from behind its backslash: the letter, and the bytes it takes.
fn escape(text: &str) -> Option<(char, usize)> {
    let plain = |letter| Some((letter, 1));
    let code = |digits: usize| {
        let number = text.get(1..=digits)?;
        let number = u32::from_str_radix(number, 16).ok()?;
        Some((char::from_u32(number)?, digits + 1))
    };
    match text.chars().next()? {
        'n' => plain('\n'),
        't' => plain('\t'),
        'r' => plain('\r'),
        'b' => plain('\u{8}'),
        'f' => plain('\u{c}'),
        'e' => plain('\u{1b}'),
        '"' => plain('"'),
        '\\' => plain('\\'),
        'u' => code(4),
        'U' => code(8),
        'x' => code(2),
        _ => None,
    }
}

/// A list or a table on one line, read as far as it goes.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    ends: bool,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.skip();
        let there = self.rest().starts_with(sign);
        self.at += if there { sign.len_utf8() } else { 0 };
        there
    }

    fn value(&mut self) -> Value {
        if self.take('[') {
            let mut all = Vec::new();
            while !self.take(']') && !self.rest().is_empty() {
                all.push(self.text());
                // What closes something else here closes nothing.
                let _ = self.take(',') || self.take('}');
            }
            return Value::Array(all.into_iter().map(Value::String).collect());
        }
        self.take('{');
        let mut fields = Table::new();
        while !self.take('}') && !self.rest().is_empty() {
            let Some(equals) = self.rest().find('=') else { break };
            let key = self.rest()[..equals].trim().trim_matches('"').to_owned();
            self.at += equals + 1;
            self.skip();
            let value = self.text();
            fields.entry(key).or_insert(Value::String(value));
            self.take(',');
        }
        Value::Table(fields)
    }

    /// Reads a text up to the quote that something that may stand there follows; without a quote, up to a comma.
    fn text(&mut self) -> String {
        if !self.take('"') {
            let end = self.rest().find([',', ']', '}']).unwrap_or(self.rest().len());
            let bare = self.rest()[..end].trim().trim_end_matches('"').to_owned();
            self.at += end;
            return bare;
        }
        let inner = self.rest();
        for (at, _) in inner.match_indices('"') {
            let behind = inner[at + 1..].trim_start();
            if !escapes(&inner[..at]) && (behind.is_empty() || behind.starts_with([',', ']', '}'])) {
                self.at += at + 1;
                return decoded(&inner[..at]);
            }
        }
        self.at = self.text.len();
        string(inner, self.ends)
    }
}
