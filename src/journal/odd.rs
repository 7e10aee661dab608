//! What a look at the journal can find: damage, and what is only worth knowing. It knows no file's content.

use std::path::PathBuf;

use super::Found;
use crate::words::Doctor;

/// What a whole look found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// What there is to say, in the order of the files.
    pub findings: Vec<Finding>,
    /// How many reflections there are, copies not counted.
    pub reflections: usize,
    /// How many copies of them.
    pub copies: usize,
    /// How many files lie in the trash.
    pub trashed: usize,
    /// How many files are not onward's.
    pub others: usize,
    /// How many files could not be looked into because the journal is locked.
    pub locked: usize,
}

/// One thing there is to say of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub path: PathBuf,
    /// What it is.
    pub kind: Odd,
    /// What there is to say, in one line.
    pub said: String,
    /// The line and the column of a fault.
    pub place: Option<(usize, usize)>,
    /// The reflection it belongs to.
    pub(super) found: Option<Found>,
}

/// What can be said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Odd {
    /// An entry that cannot be read.
    Damaged,
    /// An entry that cannot be read, with a whole version of it beside it.
    Recoverable,
    /// A copy that cannot be read.
    DamagedCopy,
    /// An entry without its last line, the checksum.
    Short,
    /// A file or a folder that the system does not give.
    Unreadable,
    /// A sealed file for which this journal has not the key.
    Foreign,
    /// A sealed file in a journal without a key.
    NoKey,
    /// A plain file in an encrypted journal.
    Plain,
    /// Turning encryption on or off was cut short.
    Switching,
    /// One of the two files that hold the key is missing.
    KeyMissing,
    /// The two files that hold the key differ.
    KeyDiffers,
    /// A file that should hold the key does not.
    KeyBroken,
    /// An entry with another id in it than in its name.
    OtherId,
    /// Somebody else could read it.
    Mode,
    /// Changed by hand.
    Edited,
    /// Two versions in one file, as git leaves them.
    Two,
    /// Another version, beside its original.
    Copy,
    /// A damaged version that was set aside.
    SetAside,
    /// A damaged version that was set aside, without the entry it belongs to.
    Bereft,
    /// What a killed program left.
    Leftover,
    /// Of a newer format.
    Newer,
    /// Two entries with one id.
    Twice,
    /// In a folder where onward does not look for entries.
    Misplaced,
    /// Being written just now.
    Open,
    /// Damaged, and in the trash.
    InTrash,
    /// A dated copy.
    Backup,
}

impl Odd {
    /// Tells whether it is something wrong, and not only worth knowing.
    pub fn is_wrong(self) -> bool {
        self <= Self::Mode
    }

    /// Returns its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Recoverable => "recoverable",
            Self::DamagedCopy => "damaged-copy",
            Self::Short => "short",
            Self::Unreadable => "unreadable",
            Self::Foreign => "foreign-key",
            Self::NoKey => "no-key",
            Self::Plain => "plain",
            Self::Switching => "switching",
            Self::KeyMissing => "key-missing",
            Self::KeyDiffers => "key-differs",
            Self::KeyBroken => "key-broken",
            Self::OtherId => "other-id",
            Self::Mode => "mode",
            Self::Edited => "edited",
            Self::Two => "two-versions",
            Self::Copy => "copy",
            Self::SetAside => "set-aside",
            Self::Bereft => "bereft",
            Self::Leftover => "leftover",
            Self::Newer => "newer",
            Self::Twice => "twice",
            Self::Misplaced => "misplaced",
            Self::Open => "open",
            Self::InTrash => "damaged-in-trash",
            Self::Backup => "backup",
        }
    }

    /// Returns its sentence.
    pub(super) fn sentence(self, d: &'static Doctor) -> &'static str {
        match self {
            Self::Damaged | Self::DamagedCopy | Self::Unreadable | Self::Foreign => "",
            Self::Recoverable => d.recoverable,
            Self::Short => d.short,
            Self::NoKey => d.no_key,
            Self::Plain => d.plain,
            Self::Switching => d.switching,
            Self::KeyMissing => d.key_missing,
            Self::KeyDiffers => d.key_differs,
            Self::KeyBroken => d.key_broken,
            Self::OtherId => d.other_id,
            Self::Mode => d.mode,
            Self::Edited => d.edited,
            Self::Two => d.two,
            Self::Copy => d.copy,
            Self::SetAside => d.set_aside,
            Self::Bereft => d.bereft,
            Self::Leftover => d.leftover,
            Self::Newer => d.newer,
            Self::Twice => d.twice,
            Self::Misplaced => d.misplaced,
            Self::Open => d.open,
            Self::InTrash => d.in_trash_damaged,
            Self::Backup => d.backup,
        }
    }
}

impl Checkup {
    /// Returns how many things are wrong.
    pub fn wrong(&self) -> usize {
        self.findings.iter().filter(|finding| finding.kind.is_wrong()).count()
    }
}
