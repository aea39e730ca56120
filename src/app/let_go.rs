//! The let-go summary.

use crate::model::CustomerId;

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct LetGoState {}

/// The let-go summary.
#[derive(Debug, Clone)]
pub enum LetGoCommand {
    /// Look at this customer.
    Choose(CustomerId),
}

pub(super) fn handle(_state: &mut State, command: LetGoCommand) -> Vec<Effect> {
    match command {
        LetGoCommand::Choose(_) => Vec::new(),
    }
}

pub(super) const fn refresh(_state: &mut State) {}

/// A decision being written.
#[derive(Debug)]
pub struct DecisionForm {}

/// A what-if on its way to being our policy.
#[derive(Debug)]
pub struct PolicyForm {}
