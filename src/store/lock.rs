//! One writer per workspace on this computer: a lock in this user's own folder, never in the shared one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::disk::{Disk as _, RealDisk};
use super::{Paths, StoreError};

/// The right to change a workspace; given back when it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

/// Why the right to change a workspace was not given.
#[derive(Debug, thiserror::Error)]
pub enum Locked {
    /// Somebody has it.
    #[error(
        "This workspace is open in another Keepwise window on this computer. You can look at it here; to change it, \
         use the other window, or close it and open the workspace again."
    )]
    Held,
    /// The lock's own file could not be made.
    #[error("Keepwise cannot tell whether another window is changing this workspace, so you can only look at it. {0}")]
    Failed(StoreError),
}

impl WriterLock {
    /// Takes the lock of the workspace at `dir`, or says at once who has it.
    ///
    /// # Errors
    /// [`Locked::Held`] if another window has it, [`Locked::Failed`] if the lock's file cannot be made.
    pub fn acquire(paths: &Paths, dir: &Path) -> Result<Self, Locked> {
        let failed = |path: &Path, error| Locked::Failed(StoreError::io("Could not make the lock for", path, error));
        let canonical = dir.canonicalize().map_err(|error| failed(dir, error))?;
        let locks = paths.locks_dir();
        RealDisk.create_dir(&locks).map_err(|error| failed(&locks, error))?;
        let name = blake3::hash(canonical.as_os_str().as_encoded_bytes()).to_hex();
        let path = locks.join(format!("{name}.lock"));
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| failed(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Locked::Held),
            // A home folder without locks (some network drives): outside changes are noticed before every save anyway.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Self { _file: file }),
            Err(TryLockError::Error(error)) => Err(failed(&path, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_has_gone() {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (home.path().join("one"), home.path().join("two"));
        RealDisk.create_dir(&one).unwrap();
        RealDisk.create_dir(&two).unwrap();
        let paths = Paths::under(&home.path().join("data"));
        let lock = WriterLock::acquire(&paths, &one).unwrap();
        let by_another_name = two.join("..").join("one");
        assert!(matches!(WriterLock::acquire(&paths, &by_another_name), Err(Locked::Held)), "the same folder");
        let _other = WriterLock::acquire(&paths, &two).unwrap();
        drop(lock);
        WriterLock::acquire(&paths, &one).unwrap();
        assert_eq!(std::fs::read_dir(&one).unwrap().count(), 0, "nothing is put into the workspace");
    }
}
