//! What a line means: a command, or words. It knows no session.

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Words for the question at hand.
    Words(String),
    /// To the question before.
    Back,
    /// Leave this question open.
    Skip,
    /// Say what can be done.
    Help,
    /// Read what was answered so far.
    Answers,
    /// Read what was answered to this question in earlier reflections.
    Earlier,
    /// Number the questions.
    Map,
    /// Go to a question by its number in the map; none when there was no number.
    Go(Option<usize>),
    /// Go on below the answer as it stands.
    More,
    /// Show help lines.
    Support,
    /// Save and end.
    Stop,
    /// A command nobody knows.
    Unknown(String),
}

/// Reads a line. A command stands at its start; two slashes are one that is meant. `/.` is left to the fields, where it
/// means a line that holds only a full stop.
pub(super) fn read(line: &str) -> Line {
    if !line.starts_with('/') || line.trim_end() == "/." {
        return Line::Words(line.to_owned());
    }
    if line.starts_with("//") {
        return Line::Words(line[1..].to_owned());
    }
    let mut said = line[1..].split_whitespace();
    let name = said.next().unwrap_or_default().to_lowercase();
    let (number, more) = (said.next(), said.next());
    let place = number.and_then(|number| number.parse().ok());
    match (name.as_str(), number, more) {
        ("back", None, _) => Line::Back,
        ("skip", None, _) => Line::Skip,
        ("help", None, _) => Line::Help,
        ("answers", None, _) => Line::Answers,
        ("earlier", None, _) => Line::Earlier,
        ("map", None, _) => Line::Map,
        ("go", _, None) | ("map", Some(_), None) => Line::Go(place),
        ("more", None, _) => Line::More,
        ("support", None, _) => Line::Support,
        ("stop", None, _) => Line::Stop,
        _ => Line::Unknown(format!("/{name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_stands_alone_at_the_start() {
        assert_eq!(read("/back"), Line::Back);
        assert_eq!(read("/STOP \r"), Line::Stop);
        assert_eq!(read("/earlier"), Line::Earlier);
        assert_eq!(read("/go 12"), Line::Go(Some(12)));
        assert_eq!(read("/map 2"), Line::Go(Some(2)));
        assert_eq!(read("/go"), Line::Go(None));
        assert_eq!(read("/back then I left"), Line::Unknown("/back".to_owned()));
        assert_eq!(read("/etc/passwd"), Line::Unknown("/etc/passwd".to_owned()));
        assert_eq!(read(" /back"), Line::Words(" /back".to_owned()));
    }

    #[test]
    fn two_slashes_are_one() {
        assert_eq!(read("//back"), Line::Words("/back".to_owned()));
        assert_eq!(read("///"), Line::Words("//".to_owned()));
        assert_eq!(read("/."), Line::Words("/.".to_owned()));
    }
}
