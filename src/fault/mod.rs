//! Faults in files that people write by hand: what is wrong, at its place, and how to mend it; and the tools that read
//! such a file and find all of them in one run. It knows the words and nothing else of this house.

mod faults;
mod near;
mod reader;
mod report;
mod show;
mod table;
mod torn;

pub use faults::Faults;
pub use near::nearest;
pub use reader::{Document, LARGEST, read, salvage};
pub use report::{Fault, Place, Report};
pub use show::harmless;
pub use table::{Item, Table};
