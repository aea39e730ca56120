//! Weightings: under how many of all possible weightings a score reaches a threshold.
//!
//! With weights uniform on the simplex the answer is exact, no simulation needed: for y = V − T, split into positive
//! `a[1..=K]` and non-positive `b`, start with `A[0] = 1` and `A[1..=K] = 0`, and for each `b` set
//! `A[k] = (a[k]·A[k] − b·A[k−1]) / (a[k] − b)` for k = 1…K; then P(Σ w·y ≤ 0) = `A[K]` (Varsi 1973; Ali 1973).

use super::judge::EPSILON;

/// The share of all weightings (weights ≥ 0 with sum 1, uniform) under which Σ w·V ≥ `threshold`, 0 to 1. The values
/// and the threshold are on 0–1. Without values it is 0.
pub fn share_of_weightings_at_least(values: &[f64], threshold: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    // P(Σ w·V ≥ T) = P(Σ w·(T − V) ≤ 0). A value on the threshold lies exactly on it.
    let differences = values.iter().map(|value| threshold - value);
    let exact = differences.map(|difference| if difference.abs() <= EPSILON { 0.0 } else { difference });
    let (above, below): (Vec<f64>, Vec<f64>) = exact.partition(|difference| *difference > 0.0);
    let mut shares = vec![0.0; above.len() + 1];
    shares[0] = 1.0;
    for b in below {
        for k in 1..shares.len() {
            let a = above[k - 1];
            shares[k] = (a * shares[k] - b * shares[k - 1]) / (a - b);
        }
    }
    shares.last().copied().unwrap_or(0.0).clamp(0.0, 1.0)
}
