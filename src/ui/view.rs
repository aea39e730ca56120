//! What a view gets to see: the state for this frame, read-only, and a way to send commands.

use std::cell::RefCell;

use crate::app::{Action, Command, Session, State};

/// The state for this frame, and an inbox for what people want.
pub struct View<'a> {
    /// Everything there is to show.
    pub state: &'a State,
    inbox: &'a RefCell<Vec<Command>>,
}

impl<'a> View<'a> {
    /// A view of this state that leaves commands in this inbox.
    pub const fn new(state: &'a State, inbox: &'a RefCell<Vec<Command>>) -> Self {
        Self { state, inbox }
    }

    /// Asks for something; it happens after this frame.
    pub fn send(&self, command: Command) {
        self.inbox.borrow_mut().push(command);
    }

    /// Asks for an action of the catalogue.
    pub fn act(&self, action: Action) {
        self.send(action.command(self.state));
    }

    /// The open workspace.
    pub const fn session(&self) -> Option<&'a Session> {
        self.state.session()
    }

    /// Whether data may be changed.
    pub fn can_edit(&self) -> bool {
        self.session().is_some_and(|session| session.access == crate::app::Access::ReadWrite)
    }
}
