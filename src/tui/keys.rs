//! Keys: what each one does, and what it is called. One table serves handling, the footer and the help page, so that
//! what is shown works.

mod promises;

pub(crate) use promises::{NOTE, TODAY, TODAY_NOTE, promises, year};
use termina::event::{KeyCode, KeyEvent, Modifiers};

use crate::text::{Edit, Motion};
use crate::words::{KeyNames, words};

/// What a key asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    /// Goes on.
    Next,
    /// Goes back.
    Back,
    /// Leaves a question as it is.
    Skip,
    /// Opens the pause menu, or closes what is open.
    Pause,
    /// Shows the help page.
    Help,
    /// Hides the screen, or shows it again.
    Hide,
    /// Leaves at once.
    Leave,
    /// Shows what was answered before.
    Answers,
    /// Shows the map of the stages.
    Map,
    /// Shows earlier answers to one question.
    Then,
    /// Looks for words.
    Search,
    /// Chooses which ones are listed.
    Filter,
    /// Goes to a date.
    GoTo,
    /// Gives another title.
    Rename,
    /// Makes a copy to keep or to hand out.
    Export,
    /// Puts two versions side by side.
    Versions,
    /// Puts what is in focus in the trash.
    PutAway,
    /// Brings back what was put in the trash last.
    BringBack,
    /// Says that a promise was kept.
    Kept,
    /// Says that it was kept in part.
    Partly,
    /// Says that it was missed.
    Missed,
    /// Takes back what was said of a day.
    Reopen,
    /// Tells in words what is drawn.
    InWords,
    /// Goes to the year before, or the year after.
    Turn(bool),
    /// Bring back what was put away, though nothing was.
    BringNone,
    /// Shows the help lines.
    Support,
    /// Opens the answer in another editor.
    External,
    /// Copies what is selected; without a selection, pauses.
    Copy,
    /// Cuts what is selected.
    Cut,
    /// Puts in what was cut or copied.
    Put,
    /// Stops the program until `fg`.
    Suspend,
    /// Enter.
    Enter,
    /// A letter, or a paste.
    Type(String),
    /// A motion or a change of text.
    Edit(Edit),
    /// A click at a column and a row of the screen; with the selection stretched or not.
    Click(u16, u16, bool),
    /// A double click.
    DoubleClick(u16, u16),
}

/// One key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chord {
    code: KeyCode,
    modifiers: Modifiers,
}

/// A key and what it does.
#[derive(Debug)]
pub(crate) struct Binding {
    /// The key.
    pub(crate) chord: Chord,
    /// What it does.
    pub(crate) act: Act,
    /// What that is called.
    pub(crate) label: fn(&KeyNames) -> &'static str,
}

const fn plain(code: KeyCode) -> Chord {
    Chord { code, modifiers: Modifiers::NONE }
}

const fn ctrl(letter: char) -> Chord {
    Chord { code: KeyCode::Char(letter), modifiers: Modifiers::CONTROL }
}

const fn alt(letter: char) -> Chord {
    Chord { code: KeyCode::Char(letter), modifiers: Modifiers::ALT }
}

const fn bind(chord: Chord, act: Act, label: fn(&KeyNames) -> &'static str) -> Binding {
    Binding { chord, act, label }
}

/// The keys that work on every screen.
pub(crate) static EVERYWHERE: &[Binding] = &[
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.pause),
    bind(plain(KeyCode::Function(1)), Act::Help, |k| k.help),
    bind(plain(KeyCode::Function(2)), Act::Hide, |k| k.hide),
    bind(plain(KeyCode::Function(6)), Act::Support, |k| k.support),
    bind(ctrl('q'), Act::Leave, |k| k.leave),
    bind(ctrl('z'), Act::Suspend, |k| k.suspend),
];

/// The keys of a walk through a guide.
pub(crate) static WALK: &[Binding] = &[
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next),
    bind(plain(KeyCode::Function(4)), Act::Skip, |k| k.skip),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.back),
    bind(plain(KeyCode::Function(3)), Act::Answers, |k| k.answers),
    bind(plain(KeyCode::Function(5)), Act::Map, |k| k.map),
    bind(plain(KeyCode::Function(7)), Act::Then, |k| k.then_and_now),
];

/// The keys of a place to write in.
pub(crate) static WRITING: &[Binding] = &[
    bind(ctrl('u'), Act::Edit(Edit::Undo), |k| k.undo),
    bind(ctrl('r'), Act::Edit(Edit::Redo), |k| k.redo),
    bind(ctrl('g'), Act::External, |k| k.external),
    bind(ctrl('x'), Act::Cut, |k| k.cut),
    bind(ctrl('c'), Act::Copy, |k| k.copy),
    bind(ctrl('v'), Act::Put, |k| k.put),
    bind(ctrl('a'), moves(Motion::LineStart), |k| k.line_start),
    bind(ctrl('e'), moves(Motion::LineEnd), |k| k.line_end),
    bind(alt('b'), moves(Motion::WordLeft), |k| k.word_left),
    bind(alt('f'), moves(Motion::WordRight), |k| k.word_right),
    bind(ctrl('w'), Act::Edit(Edit::DeleteTo(Motion::WordLeft)), |k| k.delete_word),
    bind(ctrl('k'), Act::Edit(Edit::DeleteTo(Motion::ParagraphEnd)), |k| k.delete_rest),
    bind(alt('a'), Act::Edit(Edit::SelectAll), |k| k.select_all),
];

/// The keys of one line to write on a screen that is no walk.
pub(crate) static LINE: &[Binding] = &[
    bind(ctrl('u'), Act::Edit(Edit::Undo), |k| k.undo),
    bind(ctrl('r'), Act::Edit(Edit::Redo), |k| k.redo),
    bind(ctrl('x'), Act::Cut, |k| k.cut),
    bind(ctrl('c'), Act::Copy, |k| k.copy),
    bind(ctrl('v'), Act::Put, |k| k.put),
    bind(ctrl('a'), moves(Motion::LineStart), |k| k.line_start),
    bind(ctrl('e'), moves(Motion::LineEnd), |k| k.line_end),
    bind(ctrl('w'), Act::Edit(Edit::DeleteTo(Motion::WordLeft)), |k| k.delete_word),
    bind(ctrl('k'), Act::Edit(Edit::DeleteTo(Motion::ParagraphEnd)), |k| k.delete_rest),
    bind(alt('a'), Act::Edit(Edit::SelectAll), |k| k.select_all),
];

/// The keys of home: `Esc` has nothing to close there, and leaving is one key away.
pub(crate) static HOME: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(ctrl('q'), Act::Leave, |k| k.leave_home),
    bind(plain(KeyCode::Escape), Act::Pause, |_| ""),
];

/// The keys of a preview that has no walk to show yet. As at home, `Esc` has nothing to close there.
pub(crate) static PREVIEW: &[Binding] = &[
    bind(plain(KeyCode::PageDown), moves(Motion::PageDown), |k| k.read_on),
    bind(ctrl('q'), Act::Leave, |k| k.leave_home),
    bind(plain(KeyCode::Escape), Act::Pause, |_| ""),
];

/// The keys of the first screen of the first run.
pub(crate) static WELCOME: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.go_on),
    bind(plain(KeyCode::Char('l')), Act::Support, |k| k.support),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.not_now),
];

/// The keys of a menu one came to from another screen.
pub(crate) static MENU: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

/// The keys of a menu with more words above it than fit.
pub(crate) static MENU_BELOW: &[Binding] = &[
    bind(plain(KeyCode::PageDown), moves(Motion::PageDown), |k| k.read_on),
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

/// The keys of the pause menu.
pub(crate) static PAUSE: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.go_on_writing),
];

/// The keys of the map.
pub(crate) static MAP: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.go_there),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
];

/// The keys of a page to read and close.
pub(crate) static PAGE: &[Binding] = &[bind(plain(KeyCode::Escape), Act::Pause, |k| k.close)];

/// The keys of earlier answers. What opened them closes them.
pub(crate) static ANSWERS: &[Binding] = &[
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
    bind(plain(KeyCode::Function(3)), Act::Answers, |_| ""),
];

/// The keys of the help page.
pub(crate) static HELP: &[Binding] = &[
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
    // The key that opened it closes it.
    bind(plain(KeyCode::Function(1)), Act::Pause, |_| ""),
    bind(plain(KeyCode::Char('l')), Act::Support, |k| k.support),
];

/// The keys of the countries help lines are known for. What opened them closes them.
pub(crate) static COUNTRIES: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
    bind(plain(KeyCode::Function(6)), Act::Pause, |_| ""),
];

/// The keys of the help lines of a country.
pub(crate) static COUNTRY: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.countries),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
    bind(plain(KeyCode::Function(6)), Act::Pause, |_| ""),
];

/// The keys of past reflections. Which of them mean something at the one in focus, the screen says.
pub(crate) static BROWSE: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.read),
    bind(plain(KeyCode::Char('/')), Act::Search, |k| k.find),
    bind(plain(KeyCode::Char('s')), Act::Versions, |k| k.versions),
    bind(plain(KeyCode::Char('u')), Act::BringBack, |k| k.bring_back),
    bind(plain(KeyCode::Char('u')), Act::BringNone, |_| ""),
    bind(plain(KeyCode::Char('f')), Act::Filter, |k| k.filter),
    bind(plain(KeyCode::Char('d')), Act::PutAway, |k| k.put_away),
    bind(plain(KeyCode::Char('c')), Act::Next, |k| k.continue_it),
    bind(plain(KeyCode::Char('g')), Act::GoTo, |k| k.go_to),
    bind(plain(KeyCode::Char('r')), Act::Rename, |k| k.rename),
    bind(plain(KeyCode::Char('e')), Act::Export, |k| k.export),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

/// The keys while words are looked for: every letter is text.
pub(crate) static SEARCH: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.read),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.more_keys),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.to_list),
];

/// The keys of what was found.
pub(crate) static FOUND: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.read),
    bind(plain(KeyCode::Char('/')), Act::Search, |_| ""),
    bind(plain(KeyCode::Char('s')), Act::Versions, |k| k.versions),
    bind(plain(KeyCode::Char('u')), Act::BringBack, |k| k.bring_back),
    bind(plain(KeyCode::Char('u')), Act::BringNone, |_| ""),
    bind(plain(KeyCode::Char('d')), Act::PutAway, |k| k.put_away),
    bind(plain(KeyCode::Char('c')), Act::Next, |k| k.continue_it),
    bind(plain(KeyCode::Char('r')), Act::Rename, |k| k.rename),
    bind(plain(KeyCode::Char('e')), Act::Export, |k| k.export),
    bind(plain(KeyCode::Char('f')), Act::Filter, |k| k.filter),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.to_words),
];

/// The keys while a date is typed.
pub(crate) static GO_TO: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.go_there),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.to_list),
];

/// The keys of what is listed.
pub(crate) static FILTER: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.turn),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.to_list),
];

/// The keys of two versions.
pub(crate) static VERSIONS: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.back),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.leave_it),
];

/// The keys of two versions of which there is more than fits.
pub(crate) static VERSIONS_LONG: &[Binding] = &[
    bind(plain(KeyCode::PageDown), moves(Motion::PageDown), |k| k.read_on),
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.back),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.leave_it),
];

/// The keys where there is nothing to choose.
pub(crate) static BACK: &[Binding] = &[bind(plain(KeyCode::Escape), Act::Pause, |k| k.back)];

/// The keys of one reflection to read. Which of them mean something for it, the screen says.
pub(crate) static READ: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.continue_it),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next_answer),
    bind(plain(KeyCode::Char('e')), Act::Export, |k| k.export),
    bind(plain(KeyCode::Char('r')), Act::Rename, |k| k.rename),
    bind(plain(KeyCode::Char('d')), Act::PutAway, |k| k.put_away),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.answer_before),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
    // Without an answer it says how to get to one.
    bind(plain(KeyCode::Function(7)), Act::Then, |_| ""),
];

/// The keys of one reflection at an answer of it.
pub(crate) static READ_AT: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.continue_here),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next_answer),
    bind(plain(KeyCode::Function(7)), Act::Then, |k| k.then_and_now),
    bind(plain(KeyCode::Char('e')), Act::Export, |k| k.export),
    bind(plain(KeyCode::Char('r')), Act::Rename, |k| k.rename),
    bind(plain(KeyCode::Char('d')), Act::PutAway, |k| k.put_away),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.answer_before),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

/// The keys of an answer beside one of several earlier ones. What opened it closes it.
pub(crate) static THEN: &[Binding] = &[
    bind(plain(KeyCode::Left), moves(Motion::Left), |k| k.older),
    bind(plain(KeyCode::Right), moves(Motion::Right), |k| k.newer),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
    bind(plain(KeyCode::Function(7)), Act::Then, |_| ""),
];

/// The keys of an answer beside the only earlier one, or beside none.
pub(crate) static THEN_ONE: &[Binding] = &[
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
    bind(plain(KeyCode::Function(7)), Act::Then, |_| ""),
];

/// The keys of a file being named for a copy.
pub(crate) static COPY_FILE: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.write_copy),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

/// The keys of a title being written.
pub(crate) static TITLE: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.save_title),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.leave_it),
];

/// The keys of the guides.
pub(crate) static GUIDES: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.begin),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

/// The keys of a question that yes answers.
pub(crate) static CONFIRM: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.no),
];

/// The keys of the question for the passphrase.
pub(crate) static UNLOCK: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.unlock),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.hide_question),
    bind(ctrl('u'), Act::Edit(Edit::DeleteTo(Motion::LineStart)), |k| k.type_anew),
];

const fn moves(to: Motion) -> Act {
    Act::Edit(Edit::Move { to, select: false })
}

impl Binding {
    /// Returns what it does, in words.
    pub(crate) fn label(&self) -> &'static str {
        (self.label)(&words().keys)
    }
}

impl Chord {
    /// Returns the key's name as it is shown: `Tab`, `Shift+Tab`, `Ctrl+Q`, `F1`.
    pub(crate) fn name(self) -> String {
        let base = match self.code {
            KeyCode::BackTab => return "Shift+Tab".to_owned(),
            KeyCode::Function(n) => format!("F{n}"),
            KeyCode::Char(letter) => letter.to_uppercase().to_string(),
            KeyCode::Escape => "Esc".to_owned(),
            other => format!("{other:?}"),
        };
        if self.modifiers.contains(Modifiers::CONTROL) {
            format!("Ctrl+{base}")
        } else if self.modifiers.contains(Modifiers::ALT) {
            format!("Alt+{base}")
        } else {
            base
        }
    }
}

/// Reads a key: first by the bindings, the nearest first, then as a motion or a letter. `None`: it means nothing here.
pub(crate) fn read(key: KeyEvent, bindings: impl IntoIterator<Item = &'static Binding>) -> Option<Act> {
    let chord = normal(key);
    let bound = bindings.into_iter().find(|binding| binding.chord == chord);
    bound.map(|binding| binding.act.clone()).or_else(|| motion(key)).or_else(|| letter(key))
}

/// Folds what terminals send differently for one key.
fn normal(key: KeyEvent) -> Chord {
    let mut modifiers = key.modifiers & (Modifiers::CONTROL | Modifiers::ALT);
    let code = match key.code {
        KeyCode::Tab if key.modifiers.contains(Modifiers::SHIFT) => KeyCode::BackTab,
        KeyCode::Char('_' | '7' | '/') if modifiers == Modifiers::CONTROL => KeyCode::Char('u'),
        KeyCode::Char(letter) => KeyCode::Char(letter.to_ascii_lowercase()),
        code => code,
    };
    if matches!(code, KeyCode::BackTab | KeyCode::Escape) {
        modifiers = Modifiers::NONE;
    }
    Chord { code, modifiers }
}

/// Reads the arrows and their kin.
fn motion(key: KeyEvent) -> Option<Act> {
    let select = key.modifiers.contains(Modifiers::SHIFT);
    let ctrl = key.modifiers.contains(Modifiers::CONTROL);
    let word = ctrl || key.modifiers.contains(Modifiers::ALT);
    let to = |to| Some(Act::Edit(Edit::Move { to, select }));
    match key.code {
        KeyCode::Left => to(if word { Motion::WordLeft } else { Motion::Left }),
        KeyCode::Right => to(if word { Motion::WordRight } else { Motion::Right }),
        KeyCode::Up => to(if word { Motion::ParagraphStart } else { Motion::Up }),
        KeyCode::Down => to(if word { Motion::ParagraphEnd } else { Motion::Down }),
        KeyCode::Home => to(if ctrl { Motion::Start } else { Motion::LineStart }),
        KeyCode::End => to(if ctrl { Motion::End } else { Motion::LineEnd }),
        KeyCode::PageUp => to(Motion::PageUp),
        KeyCode::PageDown => to(Motion::PageDown),
        KeyCode::Enter => Some(Act::Enter),
        KeyCode::Backspace if word => Some(Act::Edit(Edit::DeleteTo(Motion::WordLeft))),
        KeyCode::Backspace => Some(Act::Edit(Edit::Backspace)),
        KeyCode::Delete if word => Some(Act::Edit(Edit::DeleteTo(Motion::WordRight))),
        KeyCode::Delete => Some(Act::Edit(Edit::Delete)),
        KeyCode::Char(letter) if key.modifiers.contains(Modifiers::CONTROL) => emacs(letter, select),
        _ => None,
    }
}

/// Reads the motions that fingers know from Emacs and the shell.
fn emacs(letter: char, select: bool) -> Option<Act> {
    let to = |to| Some(Act::Edit(Edit::Move { to, select }));
    match letter.to_ascii_lowercase() {
        'b' => to(Motion::Left),
        'f' => to(Motion::Right),
        'p' => to(Motion::Up),
        'n' => to(Motion::Down),
        'd' => Some(Act::Edit(Edit::Delete)),
        'h' => Some(Act::Edit(Edit::Backspace)),
        'j' | 'm' => Some(Act::Enter),
        _ => None,
    }
}

fn letter(key: KeyEvent) -> Option<Act> {
    let held = key.modifiers & (Modifiers::CONTROL | Modifiers::ALT);
    // Some layouts write letters with AltGr, which arrives as both.
    let writes = held.is_empty() || held == Modifiers::CONTROL | Modifiers::ALT;
    match key.code {
        KeyCode::Char(letter) if writes => Some(Act::Type(letter.to_string())),
        _ => None,
    }
}
