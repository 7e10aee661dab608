//! Invented entries: each by its number, the same every time, along the questions of the shipped guides. Nobody wrote
//! them and nobody is meant. It knows no file.

use fastrand::Rng;
use onward::guide::{Guide, Part, PartKind, Prompt};
use onward::library::Library;
use onward::moment::Moment;
use onward::question::Question;
use onward::reflection::{
    Answer, Bookmark, Cadence, Chosen, Id, Plan, Promise, Reflection, Status, Stop, Terms, Value,
};

use super::sentences::{act, line, moment, place, several, thing};

const DAY: i64 = 86_400;

/// The entries lie between these days: ten years.
const LAST: i64 = 1_793_491_200;
const DAYS: i64 = 3652;

/// So many questions are answered in each: about 2 KB.
const ANSWERS: usize = 5;

/// One in so many is open.
const OPEN: usize = 12;

/// Coprime to the number of ids there are: each entry gets its own.
const STEP: u64 = 1_745_021_346_091;
const IDS: u64 = 36_u64.pow(8);

/// The shipped guides, by the sides they can be walked from.
pub(crate) struct Entries {
    sides: Vec<Side>,
}

/// A guide as one side walks it.
struct Side {
    guide: Guide,
    perspective: String,
    /// What it asks: the part and the number of the prompt in it.
    asked: Vec<(usize, usize)>,
}

impl Entries {
    /// Opens the guides.
    pub(crate) fn new() -> Self {
        let guides = Library::new(None).list().into_iter().filter_map(|shelved| shelved.guide.ok());
        let sides = guides.flat_map(|guide| {
            let all: Vec<_> = guide.perspectives.iter().map(|side| side.id.clone()).collect();
            all.into_iter().map(move |side| Side::of(guide.clone(), side))
        });
        Self { sides: sides.filter(|side| side.asked.len() > ANSWERS).collect() }
    }

    /// Makes the entry of this number, counted from 0, of so many.
    pub(crate) fn entry(&self, n: usize, of: usize) -> Reflection {
        let mut dice = Rng::with_seed(n as u64);
        let side = &self.sides[dice.usize(..self.sides.len())];
        let mut at = begun(n, of, &mut dice);
        let mut entry =
            Reflection::begin(id(n as u64), &side.guide.id, &side.guide.title, &side.perspective, at);
        entry.title = title(&mut dice);
        let first = dice.usize(..=side.asked.len() - ANSWERS);
        for &(part, prompt) in &side.asked[first..first + ANSWERS] {
            at = Moment::at(at.seconds() + dice.i64(60..600), at.offset());
            let part = &side.guide.parts[part];
            entry.answers.push(answer(part, &part.prompts[prompt], &side.perspective, at, &mut dice));
        }
        entry.updated = at;
        entry.status = if n % OPEN == OPEN - 1 { Status::Open } else { Status::Finished };
        entry.place = stopped(&entry);
        entry
    }
}

impl Side {
    fn of(guide: Guide, perspective: String) -> Self {
        let mut asked = Vec::new();
        for (n, part) in guide.parts.iter().enumerate().filter(|(_, part)| part.kind == PartKind::Stage) {
            let seen = part.prompts.iter().enumerate().filter(|(_, prompt)| is_for(prompt, &perspective));
            asked.extend(seen.map(|(prompt, _)| (n, prompt)));
        }
        Self { guide, perspective, asked }
    }
}

fn is_for(prompt: &Prompt, side: &str) -> bool {
    prompt.saved && prompt.ask.say(side).is_some() && !matches!(prompt.question, Question::Note(_))
}

fn id(n: u64) -> Id {
    let mut rest = (n + 1).wrapping_mul(STEP) % IDS;
    Id::from_numbers(std::array::from_fn(|_| {
        let sign = rest % 36;
        rest /= 36;
        sign as u8
    }))
}

/// Returns an evening, in one of two zones.
fn begun(n: usize, of: usize, dice: &mut Rng) -> Moment {
    let day = n as i64 * DAYS / of.max(1) as i64;
    let evening = dice.i64(17 * 3600..21 * 3600);
    Moment::at(LAST - (DAYS - day) * DAY + evening, dice.i32(1..=2) * 3600)
}

fn title(dice: &mut Rng) -> String {
    match dice.u8(..4) {
        0 => format!("In {}, {}", place(dice), thing(dice)),
        1 => format!("After {}", place(dice)),
        2 => format!("About {}", thing(dice)),
        _ => format!("A talk about {}", thing(dice)),
    }
}

fn stopped(entry: &Reflection) -> Bookmark {
    match (entry.status, entry.answers.last()) {
        (Status::Open, Some(last)) => Bookmark {
            at: Stop::Prompt(last.prompt.clone()),
            stage_title: last.stage_title.clone(),
            ..Bookmark::default()
        },
        _ => Bookmark { at: Stop::Finish, ..Bookmark::default() },
    }
}

fn answer(part: &Part, prompt: &Prompt, side: &str, at: Moment, dice: &mut Rng) -> Answer {
    Answer {
        stage: part.id.clone(),
        stage_title: part.title.clone().unwrap_or_default(),
        prompt: prompt.id.clone(),
        kind: prompt.question.kind().to_owned(),
        asked: prompt.ask.say(side).unwrap_or_default().to_owned(),
        value: value(&prompt.question, side, at, dice),
        audience: prompt.audience,
        set_aside: false,
        step: prompt.step,
        at,
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

fn value(question: &Question, side: &str, at: Moment, dice: &mut Rng) -> Value {
    let plan = |dice: &mut Rng| Plan { when: moment(dice), then: act(dice) };
    match question {
        Question::Text(_) => Value::Text(several(4..9, dice).join(" ")),
        Question::Line => Value::Text(line(dice)),
        Question::Items(_) => Value::Items(several(1..4, dice)),
        Question::One(_) => option(question, side, dice).map_or(Value::Skipped, Value::One),
        Question::Several(_) => Value::Several(option(question, side, dice).into_iter().collect()),
        Question::Scale(scale) => Value::Scale(dice.i64(scale.from..=scale.to)),
        Question::YesNo(_) => Value::YesNo(dice.bool()),
        Question::Plan(_) => Value::Plan(plan(dice)),
        Question::Promise => Value::Promise(Promise::new(Terms {
            promise: act(dice),
            plan: plan(dice),
            cadence: [Cadence::Daily, Cadence::Weekdays, Cadence::Weekly, Cadence::Once][dice.usize(..4)],
            ..Terms::from(at.day())
        })),
        Question::Note(_) => Value::Skipped,
    }
}

fn option(question: &Question, side: &str, dice: &mut Rng) -> Option<Chosen> {
    let seen: Vec<_> = question.choices().iter().filter(|choice| choice.seen_by(side)).collect();
    let chosen = seen.get(dice.usize(..seen.len().max(1)))?;
    let label = chosen.label.say(side).unwrap_or_default().to_owned();
    Some(Chosen::Option { id: chosen.id.clone(), label })
}
