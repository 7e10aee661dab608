//! One of several options, or own words; and its plainest case, yes or no.

use super::field::{Field, Heard, Mark, Row, Scrolled, Spot, Stroke, Took};
use super::listing::{Listing, Meant};
use super::spec::{One, YesNo};
use super::text::write;
use crate::reflection::{Chosen, Value};
use crate::text::Editor;
use crate::words::{fill, words};

/// The field of a choice of one.
#[derive(Debug)]
pub(super) struct OneField {
    listing: Listing,
    /// The ids of the options, as many as the list has rows but for own words.
    ids: Vec<String>,
    chosen: Option<usize>,
    /// Own words, where they are welcome: the last row of the list.
    other: Option<Editor>,
    /// Whether the next line heard is own words.
    hearing_other: bool,
    yes_no: bool,
}

impl OneField {
    /// Makes the field of one of several.
    pub(super) fn new(one: &One, perspective: &str, saved: Option<&Value>) -> Self {
        let seen = one.options.iter().filter(|option| option.seen_by(perspective));
        let (ids, mut labels): (Vec<_>, Vec<_>) = seen
            .map(|option| (option.id.clone(), option.label.say(perspective).unwrap_or(&option.id).to_owned()))
            .unzip();
        let saved = match saved {
            Some(Value::One(chosen)) => Some(chosen),
            _ => None,
        };
        let mut other = None;
        let mut chosen = saved.and_then(Chosen::id).and_then(|id| ids.iter().position(|known| known == id));
        if one.other {
            labels.push(words().fields.other.to_owned());
            let own = match saved {
                Some(Chosen::Other(own)) => {
                    chosen = Some(ids.len());
                    own
                }
                _ => "",
            };
            other = Some(Editor::single(own));
        }
        let listing = Listing::new(labels, chosen.unwrap_or(0));
        Self { listing, ids, chosen, other, hearing_other: false, yes_no: false }
    }

    /// Makes the field of yes or no.
    pub(super) fn yes_no(spec: &YesNo, perspective: &str, saved: Option<&Value>) -> Self {
        let f = &words().fields;
        let say = |worded: &Option<super::Worded>, default: &str| {
            worded.as_ref().and_then(|w| w.say(perspective)).unwrap_or(default).to_owned()
        };
        let chosen = match saved {
            Some(Value::YesNo(yes)) => Some(usize::from(!yes)),
            _ => None,
        };
        let labels = vec![say(&spec.yes, f.yes), say(&spec.no, f.no)];
        Self {
            listing: Listing::new(labels, chosen.unwrap_or(0)),
            ids: vec![String::new(); 2],
            chosen,
            other: None,
            hearing_other: false,
            yes_no: true,
        }
    }

    /// Tells whether the row of own words has the focus: there, letters are text.
    fn writing(&self) -> bool {
        self.other.is_some() && self.listing.focus == self.ids.len()
    }

    /// Chooses an option. The row of own words is chosen by what is written in it.
    fn choose(&mut self, option: usize) -> Took {
        self.listing.focus = option;
        let own = self.other.as_ref().filter(|_| option == self.ids.len());
        if self.chosen == Some(option) || own.is_some_and(Editor::is_empty) {
            return Took::Moved;
        }
        self.chosen = Some(option);
        Took::Changed
    }

    /// Writes own words, which chooses them; emptied, they are chosen no more.
    fn write_own(&mut self, stroke: &Stroke) -> Took {
        let own = self.ids.len();
        let Some(pen) = &mut self.other else { return Took::Moved };
        let took = write(pen, stroke);
        let chosen = if pen.is_empty() { self.chosen.filter(|chosen| *chosen != own) } else { Some(own) };
        let same = std::mem::replace(&mut self.chosen, chosen) == chosen;
        if same { took } else { Took::Changed }
    }

    fn hear_yes_no(&mut self, line: &str) -> Heard {
        let f = &words().fields;
        let said = line.to_lowercase();
        let one_of = |known: &str| known.split_whitespace().any(|word| word == said);
        let option = match () {
            () if one_of(f.yes_letters) => 0,
            () if one_of(f.no_letters) => 1,
            () => return Heard::Refused(f.not_yes_no.to_owned()),
        };
        self.choose(option);
        Heard::Done
    }
}

impl Field for OneField {
    fn value(&self) -> Value {
        match (self.chosen, &self.other) {
            (None, _) => Value::Skipped,
            (Some(option), _) if self.yes_no => Value::YesNo(option == 0),
            (Some(option), _) if option < self.ids.len() => Value::One(Chosen::Option {
                id: self.ids[option].clone(),
                label: self.listing.label(option).to_owned(),
            }),
            (Some(_), Some(own)) if !own.is_empty() => Value::One(Chosen::Other(own.text())),
            (Some(_), _) => Value::Skipped,
        }
    }

    fn stroke(&mut self, stroke: &Stroke) -> Took {
        use crate::text::{Edit, Motion};
        let vertical = matches!(stroke, Stroke::Edit(Edit::Move { to: Motion::Up | Motion::Down, .. }));
        if self.writing() && !vertical && !matches!(stroke, Stroke::Enter | Stroke::Click { .. }) {
            return self.write_own(stroke);
        }
        if self.yes_no
            && let Stroke::Type(typed) = stroke
            && matches!(self.hear_yes_no(typed), Heard::Done)
        {
            return Took::Changed;
        }
        match self.listing.stroke(stroke) {
            Meant::Picked(option) => self.choose(option),
            Meant::Space => self.choose(self.listing.focus),
            Meant::Enter => {
                self.choose(self.listing.focus);
                Took::Onward
            }
            Meant::Moved | Meant::Nothing => Took::Moved,
        }
    }

    fn hear(&mut self, line: &str) -> Heard {
        let f = &words().fields;
        if self.hearing_other {
            self.hearing_other = false;
            if let (Some(pen), false) = (&mut self.other, line.is_empty()) {
                pen.set_text(line);
                self.choose(self.ids.len());
            }
            return Heard::Done;
        }
        let line = line.trim();
        if line.is_empty() {
            return Heard::Done;
        }
        if self.yes_no {
            return self.hear_yes_no(line);
        }
        match line.parse::<usize>() {
            Ok(number @ 1..) if number <= self.ids.len() => {
                self.choose(number - 1);
                Heard::Done
            }
            Ok(number) if number == self.ids.len() + 1 && self.other.is_some() => {
                self.hearing_other = true;
                Heard::More
            }
            _ => Heard::Refused(fill(f.not_a_choice, &[("n", &self.listing.len().to_string())])),
        }
    }

    fn lead(&self) -> Option<String> {
        self.hearing_other.then(|| words().fields.other.to_owned())
    }

    fn offer(&self) -> Vec<String> {
        let f = &words().fields;
        if self.yes_no {
            let gaps = [("yes", self.listing.label(0)), ("no", self.listing.label(1))];
            let plain = gaps.map(|(_, label)| label) == [f.yes, f.no];
            return vec![if plain { f.hear_yes_no.to_owned() } else { fill(f.hear_yes_no_in, &gaps) }];
        }
        let mut lines = self.listing.numbered();
        lines.push(f.hear_one.to_owned());
        lines
    }

    fn fit(&mut self, columns: usize, lines: usize) {
        let own = usize::from(self.other.is_some());
        self.listing.fit(columns, lines.saturating_sub(own).max(1));
        if let Some(pen) = &mut self.other {
            pen.fit(columns.saturating_sub(super::field::MARK).max(1), 1);
        }
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = self.listing.rows(|option| Mark::One(self.chosen == Some(option)));
        if let (true, Some(pen)) = (self.writing(), &self.other) {
            let own = pen.window().next().map(|line| line.text.to_owned()).unwrap_or_default();
            rows.push(Row::Choice { mark: None, words: own, focused: true });
        }
        rows
    }

    fn caret(&self) -> Spot {
        match (&self.other, self.writing()) {
            (Some(pen), true) => Spot {
                column: usize::from(pen.caret_cell().0) + super::field::MARK,
                row: self.listing.rows(|_| Mark::Item).len(),
            },
            _ => self.listing.caret(),
        }
    }

    fn scroll(&self) -> Option<Scrolled> {
        self.listing.scroll()
    }

    fn bookmark(&self) -> (usize, usize) {
        let pen = self.other.as_ref().filter(|_| self.chosen == Some(self.ids.len()));
        (self.listing.focus, pen.map_or(0, Editor::caret))
    }

    fn return_to(&mut self, part: usize, caret: usize) {
        self.listing.focus = part.min(self.listing.len().saturating_sub(1));
        if let Some(pen) = &mut self.other {
            pen.set_caret(caret);
        }
    }

    fn pause(&mut self) {
        let chosen = self.chosen == Some(self.ids.len());
        if let Some(pen) = &mut self.other {
            // Own words that gave way to another choice are not kept.
            if !chosen {
                *pen = Editor::single("");
            }
            super::text::pause(pen);
        }
    }

    fn writes(&self) -> bool {
        self.writing()
    }
}
