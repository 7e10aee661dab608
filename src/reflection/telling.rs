//! What an answer says, apart from how a page is laid out: words, or points of a list. It knows no page and no file.

use super::{Answer, Cadence, Chosen, Keeping, Outcome, Plan, Promise, Standing, Terms, Value};
use crate::moment::{Day, Moment, Weekday};
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

/// Returns what an answer says, and below it what was added in the days after: how often a promise was kept, and what was
/// noted on a day; which acts were seen.
pub fn told(answer: &Answer) -> Vec<Said> {
    let mut all = said(&answer.value);
    let p = &words().page;
    let Keeping { check_ins, noticed, .. } = &answer.keeping;
    let counted = |outcome| check_ins.iter().filter(|one| one.outcome == outcome).count().to_string();
    if check_ins.iter().next().is_some() {
        let [kept, partly, missed] = Outcome::ALL.map(counted);
        let gaps = [("kept", &*kept), ("partly", &partly), ("missed", &missed)];
        all.push(Said::Words(fill(words().promise.tally, &gaps)));
    }
    let noted = |(on, how, note): (Day, &str, &String)| {
        fill(p.noted, &[("day", &day(on)), ("how", how), ("note", note)])
    };
    let checked = check_ins.iter().filter(|one| !one.note.is_empty());
    let checked = checked.map(|one| noted((one.on, one.outcome.told(), &one.note)));
    let seen = noticed.iter().map(|one| {
        let parts = [one.act.as_str(), &one.note].into_iter().filter(|part| !part.is_empty());
        noted((one.on, one.sight.told(), &parts.collect::<Vec<_>>().join(" - ")))
    });
    let lines: Vec<String> = checked.chain(seen).collect();
    all.extend((!lines.is_empty()).then_some(Said::Points(lines)));
    all
}

fn promised(promise: &Promise) -> Vec<Said> {
    let Promise { terms, .. } = promise;
    let parts = [terms.promise.clone(), sentence(&terms.plan), held(terms), standing(promise)];
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
pub fn held(terms: &Terms) -> String {
    let p = &words().page;
    let (cadence, from) = (how_often(terms), day(terms.from));
    match terms.until {
        Some(until) => fill(p.kept_until, &[("cadence", &cadence), ("from", &from), ("until", &day(until))]),
        None => fill(p.kept_from, &[("cadence", &cadence), ("from", &from)]),
    }
}

/// Returns how often a promise is kept.
pub fn how_often(terms: &Terms) -> String {
    let p = &words().page;
    match terms.cadence {
        Cadence::Daily => p.daily.to_owned(),
        Cadence::Weekdays => p.weekdays.to_owned(),
        Cadence::Chosen(days) => listed(&days.iter().map(on_weekday).collect::<Vec<_>>()),
        Cadence::Weekly => fill(p.weekly, &[("day", weekday(terms.from.weekday()))]),
        Cadence::Once => p.once.to_owned(),
    }
}

/// Returns whether a promise rests or is over; nothing while it is held.
fn standing(promise: &Promise) -> String {
    let p = &words().page;
    match promise.standing {
        Standing::Held => String::new(),
        Standing::Paused(since) => fill(p.paused, &[("day", &day(since))]),
        Standing::Ended(since) => fill(p.ended, &[("day", &day(since))]),
    }
}

/// Returns the name of the month of a day.
pub fn month(day: Day) -> &'static str {
    let month = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
    words().page.months.split(' ').nth(month).unwrap_or_default()
}

/// Returns the name of a day of the week.
pub fn weekday(day: Weekday) -> &'static str {
    words().page.weekday_names.split(' ').nth(day.place()).unwrap_or_default()
}

/// Returns a day of the week as something comes back on it: `Mondays`.
pub fn on_weekday(day: Weekday) -> String {
    fill(words().page.on_weekday, &[("day", weekday(day))])
}

/// Returns some names with an "and" before the last.
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let p = &words().page;
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first, last] => fill(p.two, &[("one", first.as_ref()), ("other", last.as_ref())]),
        [first, rest @ ..] => fill(p.more, &[("one", first.as_ref()), ("others", &listed(rest))]),
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
    let name = month(day);
    let iso = day.to_string();
    let of_month = iso.rsplit('-').next().unwrap_or_default().trim_start_matches('0');
    fill(p.day, &[("day", of_month), ("month", name), ("year", &day.year().to_string())])
}
