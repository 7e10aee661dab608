//! Tables and values with their places. A [`Table`] is opened with the names it may have, and a misspelt one is told once
//! and then read as what was meant, so that one mistake is one fault. It knows no kind of file.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::faults::Faults;
use super::near::nearest;
use crate::words::words;

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
