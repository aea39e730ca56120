//! Files going out, written piece by piece: whatever their size, they need no memory, and each is the old one or the
//! new one, never half.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::disk::{Disk, NewFile, Privacy, RealDisk};
use super::files::Overwrite;
use super::{StoreError, atomic};

/// What is written at once.
const PIECE: usize = 1 << 16;

/// A file that is being written, under another name.
pub struct ExportFile {
    file: BufWriter<Box<dyn NewFile>>,
    /// What was written, as long as it went straight on.
    seen: blake3::Hasher,
    is_straight: bool,
    len: u64,
    /// What the disk said when it failed.
    failed: Option<io::Error>,
}

impl std::fmt::Debug for ExportFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExportFile").field("len", &self.len).field("failed", &self.failed).finish_non_exhaustive()
    }
}

impl ExportFile {
    fn new(file: Box<dyn NewFile>) -> Self {
        let file = BufWriter::with_capacity(PIECE, file);
        Self { file, seen: blake3::Hasher::new(), is_straight: true, len: 0, failed: None }
    }

    /// Remembers what the disk said: whoever writes makes an error of its own of it.
    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done {
            self.failed = Some(atomic::copy(error));
        }
        done
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_mut().sync().map(drop)
    }

    /// Whether the drive gives back what it was given. What was written by going back, as workbooks are to fill in
    /// their sizes, is compared by its length.
    fn is_there(&self, temp: &Path) -> io::Result<bool> {
        let mut file = File::open(temp)?;
        if !self.is_straight {
            return Ok(file.metadata()?.len() == self.len);
        }
        let mut back = blake3::Hasher::new();
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(back.finalize() == self.seen.finalize()),
                num => drop(back.update(&piece[..num])),
            }
        }
    }
}

impl Write for ExportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        let num = self.noted(done)?;
        if self.is_straight {
            self.seen.update(&bytes[..num]);
            self.len += num as u64;
        } else {
            let place = self.file.stream_position();
            self.len = self.len.max(self.noted(place)?);
        }
        Ok(num)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.noted(done)
    }
}

impl Seek for ExportFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let before = self.file.stream_position();
        let before = self.noted(before)?;
        let done = self.file.seek(to);
        let after = self.noted(done)?;
        self.is_straight &= before == after;
        Ok(after)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        let place = self.file.stream_position();
        self.noted(place)
    }
}

/// A whole new file that is not in its place yet. Dropped, it is gone, and the older file is as it was.
#[derive(Debug)]
pub struct ReadyExport {
    temp: PathBuf,
    target: PathBuf,
    is_placed: bool,
}

impl ReadyExport {
    /// Puts it in its place, in one step.
    ///
    /// # Errors
    /// [`StoreError::Io`]; the older file is then untouched.
    pub fn place(self) -> Result<(), StoreError> {
        self.place_on(&RealDisk)
    }

    fn place_on(mut self, disk: &dyn Disk) -> Result<(), StoreError> {
        let failed = |error| StoreError::io("Could not save", &self.target, error);
        disk.rename(&self.temp, &self.target).map_err(failed)?;
        let synced = self.target.parent().map_or(Ok(()), |dir| disk.sync_dir(dir).map(drop)).map_err(failed);
        self.is_placed = true;
        synced
    }
}

impl Drop for ReadyExport {
    fn drop(&mut self) {
        if !self.is_placed {
            // One that stays does no harm: nobody takes its name for a file of theirs.
            if let Err(_left_behind) = std::fs::remove_file(&self.temp) {}
        }
    }
}

/// Writes a file the user asked for beside its place; [`ReadyExport::place`] puts it there. A link is followed, so that
/// its target is replaced.
///
/// # Errors
/// [`StoreError::Exists`], [`StoreError::NotAFile`] or [`StoreError::Io`], or what `make` says; nothing is left behind.
pub fn prepare_export<E: From<StoreError>>(
    path: &Path,
    overwrite: Overwrite,
    make: impl FnOnce(&mut ExportFile) -> Result<(), E>,
) -> Result<ReadyExport, E> {
    prepare_on(&RealDisk, path, overwrite, make)
}

fn prepare_on<E: From<StoreError>>(
    disk: &dyn Disk,
    path: &Path,
    overwrite: Overwrite,
    make: impl FnOnce(&mut ExportFile) -> Result<(), E>,
) -> Result<ReadyExport, E> {
    let failed = |error| StoreError::io("Could not save", path, error);
    let exists = disk.exists(path).map_err(failed)?;
    if exists && overwrite == Overwrite::Never {
        return Err(StoreError::Exists(path.to_owned()).into());
    }
    let mut target = std::path::absolute(path).map_err(failed)?;
    if exists {
        target = path.canonicalize().map_err(failed)?;
        if !target.is_file() {
            return Err(StoreError::NotAFile(path.to_owned()).into());
        }
    }
    let (file, temp) = create(disk, &target).map_err(failed)?;
    // From here on it goes with whoever drops it.
    let ready = ReadyExport { temp, target, is_placed: false };
    let mut file = ExportFile::new(file);
    let made = make(&mut file);
    if let Some(error) = file.failed.take() {
        return Err(failed(error).into());
    }
    made?;
    file.finish().map_err(failed)?;
    if !file.is_there(&ready.temp).map_err(failed)? {
        return Err(failed(io::Error::other("the drive gave back something else than was written")).into());
    }
    Ok(ready)
}

/// A new file beside this one, under a name no other file has.
fn create(disk: &dyn Disk, target: &Path) -> io::Result<(Box<dyn NewFile>, PathBuf)> {
    let dir = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut tries = 0;
    loop {
        let temp = dir.join(atomic::temp_name("export"));
        tries += 1;
        match disk.create_new(&temp, Privacy::Usual, target) {
            Ok(file) => return Ok((file, temp)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < 100 => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::faulty::{FaultyDisk, When};
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_comes_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("answers.csv");
        let write = |text: &'static str| {
            prepare_export::<StoreError>(&path, Overwrite::Replace, |file| {
                file.write_all(text.as_bytes()).map_err(|error| StoreError::io("", &path, error))
            })
        };
        let ready = write("one").unwrap();
        assert!(!path.exists(), "not there before it is placed");
        ready.place().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        drop(write("two").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"one", "dropped, it is gone");
        let stopped = prepare_export(&path, Overwrite::Replace, |file| {
            file.write_all(&vec![b'x'; 3 * PIECE]).unwrap();
            Err(StoreError::NoHome)
        });
        assert!(matches!(stopped, Err(StoreError::NoHome)), "what whoever makes it says");
        assert_eq!(
            (names(dir.path()), std::fs::read(&path).unwrap()),
            (vec!["answers.csv".to_owned()], b"one".to_vec())
        );
    }

    #[test]
    fn what_was_written_by_going_back_is_there_too() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("all.xlsx");
        let made = |file: &mut ExportFile| {
            let mut write = || -> io::Result<()> {
                file.write_all(b"????two")?;
                file.seek(SeekFrom::Start(0))?;
                file.write_all(b"one ")?;
                file.seek(SeekFrom::End(0))?;
                file.write_all(b" three")
            };
            write().map_err(|error| StoreError::io("", Path::new(""), error))
        };
        prepare_export::<StoreError>(&path, Overwrite::Never, made).unwrap().place().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"one two three");
    }

    /// Whichever step fails, on a full disk or otherwise: the old file stays, nothing lies beside it, and the message
    /// is about the disk.
    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let whole = vec![b'x'; 3 * PIECE];
        for first in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("answers.csv");
            super::super::write_export(&path, b"old", Overwrite::Never).unwrap();
            let disk = FaultyDisk::one(first, When::Before);
            let done = prepare_on(&disk, &path, Overwrite::Replace, |file| {
                // What the writer of a workbook or a table makes of it.
                file.write_all(&whole).map_err(|_any| StoreError::NoHome)
            });
            let done = done.and_then(|ready| ready.place_on(&disk));
            let steps = disk.done.load(std::sync::atomic::Ordering::SeqCst);
            if steps <= first {
                done.unwrap();
                assert_eq!(std::fs::read(&path).unwrap(), whole);
                assert!(first > 4, "exists, create, several writes, sync, rename, sync: {first}");
                break;
            }
            let error = done.unwrap_err().to_string();
            assert!(error.starts_with("Could not save") && error.contains("the disk is full"), "step {first}: {error}");
            assert_eq!(names(dir.path()), ["answers.csv"], "step {first}");
            let now = std::fs::read(&path).unwrap();
            // The last step confirms what is in place.
            assert!(now == b"old" || (now == whole && first + 1 == steps), "step {first}");
        }
    }
}
