//! What is said to those who write a guide.

words!(
    /// The words for authors.
    Authors {
        // guides check
        nothing_to_check: "There is no guide in the folder {folder}.",
        nothing_to_check_how: "A guide is a file that ends in `.toml`; folders in it are not looked into.",

        // guides new
        bad_id: "\u{201c}{id}\u{201d} cannot be the id of a guide.",
        bad_id_how: "Use only the letters a-z, digits and hyphens, such as `small-lapses`.",
        is_built_in: "`{id}` is the id of a built-in guide, so nothing was written.",
        is_built_in_how: "Choose another id. Or change that guide: --replace writes a copy of it, which then takes its place.",
        not_built_in: "There is no built-in guide `{id}` to replace, so nothing was written.",
        not_built_in_how: "Without --replace, a new guide is begun. `onward guides` lists those there are.",
        own_id: "A guide of yours has the id `{id}` already: {file}. It is left as it is.",
        own_id_how: "Change that one, or choose another id.",
        no_folder: "The folder of your guides, {folder}, could not be made: {why}.",
        no_folder_safe: "Nothing was written.",
        no_folder_how: "Write it elsewhere with -o FILE.",
        written: "Your guide is begun: {file}",
        next: "Open it in an editor; the lines that begin with # explain the others. Then:",
        next_check: "  onward guides check {file}",
        next_preview: "  onward guides preview {file}",
        next_new: "  onward new --guide {id}",

        // guides preview
        one_fault: "The guide has a fault",
        faults: "The guide has {n} faults",
        faults_how: "Mend it in your editor and save it: the walk comes back at the place where it was.",
        fault_at: "Line {line}, column {column}",
        read_again: "The file was read again.",
        no_such_file: "There is no file {file} to preview.",
        no_such_file_how: "`onward guides new` begins one; `onward guides preview` takes its file.",
    }
);
