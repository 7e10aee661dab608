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
use onward::guide::{Condition, Guide, Hint, Prompt, Test};
use onward::moment::Moment;
use onward::plain::{self, Hands};
use onward::question::Question;
use onward::reflection::{Answer, Id, Reflection, Status, Stop, Value};
use onward::session::{At, Session, Step};
use onward::trouble::Trouble;
use support::script::{Did, tell};

/// So many walks are taken from each side by chance; what they do not meet is walked to.
const BY_CHANCE: u64 = 16;
/// So many of them are told again in lines.
const BY_LINES: u64 = 8;

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
    helped: BTreeSet<(String, String)>,
    /// How often each way to answer a prompt was taken.
    taken: BTreeMap<(String, usize), usize>,
}

/// What answers have to be, so that one comes where one wants to: tests by prompt.
type Wish<'g> = BTreeMap<&'g str, Vec<&'g Test>>;

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

/// Walks once to the end, each question answered as `choose` says. Returns what was saved, and the walk in lines.
fn walk(
    session: &mut Session,
    met: &mut Met,
    mut choose: impl FnMut(&Session, &mut Met) -> Did,
) -> (Option<Arc<Reflection>>, String) {
    let (mut hands, mut lines) = (Kept::default(), String::new());
    let mut take = |session: &mut Session, met: &mut Met, step: Step| {
        note(session, met);
        for effect in session.step(step, Moment::now()).effects {
            hands.perform(effect).unwrap();
        }
    };
    for _ in 0..200 {
        note(session, met);
        if session.stop() == Stop::Finish {
            break;
        }
        if ways(session).is_empty() {
            // A page or a note: gone on from, and by lines that happens by itself.
            take(session, met, Step::Next);
            continue;
        }
        let did = choose(session, met);
        let mut step = |session: &mut Session, step: Step| take(session, met, step);
        lines.push_str(&tell(&[did], session, &mut step).1);
    }
    take(session, met, Step::Leave);
    (hands.0, lines)
}

fn required(session: &Session) -> bool {
    matches!(session.view().at, At::Prompt { prompt, .. } if prompt.required)
}

/// Answers in the way least taken so far; one in nine is skipped.
fn by_chance(seed: u64) -> impl FnMut(&Session, &mut Met) -> Did {
    let mut chance = fastrand::Rng::with_seed(seed);
    move |session, met| {
        let Stop::Prompt(id) = session.stop() else { panic!("only questions are answered") };
        if !required(session) && chance.u8(..9) == 0 {
            return Did::Skip;
        }
        let ways = ways(session);
        let taken = |n: usize| met.taken.get(&(id.clone(), n)).copied().unwrap_or(0);
        let n = (0..ways.len()).min_by_key(|n| (taken(*n), chance.u64(..))).unwrap();
        *met.taken.entry((id, n)).or_default() += 1;
        ways[n].clone()
    }
}

/// Answers as is wished; what is not wished for is skipped where that can be.
fn as_wished<'w>(wish: &'w Wish<'w>) -> impl FnMut(&Session, &mut Met) -> Did + 'w {
    |session, _| {
        let At::Prompt { prompt, .. } = session.view().at else { panic!("only questions are answered") };
        let side = session.reflection().perspective.clone();
        let tests = wish.get(prompt.id.as_str()).map_or(&[][..], Vec::as_slice);
        let fits = |did: &&Did| tests.iter().all(|test| passes(test, did, prompt, &side));
        let ways = ways(session);
        let wished = ways.iter().filter(|_| !tests.is_empty()).find(fits);
        match wished {
            Some(did) => did.clone(),
            None if required(session) => ways[0].clone(),
            None => Did::Skip,
        }
    }
}

/// Tells whether an answer would pass a test.
fn passes(test: &Test, did: &Did, prompt: &Prompt, side: &str) -> bool {
    let options: Vec<_> = prompt.question.choices().iter().filter(|option| option.seen_by(side)).collect();
    let chosen = match did {
        Did::One(n) => options.get(*n).map(|option| option.id.as_str()),
        Did::Several(all) => options.get(all[0]).map(|option| option.id.as_str()),
        _ => None,
    };
    match (test, did) {
        (Test::Any(any), _) => chosen.is_some_and(|chosen| any.iter().any(|one| one == chosen)),
        (Test::None(none), _) => chosen.is_none_or(|chosen| !none.iter().any(|one| one == chosen)),
        (Test::AtLeast(least), Did::Point(point)) => point >= least,
        (Test::AtMost(most), Did::Point(point)) => point <= most,
        (Test::Is(yes), Did::Yes(said)) => yes == said,
        (Test::Rise { by, .. }, Did::Point(point)) => point >= by,
        _ => false,
    }
}

/// Adds what a condition asks for, and what the prompts it names ask for themselves. Of what can be met in one way or
/// another, takes the way of this number.
fn add<'g>(wish: &mut Wish<'g>, condition: &'g Condition, guide: &'g Guide, way: usize) {
    match condition {
        Condition::All(all) => all.iter().for_each(|one| add(wish, one, guide, way)),
        Condition::Either(some) => add(wish, &some[way % some.len()], guide, way),
        Condition::One { prompt, test } => {
            wish.entry(prompt).or_default().push(test);
            if let Test::Rise { from, .. } = test {
                wish.entry(from).or_default().push(&Test::AtMost(0));
            }
            // What must not be answered in some way need not be asked at all.
            if !matches!(test, Test::None(_)) {
                add_of(wish, prompt, guide, way);
            }
        }
    }
}

fn add_of<'g>(wish: &mut Wish<'g>, prompt: &str, guide: &'g Guide, way: usize) {
    let named = guide.prompts().find(|(_, one)| one.id == prompt);
    if let Some(when) = named.and_then(|(_, one)| one.when.as_ref()) {
        add(wish, when, guide, way);
    }
}

/// The ways to meet a prompt, and one of its hints if one is given.
fn wishes<'g>(guide: &'g Guide, prompt: &'g Prompt, hint: Option<&'g Hint>) -> Vec<Wish<'g>> {
    let ways = (0..6).map(|way| {
        let mut wish = Wish::new();
        let conditions = prompt.when.iter().chain(hint.map(|hint| &hint.when));
        conditions.for_each(|condition| add(&mut wish, condition, guide, way));
        wish
    });
    ways.collect()
}

fn note(session: &Session, met: &mut Met) {
    if let At::Prompt { prompt, help, .. } = session.view().at {
        met.prompts.insert(prompt.id.clone());
        met.helped.extend(help.into_iter().map(|help| (prompt.id.clone(), help.to_owned())));
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

/// Tells what is wrong with how a walk ended.
fn ended(session: &Session, faults: &mut Vec<String>) {
    let name = format!("{} {}", session.guide().id, session.reflection().perspective);
    match session.view().at {
        At::Finish { left, .. } => {
            faults.extend(left.iter().map(|left| format!("{name}: {} is left open", left.ask)));
        }
        _ => faults.push(format!("{name}: a walk stays at {:?}", session.stop())),
    }
}

#[test]
fn every_question_is_met_and_every_walk_ends() {
    let mut faults = Vec::new();
    for guide in guides() {
        for side in guide.perspectives.iter().map(|side| side.id.as_str()) {
            let mut met = Met::default();
            for seed in 0..BY_CHANCE {
                let mut session = begin(&guide, side);
                walk(&mut session, &mut met, by_chance(seed));
                ended(&session, &mut faults);
            }
            let mut go = |prompt: &Prompt, hint: Option<&Hint>, met: &mut Met| {
                let text = hint.map(|hint| hint.text.say(side).unwrap_or_default().to_owned());
                let is_met = |met: &Met| match &text {
                    Some(text) => met.helped.contains(&(prompt.id.clone(), text.clone())),
                    None => met.prompts.contains(&prompt.id),
                };
                for wish in wishes(&guide, prompt, hint) {
                    if is_met(met) {
                        return;
                    }
                    let mut session = begin(&guide, side);
                    walk(&mut session, met, as_wished(&wish));
                    ended(&session, &mut faults);
                }
                if !is_met(met) {
                    let what = text.unwrap_or_else(|| "it is never asked".to_owned());
                    faults.push(format!("{} {side}: {}: {what}", guide.id, prompt.id));
                }
            };
            for (_, prompt) in guide.prompts().filter(|(_, prompt)| prompt.ask.say(side).is_some()) {
                go(prompt, None, &mut met);
                for hint in prompt.hints.iter().filter(|hint| hint.text.say(side).is_some()) {
                    go(prompt, Some(hint), &mut met);
                }
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
            for seed in 0..BY_LINES {
                let mut session = begin(&guide, &side.id);
                let (keys, lines) = walk(&mut session, &mut met, by_chance(seed));
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
