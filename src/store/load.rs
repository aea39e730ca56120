//! Reading a workspace: all files at once, on all cores; a file that cannot be read never hides the others.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use ulid::Ulid;

use super::error::plain;
use super::format::{self, BadFile, FileRecord, FormatRule};
use super::{Problem, StoreError};
use crate::model::{Business, BusinessId, Customer, Name, RecordKey, Scorecard, Workspace};

/// The most bytes a file of a workspace may have: 16 MB, more than 20,000 ratings.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// The marker file.
pub(super) const BUSINESS_FILE: &str = "workspace.json";
/// Where scorecards lie.
pub(super) const SCORECARDS_DIR: &str = "scorecards";
/// Where customers lie.
pub(super) const CUSTOMERS_DIR: &str = "customers";
/// Where deleted files go.
pub(super) const TRASH_DIR: &str = "trash";

const ADVICE: &str = "It is left as it is and nothing else is affected. Correct it in a text editor, or bring back an \
                      older version from a backup or from your sync service.";

/// How far loading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Files read.
    pub done: usize,
    /// Files in all.
    pub total: usize,
}

/// Whether the workspace may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// It may.
    ReadWrite,
    /// It may only be looked at; the text says why and what to do.
    ReadOnly(String),
}

/// A workspace as read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Everything that could be read.
    pub workspace: Workspace,
    /// What could not, sorted by file.
    pub problems: Vec<Problem>,
    /// Whether it may be changed.
    pub access: Access,
}

/// The fingerprint of a file's bytes.
pub(super) type Hash = blake3::Hash;

/// What was read, with what saving needs to know.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) loaded: Loaded,
    /// The fingerprints of the files as read.
    pub(super) known: BTreeMap<RecordKey, Hash>,
    /// Files that could not be read, relative: never overwritten.
    pub(super) untouchable: BTreeSet<PathBuf>,
}

/// Reads a workspace to look at it. To change it, use [`super::Folder::open`].
///
/// # Errors
/// [`StoreError::NotAWorkspace`] if there is no `workspace.json`, [`StoreError::Io`] if the folder cannot be read at
/// all. Everything else is a [`Problem`].
pub fn load(dir: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<Loaded, StoreError> {
    scan(dir, progress).map(|scan| scan.loaded)
}

/// The file of a record, relative to the workspace.
pub(super) fn file_of(key: RecordKey) -> PathBuf {
    match key {
        RecordKey::Business => PathBuf::from(BUSINESS_FILE),
        RecordKey::Scorecard(id) => Path::new(SCORECARDS_DIR).join(format!("{id}.json")),
        RecordKey::Customer(id) => Path::new(CUSTOMERS_DIR).join(format!("{id}.json")),
    }
}

pub(super) fn scan(dir: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<Scan, StoreError> {
    let mut problems = Vec::new();
    let mut access = Access::ReadWrite;
    let (business, business_hash) = read_business(dir, &mut problems, &mut access)?;
    let scorecard_files = list(dir, SCORECARDS_DIR, &mut problems, &mut access);
    let customer_files = list(dir, CUSTOMERS_DIR, &mut problems, &mut access);
    let counter = Counter { done: AtomicUsize::new(0), total: scorecard_files.len() + customer_files.len(), progress };
    counter.report(0);

    let mut workspace = Workspace::new(business);
    let mut known = BTreeMap::new();
    known.extend(business_hash.map(|hash| (RecordKey::Business, hash)));
    let cards: Vec<_> = scorecard_files
        .par_iter()
        .map(|file| counter.count(|| read_named(dir, file, |card: &Scorecard| card.id)))
        .collect();
    for read in cards {
        match read {
            Ok((card, hash)) => {
                known.insert(RecordKey::Scorecard(card.id), hash);
                workspace.scorecards.insert(card.id, Arc::new(card));
            }
            Err(problem) => problems.push(problem),
        }
    }
    let customers: Vec<_> = customer_files
        .par_iter()
        .map(|file| {
            counter.count(|| {
                read_named(dir, file, |customer: &Customer| customer.id)
                    .map(|(customer, hash)| (Arc::new(customer), hash))
            })
        })
        .collect();
    for read in customers {
        match read {
            Ok((customer, hash)) => {
                known.insert(RecordKey::Customer(customer.id), hash);
                workspace.customers.insert(customer.id, customer);
            }
            Err(problem) => problems.push(problem),
        }
    }
    counter.report(counter.total);
    problems.sort();
    let untouchable = problems.iter().map(|problem| problem.file.clone()).collect();
    Ok(Scan { loaded: Loaded { workspace, problems, access }, known, untouchable })
}

/// Tells how far it is, but not ten thousand times.
struct Counter<'a> {
    done: AtomicUsize,
    total: usize,
    progress: &'a (dyn Fn(Progress) + Sync),
}

impl Counter<'_> {
    fn count<T>(&self, work: impl FnOnce() -> T) -> T {
        let result = work();
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(128) {
            self.report(done);
        }
        result
    }

    fn report(&self, done: usize) {
        (self.progress)(Progress { done, total: self.total });
    }
}

/// The business, or a stand-in if its file cannot be read: the customers are shown all the same, but not changed.
fn read_business(
    dir: &Path,
    problems: &mut Vec<Problem>,
    access: &mut Access,
) -> Result<(Business, Option<Hash>), StoreError> {
    let path = dir.join(BUSINESS_FILE);
    match fs::symlink_metadata(&path) {
        Ok(_) => {}
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(StoreError::NotAWorkspace(dir.to_owned()));
        }
        Err(error) => return Err(StoreError::io("Could not open the workspace", dir, error)),
    }
    let file = Path::new(BUSINESS_FILE);
    let bad = match read_bytes(&path) {
        Ok(bytes) => match format::read::<Business>(&bytes, FormatRule::Required) {
            Ok(business) => return Ok((with_standing_groups(business), Some(blake3::hash(&bytes)))),
            Err(bad) => {
                if bad.is_newer
                    && let Ok(business) = format::read::<Business>(&bytes, FormatRule::Lenient)
                {
                    *access = Access::ReadOnly(NEWER.to_owned());
                    return Ok((with_standing_groups(business), Some(blake3::hash(&bytes))));
                }
                bad
            }
        },
        Err(bad) => bad,
    };
    let reason = if bad.is_newer {
        NEWER.to_owned()
    } else {
        "workspace.json cannot be read, so nothing can be changed here. Correct it or bring back an older version, then \
         open the workspace again."
            .to_owned()
    };
    *access = Access::ReadOnly(reason);
    problems.push(problem(file, bad));
    Ok((stand_in(dir)?, None))
}

const NEWER: &str = "This workspace belongs to a newer version of Keepwise. You can look at it, but not change it here. \
                     Update Keepwise to change it.";

/// Management, team and customer always exist, whatever a file says.
fn with_standing_groups(mut business: Business) -> Business {
    for (id, group) in Business::new(business.id, business.name.clone()).groups {
        business.groups.entry(id).or_insert(group);
    }
    business
}

/// A business named after the folder, for looking only.
fn stand_in(dir: &Path) -> Result<Business, StoreError> {
    let folder = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = Name::new(&folder).or_else(|_unusable| Name::new("Workspace"));
    name.map(|name| Business::new(BusinessId::new(Ulid::nil()), name))
        .map_err(|_empty| StoreError::NotAWorkspace(dir.to_owned()))
}

/// The files with records in a folder of the workspace, sorted; a missing folder is an empty one.
fn list(dir: &Path, folder: &'static str, problems: &mut Vec<Problem>, access: &mut Access) -> Vec<PathBuf> {
    let mut refuse = |what: String| {
        let advice = "Nothing was changed. Give the folder back its permissions or its place, then open the workspace \
                      again; until then it can only be looked at.";
        problems.push(Problem { file: PathBuf::from(folder), place: None, what, advice: advice.to_owned() });
        *access = Access::ReadOnly(format!("The folder {folder} cannot be read, so nothing can be changed here."));
    };
    let path = dir.join(folder);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => {
            refuse("It is not a folder.".to_owned());
            return Vec::new();
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            refuse(format!("It cannot be read: {}", plain(&error)));
            return Vec::new();
        }
    }
    let entries = match fs::read_dir(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => {
            refuse(format!("It cannot be read: {}", plain(&error)));
            return Vec::new();
        }
    };
    let is_json = |name: &OsStr| {
        let name = name.to_string_lossy();
        !name.starts_with('.') && Path::new(&*name).extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
    };
    let mut files: Vec<_> = entries
        .into_iter()
        .map(|entry| entry.file_name())
        .filter(|name| is_json(name))
        .map(|name| Path::new(folder).join(name))
        .collect();
    files.sort();
    files
}

/// Reads a record whose file is named after its id.
fn read_named<T, I>(dir: &Path, file: &Path, id_of: fn(&T) -> I) -> Result<(T, Hash), Problem>
where
    T: FileRecord,
    I: FromStr + ToString + PartialEq,
{
    let stem = file.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    if stem.parse::<I>().ok().is_none_or(|id| id.to_string() != stem) || file.extension() != Some(OsStr::new("json")) {
        return Err(Problem {
            file: file.to_owned(),
            place: None,
            what: "Its name is not that of a record; it may be a copy left by a sync service or made by hand."
                .to_owned(),
            advice: "It is left as it is and not counted. If it holds something that is missing, copy that over by \
                     hand; then move it out of the folder."
                .to_owned(),
        });
    }
    let bytes = read_bytes(&dir.join(file)).map_err(|bad| problem(file, bad))?;
    let record: T = format::read(&bytes, FormatRule::Required).map_err(|bad| problem(file, bad))?;
    let inner = id_of(&record).to_string();
    if inner != stem {
        let what = format!("The id inside is {inner}, not that of its name.");
        return Err(problem(file, BadFile { place: None, what, is_newer: false }));
    }
    Ok((record, blake3::hash(&bytes)))
}

/// The bytes of a file, if it is one and not too large. Links, pipes and folders are not opened.
fn read_bytes(path: &Path) -> Result<Vec<u8>, BadFile> {
    let bad = |what: String| BadFile { place: None, what, is_newer: false };
    let unreadable = |error: io::Error| bad(format!("It cannot be read: {}", plain(&error)));
    let metadata = fs::symlink_metadata(path).map_err(unreadable)?;
    if metadata.is_symlink() {
        return Err(bad("It is a link to somewhere else; links are not followed.".to_owned()));
    }
    if !metadata.is_file() {
        return Err(bad("It is not a file.".to_owned()));
    }
    let too_large = |size: u64| bad(format!("It has {size} bytes; at most {MAX_FILE_BYTES} are read."));
    if metadata.len() > MAX_FILE_BYTES {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE_BYTES { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

fn problem(file: &Path, bad: BadFile) -> Problem {
    let advice = if bad.is_newer {
        "It is left as it is and nothing else is affected. Update Keepwise to read it.".to_owned()
    } else {
        ADVICE.to_owned()
    };
    Problem { file: file.to_owned(), place: bad.place, what: bad.what, advice }
}
