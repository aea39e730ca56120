//! People and groups.

use super::{Effect, State};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct PeopleState {}

/// People and groups.
#[derive(Debug, Clone)]
pub enum PeopleCommand {}

pub(super) fn handle(_state: &mut State, command: PeopleCommand) -> Vec<Effect> {
    match command {}
}

pub(super) const fn refresh(_state: &mut State) {}

/// A person being written.
#[derive(Debug)]
pub struct PersonForm {}
