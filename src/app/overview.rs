//! What matters now.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct OverviewState {}

/// What matters now.
#[derive(Debug, Clone)]
pub enum OverviewCommand {}

pub(super) fn handle(_state: &mut State, command: OverviewCommand) -> Vec<Effect> {
    match command {}
}

pub(super) const fn refresh(_state: &mut State) {}
