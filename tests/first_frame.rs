//! At once there, whatever the size of the journal: before home is drawn no folder of reflections is looked into, and no
//! more than one of them is opened; what has to be looked for is looked for afterwards.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod outside;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod terminal;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod trace;
}

use support::home::Home;
use support::outside;
use support::terminal::Terminal;
use support::trace::{self, Call};

const LEAVE: &str = "\x11";
/// A word of home: spaces are not written where there was nothing.
const BEGIN: &str = "Begin";

/// What the real program asked of the system from its start until it ended at home.
fn calls(home: &Home) -> Vec<Call> {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let under = trace::under("getdents64,openat,write", &log);
    let under: Vec<&str> = under.iter().map(String::as_str).collect();
    let mut terminal = Terminal::run_under(home, &under, &[], &[]);
    terminal.until_shown("Continue where you stopped");
    // What there is to go on with, remembered or found.
    terminal.until_shown("just now");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    trace::read(&log)
}

/// Tells how often folders of reflections were looked into, and entries opened, until home was drawn; and afterwards.
fn looked(calls: &[Call]) -> [(usize, usize); 2] {
    let drawn = calls.iter().position(|call| {
        let text = call.name == "write" && call.arguments[0].starts_with("1<");
        text && String::from_utf8_lossy(&trace::bytes_of(&call.arguments[1])).contains(BEGIN)
    });
    let (before, after) = calls.split_at(drawn.unwrap());
    [before, after].map(|calls| {
        let ours = |path: Option<std::path::PathBuf>| {
            path.is_some_and(|path| path.to_string_lossy().contains("reflections"))
        };
        let folders =
            calls.iter().filter(|call| call.name == "getdents64" && ours(trace::path_of(&call.arguments[0])));
        let entries = calls.iter().filter(|call| {
            let toml = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "toml");
            call.name == "openat" && ours(call.handle.clone().filter(toml))
        });
        (folders.count(), entries.count())
    })
}

#[test]
fn no_folder_is_looked_into_before_home_is_drawn() {
    if !outside::can_trace() {
        return;
    }
    let home = Home::new();
    for n in 0..6 {
        home.run_with(
            &["--plain", "new", "--guide", "each-kind", "--as", "broke"],
            format!("n\nNumber {n}.\n.\n").as_bytes(),
        )
        .done();
    }
    // As it is remembered, and as it is where nothing is.
    for remembered in [true, false] {
        if !remembered {
            std::fs::rename(home.at("state"), home.at("gone")).unwrap();
        }
        let [before, after] = looked(&calls(&home));
        assert_eq!(before, (0, usize::from(remembered)), "folders and entries before home is drawn");
        assert!(remembered || after.0 >= 3 && after.1 >= 1, "what is looked for afterwards: {after:?}");
    }
}
