//! Promises where they are kept: found among all reflections, answered for a day, put to rest and taken up again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::{Found, Performer, wake};
use crate::journal::{Look, Promising};
use crate::moment::{Day, Moment};
use crate::promise::{Asked, Commitment, Refusal, asked_for, commitments};
use crate::reflection::{Answer, CheckIn, Id, Noticed, Outcome, Reflection, Sight, Value, telling};
use crate::trouble::Trouble;
use crate::words::{count, fill, words};

/// All promises, and all acts that were asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promises {
    /// The promises, those made last first.
    pub held: Vec<Holding>,
    /// The acts.
    pub acts: Vec<Acts>,
}

/// A promise where it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// Its reflection.
    pub found: Found,
    /// Its name in commands: the id of its reflection, and its prompt behind that where there is more than one.
    pub name: String,
    /// The promise.
    pub commitment: Commitment,
}

/// Acts that were asked for, where they are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Acts {
    /// Their reflection.
    pub found: Found,
    /// What that is called.
    pub title: String,
    /// The acts.
    pub asked: Asked,
}

/// What becomes of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It rests from that day on.
    Rest,
    /// It ends with the day before.
    End,
    /// It is taken up again.
    TakeUp,
}

/// A look for promises. Nobody waits for it; letting go of it ends it.
#[derive(Debug)]
pub struct LookForPromises {
    coming: Receiver<Promises>,
    gone: Arc<AtomicBool>,
}

impl Drop for LookForPromises {
    fn drop(&mut self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

impl LookForPromises {
    /// Returns what was found, once; nothing while it is being looked for.
    pub fn come(&self) -> Option<Promises> {
        self.coming.try_recv().ok()
    }

    /// Waits for it, but no longer than this.
    pub fn wait(&self, at_most: Duration) -> Option<Promises> {
        self.coming.recv_timeout(at_most).ok()
    }
}

impl Holding {
    /// Tells whether it can be meant by what was typed: the beginning of its name, or of its words.
    fn is_called(&self, typed: &str) -> bool {
        let words = self.commitment.title().to_lowercase();
        self.name.starts_with(typed) || words.starts_with(&typed.to_lowercase())
    }
}

impl Promises {
    fn of(all: Promising) -> Self {
        let mut new = Self::default();
        for (found, reflection) in all {
            let promised = commitments(&reflection);
            let alone = promised.len() == 1;
            new.held.extend(promised.into_iter().map(|commitment| Holding {
                found: found.clone(),
                name: match alone {
                    true => found.id.to_string(),
                    false => format!("{}/{}", found.id, commitment.prompt),
                },
                commitment,
            }));
            new.acts.extend(asked_for(&reflection).map(|asked| Acts {
                found: found.clone(),
                title: reflection.title.clone(),
                asked,
            }));
        }
        new
    }

    /// Iterates over those that wait for a word on a day.
    pub fn waiting(&self, day: Day) -> impl Iterator<Item = &Holding> {
        self.held.iter().filter(move |one| one.commitment.waits(day))
    }

    /// Says how many wait for a word: of today, or else of yesterday; none if none does.
    pub fn waiting_told(&self, today: Day) -> Option<String> {
        let p = &words().promise;
        match (self.waiting(today).count(), self.waiting(today.plus(-1)).count()) {
            (0, 0) => None,
            (0, n) => Some(count(n, p.open_one, p.open_many)),
            (n, _) => Some(count(n, p.due_one, p.due_many)),
        }
    }

    /// Iterates over those whose day to look back this is.
    pub fn reviews(&self, day: Day) -> impl Iterator<Item = &Holding> {
        let holds = move |one: &&Holding| one.commitment.promise.next_due(day).is_some();
        let falls = move |one: &&Holding| one.commitment.review.is_some_and(|review| review.falls_on(day));
        self.held.iter().filter(holds).filter(falls)
    }
}

impl Performer {
    /// Returns all promises, and all acts that were asked for; none where the journal is locked.
    pub fn promises(&self) -> Promises {
        Promises::of(self.journal.promising(self.now()))
    }

    /// Looks for them in a thread; what it finds wakes the loop. `closely`: also in files that were changed in place, which
    /// no folder tells of.
    pub fn look_for_promises(&self, closely: bool) -> LookForPromises {
        let (tell, coming) = channel();
        let gone = Arc::new(AtomicBool::new(false));
        let (journal, waker, now) = (self.journal.twin(), self.waker.clone(), self.now());
        let let_go = Arc::clone(&gone);
        let work = move || {
            let look = if closely { Look::Files } else { Look::Folders };
            let found = journal.promising_while(now, look, &|| !let_go.load(Ordering::Relaxed));
            let Some(found) = found else { return };
            // Nobody hears it who is gone.
            let _ = tell.send(Promises::of(found));
            wake(waker.as_deref());
        };
        // Without a thread there is nothing to tell.
        let _ = std::thread::Builder::new().name("promises".to_owned()).spawn(work);
        LookForPromises { coming, gone }
    }

    /// Finds a promise by its name in commands, or the beginning of it.
    ///
    /// # Errors
    /// None or several are meant.
    pub fn promise(&self, name: &str) -> Result<Holding, Trouble> {
        let p = &words().promise;
        let mut all: Vec<Holding> =
            self.promises().held.into_iter().filter(|one| one.is_called(name)).collect();
        if let Some(exact) = all.iter().position(|one| one.name == name) {
            return Ok(all.swap_remove(exact));
        }
        match (all.len(), name.is_empty()) {
            (1, false) => Ok(all.swap_remove(0)),
            (0, _) => Err(Trouble::new(fill(p.no_such, &[("name", name)])).advice(p.no_such_how)),
            _ => {
                let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
                let gaps = [("name", name), ("names", &*names.join(", "))];
                Err(Trouble::new(fill(p.several, &gaps)).advice(p.no_such_how))
            }
        }
    }

    /// Returns a promise as it is now.
    ///
    /// # Errors
    /// It is not there any more.
    pub fn promise_of(&self, id: Id, prompt: &str) -> Result<Holding, Trouble> {
        let all = self.promises().held.into_iter();
        let is = |one: &Holding| one.found.id == id && one.commitment.prompt == prompt;
        all.into_iter().find(is).ok_or_else(gone)
    }

    /// Says how a promise was kept on a day. A later word replaces an earlier one; a note that was there stays unless another
    /// is given.
    ///
    /// # Errors
    /// The day is still to come, or lies before the promise; or it could not be written: what was said before stands.
    pub fn check_in(
        &mut self,
        found: &Found,
        prompt: &str,
        (on, outcome): (Day, Outcome),
        note: Option<String>,
    ) -> Result<Commitment, Trouble> {
        let now = self.now();
        let reflection = self.with_promise(found, |reflection| {
            the_one(reflection, prompt)?.may_say(on, now.day()).map_err(refused)?;
            let check_ins = &mut answer(reflection, prompt)?.keeping.check_ins;
            let before = check_ins.on(on).map(|said| said.note.clone());
            let note = note.or(before).unwrap_or_default();
            let before = check_ins.say(CheckIn { on, outcome, note });
            Ok(before.as_ref() != check_ins.on(on))
        })?;
        the_one(&reflection, prompt)
    }

    /// Takes back what was said of a day: it is open again.
    ///
    /// # Errors
    /// It could not be written: what was said stands.
    pub fn take_back(&mut self, found: &Found, prompt: &str, on: Day) -> Result<Commitment, Trouble> {
        let reflection = self.with_promise(found, |reflection| {
            Ok(answer(reflection, prompt)?.keeping.check_ins.take_back(on).is_some())
        })?;
        the_one(&reflection, prompt)
    }

    /// Puts a promise to rest, ends it, or takes it up again, from today on.
    ///
    /// # Errors
    /// It could not be written: it is as it was.
    pub fn change_promise(
        &mut self,
        found: &Found,
        prompt: &str,
        change: Change,
    ) -> Result<Commitment, Trouble> {
        let today = self.now().day();
        let reflection = self.with_promise(found, |reflection| {
            let Value::Promise(promise) = &mut answer(reflection, prompt)?.value else { return Err(gone()) };
            let before = promise.clone();
            match change {
                Change::Rest => promise.rest(today),
                Change::End => promise.end(today),
                Change::TakeUp => promise.take_up(today),
            }
            Ok(*promise != before)
        })?;
        the_one(&reflection, prompt)
    }

    /// Notes whether an act that was asked for was seen. A later word for the same act and day replaces an earlier one; a note
    /// that was there stays unless another is given.
    ///
    /// # Errors
    /// It could not be written: what was noted before stands.
    pub fn notice(
        &mut self,
        found: &Found,
        prompt: &str,
        (on, act, sight): (Day, &str, Sight),
        note: Option<String>,
    ) -> Result<Asked, Trouble> {
        let reflection = self.with_promise(found, |reflection| {
            let noticed = &mut answer(reflection, prompt)?.keeping.noticed;
            let same = |one: &Noticed| one.on == on && one.act == act;
            let before = noticed.iter().rev().find(|one| same(one)).map(|one| one.note.clone());
            noticed.retain(|one| !same(one));
            let place = noticed.partition_point(|one| one.on <= on);
            let note = note.or(before).unwrap_or_default();
            noticed.insert(place, Noticed { on, act: act.to_owned(), sight, note });
            Ok(true)
        })?;
        asked_for(&reflection).ok_or_else(gone)
    }

    fn with_promise(
        &mut self,
        found: &Found,
        change: impl FnOnce(&mut Reflection) -> Result<bool, Trouble>,
    ) -> Result<Reflection, Trouble> {
        let p = &words().promise;
        let now = self.now();
        let amended = self.amend(found, p.elsewhere, |reflection| {
            let changed = change(reflection)?;
            if changed {
                reflection.updated = Moment::max(reflection.updated, now);
            }
            Ok(changed)
        });
        amended.map_err(|trouble| trouble.safe(p.as_it_was))
    }
}

/// Finds the answer to a prompt among those that are told.
fn answer<'a>(reflection: &'a mut Reflection, prompt: &str) -> Result<&'a mut Answer, Trouble> {
    let told = reflection.answers.iter_mut().filter(|answer| !answer.set_aside);
    told.into_iter().find(|answer| answer.prompt == prompt).ok_or_else(gone)
}

fn the_one(reflection: &Reflection, prompt: &str) -> Result<Commitment, Trouble> {
    commitments(reflection).into_iter().find(|one| one.prompt == prompt).ok_or_else(gone)
}

fn gone() -> Trouble {
    Trouble::new(words().promise.gone)
}

fn refused(why: Refusal) -> Trouble {
    let p = &words().promise;
    match why {
        Refusal::ToCome => Trouble::new(p.to_come).advice(p.to_come_how),
        Refusal::Before(day) => Trouble::new(fill(p.before, &[("day", &telling::day(day))])),
    }
}
