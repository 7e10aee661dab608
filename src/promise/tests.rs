//! Promises of chance, over days and check-ins of chance: no day counts twice, none is lost, and what is due is what the
//! cadence says. The calendar is counted here in another way than the program does: day by day from a Monday that is known.

use proptest::prelude::*;

use super::*;
use crate::moment::{Day, Weekday};
use crate::reflection::{Cadence, CheckIn, Outcome, Plan, Terms, Weekdays};

/// A Monday.
const MONDAY: &str = "2024-01-01";

fn day(n: i32) -> Day {
    MONDAY.parse::<Day>().unwrap().plus(n)
}

fn on(text: &str) -> Day {
    text.parse().unwrap()
}

fn made(cadence: Cadence, from: Day) -> Promise {
    Promise::new(Terms { promise: "I ring at six".to_owned(), cadence, ..Terms::from(from) })
}

fn kept(promise: Promise, check_ins: CheckIns) -> Commitment {
    Commitment {
        prompt: "p".to_owned(),
        promise,
        check_ins,
        seen: String::new(),
        missed: String::new(),
        review: None,
    }
}

fn said(n: i32, outcome: Outcome) -> CheckIn {
    CheckIn { on: day(n), outcome, note: String::new() }
}

fn cadence() -> impl Strategy<Value = Cadence> {
    prop_oneof![
        Just(Cadence::Daily),
        Just(Cadence::Weekdays),
        (1..128u8).prop_map(|days| Cadence::Chosen(
            Weekday::ALL.into_iter().filter(|day| days & 1 << day.place() != 0).collect::<Weekdays>()
        )),
        Just(Cadence::Weekly),
        Just(Cadence::Once),
    ]
}

/// What a person does with a promise on a day, counted from a Monday.
#[derive(Clone, Debug)]
enum Deed {
    Shrink(Cadence),
    Pause,
    End,
    Renew,
}

fn deeds() -> impl Strategy<Value = Vec<(i32, Deed)>> {
    let deed =
        prop_oneof![cadence().prop_map(Deed::Shrink), Just(Deed::Pause), Just(Deed::End), Just(Deed::Renew),];
    prop::collection::vec((0..120i32, deed), 0..6).prop_map(|mut all| {
        all.sort_by_key(|(day, _)| *day);
        all
    })
}

fn done(promise: &mut Promise, today: Day, deed: &Deed) {
    match deed {
        Deed::Shrink(cadence) => {
            let terms = Terms { cadence: *cadence, ..promise.terms.clone() };
            promise.change(terms, today);
        }
        Deed::Pause => promise.rest(today),
        Deed::End => promise.end(today),
        Deed::Renew => promise.take_up(today),
    }
}

/// Whether a cadence that began on a day asks for something on another one, by counting from a Monday.
fn asks(cadence: Cadence, from: i32, until: Option<i32>, n: i32) -> bool {
    if n < from || until.is_some_and(|until| n > until) {
        return false;
    }
    match cadence {
        Cadence::Daily => true,
        Cadence::Weekdays => n % 7 < 5,
        Cadence::Chosen(days) => days.iter().any(|day| day as i32 == n % 7),
        Cadence::Weekly => (n - from) % 7 == 0,
        Cadence::Once => n == until.unwrap_or(from),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_due_is_what_the_cadence_says(cadence in cadence(), from in 0..60i32, long in prop::option::of(0..60i32)) {
        let until = long.map(|long| from + long);
        let mut promise = made(cadence, day(from));
        promise.terms.until = until.map(day);
        for n in 0..150 {
            prop_assert_eq!(promise.is_due(day(n)), asks(cadence, from, until, n), "day {}", n);
        }
        let next = (40..150).find(|n| asks(cadence, from, until, *n));
        prop_assert_eq!(promise.next_due(day(40)), next.map(day));
    }

    /// A second book is kept beside it: day by day, what the person had promised on the evening of that day.
    #[test]
    fn a_day_that_is_past_stays_as_it_was(cadence in cadence(), deeds in deeds()) {
        let mut promise = made(cadence, day(0));
        let mut book: Vec<bool> = Vec::new();
        let mut next = deeds.iter().peekable();
        for n in 0..130 {
            while let Some((_, deed)) = next.next_if(|(on, _)| *on <= n) {
                done(&mut promise, day(n), deed);
            }
            book.push(promise.is_due(day(n)));
            let now: Vec<bool> = (0..=n).map(|n| promise.is_due(day(n))).collect();
            prop_assert_eq!(&now, &book, "on day {}", n);
        }
        let spans: Vec<Terms> = promise.spans().map(std::borrow::Cow::into_owned).collect();
        for two in spans.windows(2) {
            prop_assert!(two[0].until.is_some_and(|until| until < two[1].from), "{:?}", two);
        }
    }

    #[test]
    fn each_word_counts_once_and_none_is_lost(
        cadence in cadence(),
        deeds in deeds(),
        words in prop::collection::vec((0..130i32, prop::sample::select(Outcome::ALL.to_vec())), 0..150),
        today in 0..140i32,
    ) {
        let mut promise = made(cadence, day(0));
        deeds.iter().for_each(|(n, deed)| done(&mut promise, day(*n), deed));
        let mut last = std::collections::BTreeMap::new();
        let mut one = kept(promise, CheckIns::default());
        for (n, outcome) in words {
            let may = one.may_say(day(n), day(today));
            prop_assert_eq!(may.is_ok(), n <= today && day(n) >= one.promise.begun());
            if may.is_ok() {
                one.check_ins.say(said(n, outcome));
                last.insert(n, outcome);
            }
        }
        for n in 0..140 {
            let mark = one.mark(day(n));
            match last.get(&n) {
                Some(outcome) => prop_assert_eq!(mark, Mark::from(*outcome)),
                None => prop_assert_eq!(mark == Mark::Open, one.waits(day(n))),
            }
            let once = one.promise.spans().any(|terms| terms.cadence == Cadence::Once);
            let waits = one.promise.is_due(day(n)) && !last.contains_key(&n);
            prop_assert!(one.waits(day(n)) == waits || once && waits);
        }
        let by_weekday = one.by_weekday(day(today));
        prop_assert_eq!(by_weekday.iter().map(|tally| tally.answered()).sum::<usize>(), last.len());
        let months = months(&[&one], 2024, day(140));
        prop_assert_eq!(months.iter().map(|month| month.tally.answered()).sum::<usize>(), last.len());
        let days: i32 = weeks(2024).iter().flatten().flatten().count() as i32;
        prop_assert_eq!(days, 366);
        if let Some(trend) = one.trend(day(today)) {
            prop_assert!((0.0..=1.0).contains(&trend));
        }
    }
}

#[test]
fn one_miss_after_thirty_kept_moves_little() {
    let mut all: CheckIns = (0..30).map(|n| said(n, Outcome::Kept)).collect();
    let before = kept(made(Cadence::Daily, day(0)), all.clone()).trend(day(40)).unwrap();
    all.say(said(30, Outcome::Missed));
    let one = kept(made(Cadence::Daily, day(0)), all);
    let after = one.trend(day(40)).unwrap();
    assert!(before == 1.0 && before - after < 0.05 && before - after > 0.0, "{before} {after}");
    assert_eq!(one.trend(day(35)), Some(after), "days without an answer move nothing");
    assert_eq!(one.trend(day(3)), None, "too early to tell");
}

#[test]
fn a_day_of_the_week_is_hard_only_when_there_is_enough_to_say_so() {
    let fridays = |weeks: i32| -> CheckIns {
        let miss = |n: i32| if n % 7 == 4 { Outcome::Missed } else { Outcome::Kept };
        (0..weeks * 7).map(|n| said(n, miss(n))).collect()
    };
    let hard_after = |weeks| hard(&kept(made(Cadence::Daily, day(0)), fridays(weeks)).by_weekday(day(200)));
    assert_eq!(hard_after(3), []);
    assert_eq!(hard_after(4), [Weekday::Friday]);
    let all: CheckIns = (0..70).map(|n| said(n, Outcome::Missed)).collect();
    assert_eq!(hard(&kept(made(Cadence::Daily, day(0)), all).by_weekday(day(200))), [], "none is harder");
}

#[test]
fn what_is_to_be_done_once_can_be_done_before_its_day() {
    let mut promise = made(Cadence::Once, on("2026-11-02"));
    promise.terms.until = Some(on("2026-11-30"));
    let mut one = kept(promise, CheckIns::default());
    assert!(one.waits(on("2026-11-30")) && !one.waits(on("2026-11-29")));
    one.check_ins.say(CheckIn { on: on("2026-11-20"), outcome: Outcome::Kept, note: String::new() });
    assert!(!one.waits(on("2026-11-30")));
}

#[test]
fn what_was_done_before_its_day_stays_done_when_its_words_are_mended() {
    let mut promise = made(Cadence::Once, on("2026-11-02"));
    promise.terms.until = Some(on("2026-11-30"));
    let mut one = kept(promise, CheckIns::default());
    one.check_ins.say(CheckIn { on: on("2026-11-20"), outcome: Outcome::Kept, note: String::new() });
    let terms = Terms { promise: "I ring at seven".to_owned(), ..one.promise.terms.clone() };
    one.promise.change(terms, on("2026-11-25"));
    assert!(!one.waits(on("2026-11-30")) && one.mark(on("2026-11-30")) == Mark::NotDue);
    assert!(one.may_say(on("2026-11-10"), on("2026-11-25")).is_ok());
}

#[test]
fn what_comes_back_each_week_stays_on_its_day() {
    let mut promise = made(Cadence::Weekly, on("2026-11-02"));
    let terms = Terms { promise: "I ring at seven".to_owned(), ..promise.terms.clone() };
    promise.change(terms, on("2026-11-25"));
    assert_eq!(promise.next_due(on("2026-11-25")), Some(on("2026-11-30")), "a Monday");
    promise.rest(on("2026-12-01"));
    promise.take_up(on("2026-12-10"));
    assert_eq!(promise.next_due(on("2026-12-10")), Some(on("2026-12-14")), "a Monday");
}

#[test]
fn a_rest_has_no_days_and_ends_without_a_trace_of_a_miss() {
    let mut promise = made(Cadence::Daily, on("2026-11-02"));
    promise.rest(on("2026-11-10"));
    assert!(promise.is_due(on("2026-11-09")) && !promise.is_due(on("2026-11-10")));
    promise.take_up(on("2026-11-20"));
    assert!(!promise.is_due(on("2026-11-19")) && promise.is_due(on("2026-11-20")));
    promise.end(on("2026-11-25"));
    assert!(promise.is_due(on("2026-11-24")) && promise.next_due(on("2026-11-25")).is_none());
    assert_eq!(promise.begun(), on("2026-11-02"));
}

#[test]
fn several_promises_on_one_day_are_told_together() {
    use Mark::{Kept, Missed, NotDue, Open, Partly};
    for (all, mark) in [
        (vec![], NotDue),
        (vec![NotDue, Open], Open),
        (vec![Open, Kept, NotDue], Kept),
        (vec![Kept, Missed], Partly),
        (vec![Missed, Missed], Missed),
    ] {
        assert_eq!(Mark::together(all.clone()), mark, "{all:?}");
    }
}

#[test]
fn what_stands_beside_a_promise_comes_with_it() {
    let answer = crate::reflection::Answer {
        stage: String::new(),
        stage_title: String::new(),
        prompt: "vow".to_owned(),
        kind: "promise".to_owned(),
        asked: String::new(),
        value: Value::Promise(made(Cadence::Daily, day(0))),
        audience: Default::default(),
        set_aside: false,
        step: false,
        at: crate::moment::Moment::at(0, 0),
        keeping: Default::default(),
        rest: Default::default(),
    };
    let linked = |prompt: &str, role, value| {
        let link = crate::reflection::Link { role, of: "vow".to_owned() };
        let keeping = crate::reflection::Keeping { link: Some(link), ..Default::default() };
        Answer { prompt: prompt.to_owned(), value, keeping, ..answer.clone() }
    };
    let plan = Plan { when: "I miss it".to_owned(), then: "I say so the same day".to_owned() };
    let sunday = crate::reflection::Chosen::Option { id: "sunday".to_owned(), label: "Sunday".to_owned() };
    let id = crate::reflection::Id::from_numbers([1; 8]);
    let mut all = Reflection::begin(id, "g", "G", "broke", crate::moment::Moment::at(0, 0));
    all.answers = vec![
        answer.clone(),
        linked("miss", Role::Missed, Value::Plan(plan)),
        linked("day", Role::Review, Value::One(sunday)),
        linked("see", Role::Seen, Value::Text("A call".to_owned())),
    ];
    let [one] = &commitments(&all)[..] else { panic!() };
    assert_eq!((one.title(), one.seen.as_str()), ("I ring at six", "A call"));
    assert_eq!(one.missed, "When I miss it, then I will I say so the same day");
    assert!(one.review.unwrap().falls_on(on("2026-11-29")));
    all.answers[0].set_aside = true;
    assert!(commitments(&all).is_empty() && !has_any(&all));
}
