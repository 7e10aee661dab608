//! What every screen is: it names its keys, acts on them, and draws itself without changing.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use ratatui::layout::{Position, Rect, Size};

use super::Route;
use crate::effect::Effect;
use crate::moment::Moment;
use crate::perform::{Filter, Key, Passphrase, Performer};
use crate::reflection::Reflection;
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::tui::keys::{Act, Binding};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// A screen.
pub(crate) trait Scene: std::fmt::Debug {
    /// Names its own keys, beside those that work everywhere; the footer shows them in this order.
    fn keys(&self) -> &'static [Binding] {
        &[]
    }

    /// Names the keys of the place to write in that has the focus, if there is one.
    fn writing(&self) -> &'static [Binding] {
        &[]
    }

    /// Tells whether one of its keys means something now. What does not is not shown, and does nothing.
    fn offers(&self, _act: &Act) -> bool {
        true
    }

    /// Returns the keys of a table that mean something now.
    fn offered(&self, table: &'static [Binding]) -> Vec<&'static Binding> {
        table.iter().filter(|key| self.offers(&key.act)).collect()
    }

    /// Learns the room it has, the footer not counted.
    fn fit(&mut self, _size: Size) {}

    /// Acts. The desk has all that is at hand.
    fn act(&mut self, act: Act, desk: &mut Desk) -> Turn;

    /// Hears that it was drawn: what can wait until then begins.
    fn drawn(&mut self, _desk: &mut Desk) {}

    /// Comes back into sight after the screen above it closed.
    fn resume(&mut self, _desk: &mut Desk) {}

    /// Hears what a screen above it was closed with.
    fn answer(&mut self, _reply: Reply, _desk: &mut Desk) -> Turn {
        Turn::Stay
    }

    /// Hears that a thread has something to tell.
    fn woken(&mut self, _desk: &mut Desk) {}

    /// Tells whether it shows a file that is looked at again and again.
    fn watches(&self) -> bool {
        false
    }

    /// Looks at that file. Returns whether something else is shown now.
    fn watch(&mut self, _desk: &mut Desk) -> bool {
        false
    }

    /// Returns where it goes by itself, now that what somebody waited for has come. It is asked after each waking.
    fn goes(&mut self) -> Turn {
        Turn::Stay
    }

    /// Hears that the journal locks: lets go of what was read of it, and of every key.
    fn lock(&mut self) {}

    /// Writes whatever is not yet on the disk, and notes the place: the program may end right after.
    fn save(&mut self, _desk: &mut Desk) {}

    /// Tells whether there is something of the person's own here, and it is saved.
    fn is_saved(&self) -> bool {
        false
    }

    /// Returns the sentence that helps with what is on screen, for the help page.
    fn help(&self) -> Vec<String> {
        Vec::new()
    }

    /// Returns the rows the last act changed; none: all of them.
    fn changed(&self) -> Option<Rect> {
        None
    }

    /// Draws itself, and returns where the cursor belongs.
    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position>;
}

/// What comes of an act.
#[derive(Debug)]
pub(crate) enum Turn {
    /// The screen stays.
    Stay,
    /// The screen closes, and the one below comes back.
    Close,
    /// The screen closes, and the one below hears this.
    Reply(Reply),
    /// Another screen opens above.
    Open(Route),
    /// Another screen takes the place of this one.
    Replace(Route),
    /// All screens close, and home opens.
    Home,
    /// Nothing is in sight any more, until a key is pressed.
    Hide,
    /// The program ends.
    Leave,
}

/// What a screen was closed with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// A place to go to.
    Go(crate::reflection::Stop),
    /// Something to do, as if its key had been pressed.
    Do(Act),
    /// A question was answered with yes.
    Yes,
    /// What lists show has changed.
    Changed,
}

/// What was given for a new reflection before its screens opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// The perspective's id.
    pub(crate) perspective: Option<String>,
    /// The title.
    pub(crate) title: Option<String>,
}

/// The guide's file that is previewed, and the side, if it was given.
#[derive(Clone, Debug)]
pub(crate) struct Previewed {
    /// The file.
    pub(crate) file: PathBuf,
    /// The perspective's id.
    pub(crate) perspective: Option<String>,
}

/// Which past reflections are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Among {
    /// The filter.
    pub(crate) filter: Filter,
    /// What it lets through, in words.
    pub(crate) told: String,
}

/// What is at hand while a screen acts.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The hands.
    pub(crate) hands: Performer,
    /// The settings.
    pub(crate) settings: Settings,
    /// What was given for a new reflection.
    pub(crate) given: Given,
    /// What is previewed, if this is a preview: then nothing is kept, and there is no journal.
    pub(crate) preview: Option<Previewed>,
    /// Which past reflections are listed, in this sitting.
    pub(crate) among: Among,
    /// What was cut or copied last.
    pub(crate) clip: String,
    /// What to put on the terminal's clipboard with the next frame.
    pub(crate) copied: Option<String>,
    /// A save that failed and has not succeeded since.
    pub(crate) unsaved: Option<Trouble>,
    /// What was saved could not be brought to the disk itself, and has not been since.
    pub(crate) unsynced: Option<Trouble>,
    /// Whether a save was put off because more keys were waiting.
    pub(crate) owed: bool,
    /// Whether more keys are waiting.
    pub(crate) busy: bool,
    /// A text to be opened in another editor, and then what came back.
    pub(crate) external: Option<String>,
    /// Whether a command is set that says the passphrase.
    pub(crate) has_command: bool,
    /// Whether that command is to be asked now.
    pub(crate) asks_command: bool,
    /// What that command said.
    pub(crate) passphrase: Option<Result<Passphrase, Trouble>>,
    /// A passphrase that is being tried. Letting go of it gives the attempt up.
    pub(crate) unlocking: Option<Receiver<Result<Arc<Key>, Trouble>>>,
}

impl Desk {
    /// Sets the desk.
    pub(crate) fn new(hands: Performer, settings: Settings) -> Self {
        Self {
            hands,
            settings,
            given: Given::default(),
            preview: None,
            among: Among::default(),
            clip: String::new(),
            copied: None,
            unsaved: None,
            unsynced: None,
            owed: false,
            busy: false,
            external: None,
            has_command: false,
            asks_command: false,
            passphrase: None,
            unlocking: None,
        }
    }

    /// Has the hands do what a session asks for. While more keys wait, a save is put off until the last of them was
    /// taken: it comes before the next frame all the same.
    pub(crate) fn perform(&mut self, effect: Effect) {
        if self.busy && matches!(effect, Effect::Save(_)) {
            self.owed = true;
            return;
        }
        self.owed = false;
        self.unsaved = self.hands.perform(effect).err();
    }

    /// Saves a reflection now.
    pub(crate) fn save_now(&mut self, reflection: &Arc<Reflection>) {
        self.busy = false;
        self.perform(Effect::Save(Arc::clone(reflection)));
    }

    /// Reads the clock.
    pub(crate) fn now(&self) -> Moment {
        self.hands.now()
    }
}
