//! An import from a spreadsheet: read, choose what the columns become, answer what can't be known, see what would
//! happen, take it.
//!
//! Reading, suggesting and what would happen are worked out on workers, one question at a time; an answer to an older
//! question is thrown away and the newest is asked. Nothing is changed before [`ImportCommand::Accept`], and then as
//! one edit.

mod columns;
mod command;
mod form;
mod look;
mod take;
#[cfg(test)]
mod tests;
mod uses;
mod whole;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::exchange::{
    Fixes, Kept, Kind, Likeness, Mapping, Preview, ReadOptions, ReadProgress, Table, kept_mapping, suggest_watched,
};
use crate::model::{Edit, Name, Workspace};

use super::{Cancel, Clock, Effect, FileCommand, ImportQuestion, Modal, Pick, State};

pub use columns::{ColumnForm, WordMeaning};
pub use command::ImportCommand;
pub use form::{ImportForm, ImportOptions, OpenDays, ThirdValue, WordSet};
pub use look::{ColumnAnswer, ColumnQuestion};
pub use uses::UseKind;
pub use whole::WholeImport;

/// The endings of files that can be read, for file dialogs.
pub const SPREADSHEETS: [&str; 8] = ["xlsx", "xlsm", "ods", "csv", "tsv", "tab", "txt", "json"];

/// Where a spreadsheet comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportSource {
    /// A file.
    File(PathBuf),
    /// A table that was copied elsewhere.
    Clipboard(Arc<str>),
}

/// A spreadsheet to read.
#[derive(Debug, Clone)]
pub struct ReadQuestion {
    /// Where it comes from.
    pub source: ImportSource,
    /// What somebody said about it instead of a guess.
    pub options: ReadOptions,
    /// Whether nobody waits for it any more.
    pub cancel: Cancel,
    /// Which question this is.
    pub ticket: u64,
}

/// What a spreadsheet means, to be found out.
#[derive(Debug, Clone)]
pub struct SuggestQuestion {
    /// The spreadsheet.
    pub table: Arc<Table>,
    /// The workspace it would go into.
    pub workspace: Workspace,
    /// What a row is, if somebody said so.
    pub kind: Option<Kind>,
    /// Whether a mapping that was kept may be taken.
    pub may_be_kept: bool,
    /// Whether nobody waits for it any more.
    pub cancel: Cancel,
    /// Which question this is.
    pub ticket: u64,
}

impl SuggestQuestion {
    /// The mapping that was kept for such spreadsheets, else a first one, with its name if it was kept; none if nobody
    /// waits for it any more. Tells how many columns are looked through.
    pub fn answer(&self, tell: &mut dyn FnMut(ReadProgress)) -> Option<(Mapping, Option<Name>)> {
        if let Some(Kept { name, mapping }) = kept_mapping(&self.table, &self.workspace).filter(|_| self.may_be_kept) {
            return Some((mapping, Some(name)));
        }
        let total = self.table.headers.len() as u64;
        let mut watch = |done: usize| {
            tell(ReadProgress { done: done as u64, total });
            if self.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        suggest_watched(&self.table, &self.workspace, self.kind, &mut watch).map(|mapping| (mapping, None))
    }
}

/// An import under way.
#[derive(Debug, Default)]
pub struct ImportState {
    /// The file's name, without its folder.
    pub file_name: String,
    /// Why the file can't be read.
    pub error: Option<String>,
    /// How far reading is, or looking through the columns.
    pub progress: Option<ReadProgress>,
    /// The spreadsheet.
    pub table: Option<Arc<Table>>,
    /// The whole workspace that was in the file, if it is an export of ours.
    pub whole: Option<Box<WholeImport>>,
    /// What its columns become.
    pub form: Option<ImportForm>,
    /// The name of the mapping that was kept from the last time, if that is used.
    pub kept: Option<Name>,
    /// Which part of the dialog is shown.
    pub page: ImportPage,
    /// How many rows the preview has read.
    pub previewed: Option<usize>,
    /// What would happen, as far as it is known.
    pub preview: Option<Box<Preview>>,
    /// What was mended in this file.
    pub fixes: Fixes,
    /// What is being typed for a cell, by row and header, before it is used.
    pub typing: BTreeMap<(usize, String), String>,
    /// Something that happened meanwhile.
    pub notice: Option<String>,
    /// What somebody said about how the file is read.
    pub options: ReadOptions,
    source: Option<ImportSource>,
    cancel: Cancel,
    ticket: u64,
    /// The question a reader is busy with.
    reading: Option<u64>,
    /// The question a worker finds a mapping for, and how to stop it.
    suggesting: Option<(u64, Cancel)>,
    /// The question a worker is busy with, and how to stop it.
    asked: Option<(u64, Cancel)>,
    /// How many columns a worker is looking through.
    looking: usize,
    /// The revision of the workspace the newest question was about.
    revision: u64,
}

impl ImportState {
    /// Whether a worker is finding out what would happen.
    pub const fn is_working(&self) -> bool {
        self.asked.is_some() || self.looking > 0 || self.suggesting.is_some() || self.reading.is_some()
    }

    /// How many things somebody has to say, or may look at.
    pub fn num_questions(&self) -> usize {
        let Some(form) = &self.form else { return 0 };
        form.third_values().len()
            + form.word_sets().len()
            + form.open_days().len()
            + form.same.len()
            + self.alike().len()
    }

    fn stop_workers(&self) {
        self.cancel.cancel();
        for (_, cancel) in self.asked.iter().chain(&self.suggesting) {
            cancel.cancel();
        }
    }

    /// The dialog is closed: who works for it stops, and what was read goes.
    pub(super) fn close(&mut self) {
        self.stop_workers();
        // Tickets go on, so that answers still under way are not taken for those to the next file.
        *self = Self { ticket: self.ticket + 1, ..Self::default() };
    }

    /// The names that look like others and about which nobody has said anything yet.
    pub fn alike(&self) -> &[Likeness] {
        self.preview.as_ref().map_or(&[], |preview| &preview.alike)
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
    /// A whole workspace was read; nothing is left to be assigned.
    Whole,
}

/// Parts of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImportPage {
    /// What the file is: how it is read, what a row is.
    #[default]
    File,
    /// What the columns become.
    Columns,
    /// What can't be known.
    Questions,
    /// What would happen.
    Preview,
}

impl ImportPage {
    /// All of them in order, with their names.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::File, "1 The file"),
        (Self::Columns, "2 Columns"),
        (Self::Questions, "3 Questions"),
        (Self::Preview, "4 Preview"),
    ];
}

/// Starts reading a spreadsheet.
pub(super) fn read(state: &mut State, path: PathBuf) -> Vec<Effect> {
    begin(state, ImportSource::File(path), ReadOptions::default())
}

fn begin(state: &mut State, source: ImportSource, options: ReadOptions) -> Vec<Effect> {
    let before = &state.areas.import;
    before.stop_workers();
    // Tickets go on, so that an answer for the file before is not taken for this one's.
    let ticket = before.ticket + 1;
    let file_name = match &source {
        ImportSource::File(path) => {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        }
        ImportSource::Clipboard(_) => "Pasted table".to_owned(),
    };
    let cancel = Cancel::default();
    state.areas.import = ImportState {
        file_name,
        source: Some(source.clone()),
        options: options.clone(),
        cancel: cancel.clone(),
        ticket,
        reading: Some(ticket),
        ..ImportState::default()
    };
    state.modal = Some(Modal::Import(ImportStep::Reading));
    vec![Effect::ReadTable(Box::new(ReadQuestion { source, options, cancel, ticket }))]
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
        ImportCommand::AskClipboard => vec![Effect::Ui(super::UiEffect::RequestPaste)],
        ImportCommand::Paste(text) => {
            if state.session().is_none() || state.modal.is_some() {
                return Vec::new();
            }
            begin(state, ImportSource::Clipboard(text), ReadOptions::default())
        }
        ImportCommand::Read(ticket, result) => arrived(state, ticket, result),
        ImportCommand::ReadWhole(ticket, from, is_workbook) => whole::arrived(state, ticket, from, is_workbook),
        ImportCommand::AsSpreadsheet => whole::as_spreadsheet(state),
        ImportCommand::Progress(ticket, progress) => {
            let area = &mut state.areas.import;
            if area.reading == Some(ticket) || area.suggesting.as_ref().is_some_and(|(asked, _)| *asked == ticket) {
                area.progress = Some(progress);
            }
            Vec::new()
        }
        ImportCommand::Suggested(ticket, found) => suggested(state, ticket, *found),
        ImportCommand::Previewed(ticket, preview) => previewed(state, ticket, Some(preview)),
        ImportCommand::PreviewStopped(ticket) => previewed(state, ticket, None),
        ImportCommand::PreviewProgress(ticket, done) => {
            let area = &mut state.areas.import;
            if area.asked.as_ref().is_some_and(|(asked, _)| *asked == ticket) {
                area.previewed = Some(done);
            }
            Vec::new()
        }
        ImportCommand::Looked(answer) => look::looked(state, *answer),
        ImportCommand::Page(page) => {
            state.areas.import.page = page;
            Vec::new()
        }
        ImportCommand::Reread(options) => match state.areas.import.source.clone() {
            Some(source) => begin(state, source, *options),
            None => Vec::new(),
        },
        ImportCommand::Kind(kind) => suggest_anew(state, Some(kind), false),
        ImportCommand::Anew => suggest_anew(state, None, false),
        ImportCommand::Forget => forget(state),
        ImportCommand::Use(index, use_kind) => look::use_for(state, index, use_kind),
        ImportCommand::Third(text, meaning) => with_form(state, |form| form.set_third(&text, meaning)),
        ImportCommand::Points(columns, text, point) => {
            with_form(state, |form| form.set_points(&columns, &text, &point))
        }
        ImportCommand::Days(index, order) => with_form(state, |form| {
            if let Some(column) = form.columns.get_mut(index) {
                column.date_order = order;
            }
        }),
        ImportCommand::Same(said) => with_form(state, |form| form.set_same(*said)),
        ImportCommand::Type(row, header, text) => {
            state.areas.import.typing.insert((row, header), text);
            Vec::new()
        }
        ImportCommand::Mend(row, header) => {
            let area = &mut state.areas.import;
            let place = (row, header);
            let Some(text) = area.typing.remove(&place) else { return Vec::new() };
            area.fixes.cells.insert(place, text);
            ask(state)
        }
        ImportCommand::Skip(row) => {
            let skipped = &mut state.areas.import.fixes.skipped;
            if !skipped.remove(&row) {
                skipped.insert(row);
            }
            ask(state)
        }
        ImportCommand::Unmend => {
            state.areas.import.fixes = Fixes::default();
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
        ImportCommand::Accept if state.areas.import.whole.is_some() => whole::accept(state),
        ImportCommand::Accept => take::accept(state),
        ImportCommand::ChooseAnother => {
            state.modal = None;
            super::file::handle(state, FileCommand::Pick(Pick::ImportFile))
        }
    }
}

/// Forgets how such spreadsheets were read, and looks at this one as if it were the first.
fn forget(state: &mut State) -> Vec<Effect> {
    let Some(name) = state.areas.import.kept.take() else { return Vec::new() };
    let mut effects = state.edit(Edit::RemoveMapping(name)).unwrap_or_default();
    effects.extend(suggest_anew(state, None, false));
    effects
}

/// Changes what is chosen, and asks what would happen then.
fn with_form(state: &mut State, change: impl FnOnce(&mut ImportForm)) -> Vec<Effect> {
    if let Some(form) = &mut state.areas.import.form {
        change(form);
    }
    ask(state)
}

fn arrived(state: &mut State, ticket: u64, result: Result<Arc<Table>, String>) -> Vec<Effect> {
    let is_awaited = matches!(state.modal, Some(Modal::Import(ImportStep::Reading)));
    let area = &mut state.areas.import;
    if area.reading != Some(ticket) {
        return Vec::new();
    }
    area.reading = None;
    if !is_awaited {
        return Vec::new();
    }
    match result {
        Err(error) => {
            area.error = Some(super::scorecards::sentence(&error));
            state.modal = Some(Modal::Import(ImportStep::Failed));
            Vec::new()
        }
        Ok(table) => {
            let name = area.file_name.clone();
            // Nobody else has it yet, so nothing is copied.
            area.table = Some(Arc::new(Arc::unwrap_or_clone(table).named(&name)));
            suggest_anew(state, None, true)
        }
    }
}

/// Asks a worker what the spreadsheet means.
fn suggest_anew(state: &mut State, kind: Option<Kind>, may_be_kept: bool) -> Vec<Effect> {
    let State { stage: super::Stage::Open(session), areas, .. } = state else { return Vec::new() };
    let area = &mut areas.import;
    let Some(table) = &area.table else { return Vec::new() };
    area.ticket += 1;
    if let Some((_, stale)) = &area.suggesting {
        stale.cancel();
    }
    let cancel = Cancel::default();
    (area.suggesting, area.progress) = (Some((area.ticket, cancel.clone())), None);
    vec![Effect::SuggestImport(Box::new(SuggestQuestion {
        table: Arc::clone(table),
        workspace: session.workspace.clone(),
        kind,
        may_be_kept,
        cancel,
        ticket: area.ticket,
    }))]
}

fn suggested(state: &mut State, ticket: u64, (mapping, kept): (Mapping, Option<Name>)) -> Vec<Effect> {
    let today = state.clock.today();
    let is_shown = matches!(state.modal, Some(Modal::Import(ImportStep::Reading | ImportStep::Mapping)));
    let State { stage: super::Stage::Open(session), areas, .. } = state else { return Vec::new() };
    let area = &mut areas.import;
    if area.suggesting.as_ref().is_none_or(|(asked, _)| *asked != ticket) {
        return Vec::new();
    }
    area.suggesting = None;
    let Some(table) = area.table.as_ref().filter(|_| is_shown) else { return Vec::new() };
    let mut form = ImportForm::new(table, mapping, &session.workspace, today);
    form.read_by(area.options.clone());
    if let Some(before) = &area.form {
        form.options.on_problem = before.options.on_problem;
    } else if kept.is_some() {
        area.page = ImportPage::Preview;
    }
    (area.form, area.kept) = (Some(form), kept);
    state.modal = Some(Modal::Import(ImportStep::Mapping));
    ask(state)
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
    if let Some((_, stale)) = &area.asked {
        stale.cancel();
        return Vec::new();
    }
    let cancel = Cancel::default();
    (area.asked, area.revision) = (Some((area.ticket, cancel.clone())), session.revision);
    area.previewed = None;
    // With problems, what is shown depends on whether there is one.
    let stale = area.preview.as_mut().filter(|preview| preview.problems.is_empty()).and_then(|one| one.edit.take());
    vec![Effect::PreviewImport(Box::new(ImportQuestion {
        table: Arc::clone(table),
        mapping,
        fixes: area.fixes.clone(),
        workspace: session.workspace.clone(),
        today,
        ids,
        cancel,
        ticket: area.ticket,
        stale,
    }))]
}

fn previewed(state: &mut State, ticket: u64, preview: Option<Box<Preview>>) -> Vec<Effect> {
    let area = &mut state.areas.import;
    if area.asked.as_ref().is_none_or(|(asked, _)| *asked != ticket) {
        return Vec::new();
    }
    (area.asked, area.previewed) = (None, None);
    if let Some(preview) = preview.filter(|_| ticket == area.ticket) {
        area.preview = Some(preview);
        return Vec::new();
    }
    // Something was changed meanwhile.
    if area.table.is_some() { ask(state) } else { Vec::new() }
}
