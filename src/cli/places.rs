//! Where everything is kept, and how it is shown: the arguments that every command takes, and the variables that stand
//! in for them.

use std::env::{var, var_os};
use std::io::{IsTerminal, stdin, stdout};
use std::path::PathBuf;

use clap::Args;

use super::{ask, tell};
use crate::paths::Paths;
use crate::perform::Performer;
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::words::{fill, words};

/// Arguments that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Places {
    /// The folder of your journal [or: $ONWARD_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The folder of your own guides [or: $ONWARD_GUIDES]
    #[arg(long, global = true, value_name = "DIR")]
    guides: Option<PathBuf>,
    /// The file of your settings [or: $ONWARD_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Line by line, for screen readers and pipes [or: ACCESSIBLE=1]
    #[arg(long, global = true)]
    plain: bool,
}

impl Places {
    /// Finds the folders and files.
    pub(super) fn paths(&self) -> Result<Paths, Trouble> {
        let given = |flag: &Option<PathBuf>, name: &str| {
            let set = || var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
            flag.clone().or_else(set)
        };
        Paths::find(
            given(&self.dir, "ONWARD_DIR"),
            given(&self.guides, "ONWARD_GUIDES"),
            given(&self.config, "ONWARD_CONFIG"),
        )
    }

    /// Opens the hands. Faults in the settings are told in one line; what is right in them holds.
    pub(super) fn open(&self) -> Result<(Performer, Settings), Trouble> {
        let (performer, settings, faults) = self.enter()?;
        if let Some(faults) = faults {
            tell(&faults.what);
        }
        Ok((performer, settings))
    }

    /// Opens the hands; what is wrong in the settings is left to be told where it will be seen.
    pub(super) fn enter(&self) -> Result<(Performer, Settings, Option<Trouble>), Trouble> {
        let paths = self.paths()?;
        let loaded = Settings::load(&paths.config);
        let faults = loaded.problem.map(|problem| {
            let what = problem.trouble().what.replace('\n', " ");
            Trouble::new(fill(words().cli.settings, &[("what", &what)]))
        });
        Ok((Performer::new(paths, &loaded.settings), loaded.settings, faults))
    }

    /// Opens the hands for one of the two doors: what is wrong in the person's own help lines is to be told there too.
    pub(super) fn door(&self) -> Result<(Performer, Settings, Vec<Trouble>), Trouble> {
        let (performer, settings, faults) = self.enter()?;
        let support = performer.support_trouble();
        let support = support.map(|trouble| Trouble::new(format!("{} {}", trouble.what, trouble.safe)));
        Ok((performer, settings, faults.into_iter().chain(support).collect()))
    }

    /// Opens the hands, and the journal: who has encrypted it is asked for the passphrase.
    pub(super) fn unlocked(&self) -> Result<(Performer, Settings), Trouble> {
        let (mut performer, settings) = self.open()?;
        if performer.is_locked() {
            ask::unlock(&mut performer)?;
        }
        Ok((performer, settings))
    }

    /// Tells whether to go line by line: asked for, or there is no terminal to draw on.
    ///
    /// # Errors
    /// Somebody sits at a terminal, but would not see what is asked: they have to say that they mean it.
    pub(super) fn plain(&self, settings: &Settings) -> Result<bool, Trouble> {
        let asked =
            self.plain || settings.plain || accessible() || var("TERM").is_ok_and(|term| term == "dumb");
        match (stdin().is_terminal(), stdout().is_terminal()) {
            _ if asked => Ok(true),
            (true, false) => {
                let w = &words().cli;
                Err(Trouble::new(w.no_screen).advice(w.no_screen_how))
            }
            (typed, shown) => Ok(!(typed && shown)),
        }
    }
}

fn accessible() -> bool {
    var("ACCESSIBLE").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
