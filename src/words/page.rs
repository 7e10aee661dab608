//! What a readable page of a reflection says around the person's own words.

words!(
    /// The words of a readable page.
    Page {
        one_day: "Written on {begun}.",
        some_days: "Begun on {begun}, last written on {written}.",
        open: "Not finished yet.",
        finished: "Finished.",
        from_guide: "From the guide \u{201c}{guide}\u{201d}.",
        opening: "At the start",
        closing: "At the end",
        yes: "Yes",
        no: "No",
        plan: "When {when}, then I will {then}",
        plan_when: "When {when}",
        plan_then: "Then I will {then}",
        kept_from: "{cadence}, from {from}",
        kept_until: "{cadence}, from {from} until {until}",
        daily: "Every day",
        weekdays: "Monday to Friday",
        weekly: "Once a week, on {day}",
        once: "Once",
        weekday_names: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        on_weekday: "{day}s",
        two: "{one} and {other}",
        more: "{one}, {others}",
        noted: "{day}, {how}: {note}",
        paused: "It rests since {day}.",
        ended: "Ended on {day}.",
        left_open: "1 question left open.",
        left_open_many: "{n} questions left open.",
        nothing: "Nothing is written here yet.",
        moment: "{day}, {clock}",
        day: "{day} {month} {year}",
        months: "January February March April May June July August September October November December",
    }
);
