//! What the hands do with the trash and with damage. They show nothing.

use super::{Away, Back, Checkup, Emptied, Found, Performer, Repair, Trashed};
use crate::reflection::Id;
use crate::trouble::Trouble;
use crate::words::words;

impl Performer {
    /// Tells whether something lies in the trash. Reads none of it.
    pub fn has_trash(&self) -> bool {
        self.journal.has_trash()
    }

    /// Puts a reflection in the trash with its copies, or a copy alone, and returns how many copies went with it. It can
    /// be brought back.
    ///
    /// # Errors
    /// It is open elsewhere, or cannot be moved: it is where it was.
    pub fn put_away(&mut self, found: &Found) -> Result<usize, Trouble> {
        self.let_go(&found.id);
        let away = self.journal.put_away(found)?;
        let copies = away.copies();
        self.away.push(away);
        Ok(copies)
    }

    /// Lets go of a reflection, if it is the one that is open here.
    fn let_go(&mut self, id: &Id) {
        if self.pen.as_ref().is_some_and(|pen| pen.found().id == *id) {
            self.close();
        }
    }

    /// Returns what was put in the trash in this sitting and not brought back, the last at the end.
    pub fn away(&self) -> &[Away] {
        &self.away
    }

    /// Tells whether a file that a list found went into the trash in this sitting, and is not back.
    pub fn is_gone(&self, found: &Found) -> bool {
        let took = |away: &Away| away.found.id == found.id && away.took(found);
        self.away.iter().any(took) && !found.path.exists()
    }

    /// Brings back what was put in the trash last in this sitting.
    ///
    /// # Errors
    /// Nothing was, it is no longer there, or it cannot be moved.
    pub fn undo_away(&mut self) -> Result<Back, Trouble> {
        let Some(away) = self.away.last() else {
            return Err(Trouble::new(words().doctor.nothing_to_undo));
        };
        let back = self.journal.undo(away);
        let gone = back.is_err() && !self.journal.holds(away);
        if back.is_ok() || gone {
            self.away.pop();
        }
        back
    }

    /// Lists what is in the trash, what was put away last first.
    pub fn trashed(&self) -> Vec<Trashed> {
        self.journal.trashed()
    }

    /// Brings back what was put away last under an id, the beginning of one, or `last`.
    ///
    /// # Errors
    /// There is none, or it cannot be moved.
    pub fn bring_back(&mut self, name: &str) -> Result<(Trashed, Back), Trouble> {
        let thing = self.journal.trashed_as(name)?;
        let back = self.journal.bring_back(&thing)?;
        Ok((thing, back))
    }

    /// Removes what is in the trash for good.
    ///
    /// # Errors
    /// Something could not be removed.
    pub fn empty_trash(&mut self) -> Result<Emptied, Trouble> {
        self.away.clear();
        self.journal.empty_trash()
    }

    /// Looks at every file of the journal, and changes nothing. `told` hears now and then how many were looked at.
    pub fn checkup(&self, told: &mut dyn FnMut(usize)) -> Checkup {
        self.journal.checkup(told)
    }

    /// Puts right what a look found, as far as it can be put right. Deletes no reflection and no copy.
    pub fn repair(&mut self, found: &Checkup) -> Vec<Repair> {
        self.close();
        self.journal.repair(found, self.now())
    }
}
