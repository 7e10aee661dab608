//! Two devices edited one reflection apart: whatever brought them together, both versions are kept, told of, and put
//! together answer by answer.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says why it fails, and leaves files as a synchroniser does"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use onward::journal::{Copied, Found, Journal, Look};
use onward::moment::Moment;
use onward::paths::Paths;
use onward::perform::{Performer, Start};
use onward::plain;
use onward::reflection::settle::Choice;
use onward::reflection::{Answer, Audience, Id, Reflection, Value, format};
use onward::settings::Settings;
use tempfile::TempDir;

const STEM: &str = "2027-01-15-bcdefghi";

struct Home {
    dir: TempDir,
    journal: Journal,
}

impl Home {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::at(dir.path().join("journal"), dir.path().join("state"));
        Self { dir, journal }
    }

    /// A journal with this reflection in it.
    fn with(reflection: &Reflection) -> Self {
        let home = Self::new();
        let mut pen = home.journal.begin(reflection).unwrap();
        pen.settle().unwrap();
        home
    }

    fn hands(&self) -> Performer {
        let at = |name: &str| self.dir.path().join(name);
        let paths = Paths {
            journal: at("journal"),
            guides: at("guides"),
            config: at("config.toml"),
            state: at("state"),
        };
        Performer::new(paths, &Settings::default())
    }

    fn month(&self) -> PathBuf {
        self.dir.path().join("journal/reflections/2027/01")
    }

    fn entry(&self) -> PathBuf {
        self.month().join(format!("{STEM}.toml"))
    }

    fn found(&self) -> Found {
        Found { id: id(), path: self.entry() }
    }

    fn at(&self, end: &str) -> Found {
        Found { id: id(), path: self.month().join(format!("{STEM}{end}")) }
    }

    /// Leaves a file beside the entry, as a synchroniser does.
    fn leave(&self, end: &str, bytes: impl AsRef<[u8]>) -> Found {
        let found = self.at(end);
        let _ = fs::remove_file(&found.path);
        fs::write(&found.path, bytes).unwrap();
        found
    }

    fn names(&self) -> Vec<String> {
        names(&self.month())
    }

    /// The folders of the trash: one for each time something was put away.
    fn put_away(&self) -> Vec<PathBuf> {
        let inside = |folder: PathBuf| {
            let all = fs::read_dir(folder).into_iter().flatten();
            all.map(|one| one.unwrap().path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
        };
        let mut folders: Vec<_> =
            inside(self.dir.path().join("journal/trash")).into_iter().flat_map(inside).collect();
        folders.sort();
        folders
    }

    fn trash(&self) -> Vec<String> {
        self.put_away().iter().flat_map(|folder| names(folder)).collect()
    }

    /// Every word that is kept anywhere, the trash counted.
    fn holds(&self, words: &str) -> bool {
        let folders = [vec![self.month()], self.put_away()].concat();
        let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
        files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).any(|text| text.contains(words))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let all = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = all.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn id() -> Id {
    Id::from_numbers([1, 2, 3, 4, 5, 6, 7, 8])
}

/// A reflection with these answers to these prompts, changed so many seconds after it was begun.
fn reflection(after: i64, answers: &[(&str, &str)]) -> Reflection {
    let begun = Moment::at(1_800_000_000, 3600);
    let mut new = Reflection::begin(id(), "repairing-trust", "Repairing trust", "broke", begun);
    new.updated = Moment::at(1_800_000_000 + after, 3600);
    new.answers = answers.iter().map(|(prompt, text)| answer(prompt, text)).collect();
    new
}

fn answer(prompt: &str, text: &str) -> Answer {
    Answer {
        stage: "one".to_owned(),
        stage_title: "One".to_owned(),
        prompt: prompt.to_owned(),
        kind: "text".to_owned(),
        asked: format!("What of {prompt}?"),
        value: Value::Text(text.to_owned()),
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at: Moment::at(1_800_000_000, 3600),
        keeping: Default::default(),
        rest: toml::Table::new(),
    }
}

fn bytes(reflection: &Reflection) -> Vec<u8> {
    let mut out = Vec::new();
    format::write(reflection, &mut out);
    out
}

fn said(reflection: &Reflection) -> Vec<(String, String)> {
    let text = |answer: &Answer| match &answer.value {
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    reflection.answers.iter().map(|answer| (answer.prompt.clone(), text(answer))).collect()
}

fn pairs(answers: &[(&str, &str)]) -> Vec<(String, String)> {
    answers.iter().map(|(prompt, text)| ((*prompt).to_owned(), (*text).to_owned())).collect()
}

/// A file with git's markers, as a merge leaves it that finds nothing alike behind the first difference.
fn torn(ours: &Reflection, theirs: &Reflection) -> String {
    let [ours, theirs] = [ours, theirs].map(|one| String::from_utf8(bytes(one)).unwrap());
    let (one, two): (Vec<_>, Vec<_>) =
        (ours.split_inclusive('\n').collect(), theirs.split_inclusive('\n').collect());
    let head = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let (start, one, two) = (one[..head].concat(), one[head..].concat(), two[head..].concat());
    format!("{start}<<<<<<< HEAD\n{one}=======\n{two}>>>>>>> origin/main\n")
}

const SYNCTHING: &str = ".sync-conflict-20270116-101112-ABCDEFG.toml";

#[test]
fn copies_are_told_by_what_made_them_and_their_entry_counts_them() {
    let home = Home::with(&reflection(1, &[("a", "mine")]));
    let other = bytes(&reflection(2, &[("a", "theirs")]));
    for end in [SYNCTHING, " (Anna's conflicted copy 2027-01-16).toml", "-LAPTOP.toml", ".conflict-1.toml"] {
        home.leave(end, &other);
    }
    home.leave(".damaged-1.toml", "torn");
    for hidden in [format!(".syncthing.{STEM}.toml.tmp"), format!("~{STEM}.toml")] {
        fs::write(home.month().join(hidden), &other).unwrap();
    }
    let list = home.journal.list();
    let made: Vec<_> = list.iter().map(|one| one.copied).collect();
    let known =
        [None, Some(Copied::Dropbox), Some(Copied::Other), Some(Copied::Conflict), Some(Copied::Damaged)];
    assert_eq!(made, [&known[..], &[Some(Copied::Syncthing)]].concat());
    assert_eq!(list.iter().map(|one| one.versions).collect::<Vec<_>>(), [4, 0, 0, 0, 0, 0]);
    let copies = home.journal.copies(&home.found());
    assert_eq!(copies.len(), 5);
    assert!(copies.iter().all(|copy| home.journal.original(&copy.found) == Some(home.found())));
    let mut overview = home.journal.overview();
    overview.look(Look::Files);
    assert_eq!(overview.catalogue().iter().cloned().collect::<Vec<_>>(), list);
}

#[test]
fn of_two_versions_in_one_file_the_later_is_shown_and_nothing_changes() {
    let (ours, theirs) = (reflection(5, &[("a", "ours")]), reflection(9, &[("a", "theirs")]));
    let home = Home::with(&ours);
    let file = torn(&ours, &theirs);
    home.leave(".toml", &file);
    let list = home.journal.list();
    assert_eq!((list.len(), list[0].versions), (1, 1));
    assert_eq!(list[0].entry.as_ref().unwrap().updated, theirs.updated);
    let loaded = home.journal.load(&home.found()).unwrap();
    assert_eq!((&loaded.reflection, loaded.writable), (&theirs, true));
    let note = loaded.note.unwrap();
    assert!(note.what.contains("git") && !note.safe.is_empty(), "{note}");
    assert_eq!(home.journal.sides(&home.found()).unwrap(), [theirs.clone(), ours.clone()]);
    assert_eq!(home.journal.last_open().unwrap().unwrap().0, home.found());
    let mut pen = home.journal.pen(&home.found()).unwrap();
    pen.settle().unwrap();
    drop(pen);
    assert_eq!((fs::read_to_string(home.entry()).unwrap(), home.names().len()), (file.clone(), 1));

    let mut pen = home.journal.pen(&home.found()).unwrap();
    let aside = pen.write(&reflection(12, &[("a", "on")])).unwrap().conflict.unwrap();
    assert_eq!(aside, home.at(".conflict-1.toml").path);
    assert_eq!(fs::read_to_string(&aside).unwrap(), file, "the file as it was");
    assert_eq!(pen.write(&reflection(13, &[("a", "and on")])).unwrap(), Default::default());
    pen.settle().unwrap();
    drop(pen);
    assert_eq!(home.names(), [format!("{STEM}.conflict-1.toml"), format!("{STEM}.toml")]);
    let copy = home.journal.copies(&home.found());
    assert_eq!((copy.len(), copy[0].copied), (1, Some(Copied::Conflict)));
    assert_eq!(home.journal.load(&copy[0].found).unwrap().reflection, ours, "the side that was not shown");
}

#[test]
fn what_was_written_after_git_left_two_versions_wins_over_both() {
    let (ours, theirs) = (reflection(5, &[("a", "ours")]), reflection(9, &[("a", "theirs")]));
    let home = Home::with(&ours);
    home.leave(".toml", torn(&ours, &theirs));
    let kept = home.month().join(format!(".{STEM}.kept"));
    fs::write(&kept, bytes(&reflection(20, &[("a", "kept")]))).unwrap();
    assert_eq!(said(&home.journal.load(&home.found()).unwrap().reflection), pairs(&[("a", "kept")]));
    fs::write(&kept, bytes(&reflection(7, &[("a", "older")]))).unwrap();
    assert_eq!(home.journal.load(&home.found()).unwrap().reflection, theirs);
    home.journal.pen(&home.found()).unwrap().write(&theirs).unwrap();
    for words in ["older", "ours", "theirs"] {
        assert!(home.holds(words), "{words}");
    }
}

#[test]
fn two_versions_are_settled_and_only_then_the_copy_goes() {
    let mine = reflection(5, &[("a", "mine a"), ("b", "mine b"), ("c", "same")]);
    let other = reflection(9, &[("a", "other a"), ("b", "other b"), ("c", "same"), ("d", "only there")]);
    let home = Home::with(&mine);
    let copy = home.leave(SYNCTHING, bytes(&other));
    let mut hands = home.hands();
    for from in [&home.found(), &copy] {
        let versions = hands.versions(from).unwrap();
        assert_eq!((&versions.mine, &versions.other), (&mine, &other));
        assert_eq!((versions.copied, versions.more, versions.differences.len()), (Copied::Syncthing, 0, 3));
    }
    let versions = hands.versions(&copy).unwrap();
    let choices = [Some(Choice::Other), Some(Choice::Both), Some(Choice::Other)];
    assert!(hands.settle_versions(&versions, &choices).unwrap());
    let settled = home.journal.load(&home.found()).unwrap();
    let expected = [("a", "other a"), ("b", "mine b\n\nother b"), ("c", "same"), ("d", "only there")];
    assert_eq!(said(&settled.reflection), pairs(&expected));
    assert_eq!((settled.note, settled.reflection.updated), (None, other.updated));
    assert_eq!(home.names(), [format!("{STEM}.toml")]);
    assert_eq!(home.trash(), [format!("{STEM}.before-1.toml"), format!("{STEM}{SYNCTHING}")]);
    assert!(home.holds("mine a"), "what was not chosen lies in the trash too");
    assert!(home.holds("other b") && hands.versions(&home.found()).is_err());
}

#[test]
fn what_is_left_for_later_stays_and_what_was_decided_is_not_asked_again() {
    let home = Home::with(&reflection(5, &[("a", "mine a"), ("b", "mine b")]));
    let copy = home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other a"), ("b", "other b")])));
    let mut hands = home.hands();
    let versions = hands.versions(&home.found()).unwrap();
    assert!(!hands.settle_versions(&versions, &[Some(Choice::Mine), None]).unwrap());
    assert_eq!(home.names(), [format!("{STEM}{SYNCTHING}"), format!("{STEM}.toml")]);
    assert!(home.holds("other a"), "the copy as it was is in the trash");
    let again = hands.versions(&copy).unwrap();
    assert_eq!(again.differences.len(), 1);
    assert_eq!(said(&again.other), pairs(&[("a", "mine a"), ("b", "other b")]));
    assert!(hands.settle_versions(&again, &[Some(Choice::Other)]).unwrap());
    let settled = home.journal.load(&home.found()).unwrap().reflection;
    assert_eq!(said(&settled), pairs(&[("a", "mine a"), ("b", "other b")]));
}

#[test]
fn nothing_chosen_changes_nothing() {
    let home = Home::with(&reflection(5, &[("a", "mine")]));
    let copy = home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other")])));
    let before = (fs::read(home.entry()).unwrap(), fs::read(&copy.path).unwrap());
    let mut hands = home.hands();
    let versions = hands.versions(&copy).unwrap();
    assert!(!hands.settle_versions(&versions, &[None]).unwrap());
    assert_eq!((fs::read(home.entry()).unwrap(), fs::read(&copy.path).unwrap()), before);
    assert!(home.trash().is_empty());
}

#[test]
fn killed_between_writing_and_clearing_away_it_is_asked_again() {
    let home = Home::with(&reflection(5, &[("a", "mine a"), ("b", "mine b")]));
    let other = bytes(&reflection(9, &[("a", "other a"), ("b", "other b")]));
    let copy = home.leave(SYNCTHING, &other);
    let mut hands = home.hands();
    let versions = hands.versions(&copy).unwrap();
    assert!(hands.settle_versions(&versions, &[Some(Choice::Other), Some(Choice::Both)]).unwrap());
    // As if the copy had not been moved yet.
    home.leave(SYNCTHING, &other);
    let again = hands.versions(&copy).unwrap();
    assert_eq!(again.differences.len(), 1);
    assert!(hands.settle_versions(&again, &[Some(Choice::Both)]).unwrap());
    let settled = home.journal.load(&home.found()).unwrap().reflection;
    assert_eq!(
        said(&settled),
        pairs(&[("a", "other a"), ("b", "mine b\n\nother b")]),
        "and nothing is doubled"
    );
}

#[test]
fn what_changed_meanwhile_is_not_settled_over() {
    let home = Home::with(&reflection(5, &[("a", "mine")]));
    let copy = home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other")])));
    let mut hands = home.hands();
    let versions = hands.versions(&copy).unwrap();
    home.leave(".toml", bytes(&reflection(10, &[("a", "newer")])));
    let trouble = hands.settle_versions(&versions, &[Some(Choice::Other)]).unwrap_err();
    assert!(!trouble.what.is_empty() && !trouble.safe.is_empty(), "{trouble}");
    let versions = hands.versions(&copy).unwrap();
    home.leave(SYNCTHING, bytes(&reflection(11, &[("a", "newer there")])));
    assert!(hands.settle_versions(&versions, &[Some(Choice::Other)]).is_err());
    let versions = hands.versions(&copy).unwrap();
    let pen = home.journal.pen(&home.found()).unwrap();
    assert!(
        hands.settle_versions(&versions, &[Some(Choice::Other)]).is_err(),
        "it is being written elsewhere"
    );
    drop(pen);
    assert_eq!(said(&home.journal.load(&home.found()).unwrap().reflection), pairs(&[("a", "newer")]));
    assert_eq!(home.names().len(), 2);
    assert!(hands.settle_versions(&versions, &[Some(Choice::Other)]).unwrap());
}

#[test]
fn two_versions_in_one_file_are_settled_before_and_after_the_first_write() {
    let ours = reflection(5, &[("a", "ours a"), ("b", "ours b")]);
    let theirs = reflection(9, &[("a", "theirs a"), ("b", "theirs b")]);
    for written in [false, true] {
        for later in [false, true] {
            let home = Home::with(&ours);
            home.leave(".toml", torn(&ours, &theirs));
            if written {
                home.journal.pen(&home.found()).unwrap().write(&theirs).unwrap();
            }
            let mut hands = home.hands();
            let versions = hands.versions(&home.found()).unwrap();
            assert_eq!((&versions.mine, &versions.other), (&theirs, &ours));
            assert_eq!(versions.copied, if written { Copied::Conflict } else { Copied::Git });
            let second = if later { None } else { Some(Choice::Both) };
            assert_eq!(hands.settle_versions(&versions, &[Some(Choice::Other), second]).unwrap(), !later);
            if later {
                let left = hands.versions(&home.found()).unwrap();
                assert_eq!((left.differences.len(), left.more), (1, 0), "written {written}");
                assert!(hands.settle_versions(&left, &[Some(Choice::Both)]).unwrap());
            }
            let settled = home.journal.load(&home.found()).unwrap();
            assert_eq!(said(&settled.reflection), pairs(&[("a", "ours a"), ("b", "theirs b\n\nours b")]));
            assert_eq!((settled.note, home.names().len()), (None, 1), "{:?}", home.names());
            assert!(home.holds("<<<<<<<"), "the file as it was is in the trash");
        }
    }
}

#[test]
fn a_damaged_side_is_told_and_offers_nothing() {
    let home = Home::with(&reflection(5, &[("a", "mine")]));
    let copy = home.leave(SYNCTHING, "torn");
    let hands = home.hands();
    for from in [&home.found(), &copy] {
        let trouble = hands.versions(from).unwrap_err();
        assert!(trouble.to_string().contains(SYNCTHING), "{trouble}");
    }
    home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other")])));
    home.leave(".toml", "torn");
    assert!(hands.versions(&copy).is_err());
    fs::remove_file(home.entry()).unwrap();
    assert!(hands.versions(&copy).is_err(), "a copy alone has nothing to be settled with");
    let stranger = Reflection { id: "zzzzzzzz".parse().unwrap(), ..reflection(9, &[("a", "other")]) };
    let home = Home::with(&reflection(5, &[("a", "mine")]));
    let copy = home.leave(SYNCTHING, bytes(&stranger));
    assert!(home.hands().versions(&copy).is_err(), "another reflection under this name");
    assert_eq!(home.names().len(), 2);
}

#[test]
fn several_copies_are_settled_one_after_the_other() {
    let home = Home::with(&reflection(5, &[("a", "mine")]));
    home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "one")])));
    home.leave("-LAPTOP.toml", bytes(&reflection(7, &[("a", "two")])));
    let mut hands = home.hands();
    let mut more = Vec::new();
    while let Ok(versions) = hands.versions(&home.found()) {
        more.push(versions.more);
        assert!(hands.settle_versions(&versions, &[Some(Choice::Both)]).unwrap());
    }
    assert_eq!(more, [1, 0]);
    let settled = home.journal.load(&home.found()).unwrap().reflection;
    assert_eq!(said(&settled)[0].1, "mine\n\ntwo\n\none");
    assert_eq!((home.names().len(), home.trash().len()), (1, 4));
}

/// Talks line by line, and returns what was said.
fn talk(home: &Home, start: Start, input: &str) -> String {
    let (mut said, mut errors) = (Vec::new(), Vec::new());
    plain::run(&mut home.hands(), start, input.as_bytes(), &mut said, &mut errors).unwrap();
    assert!(errors.is_empty());
    String::from_utf8(said).unwrap()
}

#[test]
fn line_by_line_versions_are_marked_and_settled_by_numbers() {
    let home = Home::with(&reflection(5, &[("a", "mine a"), ("b", "mine b")]));
    home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other a"), ("b", "other b"), ("c", "only there")])));
    // Past reflections, the first, side by side; the other, both, keep it; write it.
    let told = talk(&home, Start::Home, "4\n1\n2\n2\n3\n1\ny\n");
    assert!(told.contains("1. 15 January 2027, Repairing trust, open, two versions\n"), "{told}");
    assert!(told.contains("2. 15 January 2027, Repairing trust, open, kept by Syncthing\n"), "{told}");
    assert!(
        told.contains("Question: What of a?\nThis one, changed 15 January 2027, 09:00:\nmine a\n"),
        "{told}"
    );
    assert!(
        told.contains("The other, kept by Syncthing, changed 15 January 2027, 09:00:\nother a\n"),
        "{told}"
    );
    let settled = home.journal.load(&home.found()).unwrap().reflection;
    let expected = [("a", "other a"), ("b", "mine b\n\nother b"), ("c", "only there")];
    assert_eq!((said(&settled), home.names().len()), (pairs(&expected), 1), "{told}");
}

#[test]
fn line_by_line_stopping_writes_nothing_and_a_copy_can_be_read() {
    let home = Home::with(&reflection(5, &[("a", "mine a")]));
    let copy = home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other a")])));
    let before = (fs::read(home.entry()).unwrap(), fs::read(&copy.path).unwrap());
    for input in ["4\n1\n2\n", "4\n1\n2\n2\n", "4\n1\n2\n2\nn\n", "4\n2\n2\n2\n/stop\n"] {
        let said = talk(&home, Start::Home, input);
        assert!(said.contains("Nothing was written."), "{input:?}: {said}");
        assert_eq!((fs::read(home.entry()).unwrap(), fs::read(&copy.path).unwrap()), before);
    }
    assert!(talk(&home, Start::Home, "4\n2\n1\n").contains("    other a\n"), "a copy is read whole");
    let later = talk(&home, Start::Home, "4\n1\n2\n4\n");
    assert!(later.contains("Nothing was decided yet"), "{later}");
}

#[test]
fn going_on_says_once_that_there_is_another_version() {
    let home = Home::with(&reflection(5, &[("a", "mine a")]));
    assert_eq!(home.hands().resume(None).unwrap().1, None);
    let copy = home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other a")])));
    let note = home.hands().resume(None).unwrap().1.unwrap();
    assert!(note.what.contains("Another version"), "{note}");
    assert!(talk(&home, Start::Resume(None), "/stop\n").contains("Another version"));
    fs::rename(&copy.path, home.at(".damaged-1.toml").path).unwrap();
    fs::write(home.at(".damaged-1.toml").path, "torn").unwrap();
    assert_eq!(home.hands().resume(None).unwrap().1, None, "what cannot be read is no version to settle");
}

/// What git itself leaves of two versions, in each of its styles; none where there is no git.
fn merged_by_git(
    style: &[&str],
    base: &Reflection,
    ours: &Reflection,
    theirs: &Reflection,
) -> Option<Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    for (name, one) in [("ours", ours), ("base", base), ("theirs", theirs)] {
        fs::write(dir.path().join(name), bytes(one)).unwrap();
    }
    let mut git = Command::new("git");
    let run =
        git.current_dir(dir.path()).args(["merge-file", "-p"]).args(style).args(["ours", "base", "theirs"]);
    run.output().ok().map(|done| done.stdout).filter(|text| !text.is_empty())
}

#[test]
fn what_git_itself_leaves_comes_apart() {
    let marks = "What I said\n=======\nwas this:\n>>>>>>> nothing\n";
    let long = |end: &str| format!("first\n{marks}same one\nsame two\nsame three\n{end}\nlast");
    let base = reflection(1, &[("a", "as it was"), ("b", &long("base")), ("c", "same")]);
    let ours = reflection(7, &[("a", "ours"), ("b", &long("ours")), ("c", "same"), ("d", "only ours")]);
    let mut theirs = reflection(9, &[("a", "theirs"), ("b", &long("theirs")), ("c", "same")]);
    theirs.title = "Another title".to_owned();
    for style in [&[][..], &["--diff3"], &["--zdiff3"]] {
        let Some(file) = merged_by_git(style, &base, &ours, &theirs) else {
            println!("skipped: there is no git here that knows {style:?}");
            continue;
        };
        let home = Home::with(&base);
        home.leave(".toml", &file);
        let sides = home.journal.sides(&home.found()).unwrap();
        let text = String::from_utf8(file).unwrap();
        assert_eq!(sides.len(), 2, "{style:?}: {text}");
        assert_eq!((said(&sides[0]), said(&sides[1])), (said(&theirs), said(&ours)), "{style:?}: {text}");
        assert_eq!(sides[0].title, "Another title");
    }
}

#[test]
fn what_cannot_be_written_or_moved_leaves_both() {
    let home = Home::with(&reflection(5, &[("a", "mine a"), ("b", "mine b")]));
    let copy = home.leave(SYNCTHING, bytes(&reflection(9, &[("a", "other a"), ("b", "other b")])));
    let mut hands = home.hands();
    let (in_the_way, trash) =
        (home.month().join(format!(".{STEM}.next")), home.dir.path().join("journal/trash"));
    let choices = [Some(Choice::Other), Some(Choice::Both)];

    fs::create_dir(&in_the_way).unwrap();
    let versions = hands.versions(&copy).unwrap();
    assert!(hands.settle_versions(&versions, &choices).is_err());
    assert_eq!(hands.versions(&copy).unwrap(), versions, "it could not be written, so nothing was moved");
    fs::remove_dir(&in_the_way).unwrap();

    let _ = fs::remove_dir_all(&trash);
    fs::write(&trash, "a file in the way").unwrap();
    assert!(hands.settle_versions(&versions, &choices).is_err());
    assert!(copy.path.exists(), "it could not be moved, so it is where it was");
    assert_eq!(hands.versions(&copy).unwrap(), versions, "nothing goes where it could not be kept");
    fs::remove_file(&trash).unwrap();
    assert!(hands.settle_versions(&versions, &choices).unwrap());
    assert_eq!(home.names(), [format!("{STEM}.toml")]);
}
