//! The person's own mirror: a file beside their settings.

use std::path::Path;

use super::bytes;
use crate::fault::Report;
use crate::mirror::Mirror;

/// Reads the person's own mirror, the file `mirror.toml` beside their settings; none where it is not there.
///
/// # Errors
/// All faults that could be found, or that the file cannot be read.
pub fn own_mirror(settings: &Path) -> Result<Option<Mirror>, Report> {
    let path = settings.with_file_name("mirror.toml");
    if !path.exists() {
        return Ok(None);
    }
    Mirror::read(&path.to_string_lossy(), &bytes(&path)?).map(Some)
}
