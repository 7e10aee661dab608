//! What is said where encryption is turned on or off.

words!(
    /// The words of turning encryption on and off.
    Switch {
        encrypt_means: "From now on everything you write here is kept encrypted, and what is there already is encrypted now.\n\
            onward will ask for a passphrase each time it opens.\n\
            \n\
            If you forget the passphrase, what you wrote is gone. Nobody can open it, and nobody can reset it.\n\
            \n\
            Out of reach stay copies made before: backups, snapshots, other devices, what was exported, what a synchroniser \
            kept, and remains that a disk keeps of removed files. If someone had those, they still have them.\n\
            \n\
            Any other word, or Ctrl+C, leaves all as it is.",
        encrypt_word: "gone",
        decrypt_means: "Everything you wrote will lie readable on this disk, for anyone who can use your account.\n\
            Any other word, or Ctrl+C, leaves all as it is.",
        decrypt_word: "readable",
        moment: "One moment: the key takes a few seconds, so that guessing takes years.",
        progress: "{n} of {all} files",
        encrypted: "Encrypted: {n} file. Its readable version was overwritten and removed.",
        encrypted_many: "Encrypted: {n} files. Their readable versions were overwritten and removed.",
        encrypted_none: "This journal is encrypted from now on. There was nothing in it yet.",
        was_encrypted: "This journal is encrypted already, all of it.",
        encrypted_open: "Without onward, the tool age opens each file: age --decrypt -i {identity} FILE",
        was_plain: "This journal is not encrypted.",
        was_plain_how: "To encrypt it: onward encrypt",
        decrypted_none: "This journal is not encrypted any more. There was nothing in it.",
        decrypted: "Readable again: {n} file.",
        decrypted_many: "Readable again: {n} files.",
        copy: "A copy of the journal as it was before: {file}",
        strangers: "{n} file among your reflections is not onward's, and was left as it is.",
        strangers_many: "{n} files among your reflections are not onward's, and were left as they are.",
        present: "First the passphrase as it is now, then the new one.",
        changed: "The passphrase is changed.",
        changed_not: "A copy of identity.age from before (in a backup, or on another device) still opens with the old one. \
            If someone knows the old passphrase and may have such a copy: onward decrypt, then onward encrypt, makes a new key for all that follows.",
    }
);
