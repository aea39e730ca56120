//! The scorecard editor.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct ScorecardsState {}

/// The scorecard editor.
#[derive(Debug, Clone)]
pub enum ScorecardsCommand {}

pub(super) fn handle(_state: &mut State, command: ScorecardsCommand) -> Vec<Effect> {
    match command {}
}

pub(super) const fn refresh(_state: &mut State) {}

/// A version on its way to being adopted.
#[derive(Debug)]
pub struct AdoptForm {}
