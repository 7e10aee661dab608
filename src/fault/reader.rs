//! Reads TOML written by hand and finds all faults in one run: each [`Table`] is opened with the names it may have, and
//! a misspelt one is told once and then read as what was meant, so that one mistake is one fault. It knows no kind of
//! file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::near::nearest;
use super::report::{Fault, Place, Report, floor};
use crate::words::{Faults as Sentences, fill, words};

/// How large a file written by hand may be, in bytes.
pub const LARGEST: usize = 1 << 20;
/// How many faults are collected; a file with more is no mistake but something else.
const MOST: usize = 500;
/// How many characters of a text are quoted in a fault.
const QUOTED: usize = 60;
/// How the TOML reader tells a name that stands twice in its table.
const REPEATED: &str = "duplicate key";
/// The gap that takes a list of known names; it is not shortened.
const ALL_KNOWN: &str = "known";

/// What a kind of file has at its top.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// The names it may have, `format` among them.
    pub known: &'static [&'static str],
    /// The newest format this version reads.
    pub format: i64,
    /// Whether the format has to be there.
    pub needs_format: bool,
}

/// Gathers faults while a file is read.
#[derive(Debug)]
pub struct Faults<'t> {
    source: &'t str,
    /// Each with whether it follows from what is not there, which syntax errors before it may have hidden.
    found: RefCell<Vec<(Fault, bool)>>,
}

/// A table, and the names it may have.
#[derive(Debug)]
pub struct Table<'t> {
    table: &'t DeTable<'t>,
    /// Names that are misspelt, by what was meant.
    meant: Vec<(&'static str, &'t str)>,
    /// Where it begins, in bytes: its header, or its brace.
    pub span: Range<usize>,
    faults: &'t Faults<'t>,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Item<'t> {
    /// The name it stands under, as written.
    pub key: &'t str,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    value: &'t DeValue<'t>,
    faults: &'t Faults<'t>,
}

/// Reads a file: `with` makes of its top table what it is, and tells every fault on the way.
///
/// # Errors
/// All faults that could be found.
pub fn read<T>(
    name: &str,
    bytes: &[u8],
    document: Document,
    with: impl for<'t> FnOnce(&Table<'t>, &'t Faults<'t>) -> Option<T>,
) -> Result<T, Report> {
    match salvage(name, bytes, document, with) {
        (Some(made), None) => Ok(made),
        (_, Some(report)) => Err(report),
        (None, None) => Err(alone(name, "", 0..0, words().faults.unreadable)),
    }
}

/// Reads a file as [`read`], and returns what could be made of it also where it has faults.
pub fn salvage<T>(
    name: &str,
    bytes: &[u8],
    document: Document,
    with: impl for<'t> FnOnce(&Table<'t>, &'t Faults<'t>) -> Option<T>,
) -> (Option<T>, Option<Report>) {
    let source = match decode(name, bytes) {
        Ok(source) => source,
        Err(report) => return (None, Some(report)),
    };
    let faults = Faults { source, found: RefCell::default() };
    let (parsed, errors) = DeTable::parse_recoverable(source);
    if let Some(later) = later(source, parsed.get_ref(), document.format) {
        return (None, Some(Report::new(name, source, vec![later])));
    }
    let torn = Torn::new(source, &errors);
    let top = Table::open(parsed.get_ref(), 0..0, document.known, &faults);
    format(&top, document, &faults);
    let made = with(&top, &faults);
    let found = faults.found.take().into_iter();
    let found = found.filter(|(fault, lack)| !torn.hides(fault, *lack)).map(|(fault, _)| fault);
    let found: Vec<_> = torn.faults.iter().cloned().chain(found).collect();
    let report = (!found.is_empty()).then(|| Report::new(name, source, found));
    (made, report)
}

/// Where a file is torn by what is not TOML.
struct Torn {
    faults: Vec<Fault>,
    /// The lines of these faults, in bytes.
    lines: Vec<Range<usize>>,
    /// Where a header is torn: from there on, nobody knows what belongs to which table.
    header: Option<usize>,
}

impl Torn {
    fn new(source: &str, errors: &[toml::de::Error]) -> Self {
        let fault = |error: &toml::de::Error| {
            let gaps = [("error", error.message())];
            told(source, error.span().unwrap_or_default(), words().faults.syntax, &gaps)
        };
        let mut faults: Vec<_> = errors.iter().take(MOST).map(fault).collect();
        let line = |fault: &Fault| line_around(source, fault.span.start);
        let headers =
            faults.iter().map(line).filter(|line| source[line.clone()].trim_start().starts_with('['));
        let header = headers.map(|line| line.start).min();
        // Behind a torn header the names of one table fall into the one before, where they may stand already.
        let repeats = fill(words().faults.syntax.lines().next().unwrap_or_default(), &[("error", REPEATED)]);
        faults.retain(|fault| fault.what != repeats || header.is_none_or(|header| fault.span.start < header));
        let lines = faults.iter().map(line).collect();
        Self { faults, lines, header }
    }

    /// Tells whether a fault may only be there because the file is torn.
    fn hides(&self, fault: &Fault, lack: bool) -> bool {
        let at = fault.span.start;
        (lack && !self.faults.is_empty())
            || self.lines.iter().any(|line| line.contains(&at) || line.end == at)
            || self.header.is_some_and(|header| at >= header)
    }
}

/// Finds the line of a byte.
fn line_around(source: &str, byte: usize) -> Range<usize> {
    let at = floor(source, byte);
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    start..source[at..].find('\n').map_or(source.len(), |newline| at + newline)
}

/// Takes the text out of the bytes, without a byte order mark.
fn decode<'t>(name: &str, bytes: &'t [u8]) -> Result<&'t str, Report> {
    let sentences = &words().faults;
    if bytes.len() > LARGEST {
        return Err(alone(name, "", 0..0, sentences.too_large));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let sentence = if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            sentences.utf16
        } else {
            sentences.not_utf8
        };
        alone(
            name,
            &String::from_utf8_lossy(bytes),
            at..at + char::REPLACEMENT_CHARACTER.len_utf8(),
            sentence,
        )
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match text.find('\0') {
        Some(at) => Err(alone(name, text, at..at + 1, sentences.nul)),
        None => Ok(text),
    }
}

/// Tells whether the file is of a later format, which is then all there is to say about it.
fn later(source: &str, top: &DeTable<'_>, newest: i64) -> Option<Fault> {
    let value = top.get("format")?;
    let number = value.get_ref().as_integer()?;
    let digits = number.as_str().replace('_', "");
    let is_later = match i64::from_str_radix(&digits, number.radix()) {
        Ok(number) => number > newest,
        Err(_) => !digits.starts_with('-'),
    };
    let gaps = [("format", quote(&number.to_string())), ("newest", newest.to_string())];
    is_later.then(|| {
        told(source, value.span(), words().faults.later, &[("format", &gaps[0].1), ("newest", &gaps[1].1)])
    })
}

fn format(top: &Table<'_>, document: Document, faults: &Faults<'_>) {
    let newest = document.format.to_string();
    let gaps = [("newest", newest.as_str())];
    match top.get("format") {
        Some(item) if item.whole().is_some_and(|format| format < 1) => {
            faults.say(item.span, words().faults.no_format, &gaps);
        }
        Some(_) => {}
        None if document.needs_format => faults.lack(0..0, words().faults.format_missing, &gaps),
        None => {}
    }
}

/// Makes a report of one fault.
fn alone(name: &str, source: &str, span: Range<usize>, sentence: &str) -> Report {
    Report::new(name, source, vec![told(source, span, sentence, &[])])
}

/// Makes a fault of a sentence: what is wrong, a line break, how to mend it.
fn told(source: &str, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)]) -> Fault {
    let (what, mend) = sentence.split_once('\n').unwrap_or((sentence, ""));
    let end = span.end.min(source.len());
    Fault { span: span.start.min(end)..end, what: fill(what, gaps), mend: fill(mend, gaps) }
}

/// Shortens a text to quote it.
fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

impl<'t> Faults<'t> {
    /// Returns the sentences, for those who tell faults.
    pub fn sentences(&self) -> &'static Sentences {
        &words().faults
    }

    /// Tells a fault: a sentence of two lines (what is wrong, how to mend it), its gaps closed.
    pub fn say(&self, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)]) {
        self.add(span, sentence, gaps, false);
    }

    /// Tells a fault that follows from what is not there. Where the file is torn by syntax errors it is left out: what is
    /// missing may stand behind them.
    pub fn lack(&self, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)]) {
        self.add(span, sentence, gaps, true);
    }

    fn add(&self, span: Range<usize>, sentence: &str, gaps: &[(&str, &str)], lack: bool) {
        if self.full() {
            return;
        }
        let short = |gap: &str, value: &str| if gap == ALL_KNOWN { value.to_owned() } else { quote(value) };
        let quoted: Vec<_> = gaps.iter().map(|(gap, value)| (*gap, short(gap, value))).collect();
        let gaps: Vec<_> = quoted.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        self.found.borrow_mut().push((told(self.source, span, sentence, &gaps), lack));
    }

    /// Tells that a name is not one of those that can stand here: with the nearest of them, or else with a sentence of its
    /// own that shows them in its gap `{known}`. Returns the nearest.
    pub fn unknown<'a>(
        &self,
        span: Range<usize>,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        sentences: (&str, &str),
    ) -> Option<&'a str> {
        self.strange(span, name, known, sentences, &[], false)
    }

    /// Tells that a name is none of those the file has given before; `of` are more gaps. Returns the nearest.
    pub fn not_given<'a>(
        &self,
        span: Range<usize>,
        name: &str,
        given: impl Iterator<Item = &'a str> + Clone,
        sentences: (&str, &str),
        of: &[(&str, &str)],
    ) -> Option<&'a str> {
        self.strange(span, name, given, sentences, of, true)
    }

    fn strange<'a>(
        &self,
        span: Range<usize>,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        (near, far): (&str, &str),
        of: &[(&str, &str)],
        lack: bool,
    ) -> Option<&'a str> {
        if self.full() {
            return None;
        }
        let nearest = nearest(name, known.clone());
        if let Some(meant) = nearest {
            self.add(span, near, &[&[("name", name), ("meant", meant)], of].concat(), lack);
        } else {
            let mut all =
                known.take(12).map(|name| format!("`{}`", quote(name))).collect::<Vec<_>>().join(", ");
            if all.is_empty() {
                all = words().faults.none_known.to_owned();
            }
            self.add(span, far, &[&[("name", name), (ALL_KNOWN, &*all)], of].concat(), lack);
        }
        nearest
    }

    /// Returns the line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        Place::of(self.source, byte).line
    }

    /// Returns the text of the file.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// Tells whether so much is wrong that more is not collected.
    pub fn full(&self) -> bool {
        self.found.borrow().len() >= MOST
    }
}

impl<'t> Table<'t> {
    /// Opens a table that may have these names; others are faults.
    pub fn open(
        table: &'t DeTable<'t>,
        span: Range<usize>,
        known: &'static [&'static str],
        faults: &'t Faults<'t>,
    ) -> Self {
        let mut meant: Vec<(&'static str, &'t str)> = Vec::new();
        for (key, _) in table {
            let name: &'t str = key.get_ref();
            if known.contains(&name) || faults.full() {
                continue;
            }
            let absent =
                |known: &&str| !table.contains_key(*known) && !meant.iter().any(|(taken, _)| taken == known);
            match nearest(name, known.iter().copied().filter(absent)) {
                Some(right) => {
                    faults.say(key.span(), words().faults.key_near, &[("name", name), ("meant", right)]);
                    meant.extend(known.iter().find(|known| **known == right).map(|known| (*known, name)));
                }
                None => {
                    let sentences = (words().faults.key_near, words().faults.key_far);
                    faults.unknown(key.span(), name, known.iter().copied(), sentences);
                }
            }
        }
        Self { table, meant, span, faults }
    }

    /// Returns the value of a name, if it is there.
    pub fn get(&self, name: &str) -> Option<Item<'t>> {
        let written =
            self.meant.iter().find(|(meant, _)| *meant == name).map_or(name, |(_, written)| *written);
        let (key, value) = self.table.get_key_value(written)?;
        Some(Item { key: key.get_ref(), span: value.span(), value: value.get_ref(), faults: self.faults })
    }

    /// Returns the value of a name; tells a fault where it is missing.
    pub fn need(&self, name: &str) -> Option<Item<'t>> {
        let item = self.get(name);
        if item.is_none() {
            self.faults.lack(self.span.clone(), words().faults.key_missing, &[("name", name)]);
        }
        item
    }

    /// Returns where a name stands, or else where the table begins.
    pub fn place(&self, name: &str) -> Range<usize> {
        let written =
            self.meant.iter().find(|(meant, _)| *meant == name).map_or(name, |(_, written)| *written);
        self.table.get_key_value(written).map_or(self.span.clone(), |(key, _)| key.span())
    }

    /// Tells whether this very name is there, known or not.
    pub fn holds(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// Tells whether a name is there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

impl<'t> Item<'t> {
    /// Returns words: text that is not empty and holds no controls but line breaks and tabs.
    pub fn words(&self) -> Option<String> {
        let text = self.text()?;
        if text.trim().is_empty() {
            self.say(words().faults.empty, &[("name", self.key)]);
            return None;
        }
        Some(text.into_owned())
    }

    /// Returns text without controls but line breaks and tabs; it may be empty.
    pub fn text(&self) -> Option<Cow<'t, str>> {
        let text = self.raw()?;
        let text =
            if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
        match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            Some(control) => {
                let code = format!("U+{:04X}", u32::from(control));
                let at = control_in(self.faults.source, self.span.clone(), control);
                self.faults.say(at, words().faults.control, &[("name", self.key), ("code", &code)]);
                None
            }
            None => Some(text),
        }
    }

    /// Returns text as it is, whatever it holds.
    pub fn raw(&self) -> Option<&'t str> {
        match self.value {
            DeValue::String(text) => Some(text),
            _ => self.wrong(words().faults.a_text),
        }
    }

    /// Returns text as it is, and tells nothing where it is none.
    pub fn raw_quiet(&self) -> Option<&'t str> {
        self.value.as_str()
    }

    /// Returns an id. A malformed one is told, and returned all the same: others may name it.
    pub fn id(&self) -> Option<&'t str> {
        let id = self.raw()?;
        if id.is_empty() || !id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            self.say(words().faults.bad_id, &[("id", id)]);
        }
        Some(id)
    }

    /// Returns true or false.
    pub fn truth(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(truth) => Some(*truth),
            _ => self.wrong(words().faults.a_truth),
        }
    }

    /// Returns a whole number.
    pub fn whole(&self) -> Option<i64> {
        let DeValue::Integer(number) = self.value else { return self.wrong(words().faults.a_whole) };
        let whole = i64::from_str_radix(number.as_str(), number.radix()).ok();
        if whole.is_none() {
            self.say(words().faults.huge, &[("name", self.key), ("number", &number.to_string())]);
        }
        whole
    }

    /// Returns a whole number of at least one.
    pub fn positive<T: TryFrom<i64>>(&self) -> Option<T> {
        let whole = self.whole()?;
        let fits = if whole > 0 { T::try_from(whole).ok() } else { None };
        if fits.is_none() {
            let sentence = if whole > 0 { words().faults.huge } else { words().faults.not_positive };
            self.say(sentence, &[("name", self.key), ("number", &whole.to_string())]);
        }
        fits
    }

    /// Returns one of several values by its name; an unknown name is told with the nearest known one.
    pub fn named<T: Copy, const N: usize>(&self, all: [T; N], name: impl Fn(T) -> &'static str) -> Option<T> {
        let text = self.raw()?;
        let found = all.into_iter().find(|one| name(*one) == text);
        if found.is_none() {
            let sentences = (words().faults.value_near, words().faults.value_far);
            self.faults.unknown(self.span.clone(), text, all.iter().map(|one| name(*one)), sentences);
        }
        found
    }

    /// Opens a table that may have these names.
    pub fn table(&self, known: &'static [&'static str]) -> Option<Table<'t>> {
        match self.value {
            DeValue::Table(table) => Some(Table::open(table, self.span.clone(), known, self.faults)),
            _ => self.wrong(words().faults.a_table),
        }
    }

    /// Returns the names and values of a table whose names are not known beforehand, in the order of the file.
    pub fn entries(&self) -> Option<Vec<(Item<'t>, Range<usize>)>> {
        let DeValue::Table(table) = self.value else { return self.wrong(words().faults.a_table) };
        let mut entries: Vec<_> =
            table.iter().map(|(key, value)| (self.within(key.get_ref(), value), key.span())).collect();
        entries.sort_by_key(|(_, place)| place.start);
        Some(entries)
    }

    /// Returns the values of a list.
    pub fn list(&self) -> Option<Vec<Self>> {
        match self.value {
            DeValue::Array(array) => Some(array.iter().map(|value| self.within(self.key, value)).collect()),
            _ => self.wrong(words().faults.a_list),
        }
    }

    /// Opens the tables of a list (`[[name]]`) that may have these names.
    pub fn tables(&self, known: &'static [&'static str]) -> Vec<Table<'t>> {
        match self.value {
            DeValue::Array(array) => {
                array.iter().filter_map(|value| self.within(self.key, value).table(known)).collect()
            }
            _ => {
                self.say(words().faults.not_tables, &[("name", self.key)]);
                Vec::new()
            }
        }
    }

    /// Returns a date without a time as it is written, if it is one.
    pub fn date(&self) -> Option<String> {
        self.value.as_datetime().filter(|date| date.time.is_none()).map(ToString::to_string)
    }

    /// Tells whether it is a text.
    pub fn is_text(&self) -> bool {
        self.value.is_str()
    }

    /// Tells whether it is a table.
    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }

    /// Tells whether it is this truth.
    pub fn is_truth(&self, truth: bool) -> bool {
        self.value.as_bool() == Some(truth)
    }

    /// Tells whether it is a list with nothing in it.
    pub fn is_empty_list(&self) -> bool {
        self.value.as_array().is_some_and(|list| list.is_empty())
    }

    /// Tells whether it is a list.
    pub fn is_list(&self) -> bool {
        self.value.is_array()
    }

    /// Tells a fault at its place.
    pub fn say(&self, sentence: &str, gaps: &[(&str, &str)]) {
        self.faults.say(self.span.clone(), sentence, gaps);
    }

    /// Tells that its kind is wrong.
    pub fn wrong<T>(&self, wanted: &str) -> Option<T> {
        self.say(
            words().faults.wrong_kind,
            &[("name", self.key), ("wanted", wanted), ("is", kind(self.value))],
        );
        None
    }

    fn within(&self, key: &'t str, value: &'t Spanned<DeValue<'t>>) -> Self {
        Self { key, span: value.span(), value: value.get_ref(), faults: self.faults }
    }
}

/// Returns what a value is, in words.
fn kind(value: &DeValue<'_>) -> &'static str {
    let sentences = &words().faults;
    match value {
        DeValue::String(_) => sentences.a_text,
        DeValue::Integer(_) => sentences.a_whole,
        DeValue::Float(_) => sentences.a_float,
        DeValue::Boolean(_) => sentences.a_truth,
        DeValue::Datetime(_) => sentences.a_date,
        DeValue::Array(_) => sentences.a_list,
        DeValue::Table(_) => sentences.a_table,
    }
}

/// Finds where a control is written in a text: as itself, or as an escape. Where it is not found, the whole text.
fn control_in(source: &str, span: Range<usize>, control: char) -> Range<usize> {
    let Some(written) = source.get(span.clone()) else { return span };
    let code = u32::from(control);
    let short = match control {
        '\u{8}' => Some("\\b"),
        '\u{c}' => Some("\\f"),
        '\u{1b}' => Some("\\e"),
        '\r' => Some("\\r"),
        _ => None,
    };
    let mut forms = vec![control.to_string()];
    forms.extend(short.map(str::to_owned));
    forms.extend([format!("\\x{code:02x}"), format!("\\u{code:04x}"), format!("\\U{code:08x}")]);
    let lower = written.to_ascii_lowercase();
    let found = forms.iter().filter_map(|form| {
        let form = form.to_ascii_lowercase();
        lower.find(&form).map(|at| span.start + at..span.start + at + form.len())
    });
    found.min_by_key(|place| place.start).unwrap_or(span)
}
