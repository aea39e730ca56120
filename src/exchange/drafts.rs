//! Customers as an import would leave them, those who share a name, and what makes two ratings the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Customer, CustomerId, Profile, Rating, RatingId, Response, Workspace};

/// A customer as it is to become.
pub(super) struct Draft<'a> {
    pub(super) id: CustomerId,
    pub(super) old: Option<&'a Arc<Customer>>,
    /// What will be known about it; `None` while that is as before. Boxed, for there may be 100,000 drafts.
    pub(super) profile: Option<Box<Profile>>,
    /// The first row about it.
    pub(super) row: Option<usize>,
    pub(super) ratings: Vec<(RatingId, Rating)>,
    /// The days of the old ratings that have not met their row yet, by what they say; filled at the first rating.
    pub(super) unmet: Option<BTreeMap<String, Vec<Date>>>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(customer: &'a Arc<Customer>) -> Self {
        Self { old: Some(customer), ..Self::new(customer.id) }
    }

    pub(super) const fn new(id: CustomerId) -> Self {
        Self { id, old: None, profile: None, row: None, ratings: Vec::new(), unmet: None }
    }

    pub(super) fn profile(&self) -> Option<&Profile> {
        self.profile.as_deref().or_else(|| self.old.map(|old| &old.profile))
    }

    pub(super) fn has_reference(&self) -> bool {
        self.profile().is_some_and(|profile| !profile.reference.is_empty())
    }
}

/// The customers with one name.
#[derive(Debug, Default)]
pub(super) struct Namesakes {
    pub(super) all: Vec<usize>,
    /// Those of them that had no reference when somebody last looked.
    pub(super) free: Vec<usize>,
}

impl Namesakes {
    pub(super) fn add(&mut self, index: usize) {
        for list in [&mut self.all, &mut self.free] {
            // Nearly every name has one customer.
            if list.is_empty() {
                list.reserve_exact(1);
            }
            list.push(index);
        }
    }
}

/// Whether anybody has rated on the scorecard that is shown first.
pub(super) fn main_card_is_used(workspace: &Workspace) -> bool {
    workspace.main_scorecard().is_some_and(|card| {
        workspace.customers.values().any(|customer| customer.ratings.values().any(|rating| rating.scorecard == card.id))
    })
}

/// What a rating says apart from its day: by whom, on which scorecard, with which answers. Nobody reads it.
pub(super) fn said(rating: &Rating) -> String {
    let mut said = format!("{:x} {:x}", rating.person.ulid().0, rating.scorecard.ulid().0);
    for (id, answer) in &rating.answers {
        let (sign, bits) = match answer.response {
            Response::Value(value) => ('=', value.value().to_bits()),
            Response::NotApplicable => ('n', 0),
            Response::DontKnow => ('?', 0),
        };
        // Writing into a text cannot fail.
        if let Err(_never) = write!(said, " {id}{sign}{bits:x}") {}
    }
    said
}

/// What tells a text from others: 128 bits, so that among 200,000 rows no two fall together by chance.
pub(super) fn fingerprint(text: &str) -> [u64; 2] {
    [0_u8, 1].map(|salt| {
        let mut hasher = DefaultHasher::new();
        (salt, text).hash(&mut hasher);
        hasher.finish()
    })
}
