//! What is said where a passphrase, or a word typed back, is asked for.

words!(
    /// The words of asking.
    Ask {
        passphrase: "Passphrase:",
        good: "Four or more words that do not belong together are easy to remember and hard to guess.",
        new: "New passphrase:",
        again: "The same again:",
        empty: "There has to be something in it.",
        short: "That is short: who has the files could guess it. It is taken if you type it once more.",
        differ: "The two are not the same. Once more, please.",
        never_agreed: "The two never were the same.",
        nothing_done: "Nothing was changed.",
        type_back: "Type the word \u{201c}{word}\u{201d} to go on:",
        not_typed: "The word \u{201c}{word}\u{201d} was not typed.",
        interrupted: "it was cut short",
        no_terminal: "The passphrase could not be asked for: {why}.",
        no_terminal_how: "Where there is no terminal, set {variable} to a command that prints it.",
    }
);
