//! A pseudo-terminal with the program in it.

use std::error::Error;
use std::io::{Read as _, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::home::Home;

/// The screen is at rest when nothing came for so long.
const REST: Duration = Duration::from_millis(700);

/// A terminal with the program in it; it ends with its master side.
pub(crate) struct Terminal {
    parser: vt100::Parser,
    keys: Box<dyn Write + Send>,
    drawn: Receiver<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program and waits until it has drawn.
    pub(crate) fn open(
        home: &Home,
        arguments: &[&str],
        (cols, rows): (u16, u16),
        colours: bool,
    ) -> Result<Self, Box<dyn Error>> {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })?;
        let mut command = CommandBuilder::new(std::env::current_exe()?);
        command.env_clear();
        let surroundings = [
            ("TERM", "xterm-256color"),
            ("COLORTERM", "truecolor"),
            ("LANG", "C.UTF-8"),
            ("ONWARD_PICTURE", "1"),
        ];
        surroundings.iter().for_each(|(name, value)| command.env(name, value));
        if !colours {
            command.env("NO_COLOR", "1");
        }
        command.env("HOME", home.path());
        command.cwd(home.path());
        command.args(["--dir", home.journal().to_str().ok_or("no text")?]);
        command.args(arguments);
        let child = pair.slave.spawn_command(command)?;
        let mut reader = pair.master.try_clone_reader()?;
        let (tell, drawn) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if tell.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer()?;
        let parser = vt100::Parser::new(NonZero::try_from(rows)?, NonZero::try_from(cols)?, 0);
        let mut terminal = Terminal { parser, keys, drawn, child, _master: pair.master };
        for _ in 0..20 {
            terminal.rest();
            if !terminal.screen().contents().trim().is_empty() {
                break;
            }
        }
        Ok(terminal)
    }

    /// Presses keys, and waits until what they do is drawn.
    pub(crate) fn press(&mut self, keys: &str) -> std::io::Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()?;
        self.rest();
        Ok(())
    }

    /// Returns what stands there.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    fn rest(&mut self) {
        while let Ok(bytes) = self.drawn.recv_timeout(REST) {
            self.parser.process(&bytes);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The child may have ended by itself; either way it is over.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
