//! What there is to know of a guide before it is begun, as it stands on every screen that tells of one.

use super::page::{Page, Role};
use crate::guide::Guide;

/// As wide as a page has to be to have names stand before what they stand for, and not in one line with it.
const BESIDE: u16 = 60;

/// Adds it, for a page of this width.
pub(crate) fn facts(page: &mut Page, guide: &Guide, width: u16) {
    for fact in guide.facts() {
        if width >= BESIDE {
            page.pair(fact.name, &fact.says);
        } else {
            page.add(Role::Text, fact.line());
        }
    }
}
