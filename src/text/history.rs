//! What undo remembers: steps of a word or so, forgotten from the oldest on when they take too much memory.
//! Knows no layout; the editor carries the steps out.

use std::collections::VecDeque;

use super::body::{Body, Place};

/// Bytes of text that may be remembered; the newest step is kept whatever its size.
const CAP: usize = 4 << 20;
/// A step of typing grows no longer than this, even without a space in it.
const LONGEST_RUN: usize = 512;

/// Caret and selection at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) caret: Place,
    pub(super) anchor: Option<Place>,
}

/// One thing to take back: at `at`, `removed` gave way to `inserted`.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) at: Place,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) before: Mark,
    pub(super) after: Mark,
}

/// How a step came about; steps of the same kind that touch are taken back together, a word at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Typed,
    ErasedBack,
    ErasedOn,
    /// Stands alone: pastes, cuts, new paragraphs.
    Whole,
}

#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// The last step may still grow by steps of this kind.
    open: Option<Kind>,
    bytes: usize,
}

impl History {
    /// Ends the run of typing: the next step stands on its own.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    pub(super) fn record(&mut self, step: Step, kind: Kind) {
        for step in self.undone.drain(..) {
            self.bytes -= step.size();
        }
        match self.done.back_mut() {
            Some(last) if self.open == Some(kind) && last.takes(&step, kind) => {
                self.bytes += step.removed.len() + step.inserted.len();
                last.grow(step, kind);
            }
            _ => {
                self.bytes += step.size();
                self.done.push_back(step);
            }
        }
        self.open = (kind != Kind::Whole).then_some(kind);
        while self.bytes > CAP && self.done.len() > 1 {
            self.bytes -= self.done.pop_front().map_or(0, |step| step.size());
        }
    }

    /// Hands `carry_out` the step to take back; false when there is none.
    pub(super) fn undo(&mut self, carry_out: impl FnOnce(&Step)) -> bool {
        self.close();
        let Some(step) = self.done.pop_back() else {
            return false;
        };
        carry_out(&step);
        self.undone.push(step);
        true
    }

    /// Hands `carry_out` the step to do again; false when there is none.
    pub(super) fn redo(&mut self, carry_out: impl FnOnce(&Step)) -> bool {
        self.close();
        let Some(step) = self.undone.pop() else {
            return false;
        };
        carry_out(&step);
        self.done.push_back(step);
        true
    }
}

impl Step {
    fn size(&self) -> usize {
        self.removed.len() + self.inserted.len() + size_of::<Step>()
    }

    /// Whether `next`, of the same kind, belongs to the same word.
    fn takes(&self, next: &Step, kind: Kind) -> bool {
        let short = self.inserted.len() + self.removed.len() < LONGEST_RUN;
        short
            && match kind {
                Kind::Whole => false,
                Kind::Typed => {
                    next.removed.is_empty()
                        && Body::end_of(self.at, &self.inserted) == next.at
                        && same_word(&self.inserted, &next.inserted)
                }
                Kind::ErasedOn => self.at == next.at && same_word(&self.removed, &next.removed),
                Kind::ErasedBack => {
                    Body::end_of(next.at, &next.removed) == self.at && same_word(&next.removed, &self.removed)
                }
            }
    }

    fn grow(&mut self, next: Step, kind: Kind) {
        match kind {
            Kind::Typed => self.inserted.push_str(&next.inserted),
            Kind::ErasedBack => {
                self.removed.insert_str(0, &next.removed);
                self.at = next.at;
            }
            Kind::ErasedOn | Kind::Whole => self.removed.push_str(&next.removed),
        }
        self.after = next.after;
    }
}

/// A word ends where space gives way to something else.
fn same_word(left: &str, right: &str) -> bool {
    let space_before = left.chars().next_back().is_some_and(char::is_whitespace);
    let space_behind = right.chars().next().is_some_and(char::is_whitespace);
    !space_before || space_behind
}
