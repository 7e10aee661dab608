//! Input and output as data: what a session asks for. It knows no way to do any of it.

use std::sync::Arc;

use crate::moment::Day;
use crate::reflection::{Id, Outcome, Reflection};

/// What a session asks of the hands.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write the reflection where `kill -9` cannot reach it, before anything is shown.
    Save(Arc<Reflection>),
    /// Write less of the reflection, having set a copy of the whole aside: the person chose so.
    Reduce {
        /// The whole of it.
        whole: Arc<Reflection>,
        /// What is kept.
        kept: Arc<Reflection>,
    },
    /// Set the reflection aside: the person chose to keep nothing of it.
    Discard(Id),
    /// Say how a promise was kept on a day.
    CheckIn {
        /// Its reflection.
        at: Id,
        /// The prompt it answers.
        prompt: String,
        /// The day, and how.
        said: (Day, Outcome),
        /// A note on it; none: the one that was there stays.
        note: Option<String>,
    },
}
