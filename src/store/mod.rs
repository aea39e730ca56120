//! The workspace folder on disk; the only room that touches files.
//!
//! A workspace is a folder: `workspace.json` (the business), `scorecards/<id>.json`, `customers/<id>.json` and
//! `trash/`. Every file is the old version or the new one, never half ([`Folder::save`]); a file that cannot be read
//! is listed as a [`Problem`], left as it is and never overwritten; a file somebody else changed since it was read is
//! never overwritten either. What belongs to this computer only (settings, drafts, locks) lies under [`Paths`],
//! never in the shared folder.

mod atomic;
mod bundled;
mod check;
mod create;
mod disk;
mod drafts;
mod error;
mod export_file;
mod files;
mod folder;
mod format;
mod load;
mod lock;
mod paths;
mod problem;
mod saver;
mod schema;
mod settings;

pub use bundled::{Demo, create_sample, first_workspace, sample_workspace, starters};
pub use check::{CheckReport, check, consistency};
pub use create::{create, is_workspace};
pub use disk::Durability;
pub use drafts::Drafts;
pub use error::StoreError;
pub use export_file::{ExportFile, ReadyExport, prepare_export};
pub use files::{Overwrite, free_name, is_taken, make_folder, read_import, safe_file_stem, write_export};
pub use folder::{Folder, RecordEdit, Saved, edits_of};
pub use load::{Access, Loaded, MAX_FILE_BYTES, Progress, load};
pub use lock::{Locked, WriterLock};
pub use paths::{HOME_VARIABLE, Paths};
pub use problem::Problem;
pub use saver::{SaveEvent, Saver};
pub use schema::schema;
pub use settings::{Renderer, Settings, Theme};
