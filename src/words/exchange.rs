//! What is said of copies that are handed out, and of what is brought in.

words!(
    /// The words of export and import.
    Exchange {
        // export
        which: "Which reflections?",
        which_how: "Name them by their ids, or say --all.",
        not_both: "Some by name, or all with --all: not both.",
        written: "{n} reflection written.",
        written_many: "{n} reflections written.",
        readable: "This copy is not encrypted: whoever has it can read it.",
        nothing_for: "Nothing in it is meant for this reader, so nothing was written for them.",
        there: "{file} is there already, and is left as it is.",
        there_how: "Choose another name, or move that file away.",
        not_written: "{file} could not be written: {why}.",
        no_folder: "There is no folder {folder}, so nothing was written.",
        no_folder_how: "Make it first, or choose another place.",
        not_written_safe: "Your journal is as it was.",
        left_out: "{n} reflection could not be read, and is not in the copy.",
        left_out_many: "{n} reflections could not be read, and are not in the copy.",
        second_copy: " (a second copy)",

        // a calendar
        /// All that a calendar shows, unless more is asked for: it must tell nothing.
        reminder: "Reminder",
        reminders: "{n} promise written as reminders.",
        reminders_many: "{n} promises written as reminders.",
        reminders_none: "There is no promise to remind of: none is due today or later.",
        only_calendar: "`--full` and `--at` are for a calendar.",
        only_calendar_how: "Say `--format ics` with them.",
        no_reader: "A calendar has no other reader: `--audience` does not go with it.",
        no_reader_how: "It is neutral unless you say --full.",
        not_an_hour: "\u{201c}{text}\u{201d} is not a time of day. Write it like 20:00.",

        // What is wrong in a file to be brought in, at a line and a column.
        fault: "{file}:{line}:{column}: {what}.",
        fault_entry: "{file}:{line}:{column}: entry {n}: {what}.",
        fault_safe: "Nothing was brought in.",
        no_file: "{file} could not be read: {why}.",
        no_file_how: "Check that it is there and that it is yours to read.",
        not_utf8: "this is not readable text (UTF-8)",
        not_json: "this is not JSON: {why}",
        no_shape: "this is none of the forms that can be brought in: onward's own JSON, jrnl's, Day One's",
        no_entry: "an entry has to be an object in braces",
        newer: "this was written by a newer onward (format {format}; this one knows {known})",
        wants: "`{key}` has to be {wanted}",
        missing: "`{key}` is missing",
        an_object: "an object in braces",
        a_list: "a list",
        a_place: "a list of whole numbers, 0 or more",
        an_answer: "text, a number, true or false, a list of texts, or null",
        a_point: "a whole number of at most 18 digits",
        a_local_day: "a day such as \"2026-11-23\"",
        a_time: "a time such as \"21:30\"",
        some_fields: "fields in TOML",

        // import
        so_far_read: "{n} of {all} read",
        so_far_done: "{n} of {all} done",
        in_one: "{n} brought in",
        in_many: "{n} brought in",
        here: "{n} already here",
        beside: "{n} kept beside the one that is here",
        beside_many: "{n} kept beside the ones that are here",
        busy: "{n} left out",
        busy_one: "{id} is open in another window, so what was brought for it is left out.",
        busy_how: "Close it there, and bring the same file in again.",
        mended: "{id} was damaged here. The whole version was brought in, and the damaged file is kept beside it.",
        under_way: "Another import into this journal is under way.",
        under_way_how: "Wait until it is done; then try again.",
        stopped: "This could not be brought in: {why}.",
        stopped_safe: "What came before it is whole. The same command goes on from there.",
        not_synced: "This is brought in, but not yet safe from a power cut: {why}.",

        // What stands in an entry of another program. It is part of what is compared when a file is brought in again:
        // put in other words, all that was ever brought in would be kept twice.
        from_jrnl: "Imported from jrnl",
        from_day_one: "Imported from Day One",
        asked: "What you wrote",
        untitled: "Without a title",
    }
);
