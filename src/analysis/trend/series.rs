//! Series and their trends: a customer's score and criteria over the quarters, and those of all customers together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Serialize as _, Serializer};

use crate::analysis::gathering::Gathering;
use crate::analysis::history::{QuarterPoint, point};
use crate::analysis::history_many::together;
use crate::analysis::judge::Rules;
use crate::analysis::reader::Reader;
use crate::analysis::stats::NotComputable;
use crate::analysis::terms::Terms;
use crate::model::{CriterionId, Customer, Quarter, Scorecard, ScorecardId, Subject, Workspace};

use super::rules::{RuleChange, between, criterion_changes, version_changes};
use super::way::{Trend, trend};

/// One quarter of a series.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct SeriesPoint {
    /// Which quarter; written "2026-Q4".
    #[serde(serialize_with = "write_quarter")]
    pub quarter: Quarter,
    /// The score or value, 0–100.
    pub value: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn write_quarter<S: Serializer>(quarter: &Quarter, serializer: S) -> Result<S::Ok, S::Error> {
    format!("{:04}-Q{}", quarter.year, quarter.number).serialize(serializer)
}

/// The score or one criterion over the quarters, with its trend.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Series {
    /// The criterion; `None` for the score.
    pub criterion: Option<CriterionId>,
    /// The quarters that have a value, oldest first.
    pub points: Vec<SeriesPoint>,
    /// The trend; slopes are points per quarter.
    pub trend: Option<Trend>,
    /// Why there is no trend, or only a direction.
    pub reason: Option<NotComputable>,
    /// Where the rules changed between the first and the last quarter.
    pub rule_changes: Vec<RuleChange>,
}

impl Series {
    pub(super) fn new(criterion: Option<CriterionId>, points: Vec<SeriesPoint>, changes: Vec<RuleChange>) -> Self {
        let trend = trend_of(&points);
        let ends = (points.first().map(|point| point.quarter), points.last().map(|point| point.quarter));
        Self {
            criterion,
            points,
            reason: trend.map_or_else(Some, |trend| trend.reason),
            trend: trend.ok(),
            rule_changes: between(changes, ends.0, ends.1),
        }
    }
}

/// The trend over quarters counted from the first.
pub(super) fn trend_of(points: &[SeriesPoint]) -> Result<Trend, NotComputable> {
    let first = points.first().ok_or(NotComputable::NoAnswers)?.quarter;
    let times: Vec<f64> = points.iter().map(|point| f64::from(first.until(point.quarter))).collect();
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    trend(&times, &values)
}

/// The trends on one scorecard.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CardTrends {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The score.
    pub score: Series,
    /// Every active criterion, in the order they are asked.
    pub criteria: Vec<Series>,
    /// Customers with a score in at least one quarter.
    pub num_customers: usize,
}

/// One customer's trends, quarter by quarter up to that of `up_to`.
///
/// All of it is judged on the same terms, so that it is the customer that changes and not the rule. Answers are read as in [`crate::analysis::history()`].
pub fn customer_trends(
    workspace: &Workspace,
    customer: &Customer,
    card: &Scorecard,
    terms: &Terms,
    up_to: Date,
) -> CardTrends {
    let reader = Reader::with(workspace, card, Gathering::of(&terms.policy, up_to));
    let points = rated_quarters(&reader, &Rules::new(&reader.layout, terms), customer, up_to);
    let num_customers = usize::from(points.iter().any(|point| point.score.is_some()));
    trends_of(card, &points, num_customers)
}

/// The trends of all customers together: per quarter the mean over the customers rated in it.
pub fn card_trends(workspace: &Workspace, card: &Scorecard, terms: &Terms, up_to: Date) -> CardTrends {
    let reader = Reader::with(workspace, card, Gathering::of(&terms.policy, up_to));
    let rules = Rules::new(&reader.layout, terms);
    let customers: Vec<&Customer> = workspace.customers.values().map(|customer| &**customer).collect();
    let histories: Vec<Vec<QuarterPoint>> =
        customers.par_iter().map(|customer| rated_quarters(&reader, &rules, customer, up_to)).collect();
    let num_customers = histories.iter().filter(|points| points.iter().any(|point| point.score.is_some())).count();
    let mut quarters: BTreeMap<Quarter, Vec<&QuarterPoint>> = BTreeMap::new();
    for point in histories.iter().flatten() {
        quarters.entry(point.quarter).or_default().push(point);
    }
    let points: Vec<QuarterPoint> = quarters.into_iter().map(|(quarter, points)| together(quarter, &points)).collect();
    trends_of(card, &points, num_customers)
}

/// Whether customers' experiences of us get better: the trends of every scorecard on which they rate us, archived
/// ones left out, each on its own terms.
pub fn approval_trends(workspace: &Workspace, up_to: Date) -> Vec<CardTrends> {
    let cards = workspace.scorecards.values().filter(|card| card.subject == Subject::Us && !card.archived);
    cards.map(|card| card_trends(workspace, card, &Terms::of(card.current()), up_to)).collect()
}

/// The quarters in which a customer was rated, oldest first.
pub(super) fn rated_quarters(
    reader: &Reader<'_>,
    rules: &Rules<'_>,
    customer: &Customer,
    up_to: Date,
) -> Vec<QuarterPoint> {
    let last = Quarter::of(up_to);
    let quarters = reader.ratings(customer).map(|counted| Quarter::of(counted.rating.on));
    let mut quarters: Vec<Quarter> = quarters.filter(|quarter| *quarter <= last).collect();
    quarters.sort_unstable();
    quarters.dedup();
    quarters.into_iter().map(|quarter| point(reader, rules, customer, quarter)).collect()
}

fn trends_of(card: &Scorecard, points: &[QuarterPoint], num_customers: usize) -> CardTrends {
    let series = |value: &dyn Fn(&QuarterPoint) -> Option<f64>| {
        let known =
            points.iter().filter_map(|point| Some(SeriesPoint { quarter: point.quarter, value: value(point)? }));
        known.collect::<Vec<SeriesPoint>>()
    };
    let criteria = card.current().active().enumerate().map(|(place, criterion)| {
        let values = series(&|point| point.criteria.get(place).copied().flatten().map(|value| 100.0 * value));
        Series::new(Some(criterion.id), values, criterion_changes(card, criterion.id))
    });
    CardTrends {
        scorecard: card.id,
        criteria: criteria.collect(),
        score: Series::new(None, series(&|point| point.score), version_changes(card)),
        num_customers,
    }
}
