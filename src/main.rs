//! The program `onward`: reads its arguments, runs, and ends with the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    onward::cli::run(std::env::args_os())
}
