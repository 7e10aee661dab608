//! To be written.
use super::{Desk, Scene, Turn};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use ratatui::layout::Position;
#[derive(Debug)]
pub(crate) struct SettingsPage;
impl SettingsPage {
    pub(crate) fn new(_d: &mut Desk) -> Self {
        Self
    }
}
impl Scene for SettingsPage {
    fn act(&mut self, _act: Act, _desk: &mut Desk) -> Turn {
        Turn::Close
    }
    fn draw(&self, _frame: &mut Frame<'_>, _look: Look) -> Option<Position> {
        None
    }
}
