//! What the archive is asked, and what it has to tell. It knows no thread and no journal.

use std::sync::Arc;

use super::{Filter, Listed};
use crate::journal::{Catalogue, Gathered, Merged, Packed};
use crate::search::Hit;

/// What the archivist has to tell.
#[derive(Clone, Debug)]
pub enum News {
    /// The list, as far as it was read.
    List {
        /// The list.
        list: Arc<Catalogue>,
        /// How far it is; none when this is all of it.
        reading: Option<Reading>,
    },
    /// What was found: for what was asked last, and once more when more of the journal was read.
    Found(Finds),
    /// It has ended by itself, and tells nothing any more. Told once.
    Ended,
}

/// How far a journal was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many reflections were read.
    pub read: usize,
    /// How many there are, as far as that is known.
    pub of: usize,
}

/// Reflections that were found, the best first.
#[derive(Clone, Debug)]
pub struct Finds {
    /// What was looked for.
    pub typed: String,
    /// Among which.
    pub filter: Filter,
    /// How many were found.
    pub total: usize,
    /// The number of the first of `finds`, from 0 on.
    pub from: usize,
    /// As many of them as were asked for.
    pub finds: Vec<Find>,
    /// How many could not be looked into, because they cannot be read.
    pub unread: usize,
    /// How far the journal was looked through; none when this is all of it.
    pub reading: Option<Reading>,
}

/// A reflection that was found.
#[derive(Clone, Debug)]
pub struct Find {
    /// What stands at its top.
    pub listed: Listed,
    /// Where in it.
    pub hit: Hit,
}

/// What comes to the archivist.
#[derive(Debug)]
pub(super) enum Event {
    Seek(Seek),
    LookAgain,
    LookClosely,
    /// Nothing has come for a while.
    Idle,
    /// Entries were read; none if they were not, because it is about to end.
    Gathered(Option<Box<Gathered>>),
    /// One of those that read has ended.
    Ended,
    /// Indexes were put together.
    Merged(Box<Merged>),
    /// What is known was kept, or was not.
    Packed(Packed),
    Stop,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) struct Seek {
    pub(super) typed: String,
    pub(super) filter: Filter,
    pub(super) from: usize,
    pub(super) count: usize,
}
