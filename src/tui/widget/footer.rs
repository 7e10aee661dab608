//! The footer: whether the words are saved, and the keys that mean something now.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::page::put;
use crate::text::{columns, rows, tame};
use crate::trouble::Trouble;
use crate::tui::keys::{Binding, EVERYWHERE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::words::{fill, words};

/// The lines it takes.
pub(crate) const HEIGHT: u16 = 2;

/// What it shows.
#[derive(Debug)]
pub(crate) struct Footer<'a> {
    /// A save that failed.
    pub(crate) unsaved: Option<&'a Trouble>,
    /// What was saved, but not brought to the disk itself.
    pub(crate) unsynced: Option<&'a Trouble>,
    /// Whether leaving was asked for all the same.
    pub(crate) asks: bool,
    /// Something to say once.
    pub(crate) note: Option<&'a Trouble>,
    /// Whether there is something, and it is saved.
    pub(crate) saved: bool,
    /// Whether it is a preview, of which nothing is kept: that is always in sight.
    pub(crate) preview: bool,
    /// The keys of the screen.
    pub(crate) keys: Vec<&'static Binding>,
}

impl Footer<'_> {
    /// Draws it at the foot of the screen: the keys, the saved state at the right, and above them what there is to say,
    /// in as many lines as it takes.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, screen: Rect, look: Look) {
        let area = Rect { x: screen.x + 1, width: screen.width.saturating_sub(2), ..screen };
        let t = &words().tui;
        let below = Rect { y: area.bottom() - 1, height: 1, ..area };
        let saved = match (self.unsaved, self.unsynced, self.saved) {
            (Some(_), ..) => t.unsaved,
            (None, Some(_), _) => t.unsynced,
            _ if self.preview => t.preview,
            (None, None, true) => t.saved,
            (None, None, false) => "",
        };
        let apart = if saved.is_empty() { 0 } else { 2 };
        let beside = usize::from(below.width).saturating_sub(columns(saved) + apart);
        // Where the nearest keys leave no room beside them, the saved state stands above; what is said takes its place.
        let fits = self.nearest() <= beside;
        if let Some((text, style)) = self.said(look) {
            let alone = fits || !self.preview;
            let text = if alone { text } else { fill(t.preview_note, &[("note", &text)]) };
            say(frame, screen, area, &text, style);
        }
        let room = if fits { beside } else { usize::from(below.width) };
        frame.render_widget(Line::from(self.keys_in(room, look)), below);
        let width = u16::try_from(columns(saved)).unwrap_or(0).min(below.width);
        let style = if self.unsaved.or(self.unsynced).is_some() { look.alert() } else { look.quiet() };
        if !fits && self.said(look).is_some() {
            return;
        }
        let y = if fits { below.y } else { below.y.saturating_sub(1) };
        put(frame, Rect { x: below.right() - width, y, width, ..below }, saved, style);
    }

    /// Returns the columns that the keys take which are never left out: the first two of the screen, and the two that
    /// work everywhere.
    fn nearest(&self) -> usize {
        let all = self.keys.iter().copied().take(2).chain(EVERYWHERE.iter().take(2));
        all.map(|key| columns(&key.chord.name()) + columns(key.label()) + 3).sum::<usize>().saturating_sub(2)
    }

    /// Returns what there is to say, and how.
    fn said(&self, look: Look) -> Option<(String, Style)> {
        let t = &words().tui;
        let all = |trouble: &Trouble| {
            let parts = [trouble.what.as_str(), &trouble.safe, &trouble.advice];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let alert = |lead: &str, said: &str| Some((format!("{lead} {said}").trim().to_owned(), look.alert()));
        match (self.unsaved, self.unsynced, self.note) {
            (Some(trouble), ..) if self.asks => alert(t.leave_unsaved, &trouble.what),
            (Some(trouble), ..) => alert(t.not_saved, &all(trouble)),
            (None, Some(trouble), _) if self.asks => alert(t.leave_unsynced, &trouble.what),
            (None, Some(trouble), _) => alert("", &all(trouble)),
            (None, None, Some(note)) => Some((all(note), look.strong())),
            (None, None, None) => None,
        }
    }

    /// Returns as many keys as fit; the first two that work everywhere always do, under the name the screen gives them.
    fn keys_in(&self, room: usize, look: Look) -> Vec<Span<'static>> {
        let name = |key: &Binding| (key.chord.name(), key.label());
        let own = |every: &Binding| self.keys.iter().copied().find(|key| key.chord == every.chord);
        let always = EVERYWHERE.iter().take(2).map(|every| name(own(every).unwrap_or(every)));
        let always: Vec<_> = always.filter(|(_, label)| !label.is_empty()).collect();
        let wide = |(key, label): &(String, &str)| columns(key) + columns(label) + 3;
        // The spaces behind the last one need no room.
        let mut left = (room + 2).saturating_sub(always.iter().map(wide).sum());
        let mut shown = Vec::new();
        let more = self.keys.iter().copied().map(name).filter(|key| !key.1.is_empty());
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

/// Says something just above the keys, over what is there, in half of the screen at most.
fn say(frame: &mut Frame<'_>, screen: Rect, area: Rect, text: &str, style: Style) {
    let text = tame(text).replace('\n', " ");
    let all = rows(&text, usize::from(area.width.max(1)));
    let most = usize::from(screen.height.saturating_sub(1) / 2).max(1);
    let height = u16::try_from(all.len().min(most)).unwrap_or(1);
    let first = screen.bottom().saturating_sub(1 + height);
    for (row, y) in all.iter().zip(first..first + height) {
        put(frame, Rect { y, height: 1, ..screen }, &" ".repeat(usize::from(screen.width)), Style::new());
        put(frame, Rect { y, height: 1, ..area }, row, style);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::tui::keys;
    use crate::tui::look::Colours;

    #[test]
    fn the_saved_state_stands_on_no_key() {
        let screen = Rect::new(0, 0, 28, 6);
        let note = Trouble::new("Something to say.");
        for note in [None, Some(&note)] {
            let keys = keys::READ.iter().collect();
            let footer = Footer {
                unsaved: None,
                unsynced: None,
                asks: false,
                note,
                saved: true,
                preview: false,
                keys,
            };
            let mut buffer = Buffer::empty(screen);
            footer.draw(&mut Frame::new(&mut buffer, screen), screen, Look::new(Colours::None, true));
            let row: String = (0..28).map(|x| buffer[(x, 5)].symbol().to_owned()).collect();
            assert!(row.contains("F1 help"), "{row}");
        }
    }
}
