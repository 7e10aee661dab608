//! What each key of a guide's file is, in one line, as an editor shows it beside the key.

words!(
    /// The words about a guide's file.
    Format {
        schema: "A guide of onward",

        // The guide
        format: "The format of this file: always 1.",
        guide_id: "The name of the guide in commands and reflections: small letters, digits and hyphens. Never change it once it is in use.",
        guide_title: "What people choose it by.",
        summary: "One short line about it.",
        about: "What it is for, for whom, and what it is not; shown where a guide is chosen.",
        language: "The language of its words, such as en. English unless you say so.",
        minutes: "About how many minutes it takes.",
        feature: "Not offered where a safety check turned this off.",
        source: "Whose ideas these are.",
        perspective: "A side to write from. One or more.",
        opening: "The part before the first stage.",
        stage: "A part with a title and prompts. One or more.",
        closing: "The part after the last stage.",

        // About and source
        purpose: "What it is for.",
        whom: "For whom it is.",
        is_not: "What it is not.",
        source_title: "The title of the work.",
        author: "Who wrote it.",
        date: "When it came out.",
        link: "Where it can be read.",
        note: "More about it.",

        // A perspective
        side_id: "The word that the words for this side stand behind, such as broke or hurt.",
        side_label: "What people choose this side by.",
        side_help: "A line below it.",

        // A part
        stage_id: "Used once among the stages; answers are kept under it, so never change it.",
        part_title: "Its title.",
        intro: "A page before its first prompt. One text for all, or one for each perspective.",
        outro: "Words at its end. One text for all, or one for each perspective.",
        prompt: "A question, or words to read.",

        // A prompt
        prompt_id: "Used once in the file; earlier answers are found by it, so never change it.",
        ask: "The question, in 20 words or fewer. One text for all, or one for each perspective; a perspective without words does not see it.",
        help: "Why it is asked, or how to answer. One text for all, or one for each perspective.",
        hint: "Sentences added to the help where a condition holds.",
        required: "Whether it says why it matters when it is left open. People can still leave it.",
        audience: "Who may see the answer in an export. Only oneself unless you say so.",
        saved: "false: the answer is kept in memory for this sitting and never written, as a safety check has to be.",
        mirror: "false: the mirror does not look at the answer.",
        when: "Shows it only where this holds: a condition, or a list of which all have to hold.",
        step: "true: part of the one small step, shown at the finish.",
        beside: "Keeps the answer with a promise that was asked for earlier.",
        acts: "true: the list holds acts that are asked of the other; whether they were seen can be noted later.",
        answer: "Exactly one kind of answer.",
        beside_promise: "The id of the prompt that asked for the promise.",
        beside_as: "How it shows (seen), what to do when it is missed (missed), or when to look back (review).",
        hint_when: "When the sentence is added.",
        hint_text: "The sentence. One text for all, or one for each perspective.",

        // Kinds of answer
        kind_text: "Writes, in as many lines as it takes.",
        kind_line: "Writes one line.",
        kind_one: "Picks one.",
        kind_several: "Marks some.",
        kind_scale: "Gives a number.",
        kind_yes_no: "Says yes or no.",
        kind_items: "Writes a list.",
        kind_plan: "Makes a plan: when, then.",
        kind_promise: "Makes a promise that comes back for a check-in.",
        kind_note: "Reads: ask holds the words.",
        lines: "The height to begin with, in lines.",
        options: "What can be chosen. One or more.",
        other: "true: people can say it in their own words, too.",
        several_most: "How many can be marked at most.",
        from: "The low end: 0 unless you say so.",
        to: "The high end: 10 unless you say so.",
        low: "What the low end means.",
        high: "What the high end means.",
        yes: "What yes is called.",
        no: "What no is called.",
        items_most: "How many points it can have at most.",
        plan_when: "What stands before the first part.",
        plan_then: "What stands before the second part.",
        support: "Puts help lines below it.",
        revisit: "Offers the way back to the earlier prompt of this id.",
        shows: "Shows below it what was written.",

        // An option
        option_id: "Used once among the options of this prompt; conditions and answers name it.",
        option_label: "Its words. One text for all, or one for each perspective.",
        option_for: "Only these perspectives see it.",
        option_off: "Choosing it turns these off for this sitting.",
        option_alone: "In several: choosing it clears the others.",
        option_keeps: "In one: what is kept at the end.",

        // A condition
        tested: "The id of an earlier prompt. One that was skipped or not shown counts as not answered.",
        any: "Holds where one of these options is chosen.",
        none: "Holds where none of these options is chosen, or nothing was answered.",
        at_least: "Holds where the number is this or higher.",
        at_most: "Holds where the number is this or lower.",
        is: "Holds where yes, or no, was said.",
        rise_from: "The id of an earlier scale. Holds where the number is at least `by` above that one.",
        by: "By how many points it has to be above.",
        either: "Holds where one or more of these hold.",
    }
);
