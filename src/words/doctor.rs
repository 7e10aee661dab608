//! What is said of damage, of the trash, and of coming back from either.

words!(
    /// The words of the doctor and of the trash.
    Doctor {
        // What was found in a damaged file, and belongs nowhere.
        found_stage: "Found in a damaged file",
        found_asked: "These words stood in a damaged file, and nobody can say where they belong.",
    }
);
