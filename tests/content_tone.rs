//! The tone of what ships: every guide and the help lines, held against the rules of tone and safety.
//!
//! Reads the content as plain TOML tables, so that a fault in the program's own loader cannot hide a fault here. It must
//! not know the program.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/sheet.rs"]
mod sheet;

use reading::{grade, words};
use sheet::{Role, Said, Sheet, is_note, sheets, table, tables, word};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::{Table, Value};

/// The guide that carries the three stages.
const FIRST: &str = "repairing-trust";
/// Words that label a person, push, praise or assume. Matched whole, in every text a user reads.
const FORBIDDEN: &[&str] = &[
    "cheat",
    "cheater",
    "cheaters",
    "cheating",
    "victim",
    "victims",
    "toxic",
    "should",
    "shouldn't",
    "healing",
    "abuser",
    "abusers",
    "betrayer",
    "liar",
    "narcissist",
    "narcissists",
    "narcissistic",
    "perpetrator",
    "streak",
    "streaks",
    "fail",
    "failed",
    "failure",
    "husband",
    "wife",
    "spouse",
    "spouses",
    "marriage",
    "married",
    "boyfriend",
    "girlfriend",
    "couple",
    "couples",
    "he",
    "she",
    "him",
    "her",
    "hers",
    "his",
    "crazy",
    "congratulations",
    "awesome",
    "deserve",
    "deserves",
];
/// The same for runs of words.
const FORBIDDEN_RUNS: &[&str] = &[
    "healing journey",
    "good job",
    "well done",
    "great job",
    "proud of you",
    "let it go",
    "get over it",
    "move on",
    "move forward",
    "moving on",
    "save the relationship",
    "save your",
    "stay together",
    "stay with them",
    "leave them",
    "second chance",
    "another chance",
    "forgive them",
    "learn to forgive",
    "need to forgive",
    "have to forgive",
    "must forgive",
    "ready to forgive",
    "time to forgive",
    "ask for forgiveness",
    "you must",
];

fn is_kebab(id: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split('-').all(part)
}

/// Fails with every fault at once.
fn none_of(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// All texts of all guides, and the words of the help lines.
fn everything() -> Vec<Said> {
    let mut all: Vec<Said> = sheets().iter().flat_map(Sheet::said).collect();
    let support = support();
    let said = |at: &str, text: &str| Said {
        at: format!("support: {at}"),
        role: Role::Prose,
        text: text.to_owned(),
        by: Vec::new(),
    };
    if let Some(lines) = support.get("words").and_then(Value::as_table) {
        all.extend(lines.iter().filter_map(|(key, text)| text.as_str().map(|text| said(key, text))));
    }
    all
}

fn support() -> Table {
    table(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content/support.toml"))
}

#[test]
fn asks_are_short() {
    let long = everything().into_iter().filter(|said| said.role == Role::Ask && words(&said.text).len() > 20);
    none_of(
        long.map(|said| format!("{}: {} words: {}", said.at, words(&said.text).len(), said.text)).collect(),
    );
}

#[test]
fn asks_and_help_read_easily() {
    let mut sums: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    let mut faults = Vec::new();
    for said in everything() {
        let (name, most) = match said.role {
            Role::Ask => ("asks", 6.0),
            Role::Prose => ("help, notes, intros", 7.0),
            Role::Label => continue,
        };
        let grade = grade(&said.text);
        let sum = sums.entry(name).or_default();
        *sum = (sum.0 + grade, sum.1 + 1);
        if grade > most {
            faults.push(format!("{}: grade {grade:.1}, at most {most}: {}", said.at, said.text));
        }
    }
    none_of(faults);
    for (name, (sum, count)) in sums {
        let average = sum / count as f64;
        eprintln_average(name, average, count);
        assert!(average <= 4.0, "{name}: {average:.1} on average is too hard for a bad night");
    }
}

#[expect(clippy::print_stderr, reason = "the averages are for whoever runs this test with --nocapture")]
fn eprintln_average(name: &str, average: f64, count: usize) {
    eprintln!("{name}: grade {average:.2} on average over {count}");
}

#[test]
fn nothing_labels_pushes_or_praises() {
    let mut faults = Vec::new();
    for said in everything() {
        let all = words(&said.text);
        let line = format!(" {} ", all.join(" "));
        let single = FORBIDDEN.iter().filter(|word| all.iter().any(|one| one == *word));
        let runs = FORBIDDEN_RUNS.iter().filter(|run| line.contains(&format!(" {run} ")));
        faults.extend(single.chain(runs).map(|found| format!("{}: \"{found}\" in: {}", said.at, said.text)));
        // "A partner" may be chosen among others; no question takes it for granted.
        if said.role != Role::Label && all.iter().any(|word| word == "partner") {
            faults.push(format!("{}: assumes a partner: {}", said.at, said.text));
        }
    }
    none_of(faults);
}

#[test]
fn every_prompt_explains_itself() {
    let mut faults = Vec::new();
    for sheet in sheets() {
        for prompt in sheet.prompts().into_iter().filter(|prompt| !is_note(prompt)) {
            let helped: BTreeSet<String> =
                sheet.texts(prompt, "help", "", Role::Prose).into_iter().flat_map(|said| said.by).collect();
            let left: Vec<String> = sheet.seen_by(prompt).difference(&helped).cloned().collect();
            if !left.is_empty() {
                faults.push(format!(
                    "{}: {} has no help for {}",
                    sheet.name,
                    word(prompt, "id"),
                    left.join(", ")
                ));
            }
        }
    }
    none_of(faults);
}

#[test]
fn every_perspective_is_worded_in_every_stage() {
    let mut faults = Vec::new();
    for sheet in sheets() {
        let all: BTreeSet<String> = sheet.perspectives().into_iter().collect();
        for (id, part) in sheet.parts() {
            let seen: BTreeSet<String> =
                tables(part, "prompt").into_iter().flat_map(|prompt| sheet.seen_by(prompt)).collect();
            faults
                .extend(all.difference(&seen).map(|who| format!("{}: {id} asks {who} nothing", sheet.name)));
            for key in ["intro", "outro"] {
                let said: BTreeSet<String> =
                    sheet.texts(part, key, "", Role::Prose).into_iter().flat_map(|said| said.by).collect();
                if !said.is_empty() && said != all {
                    faults.push(format!("{}: the {key} of {id} is worded for {said:?} only", sheet.name));
                }
            }
        }
        let strangers = sheet.said().into_iter().filter(|said| !said.by.iter().all(|who| all.contains(who)));
        faults.extend(strangers.map(|said| format!("{}: no such perspective", said.at)));
    }
    none_of(faults);
}

#[test]
fn ids_are_unique_and_plain() {
    let mut faults = Vec::new();
    for sheet in sheets() {
        let mut ids = BTreeSet::new();
        for prompt in sheet.prompts() {
            let id = word(prompt, "id");
            if !is_kebab(id) {
                faults.push(format!("{}: \"{id}\" is not made of a-z, 0-9 and single hyphens", sheet.name));
            }
            if !ids.insert(id.to_owned()) {
                faults.push(format!("{}: {id} stands twice", sheet.name));
            }
        }
        if word(&sheet.table, "id") != sheet.name {
            faults.push(format!("{}: its id is {}", sheet.name, word(&sheet.table, "id")));
        }
    }
    none_of(faults);
}

/// Two questions one person may meet are not the same question.
#[test]
fn nothing_is_asked_twice() {
    let mut faults = Vec::new();
    for sheet in sheets() {
        for who in sheet.perspectives() {
            let asks: Vec<Said> = sheet
                .said()
                .into_iter()
                .filter(|said| said.role == Role::Ask && said.by.contains(&who))
                .collect();
            for (at, first) in asks.iter().enumerate() {
                for second in &asks[at + 1..] {
                    if alike(&first.text, &second.text) >= 0.6 {
                        faults
                            .push(format!("{} / {}: {} / {}", first.at, second.at, first.text, second.text));
                    }
                }
            }
        }
    }
    none_of(faults);
}

/// How much of their words two texts share, 0 to 1.
fn alike(first: &str, second: &str) -> f64 {
    let set = |text: &str| words(text).into_iter().collect::<BTreeSet<String>>();
    let (first, second) = (set(first), set(second));
    first.intersection(&second).count() as f64 / first.union(&second).count().max(1) as f64
}

#[test]
fn little_is_required() {
    let Some(sheet) = sheets().into_iter().find(|sheet| sheet.name == FIRST) else {
        panic!("no guide {FIRST}")
    };
    let required = |who: &str| {
        let mine = sheet
            .prompts()
            .into_iter()
            .filter(|prompt| prompt.get("required").and_then(Value::as_bool) == Some(true));
        mine.filter(|prompt| sheet.seen_by(prompt).contains(who)).count()
    };
    assert_eq!((required("broke"), required("hurt")), (8, 2));
}

#[test]
fn the_article_is_named() {
    let Some(sheet) = sheets().into_iter().find(|sheet| sheet.name == FIRST) else {
        panic!("no guide {FIRST}")
    };
    let Some(source) = sheet.table.get("source").and_then(Value::as_table) else { panic!("no source") };
    assert_eq!(word(source, "title"), "Moving Forward: Betrayal and Trust");
    assert_eq!(word(source, "author"), "Dr. Teresa Edwards, LMFT");
    assert_eq!(word(source, "date"), "Nov 6, 2023");
}

#[test]
fn what_the_safety_check_opens_is_never_written() {
    let mut faults = Vec::new();
    for sheet in sheets() {
        for prompt in sheet.prompts() {
            let (id, saved) =
                (word(prompt, "id"), prompt.get("saved").and_then(Value::as_bool).unwrap_or(true));
            let on_safety = chosen_by_safety(prompt.get("when"));
            if saved && (id == "safety" || on_safety) {
                faults.push(format!("{}: {id} would be written", sheet.name));
            }
        }
    }
    none_of(faults);
}

/// Whether one choice in the safety check is what shows this prompt.
fn chosen_by_safety(when: Option<&Value>) -> bool {
    match when {
        Some(Value::Table(one)) => word(one, "prompt") == "safety" && one.contains_key("any"),
        Some(Value::Array(all)) => all.iter().any(|one| chosen_by_safety(Some(one))),
        _ => false,
    }
}

#[test]
fn every_help_line_can_be_reached() {
    let support = support();
    let mut faults = Vec::new();
    let countries = tables(&support, "country");
    let mut codes = BTreeSet::new();
    for country in &countries {
        let code = word(country, "code");
        if code.len() != 2 || !codes.insert(code) || word(country, "name").is_empty() {
            faults.push(format!("\"{code}\": two letters, once, with a name"));
        }
        if !word(country, "emergency").chars().all(|c| c.is_ascii_digit())
            || word(country, "emergency").len() < 3
        {
            faults.push(format!("{code}: no emergency number"));
        }
        for line in tables(country, "line") {
            let name = word(line, "name");
            let reach =
                ["call", "text"].iter().any(|key| word(line, key).contains(|c: char| c.is_ascii_digit()));
            if word(line, "checked").parse::<jiff::civil::Date>().is_err() {
                faults.push(format!("{code}: {name}: \"{}\" is not a day", word(line, "checked")));
            }
            if name.is_empty()
                || !reach
                || !["fear", "distress", "own-behaviour"].contains(&word(line, "for"))
            {
                faults.push(format!("{code}: \"{name}\" needs a name, what it is for, and a number"));
            }
        }
    }
    assert!(countries.len() >= 10, "{} countries", countries.len());
    none_of(faults);
}
