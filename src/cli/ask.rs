//! Asks for what must not stand in an argument: a passphrase, on the terminal alone or from the person's own command;
//! and for a word typed back before something that cannot be undone.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _, stderr, stdin};

use super::out::{tell, wrapped};
use crate::perform::{COMMAND, NEW_COMMAND, Passphrase, Performer, passphrase_of};
use crate::trouble::Trouble;
use crate::words::{fill, words};
use zeroize::Zeroizing;

/// How often a passphrase may be mistyped.
const TRIES: usize = 3;

/// Fewer characters than these are worth a warning.
const SHORT: usize = 10;

/// Opens a locked journal. Only a passphrase that was refused is asked for again: a damaged key takes none.
///
/// # Errors
/// No passphrase could be had, or none that opens it.
pub(super) fn unlock(performer: &mut Performer) -> Result<(), Trouble> {
    if let Some(passphrase) = passphrase_of(COMMAND)? {
        return performer.unlock(&passphrase);
    }
    let mut tries = 1;
    loop {
        match performer.unlock(&hidden(words().ask.passphrase)?) {
            Err(wrong) if wrong.mistyped && tries < TRIES => tell(&wrong.what),
            done => return done,
        }
        tries += 1;
    }
}

/// Asks for the passphrase there is.
///
/// # Errors
/// None could be had.
pub(super) fn passphrase() -> Result<Passphrase, Trouble> {
    match passphrase_of(COMMAND)? {
        Some(passphrase) => Ok(passphrase),
        None => hidden(words().ask.passphrase),
    }
}

/// Asks for a passphrase that is to come, twice.
///
/// # Errors
/// None could be had, or the two never agreed.
pub(super) fn new_passphrase(changed: bool) -> Result<Passphrase, Trouble> {
    let a = &words().ask;
    if let Some(passphrase) = passphrase_of(if changed { NEW_COMMAND } else { COMMAND })? {
        return Ok(passphrase);
    }
    tell(&wrapped(a.good));
    for _ in 0..TRIES {
        let first = hidden(a.new)?;
        if first.is_empty() {
            tell(a.empty);
            continue;
        }
        if first.length() < SHORT {
            tell(&wrapped(a.short));
        }
        if hidden(a.again)?.same(&first) {
            return Ok(first);
        }
        tell(a.differ);
    }
    Err(Trouble::new(a.never_agreed).safe(a.nothing_done))
}

/// Has a word typed back. It is read from the input, so that a script can give it too.
///
/// # Errors
/// Something else was said: nothing is done.
pub(super) fn typed_back(word: &str) -> Result<(), Trouble> {
    let a = &words().ask;
    let asked = fill(a.type_back, &[("word", word)]);
    // Where nobody sees it, nobody has to be asked.
    let _ = write!(stderr(), "{asked} ").and_then(|()| stderr().flush());
    let mut line = String::new();
    let read = stdin().lock().read_line(&mut line);
    if !stdin().is_terminal() {
        tell("");
    }
    if read.is_ok() && line.trim().eq_ignore_ascii_case(word) {
        return Ok(());
    }
    Err(Trouble::new(fill(a.not_typed, &[("word", word)])).safe(a.nothing_done))
}

/// Asks on the terminal itself, whatever the input is; what is typed is not shown.
fn hidden(prompt: &str) -> Result<Passphrase, Trouble> {
    let a = &words().ask;
    let typed = rpassword::prompt_password(format!("{prompt} ")).map(Zeroizing::new).map_err(|why| {
        let why =
            if why.kind() == io::ErrorKind::Interrupted { a.interrupted.to_owned() } else { why.to_string() };
        Trouble::new(fill(a.no_terminal, &[("why", &why)]))
            .advice(fill(a.no_terminal_how, &[("variable", COMMAND)]))
    })?;
    Ok(Passphrase::new(&typed))
}
