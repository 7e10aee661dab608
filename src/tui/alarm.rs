//! An alarm at a time of [`crate::moment::uptime`]. Waiting for the keyboard counts only the time the machine is awake; this
//! one rings as soon as a machine wakes that slept past it, so that nothing stands on the screen when a lid is opened.
//! Where the system has no such alarm, it never rings. It knows nothing of what is locked.

use std::os::fd::{BorrowedFd, OwnedFd};
use std::time::Duration;

/// The alarm.
#[derive(Debug)]
pub(crate) struct Alarm {
    timer: Option<OwnedFd>,
    at: Option<Duration>,
}

impl Alarm {
    /// Makes an alarm that is not set.
    pub(crate) fn new() -> Self {
        Self { timer: system::timer(), at: None }
    }

    /// Sets it; none: it does not ring, and stops ringing if it does.
    pub(crate) fn set(&mut self, at: Option<Duration>) {
        if self.at == at {
            return;
        }
        self.at = at;
        if self.timer.as_ref().is_some_and(|timer| !system::set(timer, at)) {
            self.timer = None;
        }
    }

    /// Returns what to wait on: it can be read as long as the alarm rings.
    pub(crate) fn bell(&self) -> Option<BorrowedFd<'_>> {
        use std::os::fd::AsFd;
        self.timer.as_ref().map(AsFd::as_fd)
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod system {
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use rustix::event::Timespec;
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, timerfd_create, timerfd_settime,
    };

    pub(super) fn timer() -> Option<OwnedFd> {
        timerfd_create(TimerfdClockId::Boottime, TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK).ok()
    }

    pub(super) fn set(timer: &OwnedFd, at: Option<Duration>) -> bool {
        // To the system zero is never; a time beyond all it can count to is the same.
        let never = Timespec::default();
        let it_value = at.and_then(|at| Timespec::try_from(at).ok()).unwrap_or(never);
        let set = Itimerspec { it_interval: never, it_value };
        timerfd_settime(timer, TimerfdTimerFlags::ABSTIME, &set).is_ok()
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod system {
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    pub(super) fn timer() -> Option<OwnedFd> {
        None
    }

    pub(super) fn set(_: &OwnedFd, _: Option<Duration>) -> bool {
        false
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use super::*;
    use crate::moment::uptime;

    fn rings_within(alarm: &Alarm, milliseconds: u64) -> bool {
        let limit = Timespec::try_from(Duration::from_millis(milliseconds)).unwrap();
        poll(&mut [PollFd::from_borrowed_fd(alarm.bell().unwrap(), PollFlags::IN)], Some(&limit)).unwrap() > 0
    }

    #[test]
    fn it_rings_at_its_time_and_is_silenced() {
        let mut alarm = Alarm::new();
        assert!(!rings_within(&alarm, 1));
        let at = uptime() + Duration::from_millis(30);
        alarm.set(Some(at));
        assert!(rings_within(&alarm, 10_000) && uptime() >= at);
        alarm.set(None);
        assert!(!rings_within(&alarm, 1));
        alarm.set(Some(uptime() - Duration::from_millis(1)));
        assert!(rings_within(&alarm, 1000), "a time that passed meanwhile rings at once");
        alarm.set(Some(Duration::MAX));
        assert!(!rings_within(&alarm, 1));
    }
}
