//! The model: the stack of screens, the footer, and whether all of it is hidden. Acts change it; drawing does not.

use ratatui::layout::{Position, Rect, Size};

use super::keys::{Act, Binding, EVERYWHERE};
use super::look::Look;
use super::screen::{Desk, HelpPage, Reply, Route, Scene, Turn, build};
use super::terminal::Frame;
use super::widget::footer::{self, Footer};
use super::widget::{column, page};
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
    hidden: bool,
    /// Something to say once, in the footer's place.
    note: Option<Trouble>,
    /// Whether leaving was asked for while a save had failed: the next time leaves.
    warned: bool,
    over: bool,
    /// The rows that have to be drawn anew; none: nothing has.
    change: Option<Rect>,
}

impl Model {
    /// Opens the first screen.
    ///
    /// # Errors
    /// When what it shows cannot be read.
    pub(crate) fn new(first: Route, mut desk: Desk, look: Look, size: Size) -> Result<Self, Trouble> {
        let scene = build(first, &mut desk)?;
        let mut model = Self {
            scenes: vec![scene],
            desk,
            look,
            size,
            hidden: false,
            note: None,
            warned: false,
            over: false,
            change: None,
        };
        model.note = model.desk.hands.note();
        model.fit();
        model.all_changed();
        Ok(model)
    }

    /// Tells whether the program ends.
    pub(crate) fn over(&self) -> bool {
        self.over
    }

    /// Returns the keys that mean something now, the nearest first.
    pub(crate) fn tables(&self) -> Vec<&'static [Binding]> {
        match self.scenes.last() {
            Some(scene) => vec![scene.keys(), scene.writing(), EVERYWHERE],
            None => vec![EVERYWHERE],
        }
    }

    /// Learns the size of the terminal.
    pub(crate) fn resize(&mut self, size: Size) {
        self.size = size;
        self.fit();
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
    fn around(&self) -> (usize, bool, bool, bool, bool, bool) {
        let saved = self.footer().saved;
        let (unsaved, note) = (!self.is_safe(), self.note.is_some());
        (self.scenes.len(), saved, unsaved, note, self.warned, self.hidden)
    }

    fn fit(&mut self) {
        let room = Size { width: self.size.width, height: self.size.height.saturating_sub(footer::HEIGHT) };
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
        if self.hidden {
            // Only the key that hid it, or leaving, means anything: whatever else is typed is not for us.
            match act {
                Act::Hide => self.hidden = false,
                Act::Leave => self.leave(),
                _ => {}
            }
            return;
        }
        self.note = None;
        let turn = match act {
            Act::Hide => return self.hide(),
            Act::Leave => Turn::Leave,
            Act::Help => Turn::Open(Route::Help(Box::new(self.help_page()))),
            Act::Support => Turn::Open(Route::Support(Support::All)),
            act => match self.scenes.last_mut() {
                Some(scene) => scene.act(act, &mut self.desk),
                None => Turn::Leave,
            },
        };
        self.turn(turn);
        self.note = self.note.take().or_else(|| self.desk.hands.note());
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

    fn hide(&mut self) {
        self.save();
        self.hidden = true;
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

    /// Returns what could not be saved, when the program ends all the same.
    pub(crate) fn lost(&mut self) -> Option<Trouble> {
        self.desk.unsaved.take()
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

    /// Lets the screens hear that a thread has something to tell.
    pub(crate) fn woken(&mut self) {
        self.all_changed();
        if let Some(trouble) = self.desk.hands.synced() {
            self.desk.unsynced = trouble.err();
        }
        for scene in &mut self.scenes {
            scene.woken(&mut self.desk);
        }
    }

    fn help_page(&self) -> HelpPage {
        let help = self.scenes.last().map(|scene| scene.help()).unwrap_or_default();
        let keys = self.tables().into_iter().flatten();
        HelpPage { help, keys: keys.map(|key| (key.chord.name(), key.label())).collect() }
    }

    /// Draws all of it, and returns where the cursor belongs.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>) -> Option<Position> {
        let area = frame.area();
        if self.hidden {
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
            unsaved: self.desk.unsaved.as_ref().or(self.desk.unsynced.as_ref()),
            asks: self.warned && !self.is_safe(),
            note: self.note.as_ref(),
            saved: self.scenes.iter().any(|scene| scene.is_saved()),
            keys: self.scenes.last().map(|scene| scene.keys()).unwrap_or_default(),
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
