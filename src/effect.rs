//! Input and output as data: what a session asks for. It knows no way to do any of it.

use std::sync::Arc;

use crate::reflection::{Id, Reflection};

/// What a session asks of the hands.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write the reflection where `kill -9` cannot reach it, before anything is shown.
    Save(Arc<Reflection>),
    /// Write the reflection, having set a copy of what it was aside: the person chose to keep less of it.
    Reduce(Arc<Reflection>),
    /// Set the reflection aside: the person chose to keep nothing of it.
    Discard(Id),
}
