//! Reads TOML written by hand and finds all faults in one run. It knows no kind of file.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::DeTable;

use super::faults::{Faults, quote, told};
use super::report::{Fault, Report};
use super::table::Table;
use super::torn::Torn;
use crate::words::words;

/// How large a file written by hand may be, in bytes.
pub const LARGEST: usize = 1 << 20;

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
    let blanked = torn.blanked(source);
    let again = blanked.as_deref().and_then(|text| DeTable::parse(text).ok());
    let top = Table::open(again.as_ref().unwrap_or(&parsed).get_ref(), 0..0, document.known, &faults);
    format(&top, document, &faults);
    let made = with(&top, &faults);
    let found = faults.found.take().into_iter();
    let found = found.filter(|(fault, lack)| !torn.hides(fault, *lack)).map(|(fault, _)| fault);
    let found: Vec<_> = torn.faults.iter().cloned().chain(found).collect();
    let report = (!found.is_empty()).then(|| Report::new(name, source, found));
    (made, report)
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
