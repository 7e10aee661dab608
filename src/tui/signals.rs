//! What wakes the loop beside the keyboard: signals, and threads that have something to tell. Both write a byte into
//! one pipe, so that the loop sleeps until there is something to do.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{OFlags, fcntl_setfl};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level::pipe};

/// The signals that were caught and the pipe they wake us by.
#[derive(Debug)]
pub(crate) struct Wakes {
    reader: PipeReader,
    writer: PipeWriter,
    ends: Arc<AtomicBool>,
    stops: Arc<AtomicBool>,
    goes_on: Arc<AtomicBool>,
    resized: Arc<AtomicBool>,
}

impl Wakes {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system has no pipe left to give.
    pub(crate) fn listen() -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        fcntl_setfl(&reader, OFlags::NONBLOCK)?;
        fcntl_setfl(&writer, OFlags::NONBLOCK)?;
        let [ends, stops, goes_on, resized] = std::array::from_fn(|_| Arc::new(AtomicBool::new(false)));
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            flag::register(signal, Arc::clone(&ends))?;
        }
        flag::register(SIGTSTP, Arc::clone(&stops))?;
        flag::register(SIGCONT, Arc::clone(&goes_on))?;
        flag::register(SIGWINCH, Arc::clone(&resized))?;
        for signal in [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGWINCH, SIGCONT] {
            pipe::register(signal, writer.try_clone()?)?;
        }
        Ok(Self { reader, writer, ends, stops, goes_on, resized })
    }

    /// Returns the end of the pipe to wait on.
    pub(crate) fn reader(&self) -> &PipeReader {
        &self.reader
    }

    /// Gives a thread its own way to wake the loop.
    ///
    /// # Errors
    /// When the system has no descriptor left to give.
    pub(crate) fn waker(&self) -> io::Result<PipeWriter> {
        self.writer.try_clone()
    }

    /// Empties the pipe.
    pub(crate) fn drain(&self) {
        let mut bytes = [0; 64];
        while matches!((&self.reader).read(&mut bytes), Ok(n) if n > 0) {}
    }

    /// Tells whether a signal asked the program to end.
    pub(crate) fn ends(&self) -> bool {
        self.ends.load(Ordering::SeqCst)
    }

    /// Tells, once, whether a signal asked the program to stop until `fg`.
    pub(crate) fn stops(&self) -> bool {
        self.stops.swap(false, Ordering::SeqCst)
    }

    /// Tells, once, whether the program was stopped by somebody else and goes on now: the terminal may have been used by
    /// another meanwhile.
    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on.swap(false, Ordering::SeqCst)
    }

    /// Tells, once, whether the terminal was resized, perhaps there and back.
    pub(crate) fn resized(&self) -> bool {
        self.resized.swap(false, Ordering::SeqCst)
    }
}
