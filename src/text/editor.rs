//! The editor: a text, a caret and selection, a window on its rows, and undo. It draws nothing and knows no keys.

use std::borrow::Cow;
use std::ops::Range;

use super::body::{Body, Place};
use super::edit::{Edit, Motion};
use super::grapheme;
use super::history::{History, Kind, Mark, Step};
use super::motion::{self, Caret};
use super::wrap::ENDLESS;

mod window;

/// A text being written. Offsets are bytes of [`Editor::text`]; every scalar value is kept as it came.
///
/// Before the first [`Editor::fit`] every paragraph is one row and the window has no lines.
#[derive(Debug, Clone)]
pub struct Editor {
    body: Body,
    caret: Caret,
    /// The other end of the selection.
    anchor: Option<Place>,
    history: History,
    one_line: bool,
    columns: usize,
    lines: usize,
    top: usize,
}

/// One visible row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// The row's own text, hanging spaces included, without a line feed; to be drawn grapheme by grapheme through `shown`.
    pub text: &'a str,
    /// Byte offset of the row in the whole text.
    pub start: usize,
    /// What of the row is selected, in bytes of `text`.
    pub selected: Option<Range<usize>>,
}

impl Editor {
    /// Returns an editor of a long text, the caret at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let body = Body::new(text, ENDLESS);
        let caret = Caret::at(body.end());
        Editor {
            body,
            caret,
            anchor: None,
            history: History::default(),
            one_line: false,
            columns: 0,
            lines: 0,
            top: 0,
        }
    }

    /// Returns a field of one paragraph: what is typed or pasted brings no new paragraph, its line breaks become spaces.
    /// `text` itself is kept as it is.
    #[must_use]
    pub fn single(text: &str) -> Self {
        Editor { one_line: true, ..Editor::new(text) }
    }

    /// Returns the whole text.
    #[must_use]
    pub fn text(&self) -> String {
        self.body.slice(Place::default()..self.body.end())
    }

    /// Returns the length of the text in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.body.len()
    }

    /// Returns whether nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Replaces the whole text in one step that undo takes back; the caret goes to the end. A one-line field turns line
    /// breaks into spaces; otherwise the text is kept as it is.
    pub fn set_text(&mut self, text: &str) {
        let text = if self.one_line { self.typed(text) } else { Cow::Borrowed(text) };
        let old = self.text();
        if old != text {
            // Only the stretch that differs, so that undo need not remember two whole books.
            let head = common_head(&old, &text);
            let tail = common_tail(&old[head..], &text[head..]);
            let range = self.body.place(head)..self.body.place(old.len() - tail);
            self.replace(range, &text[head..text.len() - tail], Kind::Whole);
        }
        self.put(Caret::at(self.body.end()), false);
        self.keep_in_window();
    }

    /// Returns the caret's byte offset.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.body.offset(self.caret.place)
    }

    /// Puts the caret at a byte offset, or the nearest grapheme boundary before it; the selection goes.
    pub fn set_caret(&mut self, byte: usize) {
        let place = self.body.floor(self.body.place(byte));
        self.history.close();
        self.put(Caret::at(place), false);
        self.keep_in_window();
    }

    /// Returns the selected bytes; none when nothing is selected.
    #[must_use]
    pub fn selection(&self) -> Option<Range<usize>> {
        self.selected_places().map(|range| self.body.offset(range.start)..self.body.offset(range.end))
    }

    /// Returns the selected text.
    #[must_use]
    pub fn selected(&self) -> Option<String> {
        self.selected_places().map(|range| self.body.slice(range))
    }

    /// Does one edit and keeps the caret in the window. Returns whether the text changed.
    pub fn apply(&mut self, edit: Edit) -> bool {
        let changed = match edit {
            Edit::Insert(text) => self.insert(&text),
            Edit::Newline => !self.one_line && self.put_in("\n", Kind::Whole),
            Edit::Backspace => self.erase(Motion::Left, Kind::ErasedBack),
            Edit::Delete => self.erase(Motion::Right, Kind::ErasedOn),
            Edit::DeleteTo(motion) => self.erase(motion, Kind::Whole),
            Edit::Cut => self.selected_places().is_some_and(|range| self.replace(range, "", Kind::Whole)),
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
            other => {
                self.go(&other);
                false
            }
        };
        self.keep_in_window();
        changed
    }

    fn selected_places(&self) -> Option<Range<Place>> {
        let (anchor, caret) = (self.anchor?, self.caret.place);
        (anchor != caret).then(|| anchor.min(caret)..anchor.max(caret))
    }

    /// What typing or pasting `text` brings.
    fn typed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let feeds = if self.one_line { text.contains(['\r', '\n']) } else { text.contains('\r') };
        if !feeds {
            return Cow::Borrowed(text);
        }
        let feed = if self.one_line { " " } else { "\n" };
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(['\r', '\n']) {
            out.push_str(&rest[..at]);
            out.push_str(feed);
            rest = &rest[at + if rest[at..].starts_with("\r\n") { 2 } else { 1 }..];
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    fn insert(&mut self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        let text = self.typed(text);
        // One grapheme is a key; more at once are a paste.
        let key =
            !text.starts_with('\n') && grapheme::first(&text).is_some_and(|(g, _)| g.len() == text.len());
        self.put_in(&text, if key { Kind::Typed } else { Kind::Whole })
    }

    fn put_in(&mut self, text: &str, kind: Kind) -> bool {
        let caret = self.caret.place;
        let range = self.selected_places().unwrap_or(caret..caret);
        self.replace(range, text, kind)
    }

    fn erase(&mut self, motion: Motion, kind: Kind) -> bool {
        if let Some(range) = self.selected_places() {
            return self.replace(range, "", Kind::Whole);
        }
        let from = self.caret.place;
        let mut to = motion::go(&self.body, self.caret, motion, self.page()).place;
        if from == to && matches!(motion, Motion::LineEnd | Motion::ParagraphEnd) {
            // As Ctrl+K has it: with nothing left before the end, the end itself goes.
            to = self.body.next(from);
        }
        if from == to {
            self.history.close();
            return false;
        }
        self.replace(from.min(to)..from.max(to), "", kind)
    }

    /// The one way the text changes, but for undo and redo. Returns whether it did.
    fn replace(&mut self, range: Range<Place>, text: &str, kind: Kind) -> bool {
        let before = self.mark();
        let removed = self.body.slice(range.clone());
        let at = range.start;
        let end = self.body.replace(range, text);
        // What was typed may have joined the grapheme behind it, and what was removed may have kept two apart.
        self.put(Caret::at(self.body.ceil(end)), false);
        let changed = removed != text;
        if changed {
            self.history
                .record(Step { at, removed, inserted: text.to_owned(), before, after: self.mark() }, kind);
        }
        changed
    }

    fn undo(&mut self) -> bool {
        let mut mark = self.mark();
        let body = &mut self.body;
        let undone = self.history.undo(|step| {
            body.replace(step.at..Body::end_of(step.at, &step.inserted), &step.removed);
            mark = step.before;
        });
        self.restore(mark);
        undone
    }

    fn redo(&mut self) -> bool {
        let mut mark = self.mark();
        let body = &mut self.body;
        let redone = self.history.redo(|step| {
            body.replace(step.at..Body::end_of(step.at, &step.removed), &step.inserted);
            mark = step.after;
        });
        self.restore(mark);
        redone
    }

    fn mark(&self) -> Mark {
        Mark { caret: self.caret.place, anchor: self.anchor }
    }

    fn restore(&mut self, mark: Mark) {
        if mark != self.mark() {
            self.caret = Caret::at(mark.caret);
            self.anchor = mark.anchor;
        }
    }

    /// Everything that moves and changes nothing.
    fn go(&mut self, edit: &Edit) {
        if !matches!(edit, Edit::Scroll(_)) {
            self.history.close();
        }
        match *edit {
            Edit::Move { to, select } => self.move_to(to, select),
            Edit::SelectAll => {
                self.put(Caret::at(Place::default()), false);
                self.put(Caret::at(self.body.end()), true);
            }
            Edit::Click { column, line, select } => self.put(self.at_cell(column, line), select),
            Edit::SelectWordAt { column, line } => {
                let (from, to) = motion::word_around(&self.body, self.at_cell(column, line).place);
                self.put(Caret::at(from), false);
                self.put(Caret::at(to), true);
            }
            Edit::Scroll(rows) => self.scroll(rows),
            _ => {}
        }
    }

    fn move_to(&mut self, to: Motion, select: bool) {
        let collapsed = match (to, self.selected_places()) {
            (Motion::Left, Some(range)) if !select => Some(Caret::at(range.start)),
            (Motion::Right, Some(range)) if !select => Some(Caret::at(range.end)),
            _ => None,
        };
        let caret = collapsed.unwrap_or_else(|| motion::go(&self.body, self.caret, to, self.page()));
        self.put(caret, select);
    }

    fn put(&mut self, caret: Caret, select: bool) {
        let anchor = self.anchor.unwrap_or(self.caret.place);
        self.anchor = select.then_some(anchor);
        self.caret = caret;
    }
}

/// Bytes two texts share at their start, ending at a character boundary of both.
fn common_head(a: &str, b: &str) -> usize {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// Bytes two texts share at their end, beginning at a character boundary of both.
fn common_tail(a: &str, b: &str) -> usize {
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y);
    same.map(|(c, _)| c.len_utf8()).sum()
}
