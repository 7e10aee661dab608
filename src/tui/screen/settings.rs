//! The settings as they are, the file that holds them, and where everything is kept.

use std::path::Path;

use ratatui::layout::{Position, Size};

use super::{Desk, Scene, Turn};
use crate::settings::{Settings, Theme};
use crate::tui::keys::{Act, Binding, PAGE};
use crate::tui::look::Look;
use crate::tui::terminal::Frame;
use crate::tui::widget::page::{Page, Role, Sole};
use crate::words::{count, words};

/// Settings and folders.
#[derive(Debug)]
pub(crate) struct SettingsPage {
    page: Sole,
}

impl SettingsPage {
    /// Shows what holds in this run, and what is wrong in the file now.
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let w = &words().screens;
        let paths = desk.hands.paths();
        let mut page = Page::new();
        page.add(Role::Title, w.settings);
        page.gap();
        if let Some(problem) = Settings::load(&paths.config).problem {
            let trouble = problem.trouble();
            page.add(Role::Strong, trouble.what);
            page.add(Role::Text, format!("{} {}", trouble.safe, trouble.advice));
            page.gap();
        }
        settings(&mut page, &desk.settings, desk.hands.country());
        lock(&mut page, &desk.settings, desk.hands.is_encrypted());
        page.gap();
        page.add(Role::Text, w.settings_file);
        page.add(Role::Own, show(&paths.config));
        if !paths.config.exists() {
            page.add(Role::Quiet, w.settings_missing);
        }
        page.gap();
        page.add(Role::Strong, w.folders);
        let support = Some(paths.support()).filter(|path| path.exists());
        let folders = [(w.folder_journal, &paths.journal), (w.folder_guides, &paths.guides)];
        let folders = folders.into_iter().chain(support.as_ref().map(|path| (w.folder_support, path)));
        for (name, folder) in folders.chain([(w.folder_state, &paths.state)]) {
            page.pair(name, &show(folder));
        }
        Self { page: Sole::new(page) }
    }
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

fn settings(page: &mut Page, settings: &Settings, country: Option<&str>) {
    let w = &words().screens;
    let theme = match settings.theme {
        Theme::Auto => w.theme_auto,
        Theme::Light => w.theme_light,
        Theme::Dark => w.theme_dark,
        Theme::None => w.theme_none,
    };
    let on = |on: bool| if on { w.settings_on } else { w.settings_off };
    page.pair(w.settings_country, &country.map_or(w.settings_any_country.to_owned(), str::to_uppercase));
    page.pair(w.settings_colours, theme);
    page.pair(w.settings_mirror, on(settings.mirror));
    page.pair(w.settings_plain, on(settings.plain));
}

/// Says when the screen locks itself, or hides where there is no passphrase to ask for.
fn lock(page: &mut Page, settings: &Settings, encrypted: bool) {
    let w = &words().screens;
    let minutes = settings.lock_after(encrypted).map(|after| after.as_secs() / 60);
    let says = minutes.map_or(w.settings_never.to_owned(), |minutes| {
        let minutes = usize::try_from(minutes).unwrap_or(usize::MAX);
        count(minutes, w.settings_minute, w.settings_minutes)
    });
    page.pair(if encrypted { w.settings_lock } else { w.settings_hide }, &says);
}

impl Scene for SettingsPage {
    fn keys(&self) -> &'static [Binding] {
        PAGE
    }

    fn fit(&mut self, size: Size) {
        self.page.fit(size);
    }

    fn act(&mut self, act: Act, _desk: &mut Desk) -> Turn {
        match act {
            Act::Pause => return Turn::Close,
            act => self.page.act(&act),
        };
        Turn::Stay
    }

    fn help(&self) -> Vec<String> {
        vec![words().screens.settings_help.to_owned()]
    }

    fn draw(&self, frame: &mut Frame<'_>, look: Look) -> Option<Position> {
        self.page.draw(frame, look)
    }
}
