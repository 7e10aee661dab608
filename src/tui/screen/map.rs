//! To be written.
use super::{Desk, Scene, Turn};
use crate::tui::keys::Act;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use ratatui::layout::Position;
#[derive(Debug)]
pub(crate) struct Map;
impl Map {
    pub(crate) fn new(_p: super::MapPage) -> Self {
        Self
    }
}
impl Scene for Map {
    fn act(&mut self, _act: Act, _desk: &mut Desk) -> Turn {
        Turn::Close
    }
    fn draw(&self, _frame: &mut Frame<'_>, _look: Look) -> Option<Position> {
        None
    }
}
