//! Envelopes made ahead: the slow part of sealing does not depend on the text, so it is done while nobody types. It knows
//! no text but the one it is handed, and no secret.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::seal::{Envelope, Lid, close};

/// How many envelopes are kept ready, so that a key need not wait for the slow part of sealing: those of some words,
/// so that they are made while nobody types.
const READY: usize = 64;

/// When fewer are left, more are made.
const LOW: usize = 16;

/// Seals one text after another, with envelopes made ready by a thread of their own. That thread knows no text and no
/// secret of the journal's.
pub(super) struct Sealer {
    lid: Lid,
    /// None until somebody asked for it, and where there is no thread.
    stock: Option<Arc<Stock>>,
}

/// Envelopes that are ready.
#[derive(Default)]
struct Stock {
    ready: Mutex<Ready>,
    bell: Condvar,
}

#[derive(Default)]
struct Ready {
    envelopes: Vec<Envelope>,
    /// Whether nobody needs them any more.
    over: bool,
}

impl Stock {
    fn ready(&self) -> MutexGuard<'_, Ready> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one, if there is one.
    fn take(&self) -> Option<Envelope> {
        let mut ready = self.ready();
        let taken = ready.envelopes.pop();
        if ready.envelopes.len() < LOW {
            self.bell.notify_one();
        }
        taken
    }

    /// Fills it up each time it runs low, until nobody needs it any more.
    fn keep(&self, lid: &Lid) {
        loop {
            let enough = |ready: &mut Ready| !ready.over && ready.envelopes.len() >= LOW;
            let low = self.bell.wait_while(self.ready(), enough).unwrap_or_else(PoisonError::into_inner);
            let missing = READY.saturating_sub(low.envelopes.len());
            if low.over {
                return;
            }
            drop(low);
            for _ in 0..missing {
                let Ok(envelope) = lid.envelope() else { return };
                let mut ready = self.ready();
                if ready.over {
                    return;
                }
                ready.envelopes.push(envelope);
            }
        }
    }
}

impl Sealer {
    pub(super) fn new(lid: Lid) -> Self {
        Self { lid, stock: None }
    }

    /// Has the first envelopes made.
    pub(super) fn get_ready(&mut self) {
        if self.stock.is_some() {
            return;
        }
        let (lid, stock) = (self.lid.clone(), Arc::<Stock>::default());
        let theirs = Arc::clone(&stock);
        let work = move || theirs.keep(&lid);
        // Without a thread each text waits for its own envelope.
        if thread::Builder::new().name("envelopes".to_owned()).spawn(work).is_ok() {
            self.stock = Some(stock);
        }
    }

    /// Seals a text.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub(super) fn close(&mut self, text: &[u8]) -> io::Result<Vec<u8>> {
        match self.stock.as_ref().and_then(|stock| stock.take()) {
            Some(envelope) => close(envelope, text),
            None => self.lid.close(text),
        }
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        if let Some(stock) = &self.stock {
            stock.ready().over = true;
            stock.bell.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::seal::Seal;
    use super::*;

    #[test]
    fn envelopes_made_ahead_seal_as_well_and_none_is_used_twice() {
        let seal = Seal::quick();
        let mut sealer = Sealer::new(seal.lid().unwrap().unwrap());
        sealer.get_ready();
        let sealed: Vec<_> = (0..200).map(|_| sealer.close(b"the same").unwrap()).collect();
        for (n, one) in sealed.iter().enumerate() {
            assert_eq!(*seal.open(one.clone()).unwrap(), b"the same");
            assert!(sealed[..n].iter().all(|before| before[200..] != one[200..]));
        }
    }
}
