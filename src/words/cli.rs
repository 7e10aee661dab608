//! What the commands say.

words!(
    /// The words of the commands.
    Cli {
        // Faults in settings, in one line on stderr.
        settings: "{what} onward goes on with what is right in them. `onward config check` shows more.",

        // list
        only_trash: "There is no reflection here, but the trash is not empty: `onward trash` shows it, `onward restore` brings back.",
        nothing_kept: "There is no reflection yet. `onward new` begins one.",
        nothing_matches: "No reflection matches.",
        damaged: "damaged",
        copy: "  (a second copy)",
        not_a_day: "\u{201c}{text}\u{201d} is not a day. Write it like 2027-01-31.",

        // search
        no_words: "There is no word to look for in that.",
        no_words_advice: "Name a word, or several: `onward search letter mother`.",
        nothing_found: "Nothing found.",
        not_looked_into: "{n} cannot be read, and was not looked into: `onward doctor` says why.",
        not_looked_into_many: "{n} cannot be read, and were not looked into: `onward doctor` says why.",

        // guides
        no_file: "{file} cannot be read: {why}.",
        no_file_advice: "Check that it is there and that you may read it.",
        source: "Source: {source}",
        own: "your own",
        replaces: "your own, in place of the built-in one",
        faults: "{n} fault",
        faults_many: "{n} faults",
        no_faults: "{file}: no faults",
        questions: "{n} question",
        questions_many: "{n} questions",

        // support
        no_country: "There are no help lines for \u{201c}{code}\u{201d}.",
        no_country_advice: "There are lines for: {codes}. Without a country, all are shown.",

        // config check, paths
        no_settings: "{file}: there are no settings, and none are needed",
        paths_journal: "Journal",
        paths_trash: "What was put away",
        paths_backups: "Dated copies",
        paths_guides: "Your guides",
        paths_config: "Settings",
        paths_support: "Your help lines",
        paths_state: "Locks and caches",

        // What went wrong.
        cannot_print: "The answer could not be written: {why}.",
        no_screen: "There is no terminal to draw on: the output goes somewhere else.",
        no_screen_how: "To go line by line, say so with --plain.",
    }
);
