//! Reads the mirror's file as written in TOML: a [`Mirror`], or all faults with their places. It knows no disk.

use std::collections::HashMap;

use super::lexicon::{Lexicon, plain};
use super::pattern::{Pattern, What, Wrong};
use super::{Category, Exception, Mirror, Reach, Rule, Ruled};
use crate::fault::{Document, Faults, Item, Report, Table, nearest, read};
use crate::words::words;

const MIRROR: Document = Document {
    known: &["format", "learned", "fillers", "same", "lists", "category", "exception"],
    format: 1,
    needs_format: true,
};
/// How many categories there may be: they are the bits of a number.
const MOST: usize = 32;
const CATEGORY: &[&str] = &["id", "name", "for", "why", "ask", "patterns", "unless"];
const EXCEPTION: &[&str] = &["why", "silences", "until", "categories", "patterns"];

/// Everything that is gathered while the file is read.
struct Gathered<'t> {
    lists: HashMap<String, Vec<String>>,
    lexicon: Lexicon,
    rules: Vec<Rule>,
    faults: &'t Faults<'t>,
}

impl Mirror {
    /// Reads a mirror from a file's bytes; `name` is how the file is called in faults.
    ///
    /// # Errors
    /// All faults that could be found, at their places.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Report> {
        read(name, bytes, MIRROR, mirror)
    }
}

fn mirror<'t>(top: &Table<'t>, faults: &'t Faults<'t>) -> Option<Mirror> {
    let learned = top.get("learned").and_then(|item| item.truth()).unwrap_or(false);
    let lists = top.get("lists").and_then(|item| lists(&item)).unwrap_or_default();
    let same = top.get("same").and_then(|item| self::lists(&item)).unwrap_or_default();
    let fillers = top.get("fillers").and_then(|item| item.words()).unwrap_or_default();
    let fillers: Vec<_> = fillers.split_whitespace().map(str::to_owned).collect();
    if let Some(item) = top.get("fillers") {
        plain_words(&item, &fillers);
    }
    let lexicon = Lexicon::new(&same, &fillers);
    let mut gathered = Gathered { lists, lexicon, rules: Vec::new(), faults };
    let tables = top.need("category").map(|item| item.tables(CATEGORY)).unwrap_or_default();
    if let Some(one) = tables.get(MOST) {
        faults.say(one.span.clone(), words_of().too_many, &[("most", &MOST.to_string())]);
        return None;
    }
    let mut ids = HashMap::new();
    let categories: Vec<_> = tables.iter().map(|table| category(table, &mut ids, &mut gathered)).collect();
    let ids: Vec<&str> = tables.iter().filter_map(|table| table.get("id")?.raw_quiet()).collect();
    let tables = top.get("exception").map(|item| item.tables(EXCEPTION)).unwrap_or_default();
    let exceptions: Vec<_> =
        tables.iter().enumerate().map(|(nth, table)| exception(table, nth, &ids, &mut gathered)).collect();
    let categories = categories.into_iter().collect::<Option<Vec<_>>>()?;
    let exceptions = exceptions.into_iter().collect::<Option<Vec<_>>>()?;
    let mirror = Mirror::new(categories, exceptions, gathered.rules, gathered.lexicon);
    Some(if learned { mirror.with_weights(include_str!("../../content/mirror-weights.tsv")) } else { mirror })
}

/// Reads the named lists: a text of words, or a list of words and phrases.
fn lists(item: &Item<'_>) -> Option<HashMap<String, Vec<String>>> {
    let entries = item.entries()?;
    let read = entries.into_iter().filter_map(|(item, _)| {
        let words: Vec<String> = if item.is_list() {
            item.list()?.iter().filter_map(Item::words).collect()
        } else {
            item.words()?.split_whitespace().map(str::to_owned).collect()
        };
        plain_words(&item, &words);
        Some((item.key.to_owned(), words))
    });
    Some(read.collect())
}

/// Tells of what no word of a text can be.
fn plain_words(item: &Item<'_>, words: &[String]) {
    let can_be =
        |word: &&str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '%' | '*'));
    let all = words.iter().flat_map(|phrase| phrase.split_whitespace());
    for word in all.filter(|word| !can_be(word)) {
        item.say(words_of().list_word, &[("word", word)]);
    }
}

fn category<'t>(
    table: &Table<'t>,
    ids: &mut HashMap<&'t str, usize>,
    gathered: &mut Gathered<'t>,
) -> Option<Category> {
    let nth = u16::try_from(ids.len()).ok()?;
    let id = table.need("id").and_then(|item| {
        let id = item.raw()?;
        let first = *ids.entry(id).or_insert(item.span.start);
        if first != item.span.start {
            let line = gathered.faults.line(first).to_string();
            item.say(words().faults.id_again, &[("id", id), ("line", &line)]);
        }
        Some(id)
    });
    let name = table.need("name").and_then(|item| item.words());
    let why = table.need("why").and_then(|item| item.words());
    let ask = table.need("ask").and_then(|item| item.words());
    let sides = table.need("for").and_then(|item| item.list());
    let sides = sides.map(|list| list.iter().filter_map(|item| item.id().map(str::to_owned)).collect());
    patterns(table, "patterns", Ruled::Finds(nth), gathered);
    patterns(table, "unless", Ruled::Unless(nth), gathered);
    table.need("patterns");
    Some(Category { id: id?.to_owned(), name: name?, sides: sides?, why: why?, ask: ask? })
}

fn exception<'t>(
    table: &Table<'t>,
    nth: usize,
    ids: &[&str],
    gathered: &mut Gathered<'t>,
) -> Option<Exception> {
    // It is for whoever reads the file.
    table.need("why").and_then(|item| item.words())?;
    let reach = table.need("silences").and_then(|item| item.named(Reach::ALL, Reach::name));
    let until = table.get("until").and_then(|item| {
        let name = item.raw()?;
        let list = gathered.lists.get(name);
        if list.is_none() {
            no_list(&item, name, gathered.lists.keys().map(String::as_str).collect());
        }
        list.cloned()
    });
    let categories = table.get("categories").and_then(|item| item.list()).map(|list| {
        let mask = list.iter().filter_map(|item| {
            let id = item.raw()?;
            let at = ids.iter().position(|known| *known == id);
            if at.is_none() {
                let sentences = (words().faults.value_near, words().faults.value_far);
                gathered.faults.unknown(item.span.clone(), id, ids.iter().copied(), sentences);
            }
            at
        });
        mask.fold(0_u32, |all, at| all | 1 << at)
    });
    let nth = u16::try_from(nth).ok()?;
    patterns(table, "patterns", Ruled::Excepts(nth), gathered);
    table.need("patterns");
    let until = until.unwrap_or_default().iter().map(|word| plain(word)).collect();
    Some(Exception { reach: reach?, until, categories: categories.unwrap_or(u32::MAX) })
}

/// Reads the patterns of a list.
fn patterns<'t>(table: &Table<'t>, name: &str, ruled: Ruled, gathered: &mut Gathered<'t>) {
    let Some(list) = table.get(name).and_then(|item| item.list()) else { return };
    for item in list {
        let Some(text) = item.words() else { continue };
        match Pattern::read(&text, &gathered.lists, &mut gathered.lexicon) {
            Ok(pattern) => gathered.rules.push(Rule { ruled, pattern }),
            Err(wrong) => tell(&item, &wrong, gathered),
        }
    }
}

fn tell(item: &Item<'_>, wrong: &Wrong, gathered: &Gathered<'_>) {
    let w = words_of();
    match &wrong.what {
        What::Empty => item.say(w.empty_pattern, &[]),
        What::BeginsOpen => item.say(w.begins_open, &[]),
        What::NotClosed(open, close) => item.say(w.not_closed, &[("open", open), ("close", close)]),
        What::NotOpened(open, close) => item.say(w.not_opened, &[("open", open), ("close", close)]),
        What::NoList(name) => no_list(item, name, gathered.lists.keys().map(String::as_str).collect()),
        What::BadWord(word) => item.say(w.bad_word, &[("word", word)]),
        What::TooLong => item.say(w.too_long, &[]),
        What::Anchor(word) => item.say(w.anchor, &[("word", word)]),
        What::TwoMarks => item.say(w.two_marks, &[]),
    }
}

fn no_list(item: &Item<'_>, name: &str, mut known: Vec<&str>) {
    let w = words_of();
    known.sort_unstable();
    match nearest(name, known.iter().copied()) {
        Some(meant) => item.say(w.list_near, &[("name", name), ("meant", meant)]),
        None => item.say(w.list_far, &[("name", name), ("known", &known.join(", "))]),
    }
}

fn words_of() -> &'static crate::words::Mirror {
    &words().mirror
}
