//! What a person does in a walk, as data, told in keys and in lines. It knows the session machine and how both doors are
//! used; it compares nothing.

use onward::question::{Mark, Row, Stroke};
use onward::reflection::{Stop, Value};
use onward::session::{At, MapRow, Session, Step};
use onward::text::{Edit, Motion};

/// One thing a person does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Did {
    /// Writes these lines; the first is not empty.
    Text(Vec<String>),
    /// Writes this line; not empty.
    Line(String),
    /// Chooses this option, from 0.
    One(usize),
    /// Chooses own words; not empty.
    Other(String),
    /// Chooses these options, from 0; at least one.
    Several(Vec<usize>),
    /// Chooses this point.
    Point(i64),
    /// Answers yes or no.
    Yes(bool),
    /// Writes these items, none empty, at least one.
    Items(Vec<String>),
    /// Writes the two halves of a plan; one that is empty stays as it is.
    Plan([String; 2]),
    /// Writes the parts of a promise: what, when, then; how often, from 1, or 0 to leave that; and the last day.
    /// What is empty stays as it is.
    Promise([String; 3], usize, String),
    /// Goes on without a word.
    Next,
    /// Goes back to the question before.
    Back,
    /// Leaves the question as it is.
    Skip,
    /// Goes to the question of this number in the map, from 1.
    Go(usize),
    /// Of each of these, does what fits the question at hand.
    Fitting(Vec<Vec<Did>>),
}

/// A key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Key {
    /// A letter.
    Letter(char),
    /// Enter.
    Enter,
    /// Tab: on.
    Tab,
    /// Shift+Tab: back.
    BackTab,
    /// F4: skip.
    Skip,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Backspace.
    Backspace,
    /// Alt+A: select all.
    All,
    /// A choice in the map, which is a screen of its own.
    Map(Stop),
}

impl Key {
    /// Returns the step the screen takes for it.
    fn step(&self) -> Step {
        let to = |to| Step::Stroke(Stroke::Edit(Edit::Move { to, select: false }));
        match self {
            Self::Letter(letter) => Step::Stroke(Stroke::Type(letter.to_string())),
            Self::Enter => Step::Stroke(Stroke::Enter),
            Self::Tab => Step::Next,
            Self::BackTab => Step::Back,
            Self::Skip => Step::Skip,
            Self::Up => to(Motion::Up),
            Self::Down => to(Motion::Down),
            Self::Backspace => Step::Stroke(Stroke::Edit(Edit::Backspace)),
            Self::All => Step::Stroke(Stroke::Edit(Edit::SelectAll)),
            Self::Map(stop) => Step::Jump(stop.clone()),
        }
    }

    /// Returns what a terminal sends for it.
    pub(crate) fn bytes(&self) -> String {
        match self {
            Self::Letter(letter) => letter.to_string(),
            Self::Enter => "\r".to_owned(),
            Self::Tab => "\t".to_owned(),
            Self::BackTab => "\x1b[Z".to_owned(),
            Self::Skip => "\x1bOS".to_owned(),
            Self::Up => "\x1b[A".to_owned(),
            Self::Down => "\x1b[B".to_owned(),
            Self::Backspace => "\x7f".to_owned(),
            Self::All => "\x1ba".to_owned(),
            Self::Map(stop) => panic!("{stop:?} takes more than a key"),
        }
    }
}

/// Tells a script in keys, which are taken at once, and in lines.
pub(crate) fn tell(
    script: &[Did],
    session: &mut Session,
    take: &mut dyn FnMut(&mut Session, Step),
) -> (Vec<Key>, String) {
    let mut teller = Teller { session, take, keys: Vec::new(), lines: String::new() };
    teller.pass();
    for did in script {
        teller.tell(did);
    }
    (teller.keys, teller.lines)
}

struct Teller<'a> {
    session: &'a mut Session,
    take: &'a mut dyn FnMut(&mut Session, Step),
    keys: Vec<Key>,
    lines: String,
}

/// Where one is, as far as a script must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At a question of this kind.
    Question(&'static str),
    /// On a page or a note.
    Page,
    /// On the last page, with something left open.
    Left,
    /// On the last page, and nothing is left: by lines, the walk is over.
    Over,
}

impl Teller<'_> {
    fn place(&self) -> Place {
        match self.session.view().at {
            At::Prompt { number: Some(_), prompt, .. } => Place::Question(prompt.question.kind()),
            At::Finish { left, .. } if left.is_empty() => Place::Over,
            At::Finish { .. } => Place::Left,
            _ => Place::Page,
        }
    }

    fn press(&mut self, key: Key) {
        (self.take)(self.session, key.step());
        self.keys.push(key);
    }

    fn type_in(&mut self, words: &str) {
        words.chars().for_each(|letter| self.press(Key::Letter(letter)));
    }

    /// Writes over whatever is there.
    fn write_over(&mut self, words: &str) {
        self.press(Key::All);
        self.type_in(words);
    }

    /// Says a line; a slash at its start is doubled.
    fn say(&mut self, line: &str) {
        if line.starts_with('/') {
            self.lines.push('/');
        }
        self.command(line);
    }

    fn command(&mut self, line: &str) {
        self.lines.push_str(line);
        self.lines.push('\n');
    }

    /// Says a line where a full stop alone would mean the end.
    fn say_within(&mut self, line: &str) {
        if line == "." { self.command("/.") } else { self.say(line) }
    }

    /// Goes on to the next question, past pages and notes; by lines that happens by itself.
    fn pass(&mut self) {
        while self.place() == Place::Page {
            self.press(Key::Tab);
        }
    }

    fn tell(&mut self, did: &Did) {
        if let Did::Fitting(tries) = did {
            return tries.iter().for_each(|tried| self.tell_fitting(tried));
        }
        assert!(self.fits(did), "{did:?} does not fit {:?}", self.session.stop());
        match did {
            Did::Next | Did::Back | Did::Skip | Did::Go(_) => self.go(did),
            _ => {
                self.answer(did);
                self.press(Key::Tab);
            }
        }
        self.pass();
    }

    fn tell_fitting(&mut self, tried: &[Did]) {
        if let Some(did) = tried.iter().find(|did| self.fits(did)) {
            self.tell(did);
        }
    }

    /// Tells whether something can be done here, through both doors.
    fn fits(&self, did: &Did) -> bool {
        let place = self.place();
        let kind = match did {
            Did::Text(_) => "text",
            Did::Line(_) => "line",
            Did::One(_) | Did::Other(_) => "one",
            Did::Several(_) => "several",
            Did::Point(_) => "scale",
            Did::Yes(_) => "yes-no",
            Did::Items(_) => "items",
            Did::Plan(_) => "plan",
            Did::Promise(..) => "promise",
            Did::Back | Did::Fitting(_) => return place != Place::Over,
            // On the last page these mean something else, or nothing.
            Did::Next | Did::Skip => return matches!(place, Place::Question(_)),
            Did::Go(n) => return place != Place::Over && self.stop(*n).is_some(),
        };
        place == Place::Question(kind)
    }

    fn stop(&self, n: usize) -> Option<Stop> {
        let stops = self.session.map().into_iter().filter_map(|row| match row {
            MapRow::Prompt { stop, .. } => Some(stop),
            MapRow::Part(..) => None,
        });
        stops.into_iter().nth(n.checked_sub(1)?)
    }

    fn go(&mut self, did: &Did) {
        match did {
            Did::Next => {
                (0..self.parts_asked()).for_each(|_| self.command(""));
                // In an answer of several parts, Tab goes from part to part first.
                loop {
                    let part = |session: &Session| session.field().map(|field| field.bookmark().0);
                    let (stop, before) = (self.session.stop(), part(self.session));
                    self.press(Key::Tab);
                    if self.session.stop() != stop || part(self.session) == before {
                        break;
                    }
                }
            }
            Did::Skip => {
                self.command("/skip");
                self.press(Key::Skip);
            }
            Did::Go(n) => {
                self.command(&format!("/go {n}"));
                let stop = self.stop(*n).unwrap();
                self.press(Key::Map(stop));
            }
            _ => {
                self.command("/back");
                self.back();
            }
        }
    }

    /// Returns how many empty lines go on: one for each part, where an answer of parts is there to be kept.
    fn parts_asked(&self) -> usize {
        match self.session.field().unwrap().value() {
            Value::Plan(_) => 2,
            Value::Promise(promise) => 5 + usize::from(promise.terms.cadence.chosen().is_some()),
            _ => 1,
        }
    }

    /// Presses back until a question is there, or nothing is before.
    fn back(&mut self) {
        loop {
            let here = self.session.stop();
            self.press(Key::BackTab);
            if self.session.stop() == here || self.place() != Place::Page {
                return;
            }
        }
    }

    fn answer(&mut self, did: &Did) {
        match did {
            Did::Text(lines) => self.text(lines),
            Did::Line(words) => {
                self.say(words);
                self.write_over(words);
            }
            Did::One(n) => {
                self.say(&(n + 1).to_string());
                self.focus_on(*n);
                self.press(Key::Letter(' '));
            }
            Did::Other(words) => {
                let n = self.options().len() - 1;
                self.say(&(n + 1).to_string());
                self.say(words);
                self.focus_on(n);
                self.write_over(words);
            }
            Did::Several(wanted) => self.several(wanted),
            Did::Point(point) => {
                self.say(&point.to_string());
                self.type_in(&point.to_string());
            }
            Did::Yes(yes) => {
                let letter = if *yes { "y" } else { "n" };
                self.say(letter);
                self.type_in(letter);
            }
            Did::Items(items) => self.items(items),
            Did::Plan(halves) => self.parts(halves),
            Did::Promise(parts, cadence, until) => self.promise(parts, *cadence, until),
            Did::Next | Did::Back | Did::Skip | Did::Go(_) | Did::Fitting(_) => {}
        }
    }

    fn text(&mut self, lines: &[String]) {
        lines.iter().for_each(|line| self.say_within(line));
        self.command(".");
        self.press(Key::All);
        for (n, line) in lines.iter().enumerate() {
            if n > 0 {
                self.press(Key::Enter);
            }
            self.type_in(line);
        }
    }

    /// Returns which options are chosen, as far as they are shown.
    fn options(&self) -> Vec<bool> {
        let rows = self.session.field().unwrap().rows();
        let marks = rows.into_iter().filter_map(|row| match row {
            Row::Choice { mark: Some(Mark::One(chosen) | Mark::Several(chosen)), .. } => Some(chosen),
            _ => None,
        });
        marks.collect()
    }

    fn focus_on(&mut self, n: usize) {
        (0..self.options().len()).for_each(|_| self.press(Key::Up));
        (0..n).for_each(|_| self.press(Key::Down));
    }

    /// Takes away what is not wanted, then adds what is.
    fn several(&mut self, wanted: &[usize]) {
        let numbers: Vec<String> = wanted.iter().map(|n| (n + 1).to_string()).collect();
        self.say(&numbers.join(" "));
        for (n, chosen) in self.options().into_iter().enumerate() {
            if chosen && !wanted.contains(&n) {
                self.toggle(n);
            }
        }
        for &n in wanted {
            if !self.options()[n] {
                self.toggle(n);
            }
        }
    }

    /// Marks an option, or takes its mark away: the first nine by their numbers.
    fn toggle(&mut self, n: usize) {
        if n < 9 {
            self.type_in(&(n + 1).to_string());
        } else {
            self.focus_on(n);
            self.press(Key::Letter(' '));
        }
    }

    fn items(&mut self, items: &[String]) {
        items.iter().for_each(|item| self.say_within(item));
        self.command(".");
        let there = match self.session.field().unwrap().value() {
            Value::Items(items) => items.len(),
            _ => 1,
        };
        // From the last item up: the first backspace empties one, the second takes it away.
        for left in (0..there).rev() {
            self.press(Key::All);
            self.press(Key::Backspace);
            if left > 0 {
                self.press(Key::Backspace);
            }
        }
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                self.press(Key::Enter);
            }
            self.type_in(item);
        }
    }

    /// Writes parts one after the other; what is empty stays as it is. Enter goes from each to the next, but for the
    /// last.
    fn parts(&mut self, parts: &[String]) {
        for (n, part) in parts.iter().enumerate() {
            self.say(part);
            if n > 0 {
                self.press(Key::Enter);
            }
            if !part.is_empty() {
                self.write_over(part);
            }
        }
    }

    fn promise(&mut self, parts: &[String; 3], cadence: usize, until: &str) {
        self.parts(parts);
        self.press(Key::Enter);
        let number = if cadence == 0 { String::new() } else { cadence.to_string() };
        self.say(&number);
        self.type_in(&number);
        self.press(Key::Enter);
        let value = self.session.field().map(|field| field.value());
        if matches!(value, Some(Value::Promise(promise)) if promise.terms.cadence.chosen().is_some()) {
            // The days of the week stay as they are.
            self.say("");
            self.press(Key::Enter);
        }
        self.say(until);
        if !until.is_empty() {
            self.write_over(until);
        }
    }
}
