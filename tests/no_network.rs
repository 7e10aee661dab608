//! Nobody else reads it: a whole session and the commands make no system call that has to do with a network.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
    pub(crate) mod outside;
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod terminal;
}

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use support::home::Home;
use support::outside;
use support::terminal::Terminal;

const LEAVE: &str = "\x11";

/// What is set for the child that speaks.
const CHILD: &str = "NO_NETWORK_CHILD";

/// A log of the calls of a program and of all it starts, of every family of sockets.
struct Log {
    path: String,
    _folder: tempfile::TempDir,
}

impl Log {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { path: folder.path().join("log").to_str().unwrap().to_owned(), _folder: folder }
    }

    /// What a program is run under, to write it.
    fn under(&self) -> [&str; 9] {
        ["strace", "-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", &self.path]
    }

    fn read(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    #[track_caller]
    fn is_silent(&self, what: &str) {
        let log = self.read();
        assert!(calls(&log).is_empty(), "{what} spoke to a network:\n{}", calls(&log).join("\n"));
    }
}

/// Returns the calls that stand in a log. A line that cannot be read counts as one. What was refused because it was asked
/// of something that is no socket reached none: so signals ask of the pipe they are to be written to what it is.
fn calls(log: &str) -> Vec<&str> {
    let harmless = |line: &str| {
        let said = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
        let no_socket =
            said.starts_with("sendto(") && said.ends_with("= -1 ENOTSOCK (Socket operation on non-socket)");
        said.is_empty() || said.starts_with("+++ ") || said.starts_with("--- SIG") || no_socket
    };
    log.lines().filter(|line| !harmless(line)).collect()
}

#[test]
fn a_call_in_a_log_is_seen() {
    let pipe =
        "12 sendto(5, \"\", 0, MSG_DONTWAIT, NULL, 0) = -1 ENOTSOCK (Socket operation on non-socket)\n";
    assert!(calls(pipe).is_empty());
    let quiet =
        "+++ exited with 0 +++\n12 --- SIGWINCH {si_signo=SIGWINCH} ---\n13 +++ exited with 0 +++\n\n";
    assert!(calls(quiet).is_empty());
    for bad in [
        "12 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",
        "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = -1 EACCES (Permission denied)",
        "12 sendto(5, \"\", 0, MSG_DONTWAIT, NULL, 0) = 0",
        "12 socket(AF_INET, SOCK_STREAM, 0) = -1 ENOTSOCK (Socket operation on non-socket)",
        "connect(3, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = 0",
        "12 <... recvfrom resumed>0x7ffc, 4096, 0, NULL, NULL) = ? ERESTARTSYS",
        "strace: something went wrong",
    ] {
        assert_eq!(calls(&format!("{quiet}{bad}\n{quiet}")), [bad]);
    }
}

/// Runs in a process of its own: speaks to nobody, but through the system's means for it.
#[test]
fn child_that_speaks() {
    if std::env::var_os(CHILD).is_some() {
        std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    }
}

#[test]
fn a_program_that_speaks_to_a_network_is_caught() {
    if !outside::can_trace() {
        return;
    }
    let log = Log::new();
    let child = std::env::current_exe().unwrap();
    let run = |speaks: bool| {
        let mut command = Command::new("strace");
        command.args(&log.under()[1..]).arg(&child).args(["--exact", "child_that_speaks"]);
        if speaks {
            command.env(CHILD, "1");
        }
        assert!(command.stdout(Stdio::null()).status().unwrap().success());
        log.read()
    };
    assert_eq!(calls(&run(false)), [""; 0]);
    let loud = run(true);
    assert!(calls(&loud).iter().any(|call| call.contains("bind(")), "{loud}");
}

/// Presses the key that stands before a row.
fn choose(terminal: &mut Terminal, row: &str) {
    terminal.until_shown(row);
    let contents = terminal.contents();
    let line = contents.lines().find(|line| line.contains(row)).unwrap();
    let key = line.chars().find(|letter| letter.is_ascii_alphanumeric()).unwrap();
    terminal.press(key.to_lowercase().to_string());
}

/// Looks at a page that home leads to, and comes back.
fn look_at(terminal: &mut Terminal, row: &str, shows: &str) {
    choose(terminal, row);
    terminal.until(row, |shown| !shown.screen().contents().contains("Begin a reflection"));
    terminal.until_shown(shows);
    terminal.press("\x1b");
    terminal.until_shown("Begin a reflection");
}

#[test]
fn a_whole_session_is_silent() {
    if !outside::can_trace() {
        return;
    }
    let home = Home::new();
    let log = Log::new();
    let mut terminal = Terminal::run_under(&home, &log.under(), &[], &[]);
    terminal.until_shown("This is no therapy");
    terminal.press("\r");
    terminal.until_shown("What do you want to look at?");
    terminal.press("\x1b");
    terminal.until_shown("Begin a reflection");
    look_at(&mut terminal, "Guides", "Repairing trust");
    look_at(&mut terminal, "Help lines", "Where are you?");
    look_at(&mut terminal, "Settings and folders", "config.toml");
    choose(&mut terminal, "Begin a reflection");
    terminal.until_shown("What do you want to look at?");
    // The person's own guide is the last one, however many there are.
    terminal.press("\x1b[F\r");
    terminal.until_shown("Which side do you write from?");
    choose(&mut terminal, "I broke trust");
    terminal.until_shown("Are you afraid?");
    terminal.press("n\t");
    terminal.until_shown("Why this stage");
    terminal.press("\t");
    terminal.until_shown("What did you do?");
    terminal.press("Only for myself.\t");
    terminal.until_shown("In a few words?");
    // The help lines again, from within the walk, and the pause.
    terminal.press("\x1b[17~");
    terminal.until_shown("Where are you?");
    terminal.press("\x1b");
    terminal.until_shown("In a few words?");
    terminal.press("\x1b");
    terminal.until_shown("Stop for now");
    terminal.press("\x1b");
    terminal.until_shown("In a few words?");
    terminal.press(LEAVE);
    assert!(terminal.ended().success());
    log.is_silent("the session");
    assert_eq!(home.files().len(), 1);
}

#[test]
fn the_commands_are_silent() {
    if !outside::can_trace() {
        return;
    }
    let home = Home::new();
    let begins = ["--plain", "new", "--guide", "each-kind", "--as", "broke"];
    let log = Log::new();
    let run = |arguments: &[&str], input: &str| {
        let program = home.command(arguments);
        let mut command = Command::new("strace");
        command.args(&log.under()[1..]).arg(program.get_program()).args(arguments).env_clear();
        command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", std::env::var_os("PATH").unwrap()).current_dir(home.at("."));
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let ended = child.wait_with_output().unwrap();
        assert!(ended.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
        log.is_silent(&arguments.join(" "));
    };
    run(&begins, "n\nWhat I did.\n.\n");
    let commands: [&[&str]; 12] = [
        &["list"],
        &["list", "--json"],
        &["show", "last"],
        &["show", "last", "--format", "md"],
        &["show", "last", "--format", "json"],
        &["guides"],
        &["guides", "show", "each-kind"],
        &["guides", "check", "guides/each-kind.toml"],
        &["support"],
        &["support", "us"],
        &["paths"],
        &["config", "check"],
    ];
    for arguments in commands {
        run(arguments, "");
    }
    run(&["--plain", "resume"], "/stop\n");
}
