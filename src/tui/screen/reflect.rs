//! A walk through a guide: its pages, its questions, and the place to answer in. This is where people write; everything
//! else gets out of the way.

use std::sync::Arc;

use ratatui::layout::{Position, Rect, Size};

use super::{ConfirmPage, Desk, MapPage, Reply, Route, Scene, ThenPage, Turn};
use crate::guide::Guide;
use crate::mirror::Excerpt;
use crate::perform::Asked;
use crate::question::{Field, Keeps, Row, Scrolled, Shows, Stroke};
use crate::reflection::Stop;
use crate::session::{At, MapRow, Seen, Session, Step};
use crate::support::Support;
use crate::text::Edit;
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, WALK, WRITING};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::{column, field, stages};
use crate::words::{count, fill, words};

/// As wide as a screen has to be to show earlier answers beside the question.
const BESIDE: u16 = 120;

/// A walk on the screen.
#[derive(Debug)]
pub(crate) struct Reflect {
    session: Session,
    /// The words above the field, or the whole page.
    page: Page,
    /// The help lines, and the country whose lines come first.
    help_lines: Arc<Support>,
    country: Option<String>,
    /// What was answered before, beside the question, where it is shown and fits.
    beside: Option<Page>,
    size: Size,
    /// Where the page is.
    above: Rect,
    /// Where the field is.
    field: Rect,
    /// The rows of the field as they were drawn last.
    rows: Vec<Row>,
    /// How far the field was scrolled then.
    scrolled: Option<Scrolled>,
    /// The rows of the screen that the last act changed, when it changed no others.
    change: Option<Rect>,
    /// What yes would mean to the question that is asked.
    asked: About,
}

/// How much room there is for what surrounds a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Ample,
    Scant,
    None,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Putting away what is not kept.
    Conclude,
    /// Opening the answer in another editor.
    Elsewhere,
}

impl Reflect {
    /// Begins a walk.
    ///
    /// # Errors
    /// When its guide or perspective is unknown.
    pub(crate) fn begin(
        guide: &str,
        side: &str,
        title: Option<&str>,
        desk: &mut Desk,
    ) -> Result<Self, Trouble> {
        let session = desk.hands.begin(guide, side, title)?;
        Ok(Self::new(session, desk))
    }

    /// Goes on with a walk at the very place where it stopped, or at another.
    pub(crate) fn go_on(walk: (Session, Option<Trouble>), stop: Option<Stop>, desk: &mut Desk) -> Self {
        let (mut session, mut note) = walk;
        if let Some(stop) = stop {
            session.step(Step::Jump(stop.clone()), desk.now());
            // The guide, or this side of it, may not ask that any more.
            let elsewhere = session.stop() != stop;
            note = note.or_else(|| elsewhere.then(|| Trouble::new(words().walk.not_asked)));
        }
        if let Some(note) = note {
            desk.hands.leave_note(note);
        }
        Self::new(session, desk)
    }

    /// Goes on with a preview under another version of its guide.
    pub(super) fn take_guide(&mut self, guide: Arc<Guide>, desk: &Desk) {
        self.session.take_guide(guide, desk.now());
        self.lay_out();
    }

    /// Returns the side it is walked from.
    pub(super) fn side(&self) -> &str {
        &self.session.reflection().perspective
    }

    /// Shows a session.
    pub(super) fn new(session: Session, desk: &Desk) -> Self {
        Self {
            session,
            help_lines: desk.hands.support(),
            country: desk.hands.country().map(str::to_owned),
            page: Page::new(),
            beside: None,
            size: Size::ZERO,
            above: Rect::ZERO,
            field: Rect::ZERO,
            rows: Vec::new(),
            scrolled: None,
            change: None,
            asked: About::Conclude,
        }
    }

    /// Takes a step, has the hands do what it asks for, and lays the screen out anew if it moved.
    fn step(&mut self, step: Step, desk: &mut Desk) -> bool {
        let led = self.session.step(step, desk.now());
        for effect in led.effects {
            desk.perform(effect);
        }
        self.country = desk.hands.country().map(str::to_owned);
        if led.moved {
            desk.hands.turn_off(self.session.off());
            desk.hands.remember(self.session.sitting());
            self.lay_out();
        }
        led.moved
    }

    /// Divides the screen between the words and the field.
    fn lay_out(&mut self) {
        let screen = Rect { x: 0, y: 0, width: self.size.width, height: self.size.height };
        let all = match self.beside.is_some() && self.size.width >= BESIDE {
            true => column::of(Rect { width: self.size.width * 3 / 5, ..screen }),
            false => column::of(screen),
        };
        // One line for the stages and one below it, where there is room to breathe.
        let head = if self.size.height >= 14 { 2 } else { 1 };
        let body = Rect { y: all.y + head, height: all.height.saturating_sub(head), ..all };
        let least = if self.writes() { 4 } else { 3 };
        self.page = self.words(body.height, body.width);
        self.page.fit(body);
        let takes_answer = self.takes_answer();
        let words = u16::try_from(self.page.height()).unwrap_or(u16::MAX);
        let words = if takes_answer { words.min(body.height.saturating_sub(least)) } else { body.height };
        self.above = Rect { height: words.min(body.height), ..body };
        self.page.fit(self.above);
        let gap = u16::from(takes_answer && self.size.height >= 16);
        let y = self.above.bottom() + gap;
        self.field = Rect { y, height: body.bottom().saturating_sub(y), ..body };
        // A field always has a row, even where a small window has none for it: without rows it would be taken for a page.
        self.session.fit(usize::from(self.field.width), usize::from(self.field.height).max(1));
        if let Some(beside) = &mut self.beside {
            beside.fit(beside_of(screen));
        }
        self.rows = self.session.field().map(Field::rows).unwrap_or_default();
        self.scrolled = self.session.field().and_then(Field::scroll);
        self.change = None;
    }

    /// Tells whether there is a question to answer here; if not, the page is there to be read.
    fn takes_answer(&self) -> bool {
        self.session.asks()
    }

    fn writes(&self) -> bool {
        self.session.field().is_some_and(Field::writes)
    }

    /// Makes the words above the field: the question and, where there is room, what helps to answer it.
    fn words(&self, lines: u16, width: u16) -> Page {
        let view = self.session.view();
        let mut page = match view.at {
            At::Opening { part, words, questions, minutes } => {
                opening(part.title.as_deref(), words, questions, minutes)
            }
            At::Prompt { ask, ref help, number, note, .. } => {
                let page = self.question(ask, help, number, note.is_some(), true);
                let spare = usize::from(lines).saturating_sub(6);
                let full = fitted(page, width);
                if note.is_none() && full.height() > spare {
                    let mut short = self.question(ask, help, number, false, false);
                    if !self.session.is_kept() {
                        short.add(Role::Quiet, crate::words::words().walk.never_kept);
                    }
                    short
                } else {
                    full
                }
            }
            At::Mirror { seen, first, .. } => {
                let spare = usize::from(lines).saturating_sub(4);
                let full = fitted(mirror(seen, first, Room::Ample), width);
                let titled = fitted(mirror(seen, first, Room::Scant), width);
                match spare {
                    spare if full.height() <= spare => full,
                    spare if titled.height() <= spare => titled,
                    _ => mirror(seen, first, Room::None),
                }
            }
            At::Closing { part, words, answers } => {
                let mut page = Page::new();
                page.add(Role::Title, part.title.as_deref().unwrap_or_default());
                page.gap();
                page.add(Role::Text, words.unwrap_or(crate::words::words().walk.closing));
                if !answers.is_empty() {
                    page.gap();
                    page.answers(answers.into_iter());
                }
                page
            }
            At::Finish { step, left, keeps } => {
                let left: Vec<_> = left.into_iter().map(|left| left.ask).collect();
                finish(&self.session, step, &left, keeps)
            }
        };
        if let Some(notice) = view.notice {
            page.gap();
            page.add(Role::Strong, notice);
        }
        page
    }

    fn question(
        &self,
        ask: &str,
        help: &[&str],
        number: Option<(usize, usize)>,
        note: bool,
        all: bool,
    ) -> Page {
        let mut page = Page::new();
        if let Some((n, of)) = number {
            let gaps = [("n", n.to_string()), ("of", of.to_string())];
            let gaps: Vec<_> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
            page.add(Role::Quiet, fill(words().walk.number, &gaps));
        }
        page.add(if note { Role::Text } else { Role::Strong }, ask);
        if all && !help.is_empty() {
            if note {
                page.gap();
            }
            page.add(Role::Quiet, help.join(" "));
        }
        if note {
            self.below_note(&mut page);
        }
        page
    }

    /// Adds what stands below a note: help lines, answers, a way back.
    fn below_note(&self, page: &mut Page) {
        let At::Prompt { note: Some(note), .. } = self.session.view().at else { return };
        if let Some(need) = note.support {
            page.gap();
            for (role, line) in super::support::lines(&self.help_lines, need, self.country.as_deref()) {
                page.add(role, line);
            }
        }
        if note.support.is_some() {
            page.gap();
            page.add(Role::Strong, words().walk.stop_here);
        }
        if note.shows == Some(Shows::Answers) {
            page.gap();
            page.answers(self.session.reflection().told());
        }
        if note.revisit.is_some() {
            page.gap();
            page.add(Role::Quiet, words().walk.revisit);
        }
    }

    fn revisits(&self) -> Option<Stop> {
        match self.session.view().at {
            At::Prompt { note: Some(note), .. } => note.revisit.clone().map(Stop::Prompt),
            _ => None,
        }
    }

    /// Gives a stroke to the field; when nothing else changed, notes which of its rows did.
    fn stroke(&mut self, stroke: Stroke, desk: &mut Desk) {
        let writes = self.writes();
        let moved = self.step(Step::Stroke(stroke), desk);
        if moved || writes != self.writes() {
            return self.lay_out();
        }
        let Some(field) = self.session.field() else { return };
        let (rows, scrolled) = (field.rows(), field.scroll());
        let longest = rows.len().max(self.rows.len());
        let differs = |n: &usize| rows.get(*n) != self.rows.get(*n);
        let (first, last) = match scrolled == self.scrolled {
            true => ((0..longest).find(differs).unwrap_or(0), (0..longest).rev().find(differs).unwrap_or(0)),
            false => (0, usize::from(self.field.height).saturating_sub(1)),
        };
        let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let (y, height) = (self.field.y.saturating_add(cell(first)), cell(last - first + 1));
        self.change = Some(Rect { x: 0, y, width: self.size.width, height });
        self.scrolled = scrolled;
        self.rows = rows;
    }

    fn click(&mut self, x: u16, y: u16, select: bool, desk: &mut Desk) {
        let inside = y >= self.field.y && y < self.field.bottom() && x + 1 >= self.field.x;
        if inside {
            let column = usize::from(x.saturating_sub(self.field.x));
            let row = usize::from(y - self.field.y);
            self.stroke(Stroke::Click { column, row, select }, desk);
        }
    }

    fn enter(&mut self, desk: &mut Desk) -> Turn {
        if let At::Finish { left, keeps, .. } = self.session.view().at {
            if let Some(left) = left.into_iter().next() {
                let stop = left.stop;
                self.step(Step::Jump(stop), desk);
                return Turn::Stay;
            }
            return self.conclude(keeps, desk);
        }
        self.stroke(Stroke::Enter, desk);
        Turn::Stay
    }

    fn conclude(&mut self, keeps: Keeps, desk: &mut Desk) -> Turn {
        let w = &words().walk;
        let (ask, means, yes) = match keeps {
            _ if self.session.is_preview() => return Turn::Home,
            Keeps::All => {
                self.step(Step::Leave, desk);
                return Turn::Home;
            }
            Keeps::Step => (w.ask_step, w.means_step, w.yes_step),
            Keeps::Nothing => (w.ask_nothing, w.means_nothing, w.yes_nothing),
        };
        self.asked = About::Conclude;
        let page = ConfirmPage { ask: ask.to_owned(), means: means.to_owned(), yes, no: w.no_keep };
        Turn::Open(Route::Confirm(Box::new(page)))
    }

    /// Opens the answer in another editor. In an encrypted journal, first says what that leaves behind.
    fn elsewhere(&mut self, desk: &mut Desk) -> Turn {
        if !self.session.may_leave() {
            desk.hands.leave_note(Trouble::new(words().walk.stays_here));
        } else if let Some(text) = self.session.field().and_then(Field::whole_text) {
            if desk.hands.is_encrypted() {
                let w = &words().locking;
                self.asked = About::Elsewhere;
                let (ask, means) = (w.ask_elsewhere.to_owned(), w.means_elsewhere.to_owned());
                let page = ConfirmPage { ask, means, yes: w.yes_elsewhere, no: w.no_elsewhere };
                return Turn::Open(Route::Confirm(Box::new(page)));
            }
            desk.external = Some(text);
        }
        Turn::Stay
    }

    fn map_page(&self) -> MapPage {
        let rows = self.session.map().into_iter().map(|row| match row {
            MapRow::Part(title, _) => (title.unwrap_or_default().to_owned(), None, false, false),
            MapRow::Prompt { stop, ask, answered, here } => (ask.to_owned(), Some(stop), answered, here),
        });
        MapPage { rows: rows.collect() }
    }

    fn answers(&mut self) -> Turn {
        if self.size.width < BESIDE {
            return Turn::Open(Route::Answers(Box::new(self.session.reflection().as_ref().clone())));
        }
        self.beside = match self.beside.take() {
            Some(_) => None,
            None => {
                let mut page = Page::new();
                page.add(Role::Title, words().walk.earlier);
                page.gap();
                page.answers(self.session.reflection().told());
                Some(page)
            }
        };
        self.lay_out();
        Turn::Stay
    }

    /// Puts earlier answers beside the one at hand.
    fn then(&self, desk: &mut Desk) -> Turn {
        let (Some(asked), At::Prompt { ask, field, .. }) =
            (Asked::at_hand(&self.session), self.session.view().at)
        else {
            desk.hands.leave_note(Trouble::new(words().read.then_no_question));
            return Turn::Stay;
        };
        Turn::Open(Route::Then(Box::new(ThenPage {
            asked,
            found: None,
            ask: ask.to_owned(),
            value: field.value(),
            written: None,
        })))
    }

    /// Copies or cuts what is selected.
    fn copy(&mut self, cut: bool, desk: &mut Desk) -> Turn {
        let Some(text) = self.session.field().and_then(Field::selected) else {
            return if cut { Turn::Stay } else { Turn::Open(Route::Pause) };
        };
        desk.clip.clone_from(&text);
        desk.copied = Some(text);
        if cut {
            self.stroke(Stroke::Edit(Edit::Cut), desk);
        }
        Turn::Stay
    }
}

impl Scene for Reflect {
    fn keys(&self) -> &'static [Binding] {
        WALK
    }

    fn writing(&self) -> &'static [Binding] {
        if self.writes() { WRITING } else { &[] }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.lay_out();
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        self.change = None;
        let reads = !self.takes_answer();
        match act {
            Act::Next => {
                self.step(Step::Next, desk);
            }
            Act::Back => {
                self.step(Step::Back, desk);
            }
            Act::Skip => {
                self.step(Step::Skip, desk);
            }
            Act::Pause => return Turn::Open(Route::Pause),
            Act::Answers => return self.answers(),
            Act::Then => return self.then(desk),
            Act::Map => return Turn::Open(Route::Map(Box::new(self.map_page()))),
            Act::Copy => return self.copy(false, desk),
            Act::Cut => return self.copy(true, desk),
            Act::Put if !desk.clip.is_empty() => self.stroke(Stroke::Type(desk.clip.clone()), desk),
            Act::External => return self.elsewhere(desk),
            Act::Enter => return self.enter(desk),
            Act::Click(x, y, select) => self.click(x, y, select, desk),
            Act::DoubleClick(x, y) => {
                let (column, line) = (x.saturating_sub(self.field.x), y.saturating_sub(self.field.y));
                self.stroke(Stroke::Edit(Edit::SelectWordAt { column, line }), desk);
            }
            Act::Type(typed) if reads && typed == "r" && self.revisits().is_some() => {
                if let Some(stop) = self.revisits() {
                    self.step(Step::Jump(stop), desk);
                }
            }
            act if reads && self.page.act(&act) => {}
            Act::Type(typed) => self.stroke(Stroke::Type(typed), desk),
            Act::Edit(edit) => self.stroke(Stroke::Edit(edit), desk),
            _ => {}
        }
        Turn::Stay
    }

    fn resume(&mut self, desk: &mut Desk) {
        // Another editor may have given the text back.
        if let Some(text) = desk.external.take() {
            self.stroke(Stroke::Edit(Edit::SelectAll), desk);
            self.stroke(Stroke::Type(text), desk);
        }
        self.lay_out();
    }

    fn answer(&mut self, reply: Reply, desk: &mut Desk) -> Turn {
        match reply {
            Reply::Go(stop) => {
                self.step(Step::Jump(stop), desk);
            }
            Reply::Yes if self.asked == About::Elsewhere => {
                desk.external = self.session.field().and_then(Field::whole_text);
            }
            Reply::Yes => {
                self.step(Step::Conclude, desk);
                // Until it is done, the whole of it stays.
                if desk.unsaved.is_none() {
                    self.step(Step::Concluded, desk);
                    return Turn::Home;
                }
            }
            Reply::Do(_) | Reply::Changed => {}
        }
        Turn::Stay
    }

    fn save(&mut self, desk: &mut Desk) {
        self.step(Step::Leave, desk);
        if desk.owed || desk.unsaved.is_some() {
            desk.save_now(self.session.reflection());
        }
    }

    fn changed(&self) -> Option<Rect> {
        self.change
    }

    fn is_saved(&self) -> bool {
        !self.session.reads_only() && self.session.is_kept() && !self.session.reflection().answers.is_empty()
    }

    fn help(&self) -> Vec<String> {
        match self.session.view().at {
            At::Mirror { seen, .. } => {
                let whys = seen.iter().map(|seen| seen.category.why.clone());
                whys.chain([words().mirror.silence.to_owned()]).collect()
            }
            At::Prompt { ask, help, .. } => std::iter::once(ask).chain(help).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        let head = Rect {
            y: self.above.y.saturating_sub(if self.size.height >= 14 { 2 } else { 1 }),
            height: 1,
            ..self.above
        };
        if frame.shows(head) {
            stages::draw(frame, head, &self.session.view().stages, look);
        }
        if frame.shows(self.above) {
            self.page.draw(frame, self.above, look);
        }
        if let Some(beside) = &self.beside
            && self.size.width >= BESIDE
        {
            let screen = Rect { x: 0, y: 0, width: self.size.width, height: self.size.height };
            beside.draw(frame, beside_of(screen), look);
        }
        match self.session.field() {
            Some(answer) if self.takes_answer() => Some(field::draw(frame, self.field, answer, look)),
            _ => Some(Position { x: self.above.x, y: self.above.y }),
        }
    }
}

/// Returns the place of earlier answers on a wide screen.
fn beside_of(screen: Rect) -> Rect {
    let x = screen.width * 3 / 5 + 2;
    Rect { x, y: 3, width: screen.width.saturating_sub(x + 3), height: screen.height.saturating_sub(3) }
}

fn fitted(mut page: Page, width: u16) -> Page {
    page.fit(Rect { x: 0, y: 0, width, height: u16::MAX });
    page
}

fn opening(title: Option<&str>, text: &str, questions: usize, minutes: Option<u32>) -> Page {
    let w = &words().walk;
    let mut page = Page::new();
    if let Some(title) = title {
        page.add(Role::Title, title);
        page.gap();
    }
    page.add(Role::Text, text);
    page.gap();
    let mut about = count(questions, w.question, w.questions);
    if let Some(minutes) = minutes {
        about.push_str(&count(minutes as usize, w.minute, w.minutes));
    }
    page.add(Role::Quiet, about + ".");
    page.gap();
    page.add(Role::Quiet, w.go_on);
    page
}

/// What the mirror holds up: each phrase in its sentence, and the question about it; with room the reasons, and with a little
/// at least what this is.
fn mirror(seen: &[Seen], first: bool, room: Room) -> Page {
    let w = &words().mirror;
    let full = room == Room::Ample;
    let mut page = Page::new();
    match room {
        Room::Ample => {
            page.add(Role::Title, w.title);
            page.add(Role::Quiet, if seen.len() == 1 { w.one } else { w.two });
        }
        Room::Scant => page.add(Role::Title, if first { w.title_silence } else { w.title }),
        Room::None => {}
    }
    for Seen { excerpt: Excerpt { before, phrase, after }, category } in seen {
        if full {
            page.gap();
        }
        page.phrase(before, phrase, after);
        page.add(Role::Strong, &*category.ask);
        if full {
            page.add(Role::Quiet, &*category.why);
        }
    }
    if first && full {
        page.gap();
        page.add(Role::Quiet, w.silence);
    }
    page
}

fn finish(session: &Session, step: Vec<&crate::reflection::Answer>, left: &[&str], keeps: Keeps) -> Page {
    let w = &words().walk;
    let mut page = Page::new();
    page.add(Role::Title, &*session.reflection().title);
    page.gap();
    if !left.is_empty() {
        page.add(Role::Text, count(left.len(), w.left_one, w.left_many));
        for ask in left {
            page.add(Role::Own, *ask);
        }
        page.gap();
        page.add(Role::Quiet, if session.is_preview() { w.left_preview } else { w.left_how });
        return page;
    }
    page.add(Role::Text, w.finished);
    if !step.is_empty() {
        page.gap();
        page.add(Role::Strong, w.step);
        for answer in step {
            page.answer(&answer.value);
        }
    }
    page.gap();
    page.add(
        Role::Quiet,
        match keeps {
            _ if session.is_preview() => w.preview_end,
            Keeps::All => w.kept_all,
            Keeps::Step => w.keep_step,
            Keeps::Nothing => w.keep_nothing,
        },
    );
    page
}
