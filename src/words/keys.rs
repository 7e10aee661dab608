//! What keys are called in the footer and on the help page: short, for forty columns.

words!(
    /// The names of what keys do.
    KeyNames {
        next: "on",
        back: "back",
        skip: "skip",
        pause: "pause",
        close: "close",
        help: "help",
        hide: "hide",
        support: "help lines",
        leave: "save and leave",
        suspend: "to the shell, fg returns",
        answers: "earlier answers",
        map: "map",
        undo: "undo",
        redo: "redo",
        external: "your own editor",
        cut: "cut",
        copy: "copy",
        put: "paste what was cut",
        line_start: "start of the line",
        line_end: "end of the line",
        word_left: "a word left",
        word_right: "a word right",
        delete_word: "delete a word",
        delete_rest: "delete to the end of the paragraph",
        select_all: "select all",
        choose: "choose",
        open: "open",
    }
);
