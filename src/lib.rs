//! onward: a private companion in the terminal for people repairing trust after a betrayal.
//!
//! One person walks one guide, answers what they can, stops in mid-sentence, comes back to the same caret, and reads it
//! all back. Two doors lead to one machine: the screen, and plain lines for screen readers and pipes.
//!
//! # The house, from the ground up
//!
//! Each room knows only rooms below it; `tests/architecture.rs` holds that.
//!
//! | room | what it is | what it must not know |
//! |---|---|---|
//! | [`words`] | every word a user reads that is no content | anything |
//! | [`moment`], [`text`], [`trouble`] | time as a value; text as people see it, and the editor; what went wrong | terminal, disk (the clock and the zone are read in `moment/clock.rs` alone) |
//! | [`fault`] | what is wrong in a file written by hand, at its line and column | what the file is for |
//! | [`reflection`] | one person's walk as it is kept, its file format, its pages | guides |
//! | [`promise`] | when a promise is due, how it was kept, how it goes of late; its reminders for a calendar | clock, guides, disk |
//! | [`search`] | words as they are looked for, where they stand in a reflection, and an index that can be thrown away | disk |
//! | [`question`] | the kinds of question, and the field each is answered in: by strokes or by lines | guides, terminal, disk |
//! | [`guide`] | what is asked, in which words, and when; valid or nonexistent | disk |
//! | [`mirror`] | patterns over one's own wording, and the questions they ask | sessions, terminal, disk |
//! | [`effect`], [`session`] | the machine: a step in, effects out, a view to show | terminal, disk, clock |
//! | [`paths`], [`settings`], [`support`], [`library`], [`journal`] | where things are; what was chosen; help lines; guides on disk; reflections on disk | sessions and doors; the journal never names a guide |
//! | [`perform`] | the only hands: does what a session asks for | doors |
//! | [`plain`], [`tui`] | the two doors | the journal, the library |
//! | [`cli`] | the commands | |
//!
//! # The way of a key
//!
//! bytes → `tui::input` → a table of `tui::keys` → `Act` → the top screen → [`session::Step`] → [`session::Session`] →
//! [`effect::Effect`] → [`perform::Performer`] → the journal → only then the frame. Plain lines enter at the step, with
//! the same machine, the same checks and the same saving.
//!
//! # How words are kept
//!
//! Every change is written whole into a second file beside the entry, and the two are exchanged (`journal::put`): a
//! `kill -9` right after a letter is shown finds it. A thread brings it to the disk itself within a third of a second
//! (`journal::sync`); until then the version synced last stands beside the entry under its own name, so that a power
//! cut finds one or the other whole.
//!
//! In an encrypted journal the bytes of every file go through `journal::seal`, in memory, on their way to the disk and
//! back: what lies beside an entry, in the trash and in the dated copies is sealed as the entry is. Writing needs no
//! secret, so that a journal that locks itself still saves what was typed. `journal::switch` turns it on and off.
//!
//! What another program left, its own version beside the entry or git's two in one file, is shown and kept
//! (`journal::copies`); [`reflection::settle`] puts two versions together, answer by answer, and the other one goes to
//! the trash only when that stands on the disk.
//!
//! No reflection and no copy of one is deleted but by emptying the trash: what a person puts away moves there with its
//! copies (`journal::trash`) and comes back from there (`journal::back`). Removed besides are what stands beside an entry
//! for a power cut, once the entry itself is on the disk, and what encryption turned into another file.
//! `journal::checkup` looks at every file and changes nothing; `journal::repair` sets a damaged one aside, and what was
//! left beside it, and writes in its place what [`reflection::salvage`] can read of them.
//!
//! # Adding something
//!
//! A kind of question: a file in [`question`], a variant and an arm in each of its matches, its keys in `guide::format`, and its
//! reader in `guide::kinds`. A key of a guide's file: a line in `guide::format`, from which the schema for editors is made too.
//! A screen: a file in `tui::screen`, a route and an arm. A command: a file in [`cli`], a variant and
//! an arm. What comes next has its place: forms of export beside `reflection::page`, other programs' entries in `reflection::json_foreign`, other languages as further values in [`words`].

pub mod cli;
pub mod effect;
pub mod fault;
pub mod guide;
pub mod journal;
pub mod library;
pub mod mirror;
pub mod moment;
pub mod paths;
pub mod perform;
pub mod plain;
pub mod promise;
pub mod question;
pub mod reflection;
pub mod search;
pub mod session;
pub mod settings;
pub mod support;
pub mod text;
pub mod trouble;
pub mod tui;
pub mod words;
