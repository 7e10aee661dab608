//! One reflection as a page to read; of a damaged one, what is wrong with it.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::perform::Found;
use crate::reflection::Reflection;
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, PAGE_ONLY, READ};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::words;

/// A reflection to read.
#[derive(Debug)]
pub(crate) struct Read {
    found: Found,
    page: Sole,
    /// How to go on with it; none for a damaged one and for a copy.
    name: Option<String>,
}

impl Read {
    /// Reads it where a list found it.
    pub(crate) fn new(found: &Found, copy: bool, desk: &mut Desk) -> Self {
        let (page, note) = page(found, desk);
        let name = (note.is_ok() && !copy).then(|| found.id.to_string());
        if let Ok((_, Some(note))) = note {
            desk.hands.leave_note(note);
        }
        Self { found: found.clone(), page: Sole::new(page), name }
    }
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
        if self.name.is_some() { READ } else { PAGE_ONLY }
    }

    fn fit(&mut self, size: Size) {
        self.page.fit(size);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        let goes_on = matches!(&act, Act::Enter) || matches!(&act, Act::Type(typed) if typed == "c");
        match act {
            Act::Pause => return Turn::Close,
            Act::PutAway => {
                return match desk.hands.put_away(&self.found) {
                    Ok(_) => {
                        desk.hands.leave_note(Trouble::new(words().doctor.in_trash));
                        Turn::Close
                    }
                    Err(trouble) => {
                        desk.hands.leave_note(trouble);
                        Turn::Stay
                    }
                };
            }
            _ if goes_on && self.name.is_some() => {
                return Turn::Open(Route::Resume { name: self.name.clone(), stop: None });
            }
            act => self.page.act(&act),
        };
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.read_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, look)
    }
}
