//! What is said of a help line beside its name and number, and of a person's own file of them.

words!(
    /// The words around help lines.
    Support {
        web: "{web}",
        /// Held together where lines are wrapped.
        checked: "Checked\u{a0}{day}.",
        bad_day: "`checked` is `{day}`, and has to be a day\nWrite the day you looked the line up, such as `2026-11-28`.",
        fault: "Your own help lines have a fault: {first}.",
        faults: "Your own help lines have {n} faults, the first one: {first}.",
        safe: "Those of the program are shown instead.",
        advice: "`onward config check` shows all there is to mend.",
    }
);
