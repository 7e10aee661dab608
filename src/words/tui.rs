//! What the frame around all screens says.

words!(
    /// The words of the frame around all screens.
    Tui {
        saved: "saved",
        preview: "preview, nothing is kept",
        preview_note: "Preview, nothing is kept. {note}",
        unsaved: "not saved",
        not_saved: "Not saved:",
        unsynced: "saved, not yet safe",
        leave_unsynced: "Ctrl+Q once more leaves as it is.",
        leave_unsaved: "Not saved. Ctrl+Q once more leaves without it.",
        hidden_unsaved: "Not saved. Once more leaves.",
        too_small: "This window is too small to write in. Your words are safe. Make it larger to go on.",
        panic: "onward stopped because of an error of its own ({place}).\nWhat was saved is still there.\nStart it again with: onward resume",
        terminal_gone: "The terminal went away.",
    }
);
