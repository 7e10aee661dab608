//! A preview wakes once a second, and nothing else does; beside an encrypted journal it asks for nothing and keeps nothing.

use super::*;

fn preview(house: &House) -> Model {
    let [journal, guides, config, state] =
        ["journal", "guides", "config.toml", "state"].map(|name| house.at(name));
    let paths = Paths { journal, guides, config, state };
    let hands = Performer::keeping_nothing(paths, &house.settings);
    let file = house.at("guides/words.toml");
    let start = Start::Preview { file, perspective: Some("broke".into()) };
    let look = Look::new(Colours::None, true);
    Model::new(start, Desk::new(hands, Settings::default()), look, HOME, MINUTE).unwrap()
}

#[test]
fn only_a_preview_in_sight_wakes_by_itself() {
    let house = House::new(true);
    let mut model = preview(&house);
    let second = Duration::from_secs(1);
    assert_eq!(model.looks_at(), Some(MINUTE + second));
    model.look(MINUTE + second / 2);
    assert_eq!(model.looks_at(), Some(MINUTE + second), "not yet");
    model.look(MINUTE + second * 3);
    assert_eq!(model.looks_at(), Some(MINUTE + second * 4));
    model.act(Act::Map);
    assert!(model.looks_at().is_some(), "below another screen too");
    model.act(Act::Hide);
    assert_eq!(model.looks_at(), None);
    model.act(Act::Hide);
    assert!(model.looks_at().is_some());
}

#[test]
fn a_change_below_another_screen_is_seen_when_that_closes() {
    let house = House::new(false);
    let mut model = preview(&house);
    model.act(Act::Type("typed".into()));
    model.act(Act::Map);
    let file = house.at("guides/words.toml");
    std::fs::rename(&file, house.at("old")).unwrap();
    put(&file, GUIDE.replace("What has to be said?", "What then?").as_bytes());
    model.change();
    model.look(MINUTE * 2);
    assert!(model.change().is_some(), "drawn anew");
    model.act(Act::Pause);
    model.drawn();
    let mut buffer = Buffer::empty(Rect::from((Position::ORIGIN, HOME)));
    let area = buffer.area;
    model.draw(&mut Frame::new(&mut buffer, area));
    let shown: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
    assert!(shown.contains("What then?") && shown.contains("typed"), "{shown}");
    assert!(shown.contains("preview, nothing is kept"), "{shown}");
    model.act(Act::Leave);
    assert!(model.over());
    assert!(!house.at("journal").exists() && !house.at("state").exists());
}
