//! The screens. [`Route`] is THE list: a screen is one file here, one variant and one arm of [`build`]. Screens never name
//! each other; they ask for a route.

mod acts;
mod answers;
mod browse;
mod choose;
mod confirm;
mod export;
mod filter;
mod guide;
mod guides;
mod help;
mod home;
mod map;
mod note;
mod pause;
mod preview;
mod promise;
mod promises;
mod read;
mod reflect;
mod rename;
mod scene;
mod settings;
mod settle;
mod support;
#[cfg(test)]
mod tests;
mod then;
mod today;
mod unlock;
mod welcome;
mod year;

#[cfg(test)]
use browse::Browse;
pub(crate) use scene::{Among, Desk, Given, Previewed, Reply, Scene, Turn};

use std::sync::Arc;
use std::time::Duration;

use crate::moment::Moment;
use crate::perform::{Acts, Asked, Catalogue, Found, Holding};
use crate::question::Support;
use crate::reflection::{CheckIn, Noticed, Reflection, Stop, Value};
use crate::search::At;
use crate::trouble::Trouble;

/// How long a look may take to be there with the next frame.
const SOON: Duration = Duration::from_millis(12);

/// A way to a screen.
#[derive(Clone, Debug)]
pub(crate) enum Route {
    /// The first screen of the first run.
    Welcome,
    /// Home.
    Home,
    /// Choosing a guide.
    Choose,
    /// What a guide is, and the sides to write from.
    Guide {
        /// The guide's id.
        guide: String,
    },
    /// A new walk.
    Begin {
        /// The guide's id.
        guide: String,
        /// The perspective's id.
        perspective: String,
    },
    /// A walk that goes on: the one of this id or prefix of one, or the unfinished one touched last.
    Resume(Option<String>),
    /// A walk that goes on where a list found it: at its place, or at another.
    GoOn {
        /// Where it is.
        found: Box<Found>,
        /// Where to go in it.
        stop: Option<Stop>,
    },
    /// A preview of a guide's file, from its beginning.
    Preview(Previewed),
    /// The pause menu of a walk.
    Pause,
    /// The map of a walk.
    Map(Box<MapPage>),
    /// What was answered so far.
    Answers(Box<Reflection>),
    /// Past reflections.
    Browse,
    /// One reflection, to read where a list found it.
    Read {
        /// Where it is.
        found: Box<Found>,
        /// Whether it is a copy of another, which can only be read.
        copy: bool,
        /// The answer to mark and to show first.
        at: Option<At>,
        /// The words to mark in it; empty for none.
        typed: String,
    },
    /// Which past reflections are listed: of all there are.
    Filter(Arc<Catalogue>),
    /// Two versions of a reflection: of the entry or the copy that a list found, and its other.
    Settle(Box<Found>),
    /// An answer, beside the earlier ones to the same question.
    Then(Box<ThenPage>),
    /// A copy of a reflection, to keep or to hand out.
    Export(Box<Found>),
    /// Another title for a reflection.
    Rename(Box<Found>),
    /// The promises of today, one after the other.
    Today,
    /// All promises.
    Promises,
    /// One promise.
    Promise(Box<Holding>),
    /// A year of one promise, or of all of them together.
    Year(Option<Box<Holding>>),
    /// A note on a day of a promise, or on an act that was asked for.
    Note(Box<NotePage>),
    /// Acts that were asked for.
    Acts(Box<Acts>),
    /// The guides.
    Guides,
    /// The help lines.
    Support(Support),
    /// Keys and help for the screen below.
    Help(Box<HelpPage>),
    /// Settings and folders.
    Settings,
    /// A question that yes answers.
    Confirm(Box<ConfirmPage>),
    /// The question for the passphrase.
    Unlock,
}

/// What the map shows, taken from the walk when it opens.
#[derive(Clone, Debug)]
pub(crate) struct MapPage {
    /// The rows: a title, or a question with its place, whether it is answered, and whether one is there.
    pub(crate) rows: Vec<(String, Option<Stop>, bool, bool)>,
}

/// What stands beside earlier answers, taken from the screen where it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct ThenPage {
    /// The question, by name.
    pub(crate) asked: Asked,
    /// Where the answer was read; none while it is being written.
    pub(crate) found: Option<Found>,
    /// The words of the question.
    pub(crate) ask: String,
    /// The answer as it stands.
    pub(crate) value: Value,
    /// When it was last changed; none while it is being written.
    pub(crate) written: Option<Moment>,
}

/// What a note is on, taken from the screen where it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct NotePage {
    /// Where it is kept.
    pub(crate) found: Found,
    /// The prompt it belongs to.
    pub(crate) prompt: String,
    /// What it is on, a line each.
    pub(crate) about: Vec<String>,
    /// What the note is added to.
    pub(crate) said: Noted,
}

/// What a note is added to.
#[derive(Clone, Debug)]
pub(crate) enum Noted {
    /// How a promise was kept on a day.
    Day(CheckIn),
    /// Whether an act was seen.
    Act(Noticed),
}

/// What the help page shows, taken from the screen it was called on.
#[derive(Clone, Debug)]
pub(crate) struct HelpPage {
    /// What helps with what is on screen.
    pub(crate) help: Vec<String>,
    /// Keys and what they do.
    pub(crate) keys: Vec<(String, &'static str)>,
    /// What leaving does.
    pub(crate) leave: &'static str,
}

/// A question, what it means, and what yes is called.
#[derive(Clone, Debug)]
pub(crate) struct ConfirmPage {
    /// The question.
    pub(crate) ask: String,
    /// What it means.
    pub(crate) means: String,
    /// What yes is called.
    pub(crate) yes: &'static str,
    /// What no is called.
    pub(crate) no: &'static str,
}

/// Builds the screen a route leads to.
///
/// # Errors
/// When what it shows cannot be read; the screen below stays, and says so.
pub(crate) fn build(route: Route, desk: &mut Desk) -> Result<Box<dyn Scene>, Trouble> {
    Ok(match route {
        Route::Welcome => Box::new(welcome::Welcome::new(desk)),
        Route::Home => match desk.preview.clone() {
            Some(previewed) => return build(Route::Preview(previewed), desk),
            None => Box::new(home::Home::new(desk)),
        },
        Route::Preview(previewed) => Box::new(preview::Preview::new(&previewed, desk)),
        Route::Choose => {
            let shelf = desk.hands.offered();
            match choose::only(&shelf) {
                Some(guide) => return build(Route::Guide { guide }, desk),
                None => Box::new(choose::Choose::new(&shelf, desk)),
            }
        }
        Route::Guide { guide } => match desk.given.perspective.take() {
            Some(perspective) => return build(Route::Begin { guide, perspective }, desk),
            None => Box::new(guide::GuidePage::new(desk.hands.guide(&guide)?)),
        },
        Route::Begin { guide, perspective } => {
            let title = desk.given.title.take();
            Box::new(reflect::Reflect::begin(&guide, &perspective, title.as_deref(), desk)?)
        }
        Route::Resume(name) => {
            let walk = desk.hands.resume(name.as_deref())?;
            Box::new(reflect::Reflect::go_on(walk, None, desk))
        }
        Route::GoOn { found, stop } => {
            let walk = desk.hands.go_on(&found)?;
            Box::new(reflect::Reflect::go_on(walk, stop, desk))
        }
        Route::Pause => Box::new(pause::Pause::new(desk)),
        Route::Map(page) => Box::new(map::Map::new(*page)),
        Route::Answers(reflection) => Box::new(answers::Answers::new(&reflection)),
        Route::Browse => Box::new(browse::Browse::new(desk)),
        Route::Read { found, copy, at, typed } => {
            Box::new(read::Read::new(&found, copy, at.as_ref(), typed, desk))
        }
        Route::Filter(list) => Box::new(filter::FilterPage::new(&list, desk)),
        Route::Settle(found) => Box::new(settle::Settle::new(&found, desk)?),
        Route::Then(page) => Box::new(then::Then::new(*page, desk)),
        Route::Export(found) => Box::new(export::Export::new(*found, desk)?),
        Route::Rename(found) => Box::new(rename::Rename::new(*found, desk)?),
        Route::Today => Box::new(today::Today::new(desk)),
        Route::Promises => Box::new(promises::List::new(desk)),
        Route::Promise(one) => Box::new(promise::Promise::new(*one, desk)),
        Route::Year(one) => Box::new(year::Year::new(one.as_deref(), desk)),
        Route::Note(page) => Box::new(note::Note::new(*page)),
        Route::Acts(acts) => Box::new(acts::ActsPage::new(*acts)),
        Route::Guides => Box::new(guides::Guides::new(desk)),
        Route::Support(need) => Box::new(support::Lines::new(need, desk)),
        Route::Help(page) => Box::new(help::Help::new(*page)),
        Route::Settings => Box::new(settings::SettingsPage::new(desk)),
        Route::Confirm(page) => Box::new(confirm::Confirm::new(*page)),
        Route::Unlock => Box::new(unlock::Unlock::new(desk)),
    })
}
