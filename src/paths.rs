//! Where everything is kept: the journal, the person's own guides, the settings, and the state that can be deleted at
//! any time. It asks the platform and the environment; it creates nothing.

use std::path::PathBuf;

use directories::{ProjectDirs, UserDirs};

use crate::trouble::Trouble;
use crate::words::words;

/// The folders and files of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The folder of the journal.
    pub journal: PathBuf,
    /// The folder of the person's own guides.
    pub guides: PathBuf,
    /// The settings.
    pub config: PathBuf,
    /// Locks and caches, which can be deleted at any time.
    pub state: PathBuf,
}

/// Returns the person's home folder, if the platform names one.
pub fn home() -> Option<PathBuf> {
    UserDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// Returns the folder where people look for what programs hand them: that of downloads, else their home.
pub fn handouts() -> Option<PathBuf> {
    let dirs = UserDirs::new()?;
    let downloads = dirs.download_dir().filter(|folder| folder.is_dir());
    Some(downloads.unwrap_or(dirs.home_dir()).to_owned())
}

impl Paths {
    /// Returns the file of the person's own help lines, beside the settings. It need not be there.
    pub fn support(&self) -> PathBuf {
        self.config.with_file_name("support.toml")
    }

    /// Finds them: what was given (by a flag or a variable) first, then where the platform keeps such things.
    ///
    /// # Errors
    /// When the platform names no home and not everything was given.
    pub fn find(
        journal: Option<PathBuf>,
        guides: Option<PathBuf>,
        config: Option<PathBuf>,
    ) -> Result<Self, Trouble> {
        let platform = ProjectDirs::from("", "", "onward");
        let p = &words().perform;
        let homeless = || Trouble::new(p.no_home).advice(p.no_home_how);
        let journal = match (journal, &platform) {
            (Some(journal), _) => journal,
            (None, Some(platform)) => platform.data_dir().to_owned(),
            (None, None) => return Err(homeless()),
        };
        let Some(platform) = platform else {
            // Without a home the journal that was given still works: what else there is lives beside it.
            let beside = |name: &str| journal.join(name);
            return Ok(Self {
                guides: guides.unwrap_or_else(|| beside("guides")),
                config: config.unwrap_or_else(|| beside("config.toml")),
                state: beside("state"),
                journal,
            });
        };
        let folder = platform.config_dir();
        Ok(Self {
            guides: guides.unwrap_or_else(|| folder.join("guides")),
            config: config.unwrap_or_else(|| folder.join("config.toml")),
            state: platform.state_dir().unwrap_or_else(|| platform.cache_dir()).to_owned(),
            journal,
        })
    }
}
