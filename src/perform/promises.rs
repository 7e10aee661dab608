//! Promises where they are kept: found among all reflections, answered for a day, put to rest and taken up again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::{Found, Performer, wake};
use crate::journal::Promising;
use crate::moment::{Day, Moment};
use crate::promise::{Asked, Commitment, Refusal, asked_for, commitments};
use crate::reflection::{CheckIn, Noticed, Promise, Reflection, Value, telling};
use crate::trouble::Trouble;
use crate::words::{fill, words};

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
    /// What that is called.
    pub title: String,
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

impl Promises {
    fn of(all: Promising) -> Self {
        let mut new = Self::default();
        for (found, reflection) in all {
            let promised = commitments(&reflection);
            let alone = promised.len() == 1;
            new.held.extend(promised.into_iter().map(|commitment| Holding {
                found: found.clone(),
                title: reflection.title.clone(),
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

    /// Looks for them in a thread; what it finds wakes the loop.
    pub fn look_for_promises(&self) -> LookForPromises {
        let (tell, coming) = channel();
        let gone = Arc::new(AtomicBool::new(false));
        let (journal, waker, now) = (self.journal.twin(), self.waker.clone(), self.now());
        let let_go = Arc::clone(&gone);
        let work = move || {
            let found = journal.promising_while(now, &|| !let_go.load(Ordering::Relaxed));
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
            self.promises().held.into_iter().filter(|one| one.name.starts_with(name)).collect();
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

    /// Says how a promise was kept on a day. A later word replaces an earlier one.
    ///
    /// # Errors
    /// The day is still to come, or lies before the promise; or it could not be written: what was said before stands.
    pub fn check_in(&mut self, found: &Found, prompt: &str, said: CheckIn) -> Result<Commitment, Trouble> {
        let now = self.now();
        let reflection = self.with_promise(found, prompt, |reflection| {
            let all = commitments(reflection);
            let commitment = all.iter().find(|one| one.prompt == prompt).ok_or_else(gone)?;
            commitment.may_say(said.on, now.day()).map_err(refused)?;
            let answer = reflection.answers.iter_mut().find(|answer| answer.prompt == prompt);
            let answer = answer.ok_or_else(gone)?;
            let before = answer.keeping.check_ins.say(said.clone());
            Ok(before != answer.keeping.check_ins.on(said.on).cloned())
        })?;
        the_one(&reflection, prompt)
    }

    /// Takes back what was said of a day.
    ///
    /// # Errors
    /// It could not be written: what was said stands.
    pub fn take_back(&mut self, found: &Found, prompt: &str, day: Day) -> Result<Commitment, Trouble> {
        let reflection = self.with_promise(found, prompt, |reflection| {
            let answer = reflection.answers.iter_mut().find(|answer| answer.prompt == prompt);
            Ok(answer.ok_or_else(gone)?.keeping.check_ins.take_back(day).is_some())
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
        let reflection = self.with_promise(found, prompt, |reflection| {
            let answer = reflection.answers.iter_mut().find(|answer| answer.prompt == prompt);
            let promise = answer.and_then(|answer| match &mut answer.value {
                Value::Promise(promise) => Some(promise),
                _ => None,
            });
            let promise: &mut Promise = promise.ok_or_else(gone)?;
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

    /// Notes whether an act that was asked for was seen. A later word for the same act and day replaces an earlier one.
    ///
    /// # Errors
    /// It could not be written: what was noted before stands.
    pub fn notice(&mut self, found: &Found, prompt: &str, seen: Noticed) -> Result<Asked, Trouble> {
        let reflection = self.with_promise(found, prompt, |reflection| {
            let answer = reflection.answers.iter_mut().find(|answer| answer.prompt == prompt);
            let noticed = &mut answer.ok_or_else(gone)?.keeping.noticed;
            noticed.retain(|one| (one.on, &one.act) != (seen.on, &seen.act));
            let place = noticed.partition_point(|one| one.on <= seen.on);
            noticed.insert(place, seen);
            Ok(true)
        })?;
        asked_for(&reflection).ok_or_else(gone)
    }

    fn with_promise(
        &mut self,
        found: &Found,
        prompt: &str,
        change: impl FnOnce(&mut Reflection) -> Result<bool, Trouble>,
    ) -> Result<Reflection, Trouble> {
        let p = &words().promise;
        let now = self.now();
        if prompt.is_empty() {
            return Err(gone());
        }
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
