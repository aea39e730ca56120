//! What can go wrong with files, in words that say what happened, what is safe and what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be read from or written to the disk.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder has no `workspace.json`.
    #[error(
        "{} is not a Keepwise workspace: it has no workspace.json. Nothing was changed. If it lies in a synced folder, \
         wait until everything has arrived; otherwise choose another folder or make a new workspace.", .0.display()
    )]
    NotAWorkspace(PathBuf),
    /// A new workspace needs an empty folder.
    #[error("{} is not empty. Nothing was changed. Choose an empty folder for a new workspace.", .0.display())]
    NotEmpty(PathBuf),
    /// There is a workspace already.
    #[error("{} is a Keepwise workspace already. Nothing was changed. Open it, or choose an empty folder.", .0.display())]
    AlreadyAWorkspace(PathBuf),
    /// The workspace may only be read; the reason says why.
    #[error("{0}")]
    ReadOnly(String),
    /// The workspace folder has gone, or another one lies in its place.
    #[error(
        "The workspace folder {} is not there any more, or looks incomplete. Your changes are kept in this window. \
         Connect the drive or wait for the sync to finish; saving goes on by itself.", .0.display()
    )]
    Gone(PathBuf),
    /// The file on disk is not the one that was read here.
    #[error(
        "{} was changed outside this window. Theirs is on disk and was not overwritten; yours is kept in this window \
         but not saved. Reopen the workspace to see their version, then make your change again.", .0.display()
    )]
    ChangedOutside(PathBuf),
    /// The file could not be read when the workspace was opened, so it is not overwritten.
    #[error(
        "{} could not be read when the workspace was opened, so it is not overwritten. Repair or move the file, then \
         open the workspace again.", .0.display()
    )]
    Untouchable(PathBuf),
    /// The file is there already and must not be replaced.
    #[error("{} exists already. Nothing was changed. Choose another name or allow it to be replaced.", .0.display())]
    Exists(PathBuf),
    /// A file to be imported is too large.
    #[error(
        "{} has {} MB; at most {} MB can be read. Nothing was imported. Split the file and import the parts.",
        path.display(),
        size.div_ceil(1_000_000),
        max / 1_000_000
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The most bytes allowed.
        max: u64,
    },
    /// A folder, a device or a pipe where a file was expected.
    #[error("{} is not a file. Choose a file.", .0.display())]
    NotAFile(PathBuf),
    /// The system does not say where this user's data lies.
    #[error("The home folder of this user is not known. Set KEEPWISE_HOME to a folder Keepwise may use.")]
    NoHome,
    /// A record could not be turned into text.
    #[error("{} could not be written as text: {reason}. It is kept in this window.", path.display())]
    Unwritable {
        /// The file it was meant for.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The system refused to start a thread.
    #[error("The saving worker could not be started: {0}. Close other programs and start Keepwise again.")]
    NoThread(io::Error),
    /// The disk said no.
    #[error("{what} {}: {}", path.display(), plain(source))]
    Io {
        /// What was tried: "Could not save".
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    /// Wraps what the system said with what was tried.
    pub(super) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        // Windows says of a name that is too long that the path is not there.
        let is_name = source.kind() == io::ErrorKind::NotFound && is_too_long(path);
        let source = if is_name { io::ErrorKind::InvalidFilename.into() } else { source };
        Self::Io { what, path: path.to_owned(), source }
    }

    /// Whether trying again later may help without anybody doing anything in Keepwise.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::Gone(_))
    }
}

/// Whether the last part of the path is longer than any common drive takes, in a folder that is there.
fn is_too_long(path: &Path) -> bool {
    const LONGEST: usize = 255;
    let units = path.file_name().map_or(0, |name| name.to_string_lossy().encode_utf16().count());
    units > LONGEST && path.parent().is_some_and(Path::is_dir)
}

/// What the system said, in words for people who do not know systems.
pub(super) fn plain(error: &io::Error) -> String {
    let held = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    let offline = cfg!(windows) && error.raw_os_error() == Some(362);
    match error.kind() {
        _ if held => "another program is holding the file. It is tried again by itself.".to_owned(),
        _ if offline => "the file is not downloaded yet and the sync program is not running. Start it.".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full. Make room; nothing on disk was damaged.".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up. Make room.".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "you have no permission for this. Ask for it, or choose another folder.".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "the drive can only be read. Choose another folder.".to_owned(),
        io::ErrorKind::NotFound => "it is not there (any more). Connect the drive or choose another folder.".to_owned(),
        io::ErrorKind::InvalidFilename => {
            "the name is too long, or has a sign this drive does not take. Choose a shorter name.".to_owned()
        }
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder. Choose a folder.".to_owned(),
        io::ErrorKind::AlreadyExists => "it exists already.".to_owned(),
        _ => format!("the system says \u{201c}{error}\u{201d}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_is_not_called_a_folder_that_is_not_there() {
        let dir = tempfile::tempdir().unwrap();
        let said = |path: &Path| StoreError::io("save", path, io::ErrorKind::NotFound.into()).to_string();
        assert!(said(&dir.path().join("n".repeat(256))).contains("shorter name"), "as Windows puts it");
        assert!(said(&dir.path().join("no").join("n".repeat(256))).contains("not there"), "the folder is gone");
        assert!(said(&dir.path().join("n".repeat(255))).contains("not there"), "short enough, and gone");
    }
}
