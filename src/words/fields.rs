//! What answer fields say: lead-ins, limits and complaints.

words!(
    /// The words of the answer fields.
    Fields {
        yes: "Yes",
        no: "No",
        other: "In my own words",
        plan_when: "When",
        plan_then: "then I will",
        promise_what: "What I promise",
        promise_when: "When",
        promise_then: "then I will",
        promise_cadence: "How often",
        promise_until: "Until which day (2027-01-31), or empty for no end",
        daily: "Every day",
        weekdays: "Monday to Friday",
        weekly: "Once a week",
        once: "Once",
    }
);
