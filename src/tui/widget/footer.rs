//! The footer: whether the words are saved, and the keys that mean something now.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page::put;
use crate::text::{columns, rows, tame};
use crate::trouble::Trouble;
use crate::tui::keys::{Binding, EVERYWHERE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::words::words;

/// The lines it takes.
pub(crate) const HEIGHT: u16 = 2;

/// What it shows.
#[derive(Debug)]
pub(crate) struct Footer<'a> {
    /// A save that failed.
    pub(crate) unsaved: Option<&'a Trouble>,
    /// Whether leaving was asked for all the same.
    pub(crate) asks: bool,
    /// Something to say once.
    pub(crate) note: Option<&'a Trouble>,
    /// Whether there is something, and it is saved.
    pub(crate) saved: bool,
    /// The keys of the screen.
    pub(crate) keys: &'static [Binding],
}

impl Footer<'_> {
    /// Draws it: troubles first, in as many lines as there are; else the keys, and the saved state at the right.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: Look) {
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let t = &words().tui;
        if let Some(trouble) = self.unsaved {
            let text = if self.asks {
                format!("{} {}", t.leave_unsaved, trouble.what)
            } else {
                format!("{} {}", t.not_saved, trouble.what)
            };
            return say(frame, area, &text, look.alert());
        }
        if let Some(note) = self.note {
            let parts = [note.what.as_str(), &note.safe, &note.advice];
            let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            return say(frame, area, &text, look.strong());
        }
        let below = Rect { y: area.bottom() - 1, height: 1, ..area };
        let saved = if self.saved { t.saved } else { "" };
        let apart = if saved.is_empty() { 0 } else { 2 };
        let room = usize::from(below.width).saturating_sub(columns(saved) + apart);
        frame.render_widget(Line::from(self.keys_in(room, look)), below);
        let width = u16::try_from(columns(saved)).unwrap_or(0).min(below.width);
        put(frame, Rect { x: below.right() - width, width, ..below }, saved, look.quiet());
    }

    /// Returns as many keys as fit; the first two that work everywhere always do, under the name the screen gives them.
    fn keys_in(&self, room: usize, look: Look) -> Vec<Span<'static>> {
        let name = |key: &Binding| (key.chord.name(), key.label());
        let own = |every: &Binding| self.keys.iter().find(|key| key.chord == every.chord);
        let always = EVERYWHERE.iter().take(2).map(|every| name(own(every).unwrap_or(every)));
        let always: Vec<_> = always.filter(|(_, label)| !label.is_empty()).collect();
        let wide = |(key, label): &(String, &str)| columns(key) + columns(label) + 3;
        // The spaces behind the last one need no room.
        let mut left = (room + 2).saturating_sub(always.iter().map(wide).sum());
        let mut shown = Vec::new();
        let more = self.keys.iter().map(name).filter(|key| !key.1.is_empty());
        for key in more.filter(|(key, _)| always.iter().all(|(known, _)| known != key)) {
            if wide(&key) > left {
                break;
            }
            left -= wide(&key);
            shown.push(key);
        }
        shown.extend(always);
        let spans = shown.into_iter().flat_map(|(key, label)| {
            [Span::styled(key, look.strong()), Span::styled(format!(" {label}  "), look.quiet())]
        });
        spans.collect()
    }
}

fn say(frame: &mut Frame<'_>, area: Rect, text: &str, style: ratatui::style::Style) {
    let text = tame(text).replace('\n', " ");
    let all = rows(&text, usize::from(area.width.max(1)));
    for (row, y) in all.iter().zip(area.y..area.bottom()) {
        put(frame, Rect { y, height: 1, ..area }, row, style);
    }
}
