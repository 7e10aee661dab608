//! Past reflections: a list by months, words to look for in them, and beside the list, where there is room, the one in
//! focus. What they are is read in a thread of its own and shown as far as it has come; no key waits for it.

mod hunt;
mod pane;
mod past;
mod rows;
mod seen;

use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::layout::{Position, Rect, Size};

use super::{Among, Desk, Reply, Route, Scene, Turn};
use crate::moment::Period;
use crate::perform::{Archive, Catalogue, Found, Listed, News, Reading};
use crate::trouble::Trouble;
use crate::tui::keys::{self, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::blank::Blank;
use crate::tui::widget::list::List;
use crate::words::words;
use hunt::Hunt;
use pane::{Pane, Read};
use past::Past;
use rows::Sides;

/// How long the first list may take to be there with the first frame.
const FIRST: Duration = Duration::from_millis(50);
/// How long a change may take to be there with the next frame.
const SOON: Duration = Duration::from_millis(50);
/// How long a key waits for what it found, so that it is there with its frame.
const KEY: Duration = Duration::from_millis(12);

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
    past: Past,
    among: Among,
    sides: Sides,
    rows: List,
    mode: Mode,
    hunt: Hunt,
    date: Blank,
    /// What is wrong with the date that was typed.
    wrong: bool,
    pane: Pane,
    /// What to put in focus as soon as it has come.
    sought: Option<Found>,
    /// Whether something lies in the trash, and whether something can be brought back.
    trash: bool,
    undo: bool,
    /// How many were put in the trash when the list was made.
    away: usize,
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
    /// They are a date.
    GoTo,
}

/// What came of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    List,
    Found,
    Stale,
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
            past: Past::default(),
            among: desk.among.clone(),
            sides: Sides::new(),
            rows: List::default(),
            mode: Mode::List,
            hunt: Hunt::new(),
            date: Blank::new(b.go_to, b.go_to_invite),
            wrong: false,
            pane: Pane::default(),
            sought: None,
            trash: false,
            undo: false,
            away: 0,
            size: Size::ZERO,
            head: Rect::ZERO,
        };
        browse.open(desk);
        browse
    }

    /// Opens the archive, and takes what comes first.
    fn open(&mut self, desk: &Desk) {
        self.archive = Some(desk.hands.archive());
        self.trash = desk.hands.has_trash();
        self.undo = !desk.hands.away().is_empty();
        self.hunt_anew();
        self.take_for(FIRST, Came::List, desk);
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
            if came == wanted && (came == Came::Found || self.reading.is_none()) {
                break;
            }
        }
        self.take(desk);
    }

    fn hear(&mut self, news: News, desk: &Desk) -> Came {
        match news {
            News::List { list, reading } => {
                (self.list, self.reading, self.came) = (list, reading, true);
                self.make_rows(desk);
                Came::List
            }
            News::Found(finds) => match self.hunt.take(finds, &self.among.filter) {
                true => Came::Found,
                false => Came::Stale,
            },
        }
    }

    /// Lists anew what there is, with the same one in focus.
    fn make_rows(&mut self, desk: &Desk) {
        let before = self.rows.focused().unwrap_or(0);
        let focused = self.past.get(before).map(|one| one.found.clone());
        self.away = desk.hands.away().len();
        let gone = |found: &Found| desk.hands.is_gone(found);
        let gone: Option<&dyn Fn(&Found) -> bool> = if self.away > 0 { Some(&gone) } else { None };
        self.past = Past::of(Arc::clone(&self.list), &self.among.filter, gone);
        if self.reading.is_none() {
            self.sides = rows::sides(&self.list, &desk.hands);
        }
        let sought = self.sought.as_ref().and_then(|sought| self.past.number_of(sought, before));
        if sought.is_some() {
            self.sought = None;
        }
        let same = || focused.as_ref().and_then(|found| self.past.number_of(found, before));
        let focus = sought.or_else(same).unwrap_or(before);
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
        self.mode == Mode::Search && self.hunt.is_on() && self.hunt.has_come()
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
        self.pane.forget();
        self.trash = desk.hands.has_trash();
        if let Some(archive) = &self.archive {
            archive.look_again();
        }
        self.hunt_anew();
        self.take_for(at_most, Came::List, desk);
    }

    /// Looks for the words once more, if words are looked for.
    fn hunt_anew(&mut self) {
        if let Some(archive) = self.archive.as_ref().filter(|_| self.mode == Mode::Search) {
            self.hunt.ask(archive, &self.among.filter);
        }
    }

    /// Looks for the words that were typed.
    fn seek(&mut self, desk: &Desk) {
        self.hunt_anew();
        // While more keys wait, the last of them is what is looked for.
        if self.hunt.is_on() && !desk.busy {
            self.take_for(KEY, Came::Found, desk);
        }
    }

    fn read(&self) -> Turn {
        let Some(listed) = self.focused() else { return Turn::Stay };
        let find = self.hunt.focused().filter(|_| self.finds_shown());
        Turn::Open(Route::Read {
            found: Box::new(listed.found.clone()),
            copy: listed.copy,
            at: find.and_then(|find| find.hit.at.clone()),
            typed: find.map(|_| self.hunt.typed.text()).unwrap_or_default(),
        })
    }

    /// Opens another screen for the one in focus.
    fn open_at(&self, route: impl FnOnce(Box<Found>) -> Route) -> Turn {
        self.focused().map_or(Turn::Stay, |one| Turn::Open(route(Box::new(one.found.clone()))))
    }

    fn go_on(&self) -> Turn {
        match self.focused() {
            Some(one) if can_go_on(one) => {
                Turn::Open(Route::Resume { name: Some(one.found.id.to_string()), stop: None })
            }
            _ => Turn::Stay,
        }
    }

    /// Puts the one in focus in the trash. A copy goes alone, and its original may have no other version then.
    fn put_away(&mut self, desk: &mut Desk) {
        let Some(found) = self.focused().map(|one| one.found.clone()) else { return };
        match desk.hands.put_away(&found) {
            Ok(_) => desk.hands.leave_note(Trouble::new(words().doctor.in_trash)),
            Err(trouble) => return desk.hands.leave_note(trouble),
        }
        self.make_rows(desk);
        self.look_again(SOON, desk);
    }

    /// Brings back what went into the trash last, and puts it in focus.
    fn bring_back(&mut self, desk: &mut Desk) {
        let was_copy = desk.hands.away().last().is_some_and(|away| away.is_copy());
        let d = &words().doctor;
        match desk.hands.undo_away() {
            Ok(back) => {
                let said = if back.beside && !was_copy { d.is_back_beside } else { d.is_back };
                desk.hands.leave_note(Trouble::new(said));
                self.sought = Some(back.found);
            }
            Err(trouble) => desk.hands.leave_note(trouble),
        }
        self.make_rows(desk);
        self.look_again(SOON, desk);
    }

    /// Goes to the date that was typed.
    fn go_to(&mut self, desk: &mut Desk) {
        let Ok(period) = self.date.text().parse::<Period>() else {
            self.wrong = true;
            return;
        };
        let last = self.past.len().saturating_sub(1);
        let there = self.past.newest_by(period);
        if there.is_none() && self.past.len() > 0 && self.reading.is_none() {
            desk.hands.leave_note(Trouble::new(words().browse.go_to_first));
        }
        self.rows.focus(there.unwrap_or(last));
        self.mode = Mode::List;
    }

    /// Acts while words are looked for.
    fn act_search(&mut self, act: Act, desk: &mut Desk) -> Turn {
        let before = self.hunt.typed.text();
        match act {
            Act::Pause => self.mode = Mode::List,
            Act::Enter => {
                // What was typed is what is meant, not what is still in sight of before.
                if self.hunt.is_on() && !self.hunt.is_answered(&self.among.filter) {
                    self.take_for(SOON, Came::Found, desk);
                }
                let answered = !self.hunt.is_on() || self.hunt.is_answered(&self.among.filter);
                return if answered { self.read() } else { Turn::Stay };
            }
            act => {
                if !self.hunt.typed.act(&act, &mut desk.clip) && self.list_mut().act(&act).is_some() {
                    self.settle(desk);
                    return self.read();
                }
                if matches!(act, Act::Copy | Act::Cut) && !desk.clip.is_empty() {
                    desk.copied = Some(desk.clip.clone());
                }
            }
        }
        if self.hunt.typed.text() != before {
            self.seek(desk);
        }
        Turn::Stay
    }

    /// Acts while a date is typed.
    fn act_go_to(&mut self, act: Act, desk: &mut Desk) {
        match act {
            Act::Pause => self.mode = Mode::List,
            Act::Enter => self.go_to(desk),
            act => {
                if self.date.act(&act, &mut desk.clip) {
                    self.wrong = false;
                } else {
                    self.rows.act(&act);
                }
            }
        }
    }

    fn act_list(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Close,
            act if !self.offers(&act) => {}
            Act::Next => return self.go_on(),
            Act::Filter => return Turn::Open(Route::Filter(Arc::clone(&self.list))),
            Act::Rename => return self.open_at(Route::Rename),
            Act::Export => return self.open_at(Route::Export),
            Act::Versions => return self.open_at(Route::Settle),
            Act::PutAway => self.put_away(desk),
            Act::BringBack => self.bring_back(desk),
            Act::Search => {
                self.mode = Mode::Search;
                self.hunt.typed.select();
                self.seek(desk);
            }
            Act::GoTo => {
                (self.mode, self.wrong) = (Mode::GoTo, false);
                self.date.set("");
            }
            act => {
                if self.rows.act(&act).is_some() {
                    return self.read();
                }
            }
        }
        Turn::Stay
    }

    /// Returns the rows that move.
    fn list_mut(&mut self) -> &mut List {
        if self.finds_shown() { &mut self.hunt.rows } else { &mut self.rows }
    }
}

/// Tells whether one can be gone on with.
fn can_go_on(one: &Listed) -> bool {
    one.entry.is_ok() && !one.copy
}

impl Scene for Browse {
    fn keys(&self) -> &'static [Binding] {
        match self.mode {
            Mode::List => keys::BROWSE,
            Mode::Search => keys::SEARCH,
            Mode::GoTo => keys::GO_TO,
        }
    }

    fn writing(&self) -> &'static [Binding] {
        if self.mode == Mode::List { &[] } else { keys::WRITING }
    }

    fn offers(&self, act: &Act) -> bool {
        let one = self.focused();
        match act {
            Act::Enter => one.is_some() || self.mode == Mode::GoTo,
            Act::Search | Act::GoTo => self.past.len() > 0 || self.reading.is_some(),
            Act::Filter => !self.list.is_empty(),
            Act::PutAway => one.is_some(),
            Act::BringBack => self.undo,
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
        self.take(desk);
        // Whoever moves on no longer waits for it.
        self.sought = None;
        let turn = match self.mode {
            Mode::List => self.act_list(act, desk),
            Mode::Search => self.act_search(act, desk),
            Mode::GoTo => {
                self.act_go_to(act, desk);
                Turn::Stay
            }
        };
        self.settle(desk);
        turn
    }

    /// Comes back from reading, writing or choosing what is listed: any of it may have changed.
    fn resume(&mut self, desk: &mut Desk) {
        if self.among != desk.among {
            self.among = desk.among.clone();
            self.make_rows(desk);
        } else if self.away != desk.hands.away().len() {
            self.make_rows(desk);
        }
        self.look_again(KEY, desk);
    }

    fn answer(&mut self, _reply: Reply, desk: &mut Desk) -> Turn {
        self.look_again(SOON, desk);
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        if self.archive.is_none() && !desk.hands.is_locked() {
            self.open(desk);
        }
        self.take(desk);
    }

    fn lock(&mut self) {
        if self.archive.take().is_some() {
            self.sought = self.focused().map(|one| one.found.clone()).or(self.sought.take());
        }
        (self.list, self.past, self.came) = (Arc::default(), Past::default(), false);
        self.sides = Sides::new();
        self.rows.set(0, Vec::new(), 0);
        self.pane.forget();
        self.hunt.lock();
    }

    fn help(&self) -> Vec<String> {
        let b = &words().browse;
        let of = |all: &[&str]| all.iter().map(|&said| said.to_owned()).collect();
        let mut help: Vec<String> = match self.mode {
            Mode::Search => return of(&[b.searching_help]),
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
