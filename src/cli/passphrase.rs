//! `onward passphrase`: another passphrase for an encrypted journal.

use std::process::ExitCode;

use super::ask;
use super::out::{Failed, Out, tell, wrapped};
use super::places::Places;
use crate::trouble::Trouble;
use crate::words::words;

/// Change the passphrase
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (mut performer, _) = places.open()?;
    let s = &words().switch;
    if !performer.is_encrypted() {
        return Err(Trouble::new(s.was_plain).advice(s.was_plain_how).into());
    }
    performer.is_alone()?;
    tell(s.present);
    ask::unlock(&mut performer)?;
    let passphrase = ask::new_passphrase(true)?;
    tell(s.moment);
    performer.change_passphrase(&passphrase)?;
    out.line(s.changed)?;
    out.line(&wrapped(s.changed_not))?;
    Ok(ExitCode::SUCCESS)
}
