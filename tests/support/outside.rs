//! Tools of the machine that some tests look through. Where one is missing its tests are skipped, and say so; where
//! everything has to be checked they fail instead. It knows nothing of what they are used for.

use std::process::{Command, Stdio};

/// Set to 1 where nothing may be skipped.
const ALL: &str = "ONWARD_ALL_CHECKS";

/// Tells whether this command does what it should here. If it does not, the test that asked is to be skipped.
///
/// # Panics
/// It does not, and nothing may be skipped.
#[track_caller]
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn works(command: &[&str]) -> bool {
    let quiet = || Stdio::null();
    let mut run = Command::new(command[0]);
    run.args(&command[1..]).stdin(quiet()).stdout(quiet()).stderr(quiet());
    if run.status().is_ok_and(|status| status.success()) {
        return true;
    }
    let all = std::env::var_os(ALL).is_some_and(|all| all == "1");
    assert!(!all, "`{}` does not work here, and {ALL} is set", command.join(" "));
    println!("skipped: `{}` does not work here", command.join(" "));
    false
}

/// Tells whether programs can be watched here.
#[track_caller]
pub(crate) fn can_trace() -> bool {
    works(&["strace", "-f", "-o", "/dev/null", "true"])
}
