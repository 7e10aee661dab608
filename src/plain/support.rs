//! Help lines as lines of text, one a line. It knows no session.

use crate::question::Support as Need;
use crate::support::{Country, Line, NEEDS, Support};
use crate::words::{fill, words};

/// Returns the help lines of one country or of all. With [`Need::All`] it is a page of its own, need by need; for one need
/// only the numbers, since the words of a note stand above them.
pub fn support_lines(support: &Support, country: Option<&str>, need: Need) -> Vec<String> {
    let said = &support.words;
    let emergencies = countries(support, country).into_iter().map(emergency);
    let mut lines = Vec::new();
    if need == Need::All {
        lines.extend([said.intro.clone(), said.in_danger.clone()]);
        lines.extend(emergencies);
        for need in NEEDS {
            lines.extend([String::new(), title(need).to_owned(), said.before(need).to_owned()]);
            lines.extend(numbers(support, country, need));
        }
        lines.push(String::new());
    } else {
        lines.extend(emergencies);
        lines.extend(numbers(support, country, need));
    }
    lines.push(said.numbers_change.clone());
    lines
}

fn title(need: Need) -> &'static str {
    let p = &words().plain;
    match need {
        Need::Fear => p.title_fear,
        Need::Distress => p.title_distress,
        Need::OwnBehaviour | Need::All => p.title_own,
    }
}

fn countries<'a>(support: &'a Support, country: Option<&str>) -> Vec<&'a Country> {
    support.lines(country, Need::All).into_iter().map(|(country, _)| country).collect()
}

fn emergency(country: &Country) -> String {
    let p = &words().plain;
    let gaps = [("country", country.name.as_str()), ("number", &country.emergency)];
    match &country.note {
        Some(note) => fill(p.emergency_note, &[gaps[0], gaps[1], ("note", note)]),
        None => fill(p.emergency, &gaps),
    }
}

fn numbers(support: &Support, country: Option<&str>, need: Need) -> Vec<String> {
    let found = support.lines(country, need);
    if found.iter().all(|(_, lines)| lines.is_empty()) {
        return vec![support.words.no_line.clone()];
    }
    let several = found.len() > 1;
    let each = found.iter().flat_map(|(country, lines)| lines.iter().map(move |line| (country, line)));
    each.map(|(country, line)| number(line, several.then_some(country.name.as_str()))).collect()
}

fn number(line: &Line, country: Option<&str>) -> String {
    let p = &words().plain;
    let ways = [(&line.call, p.call), (&line.text, p.text)];
    let ways = ways.iter().filter_map(|(way, form)| way.as_ref().map(|to| fill(form, &[("number", to)])));
    let ways: Vec<String> = ways.collect();
    let place: Vec<&str> = country.into_iter().chain(line.part.as_deref()).collect();
    let place = if place.is_empty() { String::new() } else { format!("{}: ", place.join(", ")) };
    let about = line.about.as_ref().map(|about| format!(" {about}")).unwrap_or_default();
    let ways = if ways.is_empty() { String::new() } else { format!(": {}", ways.join("; ")) };
    // Whoever looks for words in it finds plain spaces.
    let small = line.small_print().replace('\u{a0}', " ");
    format!("{place}{}{ways}.{about} {small}", line.name)
}
