//! What the library of guides and the settings say when something is not as it was asked for.

words!(
    /// The words about guides and settings as files.
    Library {
        unknown_guide: "There is no guide `{id}`.",
        unknown_advice: "`onward guides` lists them.",
        near_advice: "Did you mean `{meant}`? `onward guides` lists them all.",
        broken: "The guide `{id}` has a fault: {first}.",
        broken_many: "The guide `{id}` has {n} faults, the first one: {first}.",
        broken_safe: "Your reflections are not touched by it.",
        broken_advice: "`onward guides check {file}` shows all there is to mend.",
        folder_unread: "The folder of your guides cannot be read: {folder}: {error}.",
        twice: "the id `{id}` is also that of {file}",
        twice_mend: "Give one of them another id, or take one away.",
        not_a_file: "this is not a file",
        not_a_file_mend: "Name a file that ends in `.toml`.",
        cannot_read: "it cannot be read: {error}",
        cannot_read_mend: "Check that it is there and that you may read it.",
        settings_fault: "The settings have a fault: {first}.",
        settings_faults: "The settings have {n} faults, the first one: {first}.",
        settings_safe: "What is right in them holds; the rest is as if it was not there.",
        settings_advice: "`onward config check` shows all there is to mend.",
        settings_unread: "The settings cannot be read: {file}: {error}.",
        settings_unread_safe: "Everything is as if there were none.",
        bad_country: "`{name}` is no country code\nWrite its two letters, such as `us`, `gb` or `de`.",
        bad_lock: "`lock` is {number}, and has to be 0 to {most} minutes\nWrite a whole number of minutes; 0 is never.",
        country_again: "the country `{code}` is here twice: also at line {line}\nPut its lines together.",
        no_way: "this line has no way to reach it\nAdd `call`, `text` or `web`.",
    }
);
