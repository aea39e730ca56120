//! An import from a spreadsheet: read, map, preview, take.

use std::path::PathBuf;
use std::sync::Arc;

use crate::exchange::{Preview, Table};

use super::{Effect, State};

/// An import under way.
#[derive(Debug, Default)]
pub struct ImportState {}

/// How far the import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStep {
    /// The file is being read.
    Reading,
    /// Columns are being assigned; the preview follows every change.
    Mapping,
}

/// In the import.
#[derive(Debug, Clone)]
pub enum ImportCommand {
    /// The spreadsheet was read, or not.
    Read(PathBuf, Result<Arc<Table>, String>),
    /// What the import would do; an answer to an older question is thrown away.
    Previewed(u64, Box<Preview>),
}

/// Starts reading a spreadsheet.
pub(super) fn read(_state: &mut State, path: PathBuf) -> Vec<Effect> {
    vec![Effect::ReadTable(path)]
}

pub(super) fn handle(_state: &mut State, command: ImportCommand) -> Vec<Effect> {
    match command {
        ImportCommand::Read(..) | ImportCommand::Previewed(..) => Vec::new(),
    }
}
