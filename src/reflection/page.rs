//! One reflection as a readable page: as text for a terminal or a printer, and as Markdown in which nothing the person
//! wrote is markup. It knows no guide, no file and no terminal.

use super::markdown::{inert, inert_line};
use super::telling::{Said, day, said, told};
use super::{Answer, Reflection, Status};
use crate::text;
use crate::words::{count, fill, words};

/// The columns of a text page.
const COLUMNS: usize = 72;

/// A part of the page: the title of its stage, and the answers that were given in it.
struct Section<'a> {
    title: &'a str,
    answers: Vec<&'a Answer>,
}

/// Returns a page of text, at most 72 columns wide, harmless to print. Questions stand two columns in, answers four.
pub fn text(reflection: &Reflection) -> String {
    let mut out = String::new();
    put(&mut out, 0, &reflection.title);
    for line in about(reflection) {
        put(&mut out, 0, &line);
    }
    for section in sections(reflection) {
        out.push('\n');
        put(&mut out, 0, section.title);
        for answer in section.answers {
            out.push('\n');
            put(&mut out, 2, answer.asked.trim());
            out.push('\n');
            put_said(&mut out, 4, &told(answer));
        }
    }
    if let Some(open) = left_open(reflection) {
        out.push('\n');
        put(&mut out, 0, &open);
    }
    out
}

/// Returns what an answer says as rows of text of so many columns, harmless to print.
pub fn answer_rows(answer: &Answer, columns: usize) -> Vec<String> {
    let mut rows = Vec::new();
    for said in said(&answer.value) {
        match said {
            Said::Words(words) => rows.extend(wrapped(&words, "", columns)),
            Said::Points(points) => rows.extend(points.iter().flat_map(|p| wrapped(p, "- ", columns))),
        }
    }
    rows
}

fn put(out: &mut String, indent: usize, words: &str) {
    put_rows(out, indent, wrapped(words, "", COLUMNS - indent));
}

fn put_said(out: &mut String, indent: usize, parts: &[Said]) {
    for (n, part) in parts.iter().enumerate() {
        match part {
            Said::Words(words) => {
                if n > 0 {
                    out.push('\n');
                }
                put(out, indent, words);
            }
            Said::Points(points) => {
                for point in points {
                    put_rows(out, indent, wrapped(point, "- ", COLUMNS - indent));
                }
            }
        }
    }
}

fn put_rows(out: &mut String, indent: usize, rows: Vec<String>) {
    for row in rows {
        if !row.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(&row);
        }
        out.push('\n');
    }
}

/// Wraps words behind a mark; the rows that follow the first stand below its end.
fn wrapped(words: &str, mark: &str, columns: usize) -> Vec<String> {
    let plain = words.replace("\r\n", "\n");
    let tame = text::tame(&plain);
    let rows = text::rows(&tame, columns.saturating_sub(mark.len()).max(1));
    let behind = " ".repeat(mark.len());
    let before = |n: usize| if n == 0 { mark } else { behind.as_str() };
    rows.iter().enumerate().map(|(n, row)| [before(n), row].concat().trim_end().to_owned()).collect()
}

/// Returns a page of CommonMark. The person's words are quotes and lists in it, and never markup themselves.
pub fn markdown(reflection: &Reflection) -> String {
    let about: Vec<String> = about(reflection).iter().map(|line| inert_line(line)).collect();
    let mut out = format!("# {}\n\n{}\n", inert_line(&reflection.title), about.join("\\\n"));
    for section in sections(reflection) {
        out.push_str(&format!("\n## {}\n", inert_line(section.title)));
        for answer in section.answers {
            out.push_str(&format!("\n### {}\n", inert_line(&answer.asked)));
            for part in told(answer) {
                out.push('\n');
                match part {
                    Said::Words(words) => out.push_str(&inert(&words, "> ", "> ")),
                    Said::Points(points) => points.iter().for_each(|p| out.push_str(&inert(p, "- ", "  "))),
                }
            }
        }
    }
    if let Some(open) = left_open(reflection) {
        out.push_str(&format!("\n{}\n", inert_line(&open)));
    }
    out
}

/// Returns what stands below the title: when it was written, how far it is, and from which guide.
fn about(reflection: &Reflection) -> Vec<String> {
    let p = &words().page;
    let (begun, written) = (day(reflection.started.day()), day(reflection.updated.day()));
    let when = if begun == written { p.one_day } else { p.some_days };
    let status = match reflection.status {
        Status::Open => p.open,
        Status::Finished => p.finished,
    };
    let mut lines = vec![fill(when, &[("begun", &begun), ("written", &written)]) + " " + status];
    if reflection.guide_title != reflection.title && !reflection.guide_title.is_empty() {
        lines.push(fill(p.from_guide, &[("guide", &reflection.guide_title)]));
    }
    lines
}

/// Returns the answers a reader sees, by stage; what was skipped or stands behind a closed branch is left out.
fn sections(reflection: &Reflection) -> Vec<Section<'_>> {
    let mut sections: Vec<(&str, Section<'_>)> = Vec::new();
    for answer in reflection.told().filter(|answer| !answer.value.is_empty()) {
        match sections.last_mut() {
            Some((stage, section)) if *stage == answer.stage => section.answers.push(answer),
            _ => sections.push((&answer.stage, Section { title: title(answer), answers: vec![answer] })),
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}

/// Returns the title of the stage of an answer; the parts before and after the stages may have none of their own.
fn title(answer: &Answer) -> &str {
    let p = &words().page;
    match (answer.stage_title.as_str(), answer.stage.as_str()) {
        ("", "opening") => p.opening,
        ("", "closing") => p.closing,
        ("", stage) => stage,
        (title, _) => title,
    }
}

/// Says quietly how many questions were left open, or that nothing is written at all.
fn left_open(reflection: &Reflection) -> Option<String> {
    let p = &words().page;
    let (empty, written): (Vec<_>, Vec<_>) = reflection.told().partition(|answer| answer.value.is_empty());
    match (empty.len(), written.len()) {
        (_, 0) => Some(p.nothing.to_owned()),
        (0, _) => None,
        _ if reflection.status == Status::Finished => None,
        (n, _) => Some(count(n, p.left_open, p.left_open_many)),
    }
}
