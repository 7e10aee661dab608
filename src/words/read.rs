//! What is said around a reflection that is read: its answers one by one, the earlier answers to one question, another
//! title, a copy to hand out.

words!(
    /// The words of reading.
    Read {
        help: "The arrows up and down scroll. Tab and Shift+Tab, or the arrows to the sides, go from answer to answer.",
        help_on: "Enter continues this reflection: at the answer that is marked, else where it stopped.",
        help_then: "F7 puts an earlier answer to the same question beside the one that is marked.",
    }
);
