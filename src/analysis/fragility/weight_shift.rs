//! The smallest shift of weights, all of them free, that alters the verdict.
//!
//! Minimise ½ Σ |w′ − w| subject to Σ w′ = 1, w′ ≥ 0 and Σ w′·V = T. Taking weight from criterion j to i gains
//! Vᵢ − Vⱼ per unit, so the best move is from the lowest value to the highest, then from the next lowest: greedy is
//! exact (a fractional knapsack, Dantzig 1957). If all values lie on one side of T no weights can change the verdict.

use serde::Serialize;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::Rules;
use crate::analysis::stats::NotComputable;
use crate::analysis::terms::Terms;
use crate::model::Verdict;

use super::targets::{EPSILON, Stand, Target};

/// Weights that would have to be others, as few as possible.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightShift {
    /// How much of all weight has to move to other criteria, 0–1: ½ Σ |w′ − w|.
    pub moved: f64,
    /// By criterion's place, its part of the weight of all answered criteria then; 0 for those not answered.
    pub weights: Vec<f64>,
    /// The verdict then.
    pub verdict: Verdict,
}

/// The smallest shift that brings Σ w·V to `target`: how much weight has to move (of a sum of 1), and the weights
/// then. The weights are divided by their sum first.
///
/// # Errors
/// [`NotComputable::Unreachable`] if no weights can, [`NotComputable::NothingToDivideBy`] if there are none above 0,
/// [`NotComputable::NoAnswers`] without values.
pub fn smallest_shift(weights: &[f64], values: &[f64], target: f64) -> Result<(f64, Vec<f64>), NotComputable> {
    if values.is_empty() || weights.len() != values.len() {
        return Err(NotComputable::NoAnswers);
    }
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let sum: f64 = weights.iter().map(|weight| weight / largest).sum();
    if !(largest > 0.0 && sum.is_finite()) {
        return Err(NotComputable::NothingToDivideBy);
    }
    let mut shifted: Vec<f64> = weights.iter().map(|weight| weight / largest / sum).collect();
    let score: f64 = shifted.iter().zip(values).map(|(weight, value)| weight * value).sum();
    let is_rise = target > score;
    // From the values worst for the purpose to the one best for it.
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| if is_rise { values[a].total_cmp(&values[b]) } else { values[b].total_cmp(&values[a]) });
    let Some((&receiver, givers)) = order.split_last() else { return Err(NotComputable::NoAnswers) };
    let (mut gap, mut moved) = ((target - score).abs(), 0.0);
    for &giver in givers {
        let gain = (values[receiver] - values[giver]).abs();
        if gap <= 0.0 || gain <= 0.0 {
            break;
        }
        let step = shifted[giver].min(gap / gain);
        shifted[giver] -= step;
        shifted[receiver] += step;
        moved += step;
        gap -= step * gain;
    }
    // Rounding may leave a trace of the gap.
    if gap > 1e-3 * EPSILON * target.abs().max(1.0) { Err(NotComputable::Unreachable) } else { Ok((moved, shifted)) }
}

/// The smallest shift of weights that alters the verdict the score gives.
///
/// `None` if there is no score, or no weights at all can change the verdict. Over the answered criteria of weight > 0; red flags and minimum coverage are not
/// considered.
///
/// # Panics
/// If the customer's place is out of range, as with a slice.
pub fn smallest_weight_shift(evidence: &Evidence, customer: usize, terms: &Terms) -> Option<WeightShift> {
    let rules = Rules::new(&evidence.layout, terms);
    rules.stand(evidence.row(customer)).and_then(|stand| smallest(&stand, rules.weights.len()))
}

pub(super) fn smallest(stand: &Stand, num_criteria: usize) -> Option<WeightShift> {
    // Where all values lie on one side of both lines, no weights can.
    let values = || stand.answered.iter().map(|(.., value)| *value);
    let (lowest, highest) = (values().fold(1.0, f64::min), values().fold(0.0, f64::max));
    let can =
        |target: &&Target| if target.is_rise { highest + EPSILON >= target.line } else { lowest <= target.behind };
    if !stand.targets.iter().flatten().any(|target| can(&target)) {
        return None;
    }
    let weights: Vec<f64> = stand.answered.iter().map(|(_, weight, _)| *weight).collect();
    let values: Vec<f64> = values().collect();
    let mut smallest: Option<(f64, Vec<f64>, Verdict)> = None;
    for target in stand.targets.iter().flatten().filter(can) {
        let Ok((moved, shifted)) = smallest_shift(&weights, &values, target.behind) else { continue };
        if smallest.as_ref().is_none_or(|(best, ..)| moved < best - EPSILON) {
            smallest = Some((moved, shifted, target.verdict));
        }
    }
    smallest.map(|(moved, shifted, verdict)| {
        let mut by_place = vec![0.0; num_criteria];
        for ((place, ..), weight) in stand.answered.iter().zip(shifted) {
            by_place[*place] = weight;
        }
        WeightShift { moved, weights: by_place, verdict }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_to_shift_says_why() {
        assert_eq!(smallest_shift(&[1.0, 1.0], &[0.2, 0.4], 0.5), Err(NotComputable::Unreachable));
        assert_eq!(smallest_shift(&[0.0, 0.0], &[0.2, 0.4], 0.5), Err(NotComputable::NothingToDivideBy));
        assert_eq!(smallest_shift(&[], &[], 0.5), Err(NotComputable::NoAnswers));
        assert!(smallest_shift(&[1.0, 1.0], &[0.0, 1.0], 0.5).unwrap().0.abs() < 1e-15, "already there");
    }

    proptest! {
        #[test]
        fn no_finer_grid_finds_a_smaller_shift(values in prop::array::uniform3(0.0..1.0_f64), weights in prop::array::uniform3(0.05..1.0_f64), target in 0.0..1.0_f64) {
            let sum: f64 = weights.iter().sum();
            let weights = weights.map(|weight| weight / sum);
            let found = smallest_shift(&weights, &values, target);
            let mut least = f64::INFINITY;
            // Every weighting on the line Σw·V = T, by its first weight.
            for step in 0..=4000 {
                let first = f64::from(step) / 4000.0;
                let spread = values[1] - values[2];
                if spread.abs() < 1e-3 { return Ok(()) }
                let second = (target - first * values[0] - (1.0 - first) * values[2]) / spread;
                let third = 1.0 - first - second;
                if second >= 0.0 && third >= 0.0 {
                    let moved = [first, second, third].iter().zip(weights).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0;
                    least = least.min(moved);
                }
            }
            match found {
                Ok((moved, shifted)) => {
                    let score: f64 = shifted.iter().zip(values).map(|(w, v)| w * v).sum();
                    let told: f64 = shifted.iter().zip(weights).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0;
                    prop_assert!((score - target).abs() < 1e-9 && (shifted.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                    prop_assert!(shifted.iter().all(|weight| *weight >= 0.0) && (told - moved).abs() < 1e-9);
                    prop_assert!(moved <= least + 1e-9, "{} but the grid finds {}", moved, least);
                }
                Err(reason) => {
                    prop_assert_eq!(reason, NotComputable::Unreachable);
                    prop_assert!(least.is_infinite());
                }
            }
        }
    }
}
