//! An import from a spreadsheet: read, choose what the columns become, answer what can't be known, see what would
//! happen, take it.
//!
//! Reading, suggesting and what would happen are worked out on workers, one question at a time; an answer to an older
//! question is thrown away and the newest is asked. Nothing is changed before [`ImportCommand::Accept`], and then as
//! one edit.

mod asked;
mod columns;
mod command;
mod first_rows;
mod form;
mod limits;
mod look;
mod paste;
mod suggest;
mod take;
#[cfg(test)]
mod tests;
mod uses;
mod whole;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::exchange::{Fixes, Likeness, Preview, ReadOptions, ReadProgress, Table};
use crate::model::{Edit, Name};

use super::{Cancel, Clock, Effect, FileCommand, ImportQuestion, Modal, Pick, State};

pub use asked::{AskedColumn, AskedWord, OpenDays, ThirdValue, WordSet};
pub use columns::{ColumnForm, WordMeaning, Worth};
pub use command::ImportCommand;
pub use first_rows::FirstRows;
pub use form::{ImportForm, ImportOptions};
pub use limits::LimitsForm;
pub use look::{ColumnAnswer, ColumnQuestion};
pub use paste::NoTable;
use suggest::suggest_anew;
pub use suggest::{SuggestAnswer, SuggestQuestion};
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

/// An import under way.
#[derive(Debug, Default)]
pub struct ImportState {
    /// The file's name, without its folder.
    pub file_name: String,
    /// Why the file can't be read.
    pub error: Option<String>,
    /// How far reading is.
    pub progress: Option<ReadProgress>,
    /// How many columns have been looked at to find out what they mean.
    pub looked: Option<usize>,
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
    /// Its first rows, as a table.
    pub first_rows: FirstRows,
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
    /// The question a worker finds a mapping for.
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
        form.num_asked() + form.same.len() + self.alike().len()
    }

    /// The dialog is closed: who works for it stops, and what was read goes.
    pub(super) fn close(&mut self) {
        self.stop();
        // Tickets go on, so that answers still under way are not taken for those to the next file.
        *self = Self { ticket: self.ticket + 1, ..Self::default() };
    }

    /// Everybody who works for it stops.
    fn stop(&self) {
        self.cancel.cancel();
        for (_, cancel) in self.asked.iter().chain(&self.suggesting) {
            cancel.cancel();
        }
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
    before.stop();
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
        ImportCommand::Paste(text) => paste::paste(state, text),
        ImportCommand::PastedNoTable(why) => paste::refused(state, why),
        ImportCommand::Read(ticket, result) => arrived(state, ticket, result),
        ImportCommand::ReadWhole(ticket, from, is_workbook) => whole::arrived(state, ticket, from, is_workbook),
        ImportCommand::AsSpreadsheet => whole::as_spreadsheet(state),
        ImportCommand::Progress(ticket, progress) => {
            let area = &mut state.areas.import;
            area.progress = Some(progress).filter(|_| area.reading == Some(ticket)).or(area.progress);
            Vec::new()
        }
        ImportCommand::SuggestProgress(ticket, done) => suggest::told(state, ticket, done),
        ImportCommand::Suggested(ticket, found) => suggest::suggested(state, ticket, *found),
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
        ImportCommand::LeaveOutRest => with_form(state, ImportForm::leave_out_rest),
        ImportCommand::Third(text, meaning) => with_form(state, |form| form.set_third(&text, meaning)),
        ImportCommand::Worth(columns, text, worth) => with_form(state, |form| form.set_worth(&columns, &text, &worth)),
        ImportCommand::Days(index, order) => with_column(state, index, |column| column.date_order = order),
        ImportCommand::Sign(index, sign) => with_column(state, index, |column| column.decimal = sign),
        ImportCommand::Several(index, how) => with_column(state, index, |column| column.several = Some(how)),
        ImportCommand::Period(index, text) => with_column(state, index, |column| column.period = text),
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
        ImportCommand::Limits(new) => with_form(state, |form| form.limits.put(*new)),
        ImportCommand::LimitsFrom(place) => limits::take(state, place),
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

/// Changes one column, and asks what would happen then.
fn with_column(state: &mut State, index: usize, change: impl FnOnce(&mut ColumnForm)) -> Vec<Effect> {
    with_form(state, |form| {
        if let Some(column) = form.columns.get_mut(index) {
            change(column);
        }
    })
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
        area.first_rows = FirstRows::of(&preview.sample);
        area.preview = Some(preview);
        return Vec::new();
    }
    // Something was changed meanwhile.
    if area.table.is_some() { ask(state) } else { Vec::new() }
}
