//! What the session machine says.

words!(
    /// The words of the session machine.
    Session {
        required: "This question matters for what comes later. You can answer it now, or skip it and come back to it later.",
        left_open: "Left open for now. It waits for you on the last page.",
        asked_again: "Your answer to this is never kept, so it is asked again in each sitting, before what depends on it.",
        read_only: "This reflection is open for reading only. Nothing was changed.",
    }
);
