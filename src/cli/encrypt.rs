//! `onward encrypt`: turns encryption on. What it means is said first, and typed back.

use std::process::ExitCode;

use super::ask;
use super::out::{Failed, Out, tell, wrapped};
use super::places::Places;
use super::switched;
use crate::words::{count, fill, words};

/// Keep the journal encrypted from now on (in the standard age format)
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (mut performer, _) = places.open()?;
    let s = &words().switch;
    performer.is_alone()?;
    let fresh = !performer.is_encrypted();
    let passphrase = if fresh {
        tell(&wrapped(s.encrypt_means));
        ask::typed_back(s.encrypt_word)?;
        ask::new_passphrase(false)?
    } else {
        ask::passphrase()?
    };
    tell(s.moment);
    let done = performer.encrypt(&passphrase, &mut switched::progress())?;
    match (fresh, done.files) {
        (false, 0) => out.line(s.was_encrypted)?,
        (true, 0) => out.line(s.encrypted_none)?,
        (_, files) => out.line(&count(files, s.encrypted, s.encrypted_many))?,
    }
    switched::tell_rest(&done, out)?;
    if fresh {
        let identity = performer.paths().journal.join("identity.age").display().to_string();
        out.line(&fill(s.encrypted_open, &[("identity", &identity)]))?;
    }
    Ok(switched::code(&done))
}
