//! The smallest change of a single weight that alters the verdict, the others kept in proportion.
//!
//! With p the weights divided by their sum over the answered criteria, and s₋ᵢ the score without criterion i, the
//! score is p·Vᵢ + (1 − p)·s₋ᵢ; it meets the threshold T at w* = (T − s₋ᵢ) / (Vᵢ − s₋ᵢ), possible within 0–1.

use serde::Serialize;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::Rules;
use crate::analysis::terms::Terms;
use crate::model::Verdict;

use super::targets::{EPSILON, Stand};

/// One weight that would have to be another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeightChange {
    /// The criterion's place.
    pub criterion: usize,
    /// Its part of the weight of all answered criteria now, 0–1.
    pub from: f64,
    /// The part at which the verdict changes, 0–1.
    pub to: f64,
    /// The change in percent of the weight now: 50 for half as much again, −100 for none.
    pub relative_percent: f64,
    /// The weight itself at which the verdict changes, in the units of the terms with the other weights as they are;
    /// `None` where the others would have to be 0.
    pub to_weight: Option<f64>,
    /// The verdict then.
    pub verdict: Verdict,
}

/// The weight (0–1, the others in proportion) of one criterion at which the score reaches `threshold`, from its
/// weight `share` now, its value and the score, all on 0–1.
///
/// `None` if no weight does: the criterion says the same
/// as the others, is the only one, or the weight would leave 0–1.
pub fn weight_to_reach(share: f64, value: f64, score: f64, threshold: f64) -> Option<f64> {
    if 1.0 - share <= EPSILON {
        return None;
    }
    let others = (score - share * value) / (1.0 - share);
    let pull = value - others;
    if pull.abs() <= EPSILON {
        return None;
    }
    let weight = (threshold - others) / pull;
    (-1e-12 <= weight && weight <= 1.0 + 1e-12).then_some(weight.clamp(0.0, 1.0))
}

/// The smallest change of a single weight that alters the verdict the score gives.
///
/// `None` if there is no score, or no single weight can do it. Over the answered criteria of weight > 0; red flags and
/// minimum coverage are not considered.
///
/// # Panics
/// If the customer's place is out of range, as with a slice.
pub fn smallest_weight_change(evidence: &Evidence, customer: usize, terms: &Terms) -> Option<WeightChange> {
    let rules = Rules::new(&evidence.layout, terms);
    rules.stand(evidence.row(customer)).and_then(|stand| smallest(&stand, terms))
}

pub(super) fn smallest(stand: &Stand, terms: &Terms) -> Option<WeightChange> {
    let mut smallest: Option<WeightChange> = None;
    for &(criterion, weight, value) in &stand.answered {
        let from = weight / stand.weight;
        for target in stand.targets.iter().flatten() {
            let Some(to) = weight_to_reach(from, value, stand.score, target.behind) else { continue };
            let is_smaller = smallest.is_none_or(|best| (to - from).abs() < (best.to - best.from).abs() - EPSILON);
            if is_smaller {
                let relative_percent = 100.0 * (to - from) / from;
                smallest = Some(WeightChange {
                    criterion,
                    from,
                    to,
                    relative_percent,
                    to_weight: None,
                    verdict: target.verdict,
                });
            }
        }
    }
    smallest.map(|change| {
        let others = stand.answered.iter().filter(|(place, ..)| *place != change.criterion);
        let of_others: f64 = others.map(|(place, ..)| terms.weights[*place]).sum();
        let to_weight = Some(of_others * change.to / (1.0 - change.to)).filter(|weight| weight.is_finite());
        WeightChange { to_weight, ..change }
    })
}
