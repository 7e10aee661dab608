//! A reflection changed where it lies, without being opened to write in: another title, a day that was answered. What was
//! looked at again is not what one was writing last, so it does not count as touched.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Busy, Found, Performer, told};
use crate::reflection::Reflection;
use crate::trouble::Trouble;
use crate::words::words;

/// By so much later a file is touched that was amended.
const A_MOMENT: Duration = Duration::from_secs(1);

impl Performer {
    /// Changes a reflection; `change` tells whether it did. It is on the disk itself when this returns. Returns it as it is
    /// then. `elsewhere` is what is said where another window has it open.
    ///
    /// # Errors
    /// It is open elsewhere, or could not be read or written: it is as it was. Or what `change` refused.
    pub(super) fn amend(
        &mut self,
        found: &Found,
        elsewhere: &str,
        change: impl FnOnce(&mut Reflection) -> Result<bool, Trouble>,
    ) -> Result<Reflection, Trouble> {
        self.close();
        let touched = touched(&found.path);
        let mut pen = self.journal.pen(found).map_err(|busy| match busy {
            Busy::Elsewhere => Trouble::new(elsewhere).advice(words().perform.elsewhere_how),
            Busy::Trouble(trouble) => trouble,
        })?;
        // Nobody else writes it from here on.
        let mut reflection = self.journal.load(pen.found())?.reflection;
        if !change(&mut reflection)? {
            return Ok(reflection);
        }
        let written = pen.write(&reflection)?;
        self.note = told(&written).or(self.note.take());
        pen.settle()?;
        let now = pen.found().clone();
        drop(pen);
        if let Some(touched) = touched {
            keep_touched(&now.path, touched);
        }
        // What it is like on the disk is known from here on.
        self.journal.load(&now).map(|_| reflection)
    }
}

fn touched(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|meta| meta.modified()).ok()
}

/// Has a file look as if it had been touched when it was before: the one that was written in last stays the last. It is
/// a moment later all the same, so that whatever carries it to other devices sees the change.
fn keep_touched(path: &Path, before: SystemTime) {
    // Where that cannot be, it counts as touched now; nothing else depends on it.
    let _ = File::open(path).and_then(|file| file.set_modified(before + A_MOMENT));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// When a file was touched, as far as the system tells.
    pub(in super::super) fn when(path: &Path) -> Option<SystemTime> {
        touched(path)
    }

    /// By how much later an amended file is touched.
    pub(in super::super) const LATER: Duration = A_MOMENT;
}
