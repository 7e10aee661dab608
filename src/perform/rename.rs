//! Another title for a reflection, and nothing else of it: neither its answers, nor its place, nor when it was last
//! written. What was looked at again is not what one was writing last.

use super::{Found, Performer};
use crate::library::Library;
use crate::reflection::Reflection;
use crate::trouble::Trouble;
use crate::words::words;

/// What a reflection is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// What it is called now.
    pub title: String,
    /// What it is called when the person says nothing: as its guide.
    pub usual: String,
}

impl Called {
    /// Returns what it would be called by what was typed: in one line, and never nothing.
    fn by(&self, typed: &str) -> String {
        let line = typed.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty());
        let line = line.collect::<Vec<_>>().join(" ");
        if line.is_empty() { self.usual.clone() } else { line }
    }
}

impl Performer {
    /// Returns what a reflection is called, when it can be called something else.
    ///
    /// # Errors
    /// It is a copy, cannot be read, or is not for this version to write.
    pub fn called(&self, found: &Found) -> Result<Called, Trouble> {
        let r = &words().read;
        if self.journal.original(found).as_ref() != Some(found) {
            return Err(Trouble::new(r.copy_title).safe(r.title_as_was));
        }
        let loaded = self.journal.load(found)?;
        match (loaded.writable, loaded.note) {
            (false, note) => Err(note.unwrap_or_else(|| Trouble::new(r.title_as_was))),
            (true, _) => Ok(called_as(&self.library, &loaded.reflection)),
        }
    }

    /// Gives a reflection another title; an empty one puts back that of its guide. It is on the disk itself when this
    /// returns. Returns what it is called then.
    ///
    /// # Errors
    /// It is a copy, is open elsewhere, or could not be read or written: its title is as it was.
    pub fn rename(&mut self, found: &Found, typed: &str) -> Result<String, Trouble> {
        self.close();
        self.called(found)?;
        let library = self.library.clone();
        let reflection = self.amend(found, words().read.title_elsewhere, |reflection| {
            let title = called_as(&library, reflection).by(typed);
            let other = reflection.title != title;
            reflection.title = title;
            Ok(other)
        })?;
        Ok(reflection.title)
    }
}

fn called_as(library: &Library, reflection: &Reflection) -> Called {
    let Reflection { title, guide, guide_title, .. } = reflection;
    // What came from elsewhere may know no more of its guide than its name.
    let usual = match library.get(guide) {
        Ok(known) if guide_title.is_empty() || guide_title == guide => known.title.clone(),
        _ if guide_title.is_empty() => guide.clone(),
        _ => guide_title.clone(),
    };
    Called { title: title.clone(), usual }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::Duration;

    use super::super::amend::tests::{LATER, when as touched};
    use super::*;
    use crate::moment::Moment;
    use crate::paths::Paths;
    use crate::perform::Passphrase;
    use crate::reflection::{Answer, Audience, Id, Status, Value};
    use crate::settings::Settings;

    const IDENTITY: &[u8] = include_bytes!("../../tests/sealed/identity.age");

    fn hands(root: &std::path::Path) -> Performer {
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|name| root.join(name));
        Performer::new(Paths { journal, guides, config, state }, &Settings::default())
    }

    fn one() -> Reflection {
        let begun = Moment::at(1_790_000_000, 0);
        let mut one = Reflection::begin(Id::from_numbers([3; 8]), "guide", "Guide", "hurt", begun);
        one.status = Status::Finished;
        one.rest.insert("later".into(), toml::Value::Boolean(true));
        one.answers.push(Answer {
            stage: "stage".into(),
            stage_title: "Stage".into(),
            prompt: "what".into(),
            kind: "text".into(),
            asked: "What?".into(),
            value: Value::Text("words".into()),
            audience: Audience::Partner,
            set_aside: false,
            step: false,
            at: begun,
            keeping: Default::default(),
            rest: toml::Table::new(),
        });
        one
    }

    fn keep(hands: &Performer, one: &Reflection) -> Found {
        let mut pen = hands.journal.begin(one).unwrap();
        pen.settle().unwrap();
        pen.found().clone()
    }

    #[test]
    fn the_title_changes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        let before = one();
        let found = keep(&hands, &before);
        for (typed, title) in [
            ("  After the trip ", "After the trip"),
            ("Two\r\nlines\n", "Two lines"),
            ("a\u{1b}[31mb", "a\u{1b}[31mb"),
            (" \n ", "Guide"),
        ] {
            assert_eq!(hands.rename(&found, typed).unwrap(), title);
            let now = hands.read_at(&found).unwrap().reflection;
            assert_eq!(now, Reflection { title: title.into(), ..before.clone() });
        }
        let left: Vec<_> = std::fs::read_dir(found.path.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing stays beside it: {left:?}");
    }

    #[test]
    fn the_one_written_in_last_stays_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        let [old, new] = [1, 2].map(|n| {
            let id = Id::from_numbers([n; 8]);
            let found = keep(&hands, &Reflection { id, status: Status::Open, ..one() });
            let hours = Duration::from_secs(3600 * u64::from(9 - n));
            let before = touched(&found.path).unwrap() - hours;
            File::open(&found.path).unwrap().set_modified(before).unwrap();
            (found, before)
        });
        hands.rename(&old.0, "Another").unwrap();
        assert_eq!(hands.latest().unwrap().id, new.0.id);
        assert_eq!(touched(&old.0.path), Some(old.1 + LATER), "what carries it elsewhere sees a change");
        assert_eq!(hands.read_at(&old.0).unwrap().reflection.title, "Another");
    }

    #[test]
    fn what_came_without_the_title_of_its_guide_gets_that_of_the_library() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        let guide = "repairing-trust".to_owned();
        let found = keep(&hands, &Reflection { guide_title: guide.clone(), guide, ..one() });
        assert_eq!(hands.rename(&found, "").unwrap(), "Repairing trust");
    }

    #[test]
    fn a_sealed_one_stays_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("journal");
        std::fs::create_dir_all(&root).unwrap();
        let mut key = std::fs::File::create_new(root.join("identity.age")).unwrap();
        std::io::Write::write_all(&mut key, IDENTITY).unwrap();
        let mut hands = hands(folder.path());
        hands.unlock(&Passphrase::new("correct horse")).unwrap();
        let found = keep(&hands, &one());
        hands.rename(&found, "A canary").unwrap();
        assert_eq!(hands.read_at(&found).unwrap().reflection.title, "A canary");
        let bytes = std::fs::read(&found.path).unwrap();
        assert!(bytes.starts_with(b"age-encryption") && !bytes.windows(6).any(|part| part == b"canary"));
        hands.lock();
        assert!(hands.rename(&found, "Another").is_err());
    }

    #[test]
    fn what_cannot_be_renamed_says_so_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        let found = keep(&hands, &one());
        let copy =
            found.path.to_string_lossy().replace(".toml", ".sync-conflict-20261122-081012-ABCDEFG.toml");
        std::fs::copy(&found.path, &copy).unwrap();
        let copy = Found { path: copy.into(), ..found.clone() };
        assert!(hands.rename(&copy, "Another").unwrap_err().what.contains("copy"));
        let held = hands.journal.pen(&found).unwrap();
        assert!(hands.rename(&found, "Another").unwrap_err().what.contains("another window"));
        drop(held);
        std::fs::OpenOptions::new().write(true).open(&found.path).unwrap().set_len(30).unwrap();
        let before = std::fs::read(&found.path).unwrap();
        assert!(hands.rename(&found, "Another").is_err());
        assert_eq!(std::fs::read(&found.path).unwrap(), before);
    }

    #[test]
    fn the_one_that_is_open_here_is_let_go_of_first() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        let found = keep(&hands, &one());
        let pen = hands.journal.pen(&found).unwrap();
        hands.hold(pen);
        assert!(hands.rename(&found, "Another").is_ok());
    }
}
