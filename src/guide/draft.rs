//! Reads a guide as written in TOML: either a [`Guide`] in which everything holds together, or all its faults with
//! their places. It knows no disk.

use std::collections::HashMap;

use super::check::{Check, Side};
use super::{About, CLOSING, Guide, OPENING, Part, PartKind, Perspective, Source, format, prompts};
use crate::fault::{Document, Faults, Item, Report, Table, read};
use crate::question::Feature;

const GUIDE: Document = Document { known: format::GUIDE.names, format: Guide::FORMAT, needs_format: true };
/// The language of a guide that names none.
const LANGUAGE: &str = "en";

/// The tables of a part, opened before its prompts are read.
struct Opened<'t> {
    kind: PartKind,
    table: Table<'t>,
    prompts: Vec<Table<'t>>,
}

impl Guide {
    /// The format of guides that this version reads.
    pub const FORMAT: i64 = 1;

    /// Reads a guide from a file's bytes; `name` is how the file is called in faults.
    ///
    /// # Errors
    /// All faults that could be found, at their places.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Report> {
        read(name, bytes, GUIDE, guide)
    }
}

fn guide<'t>(top: &Table<'t>, faults: &'t Faults<'t>) -> Option<Guide> {
    let mut check = Check::new(faults);
    let id = top.need("id").and_then(|item| item.id());
    let title = top.need("title").and_then(|item| item.words());
    let summary = top.get("summary").and_then(|item| item.words());
    let about = top.get("about").and_then(|item| item.table(format::ABOUT.names)).map(|table| about(&table));
    let language = top.get("language").and_then(|item| item.words());
    let minutes = top.get("minutes").and_then(|item| item.positive());
    let feature = top.get("feature").and_then(|item| item.named(Feature::ALL, Feature::name));
    let source =
        top.get("source").and_then(|item| item.table(format::SOURCE.names)).map(|table| source(&table));
    let perspectives = perspectives(top, &mut check);
    let parts = parts(top, &mut check);
    for side in check.perspectives.iter().filter(|side| !side.asked) {
        faults.lack(side.span.clone(), faults.sentences().sees_nothing, &[("id", side.id)]);
    }
    Some(Guide {
        id: id?.to_owned(),
        title: title?,
        summary,
        about: about.unwrap_or_default(),
        language: language.unwrap_or_else(|| LANGUAGE.to_owned()),
        minutes,
        feature,
        source,
        perspectives,
        parts,
    })
}

fn about(table: &Table<'_>) -> About {
    let words = |name| table.get(name).and_then(|item| item.words());
    About { purpose: words("purpose"), whom: words("whom"), is_not: words("is-not") }
}

fn source(table: &Table<'_>) -> Source {
    let words = |name| table.get(name).and_then(|item| item.words());
    let date = table.get("date").and_then(|item| item.date().or_else(|| item.words()));
    Source { title: words("title"), author: words("author"), date, link: words("link"), note: words("note") }
}

fn perspectives<'t>(top: &Table<'t>, check: &mut Check<'t>) -> Vec<Perspective> {
    let sentences = check.faults.sentences();
    let Some(item) = top.get("perspective") else {
        check.faults.lack(top.span.clone(), sentences.no_perspective, &[]);
        return Vec::new();
    };
    if item.is_empty_list() {
        item.say(sentences.no_perspective, &[]);
    }
    let tables = item.tables(format::PERSPECTIVE.names);
    let mut taken = Taken::default();
    let mut sides = Vec::new();
    let mut sure = true;
    let read = tables.iter().filter_map(|table| {
        let id = table.need("id").and_then(|item| taken.id(&item, check.faults));
        let label = table.need("label").and_then(|item| item.words());
        let help = table.get("help").and_then(|item| item.words());
        match id {
            Some(id) => {
                sides.push(Side { id, span: table.get("id").map_or(0..0, |item| item.span), asked: false })
            }
            None => sure = false,
        }
        Some(Perspective { id: id?.to_owned(), label: label?, help })
    });
    let read = read.collect();
    check.perspectives = if sure { sides } else { Vec::new() };
    read
}

fn parts<'t>(top: &Table<'t>, check: &mut Check<'t>) -> Vec<Part> {
    let end = |name, kind| {
        top.get(name).and_then(|item| item.table(format::END.names)).map(|table| open(kind, table))
    };
    let mut opened: Vec<_> = end(OPENING, PartKind::Opening).into_iter().collect();
    match top.get("stage") {
        Some(item) => {
            if item.is_empty_list() {
                item.say(check.faults.sentences().no_stage, &[]);
            }
            opened.extend(
                item.tables(format::STAGE.names).into_iter().map(|table| open(PartKind::Stage, table)),
            );
        }
        None => check.faults.lack(top.span.clone(), check.faults.sentences().no_stage, &[]),
    }
    opened.extend(end(CLOSING, PartKind::Closing));
    check.note_all(opened.iter().flat_map(|part| &part.prompts));
    if opened.iter().all(|part| part.prompts.is_empty()) {
        // That nobody is asked anything is told where the prompts are missing, not once more for each perspective.
        check.note_seen(None);
    }
    let mut taken = Taken::default();
    opened.iter().filter_map(|opened| part(opened, &mut taken, check)).collect()
}

fn open(kind: PartKind, table: Table<'_>) -> Opened<'_> {
    let prompts = table.get("prompt").map(|item| item.tables(format::PROMPT.names)).unwrap_or_default();
    Opened { kind, table, prompts }
}

fn part<'t>(opened: &Opened<'t>, taken: &mut Taken<'t>, check: &mut Check<'t>) -> Option<Part> {
    let Opened { kind, table, prompts } = opened;
    let (id, title) = match kind {
        PartKind::Opening => (Some(OPENING), table.get("title")),
        PartKind::Closing => (Some(CLOSING), table.get("title")),
        PartKind::Stage => {
            (table.need("id").and_then(|item| stage_id(&item, taken, check)), table.need("title"))
        }
    };
    let title = title.and_then(|item| item.words());
    let intro = check.words_at(table, "intro");
    let outro = check.words_at(table, "outro");
    let minutes = table.get("minutes").and_then(|item| item.positive());
    let nothing = table.get("prompt").is_none_or(|item| item.is_empty_list());
    if nothing && *kind == PartKind::Stage {
        check.faults.lack(table.span.clone(), check.faults.sentences().no_prompt, &[]);
    }
    let prompts = prompts.iter().filter_map(|prompt| prompts::read(prompt, check)).collect();
    Some(Part { kind: *kind, id: id?.to_owned(), title, intro, outro, minutes, prompts })
}

fn stage_id<'t>(item: &Item<'t>, taken: &mut Taken<'t>, check: &Check<'t>) -> Option<&'t str> {
    let id = taken.id(item, check.faults)?;
    if id == OPENING || id == CLOSING {
        item.say(check.faults.sentences().id_reserved, &[("id", id)]);
    }
    Some(id)
}

/// The ids given so far, and where.
#[derive(Default)]
pub(super) struct Taken<'t>(HashMap<&'t str, usize>);

impl<'t> Taken<'t> {
    /// Reads an id that nothing else of its sort may have.
    pub(super) fn id(&mut self, item: &Item<'t>, faults: &Faults<'_>) -> Option<&'t str> {
        let id = item.id()?;
        let first = *self.0.entry(id).or_insert(item.span.start);
        if first != item.span.start {
            let line = faults.line(first).to_string();
            item.say(faults.sentences().id_again, &[("id", id), ("line", &line)]);
        }
        Some(id)
    }

    /// Returns how many ids are given.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}
