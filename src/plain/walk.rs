//! One walk, line by line: pages are printed and gone on from, questions wait. Every effect is performed before the next
//! line is printed.

use std::io::{BufRead, Write};

use super::command::{self, Line};
use super::keeping::{Hands, Keeping};
use super::page::{self, Help};
use super::support::support_lines;
use super::talk::Talk;
use crate::perform::Asked;
use crate::question::{Heard, Support as Need};
use crate::reflection::{Stop, Value};
use crate::session::{At, Session, Step};
use crate::trouble::Trouble;
use crate::words::words;

/// So many earlier answers are read at once.
const EARLIER: usize = 5;

/// A walk, and all it takes.
pub(super) struct Walk<'a, H, I, O, E> {
    pub(super) hands: &'a mut H,
    pub(super) talk: &'a mut Talk<I, O, E>,
    pub(super) help: Help<'a>,
    session: Session,
    keeping: Keeping,
    /// Whether the answer at hand goes on with the next line.
    midway: bool,
    /// The part whose title was printed last.
    part: String,
    /// Whether the person came to the last page to see it: then it waits.
    waits: bool,
    /// Whether the reflection was put away: then there is nothing to leave.
    gone: bool,
}

/// Whether the walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    On,
    End,
}

impl<'a, H: Hands, I: BufRead, O: Write, E: Write> Walk<'a, H, I, O, E> {
    /// Begins or goes on with a walk.
    pub(super) fn new(
        hands: &'a mut H,
        talk: &'a mut Talk<I, O, E>,
        help: Help<'a>,
        session: Session,
    ) -> Self {
        let waits = session.stop() == Stop::Finish;
        Self {
            hands,
            talk,
            help,
            session,
            waits,
            keeping: Keeping::default(),
            midway: false,
            part: String::new(),
            gone: false,
        }
    }

    /// Walks until the person stops, the input ends, or the last page is read.
    ///
    /// # Errors
    /// Something could not be saved, even at the end.
    pub(super) fn walk(mut self) -> Result<(), Trouble> {
        let p = &words().plain;
        self.talk.say(if self.session.is_preview() { p.how_preview } else { p.how });
        if self.session.view().read_only {
            self.talk.say(words().plain.read_only);
        }
        self.arrive();
        while self.turn() == Course::On {}
        self.leave()
    }

    /// Waits for one line, and does what it says.
    fn turn(&mut self) -> Course {
        if self.session.stop() == Stop::Finish && !self.asks_at_finish() {
            return Course::End;
        }
        let Some(line) = self.talk.hear() else { return Course::End };
        if let Some(course) = self.renew() {
            return course;
        }
        self.retry();
        let course = match command::read(&line) {
            Line::Words(said) if self.session.stop() == Stop::Finish => self.at_finish(said.trim()),
            Line::Words(said) => self.hear(said),
            Line::Stop => Course::End,
            Line::Skip => self.go(Step::Skip),
            Line::Back => self.back(),
            Line::Go(number) => self.go_to(number),
            Line::More => self.more(),
            asked => self.tell(&asked),
        };
        self.notes();
        course
    }

    /// Answers what changes nothing.
    fn tell(&mut self, asked: &Line) -> Course {
        let p = &words().plain;
        let lines = match asked {
            Line::Answers => page::answers(&self.session),
            Line::Earlier => self.earlier(),
            Line::Map => page::map(&self.session),
            Line::Support => support_lines(self.help.lines, self.help.country, Need::All),
            Line::Unknown(command) => {
                vec![crate::words::fill(p.unknown_command, &[("command", command)])]
            }
            _ => [vec![p.commands.to_owned()], page::page(&self.session, self.help)].concat(),
        };
        self.talk.say_all(lines);
        if *asked != Line::Help {
            self.ask_again();
        }
        Course::On
    }

    /// Reads the newest of the earlier answers to the question at hand.
    fn earlier(&self) -> Vec<String> {
        match Asked::at_hand(&self.session) {
            Some(asked) => {
                let (newest, more) = self.hands.earlier(&asked, EARLIER);
                page::earlier(&newest, more)
            }
            None => vec![words().read.then_no_question.to_owned()],
        }
    }

    /// Gives a line to the question at hand.
    fn hear(&mut self, said: String) -> Course {
        let empty = said.trim_end_matches('\r').is_empty();
        if empty && self.session.view().read_only {
            return self.go(Step::Next);
        }
        let said = self.without_line_end(said);
        let before = self.place();
        let led = self.session.step(Step::Hear(said), self.hands.now());
        self.perform(led.effects);
        match led.heard {
            Some(Heard::Refused(why)) => {
                self.talk.say(&why);
                self.ask_again();
            }
            Some(Heard::More) => {
                self.midway = true;
                self.notice();
                self.lead();
            }
            _ => self.moved(&before),
        }
        Course::On
    }

    /// Takes a carriage return off a line's end where it is no text: everywhere but inside a long text.
    fn without_line_end(&self, mut said: String) -> String {
        let long =
            self.session.field().is_some_and(|field| field.keeps_enter() && field.whole_text().is_some());
        if said.ends_with('\r') && (!long || (said == "\r" && !self.midway)) {
            said.pop();
        }
        said
    }

    /// Goes on below the answer as it stands: its lines are heard once more, and then those that follow.
    fn more(&mut self) -> Course {
        let field = self.session.field().filter(|field| field.keeps_enter());
        let lines = field.map(|field| lines_of(&field.value())).unwrap_or_default();
        let opens = self.asks() && !self.midway && !self.session.view().read_only;
        if !opens || !can_be_heard(&lines) {
            self.talk.say(words().plain.no_more);
            return Course::On;
        }
        let mut last = Vec::new();
        for line in lines {
            let line = if line == "." { "/.".to_owned() } else { line };
            let led = self.session.step(Step::Hear(line), self.hands.now());
            if !led.effects.is_empty() {
                last = led.effects;
            }
        }
        self.perform(last);
        self.midway = true;
        self.talk.say(words().plain.go_on_below);
        Course::On
    }

    fn go(&mut self, step: Step) -> Course {
        let before = self.place();
        self.step(step);
        self.moved(&before);
        Course::On
    }

    /// Goes back to the question before, past pages and notes.
    fn back(&mut self) -> Course {
        if self.at_mirror() {
            return self.go(Step::Back);
        }
        let place = self.place();
        let before = self.session.stop();
        loop {
            let here = self.session.stop();
            self.step(Step::Back);
            if self.session.stop() == here {
                self.talk.say(words().plain.first);
                self.step(Step::Jump(before.clone()));
                break;
            }
            if self.asks() {
                break;
            }
        }
        self.moved(&place);
        Course::On
    }

    fn go_to(&mut self, number: Option<usize>) -> Course {
        let goal = number.and_then(|n| page::questions(&self.session).into_iter().nth(n.checked_sub(1)?));
        let Some((stop, _)) = goal else {
            self.talk.say(words().plain.no_such_number);
            self.ask_again();
            return Course::On;
        };
        self.step(Step::Jump(stop));
        self.part.clear();
        self.arrive();
        Course::On
    }

    /// Takes a step and does what it leads to.
    fn step(&mut self, step: Step) {
        let led = self.session.step(step, self.hands.now());
        self.perform(led.effects);
    }

    /// After a step: shows the new place, or asks again at the old one.
    fn moved(&mut self, before: &(Stop, bool)) {
        if self.place() == *before {
            self.midway = false;
            self.notice();
            self.ask_again();
        } else {
            self.notice();
            self.arrive();
        }
    }

    /// Shows where one is; pages and notes are gone on from.
    fn arrive(&mut self) {
        loop {
            self.midway = false;
            self.show();
            if self.session.stop() == Stop::Finish {
                return self.ask_at_finish();
            }
            if self.asks() {
                return;
            }
            let here = self.session.stop();
            self.step(Step::Next);
            if self.session.stop() == here {
                return;
            }
        }
    }

    fn show(&mut self) {
        self.hands.turn_off(self.session.off());
        self.talk.pause();
        let view = self.session.view();
        if let At::Prompt { part, .. } = &view.at
            && part.id != self.part
        {
            self.talk.say(&page::title(&view, part));
        }
        if let At::Prompt { part, .. } | At::Opening { part, .. } | At::Closing { part, .. } = &view.at {
            self.part.clone_from(&part.id);
        }
        let lines = page::page(&self.session, self.help);
        self.talk.say_all(lines);
        self.lead();
    }

    /// Names the place: where one is, and whether in front of the mirror.
    fn place(&self) -> (Stop, bool) {
        (self.session.stop(), self.at_mirror())
    }

    fn at_mirror(&self) -> bool {
        matches!(self.session.view().at, At::Mirror { .. })
    }

    /// Tells whether one stands at a question.
    fn asks(&self) -> bool {
        matches!(self.session.view().at, At::Prompt { number: Some(_), .. } | At::Mirror { .. })
    }

    fn ask_again(&mut self) {
        if let Some(question) = page::again(&self.session).filter(|_| !self.midway) {
            self.talk.say(&question);
        }
        self.ask_at_finish();
        self.lead();
    }

    /// Prints the lead-in of the part that comes next, if the answer has parts.
    fn lead(&mut self) {
        let lead = self.session.field().and_then(|field| field.lead());
        if let Some(lead) = lead.filter(|_| self.asks()) {
            let (first, more) = lead.split_once('\n').unwrap_or((&lead, ""));
            self.talk.say(&format!("{first}:"));
            if !more.is_empty() {
                self.talk.say(more);
            }
        }
    }

    fn notice(&mut self) {
        let notice = self.session.view().notice.map(str::to_owned);
        if let Some(notice) = notice {
            self.talk.say(&notice);
        }
    }
}

/// Tells whether lines can be heard once more and stay what they are: a first line that is empty would keep the answer,
/// and a full stop alone would end it.
fn can_be_heard(lines: &[String]) -> bool {
    let means_more = |line: &String| line != "." && matches!(line.trim_end(), "." | "/.");
    lines.first().is_some_and(|first| !first.is_empty()) && !lines.iter().any(means_more)
}

/// Returns the lines in which an answer of several lines was given: of a long text or a list.
fn lines_of(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => text.split('\n').map(str::to_owned).collect(),
        Value::Items(items) => items.clone(),
        _ => Vec::new(),
    }
}

mod ending;
mod renewed;
