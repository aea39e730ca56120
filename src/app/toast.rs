//! Short messages that come up and go, each with at most one thing to do about it.

use super::Command;

/// One message.
#[derive(Debug, Clone)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u64,
    /// What happened, and what is safe.
    pub text: String,
    /// How serious it is.
    pub tone: Tone,
    /// A button and what it does: "Undo".
    pub action: Option<(String, Box<Command>)>,
}

/// How serious a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something went as wished; goes by itself.
    Done,
    /// Something did not work; stays until dismissed.
    Problem,
}

/// The messages on screen, oldest first.
#[derive(Debug, Default)]
pub struct Toasts {
    list: Vec<Toast>,
    next: u64,
}

impl Toasts {
    /// At most this many are shown; older ones make room.
    const MOST: usize = 4;

    /// Shows a message; the same text is not shown twice at once.
    pub fn push(&mut self, text: String, tone: Tone, action: Option<(String, Command)>) {
        self.list.retain(|toast| toast.text != text);
        let id = self.next;
        self.next += 1;
        self.list.push(Toast { id, text, tone, action: action.map(|(label, command)| (label, Box::new(command))) });
        if self.list.len() > Self::MOST {
            self.list.remove(0);
        }
    }

    /// Takes a message away.
    pub fn dismiss(&mut self, id: u64) {
        self.list.retain(|toast| toast.id != id);
    }

    /// The messages, oldest first.
    pub fn list(&self) -> &[Toast] {
        &self.list
    }
}
