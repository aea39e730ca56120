//! A table that was copied elsewhere and is pasted here.

use std::sync::Arc;

use super::super::{Effect, State};
use super::{ImportSource, ReadOptions, begin};

/// What was on the clipboard instead of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTable {
    /// Nothing that can be read as text.
    Nothing,
    /// A picture.
    Picture,
    /// A few words.
    OneLine,
}

impl NoTable {
    const fn words(self) -> &'static str {
        match self {
            Self::Nothing => {
                "There is no table on the clipboard. Copy the cells in your spreadsheet first, then paste them here."
            }
            Self::Picture => {
                "A picture was copied, not a table. Copy the cells themselves in your spreadsheet, then paste them here."
            }
            Self::OneLine => {
                "What was copied is one line, not a table. Copy the row with the names of the columns and the rows below it."
            }
        }
    }
}

/// Begins an import of what was pasted.
pub(super) fn paste(state: &mut State, text: Arc<str>) -> Vec<Effect> {
    if state.session().is_none() || state.modal.is_some() {
        return Vec::new();
    }
    // Names without a row below them, or a word meant for a field that did not have the keyboard.
    if text.trim().lines().nth(1).is_none() {
        return refused(state, NoTable::OneLine);
    }
    begin(state, ImportSource::Clipboard(text), ReadOptions::default())
}

/// Says why nothing is imported.
pub(super) fn refused(state: &mut State, why: NoTable) -> Vec<Effect> {
    state.problem(why.words());
    Vec::new()
}
