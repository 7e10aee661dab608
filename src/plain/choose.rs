//! Choosing by numbers: the home menu, a guide, a side. It knows no walk.

use std::io::{BufRead, Write};

use super::command::{self, Line};
use super::support::support_lines;
use super::talk::Talk;
use crate::guide::{Fact, Guide, Perspective};
use crate::perform::Performer;
use crate::question::Support as Need;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Asks which of these; none when the person stops or the input ends. A single one is taken without asking.
pub(super) fn one_of<I: BufRead, O: Write, E: Write>(
    talk: &mut Talk<I, O, E>,
    hands: &Performer,
    question: &str,
    labels: &[String],
) -> Option<usize> {
    if labels.len() == 1 {
        return Some(0);
    }
    pick(talk, hands, question, labels)
}

/// Asks which of these; none when the person stops or the input ends.
pub(super) fn pick<I: BufRead, O: Write, E: Write>(
    talk: &mut Talk<I, O, E>,
    hands: &Performer,
    question: &str,
    labels: &[String],
) -> Option<usize> {
    let p = &words().plain;
    let mut ask = true;
    loop {
        if std::mem::take(&mut ask) {
            talk.pause();
            talk.say(question);
            talk.say_all(labels.iter().enumerate().map(|(n, label)| format!("{}. {label}", n + 1)));
            talk.say(p.your_number);
        }
        match command::read(&talk.hear()?) {
            Line::Stop => return None,
            Line::Support => talk.say_all(support_lines(&hands.support(), hands.country(), Need::All)),
            Line::Help => {
                talk.say(p.commands);
                ask = true;
            }
            Line::Words(said) => match said.trim().parse::<usize>() {
                Ok(number @ 1..) if number <= labels.len() => return Some(number - 1),
                _ => talk.say(&fill(p.numbers_only, &[("n", &labels.len().to_string())])),
            },
            _ => talk.say(&fill(p.numbers_only, &[("n", &labels.len().to_string())])),
        }
    }
}

/// Asks y or n; none when the person stops or the input ends.
pub(super) fn yes<I: BufRead, O: Write, E: Write>(talk: &mut Talk<I, O, E>, question: &str) -> Option<bool> {
    let (p, f) = (&words().plain, &words().fields);
    talk.say(question);
    loop {
        let line = talk.hear()?;
        if command::read(&line) == Line::Stop {
            return None;
        }
        let said = line.trim().to_lowercase();
        let is = |known: &str| known.split_whitespace().any(|word| word == said);
        match (is(f.yes_letters), is(f.no_letters) || said.is_empty()) {
            (true, _) => return Some(true),
            (_, true) => return Some(false),
            _ => talk.say(p.sure),
        }
    }
}

/// Asks for a guide; `Ok(None)` when the person stops.
///
/// # Errors
/// There is no guide that can be used.
pub(super) fn guide<I: BufRead, O: Write, E: Write>(
    talk: &mut Talk<I, O, E>,
    hands: &Performer,
) -> Result<Option<Guide>, Trouble> {
    let p = &words().plain;
    let mut guides: Vec<Guide> =
        hands.offered().into_iter().filter_map(|shelved| shelved.guide.ok()).collect();
    if guides.is_empty() {
        return Err(Trouble::new(p.no_guides).advice(p.no_guides_how));
    }
    let labels: Vec<String> = guides.iter().map(label).collect();
    let chosen = one_of(talk, hands, p.which_guide, &labels);
    Ok(chosen.map(|n| guides.swap_remove(n)))
}

/// Names a guide, with its summary.
pub(super) fn label(guide: &Guide) -> String {
    let summary = guide.summary.as_deref().unwrap_or_default();
    fill(words().plain.guide, &[("title", &guide.title), ("summary", summary)]).trim_end().to_owned()
}

/// Says what a guide is, and asks for a perspective of it; none when the person stops.
pub(super) fn side<I: BufRead, O: Write, E: Write>(
    talk: &mut Talk<I, O, E>,
    hands: &Performer,
    guide: &Guide,
) -> Option<String> {
    talk.pause();
    talk.say(&guide.title);
    talk.say_all(guide.facts().iter().map(Fact::line));
    let label = |side: &Perspective| match &side.help {
        Some(help) => format!("{}. {help}", side.label),
        None => side.label.clone(),
    };
    let labels: Vec<String> = guide.perspectives.iter().map(label).collect();
    let chosen = one_of(talk, hands, words().plain.which_side, &labels)?;
    Some(guide.perspectives.get(chosen)?.id.clone())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use crate::paths::Paths;
    use crate::perform::{Performer, Start};
    use crate::settings::Settings;

    /// A guide that a safety check can turn off, and one that has such a check.
    const TALK: &str = "format = 1\nid = \"talk\"\ntitle = \"A talk\"\nfeature = \"conversation\"\n[[perspective]]\n\
        id = \"me\"\nlabel = \"Me\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.prompt]]\nid = \"p\"\nask = \"?\"\n\
        answer.text = {}\n";
    const CHECK: &str = "[opening]\n[[opening.prompt]]\nid = \"safety\"\nask = \"Is one of these true?\"\n\
        saved = false\nanswer.one = { options = [{ id = \"afraid\", label = \"I am afraid\", off = [\"conversation\"] }, \
        { id = \"no\", label = \"No\" }] }\n";

    fn hands() -> (tempfile::TempDir, Performer) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("guides");
        std::fs::create_dir_all(&folder).unwrap();
        let check = TALK.replace("talk", "check").replace("feature = \"conversation\"\n", "");
        let check = check.replace("[[stage]]", &format!("{CHECK}[[stage]]")).replace("A check", "A look");
        for (name, text) in [("talk.toml", TALK), ("check.toml", &*check)] {
            std::fs::File::create_new(folder.join(name)).unwrap().write_all(text.as_bytes()).unwrap();
        }
        let [journal, config, state] = ["journal", "config.toml", "state"].map(|name| home.path().join(name));
        let hands = Performer::new(Paths { journal, guides: folder, config, state }, &Settings::default());
        (home, hands)
    }

    fn said(hands: &mut Performer, start: Start, lines: &str) -> String {
        let mut out = Vec::new();
        crate::plain::run(hands, start, lines.as_bytes(), &mut out, Vec::new()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn new(guide: Option<&str>) -> Start {
        Start::New { guide: guide.map(str::to_owned), perspective: None, title: None }
    }

    #[test]
    fn fear_shown_in_a_walk_takes_the_guide_away_for_this_sitting() {
        let (_home, mut hands) = hands();
        let guides = |hands: &mut Performer| {
            let begin = said(hands, new(None), "/stop\n");
            let home = said(hands, Start::Home, "");
            let number = home.lines().find_map(|line| line.strip_suffix(". Look at the guides")).unwrap();
            let look = said(hands, Start::Home, &format!("{number}\n/stop\n"));
            [begin, look]
        };
        assert!(guides(&mut hands).iter().all(|out| out.contains("A talk") && out.contains("A look")));
        said(&mut hands, new(Some("check")), "2\n/stop\n");
        assert!(guides(&mut hands).iter().all(|out| out.contains("A talk")), "no fear, nothing off");
        said(&mut hands, new(Some("check")), "1\n/stop\n");
        for out in guides(&mut hands) {
            assert!(!out.contains("A talk") && out.contains("A look"), "{out}");
        }
    }
}
