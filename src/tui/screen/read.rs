//! One reflection as a page to read, answer by answer; of a damaged one, what is wrong with it.

use ratatui::layout::{Position, Size};

use super::{Desk, Reply, Route, Scene, ThenPage, Turn};
use crate::perform::Found;
use crate::reflection::{Reflection, Stop};
use crate::search::At;
use crate::text::{Edit, Motion};
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, READ, READ_AT};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::words;

/// A reflection to read.
#[derive(Debug)]
pub(crate) struct Read {
    found: Found,
    copy: bool,
    /// The words that are marked in it.
    typed: String,
    page: Sole,
    /// Its answers, in the order of the page; none of a damaged one.
    answers: Vec<At>,
    /// Whether it can be read.
    whole: bool,
    /// Whether what it shows was let go of, and which answer was marked then.
    locked: Option<Option<At>>,
    /// Whether something was changed that the list below has to know.
    changed: bool,
}

impl Read {
    /// Reads it where a list found it, and marks an answer.
    pub(crate) fn new(found: &Found, copy: bool, at: Option<&At>, typed: String, desk: &mut Desk) -> Self {
        let mut read = Self {
            found: found.clone(),
            copy,
            typed,
            page: Sole::new(Page::new()),
            answers: Vec::new(),
            whole: false,
            locked: None,
            changed: false,
        };
        if let Some(note) = read.load(at, desk) {
            desk.hands.leave_note(note);
        }
        read
    }

    /// Reads it; returns what the person should know of it.
    fn load(&mut self, at: Option<&At>, desk: &Desk) -> Option<Trouble> {
        let (mut page, loaded) = page(&self.found, desk);
        self.whole = loaded.is_ok();
        self.locked = None;
        let (reflection, note) = loaded.ok().unzip();
        self.answers = reflection.as_ref().map(answers).unwrap_or_default();
        page.seek(&self.typed);
        page.mark(at.and_then(|at| self.answers.iter().position(|one| one == at)));
        self.page.turn_to(page);
        note.flatten()
    }

    /// Names the answer that is marked.
    fn at(&self) -> Option<&At> {
        self.page.at().and_then(|n| self.answers.get(n))
    }

    fn go_on(&self) -> Turn {
        let stop = self.at().map(|at| Stop::Prompt(at.prompt.clone()));
        Turn::Open(Route::GoOn { found: Box::new(self.found.clone()), stop })
    }

    /// Puts earlier answers beside the one that is marked.
    fn then(&self, desk: &mut Desk) -> Turn {
        let Some(at) = self.at() else {
            desk.hands.leave_note(Trouble::new(words().read.then_mark));
            return Turn::Stay;
        };
        match desk.hands.read_at(&self.found).map(|loaded| ThenPage::of(&loaded.reflection, at)) {
            Ok(Some(page)) => {
                Turn::Open(Route::Then(Box::new(ThenPage { found: Some(self.found.clone()), ..page })))
            }
            Ok(None) => Turn::Stay,
            Err(trouble) => {
                desk.hands.leave_note(trouble);
                Turn::Stay
            }
        }
    }

    fn put_away(&self, desk: &mut Desk) -> Turn {
        match desk.hands.put_away(&self.found) {
            Ok(_) => {
                desk.hands.leave_note(Trouble::new(words().doctor.in_trash));
                self.close()
            }
            Err(trouble) => {
                desk.hands.leave_note(trouble);
                Turn::Stay
            }
        }
    }

    fn close(&self) -> Turn {
        if self.changed { Turn::Reply(Reply::Changed) } else { Turn::Close }
    }
}

/// Names the answers of a page, in its order.
fn answers(reflection: &Reflection) -> Vec<At> {
    reflection.told().filter(|answer| !answer.value.is_empty()).map(At::of).collect()
}

/// Makes the page of a reflection; beside it, the reflection and what the person should know of it, or that it cannot be
/// read.
pub(super) fn page(found: &Found, desk: &Desk) -> (Page, Result<(Reflection, Option<Trouble>), ()>) {
    let mut page = Page::new();
    match desk.hands.read_at(found) {
        Ok(loaded) => {
            page.reflection(&loaded.reflection);
            (page, Ok((loaded.reflection, loaded.note)))
        }
        Err(trouble) => {
            page.add(Role::Title, words().screens.browse_damaged);
            for (role, text) in
                [(Role::Text, trouble.what), (Role::Text, trouble.safe), (Role::Text, trouble.advice)]
            {
                if !text.is_empty() {
                    page.gap();
                    page.add(role, text);
                }
            }
            (page, Err(()))
        }
    }
}

impl Scene for Read {
    fn keys(&self) -> &'static [Binding] {
        if self.at().is_some() { READ_AT } else { READ }
    }

    fn offers(&self, act: &Act) -> bool {
        match act {
            Act::Enter | Act::Rename => self.whole && !self.copy,
            Act::Next | Act::Back | Act::Then | Act::Export => self.whole,
            _ => true,
        }
    }

    fn fit(&mut self, size: Size) {
        self.page.fit(size);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            act if !self.offers(&act) => {}
            Act::Pause => return self.close(),
            Act::PutAway => return self.put_away(desk),
            Act::Enter => return self.go_on(),
            Act::Type(typed) if typed == "c" && self.offers(&Act::Enter) => return self.go_on(),
            Act::Export => return Turn::Open(Route::Export(Box::new(self.found.clone()))),
            Act::Rename => return Turn::Open(Route::Rename(Box::new(self.found.clone()))),
            Act::Then => return self.then(desk),
            Act::Next | Act::Edit(Edit::Move { to: Motion::Right, .. }) => self.page.page().step(true),
            Act::Back | Act::Edit(Edit::Move { to: Motion::Left, .. }) => self.page.page().step(false),
            act => {
                self.page.act(&act);
            }
        }
        Turn::Stay
    }

    fn answer(&mut self, reply: Reply, desk: &mut Desk) -> Turn {
        if reply == Reply::Changed {
            self.changed = true;
            let at = self.at().cloned();
            self.load(at.as_ref(), desk);
        }
        Turn::Stay
    }

    fn lock(&mut self) {
        if self.locked.is_none() {
            self.locked = Some(self.at().cloned());
            self.page.turn_to(Page::new());
        }
    }

    fn woken(&mut self, desk: &mut Desk) {
        if !desk.hands.is_locked()
            && let Some(at) = self.locked.take()
        {
            self.load(at.as_ref(), desk);
        }
    }

    fn help(&self) -> Vec<String> {
        let r = &words().read;
        let goes_on = self.whole && !self.copy;
        let all = [(self.whole, r.help), (goes_on, r.help_on), (self.whole, r.help_then)];
        all.into_iter().filter(|(there, _)| *there).map(|(_, said)| said.to_owned()).collect()
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, look)
    }
}
