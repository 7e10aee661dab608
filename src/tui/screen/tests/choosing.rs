//! Choosing a guide: the list, the page that says what it is, and what is not offered in this sitting.

use super::*;
use crate::question::Feature;

/// A guide as its author writes it: its id and title, what stands at its top, its sides.
fn guide(id: &str, title: &str, top: &str, sides: &[&str]) -> String {
    let sides: String = sides
        .iter()
        .map(|side| {
            format!("[[perspective]]\nid = \"{side}\"\nlabel = \"As {side}\"\nhelp = \"What {side} saw.\"\n")
        })
        .collect();
    format!(
        "format = 1\nid = \"{id}\"\ntitle = \"{title}\"\n{top}\n{sides}[[stage]]\nid = \"s\"\ntitle = \"S\"\n\
         [[stage.prompt]]\nid = \"p\"\nask = \"What is it?\"\nanswer.text = {{}}\n"
    )
}

const ABOUT: &str = "summary = \"One talk about one thing.\"\nminutes = 20\nfeature = \"conversation\"\n[about]\n\
    purpose = \"To get ready for one talk: its topic, its rules, how you begin, and what you do when it gets hard.\"\n\
    whom = \"For either side, before a talk that both of you want. Each one does it alone.\"\n\
    is-not = \"It is not the talk, and not a form for two at one screen. It is not for anyone who is afraid of the other.\"\n\
    [source]\ntitle = \"Moving Forward: Betrayal and Trust\"\nauthor = \"Dr. Teresa Edwards, LMFT\"\ndate = \"Nov 6, 2023\"";

/// Puts guides into a folder of the person's own.
fn shelf(guides: &[(&str, String)]) -> (tempfile::TempDir, Desk) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("guides");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in guides {
        let mut file = std::fs::File::create_new(folder.join(format!("{name}.toml"))).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    }
    let desk = desk_at(home.path().join("journal"), folder);
    (home, desk)
}

fn talk() -> String {
    guide("talk", "A conversation for two", ABOUT, &["broke", "hurt"])
}

/// So many guides that all of them are offered: whatever is built in, and more.
fn ten() -> (tempfile::TempDir, Desk) {
    let titled = |n: usize| {
        let id = format!("more-{n}");
        let text = guide(&id, &format!("Guide {n}"), "summary = \"A line on what it is.\"", &["me"]);
        (id, text)
    };
    let mut all: Vec<_> = (0..9).map(titled).collect();
    all.push(("talk".into(), talk()));
    let all: Vec<_> = all.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
    shelf(&all)
}

/// Puts a guide in focus by its title, and chooses it.
fn choose(scene: &mut dyn Scene, title: &str, desk: &mut Desk) -> Turn {
    scene.act(to(Motion::Start), desk);
    for _ in 0..40 {
        let page = show(scene, TALL);
        if page.lines().any(|line| line.trim_start().starts_with('›') && line.contains(title)) {
            return scene.act(Act::Enter, desk);
        }
        scene.act(to(Motion::Down), desk);
    }
    panic!("no {title:?} in {}", show(scene, TALL));
}

fn leads_to(turn: Turn) -> Route {
    match turn {
        Turn::Open(route) | Turn::Replace(route) => route,
        turn => panic!("{turn:?}"),
    }
}

#[test]
fn the_page_says_what_it_is_before_it_asks_for_a_side() {
    let (_home, mut desk) = shelf(&[("talk", talk())]);
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        insta::assert_snapshot!(
            format!("talk_{of}"),
            shown(Route::Guide { guide: "talk".into() }, size, &mut desk)
        );
    }
}

#[test]
fn where_there_is_little_room_the_sides_stay_in_sight_and_the_words_are_read_on() {
    let (_home, mut desk) = shelf(&[("talk", talk())]);
    let mut scene = build(Route::Guide { guide: "talk".into() }, &mut desk).unwrap();
    let first = show(scene.as_mut(), SMALL);
    assert!(first.contains("As broke") && first.contains("As hurt"), "{first}");
    assert!(!first.contains("afraid") && first.contains("PageDown"), "{first}");
    for key in [typed(" "), to(Motion::PageDown), to(Motion::PageDown), typed(" ")] {
        assert!(matches!(scene.act(key, &mut desk), Turn::Stay));
    }
    let last = show(scene.as_mut(), SMALL);
    assert!(last.contains("Edwards") && last.contains("As broke"), "{last}");
    // The help page has what there was no room for.
    assert!(scene.help().iter().any(|line| line == "As hurt. What hurt saw."), "{:?}", scene.help());
}

#[test]
fn a_guide_that_says_little_has_a_page_too_and_one_side_is_begun_by_one_key() {
    let (_home, mut desk) = shelf(&[("bare", guide("bare", "Bare", "", &["me"]))]);
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        insta::assert_snapshot!(
            format!("bare_{of}"),
            shown(Route::Guide { guide: "bare".into() }, size, &mut desk)
        );
    }
    let mut scene = build(Route::Guide { guide: "bare".into() }, &mut desk).unwrap();
    let Route::Begin { guide, perspective } = leads_to(scene.act(Act::Enter, &mut desk)) else { panic!() };
    assert_eq!((guide.as_str(), perspective.as_str()), ("bare", "me"));
}

#[test]
fn a_side_that_was_given_is_not_asked_for() {
    let (_home, mut desk) = shelf(&[("talk", talk())]);
    desk.given.perspective = Some("hurt".into());
    let walk = build(Route::Guide { guide: "talk".into() }, &mut desk).unwrap();
    assert!(format!("{walk:?}").starts_with("Reflect"));
}

#[test]
fn one_guide_that_is_offered_is_not_asked_for() {
    let (_home, desk) = shelf(&[("talk", talk())]);
    let shelf = desk.hands.offered();
    let one: Vec<_> = shelf.into_iter().filter(|shelved| shelved.id == "talk").collect();
    assert_eq!(choose::only(&one).as_deref(), Some("talk"));
    assert_eq!(choose::only(&[one.clone(), one].concat()), None);
}

#[test]
fn ten_guides_are_a_calm_list() {
    let (_home, mut desk) = ten();
    for size in [HOME, SMALL] {
        let mut scene = build(Route::Choose, &mut desk).unwrap();
        scene.act(to(Motion::End), &mut desk);
        let page = show(scene.as_mut(), size);
        assert!(page.contains("What do you want to look at?"), "{page}");
        // Only the one in focus says more than its title; each of them is in reach.
        assert_eq!(page.matches("A line on what it is.").count(), 1, "{page}");
        for title in ["Guide 0", "Guide 8", "A conversation for two"] {
            assert!(matches!(choose(scene.as_mut(), title, &mut desk), Turn::Open(Route::Guide { .. })));
        }
    }
}

#[test]
fn the_first_ten_have_a_digit_each() {
    let (_home, mut desk) = ten();
    let ids: Vec<_> = desk.hands.offered().into_iter().map(|shelved| shelved.id).collect();
    for (digit, id) in "1234567890".chars().zip(ids) {
        let mut scene = build(Route::Choose, &mut desk).unwrap();
        let Turn::Open(Route::Guide { guide }) = scene.act(typed(&digit.to_string()), &mut desk) else {
            panic!("{digit}")
        };
        assert_eq!(guide, id);
    }
}

#[test]
fn what_is_off_is_not_offered_and_nothing_tells_why() {
    let (_home, mut desk) = shelf(&[("talk", talk()), ("plain", guide("plain", "Plain", "", &["me"]))]);
    let off = || vec![Feature::named("conversation").unwrap()];
    let never = {
        let (_home, mut desk) = shelf(&[("plain", guide("plain", "Plain", "", &["me"]))]);
        // Built-in guides may be off as well.
        desk.hands.turn_off(off());
        [Route::Choose, Route::Guides].map(|route| shown(route, TALL, &mut desk))
    };
    let before = shown(Route::Choose, TALL, &mut desk);
    assert!(before.contains("A conversation for two"), "{before}");
    desk.hands.turn_off(off());
    let after = [Route::Choose, Route::Guides].map(|route| shown(route, TALL, &mut desk));
    // The screens are as if there had never been such a guide.
    assert_eq!(after, never);
}

#[test]
fn what_is_turned_off_above_the_list_is_not_in_it_any_more_and_the_place_is_kept() {
    let (_home, mut desk) = ten();
    let mut scene = build(Route::Choose, &mut desk).unwrap();
    show(scene.as_mut(), TALL);
    choose(scene.as_mut(), "Guide 5", &mut desk);
    let before = show(scene.as_mut(), TALL);
    scene.resume(&mut desk);
    assert_eq!(show(scene.as_mut(), TALL), before, "coming back from the page loses no place");
    desk.hands.turn_off(vec![Feature::named("conversation").unwrap()]);
    scene.resume(&mut desk);
    let after = show(scene.as_mut(), TALL);
    assert!(!after.contains("A conversation for two"), "{after}");
    assert!(after.lines().any(|line| line.contains('›') && line.contains("Guide 5")), "{after}");
}

#[test]
fn the_guides_say_the_same_as_the_page() {
    let (_home, mut desk) = shelf(&[("talk", talk())]);
    let mut scene = build(Route::Guides, &mut desk).unwrap();
    show(scene.as_mut(), HOME);
    scene.act(to(Motion::End), &mut desk);
    let told = |page: &str| {
        let rows = page.lines().skip_while(|row| !row.contains("What for"));
        rows.take_while(|row| !row.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let page = shown(Route::Guide { guide: "talk".into() }, TALL, &mut desk);
    let said = show(scene.as_mut(), TALL);
    assert_eq!(told(&said), told(&page));
    assert!(told(&page).len() > 8 && said.contains("As hurt") && said.contains("It is your own"), "{said}");
    let Turn::Open(Route::Guide { guide }) = scene.act(Act::Enter, &mut desk) else { panic!() };
    assert_eq!(guide, "talk");
}

/// Answers that turn the conversation off, as a safety check does.
const CHECK: &str = "[[opening.prompt]]\nid = \"safety\"\nask = \"Is one of these true?\"\nsaved = false\n\
    answer.several = { options = [{ id = \"afraid\", label = \"I am afraid\", off = [\"conversation\"] }, \
    { id = \"none\", label = \"None\", alone = true }] }\n";

#[test]
fn fear_shown_in_a_walk_takes_the_guide_away_for_this_sitting_alone() {
    let checked = guide("checked", "Checked", "", &["me"]).replace("[[stage]]", &format!("{CHECK}[[stage]]"));
    let (home, mut desk) = shelf(&[("talk", talk()), ("checked", checked)]);
    let begin = || Route::Begin { guide: "checked".into(), perspective: "me".into() };
    let mut walk = build(begin(), &mut desk).unwrap();
    walk.fit(HOME);
    walk.act(typed(" "), &mut desk);
    assert!(shown(Route::Choose, TALL, &mut desk).contains("A conversation"), "nothing is said yet");
    walk.act(Act::Next, &mut desk);
    walk.act(typed("Words."), &mut desk);
    walk.save(&mut desk);
    assert!(!shown(Route::Choose, TALL, &mut desk).contains("A conversation"));
    drop(walk);
    let files = || walkdir(home.path());
    assert!(files().iter().any(|text| text.contains("Words.")));
    assert!(files().iter().all(|text| text.contains("[[perspective]]") || !text.contains("conversation")));
    let mut next = desk_at(home.path().join("journal"), home.path().join("guides"));
    assert!(
        shown(Route::Choose, TALL, &mut next).contains("A conversation"),
        "the next sitting knows nothing"
    );
}

/// Reads all files below a folder.
fn walkdir(folder: &std::path::Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(walkdir(&path));
        } else {
            all.push(String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned());
        }
    }
    all
}
