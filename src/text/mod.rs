//! Text as people see it: graphemes, columns, rows, and the editor they write in.
//!
//! Pure: it knows no terminal, no disk and no clock. From the ground up:
//! - `shown`: what stands on screen for what a terminal must never obey;
//! - `grapheme`: one press of an arrow key, and how many columns text takes;
//! - `wrap`: the rows of a text at a width;
//! - `paragraph`, `body`: laid-out text that changes without being laid out anew;
//! - `edit`, `motion`, `history`: what may be asked, where the caret goes, what undo remembers;
//! - `editor`: all of it as one thing to write in.

mod body;
pub mod edit;
pub mod editor;
pub mod grapheme;
mod history;
mod motion;
mod paragraph;
pub mod shown;
pub mod wrap;

#[cfg(test)]
mod tests;

pub use edit::{Edit, Motion};
pub use editor::{Editor, Line};
pub use grapheme::columns;
pub use shown::{shown, tame};
pub use wrap::{rows, wrap};
