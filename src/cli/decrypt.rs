//! `onward decrypt`: turns encryption off. What it means is said first, and typed back.

use std::process::ExitCode;

use super::ask;
use super::out::{Failed, Out, tell, wrapped};
use super::places::Places;
use super::switched;
use crate::words::{count, words};

/// Keep the journal as plain text again
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, places: &Places, out: &mut Out) -> Result<ExitCode, Failed> {
    let (mut performer, _) = places.open()?;
    let s = &words().switch;
    if !performer.is_encrypted() {
        out.line(s.was_plain)?;
        return Ok(ExitCode::SUCCESS);
    }
    performer.is_alone()?;
    ask::unlock(&mut performer)?;
    tell(&wrapped(s.decrypt_means));
    ask::typed_back(s.decrypt_word)?;
    let done = performer.decrypt(&mut switched::progress())?;
    match done.files {
        0 => out.line(s.decrypted_none)?,
        files => out.line(&count(files, s.decrypted, s.decrypted_many))?,
    }
    switched::tell_rest(&done, out)?;
    Ok(switched::code(&done))
}
