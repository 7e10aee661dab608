//! Long text and one line of text.

use super::field::{Field, Heard, Row, Scrolled, Spot, Stroke, Took};
use crate::reflection::Value;
use crate::text::{Edit, Editor};
use crate::words::words;

/// The field of a long text, or of one line.
#[derive(Debug)]
pub(super) struct TextField {
    pen: Editor,
    long: bool,
    /// Whether a line was heard since the question was put: the first one starts the text anew.
    hearing: bool,
}

impl TextField {
    /// Makes the field of a long text.
    pub(super) fn long(saved: Option<&Value>) -> Self {
        Self { pen: Editor::new(text_of(saved)), long: true, hearing: false }
    }

    /// Makes the field of one line.
    pub(super) fn line(saved: Option<&Value>) -> Self {
        Self { pen: Editor::single(text_of(saved)), long: false, hearing: false }
    }
}

fn text_of(saved: Option<&Value>) -> &str {
    match saved {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// Gives a stroke to an editor.
pub(super) fn write(pen: &mut Editor, stroke: &Stroke) -> Took {
    let edit = match stroke {
        Stroke::Type(typed) => Edit::Insert(typed.clone()),
        Stroke::Enter => Edit::Newline,
        Stroke::Edit(edit) => edit.clone(),
        Stroke::Click { column, row, select } => {
            let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            Edit::Click { column: cell(*column), line: cell(*row), select: *select }
        }
    };
    if pen.apply(edit) { Took::Changed } else { Took::Moved }
}

/// Returns the rows of an editor's window, or what invites to write when it is empty.
pub(super) fn own_rows(pen: &Editor, invite: &str) -> Vec<Row> {
    if pen.is_empty() {
        return vec![Row::Invite(invite.to_owned())];
    }
    pen.window().map(|line| Row::Own(line.text.to_owned(), line.selected)).collect()
}

impl Field for TextField {
    fn value(&self) -> Value {
        if self.pen.is_empty() { Value::Skipped } else { Value::Text(self.pen.text()) }
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        if !self.long && *stroke == Stroke::Enter {
            return Took::Onward;
        }
        write(&mut self.pen, stroke)
    }

    fn hear(&mut self, line: &str) -> Heard {
        if !self.long {
            if !line.is_empty() {
                self.pen.set_text(line);
            }
            return Heard::Done;
        }
        if line.trim_end() == "." || (line.is_empty() && !self.hearing) {
            self.hearing = false;
            return Heard::Done;
        }
        let line = if line.trim_end() == "/." { "." } else { line };
        if self.hearing {
            let text = self.pen.text() + "\n" + line;
            self.pen.set_text(&text);
        } else {
            self.pen.set_text(line);
        }
        self.hearing = true;
        Heard::More
    }

    fn offer(&self) -> Vec<String> {
        let f = &words().fields;
        vec![if self.long { f.hear_text } else { f.hear_line }.to_owned()]
    }

    fn fit(&mut self, columns: usize, lines: usize) {
        self.pen.fit(columns, lines);
    }

    fn rows(&self) -> Vec<Row> {
        let f = &words().fields;
        own_rows(&self.pen, if self.long { f.invite_text } else { f.invite_line })
    }

    fn caret(&self) -> Spot {
        let (column, row) = self.pen.caret_cell();
        Spot { column: column.into(), row: row.into() }
    }

    fn scroll(&self) -> Option<Scrolled> {
        let of = self.pen.row_count();
        (of > self.pen.window().count()).then(|| Scrolled { above: self.pen.top(), of })
    }

    fn bookmark(&self) -> (usize, usize) {
        (0, self.pen.caret())
    }

    fn return_to(&mut self, _part: usize, caret: usize) {
        self.pen.set_caret(caret);
    }

    fn writes(&self) -> bool {
        true
    }

    fn keeps_enter(&self) -> bool {
        self.long
    }

    fn selected(&self) -> Option<String> {
        self.pen.selected()
    }

    fn whole_text(&self) -> Option<String> {
        Some(self.pen.text())
    }
}
