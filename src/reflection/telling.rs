//! What an answer says, apart from how a page is laid out: words, or points of a list. It knows no page and no file.

use super::{Cadence, Chosen, Plan, Promise, Value};
use crate::moment::{Day, Moment};
use crate::words::{fill, words};

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words, perhaps of several lines.
    Words(String),
    /// Points of a list.
    Points(Vec<String>),
}

/// Returns what an answer says, part by part; nothing for one that was skipped.
pub fn said(value: &Value) -> Vec<Said> {
    let p = &words().page;
    if value.is_empty() {
        return Vec::new();
    }
    match value {
        Value::Skipped => Vec::new(),
        Value::Text(text) => vec![Said::Words(text.clone())],
        Value::One(chosen) => vec![Said::Words(chosen.label().to_owned())],
        Value::Several(chosen) => {
            vec![Said::Points(chosen.iter().map(Chosen::label).map(str::to_owned).collect())]
        }
        Value::Scale(point) => vec![Said::Words(point.to_string())],
        Value::YesNo(yes) => vec![Said::Words(if *yes { p.yes } else { p.no }.to_owned())],
        Value::Items(items) => vec![Said::Points(items.iter().filter(|i| !i.is_empty()).cloned().collect())],
        Value::Plan(plan) => vec![Said::Words(sentence(plan))],
        Value::Promise(promise) => promised(promise),
    }
}

fn promised(promise: &Promise) -> Vec<Said> {
    let parts = [promise.promise.clone(), sentence(&promise.plan), kept(promise)];
    parts.into_iter().filter(|part| !part.is_empty()).map(Said::Words).collect()
}

/// Returns a plan as one sentence, "When …, then I will …"; one half when the other was left out.
pub fn sentence(plan: &Plan) -> String {
    let p = &words().page;
    let form = match (plan.when.is_empty(), plan.then.is_empty()) {
        (true, true) => return String::new(),
        (false, true) => p.plan_when,
        (true, false) => p.plan_then,
        (false, false) => p.plan,
    };
    fill(form, &[("when", &plan.when), ("then", &plan.then)])
}

/// Returns how often a promise is kept, and from which day to which.
fn kept(promise: &Promise) -> String {
    let p = &words().page;
    let cadence = match promise.cadence {
        Cadence::Daily => p.daily,
        Cadence::Weekdays => p.weekdays,
        Cadence::Weekly => p.weekly,
        Cadence::Once => p.once,
    };
    let from = day(promise.from);
    match promise.until {
        Some(until) => fill(p.kept_until, &[("cadence", cadence), ("from", &from), ("until", &day(until))]),
        None => fill(p.kept_from, &[("cadence", cadence), ("from", &from)]),
    }
}

/// Returns a moment as people write it, by the clock of where it was: `23 November 2026, 21:30`.
pub fn moment(moment: Moment) -> String {
    let iso = moment.to_string();
    let clock = iso.split_once('T').and_then(|(_, clock)| clock.get(..5)).unwrap_or_default();
    fill(words().page.moment, &[("day", &day(moment.day())), ("clock", clock)])
}

/// Returns a day as people write it: `23 November 2026`.
pub fn day(day: Day) -> String {
    let p = &words().page;
    let month = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
    let name = p.months.split(' ').nth(month).unwrap_or_default();
    let iso = day.to_string();
    let of_month = iso.rsplit('-').next().unwrap_or_default().trim_start_matches('0');
    fill(p.day, &[("day", of_month), ("month", name), ("year", &day.year().to_string())])
}
