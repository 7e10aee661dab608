//! What is said where the journal is locked, and before an answer leaves it unencrypted.

words!(
    /// The words of the lock.
    Locking {
        passphrase: "Passphrase",
        moment: "One moment.",
        not_tried: "It could not be tried just now. Try again.",
        by_command: "Enter alone asks your passphrase command.",
        help: "Your journal is encrypted. Type your passphrase, then Enter; nothing of it is shown. There is no other way in: nobody can reset it.",
        key_hide: "lock, any key asks for the passphrase",

        // Before an answer is opened in another editor
        ask_elsewhere: "Open this answer in your editor?",
        means_elsewhere: "Your journal is encrypted. Your editor gets this answer as a plain file, gone once the editor closes. Swap files, backups or an undo history that your editor keeps stay readable, and so may traces on the disk.",
        yes_elsewhere: "Open it, unencrypted",
        no_elsewhere: "Stay here",
    }
);
