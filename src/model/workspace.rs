//! The workspace: everything of one business, cheap to copy because every record is shared.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Business, Customer, CustomerId, Record, RecordKey, Scorecard, ScorecardId};

/// Everything of one business. A clone copies pointers, so a snapshot for a worker is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Name, currency, groups and people.
    pub business: Arc<Business>,
    /// Scorecards by id.
    pub scorecards: BTreeMap<ScorecardId, Arc<Scorecard>>,
    /// Customers by id.
    pub customers: BTreeMap<CustomerId, Arc<Customer>>,
}

impl Workspace {
    /// A workspace without customers or scorecards.
    pub fn new(business: Business) -> Self {
        Self { business: Arc::new(business), scorecards: BTreeMap::new(), customers: BTreeMap::new() }
    }

    /// The scorecard whose verdict is shown first: the one chosen, else the first about customers that is not
    /// archived, else any.
    pub fn main_scorecard(&self) -> Option<&Arc<Scorecard>> {
        let chosen = self.business.main_scorecard.and_then(|id| self.scorecards.get(&id));
        chosen
            .or_else(|| {
                self.scorecards.values().find(|card| !card.archived && card.subject == super::Subject::Customer)
            })
            .or_else(|| self.scorecards.values().next())
    }

    /// How many ratings there are in all.
    pub fn num_ratings(&self) -> usize {
        self.customers.values().map(|customer| customer.ratings.len()).sum()
    }

    /// The record with this key, as it is now.
    pub fn record(&self, key: RecordKey) -> Option<Record> {
        match key {
            RecordKey::Business => Some(Record::Business(Arc::clone(&self.business))),
            RecordKey::Scorecard(id) => self.scorecards.get(&id).map(|card| Record::Scorecard(Arc::clone(card))),
            RecordKey::Customer(id) => self.customers.get(&id).map(|customer| Record::Customer(Arc::clone(customer))),
        }
    }

    /// Puts a record in place, or takes it away; the business itself stays.
    pub(super) fn put(&mut self, key: RecordKey, record: Option<&Record>) {
        match (key, record) {
            (_, Some(Record::Business(business))) => self.business = Arc::clone(business),
            (_, Some(Record::Scorecard(card))) => drop(self.scorecards.insert(card.id, Arc::clone(card))),
            (_, Some(Record::Customer(customer))) => drop(self.customers.insert(customer.id, Arc::clone(customer))),
            (RecordKey::Scorecard(id), None) => drop(self.scorecards.remove(&id)),
            (RecordKey::Customer(id), None) => drop(self.customers.remove(&id)),
            (RecordKey::Business, None) => {}
        }
    }
}
