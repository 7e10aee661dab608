//! The Performer: the only hands. It does what sessions ask for, and reads what screens and lines show. It knows the
//! journal and the library, and neither door.

mod amend;
mod archive;
mod archivist;
mod authors;
mod care;
mod earlier;
mod editor;
mod exchange;
mod handout;
mod keys;
mod latest;
mod looking;
mod news;
mod offers;
mod preview;
mod promises;
mod reminders;
mod rename;
mod search;
mod settle;
mod start;
mod switch;

use std::io::{self, PipeWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

pub use crate::journal::{
    Away, Back, Catalogue, Checkup, Emptied, Filter, Finding, Found, Header, Intake, Listed, Loaded, Odd,
    Remembered, Repair, Sorted, Switched, Taken, Trashed,
};
pub use crate::library::{A_PROMISE, Origin, Shelved};
pub use archive::Archive;
pub use authors::{has_side, template};
pub use earlier::{Asked, Earlier, Past, answered_on};
pub use exchange::NewFile;
pub use handout::{Form, json};
pub use keys::{COMMAND, Key, NEW_COMMAND, Passphrase, keep_memory_private, passphrase_of};
pub use latest::Latest;
pub use news::{Find, Finds, News, Reading};
pub use preview::{Read, Watched};
pub use promises::{Acts, Change, Holding, LookForPromises, Promises};
pub use reminders::Reminders;
pub use rename::Called;
pub use search::Search;
pub use settle::{Copied, Versions, versions_told};
pub use start::Start;

use crate::effect::Effect;
use crate::fault::Report;
use crate::guide::Guide;
use crate::journal::{Busy, Journal, Pen, Presence, Written};
use crate::library::Library;
use crate::moment::Moment;
use crate::paths::Paths;
use crate::question::Feature;
use crate::reflection::{Id, Reflection};
use crate::session::{Glass, Session, Sitting};
use crate::settings::Settings;
use crate::support::Support;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The hands, and what they hold.
#[derive(Debug)]
pub struct Performer {
    paths: Paths,
    journal: Journal,
    library: Library,
    country: Option<String>,
    /// The person's own help lines, in place of those of the program; and what is wrong with them.
    own_support: Option<Arc<Support>>,
    support_fault: Option<Report>,
    /// What a safety check turned off, for this sitting.
    off: Vec<Feature>,
    /// What was answered in this sitting and is never written.
    sitting: Sitting,
    /// The mirror, unless it is off.
    glass: Option<Glass>,
    /// Where copies are proposed to go; none: where the platform has such things.
    handouts: Option<PathBuf>,
    /// The right to write the reflection that is open.
    pen: Option<Pen>,
    /// Whether something was written with it that is not kept in mind yet.
    wrote: bool,
    /// What was put in the trash in this sitting and not brought back, the last at the end.
    away: Vec<Away>,
    note: Option<Trouble>,
    /// The key that was let go of last: threads may hold it a little longer.
    going: Option<Weak<Key>>,
    /// What tells the time.
    clock: fn() -> Moment,
    /// Held from the first frame on.
    presence: Option<Presence>,
    /// What the thread that syncs to the disk had to tell.
    synced: Arc<Mutex<Option<Result<(), Trouble>>>>,
    waker: Option<Arc<PipeWriter>>,
    /// Whether anything is kept; not in a preview.
    keeps: bool,
}

impl Performer {
    /// Makes hands for these folders.
    pub fn new(paths: Paths, settings: &Settings) -> Self {
        let (own_support, support_fault) = match Support::own(&paths.support()) {
            Ok(own) => (own.map(Arc::new), None),
            Err(report) => (None, Some(report)),
        };
        Self {
            journal: Journal::at(paths.journal.clone(), paths.state.clone()),
            library: Library::new(Some(paths.guides.clone())),
            country: settings.country.clone().or_else(offers::country_of_locale),
            own_support,
            support_fault,
            off: Vec::new(),
            sitting: Sitting::new(),
            glass: settings.mirror.then(|| looking::glass(paths.config.clone())),
            paths,
            handouts: None,
            pen: None,
            wrote: false,
            away: Vec::new(),
            note: None,
            going: None,
            clock: Moment::now,
            presence: None,
            synced: Arc::default(),
            waker: None,
            keeps: true,
        }
    }

    /// Takes another clock.
    pub fn set_clock(&mut self, clock: fn() -> Moment) {
        self.clock = clock;
    }

    /// Reads the clock.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    /// Returns where everything is kept.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Takes the way to wake the loop when a thread has something to tell.
    pub fn wake_by(&mut self, waker: PipeWriter) {
        self.waker = Some(Arc::new(waker));
    }

    /// Returns, once, what the thread that syncs to the disk had to tell.
    pub fn synced(&self) -> Option<Result<(), Trouble>> {
        self.synced.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Begins a reflection. Its file comes into being with its first answer.
    ///
    /// # Errors
    /// The guide cannot be opened, or has no such perspective.
    pub fn begin(&mut self, guide: &str, perspective: &str, title: Option<&str>) -> Result<Session, Trouble> {
        let guide = self.library.get(guide)?;
        has_side(&guide, perspective)?;
        self.close();
        let now = self.now();
        let id = Id::from_numbers(std::array::from_fn(|_| fastrand::u8(..252)));
        let mut reflection = Reflection::begin(id, &guide.id, &guide.title, perspective, now);
        if let Some(title) = title {
            title.clone_into(&mut reflection.title);
        }
        Ok(self.mirrored(Session::new(guide, reflection, now)))
    }

    /// Goes on with a reflection: the one named, or the unfinished one touched last. The trouble beside the session is
    /// something to know of it: that it only reads, that it was recovered.
    ///
    /// # Errors
    /// There is none, it cannot be read, or its guide is gone.
    pub fn resume(&mut self, name: Option<&str>) -> Result<(Session, Option<Trouble>), Trouble> {
        let p = &words().perform;
        let found = match name {
            Some(name) => self.journal.find(name)?,
            None => match self.journal.last_open()? {
                Some((found, _)) => found,
                None => return Err(Trouble::new(p.none_open).advice(p.none_open_how)),
            },
        };
        self.go_on(&found)
    }

    /// Goes on with a reflection where a list found it.
    ///
    /// # Errors
    /// It cannot be read, or its guide is gone.
    pub fn go_on(&mut self, found: &Found) -> Result<(Session, Option<Trouble>), Trouble> {
        let p = &words().perform;
        let Loaded { reflection, note, writable, .. } = self.journal.load(found)?;
        let guide = self.guide_of(&reflection)?;
        self.close();
        let session = self.mirrored(Session::new(guide, reflection, self.now()));
        if !writable {
            return Ok((session.read_only(), note));
        }
        let note = note.or_else(|| self.note_of_versions(found));
        match self.journal.pen(found) {
            Ok(pen) => {
                self.hold(pen);
                Ok((session, note))
            }
            Err(Busy::Elsewhere) => {
                let note = Trouble::new(p.elsewhere).advice(p.elsewhere_how);
                Ok((session.read_only(), Some(note)))
            }
            Err(Busy::Trouble(trouble)) => Ok((session.read_only(), Some(trouble))),
        }
    }

    fn guide_of(&self, reflection: &Reflection) -> Result<Arc<Guide>, Trouble> {
        let p = &words().perform;
        let safe = fill(p.guide_gone_safe, &[("id", reflection.id.as_str())]);
        let guide = self.library.get(&reflection.guide).map_err(|why| {
            let advice = format!("{} {}", why.what, why.advice);
            Trouble::new(fill(p.guide_gone, &[("guide", &reflection.guide)])).safe(&safe).advice(advice)
        })?;
        if guide.perspective(&reflection.perspective).is_none() {
            let gaps = [("guide", reflection.guide.as_str()), ("side", reflection.perspective.as_str())];
            return Err(Trouble::new(fill(p.side_gone, &gaps)).safe(safe));
        }
        Ok(guide)
    }

    fn hold(&mut self, mut pen: Pen) {
        let (synced, waker) = (Arc::clone(&self.synced), self.waker.clone());
        pen.on_sync(move |told| {
            *synced.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
            wake(waker.as_deref());
        });
        self.pen = Some(pen);
    }

    /// Gets ready to write, so that the first key need not wait, and tells other windows that the journal is open here. A
    /// locked one is not: only what was kept of it from before it was encrypted goes, whoever unlocks it.
    pub fn ready(&mut self) {
        if !self.keeps {
            return;
        }
        if self.journal.is_locked() {
            return self.journal.forget_other_cached();
        }
        if self.presence.is_none() {
            match self.journal.stay() {
                Ok(presence) => self.presence = Some(presence),
                Err(trouble) => self.note = Some(trouble),
            }
        }
        if let Some(pen) = &mut self.pen {
            pen.ready();
        }
    }

    /// Tells whether it is ready to write: the first frame was drawn.
    pub fn is_ready(&self) -> bool {
        self.presence.is_some()
    }

    /// Does what a session asks for.
    ///
    /// # Errors
    /// It could not be done; what was on the disk before is still there.
    pub fn perform(&mut self, effect: Effect) -> Result<(), Trouble> {
        match effect {
            _ if !self.keeps => Ok(()),
            Effect::Save(reflection) => self.save(&reflection),
            Effect::Reduce { whole, kept } => {
                self.save(&whole)?;
                if let Some(found) = self.pen.as_ref().map(|pen| pen.found().clone()) {
                    self.journal.keep_copy(&found)?;
                }
                self.save(&kept)
            }
            Effect::Discard(id) => {
                self.close();
                let found = self.journal.find(id.as_str())?;
                self.journal.discard(&found)
            }
            Effect::CheckIn { at, prompt, said, note } => {
                let found = self.journal.find(at.as_str())?;
                self.check_in(&found, &prompt, said, note).map(drop)
            }
        }
    }

    fn save(&mut self, reflection: &Reflection) -> Result<(), Trouble> {
        if self.pen.as_ref().is_some_and(|pen| pen.found().id != reflection.id) {
            self.close();
        }
        match &mut self.pen {
            Some(pen) => {
                let written = pen.write(reflection)?;
                self.wrote = true;
                self.note = told(&written).or(self.note.take());
            }
            // A reflection in which nothing was answered or skipped yet leaves no trace.
            None if reflection.answers.is_empty() => {}
            None => {
                let pen = self.journal.begin(reflection)?;
                self.hold(pen);
                self.wrote = true;
            }
        }
        Ok(())
    }

    /// Sees to it that all that was saved is on the disk for good.
    ///
    /// # Errors
    /// The disk refused; what was saved is still where `kill -9` cannot reach it.
    pub fn settle(&mut self) -> Result<(), Trouble> {
        self.keep_in_mind();
        self.pen.as_mut().map_or(Ok(()), Pen::settle)
    }

    /// Lets go of the reflection that is open.
    fn close(&mut self) {
        self.keep_in_mind();
        if let Some(mut pen) = self.pen.take()
            && let Err(trouble) = pen.settle()
        {
            self.note = Some(trouble);
        }
    }

    /// Returns, once, something to tell that is no failure.
    pub fn note(&mut self) -> Option<Trouble> {
        self.note.take()
    }

    /// Leaves something to be told.
    pub fn leave_note(&mut self, note: Trouble) {
        self.note = Some(note);
    }

    /// Tells whether the journal can be looked into. One that is not there yet can.
    ///
    /// # Errors
    /// It cannot: what is in it is not known.
    pub fn reachable(&self) -> Result<(), Trouble> {
        match std::fs::read_dir(self.journal.root().join("reflections")) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => {
                let p = &words().perform;
                let folder = self.journal.root().display().to_string();
                let what = fill(p.unreachable, &[("folder", &folder), ("why", &why.to_string())]);
                Err(Trouble::new(what).advice(p.unreachable_how))
            }
            _ => Ok(()),
        }
    }

    /// Tells whether nothing was ever written here.
    pub fn is_new(&self) -> bool {
        !self.journal.root().join("reflections").exists()
    }

    /// Looks for the unfinished reflection touched last and returns what stands at its top; none when there is none.
    pub fn latest(&self) -> Option<Header> {
        self.journal.last_open().ok().flatten().map(|(_, header)| header)
    }

    /// Reads a reflection where a list found it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read_at(&self, found: &Found) -> Result<Loaded, Trouble> {
        self.journal.load(found)
    }

    /// Finds a reflection by its id, a prefix of it, or `last`.
    ///
    /// # Errors
    /// None or several are meant.
    pub fn find(&self, name: &str) -> Result<Found, Trouble> {
        self.journal.find(name)
    }

    /// Reads a reflection.
    ///
    /// # Errors
    /// It cannot be found or read.
    pub fn read(&self, name: &str) -> Result<Loaded, Trouble> {
        self.journal.load(&self.journal.find(name)?)
    }

    /// Has a text edited in the person's own editor, through a file only they can read, which is overwritten and removed
    /// however that ends.
    ///
    /// # Errors
    /// No editor is set, it failed, or what it saved is no text; the text is as it was.
    pub fn edit_elsewhere(&self, text: &str) -> Result<String, Trouble> {
        let p = &words().perform;
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
            return Err(Trouble::new(p.no_editor).advice(p.no_editor_how));
        };
        editor::edit_by(&editor, text, &editor::folders()).map_err(|why| why.safe(p.editor_safe))
    }
}

/// Wakes the loop: a thread has something to tell.
fn wake(waker: Option<&PipeWriter>) {
    if let Some(mut waker) = waker {
        // A full pipe wakes it as well.
        let _ = waker.write(b"t");
    }
}

/// Tells what a write set aside: the version of something else, or a damaged file; none where it did neither.
fn told(written: &Written) -> Option<Trouble> {
    let p = &words().perform;
    let say = |sentence: &str, path: &Path| fill(sentence, &[("file", &path.display().to_string())]);
    let conflict = written.conflict.as_ref().map(|path| say(p.conflict, path));
    let damaged = written.damaged.as_ref().map(|path| say(p.damaged, path));
    let all: Vec<_> = damaged.into_iter().chain(conflict).collect();
    (!all.is_empty()).then(|| Trouble::new(all.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_that_a_save_sets_aside_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|name| folder.path().join(name));
        let mut hands = Performer::new(Paths { journal, guides, config, state }, &Settings::default());
        let id: Id = "abcdefgh".parse().unwrap();
        let now = Moment::at(1_800_000_000, 0);
        let new = Reflection::begin(id, "repairing-trust", "Repairing trust", "broke", now);
        let mut pen = hands.journal.begin(&new).unwrap();
        pen.settle().unwrap();
        let path = pen.found().path.clone();
        drop(pen);
        let kept = path.with_file_name(format!(".{}.kept", path.file_stem().unwrap().to_string_lossy()));
        std::fs::copy(&path, kept).unwrap();
        std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(40).unwrap();
        hands.resume(Some("abcdefgh")).unwrap();
        assert!(hands.note().is_none());
        hands.perform(Effect::Save(Arc::new(new))).unwrap();
        let note = hands.note().unwrap().what;
        assert!(note.contains("was damaged") && note.contains(".damaged-1.toml"), "{note}");
    }

    #[test]
    fn both_things_that_a_save_sets_aside_are_told() {
        let written = Written { conflict: Some("one.toml".into()), damaged: Some("two.toml".into()) };
        let note = told(&written).unwrap().what;
        assert!(note.contains("one.toml") && note.contains("two.toml"), "{note}");
        assert_eq!(told(&Written::default()), None);
    }
}
