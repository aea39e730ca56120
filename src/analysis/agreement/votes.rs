//! Votes: what each person says about each customer, one voice per person, laid out for comparing people.

use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Customer, GroupId, PersonId, Scorecard, Workspace};

use super::super::gathering::Gathering;
use super::super::reader::{PersonVoice, Reader};
use super::super::terms::Terms;
use super::units::Units;

/// Customers read in one go.
const PER_PART: usize = 128;

/// Everybody's votes on one scorecard.
pub(super) struct Votes {
    /// The groups that count, by place.
    pub(super) groups: Vec<(usize, GroupId)>,
    /// One step of each criterion's scale, as a value.
    pub(super) steps: Vec<f64>,
    /// The values by customer, 0 to 1, for each criterion.
    pub(super) criteria: Vec<Units>,
    /// People's own scores by customer, 0 to 1.
    pub(super) totals: Units,
    /// Whose each own score is, by place.
    total_people: Vec<usize>,
    /// Each group's score, 0 to 1: `[customer][group]`, in the order of [`Self::groups`].
    by_group: Vec<Option<f64>>,
}

impl Votes {
    /// Reads what the gathering counts; answers as they were given.
    pub(super) fn read(workspace: &Workspace, card: &Scorecard, terms: &Terms, gathering: Gathering) -> Self {
        let reader = Reader::as_given(workspace, card, gathering);
        let groups = reader.layout.groups.iter().copied().enumerate();
        let groups: Vec<(usize, GroupId)> =
            groups.filter(|(_, group)| terms.policy.group_weight(*group) > 0.0).collect();
        let people: Vec<PersonId> = workspace.business.people.keys().copied().collect();
        let customers: Vec<&Arc<Customer>> = workspace.customers.values().collect();
        let read = ReadVotes { reader: &reader, terms, groups: &groups, people: &people };
        let parts: Vec<Part> = customers.par_chunks(PER_PART).map(|customers| read.part(customers)).collect();
        let mut all = read.part(&[]);
        for part in parts {
            all.append(part);
        }
        let Part { criteria, totals, total_people, by_group } = all;
        let criteria = criteria.into_iter().map(Voted::units).collect();
        Self { steps: reader.layout.steps.clone(), groups, criteria, totals: totals.units(), total_people, by_group }
    }

    /// Each customer's scores by group.
    pub(super) fn group_scores(&self) -> impl Iterator<Item = &[Option<f64>]> {
        self.by_group.chunks_exact(self.groups.len().max(1))
    }

    /// The table of customers × people of all own scores, if nobody who has one left a customer out that has one.
    pub(super) fn complete_totals(&self) -> Option<Vec<Vec<Option<f64>>>> {
        let mut people = &self.total_people[..];
        let mut rows = Vec::new();
        for row in self.totals.iter().filter(|row| !row.is_empty()) {
            let (of_row, others) = people.split_at(row.len());
            if self.total_people.get(..row.len()) != Some(of_row) {
                return None;
            }
            people = others;
            rows.push(row.iter().copied().map(Some).collect());
        }
        Some(rows)
    }
}

/// Values in the making, and who gave any.
#[derive(Clone)]
struct Voted {
    units: Units,
    seen: Vec<bool>,
}

impl Voted {
    fn new(num_people: usize) -> Self {
        Self { units: Units::default(), seen: vec![false; num_people] }
    }

    fn add(&mut self, person: usize, value: f64) {
        self.units.add(value);
        self.seen[person] = true;
    }

    fn append(&mut self, other: &Self) {
        self.units.append(&other.units);
        self.seen.iter_mut().zip(&other.seen).for_each(|(seen, other)| *seen |= other);
    }

    fn units(self) -> Units {
        self.units.with_raters(self.seen.into_iter().filter(|seen| *seen).count())
    }
}

/// The votes about some of the customers.
struct Part {
    criteria: Vec<Voted>,
    totals: Voted,
    total_people: Vec<usize>,
    by_group: Vec<Option<f64>>,
}

impl Part {
    fn append(&mut self, other: Self) {
        self.criteria.iter_mut().zip(&other.criteria).for_each(|(all, part)| all.append(part));
        self.totals.append(&other.totals);
        self.total_people.extend(other.total_people);
        self.by_group.extend(other.by_group);
    }
}

struct ReadVotes<'a> {
    reader: &'a Reader<'a>,
    terms: &'a Terms,
    groups: &'a [(usize, GroupId)],
    people: &'a [PersonId],
}

impl ReadVotes<'_> {
    fn part(&self, customers: &[&Arc<Customer>]) -> Part {
        let empty = Voted::new(self.people.len());
        let criteria = vec![empty.clone(); self.reader.layout.criteria.len()];
        let mut part = Part { criteria, totals: empty, total_people: Vec::new(), by_group: Vec::new() };
        // By group: everybody's voices, one after the other.
        let mut said: Vec<Vec<PersonVoice>> = vec![Vec::new(); self.groups.len()];
        for customer in customers {
            said.iter_mut().for_each(Vec::clear);
            self.customer(customer, &mut part, &mut said);
        }
        part
    }

    fn customer(&self, customer: &Customer, part: &mut Part, said: &mut [Vec<PersonVoice>]) {
        self.reader.voices(customer, self.reader.gathering.window, |ratings, voices| {
            let Some(first) = ratings.first() else { return };
            let group = self.groups.iter().position(|(place, _)| *place == first.group);
            let (Some(group), Ok(person)) = (group, self.people.binary_search(&first.rating.person)) else { return };
            let mut own = Own::default();
            for (criterion, (voice, voted)) in voices.iter().zip(&mut part.criteria).enumerate() {
                own.add(self.weight(criterion), voice.value, voice.not_applicable);
                if let Some(value) = voice.value {
                    voted.add(person, on_grid(value));
                }
            }
            if let Some(total) = own.score(self.min_coverage()) {
                part.totals.add(person, total);
                part.total_people.push(person);
            }
            said[group].extend_from_slice(voices);
        });
        part.criteria.iter_mut().for_each(|voted| voted.units.close());
        part.totals.units.close();
        part.by_group.extend(said.iter().map(|said| self.group_score(said)));
    }

    /// A group's score, its people combined as the gathering says.
    fn group_score(&self, said: &[PersonVoice]) -> Option<f64> {
        let num_criteria = self.reader.layout.criteria.len();
        let mut own = Own::default();
        // Nobody of the group, nothing to add up.
        for criterion in (0..num_criteria).filter(|_| !said.is_empty()) {
            let voices = said.chunks_exact(num_criteria).map(|voices| voices[criterion]);
            let cell = self.reader.cell(criterion, voices);
            let value = (cell.people > 0).then_some(cell.mean);
            own.add(self.weight(criterion), value, value.is_none() && cell.not_applicable > 0);
        }
        own.score(self.min_coverage())
    }

    fn weight(&self, criterion: usize) -> f64 {
        self.terms.weights.get(criterion).copied().unwrap_or(0.0)
    }

    fn min_coverage(&self) -> f64 {
        self.terms.policy.min_coverage.value()
    }
}

/// A score in the making: Σ w·v and Σ w over the answered, Σ w over what applies.
#[derive(Clone, Copy, Default)]
struct Own {
    value: f64,
    answered: f64,
    total: f64,
}

impl Own {
    fn add(&mut self, weight: f64, value: Option<f64>, not_applicable: bool) {
        if let Some(value) = value {
            self.value += weight * value;
            self.answered += weight;
        }
        if !not_applicable {
            self.total += weight;
        }
    }

    /// 0 to 1; `None` if too little was answered to stand for the whole.
    fn score(&self, min_coverage: f64) -> Option<f64> {
        let enough =
            self.answered > 0.0 && self.answered.is_finite() && self.answered + 1e-9 >= min_coverage * self.total;
        enough.then(|| on_grid((self.value / self.answered).clamp(0.0, 1.0)))
    }
}

/// Rounded so far that noise of adding up disappears and nothing else does: means of the same answers in another
/// order are the same.
fn on_grid(value: f64) -> f64 {
    const GRID: f64 = 1e9;
    (value * GRID).round() / GRID
}
