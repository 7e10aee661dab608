//! Which keys the tables of a guide's file have, and what each takes: what the reader knows, and what the schema for editors
//! is made of, from one list. A key is one line here and its place in the reader. It knows no disk.

use crate::question::{Feature, Keeps, Shows, Support};
use crate::reflection::{Audience, Role};
use crate::words::Format;

/// A table of the file.
pub(super) struct Form {
    /// What it is called in the schema.
    pub(super) name: &'static str,
    /// The names of its keys.
    pub(super) names: &'static [&'static str],
    /// Its keys, in the same order.
    pub(super) keys: &'static [Key],
}

/// A key of a table.
pub(super) struct Key {
    pub(super) name: &'static str,
    /// Whether it has to be there.
    pub(super) needed: bool,
    pub(super) takes: Takes,
    /// What it is, in one line.
    pub(super) about: fn(&Format) -> &'static str,
}

/// What a key takes.
pub(super) enum Takes {
    /// The number of the format.
    Format,
    /// Small letters, digits and hyphens.
    Id,
    /// The id of something that stands earlier.
    Name,
    /// One or more names.
    Names,
    /// Words, the same for all.
    Words,
    /// Words: one text for all, or one for each perspective.
    Worded,
    /// True or false.
    Truth,
    /// A whole number.
    Whole,
    /// A whole number of at least one.
    Positive,
    /// One of these values.
    One(fn() -> Vec<&'static str>),
    /// One or more of these values.
    Some(fn() -> Vec<&'static str>),
    /// Yes or no, in words or as true or false.
    YesNo,
    /// A table.
    Table(&'static Form),
    /// A list of tables; where the key has to be there, of at least one.
    Tables(&'static Form),
    /// Exactly one of the kinds of answer.
    Answer,
    /// A condition, or a list of conditions.
    When,
    /// A list of conditions.
    Conditions,
}

const NEED: bool = true;
const FREE: bool = false;

macro_rules! form {
    ($(#[$about:meta])* $form:ident $called:literal { $($key:literal $needed:ident $takes:expr, $word:ident;)* }) => {
        $(#[$about])*
        pub(super) const $form: Form = Form {
            name: $called,
            names: &[$($key),*],
            keys: &[$(Key { name: $key, needed: $needed, takes: $takes, about: |words| words.$word }),*],
        };
    };
}

form!(
    /// The whole file.
    GUIDE "guide" {
        "format" NEED Takes::Format, format;
        "id" NEED Takes::Id, guide_id;
        "title" NEED Takes::Words, guide_title;
        "summary" FREE Takes::Words, summary;
        "about" FREE Takes::Table(&ABOUT), about;
        "language" FREE Takes::Words, language;
        "minutes" FREE Takes::Positive, minutes;
        "feature" FREE Takes::One(features), feature;
        "source" FREE Takes::Table(&SOURCE), source;
        "perspective" NEED Takes::Tables(&PERSPECTIVE), perspective;
        "opening" FREE Takes::Table(&END), opening;
        "stage" NEED Takes::Tables(&STAGE), stage;
        "closing" FREE Takes::Table(&END), closing;
    }
);

form!(
    ABOUT "about" {
        "purpose" FREE Takes::Words, purpose;
        "whom" FREE Takes::Words, whom;
        "is-not" FREE Takes::Words, is_not;
    }
);

form!(
    SOURCE "source" {
        "title" FREE Takes::Words, source_title;
        "author" FREE Takes::Words, author;
        "date" FREE Takes::Words, date;
        "link" FREE Takes::Words, link;
        "note" FREE Takes::Words, note;
    }
);

form!(
    PERSPECTIVE "perspective" {
        "id" NEED Takes::Id, side_id;
        "label" NEED Takes::Words, side_label;
        "help" FREE Takes::Words, side_help;
    }
);

form!(
    STAGE "stage" {
        "id" NEED Takes::Id, stage_id;
        "title" NEED Takes::Words, part_title;
        "intro" FREE Takes::Worded, intro;
        "outro" FREE Takes::Worded, outro;
        "minutes" FREE Takes::Positive, minutes;
        "prompt" NEED Takes::Tables(&PROMPT), prompt;
    }
);

form!(
    /// The opening, and the closing.
    END "end" {
        "title" FREE Takes::Words, part_title;
        "intro" FREE Takes::Worded, intro;
        "prompt" FREE Takes::Tables(&PROMPT), prompt;
    }
);

form!(
    PROMPT "prompt" {
        "id" NEED Takes::Id, prompt_id;
        "ask" NEED Takes::Worded, ask;
        "help" FREE Takes::Worded, help;
        "hint" FREE Takes::Tables(&HINT), hint;
        "required" FREE Takes::Truth, required;
        "audience" FREE Takes::One(audiences), audience;
        "saved" FREE Takes::Truth, saved;
        "mirror" FREE Takes::Truth, mirror;
        "when" FREE Takes::When, when;
        "step" FREE Takes::Truth, step;
        "beside" FREE Takes::Table(&BESIDE), beside;
        "acts" FREE Takes::Truth, acts;
        "answer" NEED Takes::Answer, answer;
    }
);

form!(
    BESIDE "beside" {
        "promise" NEED Takes::Name, beside_promise;
        "as" NEED Takes::One(roles), beside_as;
    }
);

form!(
    HINT "hint" {
        "when" NEED Takes::When, hint_when;
        "text" NEED Takes::Worded, hint_text;
    }
);

form!(
    /// A condition. Which of its keys go together, the reader and the schema say each in its way.
    CONDITION "condition" {
        "prompt" FREE Takes::Name, tested;
        "any" FREE Takes::Names, any;
        "none" FREE Takes::Names, none;
        "at-least" FREE Takes::Whole, at_least;
        "at-most" FREE Takes::Whole, at_most;
        "is" FREE Takes::YesNo, is;
        "rise-from" FREE Takes::Name, rise_from;
        "by" FREE Takes::Positive, by;
        "either" FREE Takes::Conditions, either;
    }
);

form!(
    /// An option.
    CHOICE "option" {
        "id" NEED Takes::Id, option_id;
        "label" NEED Takes::Worded, option_label;
        "for" FREE Takes::Names, option_for;
        "off" FREE Takes::Some(features), option_off;
        "alone" FREE Takes::Truth, option_alone;
        "keeps" FREE Takes::One(keeps), option_keeps;
    }
);

form!(
    /// The kinds of answer, of which a prompt has exactly one.
    KINDS "answer" {
        "text" FREE Takes::Table(&TEXT), kind_text;
        "line" FREE Takes::Table(&LINE), kind_line;
        "one" FREE Takes::Table(&ONE), kind_one;
        "several" FREE Takes::Table(&SEVERAL), kind_several;
        "scale" FREE Takes::Table(&SCALE), kind_scale;
        "yes-no" FREE Takes::Table(&YES_NO), kind_yes_no;
        "items" FREE Takes::Table(&ITEMS), kind_items;
        "plan" FREE Takes::Table(&PLAN), kind_plan;
        "promise" FREE Takes::Table(&PROMISE), kind_promise;
        "note" FREE Takes::Table(&NOTE), kind_note;
    }
);

form!(TEXT "text" { "lines" FREE Takes::Positive, lines; });
form!(LINE "line" {});
form!(
    ONE "one" {
        "options" NEED Takes::Tables(&CHOICE), options;
        "other" FREE Takes::Truth, other;
    }
);
form!(
    SEVERAL "several" {
        "options" NEED Takes::Tables(&CHOICE), options;
        "most" FREE Takes::Positive, several_most;
    }
);
form!(
    SCALE "scale" {
        "from" FREE Takes::Whole, from;
        "to" FREE Takes::Whole, to;
        "low" FREE Takes::Worded, low;
        "high" FREE Takes::Worded, high;
    }
);
form!(
    YES_NO "yes-no" {
        "yes" FREE Takes::Worded, yes;
        "no" FREE Takes::Worded, no;
    }
);
form!(ITEMS "items" { "most" FREE Takes::Positive, items_most; });
form!(
    PLAN "plan" {
        "when" FREE Takes::Worded, plan_when;
        "then" FREE Takes::Worded, plan_then;
    }
);
form!(PROMISE "promise" {});
form!(
    NOTE "note" {
        "support" FREE Takes::One(supports), support;
        "revisit" FREE Takes::Name, revisit;
        "shows" FREE Takes::One(shows), shows;
    }
);

/// Returns the names of the keys that a kind of answer may have.
pub(super) fn of_kind(kind: &str) -> &'static [&'static str] {
    let found = KINDS.keys.iter().find(|key| key.name == kind);
    found.map_or(&[], |key| match key.takes {
        Takes::Table(form) => form.names,
        _ => &[],
    })
}

fn features() -> Vec<&'static str> {
    Feature::ALL.map(Feature::name).to_vec()
}

fn audiences() -> Vec<&'static str> {
    Audience::ALL.map(Audience::name).to_vec()
}

fn roles() -> Vec<&'static str> {
    Role::BESIDE.map(Role::name).to_vec()
}

fn keeps() -> Vec<&'static str> {
    Keeps::ALL.map(Keeps::name).to_vec()
}

fn supports() -> Vec<&'static str> {
    Support::ALL.map(Support::name).to_vec()
}

fn shows() -> Vec<&'static str> {
    Shows::ALL.map(Shows::name).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Question;

    #[test]
    fn every_kind_of_answer_has_its_keys() {
        assert_eq!(KINDS.names, Question::KINDS);
    }
}
