//! History: the score and every criterion, quarter by quarter, with gaps where nothing was rated.

use jiff::civil::Date;

use crate::model::{Customer, Quarter, Scorecard, Workspace};

use super::gathering::Gathering;
use super::judge::{Known, Rules};
use super::reader::Reader;
use super::terms::Terms;
use super::window::Window;

/// One quarter of a customer's history.
#[derive(Debug, Clone, PartialEq)]
pub struct QuarterPoint {
    /// Which quarter.
    pub quarter: Quarter,
    /// The score of that quarter's ratings alone, 0–100; `None` if nothing was answered.
    pub score: Option<f64>,
    /// How much was answered in that quarter, by weight, 0–1.
    pub coverage: f64,
    /// How many people gave a value.
    pub num_raters: u32,
    /// How many ratings were made.
    pub num_ratings: u32,
    /// Each active criterion's value, 0–1, in the order they are asked.
    pub criteria: Vec<Option<f64>>,
}

/// A customer's history from the first quarter with a rating to the quarter of `up_to`, quarters without ratings
/// included as gaps.
///
/// All of it is judged on the same terms, so that it is the customer that changes and not the rule. For the same
/// reason people's severity, where it is evened out, is that of the policy's period as seen from `up_to` in every
/// quarter. "Everybody's newest" and the half-life work within each quarter.
/// Empty if nothing was rated.
pub fn history(
    workspace: &Workspace,
    customer: &Customer,
    card: &Scorecard,
    terms: &Terms,
    up_to: Date,
) -> Vec<QuarterPoint> {
    let reader = Reader::with(workspace, card, Gathering::of(&terms.policy, up_to));
    history_of(&reader, &Rules::new(&reader.layout, terms), customer, up_to)
}

/// The same with everything made ready, for many customers.
pub(super) fn history_of(
    reader: &Reader<'_>,
    rules: &Rules<'_>,
    customer: &Customer,
    up_to: Date,
) -> Vec<QuarterPoint> {
    let Some(first) = reader.ratings(customer).map(|counted| counted.rating.on).min() else { return Vec::new() };
    let last = Quarter::of(up_to);
    let mut quarter = Quarter::of(first);
    let mut points = Vec::new();
    while quarter <= last {
        points.push(point(reader, rules, customer, quarter));
        quarter = quarter.next();
    }
    points
}

/// One quarter, judged by itself.
pub(super) fn point(reader: &Reader<'_>, rules: &Rules<'_>, customer: &Customer, quarter: Quarter) -> QuarterPoint {
    let row = reader.row(customer, Window::quarter(quarter));
    let sums = rules.sums(row.as_ref(), None);
    let value = |criterion| match rules.known(row.as_ref(), criterion) {
        Known::Value(value) => Some(value),
        Known::NotApplicable | Known::Missing => None,
    };
    QuarterPoint {
        quarter,
        score: sums.score().map(|score| score * 100.0),
        coverage: sums.coverage(),
        num_raters: rules.num_raters(row.as_ref()),
        num_ratings: row.num_ratings,
        criteria: (0..reader.criteria.len()).map(value).collect(),
    }
}

/// The days on which a new version of the scorecard came into force, with its number; the first is no change.
pub fn rule_changes(card: &Scorecard) -> Vec<(Date, u32)> {
    card.versions.iter().skip(1).map(|version| (version.adopted, version.number)).collect()
}
