//! Charts per criterion.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct ChartsState {}

/// Charts per criterion.
#[derive(Debug, Clone)]
pub enum ChartsCommand {}

pub(super) fn handle(_state: &mut State, command: ChartsCommand) -> Vec<Effect> {
    match command {}
}

pub(super) const fn refresh(_state: &mut State) {}
