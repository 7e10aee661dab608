//! A copy of a reflection to keep, to print or to hand out: what it says for whom, in which form, and where it is put. It
//! knows no door; what a command writes, a screen writes too.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Found, NewFile, Performer};
use crate::paths;
use crate::reflection::json::Entry;
use crate::reflection::{Audience, Reflection, page};
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// How a copy is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// Pages of text.
    Text,
    /// JSON, with everything.
    Json,
}

impl Form {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Text, Self::Json];

    /// Returns how the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// Writes one reflection, harmless to print; `copy` says that it is another version of one.
    ///
    /// # Errors
    /// It cannot be put into this form.
    pub fn written(self, mut reflection: Reflection, copy: bool) -> io::Result<String> {
        if copy && self != Self::Json {
            reflection.title.push_str(words().exchange.second_copy);
        }
        Ok(match self {
            Self::Json => {
                let entry = Entry::of(&reflection);
                json(&if copy { entry.as_copy() } else { entry })?
            }
            Self::Markdown => page::markdown(&reflection).trim_end().to_owned(),
            Self::Text => page::text(&reflection).trim_end().to_owned(),
        })
    }

    /// Returns what stands before the next one, when so many were written.
    pub fn before(self, written: usize) -> &'static str {
        match (self, written) {
            (Self::Json, 0) => "[\n",
            (Self::Json, _) => ",\n",
            (_, 0) => "",
            (Self::Markdown, _) => "\n\n---\n\n",
            (Self::Text, _) => "\n\n\n----\n\n\n",
        }
    }

    /// Returns what stands behind the last one, when so many were written.
    pub fn end(self, written: usize) -> &'static str {
        match (self, written) {
            (Self::Json, 0) => "[]\n",
            (Self::Json, _) => "\n]\n",
            (_, 0) => "",
            _ => "\n",
        }
    }
}

impl Performer {
    /// Counts the answers that each reader gets of a reflection, in the order of [`Audience::ALL`].
    ///
    /// # Errors
    /// It cannot be read.
    pub fn for_readers(&self, found: &Found) -> Result<[usize; 3], Trouble> {
        let reflection = self.read_at(found)?.reflection;
        Ok(Audience::ALL.map(|reader| {
            let seen = reflection.clone().for_reader(reader);
            seen.map_or(0, |seen| seen.told().filter(|answer| !answer.value.is_empty()).count())
        }))
    }

    /// Takes the folder that is proposed for copies, in the place of the platform's.
    pub fn hand_out_into(&mut self, folder: PathBuf) {
        self.handouts = Some(folder);
    }

    /// Proposes a new file for a copy. Its name holds no word of the person's.
    pub fn place_for(&self, found: &Found, form: Form) -> PathBuf {
        let folder = self.handouts.clone().or_else(paths::handouts).unwrap_or_default();
        folder.join(free_name(&folder, found, form))
    }

    /// Writes a copy of a reflection for a reader into a new file that only the person can read; into a folder, under a
    /// name of its own. Returns where it is; none: nothing in it is for that reader, and nothing was written.
    ///
    /// # Errors
    /// It cannot be read, or not be written there: no such file was left, and one that was there is as it was.
    pub fn hand_out(
        &self,
        found: &Found,
        reader: Audience,
        form: Form,
        typed: &str,
    ) -> Result<Option<PathBuf>, Trouble> {
        let to = self.meant(found, form, typed)?;
        let copy = self.journal.original(found).as_ref() != Some(found);
        let Some(reflection) = self.read_at(found)?.reflection.for_reader(reader) else { return Ok(None) };
        let written = form.written(reflection, copy).map_err(|why| {
            let gaps = [("file", to.display().to_string()), ("why", why.to_string())];
            let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
            Trouble::new(fill(words().exchange.not_written, &gaps)).safe(words().exchange.not_written_safe)
        })?;
        let mut file = NewFile::at(&to)?;
        for part in [form.before(0), &written, form.end(1)] {
            file.write(part)?;
        }
        file.finish()?;
        Ok(Some(to))
    }

    /// Returns the file that is meant by what was typed.
    fn meant(&self, found: &Found, form: Form, typed: &str) -> Result<PathBuf, Trouble> {
        let typed = typed.trim();
        if typed.is_empty() {
            let r = &words().read;
            return Err(Trouble::new(r.no_file).advice(r.no_file_how));
        }
        let to = match (typed.strip_prefix("~/"), paths::home()) {
            (Some(below), Some(home)) => home.join(below),
            _ => PathBuf::from(typed),
        };
        let to = std::path::absolute(&to).unwrap_or(to);
        Ok(if to.is_dir() { to.join(free_name(&to, found, form)) } else { to })
    }
}

/// Returns a name that is free in a folder: the day and the id of the reflection, and a number where that is taken.
fn free_name(folder: &Path, found: &Found, form: Form) -> String {
    let stem = found.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let day = stem.get(..10).filter(|day| day.parse::<crate::moment::Day>().is_ok());
    let parts = ["onward"].into_iter().chain(day).chain([found.id.as_str()]);
    let name = parts.collect::<Vec<_>>().join("-");
    let numbered = (2..1000).map(|n| format!("{name}-{n}.{}", form.ending()));
    let first = format!("{name}.{}", form.ending());
    let mut all = std::iter::once(first.clone()).chain(numbered);
    all.find(|name| folder.join(name).symlink_metadata().is_err()).unwrap_or(first)
}

/// Returns one JSON document, harmless to print.
///
/// # Errors
/// It cannot be written as JSON.
pub fn json(document: &impl Serialize) -> io::Result<String> {
    Ok(visible(&serde_json::to_string_pretty(document).map_err(io::Error::from)?))
}

/// Writes what a terminal could obey, and JSON does not escape itself, as `\u` escapes: the document stays the same.
fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        let acts = (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if acts {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::moment::Moment;
    use crate::paths::Paths;
    use crate::reflection::{Answer, Id, Value};
    use crate::settings::Settings;

    fn answer(prompt: &str, audience: Audience) -> Answer {
        Answer {
            stage: "stage".into(),
            stage_title: "Stage".into(),
            prompt: prompt.into(),
            kind: "text".into(),
            asked: "What?".into(),
            value: Value::Text(format!("said {prompt}")),
            audience,
            set_aside: false,
            step: false,
            at: Moment::at(1_790_000_000, 0),
            keeping: Default::default(),
            rest: toml::Table::new(),
        }
    }

    fn journal(answers: Vec<Answer>) -> (tempfile::TempDir, Performer, Found) {
        let folder = tempfile::tempdir().unwrap();
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|name| folder.path().join(name));
        let mut hands = Performer::new(Paths { journal, guides, config, state }, &Settings::default());
        hands.hand_out_into(folder.path().to_owned());
        let begun = Moment::at(1_790_000_000, 0);
        let begin = Reflection::begin(Id::from_numbers([3; 8]), "guide", "Guide", "hurt", begun);
        let one = Reflection { title: "My own title".into(), answers, ..begin };
        let mut pen = hands.journal.begin(&one).unwrap();
        pen.settle().unwrap();
        let found = pen.found().clone();
        drop(pen);
        (folder, hands, found)
    }

    fn all() -> Vec<Answer> {
        Audience::ALL.map(|audience| answer(audience.name(), audience)).to_vec()
    }

    #[test]
    fn each_reader_gets_what_is_meant_for_them_in_a_file_of_ones_own() {
        let (folder, hands, found) = journal(all());
        assert_eq!(hands.for_readers(&found).unwrap(), [3, 1, 2]);
        for (reader, said) in Audience::ALL.into_iter().zip([
            vec!["said self", "said partner", "said therapist", "My own title"],
            vec!["said partner"],
            vec!["said partner", "said therapist"],
        ]) {
            for form in Form::ALL {
                let place = hands.place_for(&found, form);
                let name = place.file_name().unwrap().to_str().unwrap();
                assert!(name.starts_with("onward-2026-09-21-") && name.ends_with(form.ending()), "{name}");
                let typed = place.display().to_string();
                let to = hands.hand_out(&found, reader, form, &typed).unwrap().unwrap();
                assert_eq!(to, place);
                let text = std::fs::read_to_string(&to).unwrap();
                for part in ["said self", "said partner", "said therapist", "My own title"] {
                    assert_eq!(text.contains(part), said.contains(&part), "{part} for {reader:?}: {text}");
                }
                let mode = to.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, 0o600);
            }
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 9 + 2, "no file twice");
    }

    #[test]
    fn nothing_is_written_over_and_nothing_for_nobody() {
        let (folder, hands, found) = journal(vec![answer("self", Audience::Own)]);
        let file = folder.path().join("there.md");
        std::io::Write::write_all(&mut std::fs::File::create_new(&file).unwrap(), b"mine").unwrap();
        let typed = file.display().to_string();
        assert!(hands.hand_out(&found, Audience::Own, Form::Markdown, &typed).is_err());
        assert_eq!(std::fs::read(&file).unwrap(), b"mine");
        let new = folder.path().join("new.md");
        let typed = new.display().to_string();
        assert_eq!(hands.hand_out(&found, Audience::Partner, Form::Markdown, &typed), Ok(None));
        assert!(!new.exists());
        assert!(hands.hand_out(&found, Audience::Own, Form::Text, "  ").is_err());
        let inside = folder.path().display().to_string();
        let to = hands.hand_out(&found, Audience::Own, Form::Text, &inside).unwrap().unwrap();
        assert!(to.starts_with(folder.path()) && to.is_file(), "a folder is taken as one");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_and_nothing_else() {
        let (folder, hands, found) = journal(all());
        let typed = folder.path().join("no/such.md").display().to_string();
        let trouble = hands.hand_out(&found, Audience::Own, Form::Markdown, &typed).unwrap_err();
        let missing = folder.path().join("no").display().to_string();
        assert!(trouble.what.contains(&missing) && !trouble.what.contains(".onward-"), "{trouble:?}");
        assert!(!trouble.advice.is_empty(), "{trouble:?}");
    }

    #[test]
    fn json_says_the_same_and_steers_nothing() {
        let nasty = "a\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{2028}\n\"é";
        let json = visible(&serde_json::to_string_pretty(&[nasty]).unwrap());
        assert!(!json.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'));
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [nasty]);
    }
}
