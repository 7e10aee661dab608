//! Help lines: whom to ring, by country and need, from `content/support.toml`. It knows no session, no terminal, and
//! not where anyone is: the country comes from the settings or the locale.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fault::{Document, Faults, Report, Table, read};
use crate::question::Support as Need;
use crate::settings::country;
use crate::words::words;

const SUPPORT: Document =
    Document { known: &["format", "checked", "words", "country"], format: 1, needs_format: true };
const WORDS: &[&str] =
    &["intro", "in-danger", "fear", "distress", "own-behaviour", "no-line", "numbers-change"];
const COUNTRY: &[&str] = &["code", "name", "emergency", "note", "line"];
const LINE: &[&str] = &["for", "name", "call", "text", "about", "where", "checked"];

/// The needs a line can be for, in the order they are shown.
pub const NEEDS: [Need; 3] = [Need::Fear, Need::Distress, Need::OwnBehaviour];

/// All help lines, and the words around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The day on which the numbers were last seen.
    pub checked: String,
    /// The words around the lines.
    pub words: Said,
    /// The countries, in the order of the file.
    pub countries: Vec<Country>,
}

/// The words around the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Before all.
    pub intro: String,
    /// For someone in danger now.
    pub in_danger: String,
    /// Before lines against fear and abuse.
    pub fear: String,
    /// Before lines in distress.
    pub distress: String,
    /// Before lines for one's own behaviour.
    pub own_behaviour: String,
    /// Where no line is known.
    pub no_line: String,
    /// After all.
    pub numbers_change: String,
}

/// The help lines of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// Two lower-case letters (ISO 3166).
    pub code: String,
    /// Its name.
    pub name: String,
    /// The emergency number.
    pub emergency: String,
    /// What else there is to say about that number.
    pub note: Option<String>,
    /// Its lines, in the order of the file.
    pub lines: Vec<Line>,
}

/// One help line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whom it is for; never [`Need::All`].
    pub need: Need,
    /// Its name.
    pub name: String,
    /// The number to ring.
    pub call: Option<String>,
    /// The number to write to, and what.
    pub text: Option<String>,
    /// Whom it is for in particular.
    pub about: Option<String>,
    /// The part of the country it is for.
    pub part: Option<String>,
    /// The day on which it was last seen.
    pub checked: Option<String>,
}

impl Support {
    /// Returns what is built into the program. A test holds that it can be read.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Support> = LazyLock::new(|| Support::read_shipped().unwrap_or_default());
        &SHIPPED
    }

    fn read_shipped() -> Result<Self, Report> {
        Self::read("support.toml", include_bytes!("../content/support.toml"))
    }

    /// Reads help lines from a file's bytes.
    ///
    /// # Errors
    /// All faults that could be found.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Report> {
        read(name, bytes, SUPPORT, support)
    }

    /// Finds a country by its code, large or small letters.
    pub fn country(&self, code: &str) -> Option<&Country> {
        let code = if code.eq_ignore_ascii_case("uk") { "gb" } else { code };
        self.countries.iter().find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// Returns the lines for a need: of this country, or of all where none is given or nothing is known of it. A country
    /// without such a line is there all the same, for its emergency number.
    pub fn lines(&self, country: Option<&str>, need: Need) -> Vec<(&Country, Vec<&Line>)> {
        let here = country.and_then(|code| self.country(code));
        let countries = self.countries.iter().filter(|other| here.is_none_or(|here| here.code == other.code));
        countries.map(|country| (country, country.lines_for(need))).collect()
    }
}

impl Said {
    /// Returns the words before the lines for a need.
    pub fn before(&self, need: Need) -> &str {
        match need {
            Need::Fear => &self.fear,
            Need::Distress => &self.distress,
            Need::OwnBehaviour => &self.own_behaviour,
            Need::All => &self.intro,
        }
    }
}

impl Country {
    /// Returns its lines for a need.
    pub fn lines_for(&self, need: Need) -> Vec<&Line> {
        self.lines.iter().filter(|line| need == Need::All || line.need == need).collect()
    }
}

fn support<'t>(top: &Table<'t>, faults: &'t Faults<'t>) -> Option<Support> {
    let checked = top.need("checked").and_then(|item| item.date().or_else(|| item.words()));
    let said = top.need("words").and_then(|item| item.table(WORDS)).and_then(|table| said(&table));
    let tables = top.need("country").map(|item| item.tables(COUNTRY)).unwrap_or_default();
    let mut codes = HashMap::new();
    let countries = tables.iter().filter_map(|table| one_country(table, &mut codes, faults)).collect();
    Some(Support { checked: checked?, words: said?, countries })
}

fn said(table: &Table<'_>) -> Option<Said> {
    let words = WORDS.iter().map(|name| table.need(name).and_then(|item| item.words()));
    // All are asked for before the first that is missing ends it, so that all faults are told.
    let mut words = words.collect::<Vec<_>>().into_iter();
    let mut next = || words.next().flatten();
    Some(Said {
        intro: next()?,
        in_danger: next()?,
        fear: next()?,
        distress: next()?,
        own_behaviour: next()?,
        no_line: next()?,
        numbers_change: next()?,
    })
}

fn one_country(
    table: &Table<'_>,
    codes: &mut HashMap<String, usize>,
    faults: &Faults<'_>,
) -> Option<Country> {
    let code = table.need("code").and_then(|item| {
        let code = country(&item)?;
        let first = *codes.entry(code.clone()).or_insert(item.span.start);
        if first != item.span.start {
            let line = faults.line(first).to_string();
            item.say(words().library.country_again, &[("code", &code), ("line", &line)]);
        }
        Some(code)
    });
    let name = table.need("name").and_then(|item| item.words());
    let emergency = table.need("emergency").and_then(|item| item.words());
    let note = table.get("note").and_then(|item| item.words());
    let lines = table.get("line").map(|item| item.tables(LINE)).unwrap_or_default();
    let lines = lines.iter().filter_map(|table| line(table, faults)).collect();
    Some(Country { code: code?, name: name?, emergency: emergency?, note, lines })
}

fn line(table: &Table<'_>, faults: &Faults<'_>) -> Option<Line> {
    let need = table.need("for").and_then(|item| item.named(NEEDS, Need::name));
    let name = table.need("name").and_then(|item| item.words());
    let words_at = |name| table.get(name).and_then(|item| item.words());
    let (call, text, about, part) =
        (words_at("call"), words_at("text"), words_at("about"), words_at("where"));
    let checked = table.get("checked").and_then(|item| item.date().or_else(|| item.words()));
    if !table.has("call") && !table.has("text") {
        faults.lack(table.span.clone(), words().library.no_way, &[]);
    }
    Some(Line { need: need?, name: name?, call, text, about, part, checked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lines_can_be_read() {
        let read = Support::read_shipped().map_err(|report| report.to_string()).unwrap();
        assert!(!read.countries.is_empty());
        assert_eq!(&read, Support::shipped());
    }

    #[test]
    fn lines_are_found_by_country_and_need() {
        let text = "format = 1\nchecked = 2026-11-01\n[words]\nintro = 'i'\nin-danger = 'd'\nfear = 'f'\n\
            distress = 's'\nown-behaviour = 'o'\nno-line = 'n'\nnumbers-change = 'c'\n\
            [[country]]\ncode = 'gb'\nname = 'UK'\nemergency = '999'\n\
            [[country.line]]\nfor = 'fear'\nname = 'A'\ncall = '1'\n\
            [[country.line]]\nfor = 'distress'\nname = 'B'\ntext = '2'\n\
            [[country]]\ncode = 'ca'\nname = 'Canada'\nemergency = '911'\n";
        let support = Support::read("s", text.as_bytes()).map_err(|report| report.to_string()).unwrap();
        let names = |country, need| {
            let found = support.lines(country, need);
            found.into_iter().map(|(c, l)| (c.code.clone(), l.len())).collect::<Vec<_>>()
        };
        assert_eq!(names(Some("UK"), Need::Fear), [("gb".into(), 1)]);
        assert_eq!(names(Some("gb"), Need::All), [("gb".into(), 2)]);
        assert_eq!(names(Some("ca"), Need::Fear), [("ca".into(), 0)]);
        assert_eq!(names(Some("jp"), Need::OwnBehaviour), [("gb".into(), 0), ("ca".into(), 0)]);
        assert_eq!(names(None, Need::Distress), [("gb".into(), 1), ("ca".into(), 0)]);
        assert_eq!(support.checked, "2026-11-01");
        assert_eq!(support.words.numbers_change, "c");
    }

    #[test]
    fn faults_of_lines_are_told() {
        let text = "format = 1\nchecked = ''\n[words]\nintro = 'i'\n[[country]]\ncode = 'gb'\nname = 'UK'\n\
            [[country]]\ncode = 'gbr'\nname = 'UK'\nemergency = '9'\n[[country.line]]\nfor = 'feer'\nname = 'A'\n";
        let report = Support::read("s", text.as_bytes()).unwrap_err().to_string();
        for part in [
            "`checked` is empty",
            "`in-danger` is missing",
            "`emergency` is missing",
            "`gbr`",
            "`fear`",
            "no way",
        ] {
            assert!(report.contains(part), "{part}: {report}");
        }
    }
}
