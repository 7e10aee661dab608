//! What the hands have to offer: the guides that can be begun in this sitting, and the help lines of where the person is.

use std::sync::Arc;

use super::Performer;
use crate::guide::Guide;
use crate::library::{A_PROMISE, Shelved};
use crate::question::Feature;
use crate::session::Sitting;
use crate::support::{self, Support};
use crate::trouble::Trouble;

impl Performer {
    /// Lists the guides.
    pub fn guides(&self) -> Vec<Shelved> {
        self.library.list()
    }

    /// Opens a guide.
    ///
    /// # Errors
    /// It is unknown or has faults.
    pub fn guide(&self, id: &str) -> Result<Arc<Guide>, Trouble> {
        self.library.get(id)
    }

    /// Lists the guides there are in this sitting: what was turned off is not among them.
    pub fn shelf(&self) -> Vec<Shelved> {
        let mut shelf = self.guides();
        let off = |guide: &Guide| guide.feature.is_some_and(|feature| self.off.contains(&feature));
        shelf.retain(|shelved| !shelved.guide.as_ref().is_ok_and(off));
        shelf
    }

    /// Lists those of them that are offered where a reflection is begun.
    pub fn offered(&self) -> Vec<Shelved> {
        let mut shelf = self.shelf();
        shelf.retain(|shelved| shelved.id != A_PROMISE);
        shelf
    }

    /// Turns features off for the rest of this sitting. It is kept nowhere but here.
    pub fn turn_off(&mut self, features: Vec<Feature>) {
        for feature in features {
            if !self.off.contains(&feature) {
                self.off.push(feature);
            }
        }
    }

    /// Keeps in mind what was answered and is never written, for the rest of this sitting, and nowhere but here.
    pub fn remember(&mut self, said: &Sitting) {
        self.sitting.extend(said.iter().map(|(prompt, value)| (prompt.clone(), value.clone())));
    }

    /// Returns the features that are off in this sitting.
    pub fn off(&self) -> &[Feature] {
        &self.off
    }

    /// Returns the help lines: the person's own, else those of the program.
    pub fn support(&self) -> Arc<Support> {
        self.own_support.clone().unwrap_or_else(Support::shipped)
    }

    /// Returns what is wrong with the person's own help lines, in short.
    pub fn support_trouble(&self) -> Option<Trouble> {
        self.support_fault.as_ref().map(support::told)
    }

    /// Returns the country whose help lines come first, if it is known.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// Takes the country the person chose, for this sitting.
    pub fn set_country(&mut self, code: &str) {
        self.country = Some(code.to_owned());
    }
}

/// Returns the territory of the locale, such as `gb` of `en_GB.UTF-8`.
pub(super) fn country_of_locale() -> Option<String> {
    territory(|name| std::env::var(name).ok())
}

/// Finds it where the first variable that is set says so; the ones behind that are overruled.
fn territory(set: impl Fn(&str) -> Option<String>) -> Option<String> {
    let set = |name: &str| set(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?;
    let (_, territory) = locale.split(['.', '@']).next()?.rsplit_once('_')?;
    let known = territory.len() == 2 && territory.bytes().all(|byte| byte.is_ascii_alphabetic());
    known.then(|| territory.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(all: &[(&str, &str)]) -> Option<String> {
        territory(|name| all.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_country_is_that_of_the_locale() {
        for (locale, country) in [
            ("en_GB.UTF-8", Some("gb")),
            ("en_GB", Some("gb")),
            ("de_AT@euro", Some("at")),
            ("ca_ES.UTF-8@valencia", Some("es")),
            ("zh_Hant_TW.UTF-8", Some("tw")),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("en", None),
            ("es_419", None),
            ("en_", None),
            ("_", None),
            ("x_\u{fc}", None),
        ] {
            assert_eq!(of(&[("LANG", locale)]).as_deref(), country, "{locale}");
        }
    }

    #[test]
    fn the_variables_overrule_each_other_as_everywhere() {
        assert_eq!(of(&[]), None);
        let all = [("LANG", "de_DE.UTF-8"), ("LC_MESSAGES", "fr_FR.UTF-8"), ("LC_ALL", "es_ES.UTF-8")];
        assert_eq!(of(&all[..1]).as_deref(), Some("de"));
        assert_eq!(of(&all[..2]).as_deref(), Some("fr"));
        assert_eq!(of(&all).as_deref(), Some("es"));
        assert_eq!(of(&[all[0], all[1], ("LC_ALL", "")]).as_deref(), Some("fr"), "empty is not set");
        assert_eq!(of(&[all[0], ("LC_ALL", "C.UTF-8")]), None, "C is a choice too");
    }
}
