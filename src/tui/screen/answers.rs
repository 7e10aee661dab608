//! What was answered before, to read beside the question at hand.

use ratatui::layout::{Position, Size};

use super::{Desk, Scene, Turn};
use crate::reflection::Reflection;
use crate::tui::keys::{ANSWERS, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::words;

/// Earlier answers.
#[derive(Debug)]
pub(crate) struct Answers {
    page: Sole,
}

impl Answers {
    /// Takes the answers a reader sees.
    pub(crate) fn new(reflection: &Reflection) -> Self {
        let mut page = Page::new();
        page.add(Role::Title, words().walk.earlier);
        page.gap();
        page.answers(reflection.told());
        Self { page: Sole::new(page) }
    }
}

impl Scene for Answers {
    fn keys(&self) -> &'static [Binding] {
        ANSWERS
    }

    fn fit(&mut self, size: Size) {
        self.page.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Pause | Act::Answers => return Turn::Close,
            act => self.page.act(&act),
        };
        Turn::Stay
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, look)
    }
}
