//! Looking back: decisions against what came after.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct LookingBackState {}

/// On this screen.
#[derive(Debug, Clone)]
pub enum LookingBackCommand {}

pub(super) fn handle(_state: &mut State, command: LookingBackCommand) -> Vec<Effect> {
    match command {}
}

/// Brings what is shown up to date.
pub(super) fn refresh(_state: &mut State) -> Vec<Effect> {
    Vec::new()
}
