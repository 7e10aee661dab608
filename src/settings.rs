//! Settings: what the user wrote in `config.toml`. A file that is not there is the defaults; of one with faults, what is
//! right holds. It knows no session and no terminal.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use crate::fault::{Document, Faults, Item, LARGEST, Report, Table, harmless, salvage};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// What the user chose once and for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The country of the help lines, as two lower-case letters (ISO 3166); none: as the locale says.
    pub country: Option<String>,
    /// The colours.
    pub theme: Theme,
    /// Whether clicks and the wheel work; without them, the terminal selects text as it does elsewhere.
    pub mouse: bool,
    /// Whether the mirror looks at answers.
    pub mirror: bool,
    /// Whether everything runs line by line, as with `--plain`.
    pub plain: bool,
    /// After how many minutes without a key the screen locks or hides itself, up to [`LONGEST`]; 0 is never. None: as
    /// [`Settings::lock_after`] says.
    pub lock: Option<u16>,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the terminal says.
    #[default]
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// None.
    None,
}

/// Settings from a file, and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What is right in it.
    pub settings: Settings,
    /// What is wrong with it, if anything is.
    pub problem: Option<Problem>,
}

/// What is wrong with the settings.
#[derive(Clone, Debug)]
pub enum Problem {
    /// The file has faults.
    Faults(Report),
    /// The file cannot be read.
    Trouble(Trouble),
}

/// The most minutes until the screen locks itself: a day.
pub const LONGEST: u16 = 24 * 60;

/// The minutes until an encrypted journal locks itself, where nothing else was chosen.
const USUAL: u16 = 5;

const SETTINGS: Document = Document {
    known: &["format", "country", "theme", "mouse", "mirror", "plain", "lock"],
    format: 1,
    needs_format: false,
};

impl Default for Settings {
    fn default() -> Self {
        Self { country: None, theme: Theme::Auto, mouse: true, mirror: true, plain: false, lock: None }
    }
}

impl Settings {
    /// Reads settings from a file's bytes.
    ///
    /// # Errors
    /// All faults that could be found.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Report> {
        match Self::salvage(name, bytes) {
            (settings, None) => Ok(settings),
            (_, Some(report)) => Err(report),
        }
    }

    /// Reads the file of settings. One that is not there is the defaults.
    pub fn load(path: &Path) -> Loaded {
        match bytes(path) {
            Ok(bytes) => {
                let (settings, report) = Self::salvage(&path.to_string_lossy(), &bytes);
                Loaded { settings, problem: report.map(Problem::Faults) }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Loaded::default(),
            Err(error) => {
                let words = &words().library;
                let file = harmless(&path.to_string_lossy());
                let what = fill(words.settings_unread, &[("file", &file), ("error", &error.to_string())]);
                let trouble =
                    Trouble::new(what).safe(words.settings_unread_safe).advice(words.cannot_read_mend);
                Loaded { settings: Self::default(), problem: Some(Problem::Trouble(trouble)) }
            }
        }
    }

    /// Returns after how long without a key the screen locks itself, or hides where the journal is plain; none: never. An
    /// encrypted journal locks after five minutes unless something else was chosen, a plain one only if it was.
    pub fn lock_after(&self, encrypted: bool) -> Option<Duration> {
        let minutes = self.lock.unwrap_or(if encrypted { USUAL } else { 0 });
        (minutes > 0).then(|| Duration::from_secs(u64::from(minutes) * 60))
    }

    /// Reads what is right, and all that is wrong.
    fn salvage(name: &str, bytes: &[u8]) -> (Self, Option<Report>) {
        let (settings, report) = salvage(name, bytes, SETTINGS, settings);
        (settings.unwrap_or_default(), report)
    }
}

fn settings(top: &Table<'_>, _: &Faults<'_>) -> Option<Settings> {
    let default = Settings::default();
    Some(Settings {
        country: top.get("country").and_then(|item| country(&item)),
        theme: top.get("theme").and_then(|item| item.named(Theme::ALL, Theme::name)).unwrap_or(default.theme),
        mouse: top.get("mouse").and_then(|item| item.truth()).unwrap_or(default.mouse),
        mirror: top.get("mirror").and_then(|item| item.truth()).unwrap_or(default.mirror),
        plain: top.get("plain").and_then(|item| item.truth()).unwrap_or(default.plain),
        lock: top.get("lock").and_then(|item| minutes(&item)),
    })
}

/// Reads a country: two letters, large or small. `uk` is what people write for `gb`.
pub(crate) fn country(item: &Item<'_>) -> Option<String> {
    let written = item.raw()?;
    let code = written.to_ascii_lowercase();
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        item.say(words().library.bad_country, &[("name", written)]);
        return None;
    }
    Some(if code == "uk" { "gb".to_owned() } else { code })
}

/// Reads the minutes until the screen locks itself.
fn minutes(item: &Item<'_>) -> Option<u16> {
    let whole = item.whole()?;
    let minutes = u16::try_from(whole).ok().filter(|minutes| *minutes <= LONGEST);
    if minutes.is_none() {
        let gaps = [("number", whole.to_string()), ("most", LONGEST.to_string())];
        item.say(words().library.bad_lock, &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str())));
    }
    minutes
}

/// Reads the bytes of a file, of a too large one only so many that it is known to be.
pub(crate) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::None];

    /// Returns its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::None => "none",
        }
    }
}

impl Problem {
    /// Tells it in short.
    pub fn trouble(&self) -> Trouble {
        let report = match self {
            Self::Trouble(trouble) => return trouble.clone(),
            Self::Faults(report) => report,
        };
        let words = &words().library;
        let n = report.faults.len();
        let sentence = if n == 1 { words.settings_fault } else { words.settings_faults };
        let what = fill(sentence, &[("n", &n.to_string()), ("first", &report.first())]);
        Trouble::new(what).safe(words.settings_safe).advice(words.settings_advice)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults(report) => report.fmt(f),
            Self::Trouble(trouble) => trouble.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read() {
        let text = "# mine\ncountry = \"GB\"\ntheme = \"light\"\nmouse = false\nmirror = false\nplain = true\nlock = 10\n";
        let settings = Settings::read("config.toml", text.as_bytes()).unwrap();
        let expected = Settings {
            country: Some("gb".into()),
            theme: Theme::Light,
            mouse: false,
            mirror: false,
            plain: true,
            lock: Some(10),
        };
        assert_eq!(settings, expected);
        assert_eq!(Settings::read("config.toml", b"").unwrap(), Settings::default());
        assert_eq!(Settings::read("c", b"country = 'uk'").unwrap().country.as_deref(), Some("gb"));
    }

    #[test]
    fn every_fault_is_told_at_its_line() {
        let text = "format = 1\ncountry = \"France\"\nteme = \"drak\"\nmouse = 1\ncolour = true\n";
        let report = Settings::read("config.toml", text.as_bytes()).unwrap_err();
        let lines: Vec<_> = report.faults.iter().map(|fault| report.line(fault)).collect();
        assert_eq!(lines, [2, 3, 3, 4, 5], "{report}");
        assert!(report.to_string().contains("Did you mean `dark`?"), "{report}");
    }

    #[test]
    fn the_lock_is_a_number_of_minutes_up_to_a_day() {
        let lock = |text: &str| Settings::read("c", text.as_bytes()).map(|settings| settings.lock);
        assert_eq!(lock("lock = 0").unwrap(), Some(0));
        assert_eq!(lock("lock = 1440").unwrap(), Some(1440));
        for bad in ["-1", "1441", "70000", "99999999999999999999", "5.5", "\"5\"", "true"] {
            let report = lock(&format!("plain = true\nlock = {bad}\n")).unwrap_err();
            assert_eq!(report.faults.len(), 1, "{report}");
            assert!(report.first().starts_with("c:2:"), "{report}");
        }
        assert!(lock("lock = 1441").unwrap_err().to_string().contains("0 to 1440"));
    }

    #[test]
    fn an_encrypted_journal_locks_unless_told_otherwise_and_a_plain_one_only_when_told() {
        let after = |lock, encrypted| {
            let settings = Settings { lock, ..Settings::default() };
            settings.lock_after(encrypted).map(|after| after.as_secs() / 60)
        };
        assert_eq!((after(None, true), after(None, false)), (Some(5), None));
        assert_eq!((after(Some(0), true), after(Some(0), false)), (None, None));
        assert_eq!((after(Some(20), true), after(Some(20), false)), (Some(20), Some(20)));
    }

    #[test]
    fn a_later_format_is_said_alone() {
        let report = Settings::read("config.toml", b"format = 2\nmystery = 1\n").unwrap_err();
        assert_eq!(report.faults.len(), 1);
        assert!(report.first().contains("later version"), "{report}");
    }

    #[test]
    fn what_is_right_holds_beside_what_is_wrong() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("config.toml");
        assert!(Settings::load(&path).problem.is_none());
        io::Write::write_all(&mut File::create_new(&path).unwrap(), b"plain = true\ntheme = \"drak\"\n")
            .unwrap();
        let loaded = Settings::load(&path);
        assert!(loaded.settings.plain);
        let trouble = loaded.problem.unwrap().trouble();
        assert!(trouble.what.contains("config.toml:2:9"), "{trouble}");
        assert!(matches!(Settings::load(home.path()).problem, Some(Problem::Trouble(_))));
    }
}
