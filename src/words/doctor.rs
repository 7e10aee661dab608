//! What is said of damage, of the trash, and of coming back from either.

words!(
    /// The words of the doctor and of the trash.
    Doctor {
        // What was found in a damaged file, and belongs nowhere.
        found_stage: "Found in a damaged file",
        found_asked: "These words stood in a damaged file, and nobody can say where they belong.",

        // The trash
        open_elsewhere: "This reflection is open in another window, or another program is writing it.",
        open_elsewhere_how: "Close it there, and try again.",
        untouched: "Nothing was changed.",
        not_in_trash: "There is no \u{201c}{name}\u{201d} in the trash.",
        not_in_trash_how: "`onward trash` shows what is in it.",
        put_away: "\u{201c}{title}\u{201d} is in the trash now.",
        put_away_copies: "\u{201c}{title}\u{201d} is in the trash now, and {n} copy of it.",
        put_away_copies_many: "\u{201c}{title}\u{201d} is in the trash now, and {n} copies of it.",
        put_away_how: "onward restore {id} brings it back.",
        a_damaged_one: "a damaged reflection",
        trash_empty: "The trash is empty.",
        trash_damaged: "damaged",
        trash_copy: "  (a second copy)",
        trash_before: "  (as it was before it was reduced)",
        trash_with: "  (with {n} copy)",
        trash_with_many: "  (with {n} copies)",
        came_back: "\u{201c}{title}\u{201d} is back.",
        came_beside: "There is a reflection {id} already, so this one came back beside it, as a copy: {file}",
        came_copies: "{n} copy came back with it.",
        came_copies_many: "{n} copies came back with it.",
        empty_ask: "This removes {n} thing in the trash for good. It cannot be undone. Type yes:",
        empty_ask_many: "This removes {n} things in the trash for good. It cannot be undone. Type yes:",
        empty_no: "Nothing was removed.",
        empty_unasked: "Emptying the trash cannot be undone, and there is no terminal to ask on.",
        empty_unasked_how: "Say so with --yes.",
        emptied: "{n} thing was removed.",
        emptied_many: "{n} things were removed.",
        emptied_others: "{n} file that is not onward's was left in {folder}.",
        emptied_others_many: "{n} files that are not onward's were left in {folder}.",
        emptied_promise: "What onward cannot promise: a solid-state disk may keep what was removed until it needs the room, and so may backups, snapshots, and the history of whatever synchronises this folder. `backups` in the journal was not touched.",
        yes: "yes",
        // In past reflections
        in_trash: "In the trash. U brings it back.",
        nothing_to_undo: "Nothing was put in the trash in this sitting.",
        is_back: "It is back.",
        is_back_beside: "It is back, as a copy beside another of its id.",
    }
);
