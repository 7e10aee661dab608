//! Where a person goes in. It knows neither door.

use std::path::PathBuf;

/// Where a person goes in, by either door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// At home; at the welcome when nothing was written yet.
    Home,
    /// At a new reflection; what is not given is asked for.
    New {
        /// The guide's id.
        guide: Option<String>,
        /// The perspective's id.
        perspective: Option<String>,
        /// The title.
        title: Option<String>,
    },
    /// At the reflection of this name, or the unfinished one touched last.
    Resume(Option<String>),
    /// At the promises of today.
    Today,
    /// In a preview of a guide's file.
    Preview {
        /// The file.
        file: PathBuf,
        /// The perspective's id; asked for where it is not given.
        perspective: Option<String>,
    },
}
