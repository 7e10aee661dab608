//! The real program in a pseudo-terminal, and what a person would see there. It knows the program only from outside.

use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use super::home::Home;

/// How long anything may take on a machine that is busy with other things.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal of 80 columns and 24 rows in which the program runs.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
    /// How the terminal was set before the program came.
    before: String,
}

/// What came out, as it is read by a thread.
struct Seen {
    shown: Mutex<Shown>,
    bell: Condvar,
}

/// What the terminal shows, and what it was told.
pub(crate) struct Shown {
    parser: vt100::Parser,
    /// All bytes the program wrote.
    pub(crate) raw: Vec<u8>,
    /// Whether no more will come.
    closed: bool,
    /// Whether nobody is to read any more.
    deaf: bool,
}

impl Terminal {
    /// Runs the program.
    pub(crate) fn run(home: &Home, arguments: &[&str]) -> Self {
        Self::run_under(home, &[], &[], arguments)
    }

    /// Runs the program under another that watches or changes what it is given, with more in its environment.
    pub(crate) fn run_under(
        home: &Home,
        under: &[&str],
        environment: &[(&str, &str)],
        arguments: &[&str],
    ) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let before = settings(&*pty.master);
        let all = [under, &[env!("CARGO_BIN_EXE_onward")], arguments].concat();
        let mut command = CommandBuilder::new(all[0]);
        command.args(&all[1..]);
        command.env_clear();
        for (name, value) in home.command(&[]).get_envs() {
            command.env(name, value.unwrap());
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        if !under.is_empty() {
            command.env("PATH", std::env::var_os("PATH").unwrap());
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(home.at("."));
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let parser = vt100::Parser::new(rows(24), rows(80), 0);
        let shown = Mutex::new(Shown { parser, raw: Vec::new(), closed: false, deaf: false });
        let seen = Arc::new(Seen { shown, bell: Condvar::new() });
        let (reader, to) = (pty.master.try_clone_reader().unwrap(), Arc::clone(&seen));
        std::thread::spawn(move || read(reader, &to));
        let writer = Some(pty.master.take_writer().unwrap());
        Self { master: Some(pty.master), writer, child, seen, before }
    }

    /// Types bytes as they are.
    pub(crate) fn press(&mut self, keys: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_ref()).unwrap();
        writer.flush().unwrap();
    }

    /// Looks at what is shown and what was written.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Shown) -> T) -> T {
        at(&self.seen.shown.lock().unwrap())
    }

    /// Returns all that is shown, row by row.
    pub(crate) fn contents(&self) -> String {
        self.look(|shown| shown.parser.screen().contents())
    }

    /// Waits until what is shown is as it should be.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, holds: impl Fn(&Shown) -> bool) {
        let waits = |shown: &mut Shown| !holds(shown);
        let shown = self.seen.shown.lock().unwrap();
        let (shown, waited) = self.seen.bell.wait_timeout_while(shown, PATIENCE, waits).unwrap();
        // The lock is not poisoned by what is told here: other threads read on.
        let told = waited.timed_out().then(|| (shown.parser.screen().contents(), shown.last()));
        drop(shown);
        if let Some((contents, last)) = told {
            panic!("not {what}:\n{contents}\nat last came: {last:?}");
        }
    }

    /// Waits until these words are shown.
    #[track_caller]
    pub(crate) fn until_shown(&self, words: &str) {
        self.until(words, |shown| shown.screen().contents().contains(words));
    }

    /// Sets the size.
    pub(crate) fn resize(&self, columns: u16, lines: u16) {
        self.seen.shown.lock().unwrap().parser.screen_mut().set_size(rows(lines), rows(columns));
        let size = PtySize { rows: lines, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Returns the program's id.
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap()).unwrap()
    }

    /// Reads a file the system keeps about the program.
    pub(crate) fn proc(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.pid().as_raw_nonzero())).unwrap_or_default()
    }

    /// Waits until the program ended, and all it wrote was read.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "still there:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(2));
        };
        if self.master.is_some() {
            self.until("read to its end", Shown::is_closed);
        }
        status
    }

    /// Takes the terminal away from the program, as a window that is closed does. A letter is typed, so that the
    /// thread that reads lets go of it.
    pub(crate) fn hang_up(&mut self, letter: &str) {
        self.seen.shown.lock().unwrap().deaf = true;
        self.press(letter);
        self.until("let go of", Shown::is_closed);
        self.writer = None;
        self.master = None;
    }

    /// Holds that the terminal is as it was before the program came.
    #[track_caller]
    pub(crate) fn is_given_back(&self) {
        self.until("left", |shown| !shown.screen().alternate_screen() && !shown.screen().hide_cursor());
        // The modes of the terminal itself are set back last.
        let begun = Instant::now();
        while settings(&**self.master.as_ref().unwrap()) != self.before && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(2));
        }
        assert_eq!(settings(&**self.master.as_ref().unwrap()), self.before);
        self.look(|shown| {
            let screen = shown.screen();
            assert!(!screen.bracketed_paste(), "pastes still come bracketed");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
            assert_eq!(screen.contents().trim(), "", "something was left on the screen");
            let left = b"\x1b[?1049l";
            let at = shown.raw.windows(left.len()).rposition(|window| window == left).unwrap();
            let after = String::from_utf8_lossy(&shown.raw[at + left.len()..]).into_owned();
            assert_eq!(after.replace("\x1b[?25h", ""), "", "something was printed after leaving");
        });
    }
}

impl Shown {
    /// Returns the screen.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Tells whether no more will come.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Returns what the program wrote last.
    fn last(&self) -> String {
        String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(400)..]).into_owned()
    }

    /// Tells whether the program ever wrote these bytes.
    pub(crate) fn wrote(&self, bytes: &[u8]) -> bool {
        self.raw.windows(bytes.len()).any(|window| window == bytes)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn rows(n: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(n).unwrap()
}

fn settings(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// Reads until the program is gone or nobody wants to know any more.
fn read(mut reader: Box<dyn Read + Send>, to: &Seen) {
    let mut bytes = vec![0; 65536];
    loop {
        // A terminal whose last program ended gives an error instead of an end.
        let read = reader.read(&mut bytes).unwrap_or(0);
        let mut shown = to.shown.lock().unwrap();
        shown.parser.process(&bytes[..read]);
        shown.raw.extend_from_slice(&bytes[..read]);
        if read == 0 || shown.deaf {
            break;
        }
        to.bell.notify_all();
    }
    drop(reader);
    to.shown.lock().unwrap().closed = true;
    to.bell.notify_all();
}
