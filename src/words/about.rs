//! What is said of a guide before it is begun, around the guide's own words.

words!(
    /// The words around what there is to know of a guide.
    About {
        purpose: "What for",
        whom: "For whom",
        long: "How long",
        minutes: "About {n} minutes. You can stop, and go on later.",
        minute: "About {n} minute. You can stop, and go on later.",
        is_not: "What it is not",
        source: "It draws on",
        source_title: "\"{title}\"",
        source_by: "by {author}",
        /// One of them in a line.
        fact: "{name}: {says}",
        side: "Which side do you write from?",
        begin: "Begin",
        page_help: "Enter begins from the side in focus. Page Down reads on in what stands above. Esc goes back, and nothing is kept.",
    }
);
