//! People's total scores: how good each person finds each customer, all criteria taken together by their weights.

use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Customer, CustomerId, PersonId, Scorecard, Workspace};

use super::super::gathering::Gathering;
use super::super::reader::Reader;
use super::super::terms::Terms;
use super::Observation;

/// Every person's total score of every customer: Σ w·v / Σ w over the criteria the person answered, 0–1.
///
/// One voice per person and customer. People of groups without weight have no say and are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleTotals {
    /// The customers, in the order of their ids, as in [`crate::analysis::Evidence::customers`].
    pub customers: Vec<CustomerId>,
    /// The people with a total, in the order of their ids.
    pub people: Vec<PersonId>,
    /// The totals, in the order of customers, then people; both by place.
    pub totals: Vec<Observation>,
}

impl PeopleTotals {
    /// Adds up the ratings of all customers on this scorecard, with these weights, answers as they were given.
    pub fn gather(workspace: &Workspace, card: &Scorecard, gathering: Gathering, terms: &Terms) -> Self {
        Self::read(&Reader::as_given(workspace, card, gathering), workspace, terms)
    }

    pub(in crate::analysis) fn read(reader: &Reader<'_>, workspace: &Workspace, terms: &Terms) -> Self {
        let has_say: Vec<bool> =
            reader.layout.groups.iter().map(|group| terms.policy.group_weight(*group) > 0.0).collect();
        let customers: Vec<&Arc<Customer>> = workspace.customers.values().collect();
        let totals = |customer: &&Arc<Customer>| -> Vec<(PersonId, f64)> {
            let mut totals = Vec::new();
            reader.voices(customer, reader.gathering.window, |ratings, voices| {
                let Some(first) = ratings.first() else { return };
                let (mut sum, mut answered) = (0.0, 0.0);
                for (voice, weight) in voices.iter().zip(&terms.weights) {
                    if let Some(value) = voice.given.filter(|_| *weight > 0.0) {
                        sum += weight * value;
                        answered += weight;
                    }
                }
                if answered > 0.0 && has_say[first.group] {
                    totals.push((first.rating.person, (sum / answered).clamp(0.0, 1.0)));
                }
            });
            totals
        };
        let rows: Vec<Vec<(PersonId, f64)>> = customers.par_iter().map(totals).collect();
        let mut people: Vec<PersonId> = rows.iter().flatten().map(|(person, _)| *person).collect();
        people.sort_unstable();
        people.dedup();
        let place = |person: &PersonId| people.binary_search(person).unwrap_or(0);
        let totals = rows
            .iter()
            .enumerate()
            .flat_map(|(target, row)| row.iter().map(move |(person, value)| (target, person, *value)));
        let totals =
            totals.map(|(target, person, value)| Observation { target, rater: place(person), value }).collect();
        Self { customers: customers.iter().map(|customer| customer.id).collect(), people, totals }
    }

    /// One customer's totals, by place.
    pub fn of(&self, customer: usize) -> &[Observation] {
        let begin = self.totals.partition_point(|total| total.target < customer);
        let end = self.totals.partition_point(|total| total.target <= customer);
        self.totals.get(begin..end).unwrap_or_default()
    }
}
