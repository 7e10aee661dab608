//! What is said of two versions of one reflection: calmly, and without blame. Nobody did anything wrong.

words!(
    /// The words of two versions.
    Settle {
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
