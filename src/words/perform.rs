//! What the hands say.

words!(
    /// The words of the hands.
    Perform {
        no_home: "This machine does not say where your files belong.",
        no_home_how: "Say where with --dir FOLDER, or set HOME.",
        elsewhere: "This reflection is open in another window, so this one only reads.",
        elsewhere_how: "Go on there, or close it and come back here.",
        none_open: "There is no unfinished reflection to go on with.",
        none_open_how: "Begin one with: onward new",
        no_such_side: "\u{201c}{side}\u{201d} is not a perspective of the guide \u{201c}{guide}\u{201d}.",
        no_such_side_how: "It has: {known}.",
        guide_gone: "The guide \u{201c}{guide}\u{201d} of this reflection cannot be opened.",
        guide_gone_safe: "Everything you wrote is kept and can be read: onward show {id}",
        side_gone: "The guide \u{201c}{guide}\u{201d} no longer has the perspective \u{201c}{side}\u{201d}.",
        conflict: "This file was changed by something else meanwhile. Both versions are kept; the other one is {file}.",
        damaged: "The file of this reflection was damaged. It is kept as {file}; what you see stands in its place.",
        unreachable: "The journal in {folder} cannot be looked into ({why}), so nothing can be said of what is in it.",
        unreachable_how: "Look whether the folder is yours to read, and whether its disk is there.",
        no_editor: "No editor is set.",
        no_editor_how: "Set VISUAL or EDITOR to the command of your editor.",
        editor_failed: "Your editor could not be used: {why}.",
        editor_no_text: "What your editor saved is no readable text (UTF-8), so it was not taken.",
        editor_no_text_how: "Have your editor save in UTF-8, and try again.",
        editor_safe: "Your answer is as it was.",
    }
);
