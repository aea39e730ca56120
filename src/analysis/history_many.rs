//! The history of many customers together: the mean customer, quarter by quarter.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{CustomerId, Quarter, Scorecard, Workspace};

use super::gathering::Gathering;
use super::history::{QuarterPoint, history_of};
use super::judge::Rules;
use super::reader::Reader;
use super::terms::Terms;

/// The mean over customers, quarter by quarter.
///
/// Every customer counts once, those without a rating in a quarter not at all in that quarter. People and ratings are summed. Quarters nobody rated are gaps. Empty if nothing was rated.
pub fn history_of_many(
    workspace: &Workspace,
    customers: &[CustomerId],
    card: &Scorecard,
    terms: &Terms,
    up_to: Date,
) -> Vec<QuarterPoint> {
    let histories = histories(workspace, customers, (card, terms), up_to, |points| points);
    let mut quarters: BTreeMap<Quarter, Vec<&QuarterPoint>> = BTreeMap::new();
    for point in histories.iter().flatten() {
        quarters.entry(point.quarter).or_default().push(point);
    }
    quarters.into_iter().map(|(quarter, points)| together(quarter, &points)).collect()
}

/// Every customer's own history, as [`super::history`] has it, in the order asked for: worked out on all cores, and
/// only what `take` makes of each is kept.
pub fn histories<T: Send>(
    workspace: &Workspace,
    customers: &[CustomerId],
    (card, terms): (&Scorecard, &Terms),
    up_to: Date,
    take: impl Fn(Vec<QuarterPoint>) -> T + Sync,
) -> Vec<T> {
    let reader = Reader::with(workspace, card, Gathering::of(&terms.policy, up_to));
    let rules = Rules::new(&reader.layout, terms);
    let one = |id: &CustomerId| {
        let customer = workspace.customers.get(id);
        take(customer.map(|customer| history_of(&reader, &rules, customer, up_to)).unwrap_or_default())
    };
    customers.par_iter().map(one).collect()
}

/// The mean of several customers' points of one quarter.
pub(super) fn together(quarter: Quarter, points: &[&QuarterPoint]) -> QuarterPoint {
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, n) = values.fold((0.0, 0_u32), |(sum, n), value| (sum + value, n + 1));
        (n > 0).then(|| sum / f64::from(n))
    };
    let rated = points.iter().filter(|point| point.score.is_some());
    let num_criteria = points.iter().map(|point| point.criteria.len()).max().unwrap_or(0);
    let criterion =
        |place: usize| mean(&mut points.iter().filter_map(|point| point.criteria.get(place).copied().flatten()));
    QuarterPoint {
        quarter,
        score: mean(&mut points.iter().filter_map(|point| point.score)),
        coverage: mean(&mut rated.map(|point| point.coverage)).unwrap_or(0.0),
        num_raters: points.iter().map(|point| point.num_raters).sum(),
        num_ratings: points.iter().map(|point| point.num_ratings).sum(),
        criteria: (0..num_criteria).map(criterion).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(score: Option<f64>, num_raters: u32) -> QuarterPoint {
        let quarter = Quarter { year: 2026, number: 4 };
        let criteria = vec![score.map(|score| score / 100.0)];
        QuarterPoint { quarter, score, coverage: 1.0, num_raters, num_ratings: num_raters, criteria }
    }

    #[test]
    fn customers_count_once_and_gaps_not_at_all() {
        let points = [point(Some(20.0), 5), point(Some(80.0), 1), point(None, 0)];
        let mean = together(points[0].quarter, &points.iter().collect::<Vec<_>>());
        assert_eq!((mean.score, mean.num_raters), (Some(50.0), 6));
        assert_eq!(mean.criteria, [Some(0.5)]);
        assert_eq!(together(mean.quarter, &[&points[2]]).score, None, "a gap stays a gap");
    }
}
