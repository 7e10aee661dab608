//! The house stands: every room leans only on lower ones, pure rooms stay pure, and what has one home stays there.
//! It reads the source text; `src/lib.rs` draws the same picture in words.

#![expect(clippy::unwrap_used, reason = "a test may end by panicking")]

#[path = "support/source.rs"]
mod source;

use source::{Source, house};

/// The floors, lowest first. A room may use the rooms of lower floors and itself, nothing else.
const FLOORS: &[&[&str]] = &[
    &["words"],
    &["moment", "text", "trouble"],
    &["fault"],
    &["reflection"],
    &["question", "search", "promise"],
    &["guide", "mirror"],
    &["effect"],
    &["session"],
    &["settings", "paths", "journal"],
    &["support", "library"],
    &["perform"],
    &["plain", "tui"],
    &["cli"],
];

/// What opens the house and stands on no floor.
const DOORS: &[&str] = &["main", "lib"];

/// Rooms that know no terminal, no disk, no surroundings and no clock.
const PURE: &[&str] = &[
    "words",
    "moment",
    "text",
    "trouble",
    "fault",
    "reflection",
    "search",
    "promise",
    "question",
    "guide",
    "mirror",
    "effect",
    "session",
];

/// What a pure room never names.
const IMPURE: &[&str] = &[
    "ratatui",
    "crossterm",
    "rustix",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
];

/// The one file that reads the clock and the zone of the machine.
const CLOCK: &str = "moment/clock.rs";

/// What has one home: the word, the rooms or files where it may stand, and why.
const HOMES: &[(&str, &[&str], &str)] = &[
    ("ratatui", &["tui/"], "only the screens draw"),
    ("crossterm", &["tui/"], "only the screens read keys"),
    ("Timestamp::now", &[CLOCK], "time is a value"),
    ("SystemTime::now", &[], "time is a value"),
    ("Zoned::now", &[], "time is a value"),
    ("File::create", &[], "it ignores modes; the journal opens its files private from the start"),
    ("fs::write", &[], "it ignores modes; the journal opens its files private from the start"),
    (
        "OpenOptions",
        &["journal/files.rs", "library.rs", "perform/editor.rs"],
        "how a file is opened is decided once; guides are only read; what an editor was lent is overwritten",
    ),
    ("fs::rename", &["journal/"], "only the journal moves files"),
    ("remove_file", &["journal/files.rs"], "what removes a file is one function"),
    ("remove_dir_all", &[], "nothing removes a folder"),
    ("renameat_with", &["journal/files.rs"], "system calls stand in one file"),
    (
        "std::process::Command",
        &["perform/editor.rs", "perform/keys.rs"],
        "the hands start what the person set: an editor, a passphrase command",
    ),
    ("process::exit", &[], "it skips giving the terminal back"),
    ("println", &[], "output goes through one writer that knows closed pipes"),
    ("eprintln", &[], "output goes through one writer that knows closed pipes"),
    ("TcpStream", &[], "nothing here speaks to a network"),
    ("std::net", &[], "nothing here speaks to a network"),
    ("unsafe", &[], "there is none"),
];

/// Rooms that never name another, though it is lower, and why.
const NEVER: &[(&str, &str, &str)] = &[
    ("tui", "journal", "what is kept goes through perform"),
    ("tui", "library", "guides come through perform"),
    ("plain", "journal", "what is kept goes through perform"),
    ("plain", "library", "guides come through perform"),
    ("journal", "guide", "an answer keeps the words of its question"),
    ("journal", "question", "an answer keeps the words of its question"),
];

/// Screens that name another all the same, and what they borrow; it should move to `tui/widget/`.
const BORROWED: &[(&str, &str, &str)] = &[
    ("tui/screen/browse/pane.rs", "super::read", "the page a reflection is read on"),
    ("tui/screen/preview.rs", "super::reflect", "the walk itself: a preview is one of which nothing is kept"),
    ("tui/screen/preview.rs", "super::guide", "the page before a walk, of a guide that is in no library"),
    ("tui/screen/reflect.rs", "super::support", "the help lines below a question"),
];

/// Files of more than 500 lines, and why each is whole.
const LONG: &[(&str, &str)] = &[
    ("session/mod.rs", "one machine: its steps belong in one sight"),
    ("tui/screen/reflect.rs", "one screen: a walk, with its pages"),
    ("tui/screen/tests.rs", "tests: all screens as they are seen, beside each other"),
];

/// Sentences outside `words/`, by file and beginning, and why they stand there.
const SENTENCES: &[(&str, &str, &str)] = &[];

#[test]
fn every_room_has_its_floor() {
    let rooms: Vec<String> = house().iter().map(|file| file.room().to_owned()).collect();
    for room in &rooms {
        assert!(DOORS.contains(&room.as_str()) || floor(room).is_some(), "{room} stands on no floor");
    }
    for room in FLOORS.iter().flat_map(|rooms| rooms.iter()) {
        assert!(rooms.iter().any(|there| there == room), "{room} has a floor but is not there");
    }
}

#[test]
fn every_room_leans_on_lower_ones() {
    none(house().iter().filter(|file| !file.tests_only()).flat_map(upward).collect());
}

#[test]
fn pure_rooms_stay_pure() {
    none(house().iter().flat_map(impure).collect());
}

#[test]
fn what_has_one_home_stays_there() {
    none(house().iter().filter(|file| !file.tests_only()).flat_map(strays).collect());
}

#[test]
fn doors_go_through_the_hands() {
    none(house().iter().filter(|file| !file.tests_only()).flat_map(forbidden).collect());
}

#[test]
fn screens_never_name_each_other() {
    let files = house();
    let list = files.iter().find(|file| file.path == "tui/screen/mod.rs").unwrap();
    let screens = children(list);
    assert!(screens.len() > 5, "{screens:?}");
    let borrowed = |breach: &String| {
        BORROWED.iter().any(|(path, way, _)| breach.contains(path) && breach.ends_with(&format!(" {way}")))
    };
    // A test may take a screen in its hands.
    let code = files.iter().filter(|file| !file.tests_only());
    let found: Vec<String> = code.flat_map(|file| neighbours(file, &screens)).collect();
    for (path, way, _) in BORROWED {
        let used = found.iter().any(|breach| breach.contains(path) && breach.ends_with(&format!(" {way}")));
        assert!(used, "{path} no longer names {way}: take it from the list");
    }
    none(found.into_iter().filter(|breach| !borrowed(breach)).collect());
}

#[test]
fn every_file_says_what_it_is() {
    none(house().iter().filter_map(untold).collect());
}

#[test]
fn no_file_grows_without_a_reason() {
    let files = house();
    none(files.iter().filter_map(long).collect());
    for (path, reason) in LONG {
        let file = files.iter().find(|file| file.path == *path);
        let length = file.map_or(0, |file| file.whole.lines().count());
        assert!(length > 500, "{path} has {length} lines: it needs its reason no longer ({reason})");
    }
}

#[test]
fn sentences_stand_among_the_words() {
    let files = house();
    none(files.iter().filter(|file| !file.tests_only()).flat_map(sentences).collect());
    for (path, start, _) in SENTENCES {
        let used = files
            .iter()
            .any(|file| file.path == *path && file.quotes.iter().any(|(_, q)| q.starts_with(start)));
        assert!(used, "{path} no longer says {start:?}: take it from the list");
    }
}

#[test]
fn nothing_is_left_for_later() {
    none(house().iter().flat_map(unfinished).collect());
}

fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "{} breaches\n{}", breaches.len(), breaches.join("\n"));
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Returns the uses of rooms that are not lower, and each way by `super` out of the room.
fn upward(file: &Source) -> Vec<String> {
    let Some(own) = floor(file.room()) else { return Vec::new() };
    let mut breaches = Vec::new();
    for (line, room) in rooms_named(&file.code) {
        if room != file.room() && floor(&room).is_none_or(|other| other >= own) {
            breaches.push(format!(
                "src/{}:{line}: {} uses {room}, which is not lower",
                file.path,
                file.room()
            ));
        }
    }
    let depth = file.path.trim_end_matches("/mod.rs").matches('/').count();
    for (number, text) in file.code.lines().enumerate() {
        if text.contains(&"super::".repeat(depth + 1)) {
            breaches.push(format!("src/{}:{}: super leads out of the room", file.path, number + 1));
        }
    }
    breaches
}

/// Returns each room named behind `crate::`, one by one where they stand in braces, with its line.
fn rooms_named(code: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let list = if rest.starts_with('{') { firsts(rest) } else { vec![word(rest)] };
        named.extend(list.into_iter().map(|room| (line, room)));
    }
    named
}

/// Returns the first name of each item in the braces that open here.
fn firsts(rest: &str) -> Vec<String> {
    let (mut depth, mut at_start, mut found) = (0, false, Vec::new());
    for (at, c) in rest.char_indices() {
        match c {
            '{' => (depth, at_start) = (depth + 1, depth == 0),
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => at_start = true,
            c if at_start && c.is_alphanumeric() => {
                found.push(word(&rest[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn impure(file: &Source) -> Vec<String> {
    if !PURE.contains(&file.room()) || file.path == CLOCK || file.tests_only() {
        return Vec::new();
    }
    let named =
        IMPURE.iter().flat_map(|word| file.lines_naming(word).into_iter().map(move |line| (line, word)));
    named.map(|(line, word)| format!("src/{}:{line}: a pure room names {word}", file.path)).collect()
}

fn strays(file: &Source) -> Vec<String> {
    let away = |homes: &[&str]| !homes.iter().any(|home| file.path.starts_with(home));
    let strays = HOMES.iter().filter(|(_, homes, _)| away(homes));
    let lines =
        strays.flat_map(|(word, _, why)| file.lines_naming(word).into_iter().map(move |at| (at, word, why)));
    lines.map(|(line, word, why)| format!("src/{}:{line}: {word} ({why})", file.path)).collect()
}

fn forbidden(file: &Source) -> Vec<String> {
    let rules = NEVER.iter().filter(|(room, _, _)| *room == file.room());
    let named = rooms_named(&file.code);
    let broken =
        rules.flat_map(|rule| named.iter().filter(|(_, room)| *room == rule.1).map(move |n| (n.0, rule)));
    broken.map(|(line, (_, room, why))| format!("src/{}:{line}: names {room} ({why})", file.path)).collect()
}

/// Returns the screens that the list declares; what they share is none.
fn children(list: &Source) -> Vec<String> {
    let declared = list.code.lines().filter_map(|line| line.trim().strip_prefix("mod "));
    declared.map(word).filter(|name| name != "scene").collect()
}

fn neighbours(file: &Source, screens: &[String]) -> Vec<String> {
    let Some(rest) = file.path.strip_prefix("tui/screen/").filter(|rest| *rest != "mod.rs") else {
        return Vec::new();
    };
    let own = word(rest);
    let others = screens.iter().filter(|screen| **screen != own);
    let ways = others.flat_map(|screen| [format!("super::{screen}"), format!("screen::{screen}")]);
    let lines = ways.flat_map(|way| file.lines_naming(&way).into_iter().map(move |line| (line, way.clone())));
    lines.map(|(line, way)| format!("src/{}:{line}: a screen names {way}", file.path)).collect()
}

fn untold(file: &Source) -> Option<String> {
    let first = file.whole.lines().next().unwrap_or_default();
    let told =
        first.strip_prefix("//! ").is_some_and(|words| words.len() > 15 && !words.starts_with("To be"));
    (!told).then(|| format!("src/{}:1: does not say what it is", file.path))
}

fn long(file: &Source) -> Option<String> {
    let lines = file.whole.lines().count();
    let excused = LONG.iter().any(|(path, _)| *path == file.path);
    (lines > 500 && !excused).then(|| format!("src/{}: {lines} lines", file.path))
}

/// Returns what reads like a sentence to a user: it begins with a capital letter and has several words.
fn sentences(file: &Source) -> Vec<String> {
    if file.room() == "words" {
        return Vec::new();
    }
    let listed =
        |said: &str| SENTENCES.iter().any(|(path, start, _)| *path == file.path && said.starts_with(start));
    let told = file.quotes.iter().filter(|(_, said)| sentence(said) && !listed(said));
    told.map(|(line, said)| format!("src/{}:{line}: {said:?} belongs in words/", file.path)).collect()
}

fn sentence(said: &str) -> bool {
    let words = said.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count();
    said.chars().next().is_some_and(char::is_uppercase) && words > 1
}

fn unfinished(file: &Source) -> Vec<String> {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    let comments =
        file.whole.lines().enumerate().filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
    let macros = ["todo!", "unimplemented!", "dbg!"].into_iter().flat_map(|name| file.lines_naming(name));
    let lines = comments.map(|(number, _)| number + 1).chain(macros);
    lines.map(|line| format!("src/{}:{line}: left for later", file.path)).collect()
}

/// The checks themselves, on small texts: each must be able to fail.
mod checks {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source::new(path, text)
    }

    #[test]
    fn an_arrow_upward_is_seen() {
        assert_eq!(upward(&file("guide/check.rs", "use crate::fault::Faults;\nuse super::draft;")), [""; 0]);
        for text in [
            "use crate::session::Session;",
            "fn f() { crate::perform::go() }",
            "use crate::{\n    fault::Faults,\n    session::{self, Step},\n};",
            "use super::super::session;",
            "use crate::no_such_room::X;",
        ] {
            assert_eq!(upward(&file("guide/check.rs", text)).len(), 1, "{text}");
        }
        assert_eq!(upward(&file("plain/mod.rs", "use crate::tui::Start;")).len(), 1, "beside is not below");
        assert_eq!(upward(&file("library.rs", "use super::journal;")).len(), 1);
        assert_eq!(upward(&file("guide/mod.rs", "use super::session;")).len(), 1);
        assert_eq!(upward(&file("tui/screen/mod.rs", "use super::keys;\nuse super::super::tui;")).len(), 1);
    }

    #[test]
    fn comments_words_and_tests_are_not_code() {
        let text = "//! crate::tui\n/* crate::tui */ const A: &str = \"crate::tui\\\"\"; const B: &str = r#\"crate::tui\"#;\n\
                    const C: char = '\"'; fn f<'a>(x: &'a str) -> char { '\\'' }\n#[cfg(test)]\nmod tests {\n use crate::tui;\n}";
        assert_eq!(upward(&file("guide/mod.rs", text)), [""; 0]);
        let after = file("guide/mod.rs", "const A: &[char] = &['\"', '\\\\', 'b'];\nuse crate::tui::X;");
        assert_eq!(upward(&after).len(), 1, "what follows a quote mark in a character is code");
    }

    #[test]
    fn what_is_not_pure_is_seen() {
        assert_eq!(impure(&file("text/wrap.rs", "use std::fs;")).len(), 1);
        assert_eq!(impure(&file("session/mod.rs", "let now = Instant::now();")).len(), 1);
        assert_eq!(impure(&file("moment/mod.rs", "let now = Timestamp::now();")).len(), 1);
        assert_eq!(impure(&file("moment/clock.rs", "let now = Timestamp::now();")), [""; 0]);
        assert_eq!(impure(&file("text/wrap.rs", "/// Instant words.\nstruct Instantly;")), [""; 0]);
    }

    #[test]
    fn what_left_its_home_is_seen() {
        assert_eq!(strays(&file("cli/list.rs", "std::fs::write(a, b);")).len(), 1);
        assert_eq!(strays(&file("perform.rs", "use crossterm::event;")).len(), 1);
        assert_eq!(strays(&file("tui/mod.rs", "use crossterm::event;")), [""; 0]);
        assert_eq!(strays(&file("library.rs", "fs::remove_file(path)")).len(), 1);
    }

    #[test]
    fn a_door_that_reaches_past_the_hands_is_seen() {
        assert_eq!(forbidden(&file("tui/model.rs", "use crate::journal::Journal;")).len(), 1);
        assert_eq!(forbidden(&file("plain/mod.rs", "use crate::{library::Library, text};")).len(), 1);
        assert_eq!(forbidden(&file("journal/put.rs", "use crate::guide::Guide;")).len(), 1);
        assert_eq!(forbidden(&file("perform.rs", "use crate::journal::Journal;")), [""; 0]);
    }

    #[test]
    fn a_screen_that_names_another_is_seen() {
        let screens = children(&file("tui/screen/mod.rs", "mod help;\nmod home;\nmod scene;\n"));
        assert_eq!(screens, ["help", "home"]);
        let seen = |text| neighbours(&file("tui/screen/home.rs", text), &screens).len();
        assert_eq!(seen("use super::help::Help;"), 1);
        assert_eq!(seen("use crate::tui::screen::help;"), 1);
        assert_eq!(seen("use super::scene::Turn; use crate::tui::screen::home::X;"), 0);
    }

    #[test]
    fn an_untold_or_long_file_is_seen() {
        assert!(untold(&file("a.rs", "use b;")).is_some());
        assert!(untold(&file("a.rs", "//! To be written.\nuse b;")).is_some());
        assert!(untold(&file("a.rs", "//! What it is, and what it must not know.\n")).is_none());
        assert!(long(&file("a.rs", &"\n".repeat(501))).is_some());
        assert!(long(&file("a.rs", &"\n".repeat(500))).is_none());
    }

    #[test]
    fn a_sentence_is_told_from_a_name() {
        for said in ["Not saved", "Nothing was kept.", "Saved: {}"] {
            assert_eq!(
                sentences(&file("cli/out.rs", &format!("say({said:?});"))).len(),
                usize::from(said != "Saved: {}")
            );
        }
        assert_eq!(sentences(&file("cli/out.rs", "say(\"a reason, lower\"); say(\"Word\");")), [""; 0]);
        assert_eq!(sentences(&file("words/cli.rs", "say(\"Not saved\");")), [""; 0]);
    }

    #[test]
    fn what_is_left_for_later_is_seen() {
        assert_eq!(unfinished(&file("a.rs", "fn f() { todo!() }")).len(), 1);
        assert_eq!(unfinished(&file("a.rs", &format!("// {}: more", ["TO", "DO"].concat()))).len(), 1);
        assert_eq!(unfinished(&file("a.rs", "// All there.")), [""; 0]);
    }
}
