//! Making a new workspace in an empty folder.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::StoreError;
use super::atomic::{self, Job};
use super::disk::{Disk, Privacy, RealDisk};
use super::folder::bytes_of;
use super::load::{self, BUSINESS_FILE, CUSTOMERS_DIR, SCORECARDS_DIR};
use crate::model::{Record, RecordKey, Workspace};

/// Whether this folder holds a workspace: whether it has a `workspace.json`.
pub fn is_workspace(dir: &Path) -> bool {
    fs::symlink_metadata(dir.join(BUSINESS_FILE)).is_ok()
}

/// Makes the folder if need be and writes a whole workspace into it, readable by this user only. If anything goes
/// wrong, what was written is removed again.
///
/// # Errors
/// [`StoreError::AlreadyAWorkspace`], [`StoreError::NotEmpty`], or [`StoreError::Io`].
pub fn create(dir: &Path, workspace: &Workspace) -> Result<(), StoreError> {
    create_on(&RealDisk, dir, workspace)
}

pub(super) fn create_on(disk: &dyn Disk, dir: &Path, workspace: &Workspace) -> Result<(), StoreError> {
    if is_workspace(dir) {
        return Err(StoreError::AlreadyAWorkspace(dir.to_owned()));
    }
    if !is_empty(dir)? {
        return Err(StoreError::NotEmpty(dir.to_owned()));
    }
    for folder in [dir.to_owned(), dir.join(SCORECARDS_DIR), dir.join(CUSTOMERS_DIR)] {
        disk.create_dir(&folder).map_err(|error| StoreError::io("Could not make the folder", &folder, error))?;
    }
    let mut records = vec![(RecordKey::Business, Record::Business(Arc::clone(&workspace.business)))];
    let cards = workspace.scorecards.values();
    records.extend(cards.map(|card| (RecordKey::Scorecard(card.id), Record::Scorecard(Arc::clone(card)))));
    let customers = workspace.customers.values();
    records.extend(customers.map(|one| (RecordKey::Customer(one.id), Record::Customer(Arc::clone(one)))));
    let result = records.chunks(512).try_for_each(|batch| write(disk, dir, batch));
    if result.is_err() {
        for (key, _) in &records {
            // Best effort: the error that matters is the one returned.
            if let Err(_never_written) = disk.remove(&dir.join(load::file_of(*key))) {}
        }
    }
    result
}

fn write(disk: &dyn Disk, dir: &Path, batch: &[(RecordKey, Record)]) -> Result<(), StoreError> {
    let mut jobs = Vec::with_capacity(batch.len());
    for (key, record) in batch {
        let target = dir.join(load::file_of(*key));
        let bytes = bytes_of(record, &target)?;
        jobs.push(Job { target, bytes });
    }
    let results = atomic::write_all(disk, &jobs, Privacy::Private, "new");
    for (job, result) in jobs.iter().zip(results) {
        result.map_err(|failure| {
            StoreError::io("Could not make the workspace: could not write", &job.target, failure.error)
        })?;
    }
    Ok(())
}

/// Whether a folder has nothing in it but what file managers leave, or our own empty folders; a missing one is empty.
fn is_empty(dir: &Path) -> Result<bool, StoreError> {
    let failed = |error| StoreError::io("Could not look into", dir, error);
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_left_by_system = name.starts_with('.') || ["desktop.ini", "Thumbs.db"].contains(&&*name);
        let is_own_and_empty = [SCORECARDS_DIR, CUSTOMERS_DIR].contains(&&*name)
            && fs::read_dir(entry.path()).is_ok_and(|mut inside| inside.next().is_none());
        if !is_left_by_system && !is_own_and_empty {
            return Ok(false);
        }
    }
    Ok(true)
}
