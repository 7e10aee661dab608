//! What an author of guides begins with: a file of their own, from a commented example or from a guide that is built in.
//! It knows no door.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::{NewFile, Origin, Performer};
use crate::guide::Guide;
use crate::library::built_in_text;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The example: a guide that is whole, with the id and the title below.
const EXAMPLE: &str = include_str!("../../content/new-guide.toml");
const ID: &str = "\"new-guide\"";
const TITLE: &str = "\"New guide\"";

/// Returns the text a guide of this id begins with: the commented example; or, where it is to take the place of the built-in
/// guide of its id, a copy of that.
///
/// # Errors
/// The id is malformed; or it is that of a built-in guide and not meant to be; or it is meant to be, and is not.
pub fn template(id: &str, replace: bool) -> Result<String, Trouble> {
    let a = &words().authors;
    let say = |sentence: &str| fill(sentence, &[("id", id)]);
    if id.is_empty() || !id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        return Err(Trouble::new(say(a.bad_id)).advice(a.bad_id_how).usage());
    }
    match (built_in_text(id), replace) {
        (Some(text), true) => Ok(text.to_owned()),
        (None, true) => Err(Trouble::new(say(a.not_built_in)).advice(a.not_built_in_how)),
        (Some(_), false) => Err(Trouble::new(say(a.is_built_in)).advice(a.is_built_in_how)),
        (None, false) => {
            let text = EXAMPLE.replacen(ID, &format!("\"{id}\""), 1);
            Ok(text.replacen(TITLE, &format!("\"{}\"", title(id)), 1))
        }
    }
}

/// Makes a title of an id: `small-lapses` is `Small lapses`.
fn title(id: &str) -> String {
    let words = id.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => id.to_owned(),
    }
}

/// Holds that a guide has a perspective.
///
/// # Errors
/// It has none of that id.
pub fn has_side(guide: &Guide, perspective: &str) -> Result<(), Trouble> {
    if guide.perspective(perspective).is_some() {
        return Ok(());
    }
    let p = &words().perform;
    let known: Vec<_> = guide.perspectives.iter().map(|known| known.id.as_str()).collect();
    let what = fill(p.no_such_side, &[("side", perspective), ("guide", &guide.id)]);
    let how = fill(p.no_such_side_how, &[("known", &known.join(", "))]);
    Err(Trouble::new(what).advice(how).usage())
}

impl Performer {
    /// Begins a guide's file: among the person's own guides, whose folder is made if there is none, or at another place.
    /// Returns where it is.
    ///
    /// # Errors
    /// The id cannot be used, something is at that place already, or it could not be written; then there is no such file.
    pub fn begin_guide(&self, id: &str, to: Option<&Path>, replace: bool) -> Result<PathBuf, Trouble> {
        let text = template(id, replace)?;
        let path = match to {
            Some(path) => path.to_owned(),
            None => self.among_own(id)?,
        };
        let mut file = NewFile::at(&path)?;
        file.write(&text)?;
        file.finish()?;
        Ok(path)
    }

    /// Returns the place of a new guide among the person's own.
    fn among_own(&self, id: &str) -> Result<PathBuf, Trouble> {
        let a = &words().authors;
        let folder = &self.paths.guides;
        let path = folder.join(format!("{id}.toml"));
        let own = self.guides().into_iter().filter(|shelved| shelved.id == id);
        let taken = own.filter_map(|shelved| match shelved.origin {
            Origin::Own(file) | Origin::Replaces(file) => Some(file),
            Origin::BuiltIn => None,
        });
        if let Some(file) = taken.into_iter().find(|file| *file != path) {
            let what = fill(a.own_id, &[("id", id), ("file", &file.display().to_string())]);
            return Err(Trouble::new(what).advice(a.own_id_how));
        }
        // As everything the program makes, it is for its owner alone.
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|why| {
            let gaps = [("folder", folder.display().to_string()), ("why", why.to_string())];
            let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
            Trouble::new(fill(a.no_folder, &gaps)).safe(a.no_folder_safe).advice(a.no_folder_how)
        })?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_guide_begins_with_is_whole() {
        for (id, called) in [("small-lapses", "Small lapses"), ("-", "-"), ("2-a--b", "2 a b")] {
            let text = template(id, false).unwrap();
            let guide =
                Guide::read("new.toml", text.as_bytes()).unwrap_or_else(|report| panic!("\n{report}"));
            assert_eq!((&*guide.id, &*guide.title), (id, called));
        }
        let copy = template("repairing-trust", true).unwrap();
        assert_eq!(Guide::read("copy.toml", copy.as_bytes()).unwrap().id, "repairing-trust");
    }

    #[test]
    fn an_id_that_cannot_be_used_is_told() {
        for id in ["", "Small", "a b", "a/b", "..", "é"] {
            assert!(template(id, false).unwrap_err().usage, "{id}");
        }
        assert!(template("a-promise", false).unwrap_err().advice.contains("--replace"));
        assert!(!template("mine", true).unwrap_err().advice.is_empty());
    }
}
