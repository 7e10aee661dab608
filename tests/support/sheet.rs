//! A guide's file as plain TOML, and every text of it that a user reads.
//!
//! It must not know the program's own loader, nor any rule the texts are held against.

use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

/// One text a user reads, where it stands, and what it is.
pub(crate) struct Said {
    pub(crate) at: String,
    pub(crate) role: Role,
    pub(crate) text: String,
    /// The perspectives that read it.
    pub(crate) by: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Ask,
    /// Notes, help, hints, intros and outros.
    Prose,
    /// Titles, options, ends of scales.
    Label,
}

/// A guide as its file has it.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) table: Table,
}

pub(crate) fn sheets() -> Vec<Sheet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guides");
    let Ok(entries) = std::fs::read_dir(&folder) else { panic!("no folder {}", folder.display()) };
    let mut sheets: Vec<Sheet> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| Sheet {
            name: path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
            table: table(&path),
        })
        .collect();
    // What `guides new` begins with speaks as the others do.
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/new-guide.toml");
    sheets.push(Sheet { name: "new-guide".to_owned(), table: table(&template) });
    sheets.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!sheets.is_empty(), "no guide in {}", folder.display());
    sheets
}

pub(crate) fn table(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tables under `key`, or none.
pub(crate) fn tables<'a>(within: &'a Table, key: &str) -> Vec<&'a Table> {
    within
        .get(key)
        .and_then(Value::as_array)
        .map(|list| list.iter().filter_map(Value::as_table).collect())
        .unwrap_or_default()
}

pub(crate) fn word<'a>(within: &'a Table, key: &str) -> &'a str {
    within.get(key).and_then(Value::as_str).unwrap_or_default()
}

impl Sheet {
    pub(crate) fn perspectives(&self) -> Vec<String> {
        tables(&self.table, "perspective").iter().map(|one| word(one, "id").to_owned()).collect()
    }

    /// Opening, stages and closing, by id.
    pub(crate) fn parts(&self) -> Vec<(String, &Table)> {
        let end =
            |key: &str| self.table.get(key).and_then(Value::as_table).map(|part| (key.to_owned(), part));
        let stages =
            tables(&self.table, "stage").into_iter().map(|stage| (word(stage, "id").to_owned(), stage));
        end("opening").into_iter().chain(stages).chain(end("closing")).collect()
    }

    pub(crate) fn prompts(&self) -> Vec<&Table> {
        self.parts().into_iter().flat_map(|(_, part)| tables(part, "prompt")).collect()
    }

    /// The texts behind one key: a string for all, or one a perspective.
    pub(crate) fn texts(&self, within: &Table, key: &str, at: &str, role: Role) -> Vec<Said> {
        let said = |text: &str, by: Vec<String>| Said {
            at: format!("{}: {at} {key} {}", self.name, by.join("+")),
            role,
            text: text.to_owned(),
            by,
        };
        match within.get(key) {
            Some(Value::String(text)) => vec![said(text, self.perspectives())],
            Some(Value::Table(each)) => each
                .iter()
                .map(|(who, text)| said(text.as_str().unwrap_or_default(), vec![who.clone()]))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Everything of this guide that a user reads.
    pub(crate) fn said(&self) -> Vec<Said> {
        let mut all = self.texts(&self.table, "title", "guide", Role::Label);
        all.extend(self.texts(&self.table, "summary", "guide", Role::Prose));
        if let Some(about) = self.table.get("about").and_then(Value::as_table) {
            for key in ["purpose", "whom", "is-not"] {
                all.extend(self.texts(about, key, "about", Role::Prose));
            }
        }
        for one in tables(&self.table, "perspective") {
            all.extend(self.texts(one, "label", word(one, "id"), Role::Label));
            all.extend(self.texts(one, "help", word(one, "id"), Role::Prose));
        }
        for (id, part) in self.parts() {
            all.extend(self.texts(part, "title", &id, Role::Label));
            all.extend(self.texts(part, "intro", &id, Role::Prose));
            all.extend(self.texts(part, "outro", &id, Role::Prose));
            for prompt in tables(part, "prompt") {
                self.said_by(prompt, &mut all);
            }
        }
        all
    }

    pub(crate) fn said_by(&self, prompt: &Table, all: &mut Vec<Said>) {
        let id = word(prompt, "id");
        let role = if is_note(prompt) { Role::Prose } else { Role::Ask };
        all.extend(self.texts(prompt, "ask", id, role));
        all.extend(self.texts(prompt, "help", id, Role::Prose));
        for hint in tables(prompt, "hint") {
            all.extend(self.texts(hint, "text", id, Role::Prose));
        }
        let kinds = prompt.get("answer").and_then(Value::as_table).into_iter().flatten();
        for kind in kinds.filter_map(|(_, kind)| kind.as_table()) {
            for key in ["low", "high", "yes", "no", "when", "then"] {
                all.extend(self.texts(kind, key, id, Role::Label));
            }
            for option in tables(kind, "options") {
                all.extend(self.texts(option, "label", id, Role::Label));
            }
        }
    }

    /// The perspectives that see this prompt.
    pub(crate) fn seen_by(&self, prompt: &Table) -> BTreeSet<String> {
        self.texts(prompt, "ask", "", Role::Ask).into_iter().flat_map(|said| said.by).collect()
    }
}

pub(crate) fn is_note(prompt: &Table) -> bool {
    prompt.get("answer").and_then(Value::as_table).is_some_and(|kind| kind.contains_key("note"))
}
