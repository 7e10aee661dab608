//! Past reflections: a list by months, and beside it, where there is room, the one in focus. The list is read in a
//! thread of its own and shown as far as it has come.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use ratatui::layout::{Position, Rect, Size};

use super::{Desk, Reply, Route, Scene, Turn};
use crate::moment::Day;
use crate::perform::{Copied, Found, Header, Listed, versions_told};
use crate::reflection::Status;
use crate::trouble::Trouble;
use crate::tui::keys::{self, Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::column;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, put};
use crate::tui::widget::sheet::{ROOMY, whole};
use crate::words::{fill, words};

/// As wide as a screen has to be to show the one in focus beside the list.
const BESIDE: u16 = 76;
/// The columns of the list then.
const LIST: u16 = 34;
/// A short list is there with the first frame.
const FIRST: Duration = Duration::from_millis(20);

/// Past reflections.
#[derive(Debug)]
pub(crate) struct Browse {
    menu: Menu<Row>,
    /// Whether something lies in the trash.
    trash: bool,
    /// Where more comes from, until all is there.
    coming: Option<Receiver<Vec<Listed>>>,
    /// The month of the last row.
    month: Option<(i16, i8)>,
    size: Size,
    title: Rect,
    beside: Rect,
    /// The one in focus, where there is room for it.
    page: Option<(Found, Page)>,
    /// How much was in the trash before this list was read.
    before: usize,
    /// The rows that went into the trash since, the last at the end.
    gone: Vec<Vec<(usize, Item<Row>)>>,
    /// Whether something can be brought back.
    undo: bool,
    /// What to put in focus as soon as it has come.
    sought: Option<Found>,
}

/// A reflection of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    found: Found,
    /// Whether it can be gone on with.
    whole: bool,
    copy: bool,
    /// Whether there is another version to put beside it.
    versions: bool,
}

impl Browse {
    /// Begins to read the list.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let mut browse = Self::unread(desk);
        browse.take_first();
        browse
    }

    fn unread(desk: &Desk) -> Self {
        Self {
            menu: Menu::new(Vec::new()).list(),
            trash: desk.hands.has_trash(),
            coming: Some(desk.hands.list_in_background()),
            month: None,
            size: Size::ZERO,
            title: Rect::ZERO,
            beside: Rect::ZERO,
            page: None,
            before: desk.hands.away().len(),
            gone: Vec::new(),
            undo: !desk.hands.away().is_empty(),
            sought: None,
        }
    }

    /// Waits a moment, so that a short list does not flicker in.
    fn take_first(&mut self) {
        let until = std::time::Instant::now() + FIRST;
        while let Some(coming) = &self.coming {
            match coming.recv_timeout(until.saturating_duration_since(std::time::Instant::now())) {
                Ok(listed) => self.add(listed),
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => self.coming = None,
            }
        }
    }

    /// Takes what has come.
    fn take(&mut self) {
        while let Some(coming) = &self.coming {
            match coming.try_recv() {
                Ok(listed) => self.add(listed),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => self.coming = None,
            }
        }
    }

    fn add(&mut self, listed: Vec<Listed>) {
        let mut items = Vec::with_capacity(listed.len());
        for listed in listed {
            let day = listed.begun();
            let month = day.map(|day| (day.year(), day.month()));
            if let Some(day) = day.filter(|_| month != self.month) {
                items.push(Item::heading(month_name(day)));
                self.month = month;
            }
            items.push(item(listed, day));
        }
        self.menu.extend(items);
        if let Some(sought) = &self.sought {
            self.menu.focus_on(|row| row.found == *sought);
            self.sought = self.sought.take().filter(|sought| self.focused() != Some(sought));
        }
    }

    fn focused(&self) -> Option<&Found> {
        self.menu.focused().map(|row| &row.found)
    }

    /// Reads the one in focus, where there is room to show it.
    fn look(&mut self, desk: &Desk) {
        let Some(row) = self.menu.focused().filter(|_| self.beside.width > 0) else {
            self.page = None;
            return;
        };
        if self.page.as_ref().is_none_or(|(found, _)| *found != row.found) {
            let (mut page, _) = super::read::page(&row.found, desk);
            page.fit(self.beside);
            self.page = Some((row.found.clone(), page));
        }
    }

    fn go_on(&self) -> Turn {
        match self.menu.focused() {
            Some(row) if row.whole && !row.copy => {
                Turn::Open(Route::Resume { name: Some(row.found.id.to_string()), stop: None })
            }
            _ => Turn::Stay,
        }
    }

    /// Puts the one in focus in the trash. A copy goes alone, and its original may have no other version then.
    fn put_away(&mut self, desk: &mut Desk) {
        let Some(row) = self.menu.focused().cloned() else { return };
        match desk.hands.put_away(&row.found) {
            Ok(_) => desk.hands.leave_note(Trouble::new(words().doctor.in_trash)),
            Err(trouble) => return desk.hands.leave_note(trouble),
        }
        self.catch_up(desk);
        if row.copy {
            let next = self.focused().cloned();
            self.read_anew(next, desk);
        }
    }

    /// Takes what went into the trash out of the list.
    fn catch_up(&mut self, desk: &Desk) {
        for away in desk.hands.away().iter().skip(self.before + self.gone.len()) {
            let rows = self.menu.take_out(|row| away.took(&row.found), self.coming.is_some());
            self.gone.push(rows);
        }
        self.undo = !desk.hands.away().is_empty();
    }

    /// Brings back what went into the trash last: its rows as they were, where they were taken out here.
    fn bring_back(&mut self, desk: &mut Desk) {
        let was_copy = desk.hands.away().last().is_some_and(|away| away.is_copy());
        let back = desk.hands.undo_away();
        let d = &words().doctor;
        let rows =
            if desk.hands.away().len() < self.before + self.gone.len() { self.gone.pop() } else { None };
        let in_place = back.as_ref().is_ok_and(|back| !back.beside);
        match (back, rows) {
            (Err(trouble), _) => desk.hands.leave_note(trouble),
            (Ok(_), Some(rows)) if in_place => {
                self.menu.put_in(rows);
                desk.hands.leave_note(Trouble::new(d.is_back));
            }
            (Ok(back), _) => {
                let said = if in_place || was_copy { d.is_back } else { d.is_back_beside };
                desk.hands.leave_note(Trouble::new(said));
                self.read_anew(Some(back.found), desk);
            }
        }
        self.before = self.before.min(desk.hands.away().len());
        self.undo = !desk.hands.away().is_empty();
    }

    /// Reads the list once more, and puts one in focus as soon as it has come.
    fn read_anew(&mut self, sought: Option<Found>, desk: &Desk) {
        let size = self.size;
        *self = Self { sought, ..Self::unread(desk) };
        self.fit(size);
        self.take_first();
    }

    fn lay_out(&mut self) {
        let wide = self.size.width >= BESIDE;
        let all = match wide {
            true => margins(whole(self.size)),
            false => column::of(whole(self.size)),
        };
        let head = if self.size.height >= ROOMY { 2 } else { 1 };
        self.title = Rect { height: 1.min(all.height), ..all };
        let body = Rect { y: all.y + head, height: all.height.saturating_sub(head), ..all };
        let list = if wide { LIST } else { body.width };
        self.menu.fit(Rect { width: list, ..body });
        let x = body.x + list + 4;
        let room = if wide { body.right().saturating_sub(x).min(column::WIDEST) } else { 0 };
        self.beside = Rect { x, width: room, ..body };
        if let Some((_, page)) = &mut self.page {
            page.fit(self.beside);
        }
    }
}

fn margins(area: Rect) -> Rect {
    let wide = LIST + 4 + column::WIDEST;
    let width = area.width.saturating_sub(4).min(wide);
    Rect { x: (area.width - width) / 2, y: 1, width, height: area.height.saturating_sub(1) }
}

fn month_name(day: Day) -> String {
    let n = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
    let month = words().page.months.split(' ').nth(n).unwrap_or_default();
    fill(words().screens.browse_month, &[("month", month), ("year", &day.year().to_string())])
}

fn item(listed: Listed, day: Option<Day>) -> Item<Row> {
    let w = &words().screens;
    let versions = listed.has_versions();
    let stage = versions_in(&listed);
    let row = Row { found: listed.found, whole: listed.entry.is_ok(), copy: listed.copy, versions };
    let of_month = day.map(|day| day.to_string()).unwrap_or_default();
    let of_month = of_month.rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned();
    let item = match &listed.entry {
        Ok(top) if listed.copy => Item::new(row, fill(w.browse_copy, &[("title", &top.title)])).note(stage),
        Ok(top) => Item::new(row, &top.title).note(stage),
        Err(_) if listed.copied == Some(Copied::Damaged) => {
            Item::new(row, w.browse_set_aside).note(w.browse_set_aside_note)
        }
        Err(_) => Item::new(row, w.browse_damaged).note(w.browse_damaged_note),
    };
    item.word(of_month)
}

/// Says how far it is, and whether there are other versions of it; of a copy, what kept it.
fn versions_in(listed: &Listed) -> String {
    let stage = listed.entry.as_ref().map_or("", stage);
    match versions_told(listed) {
        None => stage.to_owned(),
        // The title says that already.
        Some(_) if listed.copied == Some(Copied::Other) => stage.to_owned(),
        Some(by) if listed.copy => by,
        Some(versions) => fill(words().settle.in_stage, &[("versions", &versions), ("stage", stage)]),
    }
}

/// Says how far it is.
fn stage(top: &Header) -> &str {
    let w = &words().screens;
    match (top.status, &*top.stage_title) {
        (Status::Finished, _) => w.browse_finished,
        (Status::Open, "") => w.browse_begun,
        (Status::Open, stage) => stage,
    }
}

impl Scene for Browse {
    fn keys(&self) -> &'static [Binding] {
        let (now, undo) = match self.menu.focused() {
            Some(row) if row.whole && !row.copy && row.versions => {
                (keys::BROWSE_VERSIONS, keys::BROWSE_VERSIONS_UNDO)
            }
            Some(row) if row.versions => (keys::READ_VERSIONS, keys::READ_VERSIONS_UNDO),
            Some(row) if row.whole && !row.copy => (keys::BROWSE, keys::BROWSE_UNDO),
            Some(_) => (keys::ONLY_READ, keys::ONLY_READ_UNDO),
            None => (keys::BACK, keys::BACK_UNDO),
        };
        if self.undo { undo } else { now }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.lay_out();
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        self.take();
        match act {
            Act::Pause => return Turn::Close,
            Act::Next => return self.go_on(),
            Act::PutAway => self.put_away(desk),
            Act::BringBack => self.bring_back(desk),
            Act::Versions => {
                if let Some(row) = self.menu.focused().filter(|row| row.versions) {
                    return Turn::Open(Route::Settle(Box::new(row.found.clone())));
                }
            }
            act => {
                if let Some(row) = self.menu.act(&act) {
                    return Turn::Open(Route::Read {
                        found: Box::new(row.found),
                        copy: row.copy,
                        at: None,
                        typed: String::new(),
                    });
                }
            }
        }
        self.look(desk);
        Turn::Stay
    }

    fn resume(&mut self, desk: &mut Desk) {
        self.catch_up(desk);
        self.look(desk);
    }

    fn answer(&mut self, _reply: Reply, desk: &mut Desk) -> Turn {
        let before = self.menu.focused().map(|row| row.found.id);
        let size = self.size;
        *self = Self::new(desk);
        self.fit(size);
        self.menu.focus_on(|row| Some(&row.found.id) == before.as_ref());
        self.look(desk);
        Turn::Stay
    }

    fn woken(&mut self, desk: &mut Desk) {
        self.take();
        self.look(desk);
    }

    fn help(&self) -> Vec<String> {
        let mut help = vec![words().screens.browse_help.to_owned(), words().doctor.browse_help.to_owned()];
        help.extend(
            self.menu.focused().filter(|row| row.versions).map(|_| words().settle.browse_help.to_owned()),
        );
        help
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let w = &words().screens;
        put(frame, self.title, w.browse, look.accent());
        if self.menu.is_empty() {
            let words = match (&self.coming, self.trash) {
                (Some(_), _) => w.browse_reading,
                (None, false) => w.browse_none,
                (None, true) => w.browse_trash,
            };
            let y = self.title.y + 2;
            put(frame, column::line(Rect { height: self.size.height, ..self.title }, y), words, look.text());
            return Some(Position { x: self.title.x, y });
        }
        if let Some((_, page)) = self.page.as_ref().filter(|_| self.beside.width > 0) {
            page.draw(frame, self.beside, look);
        }
        self.menu.draw(frame, look)
    }
}
