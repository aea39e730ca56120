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

    /// The change that undo would take back.
    pub(super) fn next_undo(&self) -> Option<&Change> {
        self.done.back().map(|entry| &entry.change)
    }

    /// The change that redo would do again.
    pub(super) fn next_redo(&self) -> Option<&Change> {
        self.undone.last()
    }

    /// The change to take back was taken back.
    pub(super) fn undone(&mut self) {
        self.undone.extend(self.done.pop_back().map(|entry| entry.change));
    }

    /// The change to do again was done again.
    pub(super) fn redone(&mut self) {
        self.done.extend(self.undone.pop().map(|change| Entry { change, gesture: None }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(label: &str) -> Change {
        Change { label: label.to_owned(), records: Vec::new() }
    }

    #[test]
    fn a_change_moves_only_when_it_was_really_taken_back() {
        let mut history = History::default();
        history.push(change("rate"), None);
        assert_eq!(history.next_undo().map(|change| change.label.as_str()), Some("rate"));
        assert_eq!(history.undo_label(), Some("rate"), "looking does not take it back");
        history.undone();
        assert_eq!((history.undo_label(), history.redo_label()), (None, Some("rate")));
        history.redone();
        assert_eq!((history.undo_label(), history.redo_label()), (Some("rate"), None));
    }

    #[test]
    fn a_gesture_is_one_step_and_there_are_at_most_a_hundred() {
        let mut history = History::default();
        for number in 0..150 {
            history.push(change(&number.to_string()), None);
        }
        assert_eq!(history.labels().count(), DEPTH);
        history.push(change("typing"), Some("name".to_owned()));
        history.push(change("typing on"), Some("name".to_owned()));
        assert_eq!(history.labels().take(2).collect::<Vec<_>>(), ["typing on", "149"]);
        history.end_gesture();
        history.push(change("typing again"), Some("name".to_owned()));
        assert_eq!(history.labels().next(), Some("typing again"), "a new step");
        assert_eq!(history.labels().nth(1), Some("typing on"));
    }
}
