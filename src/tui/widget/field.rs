//! Draws the rows of an answer field, whatever its kind.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::page::{more, put};
use crate::question::{Field, MARK, Mark, Row};
use crate::text::{columns, shown};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// Draws a field, and returns where the cursor belongs.
pub(crate) fn draw(frame: &mut Frame<'_>, area: Rect, field: &dyn Field, look: Look) -> Position {
    for (row, y) in field.rows().iter().zip(area.y..area.bottom()) {
        let line = Rect { y, height: 1, ..area };
        if frame.shows(line) {
            draw_row(frame, line, row, look);
        }
    }
    if let Some(scrolled) = field.scroll() {
        more(frame, area, scrolled.above, scrolled.of, look);
    }
    let spot = field.caret();
    let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Position {
        x: area.x.saturating_add(cell(spot.column)).min(area.right().saturating_sub(1)),
        y: area.y.saturating_add(cell(spot.row)).min(area.bottom().saturating_sub(1)),
    }
}

/// Draws one row of a place to write in.
pub(crate) fn draw_row(frame: &mut Frame<'_>, line: Rect, row: &Row, look: Look) {
    match row {
        Row::Own(text, None) => put(frame, line, &visible(text), look.text()),
        Row::Own(text, Some(selected)) => {
            let parts = [
                (&text[..selected.start], look.text()),
                (&text[selected.clone()], look.selected()),
                (&text[selected.end..], look.text()),
            ];
            let spans = parts.map(|(part, style)| Span::styled(visible(part), style));
            frame.render_widget(Line::from(spans.to_vec()), line);
        }
        Row::Invite(text) => put(frame, line, text, look.quiet()),
        Row::Lead(text) => put(frame, line, text, look.strong()),
        Row::Choice { mark, words, focused } => choice(frame, line, *mark, words, *focused, look),
        Row::Points { points, chosen, focused, stride } => {
            self::points(frame, line, points, *chosen, *focused, *stride, look);
        }
        Row::Ends { low, high, width } => ends(frame, line, low, high, *width, look),
    }
}

/// Makes text visible: tabs and controls as they were measured.
fn visible(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    text.graphemes(true).map(shown).collect()
}

fn choice(frame: &mut Frame<'_>, line: Rect, mark: Option<Mark>, words: &str, focused: bool, look: Look) {
    let sign = match mark {
        Some(Mark::One(true)) => look.sign("(●)", "(*)"),
        Some(Mark::One(false)) => "( )",
        Some(Mark::Several(true)) => "[x]",
        Some(Mark::Several(false)) => "[ ]",
        Some(Mark::Item) => look.sign(" •", " -"),
        None => "",
    };
    let chosen = matches!(mark, Some(Mark::One(true) | Mark::Several(true)));
    let style = if chosen || focused { look.accent() } else { look.text() };
    put(frame, line, sign, style);
    let shift = u16::try_from(MARK).unwrap_or(0).min(line.width);
    let rest = Rect { x: line.x + shift, width: line.width - shift, ..line };
    let item = matches!(mark, Some(Mark::Item) | None);
    put(frame, rest, &visible(words), if focused && !item { look.focus() } else { look.text() });
}

fn points(
    frame: &mut Frame<'_>,
    line: Rect,
    points: &[String],
    chosen: Option<usize>,
    focused: usize,
    stride: usize,
    look: Look,
) {
    for (n, point) in points.iter().enumerate() {
        let style = match (chosen == Some(n), n == focused) {
            (true, _) => look.accent().patch(look.selected()),
            (false, true) => look.focus(),
            (false, false) => look.text(),
        };
        let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let x = line.x.saturating_add(cell(n * stride));
        let width = cell(columns(point)).min(line.right().saturating_sub(x));
        put(frame, Rect { x, width, ..line }, point, style);
    }
}

fn ends(frame: &mut Frame<'_>, line: Rect, low: &str, high: &str, width: usize, look: Look) {
    let wide = columns(low) + columns(high) + 2;
    let room = width.max(wide).min(usize::from(line.width));
    let gap = room.saturating_sub(columns(low) + columns(high)).max(1);
    put(frame, line, &format!("{low}{}{high}", " ".repeat(gap)), look.quiet());
}
