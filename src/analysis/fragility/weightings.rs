//! Weightings: under how many of all possible weightings a score reaches a threshold, or one score beats another.
//!
//! With weights uniform on the simplex the answer is exact, no simulation needed: for y = V − T, split into positive
//! `a[1..=K]` and non-positive `b`, start with `A[0] = 1` and `A[1..=K] = 0`, and for each `b` set
//! `A[k] = (a[k]·A[k] − b·A[k−1]) / (a[k] − b)` for k = 1…K; then P(Σ w·y ≤ 0) = `A[K]` (Varsi 1973, Pacific J. Math.
//! 46, 303; Ali 1973, Pacific J. Math. 48, 313).

use crate::analysis::judge::{EPSILON, Rules};
use crate::model::Verdict;

/// The share of all weightings (weights ≥ 0 with sum 1, uniform) under which Σ w·V ≥ `threshold`, 0 to 1. The values
/// and the threshold are on 0–1. Without values it is 0.
pub fn share_of_weightings_at_least(values: &[f64], threshold: f64) -> f64 {
    // P(Σ w·V ≥ T) = P(Σ w·(T − V) ≤ 0). A value on the threshold lies exactly on it.
    let num_above = values.iter().filter(|value| threshold - **value > EPSILON).count();
    if num_above == values.len() || num_above == 0 {
        return if values.is_empty() || num_above > 0 { 0.0 } else { 1.0 };
    }
    let mut above = Vec::with_capacity(num_above);
    above.extend(values.iter().map(|value| threshold - value).filter(|difference| *difference > EPSILON));
    let mut shares = vec![0.0; num_above + 1];
    shares[0] = 1.0;
    for value in values.iter().filter(|value| threshold - **value <= EPSILON) {
        let difference = threshold - value;
        let b = if difference >= -EPSILON { 0.0 } else { difference };
        for (k, a) in above.iter().enumerate() {
            shares[k + 1] = (a * shares[k + 1] - b * shares[k]) / (a - b);
        }
    }
    shares.last().copied().unwrap_or(0.0).clamp(0.0, 1.0)
}

/// The share of all weightings under which `low` ≤ Σ w·V < `high`, 0 to 1: the difference of two shares.
pub fn share_of_weightings_between(values: &[f64], low: f64, high: f64) -> f64 {
    (share_of_weightings_at_least(values, low) - share_of_weightings_at_least(values, high)).max(0.0)
}

/// The pairwise winning index: the share of all weightings under which `a` scores higher than `b`, 0 to 1; 0 between
/// equals. Both have one value per criterion, in the same order.
///
/// Source: Leskinen et al. 2006; here exact, by the same recursion on the differences.
pub fn pairwise_winning(a: &[f64], b: &[f64]) -> f64 {
    let behind: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
    if behind.is_empty() { 0.0 } else { 1.0 - share_of_weightings_at_least(&behind, 0.0) }
}

impl Rules<'_> {
    /// The share of weightings, by a share at least a threshold, that gives this band.
    pub(super) fn share_of_band(&self, band: Verdict, share_at_least: impl Fn(f64) -> f64) -> f64 {
        match band {
            Verdict::Keep => share_at_least(self.keep_from),
            Verdict::HardLook => (share_at_least(self.hard_look_from) - share_at_least(self.keep_from)).max(0.0),
            Verdict::LetGo | Verdict::NotEnough => 1.0 - share_at_least(self.hard_look_from),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::stats::Draws;

    #[test]
    fn polygons_of_three_criteria() {
        // Areas by clipping the triangle by hand.
        let (a, b, c) = ([0.9, 0.3, 0.5], [0.4, 0.8, 0.6], [0.6, 0.6, 0.55]);
        for (values, expected) in [(a, 0.375), (b, 0.5), (c, 0.0)] {
            assert!((share_of_weightings_at_least(&values, 0.6) - expected).abs() < 1e-12, "{values:?}");
        }
        assert!((pairwise_winning(&a, &b) - 5.0 / 12.0).abs() < 1e-12, "A over B");
        assert!((pairwise_winning(&b, &c) - 0.6).abs() < 1e-12, "B over C");
        assert_eq!((pairwise_winning(&a, &a), pairwise_winning(&[], &[])), (0.0, 0.0));
    }

    #[test]
    fn without_a_choice_it_is_all_or_nothing() {
        let table: [(&[f64], f64, f64); 4] =
            [(&[], 0.5, 0.0), (&[0.5], 0.5, 1.0), (&[0.4, 0.2], 0.5, 0.0), (&[0.65 - 1e-12, 0.65], 0.65, 1.0)];
        for (values, line, share) in table {
            assert!((share_of_weightings_at_least(values, line) - share).abs() < 1e-15, "{values:?}");
        }
        assert!((share_of_weightings_between(&[0.5, 0.5], 0.4, 0.6) - 1.0).abs() < 1e-15, "between");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_exact_share_is_what_chance_finds(values in prop::collection::vec(0.0..1.0_f64, 1..9), low in 0.0..1.0_f64, gap in 0.0..0.5_f64) {
            let (mut draws, mut weights, mut hits, mut between) = (Draws::new(3), vec![0.0; values.len()], 0_u32, 0_u32);
            for _ in 0..10_000 {
                draws.weighting(&mut weights);
                let score: f64 = weights.iter().zip(&values).map(|(w, v)| w * v).sum();
                hits += u32::from(score >= low);
                between += u32::from(low <= score && score < low + gap);
            }
            let exact = (share_of_weightings_at_least(&values, low), share_of_weightings_between(&values, low, low + gap));
            // 0.02 is four standard errors.
            prop_assert!((exact.0 - f64::from(hits) / 10_000.0).abs() < 0.02, "{:?}", exact);
            prop_assert!((exact.1 - f64::from(between) / 10_000.0).abs() < 0.02, "{:?}", exact);
        }
    }
}
