//! Votes: what each person says about each customer in a window, one voice per person, laid out for comparing people.

use rayon::prelude::*;

use crate::model::{Customer, GroupId, PersonId, Scorecard, Workspace};

use super::super::gathering::Gathering;
use super::super::reader::{PersonVoice, Reader};
use super::super::terms::Terms;
use super::units::Units;

/// Everybody's votes on one scorecard.
pub(super) struct Votes {
    /// The groups that count, by place.
    pub(super) groups: Vec<(usize, GroupId)>,
    /// One step of each criterion's scale, as a value.
    pub(super) steps: Vec<f64>,
    pub(super) customers: Vec<CustomerVotes>,
    num_people: usize,
}

/// What everybody says about one customer.
pub(super) struct CustomerVotes {
    /// Places of the people, ascending.
    people: Vec<usize>,
    /// `[criterion][person]`, 0 to 1.
    values: Vec<Option<f64>>,
    /// Each person's own score, 0 to 1.
    totals: Vec<Option<f64>>,
    /// Each group's score, 0 to 1, in the order of [`Votes::groups`].
    pub(super) by_group: Vec<Option<f64>>,
}

impl Votes {
    pub(super) fn read(workspace: &Workspace, card: &Scorecard, terms: &Terms, gathering: Gathering) -> Self {
        let reader = Reader::as_given(workspace, card, gathering);
        let groups = reader.layout.groups.iter().copied().enumerate();
        let groups: Vec<(usize, GroupId)> =
            groups.filter(|(_, group)| terms.policy.group_weight(*group) > 0.0).collect();
        let people: Vec<PersonId> = workspace.business.people.keys().copied().collect();
        let customers: Vec<&Customer> = workspace.customers.values().map(|customer| &**customer).collect();
        let read = ReadVotes { reader: &reader, terms, groups: &groups, people: &people };
        let customers = customers.par_iter().map(|customer| read.customer(customer)).collect();
        Self { steps: reader.layout.steps.clone(), groups, customers, num_people: people.len() }
    }

    /// The values of one criterion by customer, and how many people gave any.
    pub(super) fn units(&self, criterion: usize) -> Units {
        self.units_of(|customer| {
            let num_people = customer.people.len();
            &customer.values[criterion * num_people..(criterion + 1) * num_people]
        })
    }

    /// People's own scores by customer.
    pub(super) fn totals(&self) -> Units {
        self.units_of(|customer| &customer.totals)
    }

    fn units_of<'v>(&'v self, values: impl Fn(&'v CustomerVotes) -> &'v [Option<f64>]) -> Units {
        let (mut units, mut seen) = (Units::default(), vec![false; self.num_people]);
        for customer in &self.customers {
            let values = values(customer);
            for (person, value) in customer.people.iter().zip(values) {
                seen[*person] |= value.is_some();
            }
            units.push(values.iter().copied().flatten());
        }
        units.with_raters(seen.into_iter().filter(|seen| *seen).count())
    }

    /// The table of customers × people of all own scores, if nobody who has one left a customer out that has one.
    pub(super) fn complete_totals(&self) -> Option<Vec<Vec<Option<f64>>>> {
        let mut everybody: Option<Vec<usize>> = None;
        let mut rows = Vec::new();
        for customer in &self.customers {
            let votes = customer.people.iter().zip(&customer.totals);
            let (people, row): (Vec<usize>, Vec<Option<f64>>) =
                votes.filter(|(_, total)| total.is_some()).map(|(person, total)| (*person, *total)).unzip();
            if people.is_empty() {
                continue;
            }
            if *everybody.get_or_insert_with(|| people.clone()) != people {
                return None;
            }
            rows.push(row);
        }
        Some(rows)
    }
}

struct ReadVotes<'a> {
    reader: &'a Reader<'a>,
    terms: &'a Terms,
    groups: &'a [(usize, GroupId)],
    people: &'a [PersonId],
}

impl ReadVotes<'_> {
    fn customer(&self, customer: &Customer) -> CustomerVotes {
        let num_criteria = self.reader.layout.criteria.len();
        let (mut people, mut totals) = (Vec::new(), Vec::new());
        // `[person][criterion]`, and the place of the person's group.
        let mut said: Vec<PersonVoice> = Vec::new();
        let mut groups: Vec<usize> = Vec::new();
        self.reader.voices(customer, self.reader.gathering.window, |ratings, voices| {
            let Some(first) = ratings.first() else { return };
            let group = self.groups.iter().position(|(place, _)| *place == first.group);
            if let (Some(group), Ok(person)) = (group, self.people.binary_search(&first.rating.person)) {
                let mut own = Own::default();
                for (criterion, voice) in voices.iter().enumerate() {
                    own.add(self.weight(criterion), voice.value, voice.not_applicable);
                }
                totals.push(own.score(self.min_coverage()));
                people.push(person);
                groups.push(group);
                said.extend_from_slice(voices);
            }
        });
        let of = |criterion: usize| said.iter().skip(criterion).step_by(num_criteria.max(1));
        // On a grid, so that means of the same answers in another order are the same.
        let values = (0..num_criteria).flat_map(|criterion| of(criterion).map(|voice| voice.value.map(on_grid)));
        let values = values.collect();
        let by_group = (0..self.groups.len()).map(|group| {
            if !groups.contains(&group) {
                return None;
            }
            let mut own = Own::default();
            for criterion in 0..num_criteria {
                let voices = of(criterion).zip(&groups).filter(|(_, of)| **of == group).map(|(voice, _)| *voice);
                let cell = self.reader.cell(criterion, voices);
                let value = (cell.people > 0).then_some(cell.mean);
                own.add(self.weight(criterion), value, value.is_none() && cell.not_applicable > 0);
            }
            own.score(self.min_coverage())
        });
        let by_group = by_group.collect();
        CustomerVotes { people, values, totals, by_group }
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

/// Rounded so far that noise of adding up disappears and nothing else does.
fn on_grid(value: f64) -> f64 {
    const GRID: f64 = 1e9;
    (value * GRID).round() / GRID
}
