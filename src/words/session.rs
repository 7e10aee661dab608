//! What the session machine says.

words!(
    /// The words of the session machine.
    Session {
        required: "This question matters for what comes later. You can answer it now, or leave it open with Skip and come back.",
        left_open: "Left open for now. It waits for you on the last page.",
        read_only: "This reflection is open for reading only. Nothing was changed.",
    }
);
