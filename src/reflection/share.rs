//! What of a reflection is for other eyes. What is not said to be for them stays out: answers, titles, what was
//! skipped, where one stopped.

use super::{Answer, Audience, Bookmark, Keeping, Reflection, Value};

impl Audience {
    /// Tells whether what is marked so may be read by that reader. Partner and therapist may be told what is marked for
    /// the partner; the one who wrote it reads everything.
    pub fn may_be_read_by(self, reader: Self) -> bool {
        match reader {
            Self::Own => true,
            Self::Partner => self == Self::Partner,
            Self::Therapist => self != Self::Own,
        }
    }
}

impl Reflection {
    /// Returns what a reader may see of it: all of it for oneself, and for others the answers that are meant for them.
    /// None if there is none of those: that there is such a reflection is then their business neither.
    pub fn for_reader(mut self, reader: Audience) -> Option<Self> {
        if reader == Audience::Own {
            return Some(self);
        }
        self.answers.retain(|answer| meant_for(answer, reader));
        for answer in &mut self.answers {
            answer.rest.clear();
            // How it was kept, and what was seen of the other, is nobody else's.
            answer.keeping = Keeping::default();
            if let Value::Promise(promise) = &mut answer.value {
                promise.earlier.clear();
            }
        }
        self.rest.clear();
        // When a promise was answered last is nobody else's either.
        if let Some(written) = self.answers.iter().map(|answer| answer.at).max() {
            self.updated = written;
        }
        self.place = Bookmark::default();
        // A title of one's own has no reader named; the guide's is known to whoever gets the answers.
        if !self.guide_title.is_empty() {
            self.title.clone_from(&self.guide_title);
        }
        (!self.answers.is_empty()).then_some(self)
    }
}

fn meant_for(answer: &Answer, reader: Audience) -> bool {
    !answer.set_aside && !answer.value.is_empty() && answer.audience.may_be_read_by(reader)
}
