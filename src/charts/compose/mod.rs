//! From what the analysis says to what a chart shows: the one place where the two meet.
//!
//! Criteria that only carry a red flag (weight 0) are left out of pictures of scores; flags have their own place.

mod bars;
mod compare;
mod customer;
mod let_go;
mod many;
mod portfolio;
mod ranking;
mod verdicts;

pub use bars::{group_bars, voices_bars, voices_group_bars};
pub use compare::compare;
pub use customer::{contributions, criterion_trend, history_trend, radar, voices_dumbbell};
pub use let_go::{history_with_decisions, rater_strip, tornado, waterfall};
pub use many::{distribution_bars, groups_dumbbell, heatmap};
pub use portfolio::{quadrant, whale_curve};
pub use ranking::rank_lenses;
pub use verdicts::{scores, verdict_history};

use crate::analysis::Terms;
use crate::model::{Criterion, GroupId, Scorecard, Verdict};

use super::{Ruler, Threshold};

/// The active criteria that are drawn, each with its place among the active ones.
fn drawn(card: &Scorecard) -> impl Iterator<Item = (usize, &Criterion)> {
    let is_drawn = |criterion: &Criterion| criterion.weight.value() > 0.0 || criterion.red_flag.is_none();
    card.current().active().enumerate().filter(move |(_, criterion)| is_drawn(criterion))
}

/// How many criteria are drawn.
pub fn num_drawn(card: &Scorecard) -> usize {
    drawn(card).count()
}

/// The edges of the verdict bands.
fn bands(terms: &Terms) -> Vec<Threshold> {
    let band = |value, label: &str, verdict| Threshold { value, label: label.to_owned(), verdict: Some(verdict) };
    vec![
        band(terms.policy.keep_from.value(), "keep", Verdict::Keep),
        band(terms.policy.hard_look_from.value(), "let go", Verdict::LetGo),
    ]
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
