//! Unlocking and locking: where the passphrase comes from, and what becomes of the key. It shows nothing.

use std::io::{self, Read as _, Write as _};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, setrlimit};
use zeroize::{Zeroize as _, Zeroizing};

pub use crate::journal::{Key, Passphrase};

use super::Performer;
use crate::journal::Journal;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// The variable whose value is a command that prints the passphrase.
pub const COMMAND: &str = "ONWARD_PASSPHRASE_COMMAND";

/// The variable whose value is a command that prints the passphrase that is to come.
pub const NEW_COMMAND: &str = "ONWARD_NEW_PASSPHRASE_COMMAND";

/// As many bytes of what such a command prints are read.
const LONGEST: usize = 4096;
/// How often it is looked whether the key is gone.
const MOMENT: Duration = Duration::from_millis(1);
/// More than opening a key takes of a stack, in bytes.
const STACK: usize = 256 * 1024;

impl Performer {
    /// Tells whether the journal is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.journal.is_encrypted()
    }

    /// Tells whether the journal is encrypted, and the key is not here.
    pub fn is_locked(&self) -> bool {
        self.journal.is_locked()
    }

    /// Opens the key of the journal, and takes it. Takes a second or two, on purpose.
    ///
    /// # Errors
    /// The passphrase is another one, or the key is damaged. The journal is as locked as it was.
    pub fn unlock(&mut self, passphrase: &Passphrase) -> Result<(), Trouble> {
        let key = self.journal.key(passphrase)?;
        self.take_key(Arc::new(key));
        Ok(())
    }

    /// Opens the key of the journal in a thread of its own, and wakes the loop when that is done. What comes is for
    /// [`Performer::take_key`].
    pub fn unlock_in_background(&self, passphrase: Passphrase) -> Receiver<Result<Arc<Key>, Trouble>> {
        let (sender, receiver) = channel();
        let (journal, waker) = (self.journal.twin(), self.waker.clone());
        let work = move || {
            let tried = try_it(&journal, passphrase);
            wipe_stack();
            // Nobody may wait any more: the person left.
            let _ = sender.send(tried);
            if let Some(waker) = &waker {
                // A full pipe wakes the loop as well.
                let _ = (&**waker).write(b"k");
            }
        };
        // Without a thread the receiver says at once that nothing will come.
        let _ = std::thread::Builder::new().name("unlock".to_owned()).spawn(work);
        receiver
    }

    /// Takes the key: from now on the journal can be read.
    pub fn take_key(&mut self, key: Arc<Key>) {
        self.journal.unlock(key);
        if self.journal.is_switching() {
            let t = &words().seal;
            self.leave_note(Trouble::new(t.unfinished).safe(t.unfinished_safe).advice(t.unfinished_how));
        }
    }

    /// Lets go of the key. What is open can still be saved; nothing can be read.
    pub fn lock(&mut self) {
        self.going = self.journal.lock().or(self.going.take());
    }

    /// Waits until no thread holds the key any more that was let go of, but no longer than this. Returns whether none does.
    pub fn wait_until_key_is_gone(&self, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        while self.going.as_ref().is_some_and(|key| key.strong_count() > 0) {
            if Instant::now() >= until {
                return false;
            }
            std::thread::sleep(MOMENT);
        }
        true
    }
}

/// Tries a passphrase, with all that holds the key on the way below this frame of the stack.
#[inline(never)]
fn try_it(journal: &Journal, passphrase: Passphrase) -> Result<Arc<Key>, Trouble> {
    journal.key(&passphrase).map(Arc::new)
}

/// Overwrites the part of the stack that was used below the caller's frame. A key that was moved leaves copies there, and
/// the stack of a thread that ended is kept for the next.
#[inline(never)]
fn wipe_stack() {
    let mut below = [0_u8; STACK];
    below.zeroize();
    std::hint::black_box(&below);
}

/// Asks the command in the variable of this name for a passphrase; none if it is not set.
///
/// # Errors
/// It could not be run, failed, or printed nothing.
pub fn passphrase_of(variable: &str) -> Result<Option<Passphrase>, Trouble> {
    let Some(command) = std::env::var(variable).ok().filter(|set| !set.trim().is_empty()) else {
        return Ok(None);
    };
    let t = &words().seal;
    let failed = |why: &str| {
        let gaps = [("variable", variable), ("why", why)];
        Trouble::new(fill(t.command_failed, &gaps)).safe(t.command_failed_safe)
    };
    // It may ask on the terminal itself, as password stores do: only its output is taken.
    let run = || -> io::Result<(ExitStatus, Zeroizing<Vec<u8>>)> {
        let mut child = Command::new("sh").args(["-c", &command]).stdout(Stdio::piped()).spawn()?;
        // Room enough from the start: what grows leaves copies behind.
        let mut said = Zeroizing::new(Vec::with_capacity(LONGEST + 64));
        if let Some(output) = child.stdout.take() {
            output.take(LONGEST as u64).read_to_end(&mut said)?;
        }
        Ok((child.wait()?, said))
    };
    let (status, said) = run().map_err(|why| failed(&why.to_string()))?;
    if !status.success() {
        return Err(failed(&status.to_string()));
    }
    let text = std::str::from_utf8(&said).map_err(|_| failed(t.command_no_text))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let passphrase = Passphrase::new(text.strip_suffix('\r').unwrap_or(text));
    if passphrase.is_empty() { Err(failed(t.command_silent)) } else { Ok(Some(passphrase)) }
}

/// Sees to it that what is in memory is not written to the disk when the program breaks, and that no other program of
/// the same person looks into it. Where the system has no such thing, it goes on without.
pub fn keep_memory_private() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let done: [io::Result<()>; 2] = [
        setrlimit(Resource::Core, none).map_err(io::Error::from),
        #[cfg(target_os = "linux")]
        rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
            .map_err(io::Error::from),
        #[cfg(not(target_os = "linux"))]
        Ok(()),
    ];
    drop(done);
}
