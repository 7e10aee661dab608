//! What is said where past reflections are listed, looked through and filtered: short, calm, and nothing that counts a
//! person.

words!(
    /// The words of past reflections.
    Browse {
        // What is listed
        among: "{filter}: {n}\u{a0}of\u{a0}{of}",
        reading: "Still reading: {n} of {of}.",
        none_among: "None of your reflections fits this.",
        none_among_how: "F changes what is listed; its first row shows everything again.",
        side: "{stage}, {side}",

        // Looking for words
        search: "Find:",
        search_invite: "words you remember",
        searching: "Looking.",
        found: "{n} found.",
        found_reading: "{n} found. Still reading: {read} of {of}.",
        unread: "{n} could not be read.",
        none_found: "Nothing found with these words.",
        none_found_how: "Fewer words, or only the beginning of one, find more.",
        none_found_among: "Only this was looked through: {filter}.",
        none_found_yet: "Nothing found so far.",
        finished_on: "finished, {day}",
        open_on: "open, {day}",
        damaged_on: "damaged, {day}",
        open_short: "open {day}",
        coming: "…",
        ended: "The list could not be read any further.",
        ended_safe: "Nothing in your journal was changed.",
        ended_how: "Close the list and open it again.",

        // Going to a date
        go_to: "Go to:",
        go_to_invite: "2025, 2025-03 or 2025-03-14",
        go_to_how: "A date is written like this: 2025, 2025-03, or 2025-03-14.",
        no_such_day: "There is no such day in the calendar.",
        go_to_first: "Nothing is that old. This is the first one.",

        // What is listed
        filter: "What is listed",
        filter_all: "Show everything",
        filter_status: "Open or finished",
        filter_open: "Open",
        filter_finished: "Finished",
        filter_side: "Side",
        filter_guide: "Guide",
        filter_stage: "Stage of open ones",
        filter_time: "Time begun",
        filter_this_month: "This month",
        filter_this_year: "This year",
        filter_last_year: "Last year",
        filter_between: "Between two days",
        filter_from: "From:",
        filter_until: "Until:",
        filter_invite: "2025, 2025-03 or 2025-03-14; empty: any",
        filter_turned: "The second day lies before the first.",
        filter_help: "Enter chooses a row, and once more lets go of it. What is chosen holds until you leave onward, and is written nowhere.",
        between: "{from} to {until}",
        since: "since {from}",
        until: "until {until}",
        and: "{one}, {other}",

        // Help
        help_search: "/ finds words in all that you wrote, as you type. All of them have to be there; of the last one, its beginning is enough.",
        help_filter: "F chooses which ones are listed, G goes to a date.",
        searching_help: "What you type is looked for in everything you wrote: all words have to be there, and the last may be a beginning. The up and down arrows move among what was found, Enter opens it there. Tab has letters be keys for it, to export or rename it, or to put it in the trash. Esc goes back to the list.",
        found_help: "The letters are keys for what was found. Esc or / goes back to the words.",
        go_to_help: "Enter goes to the newest reflection begun by then. Esc goes back to the list.",
    }
);
