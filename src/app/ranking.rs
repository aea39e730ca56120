//! Rank with care: every customer through several lenses.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct RankingState {}

/// On this screen.
#[derive(Debug, Clone)]
pub enum RankingCommand {}

pub(super) fn handle(_state: &mut State, command: RankingCommand) -> Vec<Effect> {
    match command {}
}

/// Brings what is shown up to date.
pub(super) fn refresh(_state: &mut State) -> Vec<Effect> {
    Vec::new()
}
