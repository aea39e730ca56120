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
            // What went wrong stays until somebody has seen it.
            let oldest = self.list.iter().position(|toast| toast.tone == Tone::Done).unwrap_or(0);
            self.list.remove(oldest);
        }
    }

    /// Only the newest change can be undone from its message: an older message would undo something else.
    pub(super) fn retire_undo(&mut self) {
        for toast in &mut self.list {
            let undoes = |command: &Command| matches!(command, Command::Edit(super::EditCommand::Undo));
            if toast.action.as_ref().is_some_and(|(_, command)| undoes(command)) {
                toast.action = None;
            }
        }
    }

    /// What messages offer belongs to the workspace that was open.
    pub(super) fn retire_actions(&mut self) {
        for toast in &mut self.list {
            toast.action = None;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::EditCommand;

    #[test]
    fn only_the_newest_change_is_undone_from_its_message() {
        let mut toasts = Toasts::default();
        let undo = || Some(("Undo".to_owned(), Command::Edit(EditCommand::Undo)));
        toasts.push("A is in the trash".to_owned(), Tone::Done, undo());
        toasts.retire_undo();
        toasts.push("B is added".to_owned(), Tone::Done, undo());
        let offers: Vec<bool> = toasts.list().iter().map(|toast| toast.action.is_some()).collect();
        assert_eq!(offers, [false, true]);
    }

    #[test]
    fn what_went_wrong_stays_when_room_is_needed() {
        let mut toasts = Toasts::default();
        toasts.push("The settings were not saved".to_owned(), Tone::Problem, None);
        for number in 0..6 {
            toasts.push(format!("Undone: {number}"), Tone::Done, None);
        }
        assert!(toasts.list().iter().any(|toast| toast.tone == Tone::Problem), "still there");
    }
}
