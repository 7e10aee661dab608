//! The column everything is read in: at most 72 columns wide, in the middle of a wide screen, a margin on a narrow one.

use ratatui::layout::Rect;

/// As wide as lines stay easy to read.
pub(crate) const WIDEST: u16 = 72;

/// Returns the column of an area.
pub(crate) fn of(area: Rect) -> Rect {
    let margin = if area.width >= 44 { 2 } else { 1 };
    let width = area.width.saturating_sub(2 * margin).clamp(1, WIDEST);
    let x = area.x + area.width.saturating_sub(width) / 2;
    let top = u16::from(area.height >= 16);
    Rect { x, y: area.y + top, width, height: area.height.saturating_sub(top) }
}

/// Returns one line of an area; an empty one when `y` lies outside.
pub(crate) fn line(area: Rect, y: u16) -> Rect {
    let inside = y >= area.y && y < area.bottom();
    Rect { y, height: u16::from(inside), ..area }
}
