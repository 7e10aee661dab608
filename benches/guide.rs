//! How long a guide takes to open, and all of them to be listed: the shipped ones, and among many of one's own. Run with
//! `cargo bench --bench guide`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops where it fails, and prints"
)]

#[expect(dead_code, reason = "other benches use the rest")]
mod common;

use std::fs;
use std::path::Path;

use common::{folder, head, measure};
use onward::library::Library;

/// How many guides of one's own are many.
const MANY: usize = 100;

fn main() {
    let shipped = Library::new(None);
    let ids: Vec<String> = shipped.list().into_iter().map(|shelved| shelved.id).collect();
    head("guides, ms");
    for id in &ids {
        measure(id, 200, || shipped.get(id).unwrap());
    }
    measure(&format!("the list of {} shipped", ids.len()), 100, || shipped.list());
    let dir = folder();
    copies(dir.path());
    let own = Library::new(Some(dir.path().to_owned()));
    assert_eq!(own.list().len(), ids.len() + MANY);
    measure(&format!("a shipped one, beside {MANY} of one's own"), 50, || own.get(&ids[0]).unwrap());
    measure(&format!("one of {MANY} of one's own"), 50, || own.get("own-50").unwrap());
    measure(&format!("the list, with {MANY} of one's own"), 10, || own.list());
}

/// Puts copies of a shipped guide under other ids there.
fn copies(folder: &Path) {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/content/guides/repairing-trust.toml");
    let text = fs::read_to_string(guide).unwrap();
    for n in 0..MANY {
        let copy = text.replacen("\"repairing-trust\"", &format!("\"own-{n}\""), 1);
        fs::write(folder.join(format!("own-{n}.toml")), copy).unwrap();
    }
}
