//! What was exported here comes back: a JSON file or a workbook of ours, as one step and without any questions.

use std::sync::Arc;

use crate::exchange::{ReadOptions, Restored, restore};
use crate::model::{Locale, Workspace};

use super::super::{Effect, Modal, Screen, Stage, State};
use super::{ImportCommand, ImportState, ImportStep, take};

/// A workspace that was read from a file, and what bringing it in would do.
#[derive(Debug)]
pub struct WholeImport {
    /// What bringing it in would do.
    pub found: Restored,
    /// Whether the file is a workbook, which can be read sheet by sheet as well.
    pub is_workbook: bool,
    /// Whether the workspace that is open has no customers, so that name and currency are taken over too.
    pub is_into_empty: bool,
    /// What the business in the file is called.
    pub name: String,
    from: Arc<Workspace>,
    revision: u64,
}

impl WholeImport {
    /// Why it can't be brought in now; none if it can.
    pub fn blocked(&self, state: &State) -> Option<String> {
        let nothing = || "There is nothing to add: all records of this file are here already.".to_owned();
        take::closed(state).or_else(|| self.found.edit.is_none().then(nothing))
    }

    /// What would happen, as numbers with words; the ones that are zero are left out.
    pub fn figures(&self) -> Vec<(String, &'static str)> {
        let found = &self.found;
        take::told(&[
            (found.new_customers, "new customer", "new customers"),
            (found.known_customers, "customer here already", "customers here already"),
            (found.new_ratings, "new rating", "new ratings"),
            (found.new_scorecards, "new scorecard", "new scorecards"),
            (found.new_people, "new person", "new people"),
            (found.kept, "record differs and stays as it is here", "records differ and stay as they are here"),
        ])
    }
}

fn look(state: &State, from: Arc<Workspace>, is_workbook: bool) -> Option<WholeImport> {
    let session = state.session()?;
    Some(WholeImport {
        found: restore(&session.workspace, &from),
        is_workbook,
        is_into_empty: session.workspace.customers.is_empty(),
        name: from.business.name.to_string(),
        from,
        revision: session.revision,
    })
}

/// The file was read.
pub(super) fn arrived(state: &mut State, ticket: u64, from: Arc<Workspace>, is_workbook: bool) -> Vec<Effect> {
    let is_awaited = matches!(state.modal, Some(Modal::Import(ImportStep::Reading)));
    if state.areas.import.reading != Some(ticket) {
        return Vec::new();
    }
    state.areas.import.reading = None;
    if is_awaited {
        state.areas.import.whole = look(state, from, is_workbook).map(Box::new);
        state.modal = Some(Modal::Import(ImportStep::Whole));
    }
    Vec::new()
}

/// Brings it in, as one edit.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    let Some(whole) = state.areas.import.whole.take() else { return Vec::new() };
    if whole.blocked(state).is_some() {
        state.areas.import.whole = Some(whole);
        return Vec::new();
    }
    if state.session().is_none_or(|session| session.revision != whole.revision) {
        state.areas.import.whole = look(state, whole.from, whole.is_workbook).map(Box::new);
        state.areas.import.notice =
            Some("The workspace has changed meanwhile. Please look at the figures again.".to_owned());
        return Vec::new();
    }
    let WholeImport {
        found: Restored { edit: Some(edit), new_customers, new_ratings, .. }, name, is_into_empty, ..
    } = *whole
    else {
        return Vec::new();
    };
    state.modal = None;
    // If it is refused, it says so itself.
    let Some(effects) = state.edit(edit) else { return Vec::new() };
    let today = state.clock.today();
    if let Some(session) = state.session_mut().filter(|_| is_into_empty) {
        // The main scorecard of the file is the one to look at.
        session.looking_at = None;
        session.judge(today);
    }
    let ticket = state.areas.import.next_ticket();
    state.areas.import = ImportState::default();
    state.areas.import.begin_at(ticket);
    state.navigation.go(Screen::Customers);
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{} {many}", Locale::count(number))),
    };
    let what = [count(new_customers, "customer", "customers"), count(new_ratings, "rating", "ratings")];
    let what: Vec<String> = what.into_iter().flatten().collect();
    let what = if what.is_empty() { String::new() } else { format!(": {}", what.join(", ")) };
    state.done_with_undo(format!("Imported {name}{what}"));
    effects
}

/// Reads a workbook of ours sheet by sheet, as any spreadsheet.
pub(super) fn as_spreadsheet(state: &mut State) -> Vec<Effect> {
    if !matches!(state.stage, Stage::Open(_)) || state.areas.import.whole.as_ref().is_none_or(|one| !one.is_workbook) {
        return Vec::new();
    }
    let options = ReadOptions { sheet: Some("Customers".to_owned()), ..ReadOptions::default() };
    super::handle(state, ImportCommand::Reread(Box::new(options)))
}
