//! Sees to it that what a session asks for is done: what failed is told at once, and tried again until it works. It
//! knows no line and no page.

use crate::effect::Effect;
use crate::moment::Moment;
use crate::perform::{Asked, Past, Performer, Read};
use crate::question::Feature;
use crate::session::Session;
use crate::trouble::Trouble;

/// The hands, as far as a walk needs them.
pub trait Hands {
    /// Does what a session asks for.
    ///
    /// # Errors
    /// It could not be done.
    fn perform(&mut self, effect: Effect) -> Result<(), Trouble>;

    /// Sees to it that what was saved is on the disk for good.
    ///
    /// # Errors
    /// The disk refused.
    fn settle(&mut self) -> Result<(), Trouble>;

    /// Returns, once, something to tell that is no failure.
    fn note(&mut self) -> Option<Trouble>;

    /// Turns features off for the rest of the sitting.
    fn turn_off(&mut self, _features: Vec<Feature>) {}

    /// Reads the clock.
    fn now(&self) -> Moment {
        Moment::now()
    }

    /// Returns what the guide is now, where it is a file that is previewed and reads otherwise than before.
    fn renewed(&mut self) -> Option<Read> {
        None
    }

    /// Returns the newest of the earlier answers to a question, as many as asked for, and how many more there are.
    fn earlier(&self, _asked: &Asked, _most: usize) -> (Vec<Past>, usize) {
        (Vec::new(), 0)
    }
}

impl Hands for Performer {
    fn perform(&mut self, effect: Effect) -> Result<(), Trouble> {
        Self::perform(self, effect)
    }

    fn settle(&mut self) -> Result<(), Trouble> {
        Self::settle(self)
    }

    fn note(&mut self) -> Option<Trouble> {
        Self::note(self).or_else(|| self.synced()?.err())
    }

    fn turn_off(&mut self, features: Vec<Feature>) {
        Self::turn_off(self, features);
    }

    fn now(&self) -> Moment {
        Self::now(self)
    }

    fn earlier(&self, asked: &Asked, most: usize) -> (Vec<Past>, usize) {
        Self::earlier(self, asked).newest(most)
    }
}

/// What is still to be done, if it failed.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    owed: Option<Effect>,
}

impl Keeping {
    /// Does what a step led to. What cannot be done is owed; the newest takes the place of an older, which it contains,
    /// but a copy that is owed is still made before less is kept.
    pub(super) fn perform(&mut self, hands: &mut impl Hands, effects: Vec<Effect>) -> Result<(), Trouble> {
        let mut outcome = Ok(());
        for effect in effects {
            let effect = match (self.owed.take(), effect) {
                (Some(Effect::Reduce { kept, .. }), Effect::Save(newest)) => {
                    Effect::Reduce { whole: newest, kept }
                }
                (Some(Effect::Discard(id)), Effect::Save(_)) => Effect::Discard(id),
                (_, effect) => effect,
            };
            let done = hands.perform(effect.clone());
            if done.is_err() {
                self.owed = Some(effect);
            }
            outcome = done;
        }
        outcome
    }

    /// Tells whether something is owed.
    pub(super) fn owes(&self) -> bool {
        self.owed.is_some()
    }

    /// Tries again what is owed. A save is that of the reflection as it stands now.
    pub(super) fn again(&mut self, hands: &mut impl Hands, session: &Session) -> Result<(), Trouble> {
        match self.owed.take() {
            None => Ok(()),
            Some(Effect::Save(_)) => {
                self.perform(hands, vec![Effect::Save(std::sync::Arc::clone(session.reflection()))])
            }
            Some(other) => self.perform(hands, vec![other]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;
    use crate::reflection::{Id, Reflection};
    use std::sync::Arc;

    /// Hands that fail as long as they are told to.
    struct Unsteady {
        fails: bool,
        done: Vec<Effect>,
    }

    impl Hands for Unsteady {
        fn perform(&mut self, effect: Effect) -> Result<(), Trouble> {
            if self.fails {
                return Err(Trouble::new("full"));
            }
            self.done.push(effect);
            Ok(())
        }

        fn settle(&mut self) -> Result<(), Trouble> {
            Ok(())
        }

        fn note(&mut self) -> Option<Trouble> {
            None
        }
    }

    fn reflection() -> Arc<Reflection> {
        Arc::new(Reflection::begin(Id::from_numbers([1; 8]), "g", "G", "broke", Moment::at(0, 0)))
    }

    /// Returns what is done when the first effect fails and the second does not.
    fn after(first: Effect, second: Effect) -> Vec<Effect> {
        let mut hands = Unsteady { fails: true, done: Vec::new() };
        let mut keeping = Keeping::default();
        assert!(keeping.perform(&mut hands, vec![first]).is_err() && keeping.owes());
        hands.fails = false;
        assert!(keeping.perform(&mut hands, vec![second]).is_ok() && !keeping.owes());
        hands.done
    }

    #[test]
    fn the_newest_save_stands_for_an_older() {
        assert_eq!(
            after(Effect::Save(reflection()), Effect::Save(reflection())),
            [Effect::Save(reflection())]
        );
    }

    #[test]
    fn less_is_never_written_without_its_copy() {
        let reduce = Effect::Reduce { whole: reflection(), kept: reflection() };
        assert_eq!(after(reduce.clone(), Effect::Save(reflection())), [reduce]);
        let discard = Effect::Discard(Id::from_numbers([1; 8]));
        assert_eq!(after(discard.clone(), Effect::Save(reflection())), [discard]);
    }

    #[test]
    fn nothing_to_do_leaves_what_is_owed() {
        let mut hands = Unsteady { fails: true, done: Vec::new() };
        let mut keeping = Keeping::default();
        assert!(keeping.perform(&mut hands, vec![Effect::Save(reflection())]).is_err());
        assert!(keeping.perform(&mut hands, Vec::new()).is_ok() && keeping.owes());
    }
}
