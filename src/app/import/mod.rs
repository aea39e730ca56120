//! An import from a spreadsheet: read, choose what the columns become, see what would happen, take it.
//!
//! What would happen is worked out on a worker after every change, one at a time; an answer to an older question is
//! thrown away and the newest is asked. Nothing is changed before [`ImportCommand::Accept`], and then as one edit.

mod columns;
mod form;
mod take;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exchange::{Kind, Preview, Table, suggest};
use crate::model::ScorecardId;

use super::{Clock, Effect, FileCommand, ImportQuestion, Modal, Pick, State};

pub use columns::{ColumnForm, UseKind};
pub use form::{ImportForm, ImportOptions};

/// An import under way.
#[derive(Debug, Default)]
pub struct ImportState {
    /// The file's name, without its folder.
    pub file_name: String,
    /// Why the file can't be read.
    pub error: Option<String>,
    /// The spreadsheet.
    pub table: Option<Arc<Table>>,
    /// What its columns become.
    pub form: Option<ImportForm>,
    /// What would happen, as far as it is known.
    pub preview: Option<Box<Preview>>,
    /// Something that happened meanwhile.
    pub notice: Option<String>,
    path: PathBuf,
    ticket: u64,
    /// The question a worker is busy with.
    asked: Option<u64>,
    /// The revision of the workspace the newest question was about.
    revision: u64,
}

impl ImportState {
    /// Whether a worker is finding out what would happen.
    pub const fn is_working(&self) -> bool {
        self.asked.is_some()
    }
}

/// How far the import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStep {
    /// The file is being read.
    Reading,
    /// The file can't be read.
    Failed,
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
    /// A row is a customer, or a rating: everything is suggested anew.
    Kind(Kind),
    /// A column becomes something else.
    Use(usize, UseKind),
    /// A column as it is now.
    Column(usize, Box<ColumnForm>),
    /// The answers belong to this scorecard, or to a new one.
    Card(Option<ScorecardId>),
    /// The choices for all rows as they are now.
    Options(Box<ImportOptions>),
    /// Do it.
    Accept,
    /// Choose another file.
    ChooseAnother,
}

/// Starts reading a spreadsheet.
pub(super) fn read(state: &mut State, path: PathBuf) -> Vec<Effect> {
    let before = &state.areas.import;
    // Tickets go on, so that an answer for the file before is not taken for this one's.
    let ticket = before.ticket + 1;
    state.areas.import =
        ImportState { file_name: file_name(&path), path: path.clone(), ticket, ..ImportState::default() };
    state.modal = Some(Modal::Import(ImportStep::Reading));
    vec![Effect::ReadTable(path)]
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl ImportState {
    /// The first ticket that no question has had yet.
    pub(super) const fn next_ticket(&self) -> u64 {
        self.ticket + 1
    }

    /// Begins counting at this ticket: answers to older questions are thrown away.
    pub(super) const fn begin_at(&mut self, ticket: u64) {
        self.ticket = ticket;
    }
}

pub(super) fn handle(state: &mut State, command: ImportCommand) -> Vec<Effect> {
    match command {
        ImportCommand::Read(path, result) => arrived(state, &path, result),
        ImportCommand::Previewed(ticket, preview) => previewed(state, ticket, preview),
        ImportCommand::Kind(kind) => {
            suggest_anew(state, Some(kind));
            ask(state)
        }
        ImportCommand::Use(index, use_kind) => {
            let area = &mut state.areas.import;
            let (Some(table), Some(form)) = (&area.table, &mut area.form) else { return Vec::new() };
            if let Some(column) = form.columns.get_mut(index) {
                column.use_for(use_kind, table, index);
            }
            ask(state)
        }
        ImportCommand::Column(index, column) => {
            if let Some(old) = state.areas.import.form.as_mut().and_then(|form| form.columns.get_mut(index)) {
                *old = *column;
            }
            ask(state)
        }
        ImportCommand::Card(card) => {
            if let Some(form) = &mut state.areas.import.form {
                form.card = card;
            }
            ask(state)
        }
        ImportCommand::Options(options) => {
            if let Some(form) = &mut state.areas.import.form {
                form.options = *options;
            }
            ask(state)
        }
        ImportCommand::Accept => take::accept(state),
        ImportCommand::ChooseAnother => {
            state.modal = None;
            super::file::handle(state, FileCommand::Pick(Pick::ImportFile))
        }
    }
}

fn arrived(state: &mut State, path: &Path, result: Result<Arc<Table>, String>) -> Vec<Effect> {
    let is_awaited = matches!(state.modal, Some(Modal::Import(ImportStep::Reading)));
    if !is_awaited || state.areas.import.path != *path {
        return Vec::new();
    }
    match result {
        Err(error) => {
            state.areas.import.error = Some(super::scorecards::sentence(&error));
            state.modal = Some(Modal::Import(ImportStep::Failed));
            Vec::new()
        }
        Ok(table) => {
            let name = file_name(path);
            // Nobody else has it yet, so nothing is copied.
            state.areas.import.table = Some(Arc::new(Arc::unwrap_or_clone(table).named(&name)));
            state.modal = Some(Modal::Import(ImportStep::Mapping));
            suggest_anew(state, None);
            ask(state)
        }
    }
}

fn suggest_anew(state: &mut State, kind: Option<Kind>) {
    let today = state.clock.today();
    let Some(session) = state.session() else { return };
    let Some(table) = &state.areas.import.table else { return };
    let mapping = suggest(table, &session.workspace, kind);
    let mut form = ImportForm::new(table, mapping, &session.workspace, today);
    if let Some(before) = &state.areas.import.form {
        form.options.on_problem = before.options.on_problem;
    }
    state.areas.import.form = Some(form);
}

/// Asks what would happen, unless a worker is still busy; then it is asked when that is done.
fn ask(state: &mut State) -> Vec<Effect> {
    let today = state.clock.today();
    // A clock of its own, so that ids of the preview are never given again.
    let seed = state.clock.ulid();
    let low = u64::try_from(seed.0 & u128::from(u64::MAX)).unwrap_or_default();
    let ids = Clock::new(today, seed.timestamp_ms(), low);
    let State { stage: super::Stage::Open(session), areas, .. } = state else { return Vec::new() };
    let area = &mut areas.import;
    area.ticket += 1;
    area.notice = None;
    let (Some(table), Some(form)) = (&area.table, &mut area.form) else { return Vec::new() };
    let Some(mapping) = form.mapping(&session.workspace) else {
        area.preview = None;
        return Vec::new();
    };
    if area.asked.is_some() {
        return Vec::new();
    }
    (area.asked, area.revision) = (Some(area.ticket), session.revision);
    vec![Effect::PreviewImport(Box::new(ImportQuestion {
        table: Arc::clone(table),
        mapping,
        workspace: session.workspace.clone(),
        today,
        ids,
        ticket: area.ticket,
    }))]
}

fn previewed(state: &mut State, ticket: u64, preview: Box<Preview>) -> Vec<Effect> {
    let area = &mut state.areas.import;
    if area.asked != Some(ticket) {
        return Vec::new();
    }
    area.asked = None;
    if ticket == area.ticket {
        area.preview = Some(preview);
        return Vec::new();
    }
    // Something was changed meanwhile.
    if area.table.is_some() { ask(state) } else { Vec::new() }
}
