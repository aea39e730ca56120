//! Least squares for one connected part: the larger side is eliminated, the smaller one solved densely.
//!
//! With `a_e` the level of unit e of the eliminated side and `d_k` the effect of unit k of the dense side,
//! `y = a_e + d_k` + error. Given d, `a_e = ȳ_e − w_e·d`, where `w_e` holds the shares of e's observations that fall on
//! each k. Put in, the normal equations for d are L d = r with the Laplacian `L = diag(n_k) − Σ_e n_e w_e w_eᵀ` and
//! `r_k = Σ (y − ȳ_e)` over k's observations. L is singular by a constant only; c·J/n added (J all ones) makes it
//! positive definite and gives the solution with Σ d = 0. L⁺ = (L + c·J/n)⁻¹ − J/(c·n), and with error variance 1
//! Cov(d) = L⁺, `Cov(a_e, a_f) = [e = f]/n_e + w_eᵀ L⁺ w_f`, `Cov(d, a_e) = −L⁺ w_e` (Scheffé 1959, ch. 4; Searle 1971,
//! ch. 7).

use super::cholesky::{Cholesky, dot};

/// One observation by the places within the part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    pub(super) dense: usize,
    pub(super) other: usize,
    pub(super) value: f64,
}

/// One side's figures. "Variances" are for an error variance of 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    /// Sum 0 over the side.
    pub(super) effect: Vec<f64>,
    pub(super) effect_variance: Vec<f64>,
    /// The effect and the mean of all levels: what would be observed with a mean unit of the other side.
    pub(super) level: Vec<f64>,
    pub(super) level_variance: Vec<f64>,
}

/// Both sides of a part.
#[derive(Debug, Clone, Default)]
pub(super) struct Solved {
    pub(super) dense: Side,
    pub(super) other: Side,
    /// dᵀ L d: how much of the squares the dense side takes beyond the other.
    pub(super) squares: f64,
    /// The trace of L.
    pub(super) trace: f64,
}

/// Solves one part; observations are sorted by `other`. `None` if the part is not connected.
pub(super) fn solve(num_dense: usize, num_other: usize, observations: &[Local]) -> Option<Solved> {
    let mut laplacian = vec![0.0; num_dense * num_dense];
    let mut right = vec![0.0; num_dense];
    let (mut means, mut counts) = (vec![0.0; num_other], vec![0.0; num_other]);
    for unit in observations.chunk_by(|a, b| a.other == b.other) {
        let (other, num) = (unit[0].other, unit.len() as f64);
        let first = unit[0].value;
        means[other] = first + unit.iter().map(|seen| seen.value - first).sum::<f64>() / num;
        counts[other] = num;
        for seen in unit {
            right[seen.dense] += seen.value - means[other];
            let row = &mut laplacian[seen.dense * num_dense..(seen.dense + 1) * num_dense];
            row[seen.dense] += 1.0;
            for also in unit {
                row[also.dense] -= 1.0 / num;
            }
        }
    }
    let trace: f64 = (0..num_dense).map(|k| laplacian[k * num_dense + k]).sum();
    let pseudo = pseudo_inverse(num_dense, laplacian, trace)?;
    let row = |k: usize| &pseudo[k * num_dense..(k + 1) * num_dense];
    let mut effect: Vec<f64> = (0..num_dense).map(|k| dot(row(k), &right)).collect();
    centre(&mut effect);

    // The eliminated side, unit by unit, and the sums for the mean of all its levels.
    let mut level: Vec<f64> = means;
    let mut level_variance = vec![0.0; num_other];
    let mut mean_shares = vec![0.0; num_dense];
    for unit in observations.chunk_by(|a, b| a.other == b.other) {
        let (other, num) = (unit[0].other, unit.len() as f64);
        level[other] -= unit.iter().map(|seen| effect[seen.dense]).sum::<f64>() / num;
        let pairs: f64 = unit.iter().map(|seen| unit.iter().map(|also| row(seen.dense)[also.dense]).sum::<f64>()).sum();
        level_variance[other] = 1.0 / num + pairs / (num * num);
        for seen in unit {
            mean_shares[seen.dense] += 1.0 / num / num_other as f64;
        }
    }
    // L⁺ w̄, the variance of the mean level, and everything that is measured against it.
    let spread: Vec<f64> = (0..num_dense).map(|k| dot(row(k), &mean_shares)).collect();
    let own = counts.iter().map(|num| 1.0 / num).sum::<f64>() / (num_other * num_other) as f64;
    let mean_variance = own + dot(&mean_shares, &spread);
    let mean_level = mean(&level);
    let mut other_effect_variance = vec![0.0; num_other];
    for unit in observations.chunk_by(|a, b| a.other == b.other) {
        let (other, num) = (unit[0].other, unit.len() as f64);
        let shared = unit.iter().map(|seen| spread[seen.dense]).sum::<f64>() / num;
        let covariance = 1.0 / num / num_other as f64 + shared;
        other_effect_variance[other] = (level_variance[other] - 2.0 * covariance + mean_variance).max(0.0);
    }
    let own_variance: Vec<f64> = (0..num_dense).map(|k| row(k)[k].max(0.0)).collect();
    let dense_level_variance =
        own_variance.iter().zip(&spread).map(|(own, spread)| (own - 2.0 * spread + mean_variance).max(0.0));
    let dense = Side {
        level: effect.iter().map(|effect| effect + mean_level).collect(),
        level_variance: dense_level_variance.collect(),
        effect_variance: own_variance,
        effect,
    };
    let squares = dot(&dense.effect, &right).max(0.0);
    let mut other_effect: Vec<f64> = level.iter().map(|level| level - mean_level).collect();
    centre(&mut other_effect);
    let other = Side { effect: other_effect, effect_variance: other_effect_variance, level, level_variance };
    Some(Solved { dense, other, squares, trace })
}

/// L⁺ of the Laplacian of a connected part.
fn pseudo_inverse(size: usize, mut laplacian: Vec<f64>, trace: f64) -> Option<Vec<f64>> {
    if size < 2 {
        return Some(vec![0.0; size * size]);
    }
    // Of the size of the other eigenvalues, so that nothing is lost to rounding.
    let constant = trace / size as f64;
    let share = constant / size as f64;
    for cell in &mut laplacian {
        *cell += share;
    }
    let mut inverse = Cholesky::new(size, laplacian)?.inverse();
    let share = 1.0 / constant / size as f64;
    for cell in &mut inverse {
        *cell -= share;
    }
    Some(inverse)
}

fn mean(values: &[f64]) -> f64 {
    super::super::stats::mean(values).unwrap_or(0.0)
}

/// Takes the mean off, so that the sum is 0 to the last digit but one.
fn centre(values: &mut [f64]) {
    let mean = mean(values);
    for value in values {
        *value -= mean;
    }
}
