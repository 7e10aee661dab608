//! Locked when away, without a terminal and with a clock that is set by hand: what is in sight, what is saved, and what
//! comes back.

mod browse;
mod help_lines;
mod home;
mod preview;
mod question;
mod reading;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;

use super::*;
use crate::paths::Paths;
use crate::perform::Performer;
use crate::reflection::Value;
use crate::settings::Settings;
use crate::text::{Edit, Motion};
use crate::tui::look::Colours;

const HOME: Size = Size { width: 80, height: 24 };
const SMALL: Size = Size { width: 40, height: 12 };

/// The key of an encrypted journal, quick to try, and its passphrase.
const IDENTITY: &[u8] = include_bytes!("../../../tests/sealed/identity.age");
const PASSPHRASE: &str = "correct horse";

const GUIDE: &str = r#"
format = 1
id = "words"
title = "Words"
[[perspective]]
id = "broke"
label = "I broke trust"
[[stage]]
id = "only"
title = "Only stage"
[[stage.prompt]]
id = "what"
ask = "What has to be said?"
answer.text = {}
[[stage.prompt]]
id = "never"
ask = "What is never saved?"
saved = false
answer.text = {}
"#;

const MINUTE: Duration = Duration::from_secs(60);

fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create_new(path).unwrap(), bytes).unwrap();
}

/// A home with a guide; its journal is encrypted or plain, and empty.
struct House {
    folder: tempfile::TempDir,
    settings: Settings,
}

impl House {
    fn new(encrypted: bool) -> Self {
        let house = Self { folder: tempfile::tempdir().unwrap(), settings: Settings::default() };
        put(&house.at("guides/words.toml"), GUIDE.as_bytes());
        if encrypted {
            put(&house.at("journal/identity.age"), IDENTITY);
        }
        house
    }

    fn at(&self, place: &str) -> PathBuf {
        self.folder.path().join(place)
    }

    fn hands(&self) -> Performer {
        let [journal, guides, config, state] =
            ["journal", "guides", "config.toml", "state"].map(|n| self.at(n));
        Performer::new(Paths { journal, guides, config, state }, &self.settings)
    }

    /// Opens the screen, after nothing was asked of a command.
    fn open(&self, start: Start, size: Size) -> Model {
        self.open_with(start, size, |_| {})
    }

    fn open_with(&self, start: Start, size: Size, set: impl FnOnce(&mut Desk)) -> Model {
        let mut desk = Desk::new(self.hands(), self.settings.clone());
        set(&mut desk);
        Model::new(start, desk, Look::new(Colours::Many, true), size, Duration::ZERO).unwrap()
    }

    /// Opens a new reflection, unlocked, at its first question.
    fn write(&self, size: Size) -> Model {
        let mut model = self.open(new(), size);
        if model.desk.hands.is_encrypted() {
            unlock(&mut model, Duration::ZERO);
        }
        assert!(seen(&model).contains("What has to be said?"), "{}", seen(&model));
        model
    }

    /// Returns what is saved as the first answer, read by other hands.
    fn saved(&self) -> String {
        let mut hands = self.hands();
        if hands.is_locked() {
            hands.unlock(&crate::perform::Passphrase::new(PASSPHRASE)).unwrap();
        }
        let loaded = hands.read("last").unwrap();
        match &loaded.reflection.answers[0].value {
            Value::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        }
    }
}

fn new() -> Start {
    Start::New { guide: Some("words".into()), perspective: Some("broke".into()), title: None }
}

fn typed(text: &str) -> Act {
    Act::Type(text.to_owned())
}

fn to(to: Motion) -> Act {
    Act::Edit(Edit::Move { to, select: false })
}

/// Draws all of it, with the place of the cursor.
fn seen(model: &Model) -> String {
    let screen = Rect::from((Position::ORIGIN, model.size));
    let mut buffer = Buffer::empty(screen);
    let cursor = model.draw(&mut Frame::new(&mut buffer, screen)).unwrap();
    let width = usize::from(screen.width);
    let rows =
        buffer.content.chunks(width).map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
    let rows: Vec<_> = rows.map(|row| row.trim_end().to_owned()).collect();
    format!("{}\ncursor {},{}", rows.join("\n"), cursor.x, cursor.y)
}

fn is_blank(model: &Model) -> bool {
    seen(model).trim() == "cursor 0,0"
}

/// Waits until the passphrase was tried.
fn settle(model: &mut Model, now: Duration) {
    let begun = Instant::now();
    while model.desk.unlocking.is_some() {
        assert!(begun.elapsed() < Duration::from_secs(20), "still trying");
        std::thread::sleep(Duration::from_millis(1));
        model.woken(now);
    }
}

/// Answers the question for the passphrase.
fn answer(model: &mut Model, passphrase: &str, now: Duration) {
    model.act(typed(passphrase));
    model.act(Act::Enter);
    settle(model, now);
}

fn unlock(model: &mut Model, now: Duration) {
    model.touch(now);
    answer(model, PASSPHRASE, now);
    assert_eq!(model.lock.sight, Sight::Screens);
}

#[test]
fn an_encrypted_journal_locks_five_minutes_after_the_last_key() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.touch(MINUTE);
    model.act(typed("the last words"));
    assert_eq!(model.ends(), Some(6 * MINUTE));
    assert!(!model.pass(6 * MINUTE - Duration::from_nanos(1)));
    assert!(seen(&model).contains("the last words"));
    assert!(model.pass(6 * MINUTE));
    model.drawn();
    assert!(is_blank(&model) && model.desk.hands.is_locked(), "{}", seen(&model));
    assert_eq!(model.ends(), None, "nothing wakes it any more");
    assert_eq!(house.saved(), "the last words");
    insta::assert_snapshot!("away_80x24", seen(&model));
}

#[test]
fn time_asleep_counts() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    assert!(model.pass(9 * 60 * MINUTE));
    assert!(is_blank(&model));
}

#[test]
fn what_is_typed_while_more_keys_wait_is_saved_when_it_locks() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.desk.busy = true;
    model.act(typed("one"));
    model.act(typed(" more"));
    assert!(model.desk.owed);
    model.act(Act::Hide);
    assert!(!model.desk.owed && model.desk.unsaved.is_none());
    assert_eq!(house.saved(), "one more");
}

#[test]
fn the_key_that_hides_locks_and_all_comes_back_as_it_was() {
    for size in [HOME, SMALL] {
        let house = House::new(true);
        let mut model = house.write(size);
        model.act(typed(&format!("{}and the end", "a line of it\n".repeat(60))));
        for _ in 0..300 {
            model.act(to(Motion::Left));
        }
        let before = seen(&model);
        model.act(Act::Hide);
        assert!(is_blank(&model) && model.desk.hands.is_locked());
        assert!(house.hands().is_locked());
        model.act(typed("c"));
        assert!(seen(&model).contains("Passphrase") && !seen(&model).contains("a line"), "{}", seen(&model));
        answer(&mut model, PASSPHRASE, MINUTE);
        assert_eq!(seen(&model), before);
        model.act(Act::Type("X".into()));
        let text = house.saved();
        assert!(text.contains('X') && !text.contains('c') && text.ends_with("and the end"), "{text}");
    }
}

#[test]
fn a_page_that_was_scrolled_comes_back_as_it_was() {
    let (guide, perspective) = (Some("repairing-trust".into()), Some("hurt".into()));
    let house = House::new(true);
    let mut model = house.open(Start::New { guide, perspective, title: None }, SMALL);
    unlock(&mut model, Duration::ZERO);
    let top = seen(&model);
    for _ in 0..4 {
        model.act(to(Motion::Down));
    }
    let before = seen(&model);
    assert_ne!(before, top);
    model.act(Act::Hide);
    model.act(Act::Enter);
    model.act(Act::Support);
    model.act(Act::Pause);
    answer(&mut model, PASSPHRASE, MINUTE);
    // Whatever wakes the loop, it looks how large the window is.
    model.resize(SMALL);
    assert_eq!(seen(&model), before);
}

#[test]
fn a_window_that_changed_meanwhile_is_filled_again() {
    for asked in [false, true] {
        let house = House::new(true);
        let mut model = house.write(HOME);
        model.act(typed("a few words that need more than one row where there is little room"));
        model.act(Act::Hide);
        if asked {
            model.act(Act::Enter);
        }
        model.resize(SMALL);
        if !asked {
            model.act(Act::Enter);
        }
        answer(&mut model, PASSPHRASE, MINUTE);
        let after = seen(&model);
        model.resize(HOME);
        model.resize(SMALL);
        assert_eq!(seen(&model), after);
    }
}

#[test]
fn leaving_works_whatever_is_in_sight() {
    for acts in [vec![], vec![Act::Enter], vec![Act::Enter, typed(PASSPHRASE), Act::Enter]] {
        let house = House::new(true);
        let mut model = house.write(HOME);
        model.act(Act::Hide);
        for act in acts {
            model.act(act);
        }
        model.act(Act::Leave);
        assert!(model.over() && model.lost().is_none());
    }
}

#[test]
fn a_save_that_failed_is_tried_again_while_it_is_locked() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    put(&house.at("journal/reflections"), b"in the way");
    model.act(typed("must not be lost"));
    assert!(model.desk.unsaved.is_some());
    assert!(model.pass(5 * MINUTE) && model.desk.hands.is_locked());
    assert!(model.retry() && is_blank(&model));
    model.act(Act::Leave);
    assert!(!model.over() && seen(&model).contains("Not saved"), "leaving says so first");
    std::fs::remove_file(house.at("journal/reflections")).unwrap();
    assert!(!model.retry());
    assert_eq!(house.saved(), "must not be lost");
    model.act(Act::Enter);
    answer(&mut model, PASSPHRASE, 6 * MINUTE);
    assert!(seen(&model).contains("must not be lost"));
}

#[test]
fn a_plain_journal_hides_only_where_it_was_asked_to_and_one_key_brings_it_back() {
    let mut house = House::new(false);
    let mut model = house.write(HOME);
    assert_eq!(model.ends(), None);
    model.act(typed("plain"));
    let before = seen(&model);
    model.act(Act::Hide);
    for act in [typed("x"), Act::Enter, Act::Pause, Act::Support] {
        model.act(act);
        assert!(is_blank(&model));
    }
    model.act(Act::Hide);
    assert_eq!(seen(&model), before);
    house.settings.lock = Some(1);
    let mut model = house.write(HOME);
    assert!(!model.pass(MINUTE / 2) && model.pass(MINUTE) && is_blank(&model));
    model.act(typed("x"));
    assert!(is_blank(&model));
    model.act(Act::Hide);
    assert!(seen(&model).contains("What has to be said?"));
    house.settings.lock = Some(0);
    let encrypted = House { settings: house.settings.clone(), ..House::new(true) };
    assert_eq!(encrypted.write(HOME).ends(), None);
}

#[test]
fn going_to_the_shell_locks_an_encrypted_journal_and_leaves_a_plain_one() {
    for encrypted in [true, false] {
        let house = House::new(encrypted);
        let mut model = house.write(HOME);
        model.act(typed("one"));
        model.left();
        assert_eq!((model.desk.hands.is_locked(), is_blank(&model)), (encrypted, encrypted));
        assert_eq!(house.saved(), "one");
    }
}

#[test]
fn what_there_was_to_say_is_not_said_beside_the_question() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.note = Some(Trouble::new("something of the person's own"));
    assert!(seen(&model).contains("own"));
    model.act(Act::Hide);
    model.act(typed("x"));
    assert!(seen(&model).contains("Passphrase") && !seen(&model).contains("own"), "{}", seen(&model));
}

#[test]
fn another_editor_is_warned_of_where_the_journal_is_encrypted() {
    let house = House::new(false);
    let mut plain = house.write(HOME);
    plain.act(typed("words"));
    plain.act(Act::External);
    assert_eq!(plain.desk.external.as_deref(), Some("words"));
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(typed("words"));
    model.act(Act::External);
    assert!(model.desk.external.is_none());
    for (size, of) in [(SMALL, "40x12"), (HOME, "80x24")] {
        model.resize(size);
        insta::assert_snapshot!(format!("editor_{of}"), seen(&model));
    }
    model.act(Act::Enter);
    assert!(model.desk.external.is_none() && seen(&model).contains("words"), "no is first");
    model.act(Act::External);
    model.act(typed("y"));
    assert_eq!(model.desk.external.take().as_deref(), Some("words"));
    model.edited(Ok("words and more".into()));
    assert!(seen(&model).contains("words and more"));
    model.act(Act::Next);
    model.act(typed("never"));
    model.act(Act::External);
    assert!(model.desk.external.is_none() && seen(&model).contains("not given to another program"));
}

#[test]
fn an_editor_that_was_open_for_too_long_comes_back_to_a_locked_journal() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.touch(MINUTE);
    model.act(typed("words"));
    model.came_back(Ok("words and more".into()), 5 * MINUTE);
    assert!(seen(&model).contains("words and more"), "{}", seen(&model));
    assert_eq!(model.ends(), Some(10 * MINUTE), "whoever closed it in time is here");
    model.came_back(Ok("words, at length".into()), 10 * MINUTE);
    assert!(is_blank(&model) && model.desk.hands.is_locked(), "{}", seen(&model));
    assert_eq!(house.saved(), "words, at length");
    model.act(Act::Enter);
    unlock(&mut model, 11 * MINUTE);
    assert!(seen(&model).contains("words, at length"), "{}", seen(&model));
    let failed = Err(Trouble::new("The editor failed."));
    model.came_back(failed, 16 * MINUTE);
    assert!(is_blank(&model) && model.desk.hands.is_locked(), "however it ended");
    assert_eq!(house.saved(), "words, at length");
}

#[test]
fn in_whatever_order_nothing_is_shown_lost_or_typed_where_it_does_not_belong() {
    let (mut rng, house) = (fastrand::Rng::with_seed(7), House::new(true));
    let (mut model, mut now, mut expected) = (house.write(HOME), Duration::ZERO, String::new());
    for n in 0..400 {
        let letter = rng.char('α'..='ρ');
        match (rng.u8(..10), model.lock.sight) {
            (0..6, sight) => {
                model.touch(now);
                model.act(typed(&letter.to_string()));
                if sight == Sight::Screens {
                    expected.push(letter);
                }
            }
            (6, _) => model.act(Act::Hide),
            (7, _) => {
                now += MINUTE * rng.u32(..6);
                model.pass(now);
                model.retry();
            }
            (8, Sight::Asked) => {
                model.act(Act::Edit(Edit::DeleteTo(Motion::LineStart)));
                let right = rng.bool();
                answer(&mut model, if right { PASSPHRASE } else { "another" }, now);
            }
            (8, _) => model.woken(now),
            _ => model.resize(if rng.bool() { HOME } else { SMALL }),
        }
        let shown = seen(&model);
        let greek = shown.chars().filter(|letter| ('α'..='ρ').contains(letter)).count();
        match model.lock.sight {
            Sight::Screens => assert_eq!(greek, expected.chars().count(), "after {n}: {shown}"),
            _ => assert!(greek == 0 && model.desk.hands.is_locked(), "after {n}: {shown}"),
        }
    }
    assert!(expected.chars().count() > 20);
    assert_eq!(house.saved(), expected);
}
