//! What the commands say.

words!(
    /// The words of the commands.
    Cli {
        // Faults in settings, in one line on stderr.
        settings: "{what} onward goes on with what is right in them. `onward config check` shows more.",

        // list
        nothing_kept: "There is no reflection yet. `onward new` begins one.",
        nothing_matches: "No reflection matches.",
        damaged: "damaged",
        not_a_day: "\u{201c}{text}\u{201d} is not a day. Write it like 2027-01-31.",

        // guides
        own: "your own",
        replaces: "your own, in place of the built-in one",
        built_in: "built in",
        faults: "{n} fault",
        faults_many: "{n} faults",
        no_faults: "{file}: no faults",
        minutes: "About {n} minutes.",
        by: "From \u{201c}{title}\u{201d} by {author}, {date}.",
        perspectives: "Perspectives:",
        stages: "Stages:",
        questions: "{n} question",
        questions_many: "{n} questions",

        // support
        no_country: "There are no help lines for \u{201c}{code}\u{201d}.",
        no_country_advice: "There are lines for: {codes}. Without a country, all are shown.",

        // config check, paths
        no_settings: "{file}: there are no settings, and none are needed",
        paths_journal: "Journal",
        paths_guides: "Your guides",
        paths_config: "Settings",
        paths_state: "Locks and caches",

        // What went wrong.
        cannot_print: "The answer could not be written: {why}.",
        no_terminal: "The screen needs a terminal.",
        no_terminal_advice: "`onward --plain` works line by line.",
    }
);
