//! What is said of two versions of one reflection: calmly, and without blame. Nobody did anything wrong.

words!(
    /// The words of two versions.
    Settle {
        // What differs.
        title: "The title",
        status: "Is it finished?",
        open: "Not finished yet",
        finished: "Finished",
        unknown: "A newer onward wrote this; it cannot be shown here.",
        left_open: "Left open",
        absent: "Not there",

        // Side by side.
        heading: "Two versions",
        place: "Two versions, {n} of {of}",
        place_in: "Two versions, {n} of {of}: {stage}",
        this: "This one",
        other: "The other",
        other_by: "The other, {by}",
        changed: "changed {moment}",
        by_conflict: "set aside by onward",
        by_damaged: "set aside as damaged",
        by_before: "from before it was reduced",
        by_git: "left by git",
        by_syncthing: "kept by Syncthing",
        by_dropbox: "kept by Dropbox",
        by_nextcloud: "kept by Nextcloud",
        keep_this: "Keep this one",
        keep_other: "Keep the other",
        keep_both: "Keep both",
        keep: "Keep it",
        leave_out: "Leave it out",
        later: "Decide later",
        mark: "*",
        help: "A star stands before a line that only one of the two has. Enter takes the row in focus, and so does its number. Shift+Tab goes back to the one before. Nothing is written before the last page; Esc leaves, and both versions stay as they are.",

        // The last page.
        end: "That is all in which the two differ.",
        same: "The two say the same. Only one of them needs to stay.",
        from_this: "Kept from this one: {n}",
        from_other: "Kept from the other: {n}",
        from_both: "Both kept: {n}",
        for_later: "Left for later: {n}",
        means: "Enter writes it. The other version then goes to the trash folder of your journal; nothing is erased.",
        means_later: "Enter writes it. What is left for later stays beside it, and can be decided another day.",
        means_nothing: "Nothing was decided yet, so nothing changes. Both versions stay.",
        write: "Write it",
        put_away: "Put the other away",
        look_again: "Look at them again",
        leave: "Leave it for another day",

        // Line by line.
        ask_versions: "There is another version of this reflection.",
        ask_versions_many: "There are {n} other versions of this reflection.",
        ask_copy: "This is another version of a reflection.",
        read_it: "Read this one",
        put_beside: "Put the two side by side, question by question",
        difference: "Difference {n} of {of}.",
        side: "{whose}, {when}:",
        which: "Which do you want to keep?",
        ask_write: "Write it? The other version then goes to the trash folder of your journal. y or n.",
        ask_later: "Write it? What you left for later stays beside it. y or n.",
        row: "{row}, {versions}",

        // Afterwards.
        done: "Done. There is one version now, and the other is in the trash folder of your journal.",
        done_later: "Written. What you left for later is still there.",
        done_more: "Done. One more version of it is still there, to look at when you want to.",
        done_many: "Done. {n} more versions of it are still there, to look at when you want to.",
        nothing_written: "Nothing was written. Both versions are as they were.",

        // Beside a reflection.
        a_copy: "another copy",
        versions: "two versions",
        versions_many: "{n} versions",
        browse_help: "S puts the two versions side by side, to keep what you want of each.",
        in_stage: "{versions}, {stage}",
        beside: "Another version of this was kept, perhaps from another device. Past reflections can put the two side by side.",

        // What cannot be put side by side.
        no_other: "There is only this one version.",
        no_original: "The reflection this is a copy of is not in its place, so there is nothing to put beside it.",
        stranger: "This file has the name of a copy, but another reflection is in it.",
        newer: "One of the two was written by a newer onward, so they are only read here.",
        unreadable_safe: "Both files stay as they are.",
        unreadable_how: "Each can still be read on its own: Enter.",
        meanwhile: "One of the two changed while you were looking, so nothing was written.",
        meanwhile_safe: "Every version is still there.",
        meanwhile_how: "Go back, and open them side by side once more.",
        elsewhere: "This reflection is open in another window, so nothing was written.",
    }
);
