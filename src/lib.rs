//! onward: a private companion in the terminal for people repairing trust after a betrayal.

pub mod text;
