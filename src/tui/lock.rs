//! What is in sight, and how long until nothing is because nobody touched a key. It knows no screen and no journal, and
//! reads no clock: time is handed in, as [`crate::moment::uptime`] has it.

use std::time::Duration;

/// How long the question for the passphrase waits for a key.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What is in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The screens.
    Screens,
    /// Nothing; the key that hid the screens shows them again.
    Hidden,
    /// Nothing, and the journal is locked; any key asks for the passphrase.
    Locked,
    /// The question for the passphrase, and perhaps help lines above it.
    Asked,
}

/// What is above the question for the passphrase, or going on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asking {
    /// Nothing: it waits for a key.
    Waits,
    /// A passphrase is being tried.
    Tries,
    /// Help is read above it.
    Helps,
}

/// What is in sight, and the clock of being away.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lock {
    pub(crate) sight: Sight,
    /// How many screens lie below the question for the passphrase.
    pub(crate) below: usize,
    /// How long the screens stay in sight without a touch; none: always.
    after: Option<Duration>,
    /// When something was touched last.
    touched: Duration,
}

impl Lock {
    /// Starts the clock, with the screens in sight.
    pub(crate) fn new(after: Option<Duration>, now: Duration) -> Self {
        Self { sight: Sight::Screens, below: 0, after, touched: now }
    }

    /// Notes that somebody is here.
    pub(crate) fn touch(&mut self, now: Duration) {
        self.touched = now;
    }

    /// Tells whether the journal is locked, whatever is in sight.
    pub(crate) fn is_locked(&self) -> bool {
        matches!(self.sight, Sight::Locked | Sight::Asked)
    }

    /// Returns when what is in sight goes out of it, if nothing is touched until then; none: never.
    pub(crate) fn end(&self, asking: Asking) -> Option<Duration> {
        let limit = match (self.sight, asking) {
            (Sight::Screens, _) | (Sight::Asked, Asking::Helps) => self.after?,
            (Sight::Asked, Asking::Waits) => PATIENCE,
            (Sight::Asked, Asking::Tries) | (Sight::Hidden | Sight::Locked, _) => return None,
        };
        Some(self.touched.saturating_add(limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn each_sight_has_its_own_end() {
        let mut lock = Lock::new(Some(seconds(300)), seconds(1000));
        assert_eq!(lock.end(Asking::Waits), Some(seconds(1300)));
        lock.touch(seconds(1200));
        assert_eq!(lock.end(Asking::Waits), Some(seconds(1500)));
        lock.sight = Sight::Asked;
        assert_eq!(lock.end(Asking::Waits), Some(seconds(1230)));
        assert_eq!(
            lock.end(Asking::Helps),
            Some(seconds(1500)),
            "help lines are not taken from sight so soon"
        );
        assert_eq!(lock.end(Asking::Tries), None, "an attempt is not cut short");
        for sight in [Sight::Hidden, Sight::Locked] {
            lock.sight = sight;
            assert_eq!(lock.end(Asking::Waits), None, "nothing wakes what rests");
        }
    }

    #[test]
    fn never_is_never() {
        assert_eq!(Lock::new(None, seconds(1000)).end(Asking::Waits), None);
        assert_eq!(Lock::new(Some(Duration::MAX), seconds(1)).end(Asking::Waits), Some(Duration::MAX));
    }
}
