//! What the screens around a walk say: short, plain, and never more than a tired person can take in.

words!(
    /// The words of the screens around a walk.
    Screens {
        // Welcome
        welcome: "onward",
        welcome_is: "A quiet place to find words after trust was broken: by you, or by someone you trusted. It asks one question at a time. You can skip a question, stop at any time, and come back.",
        welcome_not: "This is no therapy. Nobody reads what you write, and nobody is alerted. L shows help lines.",
        welcome_kept: "Your words stay on this machine, in this folder. Whoever can use your account here can open it, until you run onward encrypt:",
        welcome_sealed: "Your words stay on this machine, encrypted, in this folder:",
        welcome_exit: "Ctrl+Q leaves at once, from anywhere. Your words are saved and the screen goes blank. It does not erase the commands your shell remembers, this program, or that folder.",

        // Home
        home: "onward",
        home_go_on: "Continue where you stopped",
        home_looking: "Looking for it.",
        home_begin: "Begin a reflection",
        home_past: "Past reflections",
        home_guides: "Guides",
        home_support: "Help lines",
        home_settings: "Settings and folders",
        home_kept: "Your words stay on this machine.",
        home_help: "The arrows move, Enter chooses. The letter before a row chooses it too, and so does a click.",

        // Choosing
        choose: "What do you want to look at?",
        choose_none: "There is no guide to choose from.",
        own: "Your own guide.",
        broken: "Not offered, because of a fault. This shows what to mend:",
        broken_check: "onward guides check {file}",
        choose_help: "The arrows move, Enter chooses. The number before a row chooses it too.",

        // Pause
        pause: "A pause",
        pause_saved: "Everything you wrote is saved.",
        pause_preview: "This is a preview: nothing of it is kept.",
        pause_on: "Go on writing",
        pause_map: "Map of all questions",
        pause_answers: "Answers so far",
        pause_skip: "Skip this question",
        pause_support: "Help lines",
        pause_stop: "Stop for now",
        pause_again: "Back to the beginning",
        pause_just_leave: "Leave",
        pause_leave: "Save and leave",

        // Map
        map: "All questions",
        map_help: "Enter goes to the question in focus. What you wrote stays.",

        // Help
        help: "Help",
        help_keys: "Keys",
        help_leave_preview: "Ctrl+Q leaves at once, from anywhere. This is a preview: nothing of it is kept.",
        help_leave: "Ctrl+Q leaves at once, from anywhere. Your words are saved and the screen goes blank.",
        help_arrows: "Arrows",
        help_move: "move, or scroll",

        // Help lines
        support: "Help lines",
        support_where: "Where are you?",
        support_all: "Show all of them",
        support_here: "{country}: in danger now, ring {number}.",
        support_fear: "Fear, threats, control",
        support_distress: "Despair, thoughts of ending your life",
        support_own: "You hurt or scare someone",
        support_line: "{name}: {ways}",
        support_line_part: "{name} ({part}): {ways}",
        support_call: "ring {number}",
        support_text: "text {number}",
        support_and: " or ",
        support_remember: "To see one country first, write country = \"{code}\" in {file}",
        support_more: "F6 shows all help lines.",

        // Past reflections
        browse: "Past reflections",
        browse_none: "Nothing is written here yet.",
        browse_trash: "Nothing stands here. What was put away lies in the trash: onward trash shows it, onward restore brings it back.",
        browse_set_aside: "A damaged file, kept",
        browse_set_aside_note: "what could be read of it was saved",
        browse_reading: "Still reading the folder.",
        browse_finished: "finished",
        browse_begun: "just begun",
        browse_damaged: "This one cannot be read",
        browse_damaged_note: "damaged",
        browse_copy: "{title} (another copy)",
        browse_month: "{month} {year}",
        browse_help: "Enter reads the one in focus. C continues it.",

        // Guides
        guides: "Guides",
        guide_built_in: "It is part of this program.",
        guide_own: "It is your own: {file}",
        guide_replaces: "It is your own, and takes the place of a built-in one: {file}",
        guide_sides: "The sides to write from:",
        guide_broken: "It has a fault and cannot be used: {fault}.",
        guide_check: "To see all that is to mend: onward guides check {file}",
        guides_help: "Enter begins the guide in focus. Page Down reads on in what stands below.",

        // Settings
        settings: "Settings and folders",
        settings_file: "These stand in a file you can change with any editor:",
        settings_missing: "That file is not there yet, so everything is as it comes.",
        settings_country: "Help lines first",
        settings_any_country: "no country set",
        settings_colours: "Colours",
        settings_mirror: "Mirror",
        settings_plain: "Line by line",
        settings_lock: "Locks when away",
        settings_hide: "Hides when away",
        settings_minute: "after a minute without a key",
        settings_minutes: "after {n} minutes without a key",
        settings_never: "never",
        settings_on: "on",
        settings_off: "off",
        theme_auto: "as the terminal has them",
        theme_light: "for a light background",
        theme_dark: "for a dark background",
        theme_none: "none",
        folders: "Where everything is kept",
        folder_journal: "Your words",
        folder_guides: "Your guides",
        folder_support: "Your help lines",
        folder_state: "Can be deleted",
        settings_help: "The arrows scroll. Nothing here changes by accident: the settings are a file.",
    }
);
