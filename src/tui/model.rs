//! The model: the stack of screens, the footer, and whether all of it is hidden or locked. Acts change it; drawing does
//! not. It reads no clock: time is handed in, as [`crate::moment::uptime`] has it.

mod away;
#[cfg(test)]
mod tests;
mod watch;

use std::time::Duration;

use ratatui::layout::{Position, Rect, Size};

use super::keys::{Act, Binding, EVERYWHERE};
use super::lock::{Lock, Sight};
use super::look::Look;
use super::screen::{Desk, Given, HelpPage, Previewed, Reply, Route, Scene, Turn, build};
use super::terminal::Frame;
use super::widget::footer::{self, Footer};
use super::widget::{column, page};
use crate::perform::Start;
use crate::question::Support;
use crate::trouble::Trouble;
use crate::words::words;

/// The least room in which anything can be read.
const LEAST: Size = Size { width: 20, height: 6 };

/// All that is on the screen, and what it stands on.
#[derive(Debug)]
pub(crate) struct Model {
    scenes: Vec<Box<dyn Scene>>,
    pub(crate) desk: Desk,
    look: Look,
    size: Size,
    lock: Lock,
    /// Where to go in once the journal is unlocked.
    waiting: Option<Start>,
    /// Something to say once, in the footer's place.
    note: Option<Trouble>,
    /// Whether leaving was asked for while a save had failed: the next time leaves.
    warned: bool,
    over: bool,
    /// Why the program ends, when what was asked for could not be opened.
    failed: Option<Trouble>,
    /// What can wait until the next frame was drawn.
    after: After,
    /// The rows that have to be drawn anew; none: nothing has.
    change: Option<Rect>,
    /// When a file that is shown was looked at last.
    watched: Duration,
}

/// What can wait until the next frame was drawn.
#[derive(Debug, Default)]
struct After {
    /// Getting ready to write.
    ready: bool,
    /// Bringing what was saved to the disk itself.
    settle: bool,
}

impl Model {
    /// Opens the first screen; of a locked journal, the question for its passphrase.
    ///
    /// # Errors
    /// When what it shows cannot be read.
    pub(crate) fn new(
        start: Start,
        desk: Desk,
        look: Look,
        size: Size,
        now: Duration,
    ) -> Result<Self, Trouble> {
        let after = desk.settings.lock_after(desk.hands.is_encrypted());
        let mut model = Self {
            scenes: Vec::new(),
            desk,
            look,
            size,
            lock: Lock::new(after, now),
            waiting: None,
            note: None,
            warned: false,
            over: false,
            failed: None,
            after: After::default(),
            change: None,
            watched: now,
        };
        if model.desk.hands.is_locked() {
            model.waiting = Some(start);
            model.ask();
            model.after.ready = true;
        } else {
            model.enter(start)?;
        }
        model.all_changed();
        Ok(model)
    }

    /// Goes in where it was asked for.
    fn enter(&mut self, start: Start) -> Result<(), Trouble> {
        let first = first(start, &mut self.desk);
        let scene = build(first, &mut self.desk)?;
        self.scenes.push(scene);
        self.note = self.desk.hands.note();
        self.after.ready = true;
        self.fit();
        Ok(())
    }

    /// Tells whether the program ends.
    pub(crate) fn over(&self) -> bool {
        self.over
    }

    /// Returns the keys that mean something now, the nearest first.
    pub(crate) fn keys(&self) -> Vec<&'static Binding> {
        let scene = self.scenes.last();
        let own = scene.map(|scene| scene.offered(scene.keys())).unwrap_or_default();
        let writing = scene.map(|scene| scene.offered(scene.writing())).unwrap_or_default();
        own.into_iter().chain(writing).chain(EVERYWHERE).collect()
    }

    /// Learns the size of the terminal.
    pub(crate) fn resize(&mut self, size: Size) {
        // What was laid out stays as it is, as far as it was scrolled.
        if self.size != size {
            self.size = size;
            self.fit();
            self.fit_below();
        }
        self.all_changed();
    }

    /// Returns, once, the rows that have to be drawn anew.
    pub(crate) fn change(&mut self) -> Option<Rect> {
        self.change.take()
    }

    fn all_changed(&mut self) {
        self.change = Some(Rect::from((Position::ORIGIN, self.size)));
    }

    /// Returns what the frame around the screens depends on, to know whether it changed.
    fn around(&self) -> (usize, bool, bool, bool, bool, Sight) {
        let saved = self.footer().saved;
        let (unsaved, note) = (!self.is_safe(), self.note.is_some());
        (self.scenes.len(), saved, unsaved, note, self.warned, self.lock.sight)
    }

    /// Returns the room a screen has.
    fn room(&self) -> Size {
        Size { width: self.size.width, height: self.size.height.saturating_sub(footer::HEIGHT) }
    }

    fn fit(&mut self) {
        let room = self.room();
        if let Some(scene) = self.scenes.last_mut() {
            scene.fit(room);
        }
    }

    /// Acts.
    pub(crate) fn act(&mut self, act: Act) {
        let around = self.around();
        self.warned &= !self.is_safe();
        self.do_act(act);
        let rows = self.scenes.last().and_then(|scene| scene.changed()).filter(|_| self.around() == around);
        match (rows, self.change) {
            (Some(rows), Some(before)) => self.change = Some(rows.union(before)),
            (Some(rows), None) => self.change = Some(rows),
            (None, _) => self.all_changed(),
        }
    }

    fn do_act(&mut self, act: Act) {
        match self.lock.sight {
            _ if act == Act::Leave => return self.leave(),
            // Only the key that hid it means anything: whatever else is typed is not for us.
            Sight::Hidden if act == Act::Hide => return self.lock.sight = Sight::Screens,
            Sight::Hidden => return,
            Sight::Locked => return self.ask_by(act),
            Sight::Screens | Sight::Asked => {}
        }
        self.note = None;
        let turn = match act {
            Act::Hide => Turn::Hide,
            Act::Help => Turn::Open(Route::Help(Box::new(self.help_page()))),
            Act::Support => Turn::Open(Route::Support(Support::All)),
            act => match self.scenes.last_mut() {
                Some(scene) => scene.act(act, &mut self.desk),
                None => Turn::Leave,
            },
        };
        self.turn(turn);
        self.unlocked();
        if !self.lock.is_locked() {
            self.note = self.note.take().or_else(|| self.desk.hands.note());
        }
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Stay => {}
            Turn::Close => self.close(),
            Turn::Reply(reply) => {
                self.close();
                self.reply(reply);
            }
            Turn::Open(route) => self.open(route),
            Turn::Replace(route) => {
                let before = self.scenes.pop();
                if !self.open_or_note(route) {
                    self.scenes.extend(before);
                }
                self.fit();
            }
            Turn::Home => {
                self.save();
                if self.desk.unsaved.is_some() {
                    // What is not saved is not put out of sight; the footer says why.
                    return if self.scenes.len() > 1 { self.close() } else { self.fit() };
                }
                self.scenes.clear();
                self.open(Route::Home);
            }
            Turn::Hide => self.hide(),
            Turn::Leave => self.leave(),
        }
    }

    fn reply(&mut self, reply: Reply) {
        if let Reply::Do(act) = reply {
            return self.act(act);
        }
        if let Some(scene) = self.scenes.last_mut() {
            let turn = scene.answer(reply, &mut self.desk);
            self.turn(turn);
        }
    }

    fn open(&mut self, route: Route) {
        self.open_or_note(route);
        self.fit();
    }

    fn open_or_note(&mut self, route: Route) -> bool {
        match build(route, &mut self.desk) {
            Ok(scene) => {
                self.scenes.push(scene);
                true
            }
            Err(trouble) => {
                self.note = Some(trouble);
                false
            }
        }
    }

    fn close(&mut self) {
        if let Some(mut scene) = self.scenes.pop() {
            scene.save(&mut self.desk);
        }
        match self.scenes.last_mut() {
            Some(scene) => scene.resume(&mut self.desk),
            None => self.open(Route::Home),
        }
        self.fit();
    }

    /// Does what could wait until the frame was drawn.
    pub(crate) fn drawn(&mut self) {
        let After { ready, settle } = std::mem::take(&mut self.after);
        if ready {
            self.desk.hands.ready();
        }
        if settle && self.desk.unsaved.is_none() {
            self.desk.unsynced = self.desk.hands.settle().err();
        }
        if let Some(scene) = self.scenes.last_mut() {
            scene.drawn(&mut self.desk);
        }
    }

    /// Leaves; while a save has failed, says so first, and leaves when asked again.
    fn leave(&mut self) {
        self.save();
        if self.desk.unsaved.is_none() {
            self.desk.unsynced = self.desk.hands.settle().err();
        }
        self.over = self.is_safe() || self.warned;
        self.warned = true;
    }

    /// Tells whether all that was written is where it belongs.
    fn is_safe(&self) -> bool {
        self.desk.unsaved.is_none() && self.desk.unsynced.is_none()
    }

    /// Returns what could not be saved or opened, when the program ends.
    pub(crate) fn lost(&mut self) -> Option<Trouble> {
        self.desk.unsaved.take().or_else(|| self.failed.take())
    }

    /// Writes whatever is not yet on the disk.
    pub(crate) fn save(&mut self) {
        for scene in &mut self.scenes {
            scene.save(&mut self.desk);
        }
    }

    /// Tries again what could not be saved. Returns whether it is still not saved.
    pub(crate) fn retry(&mut self) -> bool {
        if self.desk.unsaved.is_some() {
            self.all_changed();
            self.save();
            self.warned &= self.desk.unsaved.is_some();
        }
        self.desk.unsaved.is_some()
    }

    /// Stretches the selection to where the mouse was dragged.
    pub(crate) fn drag(&mut self, x: u16, y: u16) {
        if self.scenes.last().is_some_and(|scene| !scene.writing().is_empty()) {
            self.act(Act::Click(x, y, true));
        }
    }

    /// Takes what came back from another editor.
    pub(crate) fn edited(&mut self, edited: Result<String, Trouble>) {
        self.all_changed();
        match edited {
            Ok(text) => {
                self.desk.external = Some(text);
                if let Some(scene) = self.scenes.last_mut() {
                    scene.resume(&mut self.desk);
                }
            }
            Err(trouble) => self.note = Some(trouble),
        }
    }

    /// Lets the screens hear that a thread has something to tell. While the journal is locked, those below hear nothing.
    pub(crate) fn woken(&mut self, now: Duration) {
        self.all_changed();
        if let Some(trouble) = self.desk.hands.synced() {
            self.desk.unsynced = trouble.err();
        }
        let trying = self.desk.unlocking.is_some();
        let deaf = if self.lock.is_locked() { self.lock.below } else { 0 };
        for scene in self.scenes.iter_mut().skip(deaf) {
            scene.woken(&mut self.desk);
        }
        if self.lock.sight == Sight::Screens {
            let turn = self.scenes.last_mut().map_or(Turn::Stay, |scene| scene.goes());
            self.turn(turn);
            self.note = self.note.take().or_else(|| self.desk.hands.note());
        }
        if trying && self.desk.unlocking.is_none() {
            // Whoever waited for this is here.
            self.touch(now);
        }
        self.unlocked();
    }

    fn help_page(&self) -> HelpPage {
        let help = self.scenes.last().map(|scene| scene.help()).unwrap_or_default();
        let keys = self.keys().into_iter();
        let (locks, previews) = (self.desk.hands.is_encrypted(), self.desk.preview.is_some());
        let label = |key: &Binding| match key.act {
            Act::Hide if locks => words().locking.key_hide,
            Act::Leave if previews => words().keys.leave_home,
            _ => key.label(),
        };
        let w = &words().screens;
        let leave = if previews { w.help_leave_preview } else { w.help_leave };
        HelpPage { help, keys: keys.map(|key| (key.chord.name(), label(key))).collect(), leave }
    }

    /// Draws all of it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>) -> Option<Position> {
        let area = frame.area();
        if matches!(self.lock.sight, Sight::Hidden | Sight::Locked) {
            if self.warned && !self.is_safe() {
                page::put(frame, column::line(area, area.y), words().tui.hidden_unsaved, self.look.text());
            }
            return Some(Position::ORIGIN);
        }
        if area.width < LEAST.width || area.height < LEAST.height {
            too_small(frame, area, self.look);
            return Some(Position::ORIGIN);
        }
        let cursor = self.scenes.last().and_then(|scene| scene.draw(frame, self.look));
        let foot = Rect { y: area.bottom() - footer::HEIGHT, height: footer::HEIGHT, ..area };
        // What the footer says may reach over more rows; it changes with a whole frame only.
        if frame.shows(foot) {
            self.footer().draw(frame, area, self.look);
        }
        cursor
    }

    fn footer(&self) -> Footer<'_> {
        Footer {
            unsaved: self.desk.unsaved.as_ref(),
            unsynced: self.desk.unsynced.as_ref(),
            asks: self.warned && !self.is_safe(),
            note: self.note.as_ref(),
            preview: self.desk.preview.is_some(),
            saved: !self.lock.is_locked() && self.scenes.iter().any(|scene| scene.is_saved()),
            keys: self.scenes.last().map(|scene| scene.offered(scene.keys())).unwrap_or_default(),
        }
    }
}

/// Returns the first screen: the choice of what was not given, or what was asked for.
fn first(start: Start, desk: &mut Desk) -> Route {
    match start {
        Start::Home if desk.hands.is_new() => Route::Welcome,
        Start::Home => Route::Home,
        Start::Resume(name) => Route::Resume(name),
        Start::Today => Route::Today,
        Start::Preview { file, perspective } => {
            let previewed = Previewed { file, perspective };
            desk.preview = Some(previewed.clone());
            Route::Preview(previewed)
        }
        Start::New { guide, perspective, title } => {
            desk.given = Given { perspective, title };
            guide.map_or(Route::Choose, |guide| Route::Guide { guide })
        }
    }
}

/// Says that the window is too small, in as much as fits. Nothing is lost meanwhile.
fn too_small(frame: &mut Frame<'_>, area: Rect, look: Look) {
    let width = usize::from(area.width.max(1));
    let rows = crate::text::rows(words().tui.too_small, width);
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        page::put(frame, column::line(area, y), row, look.text());
    }
}
