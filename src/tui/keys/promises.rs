//! The keys of the screens of promises. It knows no screen.

use termina::event::KeyCode;

use super::{Act, Binding, bind, plain};

/// The keys of the walk through a day's promises.
pub(crate) static TODAY: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.back),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
];

/// The keys of a note on a day.
pub(crate) static TODAY_NOTE: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.go_on),
    bind(plain(KeyCode::Tab), Act::Next, |_| ""),
    bind(plain(KeyCode::BackTab), Act::Back, |k| k.back),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.close),
];

/// From this width on the answers stand in the footer, all three of them or none.
const WIDE: u16 = 60;

/// Returns the keys of all promises, and of one.
pub(crate) fn promises(width: u16) -> &'static [Binding] {
    if width < WIDE { NARROW_PROMISES } else { PROMISES }
}

/// Returns the keys of the year.
pub(crate) fn year(width: u16) -> &'static [Binding] {
    if width < WIDE { NARROW_YEAR } else { YEAR }
}

static PROMISES: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Char('k')), Act::Kept, |k| k.kept),
    bind(plain(KeyCode::Char('p')), Act::Partly, |k| k.partly),
    bind(plain(KeyCode::Char('m')), Act::Missed, |k| k.missed),
    bind(plain(KeyCode::Char('o')), Act::Reopen, |k| k.reopen),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

static NARROW_PROMISES: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.choose),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
    bind(plain(KeyCode::Char('k')), Act::Kept, |_| ""),
    bind(plain(KeyCode::Char('p')), Act::Partly, |_| ""),
    bind(plain(KeyCode::Char('m')), Act::Missed, |_| ""),
    bind(plain(KeyCode::Char('o')), Act::Reopen, |_| ""),
];

static YEAR: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.note_day),
    bind(plain(KeyCode::Char('k')), Act::Kept, |k| k.kept),
    bind(plain(KeyCode::Char('p')), Act::Partly, |k| k.partly),
    bind(plain(KeyCode::Char('m')), Act::Missed, |k| k.missed),
    bind(plain(KeyCode::Char('w')), Act::InWords, |k| k.in_words),
    bind(plain(KeyCode::Char('o')), Act::Reopen, |k| k.reopen),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next_promise),
    bind(plain(KeyCode::Char(',')), Act::Turn(false), |k| k.year_before),
    bind(plain(KeyCode::Char('.')), Act::Turn(true), |k| k.year_after),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];

static NARROW_YEAR: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.note_day),
    bind(plain(KeyCode::Char('w')), Act::InWords, |k| k.in_words),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
    bind(plain(KeyCode::Char('k')), Act::Kept, |_| ""),
    bind(plain(KeyCode::Char('p')), Act::Partly, |_| ""),
    bind(plain(KeyCode::Char('m')), Act::Missed, |_| ""),
    bind(plain(KeyCode::Char('o')), Act::Reopen, |_| ""),
    bind(plain(KeyCode::Tab), Act::Next, |k| k.next_promise),
    bind(plain(KeyCode::Char(',')), Act::Turn(false), |k| k.year_before),
    bind(plain(KeyCode::Char('.')), Act::Turn(true), |k| k.year_after),
];

/// The keys of a line that is saved as it stands.
pub(crate) static NOTE: &[Binding] = &[
    bind(plain(KeyCode::Enter), Act::Enter, |k| k.done),
    bind(plain(KeyCode::Escape), Act::Pause, |k| k.back),
];
