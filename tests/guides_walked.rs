//! Every shipped guide, walked from its first page to its last, from every side and through both doors: every question and
//! every hint is met on some walk, every walk ends, and keys and lines save the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod script;
}

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use onward::effect::Effect;
use onward::guide::Guide;
use onward::moment::Moment;
use onward::plain::{self, Hands};
use onward::question::Question;
use onward::reflection::{Answer, Id, Reflection, Status, Stop, Value};
use onward::session::{At, Session, Step};
use onward::trouble::Trouble;
use support::script::{Did, tell};

/// So many walks from one side have to meet everything.
const WALKS: usize = 120;
/// So many of them are told again in lines.
const BY_LINES: usize = 12;

/// Hands that keep what was saved last.
#[derive(Default)]
struct Kept(Option<Arc<Reflection>>);

impl Hands for Kept {
    fn perform(&mut self, effect: Effect) -> Result<(), Trouble> {
        match effect {
            Effect::Save(reflection) | Effect::Reduce { kept: reflection, .. } => self.0 = Some(reflection),
            Effect::Discard(_) => self.0 = None,
            Effect::CheckIn { .. } => {}
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn note(&mut self) -> Option<Trouble> {
        None
    }
}

/// What was met over many walks from one side.
#[derive(Default)]
struct Met {
    prompts: BTreeSet<String>,
    helped: BTreeSet<String>,
    /// How often each way to answer a prompt was taken.
    taken: BTreeMap<(String, usize), usize>,
}

fn guides() -> Vec<Arc<Guide>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guides");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = files.iter().map(|file| {
        let guide = Guide::read(&file.to_string_lossy(), &std::fs::read(file).unwrap());
        Arc::new(guide.unwrap_or_else(|report| panic!("\n{report}")))
    });
    read.collect()
}

fn begin(guide: &Arc<Guide>, side: &str) -> Session {
    let now = Moment::now();
    let reflection = Reflection::begin(Id::from_numbers([1; 8]), &guide.id, &guide.title, side, now);
    Session::new(Arc::clone(guide), reflection, now)
}

/// Everything this person can do at the question at hand, each told apart.
fn ways(session: &Session) -> Vec<Did> {
    let At::Prompt { prompt, .. } = session.view().at else { return Vec::new() };
    let side = session.reflection().perspective.as_str();
    let line = |words: &str| words.to_owned();
    match &prompt.question {
        Question::Text(_) => vec![Did::Text(vec![line("Some words"), line("and more")])],
        Question::Line => vec![Did::Line(line("a line"))],
        Question::One(one) => {
            let seen = one.options.iter().filter(|option| option.seen_by(side)).count();
            let own = one.other.then(|| Did::Other(line("own words")));
            (0..seen).map(Did::One).chain(own).collect()
        }
        Question::Several(several) => {
            let seen = several.options.iter().filter(|option| option.seen_by(side)).count();
            (0..seen).map(|n| Did::Several(vec![n])).collect()
        }
        Question::Scale(scale) => {
            let (from, to) = (scale.from, scale.to);
            [from, to, (from + to) / 2, to - (to - from) / 5].map(Did::Point).to_vec()
        }
        Question::YesNo(_) => vec![Did::Yes(true), Did::Yes(false)],
        Question::Items(_) => vec![Did::Items(vec![line("one"), line("two")])],
        Question::Plan(_) => vec![Did::Plan([line("it is six"), line("I ring")])],
        Question::Promise => {
            vec![Did::Promise([line("ring"), line("it is six"), line("I ring")], 1, String::new())]
        }
        Question::Note(_) => Vec::new(),
    }
}

/// Walks once to the end, each question answered in the way least taken so far; one in nine is skipped. Returns what was saved,
/// and the walk in lines.
fn walk(session: &mut Session, met: &mut Met, seed: u64) -> (Option<Arc<Reflection>>, String) {
    let mut chance = fastrand::Rng::with_seed(seed);
    let (mut hands, mut lines) = (Kept::default(), String::new());
    for _ in 0..200 {
        note(session, met);
        let id = match session.stop() {
            Stop::Prompt(id) => id,
            Stop::Finish => break,
            _ => String::new(),
        };
        let required = matches!(session.view().at, At::Prompt { prompt, .. } if prompt.required);
        let ways = ways(session);
        let mut take = |session: &mut Session, step: Step| {
            note(session, met);
            for effect in session.step(step, Moment::now()).effects {
                hands.perform(effect).unwrap();
            }
        };
        if ways.is_empty() {
            // A page or a note: gone on from, and by lines that happens by itself.
            take(session, Step::Next);
            continue;
        }
        let did = if !required && chance.u8(..9) == 0 {
            Did::Skip
        } else {
            let least =
                |n: &usize| (met.taken.get(&(id.clone(), *n)).copied().unwrap_or(0), chance_of(seed, *n));
            let n = (0..ways.len()).min_by_key(least).unwrap();
            *met.taken.entry((id, n)).or_default() += 1;
            ways[n].clone()
        };
        let mut take = |session: &mut Session, step: Step| {
            note(session, met);
            for effect in session.step(step, Moment::now()).effects {
                hands.perform(effect).unwrap();
            }
        };
        lines.push_str(&tell(&[did], session, &mut take).1);
    }
    for effect in session.step(Step::Leave, Moment::now()).effects {
        hands.perform(effect).unwrap();
    }
    (hands.0, lines)
}

/// Ways that were taken equally often are told apart by chance.
fn chance_of(seed: u64, n: usize) -> u64 {
    fastrand::Rng::with_seed(seed.wrapping_mul(31).wrapping_add(n as u64)).u64(..)
}

fn note(session: &Session, met: &mut Met) {
    if let At::Prompt { prompt, help, .. } = session.view().at {
        met.prompts.insert(prompt.id.clone());
        met.helped.extend(help.into_iter().map(|help| format!("{}: {help}", prompt.id)));
    }
}

/// What must be alike: everything but times.
fn alike(reflection: &Reflection) -> (Status, Vec<Answer>) {
    let never = Moment::at(0, 0);
    let mut answers = reflection.answers.clone();
    for answer in &mut answers {
        answer.at = never;
        if let Value::Promise(promise) = &mut answer.value {
            promise.terms.from = never.day();
        }
    }
    (reflection.status, answers)
}

#[test]
fn every_question_is_met_and_every_walk_ends() {
    let mut faults = Vec::new();
    for guide in guides() {
        for side in &guide.perspectives {
            let mut met = Met::default();
            for seed in 0..WALKS as u64 {
                let mut session = begin(&guide, &side.id);
                walk(&mut session, &mut met, seed);
                if session.stop() != Stop::Finish {
                    faults.push(format!("{} {}: a walk stays at {:?}", guide.id, side.id, session.stop()));
                }
                if let At::Finish { left, .. } = session.view().at {
                    let open = left
                        .iter()
                        .map(|left| format!("{} {}: {} is left open", guide.id, side.id, left.ask));
                    faults.extend(open);
                }
            }
            for (_, prompt) in guide.prompts().filter(|(_, prompt)| prompt.ask.say(&side.id).is_some()) {
                if !met.prompts.contains(&prompt.id) {
                    faults.push(format!("{} {}: {} is never met", guide.id, side.id, prompt.id));
                }
                let hints = prompt.hints.iter().filter_map(|hint| hint.text.say(&side.id));
                let unmet = hints.filter(|text| !met.helped.contains(&format!("{}: {text}", prompt.id)));
                faults.extend(unmet.map(|text| format!("{} {}: never said: {text}", guide.id, side.id)));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn keys_and_lines_save_the_same() {
    for guide in guides() {
        for side in &guide.perspectives {
            let mut met = Met::default();
            for seed in 0..BY_LINES as u64 {
                let mut session = begin(&guide, &side.id);
                let (keys, lines) = walk(&mut session, &mut met, seed);
                let mut hands = Kept::default();
                let mut out = Vec::new();
                plain::walk(&mut hands, begin(&guide, &side.id), lines.as_bytes(), &mut out, Vec::new())
                    .unwrap();
                // What is kept at the end is asked about at both doors, and answered at neither.
                let (keys, heard) = (keys.as_deref().map(alike), hands.0.as_deref().map(alike));
                assert_eq!(
                    keys,
                    heard,
                    "{} {}, walk {seed}, by these lines:\n{lines}\nwhich led to:\n{}",
                    guide.id,
                    side.id,
                    String::from_utf8_lossy(&out)
                );
            }
        }
    }
}
