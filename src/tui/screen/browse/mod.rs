//! Past reflections: a list by months, words to look for in them, and beside the list, where there is room, the one in
//! focus. What they are is read in a thread of its own and shown as far as it has come; no key waits for it.

mod acts;
mod hunt;
mod pane;
mod past;
mod rows;
mod seen;

use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::layout::{Position, Rect, Size};

use super::{Among, Desk, Reply, Scene, Turn};
use crate::perform::{Archive, Catalogue, Found, Listed, News, Reading};
use crate::text::{Edit, Motion};
use crate::trouble::Trouble;
use crate::tui::keys::{self, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::blank::Blank;
use crate::tui::widget::list::List;
use crate::words::words;
use hunt::Hunt;
use pane::{Pane, Read};
use past::{Past, can_go_on};
use rows::Sides;

/// How long the first list may take to be there with the first frame.
const FIRST: Duration = Duration::from_millis(50);
/// How long a change may take to be there with the next frame.
const SOON: Duration = Duration::from_millis(50);
/// How long the list is read in silence: a line that is gone again at once would only make it jump.
const SILENCE: Duration = Duration::from_millis(300);
/// How long a key waits for what it found, so that it is there with its frame.
const KEY: Duration = Duration::from_millis(12);
/// How long what the files say is taken as it was, while one looks for words.
const AGAIN: Duration = Duration::from_secs(2);

/// Past reflections.
#[derive(Debug)]
pub(crate) struct Browse {
    /// Where all comes from; none while the journal is locked.
    archive: Option<Archive>,
    list: Arc<Catalogue>,
    /// How far the list was read; none when that is all of it.
    reading: Option<Reading>,
    /// Whether a list has come at all.
    came: bool,
    /// Since when it is read, and whether that is worth saying.
    begun: Instant,
    long: bool,
    /// Whether all was read when it was told last.
    whole: bool,
    /// Whether the end of the list is in focus, wherever that will be once all of it is read.
    at_end: bool,
    /// When the files were looked at for words; none: they are to be.
    looked: Option<Instant>,
    /// What was typed while more keys were waiting: it is written and looked for with the last of them.
    typed: String,
    past: Past,
    among: Among,
    sides: Sides,
    rows: List,
    mode: Mode,
    hunt: Hunt,
    date: Blank,
    /// What is wrong with the date that was typed.
    wrong: Option<&'static str>,
    pane: Pane,
    /// What to put in focus as soon as it has come, and as often, until somebody moves on.
    sought: Option<Found>,
    /// Whether something lies in the trash, and whether something can be brought back.
    trash: bool,
    undo: bool,
    /// How many were put in the trash when the list was made.
    away: usize,
    /// Whether nothing comes any more, and that is still to be said.
    ended: bool,
    size: Size,
    head: Rect,
}

/// What the letters do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// They are keys.
    List,
    /// They are words to look for.
    Search,
    /// They are keys for what was found.
    Found,
    /// They are a date.
    GoTo,
}

/// What came of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// Some of the list: the newest.
    Some,
    /// All of it.
    List,
    Found,
    Stale,
    /// Nothing comes any more.
    Ended,
}

impl Browse {
    /// Begins to read the list, and waits a moment for it, so that a short one does not flicker in.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let b = &words().browse;
        let mut browse = Self {
            archive: None,
            list: Arc::default(),
            reading: None,
            came: false,
            begun: Instant::now(),
            long: false,
            whole: false,
            at_end: false,
            looked: None,
            typed: String::new(),
            past: Past::default(),
            among: desk.among.clone(),
            sides: Sides::new(),
            rows: List::default(),
            mode: Mode::List,
            hunt: Hunt::new(),
            date: Blank::new(b.go_to, b.go_to_invite),
            wrong: None,
            pane: Pane::default(),
            sought: None,
            trash: false,
            undo: false,
            away: 0,
            ended: false,
            size: Size::ZERO,
            head: Rect::ZERO,
        };
        browse.open(desk);
        browse
    }

    /// Tells whether all of the list has come.
    #[cfg(test)]
    pub(super) fn has_all(&self) -> bool {
        self.came && self.reading.is_none()
    }

    /// Tells whether anything was looked for.
    #[cfg(test)]
    pub(super) fn has_asked(&self) -> bool {
        self.hunt.has_asked()
    }

    /// Opens the archive, and takes what comes first.
    fn open(&mut self, desk: &Desk) {
        self.archive = Some(desk.hands.archive());
        self.trash = desk.hands.has_trash();
        self.undo = !desk.hands.away().is_empty();
        self.hunt_anew();
        self.begun = Instant::now();
        self.take_for(FIRST, Came::Some, desk);
    }

    /// Has it told by another.
    #[cfg(test)]
    pub(super) fn told_by(&mut self, archive: Archive) {
        self.archive = Some(archive);
    }

    /// Takes what has come.
    fn take(&mut self, desk: &Desk) {
        while let Some(news) = self.archive.as_ref().and_then(Archive::news) {
            self.hear(news, desk);
        }
        self.settle(desk);
    }

    /// Takes what comes until it is this, but waits no longer than so. What comes on the way counts as well.
    fn take_for(&mut self, at_most: Duration, wanted: Came, desk: &Desk) {
        let until = Instant::now() + at_most;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let Some(news) = self.archive.as_ref().and_then(|archive| archive.wait(left)) else { break };
            let came = self.hear(news, desk);
            if came == wanted || came == Came::Ended || (wanted, came) == (Came::Some, Came::List) {
                break;
            }
        }
        self.take(desk);
    }

    fn hear(&mut self, news: News, desk: &Desk) -> Came {
        match news {
            News::List { list, reading } => {
                (self.list, self.reading, self.came) = (list, reading, true);
                self.hear_reading(reading.is_some());
                self.make_rows(desk);
                if reading.is_none() {
                    self.at_end = false;
                    // What it shows may have changed with the list.
                    self.pane.forget();
                }
                if self.reading.is_none() { Came::List } else { Came::Some }
            }
            News::Found(finds) => {
                self.hear_reading(finds.reading.is_some());
                let came = self.hunt.take(finds, &self.among.filter);
                self.hunt.let_go_of(&|found| desk.hands.is_gone(found));
                if came { Came::Found } else { Came::Stale }
            }
            News::Ended => {
                (self.reading, self.came, self.ended) = (None, true, true);
                Came::Ended
            }
        }
    }

    /// Learns whether more is read. Once all was, it begins anew.
    fn hear_reading(&mut self, reads: bool) {
        if !reads || self.whole {
            self.begun = Instant::now();
        }
        self.whole = !reads;
        self.long = reads && self.begun.elapsed() > SILENCE;
    }

    /// Lists anew what there is, with the same one in focus.
    fn make_rows(&mut self, desk: &Desk) {
        let before = self.rows.focused().unwrap_or(0);
        let focused = self.past.get(before).map(|one| one.found.clone());
        self.away = desk.hands.away().len();
        let gone = |found: &Found| desk.hands.is_gone(found);
        self.hunt.let_go_of(&gone);
        let gone: Option<&dyn Fn(&Found) -> bool> = if self.away > 0 { Some(&gone) } else { None };
        self.past = Past::of(Arc::clone(&self.list), &self.among.filter, gone);
        if self.sides.is_empty() {
            self.sides = rows::sides(&self.list, &desk.hands);
        }
        let sought = self.sought.as_ref().and_then(|sought| self.past.number_of(sought, before));
        let same = || focused.as_ref().and_then(|found| self.past.number_of(found, before));
        let end = || self.at_end.then(|| self.past.len().saturating_sub(1));
        let focus = sought.or_else(end).or_else(same).unwrap_or(before);
        self.rows.set(self.past.len(), self.past.heads().to_vec(), focus);
    }

    /// Brings all in step after something changed: the pane, what is found next, and where all of it stands.
    fn settle(&mut self, desk: &Desk) {
        self.undo = !desk.hands.away().is_empty();
        if let Some(archive) = self.archive.as_ref().filter(|_| self.finds_shown()) {
            self.hunt.ask_more(archive, &self.among.filter);
        }
        self.lay_out();
        let typed = self.hunt.typed.text();
        let read = match self.finds_shown() {
            true => self.hunt.focused().map(|find| Read {
                found: find.listed.found.clone(),
                at: find.hit.at.clone(),
                typed,
            }),
            false => {
                let found = self.focused().map(|one| one.found.clone());
                found.map(|found| Read { found, at: None, typed: String::new() })
            }
        };
        self.pane.show(read.filter(|_| self.archive.is_some()), desk);
    }

    /// Tells whether what was found is in sight, and not the list. The list stays until something has come.
    fn finds_shown(&self) -> bool {
        self.looks_for_words() && self.hunt.is_on() && self.hunt.has_come()
    }

    fn looks_for_words(&self) -> bool {
        matches!(self.mode, Mode::Search | Mode::Found)
    }

    /// Returns the one in focus.
    fn focused(&self) -> Option<&Listed> {
        match self.finds_shown() {
            true => self.hunt.focused().map(|find| &find.listed),
            false => self.past.get(self.rows.focused()?),
        }
    }

    /// Looks at the folder once more, and shows what changed at once where that is known soon.
    fn look_again(&mut self, at_most: Duration, desk: &Desk) {
        self.begun = Instant::now();
        self.pane.forget();
        self.trash = desk.hands.has_trash();
        if let Some(archive) = &self.archive {
            archive.look_again();
        }
        self.hunt_anew();
        self.take_for(at_most, if self.finds_shown() { Came::Found } else { Came::List }, desk);
    }

    /// Looks for the words once more, if words are looked for.
    fn hunt_anew(&mut self) {
        if let Some(archive) = self.archive.as_ref().filter(|_| self.looks_for_words()) {
            self.hunt.ask(archive, &self.among.filter);
        }
    }
}

impl Scene for Browse {
    fn keys(&self) -> &'static [Binding] {
        match self.mode {
            Mode::List => keys::BROWSE,
            Mode::Search => keys::SEARCH,
            Mode::Found => keys::FOUND,
            Mode::GoTo => keys::GO_TO,
        }
    }

    fn writing(&self) -> &'static [Binding] {
        if matches!(self.mode, Mode::List | Mode::Found) { &[] } else { keys::WRITING }
    }

    fn offers(&self, act: &Act) -> bool {
        let one = self.focused();
        match act {
            Act::Enter => one.is_some() || self.mode == Mode::GoTo,
            Act::Search if self.mode == Mode::Found => true,
            Act::Search | Act::GoTo => self.past.len() > 0 || self.reading.is_some(),
            Act::Filter => !self.list.is_empty(),
            Act::PutAway => one.is_some(),
            Act::BringBack => self.undo,
            Act::BringNone => !self.undo && one.is_some(),
            Act::Next if self.mode == Mode::Search => self.finds_shown() && one.is_some(),
            Act::Next => one.is_some_and(can_go_on),
            Act::Versions => one.is_some_and(Listed::has_versions),
            Act::Rename => one.is_some_and(can_go_on),
            Act::Export => one.is_some_and(|one| one.entry.is_ok()),
            // Nothing that is typed here is worth another editor.
            Act::External => false,
            _ => true,
        }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.lay_out();
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        let types = match &act {
            Act::Type(typed) if desk.busy && self.mode == Mode::Search => {
                self.typed.push_str(typed);
                return Turn::Stay;
            }
            Act::Type(_) => true,
            _ => false,
        };
        self.take(desk);
        // Whoever moves on no longer waits for it.
        (self.sought, self.hunt.sought) = (None, None);
        if !types {
            self.catch_up(desk);
        }
        let to_end = matches!(act, Act::Edit(Edit::Move { to: Motion::End, .. }));
        self.at_end = to_end && self.reading.is_some() && !self.finds_shown();
        let turn = match self.mode {
            Mode::List | Mode::Found => self.act_list(act, desk),
            Mode::Search => self.act_search(act, desk),
            Mode::GoTo => {
                self.act_go_to(act, desk);
                Turn::Stay
            }
        };
        self.settle(desk);
        turn
    }

    fn drawn(&mut self, desk: &mut Desk) {
        // Whatever the last key was that waited.
        self.catch_up(desk);
    }

    /// Comes back from reading, writing or choosing what is listed: any of it may have changed.
    fn resume(&mut self, desk: &mut Desk) {
        if self.away < desk.hands.away().len() && self.mode == Mode::Search {
            // The key that brings it back is no letter there.
            self.mode = Mode::Found;
        }
        if self.among != desk.among {
            self.among = desk.among.clone();
            self.make_rows(desk);
        } else if self.away != desk.hands.away().len() {
            self.make_rows(desk);
        }
        self.look_again(KEY, desk);
    }

    fn answer(&mut self, _reply: Reply, desk: &mut Desk) -> Turn {
        self.resume(desk);
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        if self.archive.is_none() && !desk.hands.is_locked() {
            self.open(desk);
        }
        self.take(desk);
        if std::mem::take(&mut self.ended) {
            let b = &words().browse;
            desk.hands.leave_note(Trouble::new(b.ended).safe(b.ended_safe).advice(b.ended_how));
        }
    }

    fn lock(&mut self) {
        if let Some(archive) = self.archive.take() {
            archive.lock();
            self.sought = self.focused().map(|one| one.found.clone()).or(self.sought.take());
        }
        (self.list, self.past, self.came) = (Arc::default(), Past::default(), false);
        self.sides = Sides::new();
        self.rows.set(0, Vec::new(), 0);
        if self.mode == Mode::Found {
            self.mode = Mode::Search;
        }
        self.pane.forget();
        self.hunt.lock();
    }

    fn help(&self) -> Vec<String> {
        let b = &words().browse;
        let of = |all: &[&str]| all.iter().map(|&said| said.to_owned()).collect();
        let mut help: Vec<String> = match self.mode {
            Mode::Search => return of(&[b.searching_help]),
            Mode::Found => return of(&[b.found_help, words().doctor.browse_help]),
            Mode::GoTo => return of(&[b.go_to_how, b.go_to_help]),
            Mode::List => {
                of(&[words().screens.browse_help, b.help_search, b.help_filter, words().doctor.browse_help])
            }
        };
        if self.offers(&Act::Versions) {
            help.push(words().settle.browse_help.to_owned());
        }
        help
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.draw_all(frame, look)
    }
}
