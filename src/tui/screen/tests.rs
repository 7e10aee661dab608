//! Each screen at the size that is home and at the smallest that works, without colour and without Unicode; and what
//! each key does on it.

mod at_home;
mod browse;
mod choosing;
mod keeping;
mod mirror;
mod preview;
mod promises;
mod read;
mod settle;
mod then;

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::*;
use crate::journal::Journal;
use crate::moment::Moment;
use crate::paths::Paths;
use crate::perform::Remembered;
use crate::perform::{Header, Performer};
use crate::reflection::{Answer, Audience, Id, Status, Value};
use crate::settings::Settings;
use crate::text::{Edit, Motion};
use crate::tui::keys::{Act, EVERYWHERE, WALK};
use crate::tui::look::{Colours, Look};
use crate::tui::terminal::Frame;
use crate::tui::widget::footer::{self, Footer};

const HOME: Size = Size { width: 80, height: 24 };
const SMALL: Size = Size { width: 40, height: 12 };
/// However many guides are built in, all of them are in sight.
const TALL: Size = Size { width: 80, height: 90 };
const WIDE: Size = Size { width: 120, height: 30 };

/// A desk whose folders do not exist.
fn desk() -> Desk {
    let home = PathBuf::from("/home/you");
    desk_at(home.join("onward"), home.join("onward/guides"))
}

fn desk_at(journal: PathBuf, guides: PathBuf) -> Desk {
    let config = PathBuf::from("/home/you/config/onward/config.toml");
    // Beside the journal: what is written there goes with it.
    let state = journal.with_file_name("state").join("onward");
    let settings = Settings::default();
    let mut hands = Performer::new(Paths { journal, guides, config, state }, &settings);
    hands.set_clock(|| moment("2026-11-23T21:30:00+00:00"));
    Desk::new(hands, settings)
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn reflection(n: u8, day: &str, title: &str) -> Reflection {
    let mut reflection = Reflection::begin(
        Id::from_numbers([n; 8]),
        "repairing-trust",
        title,
        "hurt",
        moment(&format!("{day}T21:30:00+00:00")),
    );
    reflection.place.stage_title = "Genuine remorse".into();
    for (stage, prompt, value) in [
        (
            "Open communication",
            "What do you know so far?",
            Value::Text("The second phone.\n\nI have not slept.".into()),
        ),
        (
            "Open communication",
            "What do you want to ask?",
            Value::Items(vec!["Since when?".into(), "Who else knows?".into()]),
        ),
        ("Genuine remorse", "How strong is it?", Value::Scale(7)),
    ] {
        reflection.answers.push(Answer {
            stage: stage.to_lowercase().replace(' ', "-"),
            stage_title: stage.into(),
            prompt: prompt.into(),
            kind: "text".into(),
            asked: prompt.into(),
            value,
            audience: Audience::Own,
            set_aside: false,
            step: false,
            at: reflection.started,
            keeping: Default::default(),
            rest: toml::Table::new(),
        });
    }
    reflection
}

/// Keeps a reflection as the program does.
fn keep(root: &std::path::Path, one: &Reflection) -> Found {
    let journal = Journal::at(root.to_owned(), root.with_file_name("state"));
    let mut pen = journal.begin(one).unwrap();
    pen.settle().unwrap();
    pen.found().clone()
}

/// A journal of five, one of them damaged.
fn journal() -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("journal");
    let journal = Journal::at(root.clone(), home.path().join("state"));
    let long = "What I want to say about the money, and why it took me so long to say it";
    for (n, day, title) in [
        (1, "2026-09-30", "Repairing trust"),
        (2, "2026-11-02", "Repairing trust"),
        (3, "2026-11-09", long),
        (4, "2026-11-21", "Repairing trust"),
        (5, "2026-11-12", "Damaged"),
    ] {
        let mut reflection = reflection(n, day, title);
        if n == 2 {
            reflection.status = Status::Finished;
        }
        let mut pen = journal.begin(&reflection).unwrap();
        pen.write(&reflection).unwrap();
        pen.settle().unwrap();
        if n == 5 {
            let path = pen.found().path.clone();
            drop(pen);
            std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(9).unwrap();
        }
    }
    let desk = desk_at(root, home.path().join("guides"));
    (home, desk)
}

fn draw(scene: &mut dyn Scene, size: Size, look: Look) -> (Buffer, Option<Position>) {
    scene.fit(Size { height: size.height - footer::HEIGHT, ..size });
    let screen = Rect::from((Position::ORIGIN, size));
    let mut buffer = Buffer::empty(screen);
    let mut frame = Frame::new(&mut buffer, screen);
    let cursor = scene.draw(&mut frame, look);
    let keys = scene.offered(scene.keys());
    Footer { unsaved: None, unsynced: None, asks: false, note: None, saved: false, preview: false, keys }
        .draw(&mut frame, screen, look);
    (buffer, cursor)
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let rows =
        buffer.content.chunks(width).map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
    rows.map(|row| row.trim_end().to_owned()).collect()
}

/// Draws a scene as text, with the place of the cursor.
fn show(scene: &mut dyn Scene, size: Size) -> String {
    let (buffer, cursor) = draw(scene, size, Look::new(Colours::Many, true));
    let Position { x, y } = cursor.unwrap();
    format!("{}\ncursor {x},{y}", lines(&buffer).join("\n"))
}

fn shown(route: Route, size: Size, desk: &mut Desk) -> String {
    show(build(route, desk).unwrap().as_mut(), size)
}

fn to(to: Motion) -> Act {
    Act::Edit(Edit::Move { to, select: false })
}

fn typed(letter: &str) -> Act {
    Act::Type(letter.to_owned())
}

fn help_page() -> HelpPage {
    let keys = WALK.iter().chain(EVERYWHERE).map(|key| (key.chord.name(), key.label()));
    HelpPage {
        help: vec!["What do you know so far?".into(), "A line is plenty.".into()],
        keys: keys.collect(),
        leave: crate::words::words().screens.help_leave,
    }
}

fn map_page() -> MapPage {
    let prompt = |id: &str, answered, here| {
        (format!("What about {id}?"), Some(Stop::Prompt(id.into())), answered, here)
    };
    let title = |title: &str| (title.to_owned(), None, false, false);
    MapPage {
        rows: vec![
            title(""),
            prompt("now", true, false),
            title("Open communication"),
            prompt("then", true, false),
            prompt("them", false, true),
            prompt("us", false, false),
        ],
    }
}

fn confirm_page() -> ConfirmPage {
    ConfirmPage {
        ask: "Put this reflection away?".into(),
        means: "It moves to the trash folder of your journal. Nothing is erased for good.".into(),
        yes: "Put it away",
        no: "Keep it all for now",
    }
}

fn header() -> Header {
    let mut reflection = reflection(1, "2026-11-21", "Repairing trust");
    reflection.status = Status::Open;
    Header::of(&reflection)
}

fn home(latest: bool, past: bool) -> home::Home {
    let found = Found { id: header().id, path: PathBuf::new() };
    let latest = if latest { Remembered::Open(found, header()) } else { Remembered::None };
    home::Home::of(latest, past, None, moment("2026-11-23T03:00:00+00:00"))
}

/// Every route that needs no journal, by name.
fn routes() -> Vec<(&'static str, Route)> {
    vec![
        ("welcome", Route::Welcome),
        ("guide", Route::Guide { guide: "repairing-trust".into() }),
        ("pause", Route::Pause),
        ("map", Route::Map(Box::new(map_page()))),
        ("answers", Route::Answers(Box::new(reflection(1, "2026-11-21", "Repairing trust")))),
        ("guides", Route::Guides),
        ("support", Route::Support(Support::All)),
        ("help", Route::Help(Box::new(help_page()))),
        ("settings", Route::Settings),
        ("confirm", Route::Confirm(Box::new(confirm_page()))),
    ]
}

#[test]
fn screens_at_home_and_small() {
    // What shows built-in guides changes with them; `choosing` looks at those screens.
    for (name, route) in routes().into_iter().filter(|(name, _)| !name.starts_with("guide")) {
        for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
            insta::assert_snapshot!(format!("{name}_{of}"), shown(route.clone(), size, &mut desk()));
        }
    }
}

#[test]
fn home_offers_what_has_a_meaning() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        insta::assert_snapshot!(format!("home_{of}"), show(&mut home(true, true), size));
    }
    let first = show(&mut home(false, false), HOME);
    assert!(!first.contains("Continue where") && !first.contains("Past reflections"), "{first}");
}

#[test]
fn past_reflections_by_month_with_a_pane_where_there_is_room() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12"), (WIDE, "120x30")] {
        let (_home, mut desk) = journal();
        let mut browse = build(Route::Browse, &mut desk).unwrap();
        let full = size.height - footer::HEIGHT;
        browse.fit(Size { height: full, ..size });
        settle(browse.as_mut(), &mut desk);
        browse.act(to(Motion::LineStart), &mut desk);
        insta::assert_snapshot!(format!("browse_{of}"), show(browse.as_mut(), size));
    }
}

/// Waits until the list has come.
fn settle(browse: &mut dyn Scene, desk: &mut Desk) {
    for _ in 0..200 {
        browse.woken(desk);
        if show(browse, WIDE).contains("September") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn a_list_that_is_read_wakes_the_loop() {
    let (_home, mut desk) = journal();
    let (reader, writer) = std::io::pipe().unwrap();
    desk.hands.wake_by(writer);
    let _browse = build(Route::Browse, &mut desk).unwrap();
    let mut ends = [rustix::event::PollFd::new(&reader, rustix::event::PollFlags::IN)];
    let limit = rustix::event::Timespec { tv_sec: 5, tv_nsec: 0 };
    assert_eq!(rustix::event::poll(&mut ends, Some(&limit)), Ok(1));
}

#[test]
fn a_damaged_reflection_is_listed_and_read_as_its_fault() {
    let (_home, mut desk) = journal();
    let mut browse = build(Route::Browse, &mut desk).unwrap();
    settle(browse.as_mut(), &mut desk);
    browse.act(to(Motion::Down), &mut desk);
    let Turn::Open(route @ Route::Read { .. }) = browse.act(Act::Enter, &mut desk) else { panic!() };
    let page = shown(route, HOME, &mut desk);
    assert!(!browse.offers(&Act::Next), "only what works is shown");
    assert!(page.contains("cannot be read") && page.contains("no other reflection is affected"), "{page}");
    assert!(matches!(browse.act(Act::Next, &mut desk), Turn::Stay), "a damaged one cannot be gone on with");
}

#[test]
fn a_reflection_reads_whole_and_goes_on() {
    let (_home, mut desk) = journal();
    let mut browse = build(Route::Browse, &mut desk).unwrap();
    settle(browse.as_mut(), &mut desk);
    let Turn::Open(route) = browse.act(Act::Enter, &mut desk) else { panic!() };
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        insta::assert_snapshot!(format!("read_{of}"), shown(route.clone(), size, &mut desk));
    }
    let mut read = build(route, &mut desk).unwrap();
    assert!(matches!(read.act(typed("c"), &mut desk), Turn::Open(Route::GoOn { .. })));
    assert!(matches!(browse.act(Act::Next, &mut desk), Turn::Open(Route::GoOn { .. })));
}

#[test]
fn what_goes_into_the_trash_comes_back_in_order_and_in_its_place() {
    let (_home, mut desk) = journal();
    let mut browse = build(Route::Browse, &mut desk).unwrap();
    browse.fit(Size { height: HOME.height - footer::HEIGHT, ..HOME });
    settle(browse.as_mut(), &mut desk);
    let undo = |browse: &dyn Scene| browse.offers(&Act::BringBack);
    assert!(!undo(browse.as_ref()), "only what works is shown");
    let mut seen = Vec::new();
    browse.act(to(Motion::Down), &mut desk);
    for _ in 0..5 {
        seen.push(show(browse.as_mut(), HOME));
        browse.act(Act::PutAway, &mut desk);
        let note = desk.hands.note().unwrap();
        assert!(note.what.contains("In the trash"), "{note}");
        assert!(undo(browse.as_ref()));
    }
    assert!(show(browse.as_mut(), HOME).contains("lies in the trash"));
    assert!(desk.hands.list().is_empty() && desk.hands.trashed().len() == 5);
    for before in seen.iter().rev() {
        browse.act(Act::BringBack, &mut desk);
        assert_eq!(desk.hands.note().unwrap().what, "It is back.");
        let now = show(browse.as_mut(), HOME);
        // The key that brings back is shown as long as there is something to.
        let list = |page: &str| page.lines().take(20).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(list(&now), list(before));
    }
    assert!(!undo(browse.as_ref()) && desk.hands.list().len() == 5);
    browse.act(Act::BringBack, &mut desk);
    assert!(desk.hands.note().is_none(), "what is not shown does nothing");
}

#[test]
fn a_page_goes_into_the_trash_and_the_list_knows() {
    let (_home, mut desk) = journal();
    let mut browse = build(Route::Browse, &mut desk).unwrap();
    settle(browse.as_mut(), &mut desk);
    browse.act(to(Motion::LineStart), &mut desk);
    let before = show(browse.as_mut(), WIDE);
    let Turn::Open(route) = browse.act(Act::Enter, &mut desk) else { panic!() };
    let mut read = build(route, &mut desk).unwrap();
    assert!(matches!(read.act(Act::PutAway, &mut desk), Turn::Close));
    browse.resume(&mut desk);
    let after = show(browse.as_mut(), WIDE);
    assert!(after != before && after.contains("U undo"), "{after}");
    // The next list knows of it too.
    let mut again = build(Route::Browse, &mut desk).unwrap();
    settle(again.as_mut(), &mut desk);
    again.act(Act::BringBack, &mut desk);
    settle(again.as_mut(), &mut desk);
    again.act(to(Motion::LineStart), &mut desk);
    assert_eq!(show(again.as_mut(), WIDE), before);
}

const OWN: &str = "format = 1\nid = \"mine\"\ntitle = \"A letter I keep\"\nfeature = \"letter\"\n[[perspective]]\n\
    id = \"me\"\nlabel = \"Me\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.prompt]]\nid = \"p\"\nask = \"?\"\n\
    answer.text = {}\n";

#[test]
fn own_guides_are_marked_broken_ones_told_and_what_is_off_left_out() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("mine.toml", OWN), ("bad.toml", "format = 1\nid = \"bad\"\n")] {
        let mut file = std::fs::File::create_new(folder.path().join(name)).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    }
    let mut desk = desk_at(PathBuf::from("/home/you/onward"), folder.path().to_owned());
    let page = shown(Route::Choose, TALL, &mut desk);
    assert!(page.contains("A letter I keep") && page.contains("Your own guide."), "{page}");
    assert!(page.contains("onward guides check"), "{page}");
    let mut choose = build(Route::Choose, &mut desk).unwrap();
    choose.act(to(Motion::End), &mut desk);
    let Turn::Open(Route::Guide { guide }) = choose.act(Act::Enter, &mut desk) else { panic!() };
    assert_eq!(guide, "mine", "a broken guide cannot be chosen");
    desk.hands.turn_off(vec![crate::question::Feature::named("letter").unwrap()]);
    assert!(!shown(Route::Choose, TALL, &mut desk).contains("A letter I keep"));
    assert!(!shown(Route::Guides, TALL, &mut desk).contains("A letter I keep"));
}

#[test]
fn esc_closes_and_never_says_yes() {
    for (name, route) in routes() {
        let mut desk = desk();
        let mut scene = build(route, &mut desk).unwrap();
        let turn = scene.act(Act::Pause, &mut desk);
        let closes = matches!(turn, Turn::Close) || name == "welcome";
        assert!(closes, "{name}: {turn:?}");
    }
}

#[test]
fn no_is_in_focus_first() {
    let mut desk = desk();
    let mut confirm = build(Route::Confirm(Box::new(confirm_page())), &mut desk).unwrap();
    assert!(matches!(confirm.act(Act::Enter, &mut desk), Turn::Close));
    assert!(matches!(confirm.act(typed("y"), &mut desk), Turn::Reply(Reply::Yes)));
}

#[test]
fn the_pause_menu_speaks_of_saved_only_while_it_is() {
    let mut desk = desk();
    assert!(shown(Route::Pause, HOME, &mut desk).contains("is saved"));
    desk.unsaved = Some(Trouble::new("full"));
    assert!(!shown(Route::Pause, HOME, &mut desk).contains("is saved"));
    let mut pause = build(Route::Pause, &mut desk).unwrap();
    assert!(matches!(pause.act(typed("m"), &mut desk), Turn::Reply(Reply::Do(Act::Map))));
    assert!(matches!(pause.act(typed("s"), &mut desk), Turn::Home));
}

#[test]
fn the_map_opens_where_one_is_and_goes_where_one_points() {
    let mut desk = desk();
    let mut map = build(Route::Map(Box::new(map_page())), &mut desk).unwrap();
    map.act(to(Motion::Up), &mut desk);
    let Turn::Reply(Reply::Go(stop)) = map.act(Act::Enter, &mut desk) else { panic!() };
    assert_eq!(stop, Stop::Prompt("then".into()));
}

#[test]
fn every_emergency_number_is_on_the_first_page_and_no_number_is_torn() {
    let mut desk = desk();
    let first = shown(Route::Support(Support::All), HOME, &mut desk);
    for country in &desk.hands.support().countries {
        assert!(first.contains(&format!("{}  {}", country.emergency, country.name)), "{first}");
    }
    let mut lines = build(Route::Support(Support::All), &mut desk).unwrap();
    lines.fit(SMALL);
    lines.act(to(Motion::End), &mut desk);
    assert!(matches!(lines.act(Act::Enter, &mut desk), Turn::Stay));
    let all = show(lines.as_mut(), Size { height: 400, ..SMALL });
    let support = desk.hands.support();
    let numbers = support.countries.iter().flat_map(|country| &country.lines);
    for number in numbers.filter_map(|line| line.call.as_ref()) {
        assert!(all.contains(number.as_str()), "{number}: {all}");
    }
    assert!(matches!(lines.act(Act::Pause, &mut desk), Turn::Stay), "back to the countries first");
    assert!(matches!(lines.act(Act::Pause, &mut desk), Turn::Close));
}

#[test]
fn the_own_country_comes_at_once() {
    let settings = Settings { country: Some("gb".into()), ..Settings::default() };
    let paths = desk().hands.paths().clone();
    let mut desk = Desk::new(Performer::new(paths, &settings), settings);
    let page = shown(Route::Support(Support::All), HOME, &mut desk);
    assert!(page.contains("United Kingdom: in danger now, ring 999."), "{page}");
    insta::assert_snapshot!("support_own_80x24", page);
    let compact: Vec<_> = support::lines(&desk.hands.support(), Support::Distress, Some("gb"))
        .into_iter()
        .map(|line| line.1)
        .collect();
    let compact = compact.join("\n");
    assert!(compact.contains("116\u{a0}123") && !compact.contains("Refuge"), "{compact}");
}

#[test]
fn without_colour_the_focus_is_still_seen_and_ascii_stays_ascii() {
    for (name, route) in routes() {
        let mut scene = build(route, &mut desk()).unwrap();
        let (buffer, cursor) = draw(scene.as_mut(), HOME, Look::new(Colours::None, false));
        let reset = ratatui::style::Color::Reset;
        assert!(buffer.content.iter().all(|cell| cell.fg == reset && cell.bg == reset), "{name}");
        let text = lines(&buffer).join("\n");
        assert!(text.is_ascii(), "{name}: {text}");
        let focus = text.lines().any(|line| line.trim_start().starts_with("> "));
        let row = usize::from(cursor.unwrap().y);
        assert!(!focus || text.lines().nth(row).unwrap().trim_start().starts_with('>'), "{name}: {text}");
    }
    let (buffer, _) = draw(&mut home(true, true), HOME, Look::new(Colours::None, false));
    insta::assert_snapshot!("home_plain_80x24", lines(&buffer).join("\n"));
}

#[test]
fn every_size_draws() {
    for (width, height) in [(20, 6), (24, 8), (44, 16), (90, 20), (300, 90)] {
        for (_, route) in routes() {
            shown(route, Size { width, height }, &mut desk());
        }
        show(&mut home(true, true), Size { width, height });
    }
}

/// A walk through a guide of the person's own, with a question of every kind of row.
fn walk() -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let guides = home.path().join("guides");
    std::fs::create_dir_all(&guides).unwrap();
    let guide = r#"
format = 1
id = "walk"
title = "A walk"
[[perspective]]
id = "broke"
label = "I broke trust"
[[stage]]
id = "one"
title = "Open communication"
intro = "Why this stage comes first."
minutes = 15
[[stage.prompt]]
id = "what"
ask = "What happened, in plain words?"
help = "A few lines are enough. Start them with I."
answer.text = {}
[[stage.prompt]]
id = "kind"
ask = "What kind was it?"
answer.one = { options = [{ id = "money", label = "Money that was hidden" }, { id = "words", label = "Words" }], other = true }
[[stage.prompt]]
id = "how"
ask = "How strong is it now?"
answer.scale = { low = "calm", high = "more than I can hold" }
[[stage.prompt]]
id = "items"
ask = "Who else was hurt?"
answer.items = { most = 3 }
[[stage]]
id = "two"
title = "Genuine remorse"
[[stage.prompt]]
id = "plan"
ask = "What will you do?"
answer.plan = {}
[[stage.prompt]]
id = "vow"
ask = "What do you promise?"
answer.promise = {}
"#;
    // The test's own guide, in its own folder.
    std::io::Write::write_all(
        &mut std::fs::OpenOptions::new().write(true).create_new(true).open(guides.join("walk.toml")).unwrap(),
        guide.as_bytes(),
    )
    .unwrap();
    let desk = desk_at(home.path().join("journal"), guides);
    (home, desk)
}

#[test]
fn a_walk_is_drawn_kind_by_kind() {
    let (_home, mut desk) = walk();
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let route = Route::Begin { guide: "walk".into(), perspective: "broke".into() };
        let mut scene = build(route, &mut desk).unwrap();
        let mut pages = vec![show(scene.as_mut(), size)];
        let mut then = |acts: Vec<Act>, desk: &mut Desk| {
            for act in acts {
                scene.act(act, desk);
            }
            pages.push(show(scene.as_mut(), size));
        };
        then(vec![Act::Enter], &mut desk);
        then(vec![typed("I said I was at work,\nand I was not.")], &mut desk);
        then(vec![Act::Next, to(Motion::Down), typed(" ")], &mut desk);
        then(vec![Act::Next, typed("7")], &mut desk);
        then(vec![Act::Next, typed("My sister"), Act::Enter, typed("The children")], &mut desk);
        then(vec![Act::Next], &mut desk);
        then(vec![Act::Next, typed("I am late"), Act::Enter, typed("ring before six")], &mut desk);
        then(vec![Act::Next, typed("I ring by six")], &mut desk);
        then(vec![Act::Next, Act::Next], &mut desk);
        insta::assert_snapshot!(format!("walk_{of}"), pages.join("\n----\n"));
    }
}

#[test]
fn going_back_to_a_long_answer_shows_it() {
    let (_home, mut desk) = walk();
    let route = Route::Begin { guide: "walk".into(), perspective: "broke".into() };
    let mut scene = build(route, &mut desk).unwrap();
    scene.fit(Size { height: HOME.height - footer::HEIGHT, ..HOME });
    scene.act(Act::Enter, &mut desk);
    scene.act(typed(&"a line of it\n".repeat(40)), &mut desk);
    for act in [Act::Skip, Act::Skip, Act::Skip, Act::Skip, Act::Back, Act::Back, Act::Back, Act::Back] {
        scene.act(act, &mut desk);
    }
    let page = show(scene.as_mut(), HOME);
    assert!(page.contains("a line of it"), "{page}");
}
