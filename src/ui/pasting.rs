//! What was pasted where nobody types, and whether anything was: the window is told of a paste only when there is text
//! or a picture on the clipboard, and silence is no answer.

use egui::{Event, Key};

use crate::app::{ImportCommand, NoTable};

/// So many frames what was asked for has time to come.
const PATIENCE: u8 = 4;

/// A paste under way, from the key that goes down to the one that comes up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pasting {
    /// Something came since the key was last let go.
    has_come: bool,
    /// So many frames a paste that was asked for without keys may still take.
    frames_left: u8,
}

impl Pasting {
    /// A paste was asked for without keys.
    pub(super) const fn asked(self) -> Self {
        Self { frames_left: PATIENCE, ..self }
    }

    /// Whether something was asked for and has not come yet.
    pub(super) const fn is_waiting(self) -> bool {
        self.frames_left > 0
    }

    /// After the events of a frame: where it stands now, and what is to be done.
    pub(super) fn after(mut self, events: &[Event]) -> (Self, Option<ImportCommand>) {
        let mut found = None;
        for event in events {
            match event {
                Event::Paste(text) => found = Some(ImportCommand::Paste(text.as_str().into())),
                Event::PasteImage(_) => found = Some(ImportCommand::PastedNoTable(NoTable::Picture)),
                Event::Key { key: Key::V, pressed: false, modifiers, .. } => {
                    let has_come = std::mem::take(&mut self.has_come) || found.is_some();
                    if !has_come && modifiers.command_only() {
                        found = Some(ImportCommand::PastedNoTable(NoTable::Nothing));
                    }
                    if has_come {
                        // Came and let go in one frame.
                        self.frames_left = 0;
                        return (self, found);
                    }
                }
                _ => {}
            }
        }
        if found.is_some() {
            let is_table = !matches!(found, Some(ImportCommand::PastedNoTable(NoTable::Nothing)));
            (self.has_come, self.frames_left) = (is_table, 0);
        } else if self.frames_left > 0 {
            self.frames_left -= 1;
            if self.frames_left == 0 {
                found = Some(ImportCommand::PastedNoTable(NoTable::Nothing));
            }
        }
        (self, found)
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn let_go(modifiers: Modifiers) -> Event {
        Event::Key { key: Key::V, physical_key: None, pressed: false, repeat: false, modifiers }
    }

    fn table() -> Event {
        Event::Paste("A\tB\n1\t2\n".to_owned())
    }

    fn is_nothing(found: Option<&ImportCommand>) -> bool {
        matches!(found, Some(ImportCommand::PastedNoTable(NoTable::Nothing)))
    }

    #[test]
    fn a_table_that_comes_is_taken_once() {
        let (pasting, found) = Pasting::default().after(&[table()]);
        assert!(matches!(found, Some(ImportCommand::Paste(_))));
        let (pasting, found) = pasting.after(&[let_go(Modifiers::COMMAND)]);
        assert!(found.is_none(), "{found:?}");
        // The next one again, also when both keys are seen in one frame.
        let (pasting, found) = pasting.after(&[table(), let_go(Modifiers::COMMAND)]);
        assert!(matches!(found, Some(ImportCommand::Paste(_))));
        let (_, found) = pasting.after(&[let_go(Modifiers::COMMAND)]);
        assert!(is_nothing(found.as_ref()), "and then there was nothing");
    }

    #[test]
    fn keys_that_bring_nothing_are_answered() {
        let (_, found) = Pasting::default().after(&[let_go(Modifiers::COMMAND)]);
        assert!(is_nothing(found.as_ref()));
        let (_, found) = Pasting::default().after(&[let_go(Modifiers::NONE)]);
        assert!(found.is_none(), "a plain v pastes nothing");
        // Ctrl let go before V: what came is not held against the next try.
        let (pasting, _) = Pasting::default().after(&[table()]);
        let (pasting, found) = pasting.after(&[let_go(Modifiers::NONE)]);
        assert!(found.is_none());
        assert!(is_nothing(pasting.after(&[let_go(Modifiers::COMMAND)]).1.as_ref()));
    }

    #[test]
    fn what_was_asked_for_without_keys_is_waited_for_a_moment() {
        let mut pasting = Pasting::default().asked();
        let mut answers = Vec::new();
        for _ in 0..10 {
            let (next, found) = pasting.after(&[]);
            pasting = next;
            answers.extend(found);
        }
        assert!(answers.len() == 1 && is_nothing(answers.first()), "{answers:?}");
        assert!(!pasting.is_waiting());
        let (pasting, found) = Pasting::default().asked().after(&[table()]);
        assert!(matches!(found, Some(ImportCommand::Paste(_))) && !pasting.is_waiting());
    }
}
