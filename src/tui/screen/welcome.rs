//! The first screen of the first run: what this is, what it is not, where words are kept, and how to leave at once.

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::tui::keys::{Act, Binding, WELCOME};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::words;

/// The welcome.
#[derive(Debug)]
pub(crate) struct Welcome {
    page: Sole,
}

impl Welcome {
    /// Names the real folder.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let w = &words().screens;
        let mut page = Page::new();
        page.add(Role::Title, w.welcome);
        page.gap();
        page.add(Role::Text, w.welcome_is);
        page.gap();
        page.add(Role::Text, w.welcome_not);
        page.gap();
        page.add(Role::Text, if desk.hands.is_encrypted() { w.welcome_sealed } else { w.welcome_kept });
        page.add(Role::Own, desk.hands.paths().journal.display().to_string());
        page.gap();
        page.add(Role::Text, w.welcome_exit);
        Self { page: Sole::new(page) }
    }
}

impl Scene for Welcome {
    fn keys(&self) -> &'static [Binding] {
        WELCOME
    }

    fn fit(&mut self, size: Size) {
        self.page.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Enter => Turn::Replace(Route::Choose),
            Act::Pause => Turn::Replace(Route::Home),
            act => {
                self.page.act(&act);
                Turn::Stay
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, look)
    }
}
