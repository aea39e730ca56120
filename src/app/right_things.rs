//! Are we measuring the right things?

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct RightThingsState {}

/// On this screen.
#[derive(Debug, Clone)]
pub enum RightThingsCommand {}

pub(super) fn handle(_state: &mut State, command: RightThingsCommand) -> Vec<Effect> {
    match command {}
}

/// Brings what is shown up to date.
pub(super) fn refresh(_state: &mut State) -> Vec<Effect> {
    Vec::new()
}
