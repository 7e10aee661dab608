//! The mirror as the hands hold it: the person's own file beside their settings, else the one that is built in. It is read
//! when it is first looked into.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::Performer;
use crate::fault::Report;
use crate::library::own_mirror;
use crate::mirror::Mirror;
use crate::session::{Glass, Session};

impl Performer {
    /// Gives a walk what was said earlier in this sitting and is never written, and lets the mirror look at its answers,
    /// unless it is off in the settings.
    pub(super) fn mirrored(&self, session: Session) -> Session {
        let session = session.remembering(&self.sitting, self.now()).without(&self.off);
        match &self.glass {
            Some(glass) => session.with_mirror(Arc::clone(glass)),
            None => session,
        }
    }

    /// Reads the mirror: the person's own, else the one that is built in.
    ///
    /// # Errors
    /// The person's own has faults.
    pub fn mirror(&self) -> Result<Mirror, Report> {
        read(&self.paths.config)
    }
}

/// Returns the mirror that goes with these settings. One of the person's own that has faults is as if it was not there:
/// `onward config check` and `onward mirror` tell of them.
pub(super) fn glass(settings: PathBuf) -> Glass {
    Arc::new(LazyLock::new(Box::new(move || {
        read(&settings).or_else(|_| Mirror::read_shipped()).unwrap_or_default()
    })))
}

fn read(settings: &Path) -> Result<Mirror, Report> {
    own_mirror(settings)?.map_or_else(Mirror::read_shipped, Ok)
}
