//! What the line-by-line door says around the words of a guide.

words!(
    /// The words of the line-by-line door.
    Plain {
        // Labels.
        walking: "Reflection: {title}",
        question: "Question {n} of {of}: {ask}",
        question_alone: "Question: {ask}",
        note: "To read: {text}",
        help: "Help: {text}",
        stage: "Stage {n} of {of}: {title}",
        part: "{title}.",
        end_of_stage: "End of the stage: {title}",
        asked: "Question: {text}",
        answered: "Answer: {text}",
        answered_below: "Answer:",
        so_far: "Your answer so far: {text}",
        so_far_below: "Your answer so far:",
        so_far_how: "An empty line keeps it. What you write takes its place.",
        sure: "y or n:",
        your_number: "Answer with a number.",

        // Pages.
        questions: "{n} question.",
        questions_many: "{n} questions.",
        minute: "About {n} minute.",
        minutes: "About {n} minutes.",
        read_back: "This is what you wrote here. /map and /go change any of it.",
        nothing_here: "Nothing was written in this stage, and that is fine.",
        nothing_yet: "Nothing has been answered yet.",
        revisit: "/go {n} goes back to: {ask}",
        finish: "This is the end of this reflection.",
        step: "Your one small step:",
        left: "One question that matters is still open. Its number goes there; an empty line leaves it for another day.",
        left_many: "{n} questions that matter are still open. A number goes there; an empty line leaves them for another day.",
        read_again: "You are on its last page. /answers reads it, /map lists its questions, an empty line ends.",
        kept: "It is kept. You can come back to read or change it at any time.",
        ask_step: "You chose to keep only the one small step. The other answers move to the trash folder of your journal. Do that now? y or n.",
        ask_nothing: "You chose to keep nothing. This reflection moves to the trash folder of your journal. Do that now? y or n.",
        did_step: "Only the step is kept.",
        did_nothing: "It was put away.",
        not_now: "Then all of it stays as it is.",

        // Commands.
        unknown_command: "{command} is no command here, and nothing was written. /help lists them. To write a line that begins with a slash, begin it with two.",
        commands: "Commands, each on a line of its own:\n/back goes to the question before\n/skip leaves this one open\n/help says this\n/answers reads what you answered so far\n/map numbers the questions, /go 3 goes to the third\n/support shows help lines\n/stop saves and ends; so does the end of input\nA line that begins with two slashes is written with one.",
        how: "/help lists what you can do. /stop saves and ends.",
        first: "This is the first question.",
        no_such_number: "There is no question with that number. /map lists them.",
        map_row: "{n}: {ask}",
        map_answered: "{n}: {ask} (answered)",
        map_here: "{n}: {ask} (you are here)",
        map_how: "/go and a number goes to a question.",
        not_text: "Some of that line was no readable text (UTF-8). It was taken, with \u{fffd} in place of what could not be read.",
        numbers_only: "A number from 1 to {n} is needed here.",
        read_only: "This reflection opens for reading only. An empty line goes on.",

        // Saving.
        not_saved: "Not saved: {what}",
        not_saved_how: "Your words are still here. It is tried again with your next line.",
        saved_again: "It is saved now.",
        stopped: "Saved. `onward resume` goes on at this place.",
        stopped_reading: "Nothing was changed.",
        lost_advice: "The last change is not on the disk. Make room or check the folder, then write it once more.",

        // Choosing.
        which_guide: "Which guide?",
        which_side: "Which is your side?",
        guide_minutes: "{title}. About {n} minutes. {summary}",
        guide: "{title}. {summary}",
        no_guides: "There is no guide that can be used.",
        no_guides_how: "`onward guides list` tells why.",

        // Home.
        welcome: "onward helps one person put words to a betrayal, and to what comes after it.\nIt is not therapy. Nobody reads this, and nobody is alerted.\nYour words stay on this machine, in {folder}.\nEvery question can be left open, and you can stop at any time.",
        home: "What would you like to do?",
        home_continue: "Continue \u{201c}{title}\u{201d}, {ago}",
        home_continue_at: "Continue \u{201c}{title}\u{201d}, {stage}, {ago}",
        home_begin: "Begin a reflection",
        home_past: "Read past reflections",
        home_guides: "Look at the guides",
        home_support: "Help lines",
        home_paths: "Where your words are kept",
        home_leave: "Leave",
        past: "Which one?",
        past_row: "{day}, {title}, {status}",
        past_damaged: "{id}, damaged",
        none_yet: "There is no past reflection yet.",
        after_reading: "Go on writing in this one? y or n.",
        kept_in: "Your words: {journal}\nYour own guides: {guides}\nYour settings: {config}",

        // Help lines.
        emergency: "{country}: emergency number {number}.",
        emergency_note: "{country}: emergency number {number}. {note}",
        call: "call {number}",
        text: "text {number}",
        checked: "These numbers were last looked up on {day}.",
        title_fear: "When you are afraid",
        title_distress: "When it is too much",
        title_own: "When you hurt or scare someone",
        by_country: "`onward support` and a country's two letters shows only its lines: {codes}.",
    }
);
