//! The commands: what can be asked for, and who does it. A command is one file here, one variant and one arm; its file
//! has its arguments and its `run`. Data goes to stdout, everything else to stderr; exit code 0 is done, 1 could not, 2
//! wrong usage.

mod ask;
mod check_in;
mod config;
mod decrypt;
mod delete;
mod doctor;
mod encrypt;
mod enter;
mod export;
mod guides;
mod import;
mod list;
mod mirror;
mod new;
mod out;
mod passphrase;
mod paths;
mod places;
mod progress;
mod rename;
mod restore;
mod resume;
mod search;
mod show;
mod support;
mod switched;
mod today;
mod trash;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use out::{Failed, Out, tell};
use places::Places;

/// A private companion for people repairing trust after a betrayal.
///
/// Without a command, onward opens its home screen. It is not therapy; nobody reads what you write, and nobody is alerted.
/// Your words stay on this machine (see: onward paths).
#[derive(Debug, Parser)]
#[command(name = "onward", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Resume(resume::Args),
    List(list::Args),
    Search(search::Args),
    Show(show::Args),
    Today(today::Args),
    CheckIn(check_in::Args),
    Rename(rename::Args),
    Delete(delete::Args),
    Trash(trash::Args),
    Restore(restore::Args),
    Export(export::Args),
    Import(import::Args),
    Guides(guides::Args),
    Support(support::Args),
    Mirror(mirror::Args),
    Encrypt(encrypt::Args),
    Decrypt(decrypt::Args),
    Passphrase(passphrase::Args),
    Doctor(doctor::Args),
    Paths(paths::Args),
    Config(config::Args),
}

/// Does what the arguments ask for, and returns the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::tui::quiet_panics();
    crate::perform::keep_memory_private();
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(usage) => return out::usage(&usage),
    };
    let mut out = Out::new();
    let done = dispatch(cli, &mut out).and_then(|code| out.finish().map(|()| code));
    match done {
        Ok(code) => code,
        Err(failed) => failed.code(),
    }
}

fn dispatch(cli: Cli, out: &mut Out) -> Result<ExitCode, Failed> {
    let places = &cli.places;
    match cli.command {
        None => enter::home(places),
        Some(Command::New(args)) => new::run(args, places),
        Some(Command::Resume(args)) => resume::run(args, places),
        Some(Command::List(args)) => list::run(&args, places, out),
        Some(Command::Search(args)) => search::run(&args, places, out),
        Some(Command::Show(args)) => show::run(&args, places, out),
        Some(Command::Today(args)) => today::run(&args, places, out),
        Some(Command::CheckIn(args)) => check_in::run(args, places, out),
        Some(Command::Rename(args)) => rename::run(&args, places, out),
        Some(Command::Delete(args)) => delete::run(&args, places, out),
        Some(Command::Trash(args)) => trash::run(&args, places, out),
        Some(Command::Restore(args)) => restore::run(&args, places, out),
        Some(Command::Export(args)) => export::run(&args, places, out),
        Some(Command::Import(args)) => import::run(&args, places, out),
        Some(Command::Guides(args)) => guides::run(&args, places, out),
        Some(Command::Mirror(args)) => mirror::run(&args, places, out),
        Some(Command::Support(args)) => support::run(&args, places, out),
        Some(Command::Encrypt(args)) => encrypt::run(&args, places, out),
        Some(Command::Decrypt(args)) => decrypt::run(&args, places, out),
        Some(Command::Passphrase(args)) => passphrase::run(&args, places, out),
        Some(Command::Doctor(args)) => doctor::run(&args, places, out),
        Some(Command::Paths(args)) => paths::run(&args, places, out),
        Some(Command::Config(args)) => config::run(&args, places, out),
    }
}
