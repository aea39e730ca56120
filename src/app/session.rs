//! An open workspace: its data, its history, what it says about every customer, and whether it is saved.

use std::path::PathBuf;

use crate::model::{Change, Edit, EditError, RecordKey, ScorecardId, Workspace};
use crate::store::{Access, Problem, RecordEdit, edits_of};

use super::{History, Judged};

/// Records to write, or to move to the trash.
pub type ToSave = Vec<RecordEdit>;

/// Whether everything is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Everything is on disk. `confirmed` is false where the drive cannot promise that it survives a power cut.
    Yes {
        /// Whether the drive confirmed it.
        confirmed: bool,
    },
    /// A save is under way.
    Saving,
    /// The last save failed; it is tried again.
    No {
        /// Why, and what is safe.
        reason: String,
    },
}

/// Where a workspace came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The owner's own.
    Own,
    /// A throw-away copy of the sample business.
    Sample,
}

/// An open workspace.
#[derive(Debug)]
pub struct Session {
    /// The folder.
    pub dir: PathBuf,
    /// Where it came from.
    pub origin: Origin,
    /// Everything in it.
    pub workspace: Workspace,
    /// Files that could not be read or do not fit.
    pub problems: Vec<Problem>,
    /// Whether it may be changed, and if not why.
    pub access: Access,
    /// Undo and redo.
    pub history: History,
    /// Whether everything is on disk.
    pub saved: Saved,
    /// Goes up with every change; caches compare it.
    pub revision: u64,
    /// Which scorecard is looked at, if not the main one.
    pub looking_at: Option<ScorecardId>,
    /// What the numbers say, for the scorecard looked at; `None` without a scorecard.
    pub judged: Option<Judged>,
}

/// Why a change was refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The workspace is open for reading only.
    #[error("Nothing was changed: this workspace is open for reading only. {0}")]
    ReadOnly(String),
    /// The edit does not fit.
    #[error("Nothing was changed: {0}.")]
    Edit(#[from] EditError),
}

impl Session {
    /// Applies an edit, remembers it for undo, judges again what it touched, and says what to save.
    ///
    /// # Errors
    /// [`Refused`]; nothing has changed then.
    pub fn edit(&mut self, edit: Edit, gesture: Option<String>, today: jiff::civil::Date) -> Result<ToSave, Refused> {
        let change = self.apply(edit)?;
        if change.is_empty() {
            return Ok(Vec::new());
        }
        let to_save = self.settle(&change, today);
        self.history.push(change, gesture);
        Ok(to_save)
    }

    /// Takes the newest change back; says which, and what to save.
    ///
    /// # Errors
    /// [`Refused`]; nothing has changed then.
    pub fn undo(&mut self, today: jiff::civil::Date) -> Result<Option<(String, ToSave)>, Refused> {
        let Some(change) = self.history.next_undo().cloned() else { return Ok(None) };
        let label = change.label.clone();
        let done = self.apply(Edit::Revert(Box::new(change)))?;
        self.history.undone();
        Ok(Some((label, self.settle(&done, today))))
    }

    /// Does again what was taken back last; says which, and what to save.
    ///
    /// # Errors
    /// [`Refused`]; nothing has changed then.
    pub fn redo(&mut self, today: jiff::civil::Date) -> Result<Option<(String, ToSave)>, Refused> {
        let Some(change) = self.history.next_redo().cloned() else { return Ok(None) };
        let label = change.label.clone();
        let done = self.apply(Edit::Revert(Box::new(change.inverse())))?;
        self.history.redone();
        Ok(Some((label, self.settle(&done, today))))
    }

    fn apply(&mut self, edit: Edit) -> Result<Change, Refused> {
        if let Access::ReadOnly(reason) = &self.access {
            return Err(Refused::ReadOnly(reason.clone()));
        }
        Ok(edit.apply(&mut self.workspace)?)
    }

    /// Brings everything derived up to date after a change.
    fn settle(&mut self, change: &Change, today: jiff::civil::Date) -> ToSave {
        self.revision += 1;
        self.judge_changed(change, today);
        self.saved = Saved::Saving;
        edits_of(change)
    }

    /// The scorecard looked at: the one chosen on screen, else the main one.
    pub fn scorecard(&self) -> Option<&std::sync::Arc<crate::model::Scorecard>> {
        let chosen = self.looking_at.and_then(|id| self.workspace.scorecards.get(&id));
        chosen.or_else(|| self.workspace.main_scorecard())
    }

    /// Judges everybody from scratch: after opening, on another scorecard, on another day.
    pub fn judge(&mut self, today: jiff::civil::Date) {
        self.revision += 1;
        self.judged = self.scorecard().map(|card| Judged::new(&self.workspace, card, today));
    }

    fn judge_changed(&mut self, change: &Change, today: jiff::civil::Date) {
        let customers: Vec<_> = change
            .records
            .iter()
            .map(|record| match record.key {
                RecordKey::Customer(id) => Some(id),
                RecordKey::Business | RecordKey::Scorecard(_) => None,
            })
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default();
        match &mut self.judged {
            Some(judged) if (1..200).contains(&customers.len()) => judged.update(&self.workspace, &customers, today),
            _ => self.judged = self.scorecard().map(|card| Judged::new(&self.workspace, card, today)),
        }
    }
}
