//! The rating form.

use crate::model::CustomerId;

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct RateState {}

/// In the rating form.
#[derive(Debug, Clone)]
pub enum RateCommand {
    /// Begin a rating, of this customer if given.
    Begin(Option<CustomerId>),
}

pub(super) fn handle(_state: &mut State, command: RateCommand) -> Vec<Effect> {
    match command {
        RateCommand::Begin(_) => Vec::new(),
    }
}

/// Takes up the forms that were unfinished when the window closed last.
pub(super) fn restore_drafts(_state: &mut State, _drafts: Vec<(String, serde_json::Value)>) {}

pub(super) const fn refresh(_state: &mut State) {}
