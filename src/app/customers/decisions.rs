//! What is done with a decision on the customer's page: steps are ticked off, the wording is copied, the outcome is
//! written, a decision is deleted.

use crate::app::{Effect, Screen, State, UiEffect};
use crate::model::{Customer, CustomerId, Decision, DecisionId, Edit, Note};

use super::words::sentence;

/// Puts a decision in its place without touching the customer's status, which may have moved on since. `None` if the
/// customer is not there.
pub(in crate::app) fn put_quietly(
    state: &State,
    customer: CustomerId,
    (id, decision): (DecisionId, Decision),
    label: String,
) -> Option<Edit> {
    let profile = Box::new(state.session()?.workspace.customers.get(&customer)?.profile.clone());
    let edits = vec![Edit::PutDecision(customer, id, Box::new(decision)), Edit::SetProfile(customer, profile)];
    Some(Edit::Batch { label, edits })
}

pub(super) fn shown(state: &State) -> Option<(CustomerId, &Customer)> {
    let Screen::Customer(id) = state.navigation.now() else { return None };
    Some((id, state.session()?.workspace.customers.get(&id)?))
}

/// Ticks a step as done today, or takes the tick away.
pub(super) fn tick(state: &mut State, id: DecisionId, place: usize) -> Vec<Effect> {
    let today = state.clock.today();
    let Some((customer_id, customer)) = shown(state) else { return Vec::new() };
    let Some(mut decision) = customer.decisions.get(&id).cloned() else { return Vec::new() };
    let Some(step) = decision.steps.get_mut(place) else { return Vec::new() };
    let is_done = step.done.is_none();
    step.done = is_done.then_some(today);
    let verb = if is_done { "tick off" } else { "open again" };
    let label = format!("{verb} \u{201c}{}\u{201d}", step.what);
    let edit = put_quietly(state, customer_id, (id, decision), label);
    edit.and_then(|edit| state.edit(edit)).unwrap_or_default()
}

/// Typing what came of a decision is one step of undo.
pub(super) fn outcome(state: &mut State, id: DecisionId, text: &str) -> Vec<Effect> {
    let Some((customer_id, customer)) = shown(state) else { return Vec::new() };
    let Some(decision) = customer.decisions.get(&id) else { return Vec::new() };
    let outcome = match Note::new(text) {
        Ok(outcome) => outcome,
        Err(error) => {
            state.problem(sentence(&error.to_string()));
            return Vec::new();
        }
    };
    let label = format!("write what came of it: {}", customer.name());
    let decision = Decision { outcome, ..decision.clone() };
    let edit = put_quietly(state, customer_id, (id, decision), label);
    edit.and_then(|edit| state.edit_in_gesture(edit, Some(format!("outcome {id}")))).unwrap_or_default()
}

pub(super) fn copy_message(state: &mut State, id: DecisionId) -> Vec<Effect> {
    let message = shown(state).and_then(|(_, customer)| Some(customer.decisions.get(&id)?.message.to_string()));
    let Some(message) = message else { return Vec::new() };
    state.done("The wording is copied");
    vec![Effect::Ui(UiEffect::Copy(message))]
}

pub(super) fn delete(state: &mut State, id: DecisionId) -> Vec<Effect> {
    let Some((customer, _)) = shown(state) else { return Vec::new() };
    let Some(effects) = state.edit(Edit::DeleteDecision(customer, id)) else { return Vec::new() };
    state.done_with_undo("The decision is deleted");
    effects
}
