//! To be written.
use super::{Desk, Scene, Turn};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use ratatui::layout::Position;
#[derive(Debug)]
pub(crate) struct Read;
impl Read {
    pub(crate) fn new(_id: &crate::reflection::Id, _d: &mut Desk) -> Result<Self, crate::trouble::Trouble> {
        Ok(Self)
    }
}
impl Scene for Read {
    fn act(&mut self, _act: Act, _desk: &mut Desk) -> Turn {
        Turn::Close
    }
    fn draw(&self, _frame: &mut Frame<'_>, _look: Look) -> Option<Position> {
        None
    }
}
