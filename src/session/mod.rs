//! The session machine: one person's walk through one guide. A [`Step`] goes in, [`Effect`]s come out, and a [`View`]
//! tells what to show. Both doors, the screen and the plain lines, walk this one machine. It knows no terminal, no disk
//! and no clock.

mod daily;
mod glance;
mod preview;
mod route;
mod view;

use std::sync::Arc;

pub use daily::{Daily, Due, Word};
pub use glance::{Glass, Seen};
pub use route::Unsaved as Sitting;
pub use view::{At, Left, MapRow, Progress, View};

use crate::effect::Effect;
use crate::guide::{Guide, PartKind, Prompt};
use crate::moment::Moment;
use crate::question::{Feature, Field, Heard, Keeps, Question, Stroke, Took};
use crate::reflection::{Answer, Bookmark, Chosen, Keeping, Reflection, Status, Stop, Value};
use crate::text::Edit;
use crate::words::words;
use glance::{Glance, Reply, Told};
use route::{LegKind, Route, Unsaved, stage_id};

/// A walk in progress.
#[derive(Debug)]
pub struct Session {
    guide: Arc<Guide>,
    reflection: Arc<Reflection>,
    route: Route,
    /// Which legs are open now.
    open: Vec<bool>,
    at: usize,
    field: Option<Box<dyn Field>>,
    unsaved: Unsaved,
    /// The prompts whose unsaved answers were given in an earlier walk. They close what they closed then, and open nothing:
    /// whoever sits down at a program that was left open learns nothing of them.
    remembered: Vec<String>,
    /// The unsaved prompts that were put in this sitting.
    heard: Vec<usize>,
    /// The way around by an unsaved prompt that is put again, while one is on it.
    detour: Option<Detour>,
    /// The way around one has just come from.
    behind: Option<Detour>,
    notice: Option<String>,
    room: (usize, usize),
    read_only: bool,
    /// Whether it is a preview: nothing of it is kept.
    preview: bool,
    /// What the mirror holds up now.
    glance: Option<Glance>,
    /// What the mirror was told.
    told: Told,
}

/// A way around by an unsaved prompt, and the notes it opens, before a prompt that depends on it.
#[derive(Clone, Debug)]
struct Detour {
    /// The leg it leads to.
    after: usize,
    /// The legs that were put, the last of them where one stands.
    path: Vec<usize>,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Gives a stroke to the field.
    Stroke(Stroke),
    /// Gives a line to the field.
    Hear(String),
    /// Goes on.
    Next,
    /// Goes back.
    Back,
    /// Leaves the question as it is and goes on.
    Skip,
    /// Goes to a page or prompt that is open.
    Jump(Stop),
    /// Gives the title the person chose.
    Rename(String),
    /// Asks for what was decided to keep, at the end, to be carried out.
    Conclude,
    /// Hears that it was: what is not kept is gone from here too.
    Concluded,
    /// Leaves: the place is noted.
    Leave,
}

/// What a step led to.
#[derive(Debug, Default, PartialEq)]
pub struct Led {
    /// What the hands have to do, in this order.
    pub effects: Vec<Effect>,
    /// Whether the machine stands somewhere else now, or shows something else than the field's own change.
    pub moved: bool,
    /// What became of a line.
    pub heard: Option<Heard>,
}

impl Session {
    /// Begins or goes on with a walk, at the very place where it stopped.
    pub fn new(guide: Arc<Guide>, reflection: Reflection, now: Moment) -> Self {
        let route = Route::new(&guide, &reflection.perspective);
        let unsaved = Unsaved::new();
        let open = route.open(&guide, &reflection, &unsaved, false);
        let mut session = Self {
            at: 0,
            field: None,
            heard: Vec::new(),
            remembered: Vec::new(),
            detour: None,
            behind: None,
            notice: None,
            room: (72, 12),
            read_only: false,
            preview: false,
            glance: None,
            told: Told::default(),
            reflection: Arc::new(reflection),
            guide,
            route,
            open,
            unsaved,
        };
        session.return_to_place(now);
        session
    }

    /// Stands at the very place where it stopped.
    fn return_to_place(&mut self, now: Moment) {
        let Bookmark { at, part, caret, .. } = self.reflection.place.clone();
        self.at = self.place_of(&at);
        self.enter(now);
        if let Some(field) = self.field.as_mut().filter(|_| matches!(at, Stop::Prompt(_))) {
            field.return_to(part, caret);
        }
    }

    /// Takes over answers that are never written from earlier walks of this sitting: what they closed stays closed. They show
    /// nowhere, not even by a hint, until the question is answered anew.
    pub fn remembering(mut self, said: &Sitting, now: Moment) -> Self {
        for n in 0..self.route.legs.len() {
            let prompt = self.route.legs[n].prompt(&self.guide).filter(|prompt| !prompt.saved);
            let known =
                prompt.and_then(|prompt| Some((prompt.id.clone(), fitting(said.get(&prompt.id)?, prompt)?)));
            if let Some((id, value)) = known {
                self.remembered.push(id.clone());
                self.unsaved.insert(id, value);
            }
        }
        self.open = self.open_now();
        self.return_to_place(now);
        self
    }

    /// Returns the answers that are never written, for the rest of this sitting.
    pub fn sitting(&self) -> &Sitting {
        &self.unsaved
    }

    /// Makes it a walk that only reads: nothing changes, nothing is saved.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Tells whether there is a question to answer here; if not, there is a page to read.
    pub fn asks(&self) -> bool {
        self.route.legs[self.at].answerable(&self.guide)
    }

    /// Tells whether the answer at hand may be given to another program: it can be changed, and it is one that is kept.
    pub fn may_leave(&self) -> bool {
        !self.read_only && self.route.legs[self.at].prompt(&self.guide).is_some_and(|prompt| prompt.saved)
    }

    /// Tells whether what is answered here is ever written.
    pub fn is_kept(&self) -> bool {
        self.route.legs[self.at].prompt(&self.guide).is_none_or(|prompt| prompt.saved)
    }

    /// Tells whether it only reads.
    pub fn reads_only(&self) -> bool {
        self.read_only
    }

    /// Returns the reflection as it stands.
    pub fn reflection(&self) -> &Arc<Reflection> {
        &self.reflection
    }

    /// Returns the guide.
    pub fn guide(&self) -> &Arc<Guide> {
        &self.guide
    }

    /// Gives the field the room it has, in columns and lines.
    pub fn fit(&mut self, columns: usize, lines: usize) {
        self.room = (columns, lines);
        let glance = self.glance.as_mut().map(|glance| &mut glance.field);
        for field in self.field.as_mut().into_iter().chain(glance) {
            field.fit(columns, lines);
        }
    }

    /// Takes one step at a moment.
    pub fn step(&mut self, step: Step, now: Moment) -> Led {
        let before = self.at;
        let had_notice = self.notice.take().is_some();
        let held = self.glance.is_some();
        let mut led = match step {
            Step::Stroke(stroke) if held => self.stroke_at_glance(&stroke, now),
            Step::Hear(line) if held => self.hear_at_glance(&line, now),
            Step::Next | Step::Skip if held => self.put_by(Reply::Leave, now),
            Step::Back if held => self.put_by(Reply::Change, now),
            Step::Stroke(stroke) => self.stroke(&stroke, now),
            Step::Hear(line) => self.hear(&line, now),
            Step::Next => self.next(now),
            Step::Back => self.back(now),
            Step::Skip => self.skip(now),
            Step::Jump(stop) => self.jump(&stop, now),
            Step::Rename(title) => self.rename(title, now),
            Step::Conclude => self.conclude(),
            Step::Concluded => self.concluded(),
            Step::Leave => self.leave(now),
        };
        led.moved |=
            self.at != before || had_notice || self.notice.is_some() || held != self.glance.is_some();
        if self.preview {
            led.effects.clear();
        }
        led
    }

    fn stroke(&mut self, stroke: &Stroke, now: Moment) -> Led {
        let Some(field) = &mut self.field else {
            return if *stroke == Stroke::Enter { self.next(now) } else { Led::default() };
        };
        if self.read_only && !only_moves(stroke) {
            self.notice = Some(words().session.read_only.to_owned());
            return Led::default();
        }
        match field.stroke(stroke) {
            Took::Moved => Led::default(),
            Took::Onward => {
                let mut effects = self.changed(now);
                let led = self.next(now);
                effects.extend(led.effects);
                Led { effects, ..led }
            }
            Took::Changed => Led { effects: self.changed(now), ..Led::default() },
        }
    }

    fn hear(&mut self, line: &str, now: Moment) -> Led {
        if self.read_only {
            self.notice = Some(words().session.read_only.to_owned());
            return Led::default();
        }
        let Some(field) = &mut self.field else { return self.next(now) };
        let heard = field.hear(line);
        let mut led = match heard {
            Heard::Refused(_) => Led::default(),
            Heard::More => Led { effects: self.changed(now), ..Led::default() },
            Heard::Done => {
                let mut effects = self.changed(now);
                let led = self.next(now);
                effects.extend(led.effects);
                Led { effects, ..led }
            }
        };
        led.heard = Some(heard);
        led
    }

    /// The answer changed: note it, and ask for it to be saved.
    fn changed(&mut self, now: Moment) -> Vec<Effect> {
        if self.record(now) {
            self.note_place();
            vec![Effect::Save(Arc::clone(&self.reflection))]
        } else {
            Vec::new()
        }
    }

    /// Notes the answer of the prompt at hand as its field has it. Returns whether something to save changed.
    fn record(&mut self, now: Moment) -> bool {
        let (Some(field), Some(prompt)) = (&self.field, self.route.legs[self.at].prompt(&self.guide)) else {
            return false;
        };
        if matches!(prompt.question, Question::Note(_)) || self.read_only {
            return false;
        }
        let value = field.value();
        let decides = !matches!(prompt.question, Question::Text(_) | Question::Line);
        if !prompt.saved {
            if value.is_empty() && self.remembered.contains(&prompt.id) {
                return false;
            }
            self.remembered.retain(|known| *known != prompt.id);
            let same = self.unsaved.get(&prompt.id).unwrap_or(&Value::Skipped) == &value;
            self.unsaved.insert(prompt.id.clone(), value);
            if !same {
                self.reopen();
            }
            return false;
        }
        let old = self.reflection.answer(&prompt.id).map(|answer| &answer.value);
        if old.unwrap_or(&Value::Skipped) == &value {
            return false;
        }
        self.keep(value, now);
        if decides {
            self.reopen();
        }
        true
    }

    /// Keeps a value as the answer of the prompt at hand, in the order of the guide.
    fn keep(&mut self, value: Value, now: Moment) {
        let leg = self.route.legs[self.at];
        let Some(prompt) = leg.prompt(&self.guide) else { return };
        let part = &self.guide.parts[leg.part];
        let reflection = Arc::make_mut(&mut self.reflection);
        touch(reflection, now);
        if self.guide.prompts().next().is_some_and(|(_, first)| first.id == prompt.id) {
            call_by_promise(reflection, &self.guide.title, &prompt.id, &value);
        }
        if let Some(answer) = reflection.answers.iter_mut().find(|answer| answer.prompt == prompt.id) {
            answer.value = value;
            answer.at = now;
            answer.kind = prompt.question.kind().to_owned();
            answer.asked = asked(prompt, &reflection.perspective);
            answer.step = prompt.step;
            answer.keeping.link.clone_from(&prompt.link);
            answer.audience = prompt.audience;
            return;
        }
        let answer = Answer {
            stage: stage_id(part).to_owned(),
            stage_title: part.title.clone().unwrap_or_default(),
            prompt: prompt.id.clone(),
            kind: prompt.question.kind().to_owned(),
            asked: asked(prompt, &reflection.perspective),
            value,
            audience: prompt.audience,
            set_aside: false,
            step: prompt.step,
            at: now,
            keeping: Keeping { link: prompt.link.clone(), ..Keeping::default() },
            rest: toml::Table::new(),
        };
        let later = |other: &Answer| self.route.of_prompt(&other.prompt).is_some_and(|leg| leg > self.at);
        let place = reflection.answers.iter().position(later).unwrap_or(reflection.answers.len());
        reflection.answers.insert(place, answer);
    }

    /// Works out which legs are open. A note that an answer of an earlier walk would open stays closed.
    fn open_now(&self) -> Vec<bool> {
        let mut open = self.route.open(&self.guide, &self.reflection, &self.unsaved, false);
        for (n, open) in open.iter_mut().enumerate() {
            let note = self.route.legs[n].prompt(&self.guide);
            let note =
                note.is_some_and(|prompt| matches!(prompt.question, Question::Note(_)) && !prompt.saved);
            let tells = |leg: &usize| {
                self.route.legs[*leg].prompt(&self.guide).is_some_and(|one| self.remembered.contains(&one.id))
            };
            *open &= !(note && self.route.depends(n).iter().any(tells));
        }
        open
    }

    /// Works out anew which legs are open, and marks the answers behind those that closed.
    fn reopen(&mut self) {
        self.open = self.open_now();
        let told = self.route.open(&self.guide, &self.reflection, &self.unsaved, true);
        let closed = |answer: &Answer| self.route.of_prompt(&answer.prompt).is_some_and(|leg| !told[leg]);
        let wrong = |answer: &Answer| answer.set_aside != closed(answer);
        if self.reflection.answers.iter().any(wrong) {
            for answer in &mut Arc::make_mut(&mut self.reflection).answers {
                answer.set_aside = closed(answer);
            }
        }
    }

    fn next(&mut self, now: Moment) -> Led {
        if self.field.as_mut().is_some_and(|field| field.next_part()) {
            return Led { moved: true, ..Led::default() };
        }
        if let Some(field) = &self.field {
            if let Some(complaint) = field.complaint() {
                self.notice = Some(complaint);
                return Led::default();
            }
            let prompt = self.route.legs[self.at].prompt(&self.guide);
            let answerable = self.route.legs[self.at].answerable(&self.guide);
            if answerable && field.value().is_empty() && prompt.is_some_and(|p| p.required) && !self.read_only
            {
                self.notice = Some(words().session.required.to_owned());
                return Led::default();
            }
        }
        let save = self.record(now);
        if self.glance(now) {
            return Led { effects: self.saved(save), moved: true, heard: None };
        }
        let mut led = self.go_on(now);
        if save && led.effects.is_empty() {
            led.effects = self.saved(true);
        }
        led
    }

    fn skip(&mut self, now: Moment) -> Led {
        let required = self.route.legs[self.at].prompt(&self.guide).is_some_and(|prompt| prompt.required);
        let empty = self.field.as_ref().is_some_and(|field| field.value().is_empty());
        let led = self.go_on(now);
        if required && empty && !self.read_only {
            self.notice = Some(words().session.left_open.to_owned());
        }
        led
    }

    /// Goes on from wherever the machine stands: an answer that was not given is noted as skipped.
    fn go_on(&mut self, now: Moment) -> Led {
        let mut save = self.record(now);
        let leg = self.route.legs[self.at];
        let guide = Arc::clone(&self.guide);
        let prompt = leg.prompt(&guide);
        if leg.answerable(&guide) && prompt.is_some_and(|prompt| prompt.saved) && !self.read_only {
            let unknown = prompt.is_some_and(|prompt| self.reflection.answer(&prompt.id).is_none());
            // That a question on such a branch was met and passed by would tell of an answer that is never written.
            let tells = !self.route.depends(self.at).is_empty();
            if unknown && !tells {
                self.keep(Value::Skipped, now);
                save = true;
            }
        }
        if prompt.is_some_and(|prompt| !prompt.saved) && !self.heard.contains(&self.at) {
            self.heard.push(self.at);
        }
        let Some(to) = self.following() else {
            return Led { effects: self.saved(save), ..Led::default() };
        };
        self.at = to;
        self.arrive(now);
        Led { effects: self.saved(true), moved: true, heard: None }
    }

    /// Returns the leg that comes next; an unsaved prompt that decides about it, and was not put in this sitting, first.
    fn following(&mut self) -> Option<usize> {
        self.behind = None;
        if let Some(mut detour) = self.detour.take() {
            let open = |&n: &usize| self.open[n] && !self.route.depends(n).is_empty();
            let note = |&n: &usize| !self.route.legs[n].answerable(&self.guide);
            if let Some(note) = (self.at + 1..detour.after).take_while(note).find(open) {
                detour.path.push(note);
                self.detour = Some(detour);
                return Some(note);
            }
            let after = self.open_from(detour.after);
            self.behind = Some(detour);
            return after;
        }
        let next = (self.at + 1..self.open.len()).find(|&n| self.open[n] || self.undecided(n).is_some())?;
        match self.undecided(next) {
            Some(first) => {
                self.detour = Some(Detour { after: next, path: vec![first] });
                self.notice = Some(words().session.asked_again.to_owned());
                Some(first)
            }
            None => Some(next),
        }
    }

    /// Returns the first open leg from here on.
    fn open_from(&self, leg: usize) -> Option<usize> {
        (leg..self.open.len()).find(|&n| self.open[n])
    }

    /// Returns the leg that comes before, by the way one came.
    fn preceding(&mut self) -> Option<usize> {
        if let Some(mut detour) = self.detour.take() {
            detour.path.pop();
            if let Some(&before) = detour.path.last() {
                self.detour = Some(detour);
                return Some(before);
            }
            return (0..detour.after).rev().find(|&n| self.open[n]);
        }
        let behind = self.behind.take();
        if let Some(detour) = behind.filter(|detour| self.open_from(detour.after) == Some(self.at)) {
            let before = detour.path.last().copied();
            self.detour = Some(detour);
            return before;
        }
        (0..self.at).rev().find(|&n| self.open[n])
    }

    /// Returns the first unsaved prompt that decides about a leg and was not put in this sitting.
    fn undecided(&self, leg: usize) -> Option<usize> {
        let put = |n: &&usize| self.open[**n] && **n < self.at && !self.heard.contains(n);
        self.route.depends(leg).iter().find(put).copied()
    }

    fn back(&mut self, now: Moment) -> Led {
        let save = self.record(now);
        let Some(to) = self.preceding() else {
            return Led { effects: self.saved(save), ..Led::default() };
        };
        self.at = to;
        self.arrive(now);
        Led { effects: self.saved(true), moved: true, heard: None }
    }

    fn jump(&mut self, stop: &Stop, now: Moment) -> Led {
        self.glance = None;
        let save = self.record(now);
        let found = self.route.find(&self.guide, stop).filter(|&leg| self.open[leg]);
        let Some(to) = found else {
            return Led { effects: self.saved(save), ..Led::default() };
        };
        (self.detour, self.behind) = (None, None);
        self.at = to;
        self.arrive(now);
        Led { effects: self.saved(true), moved: true, heard: None }
    }

    fn rename(&mut self, title: String, now: Moment) -> Led {
        if self.read_only || self.reflection.title == title {
            return Led::default();
        }
        let reflection = Arc::make_mut(&mut self.reflection);
        reflection.title = title;
        touch(reflection, now);
        Led { effects: self.saved(true), ..Led::default() }
    }

    fn leave(&mut self, now: Moment) -> Led {
        let mut save = self.record(now);
        if let Some(field) = &mut self.field {
            field.pause();
        }
        let place = self.bookmark();
        if place != self.reflection.place && !self.read_only {
            Arc::make_mut(&mut self.reflection).place = place;
            save = true;
        }
        Led { effects: self.saved(save), ..Led::default() }
    }

    fn conclude(&mut self) -> Led {
        if self.read_only || self.route.legs[self.at].kind != LegKind::Finish {
            return Led::default();
        }
        let effects = match self.keeps() {
            Keeps::All => Vec::new(),
            Keeps::Nothing => vec![Effect::Discard(self.reflection.id)],
            Keeps::Step => {
                let (whole, kept) = (Arc::clone(&self.reflection), Arc::new(self.step_alone()));
                vec![Effect::Reduce { whole, kept }]
            }
        };
        Led { effects, moved: true, heard: None }
    }

    fn concluded(&mut self) -> Led {
        match self.keeps() {
            Keeps::All => {}
            Keeps::Step => self.reflection = Arc::new(self.step_alone()),
            // Nothing is written of what was put away.
            Keeps::Nothing => self.read_only = true,
        }
        Led { moved: true, ..Led::default() }
    }

    /// Returns the reflection with nothing but the one small step.
    fn step_alone(&self) -> Reflection {
        let mut reflection = self.reflection.as_ref().clone();
        reflection.answers.retain(|answer| answer.step && !answer.set_aside);
        reflection
    }

    /// Comes to a leg that was gone to: opens its field, and finishes at the finish.
    fn arrive(&mut self, now: Moment) {
        self.enter(now);
        let finished = self.route.legs[self.at].kind == LegKind::Finish && self.left().is_empty();
        if finished && self.reflection.status == Status::Open && !self.read_only {
            let reflection = Arc::make_mut(&mut self.reflection);
            reflection.status = Status::Finished;
            touch(reflection, now);
        }
    }

    /// Opens the field of the leg the machine stands on.
    fn enter(&mut self, now: Moment) {
        let leg = self.route.legs[self.at];
        self.field = leg.prompt(&self.guide).map(|prompt| {
            let saved = if prompt.saved {
                self.reflection.answer(&prompt.id).map(|answer| &answer.value)
            } else {
                self.unsaved.get(&prompt.id).filter(|_| !self.remembered.contains(&prompt.id))
            };
            let mut field = prompt.question.field(&self.reflection.perspective, now.day(), saved);
            field.fit(self.room.0, self.room.1);
            field
        });
    }

    fn saved(&mut self, save: bool) -> Vec<Effect> {
        if !save || self.read_only {
            return Vec::new();
        }
        self.note_place();
        vec![Effect::Save(Arc::clone(&self.reflection))]
    }

    fn note_place(&mut self) {
        let place = self.bookmark();
        if place != self.reflection.place {
            Arc::make_mut(&mut self.reflection).place = place;
        }
    }

    /// Returns the place as it may be written down: never one that tells of an unsaved answer.
    fn bookmark(&self) -> Bookmark {
        let told = match &self.detour {
            Some(Detour { after, .. }) => {
                (0..*after).rev().find(|&n| self.open[n] && self.route.depends(n).is_empty())
            }
            None => Some(self.at),
        };
        let at = told.unwrap_or(0);
        let tells = |n: usize| !self.route.depends(n).is_empty() && !self.is_answered(n);
        let at = if tells(at) { (0..at).rev().find(|&n| self.open[n] && !tells(n)).unwrap_or(0) } else { at };
        let part = &self.guide.parts[self.route.legs[at].part];
        let stage_title = match (part.kind, self.route.legs[at].kind) {
            (PartKind::Stage, kind) if kind != LegKind::Finish => part.title.clone().unwrap_or_default(),
            _ => String::new(),
        };
        let unsaved = self.route.legs[at].prompt(&self.guide).is_some_and(|prompt| !prompt.saved);
        let (part, caret) = match &self.field {
            Some(field) if at == self.at && !unsaved => field.bookmark(),
            _ => (0, 0),
        };
        Bookmark { at: self.route.name(&self.guide, at), part, caret, stage_title }
    }

    /// Tells whether something of the person's own is kept at a leg.
    fn is_answered(&self, leg: usize) -> bool {
        let prompt = self.route.legs[leg].prompt(&self.guide);
        let answer = prompt.and_then(|prompt| self.reflection.answer(&prompt.id));
        answer.is_some_and(|answer| !answer.value.is_empty())
    }

    /// Finds the leg to resume at: the one named; else, when the guide changed, the first open one without an answer.
    fn place_of(&self, stop: &Stop) -> usize {
        let named = self.route.find(&self.guide, stop).filter(|&leg| self.open[leg]);
        let unanswered = || {
            (0..self.open.len()).find(|&n| {
                let leg = self.route.legs[n];
                let prompt = leg.prompt(&self.guide);
                let asked = prompt.is_some_and(|p| p.saved && self.reflection.answer(&p.id).is_none());
                self.open[n] && leg.answerable(&self.guide) && asked
            })
        };
        named.or_else(unanswered).unwrap_or(self.open.len() - 1)
    }

    /// Returns what was decided to keep.
    fn keeps(&self) -> Keeps {
        if self.read_only {
            return Keeps::All;
        }
        let chosen = self.chosen_options().filter_map(|option| option.keeps).last();
        chosen.unwrap_or_default()
    }

    /// Returns the features that answers given so far turn off for this sitting.
    pub fn off(&self) -> Vec<Feature> {
        self.chosen_options().flat_map(|option| option.off.iter().copied()).collect()
    }

    /// Iterates over the options chosen at prompts that are open.
    fn chosen_options(&self) -> impl Iterator<Item = &crate::question::Choice> {
        self.route.legs.iter().enumerate().filter(|(n, _)| self.open[*n]).flat_map(|(_, leg)| {
            let prompt = leg.prompt(&self.guide);
            let value = prompt.and_then(|prompt| match prompt.saved {
                true => self.reflection.answer(&prompt.id).map(|answer| &answer.value),
                false => self.unsaved.get(&prompt.id),
            });
            let options = prompt.map(|prompt| prompt.question.choices()).unwrap_or_default();
            options.iter().filter(move |option| value.is_some_and(|value| value.chose(&option.id)))
        })
    }
}

/// Returns what of an answer fits a prompt of another guide, or of another version of this one.
fn fitting(value: &Value, prompt: &Prompt) -> Option<Value> {
    let known = |chosen: &Chosen| {
        chosen.id().is_some_and(|id| prompt.question.choices().iter().any(|option| option.id == id))
    };
    match (value, &prompt.question) {
        (Value::Several(all), Question::Several(_)) => {
            let all: Vec<Chosen> = all.iter().filter(|chosen| known(chosen)).cloned().collect();
            (!all.is_empty()).then_some(Value::Several(all))
        }
        (Value::One(chosen), Question::One(_)) => known(chosen).then(|| value.clone()),
        (Value::YesNo(_), Question::YesNo(_)) => Some(value.clone()),
        _ => None,
    }
}

/// Calls a reflection that begins with a promise by that promise, unless the person called it otherwise: one of several would
/// not be told from the others.
fn call_by_promise(reflection: &mut Reflection, usual: &str, prompt: &str, new: &Value) {
    let words = |value: &Value| match value {
        Value::Promise(promise) => Some(promise.terms.promise.trim().to_owned()),
        _ => None,
    };
    let before = reflection.answer(prompt).and_then(|answer| words(&answer.value));
    let own = reflection.title != usual && before.as_deref() != Some(&*reflection.title);
    if let Some(promise) = words(new).filter(|_| !own) {
        reflection.title = if promise.is_empty() { usual.to_owned() } else { promise };
    }
}

/// Notes that something changed. The clock may have been set back since: of two versions the newer one has to be known.
fn touch(reflection: &mut Reflection, now: Moment) {
    reflection.updated = reflection.updated.max(now);
}

/// Tells whether a stroke leaves the answer as it is.
fn only_moves(stroke: &Stroke) -> bool {
    matches!(stroke, Stroke::Edit(Edit::Move { .. } | Edit::Scroll(_) | Edit::SelectAll))
}

/// Returns the words of a question as this perspective is asked.
fn asked(prompt: &Prompt, perspective: &str) -> String {
    prompt.ask.say(perspective).unwrap_or_default().to_owned()
}
