//! Help: what helps with the question at hand, the keys of the screen below, and how to leave.

use ratatui::layout::{Position, Size};

use super::{Desk, HelpPage, Scene, Turn};
use crate::tui::keys::{Act, Binding, HELP};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::words;

/// The help page.
#[derive(Debug)]
pub(crate) struct Help {
    page: Sole,
}

impl Help {
    /// Shows the help and the keys of the screen below.
    pub(crate) fn new(help: HelpPage) -> Self {
        let w = &words().screens;
        let mut page = Page::new();
        page.add(Role::Title, w.help);
        for (n, words) in help.help.into_iter().enumerate() {
            page.gap();
            page.add(if n == 0 { Role::Strong } else { Role::Text }, words);
        }
        page.gap();
        page.add(Role::Strong, w.help_keys);
        let mut known = Vec::new();
        for (key, does) in help.keys {
            // The nearest meaning of a key holds.
            if !known.contains(&key) {
                if !does.is_empty() {
                    page.key(&key, does);
                }
                known.push(key);
            }
        }
        page.key(w.help_arrows, w.help_move);
        page.gap();
        page.add(Role::Text, help.leave);
        Self { page: Sole::new(page) }
    }
}

impl Scene for Help {
    fn keys(&self) -> &'static [Binding] {
        HELP
    }

    fn fit(&mut self, size: Size) {
        self.page.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Pause | Act::Enter => return Turn::Close,
            act => self.page.act(&act),
        };
        Turn::Stay
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, look)
    }
}
