//! Two to four customers side by side, and who else is like one of them.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct CompareState {}

/// On this screen.
#[derive(Debug, Clone)]
pub enum CompareCommand {}

pub(super) fn handle(_state: &mut State, command: CompareCommand) -> Vec<Effect> {
    match command {}
}

/// Brings what is shown up to date.
pub(super) fn refresh(_state: &mut State) -> Vec<Effect> {
    Vec::new()
}
