//! Help lines: whom to ring, by country and need, from `content/support.toml` or from the person's own file, which takes
//! its place. It knows no session, no terminal, and not where anyone is: the country comes from the settings or the locale.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::fault::{Document, Faults, Item, Report, Table, read};
use crate::moment::Day;
use crate::question::Support as Need;
use crate::settings::{bytes, country};
use crate::trouble::Trouble;
use crate::words::{fill, words};

const SUPPORT: Document = Document { known: &["format", "words", "country"], format: 1, needs_format: true };
const WORDS: &[&str] =
    &["intro", "in-danger", "fear", "distress", "own-behaviour", "no-line", "numbers-change"];
const COUNTRY: &[&str] = &["code", "name", "emergency", "note", "line"];
const LINE: &[&str] = &["for", "name", "call", "text", "web", "hours", "about", "where", "checked"];

/// The needs a line can be for, in the order they are shown.
pub const NEEDS: [Need; 3] = [Need::Fear, Need::Distress, Need::OwnBehaviour];

/// All help lines, and the words around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
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
    /// Where it is on the web.
    pub web: Option<String>,
    /// When it can be reached, as far as that is known.
    pub hours: Option<String>,
    /// Whom it is for in particular.
    pub about: Option<String>,
    /// The part of the country it is for.
    pub part: Option<String>,
    /// The day on which it was last looked up.
    pub checked: Day,
}

impl Support {
    /// Returns what is built into the program. A test holds that it can be read.
    pub fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Support>> =
            LazyLock::new(|| Arc::new(Support::read_shipped().unwrap_or_default()));
        Arc::clone(&SHIPPED)
    }

    fn read_shipped() -> Result<Self, Report> {
        Self::read("support.toml", include_bytes!("../content/support.toml"))
    }

    /// Reads the person's own help lines; none where there is no such file.
    ///
    /// # Errors
    /// All faults that could be found, or that the file cannot be read.
    pub fn own(path: &Path) -> Result<Option<Self>, Report> {
        let name = path.to_string_lossy();
        match bytes(path) {
            Ok(bytes) => Self::read(&name, &bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let w = &words().library;
                let what = fill(w.cannot_read, &[("error", &error.to_string())]);
                Err(Report::of(&name, what, w.cannot_read_mend.to_owned()))
            }
        }
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

impl Line {
    /// Says what there is to know beside its name and its numbers: when it can be reached, where it is on the web, and on
    /// which day that was last looked up.
    pub fn small_print(&self) -> String {
        let w = &words().support;
        let checked = fill(w.checked, &[("day", &self.checked.to_string())]);
        let web = self.web.as_deref().map(|web| ended(&fill(w.web, &[("web", web)])));
        let hours = self.hours.as_deref().map(ended);
        let parts = [hours, web, Some(checked)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Ends a sentence.
fn ended(words: &str) -> String {
    if words.ends_with('.') { words.to_owned() } else { format!("{words}.") }
}

/// Tells of own help lines that have faults, in short.
pub fn told(report: &Report) -> Trouble {
    let w = &words().support;
    let n = report.faults.len();
    let sentence = if n == 1 { w.fault } else { w.faults };
    let what = fill(sentence, &[("n", &n.to_string()), ("first", &report.first())]);
    Trouble::new(what).safe(w.safe).advice(w.advice)
}

fn support<'t>(top: &Table<'t>, faults: &'t Faults<'t>) -> Option<Support> {
    let said = top.need("words").and_then(|item| item.table(WORDS)).and_then(|table| said(&table));
    let tables = top.need("country").map(|item| item.tables(COUNTRY)).unwrap_or_default();
    let mut codes = HashMap::new();
    let countries = tables.iter().filter_map(|table| one_country(table, &mut codes, faults)).collect();
    Some(Support { words: said?, countries })
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
    let (call, text, web) = (words_at("call"), words_at("text"), words_at("web"));
    let (hours, about, part) = (words_at("hours"), words_at("about"), words_at("where"));
    let checked = table.need("checked").and_then(|item| day(&item));
    if !["call", "text", "web"].iter().any(|way| table.has(way)) {
        faults.lack(table.span.clone(), words().library.no_way, &[]);
    }
    Some(Line { need: need?, name: name?, call, text, web, hours, about, part, checked: checked? })
}

/// Reads a day, with quotes around it or without.
fn day(item: &Item<'_>) -> Option<Day> {
    let written = item.date().or_else(|| item.raw().map(str::to_owned))?;
    let day = written.parse().ok();
    if day.is_none() {
        item.say(words().support.bad_day, &[("day", &written)]);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lines_can_be_read() {
        let read = Support::read_shipped().map_err(|report| report.to_string()).unwrap();
        assert!(!read.countries.is_empty());
        assert_eq!(read, *Support::shipped());
    }

    #[test]
    fn lines_are_found_by_country_and_need() {
        let text = "format = 1\n[words]\nintro = 'i'\nin-danger = 'd'\nfear = 'f'\n\
            distress = 's'\nown-behaviour = 'o'\nno-line = 'n'\nnumbers-change = 'c'\n\
            [[country]]\ncode = 'gb'\nname = 'UK'\nemergency = '999'\n\
            [[country.line]]\nfor = 'fear'\nname = 'A'\ncall = '1'\nchecked = 2026-11-01\n\
            [[country.line]]\nfor = 'distress'\nname = 'B'\ntext = '2'\nchecked = '2026-11-28'\n\
            web = 'b.example'\nhours = 'Day and night'\n\
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
        let lines = &support.countries[0].lines;
        assert_eq!(lines[0].small_print(), "Checked\u{a0}2026-11-01.");
        assert_eq!(lines[1].small_print(), "Day and night. b.example. Checked\u{a0}2026-11-28.");
        assert_eq!(support.words.numbers_change, "c");
    }

    #[test]
    fn faults_of_lines_are_told() {
        let text = "format = 1\n[words]\nintro = 'i'\n[[country]]\ncode = 'gb'\nname = 'UK'\n\
            [[country]]\ncode = 'gbr'\nname = 'UK'\nemergency = '9'\n[[country.line]]\nfor = 'feer'\nname = 'A'\n";
        let report = Support::read("s", text.as_bytes()).unwrap_err().to_string();
        for part in [
            "`checked` is missing",
            "`in-danger` is missing",
            "`emergency` is missing",
            "`gbr`",
            "`fear`",
            "no way",
        ] {
            assert!(report.contains(part), "{part}: {report}");
        }
    }

    #[test]
    fn each_line_says_on_which_day_it_was_looked_up() {
        let with = |checked: &str| {
            let text = include_str!("../content/support.toml");
            let at = text.find("\nchecked = ").unwrap();
            let end = at + 1 + text[at + 1..].find('\n').unwrap();
            let line = text[..at].lines().count() + 1;
            let text = format!("{}{checked}{}", &text[..=at], &text[end..]);
            (line, Support::read("support.toml", text.as_bytes()).map_err(|report| report.to_string()))
        };
        for good in ["checked = \"2026-11-28\"", "checked = 2026-11-28"] {
            assert!(with(good).1.is_ok(), "{good}");
        }
        for (bad, says) in [
            ("", "`checked` is missing"),
            ("checked = \"\"", "has to be a day"),
            ("checked = \"yesterday\"", "has to be a day"),
            ("checked = \"2026-02-30\"", "has to be a day"),
            ("checked = \"28.11.2026\"", "has to be a day"),
            ("checked = 2026-11-28T10:00:00", "checked"),
            ("checked = 20261128", "checked"),
        ] {
            let (line, read) = with(bad);
            let told = read.unwrap_err();
            assert!(told.contains(says) && told.contains("support.toml:"), "{bad}: {told}");
            assert!(bad.is_empty() || told.contains(&format!("support.toml:{line}:")), "{bad}: {told}");
        }
    }

    #[test]
    fn the_own_file_stands_alone_and_may_be_missing() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("support.toml");
        assert!(Support::own(&path).unwrap().is_none());
        let put = |text: &str| {
            let _ = std::fs::remove_dir(&path);
            let mut options = std::fs::OpenOptions::new();
            let mut file = options.write(true).create(true).truncate(true).open(&path).unwrap();
            io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        };
        put(include_str!("../content/support.toml"));
        assert_eq!(Support::own(&path).unwrap().unwrap(), *Support::shipped());
        put("format = 1\n[[country]]\ncode = \"de\"\n");
        let trouble = told(&Support::own(&path).unwrap_err());
        assert!(trouble.what.contains("support.toml:") && trouble.safe.contains("instead"), "{trouble}");
        assert!(Support::own(home.path()).is_err(), "a folder is no such file");
    }
}
