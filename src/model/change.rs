//! What an edit did: the records before and after, enough to save, to undo and to do again.

use std::sync::Arc;

use super::{Business, Customer, CustomerId, Scorecard, ScorecardId, Workspace};

/// Names a record, which is one file on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKey {
    /// `workspace.json`.
    Business,
    /// One scorecard.
    Scorecard(ScorecardId),
    /// One customer.
    Customer(CustomerId),
}

/// One record as it was or is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Name, currency, groups and people.
    Business(Arc<Business>),
    /// A scorecard with its versions.
    Scorecard(Arc<Scorecard>),
    /// A customer with ratings and decisions.
    Customer(Arc<Customer>),
}

/// One record before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// Which record.
    pub key: RecordKey,
    /// As it was; `None` if it did not exist.
    pub before: Option<Record>,
    /// As it is; `None` if it was deleted.
    pub after: Option<Record>,
}

/// What an edit did, with its name for the undo menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done: "rate Northwind".
    pub label: String,
    /// The records touched, each once.
    pub records: Vec<RecordChange>,
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        let turn = |record: &RecordChange| RecordChange {
            key: record.key,
            before: record.after.clone(),
            after: record.before.clone(),
        };
        Self { label: self.label.clone(), records: self.records.iter().rev().map(turn).collect() }
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.records.iter().all(|record| record.before == record.after)
    }

    /// This change followed by `next`, as one under this label; each record is listed once.
    pub fn then(mut self, next: Self) -> Self {
        for record in next.records {
            match self.records.iter_mut().find(|known| known.key == record.key) {
                Some(known) => known.after = record.after,
                None => self.records.push(record),
            }
        }
        self
    }

    /// Puts every record into its `after` state.
    pub(super) fn put_into(&self, workspace: &mut Workspace) {
        for record in &self.records {
            workspace.put(record.key, record.after.as_ref());
        }
    }

    /// Whether every record is in its `before` state.
    pub(super) fn fits(&self, workspace: &Workspace) -> bool {
        self.records.iter().all(|record| workspace.record(record.key) == record.before)
    }
}
