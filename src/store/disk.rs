//! The few things saving does to a disk, behind a trait so that tests can make each of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek, Write};
use std::path::Path;
use std::time::Duration;

/// Whether the disk has confirmed that the data will survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// Written, but this drive cannot confirm that it would survive a power cut (some network drives).
    Unconfirmed,
    /// Written and flushed.
    Synced,
}

/// Who may read a new file, where the system knows such a thing. A file that is replaced keeps its permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Privacy {
    /// Only this user.
    Private,
    /// Whatever is usual.
    Usual,
}

/// A new file while it is written.
pub(super) trait NewFile: Write + Seek + Send {
    /// Flushes it.
    fn sync(&mut self) -> io::Result<Durability>;
}

impl NewFile for File {
    fn sync(&mut self) -> io::Result<Durability> {
        confirmed(self.sync_all())
    }
}

/// What saving does to a disk.
pub(super) trait Disk: Send + Sync {
    /// The file, or its first `limit` bytes if it is larger.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Makes a new file with these bytes and flushes it; fails if there is one. Permissions are those of `like`, if
    /// that exists.
    fn write_new(&self, path: &Path, bytes: &[u8], privacy: Privacy, like: &Path) -> io::Result<Durability>;
    /// Makes a new file to be written piece by piece; fails if there is one. Permissions are those of `like`, if that
    /// exists.
    fn create_new(&self, path: &Path, privacy: Privacy, like: &Path) -> io::Result<Box<dyn NewFile>>;
    /// Puts `from` in the place of `to`, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Flushes the names in a folder.
    fn sync_dir(&self, dir: &Path) -> io::Result<Durability>;
    /// Makes a folder only this user may read.
    fn create_dir(&self, dir: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Whether anything has this name, without following links.
    fn exists(&self, path: &Path) -> io::Result<bool>;
}

/// Of our own files, one byte more than they may have, so that a larger one never passes for a sound one.
pub(super) const READ_LIMIT: u64 = super::MAX_FILE_BYTES + 1;

/// The disk of this computer.
#[derive(Debug, Clone, Copy)]
pub(super) struct RealDisk;

/// Waiting times between tries, in milliseconds: 2.3 seconds in all. Virus scanners and indexers hold a fresh file for
/// less than one.
const PAUSES: [u64; 8] = [10, 20, 40, 80, 160, 320, 640, 1000];

/// Whether Windows only says "not now": access denied, sharing or lock violation.
fn is_transient(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// A drive that cannot flush is no failure, only unconfirmed. Any other failed flush is final: the system may have
/// dropped the data, so asking again proves nothing.
fn confirmed(flushed: io::Result<()>) -> io::Result<Durability> {
    match flushed {
        Ok(()) => Ok(Durability::Synced),
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => {
            Ok(Durability::Unconfirmed)
        }
        Err(error) => Err(error),
    }
}

fn open_new(path: &Path, privacy: Privacy, like: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if privacy == Privacy::Private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = privacy; // the user's own folders are private there
    let file = options.open(path)?;
    #[cfg(unix)]
    if let Ok(metadata) = fs::metadata(like) {
        file.set_permissions(metadata.permissions())?;
    }
    #[cfg(not(unix))]
    let _ = like;
    Ok(file)
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write_new(&self, path: &Path, bytes: &[u8], privacy: Privacy, like: &Path) -> io::Result<Durability> {
        let mut file = open_new(path, privacy, like)?;
        file.write_all(bytes)?; // unbuffered: a buffer dropped on the way out would hide a full disk
        file.sync()
    }

    fn create_new(&self, path: &Path, privacy: Privacy, like: &Path) -> io::Result<Box<dyn NewFile>> {
        Ok(Box::new(open_new(path, privacy, like)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut pauses = PAUSES.iter();
        loop {
            match fs::rename(from, to) {
                Err(error) if is_transient(&error) => match pauses.next() {
                    Some(&pause) => std::thread::sleep(Duration::from_millis(pause)),
                    None => return Err(error),
                },
                done => return done,
            }
        }
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<Durability> {
        // Windows cannot open a folder for this; its file system journals the names itself.
        if cfg!(windows) { Ok(Durability::Synced) } else { confirmed(File::open(dir)?.sync_all()) }
    }

    fn create_dir(&self, dir: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(dir)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        match fs::symlink_metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
pub(super) mod faulty {
    //! A disk on which one chosen operation fails.

    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// When the failing operation fails.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum When {
        /// Before anything was done, or halfway through a write.
        Before,
        /// After it was done, as when the answer of a network drive is lost.
        After,
    }

    /// Fails every operation from the `first` to the one before `end`, counted from 0.
    #[derive(Debug, Clone)]
    pub(crate) struct FaultyDisk {
        pub(crate) first: usize,
        pub(crate) end: Arc<AtomicUsize>,
        pub(crate) when: When,
        pub(crate) kind: io::ErrorKind,
        /// Reading always works and is not counted.
        pub(crate) spares_reads: bool,
        pub(crate) done: Arc<AtomicUsize>,
    }

    impl FaultyDisk {
        pub(crate) fn one(first: usize, when: When) -> Self {
            Self {
                first,
                end: Arc::new(AtomicUsize::new(first + 1)),
                when,
                kind: io::ErrorKind::StorageFull,
                spares_reads: false,
                done: Arc::default(),
            }
        }

        fn run<T>(
            &self,
            whole: impl FnOnce() -> io::Result<T>,
            half: impl FnOnce() -> io::Result<()>,
        ) -> io::Result<T> {
            let number = self.done.fetch_add(1, Ordering::SeqCst);
            if number < self.first || number >= self.end.load(Ordering::SeqCst) {
                return whole();
            }
            match self.when {
                When::Before => half()?,
                When::After => drop(whole()?),
            }
            Err(self.kind.into())
        }
    }

    struct FaultyFile {
        file: Box<dyn NewFile>,
        disk: FaultyDisk,
    }

    impl Write for FaultyFile {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.disk.run(|| self.file.write(bytes), || Ok(()))
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    impl Seek for FaultyFile {
        fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
            self.file.seek(to)
        }
    }

    impl NewFile for FaultyFile {
        fn sync(&mut self) -> io::Result<Durability> {
            self.disk.run(|| self.file.sync(), || Ok(()))
        }
    }

    impl Disk for FaultyDisk {
        fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
            if self.spares_reads {
                RealDisk.read(path, limit)
            } else {
                self.run(|| RealDisk.read(path, limit), || Ok(()))
            }
        }

        fn write_new(&self, path: &Path, bytes: &[u8], privacy: Privacy, like: &Path) -> io::Result<Durability> {
            let half = || RealDisk.write_new(path, &bytes[..bytes.len() / 2], privacy, like).map(drop);
            self.run(|| RealDisk.write_new(path, bytes, privacy, like), half)
        }

        fn create_new(&self, path: &Path, privacy: Privacy, like: &Path) -> io::Result<Box<dyn NewFile>> {
            let file = self.run(|| RealDisk.create_new(path, privacy, like), || Ok(()))?;
            Ok(Box::new(FaultyFile { file, disk: self.clone() }))
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.run(|| RealDisk.rename(from, to), || Ok(()))
        }

        fn sync_dir(&self, dir: &Path) -> io::Result<Durability> {
            self.run(|| RealDisk.sync_dir(dir), || Ok(()))
        }

        fn create_dir(&self, dir: &Path) -> io::Result<()> {
            self.run(|| RealDisk.create_dir(dir), || Ok(()))
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            self.run(|| RealDisk.remove(path), || Ok(()))
        }

        fn exists(&self, path: &Path) -> io::Result<bool> {
            self.run(|| RealDisk.exists(path), || Ok(()))
        }
    }
}
