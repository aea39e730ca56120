//! Undo and redo: labelled changes, 100 deep, one per gesture.

use std::collections::VecDeque;

use crate::model::Change;

/// Changes that can be taken back, and changes taken back that can be done again.
#[derive(Debug, Default)]
pub struct History {
    done: VecDeque<Entry>,
    undone: Vec<Change>,
}

#[derive(Debug)]
struct Entry {
    change: Change,
    gesture: Option<String>,
}

/// How many changes are kept.
const DEPTH: usize = 100;

impl History {
    /// Remembers a change. Changes of the same `gesture` (typing in one field, dragging one slider) become one.
    pub fn push(&mut self, change: Change, gesture: Option<String>) {
        self.undone.clear();
        let merges = gesture.is_some() && self.done.back().is_some_and(|last| last.gesture == gesture);
        if let Some(last) = self.done.back_mut().filter(|_| merges) {
            let start = std::mem::replace(&mut last.change, Change { label: String::new(), records: Vec::new() });
            let label = change.label.clone();
            last.change = Change { label, ..start.then(change) };
            return;
        }
        self.done.push_back(Entry { change, gesture });
        if self.done.len() > DEPTH {
            self.done.pop_front();
        }
    }

    /// Ends the gesture, so that the next change is its own step.
    pub fn end_gesture(&mut self) {
        if let Some(last) = self.done.back_mut() {
            last.gesture = None;
        }
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.back().map(|entry| entry.change.label.as_str())
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|change| change.label.as_str())
    }

    /// The newest changes first, by name.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.done.iter().rev().map(|entry| entry.change.label.as_str())
    }

    /// The change to take back next, moved to the ones that can be done again.
    pub(super) fn undo(&mut self) -> Option<Change> {
        let change = self.done.pop_back()?.change;
        self.undone.push(change.clone());
        Some(change)
    }

    /// The change to do again next, moved back to the ones that can be undone; its inverse is what to revert.
    pub(super) fn redo(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push_back(Entry { change: change.clone(), gesture: None });
        Some(change)
    }
}
