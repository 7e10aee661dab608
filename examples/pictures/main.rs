//! Pictures of the real screens: `cargo run --example pictures` writes `docs/pictures/*.svg`. It starts the program in a
//! pseudo-terminal over a new home with invented words, presses keys, and draws what stands there.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command for whoever works on onward")]

mod home;
mod svg;
mod terminal;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use home::Home;
use onward::reflection::Stop;
use terminal::Terminal;

/// A picture: its name, what it shows, how large the terminal is, what is there, and the keys to press.
struct Picture {
    name: &'static str,
    shows: &'static str,
    /// Columns, rows.
    size: (u16, u16),
    /// Where the open reflection stopped; nothing: there is none, and nothing else.
    stopped: Option<Stop>,
    command: &'static [&'static str],
    /// Whether the terminal shows colours.
    colours: bool,
    /// What becomes of the journal before it is opened.
    then: fn(&Home) -> Result<(), Box<dyn Error>>,
    /// Typed one after another, each once the screen has come to rest.
    keys: &'static [&'static str],
}

const ROOMY: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);
const ENTER: &str = "\r";
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const LEFT: &str = "\x1b[D";
const TAB: &str = "\t";
const ESC: &str = "\x1b";
const F3: &str = "\x1bOR";
const F7: &str = "\x1b[18~";
const MORE: &str = " I told myself it would pass by itself, and that is why I went on saying nothing.";

fn prompt(id: &str) -> Option<Stop> {
    Some(Stop::Prompt(id.to_owned()))
}

fn pictures() -> Vec<Picture> {
    let resume = |name, shows, at, keys| Picture {
        name,
        shows,
        size: ROOMY,
        stopped: at,
        command: &["resume"],
        colours: true,
        then: |_| Ok(()),
        keys,
    };
    let start = |name, shows, at, keys| Picture { command: &[], ..resume(name, shows, at, keys) };
    let promise =
        |name, shows, keys| Picture { then: Home::promise, ..start(name, shows, prompt("own-choice"), keys) };
    let stage = Stop::Opening("open-communication".to_owned());
    vec![
        start("welcome", "The first screen of the first run", None, &[]),
        start("home", "Home, with a reflection to go on with", prompt("own-choice"), &[]),
        resume("question", "A question, and an answer being written", prompt("own-choice"), &[MORE]),
        resume("choice", "A question with several to choose", prompt("hard-to-say"), &[" "]),
        resume("scale", "A question with a scale", prompt("ready-to-be-open"), &["6"]),
        resume("stage", "The page a stage opens with", Some(stage), &[]),
        Picture {
            command: &["new", "--guide", "hidden-money"],
            ..start("guide", "A guide, before it is begun", None, &[])
        },
        Picture {
            command: &["new", "--guide", "a-promise", "--as", "broke"],
            ..start(
                "mirror",
                "The mirror after an answer",
                None,
                &[
                    ENTER,
                    "I will never lie to you again.",
                    TAB,
                    "you ask me where I was",
                    TAB,
                    "I say it at once",
                    TAB,
                    TAB,
                    TAB,
                ],
            )
        },
        resume("answers", "What was answered before", prompt("own-choice"), &[F3]),
        start("browse", "Past reflections", prompt("own-choice"), &["p"]),
        start("search", "Words found in all that was written", prompt("own-choice"), &["p", "/", "money"]),
        resume("then", "An earlier answer beside the one at hand", prompt("own-choice"), &[F7]),
        Picture {
            then: Home::encrypt,
            ..start("locked", "An encrypted journal asks for its passphrase", prompt("own-choice"), &[])
        },
        Picture {
            then: Home::leave_version,
            ..start("versions", "Two versions of one answer, side by side", prompt("own-choice"), &["p", "s"])
        },
        promise("today", "The promises of a day, one after the other", &["t", "t"]),
        promise("promise", "A promise, and how it goes of late", &["t", DOWN, ENTER]),
        promise("year", "A year of one promise, a sign a day", &["t", DOWN, ENTER, "y", LEFT, UP]),
        Picture {
            size: SMALL,
            ..promise(
                "year-small",
                "The same in a small window: half a year",
                &["t", DOWN, ENTER, "y", LEFT, UP],
            )
        },
        Picture {
            colours: false,
            ..promise("year-plain", "The same without colour", &["t", DOWN, ENTER, "y", LEFT, UP])
        },
        resume("pause", "The pause menu", prompt("own-choice"), &[ESC]),
        Picture {
            size: SMALL,
            ..resume(
                "small",
                "A question in a window of 40 columns and 12 rows",
                prompt("own-choice"),
                &[MORE],
            )
        },
    ]
}

fn main() -> ExitCode {
    // The pictures start this very program again, as what it draws.
    let mut arguments = std::env::args_os();
    if arguments.len() > 1 && std::env::var_os("ONWARD_PICTURE").is_some() {
        return onward::cli::run(arguments.by_ref());
    }
    match draw_all(Path::new("docs/pictures")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn draw_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    for picture in pictures() {
        let home = Home::new(picture.stopped.as_ref())?;
        (picture.then)(&home)?;
        let mut terminal = Terminal::open(&home, picture.command, picture.size, picture.colours)?;
        for keys in picture.keys {
            terminal.press(keys)?;
        }
        // The home is a new folder each time; the picture names the usual one, which is as long.
        let told = svg::draw(terminal.screen(), picture.shows)
            .replace(&home.journal().display().to_string(), "~/.local/share/onward");
        let file = folder.join(picture.name).with_extension("svg");
        new_file(&file)?.write_all(told.as_bytes())?;
        println!("{}", file.display());
    }
    Ok(())
}

fn new_file(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(path)
}
