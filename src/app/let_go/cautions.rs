//! A caution about the chosen customer is set aside, with a reason; or counts again.

use crate::analysis::CautionKind;
use crate::app::{Effect, Modal, State};
use crate::model::{CustomerId, Dismissal, Edit, Extra, Line, Name, Note};

use super::decision::{first_of_management, text_problem};

/// A caution on its way to being set aside.
#[derive(Debug)]
pub struct SetAsideForm {
    /// About whom.
    pub customer: CustomerId,
    /// The customer's name.
    pub name: String,
    /// Which caution.
    pub kind: CautionKind,
    /// What it says.
    pub text: String,
    /// Why it does not count, as typed.
    pub reason: String,
    /// Who says so, as typed.
    pub by: String,
}

/// About the cautions of the chosen customer.
#[derive(Debug, Clone)]
pub enum CautionCommand {
    /// Ask why this one should not count.
    SetAside(CautionKind),
    /// Why.
    Reason(String),
    /// Who says so.
    By(String),
    /// Set it aside.
    Keep,
    /// Let it count again.
    BringBack(CautionKind),
}

impl SetAsideForm {
    /// What is wrong with the reason, if anything; a missing one is not said, only asked for.
    pub fn reason_problem(&self) -> Option<String> {
        Note::new(&self.reason).err().map(text_problem)
    }

    /// What is wrong with the name, if anything.
    pub fn by_problem(&self) -> Option<String> {
        Line::new(&self.by).err().map(text_problem)
    }

    /// Whether it can be set aside: not without a reason.
    pub fn is_ready(&self) -> bool {
        !self.reason.trim().is_empty() && self.reason_problem().is_none() && self.by_problem().is_none()
    }
}

pub(super) fn handle(state: &mut State, command: CautionCommand) -> Vec<Effect> {
    match command {
        CautionCommand::SetAside(kind) => open(state, kind),
        CautionCommand::Reason(text) => change(state, |form| form.reason = text),
        CautionCommand::By(text) => change(state, |form| form.by = text),
        CautionCommand::Keep => return keep(state),
        CautionCommand::BringBack(kind) => return bring_back(state, kind),
    }
    Vec::new()
}

fn open(state: &mut State, kind: CautionKind) {
    let Some(shown) = state.areas.let_go.summary.as_ref().and_then(|summary| summary.shown.as_ref()) else { return };
    let Some(session) = state.session() else { return };
    let raised = shown.explanation.cautions.iter().filter(|caution| caution.kind == kind);
    let texts: Vec<&str> = raised.map(|caution| caution.text.as_str()).collect();
    let Some(customer) = session.workspace.customers.get(&shown.customer).filter(|_| !texts.is_empty()) else { return };
    let form = SetAsideForm {
        customer: customer.id,
        name: customer.name().to_owned(),
        kind,
        text: texts.join(" "),
        reason: String::new(),
        by: first_of_management(session),
    };
    state.modal = Some(Modal::SetAside(Box::new(form)));
}

fn change(state: &mut State, change: impl FnOnce(&mut SetAsideForm)) {
    if let Some(Modal::SetAside(form)) = &mut state.modal {
        change(form);
    }
}

fn keep(state: &mut State) -> Vec<Effect> {
    let on = state.clock.today();
    let Some(Modal::SetAside(form)) = &state.modal else { return Vec::new() };
    if !form.is_ready() {
        return Vec::new();
    }
    let (Ok(key), Ok(reason), Ok(by)) = (Name::new(form.kind.key()), Note::new(&form.reason), Line::new(&form.by))
    else {
        return Vec::new();
    };
    let dismissal = Dismissal { on, reason, by, extra: Extra::new() };
    let edit = Edit::DismissCaution(form.customer, key, Some(Box::new(dismissal)));
    // On a refusal the dialog stays, with what was typed.
    let Some(effects) = state.edit(edit) else { return Vec::new() };
    state.modal = None;
    state.done_with_undo("The caution is set aside");
    effects
}

fn bring_back(state: &mut State, kind: CautionKind) -> Vec<Effect> {
    let (Some(customer), Ok(key)) = (state.areas.let_go.chosen, Name::new(kind.key())) else { return Vec::new() };
    let Some(effects) = state.edit(Edit::DismissCaution(customer, key, None)) else { return Vec::new() };
    state.done_with_undo("The caution counts again");
    effects
}
