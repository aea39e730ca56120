//! Two groups over all customers: what they see differently, and about whom.

use rayon::prelude::*;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::Rules;
use crate::analysis::stats::NotComputable;
use crate::analysis::terms::Terms;
use crate::model::{CriterionId, CustomerId, GroupId};

use super::flips::Flips;
use super::many::adjusted;
use super::paired::{PairedGap, paired_with};

/// The gap on one criterion, or overall, over all customers that both groups rated on it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CriterionGap {
    /// The criterion; `None` for the whole scorecard.
    pub criterion: Option<CriterionId>,
    /// Customers that the first group rated on it.
    pub num_one: usize,
    /// Customers that the second group rated on it.
    pub num_other: usize,
    /// The differences of those that both rated, first minus second, in points from −100 to 100.
    pub gap: Option<PairedGap>,
    /// The sign-flip p, adjusted for the number of criteria (Benjamini and Hochberg); of the whole scorecard, the
    /// p itself. `None` with fewer than two customers.
    pub adjusted_p: Option<f64>,
    /// Why there is no gap, or no more than its mean.
    pub reason: Option<NotComputable>,
}

impl CriterionGap {
    /// How far the groups lie apart in the mean, first minus second, in points from −100 to 100.
    pub fn points(&self) -> Option<f64> {
        self.gap.map(|gap| gap.mean)
    }
}

/// How differently two groups see one customer.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CustomerGap {
    /// The customer.
    pub customer: CustomerId,
    /// First minus second over the criteria both answered, by weight, in points from −100 to 100.
    pub points: f64,
    /// How many criteria of weight > 0 both answered.
    pub num_criteria: usize,
    /// People of the first group who gave a value to anything.
    pub people_one: u32,
    /// People of the second.
    pub people_other: u32,
    /// First minus second per criterion in the order of [`Evidence::criteria`], in points; `None` where one of the
    /// groups gave no value.
    pub criteria: Vec<Option<f64>>,
}

/// What two groups see differently.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Gaps {
    /// The first group.
    pub one: GroupId,
    /// The second group.
    pub other: GroupId,
    /// The whole scorecard: the [`CustomerGap::points`] of all customers.
    pub overall: CriterionGap,
    /// Every criterion, the widest gap first, those without one last; ties in the order they are asked.
    pub criteria: Vec<CriterionGap>,
    /// Every customer rated by both on a criterion that counts, the widest gap first; ties by id.
    pub customers: Vec<CustomerGap>,
}

/// The gaps between two groups: per criterion, per customer and overall, first minus second.
///
/// Only what both rated is compared: per customer and criterion the mean of the one group's people less that of the
/// other's, times 100. Overall, a customer's gaps are averaged by the weights in `terms`; criteria of weight 0 have
/// a gap of their own but no part in it. Nothing else of the terms matters.
/// Sizes come before p: the order is by size.
pub fn gaps(evidence: &Evidence, terms: &Terms, one: GroupId, other: GroupId) -> Gaps {
    let place = |group: GroupId| evidence.groups().binary_search(&group).ok();
    let num_criteria = evidence.criteria().len();
    let places = (place(one), place(other));
    let weights = Rules::new(&evidence.layout, terms).weights;
    let rows = Rows { evidence, places, weights };
    let mut customers: Vec<CustomerGap> = (0..evidence.len()).filter_map(|customer| rows.customer(customer)).collect();
    let columns: Vec<Vec<f64>> = (0..num_criteria).map(|criterion| rows.differences(criterion)).collect();
    let overall: Vec<f64> = customers.iter().map(|customer| customer.points).collect();
    let most = columns.iter().map(Vec::len).max().unwrap_or(0).max(overall.len());
    let flips = Flips::for_pairs(most);
    let mut criteria: Vec<CriterionGap> = columns
        .par_iter()
        .enumerate()
        .map(|(place, differences)| {
            let counts = (rows.num_rated(places.0, Some(place)), rows.num_rated(places.1, Some(place)));
            criterion_gap(&flips, Some(evidence.criteria()[place]), counts, differences)
        })
        .collect();
    let counts = (rows.num_rated(places.0, None), rows.num_rated(places.1, None));
    let mut overall = criterion_gap(&flips, None, counts, &overall);
    overall.adjusted_p = telling_p(&overall);
    let ps: Vec<Option<f64>> = criteria.iter().map(telling_p).collect();
    for (gap, p) in criteria.iter_mut().zip(adjusted(&ps)) {
        gap.adjusted_p = p;
    }
    let size = |gap: &CriterionGap| gap.points().map_or(-1.0, f64::abs);
    criteria.sort_by(|a, b| size(b).total_cmp(&size(a)));
    customers.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    Gaps { one, other, overall, criteria, customers }
}

/// The p of a gap that more than one customer stands behind.
fn telling_p(gap: &CriterionGap) -> Option<f64> {
    gap.gap.filter(|gap| gap.n > 1).map(|gap| gap.flips.p)
}

fn criterion_gap(
    flips: &Flips,
    criterion: Option<CriterionId>,
    (num_one, num_other): (usize, usize),
    differences: &[f64],
) -> CriterionGap {
    let gap = paired_with(flips, differences);
    let reason = match gap {
        Ok(gap) => gap.reason,
        Err(_) if num_one == 0 || num_other == 0 => Some(NotComputable::NoAnswers),
        Err(_) if differences.is_empty() => Some(NotComputable::NothingInCommon),
        Err(reason) => Some(reason),
    };
    CriterionGap { criterion, num_one, num_other, gap: gap.ok(), adjusted_p: None, reason }
}

/// The evidence with the places of the two groups; a group nobody knows has none.
struct Rows<'a> {
    evidence: &'a Evidence,
    places: (Option<usize>, Option<usize>),
    weights: Vec<f64>,
}

impl Rows<'_> {
    fn difference(&self, customer: usize, criterion: usize) -> Option<f64> {
        let cells = self.evidence.cells(customer, criterion);
        let mean = |place: Option<usize>| cells.get(place?).filter(|cell| cell.people > 0).map(|cell| cell.mean);
        Some(100.0 * (mean(self.places.0)? - mean(self.places.1)?))
    }

    /// All customers' differences on a criterion, holes left out.
    fn differences(&self, criterion: usize) -> Vec<f64> {
        (0..self.evidence.len()).filter_map(|customer| self.difference(customer, criterion)).collect()
    }

    fn customer(&self, customer: usize) -> Option<CustomerGap> {
        let people = |place: Option<usize>| place.map(|place| self.evidence.num_raters_in(customer, place));
        let (people_one, people_other) = (people(self.places.0)?, people(self.places.1)?);
        if people_one == 0 || people_other == 0 {
            return None;
        }
        let criteria = (0..self.weights.len()).map(|criterion| self.difference(customer, criterion));
        let criteria: Vec<Option<f64>> = criteria.collect();
        let both = criteria.iter().zip(&self.weights).filter_map(|(gap, weight)| Some(((*gap)?, *weight)));
        let (mut sum, mut weights, mut num_criteria) = (0.0, 0.0, 0);
        for (gap, weight) in both.filter(|(_, weight)| *weight > 0.0) {
            sum += weight * gap;
            weights += weight;
            num_criteria += 1;
        }
        let customer = self.evidence.customers()[customer];
        (weights > 0.0).then(|| CustomerGap {
            customer,
            points: (sum / weights).clamp(-100.0, 100.0),
            num_criteria,
            people_one,
            people_other,
            criteria,
        })
    }

    /// Customers that a group rated on a criterion, or on anything.
    fn num_rated(&self, place: Option<usize>, criterion: Option<usize>) -> usize {
        let Some(place) = place else { return 0 };
        let is_rated = |customer: &usize| match criterion {
            Some(criterion) => self.evidence.cell(*customer, criterion, place).people > 0,
            None => self.evidence.num_raters_in(*customer, place) > 0,
        };
        (0..self.evidence.len()).filter(is_rated).count()
    }
}
