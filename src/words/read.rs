//! What is said around a reflection that is read: its answers one by one, the earlier answers to one question, another
//! title, a copy to hand out.

words!(
    /// The words of reading.
    Read {
        help: "The arrows up and down scroll. Tab and Shift+Tab, or the arrows to the sides, go from answer to answer.",
        help_on: "Enter continues this reflection: at the answer that is marked, else where it stopped.",
        help_then: "F7 puts an earlier answer to the same question beside the one that is marked.",

        // Then and now.
        then: "Then and now",
        then_of: "Then and now: {n} of {of}",
        then_looking: "Then and now: {n}, still looking",
        then_now: "This one",
        then_earlier: "Earlier",
        then_answered: "{begun}, answered on {answered}",
        then_look: "Looking for earlier answers to this question.",
        then_none: "There is no earlier answer to this question, and there need not be one.",
        then_open: "Nothing is written here yet.",
        then_help: "An earlier answer to the same question stands beside this one. The arrows to the sides go to an older one and back; up and down scroll. Nothing is compared, and nothing here has to have changed.",
        then_no_question: "This shows earlier answers to a question, and there is no question here.",
        then_mark: "Tab goes to an answer first; then F7 shows what was answered earlier.",

        // Another title.
        title: "The title of this reflection",
        title_how: "Only you see it. It is never part of a copy for others.",
        title_empty: "Left empty, it is called as its guide: {title}.",
        title_help: "Enter saves the title. Esc leaves it as it was. Nothing else of the reflection changes.",
        titled: "Its title is now \u{201c}{title}\u{201d}.",
        copy_title: "This is a copy of another reflection, and keeps its title.",
        title_as_was: "Nothing was changed.",
        title_elsewhere: "This reflection is open in another window, so its title is as it was.",
    }
);
