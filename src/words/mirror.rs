//! What is said around the mirror, and of faults in its file.

words!(
    /// The words of the mirror.
    Mirror {
        // After an answer
        title: "A mirror",
        title_silence: "A mirror. Its silence is no praise.",
        one: "One phrase, and one question about it.",
        two: "Two phrases, and a question about each.",
        silence: "It looks at wording alone and knows little. When it has no question, that means nothing: it is no praise. Nothing of this is kept.",
        leave: "Leave it as it is",
        quoting: "I was quoting",
        change: "Go back and change it",

        // Line by line
        plain_phrase: "Phrase: {before}[{phrase}]{after}",
        plain_why: "Why: {why}",
        plain_ask: "Question: {ask}",
        plain_choose: "Choose a number; an empty line leaves it as it is.",

        // The command
        cli_found: "line {line}: {before}[{phrase}]{after}",
        cli_name: "  {name}. {why}",
        cli_ask: "  {ask}",
        cli_nothing: "The mirror has no question. That means nothing: it looks at wording alone, and it is no praise.",
        cli_other_side: "The mirror does not look at what `{side}` writes; it knows {known}.",

        // Faults of its file
        empty_pattern: "this pattern has no word\nWrite at least one word in it.",
        begins_open: "this pattern begins with a gap or with what may be left out\nBegin it with a word.",
        not_closed: "`{open}` is not closed in this pattern\nAdd `{close}`.",
        not_opened: "`{close}` closes nothing in this pattern\nTake it out, or add `{open}` before it.",
        list_near: "unknown list `{name}`\nDid you mean `{meant}`?",
        list_far: "unknown list `{name}`\nUse one of {known}, or add it under `[lists]`.",
        bad_word: "`{word}` cannot stand in a pattern\nUse words, ( | ), [ ], { }, <list>, _, .., ..., comma, /, ^ and $.",
        too_long: "this pattern is too long\nSplit it in two, or make its gaps smaller.",
        anchor: "`{word}` stands in the midst of this pattern\n^ comes first, and $ last.",
        two_marks: "this pattern marks two phrases\nUse { and } once.",
        list_word: "`{word}` can be no word of a text\nUse letters, digits and apostrophes; what stands joined by a hyphen is two words.",
        too_many: "there are more than {most} categories\nPut some together, or take this one out.",
    }
);
