//! The terminal: entered as a guard, and given back as it was on every way out. What changed of a frame is drawn in one
//! write; a key that changed one row costs one row, not a screen.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use crate::text::shown;

/// Whether the terminal is ours now, so that a panic knows whether to give it back.
static OURS: AtomicBool = AtomicBool::new(false);

/// Clicks and drags with SGR coordinates; not every motion, which would wake us for nothing.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// What waits to be written. The backend flushes several times a frame; the terminal gets it at once, in one write.
#[derive(Clone, Debug, Default)]
struct Outgoing(Rc<RefCell<Vec<u8>>>);

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Outgoing {
    /// Writes it.
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

/// A frame, or some rows of one, while it is drawn.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    buffer: &'a mut Buffer,
    screen: Rect,
}

impl<'a> Frame<'a> {
    /// Draws on a buffer that holds all rows of the screen, or some.
    pub(crate) fn new(buffer: &'a mut Buffer, screen: Rect) -> Self {
        Self { buffer, screen }
    }

    /// Returns the whole screen.
    pub(crate) fn area(&self) -> Rect {
        self.screen
    }

    /// Tells whether any of these rows is drawn now; what is not need not be made.
    pub(crate) fn shows(&self, rows: Rect) -> bool {
        rows.y < self.buffer.area.bottom() && rows.bottom() > self.buffer.area.y
    }

    /// Draws a widget of one line. Outside the rows that are drawn it leaves no trace.
    pub(crate) fn render_widget(&mut self, widget: impl Widget, line: Rect) {
        if line.y >= self.buffer.area.y && line.bottom() <= self.buffer.area.bottom() {
            widget.render(line.intersection(self.buffer.area), self.buffer);
        }
    }
}

/// The terminal while it is ours.
#[derive(Debug)]
pub(crate) struct Screen {
    backend: CrosstermBackend<Outgoing>,
    outgoing: Outgoing,
    /// What the terminal shows.
    shown: Buffer,
    cursor: Option<Position>,
    mouse: bool,
}

impl Screen {
    /// Enters the alternate screen.
    ///
    /// # Errors
    /// When the terminal refuses, which leaves it as it was.
    pub(crate) fn enter(size: Size, mouse: bool) -> io::Result<Self> {
        take(mouse).inspect_err(|_| give_back())?;
        // `NO_COLOR` is honoured by the styles; crossterm's own way would erase bold and underline too.
        crossterm::style::force_color_output(true);
        let outgoing = Outgoing::default();
        let backend = CrosstermBackend::new(outgoing.clone());
        let shown = Buffer::empty(Rect::from((Position::ORIGIN, size)));
        Ok(Self { backend, outgoing, shown, cursor: None, mouse })
    }

    /// Takes the terminal again after it was given away: the next frame is drawn whole.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub(crate) fn take_again(&mut self) -> io::Result<()> {
        take(self.mouse)?;
        self.forget(self.shown.area)
    }

    /// Draws a frame, or only these rows of it: `draw` fills them, and says where the cursor belongs. Nothing in them
    /// can command the terminal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(crate) fn draw(
        &mut self,
        rows: Rect,
        draw: impl FnOnce(&mut Frame<'_>) -> Option<Position>,
    ) -> io::Result<()> {
        let screen = self.shown.area;
        let rows = rows.intersection(screen);
        if rows.is_empty() {
            // A row that changed may lie below a window that shrank.
            return self.outgoing.send();
        }
        let mut next = Buffer::empty(rows);
        let cursor = draw(&mut Frame::new(&mut next, screen));
        sweep(&mut next);
        let (start, end) =
            (self.shown.index_of(rows.x, rows.y), usize::from(rows.width) * usize::from(rows.height));
        let cells = &mut self.shown.content[start..start + end];
        let mut before = Buffer { area: rows, content: Vec::with_capacity(end) };
        before.content.extend(cells.iter_mut().map(std::mem::take));
        self.backend.draw(before.diff(&next).into_iter())?;
        for (cell, new) in cells.iter_mut().zip(next.content) {
            *cell = new;
        }
        self.put_cursor(cursor)?;
        self.outgoing.send()
    }

    fn put_cursor(&mut self, cursor: Option<Position>) -> io::Result<()> {
        match (cursor, self.cursor) {
            (None, Some(_)) => self.backend.hide_cursor()?,
            (Some(_), None) => self.backend.show_cursor()?,
            _ => {}
        }
        self.cursor = cursor;
        cursor.map_or(Ok(()), |position| self.backend.set_cursor_position(position))
    }

    /// Learns the size of the terminal. The next frame is drawn whole when it changed, or changed and changed back.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(crate) fn resize(&mut self, size: Size, again: bool) -> io::Result<()> {
        let area = Rect::from((Position::ORIGIN, size));
        if again || self.shown.area != area {
            self.forget(area)?;
        }
        Ok(())
    }

    fn forget(&mut self, area: Rect) -> io::Result<()> {
        self.shown = Buffer::empty(area);
        self.cursor = None;
        queue!(self.outgoing, Clear(ClearType::All))
    }

    /// Blanks the screen at once.
    pub(crate) fn blank(&mut self) {
        let _ = self.forget(self.shown.area);
        let _ = self.outgoing.send();
    }

    /// Puts text on the terminal's clipboard (OSC 52), with the next frame.
    pub(crate) fn copy(&mut self, text: &str) {
        let _ = write!(self.outgoing, "\x1b]52;c;{}\x07", base64(text.as_bytes()));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        out.write_all(MOUSE_ON)?;
    }
    out.flush()
}

/// Gives the terminal back as it was: blank first, so that no word stays. Harmless when it is not ours.
pub(crate) fn give_back() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = queue!(out, Clear(ClearType::All));
    let _ = out.write_all(MOUSE_OFF);
    let _ = queue!(out, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// Asks for the size of the terminal that is written to.
///
/// # Errors
/// When it is no terminal.
pub(crate) fn size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    // A terminal that does not know its size is taken for the one all began with.
    let or = |n: u16, usual: u16| if n == 0 { usual } else { n };
    Ok(Size { width: or(size.ws_col, 80), height: or(size.ws_row, 24) })
}

/// A panic gives the terminal back before it speaks, and speaks of the place in the program only: a message could
/// hold words of the person's own.
pub(crate) fn quiet_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            give_back();
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(
                io::stderr(),
                "{}",
                crate::words::fill(crate::words::words().tui.panic, &[("place", &place)])
            );
        }));
    });
}

/// Replaces, in a finished frame, whatever a terminal would obey.
fn sweep(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if matches!(symbol.as_bytes(), [b' '..=b'~']) {
            continue;
        }
        let tame = shown(symbol);
        if tame != symbol {
            let tame = tame.into_owned();
            cell.set_symbol(&tame);
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let all = (0..3).fold(0u32, |all, n| all << 8 | u32::from(*chunk.get(n).unwrap_or(&0)));
        for n in 0..4 {
            let sign = SIGNS[(all >> (18 - 6 * n) & 63) as usize];
            out.push(if n <= chunk.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn nothing_in_a_frame_commands_the_terminal() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        for (cell, symbol) in buffer.content.iter_mut().zip(["\x1b", "\u{202e}", "\u{9b}", "e\u{301}"]) {
            cell.set_symbol(symbol);
        }
        sweep(&mut buffer);
        let all: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
        assert!(!all.contains(['\x1b', '\u{202e}', '\u{9b}']), "{all:?}");
        assert!(all.contains("e\u{301}"));
    }

    #[test]
    fn a_copy_is_base64() {
        for (plain, coded) in [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("é!", "w6kh")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
