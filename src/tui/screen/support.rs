//! The help lines. Someone frightened hunts for nothing: every emergency number stands on the first page, and the
//! lines of the person's own country come at once where it is known.

use ratatui::layout::{Position, Size};

use super::{Desk, Scene, Turn};
use crate::perform::Performer;
use crate::question::Support as Need;
use crate::support::{Country, Line, NEEDS, Support};
use crate::tui::keys::{Act, Binding, COUNTRIES, COUNTRY};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role, Sole};
use crate::tui::widget::sheet::Sheet;
use crate::words::{fill, words};

/// The help lines.
#[derive(Debug)]
pub(crate) struct Lines {
    need: Need,
    /// All countries, with their emergency numbers.
    countries: Sheet<Where>,
    /// The lines of one of them, or of all.
    page: Option<Sole>,
    /// Whether the countries lie below the page, to go back to.
    chosen: bool,
    file: String,
    size: Size,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Where {
    Country(String),
    All,
}

impl Lines {
    /// Opens them at the person's own country, where it is known.
    pub(crate) fn new(need: Need, desk: &mut Desk) -> Self {
        let support = desk.hands.support();
        let file = desk.hands.paths().config.display().to_string();
        let own = desk.hands.country().and_then(|code| support.country(code));
        let page = own.map(|own| Sole::new(page(&support, need, Some(own), None)));
        Self { need, countries: countries(&support), page, chosen: false, file, size: Size::ZERO }
    }

    fn choose(&mut self, chosen: &Where, hands: &mut Performer) {
        let support = hands.support();
        if let Where::Country(code) = chosen {
            hands.set_country(code);
        }
        let country = match chosen {
            Where::Country(code) => support.country(code),
            Where::All => None,
        };
        let mut page = Sole::new(page(&support, self.need, country, Some(&self.file)));
        page.fit(self.size);
        self.page = Some(page);
        self.chosen = true;
    }
}

fn countries(support: &Support) -> Sheet<Where> {
    let w = &words().screens;
    let mut head = Page::new();
    head.add(Role::Title, w.support);
    head.gap();
    head.add(Role::Strong, &*support.words.in_danger);
    head.gap();
    head.add(Role::Text, w.support_where);
    let row = |country: &Country| {
        Item::new(Where::Country(country.code.clone()), format!("{}  {}", country.emergency, country.name))
    };
    let mut items: Vec<_> = support.countries.iter().map(row).collect();
    items.push(Item::new(Where::All, w.support_all));
    Sheet::new(head, Menu::new(items))
}

/// Makes the page of one country, or of all.
fn page(support: &Support, need: Need, country: Option<&Country>, file: Option<&str>) -> Page {
    let w = &words().screens;
    let mut page = Page::new();
    page.add(Role::Title, w.support);
    page.gap();
    for shown in support.countries.iter().filter(|one| country.is_none_or(|only| only.code == one.code)) {
        one(&mut page, support, shown, need, country.is_some());
    }
    page.add(Role::Text, &*support.words.numbers_change);
    if let (Some(country), Some(file)) = (country, file) {
        page.gap();
        page.add(Role::Quiet, fill(w.support_remember, &[("code", &country.code), ("file", file)]));
    }
    page
}

/// Adds a country; `whole` with the words that go before its lines.
fn one(page: &mut Page, support: &Support, country: &Country, need: Need, whole: bool) {
    let w = &words().screens;
    page.add(Role::Strong, danger(country));
    if let Some(note) = &country.note {
        page.add(Role::Text, &**note);
    }
    page.gap();
    for need in NEEDS.into_iter().filter(|one| need == Need::All || need == *one) {
        let lines = country.lines_for(need);
        if lines.is_empty() && !whole {
            continue;
        }
        let title = match need {
            Need::Distress => w.support_distress,
            Need::OwnBehaviour => w.support_own,
            Need::Fear | Need::All => w.support_fear,
        };
        page.add(Role::Strong, title);
        if lines.is_empty() {
            page.add(Role::Own, &*support.words.no_line);
        }
        for line in lines {
            page.add(Role::Own, told(line));
            page.small(&line.small_print());
        }
        if whole {
            page.add(Role::Quiet, support.words.before(need));
        }
        page.gap();
    }
}

fn danger(country: &Country) -> String {
    let gaps = [("country", country.name.as_str()), ("number", country.emergency.as_str())];
    fill(words().screens.support_here, &gaps)
}

/// Tells one line: whom, how to reach it, whom it is for; nothing twice.
fn told(line: &Line) -> String {
    let w = &words().screens;
    // A number is never torn apart at the end of a line.
    let whole = |number: &String| number.replace(' ', "\u{a0}");
    let call = line.call.as_ref().map(|number| fill(w.support_call, &[("number", &whole(number))]));
    let text = line.text.as_ref().map(|number| fill(w.support_text, &[("number", &whole(number))]));
    let ways = call.into_iter().chain(text).collect::<Vec<_>>().join(w.support_and);
    let named = |words: &str| line.name.to_lowercase().contains(words.trim_end_matches('.'));
    if ways.is_empty() {
        // It is on the web alone, which the small print tells.
        return line
            .about
            .as_ref()
            .map_or(format!("{}.", line.name), |about| format!("{}. {about}", line.name));
    }
    let mut told = match line.part.as_deref().filter(|part| !named(&part.to_lowercase())) {
        Some(part) => fill(w.support_line_part, &[("name", &line.name), ("part", part), ("ways", &ways)]),
        None => fill(w.support_line, &[("name", &line.name), ("ways", &ways)]),
    };
    told.push('.');
    if let Some(about) = line.about.as_deref().filter(|about| !named(&about.to_lowercase())) {
        told.push(' ');
        told.push_str(about);
    }
    told
}

/// Returns the lines for one need, in few words, to stand below a note in a walk.
pub(crate) fn lines(support: &Support, need: Need, country: Option<&str>) -> Vec<(Role, String)> {
    let known = country.and_then(|code| support.country(code)).is_some();
    let mut all = Vec::new();
    for (country, lines) in support.lines(country, need) {
        all.push((Role::Strong, danger(country)));
        all.extend(country.note.iter().filter(|_| known).map(|note| (Role::Text, note.clone())));
        if lines.is_empty() && known {
            all.push((Role::Own, support.words.no_line.clone()));
        }
        let whole = |line: &Line| format!("{} {}", told(line), line.small_print());
        all.extend(lines.into_iter().map(|line| (Role::Own, whole(line))));
    }
    let parts = [support.words.numbers_change.as_str(), words().screens.support_more];
    all.push((Role::Quiet, parts.join(" ")));
    all
}

impl Scene for Lines {
    fn keys(&self) -> &'static [Binding] {
        if self.page.is_some() { COUNTRY } else { COUNTRIES }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        self.countries.fit(size);
        if let Some(page) = &mut self.page {
            page.fit(size);
        }
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match (&mut self.page, act) {
            (Some(_), Act::Pause) if self.chosen => self.page = None,
            (_, Act::Pause) => return Turn::Close,
            (Some(_), Act::Enter) => self.page = None,
            (Some(page), act) => {
                page.act(&act);
            }
            (None, act) => {
                if let Some(chosen) = self.countries.act(&act) {
                    self.choose(&chosen, &mut desk.hands);
                }
            }
        }
        Turn::Stay
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        match &self.page {
            Some(page) => page.draw(frame, look),
            None => self.countries.draw(frame, look),
        }
    }
}
