//! The workspace folder, open: what is known to be on disk, and saving into it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{self, Job};
use super::disk::{Disk, Durability, Privacy, READ_LIMIT, RealDisk};
use super::load::{self, Access, BUSINESS_FILE, Hash, Loaded, Progress, Scan, TRASH_DIR};
use super::{MAX_FILE_BYTES, Paths, StoreError, WriterLock, format};
use crate::model::{BusinessId, Change, Record, RecordKey};

/// A record as it is to be on disk; `None` deletes it.
pub type RecordEdit = (RecordKey, Option<Record>);

type RecordEditRef<'a> = (RecordKey, Option<&'a Record>);

/// The records a change touched, as they are to be on disk.
pub fn edits_of(change: &Change) -> Vec<RecordEdit> {
    change.records.iter().map(|record| (record.key, record.after.clone())).collect()
}

/// What became of the records that were to be saved.
#[derive(Debug)]
pub struct Saved {
    /// Whether the disk confirmed it, for all that were saved.
    pub durability: Durability,
    /// The records that were not saved, or not for certain; each file is the old one or the new one.
    pub failed: BTreeMap<RecordKey, StoreError>,
}

impl Saved {
    /// All or the first thing that went wrong.
    ///
    /// # Errors
    /// What went wrong with the first record that was not saved.
    pub fn all(self) -> Result<Durability, StoreError> {
        self.failed.into_values().next().map_or(Ok(self.durability), Err)
    }
}

/// What is known about the file of one record.
#[derive(Debug, Default, Clone)]
struct Known {
    /// The fingerprint as read or written last; `None` while there is no file.
    hash: Option<Hash>,
    /// Fingerprints of tries that failed but may be in place all the same.
    tried: Vec<Hash>,
    /// The last try failed, so the file is written again even if it looks right: a failed flush proves nothing.
    is_doubtful: bool,
}

/// A workspace folder that is open. Holds the writer's lock while it may be changed.
pub struct Folder {
    dir: PathBuf,
    disk: Box<dyn Disk>,
    tag: String,
    business: BusinessId,
    known: BTreeMap<RecordKey, Known>,
    untouchable: BTreeSet<PathBuf>,
    access: Access,
    _lock: Option<WriterLock>,
}

impl std::fmt::Debug for Folder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folder").field("dir", &self.dir).field("access", &self.access).finish_non_exhaustive()
    }
}

/// Why nothing at all can be written.
enum Refusal {
    ReadOnly(String),
    Gone,
    Unreadable(io::Error),
}

impl Refusal {
    fn error(&self, dir: &Path) -> StoreError {
        match self {
            Self::ReadOnly(reason) => StoreError::ReadOnly(reason.clone()),
            Self::Gone => StoreError::Gone(dir.to_owned()),
            Self::Unreadable(error) => StoreError::io("Could not look into", dir, atomic::copy(error)),
        }
    }
}

/// So many files are written before the folder is flushed; bounds the memory of a large import.
const BATCH: usize = 512;

impl Folder {
    /// Takes the lock and reads the workspace. If another window has it, or it cannot be changed for another reason,
    /// it is read all the same and [`Loaded::access`] says why. Temporary files a crash left are removed.
    ///
    /// # Errors
    /// As [`super::load()`].
    pub fn open(paths: &Paths, dir: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<(Self, Loaded), StoreError> {
        Self::open_on(Box::new(RealDisk), paths, dir, progress)
    }

    pub(super) fn open_on(
        disk: Box<dyn Disk>,
        paths: &Paths,
        dir: &Path,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Self, Loaded), StoreError> {
        if !super::is_workspace(dir) {
            return Err(StoreError::NotAWorkspace(dir.to_owned()));
        }
        // One name per user of this computer: another computer's temporary files in a shared folder are not ours.
        let tag = blake3::hash(paths.root().as_os_str().as_encoded_bytes()).to_hex()[..8].to_owned();
        let lock = WriterLock::acquire(paths, dir);
        let Scan { mut loaded, known, untouchable } = load::scan(dir, progress)?;
        let lock = match lock {
            Ok(lock) => {
                if loaded.access == Access::ReadWrite {
                    remove_leftovers(&*disk, dir, &tag);
                    if let Err(error) = probe(&*disk, dir, &tag) {
                        loaded.access = Access::ReadOnly(error.to_string());
                    }
                }
                Some(lock)
            }
            Err(locked) => {
                loaded.access = Access::ReadOnly(locked.to_string());
                None
            }
        };
        let known =
            known.into_iter().map(|(key, hash)| (key, Known { hash: Some(hash), ..Known::default() })).collect();
        let (business, access) = (loaded.workspace.business.id, loaded.access.clone());
        let folder = Self { dir: dir.to_owned(), disk, tag, business, known, untouchable, access, _lock: lock };
        Ok((folder, loaded))
    }

    /// Where it lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether it may be changed.
    pub const fn access(&self) -> &Access {
        &self.access
    }

    /// Writes records and moves deleted ones to the trash; if a record is listed twice, the last counts. Each file is
    /// written whole or not at all, and flushed before this returns. A file that was changed outside, or could not be
    /// read, is not touched. A record whose file is the same already is not written again.
    pub fn save(&mut self, edits: &[RecordEdit]) -> Saved {
        let newest: BTreeMap<RecordKey, Option<&Record>> =
            edits.iter().map(|(key, record)| (*key, record.as_ref())).collect();
        let mut saved = Saved { durability: Durability::Synced, failed: BTreeMap::new() };
        if newest.is_empty() {
            return saved;
        }
        if let Some(refusal) = self.refusal() {
            saved.failed = newest.keys().map(|key| (*key, refusal.error(&self.dir))).collect();
            return saved;
        }
        // In such an order that whatever a file refers to is there, should the power fail on the way: what is referred
        // to is written first, and taken away last.
        let is_late = self.takes_people_away(newest.get(&RecordKey::Business).copied().flatten());
        let phase = |key: &RecordKey, record: Option<&Record>| match (key, record) {
            (RecordKey::Scorecard(_), Some(_)) => 0,
            (RecordKey::Business, _) if !is_late => 1,
            (RecordKey::Customer(_), Some(_)) => 2,
            (RecordKey::Customer(_), None) => 3,
            (RecordKey::Business, _) => 4,
            (RecordKey::Scorecard(_), None) => 5,
        };
        let mut phases: BTreeMap<u8, Vec<RecordEditRef<'_>>> = BTreeMap::new();
        for (key, record) in newest {
            phases.entry(phase(&key, record)).or_default().push((key, record));
        }
        for edits in phases.into_values() {
            let written: Vec<_> =
                edits.iter().filter_map(|(key, record)| record.map(|record| (*key, record))).collect();
            for batch in written.chunks(BATCH) {
                self.write(batch, &mut saved);
            }
            for (key, _) in edits.iter().filter(|(_, record)| record.is_none()) {
                match self.delete(*key) {
                    Ok(durability) => saved.durability = saved.durability.min(durability),
                    Err(error) => drop(saved.failed.insert(*key, error)),
                }
            }
        }
        saved
    }

    /// Whether the file of the business names people that the record no longer has: ratings on disk may be theirs.
    fn takes_people_away(&self, record: Option<&Record>) -> bool {
        let Some(Record::Business(business)) = record else { return false };
        let on_disk = self.disk.read(&self.dir.join(BUSINESS_FILE), READ_LIMIT).ok();
        let on_disk = on_disk.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
        let has = |id: &String| id.parse().is_ok_and(|id| business.people.contains_key(&id));
        let people = on_disk.as_ref().and_then(|value| value.get("people")?.as_object());
        people.is_some_and(|people| !people.keys().all(has))
    }

    /// Why nothing at all can be written: it is read-only, or the folder is an empty mount point or another workspace.
    fn refusal(&self) -> Option<Refusal> {
        if let Access::ReadOnly(reason) = &self.access {
            return Some(Refusal::ReadOnly(reason.clone()));
        }
        let bytes = match self.disk.read(&self.dir.join(BUSINESS_FILE), READ_LIMIT) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Some(Refusal::Gone);
            }
            Err(error) => return Some(Refusal::Unreadable(error)),
        };
        if self.is_ours(RecordKey::Business, blake3::hash(&bytes)) {
            return None;
        }
        let id = serde_json::from_slice::<serde_json::Value>(&bytes).ok().and_then(|value| {
            value.get("id").and_then(serde_json::Value::as_str).and_then(|id| id.parse::<BusinessId>().ok())
        });
        (id != Some(self.business)).then_some(Refusal::Gone)
    }

    fn write(&mut self, batch: &[(RecordKey, &Record)], saved: &mut Saved) {
        let mut keys = Vec::with_capacity(batch.len());
        let mut jobs = Vec::with_capacity(batch.len());
        for (key, record) in batch {
            match self.prepare(*key, record) {
                Ok(Some(job)) => {
                    keys.push(*key);
                    jobs.push(job);
                }
                Ok(None) => {}
                Err(error) => drop(saved.failed.insert(*key, error)),
            }
        }
        let results = atomic::write_all(&*self.disk, &jobs, Privacy::Private, &self.tag);
        for ((key, job), result) in keys.into_iter().zip(&jobs).zip(results) {
            let hash = blake3::hash(&job.bytes);
            let known = self.known.entry(key).or_default();
            match result {
                Ok(durability) => {
                    *known = Known { hash: Some(hash), ..Known::default() };
                    saved.durability = saved.durability.min(durability);
                }
                Err(failure) => {
                    known.is_doubtful = true;
                    if failure.in_place {
                        known.hash = Some(hash);
                    } else if !known.tried.contains(&hash) {
                        known.tried.push(hash);
                    }
                    saved.failed.insert(key, StoreError::io("Could not save", &job.target, failure.error));
                }
            }
        }
    }

    /// What has to be written for a record; `None` if the file is the same already.
    fn prepare(&self, key: RecordKey, record: &Record) -> Result<Option<Job>, StoreError> {
        let file = load::file_of(key);
        if self.untouchable.contains(&file) {
            return Err(StoreError::Untouchable(file));
        }
        let target = self.dir.join(&file);
        let bytes = bytes_of(record, &file)?;
        match self.on_disk(key, &target)? {
            Some(hash) => {
                let is_same = hash == blake3::hash(&bytes);
                let is_sure = self.known.get(&key).is_some_and(|known| !known.is_doubtful && known.hash == Some(hash));
                if is_same && is_sure {
                    return Ok(None);
                }
                if !is_same && !self.is_ours(key, hash) {
                    return Err(StoreError::ChangedOutside(file));
                }
            }
            None => self.make_folder_of(&target)?,
        }
        Ok(Some(Job { target, bytes }))
    }

    /// The fingerprint of the file that is there now, if there is one.
    fn on_disk(&self, key: RecordKey, target: &Path) -> Result<Option<Hash>, StoreError> {
        match self.disk.read(target, READ_LIMIT) {
            Ok(bytes) => Ok(Some(blake3::hash(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                Err(StoreError::io("Could not compare before saving", &self.dir.join(load::file_of(key)), error))
            }
        }
    }

    /// Whether what is on disk was read or written here.
    fn is_ours(&self, key: RecordKey, hash: Hash) -> bool {
        self.known.get(&key).is_some_and(|known| known.hash == Some(hash) || known.tried.contains(&hash))
    }

    fn make_folder_of(&self, target: &Path) -> Result<(), StoreError> {
        let Some(dir) = target.parent() else { return Ok(()) };
        let failed = |error| StoreError::io("Could not make the folder", dir, error);
        if self.disk.exists(dir).map_err(failed)? {
            return Ok(());
        }
        self.disk.create_dir(dir).map_err(failed)?;
        self.disk.sync_dir(&self.dir).map(drop).map_err(failed)
    }

    /// Moves a record's file to the trash, under a name nothing else has there.
    fn delete(&mut self, key: RecordKey) -> Result<Durability, StoreError> {
        let file = load::file_of(key);
        if key == RecordKey::Business || self.untouchable.contains(&file) {
            return Err(StoreError::Untouchable(file));
        }
        let from = self.dir.join(&file);
        let failed = |error| StoreError::io("Could not move to the trash", &self.dir.join(&file), error);
        let source = from.parent().unwrap_or(&self.dir).to_owned();
        let trash = self.dir.join(TRASH_DIR);
        match self.on_disk(key, &from)? {
            Some(hash) if !self.is_ours(key, hash) => return Err(StoreError::ChangedOutside(file)),
            Some(_) => {
                let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
                let mut to = trash.join(format!("{stem}.json"));
                self.make_folder_of(&to)?;
                let mut number = 2_u32;
                while self.disk.exists(&to).map_err(failed)? {
                    to = trash.join(format!("{stem}-{number}.json"));
                    number += 1;
                }
                self.disk.rename(&from, &to).map_err(failed)?;
            }
            None if !self.known.contains_key(&key) => return Ok(Durability::Synced),
            None => {}
        }
        // Reached again when an earlier try moved the file but could not confirm it.
        let mut durability = Durability::Synced;
        for dir in [&source, &trash] {
            if self.disk.exists(dir).map_err(failed)? {
                durability = durability.min(self.disk.sync_dir(dir).map_err(failed)?);
            }
        }
        self.known.remove(&key);
        Ok(durability)
    }
}

/// The bytes of a record's file, if they can be read again.
pub(super) fn bytes_of(record: &Record, file: &Path) -> Result<Vec<u8>, StoreError> {
    let unwritable = |reason: String| StoreError::Unwritable { path: file.to_owned(), reason };
    let bytes = format::write(record).map_err(|error| unwritable(error.to_string()))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(unwritable(format!(
            "it has {} bytes, and at most {MAX_FILE_BYTES} can be read again",
            bytes.len()
        )));
    }
    Ok(bytes)
}

/// Temporary files this user's Keepwise left in the workspace when it was killed.
fn remove_leftovers(disk: &dyn Disk, dir: &Path, tag: &str) {
    for folder in [dir.to_owned(), dir.join(load::CUSTOMERS_DIR), dir.join(load::SCORECARDS_DIR)] {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if atomic::is_temp(&name.to_string_lossy(), tag) {
                // One that cannot be removed does no harm.
                if let Err(_stays) = disk.remove(&entry.path()) {}
            }
        }
    }
}

/// Finds out before anybody types whether the folder can be written.
fn probe(disk: &dyn Disk, dir: &Path, tag: &str) -> Result<(), StoreError> {
    let failed = |error| StoreError::io("You can only look at this workspace. Could not write into", dir, error);
    let temp = dir.join(format!("{}probe-{}.tmp", atomic::temp_prefix(tag), std::process::id()));
    disk.write_new(&temp, b"", Privacy::Private, &temp).map_err(failed)?;
    disk.remove(&temp).map_err(failed)
}

#[cfg(test)]
mod tests;
