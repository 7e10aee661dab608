//! Turning encryption on and off, and another passphrase: what the hands do of it. It asks nothing.

use super::{Passphrase, Performer};
use crate::journal::{Switched, Tell, Work};
use crate::trouble::Trouble;

impl Performer {
    /// Tells whether turning encryption on or off was cut short.
    pub fn is_switching(&self) -> bool {
        self.journal.is_switching()
    }

    /// Makes sure that nobody else has the journal open, before anything is asked for.
    ///
    /// # Errors
    /// Another window has.
    pub fn is_alone(&self) -> Result<(), Trouble> {
        self.journal.alone().map(drop)
    }

    /// Turns encryption on, or goes on with it; the journal is unlocked then. `tell` hears how many files are done, of
    /// how many.
    ///
    /// # Errors
    /// It could not be finished; nothing is lost, and it can be run again.
    pub fn encrypt(&mut self, passphrase: &Passphrase, tell: Tell<'_>) -> Result<Switched, Trouble> {
        self.close();
        self.journal.encrypt(passphrase, Work::FULL, self.now(), tell)
    }

    /// Turns encryption off.
    ///
    /// # Errors
    /// As [`Performer::encrypt`].
    pub fn decrypt(&mut self, tell: Tell<'_>) -> Result<Switched, Trouble> {
        self.close();
        self.journal.decrypt(self.now(), tell)
    }

    /// Protects the key by another passphrase.
    ///
    /// # Errors
    /// It could not be written; one of the two opens the journal then.
    pub fn change_passphrase(&mut self, passphrase: &Passphrase) -> Result<(), Trouble> {
        self.journal.change_passphrase(passphrase, Work::FULL)
    }
}
