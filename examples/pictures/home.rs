//! A new home with invented, gentle words in it: two finished reflections, and one that is open.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use onward::journal::{Journal, Passphrase, Work};
use onward::moment::{Moment, Weekday};
use onward::reflection::{
    Answer, Audience, Bookmark, CheckIn, Chosen, Id, Keeping, Link, Outcome, Plan, Promise, Reflection, Role,
    Status, Stop, Terms, Value, format,
};
use tempfile::TempDir;

const DAY: i64 = 86_400;
const STAGE: &str = "open-communication";
const STAGE_TITLE: &str = "Open communication";

/// A folder that is gone when the picture is drawn.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// Makes a home; empty, or with an open reflection that stopped here.
    pub(crate) fn new(stopped: Option<&Stop>) -> Result<Self, Box<dyn Error>> {
        let home = Self { folder: tempfile::tempdir()? };
        let Some(stopped) = stopped else { return Ok(home) };
        let journal = Journal::at(home.journal(), home.path().join("state"));
        for (number, (title, side, days, status)) in PAST.iter().enumerate() {
            let mut past = reflection(u8::try_from(number)?, title, side, *days);
            past.status = *status;
            past.answers = answers(past.updated);
            if *side == "hurt" {
                past.answers.retain(|answer| answer.stage != STAGE);
            }
            for answer in past.answers.iter_mut().filter(|answer| answer.prompt == "own-choice") {
                answer.value = Value::Text(BEFORE.to_owned());
            }
            past.place.at = Stop::Finish;
            keep(&journal, &past)?;
        }
        let mut open = reflection(9, "The loan", "broke", 0);
        open.answers = answers(open.updated);
        open.place = Bookmark {
            at: stopped.clone(),
            part: 0,
            caret: CHOICE.len(),
            stage_title: STAGE_TITLE.to_owned(),
        };
        keep(&journal, &open)?;
        Ok(home)
    }

    /// Leaves another version of the open reflection, as a synchroniser does that brought it from another device.
    pub(crate) fn leave_version(&self) -> Result<(), Box<dyn Error>> {
        let journal = Journal::at(self.journal(), self.path().join("state"));
        let found = journal.last_open()?.ok_or("nothing is open")?.0;
        let mut other = journal.load(&found)?.reflection;
        other.updated = Moment::at(other.updated.seconds() + 60 * 9, 0);
        for answer in other.answers.iter_mut().filter(|answer| answer.prompt == "own-choice") {
            answer.value = Value::Text(OTHER.to_owned());
            answer.at = other.updated;
        }
        let mut bytes = Vec::new();
        format::write(&other, &mut bytes);
        let name = format!(
            "{}.sync-conflict-20261123-211512-ABCDEFG.toml",
            found.path.file_stem().unwrap_or_default().display()
        );
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(found.path.with_file_name(name))?
            .write_all(&bytes)?;
        Ok(())
    }

    /// Adds a promise that was made some months ago and answered on most days.
    pub(crate) fn promise(&self) -> Result<(), Box<dyn Error>> {
        let journal = Journal::at(self.journal(), self.path().join("state"));
        let today = Moment::now().day();
        let first = today.plus(-260);
        let mut new = reflection(5, "A promise", "broke", 260);
        new.status = Status::Finished;
        "a-promise".clone_into(&mut new.guide);
        let terms = Terms {
            promise: "I open the mail with Robin".to_owned(),
            plan: Plan {
                when: "the post has come".to_owned(),
                then: "lay it on the table unopened".to_owned(),
            },
            ..Terms::from(first)
        };
        let check_ins = (0..260).map(|n| first.plus(n)).filter(|on| on.day() % 11 != 5).map(|on| CheckIn {
            on,
            outcome: match (on.weekday(), on.day() % 8) {
                (Weekday::Friday, 0..4) => Outcome::Missed,
                (_, 3) => Outcome::Partly,
                _ => Outcome::Kept,
            },
            note: if on.day() % 8 == 3 {
                "I opened one, and said so at supper.".to_owned()
            } else {
                String::new()
            },
        });
        let keeping = Keeping { check_ins: check_ins.collect(), ..Keeping::default() };
        let template = answers(new.updated).remove(0);
        let link =
            |role| Keeping { link: Some(Link { role, of: "promise".to_owned() }), ..Keeping::default() };
        let miss = Plan { when: "I opened one".to_owned(), then: "say so the same day".to_owned() };
        let given = [
            ("promise", "promise", Value::Promise(Promise::new(terms)), keeping),
            ("when-i-miss", "plan", Value::Plan(miss), link(Role::Missed)),
        ];
        new.answers = given
            .into_iter()
            .map(|(prompt, kind, value, keeping)| Answer {
                prompt: prompt.to_owned(),
                kind: kind.to_owned(),
                value,
                keeping,
                ..template.clone()
            })
            .collect();
        keep(&journal, &new)
    }

    /// Encrypts the journal.
    pub(crate) fn encrypt(&self) -> Result<(), Box<dyn Error>> {
        let mut journal = Journal::at(self.journal(), self.path().join("state"));
        journal.encrypt(
            &Passphrase::new("four words or five"),
            Work::QUICK,
            Moment::now(),
            &mut |_, _| (),
        )?;
        Ok(())
    }

    /// Returns the folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the folder of the journal.
    pub(crate) fn journal(&self) -> PathBuf {
        self.path().join("words")
    }
}

const PAST: [(&str, &str, i64, Status); 2] = [
    ("The birthday I forgot", "broke", 41, Status::Finished),
    ("What I was not told", "hurt", 12, Status::Finished),
];

const CHOICE: &str = "I chose to keep the loan to myself. Nobody made me. When you asked about money in March, \
I said that all was fine.\n\nI was ashamed.";

const BEFORE: &str = "It was a hard year, and the money was short. I meant to tell you when it was over.\n\n\
I did not tell you.";

const OTHER: &str = "I chose to keep the loan to myself. Nobody made me. I could have told you in March, when you asked about money. \
I said that all was fine.";

fn keep(journal: &Journal, reflection: &Reflection) -> Result<(), Box<dyn Error>> {
    let mut pen = journal.begin(reflection).map_err(|trouble| trouble.to_string())?;
    pen.write(reflection).map_err(|trouble| trouble.to_string())?;
    pen.settle().map_err(|trouble| trouble.to_string())?;
    Ok(())
}

fn reflection(number: u8, title: &str, side: &str, days: i64) -> Reflection {
    let now = Moment::now();
    let then = Moment::at(now.seconds() - days * DAY - 60 * 25, 0);
    let id = Id::from_numbers([number, 3, 7, 1, 12, 9, 20, 4]);
    let mut new = Reflection::begin(id, "repairing-trust", "Repairing trust", side, then);
    title.clone_into(&mut new.title);
    new
}

fn answers(at: Moment) -> Vec<Answer> {
    let text = |text: &str| Value::Text(text.to_owned());
    let line = text;
    let one =
        |id: &str, label: &str| Value::One(Chosen::Option { id: id.to_owned(), label: label.to_owned() });
    let items = ["The loan of last spring", "The second card", "That I said the bonus was late"];
    let given = |stage: &str, prompt: &str, kind: &str, asked: &str, value| Answer {
        stage: stage.to_owned(),
        stage_title: if stage == STAGE { STAGE_TITLE } else { "Before you begin" }.to_owned(),
        prompt: prompt.to_owned(),
        kind: kind.to_owned(),
        asked: asked.to_owned(),
        value,
        audience: Audience::Own,
        set_aside: false,
        step: false,
        at,
        keeping: Default::default(),
        rest: toml::Table::new(),
    };
    vec![
        given(
            "opening",
            "settled",
            "yes-no",
            "Are you somewhere private, and ready to begin?",
            Value::YesNo(true),
        ),
        given(
            "opening",
            "how-long-ago",
            "one",
            "How long ago did it happen, or come to light?",
            one("weeks", "Weeks"),
        ),
        given("opening", "their-name", "line", "What short name shall we use for them?", line("Robin")),
        given(
            "opening",
            "what-happened",
            "text",
            "What did you do, and when, as a camera would show it?",
            text("In April I took out a loan and hid the letters. In June Robin found one."),
        ),
        given(
            STAGE,
            "whole-account",
            "items",
            "What do they know, what is still hidden, and what did you make sound smaller?",
            Value::Items(items.map(str::to_owned).to_vec()),
        ),
        given(STAGE, "own-choice", "text", "Which choice was yours?", text(CHOICE)),
    ]
}
