//! Votes: what each person says about each customer in a window, one voice per person, laid out for comparing people.

use rayon::prelude::*;

use crate::model::{Customer, GroupId, PersonId, Rating, RatingId, Scorecard, Workspace};

use super::super::gathering::Gathering;
use super::super::reader::{Counted, PersonVoice, Reader};
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
        let reader = Reader::new(workspace, card);
        let groups = reader.layout.groups.iter().copied().enumerate();
        let groups: Vec<(usize, GroupId)> =
            groups.filter(|(_, group)| terms.policy.group_weight(*group) > 0.0).collect();
        let people: Vec<PersonId> = workspace.business.people.keys().copied().collect();
        let customers: Vec<&Customer> = workspace.customers.values().map(|customer| &**customer).collect();
        let read = ReadVotes { reader: &reader, terms, groups: &groups, people: &people };
        let votes = |customer: &&Customer| read.customer(&gathering.counting(customer, card.id));
        let customers = customers.par_iter().map(votes).collect();
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
    fn customer(&self, ratings: &[(RatingId, &Rating)]) -> CustomerVotes {
        let counts = |counted: &Counted<'_>| self.groups.iter().any(|(place, _)| *place == counted.group);
        let ratings = ratings.iter().filter_map(|(id, rating)| self.reader.counted(*id, rating));
        let mut ratings: Vec<Counted<'_>> = ratings.filter(counts).collect();
        // Stable, so a person's ratings stay in the order of their ids.
        ratings.sort_by_key(|counted| counted.rating.person);
        let num_criteria = self.reader.layout.criteria.len();
        let (mut voters, mut people) = (Vec::new(), Vec::new());
        for ratings in ratings.chunk_by(|a, b| a.rating.person == b.rating.person) {
            let group = self.groups.iter().position(|(place, _)| *place == ratings[0].group);
            if let (Some(group), Ok(person)) = (group, self.people.binary_search(&ratings[0].rating.person)) {
                voters.push((group, ratings));
                people.push(person);
            }
        }
        let mut values = Vec::with_capacity(voters.len() * num_criteria);
        let mut own = vec![Own::default(); voters.len()];
        let mut sums = vec![GroupSum::default(); self.groups.len() * num_criteria];
        for criterion in 0..num_criteria {
            for ((group, ratings), own) in voters.iter().zip(&mut own) {
                let voice = PersonVoice::of(ratings.iter().copied(), criterion);
                // On a grid, so that means of the same answers in another order are the same.
                let value = voice.value.map(on_grid);
                own.add(self.weight(criterion), value, voice.not_applicable);
                sums[group * num_criteria + criterion].add(value, voice.not_applicable);
                values.push(value);
            }
        }
        let by_group = sums.chunks(num_criteria.max(1)).map(|criteria| {
            let mut own = Own::default();
            for (criterion, sum) in criteria.iter().enumerate() {
                own.add(self.weight(criterion), sum.mean(), sum.not_applicable > 0.0 && sum.people <= 0.0);
            }
            own.score(self.min_coverage())
        });
        let by_group = by_group.collect();
        let totals = own.into_iter().map(|own| own.score(self.min_coverage())).collect();
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

#[derive(Clone, Copy, Default)]
struct GroupSum {
    sum: f64,
    people: f64,
    not_applicable: f64,
}

impl GroupSum {
    fn add(&mut self, value: Option<f64>, not_applicable: bool) {
        if let Some(value) = value {
            self.sum += value;
            self.people += 1.0;
        }
        self.not_applicable += f64::from(u8::from(not_applicable));
    }

    fn mean(self) -> Option<f64> {
        (self.people > 0.0).then(|| self.sum / self.people)
    }
}

/// Rounded so far that noise of adding up disappears and nothing else does.
fn on_grid(value: f64) -> f64 {
    const GRID: f64 = 1e9;
    (value * GRID).round() / GRID
}
