//! From what the analysis says to what a chart shows: the one place where the two meet.
//!
//! Criteria that only carry a red flag (weight 0) are left out of pictures of scores; flags have their own place.

mod customer;
mod let_go;
mod many;
mod portfolio;
mod ranking;

pub use customer::{contributions, criterion_trend, history_trend, radar, voices_bars, voices_dumbbell};
pub use let_go::{history_with_decisions, rater_strip, tornado, waterfall};
pub use many::{distribution_bars, group_bars, heatmap};
pub use portfolio::{quadrant, whale_curve};
pub use ranking::rank_lenses;

use crate::analysis::Terms;
use crate::model::{Criterion, GroupId, Scorecard};

use super::Ruler;

/// The active criteria that are drawn, each with its place among the active ones.
fn drawn(card: &Scorecard) -> impl Iterator<Item = (usize, &Criterion)> {
    let is_drawn = |criterion: &Criterion| criterion.weight.value() > 0.0 || criterion.red_flag.is_none();
    card.current().active().enumerate().filter(move |(_, criterion)| is_drawn(criterion))
}

/// What a criterion is measured on.
fn ruler(criterion: &Criterion) -> Ruler {
    Ruler::of(&criterion.scale, criterion.direction)
}

/// The mean over groups as it counts, from `(group, mean, people)` on any one scale; `None` if nobody answered.
fn balanced(groups: &[(GroupId, f64, u32)], terms: &Terms) -> Option<f64> {
    let weighed = groups.iter().filter(|(.., people)| *people > 0);
    let (sum, weight) = weighed.fold((0.0, 0.0), |(sum, weight), (group, mean, _)| {
        let w = terms.policy.group_weight(*group);
        (sum + w * mean, weight + w)
    });
    (weight > 0.0).then(|| sum / weight)
}
