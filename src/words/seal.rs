//! What is said of encryption: locks, keys, passphrases, and turning it on and off.

words!(
    /// The words of encryption.
    Seal {
        // A file that cannot be opened.
        locked: "{path} is encrypted, and the journal is locked.",
        locked_safe: "Nothing was changed.",
        locked_how: "Unlock it with your passphrase. If this journal was brought here, `identity.age` has to be in it.",
        foreign: "{path} was encrypted with another key than this journal's.",
        foreign_safe: "The file was left as it is; no other reflection is affected.",
        foreign_how: "It opens with the `identity.age` of the journal it came from.",
        broken: "{path} was damaged after it was encrypted, and cannot be opened whole.",
        broken_safe: "The file was left as it is; no other reflection is affected.",
        broken_how: "Put back a copy of it (the dated ones in `backups` hold them all), or let `onward doctor --repair` save what can be read.",

        // The passphrase and the key.
        wrong: "That is not the passphrase of this journal.",
        wrong_safe: "Nothing was changed.",
        wrong_how: "Look at Caps Lock and the keyboard layout, and try again.",
        no_key: "{path} is no key that a passphrase opens: it is damaged, or something else.",
        no_key_safe: "Your reflections were not touched.",
        no_key_how: "Put back a copy of it; each dated copy in `backups` that was made before turning encryption off holds one.",
        key_gone: "This journal is encrypted, and its key is not here: {path} is missing.",
        key_gone_how: "Put it back from a copy: another device, a backup, or the folder `backups`. To begin anew without it, move this whole folder away.",
        being_switched: "Encryption is being turned on or off in another window.",
        being_switched_how: "Wait until that is done, and open onward again.",
        no_locks: "onward could not make sure that nobody else has this journal open: the folder for its locks cannot be written.",
        no_locks_how: "Look whether it is yours to write (onward paths names it).",
        too_hard: "{path} asks for far more work than onward ever does, so it was not tried.",
        command_failed: "The command in {variable} gave no passphrase: {why}.",
        command_failed_safe: "Nothing was changed.",
        command_no_text: "what it printed is not text",
        command_silent: "it printed nothing",
        elsewhere: "This journal is open in another window.",
        elsewhere_how: "Close onward there, and try again.",
        nothing_done: "Nothing was changed.",
        not_switched: "The change could not be finished in {path}: {why}.",
        not_switched_safe: "Nothing is lost: each file is there in the old way or in the new one.",
        not_switched_how: "When that is mended, run the same command again; it goes on where it stopped.",
        is_a_link: "{path} is a link to a file elsewhere, so it was left as it is.",
        is_a_link_how: "If that file should be encrypted too, put it into the journal in place of the link.",
        opened_meanwhile: "The encryption of this journal was turned off while it was open here.",
        opened_meanwhile_how: "Leave, and open onward again.",
        unfinished: "Turning encryption on or off was cut short: some files are still in the old way.",
        unfinished_safe: "Nothing is lost.",
        unfinished_how: "Run onward encrypt, or onward decrypt, again.",
        meanwhile: "This journal was encrypted while it was open here.",
        meanwhile_how: "Leave, and open onward again: it will ask for the passphrase.",
    }
);
