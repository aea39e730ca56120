//! Writing files so that each is the old one or the new one, never half: a temporary file in the same folder, flushed,
//! read back, put in place in one step, and the folder flushed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, ScopedJoinHandle};

use super::StoreError;
use super::disk::{Disk, Durability, Privacy};

/// One file to be written.
#[derive(Debug)]
pub(super) struct Job {
    /// Where.
    pub(super) target: PathBuf,
    /// What.
    pub(super) bytes: Vec<u8>,
}

/// Why a file was not written for certain.
#[derive(Debug)]
pub(super) struct Failure {
    /// What the system said.
    pub(super) error: io::Error,
    /// Whether the new file is in place all the same, only not confirmed.
    pub(super) in_place: bool,
}

/// From this many files on they are written side by side, so that the disk can flush them together.
const SIDE_BY_SIDE: usize = 8;

/// On so many threads.
const FLUSHERS: usize = 16;

/// The beginning of the names of temporary files made with this tag. `OneDrive` and others leave such names alone.
pub(super) fn temp_prefix(tag: &str) -> String {
    format!(".~keepwise-{tag}-")
}

/// Whether this is a temporary file made with this tag.
pub(super) fn is_temp(name: &str, tag: &str) -> bool {
    name.starts_with(&temp_prefix(tag)) && Path::new(name).extension().is_some_and(|end| end == "tmp")
}

pub(super) fn temp_name(tag: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{}{}-{number}.tmp", temp_prefix(tag), std::process::id())
}

/// Writes all the files; the results stand in the order of the jobs. Each succeeds or fails on its own.
pub(super) fn write_all(
    disk: &dyn Disk,
    jobs: &[Job],
    privacy: Privacy,
    tag: &str,
) -> Vec<Result<Durability, Failure>> {
    let prepared = prepare_all(disk, jobs, privacy, tag);
    let mut results: Vec<Result<Durability, Failure>> = Vec::with_capacity(jobs.len());
    for (job, prepared) in jobs.iter().zip(prepared) {
        let placed = prepared.and_then(|(temp, durability)| match disk.rename(&temp, &job.target) {
            Ok(()) => Ok(durability),
            Err(error) => {
                discard(disk, &temp);
                Err(error)
            }
        });
        results.push(placed.map_err(|error| Failure { error, in_place: false }));
    }
    let mut folders: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for (index, (job, result)) in jobs.iter().zip(&results).enumerate() {
        if let (Some(dir), Ok(_)) = (job.target.parent(), result) {
            folders.entry(dir).or_default().push(index);
        }
    }
    for (dir, indexes) in folders {
        let synced = disk.sync_dir(dir);
        for index in indexes {
            results[index] = match (&results[index], &synced) {
                (Ok(file), Ok(folder)) => Ok((*file).min(*folder)),
                (_, Err(error)) => Err(Failure { error: copy(error), in_place: true }),
                (Err(_), Ok(_)) => continue,
            };
        }
    }
    results
}

/// Writes one file.
///
/// # Errors
/// [`StoreError::Io`]; the file is then the old one, or the new one without confirmation.
pub(super) fn write_one(disk: &dyn Disk, job: Job, privacy: Privacy, tag: &str) -> Result<Durability, StoreError> {
    let target = job.target.clone();
    let result = write_all(disk, &[job], privacy, tag).pop();
    match result {
        Some(Ok(durability)) => Ok(durability),
        Some(Err(failure)) => Err(StoreError::io("Could not save", &target, failure.error)),
        None => Ok(Durability::Unconfirmed),
    }
}

/// Prepares every job. Many are spread over threads that mostly wait: a file system flushes files together when they are
/// asked for together.
fn prepare_all(disk: &dyn Disk, jobs: &[Job], privacy: Privacy, tag: &str) -> Vec<io::Result<(PathBuf, Durability)>> {
    let all = |jobs: &[Job]| jobs.iter().map(|job| prepare(disk, job, privacy, tag)).collect::<Vec<_>>();
    if jobs.len() < SIDE_BY_SIDE {
        return all(jobs);
    }
    thread::scope(|scope| {
        let parts: Vec<_> = jobs.chunks(jobs.len().div_ceil(FLUSHERS)).collect();
        let started: Vec<_> = parts
            .iter()
            .map(|part| thread::Builder::new().name("keepwise-flush".to_owned()).spawn_scoped(scope, || all(part)))
            .collect();
        let mut prepared = Vec::with_capacity(jobs.len());
        for (thread, part) in started.into_iter().zip(&parts) {
            match thread.map(ScopedJoinHandle::join) {
                Ok(Ok(done)) => prepared.extend(done),
                // No thread was left, or it broke off: its files are written here. A half-done one has another name.
                Ok(Err(_)) | Err(_) => prepared.extend(all(part)),
            }
        }
        prepared
    })
}

/// Writes and flushes the temporary file and reads it back; its name is that of no other file.
fn prepare(disk: &dyn Disk, job: &Job, privacy: Privacy, tag: &str) -> io::Result<(PathBuf, Durability)> {
    let dir = job.target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut tries = 0;
    loop {
        let temp = dir.join(temp_name(tag));
        tries += 1;
        match disk.write_new(&temp, &job.bytes, privacy, &job.target) {
            Ok(durability) => {
                return match disk.read(&temp, job.bytes.len() as u64 + 1) {
                    Ok(back) if back == job.bytes => Ok((temp, durability)),
                    Ok(_) => {
                        discard(disk, &temp);
                        Err(io::Error::other("the drive gave back something else than was written"))
                    }
                    Err(error) => {
                        discard(disk, &temp);
                        Err(error)
                    }
                };
            }
            // Left by a process that had this number before; somebody else's is not ours to remove here.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < 100 => {}
            Err(error) => {
                discard(disk, &temp);
                return Err(error);
            }
        }
    }
}

/// Removes a temporary file that is of no use; one that stays is removed when the workspace is opened again.
fn discard(disk: &dyn Disk, temp: &Path) {
    if let Err(_left_behind) = disk.remove(temp) {}
}

/// One error may stand for several files, and system errors cannot be cloned.
pub(super) fn copy(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}
