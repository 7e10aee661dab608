//! Acts that one person asked the other for: the hurt person's side. Nothing here is due, and nobody is asked to watch.

use ratatui::layout::{Position, Size};

use super::{Desk, NotePage, Noted, Reply, Route, Scene, Turn};
use crate::perform::Acts;
use crate::reflection::{Noticed, Sight, telling};
use crate::tui::keys::{Act, Binding, MENU};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::Sheet;
use crate::words::{fill, words};

/// How many of what was noted of an act are shown, the last first.
const LAST: usize = 5;

/// Acts that were asked for.
#[derive(Debug)]
pub(crate) struct ActsPage {
    acts: Option<Acts>,
    found: crate::perform::Found,
    /// The act that is before the eyes; none for the list.
    one: Option<String>,
    sheet: Sheet<Go>,
    size: Size,
}

/// What a row means.
#[derive(Clone, Debug)]
enum Go {
    One(String),
    Saw(Sight),
}

impl ActsPage {
    /// Lists them.
    pub(crate) fn new(acts: Acts) -> Self {
        let sheet = list(&acts);
        Self { found: acts.found.clone(), acts: Some(acts), one: None, sheet, size: Size::ZERO }
    }

    fn show(&mut self) {
        let Some(acts) = &self.acts else { return };
        self.sheet = match &self.one {
            Some(act) => one(acts, act),
            None => list(acts),
        };
        self.fit(self.size);
    }

    /// Reads them anew: something was noted, or the journal was unlocked.
    fn read(&mut self, desk: &Desk) {
        self.acts = desk.hands.promises().acts.into_iter().find(|acts| acts.found.id == self.found.id);
        self.show();
    }
}

fn list(acts: &Acts) -> Sheet<Go> {
    let p = &words().promise;
    let mut head = Page::new();
    head.add(Role::Title, p.acts_title);
    head.add(Role::Text, p.acts_about);
    head.add(Role::Quiet, p.acts_caution);
    let row = |(n, act): (usize, &String)| {
        let last = acts.asked.noticed.iter().rev().find(|seen| seen.act == *act);
        let note = last.map_or_else(|| p.act_none.to_owned(), told);
        Item::new(Go::One(act.clone()), act).nth(n + 1).note(note)
    };
    Sheet::new(head, Menu::new(acts.asked.acts.iter().enumerate().map(row).collect()))
}

fn one(acts: &Acts, act: &str) -> Sheet<Go> {
    let p = &words().promise;
    let mut head = Page::new();
    head.add(Role::Own, act);
    head.gap();
    for seen in acts.asked.noticed.iter().rev().filter(|seen| seen.act == act).take(LAST) {
        head.add(Role::Quiet, told(seen));
    }
    let rows = [
        (Sight::Seen, 's', p.act_seen),
        (Sight::NotSeen, 'n', p.act_not_seen),
        (Sight::Unsure, 'h', p.act_unsure),
    ];
    let rows = rows.into_iter().map(|(sight, letter, label)| Item::new(Go::Saw(sight), label).letter(letter));
    Sheet::new(head, Menu::new(rows.collect()))
}

fn told(seen: &Noticed) -> String {
    let p = &words().promise;
    let sight = seen.sight.told();
    let form = if seen.note.is_empty() { p.act_last } else { p.act_last_note };
    fill(form, &[("day", &telling::day(seen.on)), ("sight", sight), ("note", &seen.note)])
}

impl Scene for ActsPage {
    fn keys(&self) -> &'static [Binding] {
        MENU
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        if act == Act::Pause {
            if self.one.take().is_none() {
                return Turn::Close;
            }
            self.show();
            return Turn::Stay;
        }
        match (self.sheet.act(&act), &self.acts) {
            (Some(Go::One(act)), _) => {
                self.one = Some(act);
                self.show();
            }
            (Some(Go::Saw(sight)), Some(acts)) => {
                let Some(act) = self.one.clone() else { return Turn::Stay };
                let on = desk.now().day();
                let (found, prompt) = (acts.found.clone(), acts.asked.prompt.clone());
                let seen = match desk.hands.notice(&found, &prompt, (on, &act, sight), None) {
                    Ok(asked) => asked.noticed.into_iter().rev().find(|one| one.on == on && one.act == act),
                    Err(trouble) => {
                        desk.hands.leave_note(trouble);
                        return Turn::Stay;
                    }
                };
                let Some(seen) = seen else { return Turn::Stay };
                let about = vec![act, told(&seen)];
                let page = NotePage { found, prompt, about, said: Noted::Act(seen) };
                return Turn::Open(Route::Note(Box::new(page)));
            }
            _ => {}
        }
        Turn::Stay
    }

    fn answer(&mut self, _reply: Reply, desk: &mut Desk) -> Turn {
        self.one = None;
        self.read(desk);
        Turn::Stay
    }

    fn resume(&mut self, desk: &mut Desk) {
        self.read(desk);
    }

    fn woken(&mut self, desk: &mut Desk) {
        if self.acts.is_none() && !desk.hands.is_locked() {
            self.read(desk);
        }
    }

    fn lock(&mut self) {
        (self.acts, self.one) = (None, None);
        self.sheet = Sheet::new(Page::new(), Menu::new(Vec::new()));
    }

    fn help(&self) -> Vec<String> {
        vec![words().promise.acts_about.to_owned(), words().promise.acts_caution.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
