//! Begins a guide of one's own: writes the file, and says what to do with it next.

use std::path::Path;
use std::process::ExitCode;

use super::{Failed, Out};
use crate::cli::places::Places;
use crate::perform::template;
use crate::words::{fill, words};

/// Where a file would stand, this means stdout.
const STDOUT: &str = "-";

pub(super) fn new(
    id: &str,
    output: Option<&Path>,
    replace: bool,
    places: &Places,
    out: &mut Out,
) -> Result<ExitCode, Failed> {
    if output == Some(Path::new(STDOUT)) {
        out.as_is(&template(id, replace)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (performer, _) = places.open()?;
    let path = performer.begin_guide(id, output, replace)?;
    let a = &words().authors;
    let file = path.display().to_string();
    let gaps = [("id", id), ("file", &*typed(&file))];
    out.line(&fill(a.written, &[("file", &file)]))?;
    out.line(a.next)?;
    out.line(&fill(a.next_preview, &gaps))?;
    out.line(&fill(a.next_check, &gaps))?;
    if output.is_none() {
        out.line(&fill(a.next_new, &gaps))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file's name as a shell takes it.
fn typed(file: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:@%".contains(c);
    if file.chars().all(plain) && !file.starts_with('-') {
        return file.to_owned();
    }
    let within = if file.starts_with('-') { format!("./{file}") } else { file.to_owned() };
    format!("'{}'", within.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_typed_as_it_is_told() {
        assert_eq!(typed("/a/b-1.toml"), "/a/b-1.toml");
        assert_eq!(typed("my guide.toml"), "'my guide.toml'");
        assert_eq!(typed("it's.toml"), r"'it'\''s.toml'");
        assert_eq!(typed("-x.toml"), "'./-x.toml'");
    }
}
