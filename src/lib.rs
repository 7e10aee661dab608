//! onward: a private companion in the terminal for people repairing trust after a betrayal.

pub mod cli;
pub mod effect;
pub mod fault;
pub mod guide;
pub mod journal;
pub mod library;
pub mod moment;
pub mod paths;
pub mod perform;
pub mod plain;
pub mod question;
pub mod reflection;
pub mod session;
pub mod settings;
pub mod support;
pub mod text;
pub mod trouble;
pub mod tui;
pub mod words;
