//! One guide before it is begun: what it is for, for whom, how long, what it is not; and the sides to write from.

use std::sync::Arc;

use ratatui::layout::{Position, Size};

use super::{Desk, Route, Scene, Turn};
use crate::guide::{Guide, Perspective};
use crate::text::{Edit, Motion};
use crate::tui::keys::{Act, Binding, MENU, MENU_BELOW};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::menu::{Item, Menu};
use crate::tui::widget::page::{Page, Role};
use crate::tui::widget::sheet::{ROOMY, Sheet, whole};
use crate::tui::widget::{column, guide};
use crate::words::words;

/// With fewer lines left for its words, nothing is said of the sides but their names.
const LEAST: usize = 8;

/// A guide, and the choice of a perspective.
#[derive(Debug)]
pub(crate) struct GuidePage {
    guide: Arc<Guide>,
    sheet: Sheet<String>,
    /// The columns its words are laid out for, and whether there is room for what is said of the sides.
    laid: Option<(u16, bool)>,
}

impl GuidePage {
    /// Tells of a guide, and lists its perspectives.
    pub(crate) fn new(guide: Arc<Guide>) -> Self {
        let sheet = Sheet::new(Page::new(), sides(&guide, true)).worded();
        Self { guide, sheet, laid: None }
    }

    fn head(&self, width: u16) -> Page {
        let mut head = Page::new();
        head.add(Role::Title, &*self.guide.title);
        if !self.guide.facts().is_empty() {
            head.gap();
        }
        guide::facts(&mut head, &self.guide, width);
        head
    }

    /// Tells whether there is room for what is said of the sides, beside the words above them.
    fn is_noted(&self, size: Size) -> bool {
        let all = column::of(whole(size));
        let roomy = size.height >= ROOMY;
        let mut head = self.head(all.width);
        head.tighten(!roomy);
        head.fit(all);
        let needs = head.height().min(LEAST) + sides(&self.guide, true).least_at(all.width);
        needs + usize::from(roomy) <= usize::from(all.height)
    }
}

/// Makes the menu of sides, with what is said of them or without. Where there is but one, it begins.
fn sides(guide: &Guide, noted: bool) -> Menu<String> {
    let w = &words().about;
    let note = |text: &str| if noted { text.to_owned() } else { String::new() };
    let items = match guide.perspectives.as_slice() {
        [only] => vec![Item::new(only.id.clone(), w.begin).note(note(&told(only)))],
        several => {
            let sides = several.iter().enumerate().map(|(n, side)| {
                let help = side.help.as_deref().unwrap_or_default();
                Item::new(side.id.clone(), &side.label).nth(n + 1).note(note(help))
            });
            std::iter::once(Item::heading(w.side)).chain(sides).collect()
        }
    };
    Menu::new(items)
}

fn told(side: &Perspective) -> String {
    let parts = [Some(side.label.as_str()), side.help.as_deref()];
    let ended =
        |part: &str| if part.ends_with(['.', '?', '!']) { part.to_owned() } else { format!("{part}.") };
    parts.into_iter().flatten().map(ended).collect::<Vec<_>>().join(" ")
}

impl Scene for GuidePage {
    fn keys(&self) -> &'static [Binding] {
        if self.sheet.is_cut() { MENU_BELOW } else { MENU }
    }

    fn fit(&mut self, size: Size) {
        let laid = (column::of(whole(size)).width, self.is_noted(size));
        // What was read on to stays in sight while nothing changes.
        if self.laid != Some(laid) {
            let focus = self.sheet.menu.focused().cloned();
            self.sheet.menu = sides(&self.guide, laid.1);
            self.sheet.menu.focus_on(|side| Some(side) == focus.as_ref());
            self.sheet.say(self.head(laid.0));
            self.laid = Some(laid);
        }
        self.sheet.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        let on = Act::Edit(Edit::Move { to: Motion::PageDown, select: false });
        match act {
            Act::Pause => return Turn::Close,
            Act::Type(typed) if typed == " " && self.sheet.is_cut() => {
                self.sheet.act(&on);
            }
            act => {
                if let Some(perspective) = self.sheet.act(&act) {
                    return Turn::Replace(Route::Begin { guide: self.guide.id.clone(), perspective });
                }
            }
        }
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        let mut help = vec![words().about.page_help.to_owned()];
        help.extend(self.guide.perspectives.iter().map(told));
        help
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.sheet.draw(frame, look)
    }
}
