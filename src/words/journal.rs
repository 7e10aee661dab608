//! What the journal says of its files: what happened, what is safe, what to do.

words!(
    /// The words of the journal.
    Journal {
        // What is wrong in an entry, at a line and a column.
        not_utf8: "this is not readable text (UTF-8)",
        wants: "`{key}` has to be {wanted}",
        missing: "`{key}` is missing",
        a_text: "text in quotes",
        a_moment: "a moment such as \"2026-11-23T21:30:00+01:00\"",
        a_day: "a day such as \"2026-11-23\"",
        a_flag: "true or false",
        a_count: "a whole number, 0 or more",
        a_number: "this number is out of range",
        a_format: "a whole number, 1 or more",
        a_list: "a list of texts",
        a_table: "a table",
        a_value: "text, a number, true or false, a list of texts, or a plan",
        an_id: "eight lower-case letters and digits",
        a_status: "\"open\" or \"finished\"",
        a_cadence: "\"daily\", \"weekdays\", \"chosen\", \"weekly\" or \"once\"",
        weekdays: "days of the week, such as \"mon thu\"",
        an_outcome: "\"kept\", \"partly\" or \"missed\"",
        a_role: "\"seen\", \"missed\", \"review\" or \"acts\"",
        a_sight: "\"seen\", \"not-seen\" or \"unsure\"",
        an_audience: "\"self\", \"partner\" or \"therapist\"",

        // An entry that cannot be read.
        damaged: "{path}:{line}:{column}: {what}.",
        damaged_safe: "The file was left as it is; no other reflection is affected.",
        damaged_advice: "`onward doctor --repair` saves what can be read of it; or put back a copy.",
        unreadable: "{path} could not be read: {why}.",
        gone: "It is not there any more: it was moved or deleted elsewhere.",
        unreadable_safe: "Nothing was changed.",
        unreadable_advice: "Check that the file is there and that it is yours to read.",

        // What is said of an entry that could be read.
        recovered: "{path} is damaged or missing, so its last whole version was read.",
        recovered_safe: "At the next save the damaged file is set aside beside it, not thrown away.",
        edited: "\u{201c}{title}\u{201d} was changed outside onward.",
        edited_safe: "It was read as it is now.",
        torn: "git left two versions of this in one file. You see the one changed later.",
        torn_safe: "Both are kept. Past reflections can put them side by side.",
        newer: "{path} was written by a newer onward (format {format}; this one knows {known}).",
        newer_safe: "It can be read here, and it is not changed.",
        newer_advice: "To go on writing in it, use the newer onward.",

        // Asking for one.
        no_such: "There is no reflection \"{name}\".",
        no_such_advice: "`onward list` shows them all.",
        none_yet: "There is no reflection yet.",
        none_yet_advice: "`onward new` begins one.",
        ambiguous: "\"{name}\" could be {ids}.",
        ambiguous_more: "{ids} or {n} more",
        ambiguous_advice: "Add a letter or two.",

        // Saving.
        not_saved: "This could not be saved: {why}.",
        not_saved_safe: "What was saved before is whole, and what you see is still here.",
        not_synced: "This is saved, but not yet safe from a power cut: {why}.",
        not_synced_safe: "What was saved before is whole.",
        not_moved: "{path} could not be set aside: {why}.",
        not_moved_safe: "It is where it was.",
        exists: "There is already a reflection {id}.",
        full: "the disk is full",
        full_advice: "Free some space; then it is saved with the next key.",
        read_only: "the disk can only be read",
        read_only_advice: "Make it writable again; then it is saved with the next key.",
        denied: "permission was refused",
        denied_advice: "Check who owns {folder}; then it is saved with the next key.",
        failed_advice: "Check {folder}; then it is saved with the next key.",
    }
);
