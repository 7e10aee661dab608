//! Past reflections, acted on: what each key does in the list, on what was found, and while words or a date are typed.

use std::sync::Arc;
use std::time::Instant;

use super::super::{Desk, Route, Scene as _, Turn};
use super::past::can_go_on;
use super::{AGAIN, Browse, Came, KEY, Mode, SOON};
use crate::moment::Period;
use crate::perform::Found;
use crate::trouble::Trouble;
use crate::tui::keys::Act;
use crate::tui::widget::list::List;
use crate::words::words;

impl Browse {
    /// Looks for the words that were typed.
    pub(super) fn seek(&mut self, desk: &Desk) {
        self.look_closely();
        self.hunt_anew();
        // While more keys wait, the last of them is what is looked for.
        if self.hunt.is_on() && !desk.busy {
            self.take_for(KEY, Came::Found, desk);
        }
    }

    /// Takes in what was typed while more keys waited, and has it looked for, before anything else is done.
    pub(super) fn catch_up(&mut self, desk: &mut Desk) {
        if !self.typed.is_empty() {
            self.take_typed(desk);
            self.hunt_anew();
        }
    }

    /// Puts what was typed while more keys waited in its place, all at once.
    fn take_typed(&mut self, desk: &mut Desk) {
        let typed = Act::Type(std::mem::take(&mut self.typed));
        self.hunt.typed.act(&typed, &mut desk.clip);
    }

    /// Looks at each file for what was changed elsewhere, now and then while one looks for words.
    fn look_closely(&mut self) {
        if let Some(archive) = &self.archive
            && self.looked.is_none_or(|looked| looked.elapsed() > AGAIN)
        {
            archive.look_closely();
            self.looked = Some(Instant::now());
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
                Turn::Open(Route::GoOn { found: Box::new(one.found.clone()), stop: None })
            }
            _ => Turn::Stay,
        }
    }

    /// Puts the one in focus in the trash. A copy goes alone, and its original may have no other version then.
    fn put_away(&mut self, desk: &mut Desk) {
        let Some(found) = self.focused().map(|one| one.found.clone()) else { return };
        match desk.hands.put_away(&found) {
            Ok(_) => desk.hands.leave_note(Trouble::new(words().doctor.in_trash)),
            // It may be gone: then the list has to know.
            Err(trouble) => desk.hands.leave_note(trouble),
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
                self.hunt.sought = Some(back.found.clone());
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
            let b = &words().browse;
            self.wrong = Some(if Period::is_form(&self.date.text()) { b.no_such_day } else { b.go_to_how });
            // The next letter takes its place.
            self.date.select();
            return;
        };
        let last = self.past.len().saturating_sub(1);
        let there = self.past.newest_by(period);
        if there.is_none() && self.past.len() > 0 && self.reading.is_none() {
            desk.hands.leave_note(Trouble::new(words().browse.go_to_first));
        }
        self.rows.lead_to(there.unwrap_or(last));
        self.mode = Mode::List;
    }

    /// Acts while words are looked for.
    pub(super) fn act_search(&mut self, act: Act, desk: &mut Desk) -> Turn {
        let before = self.hunt.typed.text();
        if !self.typed.is_empty() {
            self.take_typed(desk);
        }
        match act {
            Act::Pause => self.mode = Mode::List,
            Act::Next if self.offers(&Act::Next) => self.mode = Mode::Found,
            Act::Next => {}
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
    pub(super) fn act_go_to(&mut self, act: Act, desk: &mut Desk) {
        match act {
            Act::Pause => self.mode = Mode::List,
            Act::Enter => self.go_to(desk),
            act => {
                if self.date.act(&act, &mut desk.clip) {
                    self.wrong = None;
                } else {
                    self.rows.act(&act);
                }
            }
        }
    }

    /// Acts in the list, or on what was found: every letter is a key.
    pub(super) fn act_list(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause if self.mode == Mode::Found => self.mode = Mode::Search,
            Act::Pause => return Turn::Close,
            act if !self.offers(&act) => {}
            Act::Search if self.mode == Mode::Found => self.mode = Mode::Search,
            Act::Next => return self.go_on(),
            Act::Filter => return Turn::Open(Route::Filter(Arc::clone(&self.list))),
            Act::Rename => return self.open_at(Route::Rename),
            Act::Export => return self.open_at(Route::Export),
            Act::Versions => return self.open_at(Route::Settle),
            Act::PutAway => self.put_away(desk),
            Act::BringBack => self.bring_back(desk),
            Act::BringNone => desk.hands.leave_note(Trouble::new(words().doctor.nothing_to_undo)),
            Act::Search => {
                (self.mode, self.looked) = (Mode::Search, None);
                self.hunt.typed.select();
                self.seek(desk);
            }
            Act::GoTo => {
                (self.mode, self.wrong) = (Mode::GoTo, None);
                self.date.set("");
            }
            act => {
                if self.list_mut().act(&act).is_some() {
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
