//! What if we let them go: tick customers, see what it does to the rest.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct PartingState {}

/// On this screen.
#[derive(Debug, Clone)]
pub enum PartingCommand {}

pub(super) fn handle(_state: &mut State, command: PartingCommand) -> Vec<Effect> {
    match command {}
}

/// Brings what is shown up to date.
pub(super) fn refresh(_state: &mut State) -> Vec<Effect> {
    Vec::new()
}
