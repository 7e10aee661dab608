//! Reads conditions on earlier answers, and checks each test against the prompt it names. It knows no disk.

use super::check::{Check, Shape};
use super::{Condition, Test, format};
use crate::fault::{Item, Table};

/// The tests a condition can have.
pub(super) const TESTS: [&str; 6] = ["any", "none", "at-least", "at-most", "is", "rise-from"];

/// A prompt that is tested: its id, and what it can be tested for.
type Tested<'c, 't> = Option<(&'t str, &'c Shape<'t>)>;

/// Reads a condition, or a list of which all have to hold. `own` is the prompt it belongs to.
pub(super) fn read<'t>(item: &Item<'t>, own: Option<&'t str>, check: &Check<'t>) -> Option<Condition> {
    if item.is_list() {
        return several(item, own, check).map(Condition::All);
    }
    if !item.is_table() {
        return item.wrong(check.faults.sentences().condition_kind);
    }
    condition(&item.table(format::CONDITION.names)?, own, check)
}

/// Reads a list of conditions; none where not all of them could be read.
fn several<'t>(item: &Item<'t>, own: Option<&'t str>, check: &Check<'t>) -> Option<Vec<Condition>> {
    let list = item.list()?;
    if list.is_empty() {
        item.say(check.faults.sentences().empty_list, &[("name", item.key)]);
        return None;
    }
    let read: Vec<_> = list
        .iter()
        .map(|item| item.table(format::CONDITION.names).and_then(|table| condition(&table, own, check)))
        .collect();
    read.into_iter().collect()
}

fn condition<'t>(table: &Table<'t>, own: Option<&'t str>, check: &Check<'t>) -> Option<Condition> {
    let sentences = check.faults.sentences();
    let mut tests: Vec<_> = TESTS.into_iter().filter(|test| table.has(test)).collect();
    tests.sort_by_key(|test| table.place(test).start);
    if let Some(either) = table.get("either") {
        for beside in ["prompt", "by"].into_iter().chain(tests).filter(|name| table.has(name)).take(1) {
            check.faults.say(table.place(beside), sentences.either_more, &[("test", beside)]);
        }
        return several(&either, own, check).map(Condition::Either);
    }
    let tested = table.need("prompt").and_then(|item| check.earlier(&item, own));
    if table.has("by") && !table.has("rise-from") {
        check.faults.say(table.place("by"), sentences.by_alone, &[]);
    } else if tests.is_empty() {
        check.faults.lack(table.span.clone(), sentences.no_test, &[]);
    }
    if let Some(second) = tests.get(1) {
        check.faults.say(table.place(second), sentences.two_tests, &[("test", second)]);
    }
    let name = *tests.first()?;
    let item = table.get(name)?;
    let test = test(name, &item, table, own, tested, check);
    Some(Condition::One { prompt: tested?.0.to_owned(), test: test? })
}

fn test<'t>(
    name: &str,
    item: &Item<'t>,
    table: &Table<'t>,
    own: Option<&'t str>,
    tested: Tested<'_, 't>,
    check: &Check<'t>,
) -> Option<Test> {
    let fits = fits(name, &table.place(name), tested, check);
    let tested = tested.filter(|_| fits);
    match name {
        "any" => chosen(item, tested, check).map(Test::Any),
        "none" => chosen(item, tested, check).map(Test::None),
        "at-least" => point(item, tested, check).map(Test::AtLeast),
        "at-most" => point(item, tested, check).map(Test::AtMost),
        "is" => yes_or_no(item, check).map(Test::Is),
        _ => rise(item, table, own, tested, check),
    }
}

/// Tells a test that does not fit the prompt's kind.
fn fits(name: &str, place: &std::ops::Range<usize>, tested: Tested<'_, '_>, check: &Check<'_>) -> bool {
    let Some((prompt, shape)) = tested else { return true };
    let sentences = check.faults.sentences();
    let (fits, right) = match name {
        "any" | "none" => (matches!(shape, Shape::Choices(..)), sentences.fits_choice),
        "is" => (matches!(shape, Shape::YesNo), sentences.fits_yes_no),
        _ => (matches!(shape, Shape::Scale(..)), sentences.fits_scale),
    };
    let kind = match shape {
        Shape::Choices(kind, _) | Shape::Other(kind) => kind,
        Shape::Scale(..) => "scale",
        Shape::YesNo => "yes-no",
        Shape::Unsure => return true,
    };
    if !fits {
        let gaps = [("test", name), ("prompt", prompt), ("kind", kind), ("fits", right)];
        check.faults.say(place.clone(), sentences.misfit, &gaps);
    }
    fits
}

fn chosen<'t>(item: &Item<'t>, tested: Tested<'_, 't>, check: &Check<'t>) -> Option<Vec<String>> {
    let list = item.list()?;
    let sentences = check.faults.sentences();
    if list.is_empty() {
        item.say(sentences.empty_list, &[("name", item.key)]);
        return None;
    }
    for option in &list {
        let Some(name) = option.raw() else { continue };
        if let Some((prompt, Shape::Choices(_, ids))) = tested
            && !ids.contains(&name)
        {
            let gap = [("prompt", prompt)];
            let known = ids.iter().copied();
            let (near, far) = (sentences.option_near, sentences.option_far);
            check.faults.not_given(option.span.clone(), name, known, (near, far), &gap);
        }
    }
    list.iter().map(|option| option.raw_quiet().map(str::to_owned)).collect()
}

fn point(item: &Item<'_>, tested: Tested<'_, '_>, check: &Check<'_>) -> Option<i64> {
    let value = item.whole()?;
    if let Some((prompt, Shape::Scale(from, to))) = tested
        && !(from..=to).contains(&&value)
    {
        let numbers = [value, *from, *to].map(|number| number.to_string());
        let gaps =
            [("value", &*numbers[0]), ("prompt", prompt), ("from", &*numbers[1]), ("to", &*numbers[2])];
        item.say(check.faults.sentences().outside, &gaps);
    }
    Some(value)
}

fn yes_or_no(item: &Item<'_>, check: &Check<'_>) -> Option<bool> {
    if !item.is_text() {
        return if item.is_truth(true) || item.is_truth(false) {
            item.truth()
        } else {
            item.wrong(check.faults.sentences().yes_or_no)
        };
    }
    match item.raw()? {
        "yes" => Some(true),
        "no" => Some(false),
        other => {
            item.say(check.faults.sentences().is_what, &[("name", other)]);
            None
        }
    }
}

fn rise<'t>(
    item: &Item<'t>,
    table: &Table<'t>,
    own: Option<&'t str>,
    tested: Tested<'_, 't>,
    check: &Check<'t>,
) -> Option<Test> {
    let from = check.earlier(item, own);
    let fits = fits("rise-from", &item.span, from, check);
    let by = table.need("by");
    let value = by.as_ref().and_then(|item| item.positive::<i64>());
    if let (
        true,
        Some((prompt, Shape::Scale(_, high))),
        Some((before, Shape::Scale(low, _))),
        Some(value),
        Some(by),
    ) = (fits, tested, &from, value, by)
        && value > high.saturating_sub(*low)
    {
        let gaps = [("prompt", prompt), ("by", &*value.to_string()), ("from", before)];
        by.say(check.faults.sentences().rise_outside, &gaps);
    }
    Some(Test::Rise { from: from?.0.to_owned(), by: value? })
}
