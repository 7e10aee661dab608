//! An encrypted journal for a test, quick to unlock, and what is kept in it.

use std::fs;

use onward::paths::Paths;
use onward::perform::{Passphrase, Performer};
use onward::reflection::Value;
use onward::settings::Settings;

use super::home::Home;

/// The passphrase of every encrypted journal here.
pub(crate) const PASSPHRASE: &str = "correct horse";

/// Makes the journal of a home an encrypted one. Nothing may be in it yet.
pub(crate) fn encrypt(home: &Home) {
    take(home, "tests/sealed/identity.age");
}

/// The same, with a passphrase that takes as long to try as a real one, and a little longer.
pub(crate) fn encrypt_slowly(home: &Home) {
    take(home, "tests/sealed/slow.age");
}

fn take(home: &Home, identity: &str) {
    let folder = home.at("data/onward");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(identity, folder.join("identity.age")).unwrap();
}

/// Returns the answer to this question in the latest reflection; nothing when there is none.
pub(crate) fn answer(home: &Home, prompt: &str) -> String {
    let [journal, guides, config, state] =
        ["data/onward", "guides", "config/onward/config.toml", "state/onward"].map(|place| home.at(place));
    let mut hands = Performer::new(Paths { journal, guides, config, state }, &Settings::default());
    hands.unlock(&Passphrase::new(PASSPHRASE)).unwrap();
    let Ok(loaded) = hands.read("last") else { return String::new() };
    let told = loaded.reflection.answers.iter().find(|answer| answer.prompt == prompt);
    match told.map(|answer| &answer.value) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}
