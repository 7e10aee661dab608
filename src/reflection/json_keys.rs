//! The fields of JSON objects, each with its place in the text, so that what is wrong is told where it stands. It knows
//! no reflection.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::moment::Moment;
use crate::words::{fill, words};

/// What is wrong, and the byte it is wrong at.
pub(super) type Wrong = (usize, String);

/// The fields of one object that were not yet taken.
pub(super) struct Keys<'a> {
    text: &'a str,
    start: usize,
    left: BTreeMap<String, &'a RawValue>,
}

/// Returns where a value stands in the text it was read from.
pub(super) fn offset(text: &str, value: &RawValue) -> usize {
    value.get().as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// Reads a value, if it is one of this type.
pub(super) fn is<'a, T: Deserialize<'a>>(value: &'a RawValue) -> Option<T> {
    serde_json::from_str(value.get()).ok()
}

impl<'a> Keys<'a> {
    /// Reads the fields of an object; none if it is no object.
    pub(super) fn of(text: &'a str, value: &'a RawValue) -> Option<Self> {
        Some(Self { text, start: offset(text, value), left: is(value)? })
    }

    /// Returns the whole text.
    pub(super) fn whole(&self) -> &'a str {
        self.text
    }

    /// Returns where the object stands.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Tells whether a field is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.left.contains_key(key)
    }

    /// Takes a field as it stands; one that is null is not there.
    pub(super) fn raw(&mut self, key: &str) -> Option<&'a RawValue> {
        self.left.remove(key).filter(|value| value.get() != "null")
    }

    /// Takes a field.
    pub(super) fn take<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&'a RawValue) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let Some(value) = self.raw(key) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| (offset(self.text, value), wants(key, wanted)))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, Wrong> {
        self.take(key, words().journal.a_text, is)
    }

    pub(super) fn flag(&mut self, key: &str) -> Result<bool, Wrong> {
        Ok(self.take(key, words().journal.a_flag, is)?.unwrap_or(false))
    }

    /// Takes a number that the file of an entry can hold.
    pub(super) fn count(&mut self, key: &str) -> Result<usize, Wrong> {
        let count =
            self.take(key, words().journal.a_count, |value| usize::try_from(is::<i64>(value)?).ok())?;
        Ok(count.unwrap_or(0))
    }

    pub(super) fn texts(&mut self, key: &str) -> Result<Option<Vec<String>>, Wrong> {
        self.take(key, words().journal.a_list, is)
    }

    pub(super) fn list(&mut self, key: &str) -> Result<Vec<&'a RawValue>, Wrong> {
        Ok(self.take(key, words().exchange.a_list, is)?.unwrap_or_default())
    }

    pub(super) fn moment(&mut self, key: &str) -> Result<Option<Moment>, Wrong> {
        self.take(key, words().journal.a_moment, |value| moment(&is::<String>(value)?))
    }

    pub(super) fn named<T>(
        &mut self,
        key: &str,
        known: &str,
        named: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        self.take(key, known, |value| named(&is::<String>(value)?))
    }

    /// Takes an inner object.
    pub(super) fn inner(&mut self, key: &str) -> Result<Option<Self>, Wrong> {
        let text = self.text;
        self.take(key, words().exchange.an_object, |value| Self::of(text, value))
    }

    /// Takes fields that stand as TOML.
    pub(super) fn toml(&mut self, key: &str) -> Result<toml::Table, Wrong> {
        let table =
            self.take(key, words().exchange.some_fields, |value| is::<String>(value)?.parse().ok())?;
        Ok(table.unwrap_or_default())
    }

    /// Tells that a field is missing.
    pub(super) fn missing(&self, key: &str) -> Wrong {
        (self.start, fill(words().exchange.missing, &[("key", key)]))
    }
}

/// Tells what a field has to be.
pub(super) fn wants(key: &str, wanted: &str) -> String {
    fill(words().exchange.wants, &[("key", key), ("wanted", wanted)])
}

/// Reads a moment that can be kept.
pub(super) fn moment(text: &str) -> Option<Moment> {
    text.parse().ok().filter(|moment| can_be_kept(*moment))
}

/// Tells whether a file can be named by a moment, and whether it reads back as it is written.
pub(super) fn can_be_kept(moment: Moment) -> bool {
    (0..=9999).contains(&moment.day().year()) && moment.to_string().parse() == Ok(moment)
}
