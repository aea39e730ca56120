//! What is wrong between us and a customer: written down, put right, deleted; on the customer's page.

use crate::app::{Effect, State};
use crate::model::{Edit, Extra, Issue, IssueId, Line, Side};

use super::decisions::shown;
use super::words::sentence;

/// An issue being written.
#[derive(Debug, Clone, Default)]
pub struct IssueDraft {
    /// What is wrong, as typed.
    pub what: String,
    /// Who has to put it right.
    pub side: Side,
}

/// About the issues of a customer.
#[derive(Debug, Clone)]
pub enum IssueCommand {
    /// What is wrong, as typed.
    Type(String),
    /// Who has to put it right.
    Draft(Side),
    /// Note it down.
    Add,
    /// It is put right today, or open again.
    Solve(IssueId),
    /// Somebody else has to put it right.
    Side(IssueId, Side),
    /// Delete it, with undo.
    Delete(IssueId),
}

impl IssueDraft {
    /// What is wrong with the text, if anything.
    pub fn problem(&self) -> Option<String> {
        Line::new(&self.what).err().map(|error| sentence(&error.to_string()))
    }

    /// Whether it can be noted down.
    pub fn is_ready(&self) -> bool {
        !self.what.trim().is_empty() && self.problem().is_none()
    }
}

pub(super) fn handle(state: &mut State, command: IssueCommand) -> Vec<Effect> {
    let draft = &mut state.areas.customers.page.issue;
    match command {
        IssueCommand::Type(text) => draft.what = text,
        IssueCommand::Draft(side) => draft.side = side,
        IssueCommand::Add => return add(state),
        IssueCommand::Solve(id) => {
            let today = state.clock.today();
            return change(state, id, |issue| issue.solved = issue.solved.is_none().then_some(today));
        }
        IssueCommand::Side(id, side) => return change(state, id, |issue| issue.side = side),
        IssueCommand::Delete(id) => {
            let Some((customer, _)) = shown(state) else { return Vec::new() };
            let Some(effects) = state.edit(Edit::DeleteIssue(customer, id)) else { return Vec::new() };
            state.done_with_undo("The issue is deleted");
            return effects;
        }
    }
    Vec::new()
}

fn add(state: &mut State) -> Vec<Effect> {
    let draft = state.areas.customers.page.issue.clone();
    let Some(customer) = shown(state).map(|(id, _)| id).filter(|_| draft.is_ready()) else { return Vec::new() };
    let Ok(what) = Line::new(&draft.what) else { return Vec::new() };
    let raised = state.clock.today();
    let id = IssueId::new(state.clock.ulid());
    let issue = Issue { raised, what, side: draft.side, solved: None, extra: Extra::new() };
    // On a refusal what was typed stays.
    let Some(effects) = state.edit(Edit::PutIssue(customer, id, Box::new(issue))) else { return Vec::new() };
    state.areas.customers.page.issue.what.clear();
    effects
}

fn change(state: &mut State, id: IssueId, change: impl FnOnce(&mut Issue)) -> Vec<Effect> {
    let Some((customer, known)) = shown(state) else { return Vec::new() };
    let Some(mut issue) = known.issues.get(&id).cloned() else { return Vec::new() };
    change(&mut issue);
    state.edit(Edit::PutIssue(customer, id, Box::new(issue))).unwrap_or_default()
}
