//! The sentences invented entries are made of: gentle, and of nobody. Some words stand in nearly all of them, some in one
//! among thousands, as in anybody's.

use std::ops::Range;

use fastrand::Rng;

const WHEN: &[&str] = &[
    "On Tuesday evening",
    "On the way home",
    "Before breakfast",
    "After the long walk",
    "On Sunday morning",
    "Last week",
    "While the kettle boiled",
    "In the car",
    "After work",
    "When the children were asleep",
    "At the kitchen table",
    "On the telephone",
    "In the garden",
    "During the rain",
    "This morning",
];

const NAMES: &[&str] = &[
    "Robin", "Sasha", "Kim", "Jo", "Mika", "Alex", "Noor", "Sam", "Charlie", "Andrea", "Maxime", "René",
    "Toni", "Yuki", "Zoë", "Björn", "Dani", "Eden", "Frankie", "Ola",
];

const THINGS: &[&str] = &[
    "the loan",
    "the second card",
    "the forgotten birthday",
    "the letter",
    "the messages",
    "the late evenings",
    "the holiday",
    "my promise",
    "the bills",
    "the garden fence",
    "the long silence",
    "the school play",
    "the keys",
    "the borrowed car",
    "the old argument",
    "the missed call",
    "the photographs",
    "the savings",
    "my half of the truth",
    "the train tickets",
    "the dinner",
    "the neighbours",
    "the weekend",
    "the calendar",
    "our money",
];

const FEELINGS: &[&str] = &[
    "calm",
    "ashamed",
    "lighter",
    "tired",
    "hopeful",
    "uneasy",
    "grateful",
    "sad",
    "relieved",
    "nervous",
    "angry",
    "warm",
    "lost for words",
    "quiet",
    "close again",
    "far away",
];

const ACTS: &[&str] = &[
    "say it the same day",
    "ask before I explain",
    "put the telephone away",
    "listen to the end",
    "write it down first",
    "come home when I said",
    "show the account without being asked",
    "make tea and sit down",
    "go for a walk together",
    "say sorry once, and plainly",
    "leave the door open",
    "tell the whole of it",
    "breathe before I answer",
    "call when I am late",
    "wait until both of us are rested",
    "ask what would help",
];

/// The halves of the names of places: a thousand of them, so that each is rare.
const FIRST: &[&str] = &[
    "Ash", "Elm", "Oak", "Birch", "Thorn", "Hazel", "Fern", "Heather", "Lark", "Swan", "Heron", "Otter",
    "Stone", "Mill", "West", "East", "North", "South", "Winter", "Summer", "King", "Well", "Sand", "Clay",
    "Long", "Fair", "High", "Low", "White", "Red", "Silver", "Honey",
];
const SECOND: &[&str] = &[
    "ford", "bridge", "ton", "ham", "field", "wick", "mere", "bourne", "stead", "worth", "dale", "combe",
    "haven", "mouth", "hurst", "wood", "gate", "cliff", "brook", "lea", "moor", "shore", "cross", "well",
    "hill", "pool", "ridge", "by", "thorpe", "minster", "ness", "view",
];

fn one(of: &[&'static str], dice: &mut Rng) -> &'static str {
    of[dice.usize(..of.len())]
}

/// Something that was between two people.
pub(crate) fn thing(dice: &mut Rng) -> &'static str {
    one(THINGS, dice)
}

/// Somewhere.
pub(crate) fn place(dice: &mut Rng) -> String {
    format!("{}{}", one(FIRST, dice), one(SECOND, dice))
}

/// Something small to do.
pub(crate) fn act(dice: &mut Rng) -> String {
    one(ACTS, dice).to_owned()
}

/// A moment in a day.
pub(crate) fn moment(dice: &mut Rng) -> String {
    one(WHEN, dice).to_lowercase()
}

/// A sentence.
pub(crate) fn line(dice: &mut Rng) -> String {
    let (when, name, thing) = (one(WHEN, dice), one(NAMES, dice), thing(dice));
    let (feeling, act) = (one(FEELINGS, dice), one(ACTS, dice));
    match dice.u8(..8) {
        0 => format!("{when} {name} and I talked about {thing}."),
        1 => format!("{when} I felt {feeling}, and did not say why."),
        2 => format!("I said that {thing} did not matter. It did."),
        3 => format!("{name} asked about {thing}, and I told what I knew."),
        4 => format!("What I want to do: {act}."),
        5 => format!("{when} we drove to {} and hardly spoke of {thing}.", place(dice)),
        6 => format!("I was {feeling} when {name} came back from {}.", place(dice)),
        _ => format!("It helped to {act}."),
    }
}

/// Some sentences.
pub(crate) fn several(count: Range<usize>, dice: &mut Rng) -> Vec<String> {
    (0..dice.usize(count)).map(|_| line(dice)).collect()
}
