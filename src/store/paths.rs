//! Where things lie on this computer.

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

use super::StoreError;
use super::disk::{Disk as _, RealDisk};

/// The environment variable that moves everything Keepwise keeps on this computer into one folder, so that tests and
/// tries never touch anybody's own data.
pub const HOME_VARIABLE: &str = "KEEPWISE_HOME";

/// The folders of this computer: never shared, never roaming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    root: PathBuf,
    exports: PathBuf,
}

impl Paths {
    /// The folders of this user: `~/.local/share/keepwise` on Linux, `~/Library/Application Support/Keepwise` on
    /// macOS, `%LOCALAPPDATA%\Keepwise\data` on Windows; or all below `KEEPWISE_HOME` if that is set.
    ///
    /// # Errors
    /// [`StoreError::NoHome`] if the system does not say where the user's data lies.
    pub fn system() -> Result<Self, StoreError> {
        if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            return Ok(Self::under(Path::new(&home)));
        }
        let dirs = ProjectDirs::from("", "", "Keepwise").ok_or(StoreError::NoHome)?;
        let root = dirs.data_local_dir().to_owned();
        let exports = UserDirs::new()
            .and_then(|user| user.document_dir().map(Path::to_owned))
            .or_else(|| UserDirs::new().map(|user| user.home_dir().to_owned()))
            .unwrap_or_else(|| root.join("exports"));
        Ok(Self { root, exports })
    }

    /// Everything below this folder, which need not exist.
    pub fn under(root: &Path) -> Self {
        Self { root: root.to_owned(), exports: root.join("exports") }
    }

    /// The folder all others lie in.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The workspace made on the first start.
    pub fn default_workspace(&self) -> PathBuf {
        self.root.join("workspace")
    }

    /// What the user has set on this computer.
    pub fn settings_file(&self) -> PathBuf {
        self.root.join("settings.json")
    }

    /// One file per workspace that is open for writing.
    pub fn locks_dir(&self) -> PathBuf {
        self.root.join("locks")
    }

    /// Unfinished forms.
    pub fn drafts_dir(&self) -> PathBuf {
        self.root.join("drafts")
    }

    /// Window positions and the like.
    pub fn window_dir(&self) -> PathBuf {
        self.root.join("window")
    }

    /// Where charts and lists are offered to be saved: the user's documents.
    pub fn exports_dir(&self) -> &Path {
        &self.exports
    }

    /// Makes the folder for charts and lists if a file is about to go there and it is missing.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn make_exports_dir_for(&self, file: &Path) -> Result<(), StoreError> {
        if file.parent() != Some(&self.exports) {
            return Ok(());
        }
        let failed = |error| StoreError::io("Could not make the folder", &self.exports, error);
        RealDisk.create_dir(&self.exports).map_err(failed)
    }
}
