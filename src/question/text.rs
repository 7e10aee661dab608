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
    /// The lines heard since the question was put, which take the place of the text that was there.
    heard: Option<String>,
}

impl TextField {
    /// Makes the field of a long text.
    pub(super) fn long(saved: Option<&Value>) -> Self {
        Self { pen: Editor::new(text_of(saved)), long: true, heard: None }
    }

    /// Makes the field of one line.
    pub(super) fn line(saved: Option<&Value>) -> Self {
        Self { pen: Editor::single(text_of(saved)), long: false, heard: None }
    }

    /// Puts the lines that were heard in the place of the text that was there.
    fn take_heard(&mut self) {
        if let Some(heard) = self.heard.take() {
            self.pen.set_text(&heard);
        }
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

/// Lets go of the selection, and of the column that up and down aim at.
pub(super) fn pause(pen: &mut Editor) {
    pen.set_caret(pen.caret());
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
        match &self.heard {
            Some(heard) => Value::Text(heard.clone()),
            None if self.pen.is_empty() => Value::Skipped,
            None => Value::Text(self.pen.text()),
        }
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        if !self.long && *stroke == Stroke::Enter {
            return Took::Onward;
        }
        self.take_heard();
        write(&mut self.pen, stroke)
    }

    fn hear(&mut self, line: &str) -> Heard {
        if !self.long {
            if !line.is_empty() {
                self.pen.set_text(line);
            }
            return Heard::Done;
        }
        if line.trim_end() == "." || (line.is_empty() && self.heard.is_none()) {
            self.take_heard();
            return Heard::Done;
        }
        let line = if line.trim_end() == "/." { "." } else { line };
        match &mut self.heard {
            Some(heard) => {
                heard.push('\n');
                heard.push_str(line);
            }
            None => self.heard = Some(line.to_owned()),
        }
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
        (0, self.heard.as_ref().map_or_else(|| self.pen.caret(), String::len))
    }

    fn return_to(&mut self, _part: usize, caret: usize) {
        self.pen.set_caret(caret);
    }

    fn pause(&mut self) {
        pause(&mut self.pen);
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
