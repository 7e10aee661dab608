//! The screen door: the terminal as a guard, and the loop. Wait, act, save, draw: what is drawn is already on the disk.
//! It never names the journal or the library; its hands are the [`Performer`].

mod alarm;
mod input;
mod keys;
mod lock;
mod look;
mod model;
mod screen;
mod signals;
mod terminal;
mod widget;

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::process::{Signal, getpid, kill_process};
use termina::Event;
use termina::event::{KeyEventKind, Modifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::moment::uptime;
use crate::perform::{COMMAND, Performer, Start, passphrase_of};
use crate::settings::Settings;
use crate::text::Edit;
use crate::trouble::Trouble;
use crate::words::words;
use alarm::Alarm;
pub use input::typed;
use input::{Keyboard, Reading};
use keys::Act;
use look::Look;
use model::Model;
use screen::Desk;
use signals::Wakes;
use terminal::Screen;

pub(crate) use terminal::quiet_panics;

/// How long until a save that failed is tried again.
const RETRY: Duration = Duration::from_secs(1);

/// How long the shell waits at most until no thread holds the key any more.
const GOING: Duration = Duration::from_secs(1);

/// A click this soon after another at the same place is a double click, in milliseconds.
const DOUBLE: u128 = 400;

/// Runs the screen until the person leaves or a signal asks to end.
///
/// # Errors
/// When what was asked for cannot be opened, or the terminal cannot be used; then nothing of it was drawn.
pub fn run(hands: Performer, settings: Settings, start: Start) -> Result<(), Trouble> {
    let look = Look::of(settings.theme, |name| std::env::var(name).ok());
    let mut desk = Desk::new(hands, settings);
    if desk.hands.is_encrypted() {
        desk.has_command = std::env::var(COMMAND).is_ok_and(|set| !set.trim().is_empty());
    }
    if desk.hands.is_locked() {
        // It may ask on the terminal itself, and until it has, a signal ends it as any other program.
        desk.passphrase = passphrase_of(COMMAND).transpose();
    }
    let wakes = Wakes::listen().map_err(|why| gone(&why))?;
    if let Ok(waker) = wakes.waker() {
        desk.hands.wake_by(waker);
    }
    let size = terminal::size().map_err(|why| gone(&why))?;
    let mouse = desk.settings.mouse;
    let model = Model::new(start, desk, look, size, uptime())?;
    let mut screen = Screen::enter(size, mouse).map_err(|why| gone(&why))?;
    Loop { model, wakes, keyboard: Keyboard::new(), alarm: Alarm::new(), clicked: None }.run(&mut screen)
}

fn gone(why: &io::Error) -> Trouble {
    Trouble::new(format!("{} ({why})", words().tui.terminal_gone))
}

/// The loop and what it stands on.
#[derive(Debug)]
struct Loop {
    model: Model,
    wakes: Wakes,
    keyboard: Keyboard,
    /// Rings when nobody was here for too long.
    alarm: Alarm,
    clicked: Option<(std::time::Instant, u16, u16)>,
}

impl Loop {
    fn run(mut self, screen: &mut Screen) -> Result<(), Trouble> {
        while !self.model.over() {
            // Whatever took so long: nobody was here.
            self.model.pass(uptime());
            if let Some(copied) = self.model.desk.copied.take() {
                screen.copy(&copied);
            }
            if let Some(rows) = self.model.change()
                && screen.draw(rows, |frame| self.model.draw(frame)).is_err()
            {
                break;
            }
            self.model.drawn();
            if !self.turn(screen) {
                break;
            }
        }
        self.model.save();
        let settled = self.model.desk.hands.settle();
        screen.blank();
        match self.model.lost() {
            Some(trouble) => Err(trouble),
            None if self.model.over() => Ok(()),
            None => settled,
        }
    }

    /// Sleeps until there is something to do, and does it. Returns whether to go on.
    fn turn(&mut self, screen: &mut Screen) -> bool {
        self.alarm.set(self.model.ends());
        let (typed, woken) = self.wait(self.limit());
        // A key that comes too late is typed nowhere.
        let late = self.model.pass(uptime());
        if woken {
            self.wakes.drain();
            if self.wakes.ends() {
                return false;
            }
            if self.wakes.stops() {
                self.suspend(screen);
            }
            if self.wakes.goes_on() {
                let _ = screen.take_again();
            }
            self.resize(screen);
        }
        if !typed && !woken {
            self.model.retry();
        }
        // A key means what was in sight when it was pressed, not what a thread has found since.
        let there = !typed || self.take_events(late, screen);
        if woken {
            self.model.woken(uptime());
        }
        self.model.look(uptime());
        there
    }

    /// Returns how long to sleep at most: until a save that failed is tried again, a file that is previewed is looked at again,
    /// or nobody was here for too long.
    fn limit(&self) -> Option<Duration> {
        let retry = self.model.desk.unsaved.is_some().then_some(RETRY);
        let times = [self.model.ends(), self.model.looks_at()].into_iter().flatten();
        retry.into_iter().chain(times.map(|time| time.saturating_sub(uptime()))).min()
    }

    /// Waits for the keyboard, a signal or a thread, and tells which came. A terminal that is gone counts as typing:
    /// reading from it tells.
    fn wait(&self, limit: Option<Duration>) -> (bool, bool) {
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let stdin = rustix::stdio::stdin();
        let mut ends =
            vec![PollFd::new(&stdin, PollFlags::IN), PollFd::new(self.wakes.reader(), PollFlags::IN)];
        ends.extend(self.alarm.bell().map(|bell| PollFd::from_borrowed_fd(bell, PollFlags::IN)));
        if rustix::event::poll(&mut ends, limit.as_ref()).is_err() {
            // A signal: its byte is in the pipe.
            return (false, true);
        }
        let came = |n: usize| ends.get(n).is_some_and(|end| !end.revents().is_empty());
        (came(0), came(1))
    }

    /// Takes all events that wait. What they change is saved once, when the last of them was taken. Returns whether the
    /// terminal is still there. Of those that come late, only leaving counts.
    fn take_events(&mut self, late: bool, screen: &mut Screen) -> bool {
        loop {
            let reading = self.keyboard.read();
            let mut next = self.keyboard.next();
            while let Some(event) = next {
                next = self.keyboard.next();
                self.model.desk.busy = next.is_some();
                match late {
                    true => self.late(event),
                    false => self.event(event, screen),
                }
                if self.model.over() {
                    return true;
                }
            }
            self.model.desk.busy = false;
            if self.model.desk.owed {
                self.model.save();
            }
            match reading {
                Reading::All => return true,
                Reading::Gone => return false,
                Reading::Full if self.wait(Some(Duration::ZERO)).0 => {}
                Reading::Full => return true,
            }
        }
    }

    /// Takes an event that came when everything had gone out of sight.
    fn late(&mut self, event: Event) {
        if let Event::Key(key) = event
            && keys::read(key, self.model.keys()) == Some(Act::Leave)
        {
            self.model.act(Act::Leave);
        }
    }

    fn event(&mut self, event: Event, screen: &mut Screen) {
        let touches = match &event {
            Event::Key(key) => key.kind != KeyEventKind::Release,
            Event::Paste(_) | Event::Mouse(_) => true,
            _ => false,
        };
        if touches {
            self.model.touch(uptime());
        }
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                match keys::read(key, self.model.keys()) {
                    Some(Act::Suspend) => self.suspend(screen),
                    Some(act) => self.model.act(act),
                    None => {}
                }
            }
            Event::Paste(text) => self.model.act(Act::Type(text)),
            Event::Mouse(mouse) => self.mouse(mouse),
            _ => {}
        }
        if let Some(text) = self.model.desk.external.take() {
            self.elsewhere(&text, screen);
        }
        if std::mem::take(&mut self.model.desk.asks_command) {
            self.command(screen);
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) {
        let (x, y) = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let again = self.clicked.is_some_and(|(at, was_x, was_y)| {
                    at.elapsed().as_millis() < DOUBLE && (was_x, was_y) == (x, y)
                });
                self.clicked = Some((std::time::Instant::now(), x, y));
                let select = mouse.modifiers.contains(Modifiers::SHIFT);
                self.model.act(if again { Act::DoubleClick(x, y) } else { Act::Click(x, y, select) });
            }
            MouseEventKind::Drag(MouseButton::Left) => self.model.drag(x, y),
            MouseEventKind::ScrollUp => self.model.act(Act::Edit(Edit::Scroll(-3))),
            MouseEventKind::ScrollDown => self.model.act(Act::Edit(Edit::Scroll(3))),
            _ => {}
        }
    }

    fn resize(&mut self, screen: &mut Screen) {
        if let Ok(size) = terminal::size()
            && screen.resize(size, self.wakes.resized()).is_ok()
        {
            self.model.resize(size);
        }
    }

    /// Gives the terminal to the shell until `fg`.
    fn suspend(&mut self, screen: &mut Screen) {
        self.model.save();
        self.model.left();
        // A thread that is stopped while it still holds the key keeps it in memory.
        self.model.desk.hands.wait_until_key_is_gone(GOING);
        terminal::give_back();
        let _ = kill_process(getpid(), Signal::STOP);
        let _ = screen.take_again();
        self.resize(screen);
    }

    /// Has the answer edited in another program, and puts what came back in its place.
    fn elsewhere(&mut self, text: &str, screen: &mut Screen) {
        self.model.save();
        terminal::give_back();
        let edited = self.model.desk.hands.edit_elsewhere(text);
        let _ = screen.take_again();
        self.model.came_back(edited, uptime());
        self.resize(screen);
    }

    /// Asks the command that says the passphrase; it may want the terminal.
    fn command(&mut self, screen: &mut Screen) {
        terminal::give_back();
        let passphrase = passphrase_of(COMMAND);
        let _ = screen.take_again();
        if let Some(passphrase) = passphrase.transpose() {
            self.model.commanded(passphrase);
        }
        // Nothing was in sight meanwhile, and whoever let it ask is here.
        self.model.touch(uptime());
        self.resize(screen);
    }
}
