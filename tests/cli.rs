//! The commands from outside: what comes out on which stream, and with which exit code.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support {
    pub(crate) mod home;
}

use std::io::Read;
use std::process::Stdio;

use support::home::{EACH_KIND, Home};

/// A home with one open reflection in it.
fn written() -> Home {
    let home = Home::new();
    let input = b"n\nI lied.\n.\n";
    home.run_with(&["new", "--guide", "each-kind", "--as", "broke", "--title", "My \x1b[31mtitle"], input)
        .done();
    home
}

fn id(home: &Home) -> String {
    home.entry()["id"].as_str().unwrap().to_owned()
}

#[test]
fn help_and_version_are_data() {
    let home = Home::new();
    assert!(home.run(&["--help"]).done().out.contains("Usage: onward"));
    assert!(home.run(&["--version"]).done().out.starts_with("onward "));
    for command in [
        "new", "resume", "list", "show", "rename", "export", "import", "guides", "support", "paths", "config",
    ] {
        let help = home.run(&[command, "--help"]).done().out;
        assert!(help.contains("Usage: onward"), "{command}: {help}");
    }
}

#[test]
fn wrong_usage_is_2_and_steers_no_terminal() {
    let home = Home::new();
    home.run(&["lst"]).refused(2);
    home.run(&["show"]).refused(2);
    home.run(&["list", "--status", "half"]).refused(2);
    home.run(&["guides", "check"]).refused(2);
    let since = home.run(&["list", "--since", "yesterday"]).refused(2);
    assert!(since.err.contains("Write it like 2027-01-31"), "{}", since.err);
    let nasty = home.run(&["\x1b[31mlist"]).refused(2);
    assert!(!nasty.err.contains('\x1b'), "{}", nasty.err);
    home.run(&["new", "--guide", "each-kind", "--as", "both"]).refused(2);
    home.run(&["new", "--guide", "none", "--as", "broke"]).refused(1);
}

#[test]
fn an_empty_journal_is_no_error() {
    let home = Home::new();
    let list = home.run(&["list"]);
    assert_eq!((list.code, list.out.as_str()), (Some(0), ""));
    assert!(list.err.contains("onward new"));
    assert_eq!(home.run(&["list", "--json"]).done().json(), serde_json::json!([]));
    home.run(&["show", "last"]).refused(1);
    home.run(&["resume"]).refused(1);
    assert!(!home.at("data/onward").exists(), "looking creates nothing");
}

#[test]
fn a_reflection_is_listed_and_shown() {
    let home = written();
    let id = id(&home);
    let list = home.run(&["list"]).done().out;
    assert!(list.starts_with(&id) && list.contains("  open      My ␛[31mtitle  First stage\n"), "{list}");
    let json = home.run(&["list", "--json"]).done().json();
    assert_eq!((&json[0]["id"], &json[0]["title"]), (&id.clone().into(), &"My \x1b[31mtitle".into()));
    let text = home.run(&["show", &id[..4]]).done().out;
    assert!(text.contains("  What did you do?\n\n    I lied.\n"), "{text}");
    let markdown = home.run(&["show", "last", "--format", "md"]).done().out;
    assert!(markdown.starts_with("# My ␛\\[31mtitle\n"), "{markdown}");
    assert!(markdown.contains("### What did you do?\n\n> I lied.\n"), "{markdown}");
    assert_eq!(home.entry()["answers"][0]["answer"], "I lied.");
    home.run(&["show", "nothing"]).refused(1);
    home.run(&["show", &id, "--format", "pdf"]).refused(2);
}

#[test]
fn a_list_can_be_narrowed() {
    let home = written();
    let lines = |more: &[&str]| home.run(&[&["list"], more].concat()).out.lines().count();
    let day = home.entry()["started"].as_str().unwrap()[..10].to_owned();
    assert_eq!(lines(&["--status", "open", "--guide", "each-kind", "--since", &day, "--until", &day]), 1);
    assert_eq!(lines(&["--status", "finished"]), 0);
    assert_eq!(lines(&["--guide", "repairing-trust"]), 0);
    assert_eq!(lines(&["--since", "2999-01-01"]), 0);
    assert_eq!(lines(&["--until", "1999-01-01"]), 0);
}

#[test]
fn a_damaged_file_stands_in_the_list_and_harms_no_other() {
    let home = written();
    let good = home.files().remove(0);
    let bad = good.with_file_name("2026-01-02-zzzzzzzz.toml");
    home.put(bad.to_str().unwrap(), "format = 1\nid = \"zzzzz\x1b");
    let list = home.run(&["list"]).done().out;
    assert_eq!(list.lines().count(), 2, "{list}");
    assert!(list.lines().any(|line| line.starts_with("zzzzzzzz  2026-01-02  damaged ")), "{list}");
    assert!(list.contains("zzzzzzzz.toml:2:") && !list.contains('\x1b'), "{list}");
    let json = home.run(&["list", "--json"]).done().json();
    let damaged = json.as_array().unwrap().iter().find(|row| row["id"] == "zzzzzzzz").unwrap();
    assert!(damaged["damaged"].as_str().unwrap().contains("zzzzzzzz.toml:2:"));
    let shown = home.run(&["show", "zzz"]).refused(1);
    assert!(shown.err.contains("no other reflection is affected"), "{}", shown.err);
}

#[test]
fn guides_are_listed_shown_and_checked() {
    let home = Home::new();
    let list = home.run(&["guides"]).done().out;
    let first = list.lines().next().and_then(|line| line.strip_prefix("repairing-trust  "));
    assert!(first.is_some_and(|said| said.trim().starts_with("Repairing trust.")), "{list}");
    assert!(list.contains("(your own)"), "{list}");
    let json = home.run(&["guides", "list", "--json"]).done().json();
    let origin = |id: &str| {
        let rows = json.as_array().unwrap();
        rows.iter().find(|row| row["id"] == id).map(|row| row["origin"].clone()).unwrap_or_default()
    };
    assert_eq!((origin("repairing-trust"), origin("each-kind")), ("built-in".into(), "own".into()));
    let shown = home.run(&["guides", "show", "each-kind"]).done().out;
    assert!(shown.contains("  - hurt: What was done?\n"), "{shown}");
    home.run(&["guides", "show", "each-knd"]).refused(1);
    let good = home.at("guides/each-kind.toml");
    let checked = home.run(&["guides", "check", good.to_str().unwrap()]).done().out;
    assert!(checked.ends_with("each-kind.toml: no faults\n"), "{checked}");
}

#[test]
fn what_a_guide_is_for_is_told_and_data() {
    let home = Home::new();
    let about = "summary = \"One question of every kind.\"\nminutes = 5\n[about]\npurpose = \"To try each kind.\"\n\
        whom = \"For whoever tests.\"\nis-not = \"A comfort.\"\n";
    let text =
        EACH_KIND.replace("each-kind", "told").replace("summary = \"One question of every kind.\"\n", about);
    home.put("guides/told.toml", &text);
    let shown = home.run(&["guides", "show", "told"]).done().out;
    for line in [
        "One question of every kind.",
        "What for: To try each kind.",
        "For whom: For whoever tests.",
        "How long: About 5 minutes.",
        "What it is not: A comfort.",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    let json = home.run(&["guides", "list", "--json"]).done().json();
    let row = |id: &str| json.as_array().unwrap().iter().find(|row| row["id"] == id).cloned().unwrap();
    let told = row("told");
    assert_eq!(
        (&told["purpose"], &told["whom"], &told["is_not"]),
        (&"To try each kind.".into(), &"For whoever tests.".into(), &"A comfort.".into())
    );
    let silent = row("each-kind");
    for key in ["purpose", "whom", "is_not"] {
        assert!(silent.as_object().unwrap().contains_key(key) && silent[key].is_null(), "{key}");
    }
    let shown = home.run(&["guides", "show", "each-kind"]).done().out;
    assert_eq!(shown.matches("One question of every kind.").count(), 1, "{shown}");
}

#[test]
fn every_fault_of_a_guide_is_data() {
    let home = Home::new();
    let bad = home.put(
        "bad.toml",
        &EACH_KIND
            .replace("\"each-kind\"", "\"bad\"")
            .replace("required = true", "requird = true")
            .replace("most = 2", "most = 0"),
    );
    let good = home.at("guides/each-kind.toml");
    let run = home.run(&["guides", "check", bad.to_str().unwrap(), "gone.toml", good.to_str().unwrap()]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("bad.toml:31:1") && run.out.contains("`required`"), "{}", run.out);
    assert!(run.out.contains("each-kind.toml: no faults"), "{}", run.out);
    assert!(run.err.contains("gone.toml") && !run.out.contains("gone.toml"), "{}", run.err);
}

#[test]
fn a_folder_of_guides_is_checked_as_one_document() {
    let home = Home::new();
    home.put("guides/a.toml", "format = 1\nid = \"a\"\n");
    home.put("guides/notes.txt", "no guide");
    home.put("guides/deeper/z.toml", "no guide");
    home.put("guides/zz-again.toml", EACH_KIND);
    let text = home.run(&["guides", "check", "guides"]);
    assert_eq!((text.code, text.err.as_str()), (Some(1), ""));
    let run = home.run(&["guides", "check", "guides", "guides/each-kind.toml", "--json"]);
    assert_eq!(run.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let rows: Vec<_> = json.as_array().unwrap().iter().map(|row| (&row["file"], &row["id"])).collect();
    let of = |file: &str, id: &str| (format!("guides/{file}.toml").into(), id.into());
    let wanted: [(serde_json::Value, serde_json::Value); 3] =
        [of("a", "a"), of("each-kind", "each-kind"), of("zz-again", "each-kind")];
    assert_eq!(rows, wanted.each_ref().map(|(file, id)| (file, id)));
    assert_eq!((&json[1]["title"], &json[1]["faults"]), (&"Each kind".into(), &serde_json::json!([])));
    assert_eq!(json[0]["title"], serde_json::Value::Null);
    assert!(json[0]["faults"][0]["advice"].as_str().unwrap().contains("title"), "{}", run.out);
    let twice = &json[2]["faults"];
    assert_eq!((&twice[0]["line"], &twice[0]["column"], &twice[1]), (&3.into(), &6.into(), &().into()));
    assert!(twice[0]["message"].as_str().unwrap().contains("guides/each-kind.toml"), "{}", run.out);
}

#[test]
fn a_folder_without_guides_says_so() {
    let home = Home::new();
    home.put("none/notes.txt", "");
    let run = home.run(&["guides", "check", "none"]).refused(1);
    assert!(run.err.contains("There is no guide in the folder none."), "{}", run.err);
    let run = home.run(&["guides", "check", "none", "--json"]);
    assert_eq!((run.code, run.out.trim()), (Some(1), "[]"));
}

#[test]
fn a_new_guide_is_whole_private_and_writes_over_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    std::fs::remove_dir_all(home.at("guides")).unwrap();
    let run = home.run(&["guides", "new", "small-lapses"]).done();
    let file = home.at("guides/small-lapses.toml");
    assert!(run.out.contains(&format!("onward guides check {}", file.display())), "{}", run.out);
    for (place, mode) in [("guides", 0o700), ("guides/small-lapses.toml", 0o600)] {
        assert_eq!(home.at(place).metadata().unwrap().permissions().mode() & 0o777, mode, "{place}");
    }
    home.run(&["guides", "check", "guides"]).done();
    assert!(
        home.run(&["guides"])
            .done()
            .out
            .lines()
            .any(|line| line.starts_with("small-lapses ") && line.contains("Small lapses."))
    );
    let before = std::fs::read(&file).unwrap();
    let again = home.run(&["guides", "new", "small-lapses"]).refused(1);
    assert!(again.err.contains("there already"), "{}", again.err);
    std::fs::rename(&file, home.at("guides/other.toml")).unwrap();
    let again = home.run(&["guides", "new", "small-lapses"]).refused(1);
    assert!(again.err.contains("other.toml") && !file.exists(), "{}", again.err);
    assert_eq!(std::fs::read(home.at("guides/other.toml")).unwrap(), before);
    home.run(&["guides", "new", "Small"]).refused(2);
    home.run(&["guides", "new", "x", "-o", "no/such/x.toml"]).refused(1);
}

#[test]
fn a_new_guide_goes_where_it_is_sent() {
    let home = Home::new();
    let printed = home.run(&["guides", "new", "mine", "-o", "-"]).done().out;
    home.run(&["guides", "new", "mine", "-o", "my guide.toml"]).done();
    assert_eq!(std::fs::read_to_string(home.at("my guide.toml")).unwrap(), printed);
    assert!(!home.at("guides/mine.toml").exists());
    home.run(&["guides", "check", "my guide.toml"]).done();
}

#[test]
fn a_built_in_guide_is_replaced_by_a_copy_when_that_is_said() {
    let home = Home::new();
    let refused = home.run(&["guides", "new", "a-promise"]).refused(1);
    assert!(refused.err.contains("--replace"), "{}", refused.err);
    home.run(&["guides", "new", "nothing", "--replace"]).refused(1);
    home.run(&["guides", "new", "a-promise", "--replace"]).done();
    let copy = std::fs::read(home.at("guides/a-promise.toml")).unwrap();
    assert_eq!(copy, std::fs::read("content/guides/a-promise.toml").unwrap());
    assert!(home.run(&["guides"]).done().out.contains("in place of the built-in one"));
}

/// What a guide begins with can be walked to its end as each side, line by line.
#[test]
fn a_new_guide_can_be_walked_to_its_end() {
    let home = Home::new();
    home.run(&["guides", "new", "mine"]).done();
    let broke = "I was late.\n.\n3\nWork.\n.\n7\nBe on time\nI leave\ncall\n\n\n\n\n";
    let hurt = "They were late.\n.\n1\n7\nA walk\n.\n";
    for (side, lines) in [("broke", broke), ("hurt", hurt)] {
        let run =
            home.run_with(&["new", "--plain", "--guide", "mine", "--as", side], lines.as_bytes()).done();
        assert!(run.out.contains("This is the end of this reflection."), "{}", run.out);
        assert_eq!(home.entry()["status"], "finished");
    }
}

#[test]
fn help_lines_are_there_without_a_net() {
    let home = Home::new();
    let all = home.run(&["support"]).done().out;
    assert!(all.contains("United States") && all.contains("Germany"));
    let one = home.run(&["support", "GB"]).done().out;
    assert!(one.contains("116 123") && !one.contains("Germany"), "{one}");
    assert!(home.run(&["support", "xx"]).refused(1).err.contains("de"));
    // Each line says when it can be reached, as far as that is known, and when that was looked up.
    let told = one.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Wales: Live Fear Free: call 0808 80 10 800; text 07860"), "{told}");
    assert!(told.contains(". Day and night, every day. ") && told.contains(" Checked 2026-11-"), "{told}");
    let support = std::fs::read_to_string("content/support.toml").unwrap();
    let gb = support.split("[[country]]").find(|country| country.contains("code = \"gb\"")).unwrap();
    assert_eq!(told.matches(" Checked 2026-").count(), gb.matches("[[country.line]]").count(), "{told}");
}

#[test]
fn help_lines_are_data() {
    let home = Home::new();
    let all = home.run(&["support", "--json"]).done().json();
    let codes: Vec<_> = all.as_array().unwrap().iter().map(|country| country["code"].clone()).collect();
    assert!(codes.len() >= 10 && codes.contains(&"us".into()) && codes.contains(&"fr".into()), "{codes:?}");
    for line in all.as_array().unwrap().iter().flat_map(|country| country["lines"].as_array().unwrap()) {
        for key in ["for", "name", "call", "text", "web", "hours", "about", "where", "checked"] {
            assert!(line.as_object().unwrap().contains_key(key), "{key}: {line}");
        }
        assert!(line["checked"].as_str().unwrap().starts_with("2026-"), "{line}");
    }
    let one = home.run(&["support", "wales", "--json"]);
    assert_eq!(one.code, Some(1), "no such country");
    let one = home.run(&["support", "de", "--json"]).done().json();
    assert_eq!((&one[0]["emergency"], &one[0]["lines"][0]["call"]), (&"112".into(), &"116 016".into()));
    assert_eq!(one.as_array().unwrap().len(), 1);
}

#[test]
fn the_country_is_that_of_the_settings_then_of_the_locale_then_all() {
    let home = Home::new();
    let said = |set: &[(&str, &str)]| {
        let mut command = home.command(&["support"]);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let output = command.envs(set.iter().copied()).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let known = [("United Kingdom", "gb"), ("Germany", "de"), ("France", "fr"), ("Canada", "ca")];
        known.into_iter().filter(|(name, _)| out.contains(name)).map(|(_, code)| code).collect::<Vec<_>>()
    };
    let all = ["gb", "de", "fr", "ca"];
    assert_eq!(said(&[("LANG", "en_GB.UTF-8")]), ["gb"]);
    assert_eq!(said(&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "de_DE"), ("LC_ALL", "fr_FR@euro")]), ["fr"]);
    assert_eq!(said(&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "de_DE"), ("LC_ALL", "")]), ["de"]);
    for unknown in ["de_AT.UTF-8", "C", "C.UTF-8", "POSIX", "en", "ja_JP.UTF-8"] {
        assert_eq!(said(&[("LANG", unknown)]), all, "{unknown}");
    }
    assert_eq!(said(&[]), all);
    home.put("config/onward/config.toml", "country = \"uk\"\n");
    assert_eq!(said(&[("LANG", "de_DE.UTF-8")]), ["gb"]);
    std::fs::remove_file(home.at("config/onward/config.toml")).unwrap();
    home.put("config/onward/config.toml", "country = \"jp\"\n");
    assert_eq!(said(&[("LANG", "de_DE.UTF-8")]), all, "a country without lines");
}

/// Help lines of a person's own.
const OWN_LINES: &str = r#"
format = 1
[words]
intro = "Ring."
in-danger = "Ring the emergency number."
fear = "Fear."
distress = "Distress."
own-behaviour = "Own behaviour."
no-line = "None."
numbers-change = "They change."
[[country]]
code = "de"
name = "Our valley"
emergency = "112"
[[country.line]]
for = "fear"
name = "The house on the hill"
call = "01 234"
hours = "Tuesdays"
checked = "2026-11-28"
"#;

#[test]
fn own_help_lines_take_the_place_of_the_built_in_ones() {
    let home = Home::new();
    let kept = home.run(&["paths", "--json"]).done().json();
    assert!(kept["support"].is_null() && !home.run(&["paths"]).done().out.contains("Your help lines"));
    let file = home.put("config/onward/support.toml", OWN_LINES);
    let run = home.run(&["support"]).done();
    assert!(
        run.out.contains("The house on the hill: call 01 234. Tuesdays. Checked 2026-11-28."),
        "{}",
        run.out
    );
    assert!(!run.out.contains("Samaritans") && run.err.is_empty(), "{}{}", run.out, run.err);
    let json = home.run(&["support", "--json"]).done().json();
    assert_eq!(json[0]["lines"][0]["hours"], "Tuesdays");
    let kept = home.run(&["paths", "--json"]).done().json();
    assert_eq!(kept["support"], file.to_str().unwrap());
    assert!(home.run(&["paths"]).done().out.contains("Your help lines"));
    assert!(home.run(&["config", "check"]).done().out.contains("support.toml: no faults\n"));
    // So do they line by line.
    let run = home.run_with(&["new", "--plain", "--guide", "each-kind"], b"/support\n/stop\n").done();
    assert!(run.out.contains("The house on the hill") && !run.out.contains("Samaritans"), "{}", run.out);
}

#[test]
fn own_help_lines_with_faults_are_told_and_the_built_in_ones_stand_in() {
    let home = Home::new();
    let faulty = OWN_LINES.replace("checked = \"2026-11-28\"\n", "").replace("hours", "hour");
    home.put("config/onward/support.toml", &faulty);
    let run = home.run(&["support"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("Samaritans") && !run.out.contains("The house on the hill"), "{}", run.out);
    assert!(run.err.contains("support.toml:") && run.err.contains("instead"), "{}", run.err);
    let check = home.run(&["config", "check"]);
    assert_eq!((check.code, check.err.as_str()), (Some(1), ""));
    assert!(check.out.contains("`checked` is missing") && check.out.contains("`hours`"), "{}", check.out);
    let run = home.run_with(&["--plain"], b"/stop\n");
    assert!(run.err.contains("support.toml:"), "both doors tell it: {}", run.err);
    assert!(!home.run(&["list"]).err.contains("support.toml"), "other commands do not");
}

#[test]
fn paths_come_from_flags_then_variables_then_the_platform() {
    let home = Home::new();
    let kept = home.run(&["paths", "--json"]).done().json();
    assert_eq!(kept["journal"], home.at("data/onward").to_str().unwrap());
    assert_eq!(kept["guides"], home.at("guides").to_str().unwrap());
    let output =
        home.command(&["paths", "--json"]).env("ONWARD_DIR", "/one").env("ONWARD_CONFIG", "").output();
    let kept: serde_json::Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    assert_eq!(
        (&kept["journal"], &kept["config"]),
        (&"/one".into(), &home.at("config/onward/config.toml").to_str().unwrap().into())
    );
    let output = home.command(&["--dir", "/two", "paths"]).env("ONWARD_DIR", "/one").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains(" /two\n"));
}

#[test]
fn faults_in_settings_are_told_and_stop_nothing() {
    let home = Home::new();
    let check = home.run(&["config", "check"]).done().out;
    assert!(check.contains("none are needed"), "{check}");
    home.put("config/onward/config.toml", "theme = \"drak\"\ncountry = \"de\"\n");
    let check = home.run(&["config", "check"]);
    assert_eq!((check.code, check.err.as_str()), (Some(1), ""));
    assert!(check.out.contains("config.toml:1:9") && check.out.contains("dark"), "{}", check.out);
    let support = home.run(&["support"]);
    assert_eq!(support.code, Some(0));
    assert!(support.out.contains("Germany") && !support.out.contains("Canada"), "what is right holds");
    assert_eq!(support.err.lines().count(), 1, "{}", support.err);
    std::fs::remove_file(home.at("config/onward/config.toml")).unwrap();
    home.put("config/onward/config.toml", "theme = \"dark\"\n");
    assert!(home.run(&["config", "check"]).done().out.ends_with("config.toml: no faults\n"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = written();
    for arguments in [
        &["show", "last"][..],
        &["export", "--all"],
        &["list"],
        &["support"],
        &["--help"],
        &["resume", "--plain"],
    ] {
        let mut child = home
            .command(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let status = child.wait().unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((status.code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_below_stdout_is_an_error() {
    let home = written();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = home.command(&["show", "last"]).stdin(Stdio::null()).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty());
}

#[test]
fn a_reflection_gets_another_title_and_stays_what_was_touched_when_it_was() {
    let home = Home::new();
    home.run_with(&["new", "--plain", "--guide", "each-kind", "--as", "broke"], b"n\nI lied.\n.\n/stop\n")
        .done();
    let before = home.entry();
    let id = before["id"].as_str().unwrap();
    let run = home.run(&["rename", id, "After", "the trip"]).done();
    assert!(run.out.contains("\u{201c}After the trip\u{201d}"), "{}", run.out);
    let mut after = home.entry();
    assert_eq!(after["title"], "After the trip");
    after["title"] = before["title"].clone();
    assert_eq!(after, before, "nothing else changed");
    home.run(&["rename", id, ""]).done();
    assert_eq!(home.entry(), before, "an empty title is the guide's");
    assert_eq!(home.run(&["rename", id]).code, Some(2));
    assert_eq!(home.run(&["rename", "zzzzzzzz", "No"]).code, Some(1));
}
