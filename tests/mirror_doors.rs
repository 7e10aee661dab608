//! The mirror from outside: on any text, line by line, in a journal, and turned off.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    #[expect(dead_code, reason = "other tests use the rest")]
    pub(crate) mod home;
}

use serde_json::json;
use support::home::Home;

const TEXT: &str = "I kept it all from you – for years.\nI am sorry if that hurt you.\n";

/// A mirror of one's own, that knows one word.
const OWN: &str = "format = 1\n[[category]]\nid = \"word\"\nname = \"Word\"\nfor = [\"broke\"]\nwhy = \"A reason.\"\n\
    ask = \"A question?\"\npatterns = [\"lied\"]\n";

#[test]
fn any_text_is_looked_at() {
    let home = Home::new();
    let file = home.put("letter.txt", TEXT);
    let file = file.to_str().unwrap();
    let told = home.run(&["mirror", file]).done();
    assert!(told.out.starts_with("line 2: I am [sorry if that] hurt you.\n"), "{}", told.out);
    assert!(told.out.contains("What do you know you did?"), "{}", told.out);
    for arguments in [&["mirror"][..], &["mirror", "-"]] {
        assert_eq!(home.run_with(arguments, TEXT.as_bytes()).done().out, told.out);
    }
    assert!(!home.at("data").exists() && !home.at("state").exists(), "nothing of it is kept");
}

#[test]
fn places_in_json_are_characters() {
    let home = Home::new();
    let told = home.run_with(&["mirror", "--json"], TEXT.as_bytes()).done().json();
    let one = &told.as_array().unwrap()[0];
    let (start, end) = (one["start"].as_u64().unwrap() as usize, one["end"].as_u64().unwrap() as usize);
    let phrase: String = TEXT.chars().skip(start).take(end - start).collect();
    assert_eq!((one["phrase"].as_str().unwrap(), phrase.as_str()), ("sorry if that", "sorry if that"));
    assert_eq!(one["category"], "conditional_sorry");
    assert!(one["question"].as_str().unwrap().ends_with('?'));
    assert_eq!(home.run_with(&["mirror", "--json"], b"I lied.").done().json(), json!([]));
}

#[test]
fn silence_is_no_praise_and_says_so_beside_the_data() {
    let home = Home::new();
    let told = home.run_with(&["mirror"], b"I lied to you.");
    assert_eq!((told.code, told.out.as_str()), (Some(0), ""));
    assert!(told.err.contains("no praise"), "{}", told.err);
}

#[test]
fn each_side_is_looked_at_as_its_own() {
    let home = Home::new();
    let told = |side: &str| home.run_with(&["mirror", "--as", side, "--json"], TEXT.as_bytes()).done().json();
    assert_eq!(told("hurt"), json!([]), "a hurt person's own sorry is theirs");
    assert_ne!(told("broke"), json!([]));
    home.run_with(&["mirror", "--as", "both"], b"").refused(2);
}

#[test]
fn what_cannot_be_read_is_told() {
    let home = Home::new();
    let told = home.run(&["mirror", "not-there.txt"]).refused(1);
    assert!(told.err.contains("not-there.txt"), "{}", told.err);
    home.run_with(&["mirror"], b"\xff\xfe\x00 sorry if that hurt you").done();
}

#[test]
fn a_mirror_of_ones_own_takes_the_place_of_the_shipped_one() {
    let home = Home::new();
    home.put("config/onward/mirror.toml", OWN);
    let told =
        home.run_with(&["mirror", "--json"], b"I lied, and I am sorry if that hurt you.").done().json();
    assert_eq!(told[0]["question"], "A question?");
    assert_eq!(told.as_array().unwrap().len(), 1);
    home.run(&["config", "check"]).done();
}

#[test]
fn faults_of_a_mirror_are_told_at_their_places_and_the_shipped_one_stands_in() {
    let home = Home::new();
    let broken = OWN.replace("\"lied\"", "\"(lied\"").replace("ask =", "aks =");
    home.put("config/onward/mirror.toml", &broken);
    let told = home.run(&["config", "check"]);
    assert_eq!(told.code, Some(1));
    assert!(told.out.contains("mirror.toml:7:1") && told.out.contains("Did you mean `ask`?"), "{}", told.out);
    assert!(told.out.contains("mirror.toml:8:13") && told.out.contains("`(` is not closed"), "{}", told.out);
    home.run_with(&["mirror"], TEXT.as_bytes()).refused(1);
    let walked = walk(&home, "\nI lied. I am sorry if that hurt you.\n.\n");
    assert!(walked.contains("[sorry if that]"), "{walked}");
}

#[test]
fn patterns_are_tried_from_any_file() {
    let home = Home::new();
    let file = home.put("mine.toml", OWN);
    let arguments = ["mirror", "--json", "--patterns", file.to_str().unwrap()];
    assert_eq!(home.run_with(&arguments, b"I lied.").done().json()[0]["phrase"], "lied");
}

fn walk(home: &Home, input: &str) -> String {
    let arguments = ["new", "--plain", "--guide", "each-kind", "--as", "broke"];
    home.run_with(&arguments, input.as_bytes()).done().out
}

#[test]
fn line_by_line_it_asks_after_an_answer() {
    let home = Home::new();
    let out = walk(&home, "\nI am sorry if that hurt you.\n.\n1\nfew words\n");
    let (before, after) = out.split_once("A mirror.").unwrap();
    assert!(before.contains("What did you do?"), "{out}");
    assert!(after.contains("Phrase: I am [sorry if that] hurt you."), "{out}");
    assert!(after.contains("1. Leave it as it is") && after.contains("2. I was quoting"), "{out}");
    assert!(after.contains("In a few words?"), "{out}");
    assert_eq!(home.entry()["answers"][1]["answer"], "few words");
}

#[test]
fn line_by_line_every_reply_is_heard() {
    for (reply, then) in [
        ("1", "In a few words?"),
        ("2", "In a few words?"),
        ("", "In a few words?"),
        ("/skip", "In a few words?"),
    ] {
        let home = Home::new();
        let out = walk(&home, &format!("\nI am sorry if that hurt you.\n.\n{reply}\n"));
        assert!(out.split_once("A mirror.").unwrap().1.contains(then), "{reply}: {out}");
    }
    for back in ["3", "/back"] {
        let home = Home::new();
        let out = walk(
            &home,
            &format!("\nI am sorry if that hurt you.\n.\n{back}\nI am sorry that I lied.\n.\nfew\n"),
        );
        let after = out.split_once("A mirror.").unwrap().1;
        assert!(after.contains("What did you do?") && !after.contains("A mirror."), "{back}: {out}");
        assert_eq!(home.entry()["answers"][0]["answer"], "I am sorry that I lied.");
        assert_eq!(home.entry()["answers"][1]["answer"], "few");
    }
}

#[test]
fn line_by_line_there_is_one_page_an_answer_and_the_choice_is_said_again() {
    let home = Home::new();
    let many = "You made me do it. I am sorry if that hurt you. It was only a kiss. It just happened.";
    let out = walk(&home, &format!("\n{many}\n.\nwhat\n1\nfew words\n"));
    assert_eq!(out.matches("A mirror.").count(), 1, "{out}");
    assert_eq!(out.matches("2. I was quoting").count(), 2, "said again: {out}");
    assert_eq!(home.entry()["answers"][0]["answer"], many);
    assert_eq!(home.entry()["answers"][1]["answer"], "few words");
}

#[test]
fn it_is_off_where_the_settings_say_so() {
    let home = Home::new();
    home.put("config/onward/config.toml", "mirror = false\n");
    let out = walk(&home, "\nI am sorry if that hurt you.\n.\nfew words\n");
    assert!(!out.contains("A mirror.") && out.contains("Which kind?"), "{out}");
}
