//! Drawing that several screens share.

pub(crate) mod blank;
pub(crate) mod column;
pub(crate) mod field;
pub(crate) mod footer;
pub(crate) mod guide;
pub(crate) mod line;
pub(crate) mod list;
pub(crate) mod marks;
pub(crate) mod menu;
pub(crate) mod page;
pub(crate) mod secret;
pub(crate) mod sheet;
pub(crate) mod stages;
