//! The question for the passphrase. Nothing of what is typed is shown, kept or told, and nothing of the journal is here.

use std::sync::mpsc::TryRecvError;

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Scene, Turn};
use crate::perform::Passphrase;
use crate::text::{Edit, columns};
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, UNLOCK};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::page::{Page, Role, put};
use crate::tui::widget::secret::Secret;
use crate::tui::widget::sheet::whole;
use crate::words::words;

/// The columns between the name of the line and what stands for what is typed.
const APART: u16 = 2;

/// The question for the passphrase.
#[derive(Debug)]
pub(crate) struct Unlock {
    typed: Secret,
    /// What there is to say below the line.
    said: Page,
    line: Rect,
    below: Rect,
}

impl Unlock {
    /// Asks; or goes on with what a command said already.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let mut unlock =
            Self { typed: Secret::new(), said: Page::new(), line: Rect::ZERO, below: Rect::ZERO };
        unlock.rest(desk);
        unlock.resume(desk);
        unlock
    }

    /// Says nothing but what may help to begin.
    fn rest(&mut self, desk: &Desk) {
        self.say(&[], desk.has_command);
    }

    fn say(&mut self, lines: &[&str], by_command: bool) {
        self.said = Page::new();
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.said.add(Role::Text, *line);
        }
        if by_command {
            self.said.add(Role::Quiet, words().locking.by_command);
        }
        self.said.fit(self.below);
    }

    fn refused(&mut self, trouble: &Trouble, desk: &Desk) {
        self.say(&[&trouble.what, &trouble.advice], desk.has_command);
    }

    /// Tries what was typed, or has the command asked when nothing was.
    fn enter(&mut self, desk: &mut Desk) {
        if desk.unlocking.is_some() {
            return;
        }
        if self.typed.is_empty() {
            desk.asks_command = desk.has_command;
            return;
        }
        let passphrase = Passphrase::new(self.typed.as_str());
        self.typed.clear();
        self.try_it(passphrase, desk);
    }

    fn try_it(&mut self, passphrase: Passphrase, desk: &mut Desk) {
        self.say(&[words().locking.moment], false);
        desk.unlocking = Some(desk.hands.unlock_in_background(passphrase));
        self.woken(desk);
    }
}

impl Scene for Unlock {
    fn keys(&self) -> &'static [Binding] {
        UNLOCK
    }

    fn fit(&mut self, size: Size) {
        let all = column::of(whole(size));
        self.line = column::line(all, all.y);
        let head = 2.min(all.height);
        self.below = Rect { y: all.y + head, height: all.height - head, ..all };
        self.said.fit(self.below);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Hide,
            Act::Enter => self.enter(desk),
            Act::Type(typed) => self.typed.push(typed),
            Act::Edit(Edit::Backspace) => self.typed.pop(),
            Act::Edit(Edit::DeleteTo(_)) => self.typed.clear(),
            act => {
                self.said.act(&act);
            }
        }
        Turn::Stay
    }

    /// A command was asked meanwhile, perhaps.
    fn resume(&mut self, desk: &mut Desk) {
        match desk.passphrase.take() {
            Some(Ok(passphrase)) => self.try_it(passphrase, desk),
            Some(Err(trouble)) => self.refused(&trouble, desk),
            None => {}
        }
    }

    fn woken(&mut self, desk: &mut Desk) {
        let Some(unlocking) = &desk.unlocking else { return };
        let tried = match unlocking.try_recv() {
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err(Trouble::new(words().locking.not_tried)),
            Ok(tried) => tried,
        };
        desk.unlocking = None;
        match tried {
            Ok(key) => {
                desk.hands.take_key(key);
                self.say(&[], false);
            }
            Err(trouble) => self.refused(&trouble, desk),
        }
    }

    fn help(&self) -> Vec<String> {
        vec![words().locking.help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let name = words().locking.passphrase;
        put(frame, self.line, name, look.strong());
        let width = u16::try_from(columns(name)).unwrap_or(0) + APART;
        let x = (self.line.x + width).min(self.line.right().saturating_sub(1));
        // One mark, however much was typed: it tells that keys arrive, and not how many.
        let some = !self.typed.is_empty();
        if some {
            put(frame, Rect { x, width: 1, ..self.line }, look.sign("•", "*"), look.text());
        }
        self.said.draw(frame, self.below, look);
        Some(Position { x: x.saturating_add(u16::from(some)), y: self.line.y })
    }
}
