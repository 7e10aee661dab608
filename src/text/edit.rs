//! What may be asked of the editor. Keys are someone else's business.

/// One thing a person does to the text or to their place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Types or pastes; takes the place of the selection. `\r\n` and `\r` become `\n`, in a one-line field a space.
    Insert(String),
    /// Begins a new paragraph; nothing happens in a one-line field.
    Newline,
    /// Removes the selection, or the grapheme before the caret.
    Backspace,
    /// Removes the selection, or the grapheme behind the caret.
    Delete,
    /// Removes the selection, or everything from the caret to where the motion leads; at the very end of a
    /// row or paragraph, `LineEnd` and `ParagraphEnd` remove what follows the caret, so that Ctrl+K joins lines.
    DeleteTo(Motion),
    /// Moves the caret, taking the selection's end along when `select` is set.
    Move {
        /// Where to.
        to: Motion,
        /// Whether the selection grows (Shift held).
        select: bool,
    },
    /// Selects the whole text.
    SelectAll,
    /// Puts the caret at a cell of the window.
    Click {
        /// Column in the window, from 0.
        column: u16,
        /// Line in the window, from 0.
        line: u16,
        /// Whether the selection grows (dragging, or Shift held).
        select: bool,
    },
    /// Selects the word at a cell of the window.
    SelectWordAt {
        /// Column in the window, from 0.
        column: u16,
        /// Line in the window, from 0.
        line: u16,
    },
    /// Moves the window by so many rows (down when positive); the caret stays inside it.
    Scroll(i32),
    /// Removes the selection; read `Editor::selected` first.
    Cut,
    /// Takes back the last step.
    Undo,
    /// Does again what was taken back last.
    Redo,
}

/// A way for the caret to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme back; with a selection, to its start.
    Left,
    /// One grapheme on; with a selection, to its end.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the end of the word behind.
    WordRight,
    /// One row up, keeping the column.
    Up,
    /// One row down, keeping the column.
    Down,
    /// A window up, less one row.
    PageUp,
    /// A window down, less one row.
    PageDown,
    /// To the start of the row on screen.
    LineStart,
    /// To the end of the row on screen.
    LineEnd,
    /// To the start of the paragraph.
    ParagraphStart,
    /// To the end of the paragraph.
    ParagraphEnd,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    End,
}
