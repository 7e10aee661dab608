//! What the frame around all screens says.

words!(
    /// The words of the frame around all screens.
    Tui {
        saved: "saved",
        unsaved: "not saved",
        not_saved: "Not saved:",
        leave_unsaved: "Not saved. Ctrl+Q once more leaves without it.",
        too_small: "This window is too small to write in. Your words are safe. Make it larger to go on.",
        panic: "onward stopped because of an error of its own ({place}).\nWhat was on the screen is saved.\nStart it again with: onward resume",
        suspend_failed: "The terminal could not be given to the shell.",
        terminal_gone: "The terminal went away.",
    }
);
