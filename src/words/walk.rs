//! What the screen of a walk says around the words of its guide.

words!(
    /// The words of a walk.
    Walk {
        number: "Question {n} of {of}",
        question: "{n} question",
        questions: "{n} questions",
        minute: ", about {n} minute",
        minutes: ", about {n} minutes",
        go_on: "Enter or Tab goes on.",
        closing: "This is the end of this stage. You can read it back here, change an answer with Shift+Tab or the map, or go on.",
        earlier: "Earlier answers",
        none_yet: "Nothing has been answered yet.",
        revisit: "R goes back to it. Enter goes on.",
        finished: "You have come to the end of this reflection.",
        step: "The one small step",
        kept_all: "All of it is kept. Enter closes it; you can come back to read or change it at any time.",
        keep_step: "You chose to keep only the small step. Enter asks once more before anything is put away.",
        keep_nothing: "You chose to keep none of it. Enter asks once more before anything is put away.",
        left_one: "One question that matters is still open:",
        left_many: "{n} questions that matter are still open:",
        left_how: "Enter goes to the first. Or leave it open: Ctrl+Q saves, and it waits for you.",
        left_preview: "Enter goes to the first. This is a preview: nothing of it is kept. Esc leads back to its beginning.",
        preview_end: "This was a preview. Nothing of it is kept. Enter goes back to its beginning; Ctrl+Q leaves.",
        ask_step: "Keep only the small step?",
        means_step: "The other answers move to the trash folder of your journal. Nothing is erased for good; you can delete that folder yourself.",
        yes_step: "Keep only the step",
        ask_nothing: "Put this reflection away?",
        means_nothing: "It moves to the trash folder of your journal. Nothing is erased for good; you can delete that folder yourself.",
        yes_nothing: "Put it away",
        never_kept: "This answer is never saved.",
        stop_here: "You can stop here: Ctrl+Q leaves at once, and all you wrote is saved. The arrows move this page. Tab goes on, when you want to.",
        not_asked: "The guide does not ask that here now. This is where you stopped; your answer is kept.",
        stays_here: "This answer is not given to another program.",
        no_keep: "Keep it all for now",
    }
);
