//! A guide with one question, and reflections on it as they were left long ago.

use std::fs::File;
use std::time::{Duration, UNIX_EPOCH};

use onward::journal::Journal;
use onward::moment::Moment;
use onward::reflection::{Answer, Audience, Bookmark, Id, Reflection, Stop, Value};

/// A guide with one place to write, and no page before it.
pub(crate) const WORDS: &str = include_str!("../good_content/words.toml");

/// Its question.
pub(crate) const ASKED: &str = "What has to be said?";
/// An answer to that question.
pub(crate) fn answer(text: &str, at: Moment) -> Answer {
    Answer {
        stage: "only".to_owned(),
        stage_title: "Only stage".to_owned(),
        prompt: "what".to_owned(),
        kind: "text".to_owned(),
        asked: ASKED.to_owned(),
        value: Value::Text(text.to_owned()),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at,
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

/// A reflection of long ago, its caret at the end of what was said.
pub(crate) fn reflection(first: u8, text: &str) -> Reflection {
    let then = Moment::at(1_790_000_000, 0);
    let id = Id::from_numbers([first, 2, 3, 4, 5, 6, 7, 8]);
    let mut new = Reflection::begin(id, "words", "Words", "broke", then);
    new.answers.push(answer(text, then));
    let at = Stop::Prompt("what".to_owned());
    new.place = Bookmark { at, part: 0, caret: text.len(), stage_title: "Only stage".to_owned() };
    new
}

/// Returns what the answer is; nothing if there is none.
pub(crate) fn said(reflection: &Reflection) -> String {
    match reflection.answer("what").map(|answer| &answer.value) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// Writes an entry as it was left long ago.
pub(crate) fn put(journal: &Journal, reflection: &Reflection) {
    let mut pen = journal.begin(reflection).unwrap();
    pen.settle().unwrap();
    let then = UNIX_EPOCH + Duration::from_secs(u64::try_from(reflection.updated.seconds()).unwrap());
    File::open(&pen.found().path).unwrap().set_modified(then).unwrap();
}
