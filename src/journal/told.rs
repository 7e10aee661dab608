//! What went wrong with a file, told: what happened, what is safe, what to do. It knows no reflection's content.

use std::io::{Error, ErrorKind};
use std::path::Path;

use super::seal::{Refused, Unopened};
use crate::reflection::FORMAT;
use crate::reflection::format::Fault;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// An entry that is no reflection.
pub(super) fn damaged(path: &Path, fault: &Fault) -> Trouble {
    let t = &words().journal;
    let gaps = [
        ("path", path.display().to_string()),
        ("line", fault.line.to_string()),
        ("column", fault.column.to_string()),
        ("what", fault.what.clone()),
    ];
    let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
    Trouble::new(fill(t.damaged, &gaps)).safe(t.damaged_safe).advice(t.damaged_advice)
}

/// An entry that could not be read at all.
pub(super) fn unreadable(path: &Path, error: &Error) -> Trouble {
    let t = &words().journal;
    // A link that leads nowhere is still there.
    if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() {
        return Trouble::new(t.gone).safe(t.unreadable_safe);
    }
    Trouble::new(of(t.unreadable, path, error)).safe(t.unreadable_safe).advice(t.unreadable_advice)
}

/// A sealed entry that could not be opened.
pub(super) fn unopened(path: &Path, why: Unopened) -> Trouble {
    let t = &words().seal;
    let say = |sentence: &str| Trouble::new(fill(sentence, &[("path", &path.display().to_string())]));
    match why {
        Unopened::Locked => say(t.locked).safe(t.locked_safe).advice(t.locked_how),
        Unopened::Foreign => say(t.foreign).safe(t.foreign_safe).advice(t.foreign_how),
        Unopened::Broken => say(t.broken).safe(t.broken_safe).advice(t.broken_how),
    }
}

/// A key that could not be opened.
pub(super) fn refused(path: &Path, why: Refused) -> Trouble {
    let t = &words().seal;
    let say = |sentence: &str| Trouble::new(fill(sentence, &[("path", &path.display().to_string())]));
    match why {
        Refused::Passphrase => say(t.wrong).safe(t.wrong_safe).advice(t.wrong_how).mistyped(),
        Refused::Broken => say(t.no_key).safe(t.no_key_safe).advice(t.no_key_how),
        Refused::Work => say(t.too_hard).safe(t.no_key_safe).advice(t.no_key_how),
    }
}

/// A switch that could not go on.
pub(super) fn not_switched(root: &Path, error: &Error) -> Trouble {
    let t = &words().seal;
    Trouble::new(of(t.not_switched, root, error)).safe(t.not_switched_safe).advice(t.not_switched_how)
}

/// A file that is only a link to one elsewhere.
pub(super) fn is_a_link(path: &Path) -> Trouble {
    let t = &words().seal;
    Trouble::new(fill(t.is_a_link, &[("path", &path.display().to_string())])).advice(t.is_a_link_how)
}

/// An encrypted journal without its key.
pub(super) fn key_gone(path: &Path) -> Trouble {
    let t = &words().seal;
    Trouble::new(fill(t.key_gone, &[("path", &path.display().to_string())]))
        .safe(t.no_key_safe)
        .advice(t.key_gone_how)
}

/// A journal whose files are being changed.
pub(super) fn being_switched() -> Trouble {
    let t = &words().seal;
    Trouble::new(t.being_switched).safe(t.nothing_done).advice(t.being_switched_how)
}

/// An entry of a newer onward.
pub(super) fn newer(path: &Path, format: u32) -> Trouble {
    let t = &words().journal;
    let (path, format, known) = (path.display().to_string(), format.to_string(), FORMAT.to_string());
    Trouble::new(fill(t.newer, &[("path", &path), ("format", &format), ("known", &known)]))
        .safe(t.newer_safe)
        .advice(t.newer_advice)
}

/// A save that failed.
pub(super) fn not_saved(path: &Path, error: &Error) -> Trouble {
    let t = &words().journal;
    Trouble::new(of(t.not_saved, path, error)).safe(t.not_saved_safe).advice(advice(path, error))
}

/// A save that stands, but was not brought to the disk itself.
pub(super) fn not_synced(path: &Path, error: &Error) -> Trouble {
    let t = &words().journal;
    Trouble::new(of(t.not_synced, path, error)).safe(t.not_synced_safe).advice(advice(path, error))
}

/// A file that could not be set aside.
pub(super) fn not_moved(path: &Path, error: &Error) -> Trouble {
    let t = &words().journal;
    if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() {
        return Trouble::new(t.gone).safe(t.unreadable_safe);
    }
    Trouble::new(of(t.not_moved, path, error)).safe(t.not_moved_safe)
}

/// A reflection that could not be taken in.
pub(super) fn not_taken_in(path: &Path, error: &Error) -> Trouble {
    let e = &words().exchange;
    Trouble::new(of(e.stopped, path, error)).safe(e.stopped_safe)
}

/// Reflections that are taken in, but were not brought to the disk itself.
pub(super) fn not_safe_yet(path: &Path, error: &Error) -> Trouble {
    let e = &words().exchange;
    Trouble::new(of(e.not_synced, path, error)).safe(e.stopped_safe)
}

fn of(sentence: &str, path: &Path, error: &Error) -> String {
    fill(sentence, &[("path", &path.display().to_string()), ("why", &why(error))])
}

fn why(error: &Error) -> String {
    let t = &words().journal;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => t.full.to_owned(),
        ErrorKind::ReadOnlyFilesystem => t.read_only.to_owned(),
        ErrorKind::PermissionDenied => t.denied.to_owned(),
        _ => error.to_string(),
    }
}

fn advice(path: &Path, error: &Error) -> String {
    let t = &words().journal;
    let folder = path.parent().unwrap_or(path).display().to_string();
    let sentence = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => t.full_advice,
        ErrorKind::ReadOnlyFilesystem => t.read_only_advice,
        ErrorKind::PermissionDenied => t.denied_advice,
        _ => t.failed_advice,
    };
    fill(sentence, &[("folder", &folder)])
}
