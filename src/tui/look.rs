//! How things look, by the role they play: one accent that reads on light and on dark, and never colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::settings::Theme;

/// How much colour the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colours {
    /// None: `NO_COLOR`.
    None,
    /// The sixteen of old.
    Sixteen,
    /// 256 and more.
    Many,
}

/// The styles of one terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    colours: Colours,
    theme: Theme,
    /// Whether it shows more than ASCII.
    pub(crate) unicode: bool,
}

impl Look {
    /// Makes a look for so much colour, in a UTF-8 locale or not.
    #[cfg(test)]
    pub(crate) fn new(colours: Colours, unicode: bool) -> Self {
        Self { colours, theme: Theme::Auto, unicode }
    }

    /// Asks the settings, and the environment by a way to look a variable up.
    pub(crate) fn of(theme: Theme, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let colours = if set("NO_COLOR").is_some() || theme == Theme::None {
            Colours::None
        } else if set("COLORTERM").is_some() || set("TERM").is_some_and(|term| term.contains("256")) {
            Colours::Many
        } else {
            Colours::Sixteen
        };
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default();
        let locale = locale.to_ascii_lowercase();
        Self { colours, theme, unicode: locale.contains("utf-8") || locale.contains("utf8") }
    }

    /// Plain text: the terminal's own.
    pub(crate) fn text(self) -> Style {
        Style::new()
    }

    /// Text that may stay in the background.
    pub(crate) fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A question, a title.
    pub(crate) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The one accent: where one is, what has the focus.
    pub(crate) fn accent(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        match self.colours {
            Colours::None => style,
            Colours::Sixteen if self.theme == Theme::Light => style.fg(Color::Blue),
            Colours::Sixteen => style.fg(Color::Cyan),
            // Teal: 4.4 to 1 on white and 4.8 to 1 on black; darker or brighter where the background is known.
            Colours::Many => style.fg(Color::Indexed(match self.theme {
                Theme::Light => 23,
                Theme::Dark => 79,
                Theme::Auto | Theme::None => 30,
            })),
        }
    }

    /// The row or the option in focus; seen without colour too.
    pub(crate) fn focus(self) -> Style {
        self.accent().add_modifier(Modifier::UNDERLINED)
    }

    /// Words that were looked for, where they stand; seen without colour too.
    pub(crate) fn found(self) -> Style {
        self.accent().add_modifier(Modifier::UNDERLINED)
    }

    /// Text that is selected.
    pub(crate) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Something to know at once: a save that failed.
    pub(crate) fn alert(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// Returns a sign, or its plain twin where the terminal shows ASCII only.
    pub(crate) fn sign(self, sign: &'static str, plain: &'static str) -> &'static str {
        if self.unicode { sign } else { plain }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Look {
        Look::of(Theme::Auto, |name| {
            variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn no_color_leaves_focus_to_be_seen() {
        let look = of(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]);
        assert_eq!(look.focus().fg, None);
        assert!(look.focus().add_modifier.contains(Modifier::UNDERLINED | Modifier::BOLD));
        assert_ne!(look.focus(), look.text());
    }

    #[test]
    fn the_locale_decides_about_signs() {
        assert_eq!(of(&[("LANG", "de_DE.UTF-8")]).sign("•", "*"), "•");
        assert_eq!(of(&[("LANG", "C")]).sign("•", "*"), "*");
        assert_eq!(of(&[("LANG", "C"), ("LC_ALL", "C.utf8")]).sign("•", "*"), "•");
    }
}
