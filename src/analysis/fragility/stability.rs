//! Local stability: how often verdicts and the top of the list stay as they are if the weights are a little off.
//!
//! Weights are drawn around the ones in force, w′ ~ Dirichlet(κ·w) or w·(1 + u) with u uniform within ±p, divided by
//! their sum; told is the share of draws that keep each verdict, and the share that keep the same best k.

use rayon::prelude::*;
use serde::Serialize;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::{EPSILON, Known, Rules};
use crate::analysis::stats::{Draws, NotComputable};
use crate::analysis::terms::Terms;

use super::chance::dirichlet;

/// So many weightings are drawn.
pub const STABILITY_DRAWS: u32 = 1_000;
/// The seed of the draws.
const SEED: u64 = 0x7374_6162;

/// How far off the weights may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Perturbation {
    /// Dirichlet(κ·w): the standard deviation of a weight is √(w(1 − w)/(κ + 1)).
    Dirichlet(f64),
    /// Each weight up to so much more or less, as a part of itself: 0.2 for ±20 %.
    Within(f64),
}

/// What stays as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LocalStability {
    /// By customer's place: the share of draws in which the score gives the same band, 0–1; `None` without a score.
    pub verdicts: Vec<Option<f64>>,
    /// The share of draws in which the same customers are the best k, 0–1; `None` if no more than k have a score, or
    /// the best k are not told apart from the next now.
    pub top: Option<f64>,
    /// How many weightings were drawn.
    pub draws: u32,
}

/// How stable the verdicts of all customers and the best `top` are under small changes of all weights together. Red
/// flags and minimum coverage are not considered.
///
/// # Errors
/// [`NotComputable::NothingToDivideBy`] if no weight is above 0, or the perturbation is not a number ≥ 0.
pub fn local_stability(
    evidence: &Evidence,
    terms: &Terms,
    perturbation: Perturbation,
    top: usize,
) -> Result<LocalStability, NotComputable> {
    let rules = Rules::new(&evidence.layout, terms);
    let weightings = perturbed(&rules.weights, perturbation, STABILITY_DRAWS)?;
    let num_criteria = rules.weights.len();
    let known = |i: usize, j: usize| match rules.known(evidence.row(i), j) {
        Known::Value(value) => value,
        // Not a number is missing here, to keep the pass over all draws plain.
        Known::NotApplicable | Known::Missing => f64::NAN,
    };
    let values: Vec<f64> =
        (0..evidence.len()).flat_map(|i| (0..num_criteria).map(move |j| (i, j))).map(|(i, j)| known(i, j)).collect();
    let score = |i: usize, weights: &[f64]| {
        let (mut sum, mut total) = (0.0, 0.0);
        for (value, weight) in values[i * num_criteria..(i + 1) * num_criteria].iter().zip(weights) {
            if *weight > 0.0 && !value.is_nan() {
                sum += weight * value;
                total += weight;
            }
        }
        (total > 0.0).then(|| sum / total)
    };
    let of_all = |weights: &[f64]| -> Vec<Option<f64>> { (0..evidence.len()).map(|i| score(i, weights)).collect() };
    let now = of_all(&rules.weights);
    let best = best(&now, top);
    let kept = |draws: &[Vec<f64>]| {
        let (mut verdicts, mut tops) = (vec![0_u32; now.len()], 0_u32);
        for weights in draws {
            let then = of_all(weights);
            for (kept, (now, then)) in verdicts.iter_mut().zip(now.iter().zip(&then)) {
                *kept += u32::from(now.map(|score| rules.band(score)) == then.map(|score| rules.band(score)));
            }
            tops += u32::from(best.is_some() && self::best(&then, top) == best);
        }
        (verdicts, tops)
    };
    // Counts are whole, so the order of adding does not matter.
    let (verdicts, tops) = weightings.par_chunks(50).map(kept).reduce(
        || (vec![0; now.len()], 0),
        |mut a, b| {
            a.0.iter_mut().zip(b.0).for_each(|(a, b)| *a += b);
            (a.0, a.1 + b.1)
        },
    );
    let share = |count: u32| f64::from(count) / f64::from(STABILITY_DRAWS);
    Ok(LocalStability {
        verdicts: verdicts.into_iter().zip(&now).map(|(count, now)| now.map(|_| share(count))).collect(),
        top: best.as_ref().map(|_| share(tops)),
        draws: STABILITY_DRAWS,
    })
}

/// Weightings around these weights.
///
/// # Errors
/// [`NotComputable::NothingToDivideBy`] if no weight is above 0, or the perturbation is not a number ≥ 0.
pub fn perturbed(weights: &[f64], perturbation: Perturbation, draws: u32) -> Result<Vec<Vec<f64>>, NotComputable> {
    let sum: f64 = weights.iter().sum();
    let (Perturbation::Dirichlet(size) | Perturbation::Within(size)) = perturbation;
    if !(sum > 0.0 && sum.is_finite() && size >= 0.0 && size.is_finite()) {
        return Err(NotComputable::NothingToDivideBy);
    }
    let weights: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
    let mut chance = Draws::new(SEED);
    let one = |_| {
        let mut drawn = weights.clone();
        match perturbation {
            Perturbation::Dirichlet(concentration) => dirichlet(&mut chance, concentration, &weights, &mut drawn),
            Perturbation::Within(part) => {
                for weight in &mut drawn {
                    *weight *= (1.0 + part * (2.0 * chance.uniform() - 1.0)).max(0.0);
                }
                let sum: f64 = drawn.iter().sum();
                if sum > 0.0 {
                    for weight in &mut drawn {
                        *weight /= sum;
                    }
                }
            }
        }
        drawn
    };
    Ok((0..draws).map(one).collect())
}

/// The places of the best `top`, in order of place; `None` if no more than so many have a score, or the last of them
/// is level with the next.
fn best(scores: &[Option<f64>], top: usize) -> Option<Vec<usize>> {
    let mut scored: Vec<(usize, f64)> =
        scores.iter().enumerate().filter_map(|(i, score)| Some((i, (*score)?))).collect();
    if top == 0 || scored.len() <= top {
        return None;
    }
    scored.select_nth_unstable_by(top, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let next = scored[top].1;
    let last = scored[..top].iter().map(|(_, score)| *score).fold(f64::INFINITY, f64::min);
    let mut best: Vec<usize> = scored[..top].iter().map(|(i, _)| *i).collect();
    best.sort_unstable();
    (last - next > EPSILON).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_changes_stay_small() {
        for weights in perturbed(&[2.0, 1.0, 0.0], Perturbation::Within(0.1), 200).unwrap() {
            // At most 1.1·⅔ / (1.1·⅔ + 0.9·⅓).
            assert!(weights[0] < 0.7097 && weights[0] > 0.6206 && weights[2] == 0.0, "{weights:?}");
        }
        assert_eq!(perturbed(&[2.0, 1.0], Perturbation::Within(0.0), 1).unwrap(), [[2.0 / 3.0, 1.0 / 3.0]]);
        assert_eq!(perturbed(&[0.0], Perturbation::Dirichlet(9.0), 1), Err(NotComputable::NothingToDivideBy));
        assert_eq!(perturbed(&[1.0], Perturbation::Within(f64::NAN), 1), Err(NotComputable::NothingToDivideBy));
    }

    #[test]
    fn the_best_are_told_only_where_they_stand_apart() {
        assert_eq!(best(&[Some(0.1), None, Some(0.9), Some(0.5)], 2), Some(vec![2, 3]));
        assert_eq!(best(&[Some(0.5), Some(0.9), Some(0.5)], 2), None);
        assert_eq!(best(&[Some(0.5), None], 1), None);
    }
}
