//! The nearest known name to a misspelt one. It knows no file.

/// Names longer than this, in bytes, get no suggestion: nobody mistypes those, and measuring them takes long.
const LONGEST: usize = 64;

/// Finds the known name most like a misspelt one, if any is like it: one slip in a short name, one in three letters of
/// a longer one.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let slips = (name.chars().count() / 3).max(1);
    let lower = name.to_ascii_lowercase();
    known
        .into_iter()
        .filter(|known| known.len().abs_diff(name.len()) <= 4 * slips)
        .map(|known| (strsim::damerau_levenshtein(&lower, known), known))
        .filter(|(distance, known)| *distance <= slips && *distance < known.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_was_meant_and_nothing_far_off() {
        let known = ["help", "hint", "ask", "at-least", "yes-no"];
        assert_eq!(nearest("hlep", known), Some("help"));
        assert_eq!(nearest("Help", known), Some("help"));
        assert_eq!(nearest("aks", known), Some("ask"));
        assert_eq!(nearest("at_least", known), Some("at-least"));
        assert_eq!(nearest("yesno", known), Some("yes-no"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("x", ["a"]), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"a".repeat(100_000), known), None);
    }
}
