//! What is said around a reflection that is read: its answers one by one, the earlier answers to one question, another
//! title, a copy to hand out.

words!(
    /// The words of reading.
    Read {
        help: "The arrows up and down scroll. Tab and Shift+Tab, or the arrows to the sides, go from answer to answer.",
        help_on: "Enter continues this reflection: at the answer that is marked, else where it stopped.",
        help_then: "F7 puts an earlier answer to the same question beside the one that is marked.",

        // Then and now.
        then: "Then and now",
        then_of: "Then and now: {n} of {of}",
        then_looking: "Then and now: {n}, still looking",
        then_now: "This one",
        then_earlier: "Earlier",
        then_answered: "{begun}, answered on {answered}",
        then_look: "Looking for earlier answers to this question.",
        then_none: "There is no earlier answer to this question, and there need not be one.",
        then_gone: "This one is not there any more, or cannot be read.",
        then_open: "Nothing is written here yet.",
        then_help: "An earlier answer to the same question stands beside this one. The arrows to the sides go to an older one and back; up and down scroll. Nothing is compared, and nothing here has to have changed.",
        then_no_question: "This shows earlier answers to a question, and there is no question here.",
        then_mark: "Tab goes to an answer first; then F7 shows what was answered earlier.",

        // Another title.
        title: "The title of this reflection",
        title_how: "Only you see it. It is never part of a copy for others.",
        title_empty: "Left empty, it is called as its guide: {title}.",
        title_help: "Enter saves the title. Esc leaves it as it was. Nothing else of the reflection changes.",
        titled: "Its title is now \u{201c}{title}\u{201d}.",
        copy_title: "This is a copy of another reflection, and keeps its title.",
        title_as_was: "Nothing was changed.",
        title_elsewhere: "This reflection is open in another window, so its title is as it was.",

        // A copy to keep or to hand out.
        copy: "A copy of this reflection",
        copy_whom: "Who is going to read it?",
        copy_me: "I do",
        copy_partner: "The other person",
        copy_therapist: "A therapist",
        copy_all: "All of it, with your title and what is meant for nobody else.",
        copy_none: "Nothing in it is meant for them.",
        copy_one_partner: "Only what is meant for them: {n} answer. Nothing else of it, and no title of yours.",
        copy_some_partner: "Only what is meant for them: {n} answers. Nothing else of it, and no title of yours.",
        copy_one_therapist: "What is meant for a therapist, and for the other person: {n} answer. No title of yours.",
        copy_some_therapist: "What is meant for a therapist, and for the other person: {n} answers. No title of yours.",
        copy_nothing: "Nothing in this reflection is meant for them, so there is nothing to write.",
        copy_form: "In which form?",
        copy_markdown: "Markdown",
        copy_markdown_is: "Text with headings, which many programs show and print well.",
        copy_text: "Text",
        copy_text_is: "Plain pages, to read or print anywhere.",
        copy_json: "JSON",
        copy_json_is: "For programs: onward import reads it back.",
        copy_file: "Into which file? You can change its name or its folder.",
        copy_invite: "A folder and a name",
        copy_new: "Only you can open it here. What is there already is never written over.",
        copy_never_over: "What is there already is never written over.",
        copy_sealed: "Your journal is encrypted. This copy is plain text: anyone who opens the file can read it.",
        copy_done: "It is written.",
        copy_done_own: "It is plain text, and only your account on this machine can open it. Your journal is as it was.",
        copy_done_others: "Read it before you hand it over. It is plain text, and your journal is as it was.",
        copy_help: "A copy leaves the reflection as it is. Esc goes a step back. Nothing is written before the last Enter.",
        no_file: "There is no name for the file yet.",
        no_file_how: "Write a folder and a name, such as ~/reflection.md",
    }
);
