//! To be written.
use super::{Desk, Scene, Turn};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use ratatui::layout::Position;
#[derive(Debug)]
pub(crate) struct Confirm;
impl Confirm {
    pub(crate) fn new(_p: super::ConfirmPage) -> Self {
        Self
    }
}
impl Scene for Confirm {
    fn act(&mut self, _act: Act, _desk: &mut Desk) -> Turn {
        Turn::Close
    }
    fn draw(&self, _frame: &mut Frame<'_>, _look: Look) -> Option<Position> {
        None
    }
}
