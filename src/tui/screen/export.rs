//! A copy of a reflection: for whom, in which form, into which file. Nothing is written before the last Enter, and never
//! over what is there.

use ratatui::layout::{Position, Size};

use super::{Desk, Scene, Turn};
use crate::perform::{Form, Found};
use crate::reflection::Audience;
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, COPY_FILE, LINE, MENU, PAGE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::line::{Line, Slip};
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role, Sole};
use crate::tui::widget::sheet::Sheet;
use crate::words::{count, words};

/// A copy in the making.
#[derive(Debug)]
pub(crate) struct Export {
    found: Found,
    /// How many answers each reader gets.
    gets: [usize; 3],
    reader: Audience,
    form: Form,
    step: Step,
    size: Size,
}

/// What is asked now.
#[derive(Debug)]
enum Step {
    Reader(Sheet<Audience>),
    Form(Sheet<Form>),
    File(Box<Slip>),
    Done(Sole),
}

impl Export {
    /// Asks for whom it is.
    ///
    /// # Errors
    /// The reflection cannot be read.
    pub(crate) fn new(found: Found, desk: &Desk) -> Result<Self, Trouble> {
        let gets = desk.hands.for_readers(&found)?;
        let (reader, form) = (Audience::Own, Form::Markdown);
        let step = Step::Reader(readers(gets));
        Ok(Self { found, gets, reader, form, step, size: Size::ZERO })
    }

    fn go(&mut self, step: Step) -> Turn {
        self.step = step;
        self.fit(self.size);
        Turn::Stay
    }

    fn take_reader(&mut self, reader: Audience, desk: &mut Desk) -> Turn {
        let gets = Audience::ALL.into_iter().zip(self.gets).find(|(one, _)| *one == reader);
        if reader != Audience::Own && gets.is_none_or(|(_, gets)| gets == 0) {
            desk.hands.leave_note(Trouble::new(words().read.copy_nothing));
            return Turn::Stay;
        }
        self.reader = reader;
        self.go(Step::Form(forms(self.form)))
    }

    fn take_form(&mut self, form: Form, desk: &Desk) -> Turn {
        self.form = form;
        let place = desk.hands.place_for(&self.found, form);
        self.go(Step::File(Box::new(file(&place, desk.hands.is_encrypted()))))
    }

    fn write(&mut self, typed: &str, desk: &mut Desk) -> Turn {
        match desk.hands.hand_out(&self.found, self.reader, self.form, typed) {
            Ok(Some(to)) => return self.go(Step::Done(Sole::new(done(&to, self.reader)))),
            Ok(None) => desk.hands.leave_note(Trouble::new(words().read.copy_nothing)),
            Err(trouble) => desk.hands.leave_note(trouble),
        }
        Turn::Stay
    }

    /// Goes a step back; from the first and the last, out.
    fn back(&mut self) -> Turn {
        match self.step {
            Step::Reader(_) | Step::Done(_) => Turn::Close,
            Step::Form(_) => {
                let mut sheet = readers(self.gets);
                sheet.menu.focus_on(|reader| *reader == self.reader);
                self.go(Step::Reader(sheet))
            }
            Step::File(_) => self.go(Step::Form(forms(self.form))),
        }
    }
}

fn readers(gets: [usize; 3]) -> Sheet<Audience> {
    let r = &words().read;
    let mut head = Page::new();
    head.add(Role::Title, r.copy);
    head.add(Role::Text, r.copy_whom);
    let means = |reader: Audience, gets: usize| match (reader, gets) {
        (Audience::Own, _) => r.copy_all.to_owned(),
        (_, 0) => r.copy_none.to_owned(),
        (Audience::Partner, n) => count(n, r.copy_one_partner, r.copy_some_partner),
        (Audience::Therapist, n) => count(n, r.copy_one_therapist, r.copy_some_therapist),
    };
    let rows = Audience::ALL.into_iter().zip(gets).enumerate().map(|(n, (reader, gets))| {
        let label = match reader {
            Audience::Own => r.copy_me,
            Audience::Partner => r.copy_partner,
            Audience::Therapist => r.copy_therapist,
        };
        Item::new(reader, label).note(means(reader, gets)).nth(n + 1)
    });
    Sheet::new(head, Menu::new(rows.collect()).airy())
}

fn forms(now: Form) -> Sheet<Form> {
    let r = &words().read;
    let mut head = Page::new();
    head.add(Role::Title, r.copy);
    head.add(Role::Text, r.copy_form);
    let rows = Form::ALL.into_iter().enumerate().map(|(n, form)| {
        let (label, note) = match form {
            Form::Markdown => (r.copy_markdown, r.copy_markdown_is),
            Form::Text => (r.copy_text, r.copy_text_is),
            Form::Json => (r.copy_json, r.copy_json_is),
        };
        Item::new(form, label).note(note).nth(n + 1)
    });
    let mut menu = Menu::new(rows.collect()).airy();
    menu.focus_on(|form| *form == now);
    Sheet::new(head, menu)
}

/// Makes the last page: where the copy is, and what to know of it.
fn done(to: &std::path::Path, reader: Audience) -> Page {
    let r = &words().read;
    let mut page = Page::new();
    page.add(Role::Title, r.copy_done);
    page.gap();
    page.add(Role::Own, to.display().to_string());
    page.gap();
    page.add(Role::Text, if reader == Audience::Own { r.copy_done_own } else { r.copy_done_others });
    page
}

/// Asks for the file, with what to know before it is written.
fn file(place: &std::path::Path, encrypted: bool) -> Slip {
    let r = &words().read;
    let mut above = Page::new();
    above.add(Role::Title, r.copy);
    above.add(Role::Text, r.copy_file);
    let mut below = Page::new();
    if encrypted {
        below.add(Role::Strong, r.copy_sealed);
    }
    below.add(Role::Quiet, if encrypted { r.copy_never_over } else { r.copy_new });
    Slip::new(above, Line::new(&place.display().to_string(), r.copy_invite), below)
}

impl Scene for Export {
    fn keys(&self) -> &'static [Binding] {
        match self.step {
            Step::Reader(_) | Step::Form(_) => MENU,
            Step::File(_) => COPY_FILE,
            Step::Done(_) => PAGE,
        }
    }

    fn writing(&self) -> &'static [Binding] {
        if matches!(self.step, Step::File(_)) { LINE } else { &[] }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        match &mut self.step {
            Step::Reader(sheet) => sheet.fit(size),
            Step::Form(sheet) => sheet.fit(size),
            Step::File(file) => file.fit(size),
            Step::Done(page) => page.fit(size),
        }
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match (&mut self.step, act) {
            (_, Act::Pause) => return self.back(),
            (Step::Done(_), Act::Enter) => return Turn::Close,
            (Step::Done(page), act) => {
                page.act(&act);
            }
            (Step::Reader(sheet), act) => {
                if let Some(reader) = sheet.act(&act) {
                    return self.take_reader(reader, desk);
                }
            }
            (Step::Form(sheet), act) => {
                if let Some(form) = sheet.act(&act) {
                    return self.take_form(form, desk);
                }
            }
            (Step::File(file), Act::Enter) => {
                let typed = file.text();
                return self.write(&typed, desk);
            }
            (Step::File(file), act) => {
                if let Some(copied) = file.act(&act, &desk.clip) {
                    desk.clip.clone_from(&copied);
                    desk.copied = Some(copied);
                }
            }
        }
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().read.copy_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        match &self.step {
            Step::Reader(sheet) => sheet.draw(frame, look),
            Step::Form(sheet) => sheet.draw(frame, look),
            Step::Done(page) => page.draw(frame, look),
            Step::File(file) => file.draw(frame, look),
        }
    }
}
