//! Choosing by numbers: the home menu, a guide, a side. It knows no walk.

use std::io::{BufRead, Write};

use super::command::{self, Line};
use super::support::support_lines;
use super::talk::Talk;
use crate::guide::{Guide, Perspective};
use crate::perform::{A_PROMISE, Performer};
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
            Line::Support => talk.say_all(support_lines(hands.support(), hands.country(), Need::All)),
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
        hands.guides().into_iter().filter_map(|shelved| shelved.guide.ok()).collect();
    guides.retain(|guide| guide.id != A_PROMISE);
    if guides.is_empty() {
        return Err(Trouble::new(p.no_guides).advice(p.no_guides_how));
    }
    let labels: Vec<String> = guides.iter().map(label).collect();
    let chosen = one_of(talk, hands, p.which_guide, &labels);
    Ok(chosen.map(|n| guides.swap_remove(n)))
}

fn label(guide: &Guide) -> String {
    let p = &words().plain;
    let minutes = guide.minutes.map(|minutes| minutes.to_string());
    let form = if minutes.is_some() { p.guide_minutes } else { p.guide };
    let gaps = [
        ("title", guide.title.as_str()),
        ("n", minutes.as_deref().unwrap_or_default()),
        ("summary", guide.summary.as_deref().unwrap_or_default()),
    ];
    fill(form, &gaps).trim_end().to_owned()
}

/// Asks for a perspective of a guide; none when the person stops.
pub(super) fn side<I: BufRead, O: Write, E: Write>(
    talk: &mut Talk<I, O, E>,
    hands: &Performer,
    guide: &Guide,
) -> Option<String> {
    let label = |side: &Perspective| match &side.help {
        Some(help) => format!("{}. {help}", side.label),
        None => side.label.clone(),
    };
    let labels: Vec<String> = guide.perspectives.iter().map(label).collect();
    let chosen = one_of(talk, hands, words().plain.which_side, &labels)?;
    Some(guide.perspectives.get(chosen)?.id.clone())
}
