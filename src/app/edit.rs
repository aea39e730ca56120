//! Change data, undo, redo.

use crate::model::Edit;

use super::{Effect, State};

/// Change data, undo, redo.
#[derive(Debug, Clone)]
pub enum EditCommand {
    /// Apply an edit.
    Apply(Box<Edit>),
    /// Apply an edit and offer to undo it, with these words.
    ApplyWithUndo(Box<Edit>, String),
    /// Apply an edit that is one step of undo with the others of the same gesture (typing in one field).
    InGesture(Box<Edit>, String),
    /// Take the newest change back.
    Undo,
    /// Do again what was taken back.
    Redo,
}

pub(super) fn handle(state: &mut State, command: EditCommand) -> Vec<Effect> {
    let today = state.clock.today();
    match command {
        EditCommand::Apply(edit) => state.edit(*edit).unwrap_or_default(),
        EditCommand::InGesture(edit, gesture) => state.edit_in_gesture(*edit, Some(gesture)).unwrap_or_default(),
        EditCommand::ApplyWithUndo(edit, words) => match state.edit(*edit) {
            Some(effects) => {
                state.done_with_undo(words);
                effects
            }
            None => Vec::new(),
        },
        EditCommand::Undo => {
            let result = state.session_mut().map(|session| session.undo(today));
            settle(state, "Undone", result)
        }
        EditCommand::Redo => {
            let result = state.session_mut().map(|session| session.redo(today));
            settle(state, "Done again", result)
        }
    }
}

type Outcome = Result<Option<(String, super::session::ToSave)>, super::session::Refused>;

fn settle(state: &mut State, words: &str, result: Option<Outcome>) -> Vec<Effect> {
    state.toasts.retire_undo();
    match result {
        Some(Ok(Some((label, records)))) => {
            state.done(format!("{words}: {label}"));
            vec![Effect::Save(records)]
        }
        Some(Err(refused)) => {
            state.problem(refused.to_string());
            Vec::new()
        }
        Some(Ok(None)) | None => Vec::new(),
    }
}
