//! Movers: which customers' scores went up or down most.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::analysis::gap::benjamini_hochberg;
use crate::analysis::gathering::Gathering;
use crate::analysis::judge::Rules;
use crate::analysis::reader::Reader;
use crate::analysis::terms::Terms;
use crate::model::{Customer, CustomerId, Scorecard, Workspace};

use super::series::{SeriesPoint, rated_quarters, trend_of};
use super::way::Trend;

/// A customer whose score moves.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Mover {
    /// The customer.
    pub customer: CustomerId,
    /// The first quarter with a score.
    pub first: SeriesPoint,
    /// The last quarter with a score.
    pub last: SeriesPoint,
    /// By how many points the score moved from the first to the last: along the slope, or with four rounds or
    /// fewer plainly.
    pub moved: f64,
    /// The trend over the quarters between.
    pub trend: Trend,
    /// The trend's p, adjusted for the number of customers that have one (Benjamini and Hochberg).
    pub adjusted_p: Option<f64>,
}

/// The customers whose scores moved most, the largest move first, at most `limit` of them; ties by id.
///
/// Customers rated in fewer than two quarters are left out. A move is how far it went, not how sure it is: that is
/// in the trend.
pub fn top_movers(workspace: &Workspace, card: &Scorecard, terms: &Terms, up_to: Date, limit: usize) -> Vec<Mover> {
    let reader = Reader::with(workspace, card, Gathering::of(&terms.policy, up_to));
    let rules = Rules::new(&reader.layout, terms);
    let one = |customer: &&Customer| {
        let points = rated_quarters(&reader, &rules, customer, up_to);
        let scored =
            points.iter().filter_map(|point| Some(SeriesPoint { quarter: point.quarter, value: point.score? }));
        mover(customer.id, &scored.collect::<Vec<SeriesPoint>>())
    };
    let customers: Vec<&Customer> = workspace.customers.values().map(|customer| &**customer).collect();
    let mut movers: Vec<Mover> = customers.par_iter().filter_map(one).collect();
    let ps: Vec<f64> = movers.iter().filter_map(|mover| mover.trend.p()).collect();
    let mut adjusted = benjamini_hochberg(&ps).into_iter();
    for mover in movers.iter_mut().filter(|mover| mover.trend.p().is_some()) {
        mover.adjusted_p = adjusted.next();
    }
    movers.sort_by(|a, b| b.moved.abs().total_cmp(&a.moved.abs()));
    movers.truncate(limit);
    movers
}

fn mover(customer: CustomerId, points: &[SeriesPoint]) -> Option<Mover> {
    let (first, last, trend) = (*points.first()?, *points.last()?, trend_of(points).ok()?);
    let along = |slope: f64| slope * f64::from(first.quarter.until(last.quarter));
    let moved = trend.slope.map_or(trend.change, |line| along(line.slope));
    Some(Mover { customer, first, last, moved, trend, adjusted_p: None })
}
