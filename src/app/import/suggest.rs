//! What a spreadsheet means is found out by a worker: the mapping that was kept for its kind with what is new in it, or a
//! first one.

use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::exchange::{Kept, Kind, Mapping, Table, Unread, kept_mapping, suggest_watched, unread};
use crate::model::{Name, Workspace};

use super::super::{Cancel, Effect, Modal, Stage, State};
use super::{ImportForm, ImportPage, ImportStep, ask};

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
    /// The day it is.
    pub today: Date,
    /// Whether nobody waits for it any more.
    pub cancel: Cancel,
    /// Which question this is.
    pub ticket: u64,
}

/// What a spreadsheet means.
#[derive(Debug, Clone)]
pub struct SuggestAnswer {
    /// The mapping.
    pub mapping: Mapping,
    /// The name it was kept by, if it was kept.
    pub kept: Option<Name>,
    /// What it does not say about this file.
    pub unread: Unread,
}

impl SuggestQuestion {
    /// The mapping that was kept for such spreadsheets, else a first one; none if nobody waits for it any more. Tells how
    /// many columns have been looked at.
    pub fn answer(&self, tell: &mut dyn FnMut(usize)) -> Option<SuggestAnswer> {
        let (table, workspace) = (&self.table, &self.workspace);
        let mut watch = |done: usize| {
            tell(done);
            if self.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let (mapping, kept) = match kept_mapping(table, workspace).filter(|_| self.may_be_kept) {
            Some(Kept { name, mapping }) => (mapping, Some(name)),
            None => (suggest_watched(table, workspace, (self.kind, Some(self.today)), &mut watch)?, None),
        };
        let unread = unread(table, &mapping, workspace);
        (!self.cancel.is_cancelled()).then_some(SuggestAnswer { mapping, kept, unread })
    }
}

/// Asks a worker what the spreadsheet means; who was asked before stops.
pub(super) fn suggest_anew(state: &mut State, kind: Option<Kind>, may_be_kept: bool) -> Vec<Effect> {
    let today = state.clock.today();
    let State { stage: Stage::Open(session), areas, .. } = state else { return Vec::new() };
    let area = &mut areas.import;
    let Some(table) = &area.table else { return Vec::new() };
    area.ticket += 1;
    if let Some((_, stale)) = &area.suggesting {
        stale.cancel();
    }
    let cancel = Cancel::default();
    (area.suggesting, area.looked) = (Some((area.ticket, cancel.clone())), None);
    vec![Effect::SuggestImport(Box::new(SuggestQuestion {
        table: Arc::clone(table),
        workspace: session.workspace.clone(),
        kind,
        may_be_kept,
        today,
        cancel,
        ticket: area.ticket,
    }))]
}

/// A worker is so far.
pub(super) fn told(state: &mut State, ticket: u64, done: usize) -> Vec<Effect> {
    let area = &mut state.areas.import;
    if area.suggesting.as_ref().is_some_and(|(asked, _)| *asked == ticket) {
        area.looked = Some(done);
    }
    Vec::new()
}

/// A worker knows what the spreadsheet means.
pub(super) fn suggested(state: &mut State, ticket: u64, answer: SuggestAnswer) -> Vec<Effect> {
    let today = state.clock.today();
    let is_shown = matches!(state.modal, Some(Modal::Import(ImportStep::Reading | ImportStep::Mapping)));
    let State { stage: Stage::Open(session), areas, .. } = state else { return Vec::new() };
    let area = &mut areas.import;
    if area.suggesting.as_ref().is_none_or(|(asked, _)| *asked != ticket) {
        return Vec::new();
    }
    (area.suggesting, area.looked) = (None, None);
    let Some(table) = area.table.as_ref().filter(|_| is_shown) else { return Vec::new() };
    let SuggestAnswer { mapping, kept, unread } = answer;
    let mut form = ImportForm::new(table, mapping, &session.workspace, today);
    form.ask_about(&unread, today);
    form.read_by(area.options.clone());
    if let Some(before) = &area.form {
        form.options.on_problem = before.options.on_problem;
    } else if kept.is_some() {
        // What was not asked the last time is asked now.
        let is_new = !unread.is_empty() || form.has_other_year(today);
        area.page = match () {
            () if !unread.criteria.is_empty() => ImportPage::Columns,
            () if is_new => ImportPage::Questions,
            () => ImportPage::Preview,
        };
    }
    (area.form, area.kept) = (Some(form), kept);
    state.modal = Some(Modal::Import(ImportStep::Mapping));
    let effects = ask(state);
    state.areas.import.notice = new_questions(&unread);
    effects
}

/// That the column of questions asks something new, if it does.
fn new_questions(unread: &Unread) -> Option<String> {
    let names: Vec<&str> = unread.criteria.iter().map(|column| column.header.as_str()).collect();
    let listed = match names.as_slice() {
        [] => return None,
        all if all.len() <= 4 => all.join(", "),
        first => format!("{} and {} more", first.get(..4).unwrap_or(first).join(", "), names.len() - 4),
    };
    Some(format!(
        "New since the last time, at the end of the columns: {listed}. What is not on the scorecard is left out until you \
         say what it is."
    ))
}
