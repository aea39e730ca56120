//! What does a great customer look like, and which red flags come early?

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct GreatState {}

/// On this screen.
#[derive(Debug, Clone)]
pub enum GreatCommand {}

pub(super) fn handle(_state: &mut State, command: GreatCommand) -> Vec<Effect> {
    match command {}
}

/// Brings what is shown up to date.
pub(super) fn refresh(_state: &mut State) -> Vec<Effect> {
    Vec::new()
}
