//! Every word a user reads that is not in a content file, in one place, a file a room.
//!
//! A language is one value of each struct, so that a missing sentence is a compile error. Sentences with gaps
//! (`{title}`) are closed by [`fill`]. This room knows no other.

/// Declares a struct of sentences and its English value at once: one line a sentence.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $key:ident: $text:expr,)* }) => {
        $(#[$about])*
        #[expect(missing_docs, reason = "each sentence explains itself")]
        #[derive(Debug)]
        pub struct $name { $($(#[$note])* pub $key: &'static str,)* }
        impl $name {
            /// The sentences in English.
            pub const ENGLISH: Self = Self { $($key: $text,)* };
        }
    };
}

mod about;
mod ask;
mod authors;
mod browse;
mod cli;
mod doctor;
mod exchange;
mod faults;
mod fields;
mod format;
mod journal;
mod keys;
mod library;
mod locking;
mod mirror;
mod page;
mod perform;
mod plain;
mod promise;
mod read;
mod screens;
mod seal;
mod session;
mod settle;
mod support;
mod switch;
mod time;
mod tui;
mod walk;

pub use about::About;
pub use ask::Ask;
pub use authors::Authors;
pub use browse::Browse;
pub use cli::Cli;
pub use doctor::Doctor;
pub use exchange::Exchange;
pub use faults::Faults;
pub use fields::Fields;
pub use format::Format;
pub use journal::Journal;
pub use keys::KeyNames;
pub use library::Library;
pub use locking::Locking;
pub use mirror::Mirror;
pub use page::Page;
pub use perform::Perform;
pub use plain::Plain;
pub use promise::Promise;
pub use read::Read;
pub use screens::Screens;
pub use seal::Seal;
pub use session::Session;
pub use settle::Settle;
pub use support::Support;
pub use switch::Switch;
pub use time::Time;
pub use tui::Tui;
pub use walk::Walk;

/// All sentences of one language.
#[derive(Debug)]
pub struct Words {
    /// What is said of a guide before it is begun.
    pub about: About,
    /// What is said where a passphrase, or a word typed back, is asked for.
    pub ask: Ask,
    /// What is said to those who write a guide.
    pub authors: Authors,
    /// What is said where past reflections are listed, looked through and filtered.
    pub browse: Browse,
    /// What the commands say.
    pub cli: Cli,
    /// What is said of damage, of the trash, and of coming back from either.
    pub doctor: Doctor,
    /// What is said of copies that are handed out, and of what is brought in.
    pub exchange: Exchange,
    /// What is wrong in a file written by hand.
    pub faults: Faults,
    /// What answer fields say.
    pub fields: Fields,
    /// What each key of a guide's file is.
    pub format: Format,
    /// What the journal says of its files.
    pub journal: Journal,
    /// What keys are called in the footer and on the help page.
    pub keys: KeyNames,
    /// What the library of guides and the settings say when something is not as it was asked for.
    pub library: Library,
    /// What is said where the journal is locked, and before an answer leaves it unencrypted.
    pub locking: Locking,
    /// What is said around the mirror.
    pub mirror: Mirror,
    /// What is said of promises, and where they are looked at.
    pub promise: Promise,
    /// What a readable page of a reflection says around the person's own words.
    pub page: Page,
    /// What the hands say.
    pub perform: Perform,
    /// What the line-by-line door says around the words of a guide.
    pub plain: Plain,
    /// What is said around a reflection that is read.
    pub read: Read,
    /// What the screens around a walk say.
    pub screens: Screens,
    /// What is said of encryption.
    pub seal: Seal,
    /// What the session machine says.
    pub session: Session,
    /// What is said of two versions of one reflection.
    pub settle: Settle,
    /// What is said of help lines.
    pub support: Support,
    /// What is said where encryption is turned on or off.
    pub switch: Switch,
    /// How long ago, in words.
    pub time: Time,
    /// What the frame around all screens says.
    pub tui: Tui,
    /// What the screen of a walk says around the words of its guide.
    pub walk: Walk,
}

static ENGLISH: Words = Words {
    about: About::ENGLISH,
    ask: Ask::ENGLISH,
    authors: Authors::ENGLISH,
    browse: Browse::ENGLISH,
    cli: Cli::ENGLISH,
    doctor: Doctor::ENGLISH,
    exchange: Exchange::ENGLISH,
    faults: Faults::ENGLISH,
    fields: Fields::ENGLISH,
    format: Format::ENGLISH,
    journal: Journal::ENGLISH,
    keys: KeyNames::ENGLISH,
    library: Library::ENGLISH,
    locking: Locking::ENGLISH,
    mirror: Mirror::ENGLISH,
    page: Page::ENGLISH,
    perform: Perform::ENGLISH,
    promise: Promise::ENGLISH,
    plain: Plain::ENGLISH,
    read: Read::ENGLISH,
    screens: Screens::ENGLISH,
    seal: Seal::ENGLISH,
    session: Session::ENGLISH,
    settle: Settle::ENGLISH,
    support: Support::ENGLISH,
    switch: Switch::ENGLISH,
    time: Time::ENGLISH,
    tui: Tui::ENGLISH,
    walk: Walk::ENGLISH,
};

/// Returns the sentences of the language in use. English is the only one so far.
pub fn words() -> &'static Words {
    &ENGLISH
}

/// Closes the gaps of a sentence: `fill("{n} left", &[("n", "3")])` is `3 left`. A gap that is not named stays.
pub fn fill(sentence: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let known = after.find('}').and_then(|close| {
            let name = &after[1..close];
            gaps.iter().find(|(gap, _)| *gap == name).map(|(_, value)| (close, value))
        });
        match known {
            Some((close, value)) => {
                out.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = &after[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Chooses between the sentence for one and the sentence for many, and closes its gap `{n}`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    fill(if n == 1 { one } else { many }, &[("n", &n.to_string())])
}

/// Writes a large number so that its size is seen: `12,000`.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_close_once_and_in_order() {
        assert_eq!(fill("{a} and {b}, {a}", &[("a", "{b}"), ("b", "x")]), "{b} and x, {b}");
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }

    #[test]
    fn large_numbers_are_grouped() {
        for (n, said) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(n), said);
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(count(1, "{n} question", "{n} questions"), "1 question");
        assert_eq!(count(0, "{n} question", "{n} questions"), "0 questions");
    }
}
