//! A preview of a guide's file while its author writes it: the walk as people will meet it, of which nothing is kept. When
//! the file changes it is read again, and the walk stays where it is; while it has faults, they stand in its place.

use std::sync::Arc;

use ratatui::layout::{Position, Rect, Size};

use super::guide::GuidePage;
use super::reflect::Reflect;
use super::{Desk, Previewed, Reply, Route, Scene, Turn};
use crate::fault::{Report, harmless};
use crate::guide::Guide;
use crate::perform::{Read, Watched};
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding, PREVIEW};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::{count, fill, words};

/// A preview.
#[derive(Debug)]
pub(crate) struct Preview {
    file: Watched,
    /// The guide as it was when it had no faults last.
    guide: Option<Arc<Guide>>,
    /// What is wrong with it now.
    faults: Option<Sole>,
    /// The walk. While there are faults it waits.
    walk: Option<Reflect>,
    /// The page before the walk, which asks for the side, where there is no walk.
    asks: Option<GuidePage>,
    /// The side that was given or chosen.
    side: Option<String>,
    size: Size,
    /// Whether the last act led to something else than the walk's own change.
    turned: bool,
}

impl Preview {
    /// Begins a preview. A side that the guide does not have is asked for.
    pub(crate) fn new(previewed: &Previewed, desk: &mut Desk) -> Self {
        let file = Watched::new(&previewed.file);
        let read = file.read();
        let mut preview = Self {
            file,
            guide: None,
            faults: None,
            walk: None,
            asks: None,
            side: previewed.perspective.clone(),
            size: Size::ZERO,
            turned: false,
        };
        preview.take(read, desk);
        preview
    }

    /// Takes what the file is now.
    fn take(&mut self, read: Read, desk: &mut Desk) {
        match read {
            Err(report) => self.faults = Some(Sole::new(told(&report))),
            Ok(guide) => {
                self.faults = None;
                self.guide = Some(Arc::clone(&guide));
                match &mut self.walk {
                    Some(walk) if guide.perspective(walk.side()).is_some() => walk.take_guide(guide, desk),
                    _ => self.begin(desk),
                }
            }
        }
        self.fit(self.size);
    }

    /// Begins the walk, or asks from which side.
    fn begin(&mut self, desk: &mut Desk) {
        let Some(guide) = &self.guide else { return };
        let side = self.side.take().filter(|side| guide.perspective(side).is_some());
        self.asks = side.is_none().then(|| GuidePage::new(Arc::clone(guide)));
        let preview = side.as_deref().map(|side| desk.hands.preview(Arc::clone(guide), side));
        self.walk = preview.map(|session| Reflect::new(session, desk));
        self.side = side;
        self.turned = true;
        self.fit(self.size);
    }

    /// Goes back to the beginning where the walk would end.
    fn turn(&mut self, turn: Turn, desk: &mut Desk) -> Turn {
        match turn {
            Turn::Home => {
                self.begin(desk);
                Turn::Stay
            }
            other => other,
        }
    }

    /// Returns the walk, while it is shown.
    fn shown(&self) -> Option<&Reflect> {
        self.walk.as_ref().filter(|_| self.faults.is_none())
    }

    fn shown_mut(&mut self) -> Option<&mut Reflect> {
        self.walk.as_mut().filter(|_| self.faults.is_none())
    }

    fn choose(&mut self, act: Act, desk: &mut Desk) -> Turn {
        match self.asks.as_mut().map_or(Turn::Stay, |asks| asks.act(act, desk)) {
            Turn::Replace(Route::Begin { perspective, .. }) => {
                self.side = Some(perspective);
                self.begin(desk);
                Turn::Stay
            }
            Turn::Close => Turn::Leave,
            other => other,
        }
    }
}

/// Tells all faults: where, what, the line itself, and how to mend it.
fn told(report: &Report) -> Page {
    let a = &words().authors;
    let mut page = Page::new();
    page.add(Role::Title, count(report.faults.len(), a.one_fault, a.faults));
    page.add(Role::Quiet, harmless(&report.name));
    page.add(Role::Text, a.faults_how);
    for fault in &report.faults {
        let place = report.place(fault);
        let gaps = [("line", place.line.to_string()), ("column", place.column.to_string())];
        let gaps: Vec<_> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        page.gap();
        page.add(Role::Quiet, fill(a.fault_at, &gaps));
        page.add(Role::Strong, harmless(&fault.what));
        let line = report.source.lines().nth(place.line.saturating_sub(1)).unwrap_or_default();
        if !line.trim().is_empty() {
            page.add(Role::Own, short(&harmless(line.trim())));
        }
        page.add(Role::Text, harmless(&fault.mend));
    }
    page
}

/// Cuts a line that is long beyond reading.
fn short(line: &str) -> String {
    const MOST: usize = 300;
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

impl Scene for Preview {
    fn keys(&self) -> &'static [Binding] {
        match (&self.faults, &self.walk) {
            (Some(_), _) => PREVIEW,
            (None, Some(walk)) => walk.keys(),
            (None, None) => self.asks.as_ref().map_or(PREVIEW, Scene::keys),
        }
    }

    fn writing(&self) -> &'static [Binding] {
        self.shown().map_or(&[], Scene::writing)
    }

    fn offers(&self, act: &Act) -> bool {
        match (act, &self.faults) {
            // There are no earlier reflections, and no answer leaves.
            (Act::Then | Act::External, _) => false,
            (Act::Edit(_), Some(faults)) => faults.is_cut(),
            _ => self.shown().is_none_or(|walk| walk.offers(act)),
        }
    }

    fn fit(&mut self, size: Size) {
        self.size = size;
        if let Some(faults) = &mut self.faults {
            faults.fit(size);
        }
        if let Some(walk) = &mut self.walk {
            walk.fit(size);
        }
        if let Some(asks) = &mut self.asks {
            asks.fit(size);
        }
    }

    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn {
        self.turned = false;
        if let Some(faults) = &mut self.faults {
            faults.act(&act);
            return Turn::Stay;
        }
        match &mut self.walk {
            Some(walk) => {
                let turn = walk.act(act, desk);
                self.turn(turn, desk)
            }
            None => self.choose(act, desk),
        }
    }

    fn resume(&mut self, desk: &mut Desk) {
        self.turned = true;
        if let Some(walk) = &mut self.walk {
            walk.resume(desk);
        }
    }

    fn answer(&mut self, reply: Reply, desk: &mut Desk) -> Turn {
        self.turned = true;
        let turn = self.shown_mut().map_or(Turn::Stay, |walk| walk.answer(reply, desk));
        self.turn(turn, desk)
    }

    fn watches(&self) -> bool {
        true
    }

    fn watch(&mut self, desk: &mut Desk) -> bool {
        let Some(read) = self.file.look() else { return false };
        self.turned = true;
        if read.is_ok() {
            desk.hands.leave_note(Trouble::new(words().authors.read_again));
        }
        self.take(read, desk);
        true
    }

    fn help(&self) -> Vec<String> {
        match (&self.faults, &self.walk, &self.asks) {
            (None, Some(walk), _) => walk.help(),
            (None, None, Some(asks)) => asks.help(),
            _ => Vec::new(),
        }
    }

    fn changed(&self) -> Option<Rect> {
        self.shown().and_then(Scene::changed).filter(|_| !self.turned)
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        match (&self.faults, &self.walk, &self.asks) {
            (Some(faults), ..) => faults.draw(frame, look),
            (None, Some(walk), _) => walk.draw(frame, look),
            (None, None, Some(asks)) => asks.draw(frame, look),
            (None, None, None) => None,
        }
    }
}
