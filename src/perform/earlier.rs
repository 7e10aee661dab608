//! The earlier answers to one question: looked for in a thread of its own, the newest first. Only reflections through the
//! same guide from the same side are opened, and no screen waits for them.

use std::io::PipeWriter;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

use super::{Found, Listed, Performer, wake};
use crate::journal::{Journal, Look, Overview};
use crate::moment::Moment;
use crate::reflection::telling::day;
use crate::reflection::{Answer, Id, Reflection};
use crate::search::At;
use crate::session::{self, Session, View};
use crate::words::{fill, words};

/// How long it is looked until what was found is told, or whether anybody still waits for it is asked: a frame or two.
const A_WHILE: Duration = Duration::from_millis(40);

/// A question, and the reflection in which it is asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The id of the guide.
    pub guide: String,
    /// The id of the perspective.
    pub perspective: String,
    /// The stage and the prompt.
    pub at: At,
    /// The reflection: its own answer is no earlier one.
    pub id: Id,
    /// When that was begun: only what was begun before is earlier.
    pub begun: Moment,
}

/// An earlier answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Where its reflection is.
    pub found: Found,
    /// When that was begun.
    pub begun: Moment,
    /// The answer.
    pub answer: Answer,
}

/// Earlier answers, as far as they were found: where they are, since there may be thousands. Letting go of it ends the
/// search.
#[derive(Debug)]
pub struct Earlier {
    journal: Journal,
    asked: Asked,
    coming: Receiver<Vec<Found>>,
    all: Vec<Found>,
    searching: bool,
    gone: Arc<AtomicBool>,
}

impl Asked {
    /// Names a question of a reflection.
    pub fn of(reflection: &Reflection, at: At) -> Self {
        Self {
            guide: reflection.guide.clone(),
            perspective: reflection.perspective.clone(),
            at,
            id: reflection.id,
            begun: reflection.started,
        }
    }

    /// Names the question at hand in a walk; none on a page where nothing is asked.
    pub fn at_hand(session: &Session) -> Option<Self> {
        let View { at: session::At::Prompt { part, prompt, number: Some(_), .. }, .. } = session.view()
        else {
            return None;
        };
        let at = At { stage: part.id.clone(), prompt: prompt.id.clone() };
        Some(Self::of(session.reflection(), at))
    }

    /// Tells whether a reflection may hold an earlier answer, by what stands at its top.
    fn fits(&self, listed: &Listed) -> bool {
        listed.entry.as_ref().is_ok_and(|top| {
            !listed.copy
                && top.id != self.id
                && *top.guide == *self.guide
                && *top.perspective == *self.perspective
                && top.started < self.begun
        })
    }

    /// Takes the answer out of a reflection; none where it was left open.
    fn answer_in(&self, reflection: Reflection, found: &Found) -> Option<Past> {
        let Reflection { started, answers, .. } = reflection;
        let told = |answer: &Answer| self.at.is(answer) && !answer.set_aside && !answer.value.is_empty();
        let answer = answers.into_iter().find(told)?;
        Some(Past { found: found.clone(), begun: started, answer })
    }
}

/// Says when an answer was given: the day its reflection was begun, and its own where that is another.
pub fn answered_on(begun: Moment, answered: Option<Moment>) -> String {
    let first = day(begun.day());
    match answered.map(|answered| day(answered.day())).filter(|answered| *answered != first) {
        Some(answered) => fill(words().read.then_answered, &[("begun", &first), ("answered", &answered)]),
        None => first,
    }
}

impl Earlier {
    /// Makes one that is told by hand what is found.
    #[cfg(test)]
    pub(crate) fn by_hand(hands: &Performer, asked: &Asked) -> (Self, Sender<Vec<Found>>) {
        let (tell, coming) = channel();
        let (journal, asked) = (hands.journal.twin(), asked.clone());
        (Self { journal, asked, coming, all: Vec::new(), searching: true, gone: Arc::default() }, tell)
    }

    /// Takes what has come since. Returns whether anything has changed.
    pub fn take(&mut self) -> bool {
        let mut changed = false;
        while self.searching {
            match self.coming.try_recv() {
                Ok(some) => {
                    changed |= !some.is_empty();
                    self.all.extend(some);
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => (self.searching, changed) = (false, true),
            }
        }
        changed
    }

    /// Waits for all of it, but no longer than this.
    pub fn wait(&mut self, at_most: Duration) {
        let until = Instant::now() + at_most;
        while self.searching {
            match self.coming.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(some) => self.all.extend(some),
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => self.searching = false,
            }
        }
    }

    /// Returns how many were found so far.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Reads one of them by its number from 0 on, the newest first; none if it has gone since.
    pub fn past(&self, n: usize) -> Option<Past> {
        past(&self.journal, &self.asked, self.all.get(n)?)
    }

    /// Tells whether there may be more.
    pub fn searching(&self) -> bool {
        self.searching
    }

    /// Waits for all of it. Returns the newest, as many as were asked for, and how many more there are.
    pub fn newest(mut self, most: usize) -> (Vec<Past>, usize) {
        self.all.extend(self.coming.iter().flatten());
        let newest: Vec<_> = (0..self.count().min(most)).filter_map(|n| self.past(n)).collect();
        let more = self.count() - newest.len();
        (newest, more)
    }
}

impl Drop for Earlier {
    fn drop(&mut self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

impl Performer {
    /// Begins to look for the earlier answers to a question.
    pub fn earlier(&self, asked: &Asked) -> Earlier {
        let (tell, coming) = channel();
        let gone = Arc::new(AtomicBool::new(false));
        let (journal, waker) = (self.journal.twin(), self.waker.clone());
        let search = Search { journal, asked: asked.clone(), gone: Arc::clone(&gone), tell, waker };
        // Without a thread nothing is found; nothing is lost by that.
        let _ = std::thread::Builder::new().name("earlier".to_owned()).spawn(move || search.run());
        let (journal, asked) = (self.journal.twin(), asked.clone());
        Earlier { journal, asked, coming, all: Vec::new(), searching: true, gone }
    }
}

/// The thread, and what it holds.
struct Search {
    journal: Journal,
    asked: Asked,
    gone: Arc<AtomicBool>,
    tell: Sender<Vec<Found>>,
    waker: Option<Arc<PipeWriter>>,
}

impl Search {
    fn run(self) {
        let (mut some, mut since) = (Vec::new(), None::<Instant>);
        let Some(mut overview) = self.overview() else { return };
        for listed in overview.catalogue().iter().filter(|listed| self.asked.fits(listed)) {
            if self.is_let_go() {
                return;
            }
            let past = past(&self.journal, &self.asked, &listed.found);
            some.extend(past.map(|past| past.found));
            // The first is told at once, and those that follow some at a time.
            if !some.is_empty() && since.is_none_or(|since| since.elapsed() >= A_WHILE) {
                since = Some(Instant::now());
                let _ = self.tell.send(std::mem::take(&mut some));
                wake(self.waker.as_deref());
            }
        }
        let Self { tell, waker, gone, .. } = self;
        let _ = tell.send(some);
        drop(tell);
        wake(waker.as_deref());
        // So that the next look need not read all of them again; once the journal locks, the key goes first.
        if !gone.load(Ordering::Relaxed) {
            overview.keep();
        }
    }

    /// Takes the list that is kept, and looks where it has changed since; none once nobody waits for it.
    fn overview(&self) -> Option<Overview> {
        let mut overview = self.journal.overview();
        overview.look_while(Look::Folders, &|| !self.is_let_go()).then_some(overview)
    }

    fn is_let_go(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }
}

/// Reads an earlier answer; none if it is not there.
fn past(journal: &Journal, asked: &Asked, found: &Found) -> Option<Past> {
    asked.answer_in(journal.peek(found)?, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Paths;
    use crate::reflection::{Audience, Value};
    use crate::settings::Settings;

    fn hands(root: &std::path::Path) -> Performer {
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|name| root.join(name));
        Performer::new(Paths { journal, guides, config, state }, &Settings::default())
    }

    fn one(n: u8, change: impl FnOnce(&mut Reflection)) -> Reflection {
        let begun = Moment::at(1_600_000_000 + i64::from(n) * 2_000_000, 0);
        let mut one = Reflection::begin(Id::from_numbers([n; 8]), "guide", "Guide", "hurt", begun);
        one.answers.push(Answer {
            stage: "stage".into(),
            stage_title: "Stage".into(),
            prompt: "what".into(),
            kind: "text".into(),
            asked: "What?".into(),
            value: Value::Text(format!("words {n}")),
            audience: Audience::Own,
            set_aside: false,
            step: false,
            at: begun,
            keeping: Default::default(),
            rest: toml::Table::new(),
        });
        change(&mut one);
        one
    }

    fn keep(hands: &Performer, one: &Reflection) -> Found {
        let mut pen = hands.journal.begin(one).unwrap();
        pen.settle().unwrap();
        pen.found().clone()
    }

    fn asked(one: &Reflection) -> Asked {
        Asked::of(one, At { stage: "stage".into(), prompt: "what".into() })
    }

    fn words(all: &[Past]) -> Vec<String> {
        all.iter()
            .map(|past| match &past.answer.value {
                Value::Text(text) => text.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn only_what_was_answered_before_to_the_same_question_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let hands = hands(folder.path());
        let now = one(20, |_| {});
        for one in [
            one(1, |_| {}),
            one(2, |one| one.guide = "another".into()),
            one(3, |one| one.perspective = "broke".into()),
            one(4, |one| one.answers[0].value = Value::Skipped),
            one(5, |one| one.answers[0].value = Value::Text(String::new())),
            one(6, |one| one.answers[0].stage = "another".into()),
            one(7, |one| one.answers[0].prompt = "another".into()),
            one(8, |one| one.answers[0].set_aside = true),
            one(9, |_| {}),
            one(21, |_| {}),
            now.clone(),
        ] {
            keep(&hands, &one);
        }
        let copied = keep(&hands, &one(10, |_| {}));
        let name =
            copied.path.to_string_lossy().replace(".toml", ".sync-conflict-20261122-081012-ABCDEFG.toml");
        std::fs::copy(&copied.path, name).unwrap();
        let broken = keep(&hands, &one(11, |_| {}));
        std::fs::OpenOptions::new().write(true).open(broken.path).unwrap().set_len(30).unwrap();
        let (all, more) = hands.earlier(&asked(&now)).newest(10);
        assert_eq!((words(&all), more), (vec!["words 10".into(), "words 9".into(), "words 1".into()], 0));
        let (two, more) = hands.earlier(&asked(&now)).newest(2);
        assert_eq!((two.len(), more), (2, 1));
        assert_eq!(hands.earlier(&asked(&one(1, |_| {}))).newest(5), (Vec::new(), 0));
    }

    #[test]
    fn what_is_found_wakes_the_loop_and_comes_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let mut hands = hands(folder.path());
        let (reader, writer) = std::io::pipe().unwrap();
        hands.wake_by(writer);
        for n in 1..9 {
            keep(&hands, &one(n, |_| {}));
        }
        let mut earlier = hands.earlier(&asked(&one(9, |_| {})));
        while earlier.searching() {
            let mut ends = [rustix::event::PollFd::new(&reader, rustix::event::PollFlags::IN)];
            let limit = rustix::event::Timespec { tv_sec: 5, tv_nsec: 0 };
            assert_eq!(rustix::event::poll(&mut ends, Some(&limit)), Ok(1));
            earlier.take();
        }
        assert_eq!(earlier.count(), 8);
        assert!(!earlier.take());
    }

    #[test]
    fn what_nobody_waits_for_is_neither_listed_nor_read() {
        let folder = tempfile::tempdir().unwrap();
        let hands = hands(folder.path());
        for n in 1..4 {
            keep(&hands, &one(n, |_| {}));
        }
        let (tell, coming) = channel();
        let gone = Arc::new(AtomicBool::new(true));
        let journal = hands.journal.twin();
        Search { journal, asked: asked(&one(9, |_| {})), gone, tell, waker: None }.run();
        assert!(coming.recv().is_err(), "nothing was told");
    }

    #[test]
    fn what_was_read_on_the_way_is_kept_for_the_next_time() {
        for gone in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let hands = hands(folder.path());
            for n in 1..4 {
                keep(&hands, &one(n, |_| {}));
            }
            let let_go = Arc::new(AtomicBool::new(false));
            let (tell, coming) = channel();
            let journal = hands.journal.twin();
            let search = Search {
                journal,
                asked: asked(&one(9, |_| {})),
                gone: Arc::clone(&let_go),
                tell,
                waker: None,
            };
            if gone {
                let_go.store(true, Ordering::Relaxed);
            }
            search.run();
            assert_eq!(coming.iter().flatten().count(), if gone { 0 } else { 3 });
            assert_eq!(folder.path().join("state/cache").exists(), !gone);
        }
    }

    #[test]
    fn letting_go_ends_the_search_and_the_key_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let hands = hands(folder.path());
        for n in 1..30 {
            keep(&hands, &one(n, |_| {}));
        }
        let earlier = hands.earlier(&asked(&one(40, |_| {})));
        let gone = Arc::downgrade(&earlier.gone);
        drop(earlier);
        // The thread holds the other end of it, and the journal with its key.
        let until = Instant::now() + Duration::from_secs(5);
        while gone.strong_count() > 0 {
            assert!(Instant::now() < until, "the thread goes on");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
