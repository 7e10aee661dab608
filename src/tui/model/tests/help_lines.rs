//! The help lines are two keys away, wherever one is: each screen there is, each kind of question, and each place to write in.

use std::collections::BTreeSet;
use std::sync::Arc;

use termina::event::{KeyCode, KeyEvent, Modifiers};

use super::*;
use crate::perform::{Asked, Found};
use crate::tui::keys;
use crate::tui::screen::{ConfirmPage, MapPage, NotePage, Noted, ThenPage};

/// A guide with a question of every kind, in the order of [`KINDS`].
const EACH: &str = r#"
format = 1
id = "each"
title = "Each"
[[perspective]]
id = "broke"
label = "I broke trust"
[[perspective]]
id = "hurt"
label = "My trust was broken"
[[stage]]
id = "only"
title = "Only stage"
intro = "Why this stage."
[[stage.prompt]]
id = "text"
ask = "Kind of text?"
answer.text = {}
[[stage.prompt]]
id = "line"
ask = "Kind of line?"
answer.line = {}
[[stage.prompt]]
id = "one"
ask = "Kind of one?"
answer.one = { options = [{ id = "a", label = "A" }], other = true }
[[stage.prompt]]
id = "several"
ask = "Kind of several?"
answer.several = { options = [{ id = "a", label = "A" }, { id = "b", label = "B" }] }
[[stage.prompt]]
id = "scale"
ask = "Kind of scale?"
answer.scale = {}
[[stage.prompt]]
id = "yes-no"
ask = "Kind of yes-no?"
answer.yes-no = {}
[[stage.prompt]]
id = "items"
ask = "Kind of items?"
acts = true
answer.items = {}
[[stage.prompt]]
id = "plan"
ask = "Kind of plan?"
answer.plan = {}
[[stage.prompt]]
id = "promise"
ask = "Kind of promise?"
answer.promise = {}
[[stage.prompt]]
id = "note"
ask = "Kind of note?"
answer.note = { support = "fear" }
"#;

const KINDS: [&str; 10] =
    ["text", "line", "one", "several", "scale", "yes-no", "items", "plan", "promise", "note"];

/// Names every route there is: one that is new has to be named here, and then stand in the table.
macro_rules! every_route {
    ($($name:ident),* $(,)?) => {
        const ROUTES: &[&str] = &[$(stringify!($name)),*];

        fn name(route: &Route) -> &'static str {
            match route { $(Route::$name { .. } => stringify!($name)),* }
        }
    };
}

every_route!(
    Welcome, Home, Choose, Guide, Begin, Resume, GoOn, Preview, Pause, Map, Answers, Browse, Read, Filter,
    Settle, Then, Export, Rename, Today, Promises, Promise, Year, Note, Acts, Guides, Support, Help,
    Settings, Confirm, Unlock,
);

fn press(model: &mut Model, key: KeyEvent) {
    if let Some(act) = keys::read(key, model.keys()) {
        model.act(act);
    }
}

fn code(model: &mut Model, code: KeyCode) {
    press(model, KeyEvent::new(code, Modifiers::NONE));
}

/// Tells which screen is on top, by its type's name.
fn top(model: &Model) -> String {
    let top = model.scenes.last().map(|scene| format!("{scene:?}")).unwrap_or_default();
    top.split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// Holds that two keys reach the help lines from here, and that one more leads back.
#[track_caller]
fn two_keys(what: &str, model: &mut Model) {
    let before = top(model);
    for pressed in 1..=2 {
        code(model, KeyCode::Function(6));
        if top(model) == "Lines" {
            let page = seen(model);
            assert!(page.contains("Help lines") && page.contains("911"), "{what}: {page}");
            if pressed == 1 {
                code(model, KeyCode::Escape);
                assert_eq!(top(model), before, "{what}: back");
            }
            return;
        }
    }
    panic!("{what}: not two keys away: {}", seen(model));
}

/// A house in which something of every kind was written, and its first reflection.
fn house() -> (House, Found) {
    let house = House::new(false);
    put(&house.at("guides/each.toml"), EACH.as_bytes());
    for _ in 0..2 {
        let start = Start::New { guide: Some("each".into()), perspective: Some("hurt".into()), title: None };
        let mut model = house.open(start, HOME);
        model.act(Act::Next);
        for kind in KINDS {
            match kind {
                "scale" => model.act(typed("7")),
                "yes-no" => model.act(typed("y")),
                "one" | "several" => model.act(typed(" ")),
                "note" => {}
                _ => model.act(typed("some words")),
            }
            model.act(Act::Next);
            // Plans and promises have parts: what is not said in one of them stays open.
            for _ in 0..6 {
                if seen(&model).contains(&format!("Kind of {kind}?")) {
                    model.act(Act::Next);
                }
            }
        }
        model.act(Act::Leave);
    }
    let found = house.hands().list().get(0).unwrap().found.clone();
    // Another version of it that a synchroniser left.
    let mut other = house.hands().read_at(&found).unwrap().reflection;
    other.answers[0].value = Value::Text("Other words.".into());
    other.updated = crate::moment::Moment::at(other.updated.seconds() + 60, 0);
    let mut bytes = Vec::new();
    crate::reflection::format::write(&other, &mut bytes);
    let copy = found.path.to_string_lossy().replace(".toml", ".sync-conflict-20261122-081012-ABCDEFG.toml");
    put(Path::new(&copy), &bytes);
    (house, found)
}

/// Every route, to something that is there.
fn routes(model: &Model, found: &Found) -> Vec<Route> {
    let boxed = || Box::new(found.clone());
    let reflection = model.desk.hands.read_at(found).unwrap().reflection;
    let all = model.desk.hands.promises();
    let (held, acts) = (all.held[0].clone(), all.acts[0].clone());
    let at = crate::search::At { stage: "only".into(), prompt: "text".into() };
    let asked = Asked {
        guide: "each".into(),
        perspective: "hurt".into(),
        at: at.clone(),
        id: reflection.id,
        begun: reflection.started,
    };
    let note = NotePage {
        found: found.clone(),
        prompt: "promise".into(),
        about: vec!["A day".into()],
        said: Noted::Day(crate::reflection::CheckIn {
            on: model.desk.now().day(),
            outcome: crate::reflection::Outcome::Kept,
            note: String::new(),
        }),
    };
    let then = ThenPage {
        asked,
        found: Some(found.clone()),
        ask: "Kind of text?".into(),
        value: Value::Text("some words".into()),
        written: None,
    };
    let confirm = ConfirmPage { ask: "Sure?".into(), means: "This.".into(), yes: "Yes", no: "No" };
    vec![
        Route::Welcome,
        Route::Home,
        Route::Choose,
        Route::Guide { guide: "each".into() },
        Route::Begin { guide: "each".into(), perspective: "broke".into() },
        Route::Resume(None),
        Route::GoOn { found: boxed(), stop: None },
        Route::Preview(Previewed {
            file: model.desk.hands.paths().guides.join("each.toml"),
            perspective: Some("broke".into()),
        }),
        Route::Pause,
        Route::Map(Box::new(MapPage { rows: vec![("A row".into(), None, false, false)] })),
        Route::Answers(Box::new(reflection)),
        Route::Browse,
        Route::Read { found: boxed(), copy: false, at: Some(at), typed: String::new() },
        Route::Filter(Arc::new(model.desk.hands.list())),
        Route::Settle(boxed()),
        Route::Then(Box::new(then)),
        Route::Export(boxed()),
        Route::Rename(boxed()),
        Route::Today,
        Route::Promises,
        Route::Promise(Box::new(held.clone())),
        Route::Year(Some(Box::new(held))),
        Route::Note(Box::new(note)),
        Route::Acts(Box::new(acts)),
        Route::Guides,
        Route::Support(Support::All),
        Route::Help(Box::new(model.help_page())),
        Route::Settings,
        Route::Confirm(Box::new(confirm)),
    ]
}

/// Waits until nothing comes by itself any more: lists are read, days are counted.
fn quiet(model: &mut Model) {
    let mut before = String::new();
    for _ in 0..200 {
        model.drawn();
        std::thread::sleep(Duration::from_millis(3));
        model.woken(Duration::ZERO);
        let now = seen(model);
        if now == before {
            return;
        }
        before = now;
    }
}

#[test]
fn from_every_screen() {
    let (house, found) = house();
    // Each keeps its locks while it is open: one after the other.
    let all = routes(&house.open(Start::Home, HOME), &found);
    let named: BTreeSet<_> = all.iter().map(name).chain(["Unlock"]).collect();
    let unnamed: Vec<_> = ROUTES.iter().filter(|route| !named.contains(*route)).collect();
    assert!(unnamed.is_empty(), "not in the table: {unnamed:?}");
    for route in all {
        for size in [HOME, SMALL] {
            let mut model = house.open(Start::Home, size);
            let what = name(&route);
            let before = model.scenes.len();
            model.open(route.clone());
            assert_eq!(model.scenes.len(), before + 1, "{what}: {}", seen(&model));
            quiet(&mut model);
            if what == "Support" {
                assert_eq!(top(&model), "Lines");
                continue;
            }
            two_keys(what, &mut model);
        }
    }
}

#[test]
fn from_every_kind_of_question_and_while_something_is_selected() {
    let (house, _) = house();
    let start = Start::New { guide: Some("each".into()), perspective: Some("broke".into()), title: None };
    let mut model = house.open(start, HOME);
    two_keys("the page a stage opens with", &mut model);
    for kind in KINDS {
        code(&mut model, KeyCode::Function(4));
        if kind == "text" {
            model.act(Act::Pause);
            model.act(Act::Pause);
        }
        let page = seen(&model);
        let here = if page.contains("Why this stage.") { "" } else { kind };
        assert!(page.contains(&format!("Kind of {here}")), "{kind}: {page}");
        two_keys(kind, &mut model);
        if matches!(kind, "text" | "line") {
            model.act(typed("l6L? words"));
            press(&mut model, KeyEvent::new(KeyCode::Char('a'), Modifiers::ALT));
            two_keys(kind, &mut model);
        }
    }
}

#[test]
fn from_every_place_to_write_in_that_is_no_walk() {
    let (house, _) = house();
    for (key, what) in [
        ('/', "words that are looked for"),
        ('g', "a date"),
        ('f', "the filter"),
        ('r', "a title"),
        ('e', "a copy"),
    ] {
        let mut model = house.open(Start::Home, HOME);
        model.open(Route::Browse);
        quiet(&mut model);
        code(&mut model, KeyCode::Char(key));
        quiet(&mut model);
        two_keys(what, &mut model);
        for letter in "l2".chars() {
            code(&mut model, KeyCode::Char(letter));
        }
        quiet(&mut model);
        two_keys(what, &mut model);
        code(&mut model, KeyCode::Tab);
        quiet(&mut model);
        two_keys(what, &mut model);
    }
}

#[test]
fn while_something_could_not_be_saved() {
    let (house, _) = house();
    let mut model = house.open(Start::Home, HOME);
    model.desk.unsaved = Some(Trouble::new("The disk is full."));
    model.act(Act::Leave);
    assert!(!model.over());
    code(&mut model, KeyCode::Function(6));
    assert_eq!(top(&model), "Lines");
}

#[test]
fn from_nothing_in_sight_and_from_the_question_for_the_passphrase() {
    // A plain journal that is hidden: its own key brings it back, the next one leads on.
    let (plain, _) = house();
    let mut model = plain.open(Start::Home, HOME);
    code(&mut model, KeyCode::Function(2));
    assert!(is_blank(&model));
    code(&mut model, KeyCode::Function(2));
    code(&mut model, KeyCode::Function(6));
    assert_eq!(top(&model), "Lines");
    // A locked one: any key asks, the next one leads on; nothing of the journal is read for it.
    let sealed = House::new(true);
    let mut model = sealed.write(HOME);
    code(&mut model, KeyCode::Function(2));
    assert!(is_blank(&model));
    two_keys("locked", &mut model);
    assert!(model.desk.hands.is_locked());
    // The question itself, when the program begins with it.
    let mut model = sealed.open(new(), HOME);
    assert_eq!(top(&model), "Unlock");
    code(&mut model, KeyCode::Char('l'));
    two_keys("the question for the passphrase", &mut model);
}
